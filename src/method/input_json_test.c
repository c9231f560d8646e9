/* The input as JSON: complete, and strictly read. */
#include "method/made_test.h"

TEST(property_json_carries_everything) {
    struct arena whole = test_arena(), scratch = test_arena();
    for (u64 seed = 1; seed <= 300; seed++) {
        struct made m = random_case(whole, scratch, seed);
        struct method_output o = fold(&m), p;
        struct str text = json_canon(&m.a, method_input_to_json(&m.a, &m.in));
        struct json *j;
        struct err e = {0};
        struct method_input again;
        EXPECT_OK(json_read(&m.a, text, &j, &e));
        EXPECT_OK(method_input_from_json(&m.a, j, &again, &e));
        EXPECT_STR(json_canon(&m.a, method_input_to_json(&m.a, &again)), text);
        method_range(&m.a, scratch, &again, toy_hash, &p);
        EXPECT_STR(all_figures(&m.a, &p), all_figures(&m.a, &o));
    }
}

static rc read_text(struct arena *a, struct str text, struct err *e) {
    struct json *j;
    struct method_input in;
    TRY(json_read(a, text, &j, e));
    return method_input_from_json(a, j, &in, e);
}

#define HEAD                                                                                       \
    "{\"v\":1,\"method\":\"range@1\",\"incident\":\"i-1\",\"parties\":[],\"publications\":[],"
#define TUPLE "\"voices\":[{}],\"tuples\":[{\"claim\":\"c\",\"voice\":0,\"reviewed\":true,"
TEST(json_of_a_wrong_form_is_refused) {
    static const char *const bad[] = {
        "[]",
        "{}",
        HEAD "\"voices\":[],\"tuples\":[],\"more\":1}",
        HEAD "\"voices\":[{\"publication\":0}],\"tuples\":[]}",
        HEAD "\"voices\":[{\"publication\":-1}],\"tuples\":[]}",
        HEAD "\"voices\":[{}],\"tuples\":[{\"claim\":\"c\",\"voice\":1,\"reviewed\":true}]}",
        HEAD "\"voices\":[{}],\"tuples\":[{\"claim\":\"c\",\"voice\":0}]}",
        HEAD "\"voices\":[{}],\"tuples\":[{\"claim\":\"\",\"voice\":0,\"reviewed\":true}]}",
        HEAD
        "\"voices\":[{}],\"tuples\":[{\"claim\":\"c\",\"voice\":0,\"reviewed\":true,\"min\":1}]}",
        HEAD TUPLE "\"what\":\"killed\","
                   "\"who\":\"man\",\"min\":5,\"max\":4}]}",
        HEAD TUPLE "\"what\":\"killed\","
                   "\"who\":\"man\",\"min\":-1,\"max\":4}]}",
    };
    for (int i = 0; i < LEN(bad); i++) {
        struct arena a = test_arena();
        struct err e = {0};
        rc r = read_text(&a, str_c(bad[i]), &e);
        if (!EXPECT(r == RC_USAGE)) test_fail(__FILE__, __LINE__, "accepted or other: %s", bad[i]);
        EXPECT(e.msg[0] != 0);
    }
    struct arena a = test_arena();
    struct err e = {0};
    EXPECT_OK(read_text(
        &a,
        S(HEAD "\"voices\":[{}],\"tuples\":[{\"claim\":\"c\",\"voice\":0,\"reviewed\":true,"
               "\"what\":\"killed\",\"who\":\"man\",\"min\":5,\"max\":null}]}"),
        &e));
    EXPECT(read_text(&a,
                     S("{\"v\":2,\"method\":\"range@1\",\"incident\":\"i\",\"parties\":[],"
                       "\"publications\":[],"
                       "\"voices\":[],\"tuples\":[]}"),
                     &e) == RC_UNSUPPORTED);
}
