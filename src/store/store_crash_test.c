/* A write fails, falls short, finds the disk full or the process is killed, at every write of a
 * commit in turn: what was acknowledged is there, the case verifies, the next commit works. */
#include "base/t.h"
#include "store/store_testing.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ACKED_FIRST = 1, ACKED_SECOND = 2, DONE = 64 };

static rc write_one(struct store *s, struct arena a, const char *what) {
    struct err e = {0};
    struct txn *t;
    i64 i;
    static char large[SMALL_OBJECT_MAX + 70000];
    TRY(store_begin(s, NULL, NULL, &t, &e));
    rc r = store_put(t, S("small"), str_c(what), &e);
    if (r == RC_OK) r = store_put(t, S("large"), (struct str){large, sizeof large}, &e);
    if (r == RC_OK) r = store_add(t, testing_act(&a, what), NULL, 0, &i, &e);
    if (r == RC_OK) return store_commit(t, &e);
    store_abandon(t);
    return r;
}

/* The writing process. Its exit status says what it acknowledged; the second commit shows that a
 * process goes on after an error, or refuses (after a failed fsync). */
static int writer(struct arena a, const char *dir, enum os_fault what, i64 nth) {
    struct err e = {0};
    struct store *s;
    if (store_open(&a, testing_case(&a, dir), testing_opts(&a, dir), &s, &e) != RC_OK) return 0;
    os_fault_set(what, nth);
    int acked = DONE;
    if (write_one(s, a, "first") == RC_OK) acked |= ACKED_FIRST;
    os_fault_set(OS_FAULT_NONE, 1);
    if (write_one(s, a, "second") == RC_OK) acked |= ACKED_SECOND;
    return acked;
}

static int in_child(struct arena a, const char *dir, enum os_fault what, i64 nth) {
    int status;
    pid_t pid = fork();
    if (pid == 0) _exit(writer(a, dir, what, nth));
    if (pid < 0 || waitpid(pid, &status, 0) != pid) return 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 0;
}

static void no_finding(void *ctx, const char *object, const char *what) {
    test_fail(__FILE__, __LINE__, "%s: %s: %s", (const char *)ctx, object, what);
}

/* Entries from `from` on whose act is `what`. */
static int count_of(struct store *s, struct arena a, i64 from, const char *what) {
    struct err e = {0};
    struct str out;
    int n = 0;
    for (i64 i = from; i < store_size(s); i++) {
        struct arena b = a;
        struct entry en;
        EXPECT_OK(store_entry(s, &b, i, &en, &e));
        if (!str_eqc(json_get_str(en.json, "act"), what)) continue;
        EXPECT_OK(store_object(s, &b, i, S("small"), 100, &out, &e));
        EXPECT_STR(out, str_c(what));
        EXPECT_OK(store_object(s, &b, i, S("large"), ITEM_BYTES_MAX, &out, &e));
        n++;
    }
    return n;
}

/* Reopens, looks, commits once more. */
static void after(struct arena a, const char *dir, int acked, i64 *size, bool deep,
                  const char *when) {
    struct err e = {0};
    struct store *s;
    struct store_verify_stats st;
    char whence[96];
    snprintf(whence, sizeof whence, "%s", when);
    if (!EXPECT(store_open(&a, testing_case(&a, dir), testing_opts(&a, dir), &s, &e) == RC_OK)) {
        puts(e.msg);
        return;
    }
    EXPECT_OK(store_verify(s, deep, no_finding, whence, &st, &e));
    int first = count_of(s, a, *size, "first"), second = count_of(s, a, *size, "second");
    if (acked & ACKED_FIRST) EXPECT_INT(first, 1);
    if (acked & ACKED_SECOND) EXPECT_INT(second, 1);
    EXPECT(first <= 1 && second <= 1 && store_size(s) == *size + first + second);
    testing_commit(s, &a, "next");
    EXPECT_OK(store_verify(s, false, no_finding, whence, &st, &e));
    EXPECT_INT(st.leftovers, 0);
    *size = store_size(s);
    store_close(s);
}

