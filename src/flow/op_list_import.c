/* Lists of names: a sealed table becomes persons, a row each. */
#include "base/limits.h"
#include "flow/ingest.h"
#include "flow/lists.h"
#include "proof/hash.h"
#include "sys/os.h"

enum { PREVIEW_ROWS = 50 };

/* ---- the item ---- */

/* The item with these bytes, sealed now if it is not in the case. */
static rc seal_file(struct op_ctx *c, struct str path, struct str *item, struct err *e) {
    struct str bytes, *items, id;
    struct op_value one = {.v = path};
    struct intake in = {.from = op_str(c, "from")};
    struct err none = {0};
    u8 h[32];
    i64 n;
    TRY(os_read(c->perm, cstr(c->perm, path), CSV_BYTES_MAX, &bytes, e));
    if (!str_eqc(table_form(bytes), "csv") && !str_eqc(table_form(bytes), "xlsx"))
        return fail(e, RC_UNSUPPORTED, "this file is no CSV and no XLSX table");
    sha256(bytes, h);
    id = str_cat(c->perm, S("sha256:"), hex_encode(c->perm, (struct str){(char *)h, 32}));
    if (records_find_item(c->session->db, c->perm, id, op_reach(c), item, &none) == RC_OK)
        return RC_OK;
    TRY(ingest_seal(c, &one, &in, &items, &n, e));
    if (n == 1) return *item = items[0], RC_OK;
    return records_find_item(c->session->db, c->perm, id, op_reach(c), item, e);
}

static rc the_item(struct op_ctx *c, struct str *item, struct err *e) {
    TRY(session_open(c, e));
    *item = op_str(c, "ITEM");
    if (op_given(c, "file")) return seal_file(c, op_str(c, "file"), item, e);
    if (!item->n) return fail(e, RC_USAGE, "name a sealed item, or give --file FILE");
    return RC_OK;
}

/* ---- the mapping ---- */

static rc change_mapping(struct op_ctx *c, struct list_in *in, struct err *e) {
    const struct sheet *s = &in->table.sheets[in->sheet];
    for (const struct op_value *v = op_values(c, "column"); v; v = v->more)
        if (v->v.n) TRY(mapping_set(c->perm, s, &in->mapping, v->v, e));
    if (op_given(c, "order")) in->mapping.order = op_str(c, "order");
    if (op_given(c, "outcome")) in->mapping.outcome = op_str(c, "outcome");
    return mapping_check(&in->mapping, e);
}

static rc open_mapped(struct op_ctx *c, struct list_in *in, struct err *e) {
    struct str item;
    TRY(the_item(c, &item, e));
    TRY(list_open(c, item, op_str(c, "charset"), in, e));
    TRY(list_map(c, in, op_str(c, "map"), op_str(c, "sheet"), op_str(c, "header"), e));
    return change_mapping(c, in, e);
}

static struct json *mapping_part(struct op_ctx *c, const struct list_in *in, struct str name) {
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("mapping"));
    json_set_str(c->perm, p, "name", name);
    json_set_str(c->perm, p, "signature", in->signature.n ? in->signature : S(""));
    json_set(p, S("mapping"), mapping_json(c->perm, &in->mapping));
    return p;
}

/* ---- import ---- */

static struct str list_name(struct op_ctx *c, const struct list_in *in) {
    struct str name = str_trim(op_str(c, "list"));
    i64 dot = in->item.name.n - 1;
    while (dot > 0 && in->item.name.p[dot] != '.')
        dot--;
    return name.n ? name : str_sub(in->item.name, 0, dot > 0 ? dot : in->item.name.n);
}

static struct json *row_part(struct op_ctx *c, const struct list_in *in, const struct list_rows *l,
                             struct list_person *r) {
    struct arena *a = c->perm;
    struct json *p = json_obj(a);
    json_set_str(a, p, "kind", S("person"));
    json_set_str(a, p, "person", r->person);
    json_set_str(a, p, "list", l->id);
    json_set_i(a, p, "version", l->version);
    json_set_str(a, p, "item", in->item.outside);
    json_set_str(a, p, "sheet", in->mapping.sheet.p ? in->mapping.sheet : S(""));
    json_set_i(a, p, "row", r->row.line);
    if (r->row.key.n) json_set_str(a, p, "key", r->row.key);
    if (!str_eqc(S("same"), r->change)) json_set_str(a, p, "change", str_c(r->change));
    if (r->was.n) json_set_str(a, p, "was", r->was);
    json_set(p, S("fields"), r->row.fields);
    if (r->row.flags->n) json_set(p, S("flags"), r->row.flags);
    return p;
}

