#include "read/testing.h"

TEST(trace_shows_every_stage) {
    struct arena a = test_arena();
    struct str t = sample_trace(&a, "The mayor said that 12 people were killed.");
    EXPECT(str_has(t, S("S0 kind=0")) && str_has(t, S("[NP:n12-12 12 people")) &&
           str_has(t, S("<The mayor>")) && str_has(t, S("\"kind\":\"killing\"")));
}
