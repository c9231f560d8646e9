/* Words of doubt around a clause: one event, many ways to leave it open. */
#include "read/testing.h"

/* -1: no claim of it; else its modality. */
static int modality_of(const char *text, enum kind k) {
    struct sample s = sample_read(text);
    const struct claim *c = sample_claim(&s, k, 0);
    return c ? (int)c->modality : -1;
}

static void expect_each(const char *const *v, i64 n, enum kind k, int want) {
    for (i64 i = 0; i < n; i++)
        if (modality_of(v[i], k) != want)
            test_fail(__FILE__, __LINE__, "%s: %d, not %d", v[i], modality_of(v[i], k), want);
}

TEST(hold_words_leave_it_possible) {
    static const char *const v[] = {
        "It is possible that nine men were executed in Marat.",
        "Nine men were probably executed in Marat.",
        "Nine men are likely to have been executed in Marat.",
        "Soldiers appear to have executed nine men in Marat.",
        "There were fears that nine men had been executed.",
        "Evidence suggests that soldiers executed nine men.",
        "The mayor suggested that soldiers had executed nine men.",
    };
    expect_each(v, LEN(v), KIND_killing, MODALITY_POSSIBLE);
}

TEST(hold_words_that_tell_of_nothing) {
    static const char *const v[] = {
        "Nobody has confirmed that nine men were executed.",
        "Correction: on Tuesday we wrote that nine men had been killed in Marat.",
        "It is unlikely that nine men were executed.",
        "He would have been killed had he stayed.",
        "Three people were nearly killed.",
        "Two of the men narrowly escaped being killed.",
    };
    expect_each(v, LEN(v), KIND_killing, -1);
}

TEST(hold_words_leave_what_is_over) {
    static const char *const v[] = {
        "Soldiers will be tried for the killing of nine men.",
        "The council will condemn the killing of nine men.",
        "The mayor confirmed that nine men were executed.",
        "Initial reports suggest that nine men were executed in Marat.",
        "It is clear that nine men were executed.",
        "Nine men survived, and nine were executed.",
    };
    expect_each(v, LEN(v), KIND_killing, MODALITY_ASSERTED);
    EXPECT_INT(modality_of("The army will carry out the killing of nine men.", KIND_killing),
               MODALITY_INTENDED);
}

TEST(hold_words_of_belief_make_the_doer_suspected) {
    struct sample s = sample_read("Nine men are thought to have been killed by the army.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && c->nperps == 1 && c->perps[0].how == HOW_SUSPECTED);
    EXPECT(c && c->modality == MODALITY_POSSIBLE);
}
