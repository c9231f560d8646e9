/* Names are in no row, text or table of whoever may not see names, and in those of whoever may. */
#include "flow/fixture.h"

#include "flow/fields.h"

static const char TEXT[] =
    "MARAT, March 10 - Interior ministry officials say they have found 14 bodies in Marat.\n\n"
    "\"They took my son on Monday,\" said Karim Daban, 51, a resident of Marat. Soldiers killed "
    "Selim Daban, 24, in Marat on Tuesday, his father said.";

struct seen {
    struct arena a;
    struct buf out;
};
static void put_row(void *self, const struct op *op, const struct json *row) {
    struct seen *s = self;
    (void)op;
    buf_put(&s->out, json_text(&s->a, row));
}
static void put_line(void *self, const char *line) {
    buf_puts(&((struct seen *)self)->out, line);
}
static void put_raw(void *self, struct str bytes) {
    buf_put(&((struct seen *)self)->out, bytes);
}

static struct str told(struct fixture *f, struct arena *a, u32 fields, const char *const *words) {
    struct seen s = {.a = *a};
    struct arena perm = arena_make("call", 1LL << 32), perm0 = perm,
                 scratch = arena_make("work", 1LL << 32);
    struct rights r = {S("Rana"), 1u << PERM_READ | 1u << PERM_EXPORT, 1, fields, false};
    struct face face = {.self = &s, .row = put_row, .say = put_line, .raw = put_raw};
    struct op_ctx c = {.perm = &perm,
                       .scratch = scratch,
                       .face = &face,
                       .case_dir = f->case_dir,
                       .key_file = f->key,
                       .actor = S("Rana"),
                       .rights = &r};
    struct err e = {0};
    i64 n = 0, used = 0;
    s.out = buf_make(a, 1 << 20);
    s.a = arena_split(a, 4 << 20);
    while (words[n])
        n++;
    c.op = args_find(words, n, &used);
    EXPECT_OK(args_parse(&c, words + used, n - used, &e));
    rc got = op_run(&c, &e);
    EXPECT(got == RC_OK || got == RC_NO);
    session_close(&c);
    arena_drop(perm0);
    arena_drop(scratch);
    return buf_str(&s.out);
}

TEST(fields_names_are_withheld_in_every_row) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_OK(CALL(f, "add", fixture_file(f, "r.txt", str_c(TEXT)), "--from", "Leyla Daban"));
    EXPECT_OK(CALL(f, "incidents"));
    if (!EXPECT(f->n > 0)) return;
    const char *code = cstr(&a, json_get_str(f->rows[0], "code"));
    const char *const *calls[] = {(const char *const[]){"items", NULL},
                                  (const char *const[]){"claims", NULL},
                                  (const char *const[]){"claims", "--csv", NULL},
                                  (const char *const[]){"show", "r.txt", "--text", NULL},
                                  (const char *const[]){"search", "resident", NULL},
                                  (const char *const[]){"trace", code, NULL},
                                  (const char *const[]){"show", code, NULL},
                                  (const char *const[]){"figures", NULL}};
    i64 with_names = 0;
    for (i64 i = 0; i < LEN(calls); i++) {
        struct str all = told(f, &a, FIELD_ALL, calls[i]);
        struct str none = told(f, &a, 0, calls[i]);
        with_names += str_has(all, S("Daban"));
        EXPECT(none.n > 0);
        if (str_has(none, S("Daban")) || str_has(none, S("Selim")) || str_has(none, S("Karim")))
            test_fail(__FILE__, __LINE__, "%s %s: %.*s", calls[i][0],
                      calls[i][1] ? calls[i][1] : "", SARG(str_sub(none, 0, 1500)));
    }
    EXPECT(with_names >= 4);
    /* those who speak in office have names for everybody */
    struct str none = told(f, &a, 0, (const char *const[]){"claims", NULL});
    EXPECT(str_has(none, S("Interior ministry officials")));
}
