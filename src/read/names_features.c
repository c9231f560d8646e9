/* What the taggers of names see of a word: its letters, its neighbours, known names, and how the
 * same word stands elsewhere in the text. */
#include "read/names.h"

enum {
    NO_TYPE = 0x51ed270b,
    RUN_MAX = 12 /* words looked at to each side for the end of a run of capitals */
};

/* ---- the text's words ---- */

static const struct word_type *word_at(const struct names_text *nt, i32 i) {
    return word_type_at(nt->words, nt->type[i]);
}
static const struct wordtype *wt_at(const struct names_text *nt, i32 i) {
    return &word_at(nt, i)->w;
}
static bool cap(const struct names_text *nt, i32 i) {
    return nt->w[i].look & NAME_CAP;
}
static bool joint(const struct names_text *nt, i32 i) {
    return nt->w[i].look & NAME_JOINT;
}

/* Republic of X, X al-Y; X's Y is two. */
static u8 look_of(const struct names_text *nt, i32 i) {
    static const char *const W[] = {"of",  "the", "al", "for", "de",
                                    "bin", "ibn", "ul", "ad",  "and"};
    bool joins = nt->t[i].kind == TOK_MARK && nt->t[i].mark == '-';
    for (i64 k = 0; k < LEN(W) && nt->t[i].end - nt->t[i].start <= 3; k++)
        joins = joins || tok_is(nt->text, &nt->t[i], W[k]);
    bool capital = wt_at(nt, i)->flags & (WT_CAP | WT_MIXED);
    return (u8)((capital ? NAME_CAP : 0) | (joins ? NAME_JOINT : 0));
}

static void count_capital(struct names_text *nt, i32 from, i32 to, i32 i) {
    struct name_type *ty = &nt->types[nt->type[i]];
    if (i == from || nt->t[i - 1].kind != TOK_WORD) return;
    i32 k = ty->mid++;
    if (k >= 2) return;
    ty->before[k] = wt_at(nt, i - 1)->lower;
    ty->behind[k] = i + 1 < to ? wt_at(nt, i + 1)->lower : NO_TYPE;
}

/* How often the text has each word in small letters, told to its forms with capitals. */
static void count_small(struct names_text *nt) {
    u32 mask = 63;
    while (mask < (u32)nt->words->n * 2)
        mask = mask * 2 + 1;
    struct arena a = *nt->a;
    i32 *slot = NEWN(&a, i32, (i64)mask + 1);
    for (i32 k = 0; k < (i32)nt->words->n; k++) {
        if (!nt->types[k].small) continue;
        u32 at = nt->words->v[k].w.lower & mask;
        while (slot[at])
            at = (at + 1) & mask;
        slot[at] = k + 1;
    }
    for (i32 k = 0; k < (i32)nt->words->n; k++) {
        const struct wordtype *w = &nt->words->v[k].w;
        u32 at = w->lower & mask;
        while ((w->flags & WT_CAP) && slot[at] && nt->words->v[slot[at] - 1].w.lower != w->lower)
            at = (at + 1) & mask;
        if ((w->flags & WT_CAP) && slot[at]) nt->types[k].small = nt->types[slot[at] - 1].small;
    }
}

static void known_names(struct names_text *nt, const struct gazette *g, i32 from, i32 to) {
    for (i32 i = from; i < to; i++) {
        i32 n = 0;
        if (nt->t[i].kind == TOK_MARK) continue;
        u32 b = gazette_at(g, nt->t, i, to, &n);
        bool name = cap(nt, i) || (b & GAZ_AGENT);
        for (i32 k = 0; name && k < n; k++)
            nt->w[i + k].gaz |= (uint16_t)b;
    }
}

struct names_text names_text_make(struct arena *a, struct str text, const struct tokens *t,
                                  const struct word_types *words, const i32 *type) {
    return (struct names_text){.a = a,
                               .text = text,
                               .t = t->v,
                               .n = t->n,
                               .words = words,
                               .type = type,
                               .w = NEWN(a, struct name_word, (i64)t->n + 1)};
}

void names_prepare(struct names_text *nt, const struct gazette *g, const struct sentence *s,
                   i32 ns) {
    nt->types = NEWN(nt->a, struct name_type, nt->words->n);
    for (i32 i = 0; i < nt->n; i++)
        nt->w[i].look = look_of(nt, i);
    for (i32 k = 0; k < ns; k++)
        for (i32 i = s[k].from; i < s[k].to; i++)
            if (wt_at(nt, i)->flags & WT_CAP)
                count_capital(nt, s[k].from, s[k].to, i);
            else
                nt->types[nt->type[i]].small++;
    count_small(nt);
    for (i32 k = 0; k < ns; k++)
        known_names(nt, g, s[k].from, s[k].to);
}

/* ---- features ---- */

