/* The big list of naughty strings, as a report, as the name of a speaker, a place and a doer in a
 * report, and all of them in one: each is read without harm, and every claim still fits its words.
 * Our own strings run where the list is not at hand. */
#include "base/json.h"
#include "base/utf8.h"
#include "read/check.h"
#include "read/testing.h"

static const char *const OWN[] = {
    "",
    "\xe2\x80\xae\xd9\x83\xd8\xa7\xd9\x84\xd9\x8a\xd9\x86\xe2\x80\xac", /* overridden direction */
    "K\xd0\xb0len",                                                      /* Cyrillic a */
    "Ka\xe2\x80\x8blen",                                                 /* zero-width space */
    "\xf0\x9d\x95\x82\xf0\x9d\x95\x92len",                               /* mathematical letters */
    "a\xcc\x80\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85\xcc\x86\xcc\x87", /* piled accents */
    "-9223372036854775808",
    "99999999999999999999999999999999999999",
    "1/0",
    "\xef\xb7\xbd \xef\xb7\xba",
    "\xef\xbf\xbf\xef\xbf\xbe",
    "\"''\"\"'\"''''\"",
    "%s%n%d",
    "<script>killed 5</script>",
};

struct naughty {
    struct arena perm, scratch;
    const struct reader *tables;
    i64 read, claims;
};

/* Reads one text, cleaned as `cairn add` cleans it, and checks every claim. */
static void read_one(struct naughty *n, struct str text) {
    struct arena perm = n->perm, scratch = n->scratch;
    struct read_opts o = {.lang = S("en"), .publication = S("s-test"), .reader = n->tables};
    struct reading r;
    struct err e = {0};
    if (utf8_invalid(text) >= 0) text = utf8_clean(&perm, text, NULL);
    EXPECT(date_parse(S("2031-03-12"), &o.published));
    EXPECT_OK(read_text(&perm, scratch, text, &o, &r, &e));
    EXPECT_OK(claims_check(scratch, text, r.claims, r.n, &e));
    o.lang = S("");
    EXPECT_OK(read_text(&perm, scratch, text, &o, &r, &e));
    EXPECT_OK(claims_check(scratch, text, r.claims, r.n, &e));
    n->read++;
    n->claims += r.n;
}

static void read_in_places(struct naughty *n, struct str word) {
    static const char *const frames[] = {
        "%.*s",
        "%.*s said that 12 people were killed in Kalen on Monday.",
        "The mayor said that 12 people were killed in %.*s on Monday.",
        "Twelve villagers were killed by %.*s in Kalen, the mayor said.",
        "The mayor said that %.*s people were killed in Kalen.",
        "KALEN, March 10 (%.*s) - Soldiers said \"%.*s\" and shot 3 men.",
    };
    for (i64 i = 0; i < LEN(frames); i++) {
        struct arena save = n->perm;
        struct buf b = buf_make(&n->perm, 1 << 20);
        for (const char *p = frames[i]; *p; p++) {
            bool hole = p[0] == '%' && p[1] == '.';
            if (hole) buf_put(&b, word), p += 3;
            else buf_c(&b, *p);
        }
        read_one(n, buf_str(&b));
        n->perm = save;
    }
}

static struct naughty begin(void) {
    struct naughty n = {.perm = arena_make("naughty", 512 << 20),
                        .scratch = arena_make("scratch", 512 << 20)};
    n.tables = reader_make(&n.perm);
    return n;
}

TEST(naughty_own_strings_are_read_without_harm) {
    struct naughty n = begin();
    for (i64 i = 0; i < LEN(OWN); i++)
        read_in_places(&n, str_c(OWN[i]));
    EXPECT_INT(n.read, 6 * LEN(OWN));
    EXPECT(n.claims >= LEN(OWN));
}

TEST(naughty_big_list_is_read_without_harm) {
    struct arena a = test_arena();
    const char *path;
    if (!test_shared(&a, "vectors/strings/blns.json", &path))
        return test_skip("../shared/vectors/strings is not here");
    struct err e = {0};
    struct json *list;
    EXPECT_OK(json_read(&a, test_file(&a, path), &list, &e));
    struct naughty n = begin();
    struct buf all = buf_make(&a, 4 << 20);
    JSON_EACH(it, list) {
        read_in_places(&n, it->s);
        buf_put(&all, it->s);
        buf_put(&all, S(" killed 3 people in Kalen. "));
    }
    EXPECT(n.read > 3000 && n.claims > 1000);
    read_one(&n, buf_str(&all));
}

TEST(naughty_text_that_is_not_utf8_is_refused) {
    struct naughty n = begin();
    struct read_opts o = {.lang = S("en"), .reader = n.tables};
    struct reading r;
    struct err e = {0};
    EXPECT(read_text(&n.perm, n.scratch, S("Kalen\xff: 3 killed."), &o, &r, &e) == RC_USAGE);
    read_one(&n, S("In Kal\xff"
                   "en 3 people were killed."));
}
