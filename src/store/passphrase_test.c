#include "base/t.h"
#include "store/keys.h"
#include "sys/os.h"

#include <sodium.h>

static const char *file(struct arena *a, const char *dir, struct str bytes) {
    struct err e = {0};
    const char *path = cstr(a, str_fmt(a, "%s/pass", dir));
    EXPECT_OK(os_replace(path, 0600, bytes, &e));
    return path;
}

TEST(passphrase_is_the_first_line) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    static const char *const TEXTS[] = {"correct horse", "correct horse\n",
                                        "correct horse\r\nmore\n"};
    for (i64 i = 0; i < LEN(TEXTS); i++) {
        struct err e = {0};
        char *p = NULL;
        EXPECT_OK(passphrase_get(file(&a, dir, str_c(TEXTS[i])), true, &p, &e));
        if (p) EXPECT_STR(str_c(p), S("correct horse"));
        sodium_free(p);
    }
}

TEST(passphrase_is_neither_empty_nor_endless) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    char *p = NEWN(&a, char, PASSPHRASE_MAX + 1), *out = NULL;
    struct err e = {0}, f = {0};
    memset(p, 'x', PASSPHRASE_MAX + 1);
    EXPECT_OK(passphrase_get(file(&a, dir, (struct str){p, PASSPHRASE_MAX}), false, &out, &e));
    sodium_free(out);
    EXPECT_INT(passphrase_get(file(&a, dir, (struct str){p, PASSPHRASE_MAX + 1}), false, &out, &e),
               RC_DENIED);
    static const char *const NONE[] = {"", "\n", "\r\n", "\nsecond\n"};
    for (i64 i = 0; i < LEN(NONE); i++) {
        struct err g = {0};
        EXPECT_INT(passphrase_get(file(&a, dir, str_c(NONE[i])), false, &out, &g), RC_DENIED);
    }
    EXPECT_INT(passphrase_get("/nonexistent/file", false, &out, &f), RC_DENIED);
    EXPECT(str_has(str_c(f.msg), S("/nonexistent/file")));
}
