#include "flow/op.h"
#include "method/method.h"

static rc run(struct op_ctx *c, struct err *e) {
    i64 n;
    const struct method *all = method_all(&n), *one = NULL;
    if (op_given(c, "NAME")) {
        one = method_find(op_str(c, "NAME"));
        if (!one)
            return fail(e, RC_NOTFOUND, "there is no method \"%.*s\"",
                        SARG(str_sub(op_str(c, "NAME"), 0, 60)));
    }
    for (i64 i = 0; i < n; i++) {
        if (one && one != &all[i]) continue;
        for (i64 k = 0; k < all[i].nrules; k++) {
            struct json *j = json_obj(c->perm);
            json_set_str(c->perm, j, "method", all[i].name);
            json_set_i(c->perm, j, "rule", k + 1);
            json_set_str(c->perm, j, "words", all[i].rules[k].text);
            if (all[i].rules[k].source.n)
                json_set_str(c->perm, j, "source", all[i].rules[k].source);
            op_row(c, j);
        }
    }
    return RC_OK;
}

static const struct op_arg ARGS[] = {
    {"NAME", "NAME", ARG_POS, false, "one method; none: all", NULL}, {0}};

const struct op OP_METHOD = {.name = "method",
                             .group = "reconcile",
                             .summary = "the methods, their rules in words",
                             .details = "",
                             .perm = PERM_NONE,
                             .no_case = true,
                             .args = ARGS,
                             .columns = "method rule words",
                             .examples = {"cairn method range@1", NULL},
                             .run = run};
