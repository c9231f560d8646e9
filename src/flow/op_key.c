/* key add, key remove, keys, key rotate: whom packs are sealed for. The log key does not rotate: a
 * new log key is a new log. */
#include "base/date.h"
#include "base/limits.h"
#include "flow/keyring.h"
#include "people/people.h"
#include "store/age.h"
#include "store/recovery.h"
#include "sys/agent.h"

static rc need_reason(struct op_ctx *c, struct err *e) {
    if (str_trim(op_str(c, "reason")).n) return RC_OK;
    return fail(e, RC_USAGE, "keys are changed with a reason");
}

/* Logs the act first, so that no key is ever in force without a name and a reason in the log; then
 * cairn.case, then the heads. */
static rc put_in_force(struct op_ctx *c, struct json *act, const u8 (*custodians)[32], int n,
                       const u8 *recovery, struct err *e) {
    struct store *s = c->session->store;
    struct store_key_opts o = keyring_opts(c);
    TRY(session_act(c, "rekeyed", &act, 1, e));
    TRY(store_rekey(s, custodians, n, recovery, e));
    TRY(keyring_rewrap(c, e));
    return store_rekeyed(s, &o, e);
}

/* ---- add ---- */

static rc take_recipient(struct op_ctx *c, u8 key[32], struct err *e) {
    const u8(*all)[32];
    if (!age_recipient_parse(str_trim(op_str(c, "RECIPIENT")), key)) {
        fail(e, RC_USAGE, "that is no age recipient");
        return err_hint(e, "age-keygen prints one: \"age1…\"; only X25519 keys are taken");
    }
    int n = store_recipients(c->session->store, &all);
    for (int i = 0; i < n; i++)
        if (memcmp(all[i], key, 32) == 0)
            return fail(e, RC_CONFLICT, "the case is sealed for this key already");
    if (n > RECIPIENTS_MAX)
        return fail(e, RC_LIMIT, "a case has at most %d custodians' keys", RECIPIENTS_MAX);
    return RC_OK;
}

static rc add(struct op_ctx *c, void *ctx, struct err *e) {
    struct store *s = c->session->store;
    u8(*list)[32] = (u8(*)[32])NEWN(c->perm, u8, (RECIPIENTS_MAX + 2) * 32);
    u8 key[32];
    const u8 *recovery = NULL;
    const u8(*all)[32];
    (void)ctx;
    TRY(keyring_settled(c, e));
    TRY(take_recipient(c, key, e));
    store_recipients(s, &all);
    memcpy(list[0], all[0], 32);
    int n = keyring_custodians(s, list + 1);
    memcpy(list[1 + n++], key, 32);
    bool has = store_recovery(s, &recovery);
    if (has) memcpy(list[1 + n], recovery, 32);
    struct json *act = keyring_part(c, "add", store_epoch(s), (const u8(*)[32])list, 1 + n + has);
    json_set_str(c->perm, act, "recipient", age_recipient_text(c->perm, key));
    json_set_str(c->perm, act, "name", op_str(c, "name"));
    json_set_str(c->perm, act, "reason", op_str(c, "reason"));
    return put_in_force(c, act, (const u8(*)[32])list + 1, n, has ? list[1 + n] : NULL, e);
}

static rc run_add(struct op_ctx *c, struct err *e) {
    TRY(need_reason(c, e));
    if (!str_trim(op_str(c, "name")).n) return fail(e, RC_USAGE, "whose key is it?");
    TRY(keyring_locked(c, add, NULL, e));
    op_say(c, "whoever has this key can open every pack: `cat N.head N.pack | age -d -i IDENTITY`");
    return RC_OK;
}

/* ---- remove ---- */

/* Which custodian's key is meant: by the key itself or by the name in the log. */
static rc find_custodian(struct op_ctx *c, u8 (*list)[32], int n, int *at, struct str *name,
                         struct err *e) {
    struct str who = str_trim(op_str(c, "WHO"));
    struct key_act *acts;
    i64 nacts;
    TRY(records_key_acts(c->session->db, c->perm, &acts, &nacts, e));
    *at = -1;
    for (int i = 0; i < n; i++) {
        struct str key = age_recipient_text(c->perm, list[i]), called = {0};
        for (i64 k = 0; k < nacts; k++)
            if (str_eqc(acts[k].what, "add") && str_eq(acts[k].recipient, key))
                called = acts[k].name;
        if (!str_eq(who, key) && !str_eq(who, called)) continue;
        if (*at >= 0) return fail(e, RC_USAGE, "that is the name of several keys; name the key");
        *at = i;
        *name = called;
    }
    if (*at >= 0) return RC_OK;
    fail(e, RC_NOTFOUND, "no custodian's key is that, or of that name");
    return err_hint(e, "see `cairn keys`");
}

