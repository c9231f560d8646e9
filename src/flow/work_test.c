/* What people add around claims and incidents, and how it shows. */
#include "flow/fixture.h"

/* Three incidents: a month's total and two attacks that it counts too. */
static struct fixture *with_attacks(struct arena *a) {
    struct fixture *f = fixture_make(a);
    static const char *const TEXTS[] = {
        "Police said on Monday that 40 people were killed in Marat in March.\n",
        "Police said that a bomb exploded in Orlan on 3 March, killing five people.\n",
        "Police said that a bomb exploded in Lisharan on 9 March, killing 12 people.\n"};
    for (i64 i = 0; i < LEN(TEXTS); i++)
        EXPECT_OK(
            CALL(f, "add",
                 fixture_file(f, cstr(a, str_fmt(a, "r%lld.txt", (long long)i)), str_c(TEXTS[i])),
                 "--published", "2031-03-31"));
    return f;
}

/* Code of the incident whose killed are this many. */
static const char *code_of(struct fixture *f, i64 killed) {
    EXPECT_OK(CALL(f, "figures"));
    for (i64 i = 0; i < f->n; i++)
        if (json_get_i(f->rows[i], "min", -1) == killed &&
            str_eqc(json_get_str(f->rows[i], "what"), "killed"))
            return cstr(&f->a, json_get_str(f->rows[i], "code"));
    test_fail(__FILE__, __LINE__, "no incident with %lld killed", (long long)killed);
    return "NONE-0001";
}

static i64 killed_in_all(struct fixture *f, const char *key) {
    i64 sum = 0;
    EXPECT_OK(CALL(f, "totals"));
    for (i64 i = 0; i < f->n; i++)
        if (str_eqc(json_get_str(f->rows[i], "what"), "killed"))
            sum += json_get_i(f->rows[i], key, 0);
    return sum;
}

static struct str text_of(struct fixture *f, i64 row) {
    return json_text(&f->a, f->rows[row]);
}

TEST(an_overlap_is_taken_off_totals_and_put_back) {
    struct arena a = test_arena();
    struct fixture *f = with_attacks(&a);
    const char *month = code_of(f, 40), *one = code_of(f, 5), *two = code_of(f, 12);
    EXPECT_INT(killed_in_all(f, "min"), 57);
    EXPECT_OK(CALL(f, "incident", "overlap", month, one, two, "--reason", "it names both"));
    EXPECT(str_has(text_of(f, 0), str_fmt(&a, "\"overlaps\":[\"%s\"", one)) ||
           str_has(text_of(f, 0), str_fmt(&a, "\"overlaps\":[\"%s\"", two)));
    EXPECT_INT(killed_in_all(f, "min"), 40);
    EXPECT_INT(killed_in_all(f, "less_min"), 17);
    EXPECT_INT(CALL(f, "incident", "overlap", one, month, "--reason", "x"), RC_CONFLICT);
    EXPECT_INT(CALL(f, "incident", "overlap", month, month, "--reason", "x"), RC_CONFLICT);
    EXPECT_INT(CALL(f, "incident", "overlap", month, one, "--reason", "again"), RC_CONFLICT);
    EXPECT_INT(CALL(f, "incident", "overlap", month, one, "--reason", " "), RC_USAGE);
    EXPECT_OK(CALL(f, "incident", "overlap", month, one, "--apart", "--reason", "another day"));
    EXPECT_INT(killed_in_all(f, "min"), 45);
    EXPECT_INT(CALL(f, "incident", "overlap", month, one, "--apart", "--reason", "x"), RC_CONFLICT);
}

TEST(what_was_searched_and_replied_stands_in_the_incident) {
    struct arena a = test_arena();
    struct fixture *f = with_attacks(&a);
    const char *one = code_of(f, 5);
    EXPECT_OK(CALL(f, "party", "add", "River Guard", "--source", "its own statement"));
    EXPECT_OK(CALL(f, "incident", "searched", one, "--where", "archive of State Radio", "--on",
                   "2031-04-02", "--found", "nothing"));
    EXPECT(str_has(text_of(f, 0), S("\"searched\":[{\"where\":\"archive of State Radio\",\"on\":"
                                    "\"2031-04-02\",\"found\":\"nothing\"}]")));
    EXPECT_OK(CALL(f, "incident", "reply", one, "--party", "river guard", "--words", "not us",
                   "--source", "letter"));
    EXPECT(str_has(text_of(f, 0), S("\"replies\":[{\"party\":\"River Guard\",\"words\":\"not us\","
                                    "\"source\":\"letter\"}]")));
    EXPECT_INT(
        CALL(f, "incident", "searched", one, "--where", "x", "--on", "someday", "--found", "y"),
        RC_USAGE);
    EXPECT_INT(
        CALL(f, "incident", "searched", "ABC-9999", "--where", "x", "--on", "2031", "--found", "y"),
        RC_NOTFOUND);
}

