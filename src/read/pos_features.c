#include "read/pos_features.h"

#include "learn/linear.h"

/* Which tags a word may have: those it had in the treebanks, else what its letters look like. */
static u32 class_of(const struct word_type *w) {
    if (w->info.tags) return w->info.tags;
    u32 looks = w->w.flags & (WT_CAP | WT_CAPS | WT_DIGIT | WT_PUNCT | WT_MIXED);
    return feature2(1, looks | 0x10000u, w->w.end[1]);
}

static u32 looks_of(const struct word_type *w) {
    return (u32)w->w.flags | (w->w.len == 0 ? 256u : 0) | (w->w.len == 1 ? 512u : 0);
}

static i32 self_features(const struct word_type *w, u32 *f) {
    i32 n = 0;
    u32 looks = looks_of(w), tags = class_of(w);
    f[n++] = feature1(10, 0);
    f[n++] = feature1(11, w->w.lower);
    f[n++] = feature1(12, w->w.form);
    for (u32 k = 0; k < WORDTYPE_ENDS; k++) {
        if (w->w.end[k]) f[n++] = feature1(13 + k, w->w.end[k]);
        if (w->w.begin[k]) f[n++] = feature1(17 + k, w->w.begin[k]);
    }
    f[n++] = feature1(21, w->w.shape);
    f[n++] = feature2(22, w->w.runs, w->w.end[0]);
    f[n++] = feature1(23, looks);
    f[n++] = feature1(24, tags);
    f[n++] = feature2(25, tags, looks);
    f[n++] = feature2(26, looks, w->w.end[2]);
    f[n++] = feature1(27, w->info.cluster);
    f[n++] = feature2(28, w->info.cluster, w->w.end[1]);
    f[n++] = feature1(29, w->info.lex);
    return n;
}

i32 pos_word_features(const struct word_type *w, enum pos_place place, u32 *f) {
    if (place == POS_SELF) return self_features(w, f);
    u32 t = 30 + 10 * (u32)place;
    i32 n = 0;
    f[n++] = feature1(t, w->w.lower);
    f[n++] = feature1(t + 1, class_of(w));
    f[n++] = feature1(t + 2, w->info.cluster);
    if (place == POS_BEFORE2 || place == POS_BEHIND2) return n;
    f[n++] = feature1(t + 3, w->w.end[2]);
    f[n++] = feature1(t + 4, w->w.end[1]);
    f[n++] = feature1(t + 5, looks_of(w));
    f[n++] = feature1(t + 6, w->w.runs);
    return n;
}

/* Words before and behind, tags given so far. */
i32 pos_here_features(const struct pos_here *h, u32 *f) {
    const struct word_type *b = h->w[1], *w = h->w[2], *a = h->w[3], *a2 = h->w[4];
    u32 t1 = h->t1, t2 = (u32)h->t2 << 8 | h->t1, t3 = (u32)h->t3 << 16 | t2;
    u32 cw = class_of(w), ca = class_of(a), ca2 = class_of(a2), cb = class_of(b);
    u32 looks = looks_of(w), place = (u32)h->letter_case << 1 | h->first;
    i32 n = 0;
    f[n++] = feature1(100, t1);
    f[n++] = feature1(101, t2);
    f[n++] = feature1(102, t3);
    f[n++] = feature2(103, t1, w->w.lower);
    f[n++] = feature2(104, t1, w->w.end[2]);
    f[n++] = feature2(105, t1, cw);
    f[n++] = feature2(106, t2, cw);
    f[n++] = feature3(107, t1, cw, ca);
    f[n++] = feature2(108, t1, ca);
    f[n++] = feature2(109, cw, ca);
    f[n++] = feature3(110, cw, ca, ca2);
    f[n++] = feature2(111, t2, w->w.lower);
    f[n++] = feature2(112, b->w.lower, w->w.lower);
    f[n++] = feature2(113, w->w.lower, a->w.lower);
    f[n++] = feature2(114, cb, cw);
    f[n++] = feature3(115, cb, cw, ca);
    f[n++] = feature2(116, t1, a->w.lower);
    f[n++] = feature2(117, t1, b->w.lower);
    f[n++] = feature2(118, place, looks);
    f[n++] = feature3(119, place, looks, cw);
    f[n++] = feature3(120, place, looks, w->w.lower);
    f[n++] = feature3(121, looks & 7, looks_of(b) & 7, looks_of(a) & 7);
    f[n++] = feature2(122, place, t1);
    f[n++] = feature2(123, w->info.cluster, a->info.cluster);
    f[n++] = feature2(124, b->info.cluster, w->info.cluster);
    f[n++] = feature2(125, t1, w->info.cluster);
    f[n++] = feature3(126, b->w.lower, w->w.lower, a->w.lower);
    f[n++] = feature2(127, h->w[0]->w.lower, b->w.lower);
    f[n++] = feature2(128, a->w.lower, a2->w.lower);
    f[n++] = feature2(129, w->w.end[2], a->w.end[1]);
    f[n++] = feature2(130, t1, a->w.end[2]);
    f[n++] = feature3(131, t1, w->w.end[1], looks);
    return n;
}

enum pos_case pos_case_of(const struct word_types *t, const i32 *types, i32 n) {
    i32 words = 0, cap = 0, caps = 0;
    for (i32 i = 0; i < n; i++) {
        const struct wordtype *w = &word_type_at(t, types[i])->w;
        if (w->flags & (WT_PUNCT | WT_DIGIT) || w->len < 3) continue;
        words++;
        cap += (w->flags & WT_CAP) != 0;
        caps += (w->flags & WT_CAPS) != 0;
    }
    if (caps * 10 >= words * 7 && caps > 1) return POS_CASE_ALL;
    if (cap * 10 >= words * 7 && cap > 2) return POS_CASE_TITLE;
    return cap ? POS_CASE_USUAL : POS_CASE_NONE;
}

u8 pos_column(enum upos p) {
    return p == UPOS_X ? UPOS_PUNCT : (u8)p;
}

enum upos pos_of_column(u8 column, const struct word_type *w) {
    return column == UPOS_PUNCT && !(w->w.flags & WT_PUNCT) ? UPOS_X : (enum upos)column;
}
