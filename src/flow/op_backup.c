/* backup, backup check, restore: the case on another disk, and back. */
#include "base/limits.h"
#include "flow/session.h"
#include "seal/head.h"
#include "store/backup.h"
#include "sys/os.h"

static void waiting(void *ctx) {
    op_say(ctx, "another cairn is writing to this case or backup; waiting up to 30 seconds …");
}

static void finding(void *ctx, const char *object, const char *what) {
    struct op_ctx *c = ctx;
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "object", str_dup(c->perm, str_c(object)));
    json_set_str(c->perm, j, "finding", str_dup(c->perm, str_c(what)));
    op_row(c, j);
}

static void answer(struct op_ctx *c, const char *dir, const struct backup_stats *st,
                   const char *end) {
    struct arena *a = c->perm;
    struct json *j = json_obj(a);
    json_set_i(a, j, "v", 1);
    if (end) json_set_str(a, j, "object", str_c(dir));
    if (end) json_set_str(a, j, "finding", str_c(end));
    json_set_str(a, j, "backup", str_c(dir));
    json_set_i(a, j, "generation", st->generation);
    json_set_str(a, j, "made", str_dup(a, str_c(st->made)));
    json_set_i(a, j, "entries", st->entries);
    json_set_i(a, j, "epoch", st->epoch);
    json_set_i(a, j, "files", st->files);
    json_set_i(a, j, "bytes", st->bytes);
    json_set_i(a, j, "copied", st->wrote);
    op_row(c, j);
}

static rc backup(struct op_ctx *c, struct err *e) {
    struct backup_stats st;
    struct store_key_opts k = {.key_file = c->key_file};
    const char *dir = cstr(c->perm, op_str(c, "DIR")), *key;
    TRY(session_open_store(c, e));
    TRY(store_backup(c->session->store, dir, waiting, c, &st, e));
    answer(c, dir, &st, NULL);
    op_say(c, "backed up: %lld entries; %lld files written, %lld no longer needed",
           (long long)st.entries, (long long)st.copied, (long long)st.removed);
    TRY(store_key_path(c->perm, c->case_dir, &k, &key, e));
    op_say(c, "the key file %s is not in it: keep a copy of that elsewhere", key);
    return RC_OK;
}

static rc check(struct op_ctx *c, struct err *e) {
    struct backup_stats st;
    const char *dir = cstr(c->perm, op_str(c, "DIR"));
    TRY(backup_check(dir, op_str(c, "key"), finding, c, &st, e));
    if (st.findings) {
        rc r =
            fail(e, RC_INTEGRITY, "%lld thing%s of the backup do%s not check",
                 (long long)st.findings, st.findings == 1 ? "" : "s", st.findings == 1 ? "es" : "");
        err_hint(e, "back up again: what is damaged is written anew only into another folder; a "
                    "file that is left over goes by itself");
        return r;
    }
    answer(c, dir, &st, "whole");
    op_say(c,
           "every file is as it was written, the log leads to its signed checkpoint of %lld "
           "entries",
           (long long)st.entries);
    op_say(c, "not checked here, without the key: whether the packs open (cairn restore does it)");
    return RC_OK;
}

static rc known_checkpoint(struct op_ctx *c, struct str *note, struct err *e) {
    struct str text;
    *note = (struct str){0};
    if (!op_given(c, "checkpoint")) return RC_OK;
    TRY(os_read(c->perm, cstr(c->perm, op_str(c, "checkpoint")), RECEIPT_BYTES_MAX, &text, e));
    return head_kept(c->perm, text, note, e);
}

static rc restore(struct op_ctx *c, struct err *e) {
    struct backup_stats st;
    struct store_key_opts k = {
        .key_file = c->key_file, .passphrase_file = c->passphrase_file, .key_text = c->key_text};
    struct backup_restore r = {.from = cstr(c->perm, op_str(c, "BACKUP")),
                               .to = cstr(c->perm, op_str(c, "DIR")),
                               .key = &k,
                               .keys_only = op_flag(c, "keys-only"),
                               .found = finding,
                               .ctx = c};
    TRY(known_checkpoint(c, &r.checkpoint, e));
    TRY(backup_restore(&r, &st, e));
    if (r.keys_only) {
        op_say(c, "what the shares are joined with is in %s; it is no case to work in", r.to);
        op_say(c,
               "next: cairn -C %s --key-file NEW.key recovery join SHARE SHARE, then cairn "
               "--key-file NEW.key restore %s DIR",
               r.to, r.from);
        return RC_OK;
    }
    answer(c, r.to, &st, "restored and verified");
    op_say(c, "the case is in %s, as it was %s: %lld entries, every pack opened and compared", r.to,
           st.made, (long long)st.entries);
    op_say(c, "next: cairn -C %s items", r.to);
    return RC_OK;
}

static const struct op_arg BACKUP_ARGS[] = {{"DIR", "DIR", ARG_POS, true,
                                             "a folder of another disk; made when it is not there",
                                             NULL, ARG_FILE_OUT},
                                            {0}};
static const struct op_arg CHECK_ARGS[] = {
    {"DIR", "DIR", ARG_POS, true, "the folder of the backup", NULL, ARG_FILE_IN},
    {"key", "VKEY", ARG_OPT, false, "the log's verifier key, if you have it from elsewhere", NULL},
    {0}};
static const struct op_arg RESTORE_ARGS[] = {
    {"BACKUP", "BACKUP", ARG_POS, true, "the folder of the backup", NULL, ARG_FILE_IN},
    {"DIR", "DIR", ARG_POS, true, "a new folder for the case", NULL, ARG_FILE_OUT},
    {"checkpoint", "FILE", ARG_OPT, false,
     "a checkpoint or receipt that you know: a backup that is older, or of another log, is refused",
     NULL, ARG_FILE_IN},
    {"keys-only", "", ARG_FLAG, false,
     "no key file is left: only what `recovery join` needs beside the shares", NULL},
    {0}};

const struct op OP_BACKUP = {
    .name = "backup",
    .group = "start",
    .summary = "keep a copy of the case on another disk; only what is new is copied",
    .details =
        "Others may go on adding meanwhile. A run that ends early leaves the backup before it "
        "whole. What was erased\nis not in the next backup; older copies of the folder open for "
        "nobody once `cairn key rotate` has run.",
    .perm = PERM_OWN,
    .args = BACKUP_ARGS,
    .columns = "backup generation entries files copied",
    .examples = {"cairn -C case backup copy", NULL},
    .run = backup,
    .local = true,
    .slow = true,
};
const struct op OP_BACKUP_CHECK = {
    .name = "backup check",
    .group = "prove",
    .summary = "is the backup whole? No key is needed",
    .details = "Every file is compared with the signed list, the log with its signed checkpoint.",
    .perm = PERM_NONE,
    .no_case = true,
    .args = CHECK_ARGS,
    .columns = "object finding",
    .examples = {"cairn backup check kept", NULL},
    .run = check,
    .local = true,
};
const struct op OP_RESTORE = {
    .name = "restore",
    .group = "start",
    .summary = "make the case from a backup, and verify it",
    .details = "It needs the case's key file (--key-file) and a new folder. A restore that was cut "
               "short is run again.",
    .perm = PERM_NONE,
    .no_case = true,
    .args = RESTORE_ARGS,
    .columns = "object finding",
    .examples = {"cairn restore kept restored", NULL},
    .run = restore,
    .local = true,
};
