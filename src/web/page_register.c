/* The registers: publications, parties and places of the case. Every statement is dated and
 * sourced; an edit is a further statement, and the earlier ones stay to be seen. */
#include "base/limits.h"
#include "store/copy.h"
#include "web/told.h"

enum { ROWS_MAX = 2000 };

static rc registers(struct req *r, struct told *w, struct err *e) {
    struct slice none = {0};
    return told_open(r, &none, w, e);
}

static void cell(struct req *r, struct str v) {
    ui_words(r, "td", "", S(""), v);
}

static void row_words(struct req *r, const char *id, struct str v) {
    ui_row(r, id);
    if (v.n)
        ui_words(r, "span", "", S(""), v);
    else
        ui_el(r, "span", "soft", "reg.unknown");
    ui_row_end(r);
}

static struct str party_name_of(const struct book *b, struct str id) {
    i64 at = book_party(b, id);
    return at >= 0 ? b->parties[at].name : id;
}

static struct str publication_name_of(const struct book *b, struct str id) {
    i64 at = book_publication(b, id);
    return at >= 0 ? b->publications[at].name : id;
}

/* "none" is a statement too. */
static void side_words(struct req *r, const struct book *b, struct str side) {
    if (str_eqc(side, "none"))
        ui_say(r, "reg.no_side");
    else if (side.n)
        ui_words(r, "span", "", S(""), party_name_of(b, side));
    else
        ui_el(r, "span", "soft", "reg.unknown");
}

static void party_list(struct req *r, const struct book *b) {
    h_begin(&r->h, "datalist");
    h_attr(&r->h, "id", S("parties"));
    for (i64 i = 0; i < b->nparties && i < ROWS_MAX; i++) {
        h_begin(&r->h, "option");
        h_attr(&r->h, "value", b->parties[i].name);
        h_end(&r->h);
    }
    h_end(&r->h);
}

/* A line of text with a list of what is in a register. */
static void line(struct req *r, const char *name, const char *id, struct str value,
                 const char *list, bool required) {
    struct str key = str_fmt(r->a, "g%lld-%s", (long long)r->out->n, name);
    form_line(r, name, id, key, value, list, required);
    h_void(&r->h);
    h_end(&r->h);
}

static void dated_source(struct req *r) {
    form_date(r, "from", "reg.from", S(""));
    form_text(r, "source", "reg.source", S(""), true);
}

/* ---- statements ---- */

static void statement_value(struct req *r, const struct book *b, const struct json *v) {
    if (v->type == JSON_ARRAY) {
        i64 n = 0;
        JSON_EACH(x, v) {
            if (n++) h_text(&r->h, words_get(r->lang, "review.comma"));
            ui_words(r, "bdi", "", S(""), x->s);
        }
        return;
    }
    bool party = str_eqc(v->key, "side") || str_eqc(v->key, "party") || str_eqc(v->key, "ally");
    if (v->type == JSON_TRUE)
        ui_say(r, "reg.yes");
    else if (v->type == JSON_NUMBER)
        h_text(&r->h, v->s);
    else
        ui_words(r, "bdi", "", S(""), party ? party_name_of(b, v->s) : v->s);
}

static void one_statement(struct req *r, const struct book *b, const struct statement *s) {
    h_begin(&r->h, "li");
    h_el(&r->h, "p", "soft");
    ui_instant(r, s->at);
    h_text(&r->h, S(" · "));
    ui_words(r, "bdi", "", S(""), s->by);
    h_end(&r->h);
    h_el(&r->h, "ul", "facts");
    JSON_EACH(v, s->said) {
        struct str word = words_term(r->lang, "regfield", v->key);
        if (!word.n) continue; /* kind, ids */
        h_begin(&r->h, "li");
        h_leaf(&r->h, "span", "label", word);
        h_text(&r->h, S(" "));
        statement_value(r, b, v);
        h_end(&r->h);
    }
    h_end(&r->h);
    h_end(&r->h);
}

static rc statements(struct req *r, const struct book *b, struct str object, struct err *e) {
    struct statement *v;
    i64 n;
    TRY(records_statements(r->op.session->db, r->a, object, &v, &n, e));
    ui_head(r, 2, "reg.statements");
    if (!n) ui_empty(r, "reg.nothing_stated");
    if (n) h_el(&r->h, "ol", "plain");
    for (i64 i = 0; i < n; i++)
        one_statement(r, b, &v[i]);
    if (n) h_end(&r->h);
    return RC_OK;
}

