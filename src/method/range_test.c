/* range@1: ends, parts, corrections; and what holds for any input. */
#include "method/made_test.h"

TEST(range_goes_from_lowest_to_highest_with_its_claims) {
    struct made m = two_independent();
    struct method_output o = fold(&m);
    if (!EXPECT(o.nfigures == 1)) return;
    struct method_figure *f = &o.figures[0];
    EXPECT_INT(f->min, 14);
    EXPECT_INT(f->max, 21);
    EXPECT_STR(f->min_claims[0], S("c-1"));
    EXPECT_STR(f->max_claims[0], S("c-2"));
    EXPECT_INT(f->nmin_claims + f->nmax_claims, 2);
    EXPECT_INT(f->nclaims, 2);
    EXPECT_INT(f->unreviewed, 0);
    EXPECT(str_starts(f->id, S("f-")) && f->id.n == 34);
}

TEST(an_open_end_stays_open) {
    struct made m = two_independent();
    m.in.tuples[0].max = METHOD_OPEN;
    struct method_output o = fold(&m);
    EXPECT_INT(o.figures[0].min, 14);
    EXPECT_INT(o.figures[0].max, METHOD_OPEN);
    EXPECT_INT(o.figures[0].nmax_claims, 1);
    EXPECT_STR(o.figures[0].max_claims[0], S("c-1"));
}

TEST(things_and_groups_are_figures_apart) {
    struct made m = two_independent();
    m.in.tuples[1].what = S("bodies");
    says(&m, 0, "c-3", 3, 3)->who = S("child");
    struct method_output o = fold(&m);
    EXPECT_INT(o.nfigures, 3);
    EXPECT_STR(o.figures[0].what, S("bodies"));
    EXPECT_STR(o.figures[1].who, S("child"));
    EXPECT_INT(o.figures[2].max, 14);
}

TEST(a_part_never_enters_its_whole) {
    struct made m = two_independent();
    struct method_tuple *part = says(&m, 0, "c-3", 5, 5);
    part->who = S("child");
    part->whole = S("unknown");
    struct method_tuple *same =
        says(&m, 0, "c-4", 2, 2); /* "two of them": of nobody in particular */
    same->whole = S("unknown");
    struct method_tuple *own = says(&m, 0, "c-5", 1, 1);
    own->who = own->whole = S("civilian");
    struct method_output o = fold(&m);
    if (!EXPECT(o.nfigures == 2)) return;
    EXPECT_STR(o.figures[0].who, S("child"));
    EXPECT_INT(o.figures[0].max, 5);
    EXPECT_INT(o.figures[1].min, 14);
    EXPECT_INT(o.figures[1].max, 21);
    EXPECT_INT(o.figures[1].nclaims, 2);
}

TEST(what_is_left_out_counts_nothing) {
    struct made m = two_independent();
    struct method_tuple *t = says(&m, 0, "c-3", 0, 0);
    t->left_out = S("a denial");
    struct method_output o = fold(&m);
    EXPECT_INT(o.figures[0].min, 14);
    EXPECT(o.accounts == METHOD_INDEPENDENT);
    m.in.tuples[0].left_out = m.in.tuples[1].left_out = S("withdrawn");
    o = fold(&m);
    EXPECT_INT(o.nfigures, 0);
    EXPECT(o.accounts == METHOD_ONE_ACCOUNT);
}

TEST(a_correction_replaces_the_same_speakers_earlier_number_only) {
    struct made m = two_independent();
    struct method_tuple *c = says(&m, 0, "c-3", 9, 9);
    c->corrects = true;
    c->said = 20;
    m.in.tuples[0].said = 10;
    m.in.tuples[1].said = 10;
    struct method_output o = fold(&m);
    EXPECT(o.superseded[0] != NULL);
    EXPECT(o.superseded[1] == NULL);
    EXPECT_INT(o.figures[0].min, 9);
    EXPECT_INT(o.figures[0].max, 21);
    m.in.tuples[0].said = 30; /* said after the correction */
    EXPECT(fold(&m).superseded[0] == NULL);
    m.in.tuples[0].said = METHOD_DAY_NONE;
    EXPECT(fold(&m).superseded[0] == NULL);
    m.in.tuples[0].said = 10;
    m.in.tuples[2].corrects = false; /* a higher toll later, not called a correction */
    EXPECT(fold(&m).superseded[0] == NULL);
}

TEST(property_the_order_of_the_input_does_not_matter) {
    struct arena whole = test_arena(), scratch = test_arena();
    for (u64 seed = 1; seed <= 300; seed++) {
        struct made m = random_case(whole, scratch, seed);
        struct method_output o = fold(&m);
        struct str before = all_figures(&m.a, &o);
        for (i64 i = m.in.ntuples - 1; i > 0; i--) {
            i64 k = below(i + 1);
            struct method_tuple t = m.in.tuples[i];
            m.in.tuples[i] = m.in.tuples[k];
            m.in.tuples[k] = t;
        }
        for (i64 i = m.in.nvoices - 1; i > 0; i--) { /* voices change their numbers too */
            i64 k = below(i + 1);
            struct method_voice v = m.in.voices[i];
            m.in.voices[i] = m.in.voices[k];
            m.in.voices[k] = v;
            for (i64 t = 0; t < m.in.ntuples; t++) {
                i64 *at = &m.in.tuples[t].voice;
                *at = *at == i ? k : *at == k ? i : *at;
            }
        }
        o = fold(&m);
        EXPECT_STR(all_figures(&m.a, &o), before);
    }
}

TEST(property_parts_and_denials_change_no_whole) {
    struct arena whole = test_arena(), scratch = test_arena();
    for (u64 seed = 1; seed <= 300; seed++) {
        struct made m = random_case(whole, scratch, seed);
        struct method_output o = fold(&m);
        struct str before = all_figures(&m.a, &o);
        struct method_tuple *t = says(&m, below(6), "c-zz", 0, 1000);
        t->who = t->whole = S("civilian");
        t->reviewed = false;
        struct method_tuple *d = says(&m, 0, "c-zy", 0, 0);
        d->left_out = S("a denial");
        o = fold(&m);
        for (i64 i = 0; i < o.nfigures; i++)
            EXPECT(o.figures[i].max != 1000);
        struct json *was;
        struct err e = {0};
        EXPECT_OK(json_read(&m.a, before, &was, &e));
        EXPECT_INT(was->n - 2, o.nfigures);
    }
}
