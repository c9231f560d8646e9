/* The log as a folder that any web server can serve (C2SP tlog-tiles). Every byte is authenticated
 * against the root on its way out: what is damaged here does not spread. */
#include "store/log_export.h"

#include "store/store_int.h"

#include <stdlib.h>

struct out {
    struct log *l;
    struct arena a;
    const char *dir;
    i64 done; /* size of the checkpoint exported before: full tiles below it are in place */
    struct str before; /* that checkpoint; n == 0: none */
    i64 files;
};

static const char *path_of(struct out *x, struct arena *a, struct str rel) {
    return cstr(a, str_fmt(a, "%s/%.*s", x->dir, SARG(rel)));
}

/* Whole under its name, or absent; synced by the caller, once for all. */
static rc put_file(struct out *x, struct arena a, struct str rel, struct str bytes, struct err *e) {
    const char *path = path_of(x, &a, rel), *tmp = cstr(&a, str_fmt(&a, "%s.tmp", path));
    i64 cut = (i64)strlen(path);
    while (path[cut - 1] != '/')
        cut--;
    TRY(os_mkdirs(cstr(&a, str_sub(str_c(path), 0, cut - 1)), 0755, e));
    TRY(os_remove(tmp, e));
    TRY(os_create_unsynced(tmp, 0644, bytes, e));
    x->files++;
    return os_rename(tmp, path, e);
}

/* ---- bytes of tiles, checked ---- */

static rc unrooted(struct arena *a, struct tile t, struct err *e) {
    return fail(e, RC_INTEGRITY, "log/%.*s does not lead to the root of the checkpoint",
                SARG(tile_path(a, t)));
}

static rc node_rooted(struct log *l, struct arena *a, struct tile t, int level, i64 index,
                      const u8 hash[32], struct err *e) {
    u8 path[MERKLE_PATH_MAX][32];
    i64 n;
    TRY(merkle_inclusion(log_node, l, index << level, l->size, path, &n, e));
    bool ok = n >= level && merkle_node_ok(level, index, l->size, hash,
                                           (const u8(*)[32])path + level, n - level, l->root);
    return ok ? RC_OK : unrooted(a, t, e);
}

static rc hashes(struct out *x, struct arena *a, struct tile t, struct str *out, struct err *e) {
    u8(*h)[32] = NEWN(a, digest, t.width), whole[32];
    int level = 8 * t.level;
    for (int i = 0; i < t.width; i++)
        TRY(log_node(x->l, level, t.index * TILE_WIDTH + i, h[i], e));
    *out = bytes_str(h, t.width * 32);
    if (t.width == TILE_WIDTH) { /* one path for all of them */
        merkle_mth((const u8(*)[32])h, TILE_WIDTH, whole);
        return node_rooted(x->l, a, t, level + 8, t.index, whole, e);
    }
    for (int i = 0; i < t.width; i++)
        TRY(node_rooted(x->l, a, t, level, t.index * TILE_WIDTH + i, h[i], e));
    return RC_OK;
}

static rc leaves(struct out *x, struct arena *a, struct tile t, struct str *out, struct err *e) {
    struct buf b = buf_make(a, TILE_WIDTH * (2 + SIGSUM_LEAF));
    u8 leaf[SIGSUM_LEAF];
    for (int i = 0; i < t.width; i++) {
        TRY(log_leaf(x->l, t.index * TILE_WIDTH + i, leaf, e));
        bundle_put(&b, bytes_str(leaf, SIGSUM_LEAF));
    }
    *out = buf_str(&b);
    return RC_OK;
}

static rc put_tile(struct out *x, struct tile t, struct err *e) {
    struct arena a = x->a;
    struct str bytes;
    TRY(t.level == TILE_ENTRIES ? leaves(x, &a, t, &bytes, e) : hashes(x, &a, t, &bytes, e));
    return put_file(x, a, tile_path(&a, t), bytes, e);
}

/* ---- which tiles ---- */

static rc full_tiles(struct out *x, i64 size, struct err *e) {
    for (int level = TILE_ENTRIES; level < tile_levels(size); level++)
        for (i64 i = tile_full(level, x->done); i < tile_full(level, size); i++)
            TRY(put_tile(x, (struct tile){level, i, TILE_WIDTH}, e));
    return RC_OK;
}

static i64 tile_bytes(struct tile t) {
    return t.width * (t.level == TILE_ENTRIES ? 2 + SIGSUM_LEAF : 32);
}

