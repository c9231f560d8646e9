#include "read/testing.h"
#include "read/toll.h"

static bool toll(const char *text, i64 *min, i64 *max) {
    struct sample s = sample_read(text);
    struct toll t;
    bool got = toll_of(s.text, s.r.claims, s.r.n, &t);
    *min = t.min;
    *max = t.max;
    return got;
}

TEST(toll_is_what_the_lead_says) {
    i64 min, max;
    EXPECT(toll("At least 12 people were killed in Marat. Four of the dead were from Teshlin.",
                &min, &max));
    EXPECT_INT(min, 12);
    EXPECT_INT(max, 12);
    EXPECT(toll("Between three and seven members of one family were killed in Marat.", &min, &max));
    EXPECT_INT(min, 3);
    EXPECT_INT(max, 7);
    EXPECT(toll("Three men, two women and a child were killed in Marat.", &min, &max));
    EXPECT_INT(max, 6);
}

TEST(toll_of_a_report_without_dead_is_none) {
    i64 min, max;
    EXPECT(!toll("Nobody was killed in Marat. Nine people were wounded.", &min, &max));
}

static bool part(const char *text, enum who who, i64 *min, i64 *max) {
    struct sample s = sample_read(text);
    struct toll t;
    bool got = toll_part(s.text, s.r.claims, s.r.n, who, &t);
    *min = t.min;
    *max = t.max;
    return got;
}

TEST(toll_of_injured_takes_words_for_unknown_numbers) {
    struct sample s =
        sample_read("Two men were killed in Marat and dozens of people were injured.");
    struct toll t;
    EXPECT(toll_injured(s.text, s.r.claims, s.r.n, &t));
    EXPECT_INT(t.min, 12);
    EXPECT_INT(t.max, 24);
    s = sample_read("A woman was killed in Marat and a number of others were injured. "
                    "The hospital said that five people were injured.");
    EXPECT(toll_injured(s.text, s.r.claims, s.r.n, &t));
    EXPECT_INT(t.min, 5);
}

TEST(toll_of_at_least_reaches_to_the_largest_other_number) {
    i64 min, max;
    EXPECT(
        toll("At least ten people were killed in Marat. The hospital said 12 people were killed.",
             &min, &max));
    EXPECT_INT(min, 10);
    EXPECT_INT(max, 12);
    EXPECT(
        toll("Up to ten people were killed in Marat. The hospital said eight people were killed.",
             &min, &max));
    EXPECT_INT(min, 8);
    EXPECT_INT(max, 10);
    EXPECT(toll("Between 12 and 14 people were killed in Marat.", &min, &max));
    EXPECT_INT(min, 12);
    EXPECT(toll("About 14 people were killed in Marat.", &min, &max));
    EXPECT_INT(min, 14);
}

TEST(toll_of_parts_reads_lists_and_never_the_rest) {
    i64 min, max;
    const char *text = "Eight people were killed in Marat, all of one family, including two women "
                       "and five children.";
    EXPECT(part(text, WHO_CHILD, &min, &max));
    EXPECT_INT(max, 5);
    EXPECT(part(text, WHO_WOMAN, &min, &max));
    EXPECT_INT(max, 2);
    EXPECT(!part(text, WHO_MAN, &min, &max));
}

TEST(toll_of_a_class_counts_each_name_once_and_families_one_after_the_other) {
    i64 min, max;
    const char *text = "Twelve people were killed in Marat. Aldo Tiver (40) was killed along with "
                       "his son Kesh Tiver (9). Keesh Tiver (9) was killed with his father. Soro "
                       "Besk (50), his wife and their two children were killed.";
    EXPECT(part(text, WHO_CHILD, &min, &max));
    EXPECT_INT(min, 3);
    EXPECT_INT(max, 3);
}

TEST(toll_of_up_to_a_number_of_a_class_is_that_number_or_from_the_names) {
    i64 min, max;
    EXPECT(part("Twelve people were killed, including up to six children.", WHO_CHILD, &min, &max));
    EXPECT_INT(min, 6);
    EXPECT_INT(max, 6);
}

TEST(toll_of_a_class_takes_the_given_name_where_no_word_tells) {
    i64 min, max;
    const char *text = "Ahmed Khalil Besk, Fatima Salem Besk and Nour Omar Besk were killed.";
    EXPECT(part(text, WHO_MAN, &min, &max));
    EXPECT_INT(min, 1);
    EXPECT(part(text, WHO_WOMAN, &min, &max));
    EXPECT_INT(max, 1);
    EXPECT(!part(text, WHO_CHILD, &min, &max));
}

TEST(toll_of_a_plural_without_a_number_is_two) {
    i64 min, max;
    const char *text = "At least nine people, including women and children, were killed.";
    EXPECT(part(text, WHO_CHILD, &min, &max));
    EXPECT_INT(min, 2);
    EXPECT_INT(max, 2);
    EXPECT(part(text, WHO_WOMAN, &min, &max));
    EXPECT_INT(max, 2);
    EXPECT(!part(text, WHO_MAN, &min, &max));
    EXPECT(!part("Two men were killed and many more, including women and children, were wounded.",
                 WHO_CHILD, &min, &max));
    EXPECT(part("Ten people were killed, including children, and another 12 were wounded.",
                WHO_CHILD, &min, &max));
}

TEST(toll_of_at_least_is_of_every_part_behind_it) {
    i64 min, max;
    const char *text = "Ten people were killed, including at least two women and three children. A "
                       "doctor said four children were killed.";
    EXPECT(part(text, WHO_CHILD, &min, &max));
    EXPECT_INT(min, 3);
    EXPECT_INT(max, 4);
}

TEST(toll_of_a_couple_is_a_man_and_a_woman) {
    i64 min, max;
    const char *text =
        "Five members of one family, a couple and their three children, were killed.";
    EXPECT(part(text, WHO_WOMAN, &min, &max));
    EXPECT_INT(max, 1);
    EXPECT(part(text, WHO_MAN, &min, &max));
    EXPECT_INT(max, 1);
}

TEST(toll_of_children_leaves_out_those_who_are_grown) {
    i64 min, max;
    EXPECT(part("Mira Besk was killed along with three of her children: 25-year-old Kesh Besk, "
                "20-year-old Odan Besk, and 8-year-old Lina Besk.",
                WHO_CHILD, &min, &max));
    EXPECT_INT(max, 1);
}

TEST(toll_of_at_least_n_children_reaches_to_sons_of_no_age) {
    i64 min, max;
    EXPECT(part("Nine people were killed, including at least two children. Odan Besk (40) was "
                "killed alongside his son Kesh Besk, his son Tivo Besk (9) and his daughter Lina "
                "Besk (4).",
                WHO_CHILD, &min, &max));
    EXPECT_INT(min, 2);
    EXPECT_INT(max, 3);
}
