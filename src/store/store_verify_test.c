/* Every flipped bit in log/, vault/ and cairn.case is found and named; so are files too many, too
 * few, or swapped. */
#include "base/t.h"
#include "store/store_testing.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct seen {
    int n;
    char first[512], what[512];
};

static void see(void *ctx, const char *object, const char *what) {
    struct seen *s = ctx;
    if (s->n++ > 0) return;
    snprintf(s->first, sizeof s->first, "%s", object);
    snprintf(s->what, sizeof s->what, "%s", what);
}

/* Opens afresh and verifies; a case that does not open counts as found. */
static struct seen verified(struct arena a, const char *dir) {
    struct seen s = {0};
    struct store *st;
    struct err e = {0};
    struct store_verify_stats stats;
    if (store_open(&a, testing_case(&a, dir), testing_opts(&a, dir), &st, &e) != RC_OK) {
        see(&s, e.msg, "does not open");
        EXPECT(e.code == RC_INTEGRITY || e.code == RC_UNSUPPORTED || e.code == RC_NOTFOUND ||
               e.code == RC_DENIED);
        return s;
    }
    EXPECT_OK(store_verify(st, true, see, &s, &stats, &e));
    EXPECT_INT(stats.findings, s.n);
    store_close(st);
    return s;
}

static void sound(struct arena a, const char *dir) {
    struct seen s = verified(a, dir);
    if (!EXPECT(s.n == 0)) printf("  %s: %s\n", s.first, s.what);
}

/* Three commits: small and large objects, two entries at once, parts. Kept small, so that many
 * flips are quick. */
static void fill(struct arena a, const char *dir) {
    struct store *s = testing_made(&a, dir);
    struct err e = {0};
    struct txn *t;
    i64 i;
    struct str parts[] = {S("{\"a\":1}"), S("{\"b\":2}")};
    char *big = NEWN(&a, char, SMALL_OBJECT_MAX);
    EXPECT_OK(store_begin(s, NULL, NULL, &t, &e));
    EXPECT_OK(store_put(t, S("item/1"), S("the words of a statement"), &e));
    EXPECT_OK(store_put(t, S("item/2"), S("other words"), &e));
    EXPECT_OK(store_add(t, testing_act(&a, "one"), parts, 2, &i, &e));
    EXPECT_OK(store_commit(t, &e));
    EXPECT_OK(store_begin(s, NULL, NULL, &t, &e));
    EXPECT_OK(store_put(t, S("large"), (struct str){big, SMALL_OBJECT_MAX}, &e));
    EXPECT_OK(store_add(t, testing_act(&a, "two"), NULL, 0, &i, &e));
    EXPECT_OK(store_put(t, S("small"), S("x"), &e));
    EXPECT_OK(store_add(t, testing_act(&a, "three"), NULL, 0, &i, &e));
    EXPECT_OK(store_commit(t, &e));
    EXPECT_OK(store_begin(s, NULL, NULL, &t, &e));
    EXPECT_OK(store_add(t, testing_act(&a, "four"), NULL, 0, &i, &e));
    EXPECT_OK(store_commit(t, &e));
    store_close(s);
}

static const char *const FILES[] = {
    "cairn.case",
    "log/checkpoint",
    "log/tile/0/000.p/4",
    "log/tile/entries/000.p/4",
    "vault/000000/000000000.head",
    "vault/000000/000000000.pack",
    "vault/000000/000000001.head",
    "vault/000000/000000001.pack",
    "vault/000000/000000001-1.head",
    "vault/000000/000000001-1.pack",
    "vault/000000/000000003.head",
    "vault/000000/000000003.pack",
};

static bool flip(const char *path, i64 bit) {
    u8 c;
    int fd = open(path, O_RDWR | O_CLOEXEC);
    bool ok = fd >= 0 && pread(fd, &c, 1, bit / 8) == 1;
    c ^= (u8)(1 << bit % 8);
    ok = ok && pwrite(fd, &c, 1, bit / 8) == 1;
    close(fd);
    return ok;
}

/* The finding must name the file, when the case still opens. */
static void flip_one(struct arena a, const char *dir, const char *file, i64 bit) {
    const char *path = cstr(&a, str_fmt(&a, "%s/%s", testing_case(&a, dir), file));
    if (!EXPECT(flip(path, bit))) return;
    struct seen s = verified(a, dir);
    if (s.n == 0)
        test_fail(__FILE__, __LINE__, "bit %lld of %s flipped is not seen", (long long)bit, file);
    else if (!str_starts(str_c(s.first), str_sub(str_c(file), 0, 22)))
        test_fail(__FILE__, __LINE__, "bit %lld of %s: found %s: %s", (long long)bit, file, s.first,
                  s.what);
    EXPECT(flip(path, bit));
}

TEST(verify_finds_flipped_bits) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    fill(a, dir);
    sound(a, dir);
    i64 flips = 0;
    for (i64 f = 0; f < LEN(FILES); f++) {
        struct arena b = a;
        i64 bits = 8 * os_size(cstr(&b, str_fmt(&b, "%s/%s", testing_case(&b, dir), FILES[f])));
        /* All of the small files' bytes, one bit each; samples of the large one, whose every scan
         * costs a megabyte. */
        i64 step = bits > 8 << 20 ? bits / 24 + 1 : bits > 40000 ? 2047 : 17;
        EXPECT(bits > 0);
        for (i64 bit = f; bit < bits; bit += step, flips++)
            flip_one(b, dir, FILES[f], bit);
    }
    EXPECT(flips >= 1000);
    sound(a, dir);
}