/* The right edge of the log as it was at `size`, cut from the wider tiles of today. */
static rc partial_tiles(struct out *x, i64 size, struct err *e) {
    for (int level = TILE_ENTRIES; level < tile_levels(size); level++) {
        struct arena a = x->a;
        struct tile t = {level, tile_full(level, size), tile_partial(level, size)};
        if (!t.width) continue;
        const char *path = path_of(x, &a, tile_path(&a, t));
        if (size <= x->done && os_size(path) == tile_bytes(t)) continue;
        TRY(put_tile(x, t, e));
    }
    return RC_OK;
}

/* ---- the checkpoint ---- */

static rc read_note(struct log *l, struct arena *a, struct str text, struct checkpoint *c,
                    struct err *e) {
    struct note *n = NEW(a, struct note);
    TRY(note_parse(a, text, n, e));
    TRY(note_verify(n, &l->key, 1, NULL, NULL, e));
    return checkpoint_parse(a, n->text, c, e);
}

/* What was exported before must be this log, and older. */
static rc look_before(struct out *x, i64 size, struct err *e) {
    struct arena a = x->a;
    struct checkpoint c;
    struct str *names;
    struct err why = {0};
    i64 n = 0;
    const char *path = path_of(x, &a, S("checkpoint"));
    if (!os_exists(path)) {
        if (!os_exists(x->dir)) return RC_OK;
        TRY(os_list(&a, x->dir, &names, &n, e));
        if (n == 0 || os_is_dir(path_of(x, &a, S("tile")))) return RC_OK;
        fail(e, RC_CONFLICT, "%s holds something that is no exported log", x->dir);
        return err_hint(e, "name an empty or a new folder");
    }
    TRY(os_read(&x->a, path, NOTE_BYTES_MAX, &x->before, e));
    a = x->a;
    if (read_note(x->l, &a, x->before, &c, &why) != RC_OK) {
        fail(e, RC_CONFLICT, "%s/checkpoint is not signed by this log", x->dir);
        return err_hint(e, "name another folder: a log is not exported over another one");
    }
    x->done = c.size;
    if (c.size <= size) return RC_OK;
    fail(e, RC_INTEGRITY, "the exported log has %lld entries, this one %lld: it was rolled back",
         (long long)c.size, (long long)size);
    return err_hint(e, "restore log/ and vault/ from a newer backup before exporting");
}

static rc put_text(struct out *x, const char *name, struct str text, struct err *e) {
    struct arena a = x->a;
    struct str have;
    struct err none = {0};
    const char *path = path_of(x, &a, str_c(name));
    if (os_read(&a, path, NOTE_BYTES_MAX, &have, &none) == RC_OK && str_eq(have, text))
        return RC_OK;
    x->files++;
    return os_replace(path, 0644, text, e);
}

static int by_size(const void *x, const void *y) {
    const i64 *a = x, *b = y;
    return *a < *b ? -1 : *a > *b;
}

/* Sizes whose checkpoints went out: their partial tiles are served for good. */
static rc published(struct out *x, const struct store_export *in, i64 size, struct err *e) {
    struct arena keep = x->a;
    i64 *sizes = NEWN(&x->a, i64, in->nsizes + 1), n = 0;
    for (i64 i = 0; i < in->nsizes && n < EXPORT_SIZES_MAX; i++)
        if (in->sizes[i] > 0 && in->sizes[i] < size) sizes[n++] = in->sizes[i];
    sizes[n++] = size;
    qsort(sizes, (size_t)n, sizeof *sizes, by_size);
    for (i64 i = 0; i < n; i++)
        if (i == 0 || sizes[i] != sizes[i - 1]) TRY(partial_tiles(x, sizes[i], e));
    x->a = keep;
    return RC_OK;
}

rc store_log_export(struct store *s, const struct store_export *in, i64 *files, struct err *e) {
    struct out x = {.l = &s->log, .dir = in->dir};
    struct checkpoint c;
    struct arena front = s->scratch; /* where the log and the store work meanwhile */
    x.a = arena_split(&front, (front.end - front.beg) / 2);
    TRY(store_extends(s, in->note, e));
    TRY(read_note(&s->log, &x.a, in->note, &c, e));
    TRY(look_before(&x, c.size, e));
    if (x.before.n) TRY(store_extends(s, x.before, e));
    TRY(os_mkdirs(in->dir, 0755, e));
    TRY(full_tiles(&x, c.size, e));
    TRY(published(&x, in, c.size, e));
    TRY(put_text(&x, "vkey", str_cat(&x.a, s->vkey, S("\n")), e));
    if (in->policy.n) TRY(put_text(&x, "policy", in->policy, e));
    TRY(os_sync_fs(in->dir, e));
    TRY(put_text(&x, "checkpoint", in->note, e));
    *files = x.files;
    return RC_OK;
}
