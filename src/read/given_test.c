#include "read/given.h"
#include "read/testing.h"

static void sex(const char *name, bool alone, enum who want) {
    struct arena a = arena_make("t", 1 << 24), whole = a;
    const struct given_names *g = given_make(&a);
    EXPECT_INT(given_sex(a, g, str_c(name), alone), want);
    arena_drop(whole);
}

TEST(given_one_spelling_covers_many) {
    sex("Muhammed Tiver", false, WHO_MAN);
    sex("Mohamad Tiver", false, WHO_MAN);
    sex("Mohammad al-Tiver", false, WHO_MAN);
    sex("Yousuf Tiver", false, WHO_MAN);
    sex("Hussayn Tiver", false, WHO_MAN);
    sex("Abd el-Rahman Tiver", false, WHO_MAN);
    sex("Abdulrahim Tiver", false, WHO_MAN);
    sex("Fatimah Tiver", false, WHO_WOMAN);
    sex("Fatme Tiver", false, WHO_WOMAN);
    sex("Kadija Tiver", false, WHO_WOMAN);
    sex("Zeynab Tiver", false, WHO_WOMAN);
    sex("Maryám Tiver", false, WHO_WOMAN);
    sex("Umm Kesh", false, WHO_WOMAN);
    sex("Dr. Hanan Tiver", false, WHO_WOMAN);
}

TEST(given_final_vowels_tell_the_sexes_apart) {
    sex("Amir Tiver", false, WHO_MAN);
    sex("Amira Tiver", false, WHO_WOMAN);
    sex("Samer Tiver", false, WHO_MAN);
    sex("Samar Tiver", false, WHO_WOMAN);
    sex("Ayman Tiver", false, WHO_MAN);
    sex("Iman Tiver", false, WHO_WOMAN);
}

TEST(given_names_of_both_and_unknown_ones_say_nothing) {
    sex("Nour Tiver", false, WHO_UNKNOWN);
    sex("Islam Tiver", false, WHO_UNKNOWN);
    sex("Jihad Tiver", false, WHO_UNKNOWN);
    sex("Kesh Tiver", false, WHO_UNKNOWN);
    sex("Kesh Mohammed", false, WHO_UNKNOWN); /* the father's name */
    sex("Abu Khalil", false, WHO_UNKNOWN);
    sex("Nour al-Din Tiver", false, WHO_MAN);
    sex("", true, WHO_UNKNOWN);
    sex("Фатима Тивер", false, WHO_UNKNOWN);
}

TEST(given_one_word_alone_may_be_a_family) {
    sex("Khalil", false, WHO_UNKNOWN);
    sex("Khalil", true, WHO_MAN);
}

TEST(given_keys_are_short_and_of_letters) {
    char room[GIVEN_KEY];
    EXPECT_STR(given_key(S("khaleed"), room), S("kalid"));
    EXPECT_STR(given_key(S("khalid"), room), S("kalid"));
    EXPECT_INT(given_key(S("a1"), room).n, 0);
    EXPECT_INT(given_key(S("abcdefghijklmnopqrstuvwxyzabcdefghij"), room).n, 0);
}