static void tabs(struct req *r, const char *here) {
    static const char *const PATHS[] = {"/publications", "/parties", "/places"};
    static const char *const IDS[] = {"reg.publications", "reg.parties", "reg.places"};
    h_el(&r->h, "nav", "tabs");
    h_attr(&r->h, "aria-label", words_get(r->lang, "reg.registers"));
    h_begin(&r->h, "ul");
    for (i64 i = 0; i < LEN(PATHS); i++) {
        h_begin(&r->h, "li");
        h_begin(&r->h, "a");
        ui_path(r, str_c(PATHS[i]));
        if (strcmp(PATHS[i], here) == 0) h_attr(&r->h, "aria-current", S("page"));
        ui_say(r, IDS[i]);
        h_end(&r->h);
        h_end(&r->h);
    }
    h_end(&r->h);
    h_end(&r->h);
}

/* ---- publications ---- */

static void publication_fields(struct req *r) {
    form_text(r, "owner", "reg.owner", S(""), false);
    line(r, "side", "reg.side", S(""), "parties", false);
    ui_el(r, "p", "help", "reg.h_side");
    form_text(r, "feeds", "reg.feeds", S(""), false);
    form_text(r, "country", "reg.country", S(""), false);
    dated_source(r);
}

static rc publications(struct req *r, struct err *e) {
    static const char *const HEADS[] = {"reg.name", "reg.owner", "reg.side", "reg.source", NULL};
    struct told w;
    TRY(registers(r, &w, e));
    ui_head(r, 1, "reg.publications");
    tabs(r, "/publications");
    ui_note(r, "", "reg.publications_law");
    if (!w.b->npublications) ui_empty(r, "reg.no_publications");
    if (w.b->npublications) ui_table_begin(r, "reg.publications", HEADS);
    for (i64 i = 0; i < w.b->npublications && i < ROWS_MAX; i++) {
        const struct publication *p = &w.b->publications[i];
        h_begin(&r->h, "tr");
        h_begin(&r->h, "td");
        ui_link(r, str_cat(r->a, S("/publication/"), p->id), p->name);
        h_end(&r->h);
        cell(r, p->owner);
        h_begin(&r->h, "td");
        side_words(r, w.b, p->side);
        h_end(&r->h);
        cell(r, p->source);
        h_end(&r->h);
    }
    if (w.b->npublications) ui_table_end(r);
    if (!op_may(&r->op, PERM_WRITE)) return RC_OK;
    ui_head(r, 2, "reg.add_publication");
    party_list(r, w.b);
    form_begin(r, "publication add", S("/publications"));
    form_text(r, "NAME", "reg.name", S(""), true);
    publication_fields(r);
    form_submit(r, "reg.add", "");
    form_end(r);
    return RC_OK;
}

static void crumbs(struct req *r, const char *path, const char *id) {
    h_el(&r->h, "nav", "crumbs");
    h_attr(&r->h, "aria-label", words_get(r->lang, "read.crumbs"));
    ui_link_id(r, str_c(path), id);
    h_end(&r->h);
}

static rc publication(struct req *r, struct err *e) {
    struct told w;
    TRY(registers(r, &w, e));
    i64 at = book_publication(w.b, r->seg[0]);
    if (at < 0) return fail(e, RC_NOTFOUND, "there is no such publication");
    const struct publication *p = &w.b->publications[at];
    crumbs(r, "/publications", "reg.publications");
    ui_words(r, "h1", "", S(""), p->name);
    if (!p->registered) ui_note(r, "", "reg.only_named");
    ui_rows_begin(r);
    row_words(r, "reg.owner", p->owner);
    ui_row(r, "reg.side");
    side_words(r, w.b, p->side);
    ui_row_end(r);
    ui_row(r, "reg.feeds");
    for (i64 i = 0; i < p->nfeeds; i++) {
        if (i) h_text(&r->h, words_get(r->lang, "review.comma"));
        ui_link(r, str_cat(r->a, S("/publication/"), p->feeds[i]),
                publication_name_of(w.b, p->feeds[i]));
    }
    if (!p->nfeeds) ui_el(r, "span", "soft", "reg.unknown");
    ui_row_end(r);
    row_words(r, "reg.country", p->country);
    ui_rows_end(r);
    h_el(&r->h, "p", "");
    ui_link_id(r, str_cat(r->a, S("/items?publication="), p->id), "reg.its_items");
    h_end(&r->h);
    TRY(statements(r, w.b, p->id, e));
    if (!op_may(&r->op, PERM_WRITE)) return RC_OK;
    ui_head(r, 2, "reg.state_more");
    party_list(r, w.b);
    form_begin(r, p->registered ? "publication set" : "publication add",
               str_cat(r->a, S("/publication/"), p->id));
    form_hidden(r, "NAME", p->name);
    publication_fields(r);
    form_submit(r, "reg.state", "");
    form_end(r);
    return RC_OK;
}

