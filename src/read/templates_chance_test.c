#include "base/t.h"
#include "read/templates_part.h"

static struct gathered *gathered_of(struct arena *a, const char *text) {
    return templates_gather(a, role_models_make(a), str_c(text));
}

static i32 chance(struct arena *a, const char *text, i32 kind) {
    i16 x[KIND_VALUES];
    const struct role_models *m = role_models_make(a);
    kind_values(gathered_of(a, text), kind, x);
    return forest_chance(&m->kinds, x);
}

TEST(a_bombing_is_likelier_a_bombing_than_a_kidnapping) {
    struct arena a = test_arena();
    const char *bomb = "A POWERFUL BOMB EXPLODED LAST NIGHT IN FRONT OF THE BANK OF DORVAN. POLICE "
                       "REPORTED THAT THE BOMB DAMAGED THE BUILDING AND WOUNDED A GUARD.";
    EXPECT(chance(&a, bomb, INCIDENT_BOMBING) > FOREST_ONE / 2);
    EXPECT(chance(&a, bomb, INCIDENT_KIDNAPPING) < FOREST_ONE / 10);
    EXPECT(chance(&a, "THE MINISTERS TALKED ABOUT TRADE.", INCIDENT_BOMBING) < FOREST_ONE / 10);
}

TEST(values_stand_where_the_forests_expect_them) {
    struct arena a = test_arena();
    struct gathered *g =
        gathered_of(&a, "GUERRILLAS KILLED MAYOR ILIN SORO WITH A RIFLE YESTERDAY.");
    i16 x[KIND_VALUES], y[FILL_VALUES];
    kind_values(g, INCIDENT_ATTACK, x);
    EXPECT_INT(x[0], INCIDENT_ATTACK);
    EXPECT_INT(x[1], g->doc[INCIDENT_ATTACK]);
    EXPECT_INT(x[KIND_VALUES - 3], 1);         /* sentences */
    EXPECT_INT(x[KIND_VALUES - 2], g->r->t.n); /* words and marks */
    if (!EXPECT(g->f[SLOT_VICTIM].n > 0)) return;
    g->chance[INCIDENT_ATTACK] = FOREST_ONE / 2;
    fill_values(g, INCIDENT_ATTACK, SLOT_VICTIM, 0, y);
    EXPECT_INT(y[0], SLOT_VICTIM);
    EXPECT_INT(y[1], g->f[SLOT_VICTIM].v[0].score);
    EXPECT_INT(y[24], FOREST_ONE / 8);
}
