#include "read/attrib_features.h"

#include "learn/linear.h"

/* ---- places ---- */

static bool is_mark(const struct attrib_text *t, i32 i) {
    return t->w[i].upos == UPOS_PUNCT;
}

static struct str word_at(const struct attrib_text *t, i32 i) {
    return word_type_at(t->types, t->w[i].type)->form;
}

static bool any_of(struct str w, const char *const *list, i64 n, u8 *which) {
    for (i64 k = 0; k < n; k++) {
        struct str s = str_c(list[k]);
        if (w.n != s.n) continue;
        bool same = true;
        for (i64 i = 0; i < s.n && same; i++)
            same = (w.p[i] | (w.p[i] >= 'A' && w.p[i] <= 'Z' ? 32 : 0)) == s.p[i];
        if (same) return *which = (u8)k, true;
    }
    return false;
}

static u8 kind_of(const struct attrib_text *t, i32 i) {
    static const char *const marks[] = {",", ".", ":", ";", "-", "--", "?", "!", "(", ")", "..."};
    static const char *const words[] = {"that", "to",  "as",    "if",    "whether",  "who",
                                        "what", "how", "which", "for",   "of",       "by",
                                        "in",   "on",  "but",   "while", "according"};
    u8 k = 0;
    if (t->at[i].quote >= 2) return 15 + t->at[i].quote;
    if (t->w[i].flags & (ATTRIB_OPEN | ATTRIB_CLOSE)) return 18;
    if (is_mark(t, i)) return any_of(word_at(t, i), marks, LEN(marks), &k) ? (u8)(19 + k) : 30;
    if (any_of(word_at(t, i), words, LEN(words), &k)) return (u8)(31 + k);
    return t->w[i].upos;
}

/* Straight marks and '' say little of their side: a closing mark that closes nothing opens, unless
 * its paragraph ends there. */
static void quotes(struct attrib_text *t) {
    i32 open = -1;
    for (i32 i = 0; i < t->n; i++) {
        struct attrib_place *p = &t->at[i];
        p->open = p->close = -1;
        bool opens = t->w[i].flags & ATTRIB_OPEN, turned = t->w[i].flags & ATTRIB_CLOSE &&
                                                           open < 0 && i + 1 < t->n &&
                                                           !is_mark(t, i + 1);
        if (opens || turned) {
            open = i;
            p->quote = 2;
        } else if (t->w[i].flags & ATTRIB_CLOSE && open >= 0) {
            for (i32 k = open; k <= i; k++)
                t->at[k].close = i;
            p->quote = 3;
            p->open = open;
            open = -1;
            continue;
        } else {
            p->quote = open >= 0;
        }
        p->open = open;
    }
}

static void sentences(struct attrib_text *t) {
    for (i32 from = 0, to; from < t->n; from = to) {
        for (to = from + 1; to < t->n && !(t->w[to].flags & ATTRIB_FIRST);)
            to++;
        i32 verb = -1, mark = -1, noun = -1;
        for (i32 i = from; i < to; i++) {
            struct attrib_place *p = &t->at[i];
            p->from = from, p->to = to, p->noun = noun;
            u8 k = t->w[i].upos;
            if (k == UPOS_NOUN || k == UPOS_PROPN || k == UPOS_PRON) noun = i;
            p->left = verb, p->before = mark;
            if (t->w[i].upos == UPOS_VERB) verb = i;
            if (is_mark(t, i)) mark = i;
        }
        verb = mark = -1;
        for (i32 i = to - 1; i >= from; i--) {
            struct attrib_place *p = &t->at[i];
            p->right = verb, p->stop = mark;
            if (t->w[i].upos == UPOS_VERB) verb = i;
            if (is_mark(t, i)) mark = i;
        }
    }
}

void attrib_places(struct attrib_text *t) {
    quotes(t);
    sentences(t);
    for (i32 i = 0; i < t->n; i++) {
        t->at[i].kind = kind_of(t, i);
        t->at[i].stem = attrib_stem(word_at(t, i));
    }
}

static bool is_cue(const struct attrib_place *p) {
    return p->guess == ATTRIB_CUE || p->guess == ATTRIB_CUE_ON;
}
static bool is_source(const struct attrib_place *p) {
    return p->guess == ATTRIB_SOURCE || p->guess == ATTRIB_SOURCE_ON;
}

/* Which part a label is of: 0 none, 1 source, 2 cue, 3 content. */
static u8 part_of(u8 label) {
    return (u8)((label + 1) / 2);
}

