/* /api/v1/NAME: the same operations for programs. Those that change nothing are got, with their
 * arguments in the query; the others are posted, as JSON or as a form with files. */
#include "flow/args.h"
#include "people/job.h"
#include "web/desk.h"

bool api_is_get(const struct op *op) {
    return op->perm <= PERM_EXPORT && !op->slow;
}

/* ---- arguments ---- */

static rc from_pairs(struct req *r, const struct op *op, const struct pair *p, i64 n,
                     struct json **out, struct err *e) {
    *out = json_obj(r->a);
    for (i64 i = 0; i < n; i++) {
        i64 row, at = args_named(op, p[i].name, &row);
        if (str_eqc(p[i].name, "_csrf")) continue;
        if (at >= 0 && op->args[at].kind == ARG_FLAG) {
            bool on = str_eqc(p[i].value, "1") || str_eqc(p[i].value, "true");
            if (!on && !str_eqc(p[i].value, "0") && !str_eqc(p[i].value, "false"))
                return fail(e, RC_USAGE, "\"%s\" is true or false", op->args[at].name);
            if (!json_get(*out, op->args[at].name)) json_set(*out, p[i].name, json_bool(r->a, on));
            continue;
        }
        struct json *list = (struct json *)(uintptr_t)json_get(*out, cstr(r->a, p[i].name));
        if (!list) list = json_set(*out, p[i].name, json_arr(r->a));
        json_add(list, json_str(r->a, p[i].value));
    }
    return RC_OK;
}

static rc arguments(struct req *r, const struct op *op, struct intake *in, struct json **out,
                    struct err *e) {
    if (str_eqc(r->method, "POST") && in->json) {
        struct str text = in->body.n ? buf_str(&in->body) : S("{}");
        TRY(json_read(r->a, text, out, e));
        if ((*out)->type == JSON_OBJECT) return RC_OK;
        return fail(e, RC_USAGE, "the body is one JSON object of arguments");
    }
    if (str_eqc(r->method, "POST")) return from_pairs(r, op, r->form, r->nform, out, e);
    return from_pairs(r, op, r->query, r->nquery, out, e);
}

/* ---- what an edit is made against ---- */

static struct str text_of(const struct json *args, const char *name) {
    const struct json *v = json_get(args, name);
    if (v && v->type == JSON_ARRAY) v = v->kids;
    return v && v->type == JSON_STRING ? v->s : S("");
}

/* The id under which versions are kept: of a claim by its beginning, an incident by its code, an
 * item by its file name. */
struct str object_id(struct req *r, struct str name) {
    typedef rc finder(struct db *, struct arena *, struct str, i64, struct str *, struct err *);
    static finder *const FIND[] = {records_find_incident, records_find_claim, records_find_item};
    struct db *d = r->op.session->db;
    i64 entry = -1, part;
    struct err e = {0};
    if (records_version(d, name, &entry, &part, &e) == RC_OK && entry >= 0) return name;
    for (i64 i = 0; i < LEN(FIND); i++) {
        struct str id = {0};
        struct err no = {0};
        if (FIND[i](d, r->a, name, op_reach(&r->op), &id, &no) == RC_OK && id.n) return id;
        db_rollback(d);
    }
    return name;
}

/* True when the call may go on. */
static bool matched(struct req *r, const struct op *op, const struct json *args,
                    struct intake *in) {
    struct str tag = req_header(in->c, "If-Match");
    struct str object = op->edits ? text_of(args, op->edits) : S("");
    if (object.n == 0) return true;
    if (tag.n == 0) {
        answer_status(r, 428, RC_CONFLICT,
                      "say with If-Match which version of the object this edits: its ETag");
        return false;
    }
    if (take_match(r, object_id(r, object), tag)) return true;
    answer_status(r, 412, RC_CONFLICT, "If-Match is not an ETag of this object");
    return false;
}

/* The version of what the answer is about. */
static void put_etag(struct req *r, struct str object) {
    i64 entry, part;
    struct err e = {0};
    if (object.n == 0) return;
    object = object_id(r, object);
    if (records_version(r->op.session->db, object, &entry, &part, &e) != RC_OK || entry < 0) return;
    r->etag = str_fmt(r->a, "%lld-%lld", (long long)entry, (long long)part);
}

/* ---- answers ---- */

