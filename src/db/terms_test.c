#include "base/t.h"
#include "db/db.h"

static const u8 KEY[32] = {4, 5};

static struct db *filled(struct arena *a) {
    struct err e = {0};
    struct db *d = NULL;
    EXPECT_OK(db_open(cstr(a, str_fmt(a, "%s/p.db", test_dir())), KEY, DB_CREATE, &d, &e));
    EXPECT_OK(db_terms_put(d, 1, S("k_1 s_0"), S("قصف السوق القديمه"), &e));
    EXPECT_OK(db_terms_put(d, 2, S("k_1 s_1"), S("обстрел рынка подъём"), &e));
    EXPECT_OK(db_terms_put(d, 3, S("k_2 s_1"), S("shelling of the market"), &e));
    EXPECT_OK(db_terms_put(d, 9, S("k_2 s_2"), S("बमबारी market \"quoted\" NOT"), &e));
    return d;
}

/* Groups between ';', terms between blanks; a group that begins with '-' must not occur. */
static struct str found(struct db *d, struct arena *a, const char *groups, bool down) {
    struct err e = {0};
    struct term_any all[8] = {0};
    struct terms_query q = {.all = all, .from = 0, .to = 100, .down = down};
    struct str rest = str_c(groups);
    while (rest.p && rest.n) {
        struct str g = str_trim(str_cut(&rest, ';')), *terms = NEWN(a, struct str, 8);
        struct term_any *any = &all[q.n++];
        any->none = str_starts(g, S("-"));
        if (any->none) g = str_sub(g, 1, g.n);
        any->terms = terms;
        while (g.p)
            terms[any->n++] = str_cut(&g, ' ');
    }
    i64 docs[8], n, count;
    EXPECT_OK(db_terms_find(d, *a, &q, 8, docs, &n, &e));
    EXPECT_OK(db_terms_count(d, *a, &q, 8, &count, &e));
    EXPECT_INT(count, n);
    struct buf b = buf_make(a, 1000);
    for (i64 i = 0; i < n; i++)
        buf_fmt(&b, "%s%lld", i ? " " : "", (long long)docs[i]);
    return buf_str(&b);
}

TEST(terms_any_of_each_group_and_none_of_the_others) {
    struct arena a = test_arena();
    struct db *d = filled(&a);
    EXPECT_STR(found(d, &a, "k_1", false), S("1 2"));
    EXPECT_STR(found(d, &a, "k_1 k_2;s_1", false), S("2 3"));
    EXPECT_STR(found(d, &a, "k_1 k_2;s_1 s_2", true), S("9 3 2"));
    EXPECT_STR(found(d, &a, "k_1 k_2;-s_1;-السوق", false), S("9"));
    EXPECT_STR(found(d, &a, "рынка;подъём", false), S("2"));
    EXPECT_STR(found(d, &a, "बमबारी", false), S("9"));
    EXPECT_STR(found(d, &a, "السوق;k_2", false), S(""));
    EXPECT_STR(found(d, &a, "mark", false), S(""));
    db_close(d);
}

TEST(terms_take_no_orders) {
    struct arena a = test_arena();
    struct db *d = filled(&a);
    EXPECT_STR(found(d, &a, "NOT", false), S("9")); /* folded to lower case by the index, a word */
    EXPECT_STR(found(d, &a, "\"quoted\"", false), S("9")); /* what is no letter is left out */
    EXPECT_STR(found(d, &a, "mar*", false), S(""));
    EXPECT_STR(found(d, &a, "marks:k_1", false), S(""));
    EXPECT_STR(found(d, &a, "k_1)", false), S("1 2"));
    EXPECT_STR(found(d, &a, "*", false), S(""));
    db_close(d);
}

TEST(terms_are_replaced_deleted_and_read_back) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = filled(&a);
    struct str marks, words;
    bool there;
    EXPECT_OK(db_terms_put(d, 2, S("k_7"), S("обстрел"), &e));
    EXPECT_OK(db_terms_del(d, 1, &e));
    EXPECT_OK(db_terms_del(d, 77, &e));
    EXPECT_STR(found(d, &a, "k_1", false), S(""));
    EXPECT_STR(found(d, &a, "k_7;обстрел", false), S("2"));
    EXPECT_OK(db_terms_get(d, &a, 2, &marks, &words, &there, &e));
    EXPECT(there);
    EXPECT_STR(marks, S("k_7"));
    EXPECT_STR(words, S("обстрел"));
    EXPECT_OK(db_terms_get(d, &a, 1, &marks, NULL, &there, &e));
    EXPECT(!there);
    db_close(d);
}

TEST(terms_have_a_limit) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = filled(&a);
    struct str long_word = {NEWN(&a, char, 70000), 70000};
    memset((char *)long_word.p, 'a', 70000);
    struct term_any any = {.terms = &long_word, .n = 1};
    struct terms_query q = {.all = &any, .n = 1, .to = 100};
    i64 n;
    EXPECT_INT(db_terms_count(d, a, &q, 8, &n, &e), RC_LIMIT);
    db_close(d);
}
