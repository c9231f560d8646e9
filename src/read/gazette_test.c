#include "base/t.h"
#include "read/gazette.h"

struct known {
    struct arena a;
    struct gazette g;
};

static struct known open_list(void) {
    struct known k = {.a = test_arena()};
    struct err e = {0};
    EXPECT_OK(gazette_open(gazette_file(), &k.g, &e));
    return k;
}

static u32 bits(struct known *k, const char *words, i32 *n) {
    struct tokens t = tokenize(&k->a, str_c(words), 0, str_c(words).n);
    return gazette_at(&k->g, t.v, 0, t.n, n);
}

TEST(gazette_knows_countries_and_peoples) {
    struct known k = open_list();
    i32 n;
    EXPECT(bits(&k, "Norway", &n) & GAZ_COUNTRY);
    EXPECT(bits(&k, "norwegians", &n) & GAZ_PEOPLE);
    EXPECT(!(bits(&k, "Marat", &n) & GAZ_COUNTRY));
}

TEST(gazette_takes_the_longest) {
    struct known k = open_list();
    i32 n;
    EXPECT(bits(&k, "United Nations troops", &n) & GAZ_BODY);
    EXPECT_INT(n, 2);
    EXPECT(bits(&k, "United Arab Emirates", &n) & GAZ_COUNTRY);
    EXPECT_INT(n, 3);
    EXPECT_INT(bits(&k, "Unheardof Wordthat", &n), 0);
    EXPECT_INT(n, 0);
}

TEST(gazette_refuses_damage) {
    struct arena a = test_arena();
    struct str f = gazette_file();
    struct gazette g;
    struct err e = {0};
    const i64 cut[] = {0, 10, 20, 16000, f.n - 1};
    for (i64 i = 0; i < LEN(cut); i++)
        EXPECT(gazette_open(str_sub(f, 0, cut[i]), &g, &e) == RC_INTEGRITY);
    char *p = arena_alloc(&a, 1, 1, f.n);
    memcpy(p, f.p, (size_t)f.n);
    p[16 + 4 + 4 * 2000 + 3] = (char)0x7f; /* a bucket beyond the end */
    EXPECT(gazette_open((struct str){p, f.n}, &g, &e) == RC_INTEGRITY);
}