/* ---- parties ---- */

static rc parties(struct req *r, struct err *e) {
    static const char *const HEADS[] = {"reg.name", "reg.aliases", "reg.source", NULL};
    struct told w;
    TRY(registers(r, &w, e));
    ui_head(r, 1, "reg.parties");
    tabs(r, "/parties");
    if (!w.b->nparties) ui_empty(r, "reg.no_parties");
    if (w.b->nparties) ui_table_begin(r, "reg.parties", HEADS);
    for (i64 i = 0; i < w.b->nparties && i < ROWS_MAX; i++) {
        const struct party *p = &w.b->parties[i];
        h_begin(&r->h, "tr");
        h_begin(&r->h, "td");
        ui_link(r, str_cat(r->a, S("/party/"), p->id), p->name);
        h_end(&r->h);
        h_begin(&r->h, "td");
        for (i64 k = 0; k < p->naliases; k++) {
            if (k) h_text(&r->h, words_get(r->lang, "review.comma"));
            ui_words(r, "bdi", "", S(""), p->aliases[k].name);
        }
        h_end(&r->h);
        cell(r, p->source);
        h_end(&r->h);
    }
    if (w.b->nparties) ui_table_end(r);
    if (!op_may(&r->op, PERM_WRITE)) return RC_OK;
    ui_head(r, 2, "reg.add_party");
    form_begin(r, "party add", S("/parties"));
    form_text(r, "NAME", "reg.name", S(""), true);
    form_text(r, "source", "reg.source", S(""), true);
    form_submit(r, "reg.add", "");
    form_end(r);
    return RC_OK;
}

static void aliases(struct req *r, const struct party *p) {
    static const char *const HEADS[] = {"reg.name", "reg.from", "reg.former", "reg.source", NULL};
    if (!p->naliases) return;
    ui_table_begin(r, "reg.aliases", HEADS);
    for (i64 i = 0; i < p->naliases; i++) {
        const struct party_alias *n = &p->aliases[i];
        h_begin(&r->h, "tr");
        cell(r, n->name);
        h_begin(&r->h, "td");
        ui_dates(r, n->from);
        h_end(&r->h);
        h_begin(&r->h, "td");
        if (n->former) ui_say(r, "reg.yes");
        h_end(&r->h);
        cell(r, n->source);
        h_end(&r->h);
    }
    ui_table_end(r);
}

static void allies(struct req *r, const struct book *b, const struct party *p) {
    static const char *const HEADS[] = {"reg.ally", "reg.from", "reg.source", NULL};
    if (!p->nallies) return;
    ui_table_begin(r, "reg.allies", HEADS);
    for (i64 i = 0; i < p->nallies; i++) {
        const struct party_ally *a = &p->allies[i];
        h_begin(&r->h, "tr");
        h_begin(&r->h, "td");
        ui_link(r, str_cat(r->a, S("/party/"), a->party), party_name_of(b, a->party));
        h_end(&r->h);
        h_begin(&r->h, "td");
        ui_dates(r, a->from);
        h_end(&r->h);
        cell(r, a->source);
        h_end(&r->h);
    }
    ui_table_end(r);
}

static void party_forms(struct req *r, const struct book *b, const struct party *p) {
    struct str here = str_cat(r->a, S("/party/"), p->id);
    ui_head(r, 2, "reg.add_alias");
    form_begin(r, "party alias", here);
    form_hidden(r, "PARTY", p->id);
    form_text(r, "NAME", "reg.name", S(""), true);
    form_check(r, "former", "reg.is_former", false);
    dated_source(r);
    form_submit(r, "reg.add", "");
    form_end(r);
    ui_head(r, 2, "reg.add_ally");
    party_list(r, b);
    form_begin(r, "party ally", here);
    form_hidden(r, "PARTY", p->id);
    line(r, "ALLY", "reg.ally", S(""), "parties", true);
    dated_source(r);
    form_submit(r, "reg.add", "");
    form_end(r);
}

