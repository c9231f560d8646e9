#include "base/t.h"
#include "sys/os.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *in_dir(struct arena *a, const char *name) {
    return cstr(a, str_fmt(a, "%s/%s", test_dir(), name));
}

TEST(os_create_then_read) {
    struct arena a = test_arena();
    struct err e = {0};
    struct str got;
    const char *p = in_dir(&a, "x");
    EXPECT_OK(os_create(p, 0600, S("hello\0there"), &e));
    EXPECT_OK(os_read(&a, p, 100, &got, &e));
    EXPECT_STR(got, S("hello\0there"));
    EXPECT_INT(os_size(p), 11);
    struct stat st;
    EXPECT(stat(p, &st) == 0 && (st.st_mode & 0777) == 0600);
    EXPECT_INT(os_create(p, 0600, S("again"), &e), RC_CONFLICT);
}

TEST(os_read_names_its_reason) {
    struct arena a = test_arena();
    struct str got;
    struct err e = {0};
    EXPECT_INT(os_read(&a, in_dir(&a, "none"), 10, &got, &e), RC_NOTFOUND);
    err_clear(&e);
    EXPECT_INT(os_read(&a, test_dir(), 10, &got, &e), RC_IO);
    err_clear(&e);
    EXPECT_OK(os_create(in_dir(&a, "eleven"), 0600, S("12345678901"), &e));
    EXPECT_INT(os_read(&a, in_dir(&a, "eleven"), 10, &got, &e), RC_LIMIT);
    err_clear(&e);
    EXPECT_OK(os_read(&a, in_dir(&a, "eleven"), 11, &got, &e));
    EXPECT_OK(os_read(&a, "/proc/self/stat", 4096, &got, &e)); /* size 0, yet not empty */
    EXPECT(got.n > 10);
}

TEST(os_replace_is_whole_and_takes_over_a_stale_tmp) {
    struct arena a = test_arena();
    struct err e = {0};
    struct str got;
    const char *p = in_dir(&a, "cp");
    EXPECT_OK(os_create(in_dir(&a, "cp.tmp"), 0600, S("stale"), &e));
    EXPECT_OK(os_replace(p, 0600, S("one"), &e));
    EXPECT_OK(os_replace(p, 0600, S("two"), &e));
    EXPECT_OK(os_read(&a, p, 10, &got, &e));
    EXPECT_STR(got, S("two"));
    EXPECT(!os_exists(in_dir(&a, "cp.tmp")));
}

TEST(os_append_cuts_a_torn_tail) {
    struct arena a = test_arena();
    struct err e = {0};
    struct str got;
    struct os_file f = {0};
    const char *p = in_dir(&a, "log");
    EXPECT_OK(os_create(p, 0600, S("goodTORN"), &e));
    EXPECT_OK(os_file_append(&f, p, 4, &e));
    EXPECT_OK(os_file_write(&f, S("more"), &e));
    EXPECT_INT(f.n, 8);
    EXPECT_OK(os_file_done(&f, &e));
    EXPECT_OK(os_read(&a, p, 100, &got, &e));
    EXPECT_STR(got, S("goodmore"));
    EXPECT_INT(os_file_append(&f, p, 9, &e), RC_INTEGRITY);
}

TEST(os_in_reads_and_notices_change) {
    struct arena a = test_arena();
    struct err e = {0};
    struct os_in in = {0};
    char b[4];
    i64 got;
    const char *p = in_dir(&a, "f");
    EXPECT_OK(os_create(p, 0600, S("abcdef"), &e));
    EXPECT_OK(os_in_open(&in, p, 6, &e));
    EXPECT_OK(os_in_read(&in, b, 4, &got, &e));
    EXPECT_OK(os_in_read(&in, b, 4, &got, &e));
    EXPECT_INT(got, 2);
    EXPECT_OK(os_in_read(&in, b, 4, &got, &e));
    EXPECT_INT(got, 0);
    EXPECT_OK(os_in_seek(&in, 0, &e));
    EXPECT_OK(os_in_read(&in, b, 4, &got, &e));
    EXPECT(truncate(p, 5) == 0);
    EXPECT_OK(os_in_read(&in, b, 4, &got, &e));
    EXPECT_INT(os_in_read(&in, b, 4, &got, &e), RC_CONFLICT);
    os_in_close(&in);
    err_clear(&e);
    EXPECT(symlink(p, in_dir(&a, "ln")) == 0);
    EXPECT(os_in_open(&in, in_dir(&a, "ln"), 6, &e) != RC_OK);
    err_clear(&e);
    EXPECT(mkfifo(in_dir(&a, "fifo"), 0600) == 0);
    EXPECT_INT(os_in_open(&in, in_dir(&a, "fifo"), 6, &e), RC_UNSUPPORTED);
}

