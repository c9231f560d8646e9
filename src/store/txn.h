/* A transaction, as store_txn.c (entries, commit) and store_put.c (objects) share it. */
#ifndef CAIRN_STORE_TXN_H
#define CAIRN_STORE_TXN_H

#include "store/store_int.h"

/* Writer of own packs, used again and again; `room` holds its names and header. */
struct own_writer {
    struct pack_writer w;
    struct arena room;
};

struct pending {
    i64 index;
    u8 salt[32], seed[32];
    struct str text, parts, sums, where;
    i64 nparts, nobjects;
};

struct txn {
    struct store *s;
    struct arena whole, a;
    struct os_lock lock;
    struct merkle_range range; /* of the log with the entries added so far */
    struct mill mill[2];
    struct pack_writer common;
    struct own_writer own_writer[2]; /* one is filled while the other is still being written */
    i64 own;                         /* own packs written */
    bool folder_ready, folder_new, broken;
    bool erasing;          /* packs are staged (store_erase.c) */
    struct object *object; /* waiting for their entry */
    i64 nobjects, objects_cap;
    struct map names;
    struct pending *entry;
    i64 nentries, entries_cap;
    u8 (*leaf)[SIGSUM_LEAF];
    i64 nleaves, leaves_cap;
    u8 seed[32]; /* of the next entry, for parts that commit to salted things */
};

/* "…/vault/000012/000012345-2": where pack `own` of this transaction goes. */
const char *txn_base(struct txn *t, struct arena *a, i64 own);
MUST rc txn_open_pack(struct txn *t, struct pack_writer *w, struct arena *a, i64 own,
                      struct err *e);
i64 txn_next(const struct txn *t); /* index of the next entry */

#endif
