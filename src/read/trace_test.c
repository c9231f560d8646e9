#include "read/testing.h"

TEST(trace_shows_every_stage) {
    struct arena a = test_arena();
    struct str t =
        sample_trace(&a, "The mayor said that at least 12 people were killed on 5 March 2031.");
    EXPECT(str_has(t, S("S0 kind=0")));
    EXPECT(str_has(t, S("  words The/DET mayor/NOUN said/VERB that/SCONJ")));
    EXPECT(str_has(t, S("  number <at least 12> 12 to open")));
    EXPECT(str_has(t, S("  date <on 5 March 2031> 2031-03-05 to 2031-03-05\n")));
    EXPECT(str_has(t, S("[NP:n12--1 at least 12 people")));
    EXPECT(str_has(t, S("  attribution source <The mayor> cue <said> content <")));
    EXPECT(str_has(t, S("<The mayor>")) && str_has(t, S("\"kind\":\"killing\"")));
}
