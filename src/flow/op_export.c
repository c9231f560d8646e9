/* Exports on request: somebody without the right to take data out asks for exactly one operation,
 * says why and for whom; an editor or custodian other than them approves it for some days; then
 * they may run it, with their own reach and fields. */
#include "base/limits.h"
#include "flow/args.h"
#include "flow/desk.h"
#include "flow/signed.h"
#include "people/requests.h"
#include "sys/os.h"

enum { REQUEST_WORDS = 64, DAYS_USUAL = 7 };

/* ---- what may be asked for ---- */

static rc inner(struct op_ctx *c, struct str words, const char ***out, i64 *n, const struct op **op,
                struct err *e) {
    struct json *j;
    i64 used = 0;
    *n = 0;
    *out = NEWN(c->perm, const char *, REQUEST_WORDS);
    TRY(json_read(c->perm, words, &j, e));
    JSON_EACH(w, j) {
        if (*n == REQUEST_WORDS) return fail(e, RC_LIMIT, "at most %d words", REQUEST_WORDS);
        (*out)[(*n)++] = cstr(c->perm, w->s);
    }
    *op = args_find(*out, *n, &used);
    bool may = *op && !(*op)->local && ((*op)->perm == PERM_READ || (*op)->perm == PERM_EXPORT);
    if (!may) {
        fail(e, RC_USAGE, "only an operation that reads or exports can be asked for");
        return err_hint(e, "for example: cairn export request receipt MRT-0001 --purpose … ");
    }
    *out += used;
    *n -= used;
    return RC_OK;
}

static struct str words_json(struct op_ctx *c) {
    struct json *j = json_arr(c->perm);
    for (const struct op_value *v = op_values(c, "WORDS"); v; v = v->more) {
        struct str rest = v->v;
        while (rest.p) {
            struct str w = str_trim(str_cut(&rest, ' '));
            if (w.n) json_add(j, json_str(c->perm, w));
        }
    }
    return json_text(c->perm, j);
}

/* Tried out, so that what is approved can be run: wrong words are told to whoever asks. */
static rc request(struct op_ctx *c, struct people *p, struct err *e) {
    struct request x = {.account = desk_self(c),
                        .words = words_json(c),
                        .purpose = op_str(c, "purpose"),
                        .recipients = op_str(c, "recipients")};
    const char **words;
    struct op_ctx trial = *c;
    i64 n;
    TRY(inner(c, x.words, &words, &n, &trial.op, e));
    TRY(args_parse(&trial, words, n, e));
    for (i64 i = 0; trial.op->args[i].name; i++)
        if (trial.values[i].given &&
            (trial.op->args[i].type == ARG_FILE_IN || trial.op->args[i].type == ARG_FILE_OUT))
            return fail(e, RC_USAGE, "files are named when the export is taken, not before");
    TRY(people_request(p, c->perm, &x, os_now(), e));
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "id", x.id);
    op_row(c, j);
    op_say(c, "export %s: asked for; an editor or custodian has to approve it",
           cstr(c->perm, x.id));
    return RC_OK;
}

/* ---- decisions ---- */

static struct json *told(struct op_ctx *c, const struct request *x, bool approve, i64 days) {
    struct json *part = json_obj(c->perm);
    json_set_str(c->perm, part, "kind", S("export"));
    json_set_str(c->perm, part, "request", x->id);
    json_set_str(c->perm, part, "asked_by", x->account);
    json_set_str(c->perm, part, "words", x->words);
    json_set_str(c->perm, part, "purpose", x->purpose);
    json_set_str(c->perm, part, "recipients", x->recipients);
    json_set_str(c->perm, part, "state", approve ? S("approved") : S("refused"));
    if (approve) json_set_i(c->perm, part, "days", days);
    return part;
}

/* Two persons: whoever asked, and another who approves with a key of their own. */
static rc sign_approval(struct op_ctx *c, const struct request *x, struct json *part,
                        enum signed_end *end, struct err *e) {
    if (str_eq(x->account, desk_self(c))) {
        fail(e, RC_DENIED, "whoever asked for an export does not approve it");
        return err_hint(e, "another editor or custodian has to");
    }
    return signed_if_able(c, part, end, e);
}

