#include "flow/filter.h"

#include "flow/fields.h"
#include "reconcile/reconcile.h"
#include "text/builtin.h"
#include "text/fold.h"
#include "text/gazetteer.h"

enum {
    SCREEN = 100,      /* rows of one step of a walk */
    PLACES_NAMED = 16, /* places of the gazetteer that bear one name */
    WALK_SPLIT = 4     /* part of the scratch memory that figures are computed in */
};

static struct str given(const struct op_ctx *c, const char *name) {
    for (i64 i = 0; c->op->args[i].name; i++)
        if (str_eqc(str_c(name), c->op->args[i].name)) return op_str(c, name);
    return (struct str){0};
}

static struct str folded(struct arena *a, struct str s) {
    return s.n ? text_fold_name(a, s) : (struct str){0};
}

rc filter_publication(struct op_ctx *c, struct str name, struct list_filter *f, struct err *e) {
    struct book *b;
    if (!name.n) return RC_OK;
    TRY(session_registers(c, &b, e));
    f->publication = book_publication(b, name) >= 0 ? name : publication_id(c->perm, name);
    if (book_publication(b, f->publication) >= 0) return RC_OK;
    return fail(e, RC_NOTFOUND, "no publication is called \"%.*s\"", SARG(str_sub(name, 0, 60)));
}

/* Every place of that name, of the case and of the gazetteer, and the name itself: a filter that
 * finds too much can be narrowed, what it hides is lost. */
static void places_named(struct op_ctx *c, const struct book *b, struct str want,
                         struct list_filter *f) {
    struct str *ids = NULL;
    struct place_hit hits[PLACES_NAMED];
    struct gazetteer g;
    struct geoplace p;
    struct err ignored = {0};
    i64 n = 0, cap = 0;
    for (i64 i = 0; i < b->nplaces; i++) {
        struct arena a = c->scratch;
        const struct place *q = &b->places[i];
        if (str_eq(folded(&a, q->name), want) || str_eq(folded(&a, q->name_ar), want) ||
            str_eq(folded(&a, q->name_ru), want))
            *PUSH(c->perm, ids, n, cap) = q->id;
    }
    i64 most = 0;
    if (gazetteer_open(builtin_places(), &g, &ignored) == RC_OK)
        most = gazetteer_find(&g, want, hits, PLACES_NAMED);
    for (i64 i = 0; i < most && i < PLACES_NAMED; i++)
        if (gazetteer_place(&g, hits[i].place, &p))
            *PUSH(c->perm, ids, n, cap) = gazetteer_id(c->perm, &p);
    f->places = ids;
    f->nplaces = n;
}

rc filter_place(struct op_ctx *c, struct str name, struct list_filter *f, struct err *e) {
    struct book *b;
    if (!name.n) return RC_OK;
    if (str_starts(name, S("p-"))) {
        f->place = name;
        return RC_OK;
    }
    TRY(session_registers(c, &b, e));
    f->place_words = folded(c->perm, name);
    if (!f->place_words.n) return fail(e, RC_USAGE, "a place has letters in its name");
    places_named(c, b, f->place_words, f);
    return RC_OK;
}

static rc read_days(const struct op_ctx *c, struct list_filter *f, struct err *e) {
    struct date_range from, to;
    struct str first = given(c, "from"), last = given(c, "to");
    if (!first.n && !last.n) return RC_OK;
    if (first.n && !date_parse(first, &from))
        return fail(e, RC_USAGE, "--from takes a date such as 2031-03-10");
    if (last.n && !date_parse(last, &to))
        return fail(e, RC_USAGE, "--to takes a date such as 2031-03-10");
    f->day_from = first.n ? from.from : date_days(1, 1, 1);
    f->day_to = last.n ? to.to : date_days(9999, 12, 31);
    if (f->day_from > f->day_to) return fail(e, RC_USAGE, "--from is after --to");
    return RC_OK;
}

static rc read_kind(const struct op_ctx *c, struct list_filter *f, struct err *e) {
    enum kind k;
    struct str name = given(c, "kind");
    if (!name.n) return RC_OK;
    if (!kind_parse(name, &k))
        return fail(e, RC_USAGE, "there is no kind \"%.*s\"", SARG(str_sub(name, 0, 60)));
    f->kind = (int)k;
    return RC_OK;
}

static rc read_words(struct op_ctx *c, struct list_filter *f, struct err *e) {
    struct str words = given(c, "words");
    if (!words.n) return RC_OK;
    f->words = text_fold_name(c->perm, words);
    if (!f->words.n) return fail(e, RC_USAGE, "there is no word to search for");
    return RC_OK;
}