static void runs(struct attrib_text *t) {
    for (i32 from = 0, to; from < t->n; from = to) {
        u8 part = part_of(t->at[from].guess);
        for (to = from + 1; to < t->at[from].to && part_of(t->at[to].guess) == part;)
            to++;
        for (i32 i = from; i < to; i++)
            t->at[i].run_from = from, t->at[i].run_to = to;
    }
}

void attrib_guesses(struct attrib_text *t) {
    runs(t);
    i32 cue = -1, src = -1;
    for (i32 i = 0; i < t->n; i++) {
        struct attrib_place *p = &t->at[i];
        if (p->from == i) cue = src = -1;
        p->cue_left = cue, p->src_left = src;
        if (is_cue(p)) cue = i;
        if (is_source(p)) src = i;
    }
    for (i32 i = t->n - 1; i >= 0; i--) {
        struct attrib_place *p = &t->at[i];
        if (p->to == i + 1) cue = src = -1;
        p->cue_right = cue, p->src_right = src;
        if (is_cue(p)) cue = i;
        if (is_source(p)) src = i;
    }
}

/* ---- features ---- */

static u32 bucket(i32 d) {
    return d < 0 ? 15 : d < 6 ? (u32)d : d < 9 ? 6 : d < 13 ? 7 : d < 20 ? 8 : d < 32 ? 9 : 10;
}

static void put(struct attrib_features *o, u32 template, u32 feature) {
    o->id[o->n] = (u8) template;
    o->f[o->n++] = feature;
}
static void f1(struct attrib_features *o, u32 t, u32 a) {
    put(o, t, feature1(t, a));
}
static void f2(struct attrib_features *o, u32 t, u32 a, u32 b) {
    put(o, t, feature2(t, a, b));
}
static void f3(struct attrib_features *o, u32 t, u32 a, u32 b, u32 c) {
    put(o, t, feature3(t, a, b, c));
}

void attrib_word_features(const struct word_type *w, i32 place, struct attrib_features *o) {
    u32 t = 200 + 8 * (u32)(place + ATTRIB_NEAR);
    f1(o, t, w->w.lower);
    f1(o, t + 1, w->info.cluster);
    if (place < -2 || place > 2) return;
    f1(o, t + 2, w->w.end[2]);
    if (place < -1 || place > 1) return;
    f2(o, t + 3, w->w.runs, w->info.lex);
    f1(o, t + 4, w->info.tags);
    if (place) return;
    f1(o, t + 5, w->w.end[3]);
    f1(o, t + 6, w->w.begin[3]);
    f1(o, t + 7, 0);
}

struct near {
    u32 p[7], c[7], l[7]; /* tag, class, word at -3..3 */
};

static u32 lower_of(const struct attrib_text *t, i32 i) {
    return i >= 0 && i < t->n ? word_type_at(t->types, t->w[i].type)->w.lower : 1;
}
static u32 cluster_of(const struct attrib_text *t, i32 i) {
    return i >= 0 && i < t->n ? word_type_at(t->types, t->w[i].type)->info.cluster : 300;
}
static u32 stem_at(const struct attrib_text *t, i32 i) {
    return i >= 0 && i < t->n ? t->at[i].stem : 1;
}
static u32 kind_at(const struct attrib_text *t, i32 i) {
    return i >= 0 && i < t->n ? t->at[i].kind : 60;
}
static u32 upos_at(const struct attrib_text *t, i32 i) {
    return i >= 0 && i < t->n ? t->w[i].upos : 60;
}

static void near_features(const struct near *x, struct attrib_features *o) {
    const u32 *p = x->p + 3, *c = x->c + 3, *l = x->l + 3;
    f1(o, 1, p[0]);
    f2(o, 2, p[-1], p[0]);
    f2(o, 3, p[0], p[1]);
    f3(o, 4, p[-1], p[0], p[1]);
    f3(o, 5, p[-2], p[-1], p[0]);
    f3(o, 6, p[0], p[1], p[2]);
    f3(o, 7, feature2(7, p[-2], p[-1]), p[0], feature2(7, p[1], p[2]));
    f3(o, 8, feature2(7, p[-3], p[-2]), p[-1], p[0]);
    f3(o, 9, p[0], p[1], feature2(7, p[2], p[3]));
    f2(o, 10, l[-1], l[0]);
    f2(o, 11, l[0], l[1]);
    f3(o, 12, l[-1], l[0], l[1]);
    f3(o, 13, l[-2], l[-1], l[0]);
    f3(o, 14, l[0], l[1], l[2]);
    f2(o, 15, c[-1], c[0]);
    f2(o, 16, c[0], c[1]);
    f3(o, 17, c[-1], c[0], c[1]);
    f3(o, 18, c[0], c[1], c[2]);
    f3(o, 19, c[-2], c[-1], c[0]);
    f2(o, 20, l[0], p[1]);
    f2(o, 21, l[0], p[-1]);
    f2(o, 22, p[0], l[1]);
    f2(o, 23, p[0], l[-1]);
    f2(o, 24, l[-1], p[-2]);
    f2(o, 25, l[1], p[2]);
    f2(o, 26, l[-1], l[1]);
    f2(o, 27, l[0], p[0]);
    f2(o, 28, c[0], p[1]);
    f2(o, 29, p[-1], c[0]);
    f2(o, 30, l[-2], l[-1]);
    f2(o, 31, l[1], l[2]);
}

