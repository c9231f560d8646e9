/* Who may do what: every operation tried by every role, through op_run with rights as people_rights
 * gives them, in a real case. docs/roles.md is the table that people read and is made here:
 * UPDATE_GOLDEN=1 make room R=flow T=roles */
#include "flow/fixture.h"

#include "flow/desk.h"
#include "sys/os.h"

#include <stdlib.h>

#define DOC "docs/roles.md"

/* ---- a case with one account of each role ---- */

static const char *role_account(int role) {
    static const char *const NAMES[] = {"Rana", "Tamir", "Vera", "Edil", "Mara"};
    CHECK(role < LEN(NAMES) && LEN(NAMES) == ROLE_COUNT);
    return NAMES[role];
}

static rc rights_of(struct fixture *f, const char *account, struct rights *r) {
    struct op_ctx c = {.perm = &f->a, .case_dir = f->case_dir, .key_file = f->key};
    struct arena scratch = arena_make("rights", 1 << 30);
    struct people *p;
    bool found = false;
    c.scratch = scratch;
    rc got = session_open_store(&c, &f->e);
    if (got == RC_OK)
        got = people_open(&f->a, f->case_dir, store_page_key(c.session->store), &p, &f->e);
    if (got == RC_OK) {
        got = people_rights(p, &f->a, str_c(account), r, &found, &f->e);
        people_close(p);
    }
    session_close(&c);
    arena_drop(scratch);
    EXPECT(got == RC_OK && found);
    return got;
}

static struct fixture *staffed(struct arena *a, struct rights rights[ROLE_COUNT]) {
    struct fixture *f = fixture_make(a);
    const char *words = fixture_file(f, "words.txt", S("quiet blue stones\n"));
    const char *report =
        fixture_file(f, "r.txt",
                     S("Officials say they have found 14 bodies in Marat, of people whom fighters "
                       "shot last week."));
    EXPECT_OK(CALL(f, "add", report));
    for (int i = ROLE_COUNT - 1; i >= 0; i--)
        EXPECT_OK(CALL(f, "account", "add", role_account(i), "--roles", ROLES[i].name, "--new-file",
                       words));
    for (int i = 0; i < ROLE_COUNT; i++) {
        EXPECT_OK(rights_of(f, role_account(i), &rights[i]));
        rights[i].reach = -1; /* what a role may do; what it reaches is another test */
    }
    return f;
}

/* ---- any operation with some values ---- */

static void no_row(void *self, const struct op *op, const struct json *row) {
    (void)self, (void)op, (void)row;
}
static void no_words(void *self, const char *line) {
    (void)self, (void)line;
}
static void no_bytes(void *self, struct str bytes) {
    (void)self, (void)bytes;
}
static void no_progress(void *self, const char *what, i64 done, i64 all) {
    (void)self, (void)what, (void)done, (void)all;
}
static bool never(void *self) {
    (void)self;
    return false;
}

/* A word that fits the declaration and names nothing that there is. */
static struct str any_word(struct fixture *f, const struct op_arg *g) {
    struct str values = str_c(g->values);
    if (g->values) return str_cut(&values, '|');
    if (g->type == ARG_NUMBER) return S("1");
    if (g->type == ARG_DATE) return S("2031-03-10");
    return str_fmt(&f->a, "%s/none/none", f->dir);
}

static rc try_op(struct fixture *f, const struct op *op, const struct rights *r, bool fill) {
    static const struct face FACE = {NULL, no_row, no_words, no_bytes, no_progress, never, NULL};
    struct arena perm = arena_make("try", 1LL << 32), perm0 = perm,
                 scratch = arena_make("try work", 1LL << 32);
    struct op_ctx c = {.op = op,
                       .perm = &perm,
                       .scratch = scratch,
                       .face = &FACE,
                       .case_dir = f->case_dir,
                       .key_file = f->key,
                       .actor = r->account,
                       .rights = r};
    i64 n = 0;
    while (op->args[n].name)
        n++;
    c.values = NEWN(&perm, struct op_value, n);
    for (i64 i = 0; i < n; i++)
        if (fill && op->args[i].required)
            c.values[i] = (struct op_value){&op->args[i], any_word(f, &op->args[i]), true};
    err_clear(&f->e);
    rc got = op_run(&c, &f->e);
    session_close(&c);
    arena_drop(perm0);
    arena_drop(scratch);
    return got;
}

static bool role_may(int role, const struct op *op) {
    return op->perm == PERM_NONE || ROLES[role].perms >> op->perm & 1;
}

TEST(roles_every_forbidden_cell_is_refused) {
    struct arena a = test_arena();
    struct rights rights[ROLE_COUNT];
    struct fixture *f = staffed(&a, rights);
    i64 tried = 0;
    for (i64 i = 0; OPS[i]; i++)
        for (int role = 0; role < ROLE_COUNT; role++) {
            if (role_may(role, OPS[i])) continue;
            rc got = try_op(f, OPS[i], &rights[role], false);
            if (got != RC_DENIED)
                test_fail(__FILE__, __LINE__, "%s did \"%s\": %s", ROLES[role].name, OPS[i]->name,
                          rc_name(got));
            EXPECT(strstr(f->e.msg, "your account may not") != NULL);
            tried++;
        }
    EXPECT(tried > 50);
}

/* Operations that make cases elsewhere, serve, or only print what is built in are left out here. */
TEST(roles_every_allowed_cell_is_let_through) {
    struct arena a = test_arena();
    struct rights rights[ROLE_COUNT];
    struct fixture *f = staffed(&a, rights);
    for (i64 i = 0; OPS[i]; i++)
        for (int role = 0; role < ROLE_COUNT; role++) {
            if (!role_may(role, OPS[i]) || OPS[i]->no_case || OPS[i]->local) continue;
            if (try_op(f, OPS[i], &rights[role], true) != RC_DENIED) continue;
            test_fail(__FILE__, __LINE__, "%s may not \"%s\": %s", ROLES[role].name, OPS[i]->name,
                      f->e.msg);
        }
}

