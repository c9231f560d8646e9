#include "base/t.h"
#include "db/db.h"
#include "db/db_impl.h"

static const u8 KEY[32] = {4, 4};

static const char *db_path(struct arena *a) {
    return cstr(a, str_fmt(a, "%s/p.db", test_dir()));
}

static struct db *fresh(struct arena *a) {
    struct err e = {0};
    struct db *d = NULL;
    if (db_open(db_path(a), KEY, DB_CREATE, &d, &e) != RC_OK)
        test_fail(__FILE__, __LINE__, "%s", e.msg);
    return d;
}

static struct str found(struct db *d, struct arena *a, const char *words) {
    struct err e = {0};
    struct str *docs;
    i64 n;
    struct buf b = buf_make(a, 1000);
    EXPECT_OK(db_search(d, a, str_c(words), 10, &docs, &n, &e));
    for (i64 i = 0; i < n; i++) {
        if (i) buf_c(&b, ' ');
        buf_put(&b, docs[i]);
    }
    return buf_str(&b);
}

TEST(search_in_three_scripts) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = fresh(&a);
    EXPECT_OK(db_search_put(d, S("ar"), S("قصف علي السوق في المدينه القديمه"), &e));
    EXPECT_OK(db_search_put(d, S("ru"), S("обстрел рынка в старом городе подъём й"), &e));
    EXPECT_OK(db_search_put(d, S("la"), S("shelling of the market in the old town sanaa"), &e));
    EXPECT_OK(db_search_put(d, S("la2"), S("market market market"), &e));
    EXPECT_STR(found(d, &a, "السوق المدينه"), S("ar"));
    EXPECT_STR(found(d, &a, "рынка обстрел"), S("ru"));
    EXPECT_STR(found(d, &a, "подъём"), S("ru"));
    EXPECT_STR(found(d, &a, "town market"), S("la"));
    EXPECT_STR(found(d, &a, "market"), S("la2 la"));
    EXPECT_STR(found(d, &a, "town рынка"), S(""));
    EXPECT_STR(found(d, &a, "tow"), S(""));
    EXPECT_STR(found(d, &a, ""), S(""));
    EXPECT_STR(found(d, &a, "   "), S(""));
    db_close(d);
}

TEST(search_replaces_deletes_and_takes_no_orders) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = fresh(&a);
    EXPECT_OK(db_search_put(d, S("b"), S("old words"), &e));
    EXPECT_OK(db_search_put(d, S("b"), S("new words"), &e));
    EXPECT_OK(db_search_put(d, S("a"), S("new words"), &e));
    EXPECT_STR(found(d, &a, "old"), S(""));
    EXPECT_STR(found(d, &a, "new words"), S("a b")); /* equal rank: by name */
    EXPECT_STR(found(d, &a, "new OR old"), S(""));
    EXPECT_STR(found(d, &a, "\" * NEAR( body:new"), S(""));
    EXPECT_STR(found(d, &a, "*"), S(""));
    EXPECT_OK(db_search_del(d, S("b"), &e));
    EXPECT_OK(db_search_del(d, S("b"), &e));
    EXPECT_STR(found(d, &a, "new"), S("a"));
    db_close(d);
}
