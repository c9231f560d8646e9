/* Many files at once: the same case as one by one, whatever fails in between. */
#include "store/store_testing.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FILES = 80, ACKED = 1, DONE = 64 };

struct offered {
    struct arena *a;
    i64 left_out, failed, done;
    bool stop;
};

static rc offer(void *ctx, const struct store_file *f, struct str *name, struct err *e) {
    struct offered *o = ctx;
    if (o->stop && f->nth == 40) return fail(e, RC_INTERRUPTED, "enough");
    if (f->nth == o->left_out) return RC_OK;
    *name = str_fmt(o->a, "o/%lld", (long long)f->nth);
    return RC_OK;
}

static rc done(void *ctx, const struct store_file *f, struct err *e) {
    struct offered *o = ctx;
    (void)e;
    *(f->why ? &o->failed : &o->done) += 1;
    return RC_OK;
}

/* Small ones, two large ones, one that is not there. */
static const char **made(struct arena *a, const char *dir) {
    const char **path = NEWN(a, const char *, FILES);
    struct err e = {0};
    char *large = NEWN(a, char, 3 * SMALL_OBJECT_MAX);
    for (i64 i = 0; i < 3 * SMALL_OBJECT_MAX; i++)
        large[i] = (char)(i * 31 >> 4);
    for (i64 i = 0; i < FILES; i++) {
        struct str text = str_fmt(a, "file %lld", (long long)i);
        if (i == 20) text = (struct str){large, 3 * SMALL_OBJECT_MAX};
        if (i == 60) text = (struct str){large, SMALL_OBJECT_MAX};
        path[i] = cstr(a, str_fmt(a, "%s/f%lld", dir, (long long)i));
        if (i != 30) EXPECT_OK(os_create_unsynced(path[i], 0600, text, &e));
    }
    return path;
}

static rc put_all(struct store *s, struct arena a, const char **path, struct offered *o,
                  struct err *e) {
    struct txn *t;
    i64 index;
    struct store_files files = {path, FILES, offer, done, o};
    TRY(store_begin(s, NULL, NULL, &t, e));
    rc r = store_put_files(t, &files, e);
    if (r == RC_OK) r = store_add(t, testing_act(&a, "files"), NULL, 0, &index, e);
    if (r == RC_OK) return store_commit(t, e);
    store_abandon(t);
    return r;
}

static void no_finding(void *ctx, const char *object, const char *what) {
    (void)ctx;
    test_fail(__FILE__, __LINE__, "%s: %s", object, what);
}

TEST(store_put_files_seals_all_that_can_be_read) {
    struct arena a = test_arena();
    struct err e = {0};
    struct store *s = testing_made(&a, test_dir());
    const char **path = made(&a, test_dir());
    struct offered o = {.a = &a, .left_out = 10};
    struct store_verify_stats st;
    struct str got, want;
    if (!EXPECT(put_all(s, a, path, &o, &e) == RC_OK)) puts(e.msg);
    EXPECT(o.failed == 1 && o.done == FILES - 2);
    EXPECT_OK(store_verify(s, true, no_finding, NULL, &st, &e));
    EXPECT_INT(st.objects, FILES - 2);
    for (i64 i = 0; i < FILES; i += 20) {
        struct arena b = a;
        if (!EXPECT(os_read(&b, path[i], ITEM_BYTES_MAX, &want, &e) == RC_OK)) continue;
        struct str name = str_fmt(&b, "o/%lld", (long long)i);
        EXPECT_OK(store_object(s, &b, 0, name, ITEM_BYTES_MAX, &got, &e));
        EXPECT(str_eq(got, want));
    }
    store_close(s);
}

/* Whoever stops it leaves nothing behind. */
TEST(store_put_files_stops) {
    struct arena a = test_arena();
    struct err e = {0};
    struct store *s = testing_made(&a, test_dir());
    struct offered o = {.a = &a, .left_out = -1, .stop = true};
    struct store_verify_stats st;
    EXPECT_INT(put_all(s, a, made(&a, test_dir()), &o, &e), RC_INTERRUPTED);
    EXPECT_OK(store_verify(s, true, no_finding, NULL, &st, &e));
    EXPECT(store_size(s) == 0 && st.leftovers == 0);
    store_close(s);
}

static int writer(struct arena a, const char *dir, const char **path, enum os_fault what, i64 nth) {
    struct err e = {0};
    struct store *s;
    struct offered o = {.a = &a, .left_out = -1};
    if (store_open(&a, testing_case(&a, dir), testing_opts(&a, dir), &s, &e) != RC_OK) return 0;
    os_fault_set(what, nth);
    return put_all(s, a, path, &o, &e) == RC_OK ? DONE | ACKED : DONE;
}

/* The n-th write fails, or the process dies there: threads or not, it is the n-th. */
static void fault(enum os_fault what) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *dir = test_dir(), **path = made(&a, dir);
    struct store *s = testing_made(&a, dir);
    struct offered o = {.a = &a, .left_out = -1};
    struct store_verify_stats st;
    i64 before = os_writes_seen(), size = 1;
    EXPECT_OK(put_all(s, a, path, &o, &e));
    i64 n = os_writes_seen() - before;
    store_close(s);
    EXPECT(n > 15 && n < 60);
    for (i64 k = 1; k <= n; k++) {
        int status;
        pid_t pid = fork();
        if (pid == 0) _exit(writer(a, dir, path, what, k));
        EXPECT(waitpid(pid, &status, 0) == pid);
        EXPECT(what == OS_FAULT_KILL ? WIFSIGNALED(status) : WIFEXITED(status));
        struct arena b = a;
        if (!EXPECT(store_open(&b, testing_case(&b, dir), testing_opts(&b, dir), &s, &e) == RC_OK))
            return;
        EXPECT_OK(store_verify(s, true, no_finding, NULL, &st, &e));
        bool acked = WIFEXITED(status) && (WEXITSTATUS(status) & ACKED);
        EXPECT(store_size(s) == size + acked || (!acked && store_size(s) == size + 1));
        size = store_size(s);
        store_close(s);
    }
}

TEST(store_put_files_fails_at_each_write) {
    fault(OS_FAULT_FAIL);
}
TEST(store_put_files_is_killed_at_each_write) {
    fault(OS_FAULT_KILL);
}
