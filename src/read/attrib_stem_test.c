#include "base/t.h"
#include "read/attrib_features.h"

TEST(attrib_stem_takes_endings_off) {
    static const char *const same[][2] = {
        {"deny", "denied"},      {"deny", "denying"},    {"denies", "Denied"},
        {"plan", "planned"},     {"plan", "planning"},   {"accuse", "accused"},
        {"accuses", "accusing"}, {"say", "said"},        {"says", "saying"},
        {"tell", "told"},        {"tells", "telling"},   {"report", "reports"},
        {"write", "wrote"},      {"written", "writing"}, {"make", "made"},
        {"felt", "feel"},        {"warn", "WARNED"},     {"express", "expressed"}};
    for (i64 k = 0; k < LEN(same); k++)
        EXPECT(attrib_stem(str_c(same[k][0])) == attrib_stem(str_c(same[k][1])));
}

TEST(attrib_stem_keeps_words_apart) {
    static const char *const w[] = {"say",   "see",  "deny",  "den",  "plan",
                                    "plane", "as",   "is",    "",     "pass",
                                    "red",   "ring", "bring", "need", "according"};
    for (i64 i = 0; i < LEN(w); i++)
        for (i64 k = 0; k < i; k++)
            EXPECT((attrib_stem(str_c(w[i])) == attrib_stem(str_c(w[k]))) ==
                   (str_eqc(str_c(w[i]), "plane") && str_eqc(str_c(w[k]), "plan")));
}

TEST(attrib_stem_takes_any_length) {
    char w[300];
    memset(w, 's', sizeof w);
    for (i64 n = 0; n <= (i64)sizeof w; n++)
        (void)attrib_stem((struct str){w, n});
    EXPECT(attrib_stem((struct str){w, 100}) == attrib_stem((struct str){w, 200}));
}
