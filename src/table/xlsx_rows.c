/* One worksheet (ECMA-376 part 1, §18.3): rows, cells, merged areas. */
#include "table/xlsx.h"

#include "base/utf8.h"

/* "BC12" to column and row, from 0 and 1. */
static bool parse_ref(struct str s, i64 *column, i64 *row) {
    i64 n = 0;
    while (n < s.n && is_alpha(s.p[n]))
        n++;
    *column = table_column_parse(str_sub(s, 0, n));
    return *column >= 0 && str_i64(str_sub(s, n, s.n), row) && *row >= 1 && *row <= TABLE_ROWS_MAX;
}

static void row_start(struct xlsx *x, const char **attrs) {
    i64 number = x->number + 1;
    struct str r = xml_attr(attrs, "r");
    if (r.n && (!str_i64(r, &number) || number <= x->number)) {
        archive_fail(&x->z, RC_UNSUPPORTED, "the XLSX file is damaged: rows out of order");
        return;
    }
    if (number > TABLE_ROWS_MAX) archive_fail(&x->z, RC_LIMIT, "the table has too many rows");
    x->number = number;
    x->column = -1;
    x->width = 0;
    memset(x->row, 0, sizeof *x->row * TABLE_COLUMNS_MAX);
}

static void cell_start(struct xlsx *x, const char **attrs) {
    struct str r = xml_attr(attrs, "r");
    i64 column = x->column + 1, row = 0;
    if (r.n && !parse_ref(r, &column, &row)) column = TABLE_COLUMNS_MAX; /* too far right */
    x->column = column;
    x->type = str_dup(x->a, xml_attr(attrs, "t"));
    x->formula = false;
    if (!str_i64(xml_attr(attrs, "s"), &x->style)) x->style = -1;
    x->text.n = 0;
}

/* _x000D_ and the like stand for characters that XML cannot hold (§22.9.2.19). */
static struct str unescape(struct arena *a, struct str s) {
    if (str_find(s, S("_x"), 0) < 0) return s;
    struct buf b = buf_make(a, s.n + 1);
    for (i64 i = 0; i < s.n; i++) {
        struct str hex = str_sub(s, i + 2, i + 6);
        bool escape = s.p[i] == '_' && i + 6 < s.n && s.p[i + 1] == 'x' && s.p[i + 6] == '_';
        struct str two = escape ? hex_decode(a, str_lower(a, hex)) : (struct str){0};
        u32 cp = two.n == 2 ? (u32)(u8)two.p[0] << 8 | (u8)two.p[1] : 0;
        if (!cp || cp >= 0xD800) {
            buf_c(&b, s.p[i]);
        } else {
            utf8_put(&b, cp);
            i += 6;
        }
    }
    return buf_str(&b);
}

static struct str shared(struct xlsx *x, struct str number) {
    i64 at;
    if (str_i64(str_trim(number), &at) && at >= 0 && at < x->nshared) return x->shared[at];
    archive_fail(&x->z, RC_UNSUPPORTED, "the XLSX file is damaged: a string is missing");
    return (struct str){0};
}

static struct cell cell_of(struct xlsx *x) {
    struct str v = buf_str(&x->text);
    struct cell c = {.text = v, .kind = CELL_TEXT};
    if (str_eqc(x->type, "s")) {
        c.text = shared(x, v);
    } else if (str_eqc(x->type, "b")) {
        c = (struct cell){str_eqc(v, "1") ? S("TRUE") : S("FALSE"), CELL_BOOL};
    } else if (str_eqc(x->type, "e")) {
        c.kind = CELL_ERROR;
    } else if (!x->type.n || str_eqc(x->type, "n")) {
        bool date = x->style >= 0 && x->style < x->ndates && x->dates[x->style];
        c.kind = date ? CELL_DATE : CELL_NUMBER;
        if (date) c.text = xlsx_date(x->a, v, x->from_1904);
    }
    if (x->formula && c.kind != CELL_ERROR) c.kind = CELL_FORMULA;
    if (c.text.p == v.p) c.text = str_dup(x->a, v); /* the buffer is used again */
    c.text = str_trim(unescape(x->a, c.text));
    if (!c.text.n) c.kind = CELL_EMPTY;
    return c;
}

static void cell_end(struct xlsx *x) {
    struct cell c = cell_of(x);
    if (c.kind == CELL_EMPTY || x->z.r != RC_OK) return;
    if (x->column >= TABLE_COLUMNS_MAX) {
        archive_fail(&x->z, RC_LIMIT, "the table has too many columns");
        return;
    }
    x->row[x->column] = c;
    if (x->column >= x->width) x->width = x->column + 1;
}

