/* Two people edit one claim: who comes second is told, and nothing of theirs is recorded. */
#include "flow/fixture.h"

static void no_row(void *self, const struct op *op, const struct json *row) {
    (void)self, (void)op, (void)row;
}
static void no_say(void *self, const char *line) {
    (void)self, (void)line;
}
static const struct face FACE = {.row = no_row, .say = no_say};

/* A session that stays open, as the desk's workers keep one. */
struct editor {
    struct op_ctx c;
    struct arena perm, call;
    struct err e;
};

static struct editor *sits_down(struct fixture *f, const char *name) {
    struct editor *x = NEW(&f->a, struct editor);
    x->perm = arena_make("editor", 1LL << 32);
    x->call = arena_make("editor call", 1LL << 32);
    x->c = (struct op_ctx){.perm = &x->perm,
                           .scratch = arena_make("editor work", 1LL << 32),
                           .face = &FACE,
                           .case_dir = f->case_dir,
                           .key_file = f->key,
                           .actor = str_c(name)};
    EXPECT_OK(session_open(&x->c, &x->e));
    return x;
}

static void gets_up(struct editor *x) {
    session_close(&x->c);
}

/* What the editor has on the screen. */
static void looks_at(struct editor *x, const char *claim) {
    EXPECT_OK(session_renew(&x->c, &x->e));
    x->c.match = str_c(claim);
    EXPECT_OK(records_version(x->c.session->db, x->c.match, &x->c.match_entry, &x->c.match_part,
                              &x->e));
}

static rc decides(struct editor *x, const char *claim, const char *act) {
    const char *const words[] = {"review", claim, act, "--reason", "compared with the text", NULL};
    struct op_ctx c = x->c;
    struct arena perm = x->call;
    i64 used;
    c.perm = &perm;
    err_clear(&x->e);
    c.op = args_find(words, 5, &used);
    rc r = session_renew(&c, &x->e);
    if (r == RC_OK) r = args_parse(&c, words + used, 5 - used, &x->e);
    if (r == RC_OK) r = op_run(&c, &x->e);
    session_end(&c);
    x->c.stale = c.stale;
    return r;
}

TEST(an_edit_against_an_older_version_is_refused_under_the_lock) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_OK(CALL(f, "add",
                   fixture_file(f, "report.txt",
                                S("Ministry officials said that they had found 14 bodies in Marat "
                                  "on 9 March 2031.\n"))));
    EXPECT_OK(CALL(f, "claims", "--kind", "bodies_found"));
    if (!EXPECT(f->n == 1)) return;
    const char *id = cstr(&f->a, json_get_str(f->rows[0], "id"));
    struct editor *one = sits_down(f, "first"), *two = sits_down(f, "second");
    looks_at(one, id);
    looks_at(two, id);
    EXPECT_OK(decides(one, id, "accept"));
    EXPECT(!one->c.stale);
    EXPECT_OK(session_renew(&two->c, &two->e));
    i64 before = store_size(two->c.session->store);
    EXPECT_INT(decides(two, id, "reject"), RC_CONFLICT);
    EXPECT(two->c.stale);
    EXPECT_INT(store_size(two->c.session->store), before);
    EXPECT_OK(CALL(f, "show", id)); /* the lock is free, the first decision stands */
    EXPECT_STR(json_get_str(f->rows[0], "status"), S("accepted"));
    looks_at(two, id);
    EXPECT_OK(decides(two, id, "accept"));
    gets_up(one);
    gets_up(two);
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}

TEST(another_claim_is_not_in_the_way) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_OK(CALL(f, "add",
                   fixture_file(f, "report.txt",
                                S("Officials said 14 bodies were found in Marat. Residents said 3 "
                                  "people were wounded in Orlan.\n"))));
    EXPECT_OK(CALL(f, "claims"));
    if (!EXPECT(f->n >= 2)) return;
    const char *x = cstr(&f->a, json_get_str(f->rows[0], "id")),
               *y = cstr(&f->a, json_get_str(f->rows[1], "id"));
    struct editor *one = sits_down(f, "first"), *two = sits_down(f, "second");
    looks_at(one, x);
    looks_at(two, y);
    EXPECT_OK(decides(one, x, "accept"));
    EXPECT_OK(decides(two, y, "accept"));
    gets_up(one);
    gets_up(two);
}