static struct json *list_part(struct op_ctx *c, const struct list_in *in,
                              const struct list_rows *l) {
    struct arena *a = c->perm;
    struct json *p = json_obj(a);
    json_set_str(a, p, "kind", S("list"));
    json_set_str(a, p, "list", l->id);
    json_set_str(a, p, "name", l->name);
    json_set_i(a, p, "version", l->version);
    json_set_str(a, p, "item", in->item.outside);
    json_set_str(a, p, "sheet", in->mapping.sheet.p ? in->mapping.sheet : S(""));
    json_set_i(a, p, "rows", l->n);
    json_set_i(a, p, "flagged", l->flagged);
    json_set(p, S("mapping"), mapping_json(a, &in->mapping));
    return p;
}

static struct json *summary(struct op_ctx *c, const struct list_in *in, const struct list_rows *l,
                            bool preview) {
    struct arena *a = c->perm;
    struct json *o = json_obj(a);
    json_set_i(a, o, "v", 1);
    json_set_str(a, o, "id", l->id);
    json_set_str(a, o, "list", l->name);
    json_set_str(a, o, "item", in->item.outside);
    json_set_i(a, o, "version", l->version);
    json_set_i(a, o, "rows", l->n);
    json_set_i(a, o, "flagged", l->flagged);
    json_set_i(a, o, "added", l->added);
    json_set_i(a, o, "changed", l->changed);
    json_set_i(a, o, "rekeyed", l->rekeyed);
    json_set_i(a, o, "gone", l->gone);
    json_set_str(a, o, "state", preview ? S("preview") : S("imported"));
    json_set_str(a, o, "mapped", in->how);
    return o;
}

static rc write_list(struct op_ctx *c, const struct list_in *in, const struct list_rows *l,
                     struct err *e) {
    bool keep = op_given(c, "save-map");
    struct json **parts = NEWN(c->perm, struct json *, l->n + 2);
    for (i64 i = 0; i < l->n; i++)
        parts[i] = row_part(c, in, l, &l->rows[i]);
    parts[l->n] = list_part(c, in, l);
    if (keep) parts[l->n + 1] = mapping_part(c, in, op_str(c, "save-map"));
    TRY(session_entry(c, "listed", parts, l->n + 1 + keep, NULL, e));
    return session_commit(c, e);
}

static void tell(struct op_ctx *c, const struct list_in *in, const struct list_rows *l,
                 bool preview) {
    op_row(c, summary(c, in, l, preview));
    if (l->sensitive_left_out)
        op_say(c, "religion and ethnicity were left out: the case does not say why they are "
                  "recorded (setting sensitive_fields)");
    if (l->flagged) op_say(c, "%lld rows are flagged and kept as they are", (long long)l->flagged);
    if (l->sensitive_left_out || preview || !l->n) return;
    op_say(c, "next: cairn -C %s persons --list \"%.*s\"", c->case_dir, SARG(l->name));
}

static rc import(struct op_ctx *c, struct err *e) {
    struct list_in in;
    struct list_rows l;
    bool preview = op_flag(c, "preview");
    TRY(open_mapped(c, &in, e));
    struct str name = list_name(c, &in);
    if (name.n > NAME_BYTES_MAX / 4) return fail(e, RC_LIMIT, "this name of a list is too long");
    if (!preview) TRY(session_begin(c, e)); /* versions are counted under the lock */
    TRY(list_rows(c, &in, name, 0, &l, e));
    if (!l.n) return fail(e, RC_USAGE, "the table holds no row below its header");
    if (!preview) TRY(write_list(c, &in, &l, e));
    for (i64 i = 0, told = 0; preview && i < l.n && told < PREVIEW_ROWS; i++)
        if (l.rows[i].row.flags->n || i < PREVIEW_ROWS / 2)
            op_row(c, list_row_json(c, &l.rows[i])), told++;
    tell(c, &in, &l, preview);
    return RC_OK;
}

/* ---- mappings ---- */

static rc map_save(struct op_ctx *c, struct err *e) {
    struct list_in in;
    TRY(list_open(c, op_str(c, "ITEM"), op_str(c, "charset"), &in, e));
    TRY(list_map(c, &in, S(""), op_str(c, "sheet"), op_str(c, "header"), e));
    TRY(change_mapping(c, &in, e));
    struct json *parts[] = {mapping_part(c, &in, op_str(c, "NAME"))};
    TRY(session_act(c, "listed", parts, 1, e));
    op_say(c, "mapping %.*s: kept; it is found again by the header of the table",
           SARG(op_str(c, "NAME")));
    return RC_OK;
}

static rc map_show(struct op_ctx *c, struct err *e) {
    struct kept_mapping *all;
    i64 n;
    TRY(session_open(c, e));
    TRY(records_mappings(c->session->db, c->perm, &all, &n, e));
    for (i64 i = 0; i < n; i++) {
        struct json *j = json_obj(c->perm), *m;
        if (op_given(c, "NAME") && !str_eq(op_str(c, "NAME"), all[i].name)) continue;
        TRY(json_read(c->perm, all[i].mapping, &m, e));
        json_set_i(c->perm, j, "v", 1);
        json_set_str(c->perm, j, "name", all[i].name);
        json_set(j, S("mapping"), m);
        op_row(c, j);
    }
    if (!n) op_say(c, "no mapping is kept yet; `list import … --save-map NAME` keeps one");
    return RC_OK;
}

