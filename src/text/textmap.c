#include "text/textmap.h"

#include "base/err.h"

static bool pieces(const struct text_run *r) {
    return r->text_unit == 0;
}

/* Index of the run that holds text offset `off`; the last one at the end of the text. */
static i64 find(const struct text_map *m, i64 off) {
    i64 lo = 0, hi = m->n;
    while (hi - lo > 1) {
        i64 mid = lo + (hi - lo) / 2;
        if (m->runs[mid].text <= off)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

/* Original offset of a text offset inside or at the end of `r`. */
static i64 inside(const struct text_run *r, i64 off) {
    i64 d = off - r->text;
    CHECK(d >= 0 && d <= r->text_n);
    if (pieces(r)) return d == r->text_n ? (i64)r->from + r->from_n : r->from;
    return r->from + d / r->text_unit * r->from_unit;
}

i64 html_offset(const struct text_map *m, i64 off) {
    CHECK(off >= 0);
    return m->n ? inside(&m->runs[find(m, off)], off) : 0;
}

i64 html_end(const struct text_map *m, i64 off) {
    CHECK(off >= 0);
    if (!m->n) return 0;
    if (off == 0) return m->runs[0].from;
    const struct text_run *r = &m->runs[find(m, off - 1)];
    if (pieces(r)) return (i64)r->from + r->from_n;
    i64 units = (off - r->text + r->text_unit - 1) / r->text_unit;
    return r->from + units * r->from_unit;
}

static bool joins(const struct text_run *last, const struct text_run *r) {
    return last->kind == r->kind && !pieces(r) && last->text_unit == r->text_unit &&
           last->from_unit == r->from_unit && last->from + last->from_n == r->from;
}

void map_add(struct text_map *m, struct arena *a, struct text_run r) {
    if (r.text_n == 0) return;
    struct text_run *last = m->n ? &m->runs[m->n - 1] : NULL;
    CHECK(!last || last->text + last->text_n == r.text);
    if (last && joins(last, &r)) {
        last->text_n += r.text_n;
        last->from_n += r.from_n;
        return;
    }
    struct text_run *x = PUSH(a, m->runs, m->n, m->cap);
    *x = r;
}

/* Moves to the run of the inner map that holds working offset `off`. */
static const struct text_run *inner_at(struct map_join *j, i64 off) {
    CHECK(j->inner->n > 0);
    while (j->at + 1 < j->inner->n && j->inner->runs[j->at + 1].text <= off)
        j->at++;
    CHECK(j->inner->runs[j->at].text <= off);
    return &j->inner->runs[j->at];
}

/* One run of a kind that is one piece: from the first byte's begin to the last byte's end. */
static void add_piece(struct map_join *j, struct text_map *outer, struct arena *a,
                      struct text_run run) {
    i64 from = inside(inner_at(j, run.from), run.from), to = from;
    if (run.from_n) {
        i64 last = (i64)run.from + run.from_n - 1;
        const struct text_run *r = inner_at(j, last);
        struct text_map one = {(struct text_run *)r, 1, 1};
        to = html_end(&one, last + 1);
    }
    CHECK(to >= from);
    run.from = (u32)from, run.from_n = (u32)(to - from);
    map_add(outer, a, run);
}

void map_join_add(struct map_join *j, struct text_map *outer, struct arena *a,
                  struct text_run run) {
    if (run.kind != RUN_COPIED) {
        add_piece(j, outer, a, run);
        return;
    }
    i64 work = run.from, left = run.from_n;
    u32 text = run.text;
    while (left > 0) { /* cut along the inner runs */
        const struct text_run *r = inner_at(j, work);
        i64 n = (i64)r->text + r->text_n - work;
        CHECK(n > 0);
        if (n > left) n = left;
        i64 from = inside(r, work), to = inside(r, work + n);
        map_add(outer, a,
                (struct text_run){text, (u32)n, (u32)from, (u32)(to - from), r->kind, r->text_unit,
                                  r->from_unit});
        work += n, left -= n, text += (u32)n;
    }
}
