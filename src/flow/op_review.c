/* People decide: accept, reject, correct, undo a claim; a spreadsheet round trip. Nothing is
 * overwritten: every decision is an entry, undo is another one. */
#include "base/limits.h"
#include "flow/correct.h"
#include "flow/enter.h"
#include "flow/enter_args.h"
#include "flow/review.h"
#include "flow/show.h"
#include "store/slice.h"
#include "sys/os.h"
#include "text/csv.h"

struct decision {
    struct str claim, act, reason;
    struct json *fields; /* for correct: enter.h */
    bool whole;          /* they are all that the claim holds */
    i64 line;            /* of the table; 0 = from the command line */
};

static struct json *review_part(struct arena *a, const struct decision *d, i64 version) {
    struct json *p = json_obj(a);
    json_set_str(a, p, "kind", S("review"));
    json_set_str(a, p, "claim", d->claim);
    json_set_str(a, p, "act", d->act);
    json_set_i(a, p, "version", version);
    return p;
}

static struct json *reason_part(struct arena *a, const struct decision *d) {
    struct json *p = json_obj(a);
    json_set_str(a, p, "kind", S("reason"));
    json_set_str(a, p, "words", d->reason);
    return p;
}

static bool has_standing_review(const struct book *b, struct str claim) {
    i64 n = 0;
    for (i64 i = 0; i < b->nreviews; i++) {
        if (!str_eq(b->reviews[i].claim, claim)) continue;
        n += str_eqc(b->reviews[i].act, "undo") ? -1 : 1;
    }
    return n > 0;
}

static i64 next_version(const struct book *b, const struct claim_row *r) {
    i64 n = 0;
    for (i64 i = 0; i < b->nreviews; i++)
        n += str_eq(b->reviews[i].claim, r->c.id) && str_eqc(b->reviews[i].act, "correct");
    return n + 1;
}

/* A second pair of eyes is not one's own. */
static rc not_own(struct op_ctx *c, const struct book *b, const struct claim_row *r,
                  const struct decision *d, struct err *e) {
    bool asked = b->two_person || c->rights;
    if (!asked || !str_eqc(d->act, "accept") || !str_eq(r->c.by_person, session_pseudonym(c)))
        return RC_OK;
    rc x = fail(e, RC_DENIED, "you wrote this version of the claim: somebody else accepts it");
    err_hint(e, "ask a colleague to review it");
    return x;
}

/* Parts of one decision: a corrected claim comes before its review. */
static rc decide(struct op_ctx *c, const struct book *b, struct decision *d, struct json **parts,
                 i64 *n, struct err *e) {
    i64 at;
    TRY(show_find_claim(b, d->claim, &at, e));
    const struct claim_row *r = &b->claims[at];
    d->claim = r->c.id;
    TRY(not_own(c, b, r, d, e));
    if (str_eqc(d->act, "undo") && !has_standing_review(b, d->claim))
        return fail(e, RC_CONFLICT, "there is no decision on %.*s to undo", SARG(d->claim));
    i64 version = r->version;
    if (str_eqc(d->act, "correct")) {
        struct claim fixed;
        version = next_version(b, r);
        TRY(correct_claim(c->perm, b, at, d->fields, d->whole, session_pseudonym(c), &fixed, e));
        struct json *p = json_obj(c->perm);
        json_set_str(c->perm, p, "kind", S("claim"));
        json_set_str(c->perm, p, "item", b->items[r->item].outside);
        json_set_str(c->perm, p, "state", S("corrected"));
        json_set(p, S("claim"), claim_for_log(c->perm, &fixed));
        parts[(*n)++] = p;
    }
    parts[(*n)++] = review_part(c->perm, d, version);
    parts[(*n)++] = reason_part(c->perm, d);
    return RC_OK;
}

rc review_parts(struct op_ctx *c, const struct book *b, struct str claim, struct str act,
                struct str reason, struct json **parts, i64 *n, struct err *e) {
    struct decision d = {.claim = claim, .act = act, .reason = reason};
    CHECK(!str_eqc(act, "correct"));
    return decide(c, b, &d, parts, n, e);
}

