/* Merge and split of incidents, by a person, with a reason. Codes are permanent: a merge leaves a
 * redirect. */
#include "flow/show.h"
#include "flow/work.h"
#include "reconcile/reconcile.h"

enum { SPLITS_MAX = 32 };

static rc commit(struct op_ctx *c, const char *type, struct json **parts, i64 n, struct err *e) {
    struct json **all = NEWN(c->perm, struct json *, n + 1);
    all[0] = work_decision(c, type, op_str(c, "reason"));
    for (i64 i = 0; i < n; i++)
        all[i + 1] = parts[i];
    TRY(session_entry(c, type, all, n + 1, NULL, e));
    return session_commit(c, e);
}

static rc merge(struct op_ctx *c, struct err *e) {
    struct book b;
    struct json **parts;
    struct str other, reason;
    i64 keep, n;
    TRY(work_words(c, "reason", &reason, e));
    TRY(session_begin(c, e));
    TRY(records_find_incident(c->session->db, c->perm, op_str(c, "GONE"), op_reach(c), &other, e));
    TRY(work_incident(c, op_str(c, "KEEP"), &other, 1, &b, &keep, e));
    struct str id = b.incidents[keep].id;
    TRY(reconcile_merge(c->perm, &b, keep, book_incident(&b, other), &parts, &n, e));
    TRY(commit(c, "merged", parts, n, e));
    return work_show(c, id, e);
}

/* The id of the new incident: that of the part which is not the one split. */
static struct str new_incident(struct json **parts, i64 n, struct str old) {
    for (i64 i = 0; i < n; i++) {
        struct str id = json_get_str(json_get(parts[i], "incident"), "id");
        if (!str_eq(id, old)) return id;
    }
    return old;
}

static rc claim_in(struct op_ctx *c, const struct book *b, struct str given, i64 *at,
                   struct err *e) {
    struct str id;
    TRY(records_find_claim(c->session->db, c->perm, given, op_reach(c), &id, e));
    *at = book_claim(b, id);
    if (*at >= 0) return RC_OK;
    return fail(e, RC_CONFLICT, "%.*s is not in this incident", SARG(id));
}

/* One try, with the incidents named beside it in the book, whose ids are taken. */
static rc split_once(struct op_ctx *c, const struct str *taken, i64 ntaken, struct json ***parts,
                     i64 *n, struct str *fresh, struct err *e) {
    struct book b;
    i64 from, nclaims = 0, cap = 0, *claims = NULL;
    TRY(work_incident(c, op_str(c, "INCIDENT"), taken, ntaken, &b, &from, e));
    for (const struct op_value *v = op_values(c, "CLAIM"); v; v = v->more)
        TRY(claim_in(c, &b, v->v, PUSH(c->perm, claims, nclaims, cap), e));
    TRY(reconcile_split(c->perm, &b, from, claims, nclaims, parts, n, e));
    *fresh = new_incident(*parts, *n, b.incidents[from].id);
    return RC_OK;
}

/* The id of a new incident comes from its first claim; an incident that was split off and merged
 * back may have taken it, and stands outside the slice. */
static rc split_parts(struct op_ctx *c, struct json ***parts, i64 *n, struct str *fresh,
                      struct err *e) {
    struct str taken[SPLITS_MAX];
    i64 entry, part;
    for (i64 i = 0; i < SPLITS_MAX; i++) {
        TRY(split_once(c, taken, i, parts, n, fresh, e));
        TRY(records_version(c->session->db, *fresh, &entry, &part, e));
        if (entry < 0) return RC_OK;
        taken[i] = *fresh;
    }
    return fail(e, RC_LIMIT, "these claims were split off and merged back %d times", SPLITS_MAX);
}

static rc split(struct op_ctx *c, struct err *e) {
    struct json **parts;
    struct str reason, fresh;
    i64 n;
    TRY(work_words(c, "reason", &reason, e));
    TRY(session_begin(c, e));
    TRY(split_parts(c, &parts, &n, &fresh, e));
    TRY(commit(c, "split", parts, n, e));
    return work_show(c, fresh, e);
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
    .edits = "KEEP",
    .group = "review",
    .summary = "two incidents are one event",
    .details = "",
    .perm = PERM_PUBLISH,
    .args = MERGE_ARGS,
    .columns = "code title accounts origins reviewed",
    .examples =
        {"cairn -C case incident merge MRT-0007 MRT-0009 --reason \"same graves, same day\"", NULL},
    .run = merge};
const struct op OP_INCIDENT_SPLIT = {
    .name = "incident split",
    .edits = "INCIDENT",
    .group = "review",
    .summary = "some claims speak of another event",
    .details = "",
    .perm = PERM_PUBLISH,
    .args = SPLIT_ARGS,
    .columns = "code title accounts origins reviewed",
    .examples = {"cairn -C case incident split MRT-0007 c-1f3a9c2e --reason \"another place\"",
                 NULL},
    .run = split};
