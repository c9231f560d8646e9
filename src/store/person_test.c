#include "store/person.h"

#include "base/t.h"

TEST(person_names_ages_and_digests) {
    struct arena a = test_arena();
    struct err e = {0};
    struct json *j;
    i64 min, max;
    EXPECT(person_age(S("30-35"), &min, &max) && min == 30 && max == 35);
    EXPECT(!person_age(S("131"), &min, &max));
    EXPECT(!person_age(S("35-30"), &min, &max));
    EXPECT_OK(json_read(&a, S("[{\"f\":\"father\",\"v\":\"Kemal\"}]"), &j, &e));
    struct person p = {0};
    person_fields_read(&a, j, &p.fields, &p.nfields);
    EXPECT_INT(person_name(&a, &p).n, 0); /* the father's name is the father's */
    EXPECT_OK(json_read(
        &a, S("[{\"f\":\"first\",\"v\":\"Dara\"},{\"f\":\"family\",\"v\":\"Orlan\"}]"), &j, &e));
    person_fields_read(&a, j, &p.fields, &p.nfields);
    p.nfields = 2;
    EXPECT_STR(person_name(&a, &p), S("Dara Orlan"));
    i64 digest = person_digest(j);
    EXPECT_OK(json_read(
        &a,
        S("[{\"f\":\"first\",\"v\":\"Dara\",\"c\":\"Z\"},{\"f\":\"family\",\"v\":\"Orlan\"},"
          "{\"f\":\"number\",\"v\":\"9\",\"k\":true}]"),
        &j, &e));
    EXPECT_INT(person_digest(j), digest);
}