/* Of a table, the error names the line. */
static rc at_line(const struct decision *d, rc r, const struct err *why, struct err *e) {
    if (r == RC_OK) return r;
    if (d->line)
        (void)fail(e, r, "line %lld: %s; nothing was recorded", (long long)d->line, why->msg);
    else
        (void)fail(e, r, "%s", why->msg);
    if (why->hint[0]) err_hint(e, "%s", why->hint);
    return r;
}

/* Whole ids, each claim once: the second decision would not see what the first one did. */
static rc find_all(struct op_ctx *c, struct decision *ds, i64 nd, struct str *ids, struct err *e) {
    struct map seen = {0};
    for (i64 i = 0; i < nd; i++) {
        struct err why = {0};
        bool fresh = true;
        rc r = records_find_claim(c->session->db, c->perm, ds[i].claim, op_reach(c), &ids[i], &why);
        if (r == RC_OK) map_put(&seen, c->perm, ids[i], &fresh);
        if (!fresh) r = fail(&why, RC_CONFLICT, "the table decides on this claim twice");
        TRY(at_line(&ds[i], r, &why, e));
        ds[i].claim = ids[i];
    }
    return RC_OK;
}

static rc decide_all(struct op_ctx *c, const struct book *b, struct decision *ds, i64 nd,
                     struct json **parts, i64 *n, struct err *e) {
    for (i64 i = 0; i < nd; i++) {
        struct err why = {0};
        TRY(at_line(&ds[i], decide(c, b, &ds[i], parts, n, &why), &why, e));
    }
    return RC_OK;
}

static rc commit_decisions(struct op_ctx *c, struct decision *ds, i64 nd, struct err *e) {
    struct book *b;
    struct slice want = {.nclaims = nd, .with = SLICE_TEXTS | SLICE_REVIEWS};
    struct json **parts = NEWN(c->perm, struct json *, 3 * nd);
    struct str *ids = NEWN(c->perm, struct str, nd);
    i64 n = 0;
    TRY(session_begin(c, e));
    TRY(find_all(c, ds, nd, ids, e));
    want.claims = ids;
    TRY(session_slice(c, &want, &b, e));
    TRY(decide_all(c, b, ds, nd, parts, &n, e));
    TRY(session_entry(c, "reviewed", parts, n, NULL, e));
    TRY(session_commit(c, e));
    TRY(session_reconcile(c, e));
    TRY(session_slice(c, &want, &b, e));
    for (i64 i = 0; i < nd; i++) {
        i64 at = book_claim(b, ids[i]);
        CHECK(at >= 0);
        op_row(c, show_claim(c->perm, b, at));
    }
    op_say(c, "%lld decision%s recorded", (long long)nd, nd == 1 ? "" : "s");
    return RC_OK;
}

static i64 column(struct str *head, i64 n, const char *name) {
    for (i64 i = 0; i < n; i++)
        if (str_eqc(str_trim(head[i]), name)) return i;
    return -1;
}

struct sheet {
    i64 id, act, reason, min, max, what, who, kind;
};

static rc read_head(struct arena *a, struct str text, i64 *at, i64 *line, struct sheet *s,
                    struct err *e) {
    struct str *f;
    i64 n;
    TRY(csv_read(a, text, at, line, &f, &n, e));
    if (n && str_starts(f[0], S("\xEF\xBB\xBF"))) f[0] = str_sub(f[0], 3, f[0].n);
    *s = (struct sheet){column(f, n, "id"),  column(f, n, "act"), column(f, n, "reason"),
                        column(f, n, "min"), column(f, n, "max"), column(f, n, "what"),
                        column(f, n, "who"), column(f, n, "kind")};
    if (s->id >= 0 && s->act >= 0 && s->reason >= 0) return RC_OK;
    rc r = fail(e, RC_USAGE, "the table lacks a column: id, act and reason are needed");
    err_hint(e, "make it with `cairn claims --csv > f` and fill in the columns act and reason");
    return r;
}

