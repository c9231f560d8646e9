#include "exchange/mapping.h"

#include "text/fold.h"
#include "proof/hash.h"

static const struct {
    const char *field, *words;
} HEADERS[] = {
#define HEADER(field, words) {field, words},
#include "exchange/headers.def"
#undef HEADER
};

/* ---- JSON ---- */

static void set(struct arena *a, struct json *o, const char *key, struct str s) {
    if (s.n) json_set_str(a, o, key, s);
}

struct json *mapping_json(struct arena *a, const struct mapping *m) {
    struct json *o = json_obj(a);
    set(a, o, "sheet", m->sheet);
    json_set_i(a, o, "header", m->header);
    set(a, o, "order", m->order);
    set(a, o, "outcome", m->outcome);
    struct json *list = json_set(o, S("columns"), json_arr(a));
    for (i64 i = 0; i < m->ncolumns; i++) {
        const struct column *c = &m->columns[i];
        if (!c->field.n) continue;
        struct json *j = json_add(list, json_obj(a));
        json_set_str(a, j, "c", table_column(a, c->column));
        json_set_str(a, j, "f", c->field);
        set(a, j, "l", c->label);
        if (c->key) json_set(j, S("k"), json_bool(a, true));
    }
    return o;
}

static bool order_known(struct str s) {
    return !s.n || str_eqc(s, "dmy") || str_eqc(s, "mdy") || str_eqc(s, "ymd");
}

rc mapping_check(const struct mapping *m, struct err *e) {
    bool any = false;
    if (!order_known(m->order)) return fail(e, RC_USAGE, "the order of dates is dmy, mdy or ymd");
    if (m->header < 0 || m->header > TABLE_ROWS_MAX) return fail(e, RC_USAGE, "no such header row");
    for (i64 i = 0; i < m->ncolumns; i++) {
        const struct column *c = &m->columns[i];
        if (!c->field.n) continue;
        any = true;
        if (!person_field_known(c->field))
            return fail(e, RC_USAGE, "there is no field \"%.*s\"", SARG(str_sub(c->field, 0, 40)));
        for (i64 k = 0; k < i; k++)
            if (str_eq(m->columns[k].field, c->field) && !person_field_many(c->field))
                return fail(e, RC_USAGE, "two columns mean \"%.*s\"", SARG(c->field));
    }
    if (any) return RC_OK;
    rc r = fail(e, RC_USAGE, "no column is mapped to a field");
    err_hint(e, "say what the columns mean: --column \"B=full\" --column \"C=age\"");
    return r;
}

rc mapping_read(struct arena *a, const struct json *j, struct mapping *out, struct err *e) {
    const struct json *list = json_get(j, "columns");
    *out = (struct mapping){.sheet = json_get_str(j, "sheet"),
                            .header = json_get_i(j, "header", 1),
                            .order = json_get_str(j, "order"),
                            .outcome = json_get_str(j, "outcome")};
    if (!list || list->type != JSON_ARRAY || list->n > TABLE_COLUMNS_MAX)
        return fail(e, RC_USAGE, "this is no mapping");
    out->columns = NEWN(a, struct column, list->n);
    JSON_EACH(c, list) {
        i64 at = table_column_parse(json_get_str(c, "c"));
        if (at < 0) return fail(e, RC_USAGE, "a mapping names a column that cannot be");
        out->columns[out->ncolumns++] =
            (struct column){at, json_get_str(c, "f"), json_get_str(c, "l"), json_get_bool(c, "k")};
    }
    return mapping_check(out, e);
}

/* ---- the header ---- */

/* Field of a header cell: exact words win over words inside. "" = not known. */
static struct str field_of(struct arena *a, struct str header) {
    struct str h = text_fold_name(a, header);
    struct str best = {0};
    i64 length = 0;
    for (i64 i = 0; i < LEN(HEADERS) && h.n; i++) {
        struct str w = text_fold_name(a, str_c(HEADERS[i].words));
        if (str_eq(h, w)) return str_c(HEADERS[i].field);
        if (w.n < 6 || w.n <= length) continue; /* a short word inside says little */
        struct str in = str_fmt(a, " %.*s ", SARG(w)), all = str_fmt(a, " %.*s ", SARG(h));
        if (!str_has(all, in)) continue;
        best = str_c(HEADERS[i].field);
        length = w.n;
    }
    return best;
}

static i64 known_words(struct arena a, const struct table_row *r) {
    i64 n = 0;
    for (i64 i = 0; i < r->n; i++)
        n += r->cells[i].kind == CELL_TEXT && field_of(&a, r->cells[i].text).n > 0;
    return n;
}

