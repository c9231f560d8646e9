/* Opening a backup: what says what there is, checked from cairn.case upwards; its files and its
 * log against that. */
#include "store/backup_int.h"

#include "proof/sign.h"

enum { PIECE = 1 << 20 };

const char *backup_path(struct arena *a, const char *dir, struct str name) {
    return cstr(a, str_fmt(a, "%s/%.*s", dir, SARG(name)));
}

static rc read_head(struct arena *a, struct backup_open *b, u8 sig[64], struct str *signed_text,
                    struct err *e) {
    struct err low = {0};
    rc r = os_read(a, backup_path(a, b->dir, S(BACKUP_FILE)), 64 << 10, &b->text, &low);
    if (r == RC_NOTFOUND) {
        fail(e, r, "there is no backup in %s", b->dir);
        return err_hint(e, "make one with `cairn backup DIR`");
    }
    if (r != RC_OK) return fail(e, r, "%s", low.msg);
    return backup_head_parse(a, b->text, &b->head, sig, signed_text, e);
}

static rc read_list(struct arena *a, struct backup_open *b, struct err *e) {
    struct str text;
    struct err low = {0};
    u8 sha[32];
    rc r = os_read(a, backup_path(a, b->dir, b->head.list), BACKUP_LIST_MAX, &text, &low);
    if (r == RC_NOTFOUND) return fail(e, RC_INTEGRITY, "%.*s is missing", SARG(b->head.list));
    if (r != RC_OK) return fail(e, r, "%s", low.msg);
    sha256(text, sha);
    if (memcmp(sha, b->head.list_sha256, 32) != 0)
        return fail(e, RC_INTEGRITY, "%.*s is not the list that " BACKUP_FILE " names",
                    SARG(b->head.list));
    return backup_list_parse(a, text, &b->list, e);
}

static rc keep_bytes(void *ctx, struct str bytes, struct err *e) {
    (void)e;
    buf_put(ctx, bytes);
    return RC_OK;
}

static rc read_case(struct arena *a, struct backup_open *b, struct err *e) {
    const struct backup_file *f = backup_find(&b->list, S("cairn.case"));
    struct buf text = buf_make(a, 64 << 10);
    if (!f || f->size > 64 << 10) return fail(e, RC_INTEGRITY, "the backup lists no cairn.case");
    struct arena room = arena_split(a, 4 * PIECE);
    TRY(backup_read(room, b, f, keep_bytes, &text, e));
    b->case_text = buf_str(&text);
    return case_parse(a, b->case_text, &b->facts, e);
}

rc backup_open(struct arena *a, const char *dir, struct backup_open *out, struct err *e) {
    u8 sig[64];
    struct str signed_text;
    *out = (struct backup_open){.dir = dir};
    TRY(read_head(a, out, sig, &signed_text, e));
    TRY(read_list(a, out, e));
    TRY(read_case(a, out, e));
    if (!sign_ok(out->facts.log_pub, signed_text, sig))
        return fail(e, RC_INTEGRITY, BACKUP_FILE ": its signature does not verify");
    if (!str_eq(out->facts.id, out->head.id))
        return fail(e, RC_INTEGRITY, BACKUP_FILE ": it is of another case than its cairn.case");
    return RC_OK;
}

static rc read_pieces(struct os_in *in, char *piece, const struct backup_file *f, u8 sha[32],
                      age_sink_fn *sink, void *ctx, struct err *e) {
    struct sha256 h;
    rc r = RC_OK;
    sha256_begin(&h);
    for (i64 left = f->size, got; left > 0 && r == RC_OK; left -= got) {
        r = os_in_read(in, piece, left < PIECE ? left : PIECE, &got, e);
        if (r == RC_OK && got == 0)
            r = fail(e, RC_INTEGRITY, "%.*s ends too early", SARG(f->stored));
        if (r != RC_OK) break;
        sha256_add(&h, bytes_str(piece, got));
        if (sink) r = sink(ctx, bytes_str(piece, got), e);
    }
    sha256_end(&h, sha);
    return r;
}

