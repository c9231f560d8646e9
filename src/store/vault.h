/* What happens to the vault after sealing: who can open it, and what is taken out of it again.
 * DESIGN §3; SEAL.md §4, §6.
 *
 * Recipients. Every pack's head wraps its file key for the key of the present *epoch* (the age
 * identity in the key file; first of the list) and for the other recipients of the case: custodians
 * by keys of their own, the recovery key. cairn.case lists the public keys, signed. A rotation makes
 * a new epoch: new heads for all packs, payloads untouched; then the old identity leaves the key
 * file, and copies of old heads (in an old backup) open for nobody any more.
 *
 * Erasure. Packs that hold erased parts or objects are written anew without them, under new file
 * keys; the old heads and payloads are destroyed. In place of what was erased the leaf hash of its
 * commitment stays, so every other part, object, receipt and the log itself still check; its salt is
 * gone, so the hash tells nothing. The entry's seed gives way to the salts of what is left. The new
 * packs lie beside the old ones as NAME.pack.e<N>, NAME.head.e<N> until the tombstone, entry N, is
 * under the checkpoint: from then on they are the packs (rolled forward by the next store_begin),
 * before that they are leftovers (removed by it).
 *
 * Locks: adding takes DIR/lock; rotating, erasing and backing up take DIR/vault.lock first, so that
 * a backup runs while others add. */
#ifndef CAIRN_STORE_VAULT_H
#define CAIRN_STORE_VAULT_H

#include "store/store.h"
#include "sys/os.h"

/* One of rotate, erase, back up at a time. Waits as store_begin does; RC_BUSY. os_unlock frees. */
MUST rc store_vault_lock(struct store *s, void (*waiting)(void *), void *ctx, struct os_lock *out,
                         struct err *e);

/* Public keys that packs are sealed for, the epoch's first. Borrowed from s. */
int store_recipients(const struct store *s, const u8 (**keys)[32]);
/* Epoch number: 0 at init, one more with each rotation. */
i64 store_epoch(const struct store *s);

/* What goes from one entry. Part and object ordinals ascending. */
struct store_erasure {
    i64 entry;
    const i64 *parts, nparts;
    const i64 *objects, nobjects;
};
/* Stages the packs without these; takes effect when the transaction, which must add the tombstone's
 * entry afterwards, is committed. Entries ascending, each once; what is erased already is fine.
 * O(bytes of the packs concerned). RC_NOTFOUND: no such entry, part or object. */
MUST rc store_erase(struct txn *t, const struct store_erasure *what, i64 n, struct err *e);

#endif
