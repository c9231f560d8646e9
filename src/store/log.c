/* Reading the log. */
#include "store/log.h"

#include "sys/os.h"

/* One leaf in a bundle: two bytes of length, then the leaf. */
enum { BUNDLED = 2 + SIGSUM_LEAF };

static const char *in_log(struct log *l, struct arena *a, struct str rel) {
    return cstr(a, str_fmt(a, "%s/%.*s", l->dir, SARG(rel)));
}

static rc bad(struct err *e, struct str rel, const char *why) {
    return fail(e, RC_INTEGRITY, "log/%.*s: %s", SARG(rel), why);
}

struct head {
    i64 size;
    u8 root[32];
    struct str note;
};

static rc read_head(struct log *l, struct arena *a, struct head *h, struct err *e) {
    struct note *n = NEW(a, struct note);
    struct checkpoint c;
    struct err low = {0};
    rc r = os_read(a, in_log(l, a, S("checkpoint")), NOTE_BYTES_MAX, &h->note, &low);
    if (r == RC_NOTFOUND) low.code = RC_INTEGRITY;
    if (r == RC_OK) r = note_parse(a, h->note, n, &low);
    if (r == RC_OK) r = note_verify(n, &l->key, 1, NULL, NULL, &low);
    if (r == RC_OK) r = checkpoint_parse(a, n->text, &c, &low);
    if (r != RC_OK) return fail(e, low.code, "log/checkpoint: %s", low.msg);
    if (!str_eq(c.origin, l->key.name) || c.extension.n || c.size > LOG_SIZE_MAX)
        return bad(e, S("checkpoint"), "it is not that of this log");
    h->size = c.size;
    memcpy(h->root, c.root, 32);
    return RC_OK;
}

i64 log_peek(struct log *l, struct arena scratch) {
    struct head h;
    return read_head(l, &scratch, &h, NULL) == RC_OK ? h.size : -1;
}

static void take_head(struct log *l, const struct head *h) {
    l->size = h->size;
    memcpy(l->root, h->root, 32);
    memcpy(l->note, h->note.p, (size_t)h->note.n);
    l->note_n = h->note.n;
}

rc log_open(struct log *l, struct arena *a, const char *dir, const u8 pub[32], struct arena scratch,
            struct err *e) {
    struct head h;
    l->dir = dir;
    l->bundle = -1;
    l->scratch = scratch;
    memcpy(l->pub, pub, 32);
    TRY(note_key_make(sigsum_origin(a, pub), NOTE_ED25519, pub, &l->key, e));
    TRY(read_head(l, &scratch, &h, e));
    take_head(l, &h);
    return RC_OK;
}

rc log_tile_file(struct log *l, struct arena *a, struct tile t, struct str *out, struct err *e) {
    struct str rel = tile_path(a, t);
    i64 want = (i64)t.width * (t.level == TILE_ENTRIES ? BUNDLED : 32);
    struct err low = {0};
    rc r = os_read(a, in_log(l, a, rel), TILE_WIDTH * BUNDLED, out, &low);
    if (r == RC_NOTFOUND) return fail(e, r, "log/%.*s is missing", SARG(rel));
    if (r == RC_LIMIT || (r == RC_OK && out->n != want)) return bad(e, rel, "it has a wrong size");
    return r == RC_OK ? r : fail(e, r, "log/%.*s: %s", SARG(rel), low.msg);
}

/* The narrowest partial tile of the same index that is wide enough; 0 = none. */
static int wider(struct log *l, struct arena scratch, struct tile t) {
    struct tile any = {t.level, t.index, 1};
    struct str rel = tile_path(&scratch, any), *names;
    i64 n, best = 0, w;
    rel.n -= 2; /* "/1" */
    rc r = os_list(&scratch, in_log(l, &scratch, rel), &names, &n, NULL);
    for (i64 i = 0; r == RC_OK && i < n; i++)
        if (str_i64(names[i], &w) && w >= t.width && w < TILE_WIDTH && (!best || w < best))
            best = w;
    return (int)best;
}

/* The tile as wide as our size makes it or, when a writer has replaced it since, a wider one; while
 * writers go on, that one may be replaced too before it is read: hence the rounds. */
static rc load(struct log *l, struct arena *a, int level, i64 index, struct tile *t,
               struct str *out, struct err *e) {
    bool full = index < tile_full(level, l->size);
    struct tile want = {level, index, full ? TILE_WIDTH : tile_partial(level, l->size)};
    CHECK(want.width > 0);
    *t = want;
    for (int round = 0; round < 16; round++) {
        struct err low = {0};
        rc r = log_tile_file(l, a, *t, out, &low);
        if (r == RC_OK) return r;
        if (r != RC_NOTFOUND) return fail(e, r, "%s", low.msg);
        if (full) break;
        int w = wider(l, *a, want);
        t->width = w ? w : TILE_WIDTH;
    }
    return fail(e, RC_INTEGRITY, "log/%.*s is missing", SARG(tile_path(a, want)));
}

static rc slot_for(struct log *l, int level, i64 index, i64 need, struct log_slot **out,
                   struct err *e) {
    struct log_slot *s = &l->slot[(u64)(index * 7 + level) % LOG_SLOTS];
    struct arena scratch = l->scratch;
    struct str bytes;
    *out = s;
    if (s->tile.width >= need && s->tile.level == level && s->tile.index == index) return RC_OK;
    s->tile.width = 0;
    struct tile t;
    TRY(load(l, &scratch, level, index, &t, &bytes, e));
    CHECK(t.width >= need);
    memcpy(s->hash, bytes.p, (size_t)bytes.n);
    s->tile = t;
    return RC_OK;
}

