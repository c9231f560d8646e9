#include "text/country.h"

#include "base/t.h"
#include "text/builtin.h"
#include "text/fold.h"

static struct countries real(struct arena *a) {
    struct countries c;
    struct err e = {0};
    EXPECT_OK(countries_open(a, builtin_countries(), &c, &e));
    return c;
}

static void is(struct arena *a, const struct countries *c, struct str name, const char *code) {
    const struct country *found = country_by_name(c, text_fold_name(a, name));
    EXPECT_STR(found ? found->code : S("none"), str_c(code));
}

TEST(country_by_names_and_demonyms) {
    struct arena a = test_arena();
    struct countries c = real(&a);
    is(&a, &c, S("Syria"), "SY");
    is(&a, &c, S("Syrian Arab Republic"), "SY");
    is(&a, &c, S("Syrians"), "SY");
    is(&a, &c, S("سوريا"), "SY");
    is(&a, &c, S("УКРАИНА"), "UA");
    is(&a, &c, S("Україна"), "UA");
    is(&a, &c, S("Salvadoran"), "SV");
    is(&a, &c, S("Côte d’Ivoire"), "CI");
    is(&a, &c, S("Burma"), "MM");
    is(&a, &c, S("Soviet"), "SU");
    is(&a, &c, S("Atlantis"), "none");
}

TEST(country_shows_short_names) {
    struct arena a = test_arena();
    struct countries c = real(&a);
    const struct country *ru = country_by_code(&c, S("RU"));
    EXPECT(ru != NULL);
    if (!ru) return;
    EXPECT_STR(country_shown(ru, COUNTRY_EN), S("Russia"));
    EXPECT_STR(country_shown(ru, COUNTRY_AR), S("روسيا"));
    EXPECT_INT(ru->number, 643);
    EXPECT_STR(ru->code3, S("RUS"));
    EXPECT(country_by_code(&c, S("ru")) == NULL);
    const struct country *su = country_by_code(&c, S("SU"));
    EXPECT(su && country_shown(su, COUNTRY_AR).n == 0);
}

TEST(country_refuses_bad_lines) {
    struct arena a = test_arena();
    struct countries c;
    struct err e = {0};
    EXPECT_INT(countries_open(&a, S("SY\tSYR\t760\tSyria"), &c, &e), RC_INTEGRITY);
    EXPECT_INT(countries_open(&a, S("SYR\tSY\t760\ta\tb\tc\td\te\n"), &c, &e), RC_INTEGRITY);
    EXPECT_INT(countries_open(&a, S("SY\tSYR\tx\ta\tb\tc\td\te\n"), &c, &e), RC_INTEGRITY);
    EXPECT_INT(countries_open(&a, S("SY\tSYR\t760\ta\tb\tc\td\te\tmore\n"), &c, &e), RC_INTEGRITY);
    EXPECT_OK(countries_open(&a, S("# none\n"), &c, &e));
    EXPECT_INT(c.n, 0);
}
