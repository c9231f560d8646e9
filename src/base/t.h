/* Test harness. A test is a function that registers itself; a failing EXPECT prints and counts, and
 * the test goes on.
 *
 *     TEST(arena_zeroes) { struct arena a = test_arena(); EXPECT(*NEW(&a, int) == 0); }
 *
 * Run: build/test_ROOM [filter]. Ends with "N passed, N failed" (tests, not
 * expectations), and ", N skipped" when some said so. */
#ifndef CAIRN_BASE_T_H
#define CAIRN_BASE_T_H

#include "base/err.h"
#include "base/str.h"

struct test {
    const char *file, *name;
    void (*run)(void);
    struct test *next;
};

void test_register(struct test *t);
void test_fail(const char *file, int line, const char *fmt, ...) PRINTF(3, 4);
bool test_str(const char *file, int line, const char *what, struct str got, struct str want);
bool test_i64(const char *file, int line, const char *what, i64 got, i64 want);

/* A fresh arena for this test, 256 MB of address space, dropped after it. */
struct arena test_arena(void);
/* A fresh empty directory for this test, removed after it; no slash at the end, borrowed. */
const char *test_dir(void);
/* Whole file in the arena; fails the test and returns empty when it cannot be read. */
struct str test_file(struct arena *a, const char *path);
/* True when ../shared (or $CAIRN_SHARED) is there; path of a file below it. Tests say what they
 * skipped. */
bool test_shared(struct arena *a, const char *below, const char **path);
void test_skip(const char *why);

#define TEST(fn)                                                                                   \
    static void fn(void);                                                                          \
    __attribute__((constructor)) static void fn##_register(void) {                                 \
        static struct test t = {__FILE__, #fn, fn, 0};                                             \
        test_register(&t);                                                                         \
    }                                                                                              \
    static void fn(void)

#define EXPECT(cond)                                                                               \
    ((cond) ? true : (test_fail(__FILE__, __LINE__, "%s does not hold", #cond), false))
#define EXPECT_STR(got, want) test_str(__FILE__, __LINE__, #got, (got), (want))
#define EXPECT_INT(got, want) test_i64(__FILE__, __LINE__, #got, (i64)(got), (i64)(want))
/* The call must succeed: prints the error's message when it does not. */
#define EXPECT_OK(call)                                                                            \
    do {                                                                                           \
        rc t_rc_ = (call);                                                                         \
        if (t_rc_ != RC_OK) test_fail(__FILE__, __LINE__, "%s gave %s", #call, rc_name(t_rc_));    \
    } while (0)

#endif
