/* Loading a part of a case: first the keys of what is wanted, then its rows in the order in which
 * records_load() has them. Who may see what: parts "access" and "group". */
#include "store/slice.h"

#include "store/erasure.h"
#include "store/records_rows.h"
#include "store/records_sql.h"
#include "store/slice_sql.h"
#include "store/work.h"

#include <stdlib.h>

/* ---- who may see what ---- */

static rc apply_group(struct apply *x, const struct json *p, struct err *e) {
    i64 bit = json_get_i(p, "bit", 0);
    if (bit < 1 || bit >= REACH_BITS)
        return fail(e, RC_INTEGRITY, "entry %lld names a group out of range",
                    (long long)x->en->index);
    struct stmt *q = db_stmt(x->d, &Q_TEAM_PUT);
    db_bind_i64(q, 1, bit);
    db_bind_text(q, 2, json_get_str(p, "name"));
    return db_run(q, e);
}

static rc put_reach(struct apply *x, const struct sql *what, struct str item, i64 reach,
                    struct err *e) {
    struct stmt *q = db_stmt(x->d, what);
    db_bind_text(q, 1, item);
    db_bind_i64(q, 2, reach);
    return db_run(q, e);
}

/* An item without groups is seen by nobody but whoever holds the key (reach -1). */
static rc apply_access(struct apply *x, const struct json *p, struct err *e) {
    struct str item = json_get_str(p, "item");
    i64 reach = REACH_KEY;
    JSON_EACH(g, json_get(p, "groups")) {
        if (!g->is_int || g->i < 0 || g->i >= REACH_BITS)
            return fail(e, RC_INTEGRITY, "entry %lld names a group out of range",
                        (long long)x->en->index);
        reach |= (i64)1 << g->i;
    }
    TRY(put_reach(x, &Q_REACH_ITEM, item, reach, e));
    TRY(put_reach(x, &Q_REACH_CLAIMS, item, reach, e));
    return apply_touch(x, item, e);
}

const struct part_kind ACCESS_PARTS[] = {{"group", apply_group}, {"access", apply_access}, {0}};

/* ---- keys ---- */

struct key {
    struct str id, outside;
    i64 ordinal, item_ordinal;
    struct str incident; /* of a claim */
};
struct keys {
    struct key *v;
    i64 n, cap;
    struct map have;
};
struct cut {
    struct load x;
    const struct slice *want;
    struct arena *a; /* of the keys */
    struct keys items, claims, incidents;
};

/* The key of this id, new or as it was; *fresh tells. */
static struct key *key_of(struct cut *s, struct keys *k, struct str id, bool *fresh) {
    bool one;
    id = str_dup(s->a, id);
    struct map_entry *m = map_put(&k->have, s->a, id, &one);
    if (fresh) *fresh = one;
    if (!one) return &k->v[m->value];
    m->value = k->n;
    struct key *v = PUSH(s->a, k->v, k->n, k->cap);
    *v = (struct key){.id = id};
    return v;
}

/* Binds what is asked for and who asks. */
static struct stmt *asking(struct cut *s, const struct sql *q, struct str id) {
    struct stmt *st = db_stmt(s->x.d, q);
    db_bind_text(st, 1, id);
    db_bind_i64(st, 2, s->want->reach);
    return st;
}

static rc item_keys(struct cut *s, const struct sql *text, struct str id, struct err *e) {
    struct stmt *q = asking(s, text, id);
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        struct key *k = key_of(s, &s->items, db_text(q, 0), NULL);
        k->outside = k->id;
        k->ordinal = db_i64(q, 1);
    }
}

static rc claim_keys(struct cut *s, const struct sql *text, struct str id, struct err *e) {
    struct stmt *q = asking(s, text, id);
    for (;;) {
        bool row, fresh;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        struct key *k = key_of(s, &s->claims, db_text(q, 0), &fresh);
        if (!fresh) continue;
        k->ordinal = db_i64(q, 2);
        k->item_ordinal = db_i64(q, 3);
        k->incident = db_is_null(q, 4) ? (struct str){0} : db_text_dup(s->a, q, 4);
        struct key *item = key_of(s, &s->items, db_text(q, 1), NULL);
        item->outside = k->outside = item->id;
        item->ordinal = k->item_ordinal;
    }
}

/* Is one of its claims, or of those of the incident that it was merged into, there? */
static rc incident_seen(struct cut *s, struct str id, struct str into, bool *seen, struct err *e) {
    *seen = s->want->reach == -1;
    for (int i = 0; i < 2 && !*seen; i++) {
        struct str one = i ? into : id;
        if (!one.n) break;
        struct stmt *q = asking(s, &S_INCIDENT_SEEN, one);
        TRY(db_step(q, seen, e));
        if (*seen) TRY(db_run(q, e));
    }
    return RC_OK;
}

