#include "people/requests.h"

#include "base/limits.h"
#include "people/people_inner.h"
#include "sys/os.h"

enum { DAY = 86400 };

const char *const REQUEST_STATE_WORDS[REQUEST_STATES] = {"asked", "approved", "refused"};

static struct request read_row(struct arena *a, struct stmt *q) {
    i64 state = db_i64(q, 6);
    return (struct request){
        .id = db_text_dup(a, q, 0),
        .account = db_text_dup(a, q, 1),
        .words = db_text_dup(a, q, 2),
        .purpose = db_text_dup(a, q, 3),
        .recipients = db_text_dup(a, q, 4),
        .asked = db_i64(q, 5),
        .state = state >= 0 && state < REQUEST_STATES ? (enum request_state)state : REQUEST_REFUSED,
        .decider = db_text_dup(a, q, 7),
        .decided = db_i64(q, 8),
        .expires = db_i64(q, 9),
        .reason = db_text_dup(a, q, 10),
        .taken = db_i64(q, 11)};
}

static rc put(struct people *p, const struct request *x, struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_REQUEST_PUT);
    db_bind_text(q, 1, x->id);
    db_bind_text(q, 2, x->account);
    db_bind_text(q, 3, x->words);
    db_bind_text(q, 4, x->purpose);
    db_bind_text(q, 5, x->recipients);
    db_bind_i64(q, 6, x->asked);
    db_bind_i64(q, 7, x->expires);
    return db_run(q, e);
}

rc people_request(struct people *p, struct arena *a, struct request *x, i64 now, struct err *e) {
    u8 raw[6];
    os_random(raw, sizeof raw);
    if (!str_trim(x->purpose).n || !str_trim(x->recipients).n)
        return fail(e, RC_USAGE, "an export is asked for with its purpose and its recipients");
    if (x->purpose.n + x->recipients.n + x->words.n > EXPORT_WORDS_MAX)
        return fail(e, RC_LIMIT, "purpose, recipients and words together have at most %d bytes",
                    EXPORT_WORDS_MAX);
    x->id = str_cat(a, S("x-"), hex_encode(a, (struct str){(char *)raw, sizeof raw}));
    x->asked = now;
    x->state = REQUEST_ASKED;
    return people_done(p, put(p, x, e));
}

static rc get(struct people *p, struct arena *a, struct str id, struct request *out, bool *found,
              struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_REQUEST_GET);
    db_bind_text(q, 1, id);
    TRY(db_step(q, found, e));
    if (!*found) return RC_OK;
    *out = read_row(a, q);
    return db_run(q, e);
}

rc people_request_get(struct people *p, struct arena *a, struct str id, struct request *out,
                      bool *found, struct err *e) {
    return people_done(p, get(p, a, id, out, found, e));
}

static rc list(struct people *p, struct arena *a, struct str account, struct request **out, i64 *n,
               struct err *e) {
    struct stmt *q = db_stmt(p->d, account.n ? &PQ_REQUEST_OF : &PQ_REQUEST_ALL);
    i64 cap = 0;
    bool row;
    *out = NULL;
    *n = 0;
    if (account.n) db_bind_text(q, 1, account);
    for (;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) = read_row(a, q);
    }
}

rc people_requests(struct people *p, struct arena *a, struct str account, struct request **out,
                   i64 *n, struct err *e) {
    return people_done(p, list(p, a, account, out, n, e));
}

static rc no_request(struct err *e) {
    fail(e, RC_NOTFOUND, "there is no such export");
    return err_hint(e, "list what there is with `cairn export list`");
}

static rc may_decide(struct people *p, struct arena *a, struct str id, struct str decider,
                     struct request *x, struct err *e) {
    bool found;
    TRY(get(p, a, id, x, &found, e));
    if (!found) return no_request(e);
    if (str_eq(account_fold(a, x->account), account_fold(a, decider)))
        return fail(e, RC_DENIED, "an export is approved by somebody else than who asks for it");
    if (x->state != REQUEST_ASKED)
        return fail(e, RC_CONFLICT, "this export was decided before: %s",
                    REQUEST_STATE_WORDS[x->state]);
    return RC_OK;
}

static rc decide(struct people *p, struct arena *a, struct request *x, struct err *e) {
    (void)a;
    struct stmt *q = db_stmt(p->d, &PQ_REQUEST_DECIDE);
    db_bind_text(q, 1, x->id);
    db_bind_i64(q, 2, x->state);
    db_bind_text(q, 3, x->decider);
    db_bind_i64(q, 4, x->decided);
    db_bind_i64(q, 5, x->expires);
    db_bind_text(q, 6, x->reason);
    return db_run(q, e);
}

rc people_request_decide(struct people *p, struct arena *a, struct str id, struct str decider,
                         bool approve, i64 days, struct str reason, i64 now, struct err *e) {
    struct request x;
    CHECK(days >= 1 && days <= EXPORT_DAYS_MAX);
    TRY(people_begin(p, e));
    TRY(people_done(p, may_decide(p, a, id, decider, &x, e)));
    x.state = approve ? REQUEST_APPROVED : REQUEST_REFUSED;
    x.decider = decider;
    x.decided = now;
    x.expires = approve ? now + days * DAY : now;
    x.reason = reason;
    TRY(people_done(p, decide(p, a, &x, e)));
    return people_commit(p, e);
}

static rc take(struct people *p, struct arena *a, struct str id, struct str account, i64 now,
               struct request *x, struct err *e) {
    bool found;
    TRY(get(p, a, id, x, &found, e));
    if (!found || !str_eq(account_fold(a, x->account), account_fold(a, account)))
        return no_request(e);
    if (x->state != REQUEST_APPROVED)
        return fail(e, RC_DENIED, "this export is %s",
                    x->state == REQUEST_ASKED ? "not approved yet" : "refused");
    if (now > x->expires) {
        fail(e, RC_DENIED, "the approval of this export has expired");
        return err_hint(e, "ask for it again");
    }
    struct stmt *q = db_stmt(p->d, &PQ_REQUEST_TAKEN);
    db_bind_text(q, 1, id);
    return db_run(q, e);
}

rc people_request_take(struct people *p, struct arena *a, struct str id, struct str account,
                       i64 now, struct request *out, struct err *e) {
    return people_done(p, take(p, a, id, account, now, out, e));
}
