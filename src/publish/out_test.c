#include "publish/out.h"

#include "base/t.h"

#include <sys/stat.h>

static const char *in(struct arena *a, const char *dir, const char *name) {
    return cstr(a, str_fmt(a, "%s/%s", dir, name));
}

static rc write_two(struct arena *a, const char *dir, const char *second, struct err *e) {
    struct out o = {0};
    struct arena tmp = arena_make("tmp", 1 << 20);
    rc r = out_open(&o, a, tmp, dir, e);
    if (r == RC_OK) r = out_write(&o, tmp, S("index.html"), S("1"), e);
    if (r == RC_OK) r = out_write(&o, tmp, str_c(second), S("2"), e);
    if (r == RC_OK) r = out_close(&o, tmp, e);
    if (r != RC_OK) out_drop(&o);
    arena_drop(tmp);
    return r;
}

TEST(out_replaces_its_own_site_and_nothing_else) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *dir = in(&a, test_dir(), "site");
    EXPECT_OK(write_two(&a, dir, "a/old.html", &e));
    EXPECT_OK(os_create(in(&a, dir, "a/note.txt"), 0644, S("mine"), &e)); /* somebody else's file */
    EXPECT_OK(write_two(&a, dir, "a/new.html", &e));
    EXPECT(!os_exists(in(&a, dir, "a/old.html")));
    EXPECT(os_exists(in(&a, dir, "a/new.html")));
    EXPECT_STR(test_file(&a, in(&a, dir, "a/note.txt")), S("mine"));
    EXPECT_STR(test_file(&a, in(&a, dir, SITE_MARKER)),
               S("cairn site 1\nindex.html\na/new.html\n"));
}

TEST(out_refuses_a_folder_of_others) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *dir = test_dir();
    EXPECT_OK(os_create(in(&a, dir, "thesis.txt"), 0644, S("x"), &e));
    EXPECT(write_two(&a, dir, "b.html", &e) == RC_CONFLICT);
    EXPECT(!os_exists(in(&a, dir, "index.html")));
}

TEST(out_does_not_overwrite_a_foreign_page) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *dir = in(&a, test_dir(), "site");
    EXPECT_OK(write_two(&a, dir, "b.html", &e));
    EXPECT_OK(os_create(in(&a, dir, "c.html"), 0644, S("mine"), &e));
    EXPECT(write_two(&a, dir, "c.html", &e) == RC_CONFLICT);
    EXPECT_STR(test_file(&a, in(&a, dir, "c.html")), S("mine"));
    err_clear(&e);
    EXPECT_OK(os_remove(in(&a, dir, "c.html"), &e));
    EXPECT_OK(write_two(&a, dir, "c.html", &e)); /* what the broken run left is known as ours */
}

TEST(out_trusts_no_marker_with_paths_outside) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *dir = in(&a, test_dir(), "site");
    EXPECT_OK(os_mkdirs(dir, 0755, &e));
    EXPECT_OK(os_create(in(&a, test_dir(), "keep.txt"), 0644, S("x"), &e));
    EXPECT_OK(os_create(in(&a, dir, SITE_MARKER), 0644, S("cairn site 1\n../keep.txt\n"), &e));
    EXPECT(write_two(&a, dir, "b.html", &e) == RC_CONFLICT);
    EXPECT(os_exists(in(&a, test_dir(), "keep.txt")));
}

TEST(out_path_ok_knows_names) {
    EXPECT(out_path_ok(S("incidents/MRT-0001.html")));
    EXPECT(!out_path_ok(S("../x")) && !out_path_ok(S("/x")) && !out_path_ok(S("a//b")) &&
           !out_path_ok(S("a/")));
    EXPECT(!out_path_ok(S("a/.b")) && !out_path_ok(S("a b")) && !out_path_ok(S("")) &&
           !out_path_ok(S("a\nb")));
}