enum template {
    F_BIAS,
    F_STEP,
    F_WORD,
    F_FORM,
    F_SHAPE,
    F_WORDS,
    F_RUNS,
    F_BEGIN,
    F_END,
    F_SHAPES,
    F_GAZ,
    F_GAZBIT,
    F_RUN_BEFORE,
    F_RUN_BEHIND,
    F_RUN_LAST,
    F_RUN_FIRST,
    F_RUN_AT,
    F_TEXT,
    F_ELSE_BEFORE,
    F_ELSE_BEHIND,
    F_STAGE,
    F_STAGE_WORD,
    F_VOTE,
    F_POS,
    F_POSES,
    F_POS_WORD,
    F_CLASS,
    F_CLASSES
};

struct view {
    const struct names_text *nt;
    i32 from, to, i, stage;
    u32 *out;
    i32 n;
};

static void add(struct view *v, u32 f) {
    v->out[v->n++] = f;
}
static bool in(const struct view *v, i32 k) {
    return k >= v->from && k < v->to;
}
static u32 lower_at(const struct view *v, i32 k) {
    return in(v, k) ? wt_at(v->nt, k)->lower : NO_TYPE;
}
static u32 runs_at(const struct view *v, i32 k) {
    return in(v, k) ? wt_at(v->nt, k)->runs : NO_TYPE;
}
static u32 at(i32 template, i32 offset) {
    return (u32)(template * 16 + offset + 8);
}

static void pair_features(struct view *v) {
    u32 w[5];
    for (i32 d = -2; d <= 2; d++)
        w[d + 2] = lower_at(v, v->i + d);
    for (i32 d = 0; d < 4; d++)
        add(v, feature2(at(F_WORDS, d), w[d], w[d + 1]));
    add(v, feature2(at(F_WORDS, 4), w[1], w[3]));
    add(v, feature1(at(F_SHAPE, 0), wt_at(v->nt, v->i)->shape));
}

static void word_features(struct view *v) {
    const struct wordtype *t = wt_at(v->nt, v->i);
    add(v, feature1(at(F_FORM, 0), t->form));
    for (i32 k = 1; k < WORDTYPE_ENDS; k++) {
        if (t->begin[k]) add(v, feature1(at(F_BEGIN, k), t->begin[k]));
        if (t->end[k]) add(v, feature1(at(F_END, k), t->end[k]));
    }
    for (i32 d = -3; d <= 3; d++) {
        add(v, feature1(at(F_WORD, d), lower_at(v, v->i + d)));
        if (d >= -2 && d <= 2) add(v, feature1(at(F_RUNS, d), runs_at(v, v->i + d)));
    }
    for (i32 d = -1; d <= 1; d += 2)
        if (in(v, v->i + d)) add(v, feature1(at(F_END, 8 - 3 + d), wt_at(v->nt, v->i + d)->end[2]));
    if (v->stage < NAMES_EARLY) pair_features(v); /* too rare for what little re3d there is */
    add(v, feature2(at(F_SHAPES, -1), runs_at(v, v->i - 1), t->runs));
    add(v, feature2(at(F_SHAPES, 1), t->runs, runs_at(v, v->i + 1)));
    add(v, feature3(at(F_SHAPES, 0), runs_at(v, v->i - 1), t->runs, runs_at(v, v->i + 1)));
}

static u32 upos_at(const struct view *v, i32 k) {
    return in(v, k) ? v->nt->w[k].upos : (u32)UPOS_COUNT;
}
static u32 class_at(const struct view *v, i32 k) {
    return in(v, k) ? word_at(v->nt, k)->info.cluster : 255;
}

/* Parts of speech, and the classes of words by the company they keep. */
static void tag_features(struct view *v) {
    u32 p[5], c[5], low = lower_at(v, v->i);
    for (i32 d = -2; d <= 2; d++) {
        p[d + 2] = upos_at(v, v->i + d);
        c[d + 2] = class_at(v, v->i + d);
        add(v, feature1(at(F_POS, d), p[d + 2]));
        if (c[d + 2]) add(v, feature1(at(F_CLASS, d), c[d + 2]));
    }
    add(v, feature2(at(F_POSES, -1), p[1], p[2]));
    add(v, feature2(at(F_POSES, 1), p[2], p[3]));
    add(v, feature3(at(F_POSES, 0), p[1], p[2], p[3]));
    add(v, feature3(at(F_POSES, 2), p[2], p[3], p[4]));
    add(v, feature3(at(F_POSES, -2), p[0], p[1], p[2]));
    add(v, feature2(at(F_POS_WORD, 0), p[2], low));
    add(v, feature2(at(F_POS_WORD, 1), p[3], low));
    add(v, feature2(at(F_POS_WORD, -1), p[1], low));
    add(v, feature2(at(F_CLASSES, -1), c[1], c[2]));
    add(v, feature2(at(F_CLASSES, 1), c[2], c[3]));
}

