#include "flow/session.h"

static rc run(struct op_ctx *c, struct err *e) {
    const char *dir = cstr(c->perm, op_str(c, "DIR"));
    struct store_key_opts k = {.key_file = c->key_file,
                               .passphrase_file = c->passphrase_file,
                               .no_passphrase = op_flag(c, "no-passphrase")};
    if (op_given(c, "scrypt-work")) {
        i64 work;
        TRY(op_int(c, "scrypt-work", 1, 22, 18, &work, e));
        k.scrypt_work = (int)work;
    }
    struct str name = op_given(c, "name") ? op_str(c, "name") : op_str(c, "DIR");
    TRY(store_init(dir, name, &k, e));
    op_say(c, "case made in %s", dir);
    op_say(c, "keep the key file safe and apart: without it nothing in the case can be read");
    op_say(c, "next: cairn -C %s add report.txt --publication NAME --published DATE", dir);
    return RC_OK;
}

static const struct op_arg ARGS[] = {
    {"DIR", "DIR", ARG_POS, true, "folder of the new case; absent or empty", NULL},
    {"name", "TEXT", ARG_OPT, false, "name of the case, shown on its pages", NULL},
    {"no-passphrase", "", ARG_FLAG, false,
     "leave the key file unencrypted (its permissions are 0600)", NULL},
    {"scrypt-work", "N", ARG_OPT, false, "log2 of the passphrase's work factor", NULL},
    {0}};

const struct op OP_INIT = {
    .name = "init",
    .group = "start",
    .summary = "a new case: keys, empty log, first checkpoint",
    .details =
        "The key file is written to --key-file, $CAIRN_KEY_FILE or the XDG config folder, under a\n"
        "passphrase (asked for, or from --passphrase-file) unless --no-passphrase is given.",
    .perm = PERM_OWN,
    .no_case = true,
    .args = ARGS,
    .columns = "",
    .examples = {"cairn init case --no-passphrase --key-file case.key --name \"Lisharan 2031\"",
                 NULL},
    .run = run,
    .local = true,
};