/* Quotes: in which one does it stand, and what stands around its marks? */
static void quote_features(const struct attrib_text *t, i32 i, const struct near *x,
                           struct attrib_features *o) {
    const struct attrib_place *q = &t->at[i];
    u32 state = (u32)q->quote | (q->close < 0 && q->quote ? 4 : 0);
    u32 in = q->open >= 0 ? bucket(i - q->open) : 20,
        out = q->close >= 0 ? bucket(q->close - i) : 20;
    f2(o, 40, state, x->p[3]);
    f2(o, 41, state, x->l[3]);
    f3(o, 42, state, in, out);
    f3(o, 43, state, x->p[2], x->p[4]);
    i32 len = q->close >= 0 && q->open >= 0 ? q->close - q->open : -1;
    f3(o, 44, state, bucket(len), i > q->from && q->open >= q->from);
    if (q->close >= 0) {
        f3(o, 45, state, kind_at(t, q->close - 1), cluster_of(t, q->close + 1));
        f3(o, 46, state, lower_of(t, q->close + 1), upos_at(t, q->close + 2));
        f3(o, 47, state, cluster_of(t, q->close + 1), cluster_of(t, q->close + 2));
    }
    if (q->open >= 0) {
        f3(o, 48, state, lower_of(t, q->open - 1), out < 2);
        f3(o, 49, state, cluster_of(t, q->open - 2), kind_at(t, q->open - 1));
    }
}

/* The sentence: where in it, how it begins and ends, the verbs and marks on both sides. */
static void sentence_features(const struct attrib_text *t, i32 i, const struct near *x,
                              struct attrib_features *o) {
    const struct attrib_place *q = &t->at[i];
    u32 in = q->quote != 0, p = x->p[3], k = q->kind;
    i32 lv = q->left, rv = q->right, s = q->stop, b = q->before, last = q->to - 1;
    f2(o, 60, bucket(i - q->from), p);
    f2(o, 61, bucket(last - i), p);
    f2(o, 62, lower_of(t, q->from), in);
    f3(o, 63, cluster_of(t, q->from), cluster_of(t, q->from + 1), in);
    f3(o, 64, kind_at(t, last), kind_at(t, last - 1), in);
    f2(o, 65, lower_of(t, lv), k);
    f2(o, 66, lower_of(t, rv), k);
    f3(o, 67, cluster_of(t, lv), bucket(lv < 0 ? -1 : i - lv), p);
    f3(o, 68, cluster_of(t, rv), bucket(rv < 0 ? -1 : rv - i), p);
    f3(o, 69, lower_of(t, lv), lv < 0 ? 0 : lower_of(t, lv + 1), in);
    f2(o, 70, cluster_of(t, lv), cluster_of(t, rv));
    f3(o, 71, kind_at(t, s), bucket(s < 0 ? -1 : s - i), p);
    f3(o, 72, kind_at(t, b), bucket(b < 0 ? -1 : i - b), p);
    if (s >= 0) {
        f3(o, 73, kind_at(t, s), cluster_of(t, s + 1), cluster_of(t, s + 2));
        f3(o, 74, kind_at(t, s), upos_at(t, s + 1), lower_of(t, s + 2));
        f3(o, 75, kind_at(t, s), lower_of(t, s + 1), k);
    }
    if (b >= 0) {
        f3(o, 76, kind_at(t, b), cluster_of(t, b - 1), cluster_of(t, b - 2));
        f3(o, 77, kind_at(t, b), lower_of(t, b - 1), k);
        f3(o, 78, kind_at(t, b), lower_of(t, b + 1), k);
    }
    f3(o, 79, bucket(q->from), i < 40 && t->n < 20, k);
    f3(o, 80, cluster_of(t, last - 1), cluster_of(t, last - 2), in);
    f3(o, 81, lower_of(t, last - 1), kind_at(t, last), in);
}

