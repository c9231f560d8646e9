#include "base/limits.h"
#include "text/number.h"

enum shape { AT_LEAST, MORE, UP_TO, LESS, NEARLY, ABOUT };

struct vague_row {
    const char *words;
    i64 min, max;
};
struct hedge_row {
    const char *words;
    enum shape shape;
};

static const struct vague_row VAGUE_ROWS[] = {
#define VAGUE(w, lo, hi) {w, lo, hi},
#define HEDGE(w, s)
#include "text/vague.def"
#undef VAGUE
#undef HEDGE
};
static const struct hedge_row HEDGE_ROWS[] = {
#define VAGUE(w, lo, hi)
#define HEDGE(w, s) {w, s},
#include "text/vague.def"
#undef VAGUE
#undef HEDGE
};

static const char *const UNITS[] = {"zero",    "one",     "two",       "three",    "four",
                                    "five",    "six",     "seven",     "eight",    "nine",
                                    "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
static const char *const TENS[] = {"twenty", "thirty",  "forty",  "fifty",
                                   "sixty",  "seventy", "eighty", "ninety"};

/* Does the phrase (words by one blank) stand at token i? Its length in tokens, or 0. */
static i32 phrase_at(struct str text, const struct token *t, i32 i, i32 to, const char *words) {
    i32 n = 0;
    u8 c = i < to ? (u8)text.p[t[i].start] : 0;
    if (c < 0x80 && (u8)lower((char)c) != (u8)*words) return 0;
    while (*words) {
        char w[32];
        int k = 0;
        while (*words && *words != ' ' && k < 31)
            w[k++] = *words++;
        w[k] = 0;
        if (*words == ' ') words++;
        if (i + n >= to || t[i + n].kind != TOK_WORD || !tok_is(text, &t[i + n], w)) return 0;
        n++;
    }
    return n;
}

static bool digits_value(struct str w, i64 *out, bool *decimal) {
    i64 v = 0, i = 0;
    bool comma = false;
    *decimal = false;
    for (; i < w.n && (is_digit(w.p[i]) || w.p[i] == ',' || w.p[i] == '.'); i++) {
        if (w.p[i] == '.') {
            if (w.n - i == 4 && !comma && i <= 3 && is_digit(w.p[i + 1])) continue; /* 44.000 */
            *decimal = true;
            break;
        }
        if (w.p[i] == ',') {
            if (i + 3 >= w.n || !is_digit(w.p[i + 1]) || !is_digit(w.p[i + 2]) ||
                !is_digit(w.p[i + 3]) || (i + 4 < w.n && is_digit(w.p[i + 4])))
                return false;
            comma = true;
            continue;
        }
        if (v > NUMBER_VALUE_MAX) return false;
        v = v * 10 + (w.p[i] - '0');
    }
    *out = v;
    return i == w.n || *decimal;
}

/* "1.2" million: the value in units of 1/1000, times the scale. */
static i64 decimal_times(struct str w, i64 scale) {
    i64 v = 0, frac = 1;
    bool dot = false;
    for (i64 i = 0; i < w.n && frac <= 1000; i++) {
        if (w.p[i] == '.')
            dot = true;
        else if (is_digit(w.p[i])) {
            v = v * 10 + (w.p[i] - '0');
            if (dot) frac *= 10;
        }
        if (v > 1000000) break;
    }
    return v * scale / frac;
}

static i64 scale_of(struct str text, const struct token *t) {
    if (tok_is(text, t, "hundred")) return 100;
    if (tok_is(text, t, "thousand")) return 1000;
    if (tok_is(text, t, "million")) return 1000000;
    if (tok_is(text, t, "dozen")) return 12;
    return tok_is(text, t, "score") ? 20 : 0;
}

/* UNITS and TENS begin with these letters: most words need no look at the lists. */
static bool begins_like_one(u8 c) {
    static const char letters[] = "zotfsen";
    return c >= 0x80 || memchr(letters, lower((char)c), sizeof letters - 1);
}

static i64 small_word(struct str text, const struct token *t) {
    if (!begins_like_one((u8)text.p[t->start])) return -1;
    for (i64 i = 0; i < LEN(UNITS); i++)
        if (tok_is(text, t, UNITS[i])) return i;
    for (i64 i = 0; i < LEN(TENS); i++)
        if (tok_is(text, t, TENS[i])) return 20 + i * 10;
    return -1;
}

static bool maybe_word(const struct token *t) {
    i64 n = (i64)t->end - t->start;
    return t->kind == TOK_WORD && n >= 1 && n <= 9;
}

/* Words: "twenty-one", "two hundred and five", "half a dozen", "a hundred". Tokens used, or 0. */
static i32 words_value(struct str text, const struct token *t, i32 i, i32 to, i64 *out) {
    i32 at = i, n;
    i64 total = 0, part = -1;
    if ((n = phrase_at(text, t, i, to, "half a dozen"))) return *out = 6, n;
    if (maybe_word(&t[i]) && (tok_is(text, &t[i], "a") || tok_is(text, &t[i], "an"))) {
        if (i + 1 >= to || !scale_of(text, &t[i + 1])) return 0;
        part = 1;
        at++;
    }
    for (; at < to; at++) {
        if (!maybe_word(&t[at])) break;
        i64 v = small_word(text, &t[at]);
        if (v >= 0) {
            bool fits = part < 0 || (part % 100 == 0 && v > 0) ||
                        (part % 100 >= 20 && part % 10 == 0 && v < 10 && v > 0);
            if (!fits) break;
            part = (part < 0 ? 0 : part) + v;
            continue;
        }
        i64 s = scale_of(text, &t[at]);
        if (s && part > 0) {
            if (part > NUMBER_VALUE_MAX / s || total > NUMBER_VALUE_MAX) return 0;
            if (s == 100 || s == 12 || s == 20)
                part *= s;
            else
                total += part * s, part = 0;
            continue;
        }
        if (tok_is(text, &t[at], "and") && (part >= 100 || total > 0) && at + 1 < to &&
            maybe_word(&t[at + 1]) && small_word(text, &t[at + 1]) > 0 && (part % 100 == 0))
            continue;
        break;
    }
    if (part < 0) return 0;
    *out = total + part;
    return at - i;
}

/* One exact value at i. Tokens used, or 0. */
static i32 value_at(struct str text, const struct token *t, i32 i, i32 to, i64 *out,
                    bool *decimal) {
    *decimal = false;
    if (i >= to) return 0;
    if (t[i].kind == TOK_WORD) return words_value(text, t, i, to, out);
    if (t[i].kind != TOK_NUMBER || !digits_value(tok_str(text, &t[i]), out, decimal)) return 0;
    i32 k = i + 1; /* 12 500: thousands set off by a blank */
    while (k<to && * out> 0 && *out < 1000000 && t[k].kind == TOK_NUMBER &&
           t[k].end - t[k].start == 3 && t[i].end - t[i].start <= 3 &&
           t[k].start - t[k - 1].end <= 2 && !(t[k].flags & (TOK_GLUED | TOK_HYPHEN | TOK_LINE)) &&
           !*decimal) {
        i64 more;
        bool dec;
        if (!digits_value(tok_str(text, &t[k]), &more, &dec) || dec) break;
        *out = *out * 1000 + more;
        k++;
    }
    if (k > i + 1) return k - i;
    i64 s = i + 1 < to && t[i + 1].kind == TOK_WORD ? scale_of(text, &t[i + 1]) : 0;
    if (s) {
        if (*out > NUMBER_VALUE_MAX / s) return 0;
        struct str w = tok_str(text, &t[i]); /* 1.250 million is no thousand million */
        *out = str_chr(w, '.', 0) > 0 ? decimal_times(w, s) : *out * s;
        *decimal = false;
        return 2;
    }
    return 1;
}

static i32 vague_at(struct str text, const struct token *t, i32 i, i32 to, struct number *n) {
    i32 best = 0;
    if (t[i].kind != TOK_WORD) return 0;
    for (i64 r = 0; r < LEN(VAGUE_ROWS); r++) {
        i32 k = (text.p[t[i].start] | 32) == VAGUE_ROWS[r].words[0]
                    ? phrase_at(text, t, i, to, VAGUE_ROWS[r].words)
                    : 0;
        if (k <= best) continue;
        best = k;
        n->min = VAGUE_ROWS[r].min;
        n->max = VAGUE_ROWS[r].max;
        n->vague = n->max != n->min;
    }
    return best;
}

static i32 hedge_at(struct str text, const struct token *t, i32 i, i32 to, enum shape *shape) {
    i32 best = 0;
    if (t[i].kind != TOK_WORD) return 0;
    for (i64 r = 0; r < LEN(HEDGE_ROWS); r++) {
        i32 k = (text.p[t[i].start] | 32) == HEDGE_ROWS[r].words[0]
                    ? phrase_at(text, t, i, to, HEDGE_ROWS[r].words)
                    : 0;
        if (k > best) best = k, *shape = HEDGE_ROWS[r].shape;
    }
    return best;
}

static void apply(struct number *n, enum shape s) {
    i64 lo = n->min, hi = n->max;
    n->vague = true;
    switch (s) {
    case AT_LEAST: n->max = NUMBER_OPEN; break;
    case MORE:
        n->min = lo + (hi == lo);
        n->max = NUMBER_OPEN;
        break;
    case UP_TO: n->min = 0; break;
    case LESS:
        n->min = 0;
        n->max = hi > 0 ? hi - 1 : hi;
        break;
    case NEARLY:
        if (hi == lo && lo > 1) n->min = (lo * 5 + 5) / 6, n->max = lo - 1;
        break;
    case ABOUT:
        if (hi == lo) n->min = lo - lo / 10, n->max = lo + lo / 10;
        break;
    }
}

/* A range "20 to 30", "20-30", "20 or 30", "between 20 and 30". Tokens used, or 0. */
static i32 range_at(struct str text, const struct token *t, i32 i, i32 to, struct number *n) {
    i64 lo, hi;
    bool dec, dec2;
    bool between = t[i].kind == TOK_WORD && tok_is(text, &t[i], "between");
    bool from = t[i].kind == TOK_WORD && tok_is(text, &t[i], "from");
    i32 at = i + (between || from), k = value_at(text, t, at, to, &lo, &dec), m;
    if (!k || at + k >= to) return 0;
    at += k;
    bool hyphen = t[at].flags & TOK_HYPHEN;
    bool dash = t[at].kind == TOK_MARK && t[at].mark == '-' && t[at].flags & TOK_GLUED;
    bool word = t[at].kind == TOK_WORD &&
                (between ? tok_is(text, &t[at], "and") || tok_is(text, &t[at], "to")
                         : tok_is(text, &t[at], "to") || (!from && tok_is(text, &t[at], "or")));
    if (!hyphen && !dash && !word) return 0;
    at += !hyphen;
    m = value_at(text, t, at, to, &hi, &dec2);
    if (!m || hi <= lo || dec || dec2) return 0;
    if (from && at + m < to && !(t[at + m].kind == TOK_WORD)) return 0;
    *n = (struct number){.from = i, .to = at + m, .min = lo, .max = hi, .vague = true};
    return at + m - i;
}

/* What follows turns a number into something else than a count of things. */
static bool is_share(struct str text, const struct token *t, i32 at, i32 to) {
    if (at >= to) return false;
    const struct token *u = &t[at];
    if (u->kind == TOK_MARK) return u->mark == '%';
    if (tok_is(text, u, "percent") || phrase_at(text, t, at, to, "per cent")) return true;
    if (tok_is(text, u, "dollars") || tok_is(text, u, "euros") || tok_is(text, u, "pounds"))
        return true;
    if (tok_is(text, u, "in") || phrase_at(text, t, at, to, "out of")) {
        i32 j = at + (tok_is(text, u, "in") ? 1 : 2);
        i64 v;
        bool dec;
        i32 k = value_at(text, t, j, to, &v, &dec);
        if (tok_is(text, u, "in"))
            return k && v <= 100 && (j + k >= to || t[j + k].kind != TOK_WORD || v <= 12) &&
                   t[j].kind == TOK_WORD;
        return k && v <= 10;
    }
    return false;
}

static bool is_thing(struct str text, const struct token *t, i32 i, struct number *n) {
    if (i > 0 && t[i - 1].kind == TOK_MARK && t[i - 1].mark == '$') return false;
    if (i > 0 && t[i - 1].kind == TOK_WORD &&
        (tok_is(text, &t[i - 1], "usd") || tok_is(text, &t[i - 1], "no")))
        if (t[i].kind == TOK_NUMBER && t[i - 1].flags & TOK_CAP && n->to - n->from == 1)
            return false;
    return true;
}

static i32 after_words(struct str text, const struct token *t, i32 at, i32 to, struct number *n) {
    i32 k = phrase_at(text, t, at, to, "or more");
    if (!k) k = phrase_at(text, t, at, to, "or so");
    if (k && tok_is(text, &t[at + 1], "more"))
        apply(n, AT_LEAST);
    else if (k)
        apply(n, ABOUT);
    return k;
}

static bool plain_at(struct str text, const struct token *t, i32 i, i32 to, struct number *n) {
    i64 v = 0;
    bool dec = false;
    *n = (struct number){.from = i, .to = i};
    i32 k = vague_at(text, t, i, to, n);
    if (k) {
        n->to = i + k;
        return true;
    }
    if (range_at(text, t, i, to, n)) return true;
    k = value_at(text, t, i, to, &v, &dec);
    if (!k) return false;
    *n = (struct number){.from = i, .to = i + k, .min = v, .max = v, .decimal = dec};
    n->to += after_words(text, t, i + k, to, n);
    return true;
}

/* Numerator and denominator of "half", "a third", "two thirds", "three-quarters". Tokens, or 0. */
static i32 fraction_at(struct str text, const struct token *t, i32 i, i32 to, i64 *up, i64 *down) {
    static const char *const parts[] = {"half", "third", "quarter", "fifth", "sixth"};
    static const char *const many[] = {"halves", "thirds", "quarters", "fifths", "sixths"};
    static const i64 value[] = {2, 3, 4, 5, 6};
    i32 j = i;
    *up = 1;
    if (t[i].kind != TOK_WORD) return 0;
    bool one = tok_is(text, &t[i], "a") || tok_is(text, &t[i], "one");
    i64 v = maybe_word(&t[i]) && !one ? small_word(text, &t[i]) : -1;
    if (one || (v >= 2 && v <= 5)) j++;
    if (v >= 2 && v <= 5) *up = v;
    if (j >= to || t[j].kind != TOK_WORD) return 0;
    for (i64 k = 0; k < LEN(parts); k++) {
        bool bare = k == 0 || j > i; /* "third" alone is an ordinal */
        if (*up == 1 && bare && tok_is(text, &t[j], parts[k])) return *down = value[k], j + 1 - i;
        if (*up > 1 && *up < value[k] && tok_is(text, &t[j], many[k]))
            return *down = value[k], j + 1 - i;
    }
    return 0;
}

/* "half of the 30", "two thirds of 45": the share, down to up; without a whole behind it a share is
 * refused ("two thirds of them"). */
static bool share_at(struct str text, const struct token *t, i32 i, i32 to, struct number *n) {
    i64 up, down, whole;
    bool dec;
    i32 k = fraction_at(text, t, i, to, &up, &down), at = i + k;
    if (!k) return false;
    bool of = at < to && tok_is(text, &t[at], "of");
    at += of;
    if (at < to && (tok_is(text, &t[at], "the") || tok_is(text, &t[at], "those"))) at++;
    i32 m = of && at < to && t[at].kind != TOK_MARK ? value_at(text, t, at, to, &whole, &dec) : 0;
    if (!m && k == 1) return false; /* "half" alone: a word like others */
    *n = (struct number){.from = i, .to = i + k, .vague = true, .refused = true};
    if (!m) return true;
    i64 all = whole * up;
    *n = (struct number){.from = i,
                         .to = at + m,
                         .min = all / down,
                         .max = (all + down - 1) / down,
                         .vague = true,
                         .refused = dec};
    return true;
}

/* "at least 12 and up to 15": both ends are said. */
static i32 upper_after(struct str text, const struct token *t, i32 at, i32 to, struct number *n) {
    static const char *const ways[] = {"and up to", "and as many as", "and at most",
                                       "but up to", "and possibly",   "and no more than"};
    for (i64 w = 0; w < LEN(ways); w++) {
        i64 hi;
        bool dec;
        i32 k = at < to ? phrase_at(text, t, at, to, ways[w]) : 0;
        i32 m = k && at + k < to ? value_at(text, t, at + k, to, &hi, &dec) : 0;
        if (!m || dec || hi <= n->min) continue;
        n->max = hi;
        return k + m;
    }
    return 0;
}

static bool is_ordinal_end(struct str text, const struct token *t, i32 i, i32 to) {
    static const char *const w[] = {"first", "second",  "third",  "fourth", "fifth",
                                    "sixth", "seventh", "eighth", "ninth"};
    if (i >= to || !(t[i].flags & TOK_HYPHEN)) return false;
    for (i64 k = 0; k < LEN(w); k++)
        if (tok_is(text, &t[i], w[k])) return true;
    return false;
}

bool number_at(struct str text, const struct token *t, i32 i, i32 to, struct number *out) {
    enum shape shape = ABOUT, second = ABOUT;
    if (i >= to || (t[i].kind != TOK_WORD && t[i].kind != TOK_NUMBER)) return false;
    i32 h = hedge_at(text, t, i, to, &shape), h2 = 0;
    if (h && i + h < to) h2 = hedge_at(text, t, i + h, to, &second);
    if (h2 && i + h + h2 >= to) return false;
    if (h && i + h >= to) return false;
    struct number n;
    if (share_at(text, t, i + h + h2, to, &n)) {
        if (n.refused || h2) return n.refused ? (n.from = i, *out = n, true) : false;
    } else if (!plain_at(text, t, i + h + h2, to, &n)) {
        return false;
    }
    if (is_ordinal_end(text, t, n.to, to)) {
        n.to++, n.from = i, n.refused = true;
        return *out = n, true;
    }
    if (h2) apply(&n, second);
    if (h && n.max != NUMBER_OPEN)
        apply(&n, shape);
    else if (h && shape == UP_TO)
        return false;
    n.refused = n.decimal || !is_thing(text, t, i + h + h2, &n) || is_share(text, t, n.to, to);
    if (n.max != NUMBER_OPEN && n.min > n.max) return false;
    if (h && shape == AT_LEAST && !h2 && !n.refused) n.to += upper_after(text, t, n.to, to, &n);
    n.from = i;
    *out = n;
    return true;
}

bool number_of_words(struct arena scratch, struct str words, struct number *out) {
    struct tokens t = tokenize(&scratch, words, 0, words.n);
    for (i32 i = 0; i < t.n; i++)
        if (number_at(words, t.v, i, t.n, out)) return true;
    return false;
}