static rc incident_key(struct cut *s, struct str id, struct err *e) {
    const struct sql *by[] = {&S_INCIDENT, &S_INCIDENT_CODE};
    for (i64 i = 0; i < LEN(by); i++) {
        struct stmt *q = db_stmt(s->x.d, by[i]);
        bool row, seen;
        db_bind_text(q, 1, id);
        TRY(db_step(q, &row, e));
        if (!row) continue;
        struct str found = db_text_dup(s->a, q, 0), code = db_text_dup(s->a, q, 1);
        struct str into = db_is_null(q, 2) ? (struct str){0} : db_text_dup(s->a, q, 2);
        TRY(db_run(q, e));
        TRY(incident_seen(s, found, into, &seen, e));
        if (seen) key_of(s, &s->incidents, found, NULL)->outside = code; /* sorted by its code */
        return RC_OK;
    }
    return RC_OK;
}

/* What is named, then what it takes along. */
static rc gather(struct cut *s, struct err *e) {
    const struct slice *w = s->want;
    for (i64 i = 0; i < w->nitems; i++)
        TRY(item_keys(s, str_starts(w->items[i], S("sha256:")) ? &S_ITEM_ID : &S_ITEM, w->items[i],
                      e));
    for (i64 i = 0; i < w->nclaims; i++)
        TRY(claim_keys(s, &S_CLAIM, w->claims[i], e));
    i64 items = s->items.n;
    for (i64 i = 0; i < items && w->with & SLICE_ITEM_CLAIMS; i++)
        TRY(claim_keys(s, &S_OF_ITEM, s->items.v[i].id, e));
    for (i64 i = 0; i < w->nincidents; i++)
        TRY(incident_key(s, w->incidents[i], e));
    i64 claims = s->claims.n;
    for (i64 i = 0; i < claims; i++)
        if (s->claims.v[i].incident.n) TRY(incident_key(s, s->claims.v[i].incident, e));
    for (i64 i = 0; i < s->incidents.n && w->with & SLICE_INCIDENTS; i++)
        TRY(claim_keys(s, &S_OF_INCIDENT, s->incidents.v[i].id, e));
    return RC_OK;
}

/* ---- rows ---- */

static int cmp_i64(i64 x, i64 y) {
    return (x > y) - (x < y);
}

static int by_ordinal(const void *p, const void *q) {
    const struct key *x = p, *y = q;
    int c = cmp_i64(x->item_ordinal, y->item_ordinal);
    if (!c) c = cmp_i64(x->ordinal, y->ordinal);
    return c ? c : str_cmp(x->id, y->id);
}

static int by_code(const void *p, const void *q) {
    return str_cmp(((const struct key *)p)->outside, ((const struct key *)q)->outside);
}

static int by_entry(const void *p, const void *q) {
    const struct review *x = p, *y = q;
    int c = cmp_i64(x->entry, y->entry);
    return c ? c : cmp_i64(x->part, y->part);
}

static rc rows(struct cut *s, struct keys *k, int (*order)(const void *, const void *),
               const struct sql *text, row_fn *fn, struct err *e) {
    if (k->n) qsort(k->v, (size_t)k->n, sizeof *k->v, order);
    for (i64 i = 0; i < k->n; i++) {
        struct stmt *q = db_stmt(s->x.d, text);
        db_bind_text(q, 1, k->v[i].id);
        TRY(load_each(&s->x, q, fn, e));
    }
    return RC_OK;
}

static void members(struct cut *s) {
    for (i64 i = 0; i < s->claims.n; i++) {
        i64 in = s->claims.v[i].incident.n ? book_incident(s->x.b, s->claims.v[i].incident) : -1;
        if (in >= 0) load_member(&s->x, i, in);
    }
    load_members_done(&s->x);
}

static rc reviews(struct cut *s, struct err *e) {
    struct book *b = s->x.b;
    if (!(s->want->with & SLICE_REVIEWS)) return RC_OK;
    TRY(rows(s, &s->claims, by_ordinal, &S_REVIEW_ROWS, load_review, e));
    if (b->nreviews) qsort(b->reviews, (size_t)b->nreviews, sizeof *b->reviews, by_entry);
    return RC_OK;
}

/* A publication about which nothing was stated is known only from items: not there when none of
 * them is. */
