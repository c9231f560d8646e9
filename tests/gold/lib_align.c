#include "lib_align.h"

const char *const FIELD_NAMES[FIELD_END] = {"kind",     "count",    "who",         "place",
                                            "time",     "speaker",  "perpetrator", "act",
                                            "polarity", "modality", "finding"};

enum { LIKE_KIND = 100, LIKE_OTHER = 40, LIKE_TRIGGER = 60, LIKE_SPEAKER = 20, LIKE_COUNT = 20 };

static bool alike(struct str text, struct span x, struct span y) {
    if (!span_some(x) || !span_some(y)) return false;
    struct str a = span_words(text, x), b = span_words(text, y);
    return str_has(a, b) || str_has(b, a);
}

static bool same_chain(struct str text, const struct claim *g, const struct claim *r) {
    if (g->said.nchain != r->said.nchain) return false;
    for (i64 i = 0; i + 1 < g->said.nchain; i++)
        if (!alike(text, g->said.chain[i].who, r->said.chain[i].who)) return false;
    return true;
}

static bool same_count(const struct count *x, const struct count *y) {
    return x->what == y->what && x->min == y->min && x->max == y->max;
}

static i64 likeness(struct str text, const struct claim *g, const struct claim *r) {
    bool touch = span_overlaps(g->trigger, r->trigger);
    bool near = touch || span_overlaps(r->sentence, g->trigger);
    i64 sum = touch ? LIKE_TRIGGER : 0;
    if (g->kind == r->kind ? !near : !touch) return 0;
    sum += g->kind == r->kind ? LIKE_KIND : LIKE_OTHER;
    if (same_chain(text, g, r)) sum += LIKE_SPEAKER;
    for (i64 i = 0; i < g->ncounts; i++)
        for (i64 k = 0; k < r->ncounts; k++)
            if (same_count(&g->counts[i], &r->counts[k])) return sum + LIKE_COUNT;
    return sum;
}

/* One row joins the matching along the cheapest augmenting path. Columns and rows from 1. */
static void augment(i64 n, const i64 *cost, i64 row, i64 *u, i64 *v, i64 *match, i64 *way,
                    i64 *least, bool *used) {
    i64 col = 0;
    match[0] = row;
    for (i64 j = 0; j <= n; j++)
        least[j] = INT64_MAX / 4, used[j] = false;
    do {
        i64 i = match[col], next = 0, delta = INT64_MAX / 4;
        used[col] = true;
        for (i64 j = 1; j <= n; j++) {
            if (used[j]) continue;
            i64 c = cost[(i - 1) * n + j - 1] - u[i] - v[j];
            if (c < least[j]) least[j] = c, way[j] = col;
            if (least[j] < delta) delta = least[j], next = j;
        }
        for (i64 j = 0; j <= n; j++)
            if (used[j])
                u[match[j]] += delta, v[j] -= delta;
            else
                least[j] -= delta;
        col = next;
    } while (match[col]);
    for (; col; col = way[col])
        match[col] = match[way[col]];
}

struct pairing gold_pair(struct arena *a, const struct gold *g, const struct claim *read,
                         i64 nread) {
    i64 n = g->n > nread ? g->n : nread;
    i64 *like = NEWN(a, i64, n * n), *cost = NEWN(a, i64, n * n), *u = NEWN(a, i64, n + 1),
        *v = NEWN(a, i64, n + 1), *match = NEWN(a, i64, n + 1), *way = NEWN(a, i64, n + 1),
        *least = NEWN(a, i64, n + 1);
    bool *used = NEWN(a, bool, n + 1);
    struct pairing p = {NEWN(a, i64, g->n), NEWN(a, i64, nread)};
    for (i64 i = 0; i < g->n; i++)
        for (i64 k = 0; k < nread; k++) {
            like[i * n + k] = likeness(g->text, &g->claims[i], &read[k]);
            cost[i * n + k] = -like[i * n + k];
        }
    for (i64 i = 1; i <= n; i++)
        augment(n, cost, i, u, v, match, way, least, used);
    memset(p.of_gold, -1, (size_t)g->n * sizeof(i64));
    memset(p.of_read, -1, (size_t)nread * sizeof(i64));
    for (i64 k = 1; k <= n; k++) {
        i64 i = match[k] - 1;
        if (i >= g->n || k > nread || !like[i * n + k - 1]) continue;
        p.of_gold[i] = k - 1;
        p.of_read[k - 1] = i;
    }
    return p;
}

/* The things of one field in one claim, and whether two of them are the same. */
struct part {
    struct span span;
    i64 a, b, c;
    bool words; /* spans are compared by their words; else they must touch */
    bool spanned;
};
enum { PARTS_MAX = 64 };

