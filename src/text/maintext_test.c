#include "text/maintext.h"

#include "base/limits.h"
#include "base/t.h"
#include "base/utf8.h"

static struct html_doc read_page(struct arena *a, struct str html) {
    struct html_doc d;
    struct err e = {0};
    struct arena scratch = test_arena();
    rc r = html_main_text(a, scratch, html, &d, &e);
    if (r != RC_OK) test_fail(__FILE__, __LINE__, "page gave %s: %s", rc_name(r), e.msg);
    return d;
}

static struct str text_of(struct arena *a, struct str html) {
    return read_page(a, html).text;
}

/* What every text promises: runs without gap or step back, copied bytes equal, every character of
 * the text reachable. */
static void promises(struct str bytes, const struct html_doc *d) {
    i64 text = 0, from = 0;
    EXPECT(utf8_invalid(d->text) < 0);
    for (i64 i = 0; i < d->map.n; i++) {
        const struct text_run *r = &d->map.runs[i];
        EXPECT(r->text == text && r->text_n > 0 && r->from >= from);
        struct str src = str_sub(bytes, r->from, (i64)r->from + r->from_n);
        struct str out = str_sub(d->text, text, text + r->text_n);
        if (r->kind == RUN_COPIED) EXPECT_STR(src, out);
        if (r->kind == RUN_ENTITY) EXPECT(src.p[0] == '&');
        if (r->kind == RUN_BLANK) EXPECT_STR(str_trim(out), S(""));
        text += r->text_n;
        from = (i64)r->from + r->from_n;
    }
    EXPECT_INT(text, d->text.n);
    EXPECT(from <= bytes.n);
}

static void golden(const char *name) {
    struct arena a = test_arena();
    struct str html = test_file(&a, cstr(&a, str_fmt(&a, "tests/seeds/html/%s.html", name)));
    struct str want = test_file(&a, cstr(&a, str_fmt(&a, "tests/golden/html/%s.text", name)));
    struct html_doc d = read_page(&a, html);
    EXPECT_STR(d.text, str_trim(want));
    promises(html, &d);
    struct str headline = str_sub(d.text, d.headline, d.headline_end);
    struct str first = want;
    EXPECT_STR(headline, str_cut(&first, '\n'));
}

TEST(page_news_portal_with_sidebar) {
    golden("ru-portal");
}
TEST(page_of_tables_from_the_nineties) {
    golden("old-tables");
}
TEST(page_blog_with_longer_comments) {
    golden("blog-comments");
}
TEST(page_inside_a_form) {
    golden("form-page");
}
TEST(page_live_blog_of_many_articles) {
    golden("live-blog");
}
TEST(page_body_split_by_advertisements) {
    golden("split-body");
}
/* No headline there: the exporter's title is no heading. */
TEST(page_chat_export_keeps_short_messages) {
    struct arena a = test_arena();
    struct str html = test_file(&a, "tests/seeds/html/chat-export.html");
    struct html_doc d = read_page(&a, html);
    EXPECT_STR(d.text, str_trim(test_file(&a, "tests/golden/html/chat-export.text")));
    EXPECT_INT(d.headline, d.headline_end);
    promises(html, &d);
}
TEST(page_arabic_windows_1256) {
    golden("ar-1256");
}

/* The samples shipped with the program: all of the article, headline first, nothing of the page
 * around it. */
TEST(page_samples_keep_the_article_alone) {
    static const struct {
        const char *name, *first, *last, *not [3];
    } pages[] = {
        {"bantoro-post-repost",
         "Mass graves found in Lisharan, Tesmarran ministry says",
         "This report was provided by the Vasteran Press Agency (VPA).",
         {"Most read", "214 partners", "All rights"}},
        {"mod-lisharan-statement",
         "Statement of the Spokesman on the findings in Lisharan",
         "was sufficient to arm several battalions.",
         {"cookies", "training accident", "12 killed, 9 wounded"}},
        {"ilmeth-voice-denial",
         "The lie of the prisons",
         "who did not give her name.",
         {"Listen live", "Seventeen dead", "Free to share"}},
        {"trm-report",
         "Tesmarra: Killings in Lisharan, detentions at Heron Bridge",
         "tell the families where the detained men are.",
         {"cookies", "212 people", "takes no money"}},
    };
    for (int i = 0; i < (int)LEN(pages); i++) {
        struct arena a = test_arena();
        struct str html =
            test_file(&a, cstr(&a, str_fmt(&a, "samples/reports/%s.html", pages[i].name)));
        struct html_doc d = read_page(&a, html);
        promises(html, &d);
        EXPECT(str_starts(d.text, str_c(pages[i].first)));
        EXPECT(str_ends(d.text, str_c(pages[i].last)));
        EXPECT_INT(d.headline, 0);
        EXPECT_INT(d.headline_end, str_c(pages[i].first).n);
        for (int k = 0; k < 3; k++)
            if (!EXPECT(!str_has(d.text, str_c(pages[i].not [k]))))
                test_fail(__FILE__, __LINE__, "%s holds \"%s\"", pages[i].name, pages[i].not [k]);
    }
}

