#include "read/caseless.h"

#include "base/asset.h"

ASSET(caseless_bytes, "data/models/caseless.bin");

const char *upos_label(i32 upos) {
    static const char *const names[UPOS_COUNT] = {"ADJ",   "ADP",   "ADV", "AUX",  "CCONJ", "DET",
                                                  "INTJ",  "NOUN",  "NUM", "PART", "PRON",  "PROPN",
                                                  "PUNCT", "SCONJ", "SYM", "VERB", "X"};
    return names[upos];
}

const struct linear *caseless_model_make(struct arena *a) {
    struct linear *m = NEW(a, struct linear);
    struct err e = {0};
    rc r = linear_open(caseless_bytes(), m, &e);
    CHECK(r == RC_OK);
    return m;
}

static u32 lower_at(const struct wordtype *w, i32 n, i32 i) {
    return i < 0 ? 1 : i >= n ? 2 : w[i].lower;
}

static u32 end_at(const struct wordtype *w, i32 n, i32 i) {
    if (i < 0 || i >= n) return 3;
    return w[i].end[2] ? w[i].end[2] : w[i].lower;
}

i32 caseless_features(const struct wordtype *w, i32 n, i32 i, const u8 *tags, u32 *f) {
    u32 k = 0, t1 = i > 0 ? tags[i - 1] : 30u, t2 = i > 1 ? tags[i - 2] : 31u;
    const struct wordtype *x = &w[i];
    u32 shape = (u32)(x->flags & (WT_DIGIT | WT_NUMBER | WT_HYPHEN | WT_PUNCT | WT_HIGH));
    f[k++] = feature1(1, 0);
    f[k++] = feature1(2, x->lower);
    f[k++] = feature1(3, x->end[0]);
    f[k++] = feature1(4, x->end[1]);
    f[k++] = feature1(5, x->end[2]);
    f[k++] = feature1(6, x->end[3]);
    f[k++] = feature1(7, x->begin[2]);
    f[k++] = feature2(8, shape, x->len > 3);
    f[k++] = feature1(9, t1);
    f[k++] = feature2(10, t1, t2);
    f[k++] = feature2(11, t1, x->lower);
    f[k++] = feature1(12, lower_at(w, n, i - 1));
    f[k++] = feature1(13, lower_at(w, n, i + 1));
    f[k++] = feature1(14, lower_at(w, n, i - 2));
    f[k++] = feature1(15, lower_at(w, n, i + 2));
    f[k++] = feature1(16, end_at(w, n, i + 1));
    f[k++] = feature1(17, end_at(w, n, i - 1));
    f[k++] = feature2(18, end_at(w, n, i + 1), t1);
    f[k++] = feature2(19, x->end[2], t1);
    f[k++] = feature2(20, lower_at(w, n, i - 1), x->lower);
    f[k++] = feature2(21, x->lower, lower_at(w, n, i + 1));
    f[k++] = feature2(22, x->end[1], end_at(w, n, i + 1));
    return (i32)k;
}

void caseless_tag(const struct linear *m, const struct wordtype *w, i32 n, u8 *tags) {
    u32 f[CASELESS_FEATURES];
    for (i32 i = 0; i < n; i++) {
        struct linear_sum s;
        i32 k = caseless_features(w, n, i, tags, f);
        linear_zero(m, &s);
        for (i32 j = 0; j < k; j++)
            linear_add(m, f[j], &s);
        tags[i] = (u8)linear_best(m, &s);
    }
}
