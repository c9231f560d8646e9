/* JSON against collections of texts, and against an independent reader (Jansson). */
#include "base/json.h"
#include "base/json_inner.h"
#include "base/oracle_test.h"
#include "base/t.h"

#include <dirent.h>
#include <stdlib.h>

#define OWN "tests/vectors/json"

/* Names of the files in a folder, in byte order, as one list in the arena. */
static struct str *names_in(struct arena *a, const char *dir, i64 *n) {
    struct dirent **list;
    struct str *names = NULL;
    i64 cap = 0;
    *n = 0;
    int found = scandir(dir, &list, NULL, alphasort);
    EXPECT(found > 0);
    for (int i = 0; i < found; i++) {
        struct str name = str_dup(a, str_c(list[i]->d_name));
        if (str_ends(name, S(".json"))) *PUSH(a, names, *n, cap) = name;
        free(list[i]);
    }
    if (found >= 0) free(list);
    return names;
}

static struct str file_in(struct arena *a, const char *dir, struct str name) {
    return test_file(a, str_fmt(a, "%s/%.*s", dir, SARG(name)).p);
}

/* What RFC 8259 leaves open (i_…), decided. Numbers: any that a double can hold, if not exactly;
 * nesting: to our limit; text: UTF-8 without BOM, without lone surrogates. And the two y_… texts
 * that RFC 7493 forbids. */
static rc want(struct str name) {
    static const struct {
        struct str head;
        rc code;
    } OPEN[] = {
        {SI("i_number_double_huge_neg_exp"), RC_OK},
        {SI("i_number_real_underflow"), RC_OK},
        {SI("i_number_too_big_"), RC_OK},
        {SI("i_number_very_big_negative_int"), RC_OK},
        {SI("i_number_"), RC_LIMIT},
        {SI("i_structure_500_nested_arrays"), RC_LIMIT},
        {SI("i_"), RC_USAGE},
        {SI("y_object_duplicated_key"), RC_USAGE},
        {SI("y_"), RC_OK},
        {SI("n_structure_100000_opening_arrays"), RC_LIMIT},
        {SI("n_structure_open_array_object"), RC_LIMIT},
        {SI("n_depth_129"), RC_LIMIT},
        {SI("n_beyond_double"), RC_LIMIT},
    };
    for (i64 i = 0; i < LEN(OPEN); i++)
        if (str_starts(name, OPEN[i].head)) return OPEN[i].code;
    return RC_USAGE;
}

static void run_folder(struct arena *a, const char *dir, i64 least) {
    i64 n;
    struct str *names = names_in(a, dir, &n);
    EXPECT(n >= least);
    for (i64 i = 0; i < n; i++) {
        struct arena scratch = *a;
        struct err e = {0};
        struct json *j;
        rc got = json_read(&scratch, file_in(&scratch, dir, names[i]), &j, &e);
        if (got != want(names[i]))
            test_fail(names[i].p, 1, "gave %s, not %s: %s", rc_name(got), rc_name(want(names[i])),
                      e.msg);
        if (got == RC_OK) { /* what was read has a canonical form that reads back to itself */
            struct str canon = json_canon(&scratch, j);
            EXPECT_OK(json_read(&scratch, canon, &j, &e));
            EXPECT_STR(json_canon(&scratch, j), canon);
        }
    }
}

TEST(json_suite_own) {
    struct arena a = test_arena();
    run_folder(&a, OWN, 50);
}

TEST(json_suite_test_parsing) {
    struct arena a = test_arena();
    const char *dir;
    if (!test_shared(&a, "vectors/jsontestsuite/test_parsing", &dir))
        return test_skip("../shared/vectors/jsontestsuite is not here");
    run_folder(&a, dir, 318);
}

TEST(json_suite_jcs) {
    struct arena a = test_arena();
    const char *in, *out;
    if (!test_shared(&a, "vectors/jcs/input", &in) || !test_shared(&a, "vectors/jcs/output", &out))
        return test_skip("../shared/vectors/jcs is not here");
    i64 n;
    struct str *names = names_in(&a, in, &n);
    EXPECT_INT(n, 6);
    for (i64 i = 0; i < n; i++) {
        struct err e = {0};
        struct json *j;
        EXPECT_OK(json_read(&a, file_in(&a, in, names[i]), &j, &e));
        EXPECT_STR(json_canon(&a, j), str_trim(file_in(&a, out, names[i])));
    }
}

/* Strings that break programs: each must come back as it went. */
static i64 round_trip_strings(struct arena *a, const struct json *list) {
    i64 n = 0;
    JSON_EACH(it, list) {
        struct err e = {0};
        struct json *back;
        EXPECT_INT(it->type, JSON_STRING);
        EXPECT_OK(json_read(a, json_canon(a, it), &back, &e));
        EXPECT_STR(back->s, it->s);
        struct json *o = json_obj(a);
        json_set(o, it->s, json_null(a)); /* as a key too */
        EXPECT_OK(json_read(a, json_text(a, o), &back, &e));
        EXPECT_STR(back->kids->key, it->s);
        n++;
    }
    return n;
}

