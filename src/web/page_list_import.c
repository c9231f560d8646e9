/* From a file to a list: seal it, say what its columns mean, look at what would be imported,
 * import. The steps are one page whose address holds all choices, so that going back loses nothing.
 */
#include "flow/show.h"
#include "web/person_bits.h"

enum { SAMPLES = 3, SHOWN = 25, FLAGGED_SHOWN = 50, PREVIEW_ROWS = 2000 };

static const struct str FIELDS[] = {
    SI("number"),   SI("full"),       SI("first"),      SI("father"),     SI("grandfather"),
    SI("family"),   SI("mother"),     SI("kunya"),      SI("nickname"),   SI("sex"),
    SI("age"),      SI("age_class"),  SI("birth_date"), SI("event_date"), SI("event_place"),
    SI("outcome"),  SI("occupation"), SI("origin"),     SI("id"),         SI("contact"),
    SI("religion"), SI("ethnicity"),  SI("note"),       SI("other")};
static const struct str ORDERS[] = {SI("dmy"), SI("mdy"), SI("ymd")};
static const struct str OUTCOMES[] = {SI("killed"),   SI("died"),     SI("injured"),
                                      SI("missing"),  SI("detained"), SI("abducted"),
                                      SI("released"), SI("displaced")};

/* ---- step 1 ---- */

static void upload(struct req *r) {
    struct str list = req_query(r, "list");
    struct str next = S("/lists/import?item={outside}");
    if (list.n) next = str_fmt(r->a, "%.*s&list=%.*s", SARG(next), SARG(list));
    ui_head(r, 2, "list.step_file");
    form_begin(r, "seal", next);
    form_file(r, "PATH", "list.file", false);
    form_text(r, "from", "list.from", S(""), false);
    form_submit(r, "list.seal_file", "");
    form_end(r);
    ui_head(r, 2, "list.step_sealed");
    form_get(r, S("/lists/import"));
    form_text(r, "item", "list.sealed_item", S(""), true);
    if (list.n) form_hidden(r, "list", list);
    form_submit(r, "list.take", "quiet");
    form_end(r);
}

/* ---- step 2: columns ---- */

/* Choices in the address stand for the guess. */
static rc choose(struct req *r, struct list_in *in, struct err *e) {
    const struct sheet *s = &in->table.sheets[in->sheet];
    for (i64 i = 0; i < s->columns; i++) {
        struct str letters = table_column(r->a, i);
        struct str field = req_query(r, cstr(r->a, str_cat(r->a, S("c_"), letters)));
        bool key = req_query(r, cstr(r->a, str_cat(r->a, S("k_"), letters))).n > 0;
        if (!field.n) continue;
        struct str head = {0};
        const struct table_row *h = mapping_header(s, in->mapping.header);
        if (h) head = table_cell(h, i).text;
        bool labelled = str_eqc(field, "id") || str_eqc(field, "other");
        TRY(mapping_set(r->a, s, &in->mapping,
                        str_fmt(r->a, "%.*s=%.*s%s%.*s%s", SARG(letters), SARG(field),
                                labelled && head.n ? ":" : "",
                                SARG(labelled ? str_sub(head, 0, 200) : S("")), key ? "!" : ""),
                        e));
    }
    if (req_query(r, "order").n) in->mapping.order = req_query(r, "order");
    if (req_query(r, "outcome").n) in->mapping.outcome = req_query(r, "outcome");
    return RC_OK;
}

static const struct column *column_at(const struct mapping *m, i64 at) {
    for (i64 i = 0; i < m->ncolumns; i++)
        if (m->columns[i].column == at) return &m->columns[i];
    return NULL;
}

static void option(struct req *r, struct str value, struct str words, struct str chosen) {
    h_begin(&r->h, "option");
    h_attr(&r->h, "value", value);
    if (str_eq(value, chosen)) h_attr(&r->h, "selected", S(""));
    h_text(&r->h, words);
    h_end(&r->h);
}

static void field_choice(struct req *r, struct str letters, const struct column *c) {
    struct str chosen = c && c->field.n ? c->field : S("-");
    h_begin(&r->h, "select");
    h_attr(&r->h, "name", str_cat(r->a, S("c_"), letters));
    h_attr(&r->h, "aria-label", words_fill(r->a, r->lang, "list.means", letters, S("")));
    option(r, S("-"), words_get(r->lang, "list.left_out"), chosen);
    for (i64 i = 0; i < LEN(FIELDS); i++)
        option(r, FIELDS[i], words_term(r->lang, "person_field", FIELDS[i]), chosen);
    h_end(&r->h);
}

static void key_choice(struct req *r, struct str letters, const struct column *c) {
    h_begin(&r->h, "input");
    h_attr(&r->h, "type", S("checkbox"));
    h_attr(&r->h, "name", str_cat(r->a, S("k_"), letters));
    h_attr(&r->h, "value", S("1"));
    h_attr(&r->h, "aria-label", words_fill(r->a, r->lang, "list.is_key", letters, S("")));
    if (c && c->key) h_attr(&r->h, "checked", S(""));
    h_void(&r->h);
}

