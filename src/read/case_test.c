#include "base/t.h"
#include "read/case_features.h"

/* The words between blanks, restored. */
static struct str restored(struct arena *a, struct str words) {
    struct str w[64];
    i32 n = 0;
    while (words.n > 0)
        w[n++] = str_cut(&words, ' ');
    case_restore(case_model_make(a), a, w, n, w);
    struct buf b = buf_make(a, 1 << 12);
    for (i32 i = 0; i < n; i++) {
        if (i) buf_c(&b, ' ');
        buf_put(&b, w[i]);
    }
    return buf_str(&b);
}

TEST(case_of_words) {
    EXPECT_INT(case_of(S("army")), CASE_LOWER);
    EXPECT_INT(case_of(S("Kalen")), CASE_CAP);
    EXPECT_INT(case_of(S("McMarat")), CASE_CAP);
    EXPECT_INT(case_of(S("UN")), CASE_CAPS);
    EXPECT_INT(case_of(S("A")), CASE_CAP);
    EXPECT_INT(case_of(S("12")), CASE_COUNT);
    EXPECT_INT(case_of(S("")), CASE_COUNT);
}

TEST(case_restores_a_wire) {
    struct arena a = test_arena();
    struct str want = S("the police said on Tuesday that Colonel Dorvan was killed in Kalen .");
    EXPECT_STR(restored(&a, S("THE POLICE SAID ON TUESDAY THAT COLONEL DORVAN WAS KILLED IN "
                              "KALEN .")),
               want);
    EXPECT_STR(restored(&a, S("the police said on tuesday that colonel dorvan was killed in "
                              "kalen .")),
               want);
}

TEST(case_restores_short_names_and_keeps_what_has_no_letters) {
    struct arena a = test_arena();
    EXPECT_STR(restored(&a, S("a report of the un , 12 pages")),
               S("a report of the UN , 12 pages"));
    EXPECT_STR(restored(&a, S("")), S(""));
}

/* Letters stay the same letters. */
TEST(case_changes_case_only) {
    struct arena a = test_arena();
    const struct case_model *m = case_model_make(&a);
    u32 x = 3;
    for (int round = 0; round < 200; round++) {
        struct str w[6], out[6];
        for (int i = 0; i < 6; i++) {
            char *p = NEWN(&a, char, 8);
            for (int k = 0; k < 7; k++)
                p[k] = (char)((x = x * 1664525u + 1013904223u) >> 24);
            w[i] = (struct str){p, 1 + (i64)(x >> 8) % 7};
        }
        case_restore(m, &a, w, 6, out);
        for (int i = 0; i < 6; i++)
            EXPECT(str_eqi(w[i], out[i]));
    }
}
