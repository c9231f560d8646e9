/* Inside of the store: what store*.c share. Nobody else includes this. */
#ifndef CAIRN_STORE_STORE_INT_H
#define CAIRN_STORE_STORE_INT_H

#include "base/map.h"
#include "store/keys.h"
#include "store/log.h"
#include "store/pack.h"
#include "store/store.h"
#include "sys/os.h"

/* An object as the entry's lists in its pack tell it (SHA256SUMS and where.txt). */
struct object {
    struct str name;
    u8 sha256[32];
    i64 size;
    i64 pack; /* 0 = the common pack of the commit, k = its k-th own pack */
    i64 at;   /* offset of the content in that pack's plaintext */
};

/* What an entry has in place of its seed once something of it was erased (vault.h): the salts of
 * what is left, the leaf hashes of what is gone. */
struct salt {
    bool gone;
    u8 v[32]; /* the salt; gone: the leaf hash */
};
struct words_salt {
    i64 k; /* ordinal of the text */
    u8 seed[32];
};
struct kept_salts {
    struct salt *object, *part;
    struct words_salt *words; /* ascending k */
    i64 nwords;
};

/* The entry read last, all commitments checked; its objects, by name. */
struct hot_entry {
    i64 index; /* -1 = none */
    i64 first; /* its pack */
    i64 end;   /* offset after its members there */
    struct entry entry;
    struct object *object;
    i64 nobjects;
    struct map by_name;
    struct arena whole, now;
};

/* NAME.pack.e<N> or NAME.head.e<N> (vault.h). */
struct staged {
    i64 first, own, erase;
    bool head;
};

/* Whom packs are sealed for: the epoch, custodians, the recovery key, in this order. */
struct case_keys {
    u8 key[RECIPIENTS_MAX + 2][32];
    int n;         /* of all; at least 1 */
    bool recovery; /* the last one is the recovery key */
    bool pending;  /* not all heads are wrapped for them yet */
    i64 epoch;
};

struct store {
    struct str dir, name, vkey;
    struct keys *keys;
    struct log log;
    struct arena scratch_whole, scratch;
    struct arena pack_whole, pack_arena;
    struct pack pack; /* the common pack open now */
    i64 pack_first;   /* -1 = none */
    i64 *offset;      /* of the first member of each of its entries */
    struct hot_entry hot;
    i64 folder, folder_size; /* which vault folder is listed in `firsts`, at which log size */
    i64 *firsts, nfirsts;
    struct staged *staged; /* what erasures wrote anew there and was not yet rolled forward */
    i64 nstaged, staged_cap;
    i64 settled; /* log size that another process is known to have reached; see vault_open */
    struct arena folder_whole, folder_arena;
    struct arena txn_whole; /* of the transaction; made with the first one */
    bool writing;
    struct case_keys to; /* whom packs are sealed for, as cairn.case says */
    i64 case_stamp[3];   /* inode, size and time of that cairn.case */
    struct keys_file *file; /* the key file, while the keys change */
};

enum { PACKS_PER_FOLDER = 1000 };
/* There while an erasure may have something staged: store_begin looks for it. Empty. */
#define VAULT_ERASING "vault/erasing"

/* cairn.case: public facts of the case, signed by its log key. */
struct case_file {
    struct str name, id, vkey;
    u8 log_pub[32];
    struct case_keys to;
};
struct str case_text(struct arena *a, struct str name, const struct keys *k,
                     const struct case_keys *to);
/* Reads cairn.case again when it was replaced. RC_DENIED when the key at hand is no more the
 * case's: the keys were rotated by somebody else. */
MUST rc case_again(struct store *s, struct err *e);
/* Remembers which cairn.case was read. */
void case_stamp(struct store *s);
MUST rc case_parse(struct arena *a, struct str text, struct case_file *out, struct err *e);
MUST rc case_read(struct arena *a, const char *dir, struct case_file *out, struct err *e);

