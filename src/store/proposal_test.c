#include "store/proposal.h"

#include "base/t.h"

#define TEXT S("Nine men were killed in Marat.")
#define DOC  "\"doc\":\"sha256:00000000000000000000000000000000000000000000000000000000000000ff\""
#define BODY                                                                                       \
    "\"v\":1,\"kind\":\"killing\",\"trigger\":[14,20,\"killed\"],\"said\":{\"chain\":"             \
    "[{\"publication\":\"\"}],\"act\":\"states\"},\"polarity\":\"positive\",\"modality\":"         \
    "\"asserted\""
#define BY "\"by\":{\"proposer\":\"coder-2\"}"

static rc take(struct arena *a, const char *line, struct claim *c, struct err *e) {
    struct proposal p;
    TRY(proposal_read(a, str_c(line), &p, e));
    return proposal_claim(a, &p, TEXT, c, e);
}

TEST(proposal_is_a_claim_with_its_proposer) {
    struct arena a = test_arena();
    struct claim c = {0};
    struct err e = {0};
    EXPECT_OK(take(&a, "{" BODY "," DOC "," BY "}", &c, &e));
    EXPECT_STR(c.by_proposer, S("coder-2"));
    EXPECT_INT(c.kind, KIND_killing);
    EXPECT(!c.held && !c.by_person.n && !c.by_reader.n && !c.id.n);
}

TEST(proposal_says_nothing_that_is_cairns_to_say) {
    static const char *const BAD[] = {
        "{" BODY "," DOC "}",
        "{" BODY "," DOC ",\"by\":{}}",
        "{" BODY "," DOC ",\"by\":{\"person\":\"Mara\"}}",
        "{" BODY "," DOC ",\"by\":{\"proposer\":\"x\",\"held\":false}}",
        "{" BODY "," DOC ",\"by\":{\"proposer\":\"x\",\"rules\":[\"kind: reader\"]}}",
        "{" BODY "," DOC ",\"by\":{\"proposer\":\"x\",\"person\":\"Mara\"}}",
        "{" BODY "," DOC ",\"by\":{\"proposer\":\"she said so, believe her\"}}",
        "{" BODY "," DOC ",\"by\":{\"proposer\":\"\"}}",
        "{" BODY "," DOC ",\"by\":{\"proposer\":\"x\\u0000\"}}",
        "{" BODY "," DOC ",\"by\":{\"proposer\":\"x\",\"proposer\":\"y\"}}",
        "{" BODY "," DOC "," BY ",\"status\":\"accepted\"}",
        "{" BODY "," DOC "," BY ",\"note\":\"look here\"}",
        "{" BODY "," DOC "," BY "} {}",
        "{" BODY "," BY "}",
        "{" BODY ",\"doc\":\"sha256:ff\"," BY "}",
        "{" BODY "," DOC "," BY ",\"v\":1}",
        "[]",
        "",
        "{",
    };
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(BAD); i++) {
        struct claim c;
        struct err e = {0};
        if (take(&a, BAD[i], &c, &e) == RC_OK) test_fail(__FILE__, __LINE__, "taken: %s", BAD[i]);
        EXPECT(e.msg[0]);
    }
}

TEST(proposal_words_must_be_the_bytes) {
    static const char *const BAD[] = {
        "[14,20,\"wounded\"]",
        "[13,20,\"killed\"]",
        "[14,20]",
        "[20,14,\"\"]",
        "[14,14,\"\"]",
        "[-1,20,\"killed\"]",
        "[14,4000000000,\"killed\"]",
        "[14.0,20,\"killed\"]",
        "[1e1,20,\"killed\"]",
        "[14,18446744073709551636,\"killed\"]",
        "[14,20,\"killed\",1]",
        "{\"start\":14}",
    };
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(BAD); i++) {
        struct claim c;
        struct err e = {0};
        struct str line = str_fmt(
            &a,
            "{\"v\":1,\"kind\":\"killing\",\"trigger\":%s,\"said\":{\"chain\":[{\"publication\""
            ":\"\"}],\"act\":\"states\"},\"polarity\":\"positive\",\"modality\":\"asserted\","
            "%s,%s}",
            BAD[i], DOC, BY);
        if (take(&a, cstr(&a, line), &c, &e) == RC_OK)
            test_fail(__FILE__, __LINE__, "taken: %s", BAD[i]);
    }
}

TEST(proposal_lines_have_a_limit) {
    struct arena a = test_arena();
    struct proposal p;
    struct err e = {0};
    struct buf b = buf_make(&a, PROPOSAL_LINE_MAX + 100);
    buf_puts(&b, "{" BODY "," DOC "," BY);
    while (b.n < PROPOSAL_LINE_MAX)
        buf_c(&b, ' ');
    buf_puts(&b, "}");
    EXPECT_INT(proposal_read(&a, buf_str(&b), &p, &e), RC_LIMIT);
}

TEST(proposal_says_what_was_verified) {
    struct arena a = test_arena();
    struct str rules[] = {S("kind: reader"), S("counts: patient"), S("where: words only")};
    struct claim c = {.rules = rules, .nrules = LEN(rules)};
    EXPECT_STR(proposal_verified(&a, &c, false), S("kind (reader), counts (patient)"));
    EXPECT_STR(proposal_verified(&a, &c, true), S("where"));
    c.nrules = 0;
    EXPECT_STR(proposal_verified(&a, &c, false), S(""));
}
