/* Who is of one origin, and why. */
#include "method/made_test.h"

TEST(independence_must_be_established) {
    EXPECT_INT(fold(&(struct made[]){two_independent()}[0]).origins, 2);
    struct made m = two_independent();
    m.in.tuples[1].reviewed = false;
    struct method_output o = fold(&m);
    EXPECT_INT(o.origins, 1);
    EXPECT(o.figures[0].accounts == METHOD_SEVERAL_ONE_ORIGIN);
    EXPECT_INT(o.figures[0].unreviewed, 1);
    static const char *const none[] = {"registered", "owner", "side", "speaker side", "text"};
    for (int i = 0; i < LEN(none); i++) {
        m = two_independent();
        if (i == 0) m.in.publications[1].registered = false;
        if (i == 1) m.in.publications[1].owner = S("");
        if (i == 2) m.in.publications[1].side = S("");
        if (i == 3) m.in.voices[1].side = S("");
        if (i == 4) m.in.voices[1].text = S("");
        o = fold(&m);
        EXPECT_INT(o.origins, 1);
        EXPECT(o.pairs[0].tie == METHOD_TIE_UNKNOWN);
    }
    m = two_independent();
    m.in.voices[1].publication = -1;
    EXPECT_INT(fold(&m).origins, 1);
}

static struct str only_reason(struct made *m) {
    struct method_output o = fold(m);
    EXPECT_INT(o.npairs, 1);
    EXPECT_INT(o.origins, 1);
    EXPECT(o.pairs[0].tie == METHOD_TIE_KNOWN);
    return o.pairs[0].reason;
}

TEST(known_ties_say_why) {
    struct made m = two_independent();
    m.in.publications[1].owner = S("owner p");
    EXPECT_STR(only_reason(&m), S("same owner"));
    m = two_independent();
    m.in.voices[1].speaker = S("resident");
    EXPECT_STR(only_reason(&m), S("one speaker"));
    m = two_independent();
    m.in.voices[1].text = S("t1");
    EXPECT_STR(only_reason(&m), S("one text: a repost or shared copy"));
    m = two_independent();
    m.in.voices[1].publication = 0;
    EXPECT_STR(only_reason(&m), S("same publication"));
    m = two_independent();
    feeds(&m, 1, "s-p");
    EXPECT_STR(only_reason(&m), S("one carries the copy of the other"));
    m = two_independent();
    i64 wire = publication(&m, "s-w", "owner w", "none");
    feeds(&m, 0, "s-w");
    feeds(&m, 1, "s-w");
    EXPECT_INT(wire, 2);
    EXPECT_STR(only_reason(&m), S("both carry the copy of a third"));
}

TEST(sides_tie_publications_and_speakers) {
    struct made m = two_independent();
    m.in.publications[0].side = m.in.publications[1].side = S("a-1");
    EXPECT_STR(only_reason(&m), S("same side"));
    m = two_independent(); /* a side's spokesman in a neutral paper, and the side's own medium */
    m.in.voices[0].side = S("a-1");
    m.in.publications[1].side = S("a-1");
    EXPECT_STR(only_reason(&m), S("same side"));
    m = two_independent();
    ally(&m, "a-1", "a-2");
    ally(&m, "a-3", "a-2");
    m.in.publications[0].side = S("a-1");
    m.in.publications[1].side = S("a-3");
    EXPECT_STR(only_reason(&m), S("allied sides"));
    m.in.publications[1].side = S("a-9"); /* the other side: as independent as can be */
    EXPECT_INT(fold(&m).origins, 2);
}

TEST(a_publication_quoted_by_another_is_one_speaker) {
    struct made m = two_independent();
    m.in.voices[0].speaker = S(""); /* p in its own words */
    m.in.voices[1].speaker = S("s-p");
    EXPECT_STR(only_reason(&m), S("one speaker"));
}

TEST(an_account_of_which_nothing_is_known_changes_nothing) {
    struct made m = two_independent();
    i64 p = publication(&m, "s-x", "", "");
    says(&m, voice(&m, p, "somebody", "", "t3"), "c-3", 30, 30);
    struct method_output o = fold(&m);
    EXPECT_INT(o.origins, 2);
    EXPECT_INT(o.figures[0].max, 30);
}

TEST(one_account_is_one_speaker_in_one_text) {
    struct made m = made();
    i64 p = publication(&m, "s-p", "owner", "none"), q = publication(&m, "s-q", "owner q", "none");
    says(&m, voice(&m, p, "voskel", "a-1", "t1"), "c-1", 7, 7);
    says(&m, voice(&m, q, "voskel", "a-1", "t1"), "c-2", 7, 7); /* reposted */
    EXPECT(fold(&m).accounts == METHOD_ONE_ACCOUNT);
    says(&m, voice(&m, q, "voskel", "a-1", "t2"), "c-3", 7,
         7); /* another text of the same publication */
    EXPECT(fold(&m).accounts == METHOD_SEVERAL_ONE_ORIGIN);
}

TEST(property_a_repost_never_raises_origins) {
    struct arena whole = test_arena(), scratch = test_arena();
    for (u64 seed = 1; seed <= 400; seed++) {
        struct made m = random_case(whole, scratch, seed);
        struct method_output before = fold(&m);
        i64 from = below(m.in.ntuples);
        struct method_tuple t = m.in.tuples[from];
        struct method_voice v = m.in.voices[t.voice];
        i64 p = publication(&m, "s-new", "new owner",
                            "none"); /* registered, of no side: the strongest case */
        struct method_voice w = {
            .publication = p, .speaker = v.speaker, .side = v.side, .text = v.text};
        if (!w.speaker.n && v.publication >= 0) w.speaker = m.in.publications[v.publication].id;
        *PUSH(&m.a, m.in.voices, m.in.nvoices, m.vcap) = w;
        t.claim = S("c-repost");
        t.voice = m.in.nvoices - 1;
        *PUSH(&m.a, m.in.tuples, m.in.ntuples, m.tcap) = t;
        struct method_output after = fold(&m);
        if (!m.in.tuples[from].left_out.n) EXPECT(after.origins <= before.origins);
        for (i64 i = 0;
             i < after.nfigures && i < before.nfigures && after.nfigures == before.nfigures; i++)
            EXPECT(after.figures[i].origins <= before.figures[i].origins);
    }
}
