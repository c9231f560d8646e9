/* How firmly words assert an event: clause.c and the modality of what event*.c makes of it. One
 * sentence frame, many holds: the killing is asserted, or it is not. */
#include "read/testing.h"

/* Asserted killings, and the most that any asserted claim of a killing counts. */
static i64 asserted(const char *text) {
    struct sample s = sample_read(text);
    i64 n = 0;
    for (i64 i = 0; i < s.r.n; i++) {
        const struct claim *c = &s.r.claims[i];
        n += c->kind == KIND_killing && c->modality == MODALITY_ASSERTED &&
             c->polarity == POLARITY_POSITIVE && c->said.act != ACT_DENIES &&
             c->said.act != ACT_RETRACTS;
    }
    return n;
}

TEST(hold_asserts_what_is_plainly_said) {
    static const char *const yes[] = {
        "Soldiers killed nine men in Marat.",
        "Nine men were killed by soldiers in Marat.",
        "Nine men have been killed in Marat.",
        "Soldiers went on to kill nine men in Marat.",
        "The mayor said soldiers had killed nine men in Marat.",
        "The mayor confirmed that soldiers had killed nine men in Marat.",
        "Soldiers who killed nine men in Marat were not punished.",
        "Nine men were killed in Marat, but nobody was arrested.",
    };
    for (i64 i = 0; i < LEN(yes); i++)
        if (asserted(yes[i]) < 1) test_fail(__FILE__, __LINE__, "not asserted: %s", yes[i]);
}

TEST(hold_asserts_nothing_that_is_not) {
    static const char *const no[] = {
        "Soldiers did not kill nine men in Marat.",
        "No men were killed in Marat.",
        "Nobody was killed in Marat.",
        "Soldiers never killed anyone in Marat.",
        "Did soldiers kill nine men in Marat?",
        "The mayor asked whether soldiers had killed nine men in Marat.",
        "The army denied that soldiers had killed nine men in Marat.",
        "The army rejected the claim that soldiers had killed nine men in Marat.",
        "Soldiers threatened to kill nine men in Marat.",
        "Soldiers planned to kill nine men in Marat.",
        "Soldiers will kill nine men in Marat.",
        "If soldiers come, nine men will be killed in Marat.",
        "Unless they pay, nine men could be killed in Marat.",
        "Nine men might have been killed in Marat.",
        "The mayor warned that soldiers could kill nine men in Marat.",
        "Reports that soldiers killed nine men in Marat were false.",
        "There is no evidence that soldiers killed nine men in Marat.",
    };
    for (i64 i = 0; i < LEN(no); i++)
        if (asserted(no[i])) test_fail(__FILE__, __LINE__, "asserted: %s", no[i]);
}

TEST(hold_of_one_clause_is_not_that_of_the_next) {
    EXPECT_INT(asserted("Soldiers did not enter Marat, and militia killed nine men in Teshlin."),
               1);
    EXPECT_INT(asserted("Nine men were killed in Marat. No women were killed in Teshlin."), 1);
    EXPECT_INT(asserted("Nine men were killed in Marat. Will more be killed?"), 1);
}

TEST(hold_of_fear_is_possible) {
    struct sample s = sample_read("Doctors fear that nine men were killed in Marat.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && c->modality == MODALITY_POSSIBLE);
    EXPECT_INT(asserted("Nobody knows who killed nine men in Marat."), 0);
}
