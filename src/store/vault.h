/* What happens to the vault after sealing: who can open it, and what is taken out of it again.
 * DESIGN §3; SEAL.md §4, §6.
 *
 * Recipients. Every pack's head wraps its file key for the key of the present *epoch* (the age
 * identity in the key file; first of the list) and for the other recipients of the case: custodians
 * by keys of their own, the recovery key. cairn.case lists the public keys, signed. A rotation
 * makes a new epoch: new heads for all packs, payloads untouched; then the old identity leaves the
 * key file, and copies of old heads (in an old backup) open for nobody any more.
 *
 * Erasure. Packs that hold erased parts or objects are written anew without them, under new file
 * keys; the old heads and payloads are destroyed. In place of what was erased the leaf hash of its
 * commitment stays, so every other part, object, receipt and the log itself still check; its salt
 * is gone, so the hash tells nothing. The entry's seed gives way to the salts of what is left. The
 * new packs lie beside the old ones as NAME.pack.e<N>, NAME.head.e<N> until the tombstone, entry N,
 * is under the checkpoint: from then on they are the packs (rolled forward by the next
 * store_begin), before that they are leftovers (removed by it). An own pack that goes is marked by
 * NAME-k.gone.e<N>; DIR/vault/erasing is there as long as any of these may be. N is the log's size
 * when the transaction began. docs/formats/erasure.md
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

/* Is the last one the recovery key? */
bool store_recovery(const struct store *s, const u8 **key);

/* Changing whom packs are sealed for: under the vault's lock, in this order, and begun again at any
 * point after an interruption; every pack stays open to the key file all the while.
 *
 *   store_rekey    cairn.case names other custodians and another recovery key, marked pending
 *   store_rotate   or: the key file gets a second identity; cairn.case names it, of the next epoch,
 *                  without a recovery key, marked pending
 *   store_rewrap   every head wraps its file key anew, for those alone; the old head's bytes are
 *                  overwritten
 *   …              what hangs on the page key moves to store_page_key_next()
 *   store_rekeyed  the old identity leaves the key file; cairn.case is no more pending
 *
 * Payloads are not touched: whoever has kept a pack's file key, or a copy of an old head together
 * with an old key, still opens that pack. */
MUST rc store_rekey(struct store *s, const u8 (*custodians)[32], int n, const u8 *recovery,
                    struct err *e);
MUST rc store_rotate(struct store *s, const struct store_key_opts *o, struct err *e);
/* O(heads): three fsyncs each. *heads counts them. RC_INTEGRITY names a head that does not open. */
MUST rc store_rewrap(struct store *s, void (*progress)(void *ctx, i64 heads), void *ctx, i64 *heads,
                     struct err *e);
MUST rc store_rekeyed(struct store *s, const struct store_key_opts *o, struct err *e);
enum store_rekeying {
    REKEY_NONE,
    REKEY_HEADS, /* cairn.case is pending */
    REKEY_KEYS   /* the key file holds two identities: a rotation */
};
enum store_rekeying store_rekeying(const struct store *s);
/* Of the epoch that begins; NULL when no rotation is under way. */
const u8 *store_page_key_next(const struct store *s);

/* What goes from one entry. Part and object ordinals ascending. */
struct store_erasure {
    i64 entry;
    const i64 *parts;
    i64 nparts;
    const i64 *objects;
    i64 nobjects;
};
/* Once a transaction, before anything else in it. Stages the packs without these; takes effect when
 * the transaction, which must add the tombstone's entry afterwards, is committed. Entries
 * ascending, each once; what is erased already is fine. O(bytes of the packs concerned).
 * RC_NOTFOUND: no such entry, part or object. */
MUST rc store_erase(struct txn *t, const struct store_erasure *what, i64 n, struct err *e);

#endif
