#include "web/tls.h"

#include "base/t.h"

TEST(tls_makes_what_it_reads) {
    struct arena a = test_arena();
    struct err e = {0};
    struct str key, cert, print, again;
    i64 ends;
    EXPECT_OK(tls_make(&a, S("desk.example"), 1930000000, &key, &cert, &e));
    EXPECT(str_has(cert, S("BEGIN CERTIFICATE")) && str_has(key, S("PRIVATE KEY")));
    EXPECT_OK(tls_fingerprint(&a, cert, &print, &e));
    EXPECT_INT(print.n, 95);
    EXPECT_OK(tls_ends(cert, &ends, &e));
    EXPECT(ends > 1930000000 + 823 * 86400LL && ends <= 1930000000 + 825 * 86400LL);
    EXPECT_OK(tls_make(&a, S("192.0.2.7"), 1930000000, &key, &cert, &e));
    EXPECT_OK(tls_fingerprint(&a, cert, &again, &e));
    EXPECT(!str_eq(print, again));
}

TEST(tls_refuses_what_is_none) {
    struct arena a = test_arena();
    struct err e = {0};
    struct str print;
    EXPECT_INT(tls_fingerprint(&a, S("-----BEGIN"), &print, &e), RC_USAGE);
}
