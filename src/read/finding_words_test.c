/* findings_in alone: which words of a stretch of text are which finding, and which are none. */
#include "read/testing.h"

/* Names of the findings in the text, a blank between. */
static struct str found(struct arena *a, const char *words) {
    struct doc d = {.a = a, .text = str_c(words), .findings = findings_make(a)};
    struct found f[CLAIM_SPANS_MAX];
    d.t = tokenize(a, d.text, 0, d.text.n);
    d.w = NEWN(a, struct word, d.t.n + 1);
    i32 n = findings_in(&d, 0, d.t.n, f, CLAIM_SPANS_MAX);
    struct buf b = buf_make(a, 400);
    for (i32 i = 0; i < n; i++) {
        EXPECT(span_some(f[i].span) && f[i].span.end <= d.text.n);
        if (i) buf_c(&b, ' ');
        buf_put(&b, word_name("finding", f[i].kind));
    }
    return buf_str(&b);
}

static bool has(const char *words, enum finding_kind k) {
    struct arena a = test_arena();
    return str_has(found(&a, words), word_name("finding", (int)k));
}

TEST(findings_of_words) {
    EXPECT(has("traces of torture on the bodies", FINDING_TORTURE));
    EXPECT(has("shot in the back of the head", FINDING_GUNSHOT_HEAD));
    EXPECT(has("shots fired at close range", FINDING_CLOSE_RANGE));
    EXPECT(has("shot at arm's length", FINDING_CLOSE_RANGE));
    EXPECT(has("their hands were tied", FINDING_BOUND_HANDS));
    EXPECT(has("two of the men had no hands", FINDING_PARTS_MISSING));
    EXPECT(has("their eyes were blindfolded", FINDING_BLINDFOLDED));
}

TEST(findings_are_not_made_of_denied_words) {
    EXPECT(!has("no traces of torture on the bodies", FINDING_TORTURE));
    EXPECT(!has("not shot in the head", FINDING_GUNSHOT_HEAD));
    EXPECT(!has("their hands were not tied", FINDING_BOUND_HANDS));
}

TEST(findings_do_not_reach_over_a_full_stop) {
    EXPECT(!has("He was shot. The head of the office left", FINDING_GUNSHOT_HEAD));
    EXPECT(!has("their hands. Tied goats stood there", FINDING_BOUND_HANDS));
}

TEST(findings_of_a_kind_stand_once_and_are_bounded) {
    struct arena a = test_arena();
    EXPECT_STR(found(&a, "Rain fell on the lower town"), S(""));
    struct str twice = found(&a, "traces of torture, traces of torture");
    i64 first = str_find(twice, S("torture"), 0);
    EXPECT(first >= 0 && str_find(twice, S("torture"), first + 1) < 0);
    struct doc d = {
        .a = &a, .text = S("shot in the head, traces of torture"), .findings = findings_make(&a)};
    struct found f[1];
    d.t = tokenize(&a, d.text, 0, d.text.n);
    d.w = NEWN(&a, struct word, d.t.n + 1);
    EXPECT_INT(findings_in(&d, 0, d.t.n, f, 1), 1);
}
