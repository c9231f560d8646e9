/* Writing the log: the right edge, cutting off, appending. */
#include "store/log.h"

#include "sys/os.h"

#include <stdio.h>

static const char *in_log(struct log *l, struct arena *a, struct str rel) {
    return cstr(a, str_fmt(a, "%s/%.*s", l->dir, SARG(rel)));
}

static struct str folder_of(struct str path) {
    i64 at = path.n;
    while (at > 0 && path.p[at - 1] != '/')
        at--;
    return str_sub(path, 0, at > 0 ? at - 1 : 0);
}

/* Folders that must be fsynced before the checkpoint. */
struct folders {
    struct arena *a;
    struct str *path;
    i64 n, cap;
};

static void note_folder(struct folders *f, struct str path) {
    for (i64 i = f->n - 1; i >= 0; i--)
        if (str_eq(f->path[i], path)) return;
    *PUSH(f->a, f->path, f->n, f->cap) = path;
}

/* Makes the folder of a file; a new folder's name lies in its parent, which must be fsynced too. */
static rc make_folder(struct folders *f, struct str folder, struct err *e) {
    const char *path = cstr(f->a, folder);
    note_folder(f, folder);
    if (os_is_dir(path)) return RC_OK;
    for (struct str up = folder_of(folder); !os_is_dir(cstr(f->a, up)); up = folder_of(up))
        note_folder(f, folder_of(up));
    note_folder(f, folder_of(folder));
    return os_mkdirs(path, 0700, e);
}

static rc write_tile(struct log *l, struct folders *f, struct tile t, struct str bytes,
                     struct err *e) {
    const char *path = in_log(l, f->a, tile_path(f->a, t));
    TRY(make_folder(f, folder_of(str_c(path)), e));
    return os_create(path, 0600, bytes, e);
}

static rc write_head(struct log *l, struct arena *a, i64 size, const u8 root[32],
                     const u8 secret[64], struct str *note, struct err *e) {
    struct checkpoint c = {.origin = l->key.name, .size = size};
    memcpy(c.root, root, 32);
    *note = note_sign(a, checkpoint_text(a, &c), &l->key, secret);
    return os_replace(in_log(l, a, S("checkpoint")), 0600, *note, e);
}

rc log_create(const char *dir, const u8 pub[32], const u8 secret[64], struct arena scratch,
              struct err *e) {
    struct log *l = NEW(&scratch, struct log);
    struct folders f = {.a = &scratch};
    struct str note;
    u8 root[32];
    l->dir = dir;
    TRY(note_key_make(sigsum_origin(&scratch, pub), NOTE_ED25519, pub, &l->key, e));
    TRY(make_folder(&f, str_fmt(&scratch, "%s/tile/entries", dir), e));
    TRY(make_folder(&f, str_fmt(&scratch, "%s/tile/0", dir), e));
    for (i64 i = 0; i < f.n; i++)
        TRY(os_sync_dir(cstr(&scratch, f.path[i]), e));
    merkle_root(&(struct merkle_range){0}, root);
    return write_head(l, &scratch, 0, root, secret, &note, e);
}

rc log_edge(struct log *l, struct merkle_range *range, struct err *e) {
    u8 root[32];
    for (int level = TILE_ENTRIES; level < tile_levels(l->size); level++) {
        struct arena a = l->scratch;
        struct tile t = {level, tile_full(level, l->size), tile_partial(level, l->size)};
        if (t.width == 0) continue;
        struct str rel = tile_path(&a, t);
        if (os_exists(in_log(l, &a, rel))) continue;
        fail(e, RC_INTEGRITY, "log/%.*s is missing", SARG(rel));
        return err_hint(e,
                        "an older checkpoint may have been put back: compare with a backup, then "
                        "`cairn verify`");
    }
    TRY(merkle_range_read(log_node, l, l->size, range, e));
    merkle_root(range, root);
    if (memcmp(root, l->root, 32) == 0) return RC_OK;
    return fail(e, RC_INTEGRITY, "log/tile: the tiles do not give the root of the checkpoint");
}

