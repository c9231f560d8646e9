/* The whole way of a report through the operations: sealed, read, reviewed, corrected, read again,
 * rebuilt. */
#include "flow/fixture.h"

static const char REPORT[] =
    "MARAT, 10 March 2031 - Interior ministry officials said on Monday that they had found 14 "
    "bodies in Marat.\n\n"
    "They said that fighters shot the people last week.\n";

static struct fixture *with_report(struct arena *a) {
    struct fixture *f = fixture_make(a);
    const char *path = fixture_file(f, "report.txt", str_c(REPORT));
    EXPECT_OK(CALL(f, "add", path, "--publication", "Marat Courier", "--published", "2031-03-10"));
    EXPECT(f->n >= 1 && str_eqc(json_get_str(f->rows[0], "state"), "sealed"));
    return f;
}

/* Id of the first claim of a kind, "" when there is none. */
static const char *claim_of(struct fixture *f, const char *kind) {
    EXPECT_OK(CALL(f, "claims", "--kind", kind));
    return f->n ? cstr(&f->a, json_get_str(f->rows[0], "id")) : "";
}

TEST(a_report_becomes_claims_with_its_words) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    EXPECT_OK(CALL(f, "claims", "--kind", "bodies_found"));
    if (!EXPECT(f->n == 1)) return;
    EXPECT_STR(json_get_str(f->rows[0], "number"), S("14 bodies"));
    EXPECT(str_has(json_get_str(f->rows[0], "said_by"), S("nterior ministry officials")));
    EXPECT_STR(json_get_str(f->rows[0], "status"), S("machine"));
    EXPECT_OK(CALL(f, "incidents"));
    EXPECT(f->n >= 1);
    EXPECT_OK(CALL(f, "figures"));
    EXPECT(f->n >= 1);
}

TEST(the_same_bytes_are_one_item) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    EXPECT_OK(CALL(f, "add", fixture_file(f, "again.txt", str_c(REPORT))));
    EXPECT(f->n == 1 && str_eqc(json_get_str(f->rows[0], "state"), "already sealed"));
    EXPECT_OK(CALL(f, "items"));
    EXPECT_INT(f->n, 1);
}

TEST(what_cannot_be_read_stays_sealed_with_a_reason) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_OK(CALL(f, "add", fixture_file(f, "empty.txt", S(""))));
    EXPECT_OK(CALL(f, "add", fixture_file(f, "junk.bin", S("\x7f\x45\x4c\x46\0\0\1\2\3 junk"))));
    EXPECT_OK(CALL(f, "items", "--state", "unreadable"));
    EXPECT_INT(f->n, 2);
    for (i64 i = 0; i < f->n; i++) EXPECT(json_get_str(f->rows[i], "reason").n > 0);
    EXPECT_OK(CALL(f, "verify", "--deep"));
}

TEST(reviews_are_entries_and_undo_is_another) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    const char *id = claim_of(f, "bodies_found");
    if (!EXPECT(*id)) return;
    EXPECT_OK(CALL(f, "review", id, "accept", "--reason", "seen"));
    EXPECT_STR(json_get_str(f->rows[0], "status"), S("accepted"));
    EXPECT_OK(CALL(f, "review", id, "accept", "--reason", "seen again"));
    EXPECT_INT(json_get_i(f->rows[0], "reviewers", -1), 1);
    f->actor = S("second recorder");
    EXPECT_OK(CALL(f, "review", id, "accept", "--reason", "seen too"));
    EXPECT_INT(json_get_i(f->rows[0], "reviewers", -1), 2);
    EXPECT_OK(CALL(f, "review", id, "reject", "--reason", "no"));
    EXPECT_STR(json_get_str(f->rows[0], "status"), S("conflict"));
    EXPECT_OK(CALL(f, "review", id, "undo", "--reason", "mistaken"));
    EXPECT_STR(json_get_str(f->rows[0], "status"), S("accepted"));
    for (int i = 0; i < 3; i++) EXPECT_OK(CALL(f, "review", id, "undo", "--reason", "back"));
    EXPECT_STR(json_get_str(f->rows[0], "status"), S("machine"));
    EXPECT_INT(CALL(f, "review", id, "undo", "--reason", "once more"), RC_CONFLICT);
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}