/* Past the page cache while pieces are aligned; the bytes are the same. */
TEST(os_file_direct_writes_the_same_bytes) {
    struct arena a = test_arena();
    struct err e = {0};
    struct os_file f = {0};
    struct str got;
    static char room[5 * OS_DIRECT + 100] __attribute__((aligned(OS_DIRECT)));
    for (i64 i = 0; i < (i64)sizeof room; i++)
        room[i] = (char)(i * 7 >> 2);
    EXPECT_OK(os_file_create(&f, in_dir(&a, "direct"), 0600, &e));
    os_file_direct(&f);
    EXPECT_OK(os_file_write(&f, (struct str){room, 2 * OS_DIRECT}, &e));
    EXPECT_OK(os_file_write(&f, (struct str){room + 2 * OS_DIRECT, 3 * OS_DIRECT}, &e));
    EXPECT_OK(os_file_write(&f, (struct str){room + 5 * OS_DIRECT, 100}, &e));
    os_file_direct(&f); /* no place for it any more */
    EXPECT(!f.direct);
    EXPECT_OK(os_file_write(&f, S("end"), &e));
    EXPECT_OK(os_file_done(&f, &e));
    EXPECT_OK(os_read(&a, in_dir(&a, "direct"), 1 << 20, &got, &e));
    EXPECT_INT(got.n, (i64)sizeof room + 3);
    EXPECT(memcmp(got.p, room, sizeof room) == 0 && str_ends(got, S("end")));
}

TEST(os_mkdirs_list_remove) {
    struct arena a = test_arena();
    struct err e = {0};
    struct str *names;
    i64 n;
    EXPECT_OK(os_mkdirs(in_dir(&a, "a/b//c"), 0700, &e));
    EXPECT_OK(os_mkdirs(in_dir(&a, "a/b/c"), 0700, &e));
    EXPECT(os_is_dir(in_dir(&a, "a/b/c")));
    EXPECT_OK(os_create(in_dir(&a, "a/z"), 0600, S(""), &e));
    EXPECT_OK(os_create(in_dir(&a, "a/B"), 0600, S(""), &e));
    EXPECT_OK(os_list(&a, in_dir(&a, "a"), &names, &n, &e));
    if (!EXPECT_INT(n, 3)) return;
    EXPECT_STR(names[0], S("B"));
    EXPECT_STR(names[1], S("b"));
    EXPECT_STR(names[2], S("z"));
    EXPECT_OK(os_remove(in_dir(&a, "a/z"), &e));
    EXPECT_OK(os_remove(in_dir(&a, "a/z"), &e));
    EXPECT(!os_exists(in_dir(&a, "a/z")));
    EXPECT_INT(os_mkdirs(in_dir(&a, "a/B/d"), 0700, &e), RC_CONFLICT);
}

struct seen {
    struct buf b;
    i64 refused;
};

static rc see(void *ctx, const char *path, const char *why, struct err *e) {
    (void)e;
    struct seen *s = ctx;
    buf_puts(&s->b, path + strlen(test_dir()));
    buf_puts(&s->b, why ? "! " : " ");
    s->refused += why != NULL;
    return RC_OK;
}

TEST(os_walk_is_in_byte_order_and_follows_no_links) {
    struct arena a = test_arena(), mine = test_arena();
    struct err e = {0};
    struct seen s = {buf_make(&mine, 10000), 0};
    EXPECT_OK(os_mkdirs(in_dir(&a, "w/b"), 0700, &e));
    EXPECT_OK(os_create(in_dir(&a, "w/b/2"), 0600, S(""), &e));
    EXPECT_OK(os_create(in_dir(&a, "w/a"), 0600, S(""), &e));
    EXPECT_OK(os_create(in_dir(&a, "w/c"), 0600, S(""), &e));
    EXPECT(symlink("/etc", in_dir(&a, "w/l")) == 0);
    EXPECT(mkfifo(in_dir(&a, "w/p"), 0600) == 0);
    EXPECT_OK(os_walk(a, in_dir(&a, "w"), see, &s, &e));
    EXPECT_STR(buf_str(&s.b), S("/w/a /w/b/2 /w/c /w/l! /w/p! "));
    EXPECT_OK(os_walk(a, in_dir(&a, "gone"), see, &s, &e));
    EXPECT_INT(s.refused, 3);
}

static void count(void *ctx) {
    ++*(int *)ctx;
}

