#include "flow/fixture.h"

static struct fixture *with_report(struct arena *a) {
    struct fixture *f = fixture_make(a);
    EXPECT_OK(CALL(f, "add",
                   fixture_file(f, "r.txt", S("Interior ministry officials said that they had "
                                              "found 14 bodies in Marat.\n\nTen people were "
                                              "killed in Soro, police said.\n"))));
    EXPECT_OK(CALL(f, "claims"));
    EXPECT(f->n >= 2);
    return f;
}

static const char *id(struct fixture *f, i64 i) {
    EXPECT_OK(CALL(f, "claims", "--all"));
    return i < f->n ? cstr(&f->a, json_get_str(f->rows[i], "id")) : "c-none";
}

static rc sheet(struct fixture *f, struct str text) {
    return CALL(f, "review", "--csv", fixture_file(f, "d.csv", text));
}

static i64 machine(struct fixture *f) {
    EXPECT_OK(CALL(f, "claims", "--status", "machine"));
    return f->n;
}

TEST(a_table_from_a_spreadsheet_is_read_whatever_it_adds) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    const char *one = id(f, 0), *two = id(f, 1);
    EXPECT_OK(sheet(f, str_fmt(&a, "\xEF\xBB\xBFid,act,reason\r\n%s,accept,\"a \"\"quoted\"\", "
                                   "reason\nof two lines\"\r\n%s,,\r\n",
                               one, two)));
    EXPECT_INT(f->n, 1);
    EXPECT_OK(CALL(f, "show", one));
    EXPECT_STR(json_get_str(f->rows[0], "status"), S("accepted"));
    const struct json *act = fixture_row(f, "act", "accept");
    if (EXPECT(act))
        EXPECT_STR(json_get_str(act, "reason"), S("a \"quoted\", reason\nof two lines"));
    EXPECT_OK(CALL(f, "show", two));
    EXPECT_STR(json_get_str(f->rows[0], "status"), S("machine"));
}

TEST(one_bad_line_records_nothing_at_all) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    const char *one = id(f, 0);
    i64 before = machine(f);
    struct str bad[] = {
        str_fmt(&a, "id,act,reason\n%s,accept,x\nc-0000000000000000,accept,x\n", one),
        str_fmt(&a, "id,act,reason\n%s,accept,x\n%s,bless,x\n", one, one),
        str_fmt(&a, "id,act,reason\n%s,accept,x\n%s,accept,\n", one, one),
        str_fmt(&a, "id,act,reason\n%s,accept,x\n%s,reject,twice\n", one, one),
        str_fmt(&a, "id,act,reason,min,max\n%s,correct,x,9,3\n", one),
        str_fmt(&a, "id,act\n%s,accept\n", one),
        S("")};
    for (i64 i = 0; i < LEN(bad); i++) {
        EXPECT(sheet(f, bad[i]) != RC_OK);
        EXPECT(f->e.msg[0]);
        if (i < 5) EXPECT(str_has(str_c(f->e.msg), S("line ")));
        EXPECT_INT(machine(f), before);
    }
    EXPECT_INT(sheet(f, bad[0]), RC_NOTFOUND);
    EXPECT(str_has(str_c(f->e.msg), S("line 3")));
}

TEST(the_exported_table_comes_back_unchanged) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    EXPECT_OK(CALL(f, "claims", "--csv"));
    struct str table = str_dup(&a, f->raw);
    EXPECT_OK(sheet(f, table));
    EXPECT(strstr(f->said, "nothing to do") != NULL);
}

TEST(a_decision_needs_claim_act_and_reason) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    const char *one = id(f, 0);
    EXPECT_INT(CALL(f, "review", one, "accept"), RC_USAGE);
    EXPECT_INT(CALL(f, "review", one), RC_USAGE);
    EXPECT_INT(CALL(f, "review"), RC_USAGE);
    EXPECT_INT(CALL(f, "review", "c-00000000", "accept", "--reason", "x"), RC_NOTFOUND);
    EXPECT_INT(CALL(f, "review", one, "undo", "--reason", "x"), RC_CONFLICT);
}

/* What the case shows after any sequence of decisions is what its receipt counts. */
TEST(decisions_of_two_persons_count_alike_in_the_case_and_in_its_receipts) {
    static const char *const ACTS[] = {"accept", "reject", "correct", "conflict", "work_needed",
                                       "undo"};
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    const char *one = id(f, 0);
    u64 x = 88172645463325252u;
    for (int i = 0; i < 40; i++) {
        x ^= x << 13, x ^= x >> 7, x ^= x << 17;
        f->actor = x >> 20 & 1 ? S("first recorder") : S("second recorder");
        rc r = CALL(f, "review", one, ACTS[x % 6], "--reason", "x");
        if (r != RC_OK) EXPECT_INT(r, RC_CONFLICT);
        EXPECT_OK(CALL(f, "show", one));
        struct str status = str_dup(&a, json_get_str(f->rows[0], "status"));
        i64 n = json_get_i(f->rows[0], "reviewers", -1);
        EXPECT_OK(CALL(f, "receipt", one));
        EXPECT_OK(CALL(f, "verify", fixture_file(f, "r", str_dup(&a, f->raw))));
        const struct json *line = fixture_row(f, "object", "review");
        struct str want =
            str_eqc(status, "machine")
                ? S("not reviewed")
                : str_fmt(&a, "%.*s, by %lld person", SARG(status), (long long)n);
        if (!EXPECT(line && str_has(json_get_str(line, "finding"), want))) return;
    }
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}
