#include "flow/session.h"

#include "db/page.h"
#include "flow/fields.h"
#include "reconcile/reconcile.h"
#include "proof/hash.h"
#include "store/reach.h"
#include "sys/os.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static const char *projection_path(struct op_ctx *c) {
    return cstr(c->perm, str_cat(c->perm, str_c(c->case_dir), S("/projection.db")));
}

/* Whichever failed to reach the disk, log or tables: neither is written any more. */
static void heed_fsync(struct db *d) {
    if (db_fsync_failed()) os_stop();
    if (d && os_stopped()) db_freeze(d);
}

/* Drops a cache: it is replayed from the log, so nothing is lost. */
static rc drop_db(struct op_ctx *c, const char *path, struct err *e) {
    static const char *const TAILS[] = {"", "-wal", "-shm", "-journal"};
    heed_fsync(NULL); /* of the file that was closed just now: then nothing is removed */
    for (i64 i = 0; i < LEN(TAILS); i++)
        TRY(os_remove(cstr(c->perm, str_fmt(c->perm, "%s%s", path, TAILS[i])), e));
    return RC_OK;
}

/* Another process may be making the tables at the same time: who comes second finds them. */
static rc fill_db(struct db *d, struct err *e) {
    bool filled;
    TRY(db_begin(d, e));
    TRY(db_has_table(d, S("entry"), &filled, e));
    if (!filled) TRY(records_create(d, e));
    return db_commit(d, e);
}

static rc create_db(struct op_ctx *c, const char *path, struct db **out, struct err *e) {
    TRY(db_open(path, store_page_key(c->session->store), DB_CREATE, out, e));
    return fill_db(*out, e);
}

/* Tables of another cairn: dropped, and replayed from the log by whoever opens next. */
static rc replace_db(struct op_ctx *c, const char *path, struct err *e) {
    db_close(c->session->db);
    c->session->db = NULL;
    op_say(c, "this cairn keeps other tables: replaying the log …");
    TRY(drop_db(c, path, e));
    return create_db(c, path, &c->session->db, e);
}

/* The tables of the search are made when a file is opened to be created: so it is, again. */
static rc finish_db(struct op_ctx *c, const char *path, struct err *e) {
    db_close(c->session->db);
    c->session->db = NULL;
    return create_db(c, path, &c->session->db, e);
}

/* A crash between making the file and its tables leaves it empty: then they are made now. */
static rc open_projection(struct op_ctx *c, struct err *e) {
    struct session *s = c->session;
    const char *path = projection_path(c);
    const char *stale = cstr(c->perm, str_fmt(c->perm, "%s/" SESSION_STALE, c->case_dir));
    bool filled;
    i64 size = os_size(path);
    if (os_exists(stale)) { /* it was under a page key that is gone */
        TRY(drop_db(c, path, e));
        TRY(create_db(c, path, &s->db, e));
        return os_remove(stale, e);
    }
    if (size > 0 && size < PAGE_BYTES) TRY(drop_db(c, path, e)); /* its first page was cut short */
    if (size < PAGE_BYTES) return create_db(c, path, &s->db, e);
    TRY(db_open(path, store_page_key(s->store), DB_WRITE, &s->db, e));
    TRY(db_has_table(s->db, S("entry"), &filled, e));
    if (!filled) return finish_db(c, path, e);
    bool same;
    TRY(records_same_tables(s->db, &same, e));
    return same ? RC_OK : replace_db(c, path, e);
}

/* What was erased is in tables made before: *remake says that they must be made anew. */
static rc replay(struct op_ctx *c, struct db *d, i64 from, i64 to, bool *remake, struct err *e) {
    for (i64 i = from; i < to; i++) {
        struct arena a = c->scratch;
        struct entry en;
        TRY(store_entry(c->session->store, &a, i, &en, e));
        *remake = from > 0 && str_eqc(json_get_str(en.json, "type"), "erased");
        if (*remake) return RC_OK;
        TRY(records_apply(d, c->session->store, a, &en, e));
    }
    return records_index(d, c->scratch, e);
}

