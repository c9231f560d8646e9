/* What erasures staged, settled: switched in when the tombstone is under the checkpoint, removed
 * when it is not. Runs under the case's lock; every step may be the last one before a crash, and
 * the next run goes on from there:
 *   old head overwritten and fsynced → NAME.head.e<N> renamed over it → NAME.pack.e<N> renamed over
 *   the old payload (which nobody can open any more) → folder fsynced → vault/erasing removed. */
#include "store/store_int.h"

#include <stdio.h>

static rc check_below(void *ctx, struct arena a, const struct vault_file *f, struct err *e) {
    struct store *s = ctx;
    (void)a;
    if (f->erase <= s->log.size) return RC_OK;
    fail(e, RC_INTEGRITY, "%.*s lies above the checkpoint (%lld entries)", SARG(f->rel),
         (long long)s->log.size);
    return err_hint(
        e,
        "an older checkpoint may have been put back: compare with a backup, then `cairn verify`");
}

static const char *plain_path(struct store *s, struct arena *a, const struct vault_file *f,
                              const char *kind) {
    struct str name = pack_name(a, f->first, f->own);
    return pack_base(s, a, str_fmt(a, "%.*s.%s", SARG(name), kind));
}

static rc roll_forward(struct store *s, struct arena *a, const struct vault_file *f,
                       struct err *e) {
    const char *head = plain_path(s, a, f, "head"), *body = plain_path(s, a, f, "pack");
    const char *staged = pack_base(s, a, f->rel);
    if (f->head || f->gone) TRY(os_wipe(head, e));
    if (!f->gone) return os_rename(staged, f->head ? head : body, e);
    TRY(os_remove(head, e));
    TRY(os_remove(body, e));
    return os_remove(staged, e);
}

static rc settle_one(void *ctx, struct arena a, const struct vault_file *f, struct err *e) {
    struct store *s = ctx;
    if (f->erase < 0) return RC_OK;
    if (f->erase >= s->log.size) TRY(os_remove(pack_base(s, &a, f->rel), e));
    if (f->erase < s->log.size) TRY(roll_forward(s, &a, f, e));
    return os_sync_dir(pack_base(s, &a, vault_folder(&a, f->first)), e);
}

rc vault_settle(struct store *s, struct err *e) {
    char mark[NAME_BYTES_MAX + 1]; /* the walks use the store's scratch */
    if (snprintf(mark, sizeof mark, "%.*s/" VAULT_ERASING, SARG(s->dir)) >= (int)sizeof mark)
        return fail(e, RC_LIMIT, "the path of the case is too long");
    if (!os_exists(mark)) return RC_OK;
    pack_drop(s);
    hot_drop(s);
    s->folder = -1;
    TRY(vault_walk(s, 0, check_below, s, e));
    TRY(vault_walk(s, 0, settle_one, s, e));
    TRY(os_remove(mark, e));
    struct arena a = s->scratch;
    return os_sync_dir(pack_base(s, &a, S("vault")), e);
}
