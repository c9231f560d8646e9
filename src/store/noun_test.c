#include "base/t.h"
#include "store/noun.h"

static struct db *empty(struct arena *a, struct err *e) {
    static const u8 key[32] = {7};
    struct db *d;
    EXPECT_OK(
        db_open(cstr(a, str_cat(a, str_c(test_dir()), S("/noun.db"))), key, DB_CREATE, &d, e));
    EXPECT_OK(db_begin(d, e));
    return d;
}

/* A part of one kind goes to one noun, and a table has one owner. */
TEST(noun_kinds_and_tables_are_declared_once) {
    struct arena a = test_arena();
    struct map kinds = {0}, tables = {0};
    for (i64 n = 0; NOUNS[n]; n++) {
        for (const struct part_kind *p = NOUNS[n]->parts; p->kind; p++) {
            bool fresh = true;
            map_put(&kinds, &a, str_c(p->kind), &fresh);
            if (!fresh) test_fail(__FILE__, __LINE__, "two nouns apply \"%s\"", p->kind);
        }
        for (const struct table_rows *t = NOUNS[n]->tables; t->table; t++) {
            bool fresh = true;
            map_put(&tables, &a, str_c(t->table), &fresh);
            if (!fresh) test_fail(__FILE__, __LINE__, "two nouns have a table \"%s\"", t->table);
        }
    }
    EXPECT(map_get(&kinds, S("claim")) && map_get(&tables, S("touched")));
}

TEST(noun_tables_of_another_cairn_are_seen) {
    struct arena a = test_arena();
    struct err err = {0}, *e = &err;
    static const struct sql OTHER = {"other", "UPDATE schema_digest SET digest='other'"};
    struct db *d = empty(&a, e);
    bool same = true;
    EXPECT_OK(records_same_tables(d, &same, e));
    EXPECT(!same); /* none yet */
    EXPECT_OK(records_create(d, e));
    EXPECT_OK(records_same_tables(d, &same, e));
    EXPECT(same);
    EXPECT_OK(db_script(d, &OTHER, e));
    EXPECT_OK(records_same_tables(d, &same, e));
    EXPECT(!same);
    EXPECT_OK(db_commit(d, e));
    db_close(d);
}

TEST(noun_version_of_what_was_never_touched) {
    struct arena a = test_arena();
    struct err err = {0}, *e = &err;
    static const struct sql PUT = {"put",
                                   "INSERT INTO touched(object, entry, part) VALUES('c-1', 41, 3)"};
    struct db *d = empty(&a, e);
    i64 entry = 0, part = 0;
    EXPECT_OK(records_create(d, e));
    EXPECT_OK(records_version(d, S("c-1"), &entry, &part, e));
    EXPECT(entry == -1 && part == -1);
    EXPECT_OK(db_script(d, &PUT, e));
    EXPECT_OK(records_version(d, S("c-1"), &entry, &part, e));
    EXPECT(entry == 41 && part == 3);
    EXPECT_OK(db_commit(d, e));
    db_close(d);
}
