/* Sessions of the desk: seen and ended. */
#include "base/limits.h"
#include "flow/desk.h"
#include "sys/os.h"

/* Custodians see all, others their own. */
static struct str seen_by(const struct op_ctx *c) {
    return op_may(c, PERM_OWN) ? S("") : desk_self(c);
}

static rc sessions(struct op_ctx *c, struct people *p, struct err *e) {
    struct sitting *all;
    i64 n;
    TRY(people_sittings(p, c->perm, seen_by(c), os_now(), &all, &n, e));
    for (i64 i = 0; i < n; i++) {
        struct json *j = json_obj(c->perm);
        json_set_i(c->perm, j, "v", 1);
        json_set_str(c->perm, j, "id", all[i].id);
        json_set_str(c->perm, j, "account", all[i].account);
        json_set_str(c->perm, j, "begun", instant_text(c->perm, all[i].begun));
        json_set_str(c->perm, j, "seen", instant_text(c->perm, all[i].seen));
        op_row(c, j);
    }
    return RC_OK;
}

/* Of those that one may see: this one, or all of an account. */
static rc end(struct op_ctx *c, struct people *p, struct err *e) {
    struct str id = op_str(c, "ID"), account = op_str(c, "account");
    struct sitting *all;
    i64 n, ended = 0;
    if (!id.n == !account.n) return fail(e, RC_USAGE, "name a session, or --account");
    TRY(people_sittings(p, c->perm, seen_by(c), os_now(), &all, &n, e));
    for (i64 i = 0; i < n; i++) {
        if (!str_eq(id.n ? all[i].id : all[i].account, id.n ? id : account)) continue;
        TRY(people_sitting_end(p, all[i].id, e));
        ended++;
    }
    op_say(c, "%lld sessions ended", (long long)ended);
    if (ended || account.n) return RC_OK;
    fail(e, RC_NOTFOUND, "there is no such session");
    return err_hint(e, "see `cairn sessions`");
}

static rc run_sessions(struct op_ctx *c, struct err *e) {
    return desk_with_people(c, sessions, e);
}
static rc run_end(struct op_ctx *c, struct err *e) {
    return desk_with_people(c, end, e);
}

static const struct op_arg NO_ARGS[] = {{0}};
static const struct op_arg END_ARGS[] = {
    {"ID", "ID", ARG_POS, false, "which session, as listed", NULL},
    {"account", "NAME", ARG_OPT, false, "all sessions of this account", NULL},
    {0}};

const struct op OP_SESSIONS = {.name = "sessions",
                               .group = "people",
                               .summary = "who is logged in (custodians: everybody)",
                               .details = "",
                               .perm = PERM_SELF,
                               .args = NO_ARGS,
                               .columns = "id account begun seen",
                               .examples = {"cairn -C case sessions", NULL},
                               .run = run_sessions};
const struct op OP_SESSION_END = {.name = "session end",
                                  .group = "people",
                                  .summary = "log out a session, or all of an account",
                                  .details = "",
                                  .perm = PERM_SELF,
                                  .args = END_ARGS,
                                  .columns = "",
                                  .examples = {"cairn -C case session end --account Tamir", NULL},
                                  .run = run_end};
