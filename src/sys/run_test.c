#include "base/t.h"
#include "sys/os.h"
#include "sys/run.h"

#include <unistd.h>

TEST(run_gives_the_status_of_the_program) {
    struct err e = {0};
    int status = -1;
    EXPECT_OK(os_run((const char *const[]){"true", NULL}, -1, &status, &e));
    EXPECT_INT(status, 0);
    EXPECT_OK(os_run((const char *const[]){"sh", "-c", "exit 7", NULL}, -1, &status, &e));
    EXPECT_INT(status, 7);
    EXPECT_OK(os_run((const char *const[]){"sh", "-c", "kill -TERM $$", NULL}, -1, &status, &e));
    EXPECT_INT(status, 128 + 15);
}

TEST(run_says_when_there_is_no_such_program) {
    struct err e = {0};
    int status;
    EXPECT_INT(os_run((const char *const[]){"no-such-program-here", NULL}, -1, &status, &e),
               RC_UNSUPPORTED);
    EXPECT(str_has(str_c(e.msg), S("not installed")));
}

/* The words of an argument are no shell's. */
TEST(run_knows_no_shell) {
    struct arena a = test_arena();
    struct err e = {0};
    int status;
    const char *file = cstr(&a, str_fmt(&a, "%s/x", test_dir()));
    const char *words = cstr(&a, str_fmt(&a, "$(touch %s); touch %s", file, file));
    EXPECT_OK(os_run((const char *const[]){"true", words, NULL}, -1, &status, &e));
    EXPECT(!os_exists(file));
}

TEST(run_hands_over_a_file_that_is_on_no_disk) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *path, *dir;
    int fd, status;
    EXPECT_OK(os_memory_file(&a, S("sealed words"), &fd, &path, &e));
    EXPECT_OK(os_private_dir(&a, &dir, &e));
    const char *link = cstr(&a, str_fmt(&a, "%s/act", dir));
    EXPECT_INT(symlink(path, link), 0);
    const char *const argv[] = {"grep", "-q", "^sealed words$", link, NULL};
    EXPECT_OK(os_run(argv, fd, &status, &e));
    EXPECT_INT(status, 0);
    close(fd);
    os_private_drop(a, dir);
    EXPECT(!os_exists(dir));
}
