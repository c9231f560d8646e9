/* A case made from a backup. */
#include "store/backup_int.h"

#include <stdio.h>

/* Lies in the folder from the first write to the last: only such a folder is gone on with. */
#define UNFINISHED "restore.unfinished"

struct restoring {
    const struct backup_restore *in;
    struct backup_stats *st;
    struct arena a;
    struct backup_open b;
    struct keys *keys;
    struct os_file out;
    struct map folders; /* made already */
};

static const char *in_case(struct restoring *r, struct arena *a, struct str name) {
    return backup_path(a, r->in->to, name);
}

static rc target_free(struct restoring *r, struct err *e) {
    struct arena a = r->a;
    struct str *names;
    i64 n;
    const char *to = r->in->to;
    bool there;
    TRY(os_there(to, &there, e));
    if (!there) return RC_OK;
    if (!os_is_dir(to)) return fail(e, RC_CONFLICT, "%s is there and is not a folder", to);
    TRY(os_list(&a, to, &names, &n, e));
    bool only = n == 1 && str_eqc(names[0], UNFINISHED ".tmp");
    if (n == 0 || only || os_exists(in_case(r, &a, S(UNFINISHED)))) return RC_OK;
    fail(e, RC_CONFLICT, "the folder %s is not empty", to);
    return err_hint(e, "restore into a new folder; move it into place when it verifies");
}

/* ---- who may: the key, and no step back ---- */

static rc open_key(struct restoring *r, struct err *e) {
    struct err low = {0};
    const char *path = keys_path(&r->a, r->b.facts.id, r->in->key);
    TRY(keys_read(r->a, path, r->in->key, &r->keys, e));
    if (memcmp(r->keys->log_pub, r->b.facts.log_pub, 32) != 0) {
        fail(e, RC_DENIED, "the key file %s is of another case", path);
        return err_hint(e, "name this case's key file with `--key-file FILE` or $CAIRN_KEY_FILE");
    }
    const struct backup_file *heads = backup_find(&r->b.list, S(BACKUP_HEADS));
    if (!heads) return fail(e, RC_INTEGRITY, "the backup lists no heads");
    rc x = RC_DENIED;
    if (keys_take(r->keys, r->b.facts.to.key[0]))
        x = sealed_open(r->a, &r->b, heads, r->keys, NULL, &low);
    if (x == RC_DENIED) {
        fail(e, x, "the key file does not open this backup, which is of epoch %lld",
             (long long)r->b.head.epoch);
        return err_hint(e,
                        "the key was changed since (`cairn key rotate`): use a backup made after "
                        "that; older ones open for nobody");
    }
    return x == RC_OK ? x : fail(e, x, "%s", low.msg);
}

static rc read_known(struct restoring *r, struct checkpoint *c, struct err *e) {
    struct note *n = NEW(&r->a, struct note);
    struct note_key key;
    TRY(note_vkey_parse(&r->a, r->b.facts.vkey, &key, e));
    TRY(note_parse(&r->a, r->in->checkpoint, n, e));
    TRY(note_verify(n, &key, 1, NULL, NULL, e));
    TRY(checkpoint_parse(&r->a, n->text, c, e));
    return str_eq(c->origin, key.name) ? RC_OK
                                       : fail(e, RC_INTEGRITY, "the checkpoint is of another log");
}

/* The whole log is walked in any case; a checkpoint known from elsewhere must lie on the way. */
static rc check_log(struct restoring *r, struct err *e) {
    struct checkpoint c = {.size = -1};
    u8 root[32] = {0};
    if (r->in->checkpoint.n) TRY(read_known(r, &c, e));
    if (c.size > r->b.head.size) {
        fail(e, RC_INTEGRITY, "the backup has %lld entries; the checkpoint that is known has %lld",
             (long long)r->b.head.size, (long long)c.size);
        return err_hint(e, "look for a newer backup: this one would put the case back");
    }
    TRY(backup_log(r->a, &r->b, c.size, root, e));
    if (c.size < 0 || memcmp(root, c.root, 32) == 0) return RC_OK;
    return fail(e, RC_INTEGRITY, "the backup does not extend the checkpoint that is known");
}

/* ---- files ---- */

static rc make_folder(struct restoring *r, struct str name, struct err *e) {
    bool fresh;
    i64 cut = name.n;
    while (cut > 0 && name.p[cut - 1] != '/')
        cut--;
    if (cut == 0) return RC_OK;
    map_put(&r->folders, &r->a, str_dup(&r->a, str_sub(name, 0, cut - 1)), &fresh);
    struct arena a = r->a;
    return fresh ? os_mkdirs(in_case(r, &a, str_sub(name, 0, cut - 1)), 0700, e) : RC_OK;
}

/* What a restore that was cut short left under the name goes. */
static rc begin_file(struct restoring *r, struct str name, struct err *e) {
    TRY(make_folder(r, name, e));
    struct arena a = r->a;
    const char *path = in_case(r, &a, name);
    TRY(os_remove(path, e));
    return os_file_create(&r->out, path, 0600, e);
}

static rc write_out(void *ctx, struct str bytes, struct err *e) {
    struct restoring *r = ctx;
    r->st->wrote += bytes.n;
    return os_file_write(&r->out, bytes, e);
}

static rc end_file(void *ctx, struct err *e) {
    struct restoring *r = ctx;
    r->st->copied++;
    return os_file_done(&r->out, e);
}

/* Names that a case has; a list that somebody signed cannot put anything elsewhere. */
static bool is_log(struct str name) {
    struct tile t;
    if (str_eqc(name, "log/checkpoint")) return true;
    return str_starts(name, S("log/")) && tile_parse(str_sub(name, 4, name.n), &t);
}

