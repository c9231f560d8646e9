/* Accounts of the desk: add, change, close; passphrase and second factor; who there is. */
#include "base/limits.h"
#include "flow/desk.h"
#include "people/totp.h"
#include "sys/os.h"

/* ---- add, change, close ---- */

struct account_edit {
    struct account x;
    struct str hash; /* "" = the passphrase stays */
};

static rc put_account(struct op_ctx *c, struct people *p, void *what, struct err *e) {
    (void)c;
    struct account_edit *w = what;
    TRY(people_account_put(p, &w->x, os_now(), e));
    return w->hash.n ? people_passphrase_set(p, w->x.name, w->hash, S(""), e) : RC_OK;
}

static rc tell(struct op_ctx *c, struct people *p, struct account_edit *w, struct err *e) {
    struct json *part = json_obj(c->perm);
    json_set_str(c->perm, part, "kind", S("account"));
    json_set_str(c->perm, part, "name", w->x.name);
    json_set_str(c->perm, part, "roles", roles_words(c->perm, w->x.roles));
    json_set_str(c->perm, part, "state", str_c(ACCOUNT_STATE_WORDS[w->x.state]));
    return desk_administer(c, p, put_account, w, &part, 1, e);
}

static rc roles_arg(struct op_ctx *c, u32 *roles, struct err *e) {
    if (!op_given(c, "roles")) return RC_OK;
    struct buf all = buf_make(c->perm, NAME_BYTES_MAX);
    for (const struct op_value *v = op_values(c, "roles"); v; v = v->more) {
        buf_put(&all, v->v);
        buf_c(&all, ',');
    }
    if (roles_parse(buf_str(&all), roles)) return RC_OK;
    fail(e, RC_USAGE, "those are no roles");
    return err_hint(e,
                    "reader, recorder, reviewer, editor, custodian; several with commas between");
}

static rc groups_arg(struct op_ctx *c, i64 *reach, struct err *e) {
    i64 bits = 0, all = 0;
    if (!op_given(c, "groups")) return RC_OK;
    for (const struct op_value *v = op_values(c, "groups"); v; v = v->more) {
        TRY(desk_groups(c, v->v, &bits, e));
        all |= bits;
    }
    *reach = all | 1;
    return RC_OK;
}

static rc add(struct op_ctx *c, struct people *p, struct err *e) {
    struct account_edit w = {.x = {.name = op_str(c, "NAME"), .reach = 1}};
    struct account old;
    struct str words;
    bool found;
    if (!account_name_ok(w.x.name)) {
        fail(e, RC_USAGE, "an account's name has 1 to %d bytes, letters among them",
             ACCOUNT_NAME_MAX);
        return err_hint(e, "no control characters, none that turn the direction of text");
    }
    TRY(people_account(p, c->perm, w.x.name, &old, &found, e));
    if (found)
        return fail(e, RC_CONFLICT, "there is an account \"%s\" already", cstr(c->perm, old.name));
    TRY(roles_arg(c, &w.x.roles, e));
    TRY(groups_arg(c, &w.x.reach, e));
    TRY(desk_secret(c, "new", true, &words, e));
    TRY(passphrase_hash(c->perm, w.x.name, words, &w.hash, e));
    TRY(tell(c, p, &w, e));
    op_say(c, "account %s: made", cstr(c->perm, w.x.name));
    if (w.x.roles >> ROLE_CUSTODIAN & 1)
        op_say(c, "from the network a custodian needs a second factor: `cairn account totp`");
    return RC_OK;
}

static rc find(struct op_ctx *c, struct people *p, struct str name, struct account *x,
               struct err *e) {
    bool found;
    TRY(people_account(p, c->perm, name, x, &found, e));
    if (found) return RC_OK;
    fail(e, RC_NOTFOUND, "there is no account \"%s\"", cstr(c->perm, str_sub(name, 0, 100)));
    return err_hint(e, "see `cairn accounts`");
}

static rc state_arg(struct op_ctx *c, enum account_state *state) {
    for (int i = 0; i < ACCOUNT_STATES; i++)
        if (str_eqc(op_str(c, "state"), ACCOUNT_STATE_WORDS[i])) *state = (enum account_state)i;
    return RC_OK;
}

