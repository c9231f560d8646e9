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

TEST(table_is_there_or_not) {
    static const struct sql MAKE = {"h.make", "CREATE TABLE thing (id BIGINT PRIMARY KEY);"
                                              "CREATE VIEW seen AS SELECT id FROM thing"};
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = fresh(&a);
    bool yes = true;
    EXPECT_OK(db_has_table(d, S("thing"), &yes, &e));
    EXPECT(!yes);
    EXPECT_OK(db_script(d, &MAKE, &e));
    EXPECT_OK(db_has_table(d, S("thing"), &yes, &e));
    EXPECT(yes);
    EXPECT_OK(db_has_table(d, S("seen"), &yes, &e)); /* a view is none */
    EXPECT(!yes);
    db_close(d);
}
