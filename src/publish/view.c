#include "publish/view.h"

bool view_shows(const struct book *b, const struct claim_row *r, const struct publish_policy *p,
                bool draft) {
    if (r->c.status == STATUS_WITHDRAWN) return false;
    if (claim_waits(&r->c)) return false; /* not even in a draft */
    if (draft) return true;
    return book_reviewed(b, r) && (p->min_reviewers <= 1 || r->reviewers >= p->min_reviewers);
}

static void count(const struct claim_row *r, bool shown, struct view_stats *st) {
    bool aside = r->c.status == STATUS_WITHDRAWN || r->c.status == STATUS_CONFLICT;
    if (shown) st->shown++;
    if (aside)
        st->set_aside++;
    else if (r->c.status != STATUS_ACCEPTED || !shown)
        st->unreviewed++;
}

/* Every id but those of claims keeps its index. */
static void copy_ids(struct arena *a, const struct book *b, struct book *out) {
    out->by_id = (struct map){0};
    for (i64 i = 0; i < b->by_id.n; i++) {
        const struct map_entry *m = &b->by_id.entries[i];
        if (!str_starts(m->key, S("c-"))) map_put(&out->by_id, a, m->key, NULL)->value = m->value;
    }
    for (i64 i = 0; i < out->nclaims; i++)
        map_put(&out->by_id, a, out->claims[i].c.id, NULL)->value = i;
}

/* A place that lies in `outer`, or is it. */
static bool lies_in(const struct book *b, struct str id, struct str outer) {
    for (i64 hops = 0; id.n && hops < 16; hops++) {
        if (str_eq(id, outer)) return true;
        i64 at = book_place(b, id);
        id = at < 0 ? (struct str){0} : b->places[at].parent;
    }
    return false;
}

static bool place_stands(const struct book *b, const struct incident *in) {
    for (i64 i = 0; i < in->nclaims; i++) {
        const struct claim_row *r = &b->claims[in->claims[i]];
        for (i64 k = 0; k < r->c.nwhere; k++) {
            if (in->where.place.n && lies_in(b, r->c.where[k].place, in->where.place)) return true;
            if (!in->where.place.n && str_eq(book_words(b, r, r->c.where[k].span), in->place_words))
                return true;
        }
    }
    return false;
}

static bool date_stands(const struct book *b, const struct incident *in) {
    for (i64 i = 0; i < in->nclaims; i++) {
        struct date_range r = b->claims[in->claims[i]].c.when.range;
        if (r.precision && r.from <= in->when.to && r.to >= in->when.from) return true;
    }
    return false;
}

static bool kind_stands(const struct book *b, const struct incident *in) {
    for (i64 i = 0; i < in->nclaims; i++)
        if (b->claims[in->claims[i]].c.kind == in->kind) return true;
    return false;
}

/* What an incident got from claims that are not shown must not be shown either. */
static void settle(const struct book *b, struct incident *in) {
    if (in->nclaims == 0) return;
    if ((in->where.place.n || in->place_words.n) && !place_stands(b, in)) {
        in->where = (struct where){0};
        in->place_words = (struct str){0};
    }
    if (in->when.precision && !date_stands(b, in)) in->when = (struct date_range){0};
    if (!kind_stands(b, in)) in->kind = b->claims[in->claims[0]].c.kind;
}

static void copy_incident(struct arena *a, const struct book *b, const i64 *now, i64 at,
                          struct book *out) {
    const struct incident *from = &b->incidents[at];
    struct incident *to = &out->incidents[at];
    *to = *from;
    to->claims = NEWN(a, i64, from->nclaims);
    to->nclaims = 0;
    for (i64 i = 0; i < from->nclaims; i++)
        if (now[from->claims[i]] >= 0) to->claims[to->nclaims++] = now[from->claims[i]];
}

void publish_filter(struct arena *a, const struct book *b, const struct publish_policy *p,
                    bool draft, struct book *out, struct view_stats *st) {
    *out = *b;
    *st = (struct view_stats){0};
    i64 *now = NEWN(a, i64, b->nclaims);
    out->claims = NEWN(a, struct claim_row, b->nclaims);
    out->nclaims = 0;
    for (i64 i = 0; i < b->nclaims; i++) {
        bool shown = view_shows(b, &b->claims[i], p, draft);
        count(&b->claims[i], shown, st);
        now[i] = shown ? out->nclaims : -1;
        if (shown) out->claims[out->nclaims++] = b->claims[i];
    }
    out->incidents = NEWN(a, struct incident, b->nincidents);
    for (i64 i = 0; i < b->nincidents; i++)
        copy_incident(a, b, now, i, out);
    copy_ids(a, b, out);
    for (i64 i = 0; i < b->nincidents; i++)
        settle(out, &out->incidents[i]);
    out->figures = NULL, out->disputes = NULL, out->ties = NULL;
    out->nfigures = out->ndisputes = out->nties = 0;
}
