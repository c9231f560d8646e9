#include "read/testing.h"

TEST(fill_counts_lists_and_parts) {
    struct sample s = sample_read("Three men, two women and a child were killed in Marat.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    if (!EXPECT(c && c->ncounts == 3)) return;
    EXPECT_INT(c->counts[1].who, WHO_WOMAN);
    EXPECT_INT(c->counts[2].min, 1);
    struct sample p = sample_read("12 people, including three children, were killed in Marat.");
    c = sample_claim(&p, KIND_killing, 0);
    if (!EXPECT(c && c->ncounts == 1)) return;
    EXPECT_INT(c->counts[0].min, 12);
}

TEST(fill_names_the_accused_and_the_place) {
    struct sample s =
        sample_read("Fighters of the Blue Sash shot two men in Marat on Monday, police said.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    if (!EXPECT(c && c->nperps == 1 && c->nwhere == 1)) return;
    EXPECT_STR(sample_words(&s, c->perps[0].span), S("Fighters of the Blue Sash"));
    EXPECT_STR(sample_words(&s, c->where[0].span), S("Marat"));
    EXPECT_STR(date_text(&s.a, c->when.range), S("2031-03-10"));
}

TEST(fill_stops_at_the_end_of_a_sentence) {
    struct sample s = sample_read("Police in Marat said on Monday they had found the bodies of");
    for (i64 i = 0; i < s.r.n; i++)
        EXPECT_INT(s.r.claims[i].ncounts, 0);
}

TEST(fill_parts_of_them_have_the_class_of_the_noun_behind) {
    struct sample s = sample_read(
        "The mayor said at least 21 bodies, five of them children, had been found in a cellar.");
    const struct claim *c = sample_claim(&s, KIND_bodies_found, 0);
    EXPECT(c && c->ncounts == 1 && c->counts[0].nof == 1);
    if (!c || c->ncounts != 1 || c->counts[0].nof != 1) return;
    EXPECT_INT(c->counts[0].of[0].min, 5);
    EXPECT_INT(c->counts[0].of[0].who, WHO_CHILD);
    EXPECT_STR(sample_words(&s, c->counts[0].of[0].span), S("five of them children"));
}

static void places(const char *text, enum kind k, const char *first, i64 n) {
    struct sample s = sample_read(text);
    const struct claim *c = sample_claim(&s, k, 0);
    if (!EXPECT(c && c->nwhere == n)) return;
    if (n) EXPECT_STR(sample_words(&s, c->where[0].span), str_c(first));
}

TEST(fill_takes_the_place_of_a_relative_clause_and_of_the_sentence) {
    places("Artillery fire killed eight people who were queueing for bread in the town of Odrel.",
           KIND_killing, "Odrel", 1);
    places("The army had shelled a queue in Odrel, in which, according to the council, eight "
           "people died.",
           KIND_death, "Odrel", 1);
    places("Between Kalen and Wet Ford, two farmers were killed on Monday.", KIND_killing, "Kalen",
           2);
    places("The ministry said in Dorvan that two men were killed.", KIND_killing, "", 0);
}

static void doers(const char *text, enum kind k, const char *who) {
    struct sample s = sample_read(text);
    const struct claim *c = sample_claim(&s, k, 0);
    if (!EXPECT(c && c->nperps == (who ? 1 : 0))) return;
    if (who) EXPECT_STR(sample_words(&s, c->perps[0].span), str_c(who));
}

TEST(fill_finds_doers_by_pronoun_blame_and_possession) {
    doers("Fighters of the Highland Column shelled the market. They killed two nurses.",
          KIND_killing, "Fighters of the Highland Column");
    doers("The mayor met the nurses. They killed two snakes and two men were killed.", KIND_killing,
          NULL);
    doers("Two guards were to blame for the deaths of five prisoners.", KIND_death, "Two guards");
    doers("In an attack blamed on the Highland Column, two men were wounded.", KIND_attack,
          "the Highland Column");
    doers("The Highland Column's shelling of Teshlin killed four people.", KIND_shelling,
          "The Highland Column");
}
