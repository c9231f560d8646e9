/* Groups, and which of them may see an item. */
#include "base/limits.h"
#include "flow/desk.h"
#include "store/records_account.h"
#include "text/fold.h"

static rc free_bit(struct op_ctx *c, struct str name, i64 *bit, struct err *e) {
    struct team *all;
    i64 n, used = 1;
    struct arena a = c->scratch;
    struct str folded = text_fold_name(&a, name);
    TRY(records_teams(c->session->db, c->perm, &all, &n, e));
    for (i64 i = 0; i < n; i++) {
        used |= (i64)1 << all[i].bit;
        if (str_eq(text_fold_name(&a, all[i].name), folded))
            return fail(e, RC_CONFLICT, "there is a group \"%s\" already",
                        cstr(c->perm, all[i].name));
    }
    for (*bit = 1; *bit <= GROUPS_MAX; ++*bit)
        if (!(used >> *bit & 1)) return RC_OK;
    return fail(e, RC_LIMIT, "a case has at most %d groups", GROUPS_MAX);
}

static bool group_name_ok(struct str name) {
    return account_name_ok(name) && str_chr(name, ',', 0) < 0 && !str_eqi(name, S("none")) &&
           !str_eqi(name, S("everybody"));
}

static rc add(struct op_ctx *c, struct people *p, struct err *e) {
    struct str name = op_str(c, "NAME");
    i64 bit;
    if (!group_name_ok(name))
        return fail(e, RC_USAGE, "that is no name for a group: letters, no comma, not \"none\"");
    TRY(session_open(c, e));
    TRY(free_bit(c, name, &bit, e));
    struct json *part = json_obj(c->perm);
    json_set_str(c->perm, part, "kind", S("group"));
    json_set_str(c->perm, part, "name", name);
    json_set_i(c->perm, part, "bit", bit);
    TRY(desk_administer(c, p, NULL, NULL, &part, 1, e));
    op_say(c, "group %s: made; put accounts into it with `cairn account set`", cstr(c->perm, name));
    return RC_OK;
}

/* One sees the groups that one belongs to. */
static rc groups(struct op_ctx *c, struct err *e) {
    struct team *all;
    i64 n;
    TRY(session_open(c, e));
    TRY(records_teams(c->session->db, c->perm, &all, &n, e));
    for (i64 i = 0; i < n; i++) {
        if (!(op_reach(c) >> all[i].bit & 1)) continue;
        struct json *j = json_obj(c->perm);
        json_set_i(c->perm, j, "v", 1);
        json_set_str(c->perm, j, "name", all[i].name);
        op_row(c, j);
    }
    return RC_OK;
}

static rc access_args(struct op_ctx *c, i64 *bits, struct err *e) {
    i64 one;
    *bits = 0;
    for (const struct op_value *v = op_values(c, "groups"); v; v = v->more) {
        TRY(desk_groups(c, v->v, &one, e));
        *bits |= one;
    }
    return RC_OK;
}

static rc access(struct op_ctx *c, struct people *p, struct err *e) {
    struct str outside, names;
    i64 bits;
    TRY(session_open(c, e));
    TRY(records_find_item(c->session->db, c->perm, op_str(c, "ITEM"), op_reach(c), &outside, e));
    TRY(access_args(c, &bits, e));
    struct json *part = json_obj(c->perm), *list;
    json_set_str(c->perm, part, "kind", S("access"));
    json_set_str(c->perm, part, "item", outside);
    list = json_set(part, S("groups"), json_arr(c->perm));
    for (int i = 0; i <= GROUPS_MAX; i++)
        if (bits >> i & 1) json_add(list, json_i(c->perm, i));
    TRY(desk_administer(c, p, NULL, NULL, &part, 1, e));
    TRY(desk_group_names(c, bits, &names, e));
    op_say(c, "item %s: seen by %s", cstr(c->perm, op_str(c, "ITEM")),
           names.n ? cstr(c->perm, names) : "custodians only");
    return RC_OK;
}

static rc run_add(struct op_ctx *c, struct err *e) {
    return desk_with_people(c, add, e);
}
static rc run_access(struct op_ctx *c, struct err *e) {
    return desk_with_people(c, access, e);
}

static const struct op_arg ADD_ARGS[] = {{"NAME", "NAME", ARG_POS, true, "of the group", NULL},
                                         {0}};
static const struct op_arg NO_ARGS[] = {{0}};
static const struct op_arg ACCESS_ARGS[] = {
    {"ITEM", "ITEM", ARG_POS, true, "which item: id or file name", NULL},
    {"groups", "GROUPS", ARG_OPT_MANY, true, "who may see it: groups with commas; everybody; none",
     NULL},
    {0}};

const struct op OP_GROUP_ADD = {.name = "group add",
                                .group = "people",
                                .summary = "a group of accounts, to whom items can be confined",
                                .details = "",
                                .perm = PERM_OWN,
                                .args = ADD_ARGS,
                                .columns = "",
                                .examples = {"cairn -C case group add witnesses", NULL},
                                .run = run_add};
const struct op OP_GROUPS = {.name = "groups",
                             .group = "people",
                             .summary = "the groups that you belong to (custodians: all)",
                             .details = "",
                             .perm = PERM_READ,
                             .args = NO_ARGS,
                             .columns = "name",
                             .examples = {"cairn -C case groups", NULL},
                             .run = groups};
const struct op OP_ITEM_ACCESS = {
    .name = "item access",
    .group = "people",
    .summary = "confine an item to groups, with all that was read from it",
    .details = "For everybody else it is not there: not in lists, counts, search, figures, "
               "exports.\nWhat was published before stays published.",
    .perm = PERM_OWN,
    .args = ACCESS_ARGS,
    .columns = "",
    .examples = {"cairn -C case item access report.txt --groups families", NULL},
    .run = run_access};