static bool is_pack(struct arena a, struct str name, bool want_head) {
    i64 first, own, cut = name.n;
    bool head;
    while (cut > 0 && name.p[cut - 1] != '/')
        cut--;
    if (!pack_file_parse(str_sub(name, cut, name.n), &first, &own, &head) || head != want_head)
        return false;
    struct str again = str_cat(&a, pack_name(&a, first, own), head ? S(".head") : S(".pack"));
    return str_eq(name, again);
}

static bool is_key(struct str name) {
    return str_eqc(name, "keys/recovery.age") || str_eqc(name, "keys/recovery.json");
}

static rc copy_file(struct restoring *r, const struct backup_file *f, struct err *e) {
    bool known = is_log(f->path) || is_pack(r->a, f->path, false) || is_key(f->path);
    if (!known)
        return fail(e, RC_INTEGRITY, "the backup lists what no case has: %.*s", SARG(f->path));
    TRY(begin_file(r, f->path, e));
    rc x = backup_read(r->a, &r->b, f, write_out, r, e);
    if (x == RC_OK) x = end_file(r, e);
    if (x != RC_OK) os_file_drop(&r->out);
    return x;
}

static rc copy_files(struct restoring *r, struct err *e) {
    for (i64 i = 0; i < r->b.list.n; i++) {
        const struct backup_file *f = &r->b.list.v[i];
        bool later = str_eqc(f->path, "cairn.case") || str_starts(f->path, S("@"));
        if (r->in->keys_only && !is_key(f->path)) continue;
        if (!later) TRY(copy_file(r, f, e));
    }
    return RC_OK;
}

/* ---- sealed: heads, the desk's file ---- */

static rc begin_head(void *ctx, struct str name, i64 size, struct err *e) {
    struct restoring *r = ctx;
    if (size > AGE_HEADER_MAX || !is_pack(r->a, name, true))
        return fail(e, RC_INTEGRITY, "the backup's heads hold something else");
    return begin_file(r, name, e);
}

static rc begin_desk(void *ctx, struct str name, i64 size, struct err *e) {
    struct restoring *r = ctx;
    (void)size;
    if (!str_eqc(name, "desk.db") && !str_eqc(name, "desk.db-wal"))
        return fail(e, RC_INTEGRITY, "the backup's desk file holds something else");
    return begin_file(r, name, e);
}

static rc open_sealed(struct restoring *r, const char *path,
                      rc (*begin)(void *, struct str, i64, struct err *), struct err *e) {
    const struct backup_file *f = backup_find(&r->b.list, str_c(path));
    struct sealed_sink sink = {.begin = begin, .bytes = write_out, .end = end_file, .ctx = r};
    if (!f) return RC_OK;
    struct arena room = arena_split(&r->a, 64 << 20), keep = room;
    rc x = sealed_open(keep, &r->b, f, r->keys, &sink, e);
    os_file_drop(&r->out);
    return x;
}

/* ---- the whole ---- */

static rc fill(struct restoring *r, struct err *e) {
    struct arena a = r->a;
    TRY(os_mkdirs(r->in->to, 0700, e));
    TRY(os_replace(in_case(r, &a, S(UNFINISHED)), 0600, S("`cairn restore` makes a case here\n"),
                   e));
    TRY(os_mkdirs(in_case(r, &a, S("vault")), 0700, e));
    TRY(copy_files(r, e));
    if (!r->in->keys_only) {
        TRY(open_sealed(r, BACKUP_HEADS, begin_head, e));
        TRY(open_sealed(r, BACKUP_DESK, begin_desk, e));
    }
    TRY(os_sync_fs(r->in->to, e)); /* all of it, before the folder becomes a case */
    TRY(os_replace(in_case(r, &a, S("cairn.case")), 0600, r->b.case_text, e));
    TRY(os_remove(in_case(r, &a, S(UNFINISHED)), e));
    return os_sync_dir(r->in->to, e);
}

static rc verify(struct restoring *r, struct err *e) {
    struct store_verify_stats st;
    struct store *s;
    TRY(store_open(&r->a, r->in->to, r->in->key, &s, e));
    rc x = store_verify(s, true, r->in->found, r->in->ctx, &st, e);
    store_close(s);
    r->st->findings = st.findings;
    if (x == RC_OK && st.findings)
        return fail(e, RC_INTEGRITY, "the case that was made has %lld findings",
                    (long long)st.findings);
    return x;
}

static rc restore(struct restoring *r, struct err *e) {
    TRY(target_free(r, e));
    TRY(backup_open(&r->a, r->in->from, &r->b, e));
    const struct backup_head *h = &r->b.head;
    struct backup_stats *st = r->st;
    *st = (struct backup_stats){
        .generation = h->generation, .entries = h->size, .epoch = h->epoch, .files = r->b.list.n};
    memcpy(st->made, h->made.p, (size_t)h->made.n);
    for (i64 i = 0; i < r->b.list.n; i++)
        st->bytes += r->b.list.v[i].size;
    TRY(check_log(r, e));
    if (!r->in->keys_only) TRY(open_key(r, e));
    TRY(fill(r, e));
    return r->in->keys_only ? RC_OK : verify(r, e);
}

rc backup_restore(const struct backup_restore *in, struct backup_stats *st, struct err *e) {
    if (strlen(in->to) > NAME_BYTES_MAX / 2)
        return fail(e, RC_LIMIT, "the path of the case is too long");
    struct arena whole = arena_make("restore", BACKUP_ARENA_MAX);
    struct restoring r = {.in = in, .st = st, .a = whole};
    *st = (struct backup_stats){0};
    rc x = restore(&r, e);
    keys_free(r.keys);
    arena_drop(whole);
    return x;
}
