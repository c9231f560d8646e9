/* The lock of those who change the vault as a whole, and what cairn.case says of its keys. */
#include "store/store_int.h"
#include "store/vault.h"

rc store_vault_lock(struct store *s, void (*waiting)(void *), void *ctx, struct os_lock *out,
                    struct err *e) {
    struct arena scratch = s->scratch;
    *out = (struct os_lock){0};
    return os_lock(out, pack_base(s, &scratch, S("vault.lock")), store_lock_wait(), waiting, ctx,
                   e);
}
