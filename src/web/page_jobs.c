/* Jobs: what was asked for that takes time, how far it is, what came of it. */
#include "people/job.h"
#include "sys/os.h"
#include "web/desk.h"
#include "web/ui.h"

#include <fcntl.h>
#include <unistd.h>

enum { SHOWN = 100 };

static struct str slug(struct req *r, struct str op) {
    const struct op *o = op_find(op);
    return o ? op_slug(r->a, o) : op;
}

/* The name of an operation in words where the catalogue has one. */
static void op_words(struct req *r, struct str op) {
    struct str words = words_term(r->lang, "op", slug(r, op));
    if (words.n)
        h_text(&r->h, words);
    else
        ui_code(r, op);
}

static void line(struct req *r, const struct job *j) {
    h_begin(&r->h, "tr");
    h_begin(&r->h, "td");
    h_begin(&r->h, "a");
    ui_path(r, str_cat(r->a, S("/job/"), j->id));
    op_words(r, j->op);
    h_end(&r->h);
    h_end(&r->h);
    h_begin(&r->h, "td");
    ui_term(r, "job", str_c(JOB_STATE_WORDS[j->state]));
    h_end(&r->h);
    h_begin(&r->h, "td");
    ui_instant(r, j->made);
    h_end(&r->h);
    h_begin(&r->h, "td");
    h_leaf(&r->h, "bdi", "", j->account);
    h_end(&r->h);
    h_end(&r->h);
}

static struct str whose(struct req *r) {
    return op_may(&r->op, PERM_OWN) ? S("") : r->op.actor;
}

static rc jobs(struct req *r, struct err *e) {
    static const char *const HEADS[] = {"core.job", "core.job_state", "core.job_made",
                                        "core.account", NULL};
    struct job *all;
    i64 n;
    TRY(job_list(r->desk->people, r->a, whose(r), SHOWN, &all, &n, e));
    ui_head(r, 1, "core.jobs");
    if (n == 0) return ui_empty(r, "core.jobs_none"), RC_OK;
    ui_table_begin(r, "core.jobs", HEADS);
    for (i64 i = 0; i < n; i++)
        line(r, &all[i]);
    ui_table_end(r);
    return RC_OK;
}

/* ---- one ---- */

static rc find(struct req *r, struct job *j, struct err *e) {
    bool found;
    struct str mine = whose(r);
    TRY(job_get(r->desk->people, r->a, r->seg[0], j, &found, e));
    if (found && (mine.n == 0 || str_eq(mine, j->account))) return RC_OK;
    return fail(e, RC_NOTFOUND, "there is no such job");
}

static i64 columns(const struct op *op, struct str *cols, i64 most) {
    struct str rest = str_c(op ? op->columns : "");
    i64 n = 0;
    while (rest.p && n < most) {
        struct str one = str_cut(&rest, ' ');
        if (one.n) cols[n++] = one;
    }
    return n;
}

static void cell(struct req *r, const struct json *v) {
    struct str s = !v || v->type == JSON_NULL                         ? S("")
                   : v->type == JSON_STRING || v->type == JSON_NUMBER ? v->s
                                                                      : json_text(r->a, v);
    ui_words(r, "td", "", S(""), s);
}

static void rows_table(struct req *r, const struct op *op, const struct json *rows) {
    struct str cols[16];
    i64 n = columns(op, cols, LEN(cols));
    if (!rows || !rows->n || !n) return;
    ui_head(r, 2, "core.job_rows");
    h_el(&r->h, "div", "scroll");
    h_attr(&r->h, "tabindex", S("0"));
    h_attr(&r->h, "role", S("region"));
    h_attr(&r->h, "aria-label", words_get(r->lang, "core.job_rows"));
    h_begin(&r->h, "table");
    h_begin(&r->h, "thead");
    h_begin(&r->h, "tr");
    for (i64 i = 0; i < n; i++) {
        h_begin(&r->h, "th");
        h_attr(&r->h, "scope", S("col"));
        h_text(&r->h, cols[i]);
        h_end(&r->h);
    }
    h_end(&r->h);
    h_end(&r->h);
    h_begin(&r->h, "tbody");
    i64 left = 1000;
    JSON_EACH(row, rows) {
        if (left-- == 0) break;
        h_begin(&r->h, "tr");
        for (i64 i = 0; i < n; i++)
            cell(r, json_get(row, cstr(r->a, cols[i])));
        h_end(&r->h);
    }
    h_end(&r->h);
    h_end(&r->h);
    h_end(&r->h);
}

