#include "publish/fixture.h"
#include "publish/say.h"

#include "base/t.h"

TEST(say_range_reads) {
    struct arena a = test_arena();
    EXPECT_STR(say_range(&a, 14, 14), S("14"));
    EXPECT_STR(say_range(&a, 14, 21), S("14–21"));
    EXPECT_STR(say_range(&a, 36, COUNT_OPEN), S("36 or more"));
    EXPECT_STR(say_range(&a, 0, 30), S("up to 30"));
    EXPECT_STR(say_range(&a, 44000, 1250000), S("44,000–1,250,000"));
    EXPECT_STR(say_plural(&a, 1, "claim", "claims"), S("1 claim"));
}

TEST(say_counted_asserts_nothing) {
    struct arena a = test_arena();
    EXPECT_STR(say_counted(&a, WHAT_KILLED, WHO_UNKNOWN, false), S("people reported killed"));
    EXPECT_STR(say_counted(&a, WHAT_KILLED, WHO_CHILD, true), S("child reported killed"));
    EXPECT_STR(say_counted(&a, WHAT_BODIES, WHO_CIVILIAN, false),
               S("bodies reported found, described as of civilians"));
    EXPECT_STR(say_counted(&a, WHAT_DEPOTS, WHO_UNKNOWN, false), S("depots reported"));
    for (int what = 0; what <= WHAT_DEVICES; what++)
        for (int who = 0; who <= WHO_OFFICIAL; who++)
            EXPECT(str_has(say_counted(&a, (enum what)what, (enum who)who, false), S("reported")));
}

static struct str headline(struct arena *a, enum kind k, i64 figure) {
    struct fixture f = fx_case(a);
    f.b.incidents[0].kind = k;
    if (figure < 0) f.b.nfigures = 0;
    struct publish_opts *o = NEW(a, struct publish_opts);
    *o = (struct publish_opts){.policy = publish_policy_default(), .draft = true};
    struct site s = {
        .perm = a, .scratch = arena_make("site", 64 << 20), .full = &f.b, .b = &f.b, .o = o};
    site_index(&s);
    return str_dup(a, say_headline(a, &s, 0));
}

TEST(say_headline_is_a_neutral_noun_phrase) {
    struct arena a = test_arena();
    EXPECT_STR(headline(&a, KIND_bodies_found, 0), S("Reported: 14 bodies found, Marat"));
    EXPECT_STR(headline(&a, KIND_mass_grave, 0),
               S("Reported: mass grave (14 bodies reported found), Marat"));
    EXPECT_STR(headline(&a, KIND_torture, 0), S("Alleged: torture, Marat"));
    EXPECT_STR(headline(&a, KIND_territorial_control, 0),
               S("Claimed: control of territory, Marat"));
    EXPECT_STR(headline(&a, KIND_killing, -1), S("Reported: people killed, Marat"));
    EXPECT_STR(headline(&a, KIND_testimony, -1), S("Reported: accounts given, Marat"));
}