static rc publications_seen(struct cut *s, struct err *e) {
    struct book *b = s->x.b;
    i64 n = 0;
    for (i64 i = 0; i < b->npublications && s->want->reach != -1; i++) {
        bool seen = b->publications[i].registered;
        if (!seen) {
            struct stmt *q = asking(s, &S_PUBLICATION_SEEN, b->publications[i].id);
            TRY(db_step(q, &seen, e));
            if (seen) TRY(db_run(q, e));
        }
        map_get(&b->by_id, b->publications[i].id)->value = seen ? n : -1;
        if (seen) b->publications[n++] = b->publications[i];
    }
    if (s->want->reach != -1) b->npublications = n;
    return RC_OK;
}

rc records_load_slice(struct db *d, struct store *store, struct arena *a, const struct slice *want,
                      struct book *out, struct err *e) {
    struct cut s = {.want = want, .a = a};
    load_begin(&s.x, d, a, out);
    s.x.reach = want->reach;
    TRY(load_facts(&s.x, store, e));
    TRY(gather(&s, e));
    TRY(rows(&s, &s.items, by_ordinal, &S_ITEM_ROW, load_item, e));
    if (want->with & SLICE_TEXTS) TRY(load_texts(&s.x, e));
    TRY(load_registers(&s.x, e));
    TRY(publications_seen(&s, e));
    TRY(rows(&s, &s.claims, by_ordinal, &S_CLAIM_ROW, load_claim, e));
    TRY(rows(&s, &s.incidents, by_code, &S_INCIDENT_ROW, load_incident, e));
    members(&s);
    TRY(reviews(&s, e));
    load_end(&s.x);
    TRY(records_mark_erased(d, a, out, e));
    return records_work_load(d, a, out, false, e);
}

/* ---- finding ---- */

/* The first id that does not begin so: its last byte one higher. Ids are ASCII. */
static struct str after_prefix(struct arena *a, struct str prefix) {
    char *p = NEWN(a, char, prefix.n);
    memcpy(p, prefix.p, (size_t)prefix.n);
    p[prefix.n - 1]++;
    return (struct str){p, prefix.n};
}

struct found {
    struct str id;
    i64 n;
};

static rc take(struct arena *a, struct stmt *q, struct found *f, struct err *e) {
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        if (f->n++ == 0) f->id = db_text_dup(a, q, 0);
    }
}

static rc find_from(struct db *d, struct arena *a, const struct sql *text, struct str id, i64 reach,
                    struct found *f, struct err *e) {
    struct stmt *q = db_stmt(d, text);
    db_bind_text(q, 1, id);
    db_bind_text(q, 2, after_prefix(a, id));
    db_bind_i64(q, 3, reach);
    return take(a, q, f, e);
}

static rc one_of(const struct found *f, struct str id, const char *noun, struct str *out,
                 struct err *e) {
    *out = f->id;
    if (f->n == 1) return RC_OK;
    if (f->n > 1)
        return fail(e, RC_USAGE, "\"%.*s\" begins more than one %s; give more of it",
                    SARG(str_sub(id, 0, 80)), noun);
    return fail(e, RC_NOTFOUND, "there is no %s \"%.*s\"", noun, SARG(str_sub(id, 0, 80)));
}

enum { WHOLE_CLAIM = 34, WHOLE_OUTSIDE = 34, WHOLE_SHA = 71, LEAST_PREFIX = 8 };

static bool may_begin(struct str id, i64 whole) {
    return id.n == whole || (id.n >= LEAST_PREFIX && id.n < whole);
}

rc records_find_claim(struct db *d, struct arena *a, struct str id, i64 reach, struct str *out,
                      struct err *e) {
    struct found f = {0};
    if (str_starts(id, S("c-")) && may_begin(id, WHOLE_CLAIM))
        TRY(find_from(d, a, &S_CLAIM_FROM, id, reach, &f, e));
    return one_of(&f, id, "claim", out, e);
}

rc records_find_incident(struct db *d, struct arena *a, struct str id, i64 reach, struct str *out,
                         struct err *e) {
    struct cut s = {.want = &(struct slice){.reach = reach}, .a = a, .x.d = d};
    struct found f = {0};
    TRY(incident_key(&s, id, e));
    if (s.incidents.n) return *out = s.incidents.v[0].id, RC_OK;
    if (str_starts(id, S("i-")) && may_begin(id, WHOLE_CLAIM))
        TRY(find_from(d, a, &S_INCIDENT_FROM, id, reach, &f, e));
    return one_of(&f, id, "incident", out, e);
}

