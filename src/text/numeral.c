#include "text/numeral.h"

#include "base/utf8.h"

enum { AFTER_WORDS = 2 };

/* One word or run of digits; `f` is folded. */
struct piece {
    i64 from, to, n;
    bool digits;
    char f[NUMERAL_WORD_MAX];
};

static int digit_of(u32 c) {
    if (c >= '0' && c <= '9') return (int)(c - '0');
    if (c >= 0x660 && c <= 0x669) return (int)(c - 0x660);
    return c >= 0x6F0 && c <= 0x6F9 ? (int)(c - 0x6F0) : -1;
}

static bool is_mark(u32 c) {
    return c == 0xAD || (c >= 0x300 && c <= 0x36F) || c == 0x640 || (c >= 0x64B && c <= 0x65F) ||
           c == 0x670;
}

static bool is_letter(u32 c) {
    bool known = (c >= 0x621 && c <= 0x63A) || (c >= 0x641 && c <= 0x64A) ||
                 (c >= 0x410 && c <= 0x44F); /* most letters, without a call */
    return known || utf8_script(c) != SCRIPT_NONE || is_mark(c);
}

static bool is_blank(u32 c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x202F;
}

static int next(struct str s, i64 at, u32 *c) {
    *c = 0;
    if (at < 0 || at >= s.n) return 0;
    int w = utf8_next(s, at, c);
    if (w == 0) *c = 0xFFFD;
    return w ? w : 1;
}

/* One letter as fold.h leaves it; 0: dropped. */
static u32 folded(u32 c) {
    if (is_mark(c)) return 0;
    if (c >= 'A' && c <= 'Z') return c + 32;
    if (c == 0x401 || c == 0x451) return 0x435;
    if (c >= 0x410 && c <= 0x42F) return c + 32;
    if (c == 0x622 || c == 0x623 || c == 0x625 || c == 0x671) return 0x627;
    if (c == 0x626 || c == 0x649 || c == 0x6CC) return 0x64A;
    if (c == 0x624) return 0x648;
    if (c == 0x6A9) return 0x643;
    return c == 0x629 ? 0x647 : c;
}

static void put(struct piece *p, u32 c) {
    int w = c == 0 ? 0 : c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    if (w == 3 || p->n + w > NUMERAL_WORD_MAX) p->n = NUMERAL_WORD_MAX + 1;
    if (w == 0 || p->n > NUMERAL_WORD_MAX) return;
    if (w == 2) p->f[p->n++] = (char)(0xC0 | c >> 6);
    p->f[p->n++] = (char)(w == 2 ? 0x80 | (c & 63) : c);
}

static struct str name(const struct piece *p) {
    return p->n > NUMERAL_WORD_MAX ? S("") : (struct str){p->f, p->n};
}

/* The piece after the blanks at `at`. False: something else stands there. */
static bool piece_at(struct str s, i64 at, struct piece *p) {
    u32 c;
    int w = next(s, at, &c), blanks = 0;
    for (; w && is_blank(c) && blanks < 4; blanks++, w = next(s, at, &c))
        at += w;
    p->from = at;
    p->n = 0;
    p->digits = w && digit_of(c) >= 0;
    while (w && (p->digits ? digit_of(c) >= 0 : is_letter(c) && digit_of(c) < 0)) {
        put(p, p->digits ? 0 : folded(c));
        at += w;
        w = next(s, at, &c);
    }
    p->to = at;
    return at > p->from;
}