/* Among the first rows, the one with the most known words; titles may stand above it. */
static i64 find_header(struct arena a, const struct sheet *s) {
    i64 best = 0, at = 0;
    for (i64 i = 0; i < s->nrows && i < 20; i++) {
        i64 n = known_words(a, &s->rows[i]);
        if (n > best) best = n, at = s->rows[i].number;
    }
    return at;
}

const struct table_row *mapping_header(const struct sheet *s, i64 header) {
    for (i64 i = 0; i < s->nrows && s->rows[i].number <= header; i++)
        if (s->rows[i].number == header) return &s->rows[i];
    return NULL;
}

struct str mapping_signature(struct arena *a, const struct sheet *s, i64 header) {
    const struct table_row *r = mapping_header(s, header);
    struct buf b = buf_make(a, (i64)TABLE_COLUMNS_MAX * CELL_BYTES_MAX);
    u8 h[32];
    if (!r) return (struct str){0};
    for (i64 i = 0; i < r->n; i++) {
        buf_put(&b, text_fold_name(a, r->cells[i].text));
        buf_c(&b, '\n');
    }
    sha256(buf_str(&b), h);
    return hex_encode(a, (struct str){(char *)h, 16});
}

static bool taken(const struct mapping *m, struct str field) {
    for (i64 i = 0; i < m->ncolumns; i++)
        if (str_eq(m->columns[i].field, field)) return true;
    return false;
}

struct mapping mapping_guess(struct arena *a, const struct table *t, i64 sheet) {
    const struct sheet *s = &t->sheets[sheet];
    struct mapping m = {.sheet = s->name, .header = find_header(*a, s), .order = S("dmy")};
    const struct table_row *r = mapping_header(s, m.header);
    m.columns = NEWN(a, struct column, s->columns);
    for (i64 i = 0; i < s->columns; i++) {
        struct str head = r ? table_cell(r, i).text : (struct str){0};
        struct str field = head.n ? field_of(a, head) : (struct str){0};
        bool once = field.n && !person_field_many(field) && taken(&m, field);
        struct column c = {.column = i, .field = once || !field.n ? S("other") : field};
        if (!head.n && str_eqc(c.field, "other")) c.field = (struct str){0};
        if (str_eqc(c.field, "other") || str_eqc(c.field, "id")) c.label = str_sub(head, 0, 200);
        c.key = str_eqc(c.field, "number");
        m.columns[m.ncolumns++] = c;
    }
    return m;
}

/* ---- as a person writes it ---- */

static i64 column_of(struct arena *a, const struct sheet *s, const struct mapping *m,
                     struct str name) {
    const struct table_row *r = mapping_header(s, m->header);
    struct str want = text_fold_name(a, name);
    for (i64 i = 0; r && i < r->n; i++)
        if (want.n && str_eq(text_fold_name(a, r->cells[i].text), want)) return i;
    return table_column_parse(name);
}

rc mapping_set(struct arena *a, const struct sheet *s, struct mapping *m, struct str text,
               struct err *e) {
    /* letters end at the first =; a header's words may hold one */
    i64 eq = str_chr(text, '=', 0);
    if (table_column_parse(str_trim(str_sub(text, 0, eq))) < 0)
        for (eq = text.n - 1; eq >= 0 && text.p[eq] != '=';)
            eq--;
    struct str label = str_trim(str_sub(text, eq + 1, text.n));
    bool key = str_ends(label, S("!"));
    if (key) label.n--;
    struct str field = str_cut(&label, ':');
    i64 at = eq > 0 ? column_of(a, s, m, str_trim(str_sub(text, 0, eq))) : -1;
    if (at < 0) {
        rc r =
            fail(e, RC_USAGE, "\"%.*s\" names no column of the table", SARG(str_sub(text, 0, 60)));
        err_hint(e, "write --column \"B=full\": letters or a header's words, then a field");
        return r;
    }
    if (str_eqc(field, "-")) field = (struct str){0};
    if (!label.p) label = (struct str){0};
    struct column c = {at, field, label, key || str_eqc(field, "number")};
    for (i64 i = 0; i < m->ncolumns; i++)
        if (m->columns[i].column == at) return m->columns[i] = c, RC_OK;
    struct column *more = NEWN(a, struct column, m->ncolumns + 1);
    if (m->ncolumns) memcpy(more, m->columns, (size_t)m->ncolumns * sizeof *more);
    more[m->ncolumns++] = c;
    m->columns = more;
    return RC_OK;
}
