#include "media/warc.h"

#include "base/t.h"

#include <zlib.h>

static struct str deflated(struct arena *a, struct str s, int head) {
    z_stream z = {0};
    i64 most = s.n + 1000;
    char *p = NEWN(a, char, most);
    CHECK(deflateInit2(&z, 9, Z_DEFLATED, head, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    z.next_in = (Bytef *)s.p, z.avail_in = (uInt)s.n;
    z.next_out = (Bytef *)p, z.avail_out = (uInt)most;
    CHECK(deflate(&z, Z_FINISH) == Z_STREAM_END);
    i64 n = most - (i64)z.avail_out;
    deflateEnd(&z);
    return (struct str){p, n};
}
static struct str gzip(struct arena *a, struct str s) {
    return deflated(a, s, 15 + 16);
}

static struct str record(struct arena *a, const char *type, const char *content, const char *url,
                         struct str body) {
    struct str head = str_fmt(a,
                              "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: "
                              "%s\r\nContent-Length: %lld\r\n\r\n",
                              type, url, content, (long long)body.n);
    return str_cat(a, str_cat(a, head, body), S("\r\n\r\n"));
}

static struct str http(struct arena *a, const char *head, struct str body) {
    return str_cat(a, str_fmt(a, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n%s\r\n", head),
                   body);
}

static struct str page(struct arena *a, const char *words) {
    return str_fmt(a,
                   "<html><head><title>T</title></head><body><article><h1>From Marat</h1><p>%s "
                   "Officials said so on Tuesday, after days of silence.</p></article></html>",
                   words);
}

static void record_at(const struct doc *d, const char *words, i64 offset, const char *url) {
    i64 at = str_find(buf_str(&d->text), str_c(words), 0);
    const struct mark *m = at < 0 ? NULL : text_marks_find(&d->marks, MARK_RECORD, at, at + 1);
    if (!m)
        test_fail(__FILE__, __LINE__, "no record: %s", words);
    else if (EXPECT_INT(m->a, offset))
        EXPECT_STR(m->words, str_c(url));
}

/* In a copy of the arena: what one reading takes is free again for the next. */
static rc pages(struct arena a, struct str s, struct doc *d, struct err *e) {
    return warc_text(&a, s, d, e);
}

#define RESPONSE "application/http; msgtype=response"

TEST(warc_pages_have_records_and_bytes) {
    struct arena a = test_arena();
    struct doc d;
    struct err e = {0};
    struct str info = record(&a, "warcinfo", "application/warc-fields", "x", S("software: x\r\n"));
    struct str one = record(&a, "response", RESPONSE, "https://example.org/1",
                            http(&a, "", page(&a, "Ten men were killed.")));
    struct str gone = record(&a, "response", RESPONSE, "https://example.org/2",
                             S("HTTP/1.1 404 Not\r\nContent-Type: text/html\r\n\r\n<p>Gone away."));
    struct str chunks = record(&a, "response", RESPONSE, "https://example.org/3",
                               http(&a, "Transfer-Encoding: chunked\r\n",
                                    S("1c\r\n<p>Seven women were wounded \r\n1A;x=y\r\nin Kalen on "
                                      "Monday, too.\r\n0\r\n\r\n")));
    struct str all = str_cat(&a, str_cat(&a, info, one), str_cat(&a, gone, chunks));
    EXPECT(warc_looks(all));
    EXPECT_OK(pages(a, all, &d, &e));
    struct str t = buf_str(&d.text);
    EXPECT(!str_has(t, S("Gone away")));
    EXPECT(str_has(t, S("Seven women were wounded in Kalen on Monday, too.")));
    EXPECT_STR(d.title, S("From Marat"));
    record_at(&d, "Ten men", info.n, "https://example.org/1");
    record_at(&d, "Seven", info.n + one.n + gone.n, "https://example.org/3");
    i64 at = str_find(t, S("killed"), 0);
    EXPECT_INT(html_offset(&d.map, at), str_find(all, S("killed"), 0));
    EXPECT_INT(d.left.n, 0);
}

TEST(warc_members_are_unpacked_one_by_one) {
    struct arena a = test_arena();
    struct doc d;
    struct err e = {0};
    struct str html = page(&a, "Ten men were killed.");
    struct str one = gzip(
        &a, record(&a, "resource", "text/plain", "https://example.org/1", S("Nine were found.")));
    struct str two = gzip(&a, record(&a, "response", RESPONSE, "https://example.org/2",
                                     http(&a, "Content-Encoding: gzip\r\n", gzip(&a, html))));
    struct str three = gzip(&a, record(&a, "response", RESPONSE, "https://example.org/3",
                                       http(&a, "Content-Encoding: deflate\r\n",
                                            deflated(&a, page(&a, "Two fled."), -15))));
    struct str odd = gzip(&a, record(&a, "response", RESPONSE, "https://example.org/4",
                                     http(&a, "Content-Encoding: br\r\n", S("????"))));
    struct str all = str_cat(&a, str_cat(&a, one, two), str_cat(&a, three, odd));
    EXPECT(warc_looks(all));
    EXPECT_OK(pages(a, all, &d, &e));
    record_at(&d, "Nine", 0, "https://example.org/1");
    record_at(&d, "killed", one.n, "https://example.org/2");
    record_at(&d, "Two fled", one.n + two.n, "https://example.org/3");
    EXPECT_STR(d.left, S("1 pages of 4"));
}

TEST(warc_says_what_is_cut_off) {
    struct arena a = test_arena();
    struct doc d;
    struct err e = {0};
    struct str one = record(&a, "resource", "text/plain", "u", S("Nine were found."));
    struct str all = str_cat(&a, one, one);
    EXPECT_OK(pages(a, str_sub(all, 0, all.n - 10), &d, &e));
    EXPECT_STR(d.left, S("after 1 records: a WARC record is cut off"));
    EXPECT_INT(pages(a, str_sub(one, 0, one.n - 10), &d, &e), RC_UNSUPPORTED);
    e = (struct err){0};
    EXPECT_INT(pages(a, S("WARC/1.0\r\nContent-Length: -7\r\n\r\nx"), &d, &e), RC_UNSUPPORTED);
    EXPECT(!warc_looks(S("\x1f\x8b")) && !warc_looks(S("WARC/2")) && !warc_looks(S("")));
    for (i64 n = 0; n < all.n; n += 3) {
        e = (struct err){0};
        (void)!pages(a, gzip(&a, str_sub(all, 0, n)), &d, &e);
    }
}

TEST(warc_stops_at_a_bomb) {
    struct arena a = arena_make("bomb", 1LL << 30), all = a;
    struct doc d;
    struct err e = {0};
    char *p = NEWN(&a, char, 40 << 20);
    memset(p, 'x', 40 << 20);
    struct str bomb =
        gzip(&a, record(&a, "resource", "text/plain", "u", (struct str){p, 40 << 20}));
    EXPECT(bomb.n < 1 << 17);
    EXPECT_INT(pages(a, bomb, &d, &e), RC_LIMIT);
    EXPECT(str_has(str_c(e.msg), S("times its size")));
    arena_drop(all);
}
