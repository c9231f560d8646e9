/* Search over everything that whoever asks may see: results by noun with the words marked, facets
 * with counts, saved searches. */
#include "flow/fields.h"
#include "flow/places.h"
#include "flow/show.h"
#include "web/desk.h"
#include "web/search_ask.h"
#include "web/told.h"

enum { SCREEN = 25, FIRST = 6, EXCERPT = 400 };

static const struct {
    enum list_noun noun;
    const char *name, *title, *path;
} LISTS[] = {{LIST_CLAIMS, "claim", "search_noun.claim", "/claim/"},
             {LIST_INCIDENTS, "incident", "search_noun.incident", "/incident/"},
             {LIST_ITEMS, "item", "search_noun.item", "/item/"}};

/* ---- results ---- */

struct results {
    struct req *r;
    const struct search_ask *s;
    struct told w;
};

static void head(struct results *x, const char *title, const struct list_page *p) {
    struct req *r = x->r;
    bool guess = x->w.shown.masked && x->s->f.words.n; /* some hits may be withheld: no number */
    h_begin(&r->h, "h2");
    ui_say(r, title);
    if (!guess && p->count) {
        h_text(&r->h, S(" "));
        h_el(&r->h, "small", "num");
        struct str n = words_number(r->a, r->lang, p->count);
        h_text(&r->h,
               p->count_more ? words_fill(r->a, r->lang, "core.or_more", n, (struct str){0}) : n);
        h_end(&r->h);
    }
    h_end(&r->h);
}

static struct str shown_excerpt(struct results *x, i64 item, struct span s) {
    return show_short(x->r->a, shown_words(x->r->a, &x->w.shown, item, s), EXCERPT);
}

static bool claim(struct results *x, i64 at) {
    struct req *r = x->r;
    const struct claim_row *c = &x->w.b->claims[at];
    struct span s = span_some(c->c.sentence) ? c->c.sentence : c->c.said.content;
    struct str words = shown_excerpt(x, c->item, s);
    bool whole = !x->w.shown.masked || !x->s->f.words.n;
    if (!whole && !find_has(r->scratch, words, x->s->f.words)) return false;
    h_begin(&r->h, "li");
    h_el(&r->h, "p", "what");
    if (op_may(&r->op, PERM_REVIEW)) {
        h_begin(&r->h, "input");
        h_attr(&r->h, "type", S("checkbox"));
        h_attr(&r->h, "name", S("claim"));
        h_attr(&r->h, "value", c->c.id);
        h_attr(&r->h, "aria-label", words_get(r->lang, "search.choose"));
        h_void(&r->h);
        h_text(&r->h, S(" "));
    }
    h_begin(&r->h, "a");
    ui_path(r, told_claim_path(r->a, c->c.id));
    ui_term(r, "kind", kind_name(c->c.kind));
    h_end(&r->h);
    h_text(&r->h, S(" "));
    told_badges(&x->w, at);
    h_end(&r->h);
    search_marked(r, "blockquote", "quote", x->w.b->items[c->item].lang, words, x->s->f.words);
    h_el(&r->h, "p", "soft");
    told_speaker(&x->w, at);
    h_text(&r->h, S(" · "));
    told_source(&x->w, c->item);
    h_end(&r->h);
    h_end(&r->h);
    return true;
}

static bool incident(struct results *x, i64 at) {
    struct req *r = x->r;
    h_begin(&r->h, "li");
    told_incident_link(&x->w, at);
    h_end(&r->h);
    return true;
}

static rc items(struct results *x, const struct list_page *p, struct err *e) {
    struct req *r = x->r;
    struct found_list l = {.noun = LIST_ITEMS, .words = x->s->f.words};
    struct found *all;
    i64 n;
    TRY(find_rows(&r->op, r->a, x->w.b, p, &l, &all, &n, e));
    for (i64 i = 0; i < n; i++) {
        h_begin(&r->h, "li");
        h_begin(&r->h, "p");
        ui_link(r, str_cat(r->a, S("/item/"), all[i].id), all[i].name);
        h_end(&r->h);
        struct str words = show_short(r->a, all[i].words, EXCERPT);
        if (words.n) search_marked(r, "p", "quote", all[i].lang, words, x->s->f.words);
        h_end(&r->h);
    }
    return RC_OK;
}