static rc remove_key(struct op_ctx *c, void *ctx, struct err *e) {
    struct store *s = c->session->store;
    u8(*list)[32] = (u8(*)[32])NEWN(c->perm, u8, (RECIPIENTS_MAX + 2) * 32);
    const u8 *recovery = NULL;
    const u8(*all)[32];
    struct str name;
    int at;
    (void)ctx;
    TRY(keyring_settled(c, e));
    store_recipients(s, &all);
    memcpy(list[0], all[0], 32);
    int n = keyring_custodians(s, list + 1);
    TRY(find_custodian(c, list + 1, n, &at, &name, e));
    struct str gone = age_recipient_text(c->perm, list[1 + at]);
    memmove(list[1 + at], list[2 + at], (size_t)(--n - at) * 32);
    bool has = store_recovery(s, &recovery);
    if (has) memcpy(list[1 + n], recovery, 32);
    struct json *act =
        keyring_part(c, "remove", store_epoch(s), (const u8(*)[32])list, 1 + n + has);
    json_set_str(c->perm, act, "recipient", gone);
    json_set_str(c->perm, act, "name", name);
    json_set_str(c->perm, act, "reason", op_str(c, "reason"));
    return put_in_force(c, act, (const u8(*)[32])list + 1, n, has ? list[1 + n] : NULL, e);
}

static rc run_remove(struct op_ctx *c, struct err *e) {
    TRY(need_reason(c, e));
    TRY(keyring_locked(c, remove_key, NULL, e));
    op_say(c, "no head opens for this key any more; who kept a copy of the case from before still "
              "reads that copy");
    return RC_OK;
}

/* ---- keys ---- */

static void key_row(struct op_ctx *c, const struct key_act *acts, i64 n, struct str key,
                    const char *use) {
    struct json *j = json_obj(c->perm);
    const struct key_act *by = NULL;
    for (i64 i = 0; i < n; i++)
        if (str_eq(acts[i].recipient, key) && !str_eqc(acts[i].what, "remove")) by = &acts[i];
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "recipient", key);
    json_set_str(c->perm, j, "use", str_c(use));
    json_set_i(c->perm, j, "epoch", store_epoch(c->session->store));
    if (by && by->name.n) json_set_str(c->perm, j, "name", by->name);
    if (by) json_set_str(c->perm, j, "since", instant_text(c->perm, by->at));
    if (by) json_set_i(c->perm, j, "entry", by->entry);
    op_row(c, j);
}

static rc run_keys(struct op_ctx *c, struct err *e) {
    const u8(*all)[32], *recovery;
    struct key_act *acts;
    const char *wrong;
    bool unfinished;
    i64 nacts;
    TRY(session_open(c, e));
    TRY(records_key_acts(c->session->db, c->perm, &acts, &nacts, e));
    int n = store_recipients(c->session->store, &all);
    bool has = store_recovery(c->session->store, &recovery);
    for (int i = 0; i < n; i++)
        key_row(c, acts, nacts, age_recipient_text(c->perm, all[i]),
                i == 0              ? "case"
                : has && i == n - 1 ? "recovery"
                                    : "custodian");
    TRY(keyring_check(c, &wrong, &unfinished, e));
    if (wrong) op_say(c, "%s", wrong);
    return RC_OK;
}

/* ---- rotate ---- */

static rc log_rotation(struct op_ctx *c, struct err *e) {
    struct store *s = c->session->store;
    const u8(*all)[32];
    struct key_act *acts;
    i64 n;
    TRY(records_key_acts(c->session->db, c->perm, &acts, &n, e));
    for (i64 i = 0; i < n; i++)
        if (str_eqc(acts[i].what, "rotate") && acts[i].epoch == store_epoch(s)) return RC_OK;
    int k = store_recipients(s, &all);
    struct json *act = keyring_part(c, "rotate", store_epoch(s), all, k);
    json_set_str(c->perm, act, "recipient", age_recipient_text(c->perm, all[0]));
    json_set_str(c->perm, act, "reason", op_str(c, "reason"));
    return session_act(c, "rekeyed", &act, 1, e);
}

/* What hangs on the page key: desk.db is written anew beside itself, the projection is dropped. */
static rc move_pages(struct op_ctx *c, struct os_lock *desk, struct err *e) {
    struct store *s = c->session->store;
    const char *stale = cstr(c->perm, str_fmt(c->perm, "%s/" SESSION_STALE, c->case_dir));
    TRY(people_rekey(c->case_dir, store_page_key(s), store_page_key_next(s), desk, e));
    rc r = os_exists(stale) ? RC_OK : os_create(stale, 0600, S(""), e);
    if (r == RC_OK) r = os_sync_dir(c->case_dir, e);
    if (r != RC_OK) os_unlock(desk);
    return r;
}

static rc end_rotation(struct op_ctx *c, const struct store_key_opts *o, struct err *e) {
    struct store *s = c->session->store;
    struct os_lock desk = {0};
    if (store_page_key_next(s)) TRY(move_pages(c, &desk, e));
    rc r = store_rekeyed(s, o, e);
    if (r != RC_OK) return os_unlock(&desk), r;
    TRY(people_rekeyed(c->case_dir, &desk, e));
    db_close(c->session->db);
    c->session->db = NULL;
    c->session->book_loaded = false;
    return session_open(c, e);
}

