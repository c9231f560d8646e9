#include "base/t.h"
#include "read/templates_part.h"

TEST(gather_keeps_the_best_string_of_each_entity) {
    struct arena a = test_arena();
    const struct role_models *m = role_models_make(&a);
    struct gathered *g = templates_gather(
        &a, m,
        S("GUERRILLAS OF THE DORVAN PEOPLE'S FRONT KILLED MAYOR ILIN SORO WITH A RIFLE YESTERDAY. "
          "MAYOR SORO WAS KILLED IN KALEN."));
    EXPECT(g->f[SLOT_VICTIM].n > 0 && g->f[SLOT_VICTIM].n <= PER_SLOT);
    for (i32 slot = 0; slot < SLOTS; slot++)
        for (i32 i = 0; i < g->f[slot].n; i++) {
            if (i) EXPECT(g->f[slot].v[i].score <= g->f[slot].v[i - 1].score);
            for (i32 k = 0; k < i; k++)
                EXPECT(!role_same(g->r, g->f[slot].v[i].item, g->f[slot].v[k].item));
        }
}

TEST(gather_finds_nothing_in_nothing) {
    struct arena a = test_arena();
    struct gathered *g = templates_gather(&a, role_models_make(&a), S(""));
    for (i32 slot = 0; slot < SLOTS; slot++)
        EXPECT_INT(g->f[slot].n, 0);
}

TEST(kidnapping_has_no_target_and_arson_no_weapon) {
    EXPECT(!template_has(INCIDENT_KIDNAPPING, SLOT_TARGET));
    EXPECT(!template_has(INCIDENT_KIDNAPPING, SLOT_WEAPON));
    EXPECT(template_has(INCIDENT_KIDNAPPING, SLOT_VICTIM));
    EXPECT(!template_has(INCIDENT_ARSON, SLOT_WEAPON));
    EXPECT(template_has(INCIDENT_ARSON, SLOT_TARGET));
    EXPECT(template_has(INCIDENT_BOMBING, SLOT_WEAPON));
}
