/* A case on another disk and back, with its desk; nothing erased comes back. */
#include "flow/fixture.h"
#include "people/people.h"
#include "store/store.h"
#include "sys/os.h"
#include "sys/run.h"

#include <stdio.h>

static const char *in(struct fixture *f, const char *name) {
    return cstr(&f->a, str_fmt(&f->a, "%s/%s", f->dir, name));
}

static struct fixture *filled(struct arena *a) {
    struct fixture *f = fixture_make(a);
    EXPECT_OK(
        CALL(f, "add",
             fixture_file(f, "report.txt",
                          S("MARAT - Officials said that 14 bodies were found in Marat.\n"))));
    EXPECT_OK(CALL(f, "account", "add", "Mara", "--roles", "custodian", "--new-file",
                   fixture_file(f, "words.txt", S("quiet blue stones\n"))));
    return f;
}

static void dump(struct fixture *f) {
    if (f->e.msg[0]) printf("%s (%s)\n", f->e.msg, f->e.hint);
}

TEST(backup_and_restore_bring_the_case_and_its_accounts) {
    struct arena a = test_arena();
    struct fixture *f = filled(&a);
    EXPECT_OK(CALL(f, "backup", in(f, "kept")));
    dump(f);
    EXPECT_INT(json_get_i(f->rows[0], "generation", 0), 1);
    EXPECT_OK(CALL(f, "backup", "check", in(f, "kept")));
    EXPECT_OK(CALL(f, "log", "checkpoint"));
    struct str before = str_dup(&a, f->raw);
    EXPECT_OK(CALL(f, "restore", in(f, "kept"), in(f, "again")));
    dump(f);
    f->case_dir = in(f, "again");
    EXPECT_OK(CALL(f, "log", "checkpoint"));
    EXPECT_STR(f->raw, before);
    EXPECT_OK(CALL(f, "rebuild", "--check"));
    dump(f);
    EXPECT_OK(CALL(f, "accounts"));
    EXPECT(fixture_row(f, "name", "Mara") != NULL);
    EXPECT_OK(CALL(f, "figures"));
    EXPECT(f->n > 0);
    EXPECT_INT(CALL(f, "restore", in(f, "kept"), in(f, "again")), RC_CONFLICT);
}

/* Somebody is logged in and the last lines of the desk are in its WAL only. */
TEST(backup_takes_the_desk_while_it_is_open) {
    struct arena a = test_arena();
    struct fixture *f = filled(&a);
    struct store *s;
    struct people *p;
    struct err e = {0};
    struct store_key_opts k = {.key_file = f->key};
    EXPECT_OK(store_open(&a, f->case_dir, &k, &s, &e));
    EXPECT_OK(people_open(&a, f->case_dir, store_page_key(s), &p, &e));
    EXPECT_OK(people_audit(p, 1900000000, S("Mara"), "read", S("a last line"), &e));
    EXPECT(os_size(in(f, "case/desk.db-wal")) > 0);
    EXPECT_OK(CALL(f, "backup", in(f, "kept")));
    dump(f);
    EXPECT_OK(people_audit(p, 1900000001, S("Mara"), "read", S("too late"), &e));
    people_close(p);
    store_close(s);
    EXPECT_OK(CALL(f, "restore", in(f, "kept"), in(f, "again")));
    f->case_dir = in(f, "again");
    EXPECT_OK(CALL(f, "audit"));
    EXPECT(fixture_row(f, "object", "a last line") != NULL);
    EXPECT(fixture_row(f, "object", "too late") == NULL);
}

