#include "proof/merkle.h"

void merkle_leaf(struct str data, u8 out[32]) {
    sha256_of((struct str[]){S("\0"), data}, 2, out);
}

void merkle_node(const u8 left[32], const u8 right[32], u8 out[32]) {
    u8 both[65] = {1};
    memcpy(both + 1, left, 32);
    memcpy(both + 33, right, 32);
    sha256(bytes_str(both, 65), out);
}

void merkle_append_node(struct merkle_range *r, int level, const u8 hash[32]) {
    CHECK(level >= 0 && level < 62 && (r->size & (((i64)1 << level) - 1)) == 0);
    u8 carry[32];
    memcpy(carry, hash, 32);
    int k = level;
    for (; r->size >> k & 1; k++)
        merkle_node(r->node[k], carry, carry);
    CHECK(k < 62);
    memcpy(r->node[k], carry, 32);
    r->size += (i64)1 << level;
}

void merkle_append(struct merkle_range *r, const u8 leaf_hash[32]) {
    merkle_append_node(r, 0, leaf_hash);
}

void merkle_root(const struct merkle_range *r, u8 out[32]) {
    if (r->size == 0) {
        sha256(S(""), out);
        return;
    }
    u8 acc[32];
    int k = __builtin_ctzll((u64)r->size);
    memcpy(acc, r->node[k], 32);
    for (k++; k < 62; k++)
        if (r->size >> k & 1) merkle_node(r->node[k], acc, acc);
    memcpy(out, acc, 32);
}

void merkle_mth(const u8 (*leaf_hashes)[32], i64 n, u8 out[32]) {
    struct merkle_range r = {0};
    for (i64 i = 0; i < n; i++)
        merkle_append(&r, leaf_hashes[i]);
    merkle_root(&r, out);
}

/* Hash of the leaves [lo, hi), lo a multiple of the largest power of two in hi - lo: its complete
 * subtrees read and folded from the right, as MTH does. */
static rc span_hash(merkle_read_fn *read, void *ctx, i64 lo, i64 hi, u8 out[32], struct err *e) {
    u8 part[62][32];
    int n = 0;
    for (i64 at = lo; at < hi; n++) {
        int level = 63 - __builtin_clzll((u64)(hi - at));
        TRY(read(ctx, level, at >> level, part[n], e));
        at += (i64)1 << level;
    }
    CHECK(n > 0);
    memcpy(out, part[n - 1], 32);
    for (int i = n - 2; i >= 0; i--)
        merkle_node(part[i], out, out);
    return RC_OK;
}

/* Largest power of two below n, n >= 2. */
static i64 split(i64 n) {
    return (i64)1 << (63 - __builtin_clzll((u64)(n - 1)));
}

static void reverse(u8 (*path)[32], i64 n) {
    for (i64 i = 0, j = n - 1; i < j; i++, j--) {
        u8 swap[32];
        memcpy(swap, path[i], 32);
        memcpy(path[i], path[j], 32);
        memcpy(path[j], swap, 32);
    }
}

rc merkle_inclusion(merkle_read_fn *read, void *ctx, i64 index, i64 size,
                    u8 path[MERKLE_PATH_MAX][32], i64 *npath, struct err *e) {
    if (index < 0 || index >= size)
        return fail(e, RC_USAGE, "leaf %lld is not in a log of %lld", (long long)index,
                    (long long)size);
    *npath = 0;
    for (i64 lo = 0, hi = size; hi - lo > 1;) { /* root to leaf, then turned round */
        i64 mid = lo + split(hi - lo);
        bool left = index < mid;
        TRY(span_hash(read, ctx, left ? mid : lo, left ? hi : mid, path[(*npath)++], e));
        if (left)
            hi = mid;
        else
            lo = mid;
    }
    reverse(path, *npath);
    return RC_OK;
}

rc merkle_consistency(merkle_read_fn *read, void *ctx, i64 old, i64 size,
                      u8 path[MERKLE_PATH_MAX][32], i64 *npath, struct err *e) {
    if (old < 0 || old > size)
        return fail(e, RC_USAGE, "a log of %lld cannot extend one of %lld", (long long)size,
                    (long long)old);
    *npath = 0;
    if (old == 0 || old == size) return RC_OK;
    i64 lo = 0, hi = size;
    while (old != hi) { /* SUBPROOF: `old` lies in (lo, hi] */
        i64 mid = lo + split(hi - lo);
        bool left = old <= mid;
        TRY(span_hash(read, ctx, left ? mid : lo, left ? hi : mid, path[(*npath)++], e));
        if (left)
            hi = mid;
        else
            lo = mid;
    }
    if (lo > 0) TRY(span_hash(read, ctx, lo, hi, path[(*npath)++], e));
    reverse(path, *npath);
    return RC_OK;
}

rc merkle_range_read(merkle_read_fn *read, void *ctx, i64 size, struct merkle_range *out,
                     struct err *e) {
    *out = (struct merkle_range){.size = size};
    for (int k = 0; k < 62; k++)
        if (size >> k & 1) TRY(read(ctx, k, (size >> k) - 1, out->node[k], e));
    return RC_OK;
}

bool merkle_node_ok(int level, i64 index, i64 size, const u8 hash[32], const u8 (*path)[32],
                    i64 npath, const u8 root[32]) {
    if (index < 0 || size < 1 || index > (size >> level) - 1) return false;
    i64 fn = index, sn = (size - 1) >> level;
    u8 r[32];
    memcpy(r, hash, 32);
    for (i64 i = 0; i < npath; i++) {
        if (sn == 0) return false;
        if ((fn & 1) || fn == sn) {
            merkle_node(path[i], r, r);
            for (; !(fn & 1) && fn != 0; fn >>= 1)
                sn >>= 1;
        } else {
            merkle_node(r, path[i], r);
        }
        fn >>= 1, sn >>= 1;
    }
    return sn == 0 && memcmp(r, root, 32) == 0;
}