/* "vault/000012/000012345-2", relative to the case; own = 0 for the common pack. */
struct str pack_name(struct arena *a, i64 first, i64 own);
const char *pack_base(const struct store *s, struct arena *a, struct str name);
/* "000012345-2.head" → 12345, 2, true. False when it is no name of a pack's file. */
bool pack_file_parse(struct str file, i64 *first, i64 *own, bool *head);
struct str vault_folder(struct arena *a, i64 index);
/* All packs' files at or above index `from`: calls fn(ctx, scratch, folder, file, …) for each,
 * and for each unknown one with known = false. */
struct vault_file {
    struct str rel;   /* below DIR */
    bool known, head; /* known: NAME.pack or NAME.head */
    i64 first, own;
    i64 erase; /* -1; N: staged by the erasure whose tombstone is entry N (known is false) */
    bool gone; /* NAME.gone.e<N>: that own pack was erased */
};
/* Tells a file of a vault folder by its name; f->rel is left alone. */
void vault_file_parse(struct str file, struct vault_file *f);
typedef rc vault_file_fn(void *ctx, struct arena scratch, const struct vault_file *f,
                         struct err *e);
MUST rc vault_walk(struct store *s, i64 from, vault_file_fn *fn, void *ctx, struct err *e);

/* Names of members inside packs. */
struct str member_name(struct arena *a, i64 index, const char *what, struct str rest);
bool object_name_ok(struct str name);

/* Commitments (store.h). */
void commit_to(const char *tag, const u8 salt[32], const u8 sha[32], u8 out[32]);
void object_leaf(const u8 seed[32], i64 k, const u8 sha[32], u8 leaf_hash[32]);
void part_leaf(const u8 seed[32], i64 k, struct str part, u8 leaf_hash[32]);
void sums_commitment(const u8 seed[32], struct str sums, u8 out[32]);
/* Merkle root over the objects (parts): what "root" holds. */
void objects_root(const u8 seed[32], const struct object *o, i64 n, u8 root[32]);
void parts_root(const u8 seed[32], const struct str *parts, i64 n, u8 root[32]);

/* The same of an entry as read: by its seed, or by what is left of its salts. */
void entry_object_leaf(const struct entry *en, i64 k, const u8 sha[32], u8 hash[32]);
bool object_gone(const struct entry *en, i64 k);
/* salts.txt: a line for each object and part, then for each text. */
struct str salts_text(struct arena *a, const struct kept_salts *s, i64 nobjects, i64 nparts);
bool salts_parse(struct arena *a, struct str text, i64 nobjects, i64 nparts,
                 struct kept_salts *out);
struct kept_salts *salts_dup(struct arena *a, const struct kept_salts *s, i64 nobjects, i64 nparts);

/* What store_erase.c asks of a transaction. */
struct store *txn_store(struct txn *t);
struct arena *txn_arena(struct txn *t);
bool txn_fresh(const struct txn *t); /* nothing put or added yet */
void txn_erasing(struct txn *t);     /* something was staged: commit settles it */
/* Under the case's lock, after log_refresh: rolls forward what an erasure under the checkpoint
 * staged, removes what was staged for nothing. */
MUST rc vault_settle(struct store *s, struct err *e);
/* Opens a pack as it is under the checkpoint; tries again when it is switched meanwhile. */
MUST rc vault_open(struct store *s, struct arena *a, i64 first, i64 own, struct pack *out,
                   struct err *e);
/* Lists a vault folder into s->firsts and s->staged. */
MUST rc vault_list(struct store *s, i64 no, struct err *e);
void pack_drop(struct store *s); /* the common pack open now */

/* seal.json of an entry: counts, salt and seed; seed NULL: version 2, salts.txt follows. */
struct str seal_text(struct arena *a, i64 nobjects, i64 nparts, const u8 salt[32],
                     const u8 seed[32]);

/* Seconds that a lock of the case is waited for. */
int store_lock_wait(void);

/* Makes the entry hot: loads and checks it. */
MUST rc hot_load(struct store *s, i64 index, struct err *e);
/* Opens the common pack that holds an entry (kept open). */
MUST rc common_pack(struct store *s, i64 index, struct err *e);
/* Opens pack `own` of the common pack `first`; the caller closes it. */
MUST rc own_pack(struct store *s, struct arena *a, i64 first, i64 own, struct pack *out,
                 struct err *e);
void hot_drop(struct store *s);

#endif