static i64 add(struct part *p, i64 n, struct part x) {
    if (n < PARTS_MAX) p[n++] = x;
    return n;
}

static i64 time_part(struct part *p, i64 n, const struct when *w, i64 which) {
    if (!span_some(w->span)) return n;
    bool days = w->range.precision != DATE_NONE;
    return add(p, n,
               (struct part){.span = w->span,
                             .a = which,
                             .b = days ? w->range.from : INT32_MIN,
                             .c = days ? w->range.to : INT32_MIN,
                             .spanned = !days});
}

static i64 who_parts(const struct claim *c, struct part *p) {
    i64 n = 0;
    for (i64 i = 0; i < c->ncounts; i++) {
        const struct count *k = &c->counts[i];
        if (k->who) n = add(p, n, (struct part){.a = k->min, .b = k->max, .c = k->who});
        for (i64 j = 0; j < k->nof; j++)
            if (k->of[j].who)
                n = add(p, n,
                        (struct part){.a = k->of[j].min, .b = k->of[j].max, .c = k->of[j].who});
    }
    return n;
}

static i64 parts(const struct claim *c, enum field f, struct part *p) {
    i64 n = 0;
    if (f == FIELD_WHO) return who_parts(c, p);
    for (i64 i = 0; f == FIELD_COUNT && i < c->ncounts; i++)
        n = add(
            p, n,
            (struct part){.a = c->counts[i].what, .b = c->counts[i].min, .c = c->counts[i].max});
    for (i64 i = 0; f == FIELD_PLACE && i < c->nwhere; i++)
        n = add(
            p, n,
            (struct part){
                .span = c->where[i].span, .a = c->where[i].role, .words = true, .spanned = true});
    for (i64 i = 0; f == FIELD_PERPETRATOR && i < c->nperps; i++)
        n = add(
            p, n,
            (struct part){
                .span = c->perps[i].span, .a = c->perps[i].how, .words = true, .spanned = true});
    for (i64 i = 0; f == FIELD_FINDING && i < c->nfindings; i++)
        n = add(
            p, n,
            (struct part){.span = c->findings[i].span, .a = c->findings[i].kind, .spanned = true});
    if (f == FIELD_TIME) n = time_part(p, time_part(p, 0, &c->when, 0), &c->said.when, 1);
    if (f == FIELD_POLARITY && c->polarity) n = add(p, n, (struct part){.a = c->polarity});
    if (f == FIELD_MODALITY && c->modality) n = add(p, n, (struct part){.a = c->modality});
    return n;
}

static bool same_part(struct str text, const struct part *g, const struct part *r) {
    if (g->a != r->a || g->b != r->b || g->c != r->c) return false;
    if (!g->spanned) return true;
    return g->words ? alike(text, g->span, r->span) : span_overlaps(g->span, r->span);
}

static i64 shared(struct str text, const struct part *g, i64 ng, const struct part *r, i64 nr) {
    bool used[PARTS_MAX] = {0};
    i64 n = 0;
    for (i64 i = 0; i < ng; i++)
        for (i64 k = 0; k < nr; k++)
            if (!used[k] && same_part(text, &g[i], &r[k])) {
                used[k] = true;
                n++;
                break;
            }
    return n;
}

static void score_pair(const struct gold *g, const struct claim *want, const struct claim *got,
                       struct kit_count out[FIELD_END]) {
    struct part gp[PARTS_MAX], rp[PARTS_MAX];
    for (int f = 0; f < FIELD_END; f++) {
        i64 ng = want ? parts(want, (enum field)f, gp) : 0,
            nr = got ? parts(got, (enum field)f, rp) : 0;
        out[f].wanted += ng;
        out[f].given += nr;
        if (want && got) out[f].right += shared(g->text, gp, ng, rp, nr);
    }
    out[FIELD_KIND].wanted += want != NULL;
    out[FIELD_KIND].given += got != NULL;
    if (!want || !got) return;
    out[FIELD_KIND].right += want->kind == got->kind;
    out[FIELD_SPEAKER].wanted++, out[FIELD_SPEAKER].given++;
    out[FIELD_SPEAKER].right += same_chain(g->text, want, got);
    out[FIELD_ACT].wanted++, out[FIELD_ACT].given++;
    out[FIELD_ACT].right += want->said.act == got->said.act;
}

void gold_score(const struct gold *g, const struct claim *read, i64 n, const struct pairing *p,
                struct kit_count out[FIELD_END]) {
    for (i64 i = 0; i < g->n; i++)
        score_pair(g, &g->claims[i], p->of_gold[i] >= 0 ? &read[p->of_gold[i]] : NULL, out);
    for (i64 k = 0; k < n; k++)
        if (p->of_read[k] < 0) score_pair(g, NULL, &read[k], out);
}