static rc cut_back(i64 have, i64 size, struct err *e) {
    rc r = fail(e, RC_INTEGRITY,
                "projection holds %lld entries, the log only %lld: the log was cut back",
                (long long)have, (long long)size);
    err_hint(e, "restore log/ and vault/ from a backup; `cairn rebuild` only if that cannot be");
    return r;
}

/* After an erasure the file goes, with every page that ever was in it; unless another process was
 * quicker and it is a new one already. */
static rc remake(struct op_ctx *c, i64 old, struct err *e) {
    struct session *s = c->session;
    const char *path = projection_path(c);
    i64 have;
    db_rollback(s->db);
    db_close(s->db);
    s->db = NULL;
    TRY(open_projection(c, e));
    TRY(records_applied(s->db, &have, e));
    if (have > 0 && have <= old) {
        db_close(s->db);
        s->db = NULL;
        TRY(drop_db(c, path, e));
        TRY(create_db(c, path, &s->db, e));
    }
    if (s->shared) TRY(db_share(s->db, e));
    s->book_loaded = false;
    return session_catch_up(c, e);
}

/* Brings the tables up to the log: the only way in which they change. */
rc session_catch_up(struct op_ctx *c, struct err *e) {
    struct session *s = c->session;
    i64 have;
    TRY(records_applied(s->db, &have, e));
    /* another process may have committed since the checkpoint was read */
    if (have > store_size(s->store)) TRY(store_refresh(s->store, e));
    i64 size = store_size(s->store);
    if (have == size) return RC_OK;
    if (have > size) return cut_back(have, size, e);
    TRY(db_begin(s->db, e));
    TRY(records_applied(s->db, &have, e)); /* another process may have been quicker */
    bool again = false;
    TRY(replay(c, s->db, have, size, &again, e));
    return again ? remake(c, have, e) : db_commit(s->db, e);
}

rc session_need_case(struct op_ctx *c, struct err *e) {
    const char *mark = cstr(c->perm, str_cat(c->perm, str_c(c->case_dir), S("/cairn.case")));
    if (os_exists(mark)) return RC_OK;
    rc r = fail(e, RC_NOTFOUND, "\"%.200s\" is not a case", c->case_dir);
    err_hint(e, "name one with `cairn -C DIR …`, or make one with `cairn init DIR`");
    return r;
}

static rc open_store(struct op_ctx *c, struct err *e) {
    if (c->session) return RC_OK;
    if (os_stopped()) {
        fail(e, RC_IO, "an earlier fsync failed: this process may not go on");
        return err_hint(e, "check the disk and start cairn again; nothing acknowledged was lost");
    }
    TRY(session_need_case(c, e));
    c->session = NEW(c->perm, struct session);
    struct store_key_opts k = {.key_file = c->key_file,
                               .passphrase_file = c->passphrase_file,
                               .key_text = c->key_text};
    return store_open(c->perm, c->case_dir, &k, &c->session->store, e);
}

/* After a failure there is no session: whoever comes next tries anew. */
rc session_open_store(struct op_ctx *c, struct err *e) {
    rc r = open_store(c, e);
    if (r != RC_OK && c->session && !c->session->store) c->session = NULL;
    return r;
}

rc session_open(struct op_ctx *c, struct err *e) {
    TRY(open_store(c, e));
    if (c->session->db) return RC_OK;
    rc r = open_projection(c, e);
    i64 have;
    if (r == RC_OK) r = records_applied(c->session->db, &have, e);
    if (r == RC_INTEGRITY)
        err_hint(e, "the tables are a cache: `cairn rebuild` makes them again from the log");
    TRY(r);
    return session_catch_up(c, e);
}

rc session_rebuild(struct op_ctx *c, struct err *e) {
    TRY(open_store(c, e));
    CHECK(!c->session->db);
    TRY(drop_db(c, projection_path(c), e));
    TRY(open_projection(c, e));
    return session_catch_up(c, e);
}

