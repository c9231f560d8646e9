#include "media/media.h"

#include "base/t.h"

static struct doc_got pages(struct arena *a, struct str in) {
    struct doc_got got = {0};
    struct err e = {0};
    struct buf out = buf_make(a, 1 << 20);
    EXPECT_OK(media_pages(a, in, &out, &e));
    EXPECT_OK(doc_get(a, buf_str(&out), &got, &e));
    return got;
}

TEST(pages_are_one_text_with_a_mark_each) {
    struct arena a = test_arena();
    struct doc_got d =
        pages(&a, S("pdf tot\n  First page.  \n\n\n\nIts end\n\fand\ton.\f\fLast\x01.\f"));
    EXPECT_STR(d.form, S("pdf"));
    EXPECT_STR(d.text, S("First page.\n\nIts end\nand on.\n\nLast."));
    EXPECT_STR(d.map, S("page 0 20 1 0 \npage 21 7 2 1 \npage 30 5 4 0 \n"));
}

TEST(pages_have_no_marks_of_direction) {
    struct arena a = test_arena();
    struct doc_got d = pages(&a, S("picture o\n\u202bقال إن \u202a14\u202cمدنيا قتلوا\u202c\n\f"));
    EXPECT_STR(d.text, S("قال إن 14 مدنيا قتلوا"));
}
