/* An operation run for a request: its rows, words and bytes kept in the request's arena. */
#include "web/desk.h"

#include "flow/args.h"
#include "sys/os.h"

/* Where the server keeps a file for a moment is nobody's business: "/tmp/…/out-0-1/index.html"
 * becomes "index.html". */
static void hide_path(struct run *x, struct json *row) {
    struct str path = str_c(x->out_path);
    for (struct json *v = row->kids; v && path.n; v = v->next) {
        if (v->type != JSON_STRING || !str_starts(v->s, path)) continue;
        v->s = str_sub(v->s, path.n + (v->s.n > path.n), v->s.n);
    }
}

static void take_row(void *self, const struct op *op, const struct json *row) {
    struct run *x = self;
    (void)op;
    hide_path(x, json_add(x->rows, json_copy(x->r->a, row)));
}

static void take_words(void *self, const char *line) {
    struct run *x = self;
    if (x->out_path && str_has(str_c(line), str_c(x->out_path))) return;
    *PUSH(x->r->a, x->said, x->nsaid, x->cap_said) = str_dup(x->r->a, str_c(line));
}

static void take_bytes(void *self, struct str bytes) {
    struct run *x = self;
    buf_put(&x->raw, bytes);
}

static void no_progress(void *self, const char *what, i64 done, i64 all) {
    (void)self, (void)what, (void)done, (void)all;
}

static bool never_stopped(void *self) {
    (void)self;
    return false;
}

struct face run_face(struct run *x) {
    return (struct face){x, take_row, take_words, take_bytes, no_progress, never_stopped, NULL};
}

static void begin(struct run *x, struct req *r, const struct op *op) {
    *x = (struct run){.r = r, .rows = json_arr(r->a), .raw = buf_make(r->a, DESK_ANSWER_MAX)};
    x->c = r->op;
    x->c.op = op;
    x->c.remote = true;
    struct face *f = NEW(r->a, struct face);
    *f = run_face(x);
    x->c.face = f;
}

struct str op_slug(struct arena *a, const struct op *op) {
    struct str s = str_dup(a, str_c(op->name));
    for (i64 i = 0; i < s.n; i++)
        if (s.p[i] == ' ') ((char *)s.p)[i] = '-';
    return s;
}

const struct op *op_by_slug(struct arena *a, struct str slug) {
    for (i64 i = 0; OPS[i]; i++)
        if (!OPS[i]->local && str_eq(op_slug(a, OPS[i]), slug)) return OPS[i];
    return NULL;
}

/* What a stranger's machine says must never become a path here: files come as uploads, and where a
 * file is written the server says. */
static rc check_paths(const struct op *op, const struct json *args, struct err *e) {
    JSON_EACH(it, args) {
        i64 row, at = args_named(op, it->key, &row);
        if (at < 0) continue; /* args_from_json tells */
        enum arg_type t = op->args[at].type;
        if (t == ARG_FILE_IN || t == ARG_FILE_OUT || t == ARG_FOLDER_OUT) {
            fail(e, RC_USAGE, "\"%s\" is a file", op->args[at].name);
            return err_hint(e, t == ARG_FILE_IN ? "send it as an upload (multipart/form-data)"
                                                : "leave it out: the answer holds the file");
        }
    }
    return RC_OK;
}

static struct json *with_uploads(struct run *x, const struct json *args, struct err *e) {
    struct req *r = x->r;
    struct json *all = args ? json_copy(r->a, args) : json_obj(r->a);
    for (i64 i = 0; i < r->nfiles; i++) {
        i64 row, at = args_named(x->c.op, r->files[i].field, &row);
        if (at < 0 || x->c.op->args[at].type != ARG_FILE_IN) {
            fail(e, RC_USAGE, "\"%.60s\" takes no file", cstr(r->a, r->files[i].field));
            return NULL;
        }
        struct json *list = NULL;
        JSON_EACH(it, all)
        if (str_eq(it->key, r->files[i].field)) list = (struct json *)it;
        if (!list) list = json_set(all, r->files[i].field, json_arr(r->a));
        json_add(list, json_str(r->a, str_c(r->files[i].path)));
    }
    return all;
}

/* The server names a file that the operation writes. */
static void name_output(struct run *x, struct json *args) {
    const struct op *op = x->c.op;
    for (i64 i = 0; op->args[i].name; i++) {
        if (op->args[i].type != ARG_FILE_OUT || x->out_path) continue;
        x->out_path =
            cstr(x->r->a, str_fmt(x->r->a, "%s/out-%d-%lld", x->r->desk->set->tmp_dir,
                                  (int)x->r->desk->number, (long long)x->r->desk->folders++));
        json_set_str(x->r->a, args, op->args[i].name, str_c(x->out_path));
    }
}

rc run_args(struct run *x, struct req *r, const struct op *op, const struct json *args,
            struct json **out, struct err *e) {
    begin(x, r, op);
    if (op_allowed(&x->c, e) != RC_OK) return audit(r, "refused", str_c(op->name)), e->code;
    if (args && args->type != JSON_OBJECT)
        return fail(e, RC_USAGE, "arguments are one JSON object");
    TRY(check_paths(op, args, e));
    *out = with_uploads(x, args, e);
    if (!*out) return e->code;
    name_output(x, *out);
    return args_from_json(&x->c, *out, e);
}

rc run_op(struct run *x, struct req *r, const struct op *op, const struct json *args,
          struct err *e) {
    struct json *all;
    TRY(run_args(x, r, op, args, &all, e));
    audit(r, op->name, audit_object(&x->c));
    rc got = op_run(&x->c, e);
    session_end(&x->c);
    return got;
}

rc run_job(struct run *x, struct req *r, const struct op *op, const struct json *args,
           const char *out, const struct face *face, struct err *e) {
    begin(x, r, op);
    x->out_path = out;
    if (face) x->c.face = face;
    x->c.session = NULL;
    TRY(args_from_json(&x->c, args, e));
    audit(r, op->name, audit_object(&x->c));
    rc got = op_run(&x->c, e);
    session_close(&x->c);
    return got;
}

rc page_rows(struct req *r, const char *const *words, i64 n, struct json ***rows, i64 *nrows,
             struct err *e) {
    struct run *x = NEW(r->a, struct run);
    i64 used = 0;
    const struct op *op = args_find(words, n, &used);
    CHECK(op && op->perm <= PERM_EXPORT);
    begin(x, r, op);
    TRY(args_parse(&x->c, words + used, n - used, e));
    rc got = op_run(&x->c, e);
    if (got != RC_OK && got != RC_NO) return got;
    *rows = NEWN(r->a, struct json *, x->rows->n);
    *nrows = 0;
    JSON_EACH(it, x->rows)(*rows)[(*nrows)++] = (struct json *)it;
    return RC_OK;
}

/* What the audit line says was touched: the first positional or the object edited. */
struct str audit_object(const struct op_ctx *c) {
    if (c->match.n) return c->match;
    for (i64 i = 0; c->op->args[i].name; i++) {
        const struct op_arg *g = &c->op->args[i];
        bool plain = g->type == ARG_TEXT && (g->kind == ARG_POS || g->kind == ARG_POS_MANY);
        if (plain && c->values[i].given) return c->values[i].v;
    }
    return S("");
}

void audit(struct req *r, const char *act, struct str object) {
    struct err e = {0};
    struct str cut = str_sub(object, 0, AUDIT_OBJECT_MAX);
    if (people_audit(r->desk->people, os_now(), r->rights.account, act, cut, &e) != RC_OK)
        desk_log(r->desk, "the audit trail could not be written", e.msg);
}
