#include "flow/fixture.h"

static const char *text_of(struct fixture *f, const char *name, const char *text) {
    return fixture_file(f, name, str_c(text));
}

/* A scan: bytes that hold no text. */
static struct fixture *with_scan(struct arena *a) {
    struct fixture *f = fixture_make(a);
    EXPECT_OK(CALL(f, "add", fixture_file(f, "scan.png", S("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"))));
    EXPECT_OK(CALL(f, "items", "--state", "unreadable"));
    EXPECT_INT(f->n, 1);
    return f;
}

TEST(a_typed_text_can_be_quoted_and_stays) {
    struct arena a = test_arena();
    struct fixture *f = with_scan(&a);
    const char *typed = text_of(f, "typed.txt",
                                "قال الطبيب إلين سورو إن ثلاثة "
                                "قُتلوا في مراط.\r\n");
    EXPECT_INT(CALL(f, "claim", "add", "scan.png", "--quote", "ثلاثة", "--kind", "death"),
               RC_UNSUPPORTED);
    EXPECT_OK(CALL(f, "transcript", "add", "scan.png", "--file", typed, "--lang", "ar"));
    EXPECT_OK(CALL(f, "claim", "add", "scan.png", "--quote", "ثلاثة قُتلوا في مراط", "--kind",
                   "death", "--count", "٣", "--who-says", "الطبيب إلين سورو", "--role", "medic"));
    if (!EXPECT(f->n == 1)) return;
    EXPECT_STR(json_get_str(f->rows[0], "number"), S("3 killed"));
    EXPECT_OK(CALL(f, "read", "--all"));
    EXPECT_OK(CALL(f, "claims", "--status", "accepted"));
    EXPECT_INT(f->n, 1);
    EXPECT_STR(json_get_str(f->rows[0], "said_by"), S("الطبيب إلين سورو"));
    EXPECT_INT(CALL(f, "transcript", "add", "scan.png", "--file", typed), RC_CONFLICT);
    EXPECT_OK(CALL(f, "rebuild", "--check"));
    EXPECT_OK(CALL(f, "verify", "--deep"));
}

TEST(a_typed_english_text_is_read) {
    struct arena a = test_arena();
    struct fixture *f = with_scan(&a);
    EXPECT_OK(CALL(f, "transcript", "add", "scan.png", "--text",
                   "Officials said on Monday that they had found 14 bodies in Marat.", "--lang",
                   "en"));
    EXPECT_OK(CALL(f, "claims", "--kind", "bodies_found"));
    EXPECT_INT(f->n, 1);
    EXPECT_STR(json_get_str(f->rows[0], "status"), S("machine"));
    EXPECT_OK(CALL(f, "transcript", "add", "scan.png", "--text",
                   "Officials said on Monday that they had found 15 bodies in Marat.", "--lang",
                   "en"));
    EXPECT_OK(CALL(f, "claims", "--kind", "bodies_found"));
    EXPECT_INT(f->n, 1);
    EXPECT_STR(json_get_str(f->rows[0], "number"), S("15 bodies"));
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}

TEST(an_item_with_a_text_of_its_own_is_not_typed_over) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_OK(CALL(f, "add", text_of(f, "r.txt", "Officials found 14 bodies in Marat.\n")));
    EXPECT_INT(CALL(f, "transcript", "add", "r.txt", "--text", "other words"), RC_CONFLICT);
    EXPECT_INT(CALL(f, "transcript", "add", "r.txt", "--text", " "), RC_USAGE);
    EXPECT_OK(
        CALL(f, "translation", "add", "r.txt", "--lang", "ar", "--text", "وجد المسؤولون 14 جثة"));
    EXPECT_OK(
        CALL(f, "translation", "add", "r.txt", "--lang", "ar", "--text", "عثر المسؤولون على 14"));
    EXPECT_INT(CALL(f, "translation", "add", "r.txt", "--lang", "a b", "--text", "x"), RC_USAGE);
    EXPECT_INT(CALL(f, "translation", "add", "none.txt", "--lang", "ar", "--text", "x"),
               RC_NOTFOUND);
    EXPECT_INT(CALL(f, "claim", "add", "r.txt", "--quote", "عثر المسؤولون", "--kind", "death"),
               RC_NOTFOUND);
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}

