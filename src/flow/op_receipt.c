/* receipt: a file that leads a figure, incident, claim or item back to sealed words; its check, for
 * `cairn verify FILE`. */
#include "flow/correct.h"
#include "flow/receipt.h"
#include "flow/show.h"
#include "flow/times.h"
#include "method/method.h"
#include "publish/mask.h"
#include "reconcile/reconcile.h"
#include "seal/receipt.h"
#include "store/erasure.h"
#include "sys/os.h"

static struct json *method_input(struct op_ctx *c, const struct book *b, i64 incident) {
    struct method_input in;
    reconcile_input(c->perm, c->scratch, b, incident, &in);
    return method_input_to_json(c->perm, &in);
}

static void mask_names(void *ctx, struct arena *a, i64 item, struct span sentence,
                       struct span **spans, i64 *n) {
    const struct masks *m = ctx;
    struct mask one;
    i64 cap = 0;
    for (u32 from = sentence.start; mask_next(m, item, from, sentence.end, &one);
         from = one.span.end)
        *PUSH(a, *spans, *n, cap) = one.span;
}

static void open_all(struct op_ctx *c, struct receipt_in *in, const i64 *claims, i64 n) {
    i64 *v = NEWN(c->perm, i64, n);
    for (i64 i = 0; i < n; i++)
        v[i] = claims[i];
    in->claims = v;
    in->nclaims = n;
}

/* Claims of an incident that count: withdrawn ones are not shown again. */
static void open_incident(struct op_ctx *c, const struct book *b, i64 at, struct receipt_in *in) {
    const struct incident *inc = &b->incidents[at];
    i64 *v = NEWN(c->perm, i64, inc->nclaims);
    i64 n = 0;
    for (i64 i = 0; i < inc->nclaims; i++)
        if (b->claims[inc->claims[i]].c.status != STATUS_WITHDRAWN) v[n++] = inc->claims[i];
    in->claims = v;
    in->nclaims = n;
}

/* Only the claims that the figure is folded from are opened: others of the incident stay closed. */
static void about_figure(struct op_ctx *c, const struct book *b, i64 at, struct receipt_in *in) {
    const struct figure *f = &b->figures[at];
    struct method_input all, own;
    reconcile_input(c->perm, c->scratch, b, f->incident, &all);
    method_select(c->perm, &all, word_name("what", (int)f->what), word_name("who", (int)f->who),
                  &own);
    i64 *v = NEWN(c->perm, i64, own.ntuples), n = 0;
    for (i64 i = 0; i < own.ntuples; i++) {
        i64 claim = book_claim(b, own.tuples[i].claim), k = 0;
        CHECK(claim >= 0);
        while (k < n && v[k] != claim)
            k++;
        if (k == n) v[n++] = claim;
    }
    in->noun = "figure";
    in->about = figure_to_json(c->perm, b, f);
    in->method = f->method;
    in->method_input = method_input_to_json(c->perm, &own);
    in->claims = v;
    in->nclaims = n;
}

static rc about(struct op_ctx *c, const struct book *b, struct str id, struct receipt_in *in,
                struct err *e) {
    i64 at;
    struct err none = {0};
    if (str_starts(id, S("f-"))) {
        TRY(show_find_figure(b, id, &at, e));
        about_figure(c, b, at, in);
    } else if (str_starts(id, S("c-"))) {
        TRY(show_find_claim(b, id, &at, e));
        in->noun = "claim";
        in->about = claim_for_log(c->perm, &b->claims[at].c);
        open_all(c, in, &at, 1);
    } else if (show_find_incident(b, id, &at, &none) == RC_OK) {
        in->noun = "incident";
        in->about = incident_to_json(c->perm, b, at);
        in->method_input = method_input(c, b, at);
        in->method = method_find(S("range"))->name;
        open_incident(c, b, at, in);
    } else {
        TRY(show_find_item(b, id, &at, e));
        TRY(erased_refused(&b->items[at], e));
        i64 *one = NEW(c->perm, i64);
        *one = at;
        in->noun = "item";
        in->about = show_item(c->perm, b, at, show_claim_count(b, at));
        in->items = one;
        in->nitems = 1;
    }
    return RC_OK;
}

