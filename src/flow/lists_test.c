#include "flow/lists.h"

#include "base/t.h"

static struct rights nobody = {.reach = 1, .perms = 1u << PERM_READ};

TEST(lists_withhold_names_contacts_and_withdrawn_ones) {
    struct arena a = test_arena();
    struct op_ctx c = {.perm = &a, .scratch = arena_split(&a, 1 << 20)};
    struct person_field f[] = {
        {.field = S("full"), .value = S("Ilin Soro"), .column = S("B"), .of = -1},
        {.field = S("id"), .value = S("X1"), .column = S("C"), .of = -1},
        {.field = S("age"), .value = S("34"), .column = S("D"), .of = -1}};
    struct person p = {.id = S("n-1"), .item = S("m-1"), .line = 7, .fields = f, .nfields = 3};
    struct str all = json_text(&a, person_json(&c, &p));
    EXPECT(str_has(all, S("\"cell\":\"B7\"")) && str_has(all, S("X1")));
    c.rights = &nobody;
    struct str some = json_text(&a, person_json(&c, &p));
    EXPECT(!str_has(some, S("Ilin")) && !str_has(some, S("X1")) && str_has(some, S("\"34\"")));
    EXPECT(str_has(some, S("name withheld")));
    c.rights = NULL;
    p.name_withdrawn = true;
    EXPECT(!str_has(json_text(&a, person_json(&c, &p)), S("Ilin")));
    struct person_line l = {.name = S("Ilin Soro")};
    EXPECT_STR(person_shown(&c, &l), S("Ilin Soro"));
    l.name_withdrawn = true;
    EXPECT_INT(person_shown(&c, &l).n, 0);
}
