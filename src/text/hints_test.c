#include "text/hints.h"

#include "base/t.h"

static struct html_token tag(struct arena *a, struct str src) {
    struct html h = html_begin(a, src);
    struct html_token t = {0};
    EXPECT(html_next(&h, &t));
    return t;
}

static bool boiler(struct arena *a, struct str src) {
    struct html_token t = tag(a, src);
    return hints_boiler(*a, &t);
}

TEST(hints_whole_words_only) {
    struct arena a = test_arena();
    EXPECT(boiler(&a, S("<div class='cookie-banner'>")));
    EXPECT(boiler(&a, S("<div id=siteNav>")));
    EXPECT(boiler(&a, S("<div class='a b most_read c'>")));
    EXPECT(boiler(&a, S("<div role=navigation>")));
    EXPECT(!boiler(&a, S("<div class='navy shared mostly-read head'>")));
    EXPECT(!boiler(&a, S("<div class='most read'>")));
    EXPECT(!boiler(&a, S("<div>")));
}

TEST(hints_hidden_elements) {
    struct arena a = test_arena();
    struct html_token t = tag(&a, S("<p hidden>"));
    EXPECT(hints_hidden(&t));
    t = tag(&a, S("<p aria-hidden=true>"));
    EXPECT(hints_hidden(&t));
    t = tag(&a, S("<p style='x:y;display : none'>"));
    EXPECT(hints_hidden(&t));
    t = tag(&a, S("<p style='display:block' aria-hidden=false>"));
    EXPECT(!hints_hidden(&t));
}

TEST(hints_credit_lines) {
    struct arena a = test_arena();
    struct html_token t = tag(&a, S("<p class='article__byline'>"));
    EXPECT(hints_credit(a, &t));
    t = tag(&a, S("<p class='updates'>"));
    EXPECT(!hints_credit(a, &t));
}
