#include "read/testing.h"

static bool traced(const char *text, const char *part) {
    struct arena a = test_arena();
    return str_has(sample_trace(&a, text), str_c(part));
}

TEST(chunk_makes_one_group_of_a_number_and_its_people) {
    EXPECT(
        traced("Many dozens of people were found.", "[NP:n36-99 Many dozens of people ^people]"));
    EXPECT(traced("Three of the twelve were children.", "[NP:n3-3 Three of the twelve"));
    EXPECT(traced("He held “many dozens” of people.", "dozens” of people ^people]"));
}

TEST(chunk_knows_the_voice_of_a_verb) {
    EXPECT(traced("They have been killed.", "[VG:pas have been killed"));
    EXPECT(traced("They have killed him.", "[VG:act have killed"));
    EXPECT(traced("12 killed in Marat.", "[VG:bare killed]"));
    EXPECT(traced("It did not kill him.", "[VG:act:neg did not kill"));
}
