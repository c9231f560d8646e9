#include "base/t.h"
#include "read/types.h"

TEST(types_number_each_word_once) {
    struct arena a = test_arena();
    struct word_types *t = word_types_make(&a, word_table_make(&a), 4);
    i32 k = word_type_of(t, S("Kalen"));
    EXPECT_INT(word_type_of(t, S("")), 0);
    EXPECT_INT(word_type_of(t, S("Kalen")), k);
    EXPECT(word_type_of(t, S("kalen")) != k);
    for (int i = 0; i < 500; i++)
        (void)word_type_of(t, str_fmt(&a, "marat%d", i));
    EXPECT_INT(t->n, 503);
    EXPECT_INT(word_type_of(t, S("Kalen")), k);
    EXPECT_INT(word_type_of(t, S("marat499")), 502);
    EXPECT_STR(word_type_at(t, k)->form, S("Kalen"));
}

TEST(types_take_typographic_marks_as_ascii) {
    struct arena a = test_arena();
    struct word_types *t = word_types_make(&a, word_table_make(&a), 4);
    EXPECT_INT(word_type_of(t, S("\xe2\x80\x9c")), word_type_of(t, S("\"")));
    EXPECT_INT(word_type_of(t, S("\xe2\x80\x99s")), word_type_of(t, S("'s")));
    EXPECT_INT(word_type_of(t, S("Sana\xe2\x80\x99"
                                 "a")),
               word_type_of(t, S("Sana'a")));
    EXPECT_INT(word_type_of(t, S("\xe2\x80\xa6")), word_type_of(t, S("...")));
    EXPECT_INT(word_type_of(t, S("\xc2\xab")), word_type_of(t, S("\"")));
    EXPECT_STR(word_type_at(t, word_type_of(t, S("\xe2\x80")))->form, S("\xe2\x80"));
}

TEST(types_know_frequent_words) {
    struct arena a = test_arena();
    struct word_types *t = word_types_make(&a, word_table_make(&a), 4);
    EXPECT(word_type_at(t, word_type_of(t, S("The")))->info.tags != 0);
    EXPECT_INT(word_type_at(t, word_type_of(t, S("qxvzkw")))->info.tags, 0);
}
