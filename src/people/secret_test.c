/* Passphrases: composed, long enough, never found in an error. */
#include "people/testing.h"

TEST(passphrases_are_composed_and_long_enough) {
    struct arena a = test_arena();
    struct err e = {0};
    struct str hash;
    EXPECT_INT(passphrase_hash(&a, S("Mara"), S("short"), &hash, &e), RC_USAGE);
    EXPECT(strstr(e.msg, "short") == NULL);
    struct err f = {0};
    EXPECT_INT(passphrase_hash(&a, S("Mara of Orlan"), S("mara OF orlan"), &hash, &f), RC_USAGE);
    /* "й" as one code point, then as и with a breve */
    EXPECT_OK(passphrase_hash(&a, S("Mara"), S("тихий чайник"), &hash, &(struct err){0}));
    EXPECT(str_starts(hash, S("$argon2id$v=19$m=65536,t=3,p=1$")));
    EXPECT(passphrase_same(&a, hash, S("тихии\xcc\x86 чаи\xcc\x86ник")));
    EXPECT(!passphrase_same(&a, hash, S("тихии чайник")));
    EXPECT(!passphrase_same(&a, S(""), S("-")));
    EXPECT(!passphrase_is_old(&a, hash));
}
