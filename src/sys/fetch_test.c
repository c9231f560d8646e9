#include "sys/fetch.h"

#include "sys/http_testing.h"

#include <stdlib.h>
#include <sys/stat.h>

static void answer(void *ctx, struct arena *a, const struct http_asked *q, struct http_said *s) {
    (void)ctx;
    s->body = str_fmt(a, "%.*s %.*s %.*s %lld", SARG(q->method), SARG(q->path), SARG(q->type),
                      (long long)q->body.n);
    if (str_eqc(q->path, "/echo")) s->body = q->body;
    if (str_eqc(q->path, "/gone")) s->status = 404;
    if (str_eqc(q->path, "/moved")) s->status = 302, s->header = S("Location: /echo\r\n");
    if (str_eqc(q->path, "/size")) s->type = S("text/x.tlog.size");
    if (str_eqc(q->path, "/large"))
        s->body = (struct str){(char *)arena_alloc(a, 1, 1, 1 << 20), 1 << 20};
    if (str_eqc(q->path, "/slow")) sleep(30);
}

static struct fetch ask(struct arena *a, const struct http_server *h, const char *path) {
    return (struct fetch){
        .url = str_fmt(a, "http://127.0.0.1:%d%s", h->port, path), .max = 4096, .seconds = 5};
}

TEST(fetch_gets_and_posts) {
    struct arena a = test_arena();
    struct http_server h = http_start(answer, NULL);
    struct fetched got = {0};
    struct err e = {0};
    struct fetch f = ask(&a, &h, "/page");
    EXPECT_OK(fetch(&a, &f, &got, &e));
    EXPECT_INT(got.status, 200);
    EXPECT_STR(got.body, S("GET /page  0"));
    EXPECT_STR(got.type, S("text/plain"));
    f.type = S("application/timestamp-query");
    f.body = S("\0\1\2 bytes\n");
    EXPECT_OK(fetch(&a, &f, &got, &e));
    EXPECT_STR(got.body, S("POST /page application/timestamp-query 10"));
    f = ask(&a, &h, "/echo");
    f.type = S("x/y");
    f.body = S("\n\xff\0 tail\n\n");
    EXPECT_OK(fetch(&a, &f, &got, &e));
    EXPECT_STR(got.body, f.body);
    http_stop(&h);
}

TEST(fetch_sends_more_than_a_socket_holds) {
    struct arena a = test_arena();
    struct http_server h = http_start(answer, NULL);
    struct fetched got = {0};
    struct err e = {0};
    struct fetch f = ask(&a, &h, "/long");
    f.type = S("x/y");
    f.body = (struct str){(char *)arena_alloc(&a, 1, 1, 3 << 20), 3 << 20};
    EXPECT_OK(fetch(&a, &f, &got, &e));
    EXPECT_STR(got.body, S("POST /long x/y 3145728"));
    http_stop(&h);
}

TEST(fetch_gives_every_status_and_follows_no_redirect) {
    struct arena a = test_arena();
    struct http_server h = http_start(answer, NULL);
    struct fetched got = {0};
    struct err e = {0};
    struct fetch f = ask(&a, &h, "/gone");
    EXPECT_OK(fetch(&a, &f, &got, &e));
    EXPECT_INT(got.status, 404);
    f = ask(&a, &h, "/moved");
    EXPECT_OK(fetch(&a, &f, &got, &e));
    EXPECT_INT(got.status, 302);
    f = ask(&a, &h, "/size");
    EXPECT_OK(fetch(&a, &f, &got, &e));
    EXPECT_STR(got.type, S("text/x.tlog.size"));
    http_stop(&h);
}

