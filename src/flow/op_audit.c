/* The audit trail: who read, searched, exported, changed what, and whether the trail is whole. */
#include "base/limits.h"
#include "flow/desk.h"
#include "store/records_account.h"
#include "text/fold.h"

struct trail {
    struct op_ctx *c;
    i64 from, to; /* unix seconds, to exclusive */
    struct str account, object;
    i64 shown;
    bool quiet; /* checked, not shown */
    const struct audit_mark *marks;
    i64 nmarks, at; /* marks still to come */
    i64 broken;     /* entry of the first mark that does not hold; -1 */
};

static bool wanted(const struct trail *t, const struct audit_line *l) {
    struct arena a = t->c->scratch;
    if (l->at < t->from || l->at >= t->to) return false;
    if (t->object.n && !str_has(l->object, t->object)) return false;
    return !t->account.n || str_eq(text_fold_name(&a, l->account), text_fold_name(&a, t->account));
}

static void row(struct trail *t, const struct audit_line *l) {
    struct arena *a = t->c->perm;
    struct json *j = json_obj(a);
    json_set_i(a, j, "v", 1);
    json_set_i(a, j, "line", l->n);
    json_set_str(a, j, "at", instant_text(a, l->at));
    json_set_str(a, j, "account", str_dup(a, l->account));
    json_set_str(a, j, "act", str_dup(a, l->act));
    json_set_str(a, j, "object", str_dup(a, l->object));
    op_row(t->c, j);
    t->shown++;
}

static bool head_is(struct arena scratch, const u8 chain[32], struct str hex) {
    return str_eq(hex_encode(&scratch, (struct str){(const char *)chain, 32}), hex);
}

/* The log says where the trail stood when it told of an account. */
static void check_marks(struct trail *t, i64 n, const u8 chain[32]) {
    for (; t->at < t->nmarks && t->marks[t->at].n <= n; t->at++) {
        const struct audit_mark *m = &t->marks[t->at];
        bool empty = m->n == 0;
        if (!empty && t->broken < 0 && (m->n != n || !head_is(t->c->scratch, chain, m->head)))
            t->broken = m->entry;
    }
}

static void line(void *ctx, const struct audit_line *l, const u8 chain[32]) {
    struct trail *t = ctx;
    check_marks(t, l->n, chain);
    if (!t->quiet && wanted(t, l)) row(t, l);
}

static rc day_arg(struct op_ctx *c, const char *name, bool end, i64 *out, struct err *e) {
    struct date_range r;
    if (!op_given(c, name)) return RC_OK;
    if (!date_parse(op_str(c, name), &r))
        return fail(e, RC_USAGE, "--%s takes a date such as 2031-03-10", name);
    *out = ((i64)(end ? r.to + 1 : r.from)) * 86400;
    return RC_OK;
}

static rc missing_lines(i64 entry, struct err *e) {
    fail(e, RC_INTEGRITY, "audit trail: it is not what entry %lld of the log says it was",
         (long long)entry);
    return err_hint(e, "lines were cut off or made anew: compare desk.db with a backup");
}

static rc walk(struct trail *t, struct people *p, i64 *last, struct err *e) {
    struct op_ctx *c = t->c;
    struct audit_mark *marks;
    u8 head[32];
    TRY(session_open(c, e));
    TRY(records_audit_marks(c->session->db, c->perm, &marks, &t->nmarks, e));
    t->marks = marks;
    TRY(people_audit_walk(p, c->scratch, line, t, last, head, e));
    for (; t->broken < 0 && t->at < t->nmarks; t->at++)
        if (t->marks[t->at].n > 0) t->broken = t->marks[t->at].entry;
    return t->broken < 0 ? RC_OK : missing_lines(t->broken, e);
}

rc desk_audit_check(struct op_ctx *c, struct people *p, i64 *lines, struct err *e) {
    struct trail t = {.c = c, .broken = -1, .quiet = true};
    return walk(&t, p, lines, e);
}

static rc audit(struct op_ctx *c, struct people *p, struct err *e) {
    struct trail t = {.c = c, .from = INT64_MIN, .to = INT64_MAX, .broken = -1};
    i64 last;
    t.account = op_str(c, "account");
    t.object = op_str(c, "object");
    TRY(day_arg(c, "from", false, &t.from, e));
    TRY(day_arg(c, "to", true, &t.to, e));
    TRY(walk(&t, p, &last, e));
    op_say(c, "%lld of %lld lines; the trail is whole", (long long)t.shown, (long long)last);
    return RC_OK;
}

static rc run(struct op_ctx *c, struct err *e) {
    return desk_with_people(c, audit, e);
}

static const struct op_arg ARGS[] = {
    {"from", "DATE", ARG_OPT, false, "not before", NULL, ARG_DATE},
    {"to", "DATE", ARG_OPT, false, "not after", NULL, ARG_DATE},
    {"account", "NAME", ARG_OPT, false, "only of this account", NULL},
    {"object", "TEXT", ARG_OPT, false, "only where this occurs in what it was about", NULL},
    {0}};

const struct op OP_AUDIT = {
    .name = "audit",
    .group = "people",
    .summary = "who read, searched, exported or changed what, when",
    .details = "The chain of the lines is checked from the first to the last, and against what the "
               "log says of it:\na line that was changed, left out or added is found, and the "
               "command exits with 6.",
    .perm = PERM_OWN,
    .args = ARGS,
    .columns = "line at account act object",
    .examples = {"cairn -C case audit --from 2031-03-01 --account Mara", NULL},
    .run = run};
