/* What a generation takes over from the case: only what the one before it does not have. */
#include "store/backup_make.h"

#include "db/db.h"

enum { MARK = 16 };

/* A name that nothing in force has; what a run that was cut short left there goes. */
static rc new_name(struct making *m, struct str want, struct str *stored, struct err *e) {
    struct arena *a = &m->a;
    *stored = want;
    if (map_get(&m->used, want))
        *stored = str_fmt(a, "%.*s.g%lld", SARG(want), (long long)m->generation);
    CHECK(!map_get(&m->used, *stored));
    struct arena scratch = *a;
    const char *path = backup_at(m, &scratch, *stored);
    i64 cut = (i64)strlen(path);
    while (path[cut - 1] != '/')
        cut--;
    TRY(os_mkdirs(cstr(&scratch, str_sub(str_c(path), 0, cut - 1)), 0700, e));
    return os_remove(path, e);
}

static const struct backup_file *had(const struct making *m, struct str path) {
    return m->first ? NULL : backup_find(&m->before.list, path);
}

static struct backup_file *keep(struct making *m, const struct backup_file *f) {
    struct backup_file *k = backup_add(&m->a, &m->list, f->path);
    *k = *f;
    return k;
}

static void wrote(struct making *m, struct backup_file *f) {
    m->st->copied++;
    m->st->wrote += f->size;
}

/* ---- small things, whole ---- */

static rc put_bytes(struct making *m, struct str path, struct str want, struct str bytes,
                    struct err *e) {
    struct backup_file f = {.path = path, .size = bytes.n};
    const struct backup_file *old = had(m, path);
    sha256(bytes, f.sha256);
    if (old && old->size == f.size && memcmp(old->sha256, f.sha256, 32) == 0) {
        keep(m, old);
        return RC_OK;
    }
    TRY(new_name(m, want, &f.stored, e));
    struct arena a = m->a;
    TRY(os_create_unsynced(backup_at(m, &a, f.stored), 0600, bytes, e));
    wrote(m, keep(m, &f));
    return RC_OK;
}

static rc put_case_file(struct making *m, struct str path, i64 max, bool may_miss, struct err *e) {
    struct str bytes;
    struct err low = {0};
    rc r = os_read(&m->a, pack_base(m->s, &m->a, path), max, &bytes, &low);
    if (r == RC_NOTFOUND && may_miss) return RC_OK;
    if (r != RC_OK) return fail(e, r, "%s", low.msg);
    return put_bytes(m, path, str_cat(&m->a, S("case/"), path), bytes, e);
}

/* ---- the log: tiles exactly as wide as our checkpoint makes them ---- */

static rc tile_hashes(struct log *l, struct tile t, struct buf *out, struct err *e) {
    for (int i = 0; i < t.width; i++) {
        u8 h[32];
        TRY(log_node(l, 8 * t.level, t.index * TILE_WIDTH + i, h, e));
        buf_put(out, bytes_str(h, 32));
    }
    return RC_OK;
}

static rc tile_leaves(struct log *l, struct tile t, struct buf *out, struct err *e) {
    for (int i = 0; i < t.width; i++) {
        u8 leaf[SIGSUM_LEAF];
        TRY(log_leaf(l, t.index * TILE_WIDTH + i, leaf, e));
        bundle_put(out, bytes_str(leaf, SIGSUM_LEAF));
    }
    return RC_OK;
}

/* A tile of the same name is the same tile: the log goes on from what was backed up. */
static rc put_tile(struct making *m, struct tile t, struct err *e) {
    struct str path = str_cat(&m->a, S("log/"), tile_path(&m->a, t));
    const struct backup_file *old = had(m, path);
    if (old) {
        keep(m, old);
        return RC_OK;
    }
    struct str want = str_cat(&m->a, S("case/"), path);
    struct buf b = buf_make(&m->a, TILE_WIDTH * (2 + SIGSUM_LEAF));
    TRY(t.level == TILE_ENTRIES ? tile_leaves(&m->s->log, t, &b, e)
                                : tile_hashes(&m->s->log, t, &b, e));
    return put_bytes(m, path, want, buf_str(&b), e);
}

static rc put_log(struct making *m, struct err *e) {
    i64 size = m->s->log.size;
    for (int level = TILE_ENTRIES; level < tile_levels(size); level++) {
        i64 full = tile_full(level, size);
        int part = tile_partial(level, size);
        for (i64 i = 0; i < full; i++)
            TRY(put_tile(m, (struct tile){level, i, TILE_WIDTH}, e));
        if (part) TRY(put_tile(m, (struct tile){level, full, part}, e));
    }
    return put_bytes(m, S("log/checkpoint"), S("case/log/checkpoint"), store_checkpoint(m->s), e);
}