/* Verbs and what goes with them, whatever their endings: "plans to", "called for". */
static void stem_features(const struct attrib_text *t, i32 i, const struct near *x,
                          struct attrib_features *o) {
    const struct attrib_place *q = &t->at[i];
    i32 lv = q->left, rv = q->right;
    u32 s = q->stem, k = q->kind;
    f1(o, 32, s);
    f2(o, 33, s, x->p[4]);
    f2(o, 34, s, x->l[4]);
    f3(o, 35, s, x->p[2], x->p[4]);
    f2(o, 36, stem_at(t, i - 1), x->l[3]);
    f2(o, 37, stem_at(t, i - 1), k);
    f2(o, 82, stem_at(t, lv), k);
    f2(o, 83, stem_at(t, rv), k);
    f3(o, 84, stem_at(t, lv), lv < 0 ? 0 : lower_of(t, lv + 1), k);
    f3(o, 85, stem_at(t, rv), rv < 0 ? 0 : lower_of(t, rv + 1), k);
    f2(o, 86, s, cluster_of(t, q->noun));
    f3(o, 87, lower_of(t, q->noun), bucket(q->noun < 0 ? -1 : i - q->noun), k);
}

void attrib_here_features(const struct attrib_text *t, i32 i, struct attrib_features *o) {
    struct near x;
    for (i32 k = -3; k <= 3; k++) {
        x.p[k + 3] = upos_at(t, i + k);
        x.c[k + 3] = cluster_of(t, i + k);
        x.l[k + 3] = lower_of(t, i + k);
    }
    near_features(&x, o);
    quote_features(t, i, &x, o);
    sentence_features(t, i, &x, o);
    stem_features(t, i, &x, o);
}

static u32 guess_at(const struct attrib_text *t, i32 i) {
    return i >= 0 && i < t->n ? (u32)t->at[i].guess << 2 | t->at[i].sure : 60;
}

/* Parts of the runs before and behind the one of word i, up to two and three. */
static void run_parts(const struct attrib_text *t, i32 i, u32 *left, u32 *right) {
    const struct attrib_place *q = &t->at[i];
    *left = *right = 0;
    i32 k = q->run_from;
    for (int m = 0; m < 2 && k > q->from; m++) {
        *left = *left << 3 | (part_of(t->at[k - 1].guess) + 1u);
        k = t->at[k - 1].run_from;
    }
    k = q->run_to;
    for (int m = 0; m < 3 && k < q->to; m++) {
        *right = *right << 3 | (part_of(t->at[k].guess) + 1u);
        k = t->at[k].run_to;
    }
}

static void run_features(const struct attrib_text *t, i32 i, struct attrib_features *o) {
    const struct attrib_place *q = &t->at[i];
    u32 left, right, k = q->kind, in = q->quote != 0, part = part_of(q->guess);
    run_parts(t, i, &left, &right);
    f3(o, 140, left, right, part);
    f3(o, 141, left, right, part << 8 | k);
    f3(o, 142, right, part, bucket(q->run_to - 1 - i) << 1 | in);
    f3(o, 143, left, part, bucket(i - q->run_from) << 1 | in);
    f3(o, 144, part << 4 | (q->run_from == q->from), right, bucket(i - q->from) << 8 | k);
    f3(o, 145, guess_at(t, q->from), guess_at(t, q->to - 1), k);
    f3(o, 146, (u32)q->guess << 6 | q->next << 2 | q->sure, k, in);
    f3(o, 147, (u32)q->guess << 4 | q->next, i ? t->at[i - 1].next : 9,
       i + 1 < t->n ? t->at[i + 1].next : 9);
    f3(o, 148, q->run_from > q->from ? kind_at(t, q->run_from - 1) : 99,
       q->run_to < q->to ? kind_at(t, q->run_to) : 99, part << 8 | k);
    f3(o, 149, q->close >= 0 ? guess_at(t, q->close + 1) >> 2 : 99,
       q->close >= 0 ? guess_at(t, q->close + 2) >> 2 : 99,
       (u32)q->quote << 4 | (q->open >= 0 ? guess_at(t, q->open - 1) >> 2 : 15));
}

/* What was guessed in a sentence: which parts, and which one it ends in. `at`: a word of it. */
static u32 parts_in(const struct attrib_text *t, i32 at) {
    u32 parts = 0;
    if (at < 0 || at >= t->n) return 99;
    for (i32 i = t->at[at].from; i < t->at[at].to; i = t->at[i].run_to)
        parts |= 1u << part_of(t->at[i].guess);
    return parts << 2 | part_of(t->at[t->at[at].to - 1].guess);
}

