#include "flow/samples.h"

#include "base/t.h"

static bool is_sample(struct str name) {
    for (const struct sample *s = SAMPLE_REPORTS; s->name; s++)
        if (str_eqc(name, s->name)) return s->bytes().n > 0;
    return false;
}

TEST(every_line_of_the_manifest_has_its_report_and_every_report_its_line) {
    struct str table = sample_manifest();
    i64 lines = 0, reports = 0;
    (void)str_cut(&table, '\n');
    while (table.p && table.n) {
        struct str line = str_cut(&table, '\n');
        EXPECT(is_sample(str_cut(&line, '\t')));
        lines++;
    }
    for (const struct sample *s = SAMPLE_REPORTS; s->name; s++)
        reports++;
    EXPECT_INT(lines, reports);
}

TEST(the_other_tables_of_the_samples_are_there) {
    EXPECT(str_has(sample_publications(), S("\t")));
    EXPECT(str_has(sample_parties(), S("\t")));
    EXPECT(str_starts(sample_places(), S("name,")));
    EXPECT(str_has(sample_outline(), S("\"coordinates\"")));
}
