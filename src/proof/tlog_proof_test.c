#include "base/t.h"
#include "proof/sigsum_testing.h"

TEST(tlog_proofs_check) {
    struct arena a = test_arena();
    struct err e = {0};
    struct small_log l = make_log(&a, 7);
    u8 path[MERKLE_PATH_MAX][32];
    i64 npath;
    for (int i = 0; i < 7; i++) {
        EXPECT_OK(merkle_inclusion(merkle_tree_read, &l.tree, i, 7, path, &npath, &e));
        struct str text = tlog_proof_text(&a, i, (const u8(*)[32])path, npath,
                                          i ? S("extra") : S(""), l.checkpoint);
        struct tlog_proof p;
        EXPECT_OK(tlog_proof_parse(&a, text, &p, &e));
        EXPECT_INT(p.index, i);
        EXPECT_STR(p.checkpoint_note, l.checkpoint);
        EXPECT_OK(tlog_proof_verify(&a, &p, bytes_str(l.leaf[i], 128), &l.key, &e));
        EXPECT_INT(tlog_proof_verify(&a, &p, bytes_str(l.leaf[(i + 1) % 7], 128), &l.key, &e),
                   RC_INTEGRITY);
    }
    static const char *const BAD[] = {"",
                                      "c2sp.org/tlog-proof@v2\nindex 0\n\n",
                                      "c2sp.org/tlog-proof@v1\n",
                                      "c2sp.org/tlog-proof@v1\nindex 00\n\nx",
                                      "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nx",
                                      "c2sp.org/tlog-proof@v1\nextra *\nindex 0\n\nx",
                                      "c2sp.org/tlog-proof@v1\nindex 0\n"};
    for (i64 i = 0; i < LEN(BAD); i++) {
        struct tlog_proof p;
        struct err f = {0};
        if (tlog_proof_parse(&a, str_c(BAD[i]), &p, &f) == RC_OK && p.checkpoint_note.n > 1)
            test_fail(__FILE__, __LINE__, "%lld", (long long)i);
    }
}