bool merkle_inclusion_ok(i64 index, i64 size, const u8 leaf_hash[32], const u8 (*path)[32],
                         i64 npath, const u8 root[32]) {
    return merkle_node_ok(0, index, size, leaf_hash, path, npath, root);
}

/* start is a multiple of the smallest power of two that holds end - start. */
static bool subtree(i64 start, i64 end) {
    if (start < 0 || end <= start) return false;
    i64 n = end - start, step = n == 1 ? 1 : split(n) * 2;
    return start % step == 0;
}

bool merkle_subtree_ok(i64 index, i64 start, i64 end, const u8 leaf_hash[32], const u8 (*path)[32],
                       i64 npath, const u8 root[32]) {
    if (!subtree(start, end) || index < start || index >= end) return false;
    return merkle_inclusion_ok(index - start, end - start, leaf_hash, path, npath, root);
}

/* First and last leaf of the subtree and last of the tree, as nodes of the level climbed to. */
struct climber {
    i64 fn, sn, tn;
};
static void up(struct climber *c) {
    c->fn >>= 1, c->sn >>= 1, c->tn >>= 1;
}

/* Step 5: fr grows to the subtree's hash, sr to the root. */
static bool climb_subtree(struct climber *c, const u8 (*path)[32], i64 npath, u8 fr[32],
                          u8 sr[32]) {
    for (i64 i = 0; i < npath; i++) {
        if (c->tn == 0) return false;
        if ((c->sn & 1) || c->sn == c->tn) {
            if (c->fn < c->sn) merkle_node(path[i], fr, fr);
            merkle_node(path[i], sr, sr);
            while (!(c->sn & 1) && c->sn != 0)
                up(c);
        } else {
            merkle_node(sr, path[i], sr);
        }
        up(c);
    }
    return c->tn == 0;
}

bool merkle_subtree_consistency_ok(i64 start, i64 end, i64 size, const u8 hash[32],
                                   const u8 root[32], const u8 (*path)[32], i64 npath) {
    u8 fr[32], sr[32];
    struct climber c = {start, end - 1, size - 1};
    if (start >= 0 && start == end && end <= size) {
        sha256(S(""), fr);
        return npath == 0 && memcmp(fr, hash, 32) == 0;
    }
    if (!subtree(start, end) || end > size) return false;
    while (c.fn != c.sn && (c.sn == c.tn || (c.sn & 1)))
        up(&c);
    bool whole = c.fn == c.sn; /* then the proof does not begin with the subtree's last part */
    if (!whole && npath == 0) return false;
    memcpy(fr, whole ? hash : path[0], 32);
    memcpy(sr, fr, 32);
    if (!climb_subtree(&c, path + !whole, npath - !whole, fr, sr)) return false;
    return memcmp(fr, hash, 32) == 0 && memcmp(sr, root, 32) == 0;
}

/* RFC 9162 §2.1.4.2 steps 3 to 7: fr and sr grow to the old and the new root. */
static bool climb(i64 old, i64 size, const u8 first[32], const u8 (*path)[32], i64 npath, u8 fr[32],
                  u8 sr[32]) {
    i64 fn = old - 1, sn = size - 1;
    for (; fn & 1; fn >>= 1)
        sn >>= 1;
    memcpy(fr, first, 32);
    memcpy(sr, first, 32);
    for (i64 i = 0; i < npath; i++) {
        if (sn == 0) return false;
        if ((fn & 1) || fn == sn) {
            merkle_node(path[i], fr, fr);
            merkle_node(path[i], sr, sr);
            for (; !(fn & 1) && fn != 0; fn >>= 1)
                sn >>= 1;
        } else {
            merkle_node(sr, path[i], sr);
        }
        fn >>= 1, sn >>= 1;
    }
    return sn == 0;
}

bool merkle_consistency_ok(i64 old, i64 size, const u8 old_root[32], const u8 root[32],
                           const u8 (*path)[32], i64 npath) {
    if (old < 1 || old > size) return false;
    if (old == size) return npath == 0 && memcmp(old_root, root, 32) == 0;
    if (npath == 0) return false;
    u8 fr[32], sr[32];
    bool whole = (old & (old - 1)) == 0; /* the old root is itself a node of the new tree */
    bool up = whole ? climb(old, size, old_root, path, npath, fr, sr)
                    : climb(old, size, path[0], path + 1, npath - 1, fr, sr);
    return up && memcmp(fr, old_root, 32) == 0 && memcmp(sr, root, 32) == 0;
}

void merkle_build(struct merkle_tree *t, struct arena *a, const u8 (*leaf_hashes)[32], i64 n) {
    *t = (struct merkle_tree){.n = n};
    for (i64 m = n; m > 0; m >>= 1) {
        int k = t->levels++;
        t->level[k] = NEWN(a, digest, m);
        if (k == 0)
            memcpy(t->level[0], leaf_hashes, (size_t)n * 32);
        else
            for (i64 i = 0; i < m; i++)
                merkle_node(t->level[k - 1][2 * i], t->level[k - 1][2 * i + 1], t->level[k][i]);
    }
}

rc merkle_tree_read(void *ctx, int level, i64 index, u8 out[32], struct err *e) {
    const struct merkle_tree *t = ctx;
    (void)e;
    CHECK(level < t->levels && index < t->n >> level);
    memcpy(out, t->level[level][index], 32);
    return RC_OK;
}
