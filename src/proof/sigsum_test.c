#include "base/t.h"
#include "proof/merkle.h"
#include "proof/sign.h"
#include "proof/sigsum.h"

/* A log of n leaves by one key, which is submitter and log at once, as a case is. */
struct small_log {
    u8 pub[32], secret[64];
    u8 (*leaf)[128];
    struct merkle_tree tree;
    struct str checkpoint;
    struct note_key key;
};

static void message_of(int i, u8 message[32]) {
    u8 byte = (u8)i;
    sha256(bytes_str(&byte, 1), message);
}

static struct small_log make_log(struct arena *a, int n) {
    struct small_log l;
    struct err e = {0};
    u8 seed[32] = {9}, message[32], root[32];
    digest *hash = NEWN(a, digest, n);
    sign_keypair(seed, l.pub, l.secret);
    l.leaf = (u8(*)[128])NEWN(a, u8, 128 * n);
    for (int i = 0; i < n; i++) {
        message_of(i, message);
        sigsum_leaf_make(l.secret, message, l.leaf[i]);
        merkle_leaf(bytes_str(l.leaf[i], 128), hash[i]);
    }
    merkle_build(&l.tree, a, (const u8(*)[32])hash, n);
    merkle_mth((const u8(*)[32])hash, n, root);
    struct checkpoint c = {.origin = sigsum_origin(a, l.pub), .size = n};
    memcpy(c.root, root, 32);
    EXPECT_OK(note_key_make(c.origin, NOTE_ED25519, l.pub, &l.key, &e));
    l.checkpoint = note_sign(a, checkpoint_text(a, &c), &l.key, l.secret);
    return l;
}

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
        for (int i = 0; i < n; i++) check_proof(a, &l, i, n);
    }
}

TEST(sigsum_tlog_proofs_check) {
    struct arena a = test_arena();
    struct err e = {0};
    struct small_log l = make_log(&a, 7);
    u8 path[MERKLE_PATH_MAX][32];
    i64 npath;
    for (int i = 0; i < 7; i++) {
        EXPECT_OK(merkle_inclusion(merkle_tree_read, &l.tree, i, 7, path, &npath, &e));
        struct str text = tlog_proof_text(&a, i, (const u8(*)[32])path, npath, i ? S("extra") : S(""), l.checkpoint);
        struct tlog_proof p;
        EXPECT_OK(tlog_proof_parse(&a, text, &p, &e));
        EXPECT_INT(p.index, i);
        EXPECT_STR(p.checkpoint_note, l.checkpoint);
        EXPECT_OK(tlog_proof_verify(&a, &p, bytes_str(l.leaf[i], 128), &l.key, &e));
        EXPECT_INT(tlog_proof_verify(&a, &p, bytes_str(l.leaf[(i + 1) % 7], 128), &l.key, &e), RC_INTEGRITY);
    }
    static const char *const BAD[] = {"", "c2sp.org/tlog-proof@v2\nindex 0\n\n", "c2sp.org/tlog-proof@v1\n",
                                      "c2sp.org/tlog-proof@v1\nindex 00\n\nx", "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nx",
                                      "c2sp.org/tlog-proof@v1\nextra *\nindex 0\n\nx", "c2sp.org/tlog-proof@v1\nindex 0\n"};
    for (i64 i = 0; i < LEN(BAD); i++) {
        struct tlog_proof p;
        struct err f = {0};
        if (tlog_proof_parse(&a, str_c(BAD[i]), &p, &f) == RC_OK && p.checkpoint_note.n > 1)
            test_fail(__FILE__, __LINE__, "%lld", (long long)i);
    }
}
