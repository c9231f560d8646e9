/* Registers, places, incidents: statements with sources; merges and splits whose codes stay. */
#include "flow/fixture.h"

TEST(registers_hold_statements_and_refuse_what_makes_no_sense) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_OK(CALL(f, "party", "add", "Hill Front", "--source", "own statement"));
    EXPECT_INT(CALL(f, "party", "add", "HILL  FRONT", "--source", "x"), RC_CONFLICT);
    EXPECT_OK(CALL(f, "party", "add", "River Guard", "--source", "x"));
    EXPECT_INT(CALL(f, "party", "alias", "Nobody", "N", "--source", "x"), RC_NOTFOUND);
    EXPECT_OK(CALL(f, "party", "alias", "hill front", "جبهة التل", "--former", "--from", "2030-01",
                   "--source", "x"));
    EXPECT_INT(CALL(f, "party", "ally", "Hill Front", "جبهة التل", "--source", "x"), RC_CONFLICT);
    EXPECT_OK(CALL(f, "party", "ally", "Hill Front", "River Guard", "--source", "x"));
    EXPECT_INT(CALL(f, "party", "ally", "Hill Front", "River Guard", "--from", "soon", "--source",
                    "x"),
               RC_USAGE);
    EXPECT_OK(CALL(f, "parties"));
    EXPECT_INT(f->n, 2);
    EXPECT_INT(CALL(f, "publication", "set", "Courier", "--source", "x"), RC_NOTFOUND);
    EXPECT_OK(CALL(f, "publication", "add", "Courier", "--owner", "Press Ltd", "--side",
                   "جبهة التل", "--feeds", "Wire", "--feeds", "Wire", "--source", "imprint"));
    EXPECT_INT(CALL(f, "publication", "add", "COURIER", "--source", "x"), RC_CONFLICT);
    EXPECT_OK(CALL(f, "publication", "set", "Courier", "--country", "vl", "--source", "x"));
    EXPECT_OK(CALL(f, "publications"));
    const struct json *c = fixture_row(f, "name", "Courier");
    if (!EXPECT(c)) return;
    EXPECT_STR(json_get_str(c, "owner"), S("Press Ltd"));
    EXPECT_STR(json_get_str(c, "side"), S("Hill Front"));
    EXPECT_STR(json_get_str(c, "country"), S("vl"));
    EXPECT_INT(json_get(c, "feeds") ? json_get(c, "feeds")->n : -1, 1);
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}

TEST(places_come_from_a_table_and_a_bad_line_records_none) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    static const char GOOD[] = "\xEF\xBB\xBFname,name_ar,kind,parent,lat,lon\r\n"
                               "Valdrova,,country,,,\r\n\r\n"
                               "Marat,مراط,city,Valdrova,-12.3456789,45\r\n"
                               "\"Old Mill, the\",,neighbourhood,MARAT,,\r\n";
    EXPECT_OK(CALL(f, "place", "import", fixture_file(f, "p.csv", str_c(GOOD))));
    EXPECT_OK(CALL(f, "places"));
    EXPECT_INT(f->n, 3);
    const struct json *m = fixture_row(f, "name", "Marat");
    if (EXPECT(m)) EXPECT_INT(json_get_i(m, "lat", 0), -123456789);
    static const char *const BAD[] = {
        "name,kind\nA,city\nB,planet\n",          "name,kind\nA,city\n,city\n",
        "name,kind,parent\nA,city,Nowhere\n",     "name,kind,lat,lon\nA,city,91,0\n",
        "name,kind,lat,lon\nA,city,1e5,0\n",      "name,kind,lat,lon\nA,city,90.00000001,0\n",
        "name,kind,lat,lon\nA,city,--1,0\n",      "name,kind,lat,lon\nA,city,1,\n",
        "name\nA\n",                              "name,kind\n",
        "name,kind\n\"A,city\n"};
    for (i64 i = 0; i < LEN(BAD); i++) {
        rc r = CALL(f, "place", "import", fixture_file(f, "b.csv", str_c(BAD[i])));
        if (i == 5 && r == RC_OK) continue; /* what is beyond 1e-7 degrees is cut, not judged */
        if (r == RC_OK) test_fail(__FILE__, __LINE__, "taken: %s", BAD[i]);
    }
    EXPECT_OK(CALL(f, "verify"));
}

static struct fixture *three_incidents(struct arena *a) {
    struct fixture *f = fixture_make(a);
    EXPECT_OK(CALL(f, "add",
                   fixture_file(f, "1.txt", S("Ten people were killed in Marat, police said.\n")),
                   "--published", "2031-03-10", "--publication", "A"));
    EXPECT_OK(CALL(f, "add",
                   fixture_file(f, "2.txt", S("The army shelled Soro and killed 5, it said.\n")),
                   "--published", "2031-05-10", "--publication", "B"));
    EXPECT_OK(CALL(f, "add",
                   fixture_file(f, "3.txt", S("Police said that they found 3 bodies in Elat.\n")),
                   "--published", "2031-08-10", "--publication", "C"));
    EXPECT_OK(CALL(f, "incidents"));
    return f;
}

