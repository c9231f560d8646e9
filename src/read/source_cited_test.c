/* Words that come through others: the chain runs from who said it to who passed it on. */
#include "read/testing.h"

/* The chain of the first killing, without the publication: "A > B". */
static struct str chain_of(struct arena *a, const char *text) {
    struct sample s = sample_read(text);
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    struct buf b = buf_make(a, 4096);
    EXPECT(c != NULL);
    for (i64 i = 0; c && i < c->said.nchain; i++) {
        if (c->said.chain[i].is_publication) continue;
        if (i) buf_puts(&b, " > ");
        buf_put(&b, sample_words(&s, c->said.chain[i].who));
    }
    return buf_str(&b);
}

TEST(cited_is_who_speaks_and_the_medium_passes_on) {
    struct arena a = test_arena();
    EXPECT_STR(chain_of(&a, "Kalen Radio, citing a military source, said that rebels had killed "
                            "14 men."),
               S("a military source > Kalen Radio"));
    EXPECT_STR(chain_of(&a, "Rebels killed nine soldiers, state television reported, quoting the "
                            "defence ministry."),
               S("the defence ministry > state television"));
    EXPECT_STR(chain_of(&a, "According to a statement carried by the state news agency, jets "
                            "killed 30 fighters."),
               S("a statement > the state news agency"));
}

TEST(cited_reasons_are_nobody) {
    struct arena a = test_arena();
    EXPECT_STR(chain_of(&a, "Soldiers killed two men, the mayor said, citing fears of reprisals."),
               S("the mayor"));
    EXPECT_STR(chain_of(&a, "Soldiers killed two men, the mayor said in a letter seen by few."),
               S("the mayor"));
}

TEST(cited_toll_of_another_is_not_his) {
    struct sample s = sample_read("Residents said 50 people were killed, but the government put "
                                  "the toll at nine.");
    const struct claim *c = sample_claim(&s, KIND_death, 0);
    EXPECT(c && c->said.nchain == 2);
    if (c) EXPECT_STR(sample_who(&s, c), S("the government"));
}

TEST(cited_grounds_are_those_of_who_has_them) {
    struct arena a = test_arena();
    EXPECT_STR(chain_of(&a, "The Commission has reasonable grounds to believe that soldiers killed "
                            "41 civilians in Lisharan."),
               S("The Commission"));
}

TEST(cited_in_an_insertion_says_no_more_than_that) {
    struct arena a = test_arena();
    EXPECT_STR(
        chain_of(&a, "The strike, which the army said hit a command post, killed 11 people."),
        S(""));
}