static rc rows(struct results *x, enum list_noun noun, const struct list_page *p, struct err *e) {
    if (noun == LIST_ITEMS) return items(x, p, e);
    for (i64 i = 0; i < p->n; i++) {
        i64 at =
            noun == LIST_CLAIMS ? book_claim(x->w.b, p->ids[i]) : book_incident(x->w.b, p->ids[i]);
        if (at >= 0) (void)(noun == LIST_CLAIMS ? claim(x, at) : incident(x, at));
    }
    return RC_OK;
}

static rc find(struct req *r, const struct search_ask *s, enum list_noun noun, i64 most,
               struct list_page *p, struct err *e) {
    struct db *d = r->op.session->db;
    struct str after = req_query(r, "after");
    if (!after.n) after = req_query(r, "before");
    if (!s->noun.n) after = (struct str){0};
    if (noun == LIST_ITEMS) return records_list_items(d, r->a, &s->f, after, most, p, e);
    if (noun == LIST_CLAIMS) return records_list_claims(d, r->a, &s->f, after, most, p, e);
    return records_list_incidents(d, r->a, &s->f, after, most, p, e);
}

static void bulk_begin(struct req *r, enum list_noun noun) {
    if (noun != LIST_CLAIMS || !op_may(&r->op, PERM_REVIEW)) return;
    h_el(&r->h, "form", "choose");
    h_attr(&r->h, "method", S("get"));
    h_attr(&r->h, "action", S("/bulk"));
}

static void bulk_end(struct req *r, enum list_noun noun) {
    if (noun != LIST_CLAIMS || !op_may(&r->op, PERM_REVIEW)) return;
    h_el(&r->h, "p", "actions");
    form_submit(r, "search.bulk_chosen", "quiet");
    h_text(&r->h, S(" "));
    ui_link_id(r, search_ask_path(r, "/bulk", "noun", (struct str){0}), "search.bulk_all");
    h_end(&r->h);
    h_end(&r->h);
}

static rc group(struct req *r, const struct search_ask *s, i64 which, i64 *found, struct err *e) {
    enum list_noun noun = LISTS[which].noun;
    bool alone = s->noun.n > 0;
    struct list_page p;
    struct results x = {.r = r, .s = s};
    TRY(find(r, s, noun, alone ? SCREEN : FIRST, &p, e));
    if (!p.n) return RC_OK;
    struct slice want = {.with = noun == LIST_INCIDENTS ? SLICE_INCIDENTS : SLICE_TEXTS};
    if (noun == LIST_ITEMS) want.items = p.ids, want.nitems = p.n;
    if (noun == LIST_CLAIMS) want.claims = p.ids, want.nclaims = p.n;
    if (noun == LIST_INCIDENTS) want.incidents = p.ids, want.nincidents = p.n;
    TRY(told_open(r, &want, &x.w, e));
    *found += p.n;
    h_begin(&r->h, "section");
    head(&x, LISTS[which].title, &p);
    bulk_begin(r, noun);
    h_el(&r->h, "ol", "plain found");
    TRY(rows(&x, noun, &p, e));
    h_end(&r->h);
    bulk_end(r, noun);
    if (alone)
        ui_pager(r, p.before, p.after);
    else if (p.after.n)
        ui_link_id(r, search_ask_path(r, "/search", "noun", str_c(LISTS[which].name)),
                   "search.more");
    h_end(&r->h);
    return RC_OK;
}