static rc party(struct req *r, struct err *e) {
    struct told w;
    TRY(registers(r, &w, e));
    i64 at = book_party(w.b, r->seg[0]);
    if (at < 0) return fail(e, RC_NOTFOUND, "there is no such party");
    const struct party *p = &w.b->parties[at];
    crumbs(r, "/parties", "reg.parties");
    ui_words(r, "h1", "", S(""), p->name);
    ui_rows_begin(r);
    row_words(r, "reg.source", p->source);
    ui_rows_end(r);
    aliases(r, p);
    allies(r, w.b, p);
    TRY(statements(r, w.b, p->id, e));
    if (op_may(&r->op, PERM_WRITE)) party_forms(r, w.b, p);
    return RC_OK;
}

const struct page PAGE_PUBLICATIONS = {.path = "/publications",
                                       .title = "reg.publications",
                                       .menu = "/publications",
                                       .perm = PERM_READ,
                                       .get = publications};
const struct page PAGE_PUBLICATION = {.path = "/publication/{}",
                                      .title = "reg.publications",
                                      .menu = "/publications",
                                      .perm = PERM_READ,
                                      .get = publication};
const struct page PAGE_PARTIES = {.path = "/parties",
                                  .title = "reg.parties",
                                  .menu = "/publications",
                                  .perm = PERM_READ,
                                  .get = parties};
const struct page PAGE_PARTY = {.path = "/party/{}",
                                .title = "reg.parties",
                                .menu = "/publications",
                                .perm = PERM_READ,
                                .get = party};

/* ---- places ---- */

static struct str degrees(struct arena *a, i64 v) {
    i64 whole = v / 10000000, part = v % 10000000;
    return str_fmt(a, "%s%lld.%05lld", v < 0 ? "-" : "", (long long)(whole < 0 ? -whole : whole),
                   (long long)((part < 0 ? -part : part) / 100));
}

static void spot(struct req *r, i64 lat, i64 lon) {
    if (!lat && !lon) return;
    ui_code(r, str_fmt(r->a, "%.*s, %.*s", SARG(degrees(r->a, lat)), SARG(degrees(r->a, lon))));
}

static void found_row(struct req *r, const struct json *p) {
    bool own = json_get_bool(p, "of_case");
    struct str id = json_get_str(p, "id");
    h_begin(&r->h, "tr");
    h_begin(&r->h, "td");
    if (own)
        ui_link(r, str_cat(r->a, S("/place/"), id), json_get_str(p, "name"));
    else
        ui_words(r, "span", "", S(""), json_get_str(p, "name"));
    h_end(&r->h);
    h_begin(&r->h, "td");
    ui_term(r, "precision", json_get_str(p, "precision"));
    h_end(&r->h);
    h_begin(&r->h, "td");
    ui_words(r, "bdi", "", S(""), json_get_str(p, "parent"));
    if (json_get_str(p, "country").n) h_text(&r->h, S(" "));
    ui_words(r, "bdi", "", S(""), json_get_str(p, "country"));
    h_end(&r->h);
    h_begin(&r->h, "td");
    spot(r, json_get_i(p, "lat", 0), json_get_i(p, "lon", 0));
    h_end(&r->h);
    h_begin(&r->h, "td");
    ui_code(r, id);
    h_end(&r->h);
    h_end(&r->h);
}

static const char *const PLACE_HEADS[] = {"reg.name", "reg.precision", "reg.in",
                                          "reg.spot", "reg.id",        NULL};

static rc find_places(struct req *r, struct str words, struct err *e) {
    const char *const call[] = {"places", "find", "--", cstr(r->a, words)};
    struct json **rows;
    i64 n;
    TRY(page_rows(r, call, LEN(call), &rows, &n, e));
    if (!n) ui_empty(r, "reg.no_place_found");
    if (n) ui_table_begin(r, "reg.found", PLACE_HEADS);
    for (i64 i = 0; i < n; i++)
        found_row(r, rows[i]);
    if (n) ui_table_end(r);
    return RC_OK;
}

static void place_fields(struct req *r, const struct book *b, bool name) {
    static const struct str KINDS[] = {SI("country"),  SI("region"),  SI("city"),
                                       SI("town"),     SI("village"), SI("neighbourhood"),
                                       SI("facility"), SI("bridge"),  SI("point")};
    if (name) form_text(r, "NAME", "reg.name", S(""), true);
    form_select(r, "kind", "reg.place_kind", "placekind", KINDS, LEN(KINDS), S(""), true);
    h_begin(&r->h, "datalist");
    h_attr(&r->h, "id", S("case-places"));
    for (i64 i = 0; i < b->nplaces && i < ROWS_MAX; i++) {
        h_begin(&r->h, "option");
        h_attr(&r->h, "value", b->places[i].name);
        h_end(&r->h);
    }
    h_end(&r->h);
    if (name) line(r, "in", "reg.in", S(""), "case-places", false);
    h_el(&r->h, "div", "pair");
    form_text(r, "ar", "reg.name_ar", S(""), false);
    form_text(r, "ru", "reg.name_ru", S(""), false);
    form_number(r, "lat", "reg.lat", S(""));
    form_number(r, "lon", "reg.lon", S(""));
    h_end(&r->h);
    form_text(r, "source", "reg.source", S(""), true);
}