TEST(what_the_recorder_said_is_corrected_and_kept) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_OK(CALL(f, "add", text_of(f, "r.txt", "Officials found 14 bodies in Marat.\n"),
                   "--publication", "Marat Courier", "--from", "a reader"));
    EXPECT_OK(CALL(f, "item", "set", "r.txt", "--publication", "Orlan Wire", "--published",
                   "2031-03", "--unknown", "from"));
    EXPECT_OK(CALL(f, "items"));
    EXPECT_STR(json_get_str(f->rows[0], "publication"), S("Orlan Wire"));
    EXPECT_STR(json_get_str(f->rows[0], "published"), S("2031-03"));
    EXPECT_STR(json_get_str(f->rows[0], "published_anchor"),
               S("publication date, as entered by the recorder"));
    EXPECT(!json_get_str(f->rows[0], "from").n);
    EXPECT_INT(CALL(f, "item", "set", "r.txt", "--published", "tomorrow"), RC_USAGE);
    EXPECT_OK(CALL(f, "item", "set", "r.txt", "--publication", "Orlan Wire"));
    EXPECT(strstr(f->said, "nothing was changed") != NULL);
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}

TEST(a_claim_says_why_it_is_proposed) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_OK(
        CALL(f, "add", text_of(f, "r.txt", "Doctors said fighters shot 14 people in Marat.\n")));
    EXPECT_OK(CALL(f, "claims", "--kind", "killing"));
    if (!EXPECT(f->n == 1)) return;
    const char *id = cstr(&a, json_get_str(f->rows[0], "id"));
    EXPECT_OK(CALL(f, "claim", "why", id));
    if (!EXPECT(f->n == 1)) return;
    const struct json *rules = json_get(f->rows[0], "rules"),
                      *words = json_get(f->rows[0], "words");
    EXPECT(rules && rules->n > 0);
    EXPECT(words && words->kids);
    EXPECT_STR(json_get_str(words->kids, "part"), S("trigger"));
    EXPECT_STR(json_get_str(words->kids, "words"), S("shot"));
}

/* The trained stage finds the words of speech; its weights are told, and a name in letters of two
 * scripts is named. */
TEST(a_claim_says_what_weighed_and_what_deceives) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_OK(CALL(f, "add",
                   text_of(f, "r.txt",
                           "Doctors in K\u0430len said that fighters shot 14 people in Marat.\n")));
    EXPECT_OK(CALL(f, "claims", "--kind", "killing"));
    if (!EXPECT(f->n == 1)) return;
    const char *id = cstr(&a, json_get_str(f->rows[0], "id"));
    EXPECT_OK(CALL(f, "claim", "why", id));
    const struct json *weights = json_get(f->rows[0], "weights"),
                      *odd = json_get(f->rows[0], "suspicious");
    if (!EXPECT(weights && weights->kids && odd && odd->kids)) return;
    bool cue = false;
    JSON_EACH(v, weights) {
        EXPECT(json_get_str(v, "why").n > 0);
        bool heavy = str_has(json_get_str(v, "why"), S(" +"));
        cue = cue || (str_eqc(json_get_str(v, "part"), "cue") && heavy);
    }
    EXPECT(cue);
    EXPECT_STR(json_get_str(odd->kids, "part"), S("speaker"));
    EXPECT_STR(json_get_str(odd->kids, "why"), S("mixed scripts in one word"));
    EXPECT_OK(CALL(f, "show", id, "--why"));
    EXPECT(fixture_row(f, "claim", id) != NULL);
}

TEST(places_are_added_and_found_in_any_script) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_OK(CALL(f, "place", "add", "Lisharan", "--kind", "city", "--ar", "ليشاران", "--source",
                   "town plan"));
    EXPECT_OK(CALL(f, "place", "add", "Old Mill", "--kind", "neighbourhood", "--in", "Lisharan",
                   "--lat", "33.5", "--lon", "٣٦", "--source", "town plan"));
    EXPECT_STR(json_get_str(f->rows[0], "parent"), S("Lisharan"));
    EXPECT_INT(json_get_i(f->rows[0], "lon", 0), 360000000);
    EXPECT_INT(CALL(f, "place", "add", "Lisharan", "--kind", "city", "--source", "x"), RC_CONFLICT);
    EXPECT_INT(CALL(f, "place", "add", "Mill", "--kind", "city", "--in", "Nowhere at all",
                    "--source", "x"),
               RC_NOTFOUND);
    EXPECT_OK(CALL(f, "places", "find", "ليشار"));
    EXPECT(f->n == 1 && json_get_bool(f->rows[0], "of_case"));
    EXPECT_OK(CALL(f, "places", "find", "Nairobi"));
    EXPECT(f->n >= 1 && str_starts(json_get_str(f->rows[0], "id"), S("p-gn-")));
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}
