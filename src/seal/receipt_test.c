/* Receipts of the sample reports (tests/seeds/receipt). Those that a case makes and signs anew are
 * tested where a case is at hand: src/flow/op_receipt_test.c. */
#include "seal/receipt.h"

#include "base/t.h"

struct lines {
    struct arena *a;
    i64 n;
    struct str what[64], words[64];
};

static void line(void *ctx, const char *state, const char *what, struct str words) {
    struct lines *l = ctx;
    if (l->n == LEN(l->what)) return;
    l->what[l->n] = str_fmt(l->a, "%s %s", state, what);
    l->words[l->n++] = str_dup(l->a, words);
}

static bool says(const struct lines *l, struct str what, struct str words) {
    for (i64 i = 0; i < l->n; i++)
        if (str_eq(l->what[i], what) && str_has(l->words[i], words)) return true;
    return false;
}

static rc verify(struct arena *a, struct str text, struct str vkey, struct lines *l,
                 struct err *e) {
    struct arena scratch = test_arena();
    *l = (struct lines){.a = a};
    *e = (struct err){0};
    return receipt_verify(a, scratch, text, &(struct receipt_trust){.vkey = vkey}, line, l, e);
}

static struct str seed(struct arena *a, const char *name) {
    return test_file(a, cstr(a, str_fmt(a, "tests/seeds/receipt/%s.json", name)));
}

TEST(receipt_tells_what_was_checked_and_what_not) {
    struct arena a = test_arena();
    struct lines l;
    struct err e;
    EXPECT_OK(verify(&a, seed(&a, "figure"), S(""), &l, &e));
    EXPECT(says(&l, S("checked figure"), S("witnesses (unknown): 40 to 99")));
    EXPECT(says(&l, S("checked words"), S("gave accounts")));
    EXPECT(says(&l, S("attested wording"), S("said")));
    EXPECT(says(&l, S("not checked truth"), S("never true")));
    EXPECT(says(&l, S("not checked key"), S("--key")));
    EXPECT_OK(verify(&a, seed(&a, "incident"), S(""), &l, &e));
    EXPECT(says(&l, S("checked incident"), S("one_account")));
    EXPECT_OK(verify(&a, seed(&a, "item"), S(""), &l, &e));
    EXPECT(says(&l, S("checked item"), S("3021 bytes")));
}

TEST(receipt_counts_decisions_as_the_case_does) {
    struct arena a = test_arena();
    struct lines l;
    struct err e;
    EXPECT_OK(verify(&a, seed(&a, "claim"), S(""), &l, &e));
    EXPECT(says(&l, S("checked review"), S("accepted, by 1 person")));
}

TEST(receipt_of_another_key_is_refused) {
    struct arena a = test_arena();
    struct lines l;
    struct err e;
    EXPECT_INT(verify(&a, seed(&a, "figure"), S("other+00000000+AQ=="), &l, &e), RC_INTEGRITY);
    EXPECT(str_has(str_c(e.msg), S("another key")));
}

TEST(receipt_with_any_changed_byte_is_refused) {
    struct arena a = test_arena();
    static const char *const NAMES[] = {"figure", "incident", "claim", "item"};
    struct lines l;
    struct err e;
    struct arena scratch = test_arena(), b = test_arena();
    for (i64 k = 0; k < LEN(NAMES); k++) {
        struct str text = seed(&a, NAMES[k]);
        for (i64 i = 0; i < text.n; i += 7) {
            struct arena one = b;
            char *bytes = (char *)str_dup(&one, text).p;
            bytes[i] ^= (char)(1 << (i % 7));
            l = (struct lines){.a = &one};
            e = (struct err){0};
            rc r = receipt_verify(&one, scratch, (struct str){bytes, text.n}, NULL, line, &l, &e);
            if (!EXPECT(r == RC_INTEGRITY && e.msg[0] && e.hint[0])) return;
        }
    }
}

TEST(what_is_no_receipt_is_refused) {
    struct arena a = test_arena();
    struct lines l;
    struct err e;
    static const char *const BAD[] = {"",
                                      "{}",
                                      "[]",
                                      "null",
                                      "{\"type\":\"cairn-receipt/1\"}\n",
                                      "{\"type\":\"cairn-receipt/2\",\"v\":1}\n",
                                      "\xff"};
    for (i64 i = 0; i < LEN(BAD); i++)
        EXPECT_INT(verify(&a, str_c(BAD[i]), S(""), &l, &e), RC_INTEGRITY);
    struct str text = seed(&a, "figure");
    EXPECT_INT(verify(&a, str_cat(&a, text, S("\n")), S(""), &l, &e), RC_INTEGRITY);
    EXPECT_INT(verify(&a, str_sub(text, 0, text.n - 1), S(""), &l, &e), RC_INTEGRITY);
    EXPECT_INT(verify(&a, str_cat(&a, S(" "), text), S(""), &l, &e), RC_INTEGRITY);
}
