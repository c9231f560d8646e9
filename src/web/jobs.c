/* Slow operations: put into the queue by a request, done by a worker of their own, one after the
 * other. That worker ends after each job and is replaced: what a job needed in memory goes with it.
 */
#include "people/job.h"
#include "sys/os.h"
#include "web/desk.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

bool job_wanted(const struct req *r, const struct op *op) {
    i64 bytes = 0;
    for (i64 i = 0; i < r->nfiles; i++)
        bytes += r->files[i].size;
    return op->slow || r->nfiles >= DESK_JOB_FILES || bytes >= DESK_JOB_BYTES;
}

rc job_begin(struct req *r, const struct op *op, const struct json *args, struct intake *in,
             struct err *e) {
    struct run x;
    struct json *all;
    if (!op_may(&r->op, op->perm))
        return fail(e, RC_DENIED, "your account may not \"%s\"", op->name);
    TRY(run_args(&x, r, op, args, &all, e));
    struct job j = {.account = r->op.actor,
                    .op = str_c(op->name),
                    .args = json_text(r->a, all),
                    .folder = str_c(in->folder),
                    .out = str_c(x.out_path),
                    .made = os_now()};
    TRY(job_put(r->desk->people, r->a, &j, e));
    in->nfiles = in->nfolders = 0; /* the uploads are the job's now */
    in->folder = NULL;
    char byte = 1;
    if (write(r->desk->set->wake_write, &byte, 1) != 1)
        desk_log(r->desk, "a job", "it waits for its worker to look by itself");
    r->status = 303;
    r->location = str_cat(r->a, S("/job/"), j.id);
    return RC_OK;
}

struct json *run_result(struct run *x, rc got, const struct err *e) {
    struct arena *a = x->r->a;
    struct json *j = json_obj(a), *rows = json_arr(a), *said = json_arr(a);
    i64 bytes = 0;
    bool cut = false;
    JSON_EACH(it, x->rows) {
        bytes += json_text(a, it).n;
        if ((cut = bytes > JOB_RESULT_MAX)) break;
        json_add(rows, json_copy(a, it));
    }
    for (i64 i = 0; i < x->nsaid && i < 1000; i++)
        json_add(said, json_str(a, x->said[i]));
    json_set(j, S("rows"), rows);
    json_set(j, S("said"), said);
    if (cut) json_set(j, S("more"), json_bool(a, true));
    json_set_str(a, j, "code", str_c(rc_name(got)));
    if (got == RC_OK || got == RC_NO) return j;
    json_set_str(a, j, "error", str_dup(a, str_c(e->msg)));
    json_set_str(a, j, "hint", str_dup(a, str_c(e->hint[0] ? e->hint : rc_hint(got))));
    return j;
}

/* ---- the worker ---- */

static volatile sig_atomic_t stop_asked;
static void on_stop(int sig) {
    stop_asked = sig;
}

struct doing {
    struct run *x;
    const struct job *job;
    struct face inner;
    i64 told; /* when progress was last written */
};

static void row_on(void *self, const struct op *op, const struct json *row) {
    struct doing *d = self;
    if (d->x->rows->n < JOB_RESULT_MAX / 64) d->inner.row(d->inner.self, op, row);
}
static void words_on(void *self, const char *line) {
    struct doing *d = self;
    d->inner.say(d->inner.self, line);
}
static void bytes_on(void *self, struct str bytes) {
    struct doing *d = self;
    d->inner.raw(d->inner.self, bytes);
}
static void progress_on(void *self, const char *what, i64 done, i64 all) {
    struct doing *d = self;
    struct err e = {0};
    (void)what;
    if (os_now() == d->told) return;
    d->told = os_now();
    if (job_progress(d->x->r->desk->people, d->job->id, done, all, &e) != RC_OK) d->told += 10;
}
static bool stopped(void *self) {
    (void)self;
    return stop_asked != 0;
}