#define MAP_ARGS                                                                                   \
    {"column",                                                                                     \
     "COLUMN=FIELD",                                                                               \
     ARG_OPT_MANY,                                                                                 \
     false,                                                                                        \
     "what a column means: letters or a header's words, then a field, `-` to leave it out, a `!` " \
     "for a key",                                                                                  \
     NULL},                                                                                        \
        {"sheet", "NAME", ARG_OPT, false, "sheet, by name or number; the first by default", NULL}, \
        {"header", "ROW",     ARG_OPT, false, "row of the header, 0 for none; found by default",   \
         NULL,     ARG_NUMBER},                                                                    \
        {"order",                                                                                  \
         "ORDER",                                                                                  \
         ARG_OPT,                                                                                  \
         false,                                                                                    \
         "of day, month and year where numbers leave it open",                                     \
         "dmy|mdy|ymd"},                                                                           \
        {"outcome",                                                                                \
         "WORD",                                                                                   \
         ARG_OPT,                                                                                  \
         false,                                                                                    \
         "what the list says happened to everybody on it",                                         \
         "killed|died|injured|missing|detained|abducted|released|displaced"},                      \
    {                                                                                              \
        "charset", "NAME", ARG_OPT, false, "of a CSV file that does not say", NULL                 \
    }

static const struct op_arg IMPORT_ARGS[] = {
    {"ITEM", "ITEM", ARG_POS, false, "a sealed item", NULL},
    {"file", "FILE", ARG_OPT, false, "a file, sealed first", NULL, ARG_FILE_IN},
    {"from", "TEXT", ARG_OPT, false, "with --file: from whom it came", NULL},
    {"list", "NAME", ARG_OPT, false,
     "name of the list; the same name again is a new version of it. The file's name by default",
     NULL},
    {"map", "NAME", ARG_OPT, false, "a kept mapping; found by the header by default", NULL},
    {"save-map", "NAME", ARG_OPT, false, "keep the mapping under this name", NULL},
    {"preview", "", ARG_FLAG, false, "only show what would be imported", NULL},
    MAP_ARGS,
    {0}};
static const struct op_arg SAVE_ARGS[] = {
    {"NAME", "NAME", ARG_POS, true, "name of the mapping", NULL},
    {"ITEM", "ITEM", ARG_POS, true, "a sealed table with such a header", NULL},
    MAP_ARGS,
    {0}};
static const struct op_arg SHOW_ARGS[] = {{"NAME", "NAME", ARG_POS, false, "one mapping", NULL},
                                          {0}};

const struct op OP_LIST_IMPORT = {
    .name = "list import",
    .group = "list",
    .summary = "a list of names from a CSV or XLSX table",
    .details =
        "The table is sealed like any item; each row becomes what this list says of one person, "
        "with the cell of\n"
        "every field. Rows that make no sense are kept and flagged with the reason. Persons are "
        "never merged.\n"
        "Fields: number, full, first, father, grandfather, family, mother, kunya, nickname, sex, "
        "age, age_class,\n"
        "birth_date, event_date, event_place, outcome, occupation, origin, id:KIND, contact, "
        "religion, ethnicity, note, other.\n"
        "A key (`!`) tells rows apart from one version to the next; the list's own number is one "
        "by default.",
    .perm = PERM_WRITE,
    .args = IMPORT_ARGS,
    .columns = "state list version rows flagged added changed rekeyed gone",
    .examples = {"cairn -C case list import --file missing.csv --list \"Missing, Marat\" --preview",
                 "cairn -C case list import --file missing.csv --list \"Missing, Marat\""
                 " --column \"Name=full\" --outcome missing",
                 NULL},
    .run = import,
    .slow = true};
const struct op OP_LIST_MAP_SAVE = {
    .name = "list map save",
    .group = "list",
    .summary = "keep what the columns of a kind of list mean",
    .details = "",
    .perm = PERM_WRITE,
    .args = SAVE_ARGS,
    .columns = "",
    .examples = {"cairn -C case list map save marat missing.csv --column \"Name=full\"", NULL},
    .run = map_save};
const struct op OP_LIST_MAP_SHOW = {.name = "list map show",
                                    .group = "list",
                                    .summary = "the kept mappings",
                                    .details = "",
                                    .perm = PERM_READ,
                                    .args = SHOW_ARGS,
                                    .columns = "name mapping",
                                    .examples = {"cairn -C case list map show", NULL},
                                    .run = map_show};