static void row_end(struct xlsx *x) {
    if (!x->width || x->z.r != RC_OK) return;
    x->cells += x->width;
    if (x->cells > TABLE_CELLS_MAX) {
        archive_fail(&x->z, RC_LIMIT, "the table has too many cells");
        return;
    }
    struct table_row *r = PUSH(x->a, x->s->rows, x->s->nrows, x->cap_rows);
    *r = (struct table_row){x->number, NEWN(x->a, struct cell, x->width), x->width};
    memcpy(r->cells, x->row, (size_t)x->width * sizeof *x->row);
    if (x->width > x->s->columns) x->s->columns = x->width;
}

static void start(void *self, const XML_Char *name, const XML_Char **attrs) {
    struct xlsx *x = self;
    struct str tag = xml_local(name);
    if (str_eqc(tag, "row")) row_start(x, attrs);
    if (str_eqc(tag, "c")) cell_start(x, attrs);
    if (str_eqc(tag, "f")) x->formula = true;
    if (str_eqc(tag, "v") || str_eqc(tag, "t")) x->taking = true;
    x->phonetic += str_eqc(tag, "rPh");
    if (!str_eqc(tag, "mergeCell")) return;
    if (x->nmerged >= XLSX_MERGED_MAX)
        archive_fail(&x->z, RC_LIMIT, "the table has too many merged areas");
    else
        *PUSH(x->a, x->merged, x->nmerged, x->cap_merged) = str_dup(x->a, xml_attr(attrs, "ref"));
}

static void end(void *self, const XML_Char *name) {
    struct xlsx *x = self;
    struct str tag = xml_local(name);
    if (str_eqc(tag, "v") || str_eqc(tag, "t")) x->taking = false;
    x->phonetic -= str_eqc(tag, "rPh") && x->phonetic > 0;
    if (str_eqc(tag, "c")) cell_end(x);
    if (str_eqc(tag, "row")) row_end(x);
}

/* Index of the first row numbered `number` or more. */
static i64 row_from(const struct sheet *s, i64 number) {
    i64 lo = 0, hi = s->nrows;
    while (lo < hi) {
        i64 mid = (lo + hi) / 2;
        if (s->rows[mid].number < number)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static void widen(struct xlsx *x, struct table_row *r, i64 n) {
    if (r->n >= n) return;
    struct cell *wide = NEWN(x->a, struct cell, n);
    memcpy(wide, r->cells, (size_t)r->n * sizeof *wide);
    r->cells = wide;
    r->n = n;
}

/* Only rows that hold something are filled: a merged area adds no row. */
static rc spread(struct xlsx *x, struct str ref) {
    struct str to = ref, from = str_cut(&to, ':');
    i64 c0, r0, c1, r1;
    if (!parse_ref(from, &c0, &r0) || !parse_ref(to, &c1, &r1)) return RC_OK;
    i64 at = row_from(x->s, r0);
    if (at >= x->s->nrows || x->s->rows[at].number != r0) return RC_OK;
    struct cell c = table_cell(&x->s->rows[at], c0);
    if (c.kind == CELL_EMPTY) return RC_OK;
    c.kind = CELL_MERGED;
    for (; at < x->s->nrows && x->s->rows[at].number <= r1; at++) {
        widen(x, &x->s->rows[at], c1 + 1);
        for (i64 k = c0; k <= c1; k++) {
            struct cell *old = &x->s->rows[at].cells[k];
            if (++x->cells > TABLE_CELLS_MAX)
                return fail(x->e, RC_LIMIT, "the table has too many cells");
            if (old->kind == CELL_EMPTY) *old = c;
        }
    }
    if (c1 + 1 > x->s->columns) x->s->columns = c1 + 1;
    return RC_OK;
}

rc xlsx_rows(struct xlsx *x, const struct xlsx_sheet *ref, struct sheet *out) {
    bool there;
    *out = (struct sheet){.name = ref->name, .hidden = ref->hidden};
    x->s = out;
    x->cap_rows = x->number = x->nmerged = x->cap_merged = 0;
    x->merged = NULL;
    TRY(xlsx_file(x, ref->file, start, end, &there));
    for (i64 i = 0; i < x->nmerged; i++)
        TRY(spread(x, x->merged[i]));
    return RC_OK;
}
