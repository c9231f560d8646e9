/* Templates of both sides, and which of them meet: for build/score_muc4. */
#ifndef CAIRN_BENCH_MUC4_MATCH_H
#define CAIRN_BENCH_MUC4_MATCH_H

#include "kit.h"
#include "muc4.h"

enum { TEMPLATES_MOST = 64, ENTITIES_MOST = 64, SIDE = 64 };

struct entity {
    struct str *v; /* normalised mentions */
    i64 n;
    struct str status; /* "REPORTED AS FACT / …", "" none */
    bool optional;
};
struct slot {
    struct entity v[ENTITIES_MOST];
    i64 n;
};
struct template {
    struct str type;
    struct slot role[MUC4_ROLES];
    bool optional;
};
struct document {
    struct str id;
    struct template *v[TEMPLATES_MOST];
    i64 n;
};
struct side {
    struct document *v;
    i64 n, cap;
};

/* ---- the best one-to-one match ---- */

/* The largest sum of worth[i][j] over one-to-one pairs; match[i] = j or -1. Hungarian method with
 * potentials, O(n³). */
static i64 best_match(i64 worth[SIDE][SIDE], i64 rows, i64 cols, i64 *match) {
    i64 n = rows > cols ? rows : cols, u[SIDE + 1] = {0}, v[SIDE + 1] = {0}, p[SIDE + 1] = {0};
    for (i64 i = 1; i <= n; i++) {
        i64 least[SIDE + 1], way[SIDE + 1] = {0}, j0 = 0;
        bool used[SIDE + 1] = {false};
        for (i64 j = 0; j <= n; j++)
            least[j] = INT64_MAX / 4;
        p[0] = i;
        do {
            i64 i0 = p[j0], delta = INT64_MAX / 4, j1 = 0;
            used[j0] = true;
            for (i64 j = 1; j <= n; j++) {
                if (used[j]) continue;
                i64 cost = i0 <= rows && j <= cols ? -worth[i0 - 1][j - 1] : 0;
                if (cost - u[i0] - v[j] < least[j]) least[j] = cost - u[i0] - v[j], way[j] = j0;
                if (least[j] < delta) delta = least[j], j1 = j;
            }
            for (i64 j = 0; j <= n; j++) {
                if (used[j])
                    u[p[j]] += delta, v[j] -= delta;
                else
                    least[j] -= delta;
            }
            j0 = j1;
        } while (p[j0]);
        for (; j0; j0 = way[j0])
            p[j0] = p[way[j0]];
    }
    i64 sum = 0;
    for (i64 i = 0; i < rows; i++)
        match[i] = -1;
    for (i64 j = 1; j <= cols; j++)
        if (p[j] && p[j] <= rows && worth[p[j] - 1][j - 1] > 0)
            match[p[j] - 1] = j - 1, sum += worth[p[j] - 1][j - 1];
    return sum;
}

static bool holds(const struct entity *e, struct str s) {
    for (i64 i = 0; i < e->n; i++)
        if (str_eq(e->v[i], s)) return true;
    return false;
}

static bool phi_strict(const struct entity *out, const struct entity *gold) {
    for (i64 i = 0; i < out->n; i++)
        if (!holds(gold, out->v[i])) return false;
    return true;
}

static i64 match_entities(const struct slot *out, const struct slot *gold, i64 *match) {
    static i64 worth[SIDE][SIDE];
    for (i64 i = 0; i < out->n; i++)
        for (i64 j = 0; j < gold->n; j++)
            worth[i][j] = phi_strict(&out->v[i], &gold->v[j]);
    return best_match(worth, out->n, gold->n, match);
}

static i64 template_worth(const struct template *out, const struct template *gold) {
    i64 sum = 1, match[SIDE];
    if (!str_has(gold->type, out->type)) return 0;
    for (int r = 0; r < MUC4_ROLES; r++)
        sum += match_entities(&out->role[r], &gold->role[r], match);
    return sum;
}

static void match_templates(const struct document *out, const struct document *gold, i64 *match) {
    static i64 worth[SIDE][SIDE];
    for (i64 i = 0; i < out->n; i++)
        for (i64 j = 0; j < gold->n; j++)
            worth[i][j] = template_worth(out->v[i], gold->v[j]);
    best_match(worth, out->n, gold->n, match);
}