/* Writes of one commit, counted in a process of its own. */
static i64 writes_of_commit(struct arena a, const char *dir) {
    i64 before = os_writes_seen();
    struct err e = {0};
    struct store *s;
    EXPECT_OK(store_open(&a, testing_case(&a, dir), testing_opts(&a, dir), &s, &e));
    EXPECT_OK(write_one(s, a, "count"));
    i64 n = os_writes_seen() - before;
    store_close(s);
    return n;
}

static void run(enum os_fault what, const char *name) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    struct store *s = testing_made(&a, dir);
    testing_commit(s, &a, "base");
    store_close(s);
    i64 n = writes_of_commit(a, dir), size = 2;
    EXPECT(n > 10 && n < 200);
    int survived = 0;
    for (i64 k = 1; k <= n; k++) {
        char when[64];
        snprintf(when, sizeof when, "%s at write %lld of %lld", name, (long long)k, (long long)n);
        int acked = in_child(a, dir, what, k);
        if (what == OS_FAULT_KILL)
            EXPECT_INT(acked, 0);
        else
            EXPECT(acked & DONE);
        survived += (acked & ACKED_SECOND) != 0;
        after(a, dir, acked, &size, k == n, when);
    }
    /* A process refuses only after a failed fsync: there are some, but they are the fewer. */
    if (what != OS_FAULT_KILL) EXPECT(survived > n / 2 && survived < n);
}

TEST(crash_kill) {
    run(OS_FAULT_KILL, "kill");
}
TEST(crash_fail) {
    run(OS_FAULT_FAIL, "fail");
}
TEST(crash_short) {
    run(OS_FAULT_SHORT, "short");
}
TEST(crash_enospc) {
    run(OS_FAULT_ENOSPC, "enospc");
}

/* The 256th entry fills the first tile: a commit that makes full tiles, a level and folders dies
 * everywhere. */
TEST(crash_at_a_full_tile) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    struct store *s = testing_made(&a, dir);
    struct err e = {0};
    struct txn *t;
    i64 i;
    EXPECT_OK(store_begin(s, NULL, NULL, &t, &e));
    for (int k = 0; k < 255; k++)
        EXPECT_OK(store_add(t, testing_act(&a, "x"), NULL, 0, &i, &e));
    EXPECT_OK(store_commit(t, &e));
    store_close(s);
    for (i64 k = 1; k < 120; k++) {
        struct store_verify_stats st;
        in_child(a, dir, OS_FAULT_KILL, k);
        struct arena b = a;
        EXPECT_OK(store_open(&b, testing_case(&b, dir), testing_opts(&b, dir), &s, &e));
        EXPECT_OK(store_verify(s, false, no_finding, "kill at a full tile", &st, &e));
        i64 size = store_size(s);
        EXPECT(size >= 255 && size <= 257);
        store_close(s);
        if (size >= 256) break;
    }
}

/* Somebody verifies while somebody else writes: no false alarm. */
TEST(crash_verify_beside_a_writer) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *dir = test_dir();
    struct store *s = testing_made(&a, dir);
    testing_commit(s, &a, "base");
    int status = -1;
    pid_t pid = fork();
    if (pid == 0) {
        struct store *w;
        if (store_open(&a, testing_case(&a, dir), testing_opts(&a, dir), &w, &e) != RC_OK) _exit(1);
        for (int i = 0; i < 60; i++)
            testing_commit(w, &a, "more");
        _exit(store_size(w) == 61 ? 0 : 2);
    }
    int rounds = 0;
    while (waitpid(pid, &status, WNOHANG) == 0) {
        struct store_verify_stats st;
        struct entry en;
        struct arena b = a;
        EXPECT_OK(store_verify(s, true, no_finding, "beside a writer", &st, &e));
        EXPECT_OK(store_refresh(s, &e));
        for (int i = 0; i < 20; i++) {
            s->log.bundle = -1; /* from the disk each time */
            s->log.slot[0].tile.width = 0;
            hot_drop(s);
            EXPECT_OK(store_entry(s, &b, store_size(s) - 1, &en, &e));
        }
        rounds++;
    }
    EXPECT(status == 0 && rounds > 1);
    EXPECT_OK(store_refresh(s, &e));
    EXPECT_INT(store_size(s), 61);
    store_close(s);
}
