/* The log on disk: C2SP tiles of Sigsum leaves under a signed checkpoint.
 *
 *   DIR/log/checkpoint               signed note
 *   DIR/log/tile/<L>/<N>[.p/<W>]     hashes
 *   DIR/log/tile/entries/<N>[.p/<W>] bundles of 128-byte leaves
 *
 * A partial tile is superseded by the next, wider one, and then removed: a server that must still
 * serve it cuts it from the wider one, whose front it is. Tiles are never trusted: a leaf, path or
 * root is checked against the checkpoint's root before it is returned. Not thread-safe: one struct
 * log a thread. */
#ifndef CAIRN_STORE_LOG_H
#define CAIRN_STORE_LOG_H

#include "base/err.h"
#include "proof/checkpoint.h"
#include "proof/merkle.h"
#include "proof/note.h"
#include "proof/sigsum.h"
#include "proof/tiles.h"

enum { LOG_SLOTS = 32 };

struct log_slot {
    struct tile tile; /* width 0 = free */
    u8 hash[TILE_WIDTH][32];
};

struct log {
    const char *dir; /* DIR/log */
    u8 pub[32];
    struct note_key key;
    i64 size;
    u8 root[32];
    char note[NOTE_BYTES_MAX]; /* the checkpoint, as read */
    i64 note_n;
    struct log_slot slot[LOG_SLOTS];
    i64 bundle, bundle_n; /* leaves of which bundle are in `leaf`, authenticated; -1 = none */
    u8 leaf[TILE_WIDTH][SIGSUM_LEAF];
    struct arena scratch;
};

/* Reads and verifies the checkpoint. dir is borrowed; scratch: an arena of the caller's, used by
 * copy. */
MUST rc log_open(struct log *l, struct arena *a, const char *dir, const u8 pub[32],
                 struct arena scratch, struct err *e);
/* Reads the checkpoint again. RC_INTEGRITY when it shrank, or does not extend the one known
 * (consistency proof). */
MUST rc log_refresh(struct log *l, struct err *e);
/* Size of the checkpoint on the disk now, signature verified, without taking it; -1 when there is
 * no sound one. */
i64 log_peek(struct log *l, struct arena scratch);
/* Leaf i, authenticated against the root (not its signature). O(log n), one bundle a 256 leaves
 * read in order. */
MUST rc log_leaf(struct log *l, i64 i, u8 leaf[128], struct err *e);
/* Inclusion path, checked. */
MUST rc log_path(struct log *l, i64 i, u8 path[MERKLE_PATH_MAX][32], i64 *npath, struct err *e);
/* Consistency path from an older size, with the old root computed; checked against the present
 * root. */
MUST rc log_consistency(struct log *l, i64 old, u8 old_root[32], u8 path[MERKLE_PATH_MAX][32],
                        i64 *npath, struct err *e);
merkle_read_fn log_node; /* ctx = struct log *; not authenticated */

/* Writing, under the case's lock. */
MUST rc log_create(const char *dir, const u8 pub[32], const u8 secret[64], struct arena scratch,
                   struct err *e);
/* Are the tiles of the right edge there, exactly as wide as the checkpoint says, and do they give
 * its root? *range gets the compact range of the log. RC_INTEGRITY otherwise: then nothing may be
 * cut or written. */
MUST rc log_edge(struct log *l, struct merkle_range *range, struct err *e);
/* Removes tiles that are not under the checkpoint. Call after log_edge. */
MUST rc log_cut(struct log *l, struct err *e);
/* Appends n leaves: tiles, fsync, then the checkpoint. *moved is set once the checkpoint may have
 * been replaced: from then on an error leaves the outcome open until it is read again. */
MUST rc log_append(struct log *l, const u8 (*leaf)[SIGSUM_LEAF], i64 n, const u8 secret[64],
                   bool *moved, struct err *e);

/* Walks all files below DIR/log; rel = path below it. t is valid when known. */
typedef rc log_file_fn(void *ctx, struct arena scratch, struct str rel, bool known, struct tile t,
                       struct err *e);
/* Skips what lies wholly below `from` entries when from > 0. */
MUST rc log_walk(struct log *l, i64 from, log_file_fn *fn, void *ctx, struct err *e);

/* Everything in DIR/log against the checkpoint last read: every bundle, leaf signature and tile,
 * straight from the disk. Names each finding; files of an unfinished write are counted in
 * *leftovers only. */
typedef void log_finding_fn(void *ctx, const char *object, const char *what);
MUST rc log_verify(struct log *l, struct arena scratch, log_finding_fn *found, void *ctx,
                   i64 *tiles, i64 *leftovers, struct err *e);

/* Is the tile under the checkpoint, exactly as wide? */
bool log_under(const struct log *l, struct tile t);

/* Bytes of a tile file, straight from the disk: exactly that width, or RC_NOTFOUND. RC_INTEGRITY
 * for a wrong size. */
MUST rc log_tile_file(struct log *l, struct arena *a, struct tile t, struct str *out,
                      struct err *e);

#endif
