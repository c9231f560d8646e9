#include "text/boiler.h"

#include "base/t.h"

/* The blocks that stay, first letters joined: each block of these pages begins with a letter of its
 * own. */
static struct str kept_of(struct arena *a, struct str src, struct str title) {
    struct page p;
    struct err e = {0};
    EXPECT_OK(page_read(a, src, &p, &e));
    struct kept k = boiler_judge(a, &p, title);
    struct buf b = buf_make(a, 1000);
    for (i64 i = 0; i < p.n_blocks; i++)
        if (k.keep[i]) buf_c(&b, src.p[p.blocks[i].from]);
    if (k.headline >= 0) buf_fmt(&b, " %c", src.p[p.blocks[k.headline].from]);
    return buf_str(&b);
}
static struct str kept(struct arena *a, const char *src) {
    return kept_of(a, str_c(src), S(""));
}

#define SAID                                                                                       \
    " people were killed when shells struck the market on Friday, a doctor of the town said."
#define LONG(c) "<p>" c SAID "</p>"

TEST(boiler_links_go_and_paragraphs_stay) {
    struct arena a = test_arena();
    EXPECT_STR(kept(&a, "<div><a href=/>Home</a> <a href=/>News</a></div><div>" LONG("A") LONG(
                            "B") "<p>C, he said.</p></div><div><a href=/>Terms of use</a></div>"),
               S("ABC"));
}

TEST(boiler_elements_say_what_they_are) {
    struct arena a = test_arena();
    EXPECT_STR(
        kept(&a, "<nav>" LONG("N") "</nav>" LONG("A") "<aside>" LONG("S") "</aside><footer>" LONG(
                     "F") "</footer><dialog>" LONG("D") "</dialog>"),
        S("A"));
    EXPECT_STR(kept(&a, "<article>" LONG("A") "<aside>" LONG("S") "</aside><footer>F, 2031"
                                                                  "</footer></article>"),
               S("AS"));
}

TEST(boiler_class_names_say_what_they_are) {
    struct arena a = test_arena();
    EXPECT_STR(
        kept(&a, LONG("A") "<div class='x cookieNotice'>" LONG("C") "</div><div id=comments>" LONG(
                     "D") "</div><div class=commented>" LONG("E") "</div>"),
        S("AE"));
    EXPECT_STR(kept(&a,
                    LONG("A") "<p hidden>H is hidden from view, said the page to its reader.</p>"
                              "<p style='color:red; display: none'>I am too, said the page to it."),
               S("A"));
}

TEST(boiler_does_not_believe_a_name_that_takes_everything) {
    struct arena a = test_arena();
    EXPECT_STR(kept(&a, "<div class='wrap has-sidebar'><div>" LONG("A")
                            LONG("B") "</div><div "
                                      "class=sidebar>" LONG("S") "</div></div><footer>" LONG(
                                          "F") "</footer>"),
               S("AB"));
}

TEST(boiler_headline_is_what_the_title_repeats) {
    struct arena a = test_arena();
    struct str page =
        str_c("<header><h1>T</h1></header><h1>H of five words here</h1><main>" LONG("A") "</main>");
    EXPECT_STR(kept_of(&a, page, S("H of five words here | T")), S("HA H"));
    EXPECT_STR(kept(&a, "<div>W</div><h1>H</h1><div>" LONG("A") LONG("B") "</div>"), S("HAB H"));
}

TEST(boiler_sub_headlines_stay_unless_what_they_head_goes) {
    struct arena a = test_arena();
    EXPECT_STR(kept(&a, "<article>" LONG("A") "<h2>B</h2>" LONG("C") "<h2>D</h2><ul><li><a href=/>Q"
                                                                     "</a></ul></article>"),
               S("ABC"));
    EXPECT_STR(kept(&a, "<article>" LONG("A") "<h2>B</h2><h3>C</h3>" LONG("D") "<h2>E, a sentence"
                                                                               "</h2></article>"),
               S("ABCDE"));
}