static void outcome(struct req *r, const struct job *j) {
    struct json *res;
    struct err e = {0};
    if (!j->result.n || json_read(r->a, j->result, &res, &e) != RC_OK) return;
    struct str error = json_get_str(res, "error"), hint = json_get_str(res, "hint");
    struct str code = words_term(r->lang, "error", json_get_str(res, "code"));
    if (j->state == JOB_FAILED) {
        h_leaf(&r->h, "p", "note bad", code);
        if (error.n) ui_words(r, "p", "", S("en"), error);
        if (hint.n) ui_words(r, "p", "help", S("en"), hint);
    }
    const struct json *said = json_get(res, "said");
    if (said && said->n) {
        h_el(&r->h, "ul", "plain");
        JSON_EACH(it, said) ui_words(r, "li", "", S("en"), it->s);
        h_end(&r->h);
    }
    rows_table(r, op_find(j->op), json_get(res, "rows"));
}

static void facts(struct req *r, const struct job *j) {
    ui_rows_begin(r);
    ui_row(r, "core.job_state");
    ui_term(r, "job", str_c(JOB_STATE_WORDS[j->state]));
    ui_row_end(r);
    if (j->all > 0 && j->state == JOB_RUNNING) {
        ui_row(r, "core.job_progress");
        h_text(&r->h, words_fill(r->a, r->lang, "core.job_of", words_number(r->a, r->lang, j->done),
                                 words_number(r->a, r->lang, j->all)));
        ui_row_end(r);
    }
    ui_row(r, "core.account");
    h_leaf(&r->h, "bdi", "", j->account);
    ui_row_end(r);
    ui_row(r, "core.job_made");
    ui_instant(r, j->made);
    ui_row_end(r);
    if (j->ended) {
        ui_row(r, "core.job_ended");
        ui_instant(r, j->ended);
        ui_row_end(r);
    }
    ui_rows_end(r);
}

static rc job(struct req *r, struct err *e) {
    struct job j;
    TRY(find(r, &j, e));
    h_begin(&r->h, "h1");
    op_words(r, j.op);
    h_end(&r->h);
    facts(r, &j);
    if (j.state < JOB_DONE) {
        r->refresh = 2;
        ui_note(r, "", "core.job_wait");
    }
    outcome(r, &j);
    if (j.state == JOB_DONE && j.out.n && os_exists(cstr(r->a, j.out))) {
        h_el(&r->h, "p", "actions");
        ui_link_id(r, str_fmt(r->a, "/job/%.*s/file", SARG(j.id)), "core.job_file");
        h_end(&r->h);
    }
    h_el(&r->h, "p", "");
    ui_link_id(r, S("/jobs"), "core.jobs");
    h_end(&r->h);
    return RC_OK;
}

static rc file(struct req *r, struct err *e) {
    struct job j;
    TRY(find(r, &j, e));
    if (j.state != JOB_DONE || j.out.n == 0) return fail(e, RC_NOTFOUND, "this job has no file");
    return send_out(r, cstr(r->a, j.out), slug(r, j.op), e);
}

const struct page PAGE_JOBS = {
    .path = "/jobs", .title = "core.jobs", .menu = "/jobs", .perm = PERM_READ, .get = jobs};
const struct page PAGE_JOB = {
    .path = "/job/{}", .title = "core.job", .menu = "/jobs", .perm = PERM_READ, .get = job};
const struct page PAGE_JOB_FILE = {.path = "/job/{}/file",
                                   .title = "core.job_file",
                                   .menu = "/jobs",
                                   .perm = PERM_EXPORT,
                                   .get = file,
                                   .bare = true};
