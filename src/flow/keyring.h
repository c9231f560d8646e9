/* Changing who holds keys of a case, step by step (op_key.c, op_recovery.c). */
#ifndef CAIRN_FLOW_KEYRING_H
#define CAIRN_FLOW_KEYRING_H

#include "flow/session.h"
#include "store/keyring.h"
#include "store/vault.h"

/* How the operation opens the key file itself, whatever an agent or a desk holds. */
struct store_key_opts keyring_opts(const struct op_ctx *c);
/* Runs fn under the vault's lock, the case open. */
typedef rc keyring_fn(struct op_ctx *c, void *ctx, struct err *e);
MUST rc keyring_locked(struct op_ctx *c, keyring_fn *fn, void *ctx, struct err *e);
/* RC_CONFLICT while a change is unfinished. */
MUST rc keyring_settled(struct op_ctx *c, struct err *e);
/* A part "rekeyed"; "recipients" = these, the epoch's first. */
struct json *keyring_part(struct op_ctx *c, const char *what, i64 epoch, const u8 (*to)[32], int n);
/* Every head anew, with progress. */
MUST rc keyring_rewrap(struct op_ctx *c, struct err *e);
/* Custodians at present (without the epoch's and the recovery key), into an array of theirs. */
int keyring_custodians(const struct store *s, u8 out[][32]);

/* A recovery key made, split and put into force: shares into the folder `out` (recovery.h). */
MUST rc recovery_make(struct op_ctx *c, const char *out, int need, int shares, struct str reason,
                      struct err *e);

/* What cairn.case says of its keys against what the log says: NULL when they agree; else what is
 * wrong, in words. *unfinished: an interruption explains it. */
MUST rc keyring_check(struct op_ctx *c, const char **what, bool *unfinished, struct err *e);

#endif