TEST(json_suite_naughty_strings) {
    struct arena a = test_arena();
    const char *path;
    if (!test_shared(&a, "vectors/strings/blns.json", &path))
        return test_skip("../shared/vectors/strings is not here");
    struct err e = {0};
    struct json *list;
    struct str text = test_file(&a, path);
    EXPECT_OK(json_read(&a, text, &list, &e));
    EXPECT(round_trip_strings(&a, list) > 500);
}

TEST(json_suite_own_strings) {
    static const struct str OWN_STRINGS[] = {
        SI(""),
        SI("\0"),
        SI("\"\\/\b\f\n\r\t\x01\x1f\x7f"),
        SI("</script><!--"),
        SI("\xe2\x80\xa8\xe2\x80\xa9"),
        SI("\xe2\x80\xae"
           "abc"),
        SI("\xef\xbb\xbf"
           "bom"),
        SI("\xf0\x9f\x98\x80\xf4\x8f\xbf\xbf"),
        SI("=1+1"),
        SI("$(x) `x` ${x} %s%n"),
        SI("'; --"),
        SI("\xd8\xa8\xd9\x90\xd8\xb3"),
        SI("\\u0041"),
    };
    struct arena a = test_arena();
    struct json *list = json_arr(&a);
    for (i64 i = 0; i < LEN(OWN_STRINGS); i++)
        json_add(list, json_str(&a, OWN_STRINGS[i]));
    EXPECT_INT(round_trip_strings(&a, list), LEN(OWN_STRINGS));
}

/* The same plain dump of a tree as the oracle makes (oracle_test.h). */
static void dump(struct buf *b, const struct json *v) {
    double d;
    switch (v->type) {
    case JSON_NULL: buf_c(b, 'n'); return;
    case JSON_FALSE: buf_c(b, 'f'); return;
    case JSON_TRUE: buf_c(b, 't'); return;
    case JSON_STRING:
        buf_fmt(b, "s%lld:", (long long)v->s.n);
        buf_put(b, v->s);
        return;
    case JSON_NUMBER:
        d = json_double(*b->a, v->s) + 0.0; /* -0 is 0 where integers are read */
        buf_c(b, 'd');
        buf_put(b, (struct str){(char *)&d, sizeof d});
        return;
    case JSON_ARRAY:
    case JSON_OBJECT:
        buf_fmt(b, "%c%lld", v->type == JSON_ARRAY ? 'a' : 'o', (long long)v->n);
        JSON_EACH(it, v) {
            if (v->type == JSON_OBJECT) {
                buf_put(b, it->key);
                buf_c(b, '=');
            }
            dump(b, it);
        }
        return;
    }
}

/* Both read the text, to the same tree, or both refuse it; apart from known limits: integers beyond
 * 64 bits and a NUL in a key are refused there, depth and numbers beyond a double by RC_LIMIT here.
 */
static bool agree(struct arena a, struct str text) {
    struct err e = {0};
    struct json *v;
    struct buf theirs = buf_make(&a, 1 << 24), ours = buf_make(&a, 1 << 24);
    enum oracle said = oracle_read(text, &theirs);
    rc r = json_read(&a, text, &v, &e);
    if (r == RC_LIMIT || said == ORACLE_LIMIT) return true;
    if ((r == RC_OK) != (said == ORACLE_READ)) return false;
    if (r == RC_OK) dump(&ours, v);
    return str_eq(buf_str(&ours), buf_str(&theirs));
}

static u64 next(u64 *x) { /* xorshift64 */
    *x ^= *x << 13;
    *x ^= *x >> 7;
    *x ^= *x << 17;
    return *x;
}

static struct str mutate(struct arena *a, struct str s, u64 *x) {
    static const char BYTES[] = "{}[]\",:\\u0eE+-.19 tfn\x80\xc3\xff";
    struct buf b = buf_make(a, s.n + 16);
    buf_put(&b, s);
    for (u64 k = 1 + next(x) % 3; k > 0 && b.n > 0; k--) {
        i64 at = (i64)(next(x) % (u64)b.n);
        char c = BYTES[next(x) % (sizeof BYTES - 1)];
        if (next(x) % 2) {
            b.p[at] = c;
        } else if (next(x) % 2) {
            buf_c(&b, 0);
            memmove(b.p + at + 1, b.p + at, (size_t)(b.n - at - 1));
            b.p[at] = c;
        } else {
            memmove(b.p + at, b.p + at + 1, (size_t)(--b.n - at));
        }
    }
    return buf_str(&b);
}

TEST(json_suite_agrees_with_jansson) {
    struct arena a = test_arena();
    i64 n;
    struct str *names = names_in(&a, OWN, &n);
    u64 x = 0x9e3779b97f4a7c15u;
    for (i64 i = 0; i < n; i++) {
        struct str text = file_in(&a, OWN, names[i]);
        EXPECT(agree(a, text));
        for (int k = 0; k < 600; k++) {
            struct arena scratch = a;
            struct str m = mutate(&scratch, text, &x);
            if (agree(scratch, m)) continue;
            EXPECT_STR(m, S("(both should end alike)"));
            return;
        }
    }
}
