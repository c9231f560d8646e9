#include "table/table.h"

#include "base/utf8.h"
#include "text/maintext.h"

struct str table_form(struct str bytes) {
    if (str_starts(bytes, S("PK\x03\x04")))
        return str_has(str_sub(bytes, 0, 200), S("opendocument.spreadsheet")) ? S("ods")
                                                                              : S("xlsx");
    if (str_starts(bytes, S("\xD0\xCF\x11\xE0"))) return S("xls");
    if (str_starts(bytes, S("%PDF")) || str_chr(str_sub(bytes, 0, 4096), 0, 0) >= 0) {
        bool utf16 = str_starts(bytes, S("\xFF\xFE")) || str_starts(bytes, S("\xFE\xFF"));
        if (!utf16) return S("");
    }
    return bytes.n ? S("csv") : S("");
}

struct str table_column(struct arena *a, i64 column) {
    char room[8];
    int n = 0;
    for (i64 c = column + 1; c > 0 && n < 8; c = (c - 1) / 26)
        room[n++] = (char)('A' + (c - 1) % 26);
    char *p = NEWN(a, char, n + 1);
    for (int i = 0; i < n; i++)
        p[i] = room[n - 1 - i];
    return (struct str){p, n};
}

i64 table_column_parse(struct str s) {
    i64 c = 0;
    if (s.n < 1 || s.n > 3) return -1;
    for (i64 i = 0; i < s.n; i++) {
        char l = lower(s.p[i]);
        if (l < 'a' || l > 'z') return -1;
        c = c * 26 + (l - 'a' + 1);
    }
    return c <= TABLE_COLUMNS_MAX ? c - 1 : -1;
}

i64 table_sheet(const struct table *t, struct str name) {
    i64 at;
    for (i64 i = 0; i < t->nsheets; i++)
        if (name.n ? str_eq(t->sheets[i].name, name) : !t->sheets[i].hidden) return i;
    if (name.n && str_i64(name, &at) && at >= 1 && at <= t->nsheets) return at - 1;
    return !name.n && t->nsheets ? 0 : -1;
}

struct cell table_cell(const struct table_row *r, i64 column) {
    return column >= 0 && column < r->n ? r->cells[column] : (struct cell){0};
}

/* ---- out of the child ---- */

static void put_n(struct buf *b, i64 n) {
    u8 v[4] = {(u8)n, (u8)(n >> 8), (u8)(n >> 16), (u8)(n >> 24)};
    buf_put(b, (struct str){(const char *)v, 4});
}

static void put_s(struct buf *b, struct str s) {
    put_n(b, s.n);
    buf_put(b, s);
}

void table_put(struct buf *b, const struct table *t) {
    put_s(b, t->form);
    put_s(b, t->charset);
    put_s(b, t->delimiter);
    put_n(b, t->nsheets);
    for (i64 i = 0; i < t->nsheets; i++) {
        const struct sheet *s = &t->sheets[i];
        put_s(b, s->name);
        buf_c(b, s->hidden ? 1 : 0);
        put_n(b, s->nrows);
        for (i64 k = 0; k < s->nrows; k++) {
            put_n(b, s->rows[k].number);
            put_n(b, s->rows[k].n);
            for (i64 c = 0; c < s->rows[k].n; c++) {
                buf_c(b, (char)s->rows[k].cells[c].kind);
                put_s(b, s->rows[k].cells[c].text);
            }
        }
    }
}

struct answer {
    struct str in;
    i64 at;
    bool bad;
};

static i64 get_n(struct answer *x, i64 most) {
    if (x->in.n - x->at < 4) return x->bad = true, 0;
    const u8 *p = (const u8 *)x->in.p + x->at;
    x->at += 4;
    i64 n = (i64)p[0] | (i64)p[1] << 8 | (i64)p[2] << 16 | (i64)p[3] << 24;
    return n > most ? (x->bad = true, 0) : n;
}

static i64 get_byte(struct answer *x, i64 most) {
    if (x->at >= x->in.n) return x->bad = true, 0;
    i64 n = (u8)x->in.p[x->at++];
    return n > most ? (x->bad = true, 0) : n;
}

static struct str get_s(struct answer *x, i64 most) {
    i64 n = get_n(x, most);
    if (x->in.n - x->at < n) return x->bad = true, (struct str){0};
    struct str s = str_sub(x->in, x->at, x->at + n);
    x->at += n;
    if (utf8_invalid(s) >= 0) x->bad = true;
    return s;
}

/* A promise of rows or cells that the bytes left cannot hold is no promise. */
static i64 get_count(struct answer *x, i64 most, i64 each) {
    i64 n = get_n(x, most);
    if (n * each > x->in.n - x->at) return x->bad = true, 0;
    return n;
}

static void get_row(struct arena *a, struct answer *x, struct table_row *r, i64 after) {
    r->number = get_n(x, TABLE_ROWS_MAX);
    if (r->number <= after) x->bad = true;
    r->n = get_count(x, TABLE_COLUMNS_MAX, 5);
    r->cells = NEWN(a, struct cell, r->n);
    for (i64 i = 0; i < r->n && !x->bad; i++) {
        r->cells[i].kind = (enum cell_kind)get_byte(x, CELL_MERGED);
        r->cells[i].text = get_s(x, CELL_BYTES_MAX);
        if ((r->cells[i].kind == CELL_EMPTY) != (r->cells[i].text.n == 0)) x->bad = true;
    }
}

static void get_sheet(struct arena *a, struct answer *x, struct sheet *s, i64 *cells) {
    s->name = get_s(x, CELL_BYTES_MAX);
    s->hidden = get_byte(x, 1);
    s->nrows = get_count(x, TABLE_ROWS_MAX, 8);
    s->rows = NEWN(a, struct table_row, s->nrows);
    i64 after = 0;
    for (i64 i = 0; i < s->nrows && !x->bad; i++) {
        get_row(a, x, &s->rows[i], after);
        after = s->rows[i].number;
        if (s->rows[i].n > s->columns) s->columns = s->rows[i].n;
        if ((*cells += s->rows[i].n) > TABLE_CELLS_MAX) x->bad = true;
    }
}

rc table_get(struct arena *a, struct str bytes, struct table *out, struct err *e) {
    struct answer x = {.in = bytes};
    i64 cells = 0;
    *out = (struct table){.form = get_s(&x, 16), .charset = get_s(&x, 64)};
    out->delimiter = get_s(&x, 4);
    out->nsheets = get_count(&x, TABLE_SHEETS_MAX, 9);
    out->sheets = NEWN(a, struct sheet, out->nsheets);
    for (i64 i = 0; i < out->nsheets && !x.bad; i++)
        get_sheet(a, &x, &out->sheets[i], &cells);
    if (!x.bad && x.at == bytes.n) return RC_OK;
    return fail(e, RC_UNSUPPORTED, "reader process gave nonsense");
}

/* ---- reading ---- */

rc table_parse(struct arena *a, struct str bytes, struct str charset, struct table *out,
               struct err *e) {
    struct str form = table_form(bytes);
    if (str_eqc(form, "csv")) return table_parse_csv(a, bytes, charset, out, e);
    if (str_eqc(form, "xlsx")) return table_parse_xlsx(a, bytes, out, e);
    if (!form.n) return fail(e, RC_UNSUPPORTED, "this is no table: CSV and XLSX are read");
    rc r = fail(e, RC_UNSUPPORTED, "%.*s tables are not read", SARG(form));
    err_hint(e, "open it in a spreadsheet, save it as XLSX or CSV, and seal both files");
    return r;
}
