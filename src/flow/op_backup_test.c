/* A case on another disk and back, with its desk; nothing erased comes back. */
#include "flow/fixture.h"
#include "people/people.h"
#include "store/store.h"
#include "sys/os.h"

#include <stdio.h>
#include <stdlib.h>

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
