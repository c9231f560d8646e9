/* Graves and find spots, and remains: numbers, custody, findings apart from conclusions. */
#include "flow/sites.h"
#include "web/ui.h"

enum { SCREEN = 50 };

static struct str site_path(struct arena *a, struct str id) {
    return str_cat(a, S("/site/"), id);
}

static struct str remains_path(struct arena *a, struct str id) {
    return str_cat(a, S("/remains/"), id);
}

static void value(struct req *r, struct str key, struct str v) {
    struct date_range d;
    struct str term = str_eqc(key, "type")         ? words_term(r->lang, "site_type", v)
                      : str_eqc(key, "precision")  ? words_term(r->lang, "precision", v)
                      : str_eqc(key, "access")     ? words_term(r->lang, "site_access", v)
                      : str_eqc(key, "definition") ? words_term(r->lang, "grave_definition", v)
                      : str_eqc(key, "what")       ? words_term(r->lang, "remains_what", v)
                                                   : (struct str){0};
    if (!site_may_see(&r->op, key))
        ui_say(r, "site.withheld");
    else if (term.n)
        h_text(&r->h, term);
    else if ((str_eqc(key, "discovered_on") || str_eqc(key, "found_on")) && date_parse(v, &d))
        ui_dates(r, d);
    else
        ui_words(r, "span", "", S(""), v);
}

static void about(struct req *r, const struct json *body) {
    ui_rows_begin(r);
    JSON_EACH(f, body) {
        struct str label = words_term(r->lang, "site_field", f->key);
        h_leaf(&r->h, "dt", "", label.n ? label : f->key);
        h_begin(&r->h, "dd");
        value(r, f->key, f->s);
        h_end(&r->h);
    }
    ui_rows_end(r);
}

static void the_item(struct req *r, struct str item) {
    if (!item.n) return;
    h_begin(&r->h, "p");
    ui_link_id(r, str_cat(r->a, S("/item/"), item), "list.the_item");
    h_end(&r->h);
}

/* ---- /sites ---- */

static const struct str TYPES[] = {SI("grave"),    SI("mass_grave"), SI("secondary_grave"),
                                   SI("surface"),  SI("well"),       SI("river"),
                                   SI("building"), SI("cemetery"),   SI("other")};
static const struct str PRECISIONS[] = {SI("exact"), SI("facility"), SI("neighbourhood"),
                                        SI("city"),  SI("region"),   SI("country")};
static const struct str ACCESS[] = {SI("open"), SI("restricted"), SI("none")};

static void add_site(struct req *r) {
    if (!op_may(&r->op, PERM_WRITE)) return;
    h_begin(&r->h, "details");
    ui_el(r, "summary", "", "site.add");
    form_begin(r, "site add", S("/site/{id}"));
    form_text(r, "NAME", "site.name", S(""), true);
    form_select(r, "type", "site_field.type", "site_type", TYPES, LEN(TYPES), S(""), true);
    form_number(r, "sets", "site_field.sets", S(""));
    form_date(r, "discovered-on", "site_field.discovered_on", S(""));
    form_text(r, "discovered-by", "site_field.discovered_by", S(""), false);
    form_text(r, "place", "site_field.place", S(""), false);
    form_select(r, "precision", "site_field.precision", "precision", PRECISIONS, LEN(PRECISIONS),
                S(""), false);
    form_text(r, "authority", "site_field.authority", S(""), false);
    form_select(r, "access", "site_field.access", "site_access", ACCESS, LEN(ACCESS), S(""), false);
    form_text(r, "hazard", "site_field.hazard", S(""), false);
    form_text(r, "item", "site.item", S(""), false);
    form_submit(r, "list.record", "");
    form_end(r);
    h_end(&r->h);
}

static void site_row(struct req *r, const struct site *s) {
    static const char *const KEYS[] = {"type", "place", "access"};
    h_begin(&r->h, "tr");
    h_begin(&r->h, "th");
    h_attr(&r->h, "scope", S("row"));
    ui_link(r, site_path(r->a, s->id), s->name);
    h_end(&r->h);
    for (i64 i = 0; i < LEN(KEYS); i++) {
        h_begin(&r->h, "td");
        if (json_get_str(s->body, KEYS[i]).n)
            value(r, str_c(KEYS[i]), json_get_str(s->body, KEYS[i]));
        h_end(&r->h);
    }
    h_el(&r->h, "td", "num");
    ui_number(r, s->remains);
    h_end(&r->h);
    h_end(&r->h);
}

