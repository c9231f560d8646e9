/* POST /do/NAME: a form's fields become the arguments of an operation. Done: 303 to where the form
 * said. Not done: a page with the reason and everything that was typed, to send again. */
#include "web/desk.h"
#include "web/ui.h"

#include "flow/args.h"

static bool is_ours(struct str name) {
    return name.n > 0 && name.p[0] == '_';
}

/* Empty fields are not given; a name that is there more than once is a list. */
static struct json *args_of(struct req *r, const struct op *op) {
    struct json *o = json_obj(r->a);
    for (i64 i = 0; i < r->nform; i++) {
        struct pair f = r->form[i];
        i64 row, at = args_named(op, f.name, &row);
        if (is_ours(f.name) || f.value.n == 0) continue;
        if (at >= 0 && op->args[at].kind == ARG_FLAG) {
            if (!json_get(o, cstr(r->a, f.name))) json_set(o, f.name, json_bool(r->a, true));
            continue;
        }
        struct json *list = (struct json *)(uintptr_t)json_get(o, cstr(r->a, f.name));
        if (!list) list = json_set(o, f.name, json_arr(r->a));
        json_add(list, json_str(r->a, f.value));
    }
    return o;
}

bool take_match(struct req *r, struct str object, struct str version) {
    if (object.n == 0) return true;
    if (!url_version(version, &r->op.match_entry, &r->op.match_part)) return false;
    r->op.match = object;
    return true;
}

/* "/claim/{id}" with that field of the first row, then done=NAME. */
static struct str fill_next(struct req *r, struct str next, const struct json *row,
                            const struct op *op) {
    struct buf b = buf_make(r->a, 4 * DESK_URI_MAX);
    for (i64 i = 0; i < next.n; i++) {
        i64 end = next.p[i] == '{' ? str_chr(next, '}', i) : -1;
        if (end < 0) {
            buf_c(&b, next.p[i]);
            continue;
        }
        const char *name = cstr(r->a, str_sub(next, i + 1, end));
        buf_put(&b, url_encode(r->a, json_get_str(row, name)));
        i = end;
    }
    struct str all = b.n ? buf_str(&b) : S("/"), mark = {0}, rest = all;
    struct str path = str_cut(&rest, '#');
    if (rest.p) mark = str_cat(r->a, S("#"), rest);
    struct str done = str_fmt(r->a, "%sdone=%.*s", str_chr(path, '?', 0) < 0 ? "?" : "&",
                              SARG(op_slug(r->a, op)));
    return str_cat(r->a, path, str_cat(r->a, done, mark));
}

/* ---- not done ---- */

static bool is_secret(const struct op *op, struct str name) {
    i64 row, at = args_named(op, name, &row);
    return at < 0 || op->args[at].type == ARG_SECRET;
}

/* What was typed, in fields that can be sent again. Labels are the operation's own names: no page
 * of ours needs to exist for it. */
static void typed(struct req *r, const struct op *op) {
    struct html *h = &r->h;
    for (i64 i = 0; i < r->nform; i++) {
        struct pair f = r->form[i];
        if (is_ours(f.name) || f.value.n == 0 || is_secret(op, f.name)) continue;
        struct str key = str_fmt(r->a, "typed-%lld", (long long)i);
        h_el(h, "p", "field");
        h_begin(h, "label");
        h_attr(h, "for", key);
        h_attr(h, "dir", S("auto"));
        h_text(h, f.name);
        h_end(h);
        h_begin(h, "textarea");
        h_attr(h, "id", key);
        h_attr(h, "name", f.name);
        h_attr(h, "dir", S("auto"));
        h_attr(h, "rows", f.value.n > 80 || str_chr(f.value, '\n', 0) >= 0 ? S("4") : S("1"));
        h_text(h, f.value);
        h_end(h);
        h_end(h);
    }
    if (r->nfiles) ui_note(r, "", "core.files_again");
}

static void again(struct req *r, const struct op *op) {
    struct str next = req_form(r, "_next"), object = req_form(r, "_match");
    form_begin(r, op->name, next);
    if (object.n) form_match(r, object);
    typed(r, op);
    form_submit(r, r->op.stale ? "core.write_mine" : "core.send_again", "");
    form_end(r);
    h_el(&r->h, "p", "");
    ui_link_id(r, url_is_local(next) ? next : S("/"), "core.leave_it");
    h_end(&r->h);
}

/* What is there now, as `show` tells it. */
static void now_there(struct req *r) {
    const char *words[] = {"show", cstr(r->a, r->op.match)};
    struct json **rows;
    struct err e = {0};
    i64 n = 0;
    struct req *quiet = r;
    quiet->op.match = (struct str){0};
    ui_head(r, 2, "core.there_now");
    if (page_rows(quiet, words, 2, &rows, &n, &e) != RC_OK) return ui_note(r, "", "core.no_show");
    h_el(&r->h, "dl", "rows");
    for (i64 i = 0; i < n && i < 1; i++)
        JSON_EACH(it, rows[i]) {
            h_leaf(&r->h, "dt", "", it->key);
            ui_words(r, "dd", "", S(""), it->type == JSON_STRING ? it->s : json_text(r->a, it));
        }
    h_end(&r->h);
    ui_head(r, 2, "core.yours");
}

static void not_done(struct req *r, const struct op *op, const struct err *e, bool stale,
                     struct str object) {
    struct str title = words_term(r->lang, "error", str_c(rc_name(e->code)));
    answer_reset(r);
    r->status = stale ? 412 : rc_http(e->code);
    r->op.stale = stale;
    r->op.match = object;
    h_leaf(&r->h, "h1", "", title.n ? title : str_c(rc_title(e->code)));
    problem_words(r, e);
    problem_do(r, e->code);
    if (stale) now_there(r);
    again(r, op);
    struct str content = buf_str(r->out);
    struct buf *whole = NEW(r->a, struct buf);
    *whole = buf_make(r->a, DESK_ANSWER_MAX);
    frame_page(r, NULL, title, content, whole);
    r->out = whole;
}

/* ---- done ---- */

static void done(struct req *r, const struct op *op, struct run *x) {
    struct str next = req_form(r, "_next");
    if (x->out_path) return send_file(r, x);
    if (x->raw.n && !x->rows->n) {
        r->type = S("text/plain; charset=utf-8");
        r->filename = str_cat(r->a, op_slug(r->a, op), S(".txt"));
        return buf_put(r->out, buf_str(&x->raw));
    }
    r->location = fill_next(r, url_is_local(next) ? next : S("/"), x->rows->kids, op);
    if (!url_is_local(r->location)) r->location = S("/");
}

void act_post(struct req *r, struct str name, struct intake *in) {
    const struct op *op = op_by_slug(r->a, name);
    struct err e = {0};
    struct run x;
    if (!op) return answer_status(r, 404, RC_NOTFOUND, "there is no such act");
    struct str object = req_form(r, "_match");
    if (!take_match(r, object, req_form(r, "_version"))) {
        fail(&e, RC_CONFLICT, "what this form was made against is gone");
        return not_done(r, op, &e, true, object);
    }
    struct json *args = args_of(r, op);
    if (job_wanted(r, op)) {
        if (job_begin(r, op, args, in, &e) != RC_OK) not_done(r, op, &e, false, object);
        return;
    }
    rc got = run_op(&x, r, op, args, &e);
    if (got == RC_OK || got == RC_NO) return done(r, op, &x);
    not_done(r, op, &e, x.c.stale, object);
}
