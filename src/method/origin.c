#include "method/origin.h"

#include "base/limits.h"
#include "base/map.h"

enum reason {
    R_SAME_VOICE,
    R_REPOST,
    R_SPEAKER,
    R_PUBLICATION,
    R_OWNER,
    R_FEEDS,
    R_THIRD,
    R_SIDE,
    R_ALLIED,
    R_NO_PUBLICATION,
    R_NOT_REGISTERED,
    R_NO_OWNER,
    R_NO_SIDE,
    R_NO_SPEAKER_SIDE,
    R_NO_TEXT,
    R_TOO_MANY,
    R_INDEPENDENT
};

static const struct {
    enum method_tie tie;
    struct str words;
} REASONS[] = {
    [R_SAME_VOICE] = {METHOD_TIE_KNOWN, SI("one speaker in one publication")},
    [R_REPOST] = {METHOD_TIE_KNOWN, SI("one text: a repost or shared copy")},
    [R_SPEAKER] = {METHOD_TIE_KNOWN, SI("one speaker")},
    [R_PUBLICATION] = {METHOD_TIE_KNOWN, SI("same publication")},
    [R_OWNER] = {METHOD_TIE_KNOWN, SI("same owner")},
    [R_FEEDS] = {METHOD_TIE_KNOWN, SI("one carries the copy of the other")},
    [R_THIRD] = {METHOD_TIE_KNOWN, SI("both carry the copy of a third")},
    [R_SIDE] = {METHOD_TIE_KNOWN, SI("same side")},
    [R_ALLIED] = {METHOD_TIE_KNOWN, SI("allied sides")},
    [R_NO_PUBLICATION] = {METHOD_TIE_UNKNOWN, SI("publication not known")},
    [R_NOT_REGISTERED] = {METHOD_TIE_UNKNOWN, SI("publication not in the register")},
    [R_NO_OWNER] = {METHOD_TIE_UNKNOWN, SI("owner not known")},
    [R_NO_SIDE] = {METHOD_TIE_UNKNOWN, SI("side of the publication not known")},
    [R_NO_SPEAKER_SIDE] = {METHOD_TIE_UNKNOWN, SI("side of a speaker not known")},
    [R_NO_TEXT] = {METHOD_TIE_UNKNOWN, SI("texts not compared")},
    [R_TOO_MANY] = {METHOD_TIE_UNKNOWN, SI("too many accounts to compare")},
    [R_INDEPENDENT] = {METHOD_TIE_NONE,
                       SI("different speakers, publications, owners and sides; no copy shared")},
};

struct str origin_reason(u8 reason) {
    CHECK(reason < LEN(REASONS));
    return REASONS[reason].words;
}

/* The register made ready: camps of allied parties, and for each publication what it carries in
 * the end, as a sorted list of publication indexes (itself included). */
struct graph {
    const struct method_input *in;
    struct map party; /* id -> camp */
    i64 **carries;
    i64 *ncarries;
};

static i64 find(i64 *up, i64 x) {
    while (up[x] != x)
        x = up[x] = up[up[x]];
    return x;
}

static void join(i64 *up, i64 x, i64 y) {
    i64 p = find(up, x), q = find(up, y);
    if (p < q)
        up[q] = p;
    else
        up[p] = q;
}

static void camps(struct arena *a, struct graph *g) {
    const struct method_input *in = g->in;
    for (i64 i = 0; i < in->nparties; i++) {
        map_put(&g->party, a, in->parties[i].id, NULL);
        for (i64 k = 0; k < in->parties[i].nallies; k++)
            map_put(&g->party, a, in->parties[i].allies[k], NULL);
    }
    i64 *up = NEWN(a, i64, g->party.n);
    for (i64 i = 0; i < g->party.n; i++)
        up[i] = i;
    for (i64 i = 0; i < in->nparties; i++)
        for (i64 k = 0; k < in->parties[i].nallies; k++)
            join(up, map_get(&g->party, in->parties[i].id) - g->party.entries,
                 map_get(&g->party, in->parties[i].allies[k]) - g->party.entries);
    for (i64 i = 0; i < g->party.n; i++)
        g->party.entries[i].value = find(up, i);
}

/* All publications whose copy may stand in publication p: along feeds to the end. */
static void follow_feeds(struct arena *a, struct graph *g, const struct map *ids, i64 p,
                         bool *seen) {
    const struct method_input *in = g->in;
    memset(seen, 0, (size_t)in->npublications);
    i64 *list = NEWN(a, i64, in->npublications), n = 0;
    list[n++] = p;
    seen[p] = true;
    for (i64 i = 0; i < n; i++) {
        const struct method_publication *pub = &in->publications[list[i]];
        for (i64 k = 0; k < pub->nfeeds; k++) {
            struct map_entry *to = map_get(ids, pub->feeds[k]);
            if (!to || seen[to->value]) continue;
            seen[to->value] = true;
            list[n++] = to->value;
        }
    }
    g->carries[p] = list;
    g->ncarries[p] = n;
}