static rc set(struct op_ctx *c, struct people *p, struct err *e) {
    struct account_edit w = {0};
    TRY(find(c, p, op_str(c, "NAME"), &w.x, e));
    TRY(roles_arg(c, &w.x.roles, e));
    TRY(groups_arg(c, &w.x.reach, e));
    TRY(state_arg(c, &w.x.state));
    TRY(tell(c, p, &w, e));
    op_say(c, "account %s: changed", cstr(c->perm, w.x.name));
    return RC_OK;
}

static rc close_one(struct op_ctx *c, struct people *p, struct err *e) {
    struct account_edit w = {0};
    TRY(find(c, p, op_str(c, "NAME"), &w.x, e));
    w.x.state = ACCOUNT_NO_ACCESS;
    TRY(tell(c, p, &w, e));
    op_say(c, "account %s: closed, its sessions ended", cstr(c->perm, w.x.name));
    return RC_OK;
}

/* ---- proofs ---- */

/* Whose: one's own, or with PERM_OWN another's. */
static rc whose(struct op_ctx *c, struct people *p, struct account *x, bool *own, struct err *e) {
    struct str name = op_given(c, "NAME") ? op_str(c, "NAME") : desk_self(c), self = desk_self(c);
    bool found;
    TRY(people_account(p, c->perm, name, x, &found, e));
    *own = found && str_eq(x->name, self);
    if (!*own && !op_may(c, PERM_OWN)) {
        fail(e, RC_DENIED, "this is about your own account only");
        return err_hint(e, "ask a custodian of the case");
    }
    return found ? RC_OK : find(c, p, name, x, e);
}

/* Whoever finds an unlocked desk must not be able to take over the account. A holder of the key and
 * a custodian who gives somebody a new passphrase do not know the old one. */
static rc prove(struct op_ctx *c, struct people *p, const struct account *x, bool own,
                struct err *e) {
    struct str old;
    if (!own || !c->rights || !x->passphrase) return RC_OK;
    TRY(desk_secret(c, "old", false, &old, e));
    return people_passphrase_check(p, c->perm, x->name, old, os_now(), e);
}

struct words_edit {
    struct str name, hash;
};

static rc put_words(struct op_ctx *c, struct people *p, struct words_edit *w, struct err *e) {
    (void)c;
    TRY(people_begin(p, e));
    TRY(people_passphrase_set(p, w->name, w->hash, S(""), e));
    return people_commit(p, e);
}

static rc passphrase(struct op_ctx *c, struct people *p, struct err *e) {
    struct account x;
    struct words_edit w;
    struct str words;
    bool own;
    TRY(whose(c, p, &x, &own, e));
    TRY(prove(c, p, &x, own, e));
    TRY(desk_secret(c, "new", true, &words, e));
    w.name = x.name;
    TRY(passphrase_hash(c->perm, x.name, words, &w.hash, e));
    TRY(put_words(c, p, &w, e));
    op_say(c, "passphrase of %s: changed; its sessions ended", cstr(c->perm, x.name));
    return RC_OK;
}

static rc second_off(struct op_ctx *c, struct people *p, const struct account *x, struct err *e) {
    TRY(people_totp_off(p, c->perm, x->name, e));
    op_say(c, "second factor of %s: off", cstr(c->perm, x->name));
    return RC_OK;
}

/* A new secret, shown once; it counts from the moment its first code was entered. */
static rc second_begin(struct op_ctx *c, struct people *p, const struct account *x, struct err *e) {
    struct str secret;
    TRY(people_totp_begin(p, c->perm, x->name, &secret, e));
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "secret", totp_base32(c->perm, secret));
    json_set_str(c->perm, j, "uri", totp_uri(c->perm, x->name, secret));
    op_row(c, j);
    op_say(c, "enter the secret into the app, then its code: cairn account totp --code-file FILE");
    return RC_OK;
}

static rc totp(struct op_ctx *c, struct people *p, struct err *e) {
    struct account x;
    struct str code;
    bool own;
    TRY(whose(c, p, &x, &own, e));
    if (op_given(c, "code") || op_given(c, "code-file")) {
        TRY(desk_secret(c, "code", false, &code, e));
        TRY(people_totp_confirm(p, c->perm, x.name, code, os_now(), e));
        op_say(c, "second factor of %s: on", cstr(c->perm, x.name));
        return RC_OK;
    }
    TRY(prove(c, p, &x, own, e));
    if (op_flag(c, "off")) return second_off(c, p, &x, e);
    if (!own && c->rights)
        return fail(e, RC_DENIED, "a second factor is set up by whoever will use it");
    return second_begin(c, p, &x, e);
}

