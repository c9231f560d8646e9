/* Coming in with name, passphrase and code; waiting after wrong tries.
 *
 * A try is counted before it is judged, so that many at once do not get more than their share.
 * Names that do not exist are counted and worked on like those that do. */
#include "people/people_inner.h"

#include "base/limits.h"
#include "people/totp.h"
#include "proof/hash.h"
#include "sys/os.h"

enum { KNOCK_DAYS = 86400 }; /* seconds after the last wrong try until it is forgotten */

static rc refused(struct err *e) {
    fail(e, RC_DENIED,
         "name, passphrase and code do not go together, or there were too many tries");
    return err_hint(e, "wait a little and try again, or ask a custodian of the case");
}

/* A name typed into the form may be a passphrase by mistake: only a keyed hash is kept. */
static struct str knock_key(struct people *p, struct arena *a, struct str name) {
    u8 *h = NEWN(a, u8, 32);
    struct str folded = account_fold(a, name);
    hmac_sha256(bytes_str(p->key, 32), folded.n ? folded : S("\x01"), h);
    return bytes_str(h, 32);
}

/* Seconds to wait after so many wrong tries: 30, 60, 120 … LOGIN_WAIT_MAX. */
static i64 wait_after(i64 failures) {
    i64 over = failures - LOGIN_TRIES_MAX, wait = 30;
    if (over <= 0) return 0;
    while (--over > 0 && wait < LOGIN_WAIT_MAX)
        wait *= 2;
    return wait < LOGIN_WAIT_MAX ? wait : LOGIN_WAIT_MAX;
}

static rc knock_room(struct people *p, i64 now, struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_KNOCK_SWEEP);
    db_bind_i64(q, 1, now - KNOCK_DAYS);
    TRY(db_run(q, e));
    q = db_stmt(p->d, &PQ_KNOCK_COUNT);
    bool row;
    TRY(db_step(q, &row, e));
    i64 n = row ? db_i64(q, 0) : 0;
    TRY(db_run(q, e));
    return n < LOGIN_NAMES_MAX ? RC_OK : db_run(db_stmt(p->d, &PQ_KNOCK_OLDEST), e);
}

static rc knock(struct people *p, struct str who, i64 now, bool *open, struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_KNOCK_GET);
    i64 failures = 0, until = 0;
    bool row;
    TRY(knock_room(p, now, e));
    db_bind_blob(q, 1, who);
    TRY(db_step(q, &row, e));
    if (row) failures = db_i64(q, 0), until = db_i64(q, 1);
    if (row) TRY(db_run(q, e));
    *open = now >= until;
    if (!*open) return RC_OK;
    q = db_stmt(p->d, &PQ_KNOCK_PUT);
    db_bind_blob(q, 1, who);
    db_bind_i64(q, 2, failures + 1);
    db_bind_i64(q, 3, now + wait_after(failures + 1));
    db_bind_i64(q, 4, now);
    return db_run(q, e);
}

static rc count_try(struct people *p, struct str who, i64 now, bool *open, struct err *e) {
    TRY(people_begin(p, e));
    TRY(people_done(p, knock(p, who, now, open, e)));
    return people_commit(p, e);
}

static rc forget_tries(struct people *p, struct str who, struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_KNOCK_DEL);
    db_bind_blob(q, 1, who);
    return db_run(q, e);
}

/* ---- the second factor ---- */

/* The row is read again inside the transaction: a code that came in twice at the same time serves
 * once. */
static rc use_code(struct people *p, const struct account_row *x, struct str code, i64 now,
                   bool *good, struct err *e) {
    static const char NO_SECRET[TOTP_SECRET_BYTES];
    struct str secret = x->totp.n ? x->totp : bytes_str(NO_SECRET, TOTP_SECRET_BYTES);
    i64 step = totp_step_of(secret, code, now, x->totp_step);
    *good = !x->totp.n || step >= 0;
    if (!x->totp.n || step < 0) return RC_OK;
    struct stmt *q = db_stmt(p->d, &PQ_ACCOUNT_STEP);
    db_bind_text(q, 1, x->folded);
    db_bind_i64(q, 2, step);
    return db_run(q, e);
}

/* ---- logging in ---- */

struct coming {
    struct str name, code, who;
    bool passphrase; /* it was right */
    i64 now;
};

static rc let_in(struct people *p, struct arena *a, const struct coming *c,
                 const struct account_row *x, struct str *token, struct err *e) {
    TRY(forget_tries(p, c->who, e));
    struct stmt *q = db_stmt(p->d, &PQ_ACCOUNT_SEEN);
    db_bind_text(q, 1, x->folded);
    db_bind_i64(q, 2, c->now);
    TRY(db_run(q, e));
    TRY(sitting_begin(p, a, x->x.name, x->x.lang, x->x.second, c->now, token, e));
    return audit_put(p, c->now, x->x.name, S("login"), S(""), e);
}

static rc judge(struct people *p, struct arena *a, const struct coming *c, struct str *token,
                bool *good, struct err *e) {
    struct account_row x;
    struct rights r;
    bool found, code, may = false;
    enum desk_mode mode;
    TRY(account_get(p, a, c->name, &x, &found, e));
    TRY(people_mode(p, &mode, e));
    if (found) account_rights(&x.x, mode, &r, &may);
    TRY(use_code(p, &x, c->passphrase && may ? c->code : S(""), c->now, &code, e));
    bool factor = x.x.second || !p->remote || !(x.x.roles >> ROLE_CUSTODIAN & 1);
    *good = found && may && c->passphrase && code && factor;
    if (*good) return let_in(p, a, c, &x, token, e);
    /* what was typed is not written down unless it is the name of an account */
    return audit_put(p, c->now, found ? x.x.name : S(""), S("login refused"), S(""), e);
}

