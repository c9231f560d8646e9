/* C2SP tlog-tiles: where the hashes and entries of a log lie, as paths and as bytes.
 *
 * A tile holds up to 256 hashes: tile (L, N) holds the complete nodes (8·L, N·256 + i). Level -1
 * stands for the entry bundles. A tree of size s has floor(s / 256^(L+1)) full tiles at level L
 * and, when floor(s / 256^L) mod 256 is not 0, one partial tile of that width. Paths are relative
 * to the log's prefix. */
#ifndef CAIRN_PROOF_TILES_H
#define CAIRN_PROOF_TILES_H

#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"

enum { TILE_WIDTH = 256, TILE_LEVELS = 8, TILE_ENTRIES = -1 };

struct tile {
    int level; /* TILE_ENTRIES for a bundle */
    i64 index;
    int width; /* 1 … 256 */
};

/* "tile/0/x001/x234/067", "tile/entries/000.p/5". */
struct str tile_path(struct arena *a, struct tile t);
/* Back, strictly (no other spelling is accepted). False when it is none. */
bool tile_parse(struct str path, struct tile *out);

/* Full tiles, and width of the partial one (0 = none), at a level of a tree of `size`. */
i64 tile_full(int level, i64 size);
int tile_partial(int level, i64 size);
/* Levels a tree of `size` has tiles at: 0 … n-1. */
int tile_levels(i64 size);

/* Entry bundles: u16be length ‖ entry, one after another. */
void bundle_put(struct buf *b, struct str entry);
/* Takes the next entry off *rest; false at the end and when the bytes are cut short (then rest->n
 * > 0). */
bool bundle_next(struct str *rest, struct str *entry);

#endif