TEST(backup_that_is_damaged_is_told_and_not_restored) {
    struct arena a = test_arena();
    struct fixture *f = filled(&a);
    struct err e = {0};
    struct str *names;
    i64 n = 0;
    EXPECT_OK(CALL(f, "backup", in(f, "kept")));
    EXPECT_OK(os_list(&a, in(f, "kept/case/vault/000000"), &names, &n, &e));
    if (!EXPECT(n > 0)) return;
    const char *pack = in(f, cstr(&a, str_cat(&a, S("kept/case/vault/000000/"), names[0])));
    struct str bytes = test_file(&a, pack);
    ((char *)bytes.p)[bytes.n / 2] ^= 1;
    EXPECT_OK(os_replace(pack, 0600, bytes, &e));
    EXPECT_INT(CALL(f, "backup", "check", in(f, "kept")), RC_INTEGRITY);
    EXPECT(f->n == 1 && str_has(json_get_str(f->rows[0], "object"), names[0]));
    EXPECT_INT(CALL(f, "restore", in(f, "kept"), in(f, "again")), RC_INTEGRITY);
    EXPECT(!os_exists(in(f, "again/cairn.case")));
}

TEST(backup_older_than_a_checkpoint_that_is_known_is_refused) {
    struct arena a = test_arena();
    struct fixture *f = filled(&a);
    EXPECT_OK(CALL(f, "backup", in(f, "kept")));
    EXPECT_OK(CALL(f, "seal", fixture_file(f, "late.txt", S("late"))));
    EXPECT_OK(CALL(f, "log", "checkpoint"));
    const char *known = fixture_file(f, "known", str_dup(&a, f->raw));
    EXPECT_INT(CALL(f, "restore", in(f, "kept"), in(f, "again"), "--checkpoint", known),
               RC_INTEGRITY);
    EXPECT(!os_exists(in(f, "again")));
    EXPECT_OK(CALL(f, "backup", in(f, "kept")));
    EXPECT_OK(CALL(f, "restore", in(f, "kept"), in(f, "again"), "--checkpoint", known));
    dump(f);
}

/* Case and key file are both lost: a backup and two shares of three are left. */
TEST(backup_and_two_shares_bring_back_what_is_lost_with_its_key) {
    struct arena a = test_arena();
    struct fixture *f = filled(&a);
    struct str *sheet;
    struct err e = {0};
    i64 n = 0;
    EXPECT_OK(CALL(f, "recovery", "split", "--out", in(f, "shares")));
    EXPECT_OK(CALL(f, "backup", in(f, "kept")));
    EXPECT_OK(CALL(f, "recovery", "split", "--out", in(f, "others"), "--reason", "anew"));
    EXPECT_OK(CALL(f, "backup", in(f, "kept"))); /* what was there has another name now */
    EXPECT_OK(os_list(&a, in(f, "others"), &sheet, &n, &e));
    if (!EXPECT(n >= 3)) return;
    f->key = in(f, "new.key");
    EXPECT_INT(CALL(f, "restore", in(f, "kept"), in(f, "again")), RC_DENIED);
    EXPECT_OK(CALL(f, "restore", in(f, "kept"), in(f, "joined"), "--keys-only"));
    f->case_dir = in(f, "joined");
    EXPECT_OK(CALL(f, "recovery", "join", in(f, cstr(&a, str_cat(&a, S("others/"), sheet[0]))),
                   in(f, cstr(&a, str_cat(&a, S("others/"), sheet[2]))), "--no-passphrase"));
    dump(f);
    EXPECT_OK(CALL(f, "restore", in(f, "kept"), in(f, "again")));
    dump(f);
    f->case_dir = in(f, "again");
    EXPECT_OK(CALL(f, "verify", "--deep"));
}

/* ---- what two persons erased ---- */

static int shell(struct fixture *f, const char *command) {
    struct str all = str_fmt(&f->a, "cd '%s' && { %s; } >/dev/null 2>&1", f->dir, command);
    const char *const argv[] = {"sh", "-c", cstr(&f->a, all), NULL};
    int status = -1;
    EXPECT_OK(os_run(argv, -1, &status, &f->e));
    return status;
}

