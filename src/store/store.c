/* Making and opening a case. */
#include "store/store_int.h"

#include "base/utf8.h"
#include "sys/agent.h"

#include <sodium.h>
#include <stdlib.h>

static rc dir_is_free(struct arena a, const char *dir, struct err *e) {
    struct str *names;
    i64 n;
    bool there;
    TRY(os_there(dir, &there, e));
    if (!there) return RC_OK;
    if (!os_is_dir(dir)) return fail(e, RC_CONFLICT, "%s is there and is not a folder", dir);
    TRY(os_list(&a, dir, &names, &n, e));
    if (n == 0) return RC_OK;
    if (os_exists(cstr(&a, str_fmt(&a, "%s/cairn.case", dir))))
        fail(e, RC_CONFLICT, "a case is there already: %s", dir);
    else
        fail(e, RC_CONFLICT, "the folder %s is not empty", dir);
    return err_hint(e, "choose a new folder for a new case");
}

static const char *absolute(struct arena *a, const char *dir) {
    char *real = realpath(dir, NULL);
    const char *out = real ? cstr(a, str_c(real)) : dir;
    free(real);
    return out;
}

/* The key file goes first: a case whose keys were lost on the way could never be opened. */
static rc make_case(struct arena a, const char *dir, struct str name, const struct keys *k,
                    const struct store_key_opts *o, struct err *e) {
    const char *key_path = keys_path(&a, keys_case_id(&a, k->log_pub), o);
    const char *vault = cstr(&a, str_fmt(&a, "%s/vault", dir));
    const char *log = cstr(&a, str_fmt(&a, "%s/log", dir));
    struct case_keys to = {.n = 1};
    memcpy(to.key[0], k->age.pub, 32);
    TRY(keys_write(a, key_path, k, o, e));
    TRY(os_mkdirs(vault, 0700, e));
    TRY(os_mkdirs(log, 0700, e));
    TRY(log_create(log, k->log_pub, k->log_secret, a, e));
    TRY(os_sync_dir(vault, e));
    TRY(os_replace(cstr(&a, str_fmt(&a, "%s/cairn.case", dir)), 0600, case_text(&a, name, k, &to),
                   e));
    struct str up = str_fmt(&a, "%s/..", dir);
    return os_sync_dir(cstr(&a, up), e);
}

rc store_init(const char *dir, struct str name, const struct store_key_opts *o, struct err *e) {
    if (name.n < 1 || name.n > NAME_BYTES_MAX || utf8_invalid(name) >= 0)
        return fail(e, RC_USAGE, "a case needs a name of 1 to %d bytes of UTF-8", NAME_BYTES_MAX);
    if (strlen(dir) > NAME_BYTES_MAX - 64)
        return fail(e, RC_LIMIT, "the path of the case is too long");
    struct arena whole = arena_make("init", 64 << 20), a = whole;
    struct keys *k = keys_make();
    rc r = dir_is_free(a, dir, e);
    if (r == RC_OK) r = make_case(a, dir, name, k, o, e);
    keys_free(k);
    arena_drop(whole);
    return r;
}

static rc check_keys(const struct case_file *c, struct keys *k, const char *path, struct err *e) {
    bool ours = memcmp(k->log_pub, c->log_pub, 32) == 0;
    if (ours && keys_take(k, c->to.key[0])) return RC_OK;
    if (ours) {
        fail(e, RC_DENIED, "the key file %s is of another epoch than the case (%lld)", path,
             (long long)c->to.epoch);
        return err_hint(e, "the keys were rotated: use the key file that was written then");
    }
    fail(e, RC_DENIED, "the key file %s is of another case", path);
    return err_hint(e, "name this case's key file with `--key-file FILE` or $CAIRN_KEY_FILE");
}

/* The keys at hand: handed over, kept by the agent, or in the key file. An agent that holds what
 * was rotated away is passed over. */
static rc find_keys(struct arena scratch, const struct case_file *c, const char *path,
                    const struct store_key_opts *o, struct keys **out, struct err *e) {
    struct err low = {0};
    i64 n;
    CHECK(sodium_init() >= 0);
    if (!o->key_text.n && !o->passphrase_file) {
        char *text = sodium_malloc(KEY_FILE_MAX);
        bool held = text && agent_get(scratch, c->id, text, KEY_FILE_MAX, &n);
        struct store_key_opts from = {.key_text = {text, held ? n : 0}};
        held = held && keys_read(scratch, path, &from, out, &low) == RC_OK;
        sodium_free(text);
        if (held && check_keys(c, *out, path, &low) == RC_OK) return RC_OK;
        if (held) keys_free(*out);
        *out = NULL;
    }
    TRY(keys_read(scratch, path, o, out, e));
    rc r = check_keys(c, *out, path, e);
    if (r == RC_OK) return r;
    keys_free(*out);
    *out = NULL;
    return r;
}

static rc open_parts(struct store *s, struct arena *perm, const struct store_key_opts *o,
                     struct err *e) {
    struct case_file c;
    const char *dir = cstr(perm, s->dir);
    TRY(case_read(perm, dir, &c, e));
    s->name = c.name;
    s->vkey = c.vkey;
    s->to = c.to;
    case_stamp(s);
    const char *path = keys_path(perm, c.id, o);
    TRY(find_keys(s->scratch, &c, path, o, &s->keys, e));
    return log_open(&s->log, perm, cstr(perm, str_fmt(perm, "%s/log", dir)), c.log_pub, s->scratch,
                    e);
}

