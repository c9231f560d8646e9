#include "flow/fixture.h"

#include "flow/enter.h"

static const char REPORT[] =
    "MARAT, 10 March 2031 - Dr Ilin Soro told the Orlan Wire on Monday that dozens of people, "
    "among them three children and two women, were shot in Marat last week and that nine "
    "were wounded. The killers were men of the Hill Front, he said. Two had their hands "
    "bound. In Marat nobody would speak.\n";

static struct fixture *with_report(struct arena *a) {
    struct fixture *f = fixture_make(a);
    EXPECT_OK(CALL(f, "seal", fixture_file(f, "report.txt", str_c(REPORT)), "--publication",
                   "Marat Courier"));
    EXPECT_OK(CALL(f, "read", "--all"));
    EXPECT_OK(CALL(f, "party", "add", "Hill Front", "--source", "its own words"));
    return f;
}

static const struct json *at(const struct json *list, i64 i) {
    const struct json *v = list ? list->kids : NULL;
    for (; v && i; i--)
        v = v->next;
    return v;
}

/* The words of a span [start, end, "words"]. */
static struct str words(const struct json *v) {
    return v && v->last ? v->last->s : (struct str){0};
}

TEST(numbers_are_read_as_people_write_them) {
    struct arena a = test_arena();
    i64 lo, hi;
    bool vague;
    EXPECT(enter_number(a, S("14"), &lo, &hi, &vague) && lo == 14 && hi == 14 && !vague);
    EXPECT(enter_number(a, S("١٤"), &lo, &hi, &vague) && lo == 14 && hi == 14);
    EXPECT(enter_number(a, S("20 – 23"), &lo, &hi, &vague) && lo == 20 && hi == 23 && vague);
    EXPECT(enter_number(a, S("12+"), &lo, &hi, &vague) && lo == 12 && hi == COUNT_OPEN);
    EXPECT(enter_number(a, S("dozens"), &lo, &hi, &vague) && lo == 24 && hi == 99 && vague);
    EXPECT(enter_number(a, S("at least 12"), &lo, &hi, &vague) && lo == 12 && hi == COUNT_OPEN);
    EXPECT(enter_number(a, S("44,000"), &lo, &hi, &vague) && lo == 44000 && hi == 44000 && !vague);
    EXPECT(enter_number(a, S("١٬٢٣٤٬٥٦٧"), &lo, &hi, &vague) && lo == 1234567);
    EXPECT(!enter_number(a, S("1,2345"), &lo, &hi, &vague));
    EXPECT(!enter_number(a, S("1234,567"), &lo, &hi, &vague));
    EXPECT(enter_number(a, S("عشرات كثيرة"), &lo, &hi, &vague) && lo == 36 && hi == 99 && vague);
    EXPECT(enter_number(a, S("десятки"), &lo, &hi, &vague) && lo == 20 && hi == 99 && vague);
    EXPECT(!enter_number(a, S("40 percent"), &lo, &hi, &vague));
    EXPECT(!enter_number(a, S("people"), &lo, &hi, &vague));
    EXPECT(!enter_number(a, S("23-20"), &lo, &hi, &vague));
}

TEST(dates_are_as_precise_as_they_are_written) {
    struct arena a = test_arena();
    struct date_range r;
    EXPECT(enter_date(a, S("٢٠٣١-٠٣"), &r) && r.precision == DATE_MONTH);
    EXPECT(enter_date(a, S("2031-03-03/2031-03-09"), &r) && r.precision == DATE_RANGE);
    EXPECT(!enter_date(a, S(""), &r));
    EXPECT(!enter_date(a, S("last week"), &r));
}

