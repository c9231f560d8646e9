#include "store/cited.h"

#include "base/t.h"

static const char TEXT[] = "First page.\nIts second line.\n\nThe next page.";

static struct item made(struct arena *a, const char *map) {
    struct err e = {0};
    struct item it = {.text = str_c(TEXT)};
    EXPECT_OK(text_marks_parse(a, str_c(map), it.text.n, &it.marks, &e));
    return it;
}

static struct str words(struct arena *a, const char *map, u32 from, u32 to) {
    struct item it = made(a, map);
    return cited_words(a, cited_json(a, &it, (struct span){from, to}));
}

TEST(cited_tells_page_and_line) {
    struct arena a = test_arena();
    const char *map = "page 0 28 1 0 \npage 30 14 2 1 \n";
    EXPECT_STR(words(&a, map, 0, 5), S("page 1, line 1"));
    EXPECT_STR(words(&a, map, 16, 22), S("page 1, line 2"));
    EXPECT_STR(words(&a, map, 34, 38), S("page 2, line 1, recognised from a picture"));
    EXPECT_STR(words(&a, map, 28, 30), S(""));
    EXPECT_STR(words(&a, "", 0, 5), S(""));
}

TEST(cited_tells_cells_times_parts_and_records) {
    struct arena a = test_arena();
    EXPECT_STR(words(&a, "cell 0 11 12 3 Hospital\n", 0, 5), S("row 12, cell C12, Hospital"));
    EXPECT_STR(words(&a, "time 0 11 83000 85500 \n", 0, 5), S("00:01:23"));
    EXPECT_STR(words(&a, "paragraph 0 11 4 0 \n", 0, 5), S("paragraph 4"));
    EXPECT_STR(words(&a, "note 0 11 2 0 footnote\n", 0, 5), S("note 2"));
    EXPECT_STR(words(&a, "part 0 11 0 0 1.2 list.csv\ncell 0 11 2 1 \n", 0, 5),
               S("row 2, cell A2, part 1.2, list.csv"));
    EXPECT_STR(words(&a, "record 0 11 512 0 http://a.example/x\n", 0, 5),
               S("record at byte 512, http://a.example/x"));
}

/* A sheet, a file, an address may be called by the name of a person. */
TEST(cited_numbers_leave_names_out) {
    struct arena a = test_arena();
    struct item it = made(&a, "part 0 11 0 0 1.2 names.csv\ncell 0 11 2 1 Names\n"
                              "record 0 11 7 0 http://a.example/names\n");
    const struct json *j = cited_json(&a, &it, (struct span){0, 5});
    EXPECT_STR(cited_numbers(&a, j), S("row 2, cell A2, part 1.2, record at byte 7"));
    EXPECT_STR(cited_numbers(&a, NULL), S(""));
}

TEST(cited_span_is_what_stands_for_a_claim) {
    struct claim_row r = {.c.sentence = {1, 9}};
    EXPECT_INT(cited_span(&r).start, 1);
    r.c.said.content = (struct span){2, 8};
    EXPECT_INT(cited_span(&r).start, 2);
    r.c.trigger = (struct span){3, 4};
    EXPECT_INT(cited_span(&r).start, 3);
}
