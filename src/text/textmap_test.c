#include "text/textmap.h"

#include "base/t.h"

/* Text "абв «x" from windows-1251 bytes: three letters, a blank, an entity of seven bytes, a
 * letter. */
static struct text_map sample(struct arena *a) {
    struct text_map m = {0};
    map_add(&m, a, (struct text_run){0, 2, 10, 1, RUN_RECODED, 2, 1});
    map_add(&m, a, (struct text_run){2, 4, 11, 2, RUN_RECODED, 2, 1});
    map_add(&m, a, (struct text_run){6, 1, 13, 30, RUN_BLANK, 0, 0});
    map_add(&m, a, (struct text_run){7, 2, 43, 7, RUN_ENTITY, 0, 0});
    map_add(&m, a, (struct text_run){9, 1, 50, 1, RUN_COPIED, 1, 1});
    return m;
}

TEST(map_joins_runs_that_go_on) {
    struct arena a = test_arena();
    struct text_map m = sample(&a);
    EXPECT_INT(m.n, 4);
    map_add(&m, &a, (struct text_run){10, 3, 51, 3, RUN_COPIED, 1, 1});
    EXPECT_INT(m.n, 4);
    map_add(&m, &a, (struct text_run){13, 1, 60, 1, RUN_COPIED, 1, 1});
    EXPECT_INT(m.n, 5);
    map_add(&m, &a, (struct text_run){14, 0, 61, 9, RUN_BLANK, 0, 0}); /* no text: no run */
    EXPECT_INT(m.n, 5);
}

TEST(map_leads_back_to_where_characters_begin_and_end) {
    struct arena a = test_arena();
    struct text_map m = sample(&a);
    EXPECT_INT(html_offset(&m, 0), 10);
    EXPECT_INT(html_offset(&m, 2), 11);
    EXPECT_INT(html_offset(&m, 4), 12);
    EXPECT_INT(html_end(&m, 4), 12);
    EXPECT_INT(html_end(&m, 6), 13); /* not 43: the blank after it is not in the span */
    EXPECT_INT(html_offset(&m, 6), 13);
    EXPECT_INT(html_offset(&m, 7), 43);
    EXPECT_INT(html_offset(&m, 8), 43); /* inside a character */
    EXPECT_INT(html_end(&m, 9), 50);
    EXPECT_INT(html_offset(&m, 9), 50);
    EXPECT_INT(html_offset(&m, 10), 51);
    EXPECT_INT(html_end(&m, 10), 51);
    EXPECT_INT(html_offset(&(struct text_map){0}, 0), 0);
}

TEST(map_join_goes_through_two_maps) {
    struct arena a = test_arena();
    struct text_map inner = sample(&a), outer = {0};
    struct map_join j = {.inner = &inner};
    map_join_add(&j, &outer, &a, (struct text_run){0, 4, 2, 4, RUN_COPIED, 1, 1}); /* бв */
    map_join_add(&j, &outer, &a, (struct text_run){4, 1, 6, 1, RUN_BLANK, 0, 0});
    map_join_add(&j, &outer, &a, (struct text_run){5, 3, 7, 3, RUN_COPIED, 1, 1}); /* «x */
    EXPECT_INT(outer.n, 4);
    EXPECT_INT(outer.runs[0].kind, RUN_RECODED);
    EXPECT_INT(outer.runs[0].from, 11);
    EXPECT_INT(outer.runs[0].from_n, 2);
    EXPECT_INT(outer.runs[1].from_n, 30);
    EXPECT_INT(outer.runs[2].kind, RUN_ENTITY);
    EXPECT_INT(html_offset(&outer, 5), 43);
    EXPECT_INT(html_offset(&outer, 7), 50);
}