/* Persons, publications, parties, places: by name alone. */
static void named(struct req *r, const struct search_ask *s, const struct found *all, i64 n,
                  const char *noun, const char *title, i64 *found) {
    i64 here = 0;
    if (s->noun.n && !str_eqc(s->noun, noun)) return;
    for (i64 i = 0; i < n; i++) {
        if (strcmp(all[i].noun, noun) != 0) continue;
        if (here++ == 0) {
            h_begin(&r->h, "section");
            ui_head(r, 2, title);
            h_el(&r->h, "ul", "plain found");
        }
        h_begin(&r->h, "li");
        ui_link(r, str_fmt(r->a, "/%s/%.*s", noun, SARG(all[i].id)), all[i].name);
        if (all[i].words.n) {
            h_text(&r->h, S(" · "));
            ui_words(r, "span", "soft", (struct str){0}, all[i].words);
        }
        h_end(&r->h);
    }
    if (here) h_end(&r->h), h_end(&r->h);
    *found += here;
}

static rc names(struct req *r, const struct search_ask *s, i64 *found, struct err *e) {
    struct found *all;
    i64 n;
    if (s->narrowed || !s->f.words.n) return RC_OK;
    TRY(find_persons(&r->op, s->f.words, SCREEN, &all, &n, e));
    named(r, s, all, n, "person", "search_noun.person", found);
    TRY(find_names(&r->op, s->f.words, &all, &n, e));
    named(r, s, all, n, "publication", "search_noun.publication", found);
    named(r, s, all, n, "party", "search_noun.party", found);
    named(r, s, all, n, "place", "search_noun.place", found);
    return RC_OK;
}

/* Fields that a noun does not have find nothing of it. */
static bool has_fields(const struct search_ask *s, enum list_noun noun) {
    const struct list_filter *f = &s->f;
    if (noun == LIST_CLAIMS) return true;
    if (f->speaker_role.n) return false;
    return noun == LIST_INCIDENTS || !(f->kind >= 0 || f->place.n || f->place_words.n || f->status);
}

/* ---- facets ---- */

static struct str facet_label(struct req *r, const struct book *b, int field, struct str value) {
    static const char *const TERMS[BY_COUNT] = {
        [BY_KIND] = "kind", [BY_STATUS] = "status", [BY_ROLE] = "role", [BY_LANG] = "lang"};
    struct str label = TERMS[field] ? words_term(r->lang, TERMS[field], value) : (struct str){0};
    i64 at = field == BY_PUBLICATION ? book_publication(b, value) : -1;
    if (at >= 0) return b->publications[at].name;
    return field == BY_PLACE ? place_name_of(b, value) : label.n ? label : value;
}

static void facet(struct req *r, const struct book *b, const struct list_facets *all, int field,
                  const char *name, const char *title) {
    if (all->n[field] < 2 || req_query(r, name).n) return;
    h_begin(&r->h, "details");
    if (field == BY_KIND || field == BY_STATUS) h_attr(&r->h, "open", S(""));
    ui_el(r, "summary", "", title);
    h_el(&r->h, "ul", "plain");
    for (i64 i = 0; i < all->n[field]; i++) {
        const struct list_facet *v = &all->of[field][i];
        struct str n = words_number(r->a, r->lang, v->n),
                   label = facet_label(r, b, field, v->value);
        if (!label.n) continue;
        h_begin(&r->h, "li");
        ui_link(r, search_ask_path(r, "/search", name, v->value), label);
        h_text(&r->h, S(" "));
        if (v->more) n = words_fill(r->a, r->lang, "core.or_more", n, (struct str){0});
        h_leaf(&r->h, "span", "num soft", n);
        h_end(&r->h);
    }
    h_end(&r->h);
    h_end(&r->h);
}

static enum list_noun faceted(const struct search_ask *s) {
    if (str_eqc(s->noun, "item")) return LIST_ITEMS;
    return str_eqc(s->noun, "incident") ? LIST_INCIDENTS : LIST_CLAIMS;
}