static void signer(struct fixture *f, const char *who) {
    struct str make = str_fmt(&f->a, "ssh-keygen -q -t ed25519 -N '' -C %s -f %s", who, who);
    EXPECT_INT(shell(f, cstr(&f->a, make)), 0);
    EXPECT_OK(CALL(f, "signer", "add", who, "--key",
                   in(f, cstr(&f->a, str_fmt(&f->a, "%s.pub", who))), "--reason", "in person"));
}

/* Signs what --to-sign printed, and gives the act's two files. */
static void sign(struct fixture *f, const char *who) {
    struct err e = {0};
    EXPECT_OK(os_replace(in(f, "act"), 0600, f->raw, &e));
    struct str make =
        str_fmt(&f->a, "rm -f act.sig && ssh-keygen -Y sign -q -n act@cairn -f %s act", who);
    EXPECT_INT(shell(f, cstr(&f->a, make)), 0);
    f->actor = str_c(who);
}
#define SIGNED(f, who, ...)                                                                        \
    (f->actor = S(who), CALL(f, __VA_ARGS__, "--to-sign"), sign(f, who),                           \
     CALL(f, __VA_ARGS__, "--signature", in(f, "act.sig"), "--signed", in(f, "act")))

#define PLANTED "Quilloth"

/* An item is erased, the keys are rotated, the backup goes on: in no backup does anything of it
 * open, not with any key that is left. */
TEST(backup_never_brings_back_what_was_erased_once_the_key_is_retired) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    if (shell(f, "command -v ssh-keygen") != 0) {
        test_skip("ssh-keygen is not installed");
        return;
    }
    signer(f, "Mara");
    signer(f, "Tamir");
    f->actor = S("first recorder");
    EXPECT_OK(CALL(f, "add", fixture_file(f, "first.txt", S("A woman named " PLANTED " lived.\n")),
                   fixture_file(f, "second.txt", S("Officials found 14 bodies in Marat.\n"))));
    EXPECT_OK(CALL(f, "backup", in(f, "kept")));
    EXPECT_INT(shell(f, "cp -a kept old && cp case.key old.key"), 0);
    EXPECT_OK(SIGNED(f, "Mara", "erase", "request", "first.txt", "--basis", "GDPR 17", "--reason",
                     "asked for it"));
    dump(f);
    struct str order = str_dup(&a, json_get_str(f->rows[0], "id"));
    EXPECT_OK(SIGNED(f, "Tamir", "erase", "approve", cstr(&a, order)));
    dump(f);
    EXPECT_OK(CALL(f, "key", "rotate", "--reason", "erasure"));
    dump(f);
    EXPECT_OK(CALL(f, "backup", in(f, "kept")));
    EXPECT_OK(CALL(f, "backup", "check", in(f, "kept")));
    EXPECT_INT(CALL(f, "restore", in(f, "old"), in(f, "nothing")), RC_DENIED);
    EXPECT(!os_exists(in(f, "nothing")));
    EXPECT_INT(shell(f,
                     "for h in old/heads/*; do age -d -i case.key $h >out 2>/dev/null && exit 7; "
                     "done; exit 0"),
               0);
    EXPECT_OK(CALL(f, "restore", in(f, "kept"), in(f, "again")));
    f->case_dir = in(f, "again");
    EXPECT_OK(CALL(f, "verify", "--deep"));
    EXPECT_OK(CALL(f, "rebuild", "--check"));
    EXPECT_INT(CALL(f, "bag", "export", "first.txt", "--out", in(f, "bag")), RC_NOTFOUND);
    EXPECT_OK(CALL(f, "items"));
    EXPECT(fixture_row(f, "name", "second.txt") != NULL);
    EXPECT(fixture_row(f, "name", "first.txt") == NULL);
    EXPECT_INT(CALL(f, "search", PLANTED), RC_NO);
    EXPECT_INT(f->n, 0);
    /* whoever kept the key of that epoch too has it still: said in docs/formats/backup.md */
    f->key = in(f, "old.key");
    EXPECT_OK(CALL(f, "restore", in(f, "old"), in(f, "with the old key")));
}