static rc language(struct op_ctx *c, struct people *p, struct err *e) {
    return people_lang(p, c->perm, desk_self(c), S(""), op_str(c, "LANG"), e);
}

/* ---- who there is ---- */

static rc account_row(struct op_ctx *c, const struct account *x, struct err *e) {
    struct str groups;
    struct json *j = json_obj(c->perm);
    TRY(desk_group_names(c, x->reach & ~(i64)1, &groups, e));
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "name", x->name);
    json_set_str(c->perm, j, "roles", roles_words(c->perm, x->roles));
    json_set_str(c->perm, j, "groups", groups);
    json_set_str(c->perm, j, "state", str_c(ACCOUNT_STATE_WORDS[x->state]));
    json_set(j, S("second_factor"), json_bool(c->perm, x->second));
    json_set_str(c->perm, j, "made", instant_text(c->perm, x->made));
    if (x->seen) json_set_str(c->perm, j, "last_login", instant_text(c->perm, x->seen));
    op_row(c, j);
    return RC_OK;
}

static rc accounts(struct op_ctx *c, struct people *p, struct err *e) {
    struct account *all;
    i64 n;
    TRY(people_accounts(p, c->perm, &all, &n, e));
    for (i64 i = 0; i < n; i++)
        TRY(account_row(c, &all[i], e));
    if (!n) op_say(c, "no accounts: whoever holds the key acts; begin with a custodian");
    return RC_OK;
}

static rc mode_part(struct op_ctx *c, struct people *p, void *what, struct err *e) {
    (void)c;
    return people_mode_set(p, *(enum desk_mode *)what, e);
}

static rc mode(struct op_ctx *c, struct people *p, struct err *e) {
    enum desk_mode m = DESK_OPEN;
    bool any;
    TRY(people_has_accounts(p, &any, e));
    if (!any) return fail(e, RC_CONFLICT, "the mode of the desk is for cases with accounts");
    for (int i = 0; i < DESK_MODES; i++)
        if (str_eqc(op_str(c, "MODE"), DESK_MODE_WORDS[i])) m = (enum desk_mode)i;
    struct json *part = json_obj(c->perm);
    json_set_str(c->perm, part, "kind", S("desk_mode"));
    json_set_str(c->perm, part, "mode", str_c(DESK_MODE_WORDS[m]));
    TRY(desk_administer(c, p, mode_part, &m, &part, 1, e));
    op_say(c, "the desk is %s", DESK_MODE_WORDS[m]);
    return RC_OK;
}

#define RUN(fn)                                                                                    \
    static rc run_##fn(struct op_ctx *c, struct err *e) {                                          \
        return desk_with_people(c, fn, e);                                                         \
    }
RUN(add)
RUN(set)
RUN(close_one)
RUN(passphrase)
RUN(totp)
RUN(language)
RUN(accounts)
RUN(mode)

/* ---- declarations ---- */

#define NAME_ARG(req, words)                                                                       \
    { "NAME", "NAME", ARG_POS, req, words, NULL }
#define ROLES_ARG(req)                                                                             \
    { "roles", "ROLES", ARG_OPT_MANY, req, "reader, recorder, reviewer, editor, custodian", NULL }
#define GROUPS_ARG                                                                                 \
    {                                                                                              \
        "groups", "GROUPS", ARG_OPT_MANY, false, "groups that it belongs to, with commas; none",   \
            NULL                                                                                   \
    }
#define SECRET_ARGS(name, words)                                                                   \
    {name, "", ARG_OPT, false, words, NULL, ARG_SECRET}, {                                         \
        name "-file", "FILE", ARG_OPT, false, words ", from the first line of a file", NULL,       \
            ARG_FILE_IN                                                                            \
    }
static const struct op_arg ADD_ARGS[] = {NAME_ARG(true, "of the person, as others know it"),
                                         ROLES_ARG(true),
                                         GROUPS_ARG,
                                         SECRET_ARGS("new", "its first passphrase"),
                                         {0}};
static const struct op_arg SET_ARGS[] = {
    NAME_ARG(true, "which account"),
    ROLES_ARG(false),
    GROUPS_ARG,
    {"state", "STATE", ARG_OPT, false, "what it can do at all", "active|read-only|no-access"},
    {0}};
