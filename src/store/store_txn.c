/* Writing: begin, put, add, commit. */
#include "store/store_int.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_WAIT 30      /* seconds; $CAIRN_LOCK_WAIT overrides, for scripts and tests */
enum { PIECE = 1 << 20 }; /* bytes read at once from a file */

struct pending {
    i64 index;
    u8 salt[32], seed[32];
    struct str text, parts, sums, where;
    i64 nparts, nobjects;
};

struct txn {
    struct store *s;
    struct arena whole, a;
    struct os_lock lock;
    struct merkle_range range; /* of the log with the entries added so far */
    struct pack_writer common;
    i64 own; /* own packs written */
    bool folder_ready, folder_new, broken;
    bool erasing; /* packs are staged (store_erase.c) */
    u8 *piece;
    struct object *object; /* waiting for their entry */
    i64 nobjects, objects_cap;
    struct map names;
    struct pending *entry;
    i64 nentries, entries_cap;
    u8 (*leaf)[SIGSUM_LEAF];
    i64 nleaves, leaves_cap;
    u8 seed[32]; /* of the next entry, for parts that commit to salted things */
};

/* What an unfinished write may have left: packs of one first index, which is the log's size.
 * Anything above that was acknowledged once, and the checkpoint is an older one. */
static rc check_above(void *ctx, struct arena a, const struct vault_file *f, struct err *e) {
    struct store *s = ctx;
    (void)a;
    if (!f->known || f->first <= s->log.size) return RC_OK;
    fail(e, RC_INTEGRITY, "%.*s lies above the checkpoint (%lld entries)", SARG(f->rel),
         (long long)s->log.size);
    return err_hint(
        e,
        "an older checkpoint may have been put back: compare with a backup, then `cairn verify`");
}

static rc remove_one(void *ctx, struct arena a, const struct vault_file *f, struct err *e) {
    struct store *s = ctx;
    return f->known ? os_remove(pack_base(s, &a, f->rel), e) : RC_OK;
}

static rc cut_off(struct store *s, struct merkle_range *range, struct err *e) {
    TRY(store_refresh(s, e));
    TRY(log_edge(&s->log, range, e));
    TRY(vault_settle(s, e));
    TRY(vault_walk(s, s->log.size, check_above, s, e));
    TRY(vault_walk(s, s->log.size, remove_one, s, e));
    return log_cut(&s->log, e);
}

static void end(struct txn *t) {
    struct arena whole = t->whole;
    for (i64 i = 0; i < t->nentries; i++)
        sodium_memzero(t->entry[i].seed, 32);
    sodium_memzero(t->seed, 32);
    t->s->writing = false;
    os_unlock(&t->lock);
    arena_drop(whole);
}

int store_lock_wait(void) {
    const char *env = getenv("CAIRN_LOCK_WAIT");
    i64 n;
    bool ok = env && str_i64(str_c(env), &n) && n >= 0 && n <= 3600;
    return ok ? (int)n : LOCK_WAIT;
}

rc store_begin(struct store *s, void (*waiting)(void *), void *ctx, struct txn **out,
               struct err *e) {
    CHECK(!s->writing);
    struct os_lock lock = {0};
    struct arena scratch = s->scratch;
    TRY(os_lock(&lock, pack_base(s, &scratch, S("lock")), store_lock_wait(), waiting, ctx, e));
    struct arena whole = arena_make("transaction", STORE_TXN_MAX), a = whole;
    struct txn *t = NEW(&a, struct txn);
    *t = (struct txn){.s = s, .whole = whole, .a = a, .lock = lock};
    os_random(t->seed, 32);
    s->writing = true;
    rc r = cut_off(s, &t->range, e);
    if (r != RC_OK)
        end(t);
    else
        *out = t;
    return r;
}

/* Removes the packs of this transaction; what cannot be removed is cut off at the next begin. */
static void clean_up(struct txn *t) {
    struct err low = {0};
    pack_abandon(&t->common);
    rc r = vault_walk(t->s, t->s->log.size, remove_one, t->s, &low);
    if (r == RC_OK) r = log_cut(&t->s->log, &low);
    if (r == RC_OK && t->erasing) r = vault_settle(t->s, &low);
    (void)r;
}

struct store *txn_store(struct txn *t) {
    return t->s;
}

