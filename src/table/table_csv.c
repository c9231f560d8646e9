/* CSV to rows. Kinder than text/csv.h, because lists come from many hands: the delimiter is found,
 * stray quotes are kept as text. Only a quote that never closes is refused: it would swallow
 * everything after it. */
#include "table/table.h"

#include "text/charset.h"

struct csv {
    struct arena *a;
    struct str t;
    i64 at, line, number, cells;
    char delimiter;
    struct sheet *s;
    i64 cap;
    struct cell row[TABLE_COLUMNS_MAX];
};

static const char DELIMITERS[] = {',', ';', '\t', '|'};

/* How often a character stands in one line outside quotes. */
static i64 count_in_line(struct str t, i64 *at, char c) {
    i64 n = 0;
    bool quoted = false;
    for (; *at < t.n && (quoted || t.p[*at] != '\n'); ++*at) {
        if (t.p[*at] == '"') quoted = !quoted;
        n += !quoted && t.p[*at] == c;
    }
    ++*at;
    return n;
}

/* The one that cuts most of the first lines into as many fields as the first. */
static char find_delimiter(struct str t) {
    i64 best = -1;
    char c = ',';
    t = str_sub(t, 0, 1 << 16);
    for (i64 k = 0; k < LEN(DELIMITERS); k++) {
        i64 at = 0, first = count_in_line(t, &at, DELIMITERS[k]), alike = 0;
        for (i64 line = 1; at < t.n && line < 50; line++)
            alike += count_in_line(t, &at, DELIMITERS[k]) == first;
        i64 score = first ? alike * 1000 + first : -1;
        if (score > best) best = score, c = DELIMITERS[k];
    }
    return c;
}

static bool ends_field(const struct csv *x) {
    char c = x->t.p[x->at];
    return c == x->delimiter || c == '\n' ||
           (c == '\r' && (x->at + 1 >= x->t.n || x->t.p[x->at + 1] == '\n'));
}

static void bare(struct csv *x, struct buf *b) {
    i64 from = x->at;
    while (x->at < x->t.n && !ends_field(x))
        x->at++;
    buf_put(b, str_sub(x->t, from, x->at));
}

static rc quoted(struct csv *x, struct buf *b, struct err *e) {
    i64 begun = x->line;
    for (x->at++; x->at < x->t.n; x->at++) {
        char c = x->t.p[x->at];
        if (c == '\n') x->line++;
        if (c == '"' && (x->at + 1 >= x->t.n || x->t.p[x->at + 1] != '"')) {
            x->at++;
            return bare(x, b), RC_OK;
        }
        x->at += c == '"';
        buf_c(b, c);
    }
    return fail(e, RC_USAGE, "line %lld: a quote is opened and never closed", (long long)begun);
}

static rc field(struct csv *x, struct cell *out, struct err *e) {
    struct str text;
    if (x->at < x->t.n && x->t.p[x->at] == '"') {
        struct buf b = buf_make(x->a, CELL_BYTES_MAX);
        TRY(quoted(x, &b, e));
        if (!buf_ok(&b)) goto large;
        text = str_trim(buf_str(&b));
    } else {
        i64 from = x->at;
        while (x->at < x->t.n && !ends_field(x))
            x->at++;
        text = str_trim(str_sub(x->t, from, x->at));
    }
    if (text.n > CELL_BYTES_MAX) goto large;
    *out = (struct cell){text, text.n ? CELL_TEXT : CELL_EMPTY};
    return RC_OK;
large:
    return fail(e, RC_LIMIT, "line %lld: a cell has more than %d bytes", (long long)x->line,
                CELL_BYTES_MAX);
}

static void keep_row(struct csv *x, i64 n) {
    while (n && x->row[n - 1].kind == CELL_EMPTY)
        n--;
    if (!n) return;
    struct table_row *r = PUSH(x->a, x->s->rows, x->s->nrows, x->cap);
    *r = (struct table_row){x->number, NEWN(x->a, struct cell, n), n};
    memcpy(r->cells, x->row, (size_t)n * sizeof *x->row);
    if (n > x->s->columns) x->s->columns = n;
    x->cells += n;
}

static rc record(struct csv *x, struct err *e) {
    i64 n = 0;
    for (;;) {
        struct cell c;
        TRY(field(x, &c, e));
        if (n < TABLE_COLUMNS_MAX)
            x->row[n] = c;
        else if (c.kind != CELL_EMPTY)
            return fail(e, RC_LIMIT, "line %lld has more than %d columns", (long long)x->line,
                        TABLE_COLUMNS_MAX);
        n++;
        if (x->at >= x->t.n || x->t.p[x->at] != x->delimiter) break;
        x->at++;
    }
    if (x->at < x->t.n && x->t.p[x->at] == '\r') x->at++;
    if (x->at < x->t.n && x->t.p[x->at] == '\n') x->at++;
    x->line++;
    keep_row(x, n < TABLE_COLUMNS_MAX ? n : TABLE_COLUMNS_MAX);
    x->number++;
    return RC_OK;
}

/* Spreadsheets write "sep=;" as a first line of its own. */
static void stated_delimiter(struct csv *x) {
    struct str first = x->t, line = str_cut(&first, '\n');
    line = str_trim(line);
    if (line.n != 5 || !str_eqi(str_sub(line, 0, 4), S("sep="))) return;
    x->delimiter = line.p[4];
    x->at = first.p ? x->t.n - first.n : x->t.n;
    x->line = 2;
}

rc table_parse_csv(struct arena *a, struct str bytes, struct str charset, struct table *out,
                   struct err *e) {
    struct decoded d;
    TRY(charset_decode(a, bytes, charset, &d, e));
    struct csv *x = NEW(a, struct csv);
    *x = (struct csv){.a = a, .t = d.text, .line = 1, .number = 1, .s = NEW(a, struct sheet)};
    x->delimiter = find_delimiter(d.text);
    stated_delimiter(x);
    while (x->at < x->t.n) {
        TRY(record(x, e));
        if (x->number > TABLE_ROWS_MAX || x->cells > TABLE_CELLS_MAX)
            return fail(e, RC_LIMIT, "the table has more than %d rows or %d cells", TABLE_ROWS_MAX,
                        TABLE_CELLS_MAX);
    }
    *out = (struct table){.form = S("csv"), .charset = d.charset, .sheets = x->s, .nsheets = 1};
    out->delimiter = str_dup(a, (struct str){&x->delimiter, 1});
    if (!x->s->nrows) return fail(e, RC_UNSUPPORTED, "the table holds no row");
    return RC_OK;
}
