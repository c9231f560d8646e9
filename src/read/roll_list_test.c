#include "read/testing.h"

static i64 apart(const struct claim *c) {
    i64 n = 0;
    for (i64 i = 0; i < c->nvictims; i++)
        n += !c->victims[i].counted;
    return n;
}

static i64 young(const struct claim *c) {
    i64 n = 0;
    for (i64 i = 0; i < c->nvictims; i++)
        n += c->victims[i].who == WHO_CHILD;
    return n;
}

/* named victims, those of them outside every number, children by age, people of the numbers */
static void list(const char *text, i64 named, i64 outside, i64 children, i64 counted) {
    struct sample s = sample_read(text);
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    if (!EXPECT(c != NULL)) return;
    i64 n = 0;
    for (i64 i = 0; i < c->ncounts; i++)
        n += c->counts[i].min;
    EXPECT_INT(c->nvictims, named);
    EXPECT_INT(apart(c), outside);
    EXPECT_INT(young(c), children);
    EXPECT_INT(n, counted);
}

TEST(roll_list_takes_names_behind_a_number_for_its_people) {
    list("Their two sons, ten-year-old Kesh and 12-year-old Odan, were killed.", 2, 0, 2, 2);
    list("Three brothers, Kesh (21), Odan (19) and Tivo (17), were killed in Marat.", 3, 0, 1, 3);
    list("Odan Besk (41), his wife Mira (38) and their two daughters, Lina (4) and Nira, 6, were "
         "killed.",
         4, 2, 2, 2);
}

TEST(roll_list_reads_lists_behind_colons_and_dashes) {
    list("Odan Besk (41) was killed alongside his three children: his daughter Lina (4), his son "
         "Kesh (9), and his baby daughter Nira (1).",
         4, 1, 3, 3);
    list("A relative reported civilians killed: Aldo Soro, Mira Besk (38 years old) and Kesh (9 "
         "years old).",
         3, 3, 1, 0);
}

TEST(roll_list_goes_on_behind_as_were) {
    list("Their two sons, ten-year-old Kesh and 12-year-old Odan, were also killed as were their "
         "two daughters, four-year-old Lina and one-year-old baby Nira.",
         4, 0, 4, 4);
}

TEST(roll_list_stands_before_verbs_of_report_and_behind_killed_was) {
    list("Ranka Soro (30), was also reported killed alongside her daughter Lina (4).", 2, 2, 1, 0);
    list("Killed in the strike was Odan Besk (41) alongside his wife Mira (38) and their son Kesh "
         "(9).",
         3, 3, 1, 0);
}

TEST(roll_list_reads_people_who_are_called_and_described) {
    list("Three siblings, an eight-year-old girl called Lina, a ten-year-old boy called Kesh and a "
         "two-year-old girl called Nira, were killed.",
         3, 0, 3, 3);
    list("Lina's brother Odan, 10-year-old Kesh and his 40-year-old wife Mira, and sons "
         "nine-year-old Tivo and two-year-old Soro, were killed.",
         5, 5, 3, 0);
}

TEST(roll_list_stands_before_all_and_before_who) {
    list("Aldo was injured while his wife, Mira, their sons, ten-year-old Kesh and six-year-old "
         "Odan, and their daughter, two-year-old Lina, were all killed.",
         4, 4, 3, 0);
    list("Relatives mourned their cousin Tivo Besk (31) who was killed.", 1, 1, 0, 0);
}

TEST(roll_list_hears_ages_behind_commas_in_brackets_and_in_clauses) {
    list("Lina Besk, 12, and Nira Besk, aged 5, were killed in Marat.", 2, 2, 2, 0);
    list("Lina Besk (male, child, 12) and Nira Besk (8 months old) were killed.", 2, 2, 2, 0);
}

TEST(roll_name_leaves_out_whose_child_it_is) {
    struct sample s = sample_read("Odan Besk's twelve-year-old grandson Kesh was killed.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    if (!EXPECT(c && c->nvictims == 1)) return;
    EXPECT_STR(span_words(s.text, c->victims[0].name), S("Kesh"));
}

TEST(roll_list_goes_on_over_line_breaks_beside_hard_blanks) {
    list("Lina Besk\n\xC2\xA0(12) and \nNira Besk\xC2\xA0\nwere killed in Marat.", 2, 2, 1, 0);
}

TEST(roll_list_takes_kin_without_a_pronoun_behind_kin) {
    list("Odan Besk was killed with his wife and daughter.", 3, 3, 0, 0);
    list("The strike killed a husband, wife and child.", 2, 2, 1, 1);
    list("A woman and her baby were killed in Marat.", 1, 1, 1, 1);
    list("A mother and her two children were killed in Marat.", 0, 0, 0, 3);
    list("Grandfather Odan Besk (70), grandmother Mira (65) and their son Kesh (9) were killed.", 3,
         3, 1, 0);
}

TEST(roll_list_goes_on_over_jobs_nicknames_and_semicolons) {
    list("Odan Besk (40), a clerk at the court of Kalen, his wife Mira (38) and their son Kesh (9) "
         "were killed.",
         3, 3, 1, 0);
    list("The strike killed Odan Besk “Abu Kesh”, 40-41; his wife Mira, 38; and Kesh Besk, 9.", 3,
         3, 1, 0);
    list("Odan Besk (40), his daughter Lina, whose age is unknown, and his son Kesh (9) were "
         "killed.",
         3, 3, 1, 0);
}

TEST(roll_list_ends_at_clauses_that_tell_of_harm) {
    list("The strike killed Odan Besk, who was wounded before, and Kesh Soro was wounded.", 1, 1, 0,
         0);
}

TEST(roll_list_reads_ages_that_sources_give_one_person) {
    list("Lina Besk (12 or 13) and Kesh Besk (24-25) were killed.", 2, 2, 1, 0);
}

TEST(roll_list_behind_a_colon_names_the_people_before_the_verb) {
    list("A father and his two sons were killed in Marat: father 45-year-old Odan Besk, and his "
         "sons 12-year-old Kesh Besk and 9-year-old Tivo Besk.",
         3, 0, 2, 3);
}

TEST(roll_list_takes_names_behind_a_dash_for_the_kin_before_it) {
    list("The strike killed Odan's wife and daughter – Mira Besk (31) and Lina Besk (5).", 2, 2, 1,
         0);
}

TEST(roll_list_knows_children_by_the_word_before_the_first_name) {
    list("Odan Besk, his wife Mira and their children Kesh, Tivo and Lina were all killed.", 5, 5,
         3, 0);
    list("Mira Besk was killed with her children Kesh, Tivo and Lina.", 4, 4, 3, 0);
}

TEST(roll_list_reads_family_names_behind_a_bracket_and_two_ages) {
    list("Mira (Umm Kesh) Besk (60) and her son Odan (Abu Tivo) Besk (30) were killed.", 2, 2, 0,
         0);
}

TEST(roll_list_behind_including_without_a_number_begins_there) {
    list("Other family members including 40-year-old Odan Besk, 9-year-old Kesh Besk were killed.",
         2, 2, 1, 0);
}

TEST(roll_list_in_apposition_has_as_many_people_as_the_number) {
    list("Three people were killed, Odan Besk, his mother and his sister.", 3, 0, 0, 3);
    list("Three people were killed, two of whom were identified as Odan Besk and Kesh Soro.", 2, 0,
         0, 3);
}