static rc decide(struct op_ctx *c, struct people *p, bool approve, i64 days, struct str reason,
                 struct err *e) {
    struct request x;
    bool found;
    enum signed_end end = SIGNED_NOT;
    struct str id = op_str(c, "ID");
    TRY(people_request_get(p, c->perm, id, &x, &found, e));
    if (!found)
        return fail(e, RC_NOTFOUND, "there is no request \"%.*s\"", SARG(str_sub(id, 0, 60)));
    struct json *part = told(c, &x, approve, days);
    if (approve) TRY(sign_approval(c, &x, part, &end, e));
    if (end == SIGNED_PRINTED) return RC_OK;
    TRY(people_request_decide(p, c->perm, id, desk_self(c), approve, days, reason, os_now(), e));
    TRY(desk_administer(c, p, NULL, NULL, &part, 1, e));
    op_say(c, "export %s: %s", cstr(c->perm, id), approve ? "approved" : "refused");
    return RC_OK;
}

static rc approve(struct op_ctx *c, struct people *p, struct err *e) {
    i64 days;
    TRY(op_int(c, "days", 1, EXPORT_DAYS_MAX, DAYS_USUAL, &days, e));
    return decide(c, p, true, days, S(""), e);
}

static rc refuse(struct op_ctx *c, struct people *p, struct err *e) {
    return decide(c, p, false, 1, op_str(c, "reason"), e);
}

/* ---- taking it ---- */

static bool takes_out(const struct op *op) {
    for (i64 i = 0; op->args[i].name; i++)
        if (str_eqc(S("out"), op->args[i].name)) return true;
    return false;
}

/* An operation without a file of its own gives its rows and bytes into ours. */
struct taking {
    struct arena *a;
    struct buf out;
};

static void take_row(void *self, const struct op *op, const struct json *row) {
    struct taking *t = self;
    (void)op;
    buf_put(&t->out, json_text(t->a, row));
    buf_c(&t->out, '\n');
}
static void take_bytes(void *self, struct str bytes) {
    buf_put(&((struct taking *)self)->out, bytes);
}
static void take_words(void *self, const char *line) {
    (void)self, (void)line;
}

static rc into_file(struct op_ctx *c, struct op_ctx *run, struct err *e) {
    struct taking t = {c->perm, buf_make(c->perm, CSV_BYTES_MAX)};
    struct face face = {&t, take_row, take_words, take_bytes, c->face->progress, c->face->stopped};
    const struct face *before = run->face;
    run->face = &face;
    rc r = op_run(run, e);
    run->face = before;
    if (r != RC_OK && r != RC_NO) return r;
    if (!buf_ok(&t.out)) return fail(e, RC_LIMIT, "the export is too large");
    return os_replace(cstr(c->perm, op_str(c, "out")), 0600, buf_str(&t.out), e);
}

static rc get(struct op_ctx *c, struct people *p, struct err *e) {
    struct request x;
    struct rights r = {0};
    struct op_ctx run = *c;
    const char **words;
    i64 n;
    TRY(people_request_take(p, c->perm, op_str(c, "ID"), desk_self(c), os_now(), &x, e));
    TRY(inner(c, x.words, &words, &n, &run.op, e));
    const char **all = NEWN(c->perm, const char *, n + 2);
    memcpy(all, words, sizeof *all * (size_t)n);
    if (op_given(c, "out") && takes_out(run.op)) {
        all[n++] = "--out";
        all[n++] = cstr(c->perm, op_str(c, "out"));
    }
    TRY(args_parse(&run, all, n, e));
    if (c->rights) {
        r = *c->rights;
        r.perms |= 1u << PERM_EXPORT;
        run.rights = &r;
    }
    bool file = op_given(c, "out") && !takes_out(run.op);
    rc got = file ? into_file(c, &run, e) : op_run(&run, e);
    c->session = run.session;
    return got;
}

static rc list(struct op_ctx *c, struct people *p, struct err *e) {
    struct request *all;
    i64 n;
    struct str of = op_may(c, PERM_APPROVE) ? S("") : desk_self(c);
    TRY(people_requests(p, c->perm, of, &all, &n, e));
    for (i64 i = 0; i < n; i++) {
        const struct request *x = &all[i];
        bool over = x->state == REQUEST_APPROVED && x->expires < os_now();
        struct json *j = json_obj(c->perm);
        json_set_i(c->perm, j, "v", 1);
        json_set_str(c->perm, j, "id", x->id);
        json_set_str(c->perm, j, "account", x->account);
        json_set_str(c->perm, j, "state",
                     over ? S("expired") : str_c(REQUEST_STATE_WORDS[x->state]));
        json_set_str(c->perm, j, "words", x->words);
        json_set_str(c->perm, j, "purpose", x->purpose);
        json_set_str(c->perm, j, "recipients", x->recipients);
        json_set_str(c->perm, j, "asked", instant_text(c->perm, x->asked));
        if (x->decider.n) json_set_str(c->perm, j, "decided_by", x->decider);
        if (x->reason.n) json_set_str(c->perm, j, "reason", x->reason);
        if (x->state == REQUEST_APPROVED)
            json_set_str(c->perm, j, "expires", instant_text(c->perm, x->expires));
        json_set_i(c->perm, j, "taken", x->taken);
        op_row(c, j);
    }
    return RC_OK;
}

