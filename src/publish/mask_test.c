#include "publish/fixture.h"
#include "publish/mask_words.h"

#include "base/t.h"

static struct masks build(struct arena *a, const struct fixture *f, enum policy_names names) {
    struct publish_policy p = publish_policy_default();
    p.names = names;
    struct arena scratch = arena_make("scratch", 256 << 20);
    struct masks m;
    masks_build(a, scratch, &f->b, &p, &m);
    arena_drop(scratch);
    return m;
}

/* The whole text of an item as it would be shown. */
static struct str shown(struct arena *a, const struct masks *m, i64 item) {
    return mask_span(a, m, item, (struct span){0, (u32)m->b->items[item].text.n});
}

static struct str masked(struct arena *a, const char *text) {
    struct fixture f = fx_make(a);
    i64 land = fx_place(&f, "Tavria", "", PRECISION_COUNTRY, 0, 0);
    (void)land;
    fx_place(&f, "Marat", "Tavria", PRECISION_CITY, 1, 1);
    fx_party(&f, "Lower Front", "Sons of the Marsh");
    fx_publication(&f, "Harbour Post", "");
    fx_item(&f, 0, "2031-03-12", "en", text);
    fx_done(&f);
    struct masks *m = NEW(a, struct masks);
    *m = build(a, &f, NAMES_MASK);
    struct fixture *keep = NEW(a, struct fixture);
    *keep = f;
    m->b = &keep->b;
    return shown(a, m, 0);
}

#define M MASK_SHOWN

TEST(mask_finds_names_by_spelling) {
    struct arena a = test_arena();
    EXPECT_STR(masked(&a, "It was said that Tavik Orrelan had died."),
               S("It was said that " M " had died."));
    EXPECT_STR(masked(&a, "They met Mr Dremov there."), S("They met Mr " M " there."));
    EXPECT_STR(masked(&a, "They met his sister Melide there."),
               S("They met his sister " M " there."));
    EXPECT_STR(masked(&a, "With them was Jorin, 34, a baker."),
               S("With them was " M ", 34, a baker."));
    EXPECT_STR(masked(&a, "It named Omar bin Sulek Haddad there."), S("It named " M " there."));
    EXPECT_STR(masked(&a, "It named J. Maskelet and Anna-Lena Vos."),
               S("It named " M " and " M "."));
    EXPECT_STR(masked(&a, "В городе погиб Андрей Соколенко из района."),
               S("В городе погиб " M " из района."));
    EXPECT_STR(masked(&a, "وأكد الدكتور سامر نجيب ذلك"), S("وأكد الدكتور " M " ذلك"));
}

/* Agency copy in capitals: only what a title, a claim or an ordinary-word list can tell. */
TEST(mask_keeps_capitals_readable) {
    struct arena a = test_arena();
    EXPECT_STR(
        masked(&a, "POLICE SOURCES SAID THAT COLONEL TAVIK ORRELAN ANNOUNCED THAT SIX PEOPLE\n"
                   "WERE KILLED BY SOLDIERS OF THE LOWER FRONT IN THE CITY OF MARAT LAST WEEK.\n"),
        S("POLICE SOURCES SAID THAT COLONEL " M " ANNOUNCED THAT SIX PEOPLE\n"
          "WERE KILLED BY SOLDIERS OF THE LOWER FRONT IN THE CITY OF MARAT LAST WEEK.\n"));
}

/* A family name that is also a word: withheld where its capital is its own. */
TEST(mask_knows_names_that_are_words) {
    struct arena a = test_arena();
    EXPECT_STR(
        masked(&a,
               "A rose grew there. It was said that Tavik Rose had died. Later Rose was buried."),
        S("A rose grew there. It was said that " M " had died. Later " M " was buried."));
}

TEST(mask_leaves_places_parties_and_bodies) {
    struct arena a = test_arena();
    static const char *const PLAIN[] = {
        "The Lower Front answered the Harbour Post in Marat on Tuesday.",
        "People of the National Forensic Institute came to the Supreme Court.",
        "They fled to Buenos Aires and New York in March.",
        "It happened in the Rope Walk neighbourhood near Heron Bridge.",
        "Soldiers of the 4th Brigade stood there. More than 40 people died.",
        "However, Syrian and Russian officials said no."};
    for (i64 i = 0; i < LEN(PLAIN); i++)
        EXPECT_STR(masked(&a, PLAIN[i]), str_c(PLAIN[i]));
}