static rc orphans(struct req *r, struct err *e) {
    struct orphan *o;
    i64 n;
    TRY(records_orphans(r->op.session->db, r->a, op_reach(&r->op), &o, &n, e));
    if (!n) return RC_OK;
    ui_head(r, 2, "site.orphans");
    ui_note(r, "warn", "site.orphans_note");
    h_begin(&r->h, "ul");
    for (i64 i = 0; i < n && i < SCREEN; i++) {
        h_begin(&r->h, "li");
        ui_code(r, o[i].number);
        h_text(&r->h, S(": "));
        ui_term(r, "orphan", o[i].what);
        if (o[i].name.n) {
            h_text(&r->h, S(" · "));
            ui_words(r, "bdi", "", S(""), o[i].name);
        }
        h_end(&r->h);
    }
    h_end(&r->h);
    return RC_OK;
}

static rc sites(struct req *r, struct err *e) {
    static const char *const HEADS[] = {"site.name",         "site_field.type", "site_field.place",
                                        "site_field.access", "site.remains",    NULL};
    struct site *s;
    struct str next;
    i64 n;
    TRY(records_sites(r->op.session->db, r->a, op_reach(&r->op), req_query(r, "after"), SCREEN, &s,
                      &n, &next, e));
    ui_head(r, 1, "site.title");
    ui_note(r, "", "site.law");
    add_site(r);
    if (n) {
        ui_table_begin(r, "site.title", HEADS);
        for (i64 i = 0; i < n; i++)
            site_row(r, &s[i]);
        ui_table_end(r);
    } else {
        ui_empty(r, "site.none");
    }
    ui_pager(r, S(""), next);
    return orphans(r, e);
}

/* ---- /site/{} ---- */

static const struct str WHATS[] = {SI("body"), SI("part")};

static void add_remains(struct req *r, const struct site *s) {
    if (!op_may(&r->op, PERM_WRITE)) return;
    h_begin(&r->h, "details");
    ui_el(r, "summary", "", "site.add_remains");
    form_begin(r, "remains add", S("/remains/{id}"));
    form_hidden(r, "site", s->id);
    form_text(r, "NUMBER", "site.number", S(""), true);
    form_select(r, "what", "site_field.what", "remains_what", WHATS, LEN(WHATS), S(""), true);
    form_text(r, "of", "site.of", S(""), false);
    form_text(r, "grid", "site_field.grid", S(""), false);
    form_text(r, "depth", "site_field.depth", S(""), false);
    form_date(r, "found-on", "site_field.found_on", S(""));
    form_area(r, "completeness", "site_field.completeness", S(""), false);
    form_text(r, "holder", "site.holder", S(""), true);
    form_text(r, "storage", "site.storage", S(""), false);
    form_submit(r, "list.record", "");
    form_end(r);
    h_end(&r->h);
}

static void remains_row(struct req *r, const struct remains *b) {
    struct str cells[] = {b->of, b->holder, b->storage};
    h_begin(&r->h, "tr");
    h_begin(&r->h, "th");
    h_attr(&r->h, "scope", S("row"));
    ui_link(r, remains_path(r->a, b->id), b->number);
    h_end(&r->h);
    h_begin(&r->h, "td");
    value(r, S("what"), json_get_str(b->body, "what"));
    h_end(&r->h);
    for (i64 i = 0; i < LEN(cells); i++)
        ui_words(r, "td", "", S(""), cells[i]);
    h_end(&r->h);
}

static rc site(struct req *r, struct err *e) {
    static const char *const HEADS[] = {"site.number", "site_field.what", "site.of",
                                        "site.holder", "site.storage",    NULL};
    struct site s;
    struct remains *b;
    struct str next;
    i64 n;
    TRY(site_find(&r->op, r->seg[0], &s, e));
    ui_words(r, "h1", "", S(""), s.name);
    ui_note(r, "", "site.law");
    about(r, s.body);
    the_item(r, s.item);
    ui_head(r, 2, "site.remains");
    TRY(records_remains_list(r->op.session->db, r->a, s.id, op_reach(&r->op), req_query(r, "after"),
                             SCREEN, &b, &n, &next, e));
    if (n) {
        ui_table_begin(r, "site.remains", HEADS);
        for (i64 i = 0; i < n; i++)
            remains_row(r, &b[i]);
        ui_table_end(r);
    } else {
        ui_empty(r, "site.no_remains");
    }
    ui_pager(r, S(""), next);
    add_remains(r, &s);
    return RC_OK;
}

