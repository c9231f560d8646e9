/* What a program of others can do, and what it cannot. */
#include "sys/program.h"

#include "base/limits.h"
#include "base/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static rc run(struct arena *a, struct str in, i64 max_out, int seconds, struct str *out,
              struct sandbox_report *rep, struct err *e, const char *const *argv) {
    struct program p = {argv, in, max_out, seconds};
    *e = (struct err){0};
    *out = (struct str){0};
    return program_run(a, &p, out, rep, e);
}
#define RUN(in, max, seconds, ...)                                                                 \
    run(&a, in, max, seconds, &out, &rep, &e, (const char *const[]){__VA_ARGS__, NULL})
#define WORLD                                                                                      \
    struct arena a = test_arena();                                                                 \
    struct str out;                                                                                \
    struct sandbox_report rep;                                                                     \
    struct err e

TEST(program_reads_its_input_and_answers) {
    WORLD;
    EXPECT_OK(RUN(S("a few words"), 100, 10, "cat"));
    EXPECT_STR(out, S("a few words"));
    EXPECT_OK(RUN(S("seek"), 100, 10, "tail", "-c", "2"));
    EXPECT_STR(out, S("ek"));
    EXPECT_OK(RUN(S(""), 100, 10, "cat"));
    EXPECT_INT(out.n, 0);
}

TEST(program_that_is_not_there_is_named) {
    WORLD;
    EXPECT_INT(RUN(S(""), 100, 10, "no-such-program-here"), RC_UNSUPPORTED);
    EXPECT_STR(str_c(e.msg), S("no-such-program-here is not installed"));
    EXPECT(program_path(&a, "sh").n > 0);
    EXPECT_INT(program_path(&a, "no-such-program-here").n, 0);
}

TEST(program_sees_no_environment_and_no_files_of_people) {
    WORLD;
    setenv("CAIRN_SECRET", "s3cret", 1);
    EXPECT_OK(RUN(S(""), 4000, 10, "env"));
    EXPECT(!str_has(out, S("s3cret")) && str_has(out, S("TZ=UTC0")));
    unsetenv("CAIRN_SECRET");
    EXPECT_INT(RUN(S(""), 4000, 10, "cat", "/etc/passwd"), RC_UNSUPPORTED);
    EXPECT(str_has(str_c(e.msg), S("cat cannot read it")));
    char own[4096];
    struct str dir = str_c(test_dir());
    const char *path = cstr(&a, str_cat(&a, dir, S("/private")));
    FILE *f = fopen(path, "w");
    if (!EXPECT(f != NULL)) return;
    fputs("private", f);
    fclose(f);
    EXPECT_INT(RUN(S(""), 4000, 10, "cat", path), RC_UNSUPPORTED);
    EXPECT_INT(RUN(S(""), 4000, 10, "ls", cstr(&a, dir)), RC_UNSUPPORTED);
    if (EXPECT(getcwd(own, sizeof own) != NULL))
        EXPECT_INT(RUN(S(""), 4000, 10, "ls", own), RC_UNSUPPORTED);
}

TEST(program_writes_no_file) {
    WORLD;
    struct str path = str_cat(&a, str_c(test_dir()), S("/made"));
    EXPECT_INT(RUN(S("x"), 4000, 10, "tee", cstr(&a, path)), RC_UNSUPPORTED);
    EXPECT(access(cstr(&a, path), F_OK) != 0);
    EXPECT_INT(RUN(S("x"), 4000, 10, "cp", "/dev/stdin", "/tmp/cairn-made"), RC_UNSUPPORTED);
    EXPECT(access("/tmp/cairn-made", F_OK) != 0);
}

TEST(program_starts_no_other_program_and_no_connection) {
    WORLD;
    EXPECT_INT(RUN(S(""), 4000, 10, "env", "true"), RC_UNSUPPORTED); /* exec of another file */
    EXPECT_INT(RUN(S(""), 4000, 10, "sh", "-c", "/bin/true; exit $?"), RC_UNSUPPORTED);
    EXPECT_INT(RUN(S(""), 4000, 10, "bash", "-c", ": </dev/tcp/127.0.0.1/9"), RC_UNSUPPORTED);
    if (!str_has(str_c(e.msg), S("ot permitted"))) test_fail(__FILE__, __LINE__, "%s", e.msg);
}

TEST(program_is_bounded) {
    WORLD;
    EXPECT_INT(RUN(S("0123456789"), 5, 10, "cat"), RC_UNSUPPORTED);
    EXPECT_INT(rep.end, SANDBOX_OUTPUT);
    EXPECT_INT(RUN(S(""), 5, 1, "sh", "-c", "while :; do :; done"), RC_UNSUPPORTED);
    EXPECT_INT(rep.end, SANDBOX_TIME);
    EXPECT_INT(RUN(S(""), 5, 10, "sh", "-c", "ulimit -v 99999999"), RC_UNSUPPORTED);
    EXPECT_OK(RUN(S(""), 50, 10, "sh", "-c", "ulimit -v; ulimit -f; ulimit -c"));
    EXPECT_STR(out, S("3145728\n0\n0\n"));
}

TEST(program_leaves_no_descriptors_or_processes) {
    WORLD;
    int before = dup(0);
    close(before);
    for (int i = 0; i < 5; i++) {
        (void)!RUN(S("x"), 100, 10, "cat");
        (void)!RUN(S("x"), 1, 1, "cat", "/etc/passwd");
    }
    EXPECT_OK(
        RUN(S(""), 400, 10, "bash", "-c",
            "for f in 0 1 2 3 4 5 6 7 8 9; do [ -e /proc/self/fd/$f ] && echo $f; done; true"));
    EXPECT_STR(out, S("0\n1\n2\n"));
    int after = dup(0);
    close(after);
    EXPECT_INT(after, before);
    EXPECT(waitpid(-1, NULL, WNOHANG) < 0);
}