/* Counts would tell of words that are withheld. */
static rc facets(struct req *r, const struct search_ask *s, struct err *e) {
    struct list_facets all;
    struct book *b;
    bool guess = fields_withheld(&r->op) && s->f.words.n;
    if (guess || !has_fields(s, faceted(s))) return RC_OK;
    TRY(records_list_facets(r->op.session->db, r->a, faceted(s), &s->f, &all, e));
    bool some = false;
    for (int i = 0; i < BY_COUNT; i++)
        some = some || all.n[i] > 1;
    if (!some) return RC_OK;
    TRY(session_registers(&r->op, &b, e));
    h_el(&r->h, "nav", "facets");
    h_attr(&r->h, "aria-label", words_get(r->lang, "search.facets"));
    facet(r, b, &all, BY_KIND, "kind", "search.kind");
    facet(r, b, &all, BY_STATUS, "status", "search.status");
    facet(r, b, &all, BY_PUBLICATION, "publication", "search.publication");
    facet(r, b, &all, BY_PLACE, "place", "search.place");
    facet(r, b, &all, BY_LANG, "language", "search.language");
    facet(r, b, &all, BY_ROLE, "role", "search.role");
    h_end(&r->h);
    return RC_OK;
}

/* ---- saved searches ---- */

static struct str saved_path(struct req *r, const struct json *j) {
    struct buf b = buf_make(r->a, 4 * SAVED_BYTES_MAX);
    char sep = '?';
    buf_puts(&b, "/search");
    JSON_EACH(it, j) {
        if (it->type != JSON_STRING || str_eqc(it->key, "name")) continue;
        buf_c(&b, sep);
        buf_put(&b, str_eqc(it->key, "lang") ? S("language") : it->key);
        buf_c(&b, '=');
        buf_put(&b, url_encode(r->a, it->s));
        sep = '&';
    }
    return buf_str(&b);
}

static rc saved(struct req *r, const struct search_ask *s, struct err *e) {
    static const char *const WORDS[] = {"search", "saved"};
    struct json **all;
    i64 n;
    struct str here = req_with(r, "done", S(""));
    TRY(page_rows(r, WORDS, LEN(WORDS), &all, &n, e));
    bool keep = op_may(&r->op, PERM_SELF) && !s->wrong.n && (s->words.n || s->narrowed);
    if (!n && !keep) return RC_OK;
    h_begin(&r->h, "details");
    ui_el(r, "summary", "", "search.saved");
    h_el(&r->h, "ul", "plain saved");
    for (i64 i = 0; i < n; i++) {
        struct str name = json_get_str(all[i], "name");
        h_begin(&r->h, "li");
        ui_link(r, saved_path(r, all[i]), name);
        form_begin(r, "search forget", here);
        form_hidden(r, "NAME", name);
        form_submit(r, "search.forget", "quiet");
        form_end(r);
        h_end(&r->h);
    }
    h_end(&r->h);
    if (keep) {
        form_begin(r, "search save", here);
        search_ask_saved(r);
        form_text(r, "NAME", "search.save_as", (struct str){0}, true);
        form_submit(r, "search.save", "quiet");
        form_end(r);
    }
    h_end(&r->h);
    return RC_OK;
}

static rc results(struct req *r, const struct search_ask *s, struct err *e) {
    i64 found = 0;
    h_el(&r->h, "div", "search");
    TRY(facets(r, s, e));
    h_begin(&r->h, "div");
    for (i64 i = 0; i < LEN(LISTS); i++)
        if (has_fields(s, LISTS[i].noun) && (!s->noun.n || str_eqc(s->noun, LISTS[i].name)))
            TRY(group(r, s, i, &found, e));
    TRY(names(r, s, &found, e));
    if (!found) ui_empty(r, "search.nothing");
    h_end(&r->h);
    h_end(&r->h);
    return RC_OK;
}

static rc search(struct req *r, struct err *e) {
    struct search_ask s;
    search_ask_read(r, &s);
    ui_head(r, 1, "search.title");
    search_ask_form(r, &s, "/search");
    TRY(saved(r, &s, e));
    if (s.wrong.n) {
        h_el(&r->h, "p", "note bad");
        h_attr(&r->h, "dir", S("auto"));
        h_text(&r->h, s.wrong);
        h_end(&r->h);
        return RC_OK;
    }
    if (!s.words.n && !s.narrowed && !s.noun.n) {
        ui_note(r, "", "search.how");
        return RC_OK;
    }
    return results(r, &s, e);
}

const struct page PAGE_SEARCH = {.path = "/search",
                                 .title = "search.title",
                                 .menu = "/search",
                                 .perm = PERM_READ,
                                 .get = search};
