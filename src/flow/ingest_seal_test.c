#include "flow/fixture.h"
#include "sys/os.h"

#include <sys/stat.h>
#include <unistd.h>

static const char *below(struct fixture *f, const char *name) {
    return cstr(&f->a, str_fmt(&f->a, "%s/%s", f->dir, name));
}

static const char *folder(struct fixture *f, const char *name) {
    const char *path = below(f, name);
    EXPECT_OK(os_mkdirs(path, 0755, &f->e));
    return path;
}

static i64 items(struct fixture *f) {
    EXPECT_OK(CALL(f, "items"));
    return f->n;
}

/* Root reads everything: this test acts as somebody else meanwhile. */
TEST(what_cannot_be_read_in_a_folder_is_named_and_the_rest_is_sealed) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    bool root = geteuid() == 0;
    if (root && (chown(dir, 65534, 65534) != 0 || seteuid(65534) != 0)) {
        test_skip("cannot act as another user");
        return;
    }
    struct fixture *f = fixture_make(&a);
    const char *in = folder(f, "inbox");
    fixture_file(f, "inbox/a.txt", S("Ten people were killed in Marat.\n"));
    EXPECT(chmod(fixture_file(f, "inbox/b.txt", S("closed\n")), 0) == 0);
    fixture_file(f, "inbox/c.txt", S("Two people were killed in Soro.\n"));
    EXPECT(symlink("a.txt", below(f, "inbox/link")) == 0);
    EXPECT(mkfifo(below(f, "inbox/pipe"), 0600) == 0);
    EXPECT_INT(CALL(f, "add", in), RC_IO);
    EXPECT(str_has(str_c(f->e.msg), S("3 of the files")));
    EXPECT(str_has(str_c(f->e.msg), S("b.txt")));
    EXPECT(strstr(f->said, "link") && strstr(f->said, "pipe"));
    EXPECT_INT(items(f), 2);
    EXPECT_STR(json_get_str(f->rows[0], "state"), S("read"));
    EXPECT_INT(CALL(f, "add", in), RC_IO); /* again: what is sealed is not sealed twice */
    EXPECT_INT(items(f), 2);
    if (root) EXPECT(seteuid(0) == 0);
}

TEST(the_same_bytes_twice_in_one_call_are_one_item) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    const char *in = folder(f, "inbox");
    fixture_file(f, "inbox/a.txt", S("The same words.\n"));
    fixture_file(f, "inbox/b.txt", S("The same words.\n"));
    fixture_file(f, "inbox/c.txt", S("The same wordz.\n"));
    EXPECT_OK(CALL(f, "seal", in));
    EXPECT_INT(f->n, 3);
    EXPECT_STR(json_get_str(f->rows[1], "state"), S("already sealed"));
    EXPECT_STR(json_get_str(f->rows[1], "id"), json_get_str(f->rows[0], "id"));
    EXPECT_INT(items(f), 2);
}

TEST(what_is_no_regular_file_is_refused_and_nothing_sealed) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    fixture_file(f, "a.txt", S("words\n"));
    EXPECT(symlink("a.txt", below(f, "link")) == 0 && mkfifo(below(f, "pipe"), 0600) == 0);
    EXPECT(CALL(f, "seal", below(f, "link")) != RC_OK);
    EXPECT(f->e.msg[0] && f->n == 0);
    EXPECT(CALL(f, "seal", below(f, "pipe")) != RC_OK);
    EXPECT_INT(CALL(f, "seal", below(f, "absent")), RC_NOTFOUND);
    EXPECT_INT(items(f), 0);
    EXPECT_OK(CALL(f, "verify", "--deep"));
}

/* Files of /proc say 0 bytes and give more: what is read is not what was there at opening. */
TEST(a_file_that_changes_while_being_read_is_refused) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_INT(CALL(f, "seal", "/proc/self/status"), RC_CONFLICT);
    EXPECT(str_has(str_c(f->e.msg), S("chang")));
    EXPECT_INT(items(f), 0);
}

TEST(names_of_any_bytes_are_kept_as_utf8_and_disturb_nothing) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    const char *in = folder(f, "inbox");
    fixture_file(f, "inbox/a\xff.txt", S("one\n"));
    fixture_file(f, "inbox/b\x1b[31m\n.txt", S("two\n"));
    fixture_file(f, "inbox/\xd9\x85\xd8\xb1\xd8\xa7\xd8\xb7.txt", S("three\n"));
    EXPECT_OK(CALL(f, "add", in));
    EXPECT_INT(items(f), 3);
    EXPECT(fixture_row(f, "name", "a\xef\xbf\xbd.txt") != NULL);
    EXPECT(fixture_row(f, "name", "مراط.txt") != NULL);
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}

TEST(an_empty_folder_seals_nothing) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_OK(CALL(f, "add", folder(f, "inbox")));
    EXPECT_INT(f->n, 0);
    EXPECT_OK(CALL(f, "log"));
    EXPECT_INT(f->n, 0);
}
