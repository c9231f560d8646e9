/* Merging and splitting by a person: whole new states of the two incidents. Codes stay; a merge
 * leaves a redirect. */
#include "reconcile/inner.h"
#include "store/erasure.h"

#include <stdlib.h>

static int by_number(const void *p, const void *q) {
    i64 x = *(const i64 *)p, y = *(const i64 *)q;
    return (x > y) - (x < y);
}

/* Place and time again from these claims; the rest stays. Returns the name for a code. */
static struct str resettle(struct arena *a, struct arena scratch, const struct book *b,
                           struct incident *in, const i64 *claims, i64 n) {
    struct scene s = scene_make(&scratch, *a, b);
    struct event e = {.published_from = 1};
    struct str words, name;
    for (i64 i = 0; i < n; i++) {
        const struct claim *c = &b->claims[claims[i]].c;
        if (claim_stands(c) && c->polarity != POLARITY_NEGATIVE && c->kind != KIND_denial)
            event_add(&scratch, &e, &s.claim[claims[i]]);
    }
    event_where(&s, &e, &in->where, &words, &name);
    in->where.place = str_dup(a, in->where.place);
    in->place_words = str_dup(a, words);
    in->when = event_when(&e);
    return str_dup(a, name);
}

static struct json *state(struct arena *a, const struct book *b, const struct incident *in,
                          const i64 *claims, i64 n) {
    struct str *ids = NEWN(a, struct str, n);
    for (i64 i = 0; i < n; i++)
        ids[i] = b->claims[claims[i]].c.id;
    return incident_part(a, b, in, ids, n);
}

static rc open_incident(const struct book *b, i64 at, struct err *e) {
    if (at < 0 || at >= b->nincidents) return fail(e, RC_NOTFOUND, "there is no such incident");
    if (erased_whole(&b->incidents[at]))
        return fail(e, RC_CONFLICT, "all accounts of %.*s were erased",
                    SARG(b->incidents[at].code));
    if (!b->incidents[at].merged_into.n) return RC_OK;
    return fail(e, RC_CONFLICT, "%.*s was merged before", SARG(b->incidents[at].code));
}

rc reconcile_merge(struct arena *a, const struct book *b, i64 keep, i64 gone, struct json ***parts,
                   i64 *n, struct err *e) {
    *n = 0;
    TRY(open_incident(b, keep, e));
    TRY(open_incident(b, gone, e));
    if (keep == gone) return fail(e, RC_CONFLICT, "an incident is not merged with itself");
    struct incident k = b->incidents[keep], g = b->incidents[gone];
    i64 *all = NEWN(a, i64, k.nclaims + g.nclaims), m = 0;
    for (i64 i = 0; i < k.nclaims; i++)
        all[m++] = k.claims[i];
    for (i64 i = 0; i < g.nclaims; i++)
        all[m++] = g.claims[i];
    qsort(all, (size_t)m, sizeof *all, by_number);
    struct arena scratch = arena_make("merge", 1LL << 33);
    resettle(a, scratch, b, &k, all, m);
    arena_drop(scratch);
    g.merged_into = k.id;
    *parts = NEWN(a, struct json *, 2);
    (*parts)[(*n)++] = state(a, b, &g, NULL, 0);
    (*parts)[(*n)++] = state(a, b, &k, all, m);
    return RC_OK;
}

static bool listed(const i64 *v, i64 n, i64 x) {
    for (i64 i = 0; i < n; i++)
        if (v[i] == x) return true;
    return false;
}

rc reconcile_split(struct arena *a, const struct book *b, i64 from, const i64 *claims, i64 nclaims,
                   struct json ***parts, i64 *n, struct err *e) {
    *n = 0;
    TRY(open_incident(b, from, e));
    struct incident old = b->incidents[from];
    for (i64 i = 0; i < nclaims; i++)
        if (!listed(old.claims, old.nclaims, claims[i]))
            return fail(e, RC_CONFLICT, "a claim to be split off is not in %.*s", SARG(old.code));
    i64 *stay = NEWN(a, i64, old.nclaims), *go = NEWN(a, i64, old.nclaims), nstay = 0, ngo = 0;
    for (i64 i = 0; i < old.nclaims; i++) {
        if (listed(claims, nclaims, old.claims[i]))
            go[ngo++] = old.claims[i];
        else
            stay[nstay++] = old.claims[i];
    }
    if (ngo == 0 || nstay == 0)
        return fail(e, RC_CONFLICT,
                    "a split leaves claims on both sides; this one would move %lld of %lld",
                    (long long)ngo, (long long)old.nclaims);
    struct incident new = {.kind = b->claims[go[0]].c.kind};
    for (i64 i = 1; i < ngo; i++)
        if (kind_strength(b->claims[go[i]].c.kind) > kind_strength(new.kind))
            new.kind = b->claims[go[i]].c.kind;
    struct arena scratch = arena_make("split", 1LL << 33);
    struct str name = resettle(a, scratch, b, &new, go, ngo);
    resettle(a, scratch, b, &old, stay, nstay);
    arena_drop(scratch);
    new.id = incident_id(a, b, b->claims[go[0]].c.id);
    new.code = incident_code(a, name, incident_last_number(b) + 1);
    *parts = NEWN(a, struct json *, 2);
    (*parts)[(*n)++] = state(a, b, &old, stay, nstay);
    (*parts)[(*n)++] = state(a, b, &new, go, ngo);
    return RC_OK;
}

struct json *reconcile_again(struct arena *a, const struct book *b, i64 incident) {
    struct incident in = b->incidents[incident];
    struct arena scratch = arena_make("settling again", 1LL << 33);
    for (i64 i = 0; i < in.nclaims; i++)
        if (!i || kind_strength(b->claims[in.claims[i]].c.kind) > kind_strength(in.kind))
            in.kind = b->claims[in.claims[i]].c.kind;
    resettle(a, scratch, b, &in, in.claims, in.nclaims);
    arena_drop(scratch);
    return state(a, b, &in, in.claims, in.nclaims);
}