TEST(mask_follows_a_name_through_the_case) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct masks m = build(&a, &f, NAMES_MASK);
    static const char *const GONE[] = {"Orrelan", "Tavik",  "Melide", "Maskelet", "Jorin",
                                       "Quilla",  "Dremov", "القصبي", "سامر"};
    for (i64 i = 0; i < f.b.nitems; i++)
        for (i64 k = 0; k < LEN(GONE); k++)
            if (!EXPECT(!str_has(shown(&a, &m, i), str_c(GONE[k]))))
                test_fail(__FILE__, __LINE__, "%s", GONE[k]);
    EXPECT(str_has(shown(&a, &m, 0), S("Dr Ilin Soro, head of the provincial mortuary")));
    EXPECT(str_has(shown(&a, &m, 1), S("Commander Hask Vuren, the spokesman of the Lower Front")));
    EXPECT(str_has(shown(&a, &m, 0),
                   S("One of the dead was " M ", a baker, his sister " M " told the agency.")));
    EXPECT(str_has(shown(&a, &m, 2), S("Mr " M ", 54, wept. " M " had been his neighbour.")));
    EXPECT_STR(mask_text(&a, &m, S("report on orrelan.txt")), S("report on " M ".txt"));
    EXPECT(mask_betrays(a, &m, S("https://post.invalid/2031/orrelan-killed")));
    EXPECT(!mask_betrays(a, &m, S("https://post.invalid/2031/news")));
}

TEST(mask_obeys_the_policy) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct masks all = build(&a, &f, NAMES_OFFICIALS_TOO), none = build(&a, &f, NAMES_SHOW);
    EXPECT(!str_has(shown(&a, &all, 0), S("Soro")));
    EXPECT(!str_has(shown(&a, &all, 1), S("Vuren")));
    EXPECT(str_has(shown(&a, &none, 0), S("Tavik Orrelan")));
    EXPECT_INT(none.names, 0);
}

/* Coordinates and addresses in words, by the precision that the claim gives them. */
TEST(mask_withholds_exact_places) {
    struct arena a = test_arena();
    struct fixture f = fx_make(&a);
    i64 house = fx_place(&f, "Tanner Row", "", PRECISION_EXACT, 1, 1);
    i64 item = fx_item(&f, -1, "", "en", "Two people died at Tanner Row 12, they said.\n");
    i64 c = fx_claim(&f, item, KIND_death, "", ROLE_UNKNOWN, "Two people died at Tanner Row 12",
                     "died");
    fx_where(&f, c, "Tanner Row 12", house);
    fx_done(&f);
    struct masks m = build(&a, &f, NAMES_MASK);
    struct mask hit;
    EXPECT_STR(shown(&a, &m, item), S("Two people died at " M ", they said.\n"));
    EXPECT(mask_next(&m, item, 0, 100, &hit) && hit.kind == MASK_PLACE);
    EXPECT(!mask_next(&m, item, hit.span.end, 1000, &hit));
}

TEST(mask_words_cuts_text) {
    struct arena a = test_arena();
    struct map lists = mask_lists(&a);
    struct mwords w =
        mask_words(&a, &lists, S("The general's O'Neil-Haddad, said: Sana’a. Dr Ada"));
    EXPECT_INT(w.n, 8);
    EXPECT_STR(w.w[1].folded, S("general"));
    EXPECT(mword_is(&w.w[1], LIST_TITLE) && !w.w[1].capital);
    EXPECT_STR(w.w[3].folded, S("oneil haddad"));
    EXPECT(w.w[5].capital && w.w[5].first);
    EXPECT(w.w[6].first && w.w[7].joined && !w.w[7].first);
    EXPECT(words_hold(a, &lists, LIST_OFFICE, S("the city's Mayor")));
    EXPECT(!words_hold(a, &lists, LIST_OFFICE, S("a baker")));
}