TEST(boiler_bylines_stay_though_linked) {
    struct arena a = test_arena();
    EXPECT_STR(kept(&a,
                    "<article><h1>H</h1><p class=byline>By <a href=/x>Iven Marr Tol</a></p>"
                    "<p class=share>On <a href=/x>this and that</a></p>" LONG("A") "</article>"),
               S("HBA H"));
}

TEST(boiler_labels_go) {
    struct arena a = test_arena();
    EXPECT_STR(
        kept(&a, "<article>" LONG("A") "<p>Read more:</p><p>Reading, he fell.</p></article>"),
        S("AR"));
}

TEST(boiler_a_stream_of_articles_keeps_all) {
    struct arena a = test_arena();
    EXPECT_STR(kept(&a, "<div><article>" LONG("A") LONG("B") LONG("C") LONG("D")
                            LONG("E") "</article><article>" LONG("F") "</article><article>" LONG(
                                "G") "</article></div>"),
               S("ABCDEFG"));
    EXPECT_STR(kept(&a, "<div><article>" LONG("A") LONG("B") LONG("C") LONG("D")
                            LONG("E") "</article><article>" LONG("F") "</article></div>"),
               S("ABCDE"));
}

TEST(boiler_a_main_counts_whatever_it_stands_in) {
    struct arena a = test_arena();
    EXPECT_STR(kept(&a, "<div class=banner><main>" LONG("A") "</main></div><div>" LONG("B")
                            LONG("C") "</div>"),
               S("ABC"));
    EXPECT_STR(kept(&a, "<div class=promo><div role=main>" LONG("A") LONG("B") "</div></div>"),
               S("AB"));
}

TEST(boiler_headline_holds_its_wrapper_against_longer_comments) {
    struct arena a = test_arena();
    EXPECT_STR(kept(&a, "<div class=has-sidebar><h1>H</h1>" LONG("A") LONG("B") LONG("C")
                            LONG("D") "</div><p>"
                                      "We use cookies" SAID "<p>We use them also" SAID
                                      "<p>We may sell you" SAID),
               S("HABCDWWW H"));
    EXPECT_STR(kept(&a, "<div><h1>H</h1>" LONG("A") LONG("B") LONG(
                            "N") "</div><div id=comments>" LONG("C") LONG("D") LONG("E") LONG("F")
                            LONG("G") LONG("I") LONG("J") LONG("K") LONG("L") LONG("M") "</div>"),
               S("HABN H"));
}

TEST(boiler_a_page_of_links_keeps_them) {
    struct arena a = test_arena();
    EXPECT_STR(kept(&a,
                    "<nav><a href=/>Home</a></nav><h1>H</h1><ul><li><a href=1>A, five killed</a>"
                    "<li><a href=2>B, two hurt</a></ul>"),
               S("HAB H"));
    EXPECT_STR(kept(&a, "<footer>Closed.</footer>"), S("C"));
}

TEST(boiler_a_headline_after_the_text_judges_nothing) {
    struct arena a = test_arena();
    EXPECT_STR(kept(&a, LONG("A") "<p>B said so.</p>" LONG("C") "<h1>H</h1>" LONG("D")),
               S("ABCHD H"));
}

TEST(boiler_a_series_is_not_left_for_its_longest_member) {
    struct arena a = test_arena();
    EXPECT_STR(kept(&a, "<div><div class='msg first'>A three dead</div><div class='msg'>" LONG(
                            "B") "</div><div class='msg last'>C not two</div></div>"),
               S("ABC"));
    EXPECT_STR(
        kept(&a, "<table><tr><th>Killed<td>5 women<tr><th>What<td>" LONG("B") LONG("C") "</table>"),
        S("KWC"));
    EXPECT_STR(kept(&a, "<div><p>A child is among the dead.</p><div>" LONG("B") LONG("C") LONG("D")
                            LONG("E") "</div></div>"),
               S("ABCDE"));
}