TEST(os_lock_holds_one_and_tells_once) {
    struct arena a = test_arena();
    struct err e = {0};
    struct os_lock x = {0}, y = {0};
    int told = 0;
    const char *p = in_dir(&a, "lock");
    EXPECT_OK(os_lock(&x, p, 0, count, &told, &e));
    EXPECT_INT(told, 0);
    EXPECT_INT(os_lock(&y, p, 0, count, &told, &e), RC_BUSY);
    EXPECT_INT(told, 1);
    os_unlock(&x);
    err_clear(&e);
    EXPECT_OK(os_lock(&y, p, 0, NULL, NULL, &e));
    os_unlock(&y);
}

TEST(os_clock_can_be_set) {
    setenv("CAIRN_CLOCK", "1900000000", 1);
    EXPECT_INT(os_now(), 1900000000);
    setenv("CAIRN_CLOCK", "2030-03-17T17:46:40Z", 1);
    EXPECT_INT(os_now(), 1900000000);
    unsetenv("CAIRN_CLOCK");
    EXPECT(os_now() > 1700000000);
}

TEST(os_random_fills) {
    u8 x[600] = {0}, zero[600] = {0};
    os_random(x, sizeof x);
    EXPECT(memcmp(x, zero, 300) && memcmp(x + 300, zero, 300) && memcmp(x, x + 300, 300));
}

TEST(os_config_dir_follows_xdg) {
    struct arena a = test_arena();
    const char *old = getenv("XDG_CONFIG_HOME");
    setenv("XDG_CONFIG_HOME", "/tmp/cfg", 1);
    EXPECT_STR(str_c(os_config_dir(&a)), S("/tmp/cfg/cairn"));
    unsetenv("XDG_CONFIG_HOME");
    setenv("HOME", "/home/amal", 1);
    EXPECT_STR(str_c(os_config_dir(&a)), S("/home/amal/.config/cairn"));
    if (old) setenv("XDG_CONFIG_HOME", old, 1);
}

/* Runs os_replace(p, "new") in a child with fault `what` at call `nth`. Returns the wait status. */
static int replace_with_fault(const char *p, enum os_fault what, i64 nth) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        struct err e = {0};
        os_fault_set(what, nth);
        _exit(os_replace(p, 0600, S("the new text"), &e));
    }
    int st = 0;
    waitpid(child, &st, 0);
    return st;
}

/* create, write, fsync, rename, fsync of the folder: after each fault the file is the old one or
 * the new one. */
TEST(os_replace_under_every_fault) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *p = in_dir(&a, "f");
    EXPECT_OK(os_create(p, 0600, S("old"), &e));
    i64 before = os_writes_seen();
    EXPECT_OK(os_replace(p, 0600, S("old"), &e));
    i64 calls = os_writes_seen() - before;
    EXPECT_INT(calls, 5);
    for (int what = OS_FAULT_FAIL; what <= OS_FAULT_ENOSPC; what++)
        for (i64 nth = 1; nth <= calls; nth++) {
            struct str got = {0};
            EXPECT_OK(os_replace(p, 0600, S("old"), &e));
            int st = replace_with_fault(p, (enum os_fault)what, nth);
            if (what == OS_FAULT_KILL)
                EXPECT(WIFSIGNALED(st) && WTERMSIG(st) == SIGKILL);
            else
                EXPECT(WIFEXITED(st) && WEXITSTATUS(st) == RC_IO);
            EXPECT_OK(os_read(&a, p, 100, &got, &e));
            bool is_new = str_eqc(got, "the new text");
            EXPECT(is_new ? nth >= 5 : str_eqc(got, "old"));
        }
    EXPECT(WEXITSTATUS(replace_with_fault(p, OS_FAULT_NONE, 0)) == RC_OK);
}

TEST(os_fails_for_good_after_a_failed_fsync) {
    struct arena a = test_arena();
    const char *p = in_dir(&a, "f"), *q = in_dir(&a, "g");
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        struct err e = {0}, later = {0};
        os_fault_set(OS_FAULT_FAIL, 3); /* create, write, fsync */
        if (os_create(p, 0600, S("x"), &e) != RC_IO) _exit(1);
        if (os_create(q, 0600, S("x"), &later) != RC_IO) _exit(2);
        if (!str_has(str_c(later.msg), S("fsync"))) _exit(3);
        _exit(os_exists(q) ? 4 : 0);
    }
    int st = 0;
    waitpid(child, &st, 0);
    EXPECT(WIFEXITED(st));
    EXPECT_INT(WEXITSTATUS(st), 0);
}

TEST(os_drop_leaves_nothing) {
    struct arena a = test_arena();
    struct err e = {0};
    struct os_file f = {0};
    EXPECT_OK(os_file_create(&f, in_dir(&a, "d"), 0600, &e));
    EXPECT_OK(os_file_write(&f, S("half"), &e));
    os_file_drop(&f);
    EXPECT(!os_exists(in_dir(&a, "d")));
}
