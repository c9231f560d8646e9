#include "base/json.h"
#include "base/t.h"
#include "read/templates.h"

static struct templates read_of(struct arena *a, const char *text) {
    struct arena scratch = arena_make("test-scratch", 1 << 28);
    struct templates t = templates_read(a, scratch, role_models_make(a), str_c(text));
    arena_drop(scratch);
    return t;
}

static const char BOMB[] =
    "POLICE REPORTED THAT A POWERFUL BOMB EXPLODED LAST NIGHT IN FRONT OF THE BANK OF DORVAN, "
    "CAUSING DAMAGE TO THE BUILDING. THE BOMB WAS PLACED BY GUERRILLAS. NOBODY WAS HURT.";

TEST(templates_tell_a_bombing) {
    struct arena a = test_arena();
    struct templates t = read_of(&a, BOMB);
    if (!EXPECT(t.n >= 1)) return;
    EXPECT_INT(t.v[0].type, INCIDENT_BOMBING);
    bool bomb = false;
    for (i32 i = 0; i < t.v[0].n[SLOT_WEAPON]; i++) {
        struct span s = t.v[0].fill[SLOT_WEAPON][i].span;
        bomb = bomb || str_has(str_sub(str_c(BOMB), s.start, s.end), S("BOMB"));
    }
    EXPECT(bomb);
}

TEST(templates_are_none_where_nothing_happened) {
    struct arena a = test_arena();
    EXPECT_INT(read_of(&a, "THE MINISTERS OF KALEN AND DORVAN MET IN MARAT TO TALK ABOUT TRADE AND "
                           "THE PRICE OF COFFEE. THEY WILL MEET AGAIN IN MARCH.")
                   .n,
               0);
    EXPECT_INT(read_of(&a, "").n, 0);
}

TEST(templates_are_the_same_in_any_case) {
    struct arena a = test_arena();
    struct templates t = read_of(&a, BOMB), u = read_of(&a, cstr(&a, str_lower(&a, str_c(BOMB))));
    EXPECT_INT(t.n, u.n);
    for (i32 i = 0; i < t.n && i < u.n; i++)
        for (i32 slot = 0; slot < SLOTS; slot++)
            EXPECT_INT(t.v[i].n[slot], u.v[i].n[slot]);
}

TEST(template_json_is_one_line_of_lower_case_words) {
    struct arena a = test_arena();
    struct arena scratch = arena_make("test-scratch", 1 << 24);
    struct template t = {.type = INCIDENT_ARSON};
    struct templates all = {&t, 1};
    struct buf b = buf_make(&a, 4096);
    struct str text = S("THE\nDORVAN FRONT");
    t.n[SLOT_PERP_ORG] = 1;
    t.fill[SLOT_PERP_ORG][0] = (struct template_fill){{0, 16}, 0, HOW_CLAIMED};
    template_json(&b, scratch, S("X-1"), text, &all);
    EXPECT_STR(
        buf_str(&b),
        S("{\"docid\":\"X-1\",\"templates\":[{\"incident_type\":\"arson\",\"PerpInd\":[],"
          "\"PerpOrg\":[[[\"the dorvan front\",0]]],\"Target\":[],\"Victim\":[],\"Weapon\":[],"
          "\"PerpOrgStatus\":[\"CLAIMED OR ADMITTED\"]}]}\n"));
    arena_drop(scratch);
}

TEST(templates_trace_says_type_and_fills) {
    struct arena a = test_arena();
    struct arena scratch = arena_make("test-scratch", 1 << 28);
    struct buf b = buf_make(&a, 4096);
    templates_trace(&b, scratch, str_c(BOMB));
    EXPECT(str_starts(buf_str(&b), S("template bombing ")));
    EXPECT(str_has(buf_str(&b), S("Weapon ")));
    arena_drop(scratch);
}

TEST(templates_are_none_for_what_is_too_long) {
    struct arena a = test_arena();
    struct buf b = buf_make(&a, 2 * TEMPLATE_BYTES_MAX);
    while (buf_str(&b).n <= TEMPLATE_BYTES_MAX)
        buf_puts(&b, BOMB);
    EXPECT_INT(read_of(&a, cstr(&a, buf_str(&b))).n, 0);
}