static struct str field(struct str *f, i64 n, i64 at) {
    return at >= 0 && at < n ? csv_unguard(str_trim(f[at])) : (struct str){0};
}

static bool known_act(struct str act) {
    static const char *const ACTS[] = {"accept", "reject",   "correct",
                                       "undo",   "conflict", "work_needed"};
    for (i64 i = 0; i < LEN(ACTS); i++)
        if (str_eqc(act, ACTS[i])) return true;
    return false;
}

/* The columns of the first count, and the kind. */
static struct json *sheet_fields(struct arena *a, struct str *f, i64 n, const struct sheet *s) {
    const struct {
        const char *key;
        i64 at;
    } cols[] = {{"min", s->min}, {"max", s->max}, {"what", s->what}, {"who", s->who}};
    struct json *to = json_obj(a), *row = json_obj(a);
    for (i64 i = 0; i < LEN(cols); i++)
        if (field(f, n, cols[i].at).n) json_set_str(a, row, cols[i].key, field(f, n, cols[i].at));
    if (row->kids) json_add(json_set(to, S("counts"), json_arr(a)), row);
    if (field(f, n, s->kind).n) json_set_str(a, to, "kind", field(f, n, s->kind));
    return to;
}

/* Rows without an act are left as they are. */
static rc read_sheet(struct op_ctx *c, struct str text, struct decision **ds, i64 *nd,
                     struct err *e) {
    i64 at = 0, line = 1, cap = 0, n;
    struct sheet s;
    struct str *f;
    TRY(read_head(c->perm, text, &at, &line, &s, e));
    for (;;) {
        i64 this_line = line;
        TRY(csv_read(c->perm, text, &at, &line, &f, &n, e));
        if (n == 0) return RC_OK;
        struct str act = field(f, n, s.act);
        if (!act.n) continue;
        if (!known_act(act))
            return fail(e, RC_USAGE, "line %lld: there is no act \"%.*s\"", (long long)this_line,
                        SARG(str_sub(act, 0, 40)));
        if (!field(f, n, s.reason).n)
            return fail(e, RC_USAGE, "line %lld: a decision needs a reason", (long long)this_line);
        struct decision *d = PUSH(c->perm, *ds, *nd, cap);
        *d = (struct decision){.claim = field(f, n, s.id),
                               .act = act,
                               .reason = field(f, n, s.reason),
                               .fields = sheet_fields(c->perm, f, n, &s),
                               .line = this_line};
    }
}

static rc run_csv(struct op_ctx *c, struct err *e) {
    struct decision *ds = NULL;
    i64 nd = 0;
    struct str text;
    TRY(os_read(c->perm, cstr(c->perm, op_str(c, "csv")), CSV_BYTES_MAX, &text, e));
    TRY(read_sheet(c, text, &ds, &nd, e));
    if (nd == 0) return op_say(c, "no row has an act: nothing to do"), RC_OK;
    return commit_decisions(c, ds, nd, e);
}

/* --min and --max: ends of the first count. */
static rc put_ends(struct op_ctx *c, struct json *fields, struct err *e) {
    if (!op_given(c, "min") && !op_given(c, "max")) return RC_OK;
    struct json *list = (struct json *)json_get(fields, "counts");
    if (!list) list = json_set(fields, S("counts"), json_arr(c->perm));
    struct json *row = list->kids ? list->kids : json_add(list, json_obj(c->perm));
    if (json_get(row, "n")) return fail(e, RC_USAGE, "give --count, or --min and --max");
    if (op_given(c, "min")) json_set_str(c->perm, row, "min", op_str(c, "min"));
    if (op_given(c, "max")) json_set_str(c->perm, row, "max", op_str(c, "max"));
    return RC_OK;
}