static void found_as(struct arena a, const char *dir, const char *object) {
    struct seen s = verified(a, dir);
    EXPECT(s.n > 0);
    if (!EXPECT(str_starts(str_c(s.first), str_c(object)))) printf("  %s: %s\n", s.first, s.what);
}

TEST(verify_finds_files_too_many_and_too_few) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *dir = test_dir(), *c = testing_case(&a, dir);
    fill(a, dir);
    static const char *const EXTRA[] = {"log/extra",
                                        "log/tile/0/001.p/x",
                                        "log/tile/9/000",
                                        "vault/note",
                                        "vault/erasing",
                                        "vault/000000/000000001-1.gone.e2",
                                        "vault/000000/000000001.pack.e9",
                                        "vault/000000/1.pack",
                                        "vault/000000/000000000-7.pack",
                                        "vault/000000/000000002.pack",
                                        "vault/000000/000000009.pack",
                                        "vault/000001/000000001.head",
                                        "log/tile/0/000.p/2"};
    for (i64 i = 0; i < LEN(EXTRA); i++) {
        const char *path = cstr(&a, str_fmt(&a, "%s/%s", c, EXTRA[i]));
        EXPECT_OK(os_mkdirs(cstr(&a, str_fmt(&a, "%s/vault/000001", c)), 0700, &e));
        EXPECT_OK(os_mkdirs(cstr(&a, str_fmt(&a, "%s/log/tile/9", c)), 0700, &e));
        EXPECT_OK(os_mkdirs(cstr(&a, str_fmt(&a, "%s/log/tile/0/001.p", c)), 0700, &e));
        EXPECT_OK(os_create(path, 0600, S("0123456789012345678901234567890123456789"), &e));
        struct str named = str_c(EXTRA[i]);
        if (str_ends(named, S("2.pack")) || str_ends(named, S("7.pack")))
            named.n -= 5; /* no .head: said first */
        found_as(a, dir, cstr(&a, named));
        EXPECT_OK(os_remove(path, &e));
    }
    sound(a, dir);
    for (i64 i = 0; i < LEN(FILES); i++) {
        const char *path = cstr(&a, str_fmt(&a, "%s/%s", c, FILES[i]));
        const char *away = cstr(&a, str_fmt(&a, "%s/away", dir));
        EXPECT_INT(rename(path, away), 0);
        struct seen s = verified(a, dir);
        EXPECT(s.n > 0);
        EXPECT_INT(rename(away, path), 0);
        EXPECT_INT(truncate(path, os_size(path) - 1), 0);
        s = verified(a, dir);
        if (!EXPECT(s.n > 0)) puts(FILES[i]);
        break; /* a cut cannot be taken back: one file here, the flips cover the rest */
    }
}

/* Two valid packs exchanged: age opens both, the commitments do not. */
TEST(verify_finds_swapped_packs) {
    struct arena a = test_arena();
    const char *dir = test_dir(), *c = testing_case(&a, dir);
    fill(a, dir);
    static const char *const KIND[] = {"head", "pack"};
    for (int k = 0; k < 2; k++) {
        const char *x = cstr(&a, str_fmt(&a, "%s/vault/000000/000000000.%s", c, KIND[k]));
        const char *y = cstr(&a, str_fmt(&a, "%s/vault/000000/000000003.%s", c, KIND[k]));
        const char *z = cstr(&a, str_fmt(&a, "%s/z", dir));
        EXPECT(rename(x, z) == 0 && rename(y, x) == 0 && rename(z, y) == 0);
    }
    found_as(a, dir, "vault/000000/000000000");
}

/* An older checkpoint put back, with and without the tiles that went with it. */
TEST(verify_finds_a_rolled_back_checkpoint) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *dir = test_dir(), *c = testing_case(&a, dir);
    struct str old, tile, leaves;
    struct store *s = testing_made(&a, dir);
    testing_commit(s, &a, "one");
    const char *cp = cstr(&a, str_fmt(&a, "%s/log/checkpoint", c));
    const char *t1 = cstr(&a, str_fmt(&a, "%s/log/tile/0/000.p/1", c));
    const char *e1 = cstr(&a, str_fmt(&a, "%s/log/tile/entries/000.p/1", c));
    EXPECT_OK(os_read(&a, cp, 4096, &old, &e));
    EXPECT_OK(os_read(&a, t1, 4096, &tile, &e));
    EXPECT_OK(os_read(&a, e1, 4096, &leaves, &e));
    testing_commit(s, &a, "two");
    testing_commit(s, &a, "three");
    EXPECT_OK(os_replace(cp, 0600, old, &e));
    EXPECT_INT(store_refresh(s, &e), RC_INTEGRITY);
    store_close(s);
    found_as(a, dir, "log/tile");
    struct txn *t;
    e = (struct err){0};
    EXPECT_OK(store_open(&a, c, testing_opts(&a, dir), &s, &e));
    EXPECT_INT(store_begin(s, NULL, NULL, &t, &e), RC_INTEGRITY); /* nothing is cut off */
    EXPECT_OK(os_create(t1, 0600, tile, &e));
    EXPECT_OK(os_create(e1, 0600, leaves, &e));
    found_as(a, dir, "vault/000000/000000002");
    EXPECT_INT(store_begin(s, NULL, NULL, &t, &e), RC_INTEGRITY);
    EXPECT(os_exists(cstr(&a, str_fmt(&a, "%s/vault/000000/000000002.pack", c))));
    store_close(s);
}
