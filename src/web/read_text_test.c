#include "web/read_text.h"

#include "base/limits.h"
#include "web/fixture.h"

TEST(read_pages_cover_the_text_and_end_with_lines) {
    struct arena a = test_arena();
    struct buf b = buf_make(&a, 1 << 20);
    for (int i = 0; i < 3000; i++)
        buf_fmt(&b, "line %d of the report\n", i);
    struct str text = buf_str(&b);
    struct read_pages p = read_pages(&a, text);
    EXPECT(p.n > 3);
    EXPECT_INT(p.starts[0], 0);
    EXPECT_INT(p.starts[p.n], text.n);
    for (i64 i = 1; i < p.n; i++) {
        EXPECT(p.starts[i] > p.starts[i - 1]);
        EXPECT(text.p[p.starts[i] - 1] == '\n');
        EXPECT_INT(read_page_of(&p, p.starts[i]), i);
        EXPECT_INT(read_page_of(&p, p.starts[i] - 1), i - 1);
    }
    p = read_pages(&a, S("short"));
    EXPECT(p.n == 1 && p.starts[1] == 5);
    p = read_pages(&a, S(""));
    EXPECT(p.n == 1 && p.starts[1] == 0);
}

TEST(one_long_line_is_cut_at_blanks) {
    struct arena a = test_arena();
    struct buf b = buf_make(&a, 1 << 20);
    while (b.n < 5 * READ_PAGE_BYTES)
        buf_puts(&b, "قُتل ثلاثة ");
    buf_puts(&b, "\nend");
    struct str text = buf_str(&b);
    struct read_pages p = read_pages(&a, text);
    EXPECT(p.n >= 4);
    for (i64 i = 1; i < p.n; i++)
        EXPECT(text.p[p.starts[i] - 1] == ' ' || text.p[p.starts[i] - 1] == '\n');
}

/* The runs of a page, put together, are the text: nothing is lost, doubled or moved. */
static void check_runs(struct str html, struct str text) {
    i64 at = 0, end = 0;
    while ((at = str_find(html, S("data-at=\""), at)) >= 0) {
        struct str rest = str_sub(html, at + 9, html.n), num = str_cut(&rest, '"');
        i64 from, n;
        EXPECT(str_i64(num, &from) && from >= end);
        for (i64 i = end; i < from; i++)
            EXPECT(is_space(text.p[i]));
        i64 k = str_find(html, S("data-n=\""), at);
        rest = str_sub(html, k + 8, html.n);
        EXPECT(str_i64(str_cut(&rest, '"'), &n) && n > 0);
        end = from + n;
        at = k;
    }
    for (i64 i = end; i < text.n; i++)
        EXPECT(is_space(text.p[i]));
}

TEST(every_byte_of_the_text_stands_on_the_reading_desk) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    struct str report =
        S("MARAT, 10 March 2031 - Officials said fighters shot 14 people in Marat.\n\n"
          "Dr Ilin Soro <b> told the Orlan Wire that three were children & two women.\n");
    EXPECT_OK(CALL(f, "add", fixture_file(f, "whole.txt", report)));
    EXPECT_OK(CALL(f, "items"));
    struct str item = {0};
    for (i64 i = 0; i < f->n; i++)
        if (str_eqc(json_get_str(f->rows[i], "name"), "whole.txt"))
            item = str_dup(&a, json_get_str(f->rows[i], "outside"));
    rc got;
    struct str to;
    struct str html =
        fixture_page(f, (struct asked){.path = "/read/{}", .seg = item, .query = ""}, &got, &to);
    EXPECT_INT(got, RC_OK);
    check_runs(html, report);
    EXPECT(str_has(html, S("class=\"hit machine tells\"")));
    EXPECT(str_has(html, S("&lt;b&gt;")));
    EXPECT(fixture_count(html, "<article") >= 1);
    struct str form = fixture_page(
        f, (struct asked){.path = "/claim-new/{}", .seg = item, .query = "at=0-5"}, &got, &to);
    EXPECT_INT(got, RC_OK);
    EXPECT(str_has(form, S(">MARAT</textarea>")));
    /* bytes that are no words of the text are not taken */
    form = fixture_page(
        f, (struct asked){.path = "/claim-new/{}", .seg = item, .query = "at=9-999999"}, &got, &to);
    EXPECT(got == RC_OK && !str_has(form, S("name=\"near\"")));
    form = fixture_page(f, (struct asked){.path = "/read/{}", .seg = S("m-none"), .query = ""},
                        &got, &to);
    EXPECT_INT(got, RC_NOTFOUND);
}
