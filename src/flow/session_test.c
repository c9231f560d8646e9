/* A case opened after every kind of accident, and by two at once. */
#include "flow/session.h"

#include "flow/fixture.h"
#include "sys/os.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static const char REPORT[] = "MARAT, 10 March 2031 - Interior ministry officials said that they "
                             "had "
                             "found 14 bodies in Marat.\n";

static struct fixture *with_report(struct arena *a) {
    struct fixture *f = fixture_make(a);
    EXPECT_OK(CALL(f, "add", fixture_file(f, "report.txt", str_c(REPORT)), "--publication", "C",
                   "--published", "2031-03-10"));
    return f;
}

static const char *in_case(struct fixture *f, const char *name) {
    return cstr(&f->a, str_fmt(&f->a, "%s/%s", f->case_dir, name));
}

static struct str bytes_of(struct fixture *f, const char *path) {
    struct str s = {0};
    EXPECT_OK(os_read(&f->a, path, 64 << 20, &s, &f->e));
    return s;
}

static void put(struct fixture *f, const char *path, struct str bytes) {
    EXPECT_OK(os_replace(path, 0600, bytes, &f->e));
}

static void forget_wal(struct fixture *f) {
    EXPECT_OK(os_remove(in_case(f, "projection.db-wal"), &f->e));
    EXPECT_OK(os_remove(in_case(f, "projection.db-shm"), &f->e));
}

TEST(a_lost_or_empty_projection_comes_back_from_the_log) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    EXPECT_OK(os_remove(in_case(f, "projection.db"), &f->e));
    forget_wal(f);
    EXPECT_OK(CALL(f, "figures"));
    EXPECT(f->n >= 1);
    put(f, in_case(f, "projection.db"), S(""));
    forget_wal(f);
    EXPECT_OK(CALL(f, "figures"));
    EXPECT(f->n >= 1);
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}

/* What a crash between the commit of the store and that of the tables leaves: an older table. */
TEST(a_projection_behind_the_log_catches_up) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    struct str old = bytes_of(f, in_case(f, "projection.db"));
    EXPECT_OK(CALL(f, "party", "add", "Hill Front", "--source", "x"));
    put(f, in_case(f, "projection.db"), old);
    forget_wal(f);
    EXPECT_OK(CALL(f, "parties"));
    EXPECT_INT(f->n, 1);
    EXPECT_OK(CALL(f, "verify", "--deep"));
}

TEST(a_torn_projection_is_an_error_that_says_what_heals_it) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    struct str whole = bytes_of(f, in_case(f, "projection.db"));
    put(f, in_case(f, "projection.db"), str_sub(whole, 0, whole.n / 2));
    forget_wal(f);
    EXPECT(CALL(f, "claims") != RC_OK);
    EXPECT(str_has(str_c(f->e.hint), S("cairn rebuild")));
    EXPECT_OK(CALL(f, "rebuild"));
    EXPECT_OK(CALL(f, "claims"));
    EXPECT(f->n >= 1);
}

TEST(a_log_cut_back_below_the_tables_is_told) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    struct str old = bytes_of(f, in_case(f, "log/checkpoint"));
    EXPECT_OK(CALL(f, "party", "add", "Hill Front", "--source", "x"));
    put(f, in_case(f, "log/checkpoint"), old);
    EXPECT_INT(CALL(f, "parties"), RC_INTEGRITY);
    EXPECT(str_has(str_c(f->e.msg), S("the log was cut back")));
    EXPECT(str_has(str_c(f->e.hint), S("backup")));
}

static struct op_ctx ctx_of(struct fixture *f, struct face *face) {
    struct arena *perm = NEW(&f->a, struct arena);
    *perm = arena_make("a session of a test", 1LL << 32); /* given back with the process */
    return (struct op_ctx){.perm = perm,
                           .scratch = arena_make("its work", 1LL << 32),
                           .face = face,
                           .case_dir = f->case_dir,
                           .key_file = f->key,
                           .actor = S("holder")};
}

static void quiet(void *self, const char *line) {
    (void)self;
    (void)line;
}

/* A process that holds the case for a while. Tells by a byte that it does. */
static pid_t holder(struct fixture *f, int ms, int *ready) {
    int p[2];
    CHECK(pipe(p) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct face face = {.self = f, .say = quiet};
        struct op_ctx c = ctx_of(f, &face);
        struct err e = {0};
        rc r = session_begin(&c, &e);
        if (write(p[1], r == RC_OK ? "y" : "n", 1) != 1) _exit(2);
        usleep((useconds_t)ms * 1000);
        session_close(&c);
        _exit(r != RC_OK);
    }
    close(p[1]);
    *ready = p[0];
    char c = 0;
    EXPECT(read(*ready, &c, 1) == 1 && c == 'y');
    close(*ready);
    return pid;
}

static void ended(pid_t pid) {
    int status = 0;
    EXPECT(waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

TEST(a_second_writer_waits_and_then_writes) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    int ready;
    pid_t pid = holder(f, 300, &ready);
    EXPECT_OK(CALL(f, "party", "add", "Hill Front", "--source", "x"));
    EXPECT(strstr(f->said, "another cairn is writing") != NULL);
    ended(pid);
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}

TEST(a_second_writer_gives_up_with_busy_and_readers_never_wait) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    int ready;
    setenv("CAIRN_LOCK_WAIT", "0", 1);
    pid_t pid = holder(f, 1500, &ready);
    EXPECT_INT(CALL(f, "party", "add", "Hill Front", "--source", "x"), RC_BUSY);
    EXPECT(f->e.msg[0]);
    EXPECT_OK(CALL(f, "claims"));
    unsetenv("CAIRN_LOCK_WAIT");
    ended(pid);
    EXPECT_OK(CALL(f, "parties"));
    EXPECT_INT(f->n, 0);
}

/* A reader that took its checkpoint before another's commit, and sees the tables after it. */
TEST(a_reader_beside_a_writer_is_no_alarm) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    struct face face = {.self = f, .say = quiet};
    struct op_ctx c = ctx_of(f, &face);
    struct book *b;
    EXPECT_OK(session_open_store(&c, &f->e));
    EXPECT_OK(CALL(f, "party", "add", "Hill Front", "--source", "x"));
    EXPECT_OK(session_book(&c, true, &b, &f->e));
    EXPECT_INT(b->nparties, 1);
    session_close(&c);
}

TEST(an_abandoned_act_leaves_nothing) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    struct face face = {.self = f, .say = quiet};
    struct op_ctx c = ctx_of(f, &face);
    struct json *p = json_obj(&f->a);
    json_set_str(&f->a, p, "kind", S("party"));
    json_set_str(&f->a, p, "name", S("Hill Front"));
    EXPECT_OK(session_begin(&c, &f->e));
    EXPECT_OK(session_entry(&c, "registered", &p, 1, NULL, &f->e));
    session_close(&c);
    EXPECT_OK(CALL(f, "parties"));
    EXPECT_INT(f->n, 0);
    EXPECT_OK(CALL(f, "verify", "--deep"));
}

TEST(a_folder_that_is_no_case_says_how_to_name_one) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    f->case_dir = f->dir;
    EXPECT_INT(CALL(f, "items"), RC_NOTFOUND);
    EXPECT(str_has(str_c(f->e.hint), S("cairn init")));
}

TEST(a_check_that_was_killed_leaves_nothing_for_ever) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    const char *left = fixture_file(f, "case/replay-4194000.db-wal", S("x"));
    EXPECT_OK(CALL(f, "rebuild", "--check"));
    EXPECT(!os_exists(left));
}
