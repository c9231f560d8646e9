/* The truth of a case: the log (append-only, signed) and the vault (encrypted packs). DESIGN §3,
 * §5; SEAL.md.
 *
 *   DIR/cairn.case            name and public keys of the case (JSON, not secret), format version
 *   DIR/log/checkpoint        C2SP tlog-checkpoint, signed note, Ed25519, origin
 *                             sigsum.org/v1/tree/<sha256(pub)>
 *   DIR/log/tile/…            C2SP tlog-tiles: hash tiles and tile/entries/… bundles of
 *                             128-byte Sigsum leaves
 *   DIR/vault/…               packs: age payloads (a POSIX tar, zero-padded) and their age
 *                             headers apart; named by the first entry index: shows how many acts,
 *                             nothing else. `cat N.head N.pack | age -d -i KEY | tar x`
 *   DIR/projection.db         cache (db/): may be dropped and replayed
 *   DIR/lock
 * The key file lives outside: an age identity file (AGE-SECRET-KEY-1…, so `age -i` opens packs)
 * with the log's Ed25519 key and the projection's page key in comment lines, itself
 * age-scrypt-encrypted unless --no-passphrase.
 *
 * Commit point: store_begin takes the lock and cuts off what is not under the checkpoint (orphan
 * packs, tile tails); store_commit writes packs, headers, tiles, fsyncs them and their folders,
 * then renames the checkpoint: only then is anything acknowledged.
 *
 * An entry is canonical JSON (keys are the flow's business). The store adds three keys before
 * hashing: "parts" {"n","root"} and "objects" {"n","root","sums"} when there are any ("sums" binds
 * the names and the order of the objects), and "prev" = base64 root of the log before it.
 * Commitments, all salted (nothing outside the vault reveals whether a known file is in the case):
 *   object k:  SHA-256("cairn/object/v1" ‖ salt32 ‖ SHA-256(bytes))     leaves of the objects
 *              tree (RFC 6962)
 *   part k:    SHA-256("cairn/part/v1"   ‖ salt32 ‖ SHA-256(part))      leaves of the parts
 *              tree
 *   entry:     SHA-256("cairn/entry/v1"  ‖ salt32 ‖ SHA-256(entry))     message of the Sigsum
 *              leaf
 * salts of objects and parts: HMAC-SHA-256(seed of the entry, "object"|"part" ‖ u64be k).
 * Byte by byte: docs/formats/. One handle, one thread. */
#ifndef CAIRN_STORE_STORE_H
#define CAIRN_STORE_STORE_H

#include "base/err.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/str.h"

struct store;
struct txn;

struct store_key_opts {
    const char *key_file; /* NULL: $CAIRN_KEY_FILE, else XDG config folder, file <case id>.key */
    const char *passphrase_file; /* NULL: ask on the terminal; no terminal: RC_DENIED with hint */
    bool no_passphrase;          /* init only: key file stays unencrypted (0600) */
    int scrypt_work;             /* log2 N; 0 = 18, as age does (a second, 256 MiB); tests use 10 */
    struct str key_text; /* from store_key_text(): opens without file or passphrase; n 0 = none */
};

/* Makes DIR (must be absent or empty), keys, an empty log with its first checkpoint. RC_CONFLICT
 * if a case is there. */
MUST rc store_init(const char *dir, struct str name, const struct store_key_opts *k, struct err *e);
/* Opens for reading (and writing, through store_begin). Verifies the checkpoint's signature. *out
 * in perm. */
MUST rc store_open(struct arena *perm, const char *dir, const struct store_key_opts *k,
                   struct store **out, struct err *e);
/* The text of the case's key file, opened, into guarded memory of the caller (sodium_malloc, at
 * least KEY_FILE_MAX bytes): for a program whose processes open the case without asking again. */
MUST rc store_key_text(struct arena scratch, const char *dir, const struct store_key_opts *o,
                       char *out, i64 max, i64 *n, struct err *e);
