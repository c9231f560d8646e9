#include "lib_find.h"

#include "base/utf8.h"

/* Letters and digits for the boundaries of words: ASCII, and all from U+00C0 to the punctuation
 * block at U+2000. */
static bool letter_at(struct str t, i64 i) {
    while (i > 0 && ((u8)t.p[i] & 0xc0) == 0x80)
        i--;
    if ((u8)t.p[i] < 0x80) return is_alnum(t.p[i]);
    return (u8)t.p[i] >= 0xc3 && (u8)t.p[i] < 0xe2;
}

static bool bounded(struct str t, i64 from, i64 to) {
    if (from > 0 && letter_at(t, from - 1) && letter_at(t, from)) return false;
    return to >= t.n || !letter_at(t, to) || !letter_at(t, to - 1);
}

/* The nth (from 1) time that `w` stands in [from, to). */
static bool nth(const struct finder *f, struct str w, i64 from, i64 to, i64 n, struct span *out) {
    for (i64 at = from; (at = str_find(f->text, w, at)) >= 0 && at + w.n <= to; at++) {
        if (f->bound && !bounded(f->text, at, at + w.n)) continue;
        if (--n > 0) continue;
        *out = (struct span){(u32)at, (u32)(at + w.n)};
        return true;
    }
    return false;
}

struct span gold_line(struct str text, u32 at) {
    i64 from = at, to = str_chr(text, '\n', at);
    while (from > 0 && text.p[from - 1] != '\n')
        from--;
    return (struct span){(u32)from, (u32)(to < 0 ? text.n : to)};
}

/* Cuts "#2" off; 0 = none was given. */
static i64 occurrence(struct str *w) {
    i64 n = 0, at = -1;
    for (i64 i = str_chr(*w, '#', 0); i >= 0; i = str_chr(*w, '#', i + 1))
        at = i;
    if (at < 0 || !str_i64(str_sub(*w, at + 1, w->n), &n)) return 0;
    *w = str_sub(*w, 0, at);
    return n;
}

static bool one(const struct finder *f, struct str w, struct span *out) {
    i64 n = occurrence(&w);
    if (!w.n) return false;
    if (n) return nth(f, w, 0, f->text.n, n, out);
    if (span_some(f->near)) {
        struct span l = gold_line(f->text, f->near.start);
        if (nth(f, w, l.start, l.end, 1, out)) return true;
    }
    return nth(f, w, 0, f->text.n, 1, out);
}

bool gold_find(const struct finder *f, struct str spec, struct span *out) {
    struct str dots = S(" … ");
    i64 cut = str_find(spec, dots, 0);
    if (cut < 0) return one(f, spec, out);
    struct str head = str_sub(spec, 0, cut), tail = str_sub(spec, cut + dots.n, spec.n);
    struct span a, b;
    if (!one(f, head, &a)) return false;
    struct str w = tail;
    bool said = occurrence(&w) > 0;
    if (said ? !one(f, tail, &b) : !nth(f, tail, a.end, f->text.n, 1, &b)) return false;
    *out = (struct span){a.start, b.end};
    return a.start < b.end;
}
