#include "read/testing.h"

static i64 total(const struct claim *c) {
    i64 n = 0;
    for (i64 i = 0; i < c->nvictims; i++)
        n += !c->victims[i].counted;
    for (i64 i = 0; i < c->ncounts; i++)
        n += c->counts[i].min;
    return n;
}

static void people(const char *text, enum kind k, i64 named, i64 all) {
    struct sample s = sample_read(text);
    const struct claim *c = sample_claim(&s, k, 0);
    if (!EXPECT(c != NULL)) return;
    EXPECT_INT(c->nvictims, named);
    EXPECT_INT(total(c), all);
}

TEST(roll_adds_names_kin_and_numbers_of_one_list) {
    people("Aldo Tiver, his wife Mira Tiver, and their three children were killed in Marat.",
           KIND_killing, 2, 5);
    people("Aldo Tiver was killed along with his wife, two daughters and a son.", KIND_killing, 2,
           5);
    people("Ten members of the Soro family and nine members of the Tiver family were killed.",
           KIND_killing, 0, 19);
    people("The strike killed a man, his wife and their four children.", KIND_killing, 1, 6);
}

TEST(roll_does_not_count_names_of_a_counted_group_again) {
    people("Aldo Tiver and his two sons, Harm Tiver (27) and Ilin Tiver (9), were killed.",
           KIND_killing, 3, 3);
    people("A professor, Dr. Ilin Soro Bakel (50 years old), was killed by a shell in Marat.",
           KIND_killing, 1, 1);
}

TEST(roll_reads_over_line_breaks_that_markup_left) {
    people(
        "Ranka Odar Soro\n (30) and her children, \nYasni Odar\n (12) and \nHala Odar\n (10) were "
        "killed, along with \nFadlo Odar\n (35).",
        KIND_killing, 4, 4);
}

TEST(roll_tells_children_by_age_and_men_and_women_by_kin_words_and_pronouns) {
    struct sample s = sample_read("Ranka Odar (30), her son Yasni Odar (12) and her husband Fadlo "
                                  "Odar (35) were killed in Marat.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    if (!EXPECT(c && c->nvictims == 3)) return;
    EXPECT_INT(c->victims[0].who, WHO_WOMAN);
    EXPECT_INT(c->victims[1].who, WHO_CHILD);
    EXPECT_INT(c->victims[1].age, 12);
    EXPECT_INT(c->victims[2].who, WHO_MAN);
}

TEST(parts_name_the_victims_of_an_earlier_number) {
    struct sample s =
        sample_read("Three people were killed in Marat. The victims were identified as "
                    "Aldo Tiver (45), his wife Mira Tiver (40) and Ilin Tiver (7).");
    const struct claim *c = sample_claim(&s, KIND_death, 0);
    if (!EXPECT(c != NULL)) return;
    EXPECT_INT(c->nvictims, 3);
    EXPECT(c->part_of.n > 0);
}

TEST(roll_ends_where_a_clause_begins) {
    people("A shell killed eleven people, two residents said on Monday.", KIND_killing, 0, 11);
    people("The strike killed Aldo Tiver, his wife and a son, and Harm Tiver was wounded.",
           KIND_killing, 2, 3);
}

TEST(roll_names_people_of_a_number_behind_including) {
    struct sample s = sample_read("The family said that 12 others had died, including 40-year-old "
                                  "Aldo, 30-year-old Mira and two-year-old Lina.");
    const struct claim *c = sample_claim(&s, KIND_death, 0);
    if (!EXPECT(c && c->nvictims == 3 && c->ncounts == 1)) return;
    EXPECT_INT(c->counts[0].min, 12);
    EXPECT(c->victims[0].counted && c->victims[2].counted);
    EXPECT_INT(c->victims[2].who, WHO_CHILD);
}

static void part(const char *text, enum who who, i64 min) {
    struct sample s = sample_read(text);
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    i64 n = 0;
    for (i64 k = 0; c && k < c->ncounts; k++)
        for (i64 p = 0; p < c->counts[k].nof; p++)
            n += c->counts[k].of[p].who == who ? c->counts[k].of[p].min : 0;
    EXPECT_INT(n, min);
}

TEST(roll_parts_stand_behind_the_verb_of_whom_and_behind_a_colon) {
    part("Ten people were killed, two of them children.", WHO_CHILD, 2);
    part("Ten people were killed, at least two of whom were women.", WHO_WOMAN, 2);
    part("Ten people were killed, of whom four were children and two were women.", WHO_CHILD, 4);
    part("Ten people were killed, of whom four were children and two were women.", WHO_WOMAN, 2);
    part("Six people were killed: two women, two children and two others.", WHO_WOMAN, 2);
    part("Six people were killed, none of them children.", WHO_CHILD, 0);
    part("Four people were killed, including two young sisters.", WHO_CHILD, 2);
}

TEST(roll_knows_a_grown_son_by_the_age_behind_him) {
    struct sample s = sample_read("Odan's son, 32-year-old Kesh Besk, was killed in Marat.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    if (EXPECT(c && c->nvictims == 1)) EXPECT_INT(c->victims[0].who, WHO_MAN);
}