TEST(what_a_person_settles_stays_when_more_is_read) {
    struct arena a = test_arena();
    struct fixture *f = with_attacks(&a);
    const char *one = code_of(f, 5);
    EXPECT_OK(
        CALL(f, "place", "import",
             fixture_file(f, "p.csv", S("name,kind,parent,lat,lon\nTarn,city,,1.5000,2.5000\n"))));
    EXPECT_INT(CALL(f, "incident", "set", one, "--reason", "nothing given"), RC_USAGE);
    EXPECT_OK(CALL(f, "incident", "set", one, "--date", "2031-03-04", "--place", "Tarn", "--kind",
                   "attack", "--title", "the market", "--reason", "two reports"));
    EXPECT(str_has(text_of(f, 0), S("\"name\":\"Tarn\"")));
    EXPECT(str_has(text_of(f, 0), S("2031-03-04")));
    EXPECT(str_has(text_of(f, 0), S("\"kind\":\"attack\"")));
    EXPECT(str_has(text_of(f, 0), S("the market")));
    EXPECT_OK(CALL(f, "add",
                   fixture_file(f, "again.txt",
                                S("A doctor said that a bomb exploded in Orlan on "
                                  "3 March, killing five people.\n")),
                   "--published", "2031-04-01"));
    EXPECT_OK(CALL(f, "rebuild"));
    EXPECT_OK(CALL(f, "show", one));
    EXPECT(str_has(text_of(f, 0), S("\"name\":\"Tarn\"")));
    EXPECT(str_has(text_of(f, 0), S("2031-03-04")));
    EXPECT_OK(CALL(f, "incident", "set", one, "--reset", "--reason", "too early"));
    EXPECT(!str_has(text_of(f, 0), S("Tarn")));
    EXPECT(!str_has(text_of(f, 0), S("the market")));
    EXPECT(!str_has(text_of(f, 0), S("2031-03-04")));
    EXPECT_INT(CALL(f, "incident", "set", one, "--reset", "--reason", "x"), RC_CONFLICT);
}

TEST(comments_are_a_thread_by_object) {
    struct arena a = test_arena();
    struct fixture *f = with_attacks(&a);
    const char *one = code_of(f, 5);
    EXPECT_OK(CALL(f, "comment", "add", one, "--words", "who can ask the hospital?"));
    f->actor = S("second reader");
    EXPECT_OK(CALL(f, "comment", "add", one, "--words", "I can"));
    EXPECT_OK(CALL(f, "comment", "add", "r1.txt", "--words", "a clipping"));
    EXPECT_OK(CALL(f, "comments", one));
    EXPECT_INT(f->n, 2);
    EXPECT_STR(json_get_str(f->rows[1], "words"), S("I can"));
    EXPECT_STR(json_get_str(f->rows[1], "by"), S("second reader"));
    EXPECT_INT(CALL(f, "comment", "add", "c-00000000000000000000000000000000", "--words", "x"),
               RC_NOTFOUND);
    EXPECT_INT(CALL(f, "comment", "add", one, "--words", "\n "), RC_USAGE);
}

TEST(the_history_of_a_claim_tells_what_changed_and_who_decided) {
    struct arena a = test_arena();
    struct fixture *f = with_attacks(&a);
    EXPECT_OK(CALL(f, "claims"));
    const char *id = NULL;
    for (i64 i = 0; i < f->n && !id; i++)
        if (str_has(text_of(f, i), S("5 killed"))) id = cstr(&a, json_get_str(f->rows[i], "id"));
    if (!EXPECT(id)) return;
    EXPECT_OK(CALL(f, "review", id, "accept", "--reason", "as written"));
    f->actor = S("second reader");
    EXPECT_OK(CALL(f, "review", id, "reject", "--reason", "another event"));
    EXPECT_STR(json_get_str(f->rows[0], "status"), S("conflict"));
    f->actor = S("third reader");
    EXPECT_OK(CALL(f, "review", id, "correct", "--count", "5-6", "--reason", "five or six"));
    EXPECT_OK(CALL(f, "comment", "add", id, "--words", "see the hospital's list"));
    EXPECT_OK(CALL(f, "claim", "history", id));
    EXPECT_STR(json_get_str(f->rows[0], "step"), S("first"));
    const struct json *number = fixture_row(f, "field", "number");
    if (EXPECT(number)) {
        EXPECT(str_has(json_get_str(number, "was"), S("5 killed")));
        EXPECT(str_has(json_get_str(number, "is"), S("5-6 killed")));
        EXPECT_STR(json_get_str(number, "by"), S("third reader"));
    }
    EXPECT(fixture_row(f, "reason", "another event"));
    EXPECT(fixture_row(f, "words", "see the hospital's list"));
    EXPECT(fixture_row(f, "act", "accept"));
}