static rc read_role(const struct op_ctx *c, struct list_filter *f, struct err *e) {
    int role;
    f->speaker_role = given(c, "role");
    if (f->speaker_role.n && !word_parse("role", f->speaker_role, &role))
        return fail(e, RC_USAGE, "there is no such role of a speaker");
    return RC_OK;
}

rc filter_read(struct op_ctx *c, struct list_filter *f, struct err *e) {
    int status;
    *f = list_everything(op_reach(c));
    TRY(session_open(c, e));
    struct db *d = c->session->db;
    struct str item = given(c, "item"), incident = given(c, "incident");
    TRY(read_kind(c, f, e));
    TRY(read_days(c, f, e));
    TRY(read_words(c, f, e));
    TRY(read_role(c, f, e));
    if (word_parse("status", given(c, "status"), &status)) f->status = (u32)1 << status;
    f->lang = given(c, "lang");
    f->queue = given(c, "queue");
    f->actor = c->actor;
    TRY(filter_publication(c, given(c, "publication"), f, e));
    TRY(filter_place(c, given(c, "place"), f, e));
    if (item.n) TRY(records_find_item(d, c->perm, item, f->reach, &f->item, e));
    if (incident.n) TRY(records_find_incident(d, c->perm, incident, f->reach, &f->incident, e));
    return RC_OK;
}

/* ---- walking ---- */

static rc list_screen(struct op_ctx *c, const struct walk *w, struct arena *a, struct str after,
                      i64 most, struct list_page *p, struct err *e) {
    struct db *d = c->session->db;
    if (w->noun == LIST_ITEMS) return records_list_items(d, a, w->filter, after, most, p, e);
    if (w->noun == LIST_CLAIMS) return records_list_claims(d, a, w->filter, after, most, p, e);
    return records_list_incidents(d, a, w->filter, after, most, p, e);
}

static rc load_screen(struct op_ctx *c, const struct walk *w, struct arena *a,
                      const struct list_page *p, struct book *b, struct err *e) {
    u32 texts = fields_withheld(c) ? SLICE_TEXTS : 0;
    struct slice want = {.with = w->with | texts, .reach = w->filter->reach};
    if (w->noun == LIST_ITEMS) want.items = p->ids, want.nitems = p->n;
    if (w->noun == LIST_CLAIMS) want.claims = p->ids, want.nclaims = p->n;
    if (w->noun == LIST_INCIDENTS) want.incidents = p->ids, want.nincidents = p->n;
    TRY(records_load_slice(c->session->db, c->session->store, a, &want, b, e));
    if (w->with & SLICE_INCIDENTS && w->with & SLICE_TEXTS) {
        char *end = a->end;
        struct arena scratch = arena_split(a, (a->end - a->beg) / WALK_SPLIT);
        reconcile_view(a, scratch, b);
        a->end = end;
    }
    return RC_OK;
}

static rc walk_screen(struct op_ctx *c, const struct walk *w, struct arena *a, i64 most,
                      struct str *next, i64 *n, struct err *e) {
    struct list_page p;
    struct book *b = NEW(a, struct book);
    TRY(list_screen(c, w, a, *next, most, &p, e));
    TRY(load_screen(c, w, a, &p, b, e));
    if (fields_withheld(c)) fields_learn(c, b);
    TRY(w->each(c, a, b, &p, w->ctx, e));
    *n += p.n;
    *next = str_dup(c->perm, p.after);
    return RC_OK;
}

/* A screen lives in half of the scratch memory; where something is withheld, what was learnt of
 * names must outlive it. */
static rc walk(struct op_ctx *c, const struct walk *w, struct arena room, i64 *n, struct str *next,
               struct err *e) {
    do {
        struct arena a = room;
        i64 most = w->limit && w->limit - *n < SCREEN ? w->limit - *n : SCREEN;
        TRY(walk_screen(c, w, fields_withheld(c) ? c->perm : &a, most, next, n, e));
        if (c->face->stopped && c->face->stopped(c->face->self))
            return fail(e, RC_INTERRUPTED, "stopped");
    } while (next->n && (!w->limit || *n < w->limit));
    return RC_OK;
}

rc filter_walk(struct op_ctx *c, const struct walk *w, i64 *n, struct str *next, struct err *e) {
    TRY(session_open(c, e));
    *n = 0;
    *next = w->after;
    char *end = c->scratch.end;
    struct arena room = arena_split(&c->scratch, (c->scratch.end - c->scratch.beg) / 2);
    rc r = walk(c, w, room, n, next, e);
    c->scratch.end = end;
    return r;
}