rc store_key_text(struct arena scratch, const char *dir, const struct store_key_opts *o, char *out,
                  i64 max, i64 *n, struct err *e) {
    struct case_file c;
    struct keys *k;
    TRY(case_read(&scratch, dir, &c, e));
    const char *path = keys_path(&scratch, c.id, o);
    TRY(find_keys(scratch, &c, path, o, &k, e));
    rc r = keys_text(scratch, k, out, max, n, e);
    keys_free(k);
    return r;
}

rc store_case_id_of(struct arena *a, const char *dir, struct str *id, struct err *e) {
    struct case_file c;
    TRY(case_read(a, dir, &c, e));
    *id = c.id;
    return RC_OK;
}

rc store_key_path(struct arena *a, const char *dir, const struct store_key_opts *o,
                  const char **out, struct err *e) {
    struct case_file c;
    TRY(case_read(a, dir, &c, e));
    *out = keys_path(a, c.id, o);
    return RC_OK;
}

rc store_open(struct arena *perm, const char *dir, const struct store_key_opts *o,
              struct store **out, struct err *e) {
    if (strlen(dir) > NAME_BYTES_MAX - 64)
        return fail(e, RC_LIMIT, "the path of the case is too long");
    struct store *s = NEW(perm, struct store);
    s->dir = str_c(absolute(perm, dir));
    s->scratch = s->scratch_whole = arena_make("store", STORE_SCRATCH_MAX);
    s->pack_arena = s->pack_whole = arena_make("pack", STORE_PACK_MAX);
    s->hot.now = s->hot.whole = arena_make("entry", STORE_HOT_MAX);
    s->folder_arena = s->folder_whole = arena_make("vault folder", STORE_PACK_MAX);
    s->pack_first = s->hot.index = s->folder = -1;
    rc r = open_parts(s, perm, o, e);
    if (r != RC_OK)
        store_close(s);
    else
        *out = s;
    return r;
}

void store_close(struct store *s) {
    if (!s) return;
    CHECK(!s->writing);
    pack_close(&s->pack);
    if (s->file) keys_file_close(s->file);
    sodium_free(s->file);
    keys_free(s->keys);
    arena_drop(s->scratch_whole);
    arena_drop(s->pack_whole);
    arena_drop(s->hot.whole);
    arena_drop(s->folder_whole);
    if (s->txn_whole.beg) arena_drop(s->txn_whole);
    *s = (struct store){0};
}

i64 store_size(const struct store *s) {
    return s->log.size;
}

/* What was added may have been a tombstone: then the pack open now is an old one. */
rc store_refresh(struct store *s, struct err *e) {
    i64 before = s->log.size;
    TRY(log_refresh(&s->log, e));
    if (s->log.size == before) return RC_OK;
    pack_drop(s);
    hot_drop(s);
    return RC_OK;
}

struct str store_checkpoint(const struct store *s) {
    return (struct str){s->log.note, s->log.note_n};
}

struct str store_vkey(const struct store *s) {
    return s->vkey;
}

struct str store_dir(const struct store *s) {
    return s->dir;
}

struct str store_name(const struct store *s) {
    return s->name;
}

const u8 *store_page_key(const struct store *s) {
    return s->keys->page;
}

struct str store_case_id(const struct store *s, struct arena *a) {
    return keys_case_id(a, s->log.pub);
}

const u8 *store_name_key(const struct store *s) {
    return s->keys->name;
}

rc store_prove(struct store *s, struct arena *a, i64 index, struct leaf_proof *out, struct err *e) {
    *out = (struct leaf_proof){.index = index, .size = s->log.size};
    out->path = NEWN(a, digest, MERKLE_PATH_MAX);
    TRY(log_leaf(&s->log, index, out->leaf, e));
    TRY(log_path(&s->log, index, out->path, &out->npath, e));
    out->checkpoint = str_dup(a, store_checkpoint(s));
    return RC_OK;
}

rc store_consistency(struct store *s, i64 old, u8 old_root[32], u8 path[MERKLE_PATH_MAX][32],
                     i64 *npath, struct err *e) {
    u8 root[32];
    if (old < 0 || old > s->log.size)
        return fail(e, RC_INTEGRITY, "the log has %lld entries; it once had %lld",
                    (long long)s->log.size, (long long)old);
    TRY(log_consistency(&s->log, old, root, path, npath, e));
    if (old_root) memcpy(old_root, root, 32);
    return RC_OK;
}

rc store_path_at(struct store *s, i64 index, i64 size, u8 path[MERKLE_PATH_MAX][32], i64 *npath,
                 struct err *e) {
    if (size > s->log.size)
        return fail(e, RC_NOTFOUND, "the log has %lld entries only", (long long)s->log.size);
    return merkle_inclusion(log_node, &s->log, index, size, path, npath, e);
}

rc store_extends(struct store *s, struct str checkpoint, struct err *e) {
    struct arena a = s->scratch;
    struct note *n = NEW(&a, struct note);
    struct checkpoint c;
    u8 root[32], path[MERKLE_PATH_MAX][32];
    i64 npath;
    TRY(note_parse(&a, checkpoint, n, e));
    TRY(note_verify(n, &s->log.key, 1, NULL, NULL, e));
    TRY(checkpoint_parse(&a, n->text, &c, e));
    if (!str_eq(c.origin, s->log.key.name))
        return fail(e, RC_INTEGRITY, "the checkpoint is that of another log");
    if (c.size > s->log.size)
        return fail(e, RC_INTEGRITY, "the log has %lld entries; it once had %lld",
                    (long long)s->log.size, (long long)c.size);
    TRY(log_consistency(&s->log, c.size, root, path, &npath, e));
    if (memcmp(root, c.root, 32) == 0) return RC_OK;
    return fail(e, RC_INTEGRITY, "the log does not extend the checkpoint of %lld entries",
                (long long)c.size);
}