static void samples(struct req *r, const struct list_in *in, i64 column) {
    const struct sheet *s = &in->table.sheets[in->sheet];
    i64 shown = 0;
    h_begin(&r->h, "td");
    for (i64 i = 0; i < s->nrows && shown < SAMPLES; i++) {
        if (s->rows[i].number <= in->mapping.header) continue;
        struct str text = table_cell(&s->rows[i], column).text;
        if (!text.n) continue;
        if (shown++) h_text(&r->h, S(" · "));
        ui_words(r, "bdi", "", S(""), show_short(r->a, text, 40));
    }
    h_end(&r->h);
}

static void column_row(struct req *r, const struct list_in *in, i64 at) {
    const struct table_row *head = mapping_header(&in->table.sheets[in->sheet], in->mapping.header);
    const struct column *c = column_at(&in->mapping, at);
    struct str letters = table_column(r->a, at);
    h_begin(&r->h, "tr");
    h_begin(&r->h, "th");
    h_attr(&r->h, "scope", S("row"));
    ui_code(r, letters);
    if (head) {
        h_text(&r->h, S(" "));
        ui_words(r, "bdi", "", S(""), table_cell(head, at).text);
    }
    h_end(&r->h);
    if (person_may_see(r, S("full"), false))
        samples(r, in, at);
    else
        ui_el(r, "td", "soft", "list.withheld_value");
    h_begin(&r->h, "td");
    field_choice(r, letters, c);
    h_end(&r->h);
    h_begin(&r->h, "td");
    key_choice(r, letters, c);
    h_end(&r->h);
    h_end(&r->h);
}

static void columns(struct req *r, const struct list_in *in, struct str name) {
    static const char *const HEADS[] = {"list.h_column", "list.h_samples", "list.h_means",
                                        "list.h_is_key", NULL};
    const struct sheet *s = &in->table.sheets[in->sheet];
    ui_head(r, 2, "list.step_columns");
    ui_note(r, "", str_eqc(in->how, "kept") ? "list.mapping_kept" : "list.mapping_guessed");
    form_get(r, S("/lists/import"));
    form_hidden(r, "item", in->item.outside);
    form_hidden(r, "preview", S("1"));
    form_text(r, "list", "list.name", name, true);
    ui_table_begin(r, "list.step_columns", HEADS);
    for (i64 i = 0; i < s->columns; i++)
        column_row(r, in, i);
    ui_table_end(r);
    if (in->table.nsheets > 1) form_text(r, "sheet", "list.sheet", s->name, false);
    form_number(r, "header", "list.header", str_fmt(r->a, "%lld", (long long)in->mapping.header));
    form_select(r, "order", "list.order", "date_order", ORDERS, LEN(ORDERS), in->mapping.order,
                true);
    form_select(r, "outcome", "list.outcome", "outcome", OUTCOMES, LEN(OUTCOMES),
                in->mapping.outcome, false);
    form_submit(r, "list.look", "");
    form_end(r);
}

/* ---- step 3: what would be imported ---- */

static void preview_fields(struct req *r, const struct json *fields) {
    h_el(&r->h, "ul", "plain");
    JSON_EACH(f, fields) {
        struct str field = json_get_str(f, "field"), v = json_get_str(f, "value"),
                   w = json_get_str(f, "words");
        h_begin(&r->h, "li");
        ui_term(r, "person_field", field);
        h_text(&r->h, S(": "));
        if (v.n) person_value(r, field, v);
        if (w.n) {
            h_text(&r->h, S(" "));
            ui_words(r, "q", "", S(""), w);
        }
        h_text(&r->h, S(" "));
        ui_code(r, json_get_str(f, "cell"));
        h_end(&r->h);
    }
    h_end(&r->h);
}

static void preview_row(struct req *r, const struct list_person *p) {
    struct json *j = list_row_json(&r->op, p);
    struct person_flag *f = NEWN(r->a, struct person_flag, p->row.flags->n);
    i64 n = 0;
    JSON_EACH(k, p->row.flags)
    f[n++] = (struct person_flag){json_get_str(k, "r"), json_get_str(k, "c")};
    h_begin(&r->h, "tr");
    h_begin(&r->h, "th");
    h_attr(&r->h, "scope", S("row"));
    ui_number(r, p->row.line);
    h_end(&r->h);
    h_begin(&r->h, "td");
    ui_term(r, "list_change", str_c(p->change));
    h_end(&r->h);
    h_begin(&r->h, "td");
    preview_fields(r, json_get(j, "fields"));
    h_end(&r->h);
    h_begin(&r->h, "td");
    person_flags(r, f, n);
    h_end(&r->h);
    h_end(&r->h);
}

