#include "base/arena.h"

#include "base/t.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

TEST(arena_zeroes_and_aligns) {
    struct arena a = test_arena();
    for (i64 align = 1; align <= 4096; align *= 2) {
        struct arena scratch = a; /* dirties what the next round gets */
        char *p = arena_alloc(&scratch, 3, align, 5);
        EXPECT((uintptr_t)p % (uintptr_t)align == 0);
        for (int i = 0; i < 15; i++)
            EXPECT(p[i] == 0);
        memset(p, 0xff, 15);
    }
    EXPECT(arena_alloc(&a, 8, 8, 0) != NULL);
}

TEST(arena_scratch_frees_itself) {
    struct arena a = test_arena(), scratch = a;
    NEWN(&scratch, char, 1000);
    EXPECT(a.beg == scratch.beg - 1000);
}

TEST(arena_grow_keeps_elements) {
    struct arena a = test_arena();
    int *arr = NULL;
    i64 n = 0, cap = 0;
    for (int i = 0; i < 10000; i++)
        *PUSH(&a, arr, n, cap) = i;
    EXPECT_INT(n, 10000);
    EXPECT(cap >= n);
    for (int i = 0; i < 10000; i++)
        EXPECT(arr[i] == i);
}

TEST(arena_full_jumps_when_asked) {
    struct arena a = arena_make("small", 1 << 16);
    struct arena original = a;
    jmp_buf full;
    volatile int rounds = 0;
    a.full = &full;
    if (setjmp(full) == 0)
        for (;; rounds++)
            NEWN(&a, char, 1 << 12);
    EXPECT_INT(rounds, 16);
    arena_reset(&a, original);
    EXPECT(NEWN(&a, char, 1 << 16)[0] == 0);
    arena_drop(original);
}

TEST(arena_full_survives_sizes_that_overflow) {
    struct arena a = test_arena();
    jmp_buf full;
    a.full = &full;
    if (setjmp(full) == 0) {
        arena_alloc(&a, INT64_MAX / 4, 8, INT64_MAX / 4);
        test_fail(__FILE__, __LINE__, "was given the memory");
    }
}

TEST(arena_full_exits_with_the_limit_code) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        struct arena a = arena_make("child", 4096);
        if (!freopen("/dev/null", "w", stderr)) _exit(99);
        NEWN(&a, char, 4097);
        _exit(0);
    }
    int status = 0;
    EXPECT(waitpid(child, &status, 0) == child);
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 7);
}

TEST(arena_split_gives_two_that_do_not_overlap) {
    struct arena a = test_arena();
    struct arena part = arena_split(&a, 1 << 20);
    char *x = NEWN(&part, char, 1 << 20), *y = NEWN(&a, char, 1 << 20);
    memset(x, 1, 1 << 20);
    i64 dirty = 0;
    for (i64 i = 0; i < 1 << 20; i++) dirty += y[i] != 0;
    EXPECT_INT(dirty, 0);
    EXPECT(x >= a.end);
}
