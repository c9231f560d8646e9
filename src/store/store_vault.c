/* The lock of those who change the vault as a whole; whom packs are sealed for, and changing that
 * (vault.h). */
#include "store/store_int.h"
#include "store/vault.h"

#include <sodium.h>

rc store_vault_lock(struct store *s, void (*waiting)(void *), void *ctx, struct os_lock *out,
                    struct err *e) {
    struct arena scratch = s->scratch;
    *out = (struct os_lock){0};
    return os_lock(out, pack_base(s, &scratch, S("vault.lock")), store_lock_wait(), waiting, ctx,
                   e);
}

int store_recipients(const struct store *s, const u8 (**keys)[32]) {
    *keys = (const u8(*)[32])s->to.key;
    return s->to.n;
}

i64 store_epoch(const struct store *s) {
    return s->to.epoch;
}

bool store_recovery(const struct store *s, const u8 **key) {
    if (s->to.recovery) *key = s->to.key[s->to.n - 1];
    return s->to.recovery;
}

enum store_rekeying store_rekeying(const struct store *s) {
    if (s->keys->two) return REKEY_KEYS;
    return s->to.pending ? REKEY_HEADS : REKEY_NONE;
}

const u8 *store_page_key_next(const struct store *s) {
    return s->keys->two ? s->keys->page_next : NULL;
}

/* Under the case's lock, so that no pack is written for others meanwhile. */
static rc write_case(struct store *s, const struct case_keys *to, struct err *e) {
    struct txn *t;
    TRY(store_begin(s, NULL, NULL, &t, e));
    struct arena a = s->scratch;
    const char *path = cstr(&a, str_fmt(&a, "%.*s/cairn.case", SARG(s->dir)));
    rc r = os_replace(path, 0600, case_text(&a, s->name, s->keys, to), e);
    if (r == RC_OK) {
        s->to = *to;
        case_stamp(s);
    }
    store_abandon(t);
    return r;
}

rc store_rekey(struct store *s, const u8 (*custodians)[32], int n, const u8 *recovery,
               struct err *e) {
    struct case_keys to = {.n = 1, .pending = true, .epoch = s->to.epoch};
    if (n > RECIPIENTS_MAX)
        return fail(e, RC_LIMIT, "a case has at most %d custodians' keys", RECIPIENTS_MAX);
    memcpy(to.key[0], s->to.key[0], 32);
    for (int i = 0; i < n; i++)
        memcpy(to.key[to.n++], custodians[i], 32);
    if (recovery) memcpy(to.key[to.n++], recovery, 32);
    to.recovery = recovery != NULL;
    return write_case(s, &to, e);
}

/* The key file as it is on the disk: it may hold more than what was handed over in memory. */
static rc open_file(struct store *s, const struct store_key_opts *o, struct err *e) {
    struct arena a = s->scratch;
    struct keys *there;
    struct keys_file f;
    if (s->file) return RC_OK;
    const char *path = keys_path(&a, keys_case_id(&a, s->log.pub), o);
    TRY(keys_file_open(a, path, o, &there, &f, e));
    bool ours = memcmp(there->log_pub, s->log.pub, 32) == 0 && keys_take(there, s->to.key[0]);
    if (!ours) {
        keys_file_close(&f);
        keys_free(there);
        return fail(e, RC_DENIED, "the key file %s is not that of this case and epoch", path);
    }
    keys_free(s->keys);
    s->keys = there;
    s->file = sodium_malloc(sizeof f + (size_t)strlen(path) + 1);
    CHECK(s->file);
    memcpy(s->file + 1, path, strlen(path) + 1);
    *s->file = f;
    s->file->path = (const char *)(s->file + 1);
    return RC_OK;
}

rc store_rotate(struct store *s, const struct store_key_opts *o, struct err *e) {
    TRY(open_file(s, o, e));
    if (!s->keys->two) {
        keys_next(s->keys);
        TRY(keys_file_write(s->scratch, s->file, s->keys, e));
    }
    if (s->keys->second) return RC_OK;
    struct case_keys to = s->to;
    memcpy(to.key[0], s->keys->other.pub, 32);
    to.n -= to.recovery;
    to.recovery = false;
    to.pending = true;
    to.epoch++;
    TRY(write_case(s, &to, e));
    CHECK(keys_take(s->keys, s->to.key[0]));
    return RC_OK;
}

struct rewrap {
    struct store *s;
    void (*progress)(void *, i64);
    void *ctx;
    i64 heads;
};

static rc rewrap_head(struct store *s, struct arena a, struct str rel, struct err *e) {
    u8 file_key[AGE_FILE_KEY];
    struct err low = {0};
    struct str head, fresh;
    i64 used;
    const char *path = pack_base(s, &a, rel);
    TRY(os_read(&a, path, AGE_HEADER_MAX, &head, e));
    rc r = age_header_open_any(a, head, &s->keys->age, file_key, &used, &low);
    if (r == RC_OK && used != head.n) r = fail(&low, RC_INTEGRITY, "bytes after the header");
    if (r != RC_OK) return fail(e, RC_INTEGRITY, "%.*s: %s", SARG(rel), low.msg);
    fresh = age_header_x25519(&a, (const u8(*)[32])s->to.key, s->to.n, file_key);
    sodium_memzero(file_key, sizeof file_key);
    return os_replace_wiped(path, 0600, fresh, e);
}

static rc rewrap_one(void *ctx, struct arena a, const struct vault_file *f, struct err *e) {
    struct rewrap *w = ctx;
    if (!f->known || !f->head || f->first >= w->s->log.size) return RC_OK;
    TRY(rewrap_head(w->s, a, f->rel, e));
    if (++w->heads % 256 == 0 && w->progress) w->progress(w->ctx, w->heads);
    return RC_OK;
}

rc store_rewrap(struct store *s, void (*progress)(void *, i64), void *ctx, i64 *heads,
                struct err *e) {
    struct rewrap w = {.s = s, .progress = progress, .ctx = ctx};
    struct txn *t;
    TRY(store_begin(s, NULL, NULL, &t, e)); /* whatever an erasure left staged is settled first */
    store_abandon(t);
    rc r = vault_walk(s, 0, rewrap_one, &w, e);
    *heads = w.heads;
    return r;
}

rc store_rekeyed(struct store *s, const struct store_key_opts *o, struct err *e) {
    struct case_keys to = s->to;
    to.pending = false;
    if (s->keys->two) {
        TRY(open_file(s, o, e));
        CHECK(s->keys->second);
        keys_drop_old(s->keys);
        TRY(keys_file_write(s->scratch, s->file, s->keys, e));
    }
    if (s->to.pending) TRY(write_case(s, &to, e));
    return RC_OK;
}
