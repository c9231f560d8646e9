#include "base/t.h"
#include "store/age_armor.h"
#include "store/keys.h"
#include "sys/os.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *at(struct arena *a, const char *dir, const char *name) {
    return cstr(a, str_fmt(a, "%s/%s", dir, name));
}

TEST(keys_file_reads_back) {
    struct arena a = test_arena();
    struct err e = {0};
    struct store_key_opts o = {.no_passphrase = true};
    struct keys *k = keys_make(), *back = NULL;
    const char *path = at(&a, test_dir(), "below/case.key");
    EXPECT_OK(keys_write(a, path, k, &o, &e));
    struct stat st;
    EXPECT(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600);
    EXPECT_OK(keys_read(a, path, &o, &back, &e));
    if (back) EXPECT(memcmp(k, back, sizeof *k) == 0);
    EXPECT_INT(keys_write(a, path, k, &o, &e), RC_CONFLICT);
    keys_free(k);
    keys_free(back);
}

TEST(keys_under_a_passphrase) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *dir = test_dir(), *path = at(&a, dir, "key"), *right = at(&a, dir, "right"),
               *wrong = at(&a, dir, "wrong");
    EXPECT_OK(os_create(right, 0600, S("correct horse\nsecond line\n"), &e));
    EXPECT_OK(os_create(wrong, 0600, S("wrong horse"), &e));
    struct store_key_opts o = {.passphrase_file = right, .scrypt_work = 10};
    struct keys *k = keys_make(), *back = NULL;
    EXPECT_OK(keys_write(a, path, k, &o, &e));
    struct str text = test_file(&a, path);
    EXPECT(age_armored(text));
    EXPECT(!str_has(text, S("AGE-SECRET-KEY")));
    EXPECT_OK(keys_read(a, path, &o, &back, &e));
    if (back) EXPECT(memcmp(k, back, sizeof *k) == 0);
    keys_free(back);
    o.passphrase_file = wrong;
    EXPECT_INT(keys_read(a, path, &o, &back, &e), RC_DENIED);
    EXPECT(str_has(str_c(e.msg), S("wrong passphrase")));
    keys_free(k);
}

TEST(keys_say_what_is_missing) {
    struct arena a = test_arena();
    struct store_key_opts o = {0};
    struct keys *k;
    const char *dir = test_dir();
    static const char *const JUNK[] = {"", "AGE-SECRET-KEY-1", "# log key: AAAA\n",
                                       "age-encryption.org/v1\n"};
    struct err e = {0};
    EXPECT_INT(keys_read(a, at(&a, dir, "none.key"), &o, &k, &e), RC_DENIED);
    EXPECT(str_has(str_c(e.msg), S("none.key")) && str_has(str_c(e.hint), S("--key-file")));
    for (i64 i = 0; i < LEN(JUNK); i++) {
        struct err f = {0};
        const char *path = at(&a, dir, "junk");
        o.passphrase_file = "/dev/null";
        EXPECT_OK(os_replace(path, 0600, str_c(JUNK[i]), &e));
        rc r = keys_read(a, path, &o, &k, &f);
        EXPECT(r == RC_INTEGRITY || r == RC_DENIED);
    }
}

/* `age -d -i` takes the key file as it is. */
TEST(keys_file_is_an_age_identity_file) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *dir = test_dir(), *path = at(&a, dir, "key");
    if (system("command -v age >/dev/null 2>&1") != 0) {
        test_skip("age is not installed");
        return;
    }
    struct store_key_opts o = {.no_passphrase = true};
    struct keys *k = keys_make();
    EXPECT_OK(keys_write(a, path, k, &o, &e));
    struct str cmd = str_fmt(&a, "echo words | age -r %.*s | age -d -i %s >%s/out",
                             SARG(age_recipient_text(&a, k->age.pub)), path, dir);
    EXPECT_INT(system(cstr(&a, cmd)), 0);
    EXPECT_STR(test_file(&a, at(&a, dir, "out")), S("words\n"));
    keys_free(k);
}

TEST(keys_path_in_order) {
    struct arena a = test_arena();
    struct store_key_opts o = {.key_file = "/given"};
    EXPECT_STR(str_c(keys_path(&a, S("id"), &o)), S("/given"));
    o.key_file = NULL;
    setenv("CAIRN_KEY_FILE", "/from/env", 1);
    EXPECT_STR(str_c(keys_path(&a, S("id"), &o)), S("/from/env"));
    unsetenv("CAIRN_KEY_FILE");
    EXPECT(str_ends(str_c(keys_path(&a, S("id"), &o)), S("/cairn/id.key")));
}
