/* totals: sums over incidents in which nobody is counted twice. */
#include "flow/show.h"
#include "reconcile/totals.h"

static struct json *total_row(struct op_ctx *c, const struct total *t) {
    static const char *const ACCOUNTS[] = {"one_account", "several_accounts_one_origin",
                                           "independent_accounts"};
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "what", word_name("what", (int)t->what));
    json_set_str(c->perm, j, "accounts", str_c(ACCOUNTS[t->accounts]));
    json_set_i(c->perm, j, "incidents", t->incidents);
    json_set_i(c->perm, j, "min", t->min);
    if (t->max == COUNT_OPEN)
        json_set(j, S("max"), json_null(c->perm));
    else
        json_set_i(c->perm, j, "max", t->max);
    json_set_i(c->perm, j, "less_min", t->less_min);
    json_set_i(c->perm, j, "less_max", t->less_max);
    json_set_str(c->perm, j, "number", show_range(c->perm, t->min, t->max));
    return j;
}

static rc run(struct op_ctx *c, struct err *e) {
    struct book *b;
    struct total *t;
    i64 n;
    TRY(session_book(c, true, &b, e));
    reconcile_totals(c->perm, c->scratch, b, &t, &n);
    for (i64 i = 0; i < n; i++)
        op_row(c, total_row(c, &t[i]));
    if (n == 0) op_say(c, "no figures yet");
    if (b->nerased)
        op_say(c, "%lld item%s erased; what they said is counted nowhere (cairn erasures)",
               (long long)b->nerased, b->nerased == 1 ? " was" : "s were");
    return RC_OK;
}

static const struct op_arg ARGS[] = {{0}};

const struct op OP_TOTALS = {
    .name = "totals",
    .group = "reconcile",
    .summary = "sums over all incidents; what aggregates count twice is taken off",
    .details =
        "By what is counted and how many accounts stand behind it: a figure of one account is no\n"
        "headline. less_min and less_max: what was taken off aggregates (`incident overlap`).",
    .perm = PERM_READ,
    .args = ARGS,
    .columns = "what accounts incidents number less_min less_max",
    .examples = {"cairn -C case totals", NULL},
    .run = run,
    .slow = true};
