/* Who disputes what, on three axes kept apart: that it happened, how many, who did it. Shown, never
 * resolved. */
#include "reconcile/inner.h"

enum { PAIRS_MAX = 64 }; /* of one axis of one incident */

struct hall {
    const struct view *v;
    struct arena *a;
    i64 incident, *cap;
    i64 *said, nsaid;     /* asserted claims */
    i64 *denies, ndenies; /* denials and negated claims */
};

static void add(struct hall *h, enum axis axis, i64 by, i64 against) {
    struct book *b = h->v->b;
    *PUSH(h->v->a, b->disputes, b->ndisputes, *h->cap) =
        (struct dispute){h->incident, axis, by, against};
}

static const struct claim *claim(const struct hall *h, i64 at) {
    return &h->v->b->claims[at].c;
}

static bool same_voice(const struct hall *h, i64 x, i64 y) {
    const struct voice *v = &h->v->voice[x], *w = &h->v->voice[y];
    if (v->key.n || w->key.n) return str_eq(v->key, w->key);
    return v->publication == w->publication;
}

static void sort_out(struct hall *h, const struct incident *in) {
    h->said = NEWN(h->a, i64, in->nclaims);
    h->denies = NEWN(h->a, i64, in->nclaims);
    for (i64 i = 0; i < in->nclaims; i++) {
        const struct claim_row *r = &h->v->b->claims[in->claims[i]];
        if (!claim_stands(&r->c) || r->c.status == STATUS_CONFLICT || r->c.repeats.n) continue;
        if (!left_out(r).n)
            h->said[h->nsaid++] = in->claims[i];
        else if (r->c.kind == KIND_denial || r->c.said.act == ACT_DENIES ||
                 (r->c.polarity == POLARITY_NEGATIVE && r->c.modality == MODALITY_ASSERTED))
            h->denies[h->ndenies++] = in->claims[i];
    }
}

/* One pair for each voice that asserts: the first claim of theirs. */
static bool first_of_voice(const struct hall *h, i64 at) {
    for (i64 i = 0; i < at; i++)
        if (same_voice(h, h->said[i], h->said[at])) return false;
    return true;
}

static void occurrence(struct hall *h) {
    i64 n = 0;
    for (i64 d = 0; d < h->ndenies; d++)
        for (i64 i = 0; i < h->nsaid && n < PAIRS_MAX; i++) {
            if (same_voice(h, h->denies[d], h->said[i]) || !first_of_voice(h, i)) continue;
            add(h, AXIS_OCCURRENCE, h->denies[d], h->said[i]);
            n++;
        }
}

static bool apart(const struct count *x, const struct count *y) {
    return (x->max != COUNT_OPEN && x->max < y->min) || (y->max != COUNT_OPEN && y->max < x->min);
}

/* The first two whole counts of one thing and group of which neither leaves room for the other. */
static bool numbers_apart(const struct hall *h, i64 p, i64 q) {
    const struct claim *x = claim(h, p), *y = claim(h, q);
    if (x->part_of.n || y->part_of.n) return false;
    for (i64 i = 0; i < x->ncounts; i++)
        for (i64 k = 0; k < y->ncounts; k++)
            if (x->counts[i].what == y->counts[k].what && x->counts[i].who == y->counts[k].who &&
                apart(&x->counts[i], &y->counts[k]))
                return true;
    return false;
}

/* The same two numbers by the same voice again say nothing new. */
static bool told(const struct hall *h, i64 from, i64 by, i64 against) {
    const struct book *b = h->v->b;
    for (i64 i = from; i < b->ndisputes; i++)
        if (same_voice(h, b->disputes[i].by, by) && same_voice(h, b->disputes[i].against, against))
            return true;
    return false;
}

static void number(struct hall *h) {
    i64 from = h->v->b->ndisputes;
    for (i64 i = 0; i < h->nsaid; i++)
        for (i64 k = i + 1; k < h->nsaid && h->v->b->ndisputes - from < PAIRS_MAX; k++) {
            i64 x = h->said[i], y = h->said[k];
            if (!claim(h, x)->ncounts || !claim(h, y)->ncounts || same_voice(h, x, y)) continue;
            if (!numbers_apart(h, x, y) || told(h, from, y, x) || told(h, from, x, y)) continue;
            add(h, AXIS_NUMBER, y, x);
        }
}

/* Parties that a claim names as perpetrators. */
static i64 accused(const struct hall *h, i64 at, i64 *out, i64 max) {
    const struct claim_row *r = &h->v->b->claims[at];
    i64 n = 0;
    for (i64 i = 0; i < r->c.nperps && n < max; i++) {
        const struct perpetrator *p = &r->c.perps[i];
        i64 party = p->party.n ? book_party(h->v->b, p->party)
                               : voice_party(*h->a, &h->v->names, book_words(h->v->b, r, p->span));
        if (party >= 0) out[n++] = party;
    }
    return n;
}

static bool accuse_others(const struct hall *h, i64 x, i64 y) {
    i64 p[8], q[8], n = accused(h, x, p, LEN(p)), m = accused(h, y, q, LEN(q));
    for (i64 i = 0; i < n; i++)
        for (i64 k = 0; k < m; k++)
            if (p[i] == q[k]) return false;
    return n > 0 && m > 0;
}

/* The party of whoever denies is the one that the other accuses. */
static bool denies_own(const struct hall *h, i64 denial, i64 said) {
    i64 p[8], n = accused(h, said, p, LEN(p));
    struct str party = h->v->voice[denial].party;
    for (i64 i = 0; i < n; i++)
        if (str_eq(h->v->b->parties[p[i]].id, party)) return true;
    return false;
}

static void responsibility(struct hall *h) {
    i64 from = h->v->b->ndisputes;
    for (i64 d = 0; d < h->ndenies; d++)
        for (i64 i = 0; i < h->nsaid && h->v->b->ndisputes - from < PAIRS_MAX; i++)
            if (denies_own(h, h->denies[d], h->said[i]) && !told(h, from, h->denies[d], h->said[i]))
                add(h, AXIS_RESPONSIBILITY, h->denies[d], h->said[i]);
    for (i64 i = 0; i < h->nsaid; i++)
        for (i64 k = i + 1; k < h->nsaid && h->v->b->ndisputes - from < PAIRS_MAX; k++) {
            i64 x = h->said[i], y = h->said[k];
            if (!claim(h, x)->nperps || !claim(h, y)->nperps || same_voice(h, x, y)) continue;
            if (accuse_others(h, x, y) && !told(h, from, y, x) && !told(h, from, x, y))
                add(h, AXIS_RESPONSIBILITY, y, x);
        }
}

void view_disputes(const struct view *v, struct arena scratch, i64 incident, i64 *cap) {
    struct hall h = {.v = v, .a = &scratch, .incident = incident, .cap = cap};
    sort_out(&h, &v->b->incidents[incident]);
    occurrence(&h);
    number(&h);
    responsibility(&h);
}
