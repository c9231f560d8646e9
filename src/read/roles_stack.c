/* The second look at a string: what did the first think of it, of its other names, of the strings
 * beside it and of the whole report? */
#include "read/roles_set.h"

static u32 half(i32 score) { /* by half log-odds, within ±5 */
    i32 b = (score + 32 * ROLE_UNIT) / (ROLE_UNIT / 2) - 64;
    return (u32)((b < -10 ? -10 : b > 10 ? 10 : b) + 16);
}

static u32 whole(i32 score) {
    i32 b = (score + 32 * ROLE_UNIT) / ROLE_UNIT - 32;
    return (u32)((b < -5 ? -5 : b > 5 ? 5 : b) + 16);
}

struct look {
    i32 over[SLOTS];   /* best of those that stand over or under it */
    i32 other[SLOTS];  /* best of its other names */
    i32 beside[SLOTS]; /* best in its sentences, not of its group */
    i32 best[SLOTS];   /* best of the report, not of its group */
    i32 above[SLOTS];  /* how many others stand above it */
};

static void raise(i32 *most, const i16 *s) {
    for (i32 slot = 0; slot < SLOTS; slot++)
        if (s[slot] > most[slot]) most[slot] = s[slot];
}

static struct look look_around(const struct role_text *r, const struct role_score *sc, i32 item) {
    struct look l;
    for (i32 slot = 0; slot < SLOTS; slot++)
        l.over[slot] = l.other[slot] = l.beside[slot] = l.best[slot] = -8 * ROLE_UNIT,
        l.above[slot] = 0;
    for (i32 k = 0; k < r->items; k++) {
        if (k == item || !sc[k].some) continue;
        if (role_overlap(r, item, k)) {
            raise(l.over, sc[k].s);
            continue;
        }
        if (role_part(r, item, k) || role_alias(r, item, k)) raise(l.other, sc[k].s);
        if (role_beside(r, item, k)) raise(l.beside, sc[k].s);
        raise(l.best, sc[k].s);
        for (i32 slot = 0; slot < SLOTS; slot++)
            l.above[slot] += sc[k].s[slot] > sc[item].s[slot];
    }
    return l;
}

static void words(struct role_set *s, const struct role_text *r, const struct role_mention *m) {
    u32 kind =
        (u32)(m->from > m->np_from) | (u32)(m->to < m->np_to) << 1 | (u32)(m->to > m->np_to) << 2;
    u32 n = (u32)(m->to - m->from), first = r->tag[m->from], last = r->tag[m->to - 1];
    put(s, feature1(240, r->w[m->head].lower));
    put(s, feature1(241, m->key));
    put(s, feature2(242, r->cls[m->head], n));
    put(s, feature3(243, kind, first, last));
    put(s, feature3(244, n, first, last));
    put(s, feature2(245, r->w[m->from].lower, n > 1));
    put(s, feature2(246, r->w[m->from].end[2], first));
}

i32 role_stack_features(const struct role_text *r, const struct role_score *sc, i32 item,
                        const i16 *doc, u32 *f) {
    struct role_set s = {.v = f, .most = ROLE_FEATURES};
    struct look l = look_around(r, sc, item);
    const struct role_mention *m = role_first(r, item);
    i32 top = doc[0];
    u32 seen = r->item[item].n < 4 ? (u32)r->item[item].n : 4;
    for (i32 t = 0; t < INCIDENTS; t++) {
        top = doc[t] > top ? doc[t] : top;
        put(&s, feature2(200 + (u32)t, half(doc[t]), 0));
        put(&s, feature2(206 + (u32)t, whole(sc[item].s[SLOTS + t]), whole(doc[t])));
    }
    put(&s, feature1(199, 0));
    for (u32 slot = 0; slot < SLOTS; slot++) {
        i32 own = sc[item].s[slot];
        u32 h = half(own), w = whole(own), a = l.above[slot] < 4 ? (u32)l.above[slot] : 4;
        put(&s, feature2(212, slot, h));
        put(&s, feature3(213, slot, w, whole(top)));
        put(&s, feature3(214, slot, a, w));
        put(&s, feature3(215, slot, half(l.over[slot] - own), w > 13));
        put(&s, feature3(216, slot, whole(l.other[slot]), w));
        put(&s, feature3(217, slot, whole(l.beside[slot]), w));
        put(&s, feature3(218, slot, half(l.best[slot] - own), w > 13));
        put(&s, feature3(219, slot, seen, w));
        put(&s, feature3(220, slot, r->cls[m->head], w));
        put(&s, feature2(221, slot, whole(l.best[slot])));
        put(&s, feature2(222, slot, whole(l.beside[slot])));
        put(&s, feature3(223, slot, (u32)(m->to - m->from), w));
    }
    words(&s, r, m);
    return s.n;
}

void role_stack(struct arena scratch, const struct linear *m, const struct role_text *r,
                const i16 *doc, struct role_score *sc) {
    u32 *f = NEWN(&scratch, u32, ROLE_FEATURES);
    for (i32 i = 0; i < r->items; i++) {
        struct linear_sum sum;
        if (!sc[i].some) continue;
        i32 n = role_stack_features(r, sc, i, doc, f);
        linear_zero(m, &sum);
        for (i32 k = 0; k < n; k++)
            linear_add(m, f[k], &sum);
        memcpy(sc[i].s + ROLE_STACK, sum.v + ROLE_STACK, sizeof(i16) * SLOTS);
    }
}
