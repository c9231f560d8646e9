#include "flow/fixture.h"

static const char REPORT[] = "MARAT, 10 March 2031 - Interior ministry officials said that they "
                             "had "
                             "found 14 bodies in Marat.\n";

static struct fixture *with_report(struct arena *a) {
    struct fixture *f = fixture_make(a);
    EXPECT_OK(CALL(f, "add", fixture_file(f, "report.txt", str_c(REPORT)), "--publication", "C",
                   "--published", "2031-03-10"));
    return f;
}

static const char *claim_of(struct fixture *f) {
    EXPECT_OK(CALL(f, "claims", "--kind", "bodies_found"));
    return EXPECT(f->n == 1) ? cstr(&f->a, json_get_str(f->rows[0], "id")) : "c-none";
}

TEST(reading_again_changes_nothing_when_the_reader_says_the_same) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    const char *id = claim_of(f);
    EXPECT_OK(CALL(f, "read", "--all"));
    EXPECT_OK(CALL(f, "read", "report.txt"));
    EXPECT_STR(str_c(claim_of(f)), str_c(id));
    EXPECT_OK(CALL(f, "incidents"));
    EXPECT_INT(f->n, 1);
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}

/* A corrected claim stands for a reader that has learnt to read otherwise. */
TEST(a_reader_that_differs_from_a_person_only_proposes) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    const char *id = claim_of(f);
    EXPECT_OK(CALL(f, "review", id, "correct", "--count", "15", "--reason", "x"));
    EXPECT_OK(CALL(f, "read", "--all"));
    EXPECT(strstr(f->said, "proposed") != NULL);
    EXPECT_OK(CALL(f, "show", id));
    EXPECT_STR(json_get_str(f->rows[0], "number"), S("15 bodies"));
    EXPECT(fixture_row(f, "status", "proposed") != NULL);
    EXPECT_OK(CALL(f, "claims", "--kind", "bodies_found"));
    EXPECT_INT(f->n, 1);
}

TEST(a_rejected_claim_does_not_come_back_by_reading_again) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    const char *id = claim_of(f);
    EXPECT_OK(CALL(f, "review", id, "reject", "--reason", "x"));
    EXPECT_OK(CALL(f, "read", "--all"));
    EXPECT_OK(CALL(f, "claims", "--kind", "bodies_found"));
    EXPECT_INT(f->n, 0);
    EXPECT_OK(CALL(f, "review", id, "undo", "--reason", "x"));
    EXPECT_OK(CALL(f, "read", "--all"));
    EXPECT_STR(str_c(claim_of(f)), str_c(id));
    EXPECT_STR(json_get_str(f->rows[0], "status"), S("machine"));
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}

TEST(what_a_person_entered_survives_a_new_reading) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    EXPECT_OK(CALL(f, "claim", "add", "report.txt", "--quote", "Interior ministry officials said",
                   "--kind", "testimony"));
    const char *id = f->n ? cstr(&a, json_get_str(f->rows[0], "id")) : "c-none";
    EXPECT_INT(json_get_i(f->rows[0], "reviewers", -1), 1);
    EXPECT_OK(CALL(f, "read", "--all"));
    EXPECT_OK(CALL(f, "show", id));
    EXPECT_STR(json_get_str(f->rows[0], "status"), S("accepted"));
    EXPECT_OK(CALL(f, "review", id, "accept", "--reason", "still my own word"));
    EXPECT_INT(json_get_i(f->rows[0], "reviewers", -1), 1);
    f->actor = S("second recorder");
    EXPECT_OK(CALL(f, "review", id, "accept", "--reason", "x"));
    EXPECT_INT(json_get_i(f->rows[0], "reviewers", -1), 2);
}

/* One claim that could not be read back would close the whole case. */
TEST(a_correction_that_does_not_hold_together_is_not_recorded) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    const char *id = claim_of(f);
    static const char *const COUNTS[] = {"9007199254740993", "0-9223372036854775807",
                                         "9007199254740993+", "5-3", "-1", "x"};
    for (i64 i = 0; i < LEN(COUNTS); i++) {
        EXPECT_INT(CALL(f, "review", id, "correct", "--count", COUNTS[i], "--reason", "x"),
                   RC_USAGE);
        EXPECT_OK(CALL(f, "claims"));
    }
    EXPECT_INT(CALL(f, "claim", "add", "report.txt", "--quote", "14 bodies in Marat", "--kind",
                    "bodies_found", "--what", "bodies", "--count", "9007199254740993"),
               RC_USAGE);
    EXPECT_OK(CALL(f, "review", id, "correct", "--who-says", "Interior ministry", "--where",
                   "Marat", "--from", "2031-03-01", "--to", "2031-03-09", "--reason", "x"));
    EXPECT_OK(CALL(f, "review", id, "accept", "--reason", "bytes \xff that are no text"));
    EXPECT_OK(CALL(f, "show", id));
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}

TEST(headlines_are_kept_and_cut_between_characters) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    struct buf page = buf_make(&a, 4096);
    buf_puts(&page, "<html><body><h1>");
    for (int i = 0; i < 200; i++)
        buf_puts(&page, "م");
    buf_puts(&page, "</h1><p>Ten people were killed in Marat, officials said on Monday, and the "
                    "road to the old mill was closed.</p></body></html>");
    EXPECT_OK(CALL(f, "add", fixture_file(f, "page.html", buf_str(&page))));
    EXPECT_OK(CALL(f, "items"));
    struct str title = f->n ? json_get_str(f->rows[0], "title") : S("");
    EXPECT(title.n == 0 || (title.n <= 300 && title.n % 2 == 0));
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}
