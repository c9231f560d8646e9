/* Every kind of damage is told, with the object that it is in. */
#include "flow/fixture.h"
#include "sys/os.h"

static struct fixture *with_report(struct arena *a) {
    struct fixture *f = fixture_make(a);
    EXPECT_OK(CALL(f, "add",
                   fixture_file(f, "r.txt", S("Ten people were killed in Marat, police said.\n"))));
    EXPECT_OK(CALL(f, "verify", "--deep"));
    EXPECT_INT(f->n, 0);
    return f;
}

static struct str find_file(struct fixture *f, struct str folder, const char *part, bool dot) {
    struct str *names, found = {0};
    i64 n = 0;
    EXPECT_OK(os_list(&f->a, cstr(&f->a, folder), &names, &n, &f->e));
    for (i64 i = 0; i < n && !found.n; i++) {
        struct str path = str_cat(&f->a, folder, str_cat(&f->a, S("/"), names[i]));
        if (os_is_dir(cstr(&f->a, path)))
            found = find_file(f, path, part, dot);
        else if (str_has(names[i], str_c(part)) || !dot)
            found = path;
    }
    return found;
}

static void flip(struct fixture *f, const char *path, i64 from_end) {
    struct str s = {0};
    EXPECT_OK(os_read(&f->a, path, 1 << 30, &s, &f->e));
    if (!EXPECT(s.n > from_end)) return;
    ((char *)s.p)[s.n - 1 - from_end] ^= 1;
    EXPECT_OK(os_replace(path, 0600, s, &f->e));
}

static struct str below(struct fixture *f, const char *name) {
    return str_fmt(&f->a, "%s/%s", f->case_dir, name);
}

static bool names_object(struct fixture *f, const char *part) {
    for (i64 i = 0; i < f->n; i++)
        if (str_has(json_get_str(f->rows[i], "object"), str_c(part))) return true;
    return str_has(str_c(f->e.msg), str_c(part));
}

TEST(a_changed_pack_is_named) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    struct str pack = find_file(f, below(f, "vault"), ".pack", true);
    if (!EXPECT(pack.n)) return;
    flip(f, cstr(&a, pack), 100);
    EXPECT_INT(CALL(f, "verify", "--deep"), RC_INTEGRITY);
    EXPECT(names_object(f, "vault/"));
    EXPECT(f->e.hint[0]);
}

TEST(a_changed_tile_is_named) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    struct str tile = find_file(f, below(f, "log/tile/0"), "", false);
    if (!EXPECT(tile.n)) return;
    flip(f, cstr(&a, tile), 3);
    EXPECT_INT(CALL(f, "verify"), RC_INTEGRITY);
    EXPECT(names_object(f, "tile"));
}

TEST(a_changed_checkpoint_is_refused) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    flip(f, cstr(&a, below(f, "log/checkpoint")), 5);
    EXPECT_INT(CALL(f, "verify"), RC_INTEGRITY);
    EXPECT(names_object(f, "checkpoint"));
}

TEST(a_changed_page_of_the_projection_is_named_and_healed) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    flip(f, cstr(&a, below(f, "projection.db")), 2000);
    EXPECT_OK(os_remove(cstr(&a, below(f, "projection.db-wal")), &f->e));
    EXPECT_OK(os_remove(cstr(&a, below(f, "projection.db-shm")), &f->e));
    EXPECT_INT(CALL(f, "verify"), RC_INTEGRITY);
    EXPECT(names_object(f, "projection.db"));
    EXPECT(str_has(str_c(f->e.hint), S("cairn rebuild")));
    EXPECT_OK(CALL(f, "rebuild"));
    EXPECT_OK(CALL(f, "verify", "--deep"));
}

TEST(the_log_is_listed_and_its_checkpoint_and_key_shown) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    EXPECT_OK(CALL(f, "log"));
    EXPECT(f->n >= 2);
    EXPECT_STR(json_get_str(f->rows[0], "type"), S("received"));
    EXPECT(str_starts(json_get_str(f->rows[0], "by"), S("r-")));
    EXPECT_OK(CALL(f, "log", "checkpoint"));
    EXPECT(str_starts(f->raw, S("sigsum.org/v1/tree/")));
    EXPECT_OK(CALL(f, "log", "key"));
    EXPECT(str_has(f->raw, S("+")));
}
