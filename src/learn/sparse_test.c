#include "learn/sparse.h"

#include "base/t.h"

static struct str aligned(struct arena *a, struct str s) {
    char *p = arena_alloc(a, 1, 16, s.n + 1);
    memcpy(p, s.p, (size_t)s.n);
    return (struct str){p, s.n};
}

static struct str small_model(struct arena *a) {
    static const i32 w[3][3] = {{100, -50, 0}, {0, 200, 1000}, {7, 7, 7}};
    struct sparse_kept v[3] = {{0x00010003u, w[0]}, {0x7fff0003u, w[1]}, {0x00000005u, w[2]}};
    return aligned(a, sparse_pack(a, "small", "a b c", 6, 8, v, 3, 254));
}

TEST(sparse_adds_kept_features_and_no_others) {
    struct arena a = test_arena();
    struct sparse m;
    struct err e = {0};
    i16 sum[8] = {0};
    EXPECT(sparse_open(small_model(&a), &m, &e) == RC_OK);
    sparse_add(&m, 0x00010003u, sum);
    EXPECT(sum[0] == 50 && sum[1] == -25 && sum[2] == 0);
    sparse_add(&m, 0x7fff0003u, sum);
    EXPECT(sum[0] == 50 && sum[1] == 75 && sum[2] == 127); /* cut to what i8 hold */
    sparse_add(&m, 0x00020003u, sum);                      /* its bucket, other check bits */
    sparse_add(&m, 0x00010004u, sum);                      /* an empty bucket */
    EXPECT(sum[0] == 50 && sum[1] == 75 && sum[2] == 127);
    EXPECT(sparse_row(&m, 5) && !sparse_row(&m, 4));
}

TEST(sparse_keeps_the_first_of_a_full_bucket) {
    struct arena a = test_arena();
    struct sparse m;
    struct err e = {0};
    static const i32 w = 10;
    struct sparse_kept v[20];
    for (u32 i = 0; i < 20; i++)
        v[i] = (struct sparse_kept){(i + 1) << 16 | 1, &w};
    struct str s = aligned(&a, sparse_pack(&a, "full", "a", 4, 8, v, 20, 10));
    EXPECT(sparse_open(s, &m, &e) == RC_OK);
    for (u32 i = 0; i < 20; i++)
        EXPECT((sparse_row(&m, (i + 1) << 16 | 1) != NULL) == (i < SPARSE_BUCKET));
}

TEST(sparse_refuses_every_shorter_file) {
    struct arena a = test_arena();
    struct str bytes = small_model(&a);
    for (i64 n = 0; n < bytes.n; n++) {
        struct sparse m;
        struct err e = {0};
        EXPECT(sparse_open(str_sub(bytes, 0, n), &m, &e) == RC_INTEGRITY);
    }
}
