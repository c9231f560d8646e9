/* An aggregate report ("350 killed in March") counts people whom other incidents count too: tied to
 * them, it is counted only with what is left (reconcile/totals.h). */
#include "flow/show.h"
#include "flow/work.h"
#include "reconcile/totals.h"

static struct json *tie_part(struct op_ctx *c, struct str aggregate, struct str incident) {
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("overlap"));
    json_set_str(c->perm, p, "aggregate", aggregate);
    json_set_str(c->perm, p, "incident", incident);
    json_set_str(c->perm, p, "reason", op_str(c, "reason"));
    if (op_flag(c, "apart")) json_set(p, S("apart"), json_bool(c->perm, true));
    return p;
}

/* Ids of all that the incidents named overlap in turn, for the circle. */
static rc reach_of(struct op_ctx *c, struct str *ids, i64 *n, i64 cap, struct err *e) {
    struct map seen = {0};
    for (i64 i = 0; i < *n; i++)
        map_put(&seen, c->perm, ids[i], NULL);
    for (i64 i = 0; i < *n; i++) {
        struct str *more;
        i64 m;
        TRY(records_overlaps(c->session->db, c->perm, ids[i], &more, &m, e));
        for (i64 k = 0; k < m; k++) {
            bool fresh;
            map_put(&seen, c->perm, more[k], &fresh);
            if (!fresh) continue;
            if (*n >= cap)
                return fail(e, RC_LIMIT, "more than %lld incidents overlap", (long long)cap);
            ids[(*n)++] = more[k];
        }
    }
    return RC_OK;
}

static bool tied(const struct book *b, i64 aggregate, i64 incident) {
    for (i64 i = 0; i < b->noverlaps; i++)
        if (b->overlaps[i].aggregate == aggregate && b->overlaps[i].incident == incident)
            return true;
    return false;
}

static rc check_one(struct op_ctx *c, const struct book *b, i64 aggregate, i64 incident,
                    struct err *e) {
    struct str whole = b->incidents[aggregate].code, part = b->incidents[incident].code;
    bool have = tied(b, aggregate, incident);
    if (op_flag(c, "apart")) {
        if (have) return RC_OK;
        return fail(e, RC_CONFLICT, "%.*s is not tied to %.*s", SARG(whole), SARG(part));
    }
    if (b->incidents[incident].merged_into.n || b->incidents[aggregate].merged_into.n)
        return fail(e, RC_CONFLICT, "an incident that was merged overlaps nothing of its own");
    if (have) return fail(e, RC_CONFLICT, "%.*s is tied to %.*s already", SARG(whole), SARG(part));
    if (reconcile_overlaps_itself(c->scratch, b, aggregate, incident))
        return fail(e, RC_CONFLICT, "%.*s would overlap itself through %.*s", SARG(whole),
                    SARG(part));
    return RC_OK;
}

static rc find_all(struct op_ctx *c, struct str *ids, i64 *n, struct err *e) {
    i64 reach = op_reach(c);
    struct db *d = c->session->db;
    TRY(records_find_incident(d, c->perm, op_str(c, "AGGREGATE"), reach, &ids[(*n)++], e));
    for (const struct op_value *v = op_values(c, "INCIDENT"); v; v = v->more) {
        if (*n >= OVERLAPS_MAX)
            return fail(e, RC_LIMIT, "tie at most %d incidents at once", OVERLAPS_MAX);
        TRY(records_find_incident(d, c->perm, v->v, reach, &ids[(*n)++], e));
    }
    return RC_OK;
}

static rc overlap(struct op_ctx *c, struct err *e) {
    struct str *ids = NEWN(c->perm, struct str, 4 * OVERLAPS_MAX), reason;
    struct json **parts = NEWN(c->perm, struct json *, OVERLAPS_MAX);
    struct book b;
    i64 n = 0, aggregate;
    TRY(work_words(c, "reason", &reason, e));
    TRY(session_begin(c, e));
    TRY(find_all(c, ids, &n, e));
    i64 named = n;
    TRY(reach_of(c, ids, &n, 4 * OVERLAPS_MAX, e));
    struct slice want = {.incidents = ids, .nincidents = n};
    TRY(work_slice(c, &want, &b, e));
    aggregate = book_incident(&b, ids[0]);
    for (i64 i = 1; i < named; i++) {
        TRY(check_one(c, &b, aggregate, book_incident(&b, ids[i]), e));
        parts[i - 1] = tie_part(c, ids[0], ids[i]);
    }
    TRY(session_entry(c, "tied", parts, named - 1, NULL, e));
    TRY(session_commit(c, e));
    return work_show(c, ids[0], e);
}

static const struct op_arg ARGS[] = {
    {"AGGREGATE", "INCIDENT", ARG_POS, true, "the incident whose report counts others together",
     NULL},
    {"INCIDENT", "INCIDENT", ARG_POS_MANY, true, "the incidents that it counts too", NULL},
    {"reason", "TEXT", ARG_OPT, true, "why", NULL},
    {"apart", "", ARG_FLAG, false, "take the tie back", NULL},
    {0}};

const struct op OP_INCIDENT_OVERLAP = {
    .name = "incident overlap",
    .edits = "AGGREGATE",
    .group = "review",
    .summary = "an aggregate counts what other incidents count: totals subtract",
    .details = "From the aggregate's ends those of its incidents are taken off, lowest from lowest "
               "and\nhighest from highest, never below 0. See `cairn totals`.",
    .perm = PERM_PUBLISH,
    .args = ARGS,
    .columns = "code title overlaps",
    .examples = {"cairn -C case incident overlap MRT-0007 MRT-0009 --reason \"the month's total "
                 "names this attack\"",
                 NULL},
    .run = overlap};