#define RUN(fn)                                                                                    \
    static rc run_##fn(struct op_ctx *c, struct err *e) {                                          \
        return desk_with_people(c, fn, e);                                                         \
    }
RUN(request)
RUN(approve)
RUN(refuse)
RUN(get)
RUN(list)

static const struct op_arg REQUEST_ARGS[] = {
    {"WORDS", "WORDS", ARG_POS_MANY, true, "the operation and its words", NULL},
    {"purpose", "TEXT", ARG_OPT, true, "what it is for", NULL, ARG_LONG},
    {"recipients", "TEXT", ARG_OPT, true, "who will get it", NULL},
    {0}};
static const struct op_arg APPROVE_ARGS[] = {
    {"ID", "ID", ARG_POS, true, "which request", NULL},
    {"days", "N", ARG_OPT, false, "how long it may be taken; 7 unless said", NULL, ARG_NUMBER},
    SIGN_ARGS,
    {0}};
static const struct op_arg REFUSE_ARGS[] = {
    {"ID", "ID", ARG_POS, true, "which request", NULL},
    {"reason", "TEXT", ARG_OPT, true, "why not", NULL, ARG_LONG},
    {0}};
static const struct op_arg GET_ARGS[] = {{"ID", "ID", ARG_POS, true, "which request", NULL},
                                         {"out", "FILE", ARG_OPT, false,
                                          "where to write it (also -o FILE); none: standard output",
                                          NULL, ARG_FILE_OUT},
                                         {0}};
static const struct op_arg NO_ARGS[] = {{0}};

const struct op OP_EXPORT_REQUEST = {
    .name = "export request",
    .group = "people",
    .summary = "ask to take something out of the case: what, why, for whom",
    .details = "WORDS are an operation that reads or exports, with its words; before words that "
               "begin with a dash stands --.",
    .perm = PERM_SELF,
    .args = REQUEST_ARGS,
    .columns = "id",
    .examples = {"cairn -C case export request --purpose \"the court of Orlan\" --recipients "
                 "\"its registrar\" receipt MRT-0001",
                 NULL},
    .run = run_request};
const struct op OP_EXPORT_APPROVE = {
    .name = "export approve",
    .group = "people",
    .summary = "let somebody take what they asked for",
    .details = "Not by whoever asked. In a case that has signers (cairn signer add) it must be "
               "signed.",
    .perm = PERM_APPROVE,
    .args = APPROVE_ARGS,
    .columns = "",
    .examples = {"cairn -C case export approve x-0123456789ab", NULL},
    .run = run_approve};
const struct op OP_EXPORT_REFUSE = {
    .name = "export refuse",
    .group = "people",
    .summary = "do not let somebody take what they asked for",
    .details = "",
    .perm = PERM_APPROVE,
    .args = REFUSE_ARGS,
    .columns = "",
    .examples = {"cairn -C case export refuse x-0123456789ab --reason \"too wide\"", NULL},
    .run = run_refuse};
const struct op OP_EXPORT_GET = {
    .name = "export get",
    .group = "people",
    .summary = "take what was asked for and approved",
    .details = "With your own groups and fields.",
    .perm = PERM_SELF,
    .args = GET_ARGS,
    .columns = "",
    .examples = {"cairn -C case --as Tamir export get x-0123456789ab", NULL},
    .run = run_get};
const struct op OP_EXPORT_LIST = {
    .name = "export list",
    .group = "people",
    .summary = "exports asked for: one's own, or (editors, custodians) all",
    .details = "",
    .perm = PERM_SELF,
    .args = NO_ARGS,
    .columns = "id account state words purpose recipients expires taken",
    .examples = {"cairn -C case export list", NULL},
    .run = run_list};