/* ---- payloads of packs ---- */

static rc list_pack(void *ctx, struct arena scratch, const struct vault_file *f, struct err *e) {
    struct making *m = ctx;
    (void)scratch;
    if (!f->known || f->first >= m->s->log.size || f->head) return RC_OK;
    if (m->npacks == BACKUP_FILES_MAX)
        return fail(e, RC_LIMIT, "a backup has at most %lld files", BACKUP_FILES_MAX);
    *PUSH(&m->a, m->packs, m->npacks, m->packs_cap) = (struct pack_at){f->first, f->own};
    return RC_OK;
}

/* Nonce and last tag: they tell one payload from another without reading it. */
static rc read_mark(struct os_in *in, u8 mark[32], struct err *e) {
    i64 got[2] = {0};
    if (in->size < 2 * MARK) return fail(e, RC_INTEGRITY, "%s is too short for a pack", in->path);
    TRY(os_in_read(in, (char *)mark, MARK, &got[0], e));
    TRY(os_in_seek(in, in->size - MARK, e));
    TRY(os_in_read(in, (char *)mark + MARK, MARK, &got[1], e));
    if (got[0] != MARK || got[1] != MARK)
        return fail(e, RC_CONFLICT, "%s changed while being read", in->path);
    return os_in_seek(in, 0, e);
}

static rc copy_bytes(struct making *m, struct os_in *in, struct os_file *out, u8 sha[32],
                     struct err *e) {
    struct sha256 h;
    rc r = RC_OK;
    sha256_begin(&h);
    for (i64 left = in->size, got; left > 0 && r == RC_OK; left -= got) {
        r = os_in_read(in, m->piece, left < BACKUP_PIECE ? left : BACKUP_PIECE, &got, e);
        if (r == RC_OK && got == 0) r = fail(e, RC_CONFLICT, "%s became shorter", in->path);
        if (r != RC_OK) break;
        sha256_add(&h, bytes_str(m->piece, got));
        r = os_file_write(out, bytes_str(m->piece, got), e);
    }
    sha256_end(&h, sha);
    return r;
}

static rc copy_pack(struct making *m, struct os_in *in, struct backup_file *f, struct err *e) {
    struct os_file out = {0};
    struct arena a = m->a;
    TRY(os_file_create(&out, backup_at(m, &a, f->stored), 0600, e));
    rc r = copy_bytes(m, in, &out, f->sha256, e);
    if (r == RC_OK) r = os_file_done(&out, e);
    if (r != RC_OK) os_file_drop(&out);
    return r;
}

static rc put_pack(struct making *m, const struct pack_at *p, struct err *e) {
    struct str name = pack_name(&m->a, p->first, p->own), path = str_cat(&m->a, name, S(".pack"));
    struct backup_file f = {.path = path};
    const struct backup_file *old = had(m, path);
    struct os_in in = {0};
    TRY(os_in_open(&in, pack_base(m->s, &m->a, path), INT64_MAX, e));
    f.size = in.size;
    rc r = read_mark(&in, f.mark, e);
    bool same = r == RC_OK && old && old->size == f.size && memcmp(old->mark, f.mark, 32) == 0;
    if (same) {
        keep(m, old);
    } else if (r == RC_OK) {
        r = new_name(m, str_cat(&m->a, S("case/"), path), &f.stored, e);
        if (r == RC_OK) r = copy_pack(m, &in, &f, e);
        if (r == RC_OK) wrote(m, keep(m, &f));
    }
    os_in_close(&in);
    return r;
}

static rc put_packs(struct making *m, struct err *e) {
    TRY(vault_walk(m->s, 0, list_pack, m, e));
    for (i64 i = 0; i < m->npacks; i++)
        TRY(put_pack(m, &m->packs[i], e));
    return RC_OK;
}

/* ---- sealed: heads, and the desk's file ---- */

static rc finish_sealed(struct making *m, struct sealing_tar *t, struct backup_file *f, rc r,
                        struct err *e) {
    if (r == RC_OK)
        r = sealed_done(t, &f->size, f->sha256, e);
    else
        sealed_drop(t);
    if (r == RC_OK) wrote(m, keep(m, f));
    return r;
}