/* The id in DIR/cairn.case (16 hex digits); needs no key. */
MUST rc store_case_id_of(struct arena *a, const char *dir, struct str *id, struct err *e);
/* Where this case's key file is looked for. */
MUST rc store_key_path(struct arena *a, const char *dir, const struct store_key_opts *o,
                       const char **out, struct err *e);
void store_close(struct store *s);     /* wipes keys */
i64 store_size(const struct store *s); /* entries under the checkpoint last read */
MUST rc
store_refresh(struct store *s,
              struct err *e); /* reads the checkpoint again; size never shrinks: RC_INTEGRITY */
struct str store_checkpoint(const struct store *s); /* the signed note, whole text */
struct str
store_vkey(const struct store *s); /* "name+hash+base64" verifier key of the log (signed-note) */
struct str store_dir(const struct store *s);
struct str store_case_id(const struct store *s, struct arena *a); /* 16 hex digits */
struct str store_name(const struct store *s);    /* as given at init */
const u8 *store_page_key(const struct store *s); /* 32 bytes, for db_open */
/* 32 bytes that pseudonyms hang on: the same for ever, whatever is rotated. */
const u8 *store_name_key(const struct store *s);

/* Writing: one transaction, one or more entries, all or nothing. */
MUST rc store_begin(struct store *s, void (*waiting)(void *), void *ctx, struct txn **out,
                    struct err *e);
/* Objects go before the entry that they belong to; name: [a-z0-9/._-]{1,100}, unique in the entry.
 * Copied at once. */
MUST rc store_put(struct txn *t, struct str name, struct str bytes, struct err *e);
/* An object of exactly `size` bytes that pump gives to the sink, piece by piece; a large one is
 * never held whole. After a failure the transaction can only be abandoned. */
typedef rc store_sink_fn(void *ctx, struct str bytes, struct err *e);
typedef rc store_pump_fn(void *ctx, store_sink_fn *sink, void *to, struct err *e);
MUST rc store_put_pump(struct txn *t, struct str name, i64 size, store_pump_fn *pump, void *ctx,
                       u8 sha256[32], struct err *e);
/* Streams a file of any size (<= ITEM_BYTES_MAX) into its own pack while hashing; small ones (below
 * SMALL_OBJECT_MAX) join the common pack. The path is opened O_NOFOLLOW|O_NONBLOCK, regular files
 * only. RC_CONFLICT when its size or mtime changes under way. When the file itself is the reason
 * (that, not found, denied, no regular file, unreadable) the transaction can go on without the
 * object; its name may stay taken. When the case could not be written, commit refuses. */
MUST rc store_put_file(struct txn *t, struct str name, const char *path, u8 sha256[32], i64 *size,
                       struct err *e);
/* Many files at once, in this order: read and hashed ahead by a thread, encrypted and written by
 * another, both only inside of the call; what is written, and in which order, is the same as one by
 * one. Of each file that can be read, `offer` gives the object's name, or none: then it is left
 * out. `done` is told of each that was put, and of each that could not be (why), as store_put_file
 * says. The first error of either, or of the case itself, ends it. */
struct store_file {
    i64 nth, size;
    const u8 *sha256;      /* of a large one known only when done: NULL before */
    const struct err *why; /* it could not be put; NULL = it could */
};
struct store_files {
    const char *const *path;
    i64 n;
    rc (*offer)(void *ctx, const struct store_file *f, struct str *name, struct err *e);
    rc (*done)(void *ctx, const struct store_file *f, struct err *e);
    void *ctx;
};
MUST rc store_put_files(struct txn *t, const struct store_files *files, struct err *e);
MUST rc store_add(struct txn *t, const struct json *entry, const struct str *parts, i64 nparts,
                  i64 *index, struct err *e);
/* Seed of the entry being composed (the next store_add): for salts that parts must commit to, as
 * store_salt(seed, "words", k) for the word tree of text k. */
void store_txn_seed(const struct txn *t, u8 seed[32]);
MUST rc store_commit(struct txn *t, struct err *e); /* frees the lock either way */
void store_abandon(struct txn *t);

/* Reading. Each checks all commitments on its way up to the leaf and the signed root before
 * returning: what does not check is RC_INTEGRITY naming pack, entry and object. */
