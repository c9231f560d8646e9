/* The file behind the room, its transactions and settings. */
#include "people/people_inner.h"

#include "base/limits.h"
#include "proof/hash.h"
#include "sys/os.h"

#include <sodium.h>
#include <stdlib.h>

enum { MAKING_WAIT = 30 }; /* seconds that another process may take to make the file */

static rc make_tables(struct people *p, struct err *e) {
    bool filled;
    TRY(db_begin(p->d, e));
    TRY(db_has_table(p->d, S("account"), &filled, e));
    if (!filled) TRY(db_script(p->d, &PQ_CREATE, e));
    return db_commit(p->d, e);
}

static rc open_file(struct people *p, const char *path, struct err *e) {
    bool there = os_size(path) > 0, filled = false;
    TRY(db_open(path, p->key, there ? DB_WRITE : DB_CREATE, &p->d, e));
    if (there) TRY(db_has_table(p->d, S("account"), &filled, e));
    return filled ? RC_OK : make_tables(p, e);
}

const char *people_beside(struct arena *a, const char *dir, const char *name) {
    return cstr(a, str_fmt(a, "%s/%s", dir, name));
}

rc people_put_in_place(struct arena a, const char *dir, struct err *e) {
    TRY(os_remove(people_beside(&a, dir, "desk.db-wal"), e));
    TRY(os_remove(people_beside(&a, dir, "desk.db-shm"), e));
    TRY(os_rename(people_beside(&a, dir, "desk.db.next"), people_beside(&a, dir, "desk.db"), e));
    return os_sync_dir(dir, e);
}

/* A rotation that ended between the key file and desk.db: the next one is ours. */
static rc open_next(struct people *p, struct arena a, struct err *e) {
    struct err low = {0};
    struct db *d;
    const char *next = people_beside(&a, p->dir, "desk.db.next");
    if (!os_exists(next) || db_open(next, p->key, DB_WRITE, &d, &low) != RC_OK) return RC_INTEGRITY;
    db_close(d);
    db_close(p->d);
    p->d = NULL;
    err_clear(e);
    TRY(people_put_in_place(a, p->dir, e));
    return open_file(p, people_beside(&a, p->dir, "desk.db"), e);
}

/* Several workers open at once: one makes the file, the others wait for it. */
static rc open_locked(struct people *p, struct arena a, struct err *e) {
    const char *path = cstr(&a, str_fmt(&a, "%s/desk.db", p->dir));
    const char *lock = cstr(&a, str_fmt(&a, "%s/desk.lock", p->dir));
    struct os_lock l = {0};
    TRY(os_lock(&l, lock, MAKING_WAIT, NULL, NULL, e));
    rc r = os_lock_shared(&p->use, people_beside(&a, p->dir, "desk.use"), MAKING_WAIT, e);
    if (r == RC_OK) r = open_file(p, path, e);
    if (r == RC_INTEGRITY) r = open_next(p, a, e);
    os_unlock(&l);
    if (r == RC_INTEGRITY)
        err_hint(e, "desk.db holds accounts and the audit trail and is not replayed: put back the "
                    "copy of your last backup");
    return r;
}

void people_desk_key(const u8 page_key[32], u8 out[32]) {
    hmac_sha256(bytes_str(page_key, 32), S("cairn/desk/v1"), out);
}

rc people_open(struct arena *perm, const char *case_dir, const u8 page_key[32], struct people **out,
               struct err *e) {
    CHECK(sodium_init() >= 0);
    struct people *p = NEW(perm, struct people);
    p->dir = cstr(perm, str_c(case_dir));
    people_desk_key(page_key, p->key);
    rc r = open_locked(p, *perm, e);
    if (r == RC_OK)
        *out = p;
    else
        people_close(p);
    return r;
}

rc people_share(struct people *p, struct err *e) {
    return people_done(p, db_share(p->d, e));
}

void people_close(struct people *p) {
    if (!p) return;
    if (p->d) db_close(p->d);
    p->d = NULL;
    os_unlock(&p->use);
    sodium_memzero(p->key, sizeof p->key);
}

void people_remote(struct people *p, bool remote) {
    p->remote = remote;
}

/* ---- transactions ---- */

rc people_done(struct people *p, rc r) {
    if (r != RC_OK && p->d) {
        db_rollback(p->d);
        p->in_txn = false;
    }
    return r;
}

rc people_begin(struct people *p, struct err *e) {
    CHECK(!p->in_txn);
    rc r = people_done(p, db_begin(p->d, e));
    if (r == RC_BUSY) err_hint(e, "the desk is busy; wait a moment and try again");
    p->in_txn = r == RC_OK;
    return r;
}

rc people_commit(struct people *p, struct err *e) {
    CHECK(p->in_txn);
    p->in_txn = false;
    return people_done(p, db_commit(p->d, e));
}

void people_rollback(struct people *p) {
    db_rollback(p->d);
    p->in_txn = false;
}

/* ---- settings ---- */

const char *const DESK_MODE_WORDS[DESK_MODES] = {"open", "read-only", "no-access"};

static rc mode_get(struct people *p, enum desk_mode *mode, struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_SETTING_GET);
    bool row;
    db_bind_text(q, 1, S("mode"));
    *mode = DESK_OPEN;
    TRY(db_step(q, &row, e));
    if (!row) return RC_OK;
    *mode = DESK_NO_ACCESS; /* a word that we do not know opens nothing */
    for (int i = 0; i < DESK_MODES; i++)
        if (str_eqc(db_text(q, 0), DESK_MODE_WORDS[i])) *mode = (enum desk_mode)i;
    return db_run(q, e);
}

rc people_mode(struct people *p, enum desk_mode *mode, struct err *e) {
    return people_done(p, mode_get(p, mode, e));
}

rc people_mode_set(struct people *p, enum desk_mode mode, struct err *e) {
    CHECK(p->in_txn && mode < DESK_MODES);
    struct stmt *q = db_stmt(p->d, &PQ_SETTING_PUT);
    db_bind_text(q, 1, S("mode"));
    db_bind_text(q, 2, str_c(DESK_MODE_WORDS[mode]));
    return people_done(p, db_run(q, e));
}