/* Tables and files go out with the right to export, or not at all. */
TEST(roles_tables_need_the_right_to_export) {
    struct arena a = test_arena();
    struct rights rights[ROLE_COUNT];
    struct fixture *f = staffed(&a, rights);
    const struct op *op = op_find(S("claims"));
    for (int role = 0; role < ROLE_COUNT; role++) {
        struct arena perm = arena_make("try", 1LL << 32), perm0 = perm,
                     scratch = arena_make("try work", 1LL << 32);
        static const struct face FACE = {NULL,        no_row, no_words, no_bytes,
                                         no_progress, never,  NULL};
        struct op_ctx c = {.op = op,
                           .perm = &perm,
                           .scratch = scratch,
                           .face = &FACE,
                           .case_dir = f->case_dir,
                           .key_file = f->key,
                           .rights = &rights[role]};
        EXPECT_OK(args_parse(&c, (const char *const[]){"--csv"}, 1, &f->e));
        bool may = ROLES[role].perms >> PERM_EXPORT & 1;
        EXPECT_INT(op_run(&c, &f->e), may ? RC_OK : RC_DENIED);
        err_clear(&f->e);
        session_close(&c);
        arena_drop(perm0);
        arena_drop(scratch);
    }
}

/* In read-only mode nobody adds to the record but custodians about accounts. */
TEST(roles_read_only_mode_refuses_what_adds_to_the_record) {
    struct arena a = test_arena();
    struct rights rights[ROLE_COUNT];
    struct fixture *f = staffed(&a, rights);
    EXPECT_OK(CALL(f, "desk", "mode", "read-only"));
    for (int role = 0; role < ROLE_COUNT; role++) {
        struct rights r;
        EXPECT_OK(rights_of(f, role_account(role), &r));
        for (i64 i = 0; OPS[i]; i++) {
            enum perm p = OPS[i]->perm;
            bool adds = p == PERM_WRITE || p == PERM_REVIEW || p == PERM_PUBLISH ||
                        p == PERM_COMMENT || p == PERM_APPROVE ||
                        (p == PERM_OWN && role != ROLE_CUSTODIAN);
            if (adds) EXPECT_INT(try_op(f, OPS[i], &r, false), RC_DENIED);
        }
    }
}

/* ---- the page that people read ---- */

static const char *const PERM_WORDS[] = {"none",    "read", "export",  "write",   "review",
                                         "publish", "own",  "comment", "approve", "self"};

static void roles_head(struct buf *b) {
    static const struct {
        u32 bit;
        const char *words;
    } FIELDS[] = {{FIELD_NAMES, "names"},
                  {FIELD_CONTACT, "contact"},
                  {FIELD_MEDICAL, "medical"},
                  {FIELD_SENSITIVE, "sensitive"},
                  {FIELD_PLACE, "exact places"}};
    buf_puts(b, "# Who may do what\n\n"
                "Made from src/people/roles.def and the operations' declarations; each cell is "
                "tried by a test (src/flow/roles_test.c).\n\n"
                "Several roles of one account add up. Everybody with an account may do what "
                "concerns only that account (`self`).\n"
                "Whoever holds the key of the case, at the machine, may do everything "
                "(src/flow/claimed.h). What an account sees\n"
                "of the case is decided by its groups, not by its role; a custodian sees "
                "everything.\n\n"
                "| role | sees of persons and places |\n|---|---|\n");
    for (int i = 0; i < ROLE_COUNT; i++) {
        buf_fmt(b, "| %s |", ROLES[i].name);
        for (i64 k = 0; k < LEN(FIELDS); k++)
            if (ROLES[i].fields & FIELDS[k].bit) buf_fmt(b, " %s,", FIELDS[k].words);
        if (b->p[b->n - 1] == ',') b->n--;
        buf_puts(b, " |\n");
    }
}

static struct str doc(struct arena *a) {
    struct buf b = buf_make(a, 1 << 20);
    roles_head(&b);
    buf_puts(&b, "\n| operation | needs |");
    for (int i = 0; i < ROLE_COUNT; i++)
        buf_fmt(&b, " %s |", ROLES[i].name);
    buf_puts(&b, "\n|---|---|");
    for (int i = 0; i < ROLE_COUNT; i++)
        buf_puts(&b, "---|");
    for (i64 i = 0; OPS[i]; i++) {
        if (!OPS[i]->group[0] || OPS[i]->no_case) continue;
        CHECK(OPS[i]->perm < LEN(PERM_WORDS));
        buf_fmt(&b, "\n| `%s`%s | %s |", OPS[i]->name, OPS[i]->local ? " (at the machine)" : "",
                PERM_WORDS[OPS[i]->perm]);
        for (int role = 0; role < ROLE_COUNT; role++)
            buf_puts(&b, role_may(role, OPS[i]) ? " yes |" : " |");
    }
    buf_puts(&b,
             "\n\nFurther rules within an operation: `account passphrase` and `account totp` of "
             "somebody else need `own`;\n`claims --csv` needs `export`; `log`, `verify` of the "
             "case are for those who see all of it; an export is\napproved by somebody else "
             "than who asks for it.\n");
    return buf_str(&b);
}

TEST(roles_page_is_what_the_declarations_say) {
    struct arena a = test_arena();
    struct err e = {0};
    struct str want = doc(&a);
    if (getenv("UPDATE_GOLDEN")) EXPECT_OK(os_replace(DOC, 0644, want, &e));
    EXPECT_STR(test_file(&a, DOC), want);
}
