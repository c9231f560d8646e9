/* case set, case settings: how a case is worked on, decided by its owners, with a reason. */
#include "flow/session.h"
#include "store/setting.h"

static struct json *part(struct op_ctx *c, const char *kind) {
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", str_c(kind));
    return p;
}

static rc row(struct op_ctx *c, const struct setting_def *s, struct err *e) {
    struct str value;
    i64 entry;
    TRY(records_setting(c->session->db, c->perm, s->name, &value, e));
    TRY(records_setting_entry(c->session->db, s->name, &entry, e));
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "name", str_c(s->name));
    json_set_str(c->perm, j, "value", value);
    json_set(j, S("set"), json_bool(c->perm, entry >= 0));
    if (s->values) json_set_str(c->perm, j, "values", str_c(s->values));
    json_set_str(c->perm, j, "definition", str_c(s->what));
    if (entry >= 0) json_set_i(c->perm, j, "entry", entry);
    op_row(c, j);
    return RC_OK;
}

static rc set(struct op_ctx *c, struct err *e) {
    struct str name = op_str(c, "NAME"), value = str_trim(op_str(c, "VALUE"));
    TRY(setting_check(name, value, e));
    if (!str_trim(op_str(c, "reason")).n)
        return fail(e, RC_USAGE, "a setting is changed with a reason");
    struct json *parts[] = {part(c, "setting"), part(c, "reason")};
    json_set_str(c->perm, parts[0], "name", name);
    json_set_str(c->perm, parts[0], "value", value);
    json_set_str(c->perm, parts[1], "words", op_str(c, "reason"));
    TRY(session_act(c, "decided", parts, 2, e));
    return row(c, setting_find(name), e);
}

static rc settings(struct op_ctx *c, struct err *e) {
    TRY(session_open(c, e));
    for (const struct setting_def *s = SETTINGS; s->name; s++)
        TRY(row(c, s, e));
    return RC_OK;
}

static const struct op_arg NONE[] = {{0}};
static const struct op_arg SET_ARGS[] = {
    {"NAME", "NAME", ARG_POS, true, "which setting",
     "two_person|sensitive_fields|grave_definition|codebook"},
    {"VALUE", "VALUE", ARG_POS, true, "what it is to be; `cairn case settings` says what it takes",
     NULL, ARG_LONG},
    {"reason", "TEXT", ARG_OPT, true, "why; kept with the decision", NULL},
    {0}};

const struct op OP_CASE_SET = {
    .name = "case set",
    .group = "system",
    .summary = "decide how this case is worked on",
    .details = "Nothing is overwritten: each change is an entry with its reason.",
    .perm = PERM_OWN,
    .args = SET_ARGS,
    .columns = "name value definition",
    .examples = {"cairn -C case case set two_person all --reason \"asked for by the board\"", NULL},
    .run = set};
const struct op OP_CASE_SETTINGS = {.name = "case settings",
                                    .group = "system",
                                    .summary = "how this case is worked on",
                                    .details = "",
                                    .perm = PERM_READ,
                                    .args = NONE,
                                    .columns = "name value definition",
                                    .examples = {"cairn -C case case settings", NULL},
                                    .run = settings};