struct arena *txn_arena(struct txn *t) {
    return &t->a;
}

bool txn_fresh(const struct txn *t) {
    return t->nentries == 0 && t->nobjects == 0 && !t->folder_ready && !t->erasing;
}

void txn_erasing(struct txn *t) {
    t->erasing = true;
}

void store_abandon(struct txn *t) {
    if (!t) return;
    clean_up(t);
    end(t);
}

static rc vault_ready(struct txn *t, struct err *e) {
    if (t->folder_ready) return RC_OK;
    struct str folder = vault_folder(&t->a, t->s->log.size);
    const char *path = pack_base(t->s, &t->a, folder);
    t->folder_new = !os_is_dir(path);
    TRY(os_mkdirs(path, 0700, e));
    t->folder_ready = true;
    return RC_OK;
}

static const char *base_of(struct txn *t, i64 own) {
    return pack_base(t->s, &t->a, pack_name(&t->a, t->s->log.size, own));
}

static rc open_pack(struct txn *t, struct pack_writer *w, i64 own, struct err *e) {
    TRY(vault_ready(t, e));
    return pack_create(w, &t->a, base_of(t, own), (const u8(*)[32])t->s->keys->age.pub, 1, e);
}

static rc new_object(struct txn *t, struct str name, struct object **out, struct err *e) {
    bool fresh;
    if (!object_name_ok(name)) return fail(e, RC_USAGE, "an object name is [a-z0-9/._-]{1,100}");
    if (t->nobjects == ENTRY_OBJECTS_MAX)
        return fail(e, RC_LIMIT, "an entry has at most %lld objects", (long long)ENTRY_OBJECTS_MAX);
    struct map_entry *m = map_get(&t->names, name);
    if (m) return fail(e, RC_CONFLICT, "the entry has an object %.*s already", SARG(name));
    *out = PUSH(&t->a, t->object, t->nobjects, t->objects_cap);
    **out = (struct object){.name = str_dup(&t->a, name)};
    map_put(&t->names, &t->a, (*out)->name, &fresh);
    return RC_OK;
}

/* The object could not be stored, but the transaction can go on without it. The name stays taken.
 */
static void take_back(struct txn *t) {
    t->nobjects--;
}

static i64 next_index(const struct txn *t) {
    return t->s->log.size + t->nentries;
}

static rc put_whole(struct txn *t, struct pack_writer *w, struct object *o, struct str bytes,
                    struct err *e) {
    struct str name = member_name(&t->a, next_index(t), "objects/", o->name);
    o->size = bytes.n;
    sha256(bytes, o->sha256);
    TRY(pack_member(w, name, bytes.n, &o->at, e));
    return pack_bytes(w, bytes, e);
}

static rc put_common(struct txn *t, struct object *o, struct str bytes, struct err *e) {
    if (!t->common.open) TRY(open_pack(t, &t->common, 0, e));
    return put_whole(t, &t->common, o, bytes, e);
}

static rc finish_own(struct txn *t, struct pack_writer *w, struct object *o, struct err *e) {
    struct pack_foot foot = {.first = t->s->log.size};
    foot.at = w->n; /* no entries: where they would begin */
    TRY(pack_finish(w, base_of(t, t->own + 1), &foot, e));
    o->pack = ++t->own;
    return RC_OK;
}

static rc put_own(struct txn *t, struct object *o, struct str bytes, struct err *e) {
    struct arena before = t->a;
    struct pack_writer w = {0};
    TRY(open_pack(t, &w, t->own + 1, e));
    rc r = put_whole(t, &w, o, bytes, e);
    if (r == RC_OK) r = finish_own(t, &w, o, e);
    if (r != RC_OK) pack_abandon(&w);
    t->a = before;
    return r;
}

rc store_put(struct txn *t, struct str name, struct str bytes, struct err *e) {
    struct object *o;
    if (bytes.n > ITEM_BYTES_MAX)
        return fail(e, RC_LIMIT, "an object of %lld bytes", (long long)bytes.n);
    TRY(new_object(t, name, &o, e));
    rc r = bytes.n < SMALL_OBJECT_MAX ? put_common(t, o, bytes, e) : put_own(t, o, bytes, e);
    if (r != RC_OK) t->broken = true;
    return r;
}

/* A file being read, and what it was when opened. */
struct source {
    int fd;
    const char *path;
    struct stat st;
    bool bad; /* it could not be read: the medium, not the case */
};

