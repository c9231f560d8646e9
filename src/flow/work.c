#include "flow/work.h"

#include "flow/enter.h"
#include "flow/show.h"
#include "reconcile/reconcile.h"
#include "store/person.h"

rc work_slice(struct op_ctx *c, struct slice *want, struct book *out, struct err *e) {
    TRY(session_open(c, e));
    want->reach = op_reach(c);
    TRY(records_load_slice(c->session->db, c->session->store, c->perm, want, out, e));
    reconcile_view(c->perm, c->scratch, out);
    return RC_OK;
}

rc work_incident(struct op_ctx *c, struct str id, const struct str *beside, i64 n, struct book *out,
                 i64 *at, struct err *e) {
    struct str found, *tied;
    i64 ntied, m = 0;
    TRY(session_open(c, e));
    struct db *d = c->session->db;
    TRY(records_find_incident(d, c->perm, id, op_reach(c), &found, e));
    TRY(records_overlaps(d, c->perm, found, &tied, &ntied, e));
    struct str *all = NEWN(c->perm, struct str, n + ntied + 1);
    all[m++] = found;
    for (i64 i = 0; i < n; i++)
        all[m++] = beside[i];
    for (i64 i = 0; i < ntied && i < OVERLAPS_MAX; i++)
        all[m++] = tied[i];
    struct slice want = {
        .incidents = all, .nincidents = m, .with = SLICE_TEXTS | SLICE_INCIDENTS | SLICE_REVIEWS};
    TRY(work_slice(c, &want, out, e));
    *at = book_incident(out, all[0]);
    CHECK(*at >= 0);
    return RC_OK;
}

rc work_object(struct op_ctx *c, struct str given, struct str *id, struct err *e) {
    struct err none = {0};
    TRY(session_open(c, e));
    struct db *d = c->session->db;
    i64 reach = op_reach(c);
    if (str_starts(given, S("c-"))) return records_find_claim(d, c->perm, given, reach, id, e);
    if (records_find_incident(d, c->perm, given, reach, id, &none) == RC_OK) return RC_OK;
    if (none.code != RC_NOTFOUND) return *e = none, none.code;
    none = (struct err){0};
    if (str_starts(given, S("n-"))) {
        struct person one;
        bool found;
        TRY(records_person(d, c->perm, given, reach, &found, &one, e));
        if (found) return *id = one.id, RC_OK;
    } else if (records_find_item(d, c->perm, given, reach, id, &none) == RC_OK) {
        return RC_OK;
    } else if (none.code != RC_NOTFOUND) {
        return *e = none, none.code;
    }
    return fail(e, RC_NOTFOUND, "there is no claim, incident, item or person \"%.*s\"",
                SARG(str_sub(given, 0, 80)));
}

struct json *work_decision(struct op_ctx *c, const char *act, struct str reason) {
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("decision"));
    json_set_str(c->perm, p, "act", str_c(act));
    json_set_str(c->perm, p, "reason", reason);
    return p;
}

rc work_words(struct op_ctx *c, const char *arg, struct str *out, struct err *e) {
    *out = str_trim(op_str(c, arg));
    if (!out->n) return fail(e, RC_USAGE, "--%s is empty", arg);
    if (out->n > WORK_WORDS_MAX)
        return fail(e, RC_USAGE, "--%s is %lld bytes; the most is %d", arg, (long long)out->n,
                    WORK_WORDS_MAX);
    return RC_OK;
}

rc work_date(struct op_ctx *c, const char *arg, struct date_range *out, struct err *e) {
    *out = (struct date_range){0};
    struct str given = str_trim(op_str(c, arg));
    if (!given.n || enter_date(c->scratch, given, out)) return RC_OK;
    return fail(e, RC_USAGE, "--%s takes a date such as 2031-03-10 or 2031-03", arg);
}

rc work_show(struct op_ctx *c, struct str incident, struct err *e) {
    struct book b;
    i64 at;
    TRY(work_incident(c, incident, NULL, 0, &b, &at, e));
    op_row(c, show_incident(c->perm, &b, at));
    return RC_OK;
}