bool log_under(const struct log *l, struct tile t) {
    i64 full = tile_full(t.level, l->size);
    if (t.width == TILE_WIDTH) return t.index < full;
    return t.index == full && t.width == tile_partial(t.level, l->size);
}

static rc cut_one(void *ctx, struct arena a, struct str rel, bool known, struct tile t,
                  struct err *e) {
    struct log *l = ctx;
    bool torn = str_eqc(rel, "checkpoint.tmp");
    if (!torn && (!known || log_under(l, t)))
        return RC_OK; /* unknown files are for verify to report */
    return os_remove(in_log(l, &a, rel), e);
}

rc log_cut(struct log *l, struct err *e) {
    return log_walk(l, l->size, cut_one, l, e);
}

struct walk {
    struct log *l;
    i64 from;
    log_file_fn *fn;
    void *ctx;
};

/* The tile `below` a folder "tile/<L>/x123"; false when the name is no such folder's. */
static bool tile_at(struct str folder, const char *below, struct tile *t) {
    char path[128];
    int n = snprintf(path, sizeof path, "%.*s%s", SARG(folder), below);
    return n < (int)sizeof path && tile_parse((struct str){path, n}, t);
}

/* All tiles of a folder lie below: those in it, and those of deeper folders, unless the log is
 * still so short that even an unfinished write could not have begun them. */
static bool passed_folder(const struct walk *w, struct str rel) {
    static const char *const LAST[] = {"/999", "/x999/999", "/x999/x999/999"};
    static const char *const FIRST[] = {"/000", "/x000/000", "/x000/x000/000"};
    struct tile last, first;
    for (int i = 0; i < LEN(LAST); i++) {
        if (!tile_at(rel, LAST[i], &last) || !tile_at(rel, FIRST[i], &first)) return false;
        i64 full = tile_full(last.level, w->from);
        if (last.index >= full && (i == 0 || first.index <= full + TXN_ENTRIES_MAX)) return false;
    }
    return true;
}

/* Does everything of this name lie below `from`? A name: "123", "123.p" or "x123" in tile/<L>/…. */
static bool passed(const struct walk *w, struct str rel) {
    struct tile t;
    struct str s = str_ends(rel, S(".p")) ? str_sub(rel, 0, rel.n - 2) : rel;
    if (w->from == 0) return false;
    return tile_parse(s, &t) ? t.index < tile_full(t.level, w->from) : passed_folder(w, rel);
}

static rc walk(struct walk *w, struct arena a, struct str rel, int depth, struct err *e) {
    struct str *names;
    i64 n;
    const char *at = rel.n ? in_log(w->l, &a, rel) : w->l->dir;
    if (depth > 12) return fail(e, RC_INTEGRITY, "log/%.*s: folders too deep", SARG(rel));
    TRY(os_list(&a, at, &names, &n, e));
    for (i64 i = 0; i < n; i++) {
        struct str path = rel.n ? str_fmt(&a, "%.*s/%.*s", SARG(rel), SARG(names[i])) : names[i];
        if (passed(w, path)) continue;
        if (os_is_dir(in_log(w->l, &a, path))) {
            TRY(walk(w, a, path, depth + 1, e));
            continue;
        }
        struct tile t = {0};
        bool known = tile_parse(path, &t);
        TRY(w->fn(w->ctx, a, path, known, t, e));
    }
    return RC_OK;
}

rc log_walk(struct log *l, i64 from, log_file_fn *fn, void *ctx, struct err *e) {
    struct walk w = {l, from, fn, ctx};
    return walk(&w, l->scratch, S(""), 0, e);
}

/* One level of the tree that grows from `old` by hashes (or by leaves in a bundle). */
struct growth {
    int level;
    i64 old, n;        /* nodes there before, nodes new */
    const char *bytes; /* the new ones, `unit` bytes each */
    i64 unit;
};