static rc changed(const struct source *f, struct err *e) {
    fail(e, RC_CONFLICT, "%s changed while being sealed", f->path);
    return err_hint(e, "wait until the file is complete, then run the command again");
}

static rc open_source(struct source *f, const char *path, struct err *e) {
    f->path = path;
    f->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (f->fd < 0) {
        rc code = errno == ENOENT                     ? RC_NOTFOUND
                  : errno == EACCES || errno == EPERM ? RC_DENIED
                                                      : RC_IO;
        if (errno == ELOOP) return fail(e, RC_UNSUPPORTED, "%s is a symbolic link", path);
        return fail(e, code, "cannot open %s: %s", path, strerrordesc_np(errno));
    }
    if (fstat(f->fd, &f->st) == 0 && S_ISREG(f->st.st_mode)) {
        if (f->st.st_size <= ITEM_BYTES_MAX) return RC_OK;
        fail(e, RC_LIMIT, "%s is longer than %lld bytes", path, ITEM_BYTES_MAX);
    } else
        fail(e, RC_UNSUPPORTED, "%s is not a regular file", path);
    close(f->fd);
    return e ? e->code : RC_UNSUPPORTED;
}

/* Up to n bytes, fewer only at the end of the file; -1 with an error. */
static i64 read_piece(struct source *f, u8 *p, i64 n, struct err *e) {
    i64 got = 0;
    while (got < n) {
        ssize_t k = read(f->fd, p + got, (size_t)(n - got));
        if (k < 0 && errno == EINTR) continue;
        if (k < 0) {
            f->bad = fail(e, RC_IO, "cannot read %s: %s", f->path, strerrordesc_np(errno)) != RC_OK;
            return -1;
        }
        if (k == 0) break;
        got += k;
    }
    return got;
}

static bool unchanged(struct source *f) {
    struct stat now;
    return fstat(f->fd, &now) == 0 && now.st_size == f->st.st_size &&
           now.st_mtim.tv_sec == f->st.st_mtim.tv_sec &&
           now.st_mtim.tv_nsec == f->st.st_mtim.tv_nsec;
}

/* Reads exactly what fstat promised, handing each piece to the hash and the pack. */
static rc copy(struct txn *t, struct source *f, struct pack_writer *w, struct object *o,
               struct err *e) {
    struct sha256 h;
    i64 left = f->st.st_size;
    rc r = RC_OK;
    sha256_begin(&h);
    while (left > 0 && r == RC_OK) {
        i64 want = left < PIECE ? left : PIECE, n = read_piece(f, t->piece, want, e);
        if (n < want)
            r = n < 0 ? RC_IO : changed(f, e);
        else {
            sha256_add(&h, bytes_str(t->piece, n));
            r = pack_bytes(w, bytes_str(t->piece, n), e);
        }
        left -= n;
    }
    sha256_end(&h, o->sha256);
    if (r == RC_OK && (read_piece(f, t->piece, 1, e) != 0 || !unchanged(f))) r = changed(f, e);
    return r;
}

static rc put_large(struct txn *t, struct source *f, struct object *o, struct err *e) {
    struct arena before = t->a; /* so that many large objects need no more memory than one */
    struct pack_writer w = {0};
    rc r = open_pack(t, &w, t->own + 1, e);
    struct str name = member_name(&t->a, next_index(t), "objects/", o->name);
    o->size = f->st.st_size;
    if (r == RC_OK) r = pack_member(&w, name, o->size, &o->at, e);
    if (r == RC_OK) r = copy(t, f, &w, o, e);
    if (r == RC_OK) r = finish_own(t, &w, o, e);
    if (r != RC_OK) pack_abandon(&w);
    if (r == RC_CONFLICT || f->bad)
        take_back(t);
    else if (r != RC_OK)
        t->broken = true;
    t->a = before;
    return r;
}

/* Read whole before anything of it is in the common pack, so that a file that changes leaves no
 * trace there. */
static rc put_small(struct txn *t, struct source *f, struct object *o, struct err *e) {
    i64 n = read_piece(f, t->piece, f->st.st_size + 1, e);
    if (n != f->st.st_size || !unchanged(f)) {
        take_back(t);
        return f->bad ? RC_IO : changed(f, e);
    }
    rc r = put_common(t, o, bytes_str(t->piece, n), e);
    if (r != RC_OK) t->broken = true;
    return r;
}

