/* log export: the log as a folder for any web server. */
#include "flow/times.h"
#include "store/log_export.h"

/* Checkpoints that left the case: witnesses and authorities saw them, receipts name them. */
static i64 sizes_seen(struct op_ctx *c, const struct times *t, i64 **out) {
    i64 n = 0;
    *out = NEWN(c->perm, i64, t->ncosigned + t->nstamped);
    for (i64 i = 0; i < t->ncosigned; i++)
        (*out)[n++] = t->cosigned[i].size;
    for (i64 i = 0; i < t->nstamped; i++)
        (*out)[n++] = t->stamped[i].size;
    return n;
}

static rc pick_note(struct op_ctx *c, const struct times *t, struct str *note, struct err *e) {
    *note = str_dup(c->perm, store_checkpoint(c->session->store));
    if (!op_flag(c, "cosigned")) return RC_OK;
    for (i64 i = t->ncosigned - 1; i >= 0; i--)
        if (t->cosigned[i].met) return *note = t->cosigned[i].note, RC_OK;
    fail(e, RC_NOTFOUND, "no checkpoint has the cosignatures that the policy asks for");
    return err_hint(e, "ask for them: `cairn log witness`");
}

static rc export(struct op_ctx *c, struct err *e) {
    struct times t;
    struct str note;
    i64 *sizes, n, files = 0;
    TRY(flow_times(c, &t, e));
    TRY(pick_note(c, &t, &note, e));
    n = sizes_seen(c, &t, &sizes);
    struct store_export x = {.dir = cstr(c->perm, op_str(c, "DIR")),
                             .note = note,
                             .sizes = sizes,
                             .nsizes = n,
                             .policy = t.policy};
    TRY(store_log_export(c->session->store, &x, &files, e));
    op_say(c,
           "%lld files written to %s; serve it as it is, and export again when the log has grown",
           (long long)files, x.dir);
    return RC_OK;
}

static const struct op_arg ARGS[] = {
    {"DIR", "DIR", ARG_POS, true, "an empty or new folder, or one exported before", NULL,
     ARG_FILE_OUT},
    {"cosigned", "", ARG_FLAG, false,
     "the newest checkpoint with enough cosignatures, not the newest of all", NULL},
    {0}};

const struct op OP_LOG_EXPORT = {
    .name = "log export",
    .group = "prove",
    .summary = "the log as a folder that any web server can serve, for monitors and mirrors",
    .details = "It shows how many acts there are and by which key, nothing of what they are. Run "
               "again it adds what is new; the checkpoint is replaced last. C2SP tlog-tiles.",
    .perm = PERM_EXPORT,
    .local = true,
    .args = ARGS,
    .columns = "",
    .examples = {"cairn -C case log export web/log", NULL},
    .run = export};
