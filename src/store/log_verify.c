/* Verifying the log: bundles give leaf hashes, leaf hashes give every tile, tiles give the root. */
#include "store/log.h"

#include "sys/os.h"

#include <stdio.h>

struct check {
    struct log *l;
    struct arena a;
    log_finding_fn *found;
    void *ctx;
    i64 tiles, leftovers;
};

/* a: room that nobody uses at the moment, for the name. */
static void find(struct check *c, struct arena a, struct str rel, const char *what) {
    c->found(c->ctx, cstr(&a, str_fmt(&a, "log/%.*s", SARG(rel))), what);
}

/* A writer may have replaced a partial tile since our checkpoint was read: then the wider one has
 * the same front. */
static bool moved_on(struct check *c, struct arena a) {
    return log_peek(c->l, a) > c->l->size;
}

static bool wider_file(struct check *c, struct arena *a, struct tile t, struct str *out) {
    i64 unit = t.level == TILE_ENTRIES ? 2 + SIGSUM_LEAF : 32, want = t.width * unit;
    for (t.width++; t.width <= TILE_WIDTH; t.width++)
        if (log_tile_file(c->l, a, t, out, NULL) == RC_OK) {
            *out = str_sub(*out, 0, want);
            return true;
        }
    return false;
}

/* The bytes of a tile that the checkpoint needs; empty with a finding when they are not there. */
static struct str tile_bytes(struct check *c, struct arena *a, struct tile t) {
    struct str out = {0};
    struct err low = {0};
    c->tiles++;
    rc r = log_tile_file(c->l, a, t, &out, &low);
    if (r == RC_OK) return out;
    if (r == RC_NOTFOUND && t.width < TILE_WIDTH && moved_on(c, *a) && wider_file(c, a, t, &out))
        return out;
    struct str rel = tile_path(a, t);
    find(c, *a, rel,
         r == RC_NOTFOUND    ? "is missing"
         : r == RC_INTEGRITY ? "has a wrong size"
                             : low.msg);
    return (struct str){0};
}

static struct tile nth(const struct log *l, int level, i64 i) {
    bool full = i < tile_full(level, l->size);
    return (struct tile){level, i, full ? TILE_WIDTH : tile_partial(level, l->size)};
}

static i64 count(const struct log *l, int level) {
    return tile_full(level, l->size) + (tile_partial(level, l->size) > 0);
}

/* Leaf hashes of one bundle; where a leaf is bad, the hash from the level-0 tile stands in, so that
 * one bad leaf is one finding and not a broken root as well. */
static void check_bundle(struct check *c, i64 i, digest *hash) {
    struct arena a = c->a;
    struct tile t = nth(c->l, TILE_ENTRIES, i), h = nth(c->l, 0, i);
    struct str bytes = tile_bytes(c, &a, t), tile = tile_bytes(c, &a, h), one;
    char what[96];
    for (int k = 0; k < t.width; k++) {
        bool ok = bundle_next(&bytes, &one) && one.n == SIGSUM_LEAF &&
                  sigsum_leaf_ok((const u8 *)one.p, c->l->pub, NULL);
        if (ok)
            merkle_leaf(one, hash[k]);
        else if (tile.n)
            memcpy(hash[k], tile.p + k * 32, 32);
        long long index = i * TILE_WIDTH + k;
        if (!ok && t.width) {
            snprintf(what, sizeof what, "the leaf of entry %lld does not verify", index);
            struct str rel = tile_path(&a, t);
            find(c, a, rel, what);
        } else if (tile.n && memcmp(tile.p + k * 32, hash[k], 32) != 0) {
            snprintf(what, sizeof what, "the hash of entry %lld is not that of its leaf", index);
            struct str rel = tile_path(&a, h);
            find(c, a, rel, what);
        }
    }
}

/* Tiles of one level against the nodes that the level below gives. */
static void check_level(struct check *c, int level, const digest *node) {
    for (i64 i = 0; i < count(c->l, level); i++) {
        struct arena a = c->a;
        struct tile t = nth(c->l, level, i);
        struct str bytes = tile_bytes(c, &a, t);
        if (bytes.n && memcmp(bytes.p, node[i * TILE_WIDTH], (size_t)bytes.n) != 0) {
            struct str rel = tile_path(&a, t);
            find(c, a, rel, "a hash in it is not that of the tiles below");
        }
    }
}

static void check_tree(struct check *c) {
    struct log *l = c->l;
    i64 n = l->size;
    u8 root[32];
    digest *node = NEWN(&c->a, digest, n);
    for (i64 i = 0; i < count(l, TILE_ENTRIES); i++)
        check_bundle(c, i, node + i * TILE_WIDTH);
    merkle_mth((const u8(*)[32])node, n, root);
    if (memcmp(root, l->root, 32) != 0)
        find(c, c->a, S("checkpoint"), "its root is not that of the entries");
    for (int level = 1; level < tile_levels(l->size); level++) {
        i64 up = n / TILE_WIDTH;
        for (i64 i = 0; i < up; i++) /* in place: node i is written after its 256 were read */
            merkle_mth((const u8(*)[32])node + i * TILE_WIDTH, TILE_WIDTH, node[i]);
        n = up;
        check_level(c, level, node);
    }
}

/* A partial tile that is the front of the one in force: superseded, and a crash kept it. */
static bool front_of_present(struct check *c, struct arena a, struct tile t) {
    struct str old, now;
    struct tile p = nth(c->l, t.level, t.index);
    return p.width > t.width && log_tile_file(c->l, &a, t, &old, NULL) == RC_OK &&
           log_tile_file(c->l, &a, p, &now, NULL) == RC_OK && str_starts(now, old);
}

static rc check_file(void *ctx, struct arena a, struct str rel, bool known, struct tile t,
                     struct err *e) {
    struct check *c = ctx;
    i64 full = known ? tile_full(t.level, c->l->size) : 0;
    (void)e;
    if (str_eqc(rel, "checkpoint") || (known && log_under(c->l, t))) return RC_OK;
    bool above =
        known && t.level < TILE_LEVELS &&
        (t.index > full || (t.index == full && t.width > tile_partial(t.level, c->l->size)));
    if (above || str_eqc(rel, "checkpoint.tmp")) {
        c->leftovers++;
    } else if (known && t.level < tile_levels(c->l->size)) {
        const char *path = cstr(&a, str_fmt(&a, "%s/%.*s", c->l->dir, SARG(rel)));
        if (front_of_present(c, a, t) || moved_on(c, a))
            c->leftovers++;
        else if (os_exists(path)) /* else its writer has just removed it */
            find(c, a, rel, "is not the front of the tile that replaced it");
    } else {
        find(c, a, rel, "is no file of this log");
    }
    return RC_OK;
}

rc log_verify(struct log *l, struct arena scratch, log_finding_fn *found, void *ctx, i64 *tiles,
              i64 *leftovers, struct err *e) {
    struct check c = {.l = l, .a = scratch, .found = found, .ctx = ctx};
    check_tree(&c);
    rc r = log_walk(l, 0, check_file, &c, e);
    *tiles = c.tiles;
    *leftovers += c.leftovers;
    return r;
}