struct entry {
    i64 index;
    struct str text; /* canonical JSON */
    struct json *json;
    u8 salt[32];
    u8 seed[32];       /* zeros once something of the entry was erased */
    struct str *parts; /* canonical JSON each; n == 0: erased (vault.h) */
    i64 nparts;
    i64 nobjects;
    const struct kept_salts *kept; /* what is left of the salts (store_int.h); NULL: by the seed */
};
/* Salt and leaf hash of part k; false: the part was erased, it has no salt any more. */
bool entry_part_salt(const struct entry *en, i64 k, u8 salt[32]);
void entry_part_leaf(const struct entry *en, i64 k, u8 hash[32]);
/* Seed of the word tree of text `ordinal` of the entry; false: that text was erased. */
bool entry_words_seed(const struct entry *en, i64 ordinal, u8 seed[32]);
MUST rc store_entry(struct store *s, struct arena *a, i64 index, struct entry *out, struct err *e);
/* An object's bytes by name. */
MUST rc store_object(struct store *s, struct arena *a, i64 index, struct str name, i64 max,
                     struct str *out, struct err *e);
/* Streams an object to fd without holding it in memory. Each chunk is authenticated before it is
 * written; whether all of them are the object committed to is known at the end: what was written
 * before an error must be thrown away. */
MUST rc store_object_to(struct store *s, i64 index, struct str name, int fd, struct err *e);
/* Ordinal of an object in its entry (for its salt and path). */
MUST rc store_object_at(struct store *s, i64 index, struct str name, i64 *k, u8 sha256[32],
                        struct err *e);

/* Proofs, for receipts. */
struct leaf_proof {
    i64 index, size;
    u8 leaf[128];
    u8 (*path)[32]; /* inclusion path, leaf to root */
    i64 npath;
    struct str checkpoint;
};
MUST rc store_prove(struct store *s, struct arena *a, i64 index, struct leaf_proof *out,
                    struct err *e);
/* Does the log as it is now extend an older checkpoint of it (from a receipt, a witness, a time
 * stamp)? RC_INTEGRITY when it does not: it was rolled back or forked since. */
MUST rc store_extends(struct store *s, struct str checkpoint, struct err *e);
/* RFC 9162 consistency path from an older size to the present one, checked; old_root (may be NULL)
 * gets the root the log had then. Empty when old is 0 or the size itself. */
MUST rc store_consistency(struct store *s, i64 old, u8 old_root[32], u8 path[MERKLE_PATH_MAX][32],
                          i64 *npath, struct err *e);
/* Inclusion path of leaf `index` in the log as it was at `size`: what the entry of that index binds
 * by its "prev". Not checked. */
MUST rc store_path_at(struct store *s, i64 index, i64 size, u8 path[MERKLE_PATH_MAX][32],
                      i64 *npath, struct err *e);
void store_salt(const u8 seed[32], const char *what, i64 k,
                u8 salt[32]); /* what = "object" | "part" */

/* The case's signature (Ed25519, log key) over SHA-256("cairn/attest/v1\n" purpose "\n") ‖
 * SHA-256(text): what a receipt says beyond the log. store_sign_ok needs no case. */
void store_sign(const struct store *s, const char *purpose, struct str text, u8 signature[64]);
bool store_sign_ok(const u8 log_pub[32], const char *purpose, struct str text,
                   const u8 signature[64]);

/* Verifies everything: checkpoint, every tile against the root, every leaf's signature; deep:
 * every pack decrypted, every entry, part and object against its commitment. Reports each finding
 * (object named) and goes on. */
typedef void store_finding_fn(void *ctx, const char *object, const char *what);
struct store_verify_stats {
    i64 entries, tiles, packs, objects, bytes, findings;
    i64 leftovers; /* files of an unfinished write, above the checkpoint: no finding, never read,
                      cut off by store_begin */
};
MUST rc store_verify(struct store *s, bool deep, store_finding_fn *found, void *ctx,
                     struct store_verify_stats *st, struct err *e);

#endif
