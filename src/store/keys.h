/* The keys of a case, and the key file that holds them outside of it.
 *
 *   # cairn key file, version 1
 *   # case: <id>
 *   # recipient: age1…
 *   # log key: <base64 of the 32-byte Ed25519 seed>
 *   # page key: <base64 of 32 bytes>
 *   AGE-SECRET-KEY-1…
 *
 * An age identity file: `age -d -i FILE` opens packs. Under a passphrase it is itself an age file
 * (scrypt). In memory the keys lie in guarded pages (sodium_malloc): locked, kept out of core
 * dumps, wiped when freed. */
#ifndef CAIRN_STORE_KEYS_H
#define CAIRN_STORE_KEYS_H

#include "store/age.h"
#include "store/store.h"

struct keys {
    struct age_key age;
    u8 log_pub[32], log_secret[64]; /* Ed25519 */
    u8 page[32];
};

/* Fresh keys. Freed, and wiped, by keys_free. */
struct keys *keys_make(void);
void keys_free(struct keys *k); /* NULL is fine */
/* Case id: the first 16 hex digits of SHA-256 of the log's public key. */
struct str keys_case_id(struct arena *a, const u8 log_pub[32]);

/* Where the key file is: the option, $CAIRN_KEY_FILE, or <id>.key in the XDG config folder. */
const char *keys_path(struct arena *a, struct str id, const struct store_key_opts *o);
/* Writes a new key file, 0600, fsynced with its folder. RC_CONFLICT when one is there; RC_DENIED
 * when a passphrase is wanted and there is neither file nor terminal. */
MUST rc keys_write(struct arena scratch, const char *path, const struct keys *k,
                   const struct store_key_opts *o, struct err *e);
/* Reads it. RC_DENIED: no such file (named), wrong passphrase, no terminal; RC_INTEGRITY: not a
 * key file. */
MUST rc keys_read(struct arena scratch, const char *path, const struct store_key_opts *o,
                  struct keys **out, struct err *e);

/* The text that a key file holds, into `out` (guarded memory); RC_LIMIT when it does not fit. */
MUST rc keys_text(struct arena scratch, const struct keys *k, char *out, i64 max, i64 *n,
                  struct err *e);

/* A passphrase in guarded memory; freed with sodium_free. From the file's first line, or asked
 * (twice when new_one). */
MUST rc passphrase_get(const char *file, bool new_one, char **out, struct err *e);

#endif