TEST(a_claim_by_hand_holds_every_field) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    EXPECT_OK(CALL(
        f, "claim", "add", "report.txt", "--quote",
        "dozens of people, among them three children and two women, were shot in Marat "
        "last week and that nine were wounded",
        "--kind", "killing", "--trigger", "shot", "--count-words", "dozens of people", "--what",
        "killed", "--count-2", "3", "--count-words-2", "three children", "--who-2", "child",
        "--of-2", "1", "--count-3", "2", "--count-words-3", "two women", "--who-3", "woman",
        "--of-3", "1", "--count-4", "nine", "--count-words-4", "nine", "--what-4", "injured",
        "--who-says", "Dr Ilin Soro", "--role", "medic", "--who-says-2", "Orlan Wire", "--role-2",
        "media", "--cue", "told", "--where", "Marat", "--perpetrator", "Hill Front", "--how",
        "accused", "--victim", "three children", "--victim-who", "child", "--victim-age", "9",
        "--victim-counted", "1", "--victim-2", "two women", "--finding", "bound_hands",
        "--finding-words", "hands bound", "--when", "2031-03-03/2031-03-09", "--when-words",
        "last week", "--said-words", "on Monday", "--modality", "asserted"));
    if (!EXPECT(f->n == 1)) return;
    const struct json *c = f->rows[0], *counts = json_get(c, "counts"), *first = at(counts, 0);
    EXPECT_INT(counts ? counts->n : 0, 2);
    EXPECT_INT(json_get_i(first, "min", -1), 24);
    EXPECT_INT(json_get_i(first, "max", -1), 99);
    EXPECT(json_get_bool(first, "vague"));
    EXPECT_INT(json_get(first, "of") ? json_get(first, "of")->n : 0, 2);
    EXPECT_STR(json_get_str(at(json_get(first, "of"), 0), "who"), S("child"));
    EXPECT_STR(json_get_str(at(counts, 1), "what"), S("injured"));
    EXPECT_INT(json_get_i(at(counts, 1), "max", -1), 9);
    const struct json *said = json_get(c, "said"), *chain = json_get(said, "chain");
    EXPECT_INT(chain ? chain->n : 0, 3);
    EXPECT_STR(words(json_get(at(chain, 1), "who")), S("Orlan Wire"));
    EXPECT_STR(words(json_get(said, "cue")), S("told"));
    EXPECT(json_get_str(at(json_get(c, "perpetrators"), 0), "party").n > 0);
    const struct json *victims = json_get(c, "victims");
    EXPECT(json_get_bool(at(victims, 0), "counted") && !json_get(at(victims, 1), "counted"));
    EXPECT_INT(json_get_i(at(victims, 0), "age", -1), 9);
    EXPECT_STR(json_get_str(at(json_get(c, "findings"), 0), "kind"), S("bound_hands"));
    EXPECT_STR(json_get_str(json_get(c, "when"), "precision"), S("range"));
    /* the Marat of the quotation, not the one of the dateline */
    const struct json *where = json_get(at(json_get(c, "where"), 0), "span");
    EXPECT(where && where->kids->i > 50 && where->kids->i < 250);
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}

TEST(bytes_given_must_read_as_the_words_sent) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    EXPECT_OK(CALL(f, "claim", "add", "report.txt", "--quote", "@23-35 Dr Ilin Soro", "--kind",
                   "testimony"));
    EXPECT_INT(CALL(f, "claim", "add", "report.txt", "--quote", "@23-35 Dr Olin Soro", "--kind",
                    "testimony"),
               RC_INTEGRITY);
    EXPECT_INT(CALL(f, "claim", "add", "report.txt", "--quote", "@23-9999", "--kind", "death"),
               RC_USAGE);
    EXPECT_INT(CALL(f, "claim", "add", "report.txt", "--quote", "@5-4", "--kind", "death"),
               RC_USAGE);
    const char *arabic = fixture_file(f, "arabic.txt", S("قُتل ثلاثة في مراط"));
    EXPECT_OK(CALL(f, "add", arabic));
    EXPECT_INT(CALL(f, "claim", "add", "arabic.txt", "--quote", "@1-8", "--kind", "death"),
               RC_USAGE);
}

TEST(a_correction_in_part_keeps_the_rest_and_a_whole_one_does_not) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    EXPECT_OK(CALL(f, "claim", "add", "report.txt", "--quote", "nine were wounded", "--kind",
                   "injury", "--count", "9", "--what", "injured", "--where", "Marat", "--when",
                   "2031-03"));
    if (!EXPECT(f->n == 1)) return;
    const char *id = cstr(&a, json_get_str(f->rows[0], "id"));
    EXPECT_OK(CALL(f, "review", id, "correct", "--who", "civilian", "--reason", "the text"));
    EXPECT_STR(json_get_str(f->rows[0], "number"), S("9 injured"));
    EXPECT_STR(json_get_str(at(json_get(f->rows[0], "counts"), 0), "who"), S("civilian"));
    EXPECT(json_get(f->rows[0], "where") != NULL);
    EXPECT_OK(CALL(f, "review", id, "correct", "--min", "8", "--reason", "eight or nine"));
    EXPECT_STR(json_get_str(f->rows[0], "number"), S("8-9 injured"));
    EXPECT_OK(CALL(f, "review", id, "correct", "--whole", "--quote", "nine were wounded", "--kind",
                   "injury", "--count", "9", "--what", "injured", "--reason", "no place is said"));
    EXPECT(json_get(f->rows[0], "where") == NULL && json_get(f->rows[0], "when") == NULL);
    EXPECT_INT(CALL(f, "review", id, "correct", "--kind", "nonsense", "--reason", "x"), RC_USAGE);
    EXPECT_INT(CALL(f, "review", id, "correct", "--min", "5", "--max", "4", "--reason", "x"),
               RC_USAGE);
    EXPECT_INT(CALL(f, "review", id, "correct", "--party", "Nobody", "--perpetrator", "Hill Front",
                    "--reason", "x"),
               RC_NOTFOUND);
    EXPECT_OK(CALL(f, "review", id, "correct", "--fields",
                   "{\"findings\":[{\"kind\":\"burns\",\"words\":\"wounded\"}]}", "--reason", "x"));
    EXPECT_INT(json_get(f->rows[0], "findings") ? json_get(f->rows[0], "findings")->n : 0, 1);
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}
