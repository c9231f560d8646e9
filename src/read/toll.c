#include "read/toll.h"

static bool tells_death(const struct claim *c) {
    return (c->kind == KIND_killing || c->kind == KIND_death) && c->modality == MODALITY_ASSERTED &&
           c->polarity == POLARITY_POSITIVE && !c->repeats.n && !c->part_of.n;
}

/* Sum of the list of one claim. False: neither number nor victim. */
static bool sum_of(const struct claim *c, i64 *min, i64 *max, bool *open) {
    bool got = false;
    *min = *max = 0;
    *open = false;
    for (i64 i = 0; i < c->ncounts; i++) {
        const struct count *k = &c->counts[i];
        if (k->what != WHAT_KILLED) continue;
        got = true;
        *min += k->min;
        *max += k->max == COUNT_OPEN ? k->min : k->max;
        *open = *open || k->max == COUNT_OPEN;
    }
    *min += c->nvictims;
    *max += c->nvictims;
    return got || c->nvictims > 0;
}

static i64 least_other(const struct claim *c, i64 n, i64 lead, i64 most) {
    i64 best = most, min, max;
    bool open;
    for (i64 i = 0; i < n; i++) {
        if (i == lead || !tells_death(&c[i]) || !c[i].ncounts || !sum_of(&c[i], &min, &max, &open))
            continue;
        if (min * 2 >= most && min < best) best = min;
    }
    return best;
}

/* "several children", "dozens": words for a number, neither hedge nor range. */
static bool is_loose(const struct claim *c) {
    return c->ncounts > 0 && c->counts[0].vague && c->counts[0].max != COUNT_OPEN &&
           c->counts[0].min > 2 && c->counts[0].max >= c->counts[0].min * 2;
}

static bool lead(const struct claim *c, i64 n, bool loose, struct toll *out) {
    for (i64 i = 0; i < n; i++) {
        i64 min, max;
        bool open;
        if (!tells_death(&c[i]) || !sum_of(&c[i], &min, &max, &open)) continue;
        if (!loose && is_loose(&c[i])) continue;
        if (min == 0 && max > 0) min = least_other(c, n, i, max);
        *out = (struct toll){min, max, i};
        return true;
    }
    return false;
}

bool toll_of(const struct claim *c, i64 n, struct toll *out) {
    *out = (struct toll){0, 0, -1};
    return lead(c, n, false, out) || lead(c, n, true, out);
}
