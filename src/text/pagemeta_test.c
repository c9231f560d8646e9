#include "text/pagemeta.h"

#include "base/t.h"

static struct html_doc facts(struct arena *a, struct str src) {
    struct html_doc d = {0};
    struct text_map m = {0};
    map_add(&m, a, (struct text_run){0, (u32)src.n, 0, (u32)src.n, RUN_COPIED, 1, 1});
    page_meta(a, test_arena(), src, &m, &d);
    return d;
}

TEST(meta_best_place_wins_wherever_it_stands) {
    struct arena a = test_arena();
    struct html_doc d =
        facts(&a, S("<time datetime=2031-01-01></time><meta name=date content=2031-01-02>"
                    "<meta property='article:published_time' content='2031-01-03'>"
                    "<meta property='article:published_time' content='2031-01-04'>"));
    EXPECT_STR(d.published.text, S("2031-01-03"));
    d = facts(&a, S("<time datetime=2031-01-01></time><time pubdate datetime=2031-01-05></time>"));
    EXPECT_STR(d.published.text, S("2031-01-05"));
    EXPECT_STR(d.published.where, S("time pubdate"));
    EXPECT_STR(facts(&a, S("<time datetime=2031-01-01></time>")).published.where,
               S("time datetime"));
    EXPECT_INT(facts(&a, S("<time>yesterday</time>")).published.text.n, 0);
}

TEST(meta_json_ld_is_read_as_text) {
    struct arena a = test_arena();
    struct str page = S("<script type='application/ld+json'>{\"x\":1,}{\"datePublished\" : "
                        "\"2031-02-03\"</script><script>\"datePublished\":\"2030\"</script>");
    struct html_doc d = facts(&a, page);
    EXPECT_STR(d.published.text, S("2031-02-03"));
    EXPECT_STR(str_sub(page, d.published.from, d.published.to), S("2031-02-03"));
}

TEST(meta_title_language_site) {
    struct arena a = test_arena();
    struct html_doc d =
        facts(&a, S("<html lang=ar><svg><title>icon</title></svg><title>\n A &amp;\n "
                    "B </title><title>C</title><meta property=og:title content=D>"
                    "<meta property=og:site_name content='The &quot;Post&quot;'>"));
    EXPECT_STR(d.title.text, S("A & B"));
    EXPECT_STR(d.title.where, S("title"));
    EXPECT_STR(d.lang.text, S("ar"));
    EXPECT_STR(d.site.text, S("The \"Post\""));
    EXPECT_STR(facts(&a, S("<meta property=og:title content=D>")).title.text, S("D"));
    EXPECT_STR(facts(&a, S("<title></title><meta name=dc.title content=E>")).title.text, S("E"));
}

TEST(meta_long_values_are_cut_between_characters) {
    struct arena a = test_arena();
    struct buf b = buf_make(&a, 20000);
    buf_puts(&b, "<title>");
    for (int i = 0; i < 3000; i++)
        buf_puts(&b, "ж");
    buf_puts(&b, "</title>");
    struct html_doc d = facts(&a, buf_str(&b));
    EXPECT(d.title.text.n > 4000 && d.title.text.n < 4096 && d.title.text.n % 2 == 0);
}
