#include "flow/keyring.h"

#include "store/age.h"

struct store_key_opts keyring_opts(const struct op_ctx *c) {
    return (struct store_key_opts){.key_file = c->key_file, .passphrase_file = c->passphrase_file};
}

static void waiting(void *ctx) {
    op_say(ctx, "another cairn changes the vault as a whole; waiting …");
}

rc keyring_locked(struct op_ctx *c, keyring_fn *fn, void *ctx, struct err *e) {
    struct os_lock lock;
    TRY(session_open(c, e));
    TRY(store_vault_lock(c->session->store, waiting, c, &lock, e));
    rc r = fn(c, ctx, e);
    os_unlock(&lock);
    return r;
}

rc keyring_settled(struct op_ctx *c, struct err *e) {
    if (store_rekeying(c->session->store) == REKEY_NONE) return RC_OK;
    fail(e, RC_CONFLICT, "a change of the case's keys is unfinished");
    return err_hint(e, "finish it with `cairn key rotate --reason TEXT`, then try again");
}

struct json *keyring_part(struct op_ctx *c, const char *what, i64 epoch, const u8 (*to)[32],
                          int n) {
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("rekeyed"));
    json_set_str(c->perm, p, "what", str_c(what));
    json_set_i(c->perm, p, "epoch", epoch);
    struct json *list = json_set(p, S("recipients"), json_arr(c->perm));
    for (int i = 0; i < n; i++)
        json_add(list, json_str(c->perm, age_recipient_text(c->perm, to[i])));
    return p;
}

static void progress(void *ctx, i64 heads) {
    struct op_ctx *c = ctx;
    if (c->face->progress) c->face->progress(c->face->self, "packs", heads, 0);
}

rc keyring_rewrap(struct op_ctx *c, struct err *e) {
    i64 heads;
    TRY(store_rewrap(c->session->store, progress, c, &heads, e));
    op_say(c, "%lld packs are sealed for the keys of now; their contents were not touched",
           (long long)heads);
    return RC_OK;
}

int keyring_custodians(const struct store *s, u8 out[][32]) {
    const u8(*all)[32], *recovery;
    int n = store_recipients(s, &all) - 1 - store_recovery(s, &recovery);
    for (int i = 0; i < n; i++)
        memcpy(out[i], all[i + 1], 32);
    return n;
}

/* The recipients that the last act left, against those in cairn.case. */
static bool same(struct arena a, const struct store *s, const struct json *logged) {
    const u8(*all)[32];
    int n = store_recipients(s, &all), i = 0;
    JSON_EACH(v, logged) {
        if (i == n || !str_eq(v->s, age_recipient_text(&a, all[i]))) return false;
        i++;
    }
    return i == n;
}

rc keyring_check(struct op_ctx *c, const char **what, bool *unfinished, struct err *e) {
    const struct store *s = c->session->store;
    const u8(*all)[32];
    struct key_act *acts;
    i64 n;
    *what = NULL;
    *unfinished = store_rekeying(s) != REKEY_NONE;
    if (*unfinished) {
        *what = "a change of the case's keys is unfinished: run `cairn key rotate --reason TEXT`";
        return RC_OK;
    }
    TRY(records_key_acts(c->session->db, c->perm, &acts, &n, e));
    bool plain = store_epoch(s) == 0 && store_recipients(s, &all) == 1;
    if (n == 0 ? plain : same(c->scratch, s, json_get(acts[n - 1].body, "recipients")))
        return RC_OK;
    *what = "cairn.case names other keys than the log: an older one was put back, or adding or "
            "removing a key was interrupted: do that again";
    return RC_OK;
}