/* A check that was killed leaves its scratch database: those whose process is gone are removed. */
static rc sweep_replays(struct op_ctx *c, struct err *e) {
    struct str *names;
    i64 n, pid;
    TRY(os_list(c->perm, c->case_dir, &names, &n, e));
    for (i64 i = 0; i < n; i++) {
        struct str rest = names[i];
        if (!str_starts(rest, S("replay-"))) continue;
        rest = str_sub(rest, 7, rest.n);
        if (!str_i64(str_cut(&rest, '.'), &pid) || pid <= 1) continue;
        if (kill((pid_t)pid, 0) == 0 || errno != ESRCH) continue;
        TRY(os_remove(cstr(c->perm, str_fmt(c->perm, "%s/%.*s", c->case_dir, SARG(names[i]))), e));
    }
    return RC_OK;
}

rc session_replay_digests(struct op_ctx *c, void (*each)(void *, const char *, const u8[32]),
                          void *ctx, struct err *e) {
    const char *path =
        cstr(c->perm, str_fmt(c->perm, "%s/replay-%d.db", c->case_dir, (int)getpid()));
    struct db *d;
    TRY(sweep_replays(c, e));
    TRY(drop_db(c, path, e));
    TRY(create_db(c, path, &d, e));
    rc r = db_begin(d, e);
    bool again; /* never: from nothing */
    if (r == RC_OK) r = replay(c, d, 0, store_size(c->session->store), &again, e);
    if (r == RC_OK) r = db_commit(d, e);
    if (r == RC_OK) r = records_digests(d, each, ctx, e);
    heed_fsync(d); /* what is left behind is swept by the next check */
    db_close(d);
    struct err second = {0};
    rc gone = drop_db(c, path, &second);
    return r != RC_OK ? r : gone != RC_OK ? (*e = second, gone) : RC_OK;
}

void session_close(struct op_ctx *c) {
    struct session *s = c->session;
    if (!s) return;
    if (s->txn) store_abandon(s->txn);
    heed_fsync(s->db);
    if (s->db) db_close(s->db);
    heed_fsync(NULL);
    if (s->store) store_close(s->store);
    c->session = NULL;
}

rc session_book(struct op_ctx *c, bool texts, struct book **out, struct err *e) {
    TRY(session_open(c, e));
    struct session *s = c->session;
    *out = &s->book;
    texts |= fields_withheld(c); /* names are learnt from them */
    if (s->book_loaded && (s->book_texts || !texts)) return RC_OK;
    TRY(records_load(s->db, s->store, c->perm, texts, &s->book, e));
    book_reach(c->perm, &s->book, op_reach(c));
    reconcile_view(c->perm, c->scratch, &s->book);
    s->book_loaded = true;
    s->book_texts = texts;
    fields_learn(c, &s->book);
    return RC_OK;
}

rc session_slice(struct op_ctx *c, const struct slice *want, struct book **out, struct err *e) {
    struct slice w = *want;
    TRY(session_open(c, e));
    *out = NEW(c->perm, struct book);
    w.reach = op_reach(c);
    if (fields_withheld(c)) w.with |= SLICE_TEXTS;
    TRY(records_load_slice(c->session->db, c->session->store, c->perm, &w, *out, e));
    if (want->with & SLICE_INCIDENTS && want->with & SLICE_TEXTS)
        reconcile_view(c->perm, c->scratch, *out);
    if ((*out)->nitems) fields_learn(c, *out);
    return RC_OK;
}

rc session_registers(struct op_ctx *c, struct book **out, struct err *e) {
    return session_slice(c, &(struct slice){0}, out, e);
}

static void waiting(void *ctx) {
    op_say(ctx, "another cairn is writing to this case; waiting up to 30 seconds …");
}

/* Under the lock: has what is being edited changed since it was shown? Asked once an operation. */
static rc check_match(struct op_ctx *c, struct err *e) {
    i64 entry, part;
    if (!c->match.n) return RC_OK;
    TRY(records_version(c->session->db, c->match, &entry, &part, e));
    bool same = entry == c->match_entry && part == c->match_part;
    if (same) return c->match = (struct str){0}, RC_OK;
    c->stale = true;
    rc r = fail(e, RC_CONFLICT, "this was changed by somebody else since you opened it");
    err_hint(e, "compare both versions, then decide again");
    return r;
}