static void preview_table(struct req *r, const struct list_rows *l) {
    static const char *const HEADS[] = {"list.row", "list.h_change", "list.h_fields",
                                        "list.h_flags", NULL};
    i64 flagged = 0;
    ui_table_begin(r, "list.preview", HEADS);
    for (i64 i = 0; i < l->n; i++) {
        bool dirty = l->rows[i].row.flags->n > 0;
        if (i < SHOWN || (dirty && flagged < FLAGGED_SHOWN)) preview_row(r, &l->rows[i]);
        flagged += dirty;
    }
    ui_table_end(r);
}

static void count_line(struct req *r, const char *id, i64 n) {
    h_begin(&r->h, "li");
    ui_say_n(r, id, n);
    h_end(&r->h);
}

static void import_form(struct req *r, const struct list_in *in, const struct list_rows *l) {
    form_begin(r, "list import", S("/list/{id}"));
    form_hidden(r, "ITEM", in->item.outside);
    form_hidden(r, "list", l->name);
    form_hidden(r, "sheet", in->mapping.sheet);
    form_hidden(r, "header", str_fmt(r->a, "%lld", (long long)in->mapping.header));
    form_hidden(r, "order", in->mapping.order);
    if (in->mapping.outcome.n) form_hidden(r, "outcome", in->mapping.outcome);
    for (i64 i = 0; i < in->mapping.ncolumns; i++) {
        const struct column *c = &in->mapping.columns[i];
        form_hidden(r, "column",
                    str_fmt(r->a, "%.*s=%.*s%s%.*s%s", SARG(table_column(r->a, c->column)),
                            SARG(c->field.n ? c->field : S("-")), c->label.n ? ":" : "",
                            SARG(c->label), c->key ? "!" : ""));
    }
    form_text(r, "save-map", "list.save_map", l->name, false);
    form_submit(r, "list.do_import", "");
    form_end(r);
}

static rc preview(struct req *r, const struct list_in *in, struct str name, struct err *e) {
    struct list_rows l;
    struct err wrong = {0};
    rc got = list_rows(&r->op, in, name, PREVIEW_ROWS, &l, &wrong);
    if (got != RC_OK && got != RC_USAGE) return *e = wrong, got;
    ui_head(r, 2, "list.preview");
    if (got == RC_USAGE || !l.n) {
        ui_note(r, "bad", "list.cannot");
        if (wrong.msg[0]) h_leaf(&r->h, "p", "", str_c(wrong.msg));
        return RC_OK;
    }
    h_begin(&r->h, "ul");
    count_line(r, "list.n_rows", l.n);
    count_line(r, "list.n_flagged", l.flagged);
    if (l.version > 1) count_line(r, "list.n_added", l.added);
    if (l.version > 1) count_line(r, "list.n_changed", l.changed);
    if (l.version > 1) count_line(r, "list.n_rekeyed", l.rekeyed);
    h_end(&r->h);
    if (l.n == PREVIEW_ROWS) ui_note(r, "", "list.preview_part");
    if (l.sensitive_left_out) ui_note(r, "warn", "list.sensitive_left_out");
    ui_note(r, "", "list.dirty_kept");
    import_form(r, in, &l);
    preview_table(r, &l);
    return RC_OK;
}

static struct str named(struct req *r, const struct list_in *in, struct err *e) {
    struct str given = req_query(r, "list"), file = in->item.name;
    struct name_list l;
    bool found = false;
    struct err none = {0};
    if (given.n &&
        records_name_list(r->op.session->db, r->a, given, op_reach(&r->op), &found, &l, &none) ==
            RC_OK &&
        found)
        return l.name;
    (void)e;
    i64 dot = file.n;
    for (i64 i = 1; i < file.n; i++)
        if (file.p[i] == '.') dot = i;
    return given.n ? given : str_sub(file, 0, dot);
}

static rc import(struct req *r, struct err *e) {
    struct list_in in;
    struct err wrong = {0};
    ui_head(r, 1, "list.import");
    ui_note(r, "", "list.law");
    if (!req_query(r, "item").n) return upload(r), RC_OK;
    rc got = list_open(&r->op, req_query(r, "item"), req_query(r, "charset"), &in, &wrong);
    if (got == RC_OK)
        got = list_map(&r->op, &in, S(""), req_query(r, "sheet"), req_query(r, "header"), &wrong);
    if (got == RC_OK) got = choose(r, &in, &wrong);
    if (got != RC_OK) {
        if (got == RC_INTEGRITY || got == RC_IO) return *e = wrong, got;
        ui_note(r, "bad", "list.cannot");
        h_leaf(&r->h, "p", "", str_c(wrong.msg));
        return upload(r), RC_OK;
    }
    struct str name = named(r, &in, e);
    columns(r, &in, name);
    return req_query(r, "preview").n ? preview(r, &in, name, e) : RC_OK;
}

const struct page PAGE_LIST_IMPORT = {.path = "/lists/import",
                                      .title = "list.import",
                                      .menu = "/lists",
                                      .perm = PERM_WRITE,
                                      .get = import};
