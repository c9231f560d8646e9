#include "flow/claimed.h"

#include "flow/desk.h"
#include "sys/os.h"

static struct str object_of(const struct op_ctx *c) {
    for (i64 i = 0; c->op->args[i].name; i++)
        if (c->op->args[i].kind <= ARG_POS_MANY && c->op->args[i].type == ARG_TEXT &&
            c->values[i].given)
            return c->values[i].v;
    return S("");
}

static rc closed(struct op_ctx *c, struct err *e) {
    fail(e, RC_DENIED, "the account \"%s\" has no access now", cstr(c->perm, c->actor));
    return err_hint(e, "ask a custodian of the case; another name is given with --as");
}

static rc held_to(struct op_ctx *c, struct people *p, struct err *e) {
    struct rights r;
    struct account x;
    bool any, account, open;
    TRY(people_has_accounts(p, &any, e));
    if (!any) return RC_OK;
    TRY(people_account(p, c->perm, c->actor, &x, &account, e));
    TRY(people_rights(p, c->perm, c->actor, &r, &open, e));
    struct str who = account ? x.name : str_cat(c->perm, c->actor, S(" (key)"));
    TRY(people_audit(p, os_now(), who, c->op->name, object_of(c), e));
    if (account && !open) return closed(c, e);
    if (!account) return RC_OK;
    struct rights *kept = NEW(c->perm, struct rights);
    *kept = r;
    c->rights = kept;
    c->actor = r.account;
    return RC_OK;
}

/* An operation that cannot open the case tells why itself. */
static bool has_desk(struct op_ctx *c) {
    struct err low = {0};
    if (c->op->no_case || !c->case_dir) return false;
    struct arena a = c->scratch;
    if (!os_exists(cstr(&a, str_fmt(&a, "%s/desk.db", c->case_dir)))) return false;
    return session_open_store(c, &low) == RC_OK;
}

rc claimed_rights(struct op_ctx *c, struct err *e) {
    return has_desk(c) ? desk_with_people(c, held_to, e) : RC_OK;
}
