/* Lists of names: which there are, one, what a new version brought; taken out by consent. */
#include "base/limits.h"
#include "flow/lists.h"
#include "sys/os.h"
#include "text/csv.h"

enum { ROWS_AT_ONCE = 1000 };

static struct json *list_json(struct op_ctx *c, const struct name_list *l) {
    struct json *o = json_obj(c->perm);
    json_set_i(c->perm, o, "v", 1);
    json_set_str(c->perm, o, "id", l->id);
    json_set_str(c->perm, o, "list", l->name);
    json_set_i(c->perm, o, "version", l->version);
    json_set_i(c->perm, o, "rows", l->rows);
    json_set_i(c->perm, o, "flagged", l->flagged);
    json_set_str(c->perm, o, "item", l->item);
    json_set_str(c->perm, o, "file", l->item_name);
    json_set_str(c->perm, o, "at", instant_text(c->perm, l->at));
    return o;
}

static rc lists(struct op_ctx *c, struct err *e) {
    struct name_list *all;
    i64 n;
    TRY(session_open(c, e));
    TRY(records_name_lists(c->session->db, c->perm, op_reach(c), &all, &n, e));
    for (i64 i = 0; i < n; i++)
        op_row(c, list_json(c, &all[i]));
    if (!n) op_say(c, "no lists yet; import one: cairn -C %s list import --file FILE", c->case_dir);
    return RC_OK;
}

static rc show(struct op_ctx *c, struct err *e) {
    struct name_list l;
    struct list_version *v;
    i64 n;
    TRY(name_list_find(c, op_str(c, "LIST"), &l, e));
    TRY(records_list_versions(c->session->db, c->perm, l.id, &v, &n, e));
    for (i64 i = 0; i < n; i++) {
        struct json *o = json_obj(c->perm), *m;
        json_set_i(c->perm, o, "v", 1);
        json_set_str(c->perm, o, "list", l.name);
        json_set_i(c->perm, o, "version", v[i].version);
        json_set_i(c->perm, o, "rows", v[i].rows);
        json_set_i(c->perm, o, "flagged", v[i].flagged);
        json_set_i(c->perm, o, "added", v[i].added);
        json_set_i(c->perm, o, "changed", v[i].changed);
        json_set_i(c->perm, o, "rekeyed", v[i].rekeyed);
        json_set_i(c->perm, o, "gone", v[i].gone);
        json_set_str(c->perm, o, "item", v[i].item);
        json_set_str(c->perm, o, "file", v[i].item_name);
        json_set_str(c->perm, o, "by", v[i].actor);
        json_set_str(c->perm, o, "at", instant_text(c->perm, v[i].at));
        TRY(json_read(c->perm, v[i].mapping, &m, e));
        json_set(o, S("mapping"), m);
        op_row(c, o);
    }
    return RC_OK;
}

/* ---- what a version brought ---- */

static struct str value_of(const struct person_field *f, i64 n, const struct person_field *like,
                           i64 nth) {
    for (i64 i = 0; i < n; i++)
        if (str_eq(f[i].field, like->field) && str_eq(f[i].label, like->label) && nth-- == 0)
            return f[i].value.n ? f[i].value : f[i].words;
    return (struct str){0};
}

static void difference(struct op_ctx *c, struct json *all, const struct person_field *like,
                       struct str was, struct str now) {
    u32 group = person_field_group(like->field);
    if (str_eq(was, now)) return;
    struct json *d = json_add(all, json_obj(c->perm));
    bool shown = !group || op_sees(c, (enum field_group)group);
    json_set_str(c->perm, d, "field", like->field);
    if (like->label.n) json_set_str(c->perm, d, "label", like->label);
    json_set_str(c->perm, d, "was", !shown ? S("withheld") : was.n ? was : S(""));
    json_set_str(c->perm, d, "now", !shown ? S("withheld") : now.n ? now : S(""));
}

static i64 nth_of(const struct person_field *f, i64 at) {
    i64 nth = 0;
    for (i64 i = 0; i < at; i++)
        nth += str_eq(f[i].field, f[at].field) && str_eq(f[i].label, f[at].label);
    return nth;
}

struct json *list_change_json(struct op_ctx *c, const struct list_change *k) {
    struct json *o = json_obj(c->perm), *all;
    json_set_i(c->perm, o, "v", 1);
    json_set_str(c->perm, o, "change", k->change);
    json_set_str(c->perm, o, "person", k->person);
    json_set_i(c->perm, o, "row", k->line);
    if (k->key.n) json_set_str(c->perm, o, "key", k->key);
    if (k->was.n) json_set_str(c->perm, o, "was", k->was);
    struct person p = {.fields = k->nnow ? k->now : k->before,
                       .nfields = k->nnow ? k->nnow : k->nbefore};
    struct str name = person_name(c->perm, &p);
    if (name.n)
        json_set_str(c->perm, o, "name", op_sees(c, FIELD_NAMES) ? name : S("name withheld"));
    if (!str_eqc(k->change, "changed")) return o;
    all = json_set(o, S("fields"), json_arr(c->perm));
    for (i64 i = 0; i < k->nnow; i++) {
        const struct person_field *f = &k->now[i];
        difference(c, all, f, value_of(k->before, k->nbefore, f, nth_of(k->now, i)),
                   f->value.n ? f->value : f->words);
    }
    for (i64 i = 0; i < k->nbefore; i++) {
        const struct person_field *f = &k->before[i];
        if (!value_of(k->now, k->nnow, f, nth_of(k->before, i)).n)
            difference(c, all, f, f->value.n ? f->value : f->words, (struct str){0});
    }
    return o;
}

