/* Merkle trees of RFC 6962 §2.1 / RFC 9162 §2.1 over SHA-256.
 *
 *   leaf hash    SHA-256(00 ‖ data)
 *   node hash    SHA-256(01 ‖ left ‖ right)
 *   empty tree   SHA-256("")
 *
 * A node (level, index) is the hash of the complete subtree over the leaves [index·2^level,
 * (index+1)·2^level). Verifiers take untrusted proofs and answer yes or no; generators take a
 * function that reads complete nodes (tiles on disk, an array in memory). Sizes below 2^62. */
#ifndef CAIRN_PROOF_MERKLE_H
#define CAIRN_PROOF_MERKLE_H

#include "base/err.h"
#include "base/limits.h"
#include "proof/hash.h"

void merkle_leaf(struct str data, u8 out[32]);
void merkle_node(const u8 left[32], const u8 right[32], u8 out[32]);

/* The compact range of [0, size): the roots of its maximal complete subtrees, node[k] valid when
 * bit k of size is set. Zero-initialised = empty. Append is O(1) amortised, 2 KiB in all. */
struct merkle_range {
    i64 size;
    u8 node[62][32];
};
void merkle_append(struct merkle_range *r, const u8 leaf_hash[32]);
/* Appends a complete subtree of 2^level leaves; size must be a multiple of 2^level. */
void merkle_append_node(struct merkle_range *r, int level, const u8 hash[32]);
void merkle_root(const struct merkle_range *r, u8 out[32]);
/* MTH of n leaf hashes in memory. O(n) hashes. */
void merkle_mth(const u8 (*leaf_hashes)[32], i64 n, u8 out[32]);

/* Reads the complete node (level, index). What is read is not trusted by what calls it unless it
 * says so. */
typedef rc merkle_read_fn(void *ctx, int level, i64 index, u8 out[32], struct err *e);

/* RFC 9162 §2.1.3.1: path of leaf `index` in a tree of `size`, leaf to root. RC_USAGE when index
 * >= size. */
MUST rc merkle_inclusion(merkle_read_fn *read, void *ctx, i64 index, i64 size,
                         u8 path[MERKLE_PATH_MAX][32], i64 *npath, struct err *e);
/* RFC 9162 §2.1.4.1: from the tree of `old` leaves to that of `size`; empty when old is 0 or
 * size. */
MUST rc merkle_consistency(merkle_read_fn *read, void *ctx, i64 old, i64 size,
                           u8 path[MERKLE_PATH_MAX][32], i64 *npath, struct err *e);
/* Compact range of [0, size) from nodes read. */
MUST rc merkle_range_read(merkle_read_fn *read, void *ctx, i64 size, struct merkle_range *out,
                          struct err *e);

/* RFC 9162 §2.1.3.2 and §2.1.4.2. O(npath). */
bool merkle_inclusion_ok(i64 index, i64 size, const u8 leaf_hash[32], const u8 (*path)[32],
                         i64 npath, const u8 root[32]);
/* The same for a complete node at `level` (index counted in nodes of that level). */
bool merkle_node_ok(int level, i64 index, i64 size, const u8 hash[32], const u8 (*path)[32],
                    i64 npath, const u8 root[32]);
/* Leaf `index` of the log in the subtree [start, end) (draft-ietf-plants-merkle-tree-certs): start
 * a multiple of the least power of two that is not below end - start. */
bool merkle_subtree_ok(i64 index, i64 start, i64 end, const u8 leaf_hash[32], const u8 (*path)[32],
                       i64 npath, const u8 root[32]);
/* Does the subtree [start, end) with this hash stand in the tree of `size` leaves with this root?
 * (draft-ietf-plants-merkle-tree-certs §4.4.3.) start and end as above, end <= size. The empty
 * subtree stands in every tree, whatever its root: such an answer shows nothing. */
bool merkle_subtree_consistency_ok(i64 start, i64 end, i64 size, const u8 hash[32],
                                   const u8 root[32], const u8 (*path)[32], i64 npath);
/* old 0 is refused: every tree extends the empty one, so such a proof proves nothing (RFC 9162: 0
 * < first). */
bool merkle_consistency_ok(i64 old, i64 size, const u8 old_root[32], const u8 root[32],
                           const u8 (*path)[32], i64 npath);

/* A whole tree in memory (parts or objects of one entry): all levels, 64 bytes a leaf. */
struct merkle_tree {
    i64 n;
    int levels;
    u8 (*level[62])[32]; /* level[k][0 … n>>k) */
};
void merkle_build(struct merkle_tree *t, struct arena *a, const u8 (*leaf_hashes)[32], i64 n);
merkle_read_fn merkle_tree_read; /* ctx = struct merkle_tree * */

#endif
