#include "base/t.h"
#include "learn/forest.h"

/* y = x0 >= 10 and x1 < 0, whatever x2 is. */
static struct forest_examples corner(struct arena *a) {
    enum { N = 400 };
    i16 *x = NEWN(a, i16, N * 3);
    u8 *y = NEWN(a, u8, N);
    for (i32 i = 0; i < N; i++) {
        x[i * 3] = (i16)(i % 20), x[i * 3 + 1] = (i16)(i / 20 % 20 - 10),
              x[i * 3 + 2] = (i16)(i % 7);
        y[i] = x[i * 3] >= 10 && x[i * 3 + 1] < 0;
    }
    return (struct forest_examples){3, N, x, y};
}

TEST(forest_learns_what_two_values_say_together) {
    struct arena a = test_arena();
    struct forest_examples e = corner(&a);
    struct str bytes = forest_grow(&a, "corner", &e, 20, 3, 2), rest = bytes;
    struct forest f;
    struct err err = {0};
    if (!EXPECT(forest_open_next(&rest, &f, &err) == RC_OK)) return;
    EXPECT_INT(rest.n, 0);
    EXPECT(forest_chance(&f, (i16[]){15, -5, 3}) > FOREST_ONE * 9 / 10);
    EXPECT(forest_chance(&f, (i16[]){15, 5, 3}) < FOREST_ONE / 10);
    EXPECT(forest_chance(&f, (i16[]){2, -5, 3}) < FOREST_ONE / 10);
    EXPECT(str_eq(bytes, forest_grow(&a, "corner", &e, 20, 3, 2)));
}

TEST(forest_that_is_damaged_is_refused) {
    struct arena a = test_arena();
    struct forest_examples e = corner(&a);
    struct str bytes = forest_grow(&a, "corner", &e, 4, 3, 2);
    struct forest f;
    struct err err = {0};
    for (i64 n = 0; n + 16 < bytes.n; n += 37) { /* cut short */
        struct str rest = str_sub(bytes, 0, n);
        EXPECT(forest_open_next(&rest, &f, &err) == RC_INTEGRITY);
    }
    char *p = arena_alloc(&a, 1, 16, bytes.n);
    memcpy(p, bytes.p, (size_t)bytes.n);
    struct str rest = {p, bytes.n};
    if (!EXPECT(forest_open_next(&rest, &f, &err) == RC_OK)) return;
    struct forest_node *root = (struct forest_node *)(void *)(p + ((const char *)f.node - p));
    root->to = 0; /* back to itself */
    rest = (struct str){p, bytes.n};
    EXPECT(forest_open_next(&rest, &f, &err) == RC_INTEGRITY);
}
