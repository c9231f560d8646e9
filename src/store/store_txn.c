/* Writing: begin, put, add, commit. */
#include "store/txn.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OWN_ROOM = 256 << 10 }; /* a header and a few names */
#define LOCK_WAIT 30      /* seconds; $CAIRN_LOCK_WAIT overrides, for scripts and tests */

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
    i64 used = t->a.beg - whole.beg;
    for (i64 i = 0; i < t->nentries; i++)
        sodium_memzero(t->entry[i].seed, 32);
    sodium_memzero(t->seed, 32);
    used += mill_end(t->mill);
    t->s->writing = false;
    os_unlock(&t->lock);
    /* The next transaction begins in the same memory; what a large one took goes back. */
    if (used > STORE_TXN_KEPT) arena_reset(&whole, whole);
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
    if (!s->txn_whole.beg) s->txn_whole = arena_make("transaction", STORE_TXN_MAX);
    struct arena whole = s->txn_whole, a = whole;
    struct txn *t = NEW(&a, struct txn);
    *t = (struct txn){.s = s, .whole = whole, .a = a, .lock = lock};
    os_random(t->seed, 32);
    mill_make(t->mill, &t->a);
    for (i64 i = 0; i < LEN(t->own_writer); i++)
        t->own_writer[i].room = arena_split(&t->a, OWN_ROOM);
    s->writing = true;
    rc r = case_again(s, e);
    if (r == RC_OK) r = cut_off(s, &t->range, e);
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

const char *txn_base(struct txn *t, struct arena *a, i64 own) {
    return pack_base(t->s, a, pack_name(a, t->s->log.size, own));
}

rc txn_open_pack(struct txn *t, struct pack_writer *w, struct arena *a, i64 own, struct err *e) {
    TRY(vault_ready(t, e));
    const struct case_keys *to = &t->s->to;
    return pack_create_in(w, a, t->mill, txn_base(t, a, own), "", (const u8(*)[32])to->key,
                          to->n, e);
}

i64 txn_next(const struct txn *t) {
    return t->s->log.size + t->nentries;
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
    struct pending p = {.index = txn_next(t)};
    struct json *o = json_copy(&t->a, entry);
    u8 prev[32];
    u8 fresh[64];
    os_random(fresh, sizeof fresh);
    memcpy(p.salt, fresh, 32);
    memcpy(p.seed, t->seed, 32);
    memcpy(t->seed, fresh + 32, 32);
    sodium_memzero(fresh, sizeof fresh);
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
    if (!t->common.open) TRY(txn_open_pack(t, &t->common, &t->a, 0, e));
    struct pack_foot foot = {t->s->log.size, t->nentries, t->common.n};
    for (i64 i = 0; i < t->nentries; i++)
        TRY(write_entry(t, &t->entry[i], e));
    TRY(pack_finish(&t->common, txn_base(t, &t->a, 0), &foot, e));
    TRY(os_sync_dir(pack_base(t->s, &t->a, vault_folder(&t->a, t->s->log.size)), e));
    return t->folder_new ? os_sync_dir(pack_base(t->s, &t->a, S("vault")), e) : RC_OK;
}

rc store_commit(struct txn *t, struct err *e) {
    bool moved = false;
    rc r = RC_OK;
    CHECK(t->nobjects == 0 || t->broken); /* objects belong to an entry */
    CHECK(t->nentries > 0 || !t->erasing); /* an erasure has its tombstone */
    if (t->broken) r = mill_ok(t->mill, e);
    if (t->broken && r == RC_OK)
        r = fail(e, RC_IO, "an object could not be stored; nothing is written");
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