rc log_node(void *ctx, int level, i64 index, u8 out[32], struct err *e) {
    struct log *l = ctx;
    struct log_slot *s;
    i64 first = index << level % 8, count = (i64)1 << level % 8, off = first % TILE_WIDTH;
    TRY(slot_for(l, level / 8, first / TILE_WIDTH, off + count, &s, e));
    merkle_mth((const u8(*)[32])s->hash + off, count, out);
    return RC_OK;
}

static rc unrooted(struct err *e, const char *what, i64 i) {
    return fail(e, RC_INTEGRITY, "log/tile: %s %lld does not lead to the root of the checkpoint",
                what, (long long)i);
}

rc log_path(struct log *l, i64 i, u8 path[MERKLE_PATH_MAX][32], i64 *npath, struct err *e) {
    u8 hash[32];
    TRY(merkle_inclusion(log_node, l, i, l->size, path, npath, e));
    TRY(log_node(l, 0, i, hash, e));
    if (!merkle_inclusion_ok(i, l->size, hash, (const u8(*)[32])path, *npath, l->root))
        return unrooted(e, "the path of entry", i);
    return RC_OK;
}

rc log_consistency(struct log *l, i64 old, u8 old_root[32], u8 path[MERKLE_PATH_MAX][32],
                   i64 *npath, struct err *e) {
    struct merkle_range range;
    TRY(merkle_range_read(log_node, l, old, &range, e));
    merkle_root(&range, old_root);
    TRY(merkle_consistency(log_node, l, old, l->size, path, npath, e));
    if (old &&
        !merkle_consistency_ok(old, l->size, old_root, l->root, (const u8(*)[32])path, *npath))
        return unrooted(e, "the log of size", old);
    return RC_OK;
}

/* Are these leaf hashes the bundle's, under the root? */
static rc bundle_rooted(struct log *l, i64 index, const u8 (*hash)[32], i64 n, struct err *e) {
    u8 node[32], path[MERKLE_PATH_MAX][32];
    i64 npath;
    if (n == TILE_WIDTH) {
        merkle_mth(hash, n, node);
        TRY(merkle_inclusion(log_node, l, index * TILE_WIDTH, l->size, path, &npath, e));
        if (npath >= 8 &&
            merkle_node_ok(8, index, l->size, node, (const u8(*)[32])path + 8, npath - 8, l->root))
            return RC_OK;
    } else {
        struct merkle_range range;
        TRY(merkle_range_read(log_node, l, index * TILE_WIDTH, &range, e));
        for (i64 i = 0; i < n; i++)
            merkle_append(&range, hash[i]);
        merkle_root(&range, node);
        if (memcmp(node, l->root, 32) == 0) return RC_OK;
    }
    return unrooted(e, "bundle", index);
}

static rc load_bundle(struct log *l, i64 index, struct err *e) {
    struct arena scratch = l->scratch;
    struct str bytes, one;
    struct tile t;
    u8 hash[TILE_WIDTH][32];
    i64 left = l->size - index * TILE_WIDTH, n = left < TILE_WIDTH ? left : TILE_WIDTH;
    l->bundle = -1;
    TRY(load(l, &scratch, TILE_ENTRIES, index, &t, &bytes, e));
    for (i64 i = 0; i < n; i++) {
        if (!bundle_next(&bytes, &one) || one.n != SIGSUM_LEAF)
            return bad(e, tile_path(&scratch, t), "an entry is not a Sigsum leaf");
        memcpy(l->leaf[i], one.p, SIGSUM_LEAF);
        merkle_leaf(one, hash[i]);
    }
    TRY(bundle_rooted(l, index, (const u8(*)[32])hash, n, e));
    l->bundle = index;
    l->bundle_n = n;
    return RC_OK;
}

rc log_leaf(struct log *l, i64 i, u8 leaf[128], struct err *e) {
    if (i < 0 || i >= l->size)
        return fail(e, RC_NOTFOUND, "there is no entry %lld; the log has %lld", (long long)i,
                    (long long)l->size);
    if (l->bundle != i / TILE_WIDTH || i % TILE_WIDTH >= l->bundle_n)
        TRY(load_bundle(l, i / TILE_WIDTH, e));
    memcpy(leaf, l->leaf[i % TILE_WIDTH], 128);
    return RC_OK;
}

static rc grown(struct log *l, const struct head *h, struct err *e) {
    u8 path[MERKLE_PATH_MAX][32], old_root[32];
    i64 npath, old = l->size;
    memcpy(old_root, l->root, 32);
    take_head(l, h);
    if (old == 0) return RC_OK;
    TRY(merkle_consistency(log_node, l, old, l->size, path, &npath, e));
    if (!merkle_consistency_ok(old, l->size, old_root, l->root, (const u8(*)[32])path, npath))
        return bad(e, S("checkpoint"), "the log does not extend the one known before");
    return RC_OK;
}

rc log_refresh(struct log *l, struct err *e) {
    struct arena scratch = l->scratch;
    struct head h, before = {l->size, {0}, {0}};
    TRY(read_head(l, &scratch, &h, e));
    if (str_eq(h.note, (struct str){l->note, l->note_n})) return RC_OK;
    if (h.size < l->size) return bad(e, S("checkpoint"), "the log has become shorter");
    if (h.size == l->size) {
        if (memcmp(h.root, l->root, 32) == 0) return RC_OK;
        return bad(e, S("checkpoint"), "another log of the same size");
    }
    before.note = str_dup(&scratch, (struct str){l->note, l->note_n});
    memcpy(before.root, l->root, 32);
    struct arena keep = l->scratch;
    l->scratch = scratch; /* what `before` and h point to lies at its front */
    rc r = grown(l, &h, e);
    if (r != RC_OK) take_head(l, &before);
    l->scratch = keep;
    return r;
}
