/* Words as whoever asks may see them. */
#include "flow/shown.h"

#include "flow/fixture.h"
#include "store/slice.h"

TEST(names_and_exact_places_are_withheld_by_field_groups) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_OK(CALL(f, "add",
                   fixture_file(f, "r.txt",
                                S("Marta Velin, a resident, said that 21 bodies were found in "
                                  "Marat. Marta Velin left.\n"))));
    EXPECT_OK(CALL(f, "items"));
    struct str item = str_dup(&a, json_get_str(f->rows[0], "outside"));
    struct rights r = {.perms = 1u << PERM_READ, .reach = -1};
    struct arena perm = arena_make("test", 1LL << 32), whole = perm,
                 scratch = arena_make("test", 1LL << 32);
    struct op_ctx c = {.perm = &perm,
                       .scratch = scratch,
                       .case_dir = f->case_dir,
                       .key_file = f->key,
                       .rights = &r};
    struct slice want = {.items = &item, .nitems = 1, .with = SLICE_TEXTS | SLICE_ITEM_CLAIMS};
    struct book *b;
    struct shown x;
    EXPECT_OK(session_slice(&c, &want, &b, &f->e));
    struct span all = {0, (u32)b->items[0].text.n};
    shown_make(&c, b, &x);
    EXPECT(!str_has(shown_words(&perm, &x, 0, all), S("Velin")));
    EXPECT(str_has(shown_words(&perm, &x, 0, all), S("21 bodies")));
    EXPECT(!str_has(shown_text(&perm, &x, S("ask Marta Velin again")), S("Velin")));
    EXPECT_STR(shown_words(&perm, &x, 0, (struct span){0}), S(""));
    r.fields = FIELD_ALL;
    shown_make(&c, b, &x);
    EXPECT(!x.masked);
    EXPECT(str_has(shown_words(&perm, &x, 0, all), S("Velin")));
    EXPECT_STR(shown_term(&x, "role", ROLE_RESIDENT), S("resident"));
    session_close(&c);
    arena_drop(whole);
    arena_drop(scratch);
}
