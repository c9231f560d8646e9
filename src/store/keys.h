/* The keys of a case, and the key file that holds them outside of it.
 *
 *   # cairn key file, version 1
 *   # case: <id>
 *   # recipient: age1…
 *   # log key: <base64 of the 32-byte Ed25519 seed>
 *   # name key: <base64 of 32 bytes>          only after a rotation: page key of epoch 0
 *   # page key: <base64 of 32 bytes>
 *   AGE-SECRET-KEY-1…
 *   # page key: … \ once more while a rotation is under way: the next
 *   AGE-SECRET-KEY-1… / epoch's
 *   # check: <16 hex digits over the secrets>   may be absent; else it must be right
 *
 * An age identity file: `age -d -i FILE` opens packs. Under a passphrase it is itself an age file
 * (scrypt). In memory the keys lie in guarded pages (sodium_malloc): locked, kept out of core
 * dumps, wiped when freed. */
#ifndef CAIRN_STORE_KEYS_H
#define CAIRN_STORE_KEYS_H

#include "store/age.h"
#include "store/store.h"

struct keys {
    struct age_key age;             /* of the epoch that cairn.case names; age.next = &other */
    u8 log_pub[32], log_secret[64]; /* Ed25519 */
    u8 page[32];                    /* of the first identity in the file */
    u8 name[32];                    /* pseudonyms hang on it: the same for ever */
    /* While a rotation is under way there are two identities: in the file first the old one. */
    bool two, second; /* second: cairn.case names the file's second, so `other` is the old one */
    struct age_key other;
    u8 page_next[32];
};

/* Fresh keys. Freed, and wiped, by keys_free. */
struct keys *keys_make(void);
void keys_free(struct keys *k); /* NULL is fine */
/* Case id: the first 16 hex digits of SHA-256 of the log's public key. */
struct str keys_case_id(struct arena *a, const u8 log_pub[32]);

/* Makes `age` the identity that cairn.case names; false when there is none such. */
bool keys_take(struct keys *k, const u8 recipient[32]);
/* A fresh identity and page key for the next epoch, beside the present ones. */
void keys_next(struct keys *k);
/* Forgets the old identity and its page key: CHECKs that `age` is the second. */
void keys_drop_old(struct keys *k);

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

/* Writing a key file anew, in place: under the passphrase and work that it has, asked for once. */
struct keys_file {
    const char *path;
    char *pass; /* guarded; NULL: the file has none */
    int work;
};
/* Reads it, whatever key_text says. RC_DENIED: wrong passphrase. `path` is borrowed. */
MUST rc keys_file_open(struct arena scratch, const char *path, const struct store_key_opts *o,
                       struct keys **keys, struct keys_file *out, struct err *e);
/* Atomic; the old file's bytes are overwritten (os_replace_wiped). */
MUST rc keys_file_write(struct arena scratch, const struct keys_file *f, const struct keys *k,
                        struct err *e);
void keys_file_close(struct keys_file *f);

/* The text that a key file holds, into `out` (guarded memory); RC_LIMIT when it does not fit. */
MUST rc keys_text(struct arena scratch, const struct keys *k, char *out, i64 max, i64 *n,
                  struct err *e);

/* A passphrase in guarded memory; freed with sodium_free. From the file's first line, or asked
 * (twice when new_one). */
MUST rc passphrase_get(const char *file, bool new_one, char **out, struct err *e);

#endif
