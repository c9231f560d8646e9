#include "base/t.h"
#include "proof/sigsum_testing.h"

TEST(sigsum_leaf_signs_its_message) {
    struct arena a = test_arena();
    struct small_log l = make_log(&a, 1);
    u8 message[32], other[32];
    message_of(0, message);
    message_of(1, other);
    EXPECT(sigsum_leaf_ok(l.leaf[0], l.pub, message));
    EXPECT(sigsum_leaf_ok(l.leaf[0], l.pub, NULL));
    EXPECT(!sigsum_leaf_ok(l.leaf[0], l.pub, other));
    for (int i = 0; i < 128; i++) {
        l.leaf[0][i] ^= 4;
        EXPECT(!sigsum_leaf_ok(l.leaf[0], l.pub, NULL));
        l.leaf[0][i] ^= 4;
    }
}

static void check_proof(struct arena a, const struct small_log *l, int i, int n) {
    struct err e = {0};
    u8 path[MERKLE_PATH_MAX][32], message[32], other[32];
    struct sigsum_proof p = {.index = i}, back;
    message_of(i, message);
    message_of(i + 1, other);
    EXPECT_OK(merkle_inclusion(merkle_tree_read, (void *)&l->tree, i, n, path, &p.npath, &e));
    p.path = (const u8(*)[32])path;
    memcpy(p.leaf, l->leaf[i], 128);
    EXPECT_OK(sigsum_proof_head(&a, l->checkpoint, l->pub, &p, &e));
    struct str text = sigsum_proof_text(&a, &p);
    EXPECT(str_starts(text, S("version=2\nlog=")));
    EXPECT_OK(sigsum_proof_parse(&a, text, &back, &e));
    EXPECT_STR(sigsum_proof_text(&a, &back), text);
    EXPECT_OK(sigsum_proof_verify(&a, &back, message, l->pub, l->pub, &e));
    EXPECT_INT(sigsum_proof_verify(&a, &back, other, l->pub, l->pub, &e), RC_INTEGRITY);
    /* one character altered at a time: refused when parsed or when verified */
    for (i64 at = 0; at < text.n; at += 3) {
        struct arena b = a;
        struct str bent = str_dup(&b, text);
        ((char *)bent.p)[at] ^= 1;
        struct sigsum_proof q;
        struct err f = {0};
        if (sigsum_proof_parse(&b, bent, &q, &f) == RC_OK &&
            sigsum_proof_verify(&b, &q, message, l->pub, l->pub, &f) == RC_OK)
            test_fail(__FILE__, __LINE__, "character %lld altered was accepted", (long long)at);
    }
}

TEST(sigsum_proofs_check) {
    struct arena a = test_arena();
    for (int n = 1; n <= 9; n += 2) {
        struct small_log l = make_log(&a, n);
        for (int i = 0; i < n; i++)
            check_proof(a, &l, i, n);
    }
}