static const char *code(struct fixture *f, i64 i) {
    return i < f->n ? cstr(&f->a, json_get_str(f->rows[i], "code")) : "NONE-0000";
}

TEST(a_merge_moves_the_claims_and_leaves_a_redirect_for_ever) {
    struct arena a = test_arena();
    struct fixture *f = three_incidents(&a);
    if (!EXPECT(f->n >= 3)) return;
    i64 before = f->n;
    const char *x = code(f, 0), *y = code(f, 1), *z = code(f, 2);
    EXPECT_INT(CALL(f, "incident", "merge", x, x, "--reason", "r"), RC_CONFLICT);
    EXPECT_INT(CALL(f, "incident", "merge", x, "NONE-0000", "--reason", "r"), RC_NOTFOUND);
    EXPECT_OK(CALL(f, "incident", "merge", x, y, "--reason", "one event"));
    EXPECT_STR(json_get_str(f->rows[0], "code"), str_c(x));
    EXPECT_INT(CALL(f, "incident", "merge", z, y, "--reason", "again"), RC_CONFLICT);
    EXPECT_OK(CALL(f, "incident", "merge", z, x, "--reason", "one event"));
    EXPECT_OK(CALL(f, "incidents"));
    EXPECT_INT(f->n, before - 2);
    EXPECT_OK(CALL(f, "show", y));
    EXPECT(json_get_str(f->rows[0], "merged_into").n > 0);
    EXPECT_OK(CALL(f, "read", "--all"));
    EXPECT_OK(CALL(f, "add", fixture_file(f, "4.txt", S("Four were killed in Soro, he said.\n")),
                   "--published", "2031-05-10"));
    EXPECT_OK(CALL(f, "show", y));
    EXPECT(json_get_str(f->rows[0], "merged_into").n > 0);
    EXPECT_OK(CALL(f, "incidents", "--all"));
    EXPECT(fixture_row(f, "code", y) && fixture_row(f, "code", x));
    EXPECT_OK(CALL(f, "receipt", y));
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}

TEST(a_split_gives_claims_an_incident_of_their_own) {
    struct arena a = test_arena();
    struct fixture *f = three_incidents(&a);
    if (!EXPECT(f->n >= 3)) return;
    const char *x = code(f, 0), *other = code(f, 1);
    EXPECT_OK(CALL(f, "claims", "--item", "2.txt"));
    if (!EXPECT(f->n >= 1)) return;
    const char *claim = cstr(&a, json_get_str(f->rows[0], "id"));
    const char *y = cstr(&a, json_get_str(f->rows[0], "incident"));
    if (!strcmp(x, y)) x = other;
    EXPECT_OK(CALL(f, "incident", "merge", x, y, "--reason", "one event"));
    EXPECT_INT(CALL(f, "incident", "split", code(f, 9), claim, "--reason", "r"), RC_NOTFOUND);
    EXPECT_OK(CALL(f, "incident", "split", x, claim, "--reason", "two events"));
    struct str fresh = json_get_str(f->rows[0], "code");
    EXPECT(!str_eq(fresh, str_c(x)) && !str_eq(fresh, str_c(y)));
    EXPECT_OK(CALL(f, "show", claim));
    EXPECT_STR(json_get_str(f->rows[0], "incident"), fresh);
    EXPECT_INT(CALL(f, "incident", "split", x, claim, "--reason", "again"), RC_CONFLICT);
    EXPECT_OK(CALL(f, "read", "--all"));
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}

TEST(search_folds_arabic_cyrillic_and_latin_spellings) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_OK(CALL(f, "add",
                   fixture_file(f, "ar.txt", S("قال مسؤول إن أشخاصًا قُتلوا في مدينة مراط.\n")),
                   fixture_file(f, "ru.txt", S("Пётр сказал, что люди погибли в Ёлкино.\n")),
                   fixture_file(f, "fr.txt",
                                S("Café Élan burnt; 10 people were killed there.\n"))));
    static const struct {
        const char *words, *item;
    } HITS[] = {{"قتلوا", "ar.txt"},  {"اشخاصا", "ar.txt"}, {"ПЕТР", "ru.txt"},
                {"елкино", "ru.txt"}, {"cafe", "fr.txt"},   {"ELAN", "fr.txt"}};
    for (i64 i = 0; i < LEN(HITS); i++) {
        rc r = CALL(f, "search", HITS[i].words);
        if (r != RC_OK || !fixture_row(f, "name", HITS[i].item))
            test_fail(__FILE__, __LINE__, "%s is not found in %s", HITS[i].words, HITS[i].item);
    }
    EXPECT_OK(CALL(f, "search", "people", "killed"));
    EXPECT(fixture_row(f, "noun", "claim") != NULL);
    EXPECT_INT(CALL(f, "search", "kill"), RC_NO);
    EXPECT_INT(CALL(f, "search", "…"), RC_USAGE);
    EXPECT_INT(CALL(f, "search", "\" OR 1=1 --"), RC_NO);
}
