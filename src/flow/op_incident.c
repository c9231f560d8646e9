/* Merge and split of incidents, by a person, with a reason. Codes are permanent: a merge leaves a
 * redirect. */
#include "flow/show.h"
#include "reconcile/reconcile.h"

static struct json *reason_part(struct op_ctx *c, const char *act) {
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("decision"));
    json_set_str(c->perm, p, "act", str_c(act));
    json_set_str(c->perm, p, "reason", op_str(c, "reason"));
    return p;
}

static rc commit(struct op_ctx *c, const char *type, struct json **parts, i64 n, struct err *e) {
    struct json **all = NEWN(c->perm, struct json *, n + 1);
    all[0] = reason_part(c, type);
    for (i64 i = 0; i < n; i++)
        all[i + 1] = parts[i];
    TRY(session_entry(c, type, all, n + 1, NULL, e));
    return session_commit(c, e);
}

static rc show(struct op_ctx *c, struct str id, struct err *e) {
    struct book *b;
    TRY(session_book(c, true, &b, e));
    i64 at = book_incident(b, id);
    CHECK(at >= 0);
    op_row(c, show_incident(c->perm, b, at));
    return RC_OK;
}

static rc merge(struct op_ctx *c, struct err *e) {
    struct book *b;
    struct json **parts;
    i64 keep, gone, n;
    TRY(session_begin(c, e));
    TRY(session_book(c, true, &b, e));
    TRY(show_find_incident(b, op_str(c, "KEEP"), &keep, e));
    TRY(show_find_incident(b, op_str(c, "GONE"), &gone, e));
    struct str id = b->incidents[keep].id;
    TRY(reconcile_merge(c->perm, b, keep, gone, &parts, &n, e));
    TRY(commit(c, "merged", parts, n, e));
    return show(c, id, e);
}

static rc split(struct op_ctx *c, struct err *e) {
    struct book *b;
    struct json **parts;
    i64 from, n, nclaims = 0, cap = 0, *claims = NULL;
    TRY(session_begin(c, e));
    TRY(session_book(c, true, &b, e));
    TRY(show_find_incident(b, op_str(c, "INCIDENT"), &from, e));
    for (const struct op_value *v = op_values(c, "CLAIM"); v; v = v->more)
        TRY(show_find_claim(b, v->v, PUSH(c->perm, claims, nclaims, cap), e));
    TRY(reconcile_split(c->perm, b, from, claims, nclaims, &parts, &n, e));
    struct str first = b->claims[claims[0]].c.id;
    TRY(commit(c, "split", parts, n, e));
    TRY(session_book(c, true, &b, e));
    i64 at = book_claim(b, first);
    CHECK(at >= 0 && b->claims[at].incident >= 0);
    return show(c, b->incidents[b->claims[at].incident].id, e);
}

static const struct op_arg MERGE_ARGS[] = {
    {"KEEP", "INCIDENT", ARG_POS, true, "the incident that stays", NULL},
    {"GONE", "INCIDENT", ARG_POS, true, "the incident whose claims move; its code redirects", NULL},
    {"reason", "TEXT", ARG_OPT, true, "why", NULL},
    {0}};
static const struct op_arg SPLIT_ARGS[] = {
    {"INCIDENT", "INCIDENT", ARG_POS, true, "the incident that the claims leave", NULL},
    {"CLAIM", "CLAIM", ARG_POS_MANY, true, "claims of the new incident", NULL},
    {"reason", "TEXT", ARG_OPT, true, "why", NULL},
    {0}};

const struct op OP_INCIDENT_MERGE = {
    .name = "incident merge",
    .group = "review",
    .summary = "two incidents are one event",
    .details = "",
    .perm = PERM_REVIEW,
    .args = MERGE_ARGS,
    .columns = "code title accounts origins reviewed",
    .examples =
        {"cairn -C case incident merge MRT-0007 MRT-0009 --reason \"same graves, same day\"", NULL},
    .run = merge};
const struct op OP_INCIDENT_SPLIT = {
    .name = "incident split",
    .group = "review",
    .summary = "some claims speak of another event",
    .details = "",
    .perm = PERM_REVIEW,
    .args = SPLIT_ARGS,
    .columns = "code title accounts origins reviewed",
    .examples = {"cairn -C case incident split MRT-0007 c-1f3a9c2e --reason \"another place\"",
                 NULL},
    .run = split};