static rc run(struct op_ctx *c, struct err *e) {
    if (op_given(c, "csv")) return run_csv(c, e);
    if (!op_given(c, "CLAIM") || !op_given(c, "ACT"))
        return fail(e, RC_USAGE, "`cairn review` needs a claim and an act, or --csv FILE");
    if (!op_given(c, "reason")) return fail(e, RC_USAGE, "a decision needs --reason TEXT");
    struct decision d = {.claim = op_str(c, "CLAIM"),
                         .act = op_str(c, "ACT"),
                         .reason = op_str(c, "reason"),
                         .whole = op_flag(c, "whole")};
    TRY(enter_given(c, &d.fields, e));
    TRY(put_ends(c, d.fields, e));
    return commit_decisions(c, &d, 1, e);
}

/* The recorder's own act; a reviewer decides with `review`. */
static rc correct(struct op_ctx *c, struct err *e) {
    struct decision d = {.claim = op_str(c, "CLAIM"),
                         .act = S("correct"),
                         .reason = op_str(c, "reason"),
                         .whole = op_flag(c, "whole")};
    TRY(enter_given(c, &d.fields, e));
    return commit_decisions(c, &d, 1, e);
}

static const struct op_arg CORRECT_ARGS[] = {
    {"CLAIM", "CLAIM", ARG_POS, true, "id of the claim, or its beginning", NULL},
    {"reason", "TEXT", ARG_OPT, true, "why; kept with the correction", NULL},
    {"kind", "KIND", ARG_OPT, false, "the kind of claim", NULL},
    {"quote", "WORDS", ARG_OPT, false, "the words of the text that say it", NULL},
    ENTER_ARGS,
    {"whole", "", ARG_FLAG, false, "what is not given is taken out of the claim", NULL},
    {0}};

const struct op OP_CLAIM_CORRECT = {
    .name = "claim correct",
    .edits = "CLAIM",
    .group = "review",
    .summary = "state a claim anew, with a reason",
    .details = "What stood before stays in the log; the claim keeps its id. Rows of lists that are "
               "given in part keep the rest.",
    .perm = PERM_WRITE,
    .args = CORRECT_ARGS,
    .columns = "id status reviewers kind number incident words",
    .examples =
        {"cairn -C case claim correct c-1f3a9c2e --count 20-23 --reason \"nearly two dozen\"",
         NULL},
    .run = correct,
};

static const struct op_arg ARGS[] = {
    {"CLAIM", "CLAIM", ARG_POS, false, "id of the claim, or its beginning", NULL},
    {"ACT", "ACT", ARG_POS, false, "the decision",
     "accept|reject|correct|undo|conflict|work_needed"},
    {"reason", "TEXT", ARG_OPT, false, "why; kept with the decision", NULL},
    {"kind", "KIND", ARG_OPT, false, "correct: the kind of claim", NULL},
    {"quote", "WORDS", ARG_OPT, false, "correct: the words of the text that say it", NULL},
    ENTER_ARGS,
    {"min", "N", ARG_OPT, false, "correct: lower end of the first count", NULL},
    {"max", "N", ARG_OPT, false, "correct: upper end of the first count", NULL},
    {"whole", "", ARG_FLAG, false, "correct: what is not given is taken out of the claim", NULL},
    {"csv", "FILE", ARG_OPT, false, "decisions from a table made by `claims --csv`", NULL,
     ARG_FILE_IN},
    {0}};

const struct op OP_REVIEW = {
    .name = "review",
    .edits = "CLAIM",
    .group = "review",
    .summary = "accept, reject, correct or undo; with a reason",
    .details =
        "Nothing is overwritten: undo is another decision, and what stood before stays in the "
        "log.\n"
        "A corrected claim keeps its id. Reviewed claims are frozen: a later reader only proposes "
        "differences.",
    .perm = PERM_REVIEW,
    .args = ARGS,
    .columns = "id status reviewers kind number incident words",
    .examples =
        {"cairn -C case review c-1f3a9c2e accept --reason \"words checked against the report\"",
         "cairn -C case review c-1f3a9c2e correct --count 20-23 --reason \"the text says nearly "
         "two dozen\"",
         "cairn -C case review --csv decisions.csv", NULL},
    .run = run,
};
