#include "base/json.h"

#include "base/limits.h"
#include "base/t.h"

static struct json *parse(struct arena *a, struct str s) {
    struct json *j = NULL;
    struct err e = {0};
    if (json_read(a, s, &j, &e) == RC_OK) return j;
    test_fail(__FILE__, __LINE__, "%.*s: %s", SARG(str_sub(s, 0, 80)), e.msg);
    return json_null(a);
}

TEST(json_gives_values) {
    struct arena a = test_arena();
    struct json *j = parse(&a, S("{\"s\":\"x\\n\\u00e9\",\"i\":-7,\"f\":1.50,\"t\":true,\"n\":null,"
                                 "\"a\":[1,[2]],\"big\":9007199254740992}"));
    EXPECT_INT(j->type, JSON_OBJECT);
    EXPECT_INT(j->n, 7);
    EXPECT_STR(json_get_str(j, "s"), S("x\n\xc3\xa9"));
    EXPECT_INT(json_get_i(j, "i", 0), -7);
    EXPECT_INT(json_get_i(j, "f", 5), 5); /* not an integer */
    EXPECT_STR(json_get(j, "f")->s, S("1.50"));
    EXPECT(json_get_bool(j, "t") && !json_get_bool(j, "n") && !json_get_bool(j, "none"));
    EXPECT_INT(json_get(j, "n")->type, JSON_NULL);
    EXPECT_INT(json_get(j, "a")->n, 2);
    EXPECT(!json_get(j, "big")->is_int);
    EXPECT(json_get(j, "none") == NULL && json_get(NULL, "a") == NULL);
    EXPECT(json_get_str(j, "i").n == 0 && json_get_i(j, "s", 3) == 3);
    i64 n = 0;
    JSON_EACH(it, json_get(j, "a")) n++;
    EXPECT_INT(n, 2);
}

TEST(json_tree_does_not_point_into_the_text) {
    struct arena a = test_arena();
    char text[] = "{\"key\":[\"value\",12]}";
    struct json *j = parse(&a, str_c(text));
    memset(text, '#', sizeof text);
    EXPECT_STR(json_text(&a, j), S("{\"key\":[\"value\",12]}"));
}

TEST(json_builds_and_writes) {
    struct arena a = test_arena();
    struct json *o = json_obj(&a), *arr = json_arr(&a);
    json_set(o, S("z"), arr);
    json_add(arr, json_i(&a, -9007199254740991));
    json_add(arr, json_null(&a));
    json_add(arr, json_bool(&a, false));
    json_set_str(&a, o, "a", S("q\"\\/\b\t\n\f\r\x01\x1f\x7f\xe2\x80\xa8"));
    json_set_i(&a, o, "m", 0);
    json_set(o, S("e"), json_obj(&a));
    EXPECT_STR(
        json_text(&a, o),
        S("{\"z\":[-9007199254740991,null,false],\"a\":\"q\\\"\\\\/\\b\\t\\n\\f\\r\\u0001\\u001f"
          "\x7f\xe2\x80\xa8\",\"m\":0,\"e\":{}}"));
    EXPECT_STR(
        json_canon(&a, o),
        S("{\"a\":\"q\\\"\\\\/\\b\\t\\n\\f\\r\\u0001\\u001f\x7f\xe2\x80\xa8\",\"e\":{},\"m\":0,"
          "\"z\":[-9007199254740991,null,false]}"));
    struct json *copy = json_copy(&a, o);
    EXPECT_STR(json_text(&a, copy), json_text(&a, o));
    json_add(arr, json_i(&a, 1));
    EXPECT_INT(json_get(copy, "z")->n, 3);
}

/* RFC 8785 §3.2.3: order by UTF-16 code units, where U+1F600 (a pair) comes before U+FB33. */
TEST(json_canon_sorts_by_utf16) {
    struct arena a = test_arena();
    struct json *j =
        parse(&a, S("{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,"
                    "\"\\u0080\":6,\"\\u00f6\":7,\"\":8,\"11\":9}"));
    EXPECT_STR(json_canon(&a, j),
               S("{\"\":8,\"\\r\":2,\"1\":4,\"11\":9,\"\xc2\x80\":6,\"\xc3\xb6\":7,"
                 "\"\xe2\x82\xac\":1,\"\xf0\x9f\x98\x80\":5,\"\xef\xac\xb3\":3}"));
}