static const struct op_arg CLOSE_ARGS[] = {NAME_ARG(true, "which account"), {0}};
static const struct op_arg PASSPHRASE_ARGS[] = {NAME_ARG(false, "which account; none: one's own"),
                                                SECRET_ARGS("new", "the new one"),
                                                SECRET_ARGS("old", "the present one"),
                                                {0}};
static const struct op_arg TOTP_ARGS[] = {
    NAME_ARG(false, "which account; none: one's own"),
    SECRET_ARGS("code", "the first code of a new secret"),
    SECRET_ARGS("old", "the present passphrase"),
    {"off", "", ARG_FLAG, false, "takes the second factor away", NULL},
    {0}};
static const struct op_arg LANGUAGE_ARGS[] = {
    {"LANG", "LANG", ARG_POS, true, "of the interface", "en|ar|ru"}, {0}};
static const struct op_arg NO_ARGS[] = {{0}};
static const struct op_arg MODE_ARGS[] = {
    {"MODE", "MODE", ARG_POS, true, "for everybody but custodians", "open|read-only|no-access"},
    {0}};

const struct op OP_ACCOUNT_ADD = {
    .name = "account add",
    .group = "people",
    .summary = "give a person an account of the desk",
    .details = "The first account is a custodian's. Roles add up; what each may is in "
               "docs/roles.md.\nThe passphrase is asked for, or read from a file.",
    .perm = PERM_OWN,
    .args = ADD_ARGS,
    .columns = "",
    .examples = {"cairn -C case account add Zeina --roles recorder --new-file words.txt", NULL},
    .run = run_add,
    .slow = false};
const struct op OP_ACCOUNT_SET = {
    .name = "account set",
    .group = "people",
    .summary = "change what an account may do and see",
    .details = "It holds from the next request on.",
    .perm = PERM_OWN,
    .args = SET_ARGS,
    .columns = "",
    .examples = {"cairn -C case account set Tamir --roles recorder --groups families", NULL},
    .run = run_set};
const struct op OP_ACCOUNT_CLOSE = {.name = "account close",
                                    .group = "people",
                                    .summary = "no access any more; what was done stays",
                                    .details = "",
                                    .perm = PERM_OWN,
                                    .args = CLOSE_ARGS,
                                    .columns = "",
                                    .examples = {"cairn -C case account close Tamir", NULL},
                                    .run = run_close_one};
const struct op OP_ACCOUNT_PASSPHRASE = {
    .name = "account passphrase",
    .group = "people",
    .summary = "a new passphrase, one's own or (custodians) somebody's",
    .details = "Ends all sessions of the account.",
    .perm = PERM_SELF,
    .args = PASSPHRASE_ARGS,
    .columns = "",
    .examples = {"cairn -C case account passphrase Tamir --new-file words.txt", NULL},
    .run = run_passphrase};
const struct op OP_ACCOUNT_TOTP = {
    .name = "account totp",
    .group = "people",
    .summary = "a second factor: codes by time from an app (RFC 6238)",
    .details = "Without --code a new secret is shown; with the code that the app makes of it, it "
               "counts.\nCustodians can take a lost one away from others.",
    .perm = PERM_SELF,
    .args = TOTP_ARGS,
    .columns = "secret uri",
    .examples = {"cairn -C case account totp Tamir --off", NULL},
    .run = run_totp};
const struct op OP_ACCOUNT_LANGUAGE = {.name = "account language",
                                       .group = "people",
                                       .summary = "the language in which the desk speaks to you",
                                       .details = "",
                                       .perm = PERM_SELF,
                                       .args = LANGUAGE_ARGS,
                                       .columns = "",
                                       .examples = {"cairn -C case account language ar", NULL},
                                       .run = run_language};
const struct op OP_ACCOUNTS = {.name = "accounts",
                               .group = "people",
                               .summary = "who has an account, with roles and groups",
                               .details = "",
                               .perm = PERM_OWN,
                               .args = NO_ARGS,
                               .columns = "name roles groups state second_factor last_login",
                               .examples = {"cairn -C case accounts", NULL},
                               .run = run_accounts};
const struct op OP_DESK_MODE = {
    .name = "desk mode",
    .group = "people",
    .summary = "read-only or closed for everybody but custodians, or open",
    .details = "In an emergency: no-access ends what others can do from the next request on.",
    .perm = PERM_OWN,
    .args = MODE_ARGS,
    .columns = "",
    .examples = {"cairn -C case desk mode open", NULL},
    .run = run_mode};
