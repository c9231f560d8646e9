/* What strangers send: text out, or a reason; never a crash, never bytes that are not UTF-8. */
#include "flow/extract.h"

#include "base/limits.h"
#include "base/t.h"
#include "base/utf8.h"

#include <stdlib.h>

static rc extract(struct arena *a, struct str bytes, struct extract *x, struct err *e) {
    *e = (struct err){0};
    *x = (struct extract){0};
    return extract_text(a, bytes, x, e);
}

TEST(extract_keeps_plain_text_as_it_is) {
    struct arena a = test_arena();
    struct extract x;
    struct err e;
    EXPECT_OK(extract(&a, S("Fourteen bodies were found.\nIn Marat.\n"), &x, &e));
    EXPECT_STR(x.form, S("plain"));
    EXPECT(str_has(x.text, S("Fourteen bodies were found.")));
}

TEST(extract_takes_the_article_its_title_and_date_out_of_a_page) {
    struct arena a = test_arena();
    struct extract x;
    struct err e;
    EXPECT_OK(extract(&a,
                      S("<!doctype html><html lang=en><head><title>Found</title><meta property="
                        "\"article:published_time\" content=\"2031-03-10T08:00:00Z\">"
                        "<script>alert('no')</script></head><body><article><h1>Bodies found</h1>"
                        "<p>Officials said that they had found 14 bodies in Marat &amp; around "
                        "it, in cellars of the old mill.</p></article></body></html>"),
                      &x, &e));
    EXPECT_STR(x.form, S("html"));
    EXPECT(str_has(x.text, S("14 bodies in Marat & around")));
    EXPECT(!str_has(x.text, S("alert")));
    EXPECT_STR(x.lang, S("en"));
    EXPECT(x.published.precision == DATE_DAY);
    EXPECT(x.map.n > 0);
}

TEST(extract_says_why_it_cannot_read) {
    struct arena a = test_arena();
    struct extract x;
    struct err e;
    static const struct {
        struct str bytes;
        const char *why;
    } BAD[] = {{{"", 0}, "no words"},
               {{" \n\t ", 4}, "no words"},
               {{"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", 25}, "pdftotext"},
               {{"\x7f"
                 "ELF\x02\x01\x01\0\0\0\0\0",
                 12},
                "not read yet"},
               {{"PK\x03\x04\x14\0\0\0", 8}, "damaged"}};
    for (i64 i = 0; i < LEN(BAD); i++) {
        EXPECT_INT(extract(&a, BAD[i].bytes, &x, &e), RC_UNSUPPORTED);
        if (!str_has(str_c(e.msg), str_c(BAD[i].why)))
            test_fail(__FILE__, __LINE__, "%lld: \"%s\" does not say \"%s\"", (long long)i, e.msg,
                      BAD[i].why);
    }
}

TEST(extract_gives_utf8_whatever_comes_in) {
    struct arena a = test_arena();
    struct extract x;
    struct err e;
    rc r = extract(&a, S("Ten men \xff\xfe were \xc3( killed \xed\xa0\x80 in Marat, they said.\n"),
                   &x, &e);
    if (r == RC_OK)
        EXPECT(utf8_invalid(x.text) < 0 && str_has(x.text, S("killed")));
    else
        EXPECT_INT(r, RC_UNSUPPORTED);
    r = extract(&a, S("<p>Ten men \xff were killed in Marat, they said.</p><title>\xc3</title>"),
                &x, &e);
    EXPECT_OK(r);
    EXPECT(utf8_invalid(x.text) < 0 && utf8_invalid(x.title) < 0);
    r = extract(&a, S("<p>Ten men\0 were killed &#0; in Marat &#xD800; said.</p>"), &x, &e);
    if (r == RC_OK) EXPECT(utf8_invalid(x.text) < 0);
}

/* Whatever the outcome, one line of reason or valid text, and this process goes on. */
static void survives(struct str bytes) {
    struct arena a = arena_make("a large text", 4LL << 30), whole = a;
    struct extract x;
    struct err e;
    rc r = extract(&a, bytes, &x, &e);
    if (r == RC_OK)
        EXPECT(utf8_invalid(x.text) < 0);
    else
        EXPECT((r == RC_UNSUPPORTED || r == RC_LIMIT) && e.msg[0]);
    arena_drop(whole);
}

static struct str repeat(const char *what, i64 bytes) {
    i64 n = (i64)strlen(what), times = bytes / n;
    char *p = malloc((size_t)(n * times));
    CHECK(p);
    for (i64 i = 0; i < times; i++)
        memcpy(p + i * n, what, (size_t)n);
    return (struct str){p, n * times};
}

TEST(extract_survives_what_is_made_to_break_it) {
    static const struct {
        const char *what;
        i64 bytes;
    } HOSTILE[] = {{"x", 50 << 20},          {"<div>", 2 << 20},     {"<a href=\"", 1 << 20},
                   {"<!--", 1 << 20},        {"&amp", 1 << 20},      {"<p>a", 1 << 20},
                   {"<table><tr>", 1 << 20}, {"\xd9\x82 ", 1 << 20}, {"<b a=b a=c>", 1 << 20}};
    for (i64 i = 0; i < LEN(HOSTILE); i++) {
        struct str s = repeat(HOSTILE[i].what, HOSTILE[i].bytes);
        survives(s);
        free((void *)s.p);
    }
}

TEST(extract_refuses_what_is_larger_than_a_text) {
    struct arena a = test_arena();
    struct extract x;
    struct err e;
    struct str huge = {"x", TEXT_BYTES_MAX + 1}; /* refused by its size: never read */
    EXPECT_INT(extract(&a, huge, &x, &e), RC_UNSUPPORTED);
    EXPECT(str_has(str_c(e.msg), S("larger than 64 MiB")));
}
