#include "people/totp.h"

#include "base/t.h"

#define KEY S("12345678901234567890")

/* RFC 4226 appendix D. */
TEST(hotp_gives_the_codes_of_rfc_4226) {
    static const i64 WANT[] = {755224, 287082, 359152, 969429, 338314,
                               254676, 287922, 162583, 399871, 520489};
    for (i64 i = 0; i < LEN(WANT); i++)
        EXPECT_INT(totp_code(KEY, i, 6), WANT[i]);
}

/* RFC 6238 appendix B, the rows of SHA-1. */
TEST(totp_gives_the_codes_of_rfc_6238) {
    static const i64 ROWS[][2] = {{59, 94287082},         {1111111109, 7081804},
                                  {1111111111, 14050471}, {1234567890, 89005924},
                                  {2000000000, 69279037}, {20000000000, 65353130}};
    for (i64 i = 0; i < LEN(ROWS); i++)
        EXPECT_INT(totp_code(KEY, ROWS[i][0] / TOTP_STEP, 8), ROWS[i][1]);
}

TEST(totp_takes_one_step_before_and_after_and_no_code_twice) {
    i64 now = 1111111111, step = now / TOTP_STEP;
    struct arena a = test_arena();
    for (i64 d = -2; d <= 2; d++) {
        struct str code = str_fmt(&a, "%06lld", (long long)totp_code(KEY, step + d, 6));
        EXPECT_INT(totp_step_of(KEY, code, now, 0), d < -1 || d > 1 ? -1 : step + d);
    }
    struct str code = str_fmt(&a, "%06lld", (long long)totp_code(KEY, step, 6));
    EXPECT_INT(totp_step_of(KEY, code, now, step - 1), step);
    EXPECT_INT(totp_step_of(KEY, code, now, step), -1);
    EXPECT_INT(totp_step_of(KEY, S("050 471"), now, 0), step);
    EXPECT_INT(totp_step_of(KEY, S("50471"), now, 0), -1);
    EXPECT_INT(totp_step_of(KEY, S("0050471"), now, 0), -1);
    EXPECT_INT(totp_step_of(KEY, S("05047x"), now, 0), -1);
    EXPECT_INT(totp_step_of(KEY, S(""), now, 0), -1);
}

/* RFC 4648 §10. */
TEST(totp_writes_base32) {
    struct arena a = test_arena();
    EXPECT_STR(totp_base32(&a, S("")), S(""));
    EXPECT_STR(totp_base32(&a, S("f")), S("MY"));
    EXPECT_STR(totp_base32(&a, S("fo")), S("MZXQ"));
    EXPECT_STR(totp_base32(&a, S("foo")), S("MZXW6"));
    EXPECT_STR(totp_base32(&a, S("foob")), S("MZXW6YQ"));
    EXPECT_STR(totp_base32(&a, S("fooba")), S("MZXW6YTB"));
    EXPECT_STR(totp_base32(&a, S("foobar")), S("MZXW6YTBOI"));
}

TEST(totp_uri_escapes_the_name) {
    struct arena a = test_arena();
    EXPECT_STR(totp_uri(&a, S("Mara O&?"), S("foobar")),
               S("otpauth://totp/cairn:Mara%20O%26%3F?secret=MZXW6YTBOI&issuer=cairn"));
}