rc session_renew(struct op_ctx *c, struct err *e) {
    struct session *s = c->session;
    s->book = (struct book){0};
    s->book_loaded = false;
    s->told = NULL;
    s->shown = NULL;
    TRY(store_refresh(s->store, e));
    return session_catch_up(c, e);
}

void session_end(struct op_ctx *c) {
    struct session *s = c->session;
    if (s->txn) store_abandon(s->txn);
    s->txn = NULL;
    heed_fsync(s->db);
    db_rollback(s->db);
}

rc session_begin(struct op_ctx *c, struct err *e) {
    TRY(session_open(c, e));
    struct session *s = c->session;
    CHECK(!s->txn);
    TRY(store_begin(s->store, waiting, c, &s->txn, e));
    TRY(session_catch_up(c, e));
    return check_match(c, e);
}

/* Entries and claims go into receipts, so they name who acted by a pseudonym that only the case's
 * key can resolve; the name itself is in a part of its own, which no receipt opens. */
struct str session_pseudonym(struct op_ctx *c) {
    u8 h[32];
    struct str key = {(const char *)store_name_key(c->session->store), 32};
    hmac_sha256(key, str_cat(c->perm, S("cairn/actor/v1"), c->actor), h);
    return str_cat(c->perm, S("r-"), hex_encode(c->perm, (struct str){(char *)h, 6}));
}

static struct str actor_part(struct op_ctx *c, struct str by) {
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("actor"));
    json_set_str(c->perm, p, "by", by);
    json_set_str(c->perm, p, "name", c->actor);
    return json_canon(c->perm, p);
}

rc session_entry_texts(struct op_ctx *c, const char *type, const struct str *parts, i64 nparts,
                       i64 *index, struct err *e) {
    struct json *en = json_obj(c->perm);
    struct str by = session_pseudonym(c);
    json_set_i(c->perm, en, "v", 1);
    json_set_str(c->perm, en, "type", str_c(type));
    json_set_str(c->perm, en, "at", instant_text(c->perm, os_now()));
    json_set_str(c->perm, en, "by", by);
    json_set_str(c->perm, en, "tool", S("cairn/" CAIRN_VERSION));
    struct str *texts = NEWN(c->perm, struct str, nparts + 1);
    texts[0] = actor_part(c, by);
    for (i64 i = 0; i < nparts; i++)
        texts[i + 1] = parts[i];
    i64 at;
    return store_add(c->session->txn, en, texts, nparts + 1, index ? index : &at, e);
}

rc session_entry(struct op_ctx *c, const char *type, struct json **parts, i64 nparts, i64 *index,
                 struct err *e) {
    struct str *texts = NEWN(c->perm, struct str, nparts);
    for (i64 i = 0; i < nparts; i++)
        texts[i] = json_canon(c->perm, parts[i]);
    return session_entry_texts(c, type, texts, nparts, index, e);
}

rc session_commit_log(struct op_ctx *c, struct err *e) {
    struct session *s = c->session;
    struct txn *t = s->txn;
    s->txn = NULL;
    TRY(store_commit(t, e));
    s->book_loaded = false;
    fields_learn(c, NULL);
    return RC_OK;
}

rc session_commit(struct op_ctx *c, struct err *e) {
    TRY(session_commit_log(c, e));
    return session_catch_up(c, e);
}

rc session_act(struct op_ctx *c, const char *type, struct json **parts, i64 nparts, struct err *e) {
    TRY(session_begin(c, e));
    TRY(session_entry(c, type, parts, nparts, NULL, e));
    return session_commit(c, e);
}

static void proposal_row(void *ctx, const struct json *claim, i64 entry) {
    struct op_ctx *c = ctx;
    struct json *j = json_copy(c->perm, claim);
    json_set_str(c->perm, j, "status", S("proposed"));
    json_set_i(c->perm, j, "entry", entry);
    op_row(c, j);
}

rc session_proposals(struct op_ctx *c, struct str claim, struct err *e) {
    return records_proposals(c->session->db, c->scratch, claim, proposal_row, c, e);
}