/* As the account may now, not as it might when it asked. */
static rc rights_of(struct req *r, const struct job *j, struct err *e) {
    bool accounts, found;
    TRY(people_has_accounts(r->desk->people, &accounts, e));
    r->op.actor = j->account;
    r->rights.account = j->account;
    if (!accounts) return r->op.rights = NULL, RC_OK;
    TRY(people_rights(r->desk->people, r->a, j->account, &r->rights, &found, e));
    if (!found) return fail(e, RC_DENIED, "the account that asked for this has no access now");
    r->op.rights = &r->rights;
    return RC_OK;
}

static struct req *job_req(struct desk *d) {
    struct req *r = NEW(&d->perm, struct req);
    r->a = &d->perm;
    r->scratch = d->scratch;
    r->desk = d;
    r->op = d->base;
    return r;
}

static rc do_job(struct desk *d, const struct job *j, struct json **result, struct err *e) {
    struct req *r = job_req(d);
    struct run *x = NEW(r->a, struct run);
    struct json *args;
    const struct op *op = op_find(j->op);
    struct doing doing = {.x = x, .job = j};
    x->r = r;
    x->rows = json_arr(r->a);
    struct face face = {&doing, row_on, words_on, bytes_on, progress_on, stopped, NULL};
    rc got = op && !op->local ? RC_OK : fail(e, RC_NOTFOUND, "there is no such operation");
    if (got == RC_OK) got = rights_of(r, j, e);
    if (got == RC_OK) got = json_read(r->a, j->args, &args, e);
    doing.inner = run_face(x);
    if (got == RC_OK) got = run_job(x, r, op, args, j->out.n ? cstr(r->a, j->out) : NULL, &face, e);
    if (got == RC_OK && x->raw.n && j->out.n == 0)
        *PUSH(r->a, x->said, x->nsaid, x->cap_said) = str_sub(buf_str(&x->raw), 0, 64 << 10);
    *result = run_result(x, got, e);
    return got;
}

static void drop_uploads(struct desk *d, const struct job *j) {
    if (!j->folder.n) return;
    folder_remove(d->scratch, cstr(&d->perm, j->folder));
}

static int one_job(struct desk *d) {
    struct job j;
    bool found;
    struct err e = {0}, why = {0};
    struct json *result;
    if (job_next(d->people, &d->perm, os_now(), &j, &found, &e) != RC_OK) {
        desk_log(d, "the queue of jobs", e.msg);
        return rc_exit(e.code);
    }
    if (!found) return -1;
    rc got = do_job(d, &j, &result, &why);
    enum job_state state = got == RC_OK || got == RC_NO ? JOB_DONE : JOB_FAILED;
    struct str text = json_text(&d->perm, result);
    if (job_end(d->people, j.id, state, text, os_now(), &e) != RC_OK)
        desk_log(d, "the queue of jobs", e.msg);
    drop_uploads(d, &j);
    return str_eqc(j.op, "rebuild") ? WORKER_RELOAD : 0;
}

static int jobs_loop(struct desk *d) {
    char bytes[64];
    while (!stop_asked) {
        int done = one_job(d);
        if (done >= 0) return done;
        struct pollfd p = {.fd = d->set->wake_read, .events = POLLIN};
        if (poll(&p, 1, 5000) > 0 && read(p.fd, bytes, sizeof bytes) < 0 && errno != EAGAIN)
            return rc_exit(RC_IO);
    }
    return 0;
}

int jobs_run(const struct desk_settings *set, int number) {
    static struct desk d; /* the process is this one desk */
    struct err e = {0};
    struct sigaction sa = {.sa_handler = on_stop};
    sigset_t none;
    sigemptyset(&none);
    sigaction(SIGTERM, &sa, NULL);
    signal(SIGINT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    (void)sigprocmask(SIG_SETMASK, &none, NULL); /* blocked since the fork (serve.c) */
    d.number = number;
    if (desk_open(&d, set, &e) != RC_OK) {
        desk_log(&d, "the case does not open", e.msg);
        return rc_exit(e.code);
    }
    session_close(&d.base); /* each job opens its own */
    struct str cut = S("{\"code\":\"INTERRUPTED\",\"error\":\"its worker ended under way\"}");
    if (job_cut_off(d.people, false, cut, os_now(), &e) != RC_OK)
        desk_log(&d, "the queue of jobs", e.msg);
    int status = jobs_loop(&d);
    people_close(d.people);
    return status;
}