rc receipt_text(struct op_ctx *c, struct str id, struct str *out, struct err *e) {
    struct book *b;
    TRY(session_book(c, true, &b, e));
    struct masks masks;
    struct publish_policy policy = publish_policy_default();
    masks_build(c->perm, c->scratch, b, &policy, &masks);
    struct times t;
    TRY(flow_times(c, &t, e));
    struct receipt_in in = {.store = c->session->store,
                            .book = b,
                            .mask = mask_names,
                            .mask_ctx = &masks,
                            .times = &t};
    TRY(about(c, b, id, &in, e));
    return receipt_make(c->perm, c->scratch, &in, out, e);
}

rc receipt_figure(struct op_ctx *c, struct arena *a, const struct book *b, const struct masks *m,
                  i64 figure, struct str *out, struct err *e) {
    struct op_ctx x = *c;
    x.perm = a;
    struct times t;
    TRY(flow_times(&x, &t, e));
    struct receipt_in in = {.store = c->session->store,
                            .book = b,
                            .mask = mask_names,
                            .mask_ctx = (void *)m,
                            .times = &t};
    about_figure(&x, b, figure, &in);
    return receipt_make(a, c->scratch, &in, out, e);
}

static rc run(struct op_ctx *c, struct err *e) {
    struct str text;
    TRY(receipt_text(c, op_str(c, "ID"), &text, e));
    if (!op_given(c, "out")) {
        c->face->raw(c->face->self, text);
        return RC_OK;
    }
    TRY(os_replace(cstr(c->perm, op_str(c, "out")), 0644, text, e));
    op_say(c, "receipt written; anyone can check it: cairn verify %s",
           cstr(c->perm, op_str(c, "out")));
    return RC_OK;
}

static void check_line(void *ctx, const char *state, const char *what, struct str words) {
    struct op_ctx *c = ctx;
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "state", str_c(state));
    json_set_str(c->perm, j, "object", str_c(what));
    json_set_str(c->perm, j, "finding", words);
    op_row(c, j);
}

static rc trusted_file(struct op_ctx *c, const char *arg, struct str *out, struct err *e) {
    *out = (struct str){0};
    if (!op_given(c, arg)) return RC_OK;
    return os_read(c->perm, cstr(c->perm, op_str(c, arg)), TRUST_BYTES_MAX, out, e);
}

rc receipt_trust(struct op_ctx *c, struct receipt_trust *out, struct err *e) {
    *out = (struct receipt_trust){.vkey = op_str(c, "key")};
    TRY(trusted_file(c, "policy", &out->policy, e));
    return trusted_file(c, "roots", &out->roots, e);
}

rc receipt_check(struct op_ctx *c, struct str text, struct err *e) {
    struct receipt_trust trust;
    TRY(receipt_trust(c, &trust, e));
    return receipt_verify(c->perm, c->scratch, text, &trust, check_line, c, e);
}

static const struct op_arg ARGS[] = {
    {"ID", "FIGURE|INCIDENT|ITEM|CLAIM", ARG_POS, true, "what the receipt is about", NULL},
    {"out", "FILE", ARG_OPT, false, "where to write it (also -o FILE); none: standard output",
     NULL, ARG_FILE_OUT},
    {0}};

const struct op OP_RECEIPT = {
    .name = "receipt",
    .group = "publish",
    .summary = "a file that anyone can check, without case, key or network",
    .details =
        "It opens only the sentences behind what it is about; names are withheld in it, other "
        "words stay closed.\n"
        "Its badge says when the words were sealed and that truth was not assessed.",
    .perm = PERM_EXPORT,
    .args = ARGS,
    .columns = "",
    .examples = {"cairn -C case receipt MRT-0001 -o mrt-0001.receipt", NULL},
    .run = run,
};