static struct graph graph_of(struct arena *a, const struct method_input *in) {
    struct graph g = {.in = in};
    struct map ids = {0};
    for (i64 i = 0; i < in->npublications; i++)
        map_put(&ids, a, in->publications[i].id, NULL)->value = i;
    camps(a, &g);
    g.carries = NEWN(a, i64 *, in->npublications);
    g.ncarries = NEWN(a, i64, in->npublications);
    bool *seen = NEWN(a, bool, in->npublications);
    for (i64 i = 0; i < in->nvoices; i++) {
        i64 p = in->voices[i].publication;
        if (p >= 0 && !g.carries[p]) follow_feeds(a, &g, &ids, p, seen);
    }
    return g;
}

static bool carries(const struct graph *g, i64 p, i64 q) {
    for (i64 i = 0; i < g->ncarries[p]; i++)
        if (g->carries[p][i] == q) return true;
    return false;
}

static bool carry_a_third(const struct graph *g, i64 p, i64 q) {
    for (i64 i = 0; i < g->ncarries[p]; i++)
        if (carries(g, q, g->carries[p][i])) return true;
    return false;
}

/* One speaker, or a speaker who is the other's publication itself. */
static struct str speaker_of(const struct method_input *in, const struct method_voice *v) {
    if (v->speaker.n || v->publication < 0) return v->speaker;
    return in->publications[v->publication].id;
}

static bool of_a_party(struct str side) {
    return side.n && !str_eqc(side, METHOD_NONE);
}

/* Sides of a voice: its publication's, and its speaker's when somebody is quoted. */
static i64 sides_of(const struct method_input *in, const struct method_voice *v,
                    struct str out[2]) {
    i64 n = 0;
    out[n++] = v->publication < 0 ? S("") : in->publications[v->publication].side;
    if (v->speaker.n) out[n++] = v->side;
    return n;
}

static int one_side(const struct graph *g, const struct method_voice *v,
                    const struct method_voice *w) {
    struct str s[2], t[2];
    i64 n = sides_of(g->in, v, s), m = sides_of(g->in, w, t);
    int found = -1;
    for (i64 i = 0; i < n; i++)
        for (i64 k = 0; k < m; k++) {
            if (!of_a_party(s[i]) || !of_a_party(t[k])) continue;
            if (str_eq(s[i], t[k])) return R_SIDE;
            struct map_entry *p = map_get(&g->party, s[i]), *q = map_get(&g->party, t[k]);
            if (p && q && p->value == q->value) found = R_ALLIED;
        }
    return found;
}

static int known_tie(const struct graph *g, const struct method_voice *v,
                     const struct method_voice *w) {
    const struct method_input *in = g->in;
    i64 p = v->publication, q = w->publication;
    struct str s = speaker_of(in, v), t = speaker_of(in, w);
    bool same_speaker = s.n && str_eq(s, t);
    if (p >= 0 && p == q) return same_speaker ? R_SAME_VOICE : R_PUBLICATION;
    if (v->text.n && str_eq(v->text, w->text)) return R_REPOST;
    if (same_speaker) return R_SPEAKER;
    if (p >= 0 && q >= 0) {
        const struct method_publication *x = &in->publications[p], *y = &in->publications[q];
        if (x->owner.n && str_eq(x->owner, y->owner)) return R_OWNER;
        if (carries(g, p, q) || carries(g, q, p)) return R_FEEDS;
        if (carry_a_third(g, p, q)) return R_THIRD;
    }
    return one_side(g, v, w);
}

static int unknown_about(const struct method_input *in, const struct method_voice *v) {
    if (v->publication < 0) return R_NO_PUBLICATION;
    const struct method_publication *p = &in->publications[v->publication];
    if (!p->registered) return R_NOT_REGISTERED;
    if (!p->owner.n) return R_NO_OWNER;
    if (!p->side.n) return R_NO_SIDE;
    if (v->speaker.n && !v->side.n) return R_NO_SPEAKER_SIDE;
    if (!v->text.n) return R_NO_TEXT;
    return -1;
}

static u8 reason_of(const struct graph *g, i64 i, i64 k) {
    const struct method_voice *v = &g->in->voices[i], *w = &g->in->voices[k];
    int r = known_tie(g, v, w);
    if (r < 0) r = unknown_about(g->in, v);
    if (r < 0) r = unknown_about(g->in, w);
    return (u8)(r < 0 ? R_INDEPENDENT : r);
}