/* Writes all tiles of one level that change. */
static rc grow(struct log *l, struct folders *f, const struct growth *g, struct err *e) {
    i64 at = g->old / TILE_WIDTH * TILE_WIDTH, end = g->old + g->n;
    for (; at < end; at += TILE_WIDTH) {
        struct buf b = buf_make(f->a, TILE_WIDTH * g->unit);
        struct tile t = {g->level, at / TILE_WIDTH,
                         (int)(end - at < TILE_WIDTH ? end - at : TILE_WIDTH)};
        i64 from = at - g->old;
        if (from < 0) {
            struct tile before = {g->level, t.index, (int)-from};
            struct str bytes;
            TRY(log_tile_file(l, f->a, before, &bytes, e));
            buf_put(&b, bytes);
            from = 0;
        }
        i64 to = at + t.width - g->old;
        buf_put(&b, (struct str){g->bytes + from * g->unit, (to - from) * g->unit});
        CHECK(buf_ok(&b) && b.n == t.width * g->unit);
        TRY(write_tile(l, f, t, buf_str(&b), e));
    }
    return RC_OK;
}

/* The roots of the tiles that became full at this level: the new nodes of the level above. */
static rc fulls(struct log *l, struct arena *a, const struct growth *g, struct growth *up,
                struct err *e) {
    i64 from = g->old / TILE_WIDTH, to = (g->old + g->n) / TILE_WIDTH;
    digest *hash = NEWN(a, digest, to - from);
    for (i64 i = from; i < to; i++) {
        struct tile t = {g->level, i, TILE_WIDTH};
        struct arena scratch = *a;
        struct str bytes;
        TRY(log_tile_file(l, &scratch, t, &bytes, e));
        merkle_mth((const u8(*)[32])bytes.p, TILE_WIDTH, hash[i - from]);
    }
    *up = (struct growth){g->level + 1, from, to - from, (const char *)hash, 32};
    return RC_OK;
}

static rc write_tiles(struct log *l, struct folders *f, const u8 (*leaf)[SIGSUM_LEAF], i64 n,
                      struct merkle_range *range, struct err *e) {
    struct buf b = buf_make(f->a, n * (2 + SIGSUM_LEAF));
    digest *hash = NEWN(f->a, digest, n);
    for (i64 i = 0; i < n; i++) {
        struct str one = bytes_str(leaf[i], SIGSUM_LEAF);
        bundle_put(&b, one);
        merkle_leaf(one, hash[i]);
        merkle_append(range, hash[i]);
    }
    CHECK(buf_ok(&b));
    TRY(grow(l, f, &(struct growth){TILE_ENTRIES, l->size, n, b.p, 2 + SIGSUM_LEAF}, e));
    struct growth g = {0, l->size, n, (const char *)hash, 32}, up;
    for (; g.n > 0 && g.level < TILE_LEVELS; g = up) {
        TRY(grow(l, f, &g, e));
        TRY(fulls(l, f->a, &g, &up, e));
    }
    for (i64 i = 0; i < f->n; i++)
        TRY(os_sync_dir(cstr(f->a, f->path[i]), e));
    return RC_OK;
}

/* Partial tiles that a wider one has replaced. What stays behind is cut off at the next opening for
 * writing. */
static void drop_superseded(struct log *l, struct arena a, i64 old) {
    for (int level = TILE_ENTRIES; level < tile_levels(old); level++) {
        struct tile t = {level, tile_full(level, old), tile_partial(level, old)};
        if (t.width == 0 ||
            (t.index == tile_full(level, l->size) && t.width == tile_partial(level, l->size)))
            continue;
        struct err low = {0};
        if (os_remove(in_log(l, &a, tile_path(&a, t)), &low) != RC_OK) return;
    }
}

rc log_append(struct log *l, const u8 (*leaf)[SIGSUM_LEAF], i64 n, const u8 secret[64], bool *moved,
              struct err *e) {
    struct arena a = l->scratch;
    struct folders f = {.a = &a};
    struct merkle_range range;
    struct str note;
    u8 root[32];
    i64 old = l->size;
    *moved = false;
    TRY(log_edge(l, &range, e));
    TRY(write_tiles(l, &f, leaf, n, &range, e));
    merkle_root(&range, root);
    *moved = true;
    TRY(write_head(l, &a, old + n, root, secret, &note, e));
    l->size = old + n;
    memcpy(l->root, root, 32);
    memcpy(l->note, note.p, (size_t)note.n);
    l->note_n = note.n;
    l->bundle = -1;
    drop_superseded(l, a, old);
    return RC_OK;
}