/* Stored anew when the work has grown since. */
static rc renew_hash(struct people *p, struct arena *a, struct str name, struct str old,
                     struct str passphrase, struct err *e) {
    struct str hash, folded = account_fold(a, name);
    struct err low = {0};
    if (!passphrase_is_old(a, old)) return RC_OK;
    if (passphrase_hash(a, name, passphrase, &hash, &low) != RC_OK) return RC_OK;
    struct stmt *q = db_stmt(p->d, &PQ_ACCOUNT_HASH);
    db_bind_text(q, 1, folded);
    db_bind_text(q, 2, hash);
    return people_done(p, db_run(q, e));
}

rc people_login(struct people *p, struct arena *a, struct str account, struct str passphrase,
                struct str code, i64 now, struct str *token, struct err *e) {
    struct coming c = {.name = account, .code = code, .who = knock_key(p, a, account), .now = now};
    struct account_row x;
    bool found, open, good = false;
    TRY(count_try(p, c.who, now, &open, e));
    if (!open) return refused(e);
    TRY(people_done(p, account_get(p, a, account, &x, &found, e)));
    c.passphrase = passphrase_same(a, x.hash, passphrase);
    TRY(people_begin(p, e));
    TRY(people_done(p, judge(p, a, &c, token, &good, e)));
    TRY(people_commit(p, e));
    return good ? renew_hash(p, a, account, x.hash, passphrase, e) : refused(e);
}

rc people_passphrase_check(struct people *p, struct arena *a, struct str name,
                           struct str passphrase, i64 now, struct err *e) {
    struct str who = knock_key(p, a, name);
    struct account_row x;
    bool found, open;
    TRY(count_try(p, who, now, &open, e));
    if (!open) return refused(e);
    TRY(people_done(p, account_get(p, a, name, &x, &found, e)));
    if (!passphrase_same(a, x.hash, passphrase)) return refused(e);
    return people_done(p, forget_tries(p, who, e));
}

/* ---- enrolling a second factor ---- */

static rc totp_put(struct people *p, struct str folded, struct str totp, struct str pending,
                   i64 step, struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_ACCOUNT_TOTP);
    db_bind_text(q, 1, folded);
    if (totp.n)
        db_bind_blob(q, 2, totp);
    else
        db_bind_null(q, 2);
    if (pending.n)
        db_bind_blob(q, 3, pending);
    else
        db_bind_null(q, 3);
    db_bind_i64(q, 4, step);
    return db_run(q, e);
}

static rc need_row(struct people *p, struct arena *a, struct str name, struct account_row *x,
                   struct err *e) {
    bool found;
    TRY(account_get(p, a, name, x, &found, e));
    return found ? RC_OK : fail(e, RC_NOTFOUND, "there is no such account");
}

static rc totp_begin(struct people *p, struct arena *a, struct str name, struct str *secret,
                     struct err *e) {
    struct account_row x;
    char *raw = NEWN(a, char, TOTP_SECRET_BYTES);
    os_random(raw, TOTP_SECRET_BYTES);
    *secret = bytes_str(raw, TOTP_SECRET_BYTES);
    TRY(need_row(p, a, name, &x, e));
    return totp_put(p, x.folded, x.totp, *secret, x.totp_step, e);
}

rc people_totp_begin(struct people *p, struct arena *a, struct str name, struct str *secret,
                     struct err *e) {
    return people_done(p, totp_begin(p, a, name, secret, e));
}

rc people_totp_pending(struct people *p, struct arena *a, struct str name, struct str *secret,
                       bool *found, struct err *e) {
    struct account_row x;
    TRY(people_done(p, account_get(p, a, name, &x, found, e)));
    *secret = x.pending;
    *found = *found && x.pending.n > 0;
    return RC_OK;
}

static rc totp_confirm(struct people *p, struct arena *a, struct str name, struct str code, i64 now,
                       struct err *e) {
    struct account_row x;
    TRY(need_row(p, a, name, &x, e));
    if (!x.pending.n) return fail(e, RC_CONFLICT, "no new second factor waits for its first code");
    i64 step = totp_step_of(x.pending, code, now, 0);
    if (step < 0) {
        fail(e, RC_DENIED, "this code does not belong to the new secret");
        return err_hint(e, "check the clock of both devices and enter the code that is shown now");
    }
    return totp_put(p, x.folded, x.pending, S(""), step, e);
}

rc people_totp_confirm(struct people *p, struct arena *a, struct str name, struct str code, i64 now,
                       struct err *e) {
    struct str who = knock_key(p, a, str_cat(a, name, S(" second factor")));
    bool open;
    TRY(count_try(p, who, now, &open, e));
    if (!open) return refused(e);
    TRY(people_begin(p, e));
    TRY(people_done(p, totp_confirm(p, a, name, code, now, e)));
    TRY(people_done(p, forget_tries(p, who, e)));
    return people_commit(p, e);
}

static rc totp_off(struct people *p, struct arena *a, struct str name, struct err *e) {
    struct account_row x;
    TRY(need_row(p, a, name, &x, e));
    return totp_put(p, x.folded, S(""), S(""), 0, e);
}

rc people_totp_off(struct people *p, struct arena *a, struct str name, struct err *e) {
    return people_done(p, totp_off(p, a, name, e));
}
