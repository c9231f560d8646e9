#include "read/case_features.h"

#include "base/asset.h"
#include "learn/linear.h"

ASSET(case_file, "data/models/case.bin");

struct case_model {
    struct linear m;
    const struct word_table *words;
};

const struct case_model *case_model_make(struct arena *a) {
    struct case_model *m = NEW(a, struct case_model);
    struct err e = {0};
    CHECK(linear_open(case_file(), &m->m, &e) == RC_OK);
    CHECK(m->m.classes == CASE_COUNT && m->m.features >= CASE_ROWS_MOST);
    m->words = word_table_make(a);
    return m;
}

static bool small(char c) {
    return c >= 'a' && c <= 'z';
}
static bool capital(char c) {
    return c >= 'A' && c <= 'Z';
}

u8 case_of(struct str w) {
    i64 caps = 0, lows = 0;
    for (i64 i = 0; i < w.n; i++) {
        caps += capital(w.p[i]);
        lows += small(w.p[i]) || (u8)w.p[i] >= 0x80;
    }
    if (!caps && !lows) return CASE_COUNT;
    if (caps >= 2 && !lows) return CASE_CAPS;
    return w.n && capital(w.p[0]) ? CASE_CAP : CASE_LOWER;
}

struct str case_lower(struct arena *a, struct str w) {
    return str_lower(a, w);
}

i32 case_features(const struct case_here *h, u32 *f) {
    const struct word_type *b = h->w[1], *w = h->w[2], *a = h->w[3];
    u32 c1 = h->c1, c2 = (u32)h->c2 << 4 | h->c1, tags = w->info.tags, ta = a->info.tags;
    u32 known = (tags ? 1u : 0) | (w->info.cluster ? 2u : 0);
    i32 n = 0;
    f[n++] = feature1(1, w->w.lower);
    for (u32 k = 0; k < WORDTYPE_ENDS; k++) {
        f[n++] = feature2(2 + k, w->w.end[k], known);
        f[n++] = feature2(6 + k, w->w.begin[k], known);
    }
    f[n++] = feature1(10, tags);
    f[n++] = feature1(11, w->info.cluster);
    f[n++] = feature2(12, known, w->w.len < 12 ? w->w.len : 12);
    f[n++] = feature2(13, c1, known);
    f[n++] = feature2(14, c2, known);
    f[n++] = feature2(15, c1, w->w.lower);
    f[n++] = feature2(16, c1, tags);
    f[n++] = feature2(17, b->w.lower, w->w.lower);
    f[n++] = feature2(18, w->w.lower, a->w.lower);
    f[n++] = feature2(19, b->w.lower, known);
    f[n++] = feature2(20, a->w.lower, known);
    f[n++] = feature2(21, b->info.cluster, w->info.cluster);
    f[n++] = feature2(22, w->info.cluster, a->info.cluster);
    f[n++] = feature3(23, b->info.tags, tags, ta);
    f[n++] = feature3(24, c1, tags, ta);
    f[n++] = feature2(25, c1, a->w.lower);
    f[n++] = feature2(26, c2, b->w.lower);
    f[n++] = feature2(27, b->w.lower, w->w.end[1]);
    f[n++] = feature2(28, c1, w->w.end[2]);
    f[n++] = feature2(29, h->w[0]->w.lower, b->w.lower);
    f[n++] = feature2(30, a->w.lower, h->w[4]->w.lower);
    f[n++] = feature2(31, a->w.end[2], known);
    f[n++] = feature2(32, w->w.runs, known);
    f[n++] = feature3(33, c1, b->w.lower, w->w.lower);
    return n;
}

static struct str raised(struct arena *a, struct str low, u8 c) {
    if (c == CASE_LOWER) return low;
    char *p = NEWN(a, char, low.n + 1);
    for (i64 i = 0; i < low.n; i++)
        p[i] = small(low.p[i]) && (c == CASE_CAPS || i == 0) ? (char)(low.p[i] - 32) : low.p[i];
    return (struct str){p, low.n};
}

static u8 decide(const struct linear *m, const struct case_here *h) {
    u32 f[CASE_ROWS_MOST];
    i32 n = case_features(h, f);
    struct linear_sum s;
    linear_zero(m, &s);
    for (i32 i = 0; i < n; i++)
        linear_add(m, f[i], &s);
    return (u8)linear_best(m, &s);
}

void case_restore(const struct case_model *m, struct arena *a, const struct str *words, i32 n,
                  struct str *out) {
    struct word_types *t = word_types_make(a, m->words, n);
    i32 *id = NEWN(a, i32, n + 4);
    struct case_here h = {.c1 = CASE_COUNT, .c2 = CASE_COUNT};
    for (i32 i = 0; i < n; i++)
        id[i + 2] = word_type_of(t, case_lower(a, words[i]));
    for (i32 i = 0; i < n; i++) {
        u8 c = case_of(words[i]);
        for (i32 k = 0; k < 5; k++)
            h.w[k] = word_type_at(t, id[i + k]);
        if (c < CASE_COUNT) c = decide(&m->m, &h);
        out[i] = c < CASE_COUNT ? raised(a, case_lower(a, words[i]), c) : words[i];
        h.c2 = h.c1, h.c1 = c;
    }
}
