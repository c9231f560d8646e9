#include "base/t.h"
#include "store/tar.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void same(const char *name, i64 size) {
    u8 head[TAR_HEAD_MAX];
    struct tar_member m;
    struct err e = {0};
    i64 n = tar_head(head, str_c(name), size);
    EXPECT_INT(n, size < (i64)8 << 30 ? 512 : 1536);
    EXPECT_OK(tar_next((struct str){(char *)head, n}, &m, &e));
    EXPECT_STR(str_c(m.name), str_c(name));
    EXPECT_INT(m.size, size);
    EXPECT_INT(m.head, n);
}

TEST(tar_headers_read_back) {
    char longest[256];
    same("a", 0);
    same("000000012/objects/item/one", 511);
    same("x", ((i64)8 << 30) - 1);
    same("x", (i64)8 << 30);
    same("000000012/objects/large", (i64)64 << 30);
    memset(longest, 'n', sizeof longest);
    memcpy(longest, "000000012/objects/", 18);
    longest[118] = 0;
    same(longest, 7); /* an object's name of 100 bytes */
    longest[100] = 0;
    same(longest, 7);
    longest[100] = 'n', longest[101] = 0;
    same(longest, 7);
}

/* Every bit of a header matters, and every length short of it is refused. */
TEST(tar_headers_have_one_spelling) {
    u8 head[TAR_HEAD_MAX];
    struct tar_member m;
    static const i64 SIZES[] = {1234, (i64)9 << 30};
    for (int s = 0; s < 2; s++) {
        i64 n = tar_head(head, S("000000001/objects/name"), SIZES[s]);
        for (i64 bit = 0; bit < n * 8; bit++) {
            struct err e = {0};
            head[bit / 8] ^= (u8)(1 << bit % 8);
            /* a digit of a pax size makes another size: the pack's foot and lists hold that against
             * it */
            if (tar_next((struct str){(char *)head, n}, &m, &e) == RC_OK && m.size == SIZES[s])
                test_fail(__FILE__, __LINE__, "bit %lld is free", (long long)bit);
            head[bit / 8] ^= (u8)(1 << bit % 8);
        }
        for (i64 k = 0; k < n; k += 100) {
            struct err e = {0};
            EXPECT_INT(tar_next((struct str){(char *)head, k}, &m, &e), RC_INTEGRITY);
        }
    }
    struct err e = {0};
    memset(head, 0, sizeof head);
    EXPECT_INT(tar_next((struct str){(char *)head, 1536}, &m, &e), RC_INTEGRITY);
}

TEST(tar_pads_to_blocks) {
    EXPECT_INT(tar_pad(0), 0);
    EXPECT_INT(tar_pad(1), 511);
    EXPECT_INT(tar_pad(512), 0);
    EXPECT_INT(tar_pad(513), 511);
}

/* GNU tar lists what we write, the sizes above 8 GiB too (a sparse file stands for the content). */
TEST(tar_is_read_by_tar) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    const char *path = cstr(&a, str_fmt(&a, "%s/x.tar", dir));
    u8 head[TAR_HEAD_MAX];
    FILE *f = fopen(path, "wb");
    EXPECT_INT(fwrite(head, 1, (size_t)tar_head(head, S("small"), 0), f), 512);
    EXPECT_INT(fwrite(head, 1,
                      (size_t)tar_head(head, S("000000001/objects/large"), ((i64)8 << 30) + 5), f),
               1536);
    fclose(f);
    EXPECT_INT(truncate(path, 512 + 1536 + ((i64)8 << 30) + 512 + 1024), 0);
    struct str out = S("");
    char line[256];
    FILE *p = popen(cstr(&a, str_fmt(&a, "tar tvf %s", path)), "r");
    while (fgets(line, sizeof line, p))
        out = str_cat(&a, out, str_dup(&a, str_c(line)));
    EXPECT_INT(pclose(p), 0);
    EXPECT(str_has(out, S("8589934597 1970-01-01 00:00 000000001/objects/large")) ||
           str_has(out, S("8589934597")));
    EXPECT(str_has(out, S("small")));
}
