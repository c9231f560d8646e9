/* The claims of one sentence, in order. */
#include "read/block.h"

static bool before(const struct claim *a, const struct claim *b) {
    if (a->trigger.start != b->trigger.start) return a->trigger.start < b->trigger.start;
    return a->kind < b->kind;
}

static bool same_claim(const struct claim *a, const struct claim *b) {
    return a->kind == b->kind && span_overlaps(a->trigger, b->trigger);
}

static void stretch(struct claim *c, struct span s) {
    struct span *q = &c->said.content;
    if (!span_some(*q) || !span_some(s) || span_covers(*q, s) || !span_covers(c->sentence, s))
        return;
    if (s.start < q->start) q->start = s.start;
    if (s.end > q->end) q->end = s.end;
}

/* Content in two parts around its cue ("A, X said, and B"): it reaches as far as the parts of the
 * claim do. */
static void stretch_content(struct claim *c) {
    for (i64 i = 0; i < c->nfindings; i++)
        stretch(c, c->findings[i].span);
    for (i64 i = 0; i < c->ncounts; i++)
        stretch(c, c->counts[i].span);
}

void order_claims(struct claims *claims, i64 from) {
    struct claim *v = claims->v;
    i64 n = from;
    for (i64 i = from + 1; i < claims->n; i++)
        for (i64 k = i; k > from && before(&v[k], &v[k - 1]); k--) {
            struct claim t = v[k];
            v[k] = v[k - 1];
            v[k - 1] = t;
        }
    for (i64 i = from; i < claims->n; i++) {
        bool dup = false;
        for (i64 k = from; k < n; k++)
            dup = dup || same_claim(&v[k], &v[i]);
        if (dup) continue;
        stretch_content(&v[i]);
        v[n++] = v[i];
    }
    claims->n = n;
}
