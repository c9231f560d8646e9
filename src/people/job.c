#include "people/job.h"

#include "base/limits.h"
#include "people/job_sql.h"
#include "people/people_inner.h"
#include "sys/os.h"

const char *const JOB_STATE_WORDS[JOB_STATES] = {"waiting", "running", "done", "failed"};

rc job_open(struct people *p, struct err *e) {
    bool there;
    TRY(people_begin(p, e));
    rc r = db_has_table(p->d, S("job"), &there, e);
    if (r == RC_OK && !there) r = db_script(p->d, &JQ_CREATE, e);
    TRY(people_done(p, r));
    return people_commit(p, e);
}

static rc room(struct people *p, struct err *e) {
    struct stmt *q = db_stmt(p->d, &JQ_WAITING);
    bool row;
    TRY(db_step(q, &row, e));
    bool full = row && db_i64(q, 0) >= JOBS_WAITING_MAX;
    TRY(db_run(q, e));
    if (!full) return RC_OK;
    fail(e, RC_LIMIT, "%d jobs wait already", JOBS_WAITING_MAX);
    return err_hint(e, "wait until some are done");
}

static rc put(struct people *p, const struct job *j, struct err *e) {
    const struct str all[] = {j->id, j->account, j->op, j->args, j->folder, j->out};
    TRY(room(p, e));
    struct stmt *q = db_stmt(p->d, &JQ_PUT);
    for (int i = 0; i < LEN(all); i++)
        db_bind_text(q, i + 1, all[i].p ? all[i] : S(""));
    db_bind_i64(q, 7, j->made);
    TRY(db_run(q, e));
    q = db_stmt(p->d, &JQ_SWEEP);
    db_bind_i64(q, 1, JOBS_KEPT_MAX);
    return db_run(q, e);
}

rc job_put(struct people *p, struct arena *a, struct job *j, struct err *e) {
    u8 id[8];
    os_random(id, sizeof id);
    j->id = hex_encode(a, (struct str){(char *)id, sizeof id});
    TRY(people_begin(p, e));
    TRY(people_done(p, put(p, j, e)));
    return people_commit(p, e);
}

static struct job job_of(struct arena *a, struct stmt *q) {
    return (struct job){.id = db_text_dup(a, q, 0),
                        .account = db_text_dup(a, q, 1),
                        .op = db_text_dup(a, q, 2),
                        .args = db_text_dup(a, q, 3),
                        .folder = db_text_dup(a, q, 4),
                        .out = db_text_dup(a, q, 5),
                        .result = db_text_dup(a, q, 6),
                        .state = (enum job_state)db_i64(q, 7),
                        .made = db_i64(q, 8),
                        .begun = db_i64(q, 9),
                        .ended = db_i64(q, 10),
                        .done = db_i64(q, 11),
                        .all = db_i64(q, 12)};
}

static rc take_oldest(struct people *p, struct arena *a, i64 now, struct job *out, bool *found,
                      struct err *e) {
    struct stmt *q = db_stmt(p->d, &JQ_OLDEST);
    TRY(db_step(q, found, e));
    if (!*found) return RC_OK;
    *out = job_of(a, q);
    TRY(db_run(q, e));
    out->state = JOB_RUNNING;
    out->begun = now;
    q = db_stmt(p->d, &JQ_BEGIN);
    db_bind_text(q, 1, out->id);
    db_bind_i64(q, 2, now);
    return db_run(q, e);
}

rc job_next(struct people *p, struct arena *a, i64 now, struct job *out, bool *found,
            struct err *e) {
    TRY(people_begin(p, e));
    TRY(people_done(p, take_oldest(p, a, now, out, found, e)));
    return people_commit(p, e);
}

rc job_progress(struct people *p, struct str id, i64 done, i64 all, struct err *e) {
    struct stmt *q = db_stmt(p->d, &JQ_PROGRESS);
    db_bind_text(q, 1, id);
    db_bind_i64(q, 2, done);
    db_bind_i64(q, 3, all);
    return people_done(p, db_run(q, e));
}

rc job_end(struct people *p, struct str id, enum job_state state, struct str result, i64 now,
           struct err *e) {
    struct stmt *q = db_stmt(p->d, &JQ_END);
    db_bind_text(q, 1, id);
    db_bind_i64(q, 2, state);
    db_bind_text(q, 3, result);
    db_bind_i64(q, 4, now);
    return people_done(p, db_run(q, e));
}

static rc get(struct people *p, struct arena *a, struct str id, struct job *out, bool *found,
              struct err *e) {
    struct stmt *q = db_stmt(p->d, &JQ_GET);
    db_bind_text(q, 1, id);
    TRY(db_step(q, found, e));
    if (!*found) return RC_OK;
    *out = job_of(a, q);
    return db_run(q, e);
}

rc job_get(struct people *p, struct arena *a, struct str id, struct job *out, bool *found,
           struct err *e) {
    return people_done(p, get(p, a, id, out, found, e));
}

static rc list(struct people *p, struct arena *a, struct str account, i64 most, struct job **out,
               i64 *n, struct err *e) {
    struct stmt *q = db_stmt(p->d, account.n ? &JQ_OF : &JQ_ALL);
    i64 cap = 0;
    bool row;
    *out = NULL;
    *n = 0;
    db_bind_i64(q, 1, most);
    if (account.n) db_bind_text(q, 2, account);
    for (;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) = job_of(a, q);
    }
}

rc job_list(struct people *p, struct arena *a, struct str account, i64 most, struct job **out,
            i64 *n, struct err *e) {
    return people_done(p, list(p, a, account, most, out, n, e));
}

rc job_cut_off(struct people *p, bool waiting_too, struct str result, i64 now, struct err *e) {
    struct stmt *q = db_stmt(p->d, waiting_too ? &JQ_CUT_OFF : &JQ_CUT_RUNNING);
    db_bind_text(q, 1, result);
    db_bind_i64(q, 2, now);
    return people_done(p, db_run(q, e));
}

rc job_forget(struct people *p, struct arena *a, struct err *e) {
    struct job *all;
    i64 n;
    TRY(job_open(p, e));
    TRY(job_list(p, a, S(""), JOBS_KEPT_MAX + JOBS_WAITING_MAX, &all, &n, e));
    for (i64 i = 0; i < n; i++)
        if (all[i].state >= JOB_DONE && all[i].out.n) TRY(os_remove(cstr(a, all[i].out), e));
    TRY(people_begin(p, e));
    TRY(people_done(p, db_run(db_stmt(p->d, &JQ_FORGET), e)));
    return people_commit(p, e);
}
