#include "text/marks.h"

#include "base/limits.h"
#include "base/utf8.h"

static const char *const NAMES[MARK_KINDS] = {"page",   "cell",      "time", "part",
                                              "record", "paragraph", "note"};

static struct str one_line(struct arena *a, struct str s) {
    i64 n = s.n < MARK_WORDS_MAX ? s.n : MARK_WORDS_MAX;
    while (!utf8_boundary(s, n))
        n--;
    struct str clean = utf8_clean(a, str_sub(s, 0, n), &(i64){0});
    char *p = NEWN(a, char, clean.n + 1);
    for (i64 i = 0; i < clean.n; i++)
        p[i] = (u8)clean.p[i] < ' ' || clean.p[i] == 0x7F ? ' ' : clean.p[i];
    return (struct str){p, clean.n};
}

void mark_add(struct text_marks *m, struct arena *a, struct mark mark) {
    if (mark.text_n == 0) return;
    CHECK(mark.kind < MARK_KINDS);
    mark.words = one_line(a, mark.words);
    *PUSH(a, m->v, m->n, m->cap) = mark;
}

void text_marks_put(struct buf *b, const struct text_marks *m) {
    for (i64 i = 0; i < m->n; i++) {
        const struct mark *k = &m->v[i];
        buf_fmt(b, "%s %u %u %lld %lld ", NAMES[k->kind], k->text, k->text_n, (long long)k->a,
                (long long)k->b);
        buf_put(b, k->words);
        buf_c(b, '\n');
    }
}

static bool field(struct str *line, i64 most, i64 *out) {
    struct str s = str_cut(line, ' ');
    return str_i64(s, out) && *out >= 0 && *out <= most;
}

static bool parse(struct str line, i64 text_n, struct mark *out) {
    i64 at, n, kind = 0;
    struct str name = str_cut(&line, ' ');
    while (kind < MARK_KINDS && !str_eqc(name, NAMES[kind]))
        kind++;
    *out = (struct mark){.kind = (u8)kind};
    if (kind == MARK_KINDS || !field(&line, text_n, &at) || !field(&line, text_n - at, &n) ||
        !field(&line, INT64_MAX, &out->a) || !field(&line, INT64_MAX, &out->b))
        return false;
    out->text = (u32)at, out->text_n = (u32)n, out->words = line;
    return n > 0 && line.n <= MARK_WORDS_MAX && utf8_invalid(line) < 0;
}

/* Stable: those of a kind in the order in which they came. */
static void by_kind(struct arena *a, struct text_marks *m) {
    struct mark *v = NEWN(a, struct mark, m->n + 1);
    i64 n = 0;
    for (int kind = 0; kind < MARK_KINDS; kind++) {
        i64 end = 0;
        m->first[kind] = n;
        m->ordered[kind] = true;
        for (i64 i = 0; i < m->n; i++) {
            if (m->v[i].kind != kind) continue;
            if (m->v[i].text < end) m->ordered[kind] = false;
            end = (i64)m->v[i].text + m->v[i].text_n;
            v[n++] = m->v[i];
        }
    }
    m->first[MARK_KINDS] = n;
    m->v = v;
    m->cap = m->n;
}

rc text_marks_parse(struct arena *a, struct str map, i64 text_n, struct text_marks *out,
                    struct err *e) {
    *out = (struct text_marks){0};
    while (map.n) {
        struct mark m;
        struct str line = str_cut(&map, '\n');
        if (!line.n || is_digit(line.p[0])) continue;
        if (!parse(line, text_n, &m)) return fail(e, RC_UNSUPPORTED, "a mark makes no sense");
        *PUSH(a, out->v, out->n, out->cap) = m;
    }
    by_kind(a, out);
    return RC_OK;
}

struct str text_marks_lines(struct arena *a, struct str map) {
    struct buf b = buf_make(a, map.n + 1);
    while (map.n) {
        struct str line = str_cut(&map, '\n');
        if (!line.n || is_digit(line.p[0])) continue;
        buf_put(&b, line);
        buf_c(&b, '\n');
    }
    return buf_str(&b);
}

static bool holds(const struct mark *k, i64 from, i64 to) {
    return k->text < to && (i64)k->text + k->text_n > from;
}

const struct mark *text_marks_find(const struct text_marks *m, enum mark_kind kind, i64 from,
                                   i64 to) {
    bool parsed = m->first[MARK_KINDS] == m->n;
    i64 lo = parsed ? m->first[kind] : 0, hi = parsed ? m->first[kind + 1] : m->n;
    if (!parsed || !m->ordered[kind]) {
        while (lo < hi && (m->v[lo].kind != kind || !holds(&m->v[lo], from, to)))
            lo++;
        return lo < hi ? &m->v[lo] : NULL;
    }
    const i64 end = hi;
    while (lo < hi) { /* the first that ends behind `from` */
        i64 mid = (lo + hi) / 2;
        if ((i64)m->v[mid].text + m->v[mid].text_n > from)
            hi = mid;
        else
            lo = mid + 1;
    }
    return lo < end && holds(&m->v[lo], from, to) ? &m->v[lo] : NULL;
}

struct str mark_cell(struct arena *a, const struct mark *m) {
    char letters[16];
    i64 n = 0;
    for (i64 c = m->b; c > 0 && n < LEN(letters); c = (c - 1) / 26)
        letters[LEN(letters) - ++n] = (char)('A' + (c - 1) % 26);
    struct str column = {letters + LEN(letters) - n, n};
    return str_fmt(a, "%.*s%lld", SARG(column), (long long)m->a);
}

struct str mark_time(struct arena *a, i64 ms) {
    return str_fmt(a, "%02lld:%02d:%02d.%03d", (long long)(ms / 3600000), (int)(ms / 60000 % 60),
                   (int)(ms / 1000 % 60), (int)(ms % 1000));
}