/* ---- as the published program counts ---- */

/* What of a pair of templates is right: ours that meet one of the gold's, the gold's that one of
 * ours meets. They differ where two of ours meet one, or one of ours two. */
struct meeting {
    i64 ours[MUC4_ROLES + 1], gold[MUC4_ROLES + 1], sum_ours, sum_gold;
    bool type;
};

static struct meeting meet(const struct template *out, const struct template *gold) {
    struct meeting m = {.type = str_has(gold->type, out->type)};
    if (!m.type) return m;
    m.ours[MUC4_ROLES] = m.gold[MUC4_ROLES] = m.sum_ours = m.sum_gold = 1;
    for (int r = 0; r < MUC4_ROLES; r++) {
        const struct slot *o = &out->role[r], *g = &gold->role[r];
        for (i64 i = 0, hit = 0; i < o->n; i++, hit = 0) {
            for (i64 j = 0; j < g->n && !hit; j++)
                hit = phi_strict(&o->v[i], &g->v[j]);
            m.ours[r] += hit;
        }
        for (i64 j = 0, hit = 0; j < g->n; j++, hit = 0) {
            for (i64 i = 0; i < o->n && !hit; i++)
                hit = phi_strict(&o->v[i], &g->v[j]);
            m.gold[r] += hit;
        }
        m.sum_ours += m.ours[r], m.sum_gold += m.gold[r];
    }
    return m;
}

struct search {
    struct meeting m[SIDE][SIDE];
    i64 rows, cols, given, wanted;                /* templates; all that counts on either side */
    i64 most_ours[SIDE + 1], most_gold[SIDE + 1]; /* the best that templates [i, rows) can add */
    i64 now[SIDE], best[SIDE], best_ours, best_gold;
    bool used[SIDE];
};

/* Is the F1 of (a, b) higher than that of (c, d)? F1 = 2ab / (a × wanted + b × given). */
static bool higher(const struct search *s, i64 a, i64 b, i64 c, i64 d) {
    if (!a || !b) return false;
    if (!c || !d) return true;
    return a * b * (c * s->wanted + d * s->given) > c * d * (a * s->wanted + b * s->given);
}

/* Ours to the gold's in order, to none last: the first of the best, as the published program finds
 * it; what cannot be better is left out. */
static void search_from(struct search *s, i64 i, i64 ours, i64 gold) {
    if (!higher(s, ours + s->most_ours[i], gold + s->most_gold[i], s->best_ours, s->best_gold))
        return;
    if (i == s->rows) {
        memcpy(s->best, s->now, sizeof s->best);
        s->best_ours = ours, s->best_gold = gold;
        return;
    }
    for (i64 j = 0; j < s->cols; j++) {
        if (s->used[j]) continue;
        s->used[j] = true, s->now[i] = s->m[i][j].type ? j : -1;
        search_from(s, i + 1, ours + s->m[i][j].sum_ours, gold + s->m[i][j].sum_gold);
        s->used[j] = false;
    }
    s->now[i] = -1;
    search_from(s, i + 1, ours, gold);
}

static i64 size_of(const struct document *d) {
    i64 n = d->n;
    for (i64 i = 0; i < d->n; i++)
        for (int r = 0; r < MUC4_ROLES; r++)
            n += d->v[i]->role[r].n;
    return n;
}

/* The alignment with the highest F1 of the document; s->best[i] = template of gold, or -1. */
static void align(const struct document *out, const struct document *gold, struct search *s) {
    memset(s, 0, sizeof *s);
    s->rows = out->n, s->cols = gold->n, s->given = size_of(out), s->wanted = size_of(gold);
    for (i64 i = s->rows - 1; i >= 0; i--) {
        i64 ours = 0, theirs = 0;
        for (i64 j = 0; j < s->cols; j++) {
            struct meeting m = s->m[i][j] = meet(out->v[i], gold->v[j]);
            ours = m.sum_ours > ours ? m.sum_ours : ours;
            theirs = m.sum_gold > theirs ? m.sum_gold : theirs;
        }
        s->most_ours[i] = s->most_ours[i + 1] + ours;
        s->most_gold[i] = s->most_gold[i + 1] + theirs;
        s->best[i] = -1;
    }
    search_from(s, 0, 0, 0);
}

#endif
