/* Accounts, exports and the audit trail as operations: what stands in the log, who is held to what
 * at the machine, and a trail that was tampered with. */
#include "flow/fixture.h"

#include "base/limits.h"
#include "flow/desk.h"
#include "proof/hash.h"

#include <stdio.h>

static struct fixture *staffed(struct arena *a) {
    struct fixture *f = fixture_make(a);
    const char *words = fixture_file(f, "words.txt", S("quiet blue stones\n"));
    const char *report =
        fixture_file(f, "r.txt", S("Officials say they have found 14 bodies in Marat."));
    EXPECT_OK(CALL(f, "add", report));
    EXPECT_OK(CALL(f, "account", "add", "Mara", "--roles", "custodian", "--new-file", words));
    EXPECT_OK(CALL(f, "account", "add", "Tamir", "--roles", "reader", "--new-file", words));
    return f;
}

TEST(desk_first_account_is_a_custodian_and_names_do_not_double) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    const char *words = fixture_file(f, "words.txt", S("quiet blue stones\n"));
    EXPECT_INT(CALL(f, "account", "add", "Tamir", "--roles", "reader", "--new-file", words),
               RC_CONFLICT);
    EXPECT_OK(CALL(f, "account", "add", "Mara", "--roles", "custodian", "--new-file", words));
    EXPECT_INT(CALL(f, "account", "add", "MARA", "--roles", "reader", "--new-file", words),
               RC_CONFLICT);
    EXPECT_INT(CALL(f, "account", "add", "Tamir", "--roles", "owner", "--new-file", words),
               RC_USAGE);
    EXPECT_INT(CALL(f, "account", "add", "Tamir", "--roles", "reader", "--new", "words"), RC_USAGE);
    EXPECT(strstr(f->e.msg, "words") == NULL);
    EXPECT_OK(CALL(f, "accounts"));
    EXPECT_INT(f->n, 1);
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}

static void each_group(struct fixture *f, i64 *made) {
    for (*made = 0; *made < 100; ++*made) {
        char name[32];
        snprintf(name, sizeof name, "group %d", (int)*made);
        if (CALL(f, "group", "add", name) != RC_OK) return;
    }
}

TEST(desk_groups_end_where_the_bits_end) {
    struct arena a = test_arena();
    struct fixture *f = staffed(&a);
    i64 made;
    EXPECT_OK(CALL(f, "group", "add", "families"));
    EXPECT_INT(CALL(f, "group", "add", "Families"), RC_CONFLICT);
    EXPECT_INT(CALL(f, "group", "add", "everybody"), RC_USAGE);
    EXPECT_INT(CALL(f, "group", "add", "a, b"), RC_USAGE);
    each_group(f, &made);
    EXPECT_INT(made, GROUPS_MAX - 1);
    EXPECT_INT(f->e.code, RC_LIMIT);
    EXPECT_INT(CALL(f, "item", "access", "r.txt", "--groups", "nobody of ours"), RC_NOTFOUND);
    EXPECT_OK(CALL(f, "item", "access", "r.txt", "--groups", "group 59, families"));
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}

TEST(desk_exports_run_what_was_approved_and_nothing_else) {
    struct arena a = test_arena();
    struct fixture *f = staffed(&a);
    EXPECT_INT(AS(f, "Tamir", "claims", "--csv"), RC_DENIED);
    EXPECT_INT(AS(f, "Tamir", "export", "request", "--purpose", "p", "--recipients", "r", "publish",
                  "site"),
               RC_USAGE);
    EXPECT_OK(AS(f, "Tamir", "export", "request", "--purpose", "court", "--recipients", "r", "--",
                 "claims", "--csv"));
    const char *id = cstr(&a, json_get_str(f->rows[0], "id"));
    EXPECT_INT(AS(f, "Tamir", "export", "get", id), RC_DENIED);
    EXPECT_INT(AS(f, "Tamir", "export", "approve", id), RC_DENIED);
    EXPECT_OK(AS(f, "Mara", "export", "approve", id));
    EXPECT_OK(AS(f, "Tamir", "export", "get", id));
    EXPECT(str_starts(f->raw, S("id,item,publication")));
    EXPECT_INT(AS(f, "Tamir", "claims", "--csv"), RC_DENIED);
    EXPECT_INT(AS(f, "Mara", "export", "get", id), RC_NOTFOUND);
    EXPECT_OK(CALL(f, "log"));
    EXPECT_STR(json_get_str(f->rows[f->n - 1], "type"), S("administered"));
}

/* Opens desk.db as somebody with the key could. */
static void tamper(struct fixture *f, const struct sql *what) {
    struct op_ctx c = {.perm = &f->a, .case_dir = f->case_dir, .key_file = f->key};
    struct arena scratch = arena_make("work", 1 << 30);
    struct db *d = NULL;
    u8 key[32];
    c.scratch = scratch;
    EXPECT_OK(session_open_store(&c, &f->e));
    struct str page = {(const char *)store_page_key(c.session->store), 32};
    hmac_sha256(page, S("cairn/desk/v1"), key);
    const char *path = cstr(&f->a, str_fmt(&f->a, "%s/desk.db", f->case_dir));
    EXPECT_OK(db_open(path, key, DB_WRITE, &d, &f->e));
    EXPECT_OK(db_script(d, what, &f->e));
    db_close(d);
    session_close(&c);
    arena_drop(scratch);
}

TEST(desk_audit_finds_lines_that_were_changed_or_cut_off) {
    static const struct sql CHANGE = {"t.change", "UPDATE audit SET object='x' WHERE n=2"},
                            BACK = {"t.back", "UPDATE audit SET object='r.txt' WHERE n=2"},
                            CUT = {"t.cut", "DELETE FROM audit WHERE n>2"};
    struct arena a = test_arena();
    struct fixture *f = staffed(&a);
    EXPECT_OK(AS(f, "Tamir", "items"));
    EXPECT_OK(AS(f, "Tamir", "show", "r.txt"));
    EXPECT_OK(AS(f, "Tamir", "search", "bodies"));
    EXPECT_OK(CALL(f, "group", "add", "families")); /* the log knows three lines */
    EXPECT_OK(CALL(f, "audit"));
    EXPECT_INT(f->n, 3);
    tamper(f, &CHANGE);
    EXPECT_INT(CALL(f, "audit"), RC_INTEGRITY);
    EXPECT(strstr(f->e.msg, "line 2") != NULL);
    tamper(f, &BACK);
    EXPECT_OK(CALL(f, "audit"));
    tamper(f, &CUT);
    EXPECT_INT(CALL(f, "audit"), RC_INTEGRITY);
    EXPECT(strstr(f->e.msg, "the log says") != NULL);
}
