#include "publish/policy.h"

#include "base/t.h"

static rc read(struct arena *a, const char *text, struct publish_policy *p, struct err *e) {
    err_clear(e);
    return publish_policy_from_json(a, str_c(text), p, e);
}

TEST(policy_has_safe_defaults) {
    struct publish_policy p = publish_policy_default();
    EXPECT_INT(p.names, NAMES_MASK);
    EXPECT_INT(p.place_precision, 4);
    EXPECT_INT(p.min_reviewers, 1);
    EXPECT(p.excerpt_bytes > 0 && p.excerpt_bytes <= 1000);
}

TEST(policy_reads_what_it_writes) {
    struct arena a = test_arena();
    struct publish_policy p, q;
    struct err e = {0};
    EXPECT_OK(read(&a,
                   "{\"names\":\"mask_all\",\"place_precision\":\"region\","
                   "\"excerpt_bytes\":200,\"min_reviewers\":2,"
                   "\"urls\":\"host\"}",
                   &p, &e));
    EXPECT_INT(p.names, NAMES_OFFICIALS_TOO);
    EXPECT_INT(p.place_precision, 5);
    EXPECT_INT(p.min_reviewers, 2);
    EXPECT_INT(p.urls, URLS_HOST);
    EXPECT_INT(p.place_words, publish_policy_default().place_words);
    struct str text = json_canon(&a, publish_policy_to_json(&a, &p));
    EXPECT_OK(publish_policy_from_json(&a, text, &q, &e));
    EXPECT(memcmp(&p, &q, sizeof p) == 0);
}

TEST(policy_refuses_what_it_does_not_know) {
    struct arena a = test_arena();
    static const char *const BAD[] = {"[]",
                                      "{\"name\":\"mask\"}",
                                      "{\"names\":\"open\"}",
                                      "{\"names\":1}",
                                      "{\"min_reviewers\":0}",
                                      "{\"min_reviewers\":\"1\"}",
                                      "{\"excerpt_bytes\":100000}",
                                      "{\"place_precision\":\"unknown\"}",
                                      "{\"names\":\"\"}",
                                      "nonsense"};
    for (i64 i = 0; i < LEN(BAD); i++) {
        struct publish_policy p;
        struct err e = {0};
        if (!EXPECT(read(&a, BAD[i], &p, &e) == RC_USAGE))
            test_fail(__FILE__, __LINE__, "%s", BAD[i]);
    }
}
