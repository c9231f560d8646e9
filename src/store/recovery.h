/* The recovery key: an age identity that is split into shares and kept nowhere. The case folder
 * holds its key file's text, encrypted to it:
 *
 *   DIR/keys/recovery.age     age file for the recovery key: the text of the key file
 *   DIR/keys/recovery.json    canonical JSON, signed by the case: epoch, id, need, recovery, shares
 *                             (their SHA-256, by number), signature, v
 *
 * A share's hash tells nothing of it: it has as many random bytes as the secret. */
#ifndef CAIRN_STORE_RECOVERY_H
#define CAIRN_STORE_RECOVERY_H

#include "store/share.h"
#include "store/store.h"

/* A fresh recovery key, split; recovery.age and recovery.json in place. out[of] are the shares.
 * The secret itself is gone when this returns. Then store_rekey() names the key. */
MUST rc recovery_split(struct store *s, int need, int of, struct share *out, struct err *e);
/* Overwrites and removes both files. */
MUST rc recovery_drop(struct store *s, struct err *e);
/* The text of the key file from the case folder and shares, into guarded memory of the caller (at
 * least KEY_FILE_MAX bytes). Needs no key. RC_CONFLICT, RC_INTEGRITY: which share is wrong, by its
 * hash. */
MUST rc recovery_join(struct arena scratch, const char *dir, const struct share *s, int nshares,
                      char *out, i64 max, i64 *n, struct err *e);
/* Writes a new key file at o->key_file (RC_CONFLICT when one is there) with this text. */
MUST rc recovery_key_file(struct arena scratch, const struct store_key_opts *o, struct str text,
                          struct err *e);

#endif