/* ---- /remains/{} ---- */

static void dated(struct req *r, struct str date) {
    struct date_range d;
    h_begin(&r->h, "td");
    if (date.n && date_parse(date, &d)) ui_dates(r, d);
    h_end(&r->h);
}

static rc custody(struct req *r, const struct remains *b, struct err *e) {
    static const char *const HEADS[] = {"list.h_date",  "site.from",   "site.to",
                                        "site.storage", "list.reason", NULL};
    struct movement *m;
    i64 n;
    TRY(records_movements(r->op.session->db, r->a, b->number, &m, &n, e));
    ui_head(r, 2, "site.custody");
    ui_table_begin(r, "site.custody", HEADS);
    for (i64 i = 0; i < n; i++) {
        h_begin(&r->h, "tr");
        dated(r, m[i].date);
        ui_words(r, "td", "", S(""), m[i].from);
        ui_words(r, "td", "", S(""), m[i].to);
        ui_words(r, "td", "", S(""), m[i].storage);
        ui_words(r, "td", "", S(""), m[i].reason);
        h_end(&r->h);
    }
    ui_table_end(r);
    if (!op_may(&r->op, PERM_WRITE)) return RC_OK;
    h_begin(&r->h, "details");
    ui_el(r, "summary", "", "site.move");
    form_begin(r, "remains move", remains_path(r->a, b->id));
    form_hidden(r, "NUMBER", b->number);
    form_text(r, "to", "site.to", S(""), true);
    form_text(r, "storage", "site.storage", S(""), true);
    form_date(r, "date", "list.h_date", S(""));
    form_text(r, "reason", "list.reason", S(""), true);
    form_submit(r, "list.record", "");
    form_end(r);
    h_end(&r->h);
    return RC_OK;
}

static rc findings(struct req *r, const struct remains *b, struct err *e) {
    static const char *const HEADS[] = {"site.what_seen", "site.words",  "site.examiner",
                                        "site.method",    "list.h_date", NULL};
    struct examined *f;
    i64 n;
    TRY(records_findings(r->op.session->db, r->a, b->number, &f, &n, e));
    ui_head(r, 2, "site.findings");
    ui_note(r, "", "site.findings_note");
    if (!n) return RC_OK;
    ui_table_begin(r, "site.findings", HEADS);
    for (i64 i = 0; i < n; i++) {
        h_begin(&r->h, "tr");
        h_begin(&r->h, "td");
        ui_term(r, "seen", f[i].what);
        h_end(&r->h);
        ui_words(r, "td", "", S(""), f[i].words);
        ui_words(r, "td", "", S(""), f[i].examiner);
        ui_words(r, "td", "", S(""), f[i].method);
        dated(r, f[i].date);
        h_end(&r->h);
    }
    ui_table_end(r);
    return RC_OK;
}

static rc conclusions(struct req *r, const struct remains *b, struct err *e) {
    static const char *const HEADS[] = {"site.cause", "site.manner", "site.words",
                                        "site.by",    "list.h_date", NULL};
    struct conclusion *k;
    i64 n;
    TRY(records_conclusions(r->op.session->db, r->a, b->number, &k, &n, e));
    ui_head(r, 2, "site.conclusions");
    ui_note(r, "", "site.conclusions_note");
    if (!n) return RC_OK;
    ui_table_begin(r, "site.conclusions", HEADS);
    for (i64 i = 0; i < n; i++) {
        h_begin(&r->h, "tr");
        ui_words(r, "td", "", S(""), k[i].cause);
        h_begin(&r->h, "td");
        ui_term(r, "manner", k[i].manner);
        h_end(&r->h);
        ui_words(r, "td", "", S(""), k[i].words);
        ui_words(r, "td", "", S(""), k[i].by);
        dated(r, k[i].date);
        h_end(&r->h);
    }
    ui_table_end(r);
    return RC_OK;
}

static const struct str SEEN[] = {
    SI("gunshot"),       SI("gunshot_head"), SI("blast"),      SI("stab_wounds"), SI("burns"),
    SI("bound_hands"),   SI("torture"),      SI("mutilation"), SI("strangled"),   SI("fracture"),
    SI("parts_missing"), SI("decomposed"),   SI("none"),       SI("other")};
