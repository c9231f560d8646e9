#include "media/rows.h"

#include "base/utf8.h"
#include "table/table.h"

enum { HEADER_LOOKED_AT = 20, HEADER_BYTES = 200 };

/* Index of the header's row; -1: none. */
static i64 header_of(const struct sheet *s) {
    for (i64 i = 0; i < s->nrows && i < HEADER_LOOKED_AT; i++) {
        i64 words = 0, others = 0;
        for (i64 k = 0; k < s->rows[i].n; k++) {
            const struct cell *c = &s->rows[i].cells[k];
            i64 number;
            bool text =
                c->kind == CELL_TEXT && c->text.n <= HEADER_BYTES && !str_i64(c->text, &number);
            words += text;
            others += !text && c->kind != CELL_EMPTY && c->kind != CELL_MERGED;
        }
        if (words > 1 && others == 0) return i;
        if (others) return -1;
    }
    return -1;
}

/* Control characters would be line ends of ours. */
static struct str one_line(struct arena *a, struct str s) {
    char *p = NEWN(a, char, s.n + 1);
    for (i64 i = 0; i < s.n; i++)
        p[i] = (u8)s.p[i] < ' ' ? ' ' : s.p[i];
    return (struct str){p, s.n};
}

static void value(struct doc *d, const struct sheet *s, i64 header, i64 row, i64 column) {
    const struct table_row *r = &s->rows[row];
    struct cell c = table_cell(r, column), h = {0};
    if (c.kind == CELL_EMPTY || c.kind == CELL_MERGED) return;
    if (header >= 0) h = table_cell(&s->rows[header], column);
    if (h.text.n) {
        doc_from(d, str_trim(one_line(d->a, h.text)), 0, 0, RUN_BLANK);
        doc_gap(d, ": ");
    }
    i64 from = d->text.n;
    doc_from(d, one_line(d->a, utf8_clean(d->a, c.text, &(i64){0})), 0, 0, RUN_BLANK);
    doc_mark(d, from, MARK_CELL, r->number, column + 1, s->name);
    doc_gap(d, "\n");
}

static void put_sheet(struct doc *d, const struct sheet *s) {
    i64 header = header_of(s);
    for (i64 i = 0; i < s->nrows; i++) {
        if (i == header) continue;
        doc_line(d, true);
        for (i64 k = 0; k < s->rows[i].n; k++)
            value(d, s, i < header ? -1 : header, i, k);
    }
}

rc rows_append(struct arena *a, struct str bytes, struct str charset, struct doc *d,
               struct err *e) {
    struct table t;
    TRY(table_parse(a, bytes, charset, &t, e));
    if (!d->form.n) d->form = t.form;
    for (i64 i = 0; i < t.nsheets; i++)
        put_sheet(d, &t.sheets[i]);
    return RC_OK;
}

rc rows_text(struct arena *a, struct str bytes, struct str charset, struct doc *out,
             struct err *e) {
    *out = doc_make(a, "", false);
    return rows_append(a, bytes, charset, out, e);
}