TEST(text_layout) {
    struct arena a = test_arena();
    EXPECT_STR(text_of(&a, S("<h2> Two\n dead </h2><p>One,<br>he\t<b> said</b> .<p>Three")),
               S("Two dead\n\nOne,\nhe said .\n\nThree"));
    EXPECT_STR(text_of(&a, S("<p>one<ul><li>two<li><p>three</p><ul><li>four</ul></ul>five")),
               S("one\n\ntwo\nthree\nfour\n\nfive"));
    EXPECT_STR(text_of(&a, S("<table><caption>Dead</caption><tr><th>Where<th>How many<tr><td><p>"
                             "Ostrel</p></td><td>5</td></table>")),
               S("Dead\n\nWhere\tHow many\nOstrel\t5"));
    EXPECT_STR(text_of(&a, S("a <script>1 < 2</script>b<style>p{}</style> c<!-- x --> <svg><title>t"
                             "</title></svg>d<noscript>e</noscript><template>f</template>")),
               S("a b c d"));
    EXPECT_STR(text_of(&a, S("one<br><br>two<hr>three")), S("one\n\ntwo\n\nthree"));
    EXPECT_STR(text_of(&a, S("<pre>\none  two\r\nthree\n \nfour\n</pre>")),
               S("one two\nthree\n\nfour"));
    EXPECT_STR(text_of(&a, S("5&nbsp;&lt;&nbsp;7 &amp; 8")), S("5\xC2\xA0<\xC2\xA0"
                                                               "7 & 8"));
}

TEST(text_of_broken_markup) {
    struct arena a = test_arena();
    EXPECT_STR(text_of(&a, S("<div><p>one<div></section></p>two</div></td>three")),
               S("one\n\ntwo\n\nthree"));
    EXPECT_STR(text_of(&a, S("<div><button>x</div><p>one")), S("one"));
    EXPECT_STR(text_of(&a, S("<p>one<textarea>two")), S("one"));
    EXPECT_STR(text_of(&a, S("wo\0rd <p a='")), S("wo rd"));
    EXPECT_STR(text_of(&a, S("<svg><script/></svg><p>one")), S("one"));
}

TEST(text_maps_back_through_entities_and_blanks) {
    struct arena a = test_arena();
    struct str html = S("<p>  Caf&eacute;\r\n at <b>noon</b>");
    struct html_doc d = read_page(&a, html);
    EXPECT_STR(d.text, S("Café at noon"));
    promises(html, &d);
    EXPECT_INT(html_offset(&d.map, 0), 5);
    EXPECT_INT(html_offset(&d.map, 3), 8);
    EXPECT_INT(html_end(&d.map, 5), 16);    /* after "&eacute;" */
    EXPECT_INT(html_offset(&d.map, 6), 19); /* "at" */
    EXPECT_STR(str_sub(html, html_offset(&d.map, 9), html_end(&d.map, 13)), S("noon"));
}

TEST(page_facts_and_their_bytes) {
    struct arena a = test_arena();
    struct str html = test_file(&a, "tests/seeds/html/ru-portal.html");
    struct html_doc d = read_page(&a, html);
    EXPECT_STR(d.published.text, S("2033-04-18T09:12:00+03:00"));
    EXPECT_STR(d.published.where, S("meta article:published_time"));
    EXPECT_STR(str_sub(html, d.published.from, d.published.to), d.published.text);
    EXPECT_STR(d.modified.where, S("json-ld dateModified"));
    EXPECT_STR(d.modified.text, S("2033-04-18T11:40:00+03:00"));
    EXPECT_STR(d.site.text, S("Северный курьер"));
    EXPECT_STR(str_sub(html, d.site.from, d.site.to), d.site.text);
    EXPECT_STR(d.lang.text, S("ru-RU"));
    EXPECT_STR(d.author.text, S("Отдел новостей"));
    EXPECT_STR(d.url.text, S("https://kurier.invalid/news/18-04-2033/olmin"));
    EXPECT_STR(d.title.text, S("В Ольмине при обстреле погибли пять человек — «Северный курьер»"));
    EXPECT_STR(str_sub(html, d.title.from, d.title.to), d.title.text);
    EXPECT_STR(d.charset, S("utf-8"));
    EXPECT_INT(d.replaced, 0);
}

TEST(page_nested_a_million_deep) {
    struct arena a = test_arena();
    i64 deep = 1000000;
    char *p = NEWN(&a, char, deep * 5 + 20);
    for (i64 i = 0; i < deep; i++)
        memcpy(p + i * 5, "<div>", 5);
    memcpy(p + deep * 5, "seven people dead", 17);
    struct html_doc d = read_page(&a, (struct str){p, deep * 5 + 17});
    EXPECT_STR(d.text, S("seven people dead"));
    EXPECT_INT(html_offset(&d.map, 0), deep * 5);
}

TEST(page_without_words_is_said_to_be_so) {
    struct arena a = test_arena(), scratch = test_arena();
    struct html_doc d;
    struct err e = {0};
    struct str page = S("<html><title>App</title><div id=root></div><script>run()</script>");
    EXPECT_INT(html_main_text(&a, scratch, page, &d, &e), RC_UNSUPPORTED);
    EXPECT_STR(str_c(e.msg), S("page of 65 bytes has no text"));
    EXPECT_STR(d.title.text, S("App"));
}

TEST(page_limits) {
    struct arena a = test_arena(), scratch = test_arena();
    struct html_doc d;
    struct err e = {0};
    struct str big = {NEWN(&a, char, TEXT_BYTES_MAX + 1), TEXT_BYTES_MAX + 1};
    EXPECT_INT(html_main_text(&a, scratch, big, &d, &e), RC_LIMIT);
}