static void around_features(const struct attrib_text *t, i32 i, struct attrib_features *o) {
    const struct attrib_place *q = &t->at[i];
    i32 cl = q->cue_left, cr = q->cue_right;
    u32 part = part_of(q->guess), before = parts_in(t, q->from - 1), behind = parts_in(t, q->to);
    f3(o, 135, cl < 0 ? 0 : stem_at(t, cl), cl < 0 ? 0 : lower_of(t, cl + 1), q->kind);
    f3(o, 136, cr < 0 ? 0 : stem_at(t, cr), q->kind, q->quote != 0);
    f3(o, 137, before, q->kind, (u32)(q->quote != 0) << 2 | part);
    f3(o, 138, before, behind, (u32)(i == q->from) << 2 | part);
}

void attrib_second_features(const struct attrib_text *t, i32 i, struct attrib_features *o) {
    const struct attrib_place *q = &t->at[i];
    i32 cl = q->cue_left, cr = q->cue_right, sl = q->src_left, sr = q->src_right;
    u32 g = guess_at(t, i), k = q->kind, in = q->quote != 0;
    f1(o, 120, g);
    f2(o, 121, guess_at(t, i - 1), g);
    f2(o, 122, g, guess_at(t, i + 1));
    f3(o, 123, guess_at(t, i - 1), g, guess_at(t, i + 1));
    f3(o, 124, guess_at(t, i - 2) >> 2, guess_at(t, i - 1) >> 2, g >> 2);
    f3(o, 125, g >> 2, guess_at(t, i + 1) >> 2, guess_at(t, i + 2) >> 2);
    f2(o, 126, g, k);
    f3(o, 127, bucket(cl < 0 ? -1 : i - cl), bucket(cr < 0 ? -1 : cr - i), k);
    f3(o, 128, bucket(sl < 0 ? -1 : i - sl), bucket(sr < 0 ? -1 : sr - i), k);
    f3(o, 129, (cl >= 0) | (cr >= 0) << 1 | (sl >= 0) << 2 | (sr >= 0) << 3, in, k);
    f3(o, 130, lower_of(t, cl), k, in);
    f3(o, 131, lower_of(t, cr), k, in);
    f3(o, 132, cluster_of(t, cl), cl < 0 ? 0 : kind_at(t, cl + 1), k);
    f3(o, 133, cl >= 0 ? sl > cl : 2, cr >= 0 ? sr >= 0 && sr < cr : 2, g);
    f3(o, 134, cl >= 0 ? guess_at(t, cl + 1) : 99, q->stop >= 0 ? kind_at(t, q->stop) : 99, k);
    run_features(t, i, o);
    around_features(t, i, o);
}

void attrib_step_features(const struct attrib_text *t, i32 i, u32 out[ATTRIB_STEPS]) {
    const struct attrib_place *q = &t->at[i];
    out[0] = q->kind;
    out[1] = i ? t->at[i - 1].kind : 47;
    out[2] = (u32)q->quote | (u32)(i == q->from) << 2 |
             (u32)(i > 0 && t->at[i - 1].quote != 0) << 3 | (u32)(q->guess) << 4;
}

u32 attrib_step_row(u32 which, u32 value, i32 from) {
    return feature2(190 + which, value, (u32)from);
}

void attrib_guess_of(const i32 *sum, struct attrib_place *p) {
    i32 best = 0, low = sum[0];
    for (i32 i = 1; i < ATTRIB_LABELS; i++) {
        if (sum[i] > sum[best]) best = i;
        if (sum[i] < low) low = sum[i];
    }
    i32 next = best ? 0 : 1;
    for (i32 i = 0; i < ATTRIB_LABELS; i++)
        if (i != best && sum[i] > sum[next]) next = i;
    i64 ahead = (i64)(sum[best] - sum[next]) * 100, range = (i64)sum[best] - low + 1;
    p->guess = (u8)best;
    p->next = (u8)next;
    p->sure = (u8)((ahead > 8 * range) + (ahead > 20 * range) + (ahead > 40 * range));
}

void attrib_first_features(const struct attrib_text *t, i32 i, struct attrib_features *o) {
    for (i32 k = -ATTRIB_NEAR; k <= ATTRIB_NEAR; k++) {
        bool in = i + k >= 0 && i + k < t->n;
        attrib_word_features(word_type_at(t->types, in ? t->w[i + k].type : 0), k, o);
    }
    attrib_here_features(t, i, o);
}