TEST(json_canon_is_a_fixed_point) {
    struct arena a = test_arena();
    struct json *j =
        parse(&a, S(" { \"b\" : [ 1.0 , 1e2 , -0 , 0.000001 , 1E-7, 1e21 ] , \"a\" : { } } "));
    struct str once = json_canon(&a, j);
    EXPECT_STR(once, S("{\"a\":{},\"b\":[1,100,0,0.000001,1e-7,1e+21]}"));
    EXPECT_STR(json_canon(&a, parse(&a, once)), once);
}

TEST(json_invalid_utf8_is_written_replaced) {
    struct arena a = test_arena();
    EXPECT_STR(json_text(&a, json_str(&a, S("a\xff\"z"))), S("\"a\xef\xbf\xbd\\\"z\""));
}

TEST(json_errors_say_where_and_of_what_sort) {
    static const struct {
        struct str s, msg;
        rc code;
    } ROWS[] = {
        {SI("[1,]"), SI("JSON, byte 3: a value is expected"), RC_USAGE},
        {SI("[1"), SI("JSON ends too early: a comma or ] is expected"), RC_USAGE},
        {SI("{\"a\":1,\"a\":2}"), SI("JSON, byte 12: an object names a key twice"), RC_USAGE},
        {SI("\"\xff\""), SI("JSON, byte 1: not UTF-8"), RC_USAGE},
        {SI("[1e999]"), SI("JSON, byte 1: the number is beyond a double"), RC_LIMIT},
        {SI("1 1"), SI("JSON, byte 2: nothing may follow the value"), RC_USAGE},
    };
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(ROWS); i++) {
        struct err e = {0};
        struct json *j = NULL;
        EXPECT_INT(json_read(&a, ROWS[i].s, &j, &e), ROWS[i].code);
        EXPECT_STR(str_c(e.msg), ROWS[i].msg);
        EXPECT(j == NULL);
    }
}

TEST(json_size_is_bounded) {
    struct arena a = test_arena();
    struct err e = {0};
    struct json *j;
    EXPECT_INT(json_read(&a, (struct str){"", JSON_BYTES_MAX + 1}, &j, &e), RC_LIMIT);
}

/* Keys that a hash table without secret would put into one slot cost nothing here; many members
 * stay fast because they are sorted, and a duplicate among them is found. */
TEST(json_duplicates_among_many_keys) {
    struct arena a = test_arena();
    struct buf b = buf_make(&a, 8 << 20);
    struct err e = {0};
    struct json *j;
    buf_c(&b, '{');
    for (int i = 0; i < 200000; i++)
        buf_fmt(&b, "\"%d\":0,", i * 7919 % 200000);
    i64 end = b.n;
    buf_puts(&b, "\"200000\":0}");
    EXPECT_OK(json_read(&a, buf_str(&b), &j, &e));
    EXPECT_INT(j->n, 200001);
    b.n = end;
    buf_puts(&b, "\"77777\":0}");
    EXPECT_INT(json_read(&a, buf_str(&b), &j, &e), RC_USAGE);
}

TEST(json_strings_of_every_length_and_escape) {
    struct arena a = test_arena();
    char text[80];
    for (int n = 0; n < 70; n++)
        for (int at = -1; at < n; at++) {
            struct arena scratch = a;
            memset(text, 'x', sizeof text);
            if (at >= 0) text[at] = at % 3 == 0 ? '"' : at % 3 == 1 ? '\\' : '\n';
            struct json *s = json_str(&scratch, (struct str){text, n});
            struct json *back = parse(&scratch, json_text(&scratch, s));
            if (!EXPECT_STR(back->s, s->s)) return;
        }
}