static void gaz_features(struct view *v) {
    for (i32 d = -1; d <= 1; d++) {
        if (!in(v, v->i + d)) continue;
        const struct name_word *w = &v->nt->w[v->i + d];
        u32 g = w->gaz;
        add(v, feature1(at(F_GAZ, d), g));
        for (i32 b = 0; b < GAZ_BITS; b++)
            if (g >> b & 1) add(v, feature1(at(F_GAZBIT, d), (u32)b));
    }
    u32 g0 = v->nt->w[v->i].gaz, g1 = in(v, v->i + 1) ? v->nt->w[v->i + 1].gaz : 0,
        g2 = in(v, v->i - 1) ? v->nt->w[v->i - 1].gaz : 0;
    add(v, feature2(at(F_GAZ, 2), g0, g1));
    add(v, feature2(at(F_GAZ, 3), g2, g0));
    add(v, feature2(at(F_GAZ, 4), g0, runs_at(v, v->i)));
}

static void run_features(struct view *v) {
    const struct names_text *nt = v->nt;
    if (!cap(nt, v->i)) {
        i32 r = v->i + 1, l = v->i - 1;
        while (r < v->to && r < v->i + 4 && !cap(nt, r))
            r++;
        while (l >= v->from && l > v->i - 4 && !cap(nt, l))
            l--;
        add(v, feature2(at(F_RUN_AT, 1), (u32)(r - v->i), (u32)(v->i - l)));
        return;
    }
    i32 l = v->i, r = v->i;
    while (l > v->from && l > v->i - RUN_MAX &&
           (cap(nt, l - 1) || (l - 1 > v->from && joint(nt, l - 1) && cap(nt, l - 2))))
        l--;
    while (r + 1 < v->to && r < v->i + RUN_MAX &&
           (cap(nt, r + 1) || (r + 2 < v->to && joint(nt, r + 1) && cap(nt, r + 2))))
        r++;
    add(v, feature1(at(F_RUN_BEFORE, 0), lower_at(v, l - 1)));
    add(v, feature1(at(F_RUN_BEHIND, 0), lower_at(v, r + 1)));
    add(v, feature1(at(F_RUN_LAST, 0), lower_at(v, r)));
    add(v, feature1(at(F_RUN_FIRST, 0), lower_at(v, l)));
    add(v, feature2(at(F_RUN_AT, 0), (u32)(v->i - l), (u32)(r - v->i)));
    u32 g = 0;
    for (i32 k = l; k <= r; k++)
        g |= nt->w[k].gaz;
    add(v, feature1(at(F_GAZ, 5), g));
}

static u32 few(i32 n) {
    return n == 0 ? 0 : n < 3 ? 1 : 2;
}

static void text_features(struct view *v) {
    const struct name_type *ty = &v->nt->types[v->nt->type[v->i]];
    u32 start = v->i == v->from || v->nt->t[v->i - 1].kind != TOK_WORD;
    add(v, feature3(at(F_TEXT, 0), few(ty->small), few(ty->mid),
                    start << 8 | wt_at(v->nt, v->i)->flags));
    if (!(wt_at(v->nt, v->i)->flags & WT_CAP)) return;
    for (i32 k = 0; k < 2 && k < ty->mid; k++) {
        add(v, feature1(at(F_ELSE_BEFORE, 0), ty->before[k]));
        add(v, feature1(at(F_ELSE_BEHIND, 0), ty->behind[k]));
    }
}

/* What an earlier stage said here, beside, and most often of this word in the text. */
static void stage_features(struct view *v, i32 e) {
    const struct names_text *nt = v->nt;
    u32 c[5], s = (u32)e << 16;
    for (i32 d = -2; d <= 2; d++) {
        c[d + 2] = s | (in(v, v->i + d) ? nt->w[v->i + d].said[e] : 255);
        add(v, feature1(at(F_STAGE, d), c[d + 2]));
    }
    add(v, feature2(at(F_STAGE_WORD, 0), c[2], lower_at(v, v->i)));
    add(v, feature2(at(F_STAGE_WORD, 1), c[3], lower_at(v, v->i)));
    add(v, feature2(at(F_STAGE_WORD, -1), c[2], lower_at(v, v->i - 1)));
    add(v, feature2(at(F_STAGE_WORD, 2), c[2], lower_at(v, v->i + 1)));
    add(v, feature2(at(F_VOTE, 0), nt->types[nt->type[v->i]].most[e], c[2]));
}

i32 names_features(const struct names_text *nt, i32 from, i32 to, i32 i, int stage, u32 *out) {
    struct view v = {nt, from, to, i, stage, out, 0};
    add(&v, feature1(at(F_BIAS, 0), 0));
    word_features(&v);
    tag_features(&v);
    gaz_features(&v);
    run_features(&v);
    text_features(&v);
    for (i32 e = 0; stage == NAMES_EARLY && e < NAMES_EARLY; e++)
        stage_features(&v, e);
    return v.n;
}

u32 names_step_feature(i32 from) {
    return feature1(at(F_STEP, 0), (u32)from);
}