rc store_put_file(struct txn *t, struct str name, const char *path, u8 sha[32], i64 *size,
                  struct err *e) {
    struct source f = {0};
    struct object *o;
    struct err low = {0};
    if (!t->piece) t->piece = NEWN(&t->a, u8, PIECE);
    rc r = open_source(&f, path, &low);
    if (r != RC_OK) {
        fail(e, r, "%s", low.msg);
        return low.hint[0] ? err_hint(e, "%s", low.hint) : r;
    }
    r = new_object(t, name, &o, e);
    if (r == RC_OK)
        r = f.st.st_size < SMALL_OBJECT_MAX ? put_small(t, &f, o, e) : put_large(t, &f, o, e);
    close(f.fd);
    if (r == RC_OK) {
        memcpy(sha, o->sha256, 32);
        *size = o->size;
    }
    return r;
}

static struct json *tree_of(struct txn *t, i64 n, const u8 root[32]) {
    struct json *o = json_obj(&t->a);
    json_set_i(&t->a, o, "n", n);
    json_set_str(&t->a, o, "root", b64_encode(&t->a, bytes_str(root, 32), true));
    return o;
}

/* SHA256SUMS, as sha256sum -c reads it inside the entry's folder, and where.txt: pack, offset and
 * size of each. */
static void list_objects(struct txn *t, struct pending *p) {
    struct buf sums = buf_make(&t->a, JSON_BYTES_MAX), where = buf_make(&t->a, JSON_BYTES_MAX);
    for (i64 k = 0; k < t->nobjects; k++) {
        const struct object *o = &t->object[k];
        char hex[65];
        sodium_bin2hex(hex, sizeof hex, o->sha256, 32);
        buf_fmt(&sums, "%s  objects/%.*s\n", hex, SARG(o->name));
        buf_fmt(&where, "%lld %lld %lld\n", (long long)o->pack, (long long)o->at,
                (long long)o->size);
    }
    CHECK(buf_ok(&sums) && buf_ok(&where));
    p->sums = buf_str(&sums);
    p->where = buf_str(&where);
}

static void add_objects(struct txn *t, struct pending *p, struct json *entry) {
    u8 root[32], sums[32];
    p->nobjects = t->nobjects;
    if (t->nobjects == 0) return;
    list_objects(t, p);
    objects_root(p->seed, t->object, t->nobjects, root);
    sums_commitment(p->seed, p->sums, sums);
    struct json *tree = tree_of(t, t->nobjects, root);
    json_set_str(&t->a, tree, "sums", b64_encode(&t->a, bytes_str(sums, 32), true));
    json_set(entry, S("objects"), tree);
}

static rc add_parts(struct txn *t, struct pending *p, struct json *entry, const struct str *parts,
                    i64 n, struct err *e) {
    u8 root[32];
    struct buf b = buf_make(&t->a, PARTS_BYTES_MAX);
    p->nparts = n;
    if (n == 0) return RC_OK;
    if (n > ENTRY_PARTS_MAX)
        return fail(e, RC_LIMIT, "an entry has at most %lld parts", (long long)ENTRY_PARTS_MAX);
    for (i64 k = 0; k < n; k++) {
        CHECK(str_chr(parts[k], '\n', 0) < 0); /* canonical JSON has none */
        buf_put(&b, parts[k]);
        buf_c(&b, '\n');
    }
    if (!buf_ok(&b))
        return fail(e, RC_LIMIT, "the parts of an entry are longer than %lld bytes",
                    (long long)PARTS_BYTES_MAX);
    p->parts = buf_str(&b);
    parts_root(p->seed, parts, n, root);
    json_set(entry, S("parts"), tree_of(t, n, root));
    return RC_OK;
}

static void add_leaf(struct txn *t, const struct pending *p) {
    u8 sha[32], message[32], hash[32];
    sha256(p->text, sha);
    commit_to("cairn/entry/v1", p->salt, sha, message);
    u8(*leaf)[SIGSUM_LEAF] = PUSH(&t->a, t->leaf, t->nleaves, t->leaves_cap);
    sigsum_leaf_make(t->s->keys->log_secret, message, *leaf);
    merkle_leaf(bytes_str(*leaf, SIGSUM_LEAF), hash);
    merkle_append(&t->range, hash);
}

