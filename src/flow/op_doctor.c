/* doctor: is this machine fit? In words, with what to do (flow/health.h). */
#include "flow/health.h"

static rc run(struct op_ctx *c, struct err *e) {
    struct health h[HEALTH_CHECKS];
    i64 n = health_checks(c, h);
    (void)e;
    for (i64 i = 0; i < n; i++) {
        struct json *j = json_obj(c->perm);
        json_set_str(c->perm, j, "check", str_c(h[i].check));
        json_set_str(c->perm, j, "state", h[i].ok ? S("ok") : S("look"));
        json_set_str(c->perm, j, "words", h[i].words);
        op_row(c, j);
    }
    return RC_OK;
}

static const struct op_arg NONE[] = {{0}};

const struct op OP_DOCTOR = {.name = "doctor",
                             .group = "system",
                             .summary =
                                 "is this machine fit: sandbox, clock, disk, case, key, last check",
                             .details = "",
                             .perm = PERM_NONE,
                             .no_case = true,
                             .args = NONE,
                             .columns = "check state words",
                             .examples = {"cairn doctor", NULL},
                             .run = run};