static const struct numeral *find(const struct numeral_lang *l, struct str w) {
    i64 lo = 0, hi = l->words_n;
    while (lo < hi) {
        i64 mid = (lo + hi) / 2;
        if (str_cmp(l->words[mid].word, w) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < l->words_n && str_eq(l->words[lo].word, w) ? &l->words[lo] : NULL;
}

static bool strip(struct str *w, struct str head) {
    if (!str_starts(*w, head) || w->n - head.n < 6) return false; /* لست is no six */
    *w = str_sub(*w, head.n, w->n);
    return true;
}

/* The word with proclitics taken off, one more at each step: step 0 is the whole word. */
static bool bare(const struct numeral_lang *l, struct str *w, int step) {
    if (step == 0) return true;
    if (!l->arabic) return false;
    if (step == 1) return strip(w, S("و")) || strip(w, S("ف"));
    if (step == 2) return strip(w, S("ب")) || strip(w, S("ل")) || strip(w, S("ك"));
    return strip(w, S("ال"));
}

static const struct numeral *look(const struct numeral_lang *l, struct str w, bool *and) {
    *and = !l->arabic;
    for (int step = 0; step < 4; step++) {
        bool is_and = str_starts(w, S("و"));
        if (!bare(l, &w, step)) continue;
        if (step == 1 && is_and) *and = true;
        const struct numeral *m = find(l, w);
        bool monday = m && step == 3 && m->role == NUMERAL_EXACT && m->min == 2;
        if (m) return monday ? NULL : m;
    }
    return NULL;
}

struct sum {
    i64 total, cur, scale, to; /* scale: the last one; the next must be smaller */
    int words;
    bool hundreds, tens, units, part;
};

static bool fits(const struct numeral_lang *l, struct sum *t, i64 v, bool and) {
    bool ten = l->arabic && v == 10 && t->units && !t->tens && !and;
    if (t->words > 0 && !and&&!ten) return false;
    if (v >= 1000) return t->cur == 0 && v < t->scale;
    if (v >= 100) return !t->hundreds && !t->tens && !t->units;
    if (v >= 20) return !t->tens && (!t->units || l->arabic);
    if (v >= 10) return ten || (!t->tens && !t->units);
    return !t->units;
}

static bool add(const struct numeral_lang *l, struct sum *t, i64 v, bool and) {
    if (!fits(l, t, v, and)) return false;
    if (v >= 1000) {
        t->total += v;
        t->scale = 1000;
        return true;
    }
    t->cur += v;
    if (v >= 100)
        t->hundreds = true;
    else if (v >= 10)
        t->tens = true;
    t->units |= v < 20;
    return true;
}

static bool multiply(const struct numeral_lang *l, struct sum *t, i64 v, bool and) {
    bool first = t->words == 0 || (l->arabic && and);
    if (first && t->cur) return false;
    if (!first && t->cur == 0) return false;
    if (v == 100) {
        if (first) return add(l, t, 100, and);
        if (t->cur >= 10) return false;
        t->cur *= 100;
        t->hundreds = true;
        t->units = false;
        return true;
    }
    if (v >= t->scale) return false;
    t->total += (t->cur ? t->cur : 1) * v;
    t->cur = 0;
    t->scale = v;
    t->hundreds = t->tens = t->units = false;
    return true;
}

/* A sum of number words, at most `most` of them. */
static bool words_at(const struct numeral_lang *l, struct str s, i64 at, int most,
                     struct number *n) {
    struct sum t = {.scale = NUMBER_VALUE_MAX};
    struct piece p;
    i64 from = -1;
    for (i64 i = at; t.words < most && piece_at(s, i, &p) && !p.digits; i = p.to, t.words++) {
        bool and = false;
        const struct numeral *m = look(l, name(&p), &and);
        if (!m) break;
        bool exact = m->role == NUMERAL_EXACT || m->role == NUMERAL_PART;
        if (exact ? !add(l, &t, m->min, and)
                  : m->role != NUMERAL_SCALE || !multiply(l, &t, m->min, and))
            break;
        t.part = m->role == NUMERAL_PART;
        if (from < 0) from = p.from;
        t.to = p.to;
        if (t.total > NUMBER_VALUE_MAX) return false;
        if (t.part && t.words + 1 == most) return false;
    }
    if (from < 0 || t.part) return false;
    i64 v = t.total + t.cur;
    *n = (struct number){.from = (i32)from, .to = (i32)t.to, .min = v, .max = v};
    return true;
}

static int run_of_digits(struct str s, i64 *at, i64 *v) {
    u32 c;
    int n = 0;
    for (int w = next(s, *at, &c); w && digit_of(c) >= 0; w = next(s, *at, &c)) {
        if (*v <= NUMBER_VALUE_MAX) *v = *v * 10 + digit_of(c);
        *at += w;
        n++;
    }
    return n;
}

static bool is_group_mark(u32 c) {
    return c == ',' || c == '.' || c == 0x66C || c == 0x60C || c == ' ' || c == 0xA0 || c == 0x202F;
}

/* Digits with groups of three or a decimal part: value = v / by. */
static bool digits_at(struct str s, i64 *at, i64 *v, i64 *by) {
    i64 i = *at;
    *v = 0;
    *by = 1;
    int first = run_of_digits(s, &i, v), n = 3;
    if (first == 0) return false;
    for (bool grouped = first <= 3; n == 3;) {
        u32 mark;
        i64 j = i, part = 0;
        int w = next(s, j, &mark);
        if (!w || (!is_group_mark(mark) && mark != 0x66B)) break;
        j += w;
        n = run_of_digits(s, &j, &part);
        bool group = n == 3 && grouped && mark != 0x66B;
        bool decimal = n > 0 && n <= 3 && !group && *by == 1 && !is_blank(mark) && mark != 0x60C;
        if (!group && !decimal) break;
        for (int k = 0; k < n; k++)
            if (*v <= NUMBER_VALUE_MAX) *v *= 10, *by *= decimal ? 10 : 1;
        *v += part;
        i = j;
        if (decimal) break;
    }
    *at = i;
    return *v <= NUMBER_VALUE_MAX;
}

static bool figures_at(const struct numeral_lang *l, struct str s, i64 at, struct number *n) {
    struct piece p;
    i64 v, by, i;
    if (!piece_at(s, at, &p) || !p.digits) return false;
    i = p.from;
    if (!digits_at(s, &i, &v, &by)) return false;
    *n = (struct number){.from = (i32)p.from, .to = (i32)i, .decimal = by > 1};
    bool and = false;
    const struct numeral *m =
        piece_at(s, i, &p) && !p.digits && p.from > i ? look(l, name(&p), &and) : NULL;
    if (m && m->role == NUMERAL_SCALE && (!l->arabic || !and) && v <= NUMBER_VALUE_MAX / m->min) {
        v *= m->min;
        n->to = (i32)p.to;
        n->decimal = v % by != 0;
    }
    n->min = n->max = v / by;
    return true;
}

/* "dozens", "tens of thousands", "several hundreds"; and nouns in the dual. */
static bool vague_at(const struct numeral_lang *l, struct str s, i64 at, struct number *n) {
    struct piece p;
    bool and;
    const struct numeral *m = piece_at(s, at, &p) && !p.digits ? look(l, name(&p), &and) : NULL;
    if (!m || (m->role != NUMERAL_VAGUE && m->role != NUMERAL_DUAL)) return false;
    *n = (struct number){.from = (i32)p.from, .to = (i32)p.to, .min = m->min, .max = m->max};
    bool dual = m->role == NUMERAL_DUAL;
    n->vague = !dual;
    m = piece_at(s, p.to, &p) && !p.digits ? look(l, name(&p), &and) : NULL;
    if (!m || (l->arabic && and)) return true;
    bool two = dual && m->role == NUMERAL_EXACT && m->min == 2;
    bool scale = !dual && (m->role == NUMERAL_SCALE || m->role == NUMERAL_VAGUE);
    if (scale && m->role == NUMERAL_VAGUE) { /* several hundreds: of hundreds, one is a hundred */
        i64 one = m->min == 20 ? 10 : 100;
        n->min *= one;
        n->max = n->max * one + one - 1;
    } else if (scale) {
        n->min *= m->min;
        n->max = n->max * m->min + m->min - 1;
    }
    if (two || scale) n->to = (i32)p.to;
    return true;
}

static bool plain_at(const struct numeral_lang *l, struct str s, i64 at, int most,
                     struct number *n) {
    return figures_at(l, s, at, n) || vague_at(l, s, at, n) || words_at(l, s, at, most, n);
}

/* Does the phrase stand at byte `at`? *to = its end. */
static bool phrase_at(const struct numeral_lang *l, struct str s, i64 at, struct str phrase,
                      i64 *to) {
    struct piece p;
    for (bool first = true; phrase.p && phrase.n > 0; first = false) {
        struct str want = str_cut(&phrase, ' ');
        if (!piece_at(s, at, &p) || p.digits) return false;
        struct str got = name(&p);
        bool same = str_eq(got, want);
        for (int step = 1; !same && first && step < 3; step++)
            same = bare(l, &got, step) && str_eq(got, want);
        if (!same) return false;
        at = p.to;
    }
    *to = at;
    return true;
}

/* Could the word open the phrase? Its first letter, or the one behind the proclitics, is the same.
 */
static bool may_open(const struct numeral_lang *l, struct str w, struct str phrase) {
    i64 steps = l->arabic ? 2 : 0;
    for (i64 k = 0; k <= steps && 2 * k + 1 < w.n; k++)
        if (w.p[2 * k] == phrase.p[0] && w.p[2 * k + 1] == phrase.p[1]) return true;
    return false;
}

static enum numeral_shape hedge_at(const struct numeral_lang *l, bool after, struct str s, i64 at,
                                   i64 *to) {
    const struct numeral_hedge *h = after ? l->after : l->before;
    struct piece p;
    if (!piece_at(s, at, &p) || p.digits) return SHAPE_NONE;
    for (i64 i = 0; i < (after ? l->after_n : l->before_n); i++)
        if (may_open(l, name(&p), h[i].words) && phrase_at(l, s, at, h[i].words, to))
            return h[i].shape;
    return SHAPE_NONE;
}

/* The same ranges as number.c gives for the same hedges in English. */
static void apply(struct number *n, enum numeral_shape shape) {
    i64 lo = n->min, hi = n->max;
    if (shape == SHAPE_NONE) return;
    n->vague = true;
    if (shape == SHAPE_AT_LEAST || shape == SHAPE_MORE) n->max = NUMBER_OPEN;
    if (shape == SHAPE_MORE) n->min = lo + (hi == lo);
    if (shape == SHAPE_UP_TO || shape == SHAPE_LESS) n->min = 0;
    if (shape == SHAPE_LESS && hi > 0) n->max = hi - 1;
    if (hi != lo) return;
    if (shape == SHAPE_NEARLY && lo > 1) n->min = (lo * 5 + 5) / 6, n->max = lo - 1;
    if (shape == SHAPE_ABOUT) n->min = lo - lo / 10, n->max = lo + lo / 10;
}

/* "and" of a range: a word of its own, or written together with the next number. */
static i64 join_at(const struct numeral_lang *l, struct str s, i64 at) {
    i64 to;
    struct piece p;
    for (i64 i = 0; i < l->joins_n; i++)
        if (phrase_at(l, s, at, l->joins[i], &to)) return to;
    bool glued = l->arabic && piece_at(s, at, &p) && str_starts(name(&p), S("و"));
    return glued ? at : -1;
}

static bool between(const struct numeral_lang *l, struct str s, i64 at, int most,
                    struct number *n) {
    struct number hi;
    if (!plain_at(l, s, at, most, n)) return false;
    i64 to = join_at(l, s, n->to);
    if (to < 0 || !plain_at(l, s, to, NUMERAL_WORD_MAX, &hi) || hi.min <= n->min) return false;
    if (n->vague || hi.vague || n->decimal || hi.decimal) return false;
    bool same_scale = hi.min >= 1000 && n->min < 100 && hi.min % 1000 == 0 && hi.min < 100000;
    if (same_scale && n->min < hi.min / 1000) n->min *= 1000; /* from 2 to 3 thousand */
    n->max = hi.max;
    n->to = hi.to;
    n->vague = true;
    return true;
}

/* "20-30": digits on both sides of a dash. */
static void dash(const struct numeral_lang *l, struct str s, struct number *n) {
    u32 c;
    struct number hi;
    int w = next(s, n->to, &c);
    if (!w || (c != '-' && c != 0x2013 && c != 0x2014) || n->decimal) return;
    if (!figures_at(l, s, n->to + w, &hi) || hi.from != n->to + w || hi.min <= n->min) return;
    n->max = hi.max;
    n->to = hi.to;
    n->vague = true;
}

static bool is_refused(const struct numeral_lang *l, struct str s, const struct number *n) {
    u32 c;
    i64 at = n->to, to;
    struct piece p;
    int w = next(s, at, &c);
    if (n->decimal) return true;
    u32 after = 0;
    if (w) next(s, at + w, &after);
    bool tight = c == ':' || c == '/' || c == '-' || c == '.' || c == ',';
    if (tight && digit_of(after) >= 0) return true; /* a time, a date, a part number */
    if (c == '-' && is_letter(after)) return true;  /* an ordinal, an age: 5-летний */
    if (is_letter(c) && !is_mark(c)) return true;   /* letters at once after digits */
    while (w && is_blank(c)) {
        at += w;
        w = next(s, at, &c);
    }
    if (c == '%' || c == 0x66A || c == '$' || c == 0x20AC) return true;
    if (l->arabic && phrase_at(l, s, n->to, S("في الميه"), &to)) return true;
    if (l->arabic && phrase_at(l, s, n->to, S("في المايه"), &to)) return true;
    const struct numeral *m = piece_at(s, n->to, &p) && !p.digits ? find(l, name(&p)) : NULL;
    return m && m->role == NUMERAL_NOT;
}

/* "five dead at least": the hedge may stand up to two words behind; the span takes them in. */
static void hedge_after(const struct numeral_lang *l, struct str s, struct number *n) {
    struct piece p;
    i64 at = n->to, to;
    for (int k = 0; k <= AFTER_WORDS; k++) {
        enum numeral_shape shape = hedge_at(l, true, s, at, &to);
        struct number other; /* "45 погибших и более 100 раненых": the hedge of the next */
        if (shape != SHAPE_NONE && plain_at(l, s, to, NUMERAL_WORD_MAX, &other)) return;
        if (shape != SHAPE_NONE) {
            apply(n, shape);
            n->to = (i32)to;
            return;
        }
        bool and;
        if (!piece_at(s, at, &p) || p.digits || look(l, name(&p), &and)) return;
        at = p.to;
    }
}

bool numeral_at(const struct numeral_lang *l, struct str s, i64 at, struct number *out) {
    struct piece p;
    struct number n;
    i64 to = at;
    if (s.n > TEXT_BYTES_MAX || !piece_at(s, at, &p) || p.from != at) return false;
    enum numeral_shape shape = hedge_at(l, false, s, at, &to);
    bool and;
    if (shape == SHAPE_NONE && !p.digits && !look(l, name(&p), &and)) return false;
    if (shape == SHAPE_RANGE) {
        if (!between(l, s, to, NUMERAL_WORD_MAX, &n) && !between(l, s, to, 1, &n)) return false;
    } else if (!plain_at(l, s, shape ? to : at, NUMERAL_WORD_MAX, &n)) {
        return false;
    } else {
        dash(l, s, &n);
        apply(&n, shape);
    }
    n.refused = is_refused(l, s, &n);
    if (shape == SHAPE_NONE && !n.refused) hedge_after(l, s, &n);
    n.from = (i32)at;
    *out = n;
    return true;
}

bool numeral_next(const struct numeral_lang *l, struct str s, i64 from, struct number *out) {
    for (i64 i = from < 0 ? 0 : from; i < s.n;) {
        struct piece p;
        u32 c;
        if (!piece_at(s, i, &p)) {
            i = p.from + next(s, p.from, &c);
            continue;
        }
        if (numeral_at(l, s, p.from, out)) return true;
        i = p.to;
    }
    return false;
}
