/* Which sentences tell of an incident, and of which kind? A report is judged by its best sentences,
 * a string by those it stands in. */
#include "read/roles_set.h"

static u32 place(i32 sentence) {
    return sentence < 1 ? 0 : sentence < 3 ? 1 : sentence < 6 ? 2 : sentence < 12 ? 3 : 4;
}

static bool act(const struct role_text *r, i32 i) {
    return r->cls[i] && r->cls[i] <= RC_LAST_ACT;
}

static void sentence_classes(struct role_set *s, const struct role_text *r, i32 si) {
    i32 from = r->s.v[si].from, to = r->s.v[si].to;
    u32 last = 0;
    for (i32 i = from; i < to; i++) {
        u32 c = r->cls[i];
        if (!c) continue;
        put(s, feature1(304, c));
        put(s, feature2(305, c, place(si)));
        if (act(r, i)) put(s, feature3(306, c, r->tag[i], role_passive(r, i, from)));
        if (last) put(s, feature2(307, last, c));
        last = c;
    }
}

static void sentence_words(struct role_set *s, const struct role_text *r, i32 from, i32 to) {
    for (i32 i = from; i < to; i++) {
        if (!role_counts(r, i)) continue;
        u32 w = r->w[i].lower;
        put(s, feature1(308, w));
        put(s, feature1(309, r->w[i].end[2]));
        for (i32 k = i + 1, got = 0; k < to && k < i + 5 && got < 3; k++) {
            if (!role_counts(r, k)) continue;
            put(s, feature3(310, w, r->w[k].lower, 0));
            if (r->cls[i]) put(s, feature3(311, r->cls[i], r->w[k].lower, 0));
            if (r->cls[k]) put(s, feature3(312, w, r->cls[k], 0));
            got++;
        }
        if (i > from) put(s, feature2(313, r->w[i - 1].lower, w));
    }
}

i32 scene_features(const struct role_text *r, i32 si, u32 *f) {
    struct role_set s = {.v = f, .most = SCENE_FEATURES};
    i32 from = r->s.v[si].from, to = r->s.v[si].to;
    put(&s, feature1(301, 0));
    put(&s, feature1(302, place(si)));
    put(&s, feature1(303, (u32)(to - from) / 8));
    sentence_classes(&s, r, si);
    sentence_words(&s, r, from, to);
    for (i32 d = -1; d <= 1; d += 2) {
        if (si + d < 0 || si + d >= r->s.n) continue;
        for (i32 i = r->s.v[si + d].from; i < r->s.v[si + d].to; i++)
            if (act(r, i)) put(&s, feature2(314, (u32)(d + 1), r->cls[i]));
    }
    return s.n;
}

void scene_scores(struct arena *a, const struct linear *m, struct role_text *r) {
    r->scene = NEWN(a, struct scene_score, r->s.n + 1);
    u32 f[SCENE_FEATURES];
    for (i32 si = 0; si < r->s.n; si++) {
        struct linear_sum sum;
        i32 n = scene_features(r, si, f);
        linear_zero(m, &sum);
        for (i32 k = 0; k < n; k++)
            linear_add(m, f[k], &sum);
        memcpy(r->scene[si].s, sum.v, sizeof r->scene[si].s);
    }
}

i32 scene_best(const struct role_text *r, i32 sentence, i32 *kind) {
    const i16 *s = r->scene[sentence].s;
    *kind = 0;
    for (i32 c = 1; c < INCIDENTS; c++)
        if (s[c] > s[*kind]) *kind = c;
    return s[*kind];
}

static i32 within(i32 v, i32 low, i32 high) {
    return v < low ? low : v > high ? high : v;
}

i32 scene_report_features(const struct role_text *r, u32 *f) {
    i32 n = 0;
    for (u32 c = 0; c < INCIDENTS; c++) {
        i32 best = -12 * ROLE_UNIT, second = best, at = 0, told = 0;
        for (i32 si = 0; si < r->s.n; si++) {
            i32 v = r->scene[si].s[c];
            told += v > -ROLE_UNIT;
            if (v > best)
                second = best, best = v, at = si;
            else if (v > second)
                second = v;
        }
        u32 b = (u32)(within(best / (ROLE_UNIT / 2), -12, 8) + 50),
            s = (u32)(within(second / ROLE_UNIT, -6, 4) + 50);
        f[n++] = feature2(320, c, b);
        f[n++] = feature2(321, c, s);
        f[n++] = feature3(322, c, b / 2, at < 2 ? 0 : at < 5 ? 1 : 2);
        f[n++] = feature2(323, c, told < 5 ? (u32)told : 5);
        f[n++] = feature3(324, c, b / 2, s);
    }
    return n;
}