static rc seal_heads(struct making *m, struct sealing_tar *t, struct err *e) {
    for (i64 i = 0; i < m->npacks; i++) {
        struct arena a = m->a;
        struct str name = pack_name(&a, m->packs[i].first, m->packs[i].own), bytes;
        name = str_cat(&a, name, S(".head"));
        TRY(os_read(&a, pack_base(m->s, &a, name), AGE_HEADER_MAX, &bytes, e));
        TRY(sealed_member(t, name, bytes.n, e));
        TRY(sealed_bytes(t, bytes, e));
    }
    return RC_OK;
}

/* Written anew by every run: they are small, and so what was retired is in no generation after. */
static rc put_heads(struct making *m, struct err *e) {
    struct backup_file f = {.path = S(BACKUP_HEADS)};
    struct sealing_tar t;
    struct str want =
        str_fmt(&m->a, "heads/%lld-%lld.age", (long long)m->epoch, (long long)m->s->log.size);
    TRY(new_name(m, want, &f.stored, e));
    struct arena a = m->a;
    TRY(sealed_begin(&t, &a, backup_at(m, &a, f.stored), m->recipients[0], e));
    struct arena before = m->a;
    m->a = a; /* the writer's buffers lie in it */
    rc r = seal_heads(m, &t, e);
    m->a = before;
    return finish_sealed(m, &t, &f, r, e);
}

static rc seal_file(struct making *m, struct sealing_tar *t, const char *path, struct str name,
                    struct err *e) {
    struct os_in in = {0};
    struct err low = {0};
    rc r = os_in_open(&in, path, INT64_MAX, &low);
    if (r == RC_NOTFOUND) return RC_OK;
    if (r != RC_OK) return fail(e, r, "%s", low.msg);
    r = sealed_member(t, name, in.size, e);
    for (i64 left = in.size, got; left > 0 && r == RC_OK; left -= got) {
        r = os_in_read(&in, m->piece, left < BACKUP_PIECE ? left : BACKUP_PIECE, &got, e);
        if (r == RC_OK && got == 0) r = fail(e, RC_CONFLICT, "%s became shorter", path);
        if (r == RC_OK) r = sealed_bytes(t, bytes_str(m->piece, got), e);
    }
    os_in_close(&in);
    return r;
}

/* Accounts, sessions and the audit trail, while people work. Whoever holds the database's write
 * lock keeps its WAL from growing and from being begun anew; pages that are moved from it into
 * desk.db meanwhile are in the copy of the WAL too, which is read over them. */
static rc seal_desk(struct making *m, struct sealing_tar *t, struct err *e) {
    struct db *d;
    u8 key[32];
    struct arena a = m->a;
    const char *path = pack_base(m->s, &a, S("desk.db"));
    hmac_sha256(bytes_str(store_page_key(m->s), 32), S("cairn/desk/v1"), key);
    TRY(db_open(path, key, DB_WRITE, &d, e));
    rc r = db_begin(d, e);
    if (r == RC_OK) r = seal_file(m, t, path, S("desk.db"), e);
    if (r == RC_OK) r = seal_file(m, t, pack_base(m->s, &a, S("desk.db-wal")), S("desk.db-wal"), e);
    db_rollback(d);
    db_close(d);
    return r;
}

static rc put_desk(struct making *m, struct err *e) {
    struct backup_file f = {.path = S(BACKUP_DESK)};
    struct sealing_tar t;
    if (os_size(pack_base(m->s, &m->a, S("desk.db"))) <= 0) return RC_OK;
    struct str want = str_fmt(&m->a, "heads/desk-%lld.age", (long long)m->epoch);
    TRY(new_name(m, want, &f.stored, e));
    struct arena a = m->a;
    TRY(sealed_begin(&t, &a, backup_at(m, &a, f.stored), m->recipients[0], e));
    struct arena before = m->a;
    m->a = a;
    rc r = seal_desk(m, &t, e);
    m->a = before;
    return finish_sealed(m, &t, &f, r, e);
}

rc backup_copy(struct making *m, struct err *e) {
    TRY(put_case_file(m, S("cairn.case"), 64 << 10, false, e));
    TRY(put_case_file(m, S("keys/recovery.age"), 2 * KEY_FILE_MAX, true, e));
    TRY(put_case_file(m, S("keys/recovery.json"), KEY_FILE_MAX, true, e));
    TRY(put_log(m, e));
    TRY(put_packs(m, e));
    TRY(put_heads(m, e));
    return put_desk(m, e);
}
