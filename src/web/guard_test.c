#include "web/desk.h"

#include "base/t.h"

static const struct desk_settings HERE = {.port = 8480};

TEST(guard_answers_to_its_names_only) {
    const struct str good[] = {S("127.0.0.1:8480"), S("localhost:8480"), S("LOCALHOST:8480"),
                               S("[::1]:8480")};
    const struct str bad[] = {S(""),
                              S("127.0.0.1"),
                              S("127.0.0.1:8481"),
                              S("evil.example:8480"),
                              S("localhost.evil.example:8480"),
                              S("127.0.0.1:8480x"),
                              S("127.0.0.1:"),
                              S("[::1"),
                              S("127.0.0.1:8480:1"),
                              S("localhost:-1"),
                              S("127.1:8480")};
    for (i64 i = 0; i < LEN(good); i++)
        EXPECT(guard_host(&HERE, good[i]));
    for (i64 i = 0; i < LEN(bad); i++)
        EXPECT(!guard_host(&HERE, bad[i]));
}

TEST(guard_a_named_desk_has_that_name) {
    struct desk_settings net = {.port = 443, .name = S("desk.local"), .tls_key = S("x")};
    EXPECT(guard_host(&net, S("desk.local")));
    EXPECT(guard_host(&net, S("desk.local:443")));
    EXPECT(!guard_host(&net, S("127.0.0.1")));
    EXPECT(guard_origin(&net, S("desk.local"), S("https://desk.local"), S("same-origin")));
    EXPECT(!guard_origin(&net, S("desk.local"), S("http://desk.local"), S("")));
}

TEST(guard_forms_come_from_here) {
    struct str h = S("127.0.0.1:8480");
    EXPECT(guard_origin(&HERE, h, S("http://127.0.0.1:8480"), S("same-origin")));
    EXPECT(guard_origin(&HERE, h, S(""), S("")));
    EXPECT(!guard_origin(&HERE, h, S("null"), S("")));
    EXPECT(!guard_origin(&HERE, h, S("http://127.0.0.1:8481"), S("")));
    EXPECT(!guard_origin(&HERE, h, S("http://evil.example"), S("")));
    EXPECT(!guard_origin(&HERE, h, S("http://127.0.0.1:8480.evil.example"), S("")));
    EXPECT(!guard_origin(&HERE, h, S("http://127.0.0.1:8480"), S("cross-site")));
    EXPECT(!guard_origin(&HERE, h, S(""), S("same-site")));
}

TEST(guard_tokens) {
    EXPECT(guard_same(S("abc"), S("abc")));
    EXPECT(!guard_same(S("abc"), S("abd")));
    EXPECT(!guard_same(S("abc"), S("ab")));
    EXPECT(!guard_same(S(""), S("")));
}