static void own_places(struct req *r, const struct book *b) {
    if (!b->nplaces) return;
    ui_table_begin(r, "reg.case_places", PLACE_HEADS);
    for (i64 i = 0; i < b->nplaces && i < ROWS_MAX; i++) {
        const struct place *p = &b->places[i];
        i64 in = book_place(b, p->parent);
        h_begin(&r->h, "tr");
        h_begin(&r->h, "td");
        ui_link(r, str_cat(r->a, S("/place/"), p->id), p->name);
        h_end(&r->h);
        h_begin(&r->h, "td");
        ui_term(r, "precision", word_name("precision", (int)p->precision));
        h_end(&r->h);
        cell(r, in >= 0 ? b->places[in].name : p->parent);
        h_begin(&r->h, "td");
        if (op_sees(&r->op, FIELD_PLACE) || p->precision >= PRECISION_CITY) spot(r, p->lat, p->lon);
        h_end(&r->h);
        h_begin(&r->h, "td");
        ui_code(r, p->id);
        h_end(&r->h);
        h_end(&r->h);
    }
    ui_table_end(r);
}

static rc places(struct req *r, struct err *e) {
    struct told w;
    struct str words = req_query(r, "q");
    TRY(registers(r, &w, e));
    ui_head(r, 1, "reg.places");
    tabs(r, "/places");
    form_get(r, S("/places"));
    form_text(r, "q", "reg.find", words, true);
    form_submit(r, "reg.find_do", "quiet");
    form_end(r);
    if (words.n) TRY(find_places(r, words, e));
    own_places(r, w.b);
    if (!op_may(&r->op, PERM_WRITE)) return RC_OK;
    ui_head(r, 2, "reg.add_place");
    form_begin(r, "place add", S("/place/{id}"));
    place_fields(r, w.b, true);
    form_submit(r, "reg.add", "");
    form_end(r);
    return RC_OK;
}

static rc place(struct req *r, struct err *e) {
    struct told w;
    TRY(registers(r, &w, e));
    i64 at = book_place(w.b, r->seg[0]);
    if (at < 0) return fail(e, RC_NOTFOUND, "there is no such place");
    const struct place *p = &w.b->places[at];
    i64 in = book_place(w.b, p->parent);
    crumbs(r, "/places", "reg.places");
    ui_words(r, "h1", "", S(""), p->name);
    ui_rows_begin(r);
    row_words(r, "reg.name_ar", p->name_ar);
    row_words(r, "reg.name_ru", p->name_ru);
    ui_row(r, "reg.precision");
    ui_term(r, "precision", word_name("precision", (int)p->precision));
    ui_row_end(r);
    row_words(r, "reg.in", in >= 0 ? w.b->places[in].name : p->parent);
    if (op_sees(&r->op, FIELD_PLACE) || p->precision >= PRECISION_CITY) {
        ui_row(r, "reg.spot");
        spot(r, p->lat, p->lon);
        ui_row_end(r);
    }
    ui_row(r, "reg.id");
    ui_code(r, p->id);
    ui_row_end(r);
    ui_rows_end(r);
    TRY(statements(r, w.b, p->id, e));
    if (!op_may(&r->op, PERM_WRITE)) return RC_OK;
    ui_head(r, 2, "reg.state_more");
    form_begin(r, "place add", str_cat(r->a, S("/place/"), p->id));
    form_hidden(r, "NAME", p->name);
    form_hidden(r, "in", p->parent);
    form_hidden(r, "again", S("1"));
    place_fields(r, w.b, false);
    form_submit(r, "reg.state", "");
    form_end(r);
    return RC_OK;
}

const struct page PAGE_PLACES = {.path = "/places",
                                 .title = "reg.places",
                                 .menu = "/publications",
                                 .perm = PERM_READ,
                                 .get = places};
const struct page PAGE_PLACE = {.path = "/place/{}",
                                .title = "reg.places",
                                .menu = "/publications",
                                .perm = PERM_READ,
                                .get = place};