void store_txn_seed(const struct txn *t, u8 seed[32]) {
    memcpy(seed, t->seed, 32);
}

rc store_add(struct txn *t, const struct json *entry, const struct str *parts, i64 nparts,
             i64 *index, struct err *e) {
    CHECK(entry->type == JSON_OBJECT);
    CHECK(!json_get(entry, "objects") && !json_get(entry, "parts") && !json_get(entry, "prev"));
    if (t->broken) return fail(e, RC_IO, "an object could not be stored; nothing is written");
    if (t->nentries == TXN_ENTRIES_MAX) return fail(e, RC_LIMIT, "too many entries at once");
    struct pending p = {.index = next_index(t)};
    struct json *o = json_copy(&t->a, entry);
    u8 prev[32];
    os_random(p.salt, 32);
    memcpy(p.seed, t->seed, 32);
    os_random(t->seed, 32);
    add_objects(t, &p, o);
    TRY(add_parts(t, &p, o, parts, nparts, e));
    merkle_root(&t->range, prev);
    json_set_str(&t->a, o, "prev", b64_encode(&t->a, bytes_str(prev, 32), true));
    p.text = json_canon(&t->a, o);
    if (p.text.n > ENTRY_TEXT_MAX)
        return fail(e, RC_LIMIT, "an entry of %lld bytes", (long long)p.text.n);
    add_leaf(t, &p);
    *PUSH(&t->a, t->entry, t->nentries, t->entries_cap) = p;
    t->object = NULL;
    t->nobjects = t->objects_cap = 0;
    t->names = (struct map){0};
    *index = p.index;
    return RC_OK;
}

static rc put_member(struct txn *t, i64 index, const char *what, struct str bytes, struct err *e) {
    TRY(pack_member(&t->common, member_name(&t->a, index, what, S("")), bytes.n, NULL, e));
    return pack_bytes(&t->common, bytes, e);
}

static rc write_entry(struct txn *t, const struct pending *p, struct err *e) {
    struct str seal = seal_text(&t->a, p->nobjects, p->nparts, p->salt, p->seed);
    TRY(put_member(t, p->index, "entry.json", p->text, e));
    TRY(put_member(t, p->index, "seal.json", seal, e));
    if (p->nobjects > 0) {
        TRY(put_member(t, p->index, "SHA256SUMS", p->sums, e));
        TRY(put_member(t, p->index, "where.txt", p->where, e));
    }
    return p->nparts > 0 ? put_member(t, p->index, "parts.jsonl", p->parts, e) : RC_OK;
}

/* Packs, then their folders: all on the disk before the log moves. */
static rc write_packs(struct txn *t, struct err *e) {
    if (!t->common.open) TRY(open_pack(t, &t->common, 0, e));
    struct pack_foot foot = {t->s->log.size, t->nentries, t->common.n};
    for (i64 i = 0; i < t->nentries; i++)
        TRY(write_entry(t, &t->entry[i], e));
    TRY(pack_finish(&t->common, base_of(t, 0), &foot, e));
    TRY(os_sync_dir(pack_base(t->s, &t->a, vault_folder(&t->a, t->s->log.size)), e));
    return t->folder_new ? os_sync_dir(pack_base(t->s, &t->a, S("vault")), e) : RC_OK;
}

rc store_commit(struct txn *t, struct err *e) {
    bool moved = false;
    rc r = RC_OK;
    CHECK(t->nobjects == 0 || t->broken); /* objects belong to an entry */
    CHECK(t->nentries > 0 || !t->erasing); /* an erasure has its tombstone */
    if (t->broken) r = fail(e, RC_IO, "an object could not be stored; nothing is written");
    if (r == RC_OK && t->nentries > 0) {
        r = write_packs(t, e);
        if (r == RC_OK)
            r = log_append(&t->s->log, (const u8(*)[SIGSUM_LEAF])t->leaf, t->nleaves,
                           t->s->keys->log_secret, &moved, e);
    }
    /* Once the checkpoint may have moved, only reading it again tells; until then nothing is taken
     * away. */
    if (r != RC_OK && !moved) clean_up(t);
    if (r == RC_OK && t->erasing) r = vault_settle(t->s, e);
    end(t);
    return r;
}