TEST(a_corrected_claim_keeps_its_id_and_survives_a_new_reading) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    const char *id = claim_of(f, "bodies_found");
    if (!EXPECT(*id)) return;
    EXPECT_OK(CALL(f, "review", id, "correct", "--count", "20-23", "--reason", "a later edition"));
    EXPECT_STR(json_get_str(f->rows[0], "id"), str_c(id));
    EXPECT_STR(json_get_str(f->rows[0], "number"), S("20-23 bodies"));
    EXPECT_OK(CALL(f, "read", "--all"));
    EXPECT_OK(CALL(f, "show", id));
    EXPECT_STR(json_get_str(f->rows[0], "number"), S("20-23 bodies"));
    EXPECT_STR(json_get_str(f->rows[0], "status"), S("accepted"));
    EXPECT(fixture_row(f, "status", "proposed") != NULL);
    EXPECT_OK(CALL(f, "review", id, "undo", "--reason", "no such edition"));
    EXPECT_STR(json_get_str(f->rows[0], "number"), S("14 bodies"));
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}

TEST(a_person_adds_a_claim_by_quoting_words_in_any_language) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    const char *path = fixture_file(f, "arabic.txt", S("قال مسؤول محلي إن ثلاثة أشخاص قتلوا في "
                                                       "مراط يوم الاثنين."));
    EXPECT_OK(CALL(f, "add", path));
    EXPECT_OK(CALL(f, "items", "--state", "read"));
    EXPECT_INT(f->n, 1);
    EXPECT_OK(CALL(f, "claim", "add", "arabic.txt", "--quote",
                   "ثلاثة أشخاص قتلوا في مراط", "--kind", "death",
                   "--count",
                   "3", "--what", "killed", "--who-says", "مسؤول محلي", "--where", "مراط"));
    if (!EXPECT(f->n == 1)) return;
    EXPECT_STR(json_get_str(f->rows[0], "said_by"), S("مسؤول محلي"));
    EXPECT_STR(json_get_str(f->rows[0], "status"), S("accepted"));
    EXPECT_INT(CALL(f, "claim", "add", "arabic.txt", "--quote", "not there", "--kind", "death"),
                    RC_NOTFOUND);
    EXPECT_OK(CALL(f, "search", "مرَاط"));
    EXPECT(f->n >= 1);
    EXPECT_INT(CALL(f, "search", "لندن"), RC_NO);
}

TEST(decisions_come_back_from_a_spreadsheet) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    EXPECT_OK(CALL(f, "claims", "--csv"));
    EXPECT(str_starts(f->raw, S("id,item,publication")));
    const char *id = claim_of(f, "bodies_found");
    struct str sheet = str_fmt(&a, "id,act,reason,min,max\r\n%s,correct,\"the list, as "
                                   "sent\",15,15\r\n", id);
    EXPECT_OK(CALL(f, "review", "--csv", fixture_file(f, "d.csv", sheet)));
    EXPECT_OK(CALL(f, "show", id));
    EXPECT_STR(json_get_str(f->rows[0], "number"), S("15 bodies"));
    struct str bad = S("id,act,reason\r\nx,accept,\r\n");
    EXPECT_INT(CALL(f, "review", "--csv", fixture_file(f, "e.csv", bad)), RC_USAGE);
}

TEST(a_receipt_checks_without_the_case_and_every_changed_byte_is_seen) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    EXPECT_OK(CALL(f, "figures"));
    const struct json *figure = fixture_row(f, "what", "bodies");
    if (!EXPECT(figure)) return;
    const char *id = cstr(&a, json_get_str(figure, "id"));
    EXPECT_OK(CALL(f, "receipt", id));
    struct str receipt = str_dup(&a, f->raw);
    const char *path = fixture_file(f, "figure.receipt", receipt);
    const char *case_dir = f->case_dir;
    f->case_dir = "/nonexistent";
    EXPECT_OK(CALL(f, "verify", path));
    if (f->e.code) test_fail(__FILE__, __LINE__, "%s", f->e.msg);
    EXPECT(fixture_row(f, "object", "figure") != NULL);
    EXPECT(!str_has(receipt, S("first recorder")));
    EXPECT(!str_has(receipt, S("report.txt")));
    EXPECT(!str_has(receipt, S("sha256:")) || !str_has(receipt, S("\"doc\"")));
    u64 x = 88172645463325252u;
    for (int i = 0; i < 60; i++) {
        x ^= x << 13, x ^= x >> 7, x ^= x << 17;
        char *bytes = (char *)str_dup(&a, receipt).p;
        bytes[x % (u64)receipt.n] ^= (char)(1 << (x >> 32 & 7));
        EXPECT_INT(CALL(f, "verify", fixture_file(f, "bad.receipt", (struct str){bytes,
                                                                     receipt.n})), RC_INTEGRITY);
        EXPECT(f->e.msg[0] != 0);
    }
    f->case_dir = case_dir;
}
