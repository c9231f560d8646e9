#include "base/t.h"
#include "read/roles.h"

static struct role_text *scenes_of(struct arena *a, const char *text) {
    const struct role_models *m = role_models_make(a);
    struct role_text *r = role_text_make(a, m->caseless, str_c(text));
    scene_scores(a, &m->scenes, r);
    return r;
}

TEST(scenes_are_the_sentences_that_tell_of_an_incident) {
    struct arena a = test_arena();
    struct role_text *r =
        scenes_of(&a, "THE MINISTER PRAISED THE HARVEST. A BOMB EXPLODED AT THE KALEN BANK IN "
                      "MARAT LAST NIGHT, DESTROYING THE BUILDING. THE MARKET IS OPEN.");
    i32 kind, other;
    if (!EXPECT_INT(r->s.n, 3)) return;
    EXPECT(scene_best(r, 1, &kind) > scene_best(r, 0, &other));
    EXPECT(scene_best(r, 1, &kind) > scene_best(r, 2, &other));
    EXPECT_INT(kind, INCIDENT_BOMBING);
}

TEST(scene_features_are_given_once_and_within_bounds) {
    struct arena a = test_arena();
    struct role_text *r = scenes_of(&a, "gunmen shot a judge. the judge died. gunmen fled.");
    u32 f[SCENE_FEATURES], g[SCENE_REPORT_FEATURES];
    i32 n = scene_features(r, 0, f);
    EXPECT(n > 10 && n <= SCENE_FEATURES);
    for (i32 i = 0; i < n; i++)
        for (i32 k = 0; k < i; k++)
            EXPECT(f[i] != f[k]);
    EXPECT_INT(scene_report_features(r, g), SCENE_REPORT_FEATURES);
}

TEST(a_report_without_words_has_no_scenes) {
    struct arena a = test_arena();
    struct role_text *r = scenes_of(&a, "");
    u32 g[SCENE_REPORT_FEATURES];
    EXPECT_INT(r->s.n, 0);
    EXPECT_INT(scene_report_features(r, g), SCENE_REPORT_FEATURES);
}
