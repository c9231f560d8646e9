/* unlock, lock: the passphrase once, for a while (sys/agent.h). */
#include "base/limits.h"
#include "flow/keyring.h"
#include "store/store.h"
#include "sys/agent.h"

#include <sodium.h>

enum { MINUTES = 15 };

static rc hand_over(struct op_ctx *c, struct str id, i64 minutes, struct err *e) {
    struct store_key_opts o = keyring_opts(c);
    i64 n = 0;
    CHECK(sodium_init() >= 0);
    char *text = sodium_malloc(KEY_FILE_MAX);
    if (!text) return fail(e, RC_LIMIT, "no locked memory for the key");
    rc r = store_key_text(c->scratch, c->case_dir, &o, text, KEY_FILE_MAX, &n, e);
    if (r == RC_OK) r = agent_start(c->scratch, id, text, n, minutes * 60, e);
    sodium_free(text);
    return r;
}

static rc run_unlock(struct op_ctx *c, struct err *e) {
    i64 minutes, left;
    struct str id;
    TRY(session_need_case(c, e));
    TRY(op_int(c, "for", 1, AGENT_MINUTES_MAX, MINUTES, &minutes, e));
    TRY(store_case_id_of(c->perm, c->case_dir, &id, e));
    if (agent_left(c->scratch, id, &left)) {
        op_say(c, "unlocked already, for %lld minutes more; `cairn lock` ends it",
               (long long)(left + 59) / 60);
        return RC_OK;
    }
    TRY(hand_over(c, id, minutes, e));
    op_say(c, "unlocked for %lld minutes, for you on this machine; `cairn lock` ends it sooner",
           (long long)minutes);
    return RC_OK;
}

static rc run_lock(struct op_ctx *c, struct err *e) {
    struct str id;
    if (op_flag(c, "all")) {
        op_say(c, "%lld cases locked", (long long)agent_lock_all(c->scratch));
        return RC_OK;
    }
    TRY(session_need_case(c, e));
    TRY(store_case_id_of(c->perm, c->case_dir, &id, e));
    op_say(c, "%s", agent_lock(c->scratch, id) ? "locked" : "it was not unlocked");
    return RC_OK;
}

static const struct op_arg UNLOCK_ARGS[] = {
    {"for", "MINUTES", ARG_OPT, false, "how long (15)", NULL, ARG_NUMBER}, {0}};
static const struct op_arg LOCK_ARGS[] = {
    {"all", "", ARG_FLAG, false, "every case that you unlocked", NULL}, {0}};

const struct op OP_UNLOCK = {
    .name = "unlock",
    .group = "keys",
    .summary = "the passphrase once, for some minutes",
    .details =
        "A small process keeps the opened key file in locked memory and gives it to your "
        "commands on\nthis machine; it wipes it after --for, at `cairn lock`, and when it is "
        "ended. The time runs while\nthe machine sleeps. Whoever sits at your account can "
        "open the case as long as it runs.",
    .perm = PERM_NONE,
    .no_case = true,
    .args = UNLOCK_ARGS,
    .columns = "",
    .examples = {"cairn -C case unlock --for 1", NULL},
    .run = run_unlock,
    .local = true};
const struct op OP_LOCK = {.name = "lock",
                           .group = "keys",
                           .summary = "forget the key that `unlock` kept",
                           .details = "",
                           .perm = PERM_NONE,
                           .no_case = true,
                           .args = LOCK_ARGS,
                           .columns = "",
                           .examples = {"cairn -C case lock", NULL},
                           .run = run_lock,
                           .local = true};
