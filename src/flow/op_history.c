/* claim history: every version with what changed, every decision with its reason, every comment. */
#include "flow/history.h"
#include "flow/show.h"
#include "flow/work.h"

static struct json *step(struct op_ctx *c, const char *what, struct str by, i64 at) {
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "step", str_c(what));
    json_set_str(c->perm, j, "by", by);
    json_set_str(c->perm, j, "at", instant_text(c->perm, at));
    return j;
}

static void first_row(struct op_ctx *c, const struct history *h) {
    struct json *j = step(c, "first", h->first_by, h->first_at), *f = json_obj(c->perm);
    for (int i = 0; i < HISTORY_FIELDS; i++)
        if (h->first[i].value.n) json_set_str(c->perm, f, h->first[i].name, h->first[i].value);
    json_set(j, S("fields"), f);
    op_row(c, j);
}

static void change_row(struct op_ctx *c, const struct history_change *h) {
    for (int i = 0; i < h->n; i++) {
        const struct history_field *was = &h->was[h->changed[i]], *is = &h->is[h->changed[i]];
        struct json *j = step(c, h->version < 0 ? "proposed" : "changed", h->by, h->at);
        if (h->version >= 0) json_set_i(c->perm, j, "version", h->version);
        json_set_str(c->perm, j, "field", str_c(is->name));
        json_set_str(c->perm, j, "was", was->value);
        json_set_str(c->perm, j, "is", is->value);
        op_row(c, j);
    }
}

static void decision_row(struct op_ctx *c, const struct shown *x, const struct review *r) {
    struct json *j = step(c, "decided", r->by, r->at);
    json_set_str(c->perm, j, "act", r->act);
    json_set_str(c->perm, j, "reason", shown_text(c->perm, x, r->reason));
    if (r->undone) json_set(j, S("undone"), json_bool(c->perm, true));
    op_row(c, j);
}

static rc run(struct op_ctx *c, struct err *e) {
    struct book b;
    struct str id;
    struct shown x;
    struct history h;
    TRY(session_open(c, e));
    TRY(records_find_claim(c->session->db, c->perm, op_str(c, "CLAIM"), op_reach(c), &id, e));
    struct slice want = {.claims = &id, .nclaims = 1, .with = SLICE_TEXTS};
    TRY(work_slice(c, &want, &b, e));
    shown_make(c, &b, &x);
    TRY(history_of(c, &x, book_claim(&b, id), &h, e));
    first_row(c, &h);
    for (i64 i = 0; i < h.nchanges; i++)
        change_row(c, &h.changes[i]);
    for (i64 i = 0; i < h.ndecisions; i++)
        decision_row(c, &x, &h.decisions[i]);
    for (i64 i = 0; i < h.nproposed; i++)
        change_row(c, &h.proposed[i]);
    for (i64 i = 0; i < h.ncomments; i++) {
        struct json *j = step(c, "comment", h.comments[i].by, h.comments[i].at);
        json_set_str(c->perm, j, "words", shown_text(c->perm, &x, h.comments[i].words));
        op_row(c, j);
    }
    return RC_OK;
}

static const struct op_arg ARGS[] = {
    {"CLAIM", "CLAIM", ARG_POS, true, "id of the claim, or its beginning", NULL}, {0}};

const struct op OP_CLAIM_HISTORY = {
    .name = "claim history",
    .group = "review",
    .summary = "how a claim came to stand as it does: versions, decisions, reasons, comments",
    .details = "What changed is told field by field. Differences that a later reader proposes come "
               "after\nthe decisions: they count for nothing until a person takes them over.",
    .perm = PERM_READ,
    .args = ARGS,
    .columns = "step at by field was is act reason words",
    .examples = {"cairn -C case claim history c-1f3a9c2e", NULL},
    .run = run};