struct origins origin_compare(struct arena *a, struct arena scratch,
                              const struct method_input *in) {
    struct graph g = graph_of(&scratch, in);
    i64 n = in->nvoices < METHOD_COMPARED_MAX ? in->nvoices : METHOD_COMPARED_MAX;
    u8 *tie = NEWN(a, u8, n * n), *reason = NEWN(a, u8, n * n);
    for (i64 i = 0; i < n; i++)
        for (i64 k = i; k < n; k++) {
            u8 r = i == k ? R_SAME_VOICE : reason_of(&g, i, k);
            reason[i * n + k] = reason[k * n + i] = r;
            tie[i * n + k] = tie[k * n + i] = (u8)REASONS[r].tie;
        }
    return (struct origins){n, tie, reason};
}

static enum method_tie tie_of(const struct origins *o, i64 v, i64 w) {
    return v < o->n && w < o->n ? (enum method_tie)o->tie[v * o->n + w] : METHOD_TIE_UNKNOWN;
}

/* Units: voices joined by known ties. unit[i] = number of the unit of voice[i]; -1 for a unit in
 * which nothing was reviewed. */
static i64 units_of(struct arena *a, const struct origins *o, const i64 *voice,
                    const bool *reviewed, i64 n, i64 *unit) {
    i64 *up = NEWN(a, i64, n), *number = NEWN(a, i64, n), units = 0;
    for (i64 i = 0; i < n; i++)
        up[i] = i;
    for (i64 i = 0; i < n; i++)
        for (i64 k = i + 1; k < n; k++)
            if (tie_of(o, voice[i], voice[k]) == METHOD_TIE_KNOWN) join(up, i, k);
    for (i64 i = 0; i < n; i++)
        if (reviewed[i] && !number[find(up, i)]) number[find(up, i)] = ++units;
    for (i64 i = 0; i < n; i++)
        unit[i] = number[find(up, i)] - 1;
    return units;
}

/* Largest set of pairwise independent units. Branch and bound over a bit mask; the units past
 * METHOD_UNITS_MAX are not tried, which can only make the number smaller. */
static int largest(const u64 *free_of, u64 left, int have, int best) {
    if (have > best) best = have;
    while (left && have + __builtin_popcountll(left) > best) {
        int u = __builtin_ctzll(left);
        left &= left - 1;
        best = largest(free_of, left & free_of[u], have + 1, best);
    }
    return best;
}

static i64 independent_units(struct arena *a, const struct origins *o, const i64 *voice,
                             const i64 *unit, i64 nvoices, i64 nunits) {
    i64 n = nunits < METHOD_UNITS_MAX ? nunits : METHOD_UNITS_MAX;
    u64 *free_of = NEWN(a, u64, n + 1), all = n ? ~0ULL >> (64 - n) : 0;
    for (i64 u = 0; u < n; u++)
        free_of[u] = all & ~(1ULL << u);
    for (i64 i = 0; i < nvoices; i++)
        for (i64 k = 0; k < nvoices; k++) {
            i64 x = unit[i], y = unit[k];
            if (x < 0 || y < 0 || x >= n || y >= n || x == y) continue;
            if (tie_of(o, voice[i], voice[k]) != METHOD_TIE_NONE) free_of[x] &= ~(1ULL << y);
        }
    return largest(free_of, all, 0, 0);
}

/* One account: the same speaker in one publication, or in one text wherever it was reposted. */
static bool same_account(const struct method_voice *v, const struct method_voice *w) {
    if (!str_eq(v->speaker, w->speaker)) return false;
    return (v->text.n && str_eq(v->text, w->text)) ||
           (v->publication >= 0 && v->publication == w->publication);
}

static bool one_account(const struct method_input *in, const i64 *voice, i64 n) {
    for (i64 i = 1; i < n; i++)
        if (!same_account(&in->voices[voice[0]], &in->voices[voice[i]])) return false;
    return true;
}

struct origin_sum origin_count(struct arena scratch, const struct origins *o,
                               const struct method_input *in, const i64 *voice,
                               const bool *reviewed, i64 n) {
    i64 *unit = NEWN(&scratch, i64, n);
    i64 units = units_of(&scratch, o, voice, reviewed, n, unit);
    i64 origins = independent_units(&scratch, o, voice, unit, n, units);
    if (origins > 1) return (struct origin_sum){METHOD_INDEPENDENT, origins};
    bool one = one_account(in, voice, n);
    return (struct origin_sum){one ? METHOD_ONE_ACCOUNT : METHOD_SEVERAL_ONE_ORIGIN, 1};
}
