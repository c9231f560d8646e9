/* The certificate: what stands in it, in three languages, and when there is none. */
#include "flow/certificate.h"
#include "flow/fixture.h"
#include "proof/hash.h"

#include <stdlib.h>

#define WORDS "Officials found 14 bodies in Marat."

static struct fixture *with_item(struct arena *a) {
    struct fixture *f = fixture_make(a);
    f->actor = S("Mara");
    EXPECT_OK(CALL(f, "seal", fixture_file(f, "a.txt", S(WORDS)), "--from", "a <resident>"));
    EXPECT_OK(CALL(f, "custody", "add", "a.txt", "--act", "transferred", "--from", "Mara", "--to",
                   "Tamir"));
    return f;
}

static struct str certificate(struct fixture *f, const char *lang, const char *format) {
    EXPECT_OK(CALL(f, "certificate", "a.txt", "--by", "Mara Soro", "--title", "custodian", "--lang",
                   lang, "--format", format));
    return f->raw;
}

TEST(certificate_says_what_the_record_holds) {
    struct arena a = test_arena();
    struct fixture *f = with_item(&a);
    struct str t = certificate(f, "en", "text");
    u8 h[32];
    sha256(S(WORDS), h);
    EXPECT(str_has(t, hex_encode(&a, bytes_str(h, 32))));
    EXPECT(str_has(t, S("I, Mara Soro, custodian, certify")));
    EXPECT(str_has(t, S("a <resident>")));
    EXPECT(str_has(t, S("handed over; from Mara; to Tamir")));
    EXPECT(str_has(t, S("not signed")));
    EXPECT(str_has(t, S("since then held by Tamir")));
    EXPECT(str_has(t, S("not shown: the record holds nothing about it")));
    EXPECT(str_has(t, S("no gap from receipt to now")));
    EXPECT(str_has(t, S("sha256sum FILE")));
    EXPECT(str_has(t, S("not recorded"))); /* SHA-512 was not asked for */
    EXPECT(!str_has(t, S("{1}")) && !str_has(t, S("{2}")));
    EXPECT(!str_has(t, S("true")) && !str_has(t, S("proven")));
}

TEST(certificate_names_gaps) {
    struct arena a = test_arena();
    struct fixture *f = with_item(&a);
    EXPECT_OK(CALL(f, "custody", "add", "a.txt", "--act", "transferred", "--from", "Mara", "--to",
                   "Ilin"));
    struct str t = certificate(f, "en", "text");
    EXPECT(str_has(t, S("GAP: ")));
    EXPECT(str_has(t, S("Gaps: 1. They are named above.")));
    EXPECT(!str_has(t, S("no gap from receipt")));
}

TEST(certificate_in_three_languages_as_a_page) {
    struct arena a = test_arena();
    struct fixture *f = with_item(&a);
    static const char *const PART[][2] = {{"en", "lang=\"en\" dir=\"ltr\""},
                                          {"ar", "lang=\"ar\" dir=\"rtl\""},
                                          {"ru", "Удостоверяю"}};
    for (i64 i = 0; i < LEN(PART); i++) {
        struct str t = certificate(f, PART[i][0], "html");
        EXPECT(str_has(t, str_c(PART[i][1])));
        EXPECT(str_has(t, S("a &lt;resident&gt;")) && !str_has(t, S("<resident>")));
        EXPECT(!str_has(t, S("{1}")) && !str_has(t, S("{2}")));
        EXPECT(str_has(t, S("Tamir")));
    }
}

/* The bytes are read for it: without them there is none. */
TEST(certificate_of_damaged_bytes_is_not_made) {
    struct arena a = test_arena();
    struct fixture *f = with_item(&a);
    const char *path = cstr(&a, str_fmt(&a, "%s/vault", f->case_dir));
    const char *cmd = "for p in %s/*/*.pack; do printf X | dd of=$p bs=1 seek=900 conv=notrunc "
                      "status=none; done";
    EXPECT_INT(system(cstr(&a, str_fmt(&a, cmd, path))), 0);
    EXPECT_INT(CALL(f, "certificate", "a.txt", "--by", "M", "--title", "c"), RC_INTEGRITY);
}

TEST(certificate_needs_who_signs) {
    struct arena a = test_arena();
    struct fixture *f = with_item(&a);
    EXPECT_INT(CALL(f, "certificate", "a.txt", "--by", " ", "--title", "c"), RC_USAGE);
    EXPECT_INT(CALL(f, "certificate", "b.txt", "--by", "M", "--title", "c"), RC_NOTFOUND);
}