/* An id comes before a name: files are named by strangers. */
rc records_find_item(struct db *d, struct arena *a, struct str id, i64 reach, struct str *out,
                     struct err *e) {
    struct cut s = {.want = &(struct slice){.reach = reach}, .a = a, .x.d = d};
    struct found f = {0};
    TRY(item_keys(&s, &S_ITEM, id, e));
    if (!s.items.n) TRY(item_keys(&s, &S_ITEM_ID, id, e));
    if (s.items.n) return *out = s.items.v[s.items.n - 1].id, RC_OK;
    struct stmt *q = asking(&s, &S_NAME, id);
    TRY(take(a, q, &f, e));
    if (f.n > 1)
        return fail(e, RC_USAGE, "several items are called \"%.*s\"; use the id",
                    SARG(str_sub(id, 0, 80)));
    if (f.n) return *out = f.id, RC_OK;
    if (str_starts(id, S("m-")) && may_begin(id, WHOLE_OUTSIDE))
        TRY(find_from(d, a, &S_OUTSIDE_FROM, id, reach, &f, e));
    else if (str_starts(id, S("sha256:")) && may_begin(id, WHOLE_SHA))
        TRY(find_from(d, a, &S_ITEM_FROM, id, reach, &f, e));
    return one_of(&f, id, "item", out, e);
}

struct nearby {
    struct db *d;
    struct arena *a;
    struct map have;
    struct str **ids;
    i64 *n, cap, most;
};

static rc texts(struct arena *a, struct stmt *q, struct str **v, i64 *n, struct err *e) {
    i64 cap = 0;
    *v = NULL;
    *n = 0;
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *v, *n, cap) = db_text_dup(a, q, 0);
    }
}

rc records_items(struct db *d, struct arena *a, i64 reach, struct str **outside, i64 *n,
                 struct err *e) {
    struct stmt *q = db_stmt(d, &S_ITEMS);
    db_bind_i64(q, 1, reach);
    return texts(a, q, outside, n, e);
}

rc records_item_of(struct db *d, struct arena *a, struct str sha256, i64 reach,
                   struct str *outside, struct err *e) {
    struct cut s = {.want = &(struct slice){.reach = reach}, .a = a, .x.d = d};
    TRY(item_keys(&s, &S_ITEM_ID, sha256, e));
    *outside = s.items.n ? s.items.v[s.items.n - 1].id : (struct str){0};
    return RC_OK;
}

static rc any(struct db *d, const struct sql *text, i64 x, bool *yes, struct err *e) {
    struct stmt *q = db_stmt(d, text);
    db_bind_i64(q, 1, x);
    TRY(db_step(q, yes, e));
    return *yes ? db_run(q, e) : RC_OK;
}

rc records_size_seen(struct db *d, i64 size, bool *seen, struct err *e) {
    return any(d, &S_SIZE, size, seen, e);
}

rc records_more_claims(struct db *d, i64 n, bool *more, struct err *e) {
    return any(d, &S_MORE_CLAIMS, n, more, e);
}

rc records_pending(struct db *d, struct arena *a, struct str **ids, i64 *n, struct err *e) {
    return texts(a, db_stmt(d, &Q_PENDING), ids, n, e);
}

static rc take_near(struct nearby *x, struct stmt *q, struct err *e) {
    for (;;) {
        bool row, fresh;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        struct str id = db_text_dup(x->a, q, 0);
        map_put(&x->have, x->a, id, &fresh);
        if (fresh) *PUSH(x->a, *x->ids, *x->n, x->cap) = id;
    }
}

static rc near_spot(struct nearby *x, const struct near *s, struct err *e) {
    if (s->from <= s->to) {
        struct stmt *q = db_stmt(x->d, &S_NEAR);
        db_bind_text(q, 1, s->spot);
        db_bind_i64(q, 2, s->from);
        db_bind_i64(q, 3, s->to);
        db_bind_i64(q, 4, x->most - *x->n);
        TRY(take_near(x, q, e));
    }
    if (*x->n >= x->most) return RC_OK;
    struct stmt *q = db_stmt(x->d, &S_NEAR_UNDATED);
    db_bind_text(q, 1, s->spot);
    db_bind_i64(q, 2, x->most - *x->n);
    return take_near(x, q, e);
}

rc records_near(struct db *d, struct arena *a, const struct near *spots, i64 n, i64 most,
                struct str **ids, i64 *nids, struct err *e) {
    struct nearby x = {.d = d, .a = a, .ids = ids, .n = nids, .most = most};
    *ids = NULL;
    *nids = 0;
    for (i64 i = 0; i < n && *nids < most; i++)
        TRY(near_spot(&x, &spots[i], e));
    return RC_OK;
}