static void rows(struct req *r, struct run *x) {
    struct json *all = json_obj(r->a), *said = json_arr(r->a);
    const struct json *last = x->rows->last;
    json_set(all, S("rows"), x->rows);
    for (i64 i = 0; i < x->nsaid; i++)
        json_add(said, json_str(r->a, x->said[i]));
    json_set(all, S("said"), said);
    if (last && json_get_str(last, "cursor").n)
        json_set_str(r->a, all, "after", json_get_str(last, "cursor"));
    r->type = S("application/json");
    buf_put(r->out, json_text(r->a, all));
    buf_c(r->out, '\n');
}

static void answer(struct req *r, struct run *x) {
    if (x->out_path) return send_file(r, x);
    if (x->raw.n && !x->rows->n) {
        r->type = S("text/plain; charset=utf-8");
        r->filename = str_cat(r->a, op_slug(r->a, x->c.op), S(".txt"));
        return buf_put(r->out, buf_str(&x->raw));
    }
    put_etag(r, audit_object(&x->c));
    rows(r, x);
}

static void as_job(struct req *r, const struct op *op, const struct json *args, struct intake *in) {
    struct err e = {0};
    if (job_begin(r, op, args, in, &e) != RC_OK) return answer_problem(r, &e);
    r->status = 202;
    r->location = str_cat(r->a, S("/api/v1"), r->location);
    r->type = S("application/json");
    struct json *j = json_obj(r->a);
    json_set_str(r->a, j, "job", r->location);
    json_set_str(r->a, j, "state", S("waiting"));
    buf_put(r->out, json_text(r->a, j));
    buf_c(r->out, '\n');
}

void api_job(struct req *r, struct str id) {
    struct job j;
    bool found;
    struct err e = {0};
    struct json *result, *all = json_obj(r->a);
    if (job_get(r->desk->people, r->a, id, &j, &found, &e) != RC_OK) return answer_problem(r, &e);
    if (!found || (!op_may(&r->op, PERM_OWN) && !str_eq(j.account, r->op.actor)))
        return answer_status(r, 404, RC_NOTFOUND, "there is no such job");
    json_set_str(r->a, all, "op", j.op);
    json_set_str(r->a, all, "state", str_c(JOB_STATE_WORDS[j.state]));
    json_set_i(r->a, all, "done", j.done);
    json_set_i(r->a, all, "all", j.all);
    if (j.result.n && json_read(r->a, j.result, &result, &e) == RC_OK)
        json_set(all, S("result"), result);
    if (j.out.n && j.state == JOB_DONE)
        json_set_str(r->a, all, "file", str_fmt(r->a, "/job/%.*s/file", SARG(j.id)));
    r->type = S("application/json");
    buf_put(r->out, json_text(r->a, all));
    buf_c(r->out, '\n');
}

/* Who asks, the token for what is posted, and what may be called. */
void api_index(struct req *r) {
    struct json *all = json_obj(r->a), *ops = json_arr(r->a);
    json_set_str(r->a, all, "account", r->op.actor);
    json_set_str(r->a, all, "csrf", r->csrf);
    for (i64 i = 0; OPS[i]; i++)
        if (!OPS[i]->local && op_may(&r->op, OPS[i]->perm))
            json_add(ops, json_str(r->a, op_slug(r->a, OPS[i])));
    json_set(all, S("operations"), ops);
    json_set_str(r->a, all, "openapi", S("/openapi.json"));
    r->type = S("application/json");
    buf_put(r->out, json_text(r->a, all));
    buf_c(r->out, '\n');
}

void api_call(struct req *r, struct str name, struct intake *in) {
    const struct op *op = op_by_slug(r->a, name);
    struct err e = {0};
    struct json *args;
    struct run x;
    if (!op) return answer_status(r, 404, RC_NOTFOUND, "there is no such call");
    bool post = str_eqc(r->method, "POST");
    if (post == api_is_get(op)) {
        r->allow = post ? S("GET, HEAD") : S("POST");
        return answer_status(r, 405, RC_USAGE,
                             post ? "this call changes nothing: get it" : "this call is posted");
    }
    if (!op_may(&r->op, op->perm))
        return answer_status(r, 403, RC_DENIED, "your account may not make this call");
    if (arguments(r, op, in, &args, &e) != RC_OK) return answer_problem(r, &e);
    if (!matched(r, op, args, in)) return;
    if (post && job_wanted(r, op)) return as_job(r, op, args, in);
    rc got = run_op(&x, r, op, args, &e);
    if (got == RC_OK || got == RC_NO) return answer(r, &x);
    if (x.c.stale)
        return answer_status(r, 412, RC_CONFLICT, "the object was changed since that version");
    answer_problem(r, &e);
}