static const struct str MANNERS[] = {SI("homicide"), SI("accident"), SI("suicide"), SI("natural"),
                                     SI("undetermined")};

static void examine_forms(struct req *r, const struct remains *b) {
    if (!op_may(&r->op, PERM_WRITE)) return;
    h_begin(&r->h, "details");
    ui_el(r, "summary", "", "site.add_finding");
    form_begin(r, "finding add", remains_path(r->a, b->id));
    form_hidden(r, "NUMBER", b->number);
    form_select(r, "what", "site.what_seen", "seen", SEEN, LEN(SEEN), S(""), true);
    form_area(r, "words", "site.words", S(""), true);
    form_text(r, "examiner", "site.examiner", S(""), true);
    form_text(r, "method", "site.method", S(""), true);
    form_date(r, "date", "list.h_date", S(""));
    form_submit(r, "list.record", "");
    form_end(r);
    h_end(&r->h);
    h_begin(&r->h, "details");
    ui_el(r, "summary", "", "site.add_conclusion");
    form_begin(r, "conclusion add", remains_path(r->a, b->id));
    form_hidden(r, "NUMBER", b->number);
    form_text(r, "cause", "site.cause", S(""), true);
    form_select(r, "manner", "site.manner", "manner", MANNERS, LEN(MANNERS), S(""), true);
    form_text(r, "by", "site.by", S(""), true);
    form_date(r, "date", "list.h_date", S(""));
    form_submit(r, "list.record", "");
    form_end(r);
    h_end(&r->h);
}

static rc tags(struct req *r, const struct remains *b, struct err *e) {
    static const struct str KINDS[] = {SI("photo"), SI("sample"), SI("form"), SI("bag")};
    struct tag *t;
    i64 n;
    TRY(records_tags(r->op.session->db, r->a, b->number, &t, &n, e));
    ui_head(r, 2, "site.tags");
    h_begin(&r->h, "ul");
    for (i64 i = 0; i < n; i++) {
        h_begin(&r->h, "li");
        ui_term(r, "tag", t[i].kind);
        h_text(&r->h, S(": "));
        ui_words(r, "bdi", "", S(""), t[i].name);
        h_end(&r->h);
    }
    if (!n) ui_el(r, "li", "soft", "site.no_tags");
    h_end(&r->h);
    if (!op_may(&r->op, PERM_WRITE)) return RC_OK;
    form_begin(r, "remains tag", remains_path(r->a, b->id));
    form_hidden(r, "NUMBER", b->number);
    form_select(r, "WHAT", "site.tag_kind", "tag", KINDS, LEN(KINDS), S(""), true);
    form_text(r, "NAME", "site.tag_name", S(""), true);
    form_submit(r, "list.record", "quiet");
    form_end(r);
    return RC_OK;
}

static rc remains(struct req *r, struct err *e) {
    struct remains b;
    TRY(remains_find(&r->op, r->seg[0], &b, e));
    ui_words(r, "h1", "", S(""), b.number);
    h_begin(&r->h, "p");
    ui_say(r, "site.at");
    h_text(&r->h, S(" "));
    ui_link(r, site_path(r->a, b.site), b.site_name);
    if (b.of.n) {
        h_text(&r->h, S(" · "));
        ui_say(r, "site.of");
        h_text(&r->h, S(" "));
        ui_link(r, remains_path(r->a, remains_id(r->a, b.of)), b.of);
    }
    h_end(&r->h);
    about(r, b.body);
    the_item(r, b.item);
    TRY(custody(r, &b, e));
    TRY(tags(r, &b, e));
    if (!op_sees(&r->op, FIELD_MEDICAL)) return ui_note(r, "", "site.medical_withheld"), RC_OK;
    TRY(findings(r, &b, e));
    TRY(conclusions(r, &b, e));
    examine_forms(r, &b);
    return RC_OK;
}

const struct page PAGE_SITES = {
    .path = "/sites", .title = "site.title", .menu = "/sites", .perm = PERM_READ, .get = sites};
const struct page PAGE_SITE = {
    .path = "/site/{}", .title = "site.one", .menu = "/sites", .perm = PERM_READ, .get = site};
const struct page PAGE_REMAINS = {.path = "/remains/{}",
                                  .title = "site.remains",
                                  .menu = "/sites",
                                  .perm = PERM_READ,
                                  .get = remains};
