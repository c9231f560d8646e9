#include "publish/html.h"

#include "base/t.h"

static struct html page(struct buf *b, struct arena *a) {
    *b = buf_make(a, 1 << 20);
    return (struct html){.b = b};
}

static struct str text_of(struct arena *a, struct str s) {
    struct buf b;
    struct html h = page(&b, a);
    h_text(&h, s);
    h_done(&h);
    return buf_str(&b);
}

TEST(html_escapes_text_and_values) {
    struct arena a = test_arena();
    struct buf b;
    struct html h = page(&b, &a);
    h_begin(&h, "p");
    h_attr(&h, "title", S("\"><script>alert('1')</script>"));
    h_text(&h, S("</p><script>x & y</script>"));
    h_end(&h);
    h_done(&h);
    EXPECT_STR(buf_str(&b),
               S("<p title=\"&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;\">"
                 "&lt;/p&gt;&lt;script&gt;x &amp; y&lt;/script&gt;</p>\n"));
}

TEST(html_makes_unseen_characters_seen) {
    struct arena a = test_arena();
    EXPECT_STR(text_of(&a, S("a\xE2\x80\xAE"
                             "b")),
               S("a\xEF\xBF\xBD"
                 "b")); /* right-to-left override */
    EXPECT_STR(text_of(&a, S("a\xE2\x81\xA6"
                             "b\xE2\x81\xA9")),
               S("a\xEF\xBF\xBD"
                 "b\xEF\xBF\xBD")); /* isolates */
    EXPECT_STR(text_of(&a, S("a\x1b[31m\x7f")), S("a\xEF\xBF\xBD[31m\xEF\xBF\xBD"));
    EXPECT_STR(text_of(&a, (struct str){"a\0b", 3}), S("a\xEF\xBF\xBD"
                                                       "b"));
    EXPECT_STR(text_of(&a, S("\xff\xc3")), S("\xEF\xBF\xBD\xEF\xBF\xBD")); /* not UTF-8 */
    EXPECT_STR(text_of(&a, S("\xE2\x80\x8C\xD9\x85")),
               S("\xE2\x80\x8C\xD9\x85")); /* a joiner stays */
}

TEST(html_links_out_only_to_the_web) {
    struct arena a = test_arena();
    struct buf b;
    struct html h = page(&b, &a);
    h_begin(&h, "a");
    EXPECT(!h_href_out(&h, S("javascript:alert(1)")));
    EXPECT(!h_href_out(&h, S("data:text/html,x")));
    EXPECT(!h_href_out(&h, S("//evil.invalid")));
    EXPECT(h_href_out(&h, S("https://a.invalid/?q=\"&x")));
    h_end(&h);
    EXPECT_STR(buf_str(&b),
               S("<a href=\"https://a.invalid/?q=&quot;&amp;x\" rel=\"noreferrer noopener nofollow "
                 "external\"></a>"));
}

TEST(html_closes_in_order) {
    struct arena a = test_arena();
    struct buf b;
    struct html h = page(&b, &a);
    h_el(&h, "div", "x");
    h_leaf(&h, "b", "", S("1"));
    h_begin(&h, "br");
    h_void(&h);
    h_link(&h, S("a/b.html#c"), S("l"));
    h_end(&h);
    h_done(&h);
    EXPECT_STR(buf_str(&b),
               S("<div class=\"x\"><b>1</b><br/><a href=\"a/b.html#c\">l</a></div>\n"));
}
