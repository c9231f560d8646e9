/* Claims proposed from outside: each field held against the sealed bytes, the verdict told. */
#include "base/limits.h"
#include "flow/propose.h"
#include "store/store.h"
#include "sys/os.h"

static rc record(struct op_ctx *c, const struct proposed *v, i64 n, struct err *e) {
    struct json **parts = NEWN(c->perm, struct json *, n + 1);
    i64 k = 0;
    for (i64 i = 0; i < n; i++) {
        struct json *p = propose_part(c, &v[i]);
        if (p) parts[k++] = p;
    }
    if (!k) return store_abandon(c->session->txn), c->session->txn = NULL, RC_OK;
    TRY(session_entry(c, "read", parts, k, NULL, e));
    TRY(session_commit(c, e));
    return session_reconcile(c, e);
}

static void tell(struct op_ctx *c, const struct proposed *v, i64 n, bool preview) {
    i64 of[PROPOSE_ENTERED + 1] = {0};
    for (i64 i = 0; i < n; i++) {
        op_row(c, propose_row(c->perm, &v[i]));
        of[v[i].verdict]++;
    }
    op_say(c, "%lld proposals: %lld entered, %lld held, %lld proposed, %lld known, %lld refused%s",
           (long long)n, (long long)of[PROPOSE_ENTERED], (long long)of[PROPOSE_HELD],
           (long long)of[PROPOSE_PROPOSED], (long long)of[PROPOSE_KNOWN],
           (long long)of[PROPOSE_REFUSED], preview ? "; nothing was recorded" : "");
    if (of[PROPOSE_HELD] && !preview)
        op_say(c, "what is held is in no figure until a person accepts it: `cairn review`");
}

static rc run(struct op_ctx *c, struct err *e) {
    struct str file;
    struct proposed *v;
    i64 n;
    bool preview = op_flag(c, "preview");
    TRY(os_read(c->perm, cstr(c->perm, op_str(c, "FILE")), PROPOSALS_BYTES_MAX, &file, e));
    TRY(session_begin(c, e));
    TRY(propose_judge(c, file, &v, &n, e));
    if (preview)
        store_abandon(c->session->txn), c->session->txn = NULL;
    else
        TRY(record(c, v, n, e));
    tell(c, v, n, preview);
    return RC_OK;
}

static const struct op_arg ARGS[] = {
    {"FILE", "FILE", ARG_POS, true, "proposals, one JSON object a line", NULL, ARG_FILE_IN},
    {"preview", "", ARG_FLAG, false, "only show the verdicts", NULL},
    {0}};

const struct op OP_PROPOSE = {
    .name = "propose",
    .group = "seal",
    .summary = "claims proposed from outside, each field held against the bytes",
    .details =
        "FILE holds claim-proposal/1, one object a line: docs/formats/proposal.md. Each gets a "
        "verdict:\n"
        "entered (every field verified; a claim like one of the reader's), held (a claim that "
        "waits for a person\n"
        "and is in no figure before), proposed (a claim of these words stands; what differs is "
        "put beside it),\n"
        "known, or refused with the reason. Nothing of what is refused is kept.",
    .perm = PERM_WRITE,
    .args = ARGS,
    .columns = "line verdict claim kind proposer why",
    .examples = {"cairn -C case propose proposals.ndjson --preview",
                 "cairn -C case propose proposals.ndjson", NULL},
    .run = run,
    .slow = true,
};