/* Heads of an add, remove or split that was interrupted; else a new epoch. */
static rc rotate(struct op_ctx *c, void *ctx, struct err *e) {
    struct store *s = c->session->store;
    struct store_key_opts o = keyring_opts(c);
    bool *only_heads = ctx;
    *only_heads = store_rekeying(s) == REKEY_HEADS;
    if (!*only_heads) TRY(store_rotate(s, &o, e));
    if (!*only_heads) TRY(recovery_drop(s, e));
    TRY(keyring_rewrap(c, e));
    if (!*only_heads) TRY(log_rotation(c, e));
    return end_rotation(c, &o, e);
}

static rc check_shares(struct op_ctx *c, struct err *e) {
    const u8 *recovery;
    TRY(session_open(c, e));
    bool has = store_recovery(c->session->store, &recovery);
    if (!has || op_given(c, "shares-out") || op_flag(c, "no-recovery")) return RC_OK;
    fail(e, RC_USAGE, "a rotation makes the recovery key and its shares void");
    return err_hint(e, "--shares-out DIR makes new ones; --no-recovery leaves the case without");
}

static rc run_rotate(struct op_ctx *c, struct err *e) {
    bool only_heads;
    TRY(need_reason(c, e));
    TRY(check_shares(c, e));
    TRY(keyring_locked(c, rotate, &only_heads, e));
    if (only_heads)
        return op_say(c,
                      "the change of keys that was interrupted is finished; nothing was rotated"),
               RC_OK;
    if (agent_lock(c->scratch, store_case_id(c->session->store, c->perm)))
        op_say(c, "the agent forgot the old key: `cairn unlock` again");
    op_say(c,
           "epoch %lld: the old key opens nothing here any more. Copies made before still open "
           "with it: retire old backups and old key files",
           (long long)store_epoch(c->session->store));
    if (!op_given(c, "shares-out")) return RC_OK;
    return recovery_make(c, cstr(c->perm, op_str(c, "shares-out")), 2, 3, op_str(c, "reason"), e);
}

static const struct op_arg NONE[] = {{0}};
static const struct op_arg ADD_ARGS[] = {
    {"RECIPIENT", "RECIPIENT", ARG_POS, true, "a public age key, \"age1…\"", NULL},
    {"name", "WHO", ARG_OPT, true, "who holds it; kept sealed", NULL},
    {"reason", "TEXT", ARG_OPT, true, "why; kept with the act", NULL},
    {0}};
static const struct op_arg REMOVE_ARGS[] = {
    {"WHO", "WHO", ARG_POS, true, "the key, or the name it was added under", NULL},
    {"reason", "TEXT", ARG_OPT, true, "why; kept with the act", NULL},
    {0}};
static const struct op_arg ROTATE_ARGS[] = {
    {"reason", "TEXT", ARG_OPT, true, "why; kept with the act", NULL},
    {"shares-out", "DIR", ARG_OPT, false, "folder for three new recovery shares (two are needed)",
     NULL, ARG_FILE_OUT},
    {"no-recovery", "", ARG_FLAG, false, "leave the case without a recovery key", NULL},
    {0}};

const struct op OP_KEY_ADD = {
    .name = "key add",
    .group = "keys",
    .summary = "seal every pack for a custodian's own age key too",
    .details = "The head of each pack is written anew; payloads are not touched. The holder's name "
               "goes into a\nclosed part of the log and nowhere else.",
    .perm = PERM_OWN,
    .args = ADD_ARGS,
    .columns = "",
    .examples = {"cairn -C case key add "
                 "age1gkm4j5n7q32qmunrvs3584d8vszj0dqs54u7vh69ty3drd42pcest7nxmp "
                 "--name \"Tamir Soro\" --reason \"second custodian\"",
                 NULL},
    .run = run_add,
    .local = true};
const struct op OP_KEY_REMOVE = {
    .name = "key remove",
    .group = "keys",
    .summary = "stop sealing for a custodian's key, in the packs there are too",
    .details = "Whoever kept a copy of the case from before still reads that copy.",
    .perm = PERM_OWN,
    .args = REMOVE_ARGS,
    .columns = "",
    .examples = {"cairn -C case key remove \"Mara Ilin\" --reason \"left the group\"", NULL},
    .run = run_remove,
    .local = true};
const struct op OP_KEYS = {.name = "keys",
                           .group = "keys",
                           .summary = "whom the packs are sealed for",
                           .details = "",
                           .perm = PERM_OWN,
                           .args = NONE,
                           .columns = "use name recipient since",
                           .examples = {"cairn -C case keys", NULL},
                           .run = run_keys,
                           .local = true};
const struct op OP_KEY_ROTATE = {
    .name = "key rotate",
    .group = "keys",
    .summary = "a new key for the case: headers only, crash-safe; goes on where it was interrupted",
    .details =
        "A new age key and a new key of the pages; every pack's head is wrapped anew, payloads "
        "stay\n"
        "as they are; then the old key leaves the key file. Stop the desk before. The key of the "
        "log\ndoes not rotate: a new log key is a new log.",
    .perm = PERM_OWN,
    .args = ROTATE_ARGS,
    .columns = "",
    .examples = {"cairn -C case key rotate --reason \"a laptop was lost\"", NULL},
    .run = run_rotate,
    .local = true,
    .slow = true};
