#include "base/t.h"
#include "store/pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *at(struct arena *a, const char *dir, const char *name) {
    return cstr(a, str_fmt(a, "%s/%s", dir, name));
}

/* A pack of two objects and one "entry"; the second object spans several chunks. */
static void write_pack(struct arena a, const char *base, const struct age_key *k,
                       struct str large) {
    struct pack_writer w;
    struct err e = {0};
    i64 off;
    EXPECT_OK(pack_create(&w, &a, base, (const u8(*)[32])k->pub, 1, &e));
    EXPECT_OK(pack_member(&w, S("000000004/objects/one"), 3, &off, &e));
    EXPECT_INT(off, 512);
    EXPECT_OK(pack_bytes(&w, S("one"), &e));
    EXPECT_OK(pack_member(&w, S("000000004/objects/large"), large.n, &off, &e));
    EXPECT_INT(off, 1536);
    for (i64 i = 0; i < large.n; i += 30000)
        EXPECT_OK(pack_bytes(&w, str_sub(large, i, i + 30000), &e));
    struct pack_foot foot = {4, 1, w.n};
    EXPECT_OK(pack_member(&w, S("000000004/entry.json"), 2, NULL, &e));
    EXPECT_OK(pack_bytes(&w, S("{}"), &e));
    EXPECT_OK(pack_finish(&w, base, &foot, &e));
}

static struct str large_one(struct arena *a) {
    char *p = NEWN(a, char, 200001);
    for (i64 i = 0; i < 200001; i++)
        p[i] = (char)(i * i >> 5);
    return (struct str){p, 200001};
}

TEST(pack_reads_at_any_place) {
    struct arena a = test_arena();
    struct err e = {0};
    struct age_key k;
    struct pack p;
    struct tar_member m;
    struct str large = large_one(&a);
    const char *base = at(&a, test_dir(), "p");
    age_key_make(&k);
    write_pack(a, base, &k, large);
    EXPECT_OK(pack_open(&p, &a, base, "p", &k, &e));
    EXPECT_INT(p.plain % 4096, 0);
    EXPECT(p.foot.first == 4 && p.foot.entries == 1 &&
           p.foot.at == 1536 + 200001 + tar_pad(200001));
    char *room = NEWN(&a, char, large.n);
    for (i64 from = 0; from < large.n; from += 33333) {
        i64 n = large.n - from < 70000 ? large.n - from : 70000;
        EXPECT_OK(pack_read(&p, 1536 + from, room, n, &e));
        EXPECT(memcmp(room, large.p + from, (size_t)n) == 0);
    }
    EXPECT_OK(pack_member_at(&p, p.foot.at, &m, &e));
    EXPECT_STR(str_c(m.name), S("000000004/entry.json"));
    EXPECT_INT(pack_read(&p, p.plain - 1, room, 2, &e), RC_INTEGRITY);
    pack_close(&p);
    struct age_key other;
    struct err f = {0};
    age_key_make(&other);
    EXPECT_INT(pack_open(&p, &a, base, "p", &other, &f), RC_INTEGRITY);
}

/* A chunk that is gone, twice there or in another order. */
TEST(pack_refuses_chunks_out_of_place) {
    struct arena a = test_arena();
    struct age_key k;
    struct err e = {0};
    const char *dir = test_dir(), *base = at(&a, dir, "p"), *path = at(&a, dir, "p.pack");
    age_key_make(&k);
    write_pack(a, base, &k, large_one(&a));
    struct str whole;
    EXPECT_OK(os_read(&a, path, 1 << 30, &whole, &e));
    i64 step = AGE_CHUNK + AGE_TAG;
    struct str nonce = str_sub(whole, 0, 16), c0 = str_sub(whole, 16, 16 + step),
               c1 = str_sub(whole, 16 + step, 16 + 2 * step),
               rest = str_sub(whole, 16 + 2 * step, whole.n);
    struct str bad[] = {str_cat(&a, nonce, str_cat(&a, c1, str_cat(&a, c0, rest))),
                        str_cat(&a, nonce, str_cat(&a, c0, rest)),
                        str_cat(&a, nonce, str_cat(&a, c0, str_cat(&a, c0, str_cat(&a, c1, rest)))),
                        str_cat(&a, nonce, str_cat(&a, c0, c1)),
                        str_sub(whole, 0, whole.n - 1),
                        nonce,
                        S("")};
    for (i64 i = 0; i < LEN(bad); i++) {
        struct pack p;
        struct err f = {0};
        char room[64];
        EXPECT_OK(os_replace(path, 0600, bad[i], &e));
        rc r = pack_open(&p, &a, base, "p", &k, &f);
        if (r == RC_OK) r = pack_read(&p, 0, room, 64, &f);
        EXPECT_INT(r, RC_INTEGRITY);
        pack_close(&p);
    }
}

TEST(pack_sizes_tell_little) {
    EXPECT_INT(pack_padded(1), 4096);
    EXPECT_INT(pack_padded(4096), 4096);
    EXPECT_INT(pack_padded(4097), 8192);
    EXPECT_INT(pack_padded((1 << 20) - 1), 1 << 20);
    i64 last = 0;
    int kinds = 0;
    for (i64 n = 1 << 20; n < (i64)1 << 36; n += n / 97 + 1) {
        i64 p = pack_padded(n);
        if (!EXPECT(p >= n && p % 4096 == 0 && p - n <= n / 31 && pack_padded(p) == p && p >= last))
            return;
        kinds += p != last;
        last = p;
    }
    EXPECT(kinds < 16 * 64);
}

static bool have(const char *program) {
    char command[64];
    snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", program);
    return system(command) == 0;
}

/* A stranger with age and tar opens a pack. */
TEST(pack_is_opened_by_age_and_tar) {
    struct arena a = test_arena();
    struct err e = {0};
    struct age_key k;
    const char *dir = test_dir();
    if (!have("age")) {
        test_skip("age is not installed");
        return;
    }
    age_key_make(&k);
    struct str large = large_one(&a), back;
    write_pack(a, at(&a, dir, "p"), &k, large);
    EXPECT_OK(os_create(at(&a, dir, "key"), 0600,
                        str_cat(&a, age_identity_text(&a, k.secret), S("\n")), &e));
    struct str cmd = str_fmt(&a, "cd %s && cat p.head p.pack | age -d -i key | tar x", dir);
    EXPECT_INT(system(cstr(&a, cmd)), 0);
    EXPECT_OK(os_read(&a, at(&a, dir, "000000004/objects/large"), 1 << 30, &back, &e));
    EXPECT(str_eq(back, large));
    EXPECT_OK(os_read(&a, at(&a, dir, "000000004/entry.json"), 1 << 30, &back, &e));
    EXPECT_STR(back, S("{}"));
    cmd = str_fmt(&a,
                  "cd %s && printf x | dd of=p.head bs=1 seek=60 conv=notrunc 2>/dev/null; "
                  "cat p.head p.pack | age -d -i key >/dev/null 2>&1",
                  dir);
    EXPECT(system(cstr(&a, cmd)) != 0);
}