TEST(fetch_keeps_its_limits) {
    struct arena a = test_arena();
    struct http_server h = http_start(answer, NULL);
    struct fetched got = {0};
    struct err e = {0};
    struct fetch f = ask(&a, &h, "/large");
    EXPECT_INT(fetch(&a, &f, &got, &e), RC_LIMIT);
    f = ask(&a, &h, "/slow");
    f.seconds = 1;
    e = (struct err){0};
    EXPECT_INT(fetch(&a, &f, &got, &e), RC_IO);
    http_stop(&h);
    f = ask(&a, &h, "/nobody");
    e = (struct err){0};
    EXPECT_INT(fetch(&a, &f, &got, &e), RC_IO);
    EXPECT(strstr(e.msg, "127.0.0.1") != NULL);
}

TEST(fetch_without_curl_says_so) {
    struct arena a = test_arena();
    struct fetched got = {0};
    struct err e = {0};
    struct str path = str_dup(&a, str_c(getenv("PATH")));
    struct fetch f = {.url = S("https://example.com/"), .max = 100, .seconds = 1};
    setenv("PATH", "/nonexistent", 1);
    rc r = fetch(&a, &f, &got, &e);
    setenv("PATH", cstr(&a, path), 1);
    EXPECT_INT(r, RC_UNSUPPORTED);
    EXPECT(strstr(e.hint, "curl") != NULL);
}

/* The child sees the proxies and no other variable. */
TEST(fetch_closes_the_environment) {
    struct arena a = test_arena();
    struct fetched got = {0};
    struct err e = {0};
    const char *dir = test_dir(), *mock = cstr(&a, str_fmt(&a, "%s/curl", dir));
    FILE *out = fopen(mock, "w");
    if (!EXPECT(out != NULL)) return;
    fputs("#!/bin/sh\n/usr/bin/env; ls /proc/self/fd | /usr/bin/tr '\\n' ' '; printf '\\n200 '\n",
          out);
    fclose(out);
    chmod(mock, 0700);
    struct str path = str_dup(&a, str_c(getenv("PATH")));
    setenv("PATH", dir, 1);
    setenv("CAIRN_SECRET_OF_TEST", "1", 1);
    setenv("https_proxy", "http://127.0.0.1:9", 1);
    struct fetch f = {.url = S("https://example.com/"), .max = 4000, .seconds = 5};
    rc r = fetch(&a, &f, &got, &e);
    setenv("PATH", cstr(&a, path), 1);
    unsetenv("CAIRN_SECRET_OF_TEST");
    unsetenv("https_proxy");
    EXPECT_INT(r, RC_OK);
    EXPECT(str_has(got.body, S("https_proxy=http://127.0.0.1:9")));
    EXPECT(!str_has(got.body, S("CAIRN_SECRET")) && !str_has(got.body, S("HOME=")));
}

static const struct {
    const char *url;
    bool ok;
} URLS[] = {{"https://tsa.example/x", true},
            {"http://tsa.example/x", false},
            {"http://127.0.0.1:80/", true},
            {"http://127.0.0.1.example/", false},
            {"http://localhost/", true},
            {"http://localhost.example/", false},
            {"http://[::1]:8/x", true},
            {"http://abc.onion/", true},
            {"http://abc.onion.example/", false},
            {"http://example/?.onion", false},
            {"http://example#.onion", false},
            {"https://user:word@tsa.example/", false},
            {"http://127.0.0.1@tsa.example/", false},
            {"https:///x", false},
            {"ftp://tsa.example/", false},
            {"file:///etc/passwd", false},
            {"-o/x", false},
            {"https://a b/", false},
            {"http://example\\@127.0.0.1/", false},
            {"", false}};

TEST(fetch_asks_only_where_it_may) {
    for (i64 i = 0; i < LEN(URLS); i++) {
        struct err e = {0};
        rc r = fetch_url_ok(str_c(URLS[i].url), false, &e);
        if ((r == RC_OK) != URLS[i].ok) test_fail(__FILE__, __LINE__, "%s", URLS[i].url);
    }
    struct err e = {0};
    EXPECT_OK(fetch_url_ok(S("http://crl.example/x.crl"), true, &e));
    EXPECT_INT(fetch_url_ok(S("ftp://crl.example/x.crl"), true, &e), RC_USAGE);
}