static rc diff(struct op_ctx *c, struct err *e) {
    struct name_list l;
    struct str after = {0};
    i64 version;
    TRY(name_list_find(c, op_str(c, "LIST"), &l, e));
    TRY(op_int(c, "version", 1, INT32_MAX, l.version, &version, e));
    if (version > l.version) return fail(e, RC_NOTFOUND, "the list has no such version");
    for (;;) {
        struct list_change *k;
        i64 n;
        TRY(records_list_changes(c->session->db, c->perm, l.id, version, after, ROWS_AT_ONCE, &k,
                                 &n, &after, e));
        for (i64 i = 0; i < n; i++)
            op_row(c, list_change_json(c, &k[i]));
        if (!after.n) break;
    }
    return RC_OK;
}

/* ---- out, by consent ---- */

static void csv_line(struct op_ctx *c, struct buf *b, const struct person_line *l) {
    struct arena *a = c->perm;
    struct str age = l->age_min < 0 ? S("")
                     : l->age_min == l->age_max
                         ? str_fmt(a, "%lld", (long long)l->age_min)
                         : str_fmt(a, "%lld-%lld", (long long)l->age_min, (long long)l->age_max);
    struct str cells[] = {
        l->id,      person_shown(c, l),    l->sex,
        age,        date_text(a, l->when), l->place,
        l->outcome, l->list_name,          str_fmt(a, "%lld", (long long)l->line)};
    for (i64 i = 0; i < LEN(cells); i++)
        csv_put(b, cells[i].p ? cells[i] : S(""), i == 0);
    csv_end(b);
}

static rc export(struct op_ctx *c, struct err *e) {
    struct name_list l;
    struct person_filter f = {.reach = op_reach(c)};
    struct str after = {0};
    struct buf b = buf_make(c->perm, SITE_PAGE_MAX);
    i32 today = (i32)(os_now() / 86400);
    i64 left = 0;
    TRY(name_list_find(c, op_str(c, "LIST"), &l, e));
    f.list = l.id;
    buf_puts(&b, "id,name,sex,age,date,place,said,list,row\r\n");
    do {
        struct person_page p;
        TRY(records_persons(c->session->db, c->perm, &f, after, ROWS_AT_ONCE, &p, e));
        for (i64 i = 0; i < p.n; i++) {
            bool yes;
            TRY(records_consented(c->session->db, c->scratch, p.lines[i].id,
                                  cstr(c->perm, op_str(c, "purpose")), today, &yes, e));
            if (yes) csv_line(c, &b, &p.lines[i]);
            left += !yes;
        }
        after = p.after;
    } while (after.n);
    if (!buf_ok(&b)) return fail(e, RC_LIMIT, "the list is too long to be taken out at once");
    c->face->raw(c->face->self, buf_str(&b));
    if (left) op_say(c, "%lld persons left out: no consent for this purpose", (long long)left);
    return RC_OK;
}

#define LIST_ARG                                                                                   \
    { "LIST", "LIST", ARG_POS, true, "name or id of the list", NULL }
static const struct op_arg NONE[] = {{0}};
static const struct op_arg SHOW_ARGS[] = {LIST_ARG, {0}};
static const struct op_arg DIFF_ARGS[] = {LIST_ARG,
                                          {"version", "N", ARG_OPT, false,
                                           "what this version brought; the newest by default", NULL,
                                           ARG_NUMBER},
                                          {0}};
static const struct op_arg EXPORT_ARGS[] = {LIST_ARG,
                                            {"purpose", "PURPOSE", ARG_OPT, true,
                                             "only persons whose consent for it stands",
                                             "identify|publish|share|court"},
                                            {0}};

const struct op OP_LISTS = {.name = "lists",
                            .group = "list",
                            .summary = "lists of names",
                            .details = "",
                            .perm = PERM_READ,
                            .args = NONE,
                            .columns = "list version rows flagged file",
                            .examples = {"cairn -C case lists", NULL},
                            .run = lists};
const struct op OP_LIST_SHOW = {.name = "list show",
                                .group = "list",
                                .summary = "a list, version by version",
                                .details = "",
                                .perm = PERM_READ,
                                .args = SHOW_ARGS,
                                .columns =
                                    "version rows flagged added changed rekeyed gone file by",
                                .examples = {"cairn -C case list show \"Missing, Marat\"", NULL},
                                .run = show};
const struct op OP_LIST_DIFF = {.name = "list diff",
                                .group = "list",
                                .summary = "rows added, gone, changed and re-keyed by a version",
                                .details = "",
                                .perm = PERM_READ,
                                .args = DIFF_ARGS,
                                .columns = "change key was name fields",
                                .examples = {"cairn -C case list diff \"Missing, Marat\"", NULL},
                                .run = diff};
const struct op OP_LIST_EXPORT = {
    .name = "list export",
    .group = "list",
    .summary = "a list as CSV, only persons who consented to the purpose",
    .details = "Cells that a spreadsheet would run as a formula are guarded.",
    .perm = PERM_EXPORT,
    .args = EXPORT_ARGS,
    .columns = "",
    .examples = {"cairn -C case list export \"Missing, Marat\" --purpose share", NULL},
    .run = export,
    .slow = true};
