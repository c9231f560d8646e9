#include "read/testing.h"

/* The claim of death that names people, or NULL. */
static const struct claim *named(const struct sample *s) {
    for (i64 i = 0; i < s->r.n; i++)
        if (s->r.claims[i].kind == KIND_death && s->r.claims[i].nvictims) return &s->r.claims[i];
    return NULL;
}

static void names(const char *text, i64 n) {
    struct sample s = sample_read(text);
    const struct claim *c = named(&s);
    if (EXPECT(c != NULL)) EXPECT_INT(c->nvictims, n);
}

static void nobody(const char *text) {
    struct sample s = sample_read(text);
    EXPECT(named(&s) == NULL);
}

TEST(event_roll_names_the_victims_of_the_sentence_before) {
    names("Three people were killed in Marat. They were identified as Aldo Tiver (45), his wife "
          "Mira Tiver (40) and Ilin Tiver (7).",
          3);
    names("Three people were killed in Marat. Their names were given as Aldo Tiver (45), Mira "
          "Tiver (40) and Ilin Tiver (7).",
          3);
    names("Two people were killed. The names of the dead are: Aldo Tiver (45) and Mira Tiver (40).",
          2);
}

TEST(event_roll_reads_both_orders_of_among_those_killed) {
    names("Twelve people were killed in Marat. Among those killed were Aldo Tiver (45) and his "
          "son Ilin (7).",
          2);
    names("Three siblings were among those killed: ten-year-old Kesh, eight-year-old Lina and "
          "two-year-old Nira.",
          3);
    names("Odan Besk's twelve-year-old grandson Kesh was also among those killed.", 1);
}

TEST(event_roll_reads_whom_a_family_lost) {
    names("The couple lost their five-year-old son Kesh and their daughter Lina in the strike.", 2);
    nobody("The couple lost their house and their car in the strike.");
    nobody("The couple lost contact with their son Kesh.");
}

TEST(event_roll_reads_lists_without_a_verb_and_what_a_post_names) {
    names("Twelve people were killed. Aldo Besk's wife Mira (38), their son Kesh (9), their "
          "daughter Lina (4).",
          3);
    nobody("The school gave prizes. Aldo Besk's wife Mira (38), their son Kesh (9).");
    names("A post named a 34-year-old woman called Mira Besk and her ten-year-old son Kesh among "
          "the victims.",
          2);
}

TEST(event_roll_names_nobody_where_nobody_is_said_to_be_dead) {
    nobody("The men were identified as Aldo Tiver (45) and Ilin Tiver (17).");
    nobody("Their names were given as Aldo Tiver and Ilin Tiver.");
    nobody("The victims were not identified as Aldo Tiver and Ilin Tiver.");
}

TEST(event_roll_reads_who_is_named_as_a_victim_or_listed_among_them) {
    names("Eight people were killed. A post by a relative identified Aldo Tiver (40) as a victim "
          "of the strike.",
          1);
    names("Eight people were killed. Mira Besk (40) was listed among the victims in the strike.",
          1);
    nobody("A post by a relative identified Aldo Tiver (40) as a victim of the strike.");
    names("Ten people were killed in Marat. Odan's wife 31-year-old Mira Besk and their two "
          "daughters, 9-year-old Lina Besk and 7-year-old Nira Besk.",
          3);
}

TEST(event_roll_reads_lists_of_names_behind_dashes_and_who_the_victims_are) {
    names("A relative published the names of the civilians killed in the strike – Aldo Tiver (45), "
          "Mira Tiver (40), and Ilin Tiver (7).",
          3);
    nobody("A relative published the names of the people wounded in the strike – Aldo Tiver (45) "
           "and Mira Tiver (40).");
    names("Three people were killed. The victims are Aldo Tiver and his wife.", 2);
    names("Three people were killed. One of them was Aldo Tiver, a teacher.", 1);
    nobody("Three people were wounded. One of them was Aldo Tiver, a teacher.");
    names(
        "Four people were killed. They were identified as follows: Aldo Tiver, 40, his wife Mira, "
        "38, her mother Nira (71), and their son Kesh, 9.",
        4);
    names("Ten people were killed. The mother of Aldo Tiver, 60-year-old Mira Soro, along with her "
          "cousin Tivo Soro and her son, 12-year-old Kesh Soro.",
          3);
}
