#include "base/t.h"
#include "proof/checkpoint.h"

TEST(checkpoint_is_strict) {
    struct arena a = test_arena();
    struct err e = {0};
    struct checkpoint c;
#define ROOT "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
    struct str good = S("example.com/behind-the-sofa\n20852163\n" ROOT "\n");
    EXPECT_OK(checkpoint_parse(&a, good, &c, &e));
    EXPECT_INT(c.size, 20852163);
    EXPECT_STR(checkpoint_text(&a, &c), good);
    struct str extended = S("o\n1\n" ROOT "\nextension\nanother\n");
    EXPECT_OK(checkpoint_parse(&a, extended, &c, &e));
    EXPECT_STR(c.extension, S("extension\nanother\n"));
    EXPECT_STR(checkpoint_text(&a, &c), extended);
    static const char *const BAD[] = {"o\n1\n",
                                      "o\n01\n" ROOT "\n",
                                      "o\n-1\n" ROOT "\n",
                                      "o\n\n" ROOT "\n",
                                      "\n1\n" ROOT "\n",
                                      "o\n1\nCsUYapGG\n",
                                      "o\n1\n" ROOT,
                                      "o\n1\n" ROOT "\n\n",
                                      "o\n1\n" ROOT "\nx\n\ny\n",
                                      "o\n1x\n" ROOT "\n",
                                      "o\n99999999999999999999\n" ROOT "\n",
                                      "o\n+1\n" ROOT "\n"};
    for (i64 i = 0; i < LEN(BAD); i++) {
        struct err f = {0};
        if (checkpoint_parse(&a, str_c(BAD[i]), &c, &f) == RC_OK)
            test_fail(__FILE__, __LINE__, "%lld", (long long)i);
    }
}
