#include "store/capture.h"

#include "store/store_testing.h"

static struct capture a_capture(void) {
    return (struct capture){.node = S("00c0ffee00c0ffee"),
                            .name = S("report.txt"),
                            .at = S("2031-03-10T14:02:11Z"),
                            .by = S("Tamir"),
                            .number = 1};
}

static struct node_case the_case(struct arena *a, const char *dir) {
    struct node_case c = {0};
    struct err e = {0};
    struct str text = test_file(a, cstr(a, str_fmt(a, "%s/cairn.case", testing_case(a, dir))));
    EXPECT_OK(node_case_read(a, text, &c, &e));
    return c;
}

TEST(capture_json_is_spelt_one_way) {
    struct arena a = test_arena();
    struct capture m = a_capture(), back;
    struct err e = {0};
    struct str text = capture_text(&a, &m);
    EXPECT_OK(capture_parse(&a, text, &back, &e));
    EXPECT(str_eq(back.by, m.by) && back.number == 1 && back.size == 0);
    static const char *const BAD[] = {"{}", "", "[1]", "{\"v\":1}"};
    for (i64 i = 0; i < LEN(BAD); i++) {
        struct err f = {0};
        EXPECT_INT(capture_parse(&a, str_c(BAD[i]), &back, &f), RC_INTEGRITY);
    }
    m.number = 2; /* the second without the hash of the first */
    EXPECT_INT(capture_parse(&a, capture_text(&a, &m), &back, &e), RC_INTEGRITY);
}

/* Every byte of a capture is bound: flipped, cut or longer, it does not check. */
TEST(capture_flipped_cut_and_longer_is_refused) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    struct store *s = testing_made(&a, dir);
    struct node_case c = the_case(&a, dir);
    struct capture m = a_capture(), back;
    struct err e = {0};
    u8 sha[32], again[32];
    const char *file = cstr(&a, str_fmt(&a, "%s/report.txt", dir));
    const char *path = cstr(&a, str_fmt(&a, "%s/1.age", dir)),
               *bad = cstr(&a, str_fmt(&a, "%s/bad", dir));
    EXPECT_OK(os_create(file, 0600, S("quiet blue stones"), &e));
    EXPECT_OK(capture_write(a, path, &c, file, &m, sha, &e));
    EXPECT_OK(capture_read(&a, s, NULL, path, &back, again, NULL, NULL, &e));
    EXPECT(memcmp(sha, again, 32) == 0 && back.size == 17);
    struct str whole = test_file(&a, path);
    for (i64 i = 0; i < whole.n; i += 5) {
        struct arena b = a;
        struct err f = {0};
        struct str bent = str_dup(&b, whole);
        ((char *)bent.p)[i] ^= 4;
        EXPECT_OK(os_replace(bad, 0600, i % 2 ? bent : str_sub(whole, 0, i), &e));
        if (!EXPECT(capture_read(&b, s, NULL, bad, &back, again, NULL, NULL, &f) != RC_OK)) return;
    }
    EXPECT_OK(os_replace(bad, 0600, str_cat(&a, whole, S("x")), &e));
    EXPECT(capture_read(&a, s, NULL, bad, &back, again, NULL, NULL, &e) != RC_OK);
    store_close(s);
}