rc backup_read(struct arena a, const struct backup_open *b, const struct backup_file *f,
               age_sink_fn *sink, void *ctx, struct err *e) {
    struct os_in in = {0};
    struct err low = {0};
    u8 sha[32];
    rc r = os_in_open(&in, backup_path(&a, b->dir, f->stored), INT64_MAX, &low);
    if (r == RC_NOTFOUND) return fail(e, r, "%.*s is missing", SARG(f->stored));
    if (r != RC_OK) return fail(e, r, "%s", low.msg);
    if (in.size != f->size)
        r = fail(e, RC_INTEGRITY, "%.*s has another size than it was written with",
                 SARG(f->stored));
    if (r == RC_OK) r = read_pieces(&in, NEWN(&a, char, PIECE), f, sha, sink, ctx, e);
    os_in_close(&in);
    if (r == RC_OK && memcmp(sha, f->sha256, 32) != 0)
        r = fail(e, RC_INTEGRITY, "%.*s is not what was written", SARG(f->stored));
    return r;
}

/* ---- its log ---- */

static rc read_stored(struct arena *a, const struct backup_open *b, struct str path,
                      struct str *out, struct err *e) {
    const struct backup_file *f = backup_find(&b->list, path);
    if (!f || f->size > 1 << 20)
        return fail(e, RC_INTEGRITY, "the backup lists no %.*s", SARG(path));
    struct buf text = buf_make(a, f->size);
    struct arena room = arena_split(a, 4 * PIECE);
    TRY(backup_read(room, b, f, keep_bytes, &text, e));
    *out = buf_str(&text);
    return RC_OK;
}

static rc add_bundle(struct arena a, const struct backup_open *b, i64 i, struct merkle_range *r,
                     i64 at_size, u8 at_root[32], struct err *e) {
    i64 size = b->head.size;
    bool full = i < tile_full(TILE_ENTRIES, size);
    struct tile t = {TILE_ENTRIES, i, full ? TILE_WIDTH : tile_partial(TILE_ENTRIES, size)};
    struct str bytes, one, path = str_cat(&a, S("log/"), tile_path(&a, t));
    u8 hash[32];
    TRY(read_stored(&a, b, path, &bytes, e));
    for (int k = 0; k < t.width; k++) {
        if (!bundle_next(&bytes, &one) || one.n != SIGSUM_LEAF)
            return fail(e, RC_INTEGRITY, "%.*s holds no leaves", SARG(path));
        merkle_leaf(one, hash);
        merkle_append(r, hash);
        if (r->size == at_size) merkle_root(r, at_root);
    }
    return RC_OK;
}

rc backup_log(struct arena a, const struct backup_open *b, i64 at_size, u8 at_root[32],
              struct err *e) {
    struct merkle_range range = {0};
    struct note *n = NEW(&a, struct note);
    struct note_key key;
    struct checkpoint c;
    struct str text;
    u8 root[32];
    TRY(read_stored(&a, b, S("log/checkpoint"), &text, e));
    TRY(note_vkey_parse(&a, b->facts.vkey, &key, e));
    TRY(note_parse(&a, text, n, e));
    TRY(note_verify(n, &key, 1, NULL, NULL, e));
    TRY(checkpoint_parse(&a, n->text, &c, e));
    if (!str_eq(c.origin, key.name) || c.size != b->head.size ||
        memcmp(c.root, b->head.root, 32) != 0)
        return fail(e, RC_INTEGRITY, "log/checkpoint is not the one that " BACKUP_FILE " names");
    if (at_size == 0) merkle_root(&range, at_root);
    for (i64 i = 0; range.size < c.size; i++)
        TRY(add_bundle(a, b, i, &range, at_size, at_root, e));
    merkle_root(&range, root);
    if (memcmp(root, c.root, 32) != 0)
        return fail(e, RC_INTEGRITY, "the log does not lead to the root of its checkpoint");
    return RC_OK;
}
