/* Proposals from outside in a case: what is entered, held, put beside a claim, known, refused; and
 * what reaches a figure. */
#include "flow/fixture.h"
#include "proof/hash.h"

static const char REPORT[] =
    "MARAT, 10 March 2031 - Interior ministry officials said on Monday that fighters had killed 14 "
    "people in Marat last week.\n\n"
    "What the looters did to twelve miners in Dorvan was a beating to death. On 1 March, 34 "
    "patients were evacuated from Dorvan to hospitals in Kalen.\n";

struct proposing {
    struct arena a;
    struct fixture *f;
    struct str text, doc;
    struct buf lines;
};

/* unread: the case has no claim of the report, as if its language had not been known. */
static void begin_as(struct proposing *t, bool unread) {
    u8 h[32];
    *t = (struct proposing){.a = test_arena(), .text = str_c(REPORT)};
    t->f = fixture_make(&t->a);
    const char *path = fixture_file(t->f, "report.txt", t->text);
    EXPECT_OK(CALL(t->f, "add", path, "--publication", "Marat Courier", "--published", "2031-03-10",
                   "--lang", unread ? "fr" : "en"));
    if (unread) EXPECT_OK(CALL(t->f, "item", "set", "report.txt", "--lang", "en"));
    sha256(t->text, h);
    t->doc = str_fmt(&t->a, "sha256:%.*s", SARG(hex_encode(&t->a, (struct str){(char *)h, 32})));
    t->lines = buf_make(&t->a, 1 << 16);
}

static void begin(struct proposing *t) {
    begin_as(t, false);
}

/* "[92,96,\"shot\"]" */
static struct str span(struct proposing *t, const char *words) {
    i64 at = str_find(t->text, str_c(words), 0);
    EXPECT(at >= 0);
    return str_fmt(&t->a, "[%lld,%lld,\"%s\"]", (long long)at, (long long)(at + (i64)strlen(words)),
                   words);
}

/* One line; `more`: further members, with a comma before them. Who: NULL for the publication. */
static void line(struct proposing *t, const char *kind, const char *trigger, const char *who,
                 const char *more) {
    struct str speaker = who ? str_fmt(&t->a, "{\"who\":%.*s},", SARG(span(t, who))) : S("");
    buf_fmt(&t->lines,
            "{\"v\":1,\"doc\":\"%.*s\",\"kind\":\"%s\",\"trigger\":%.*s,\"said\":{\"chain\":[%.*s"
            "{\"publication\":\"\"}],\"act\":\"states\"},\"polarity\":\"positive\",\"modality\":"
            "\"asserted\",\"by\":{\"proposer\":\"coder-2\"}%s}\n",
            SARG(t->doc), kind, SARG(span(t, trigger)), SARG(speaker), more);
}

static const char *count(struct proposing *t, const char *words, const char *what, int n) {
    struct str s = str_fmt(&t->a,
                           ",\"counts\":[{\"span\":%.*s,\"what\":\"%s\",\"min\":%d,"
                           "\"max\":%d}]",
                           SARG(span(t, words)), what, n, n);
    return cstr(&t->a, s);
}

/* Proposes the lines written since the last time. */
static void propose(struct proposing *t) {
    const char *path = fixture_file(t->f, "p.ndjson", buf_str(&t->lines));
    EXPECT_OK(CALL(t->f, "propose", path));
    t->lines = buf_make(&t->a, 1 << 16);
}

static const char *verdict(const struct proposing *t, i64 i) {
    return i < t->f->n ? cstr((struct arena *)&t->a, json_get_str(t->f->rows[i], "verdict")) : "";
}

static const char *claim_at(struct proposing *t, i64 i) {
    return cstr(&t->a, json_get_str(t->f->rows[i], "claim"));
}

/* All figures of the case, as text. */
static struct str figures(struct proposing *t) {
    struct buf b = buf_make(&t->a, 1 << 16);
    EXPECT_OK(CALL(t->f, "figures"));
    for (i64 i = 0; i < t->f->n; i++)
        buf_put(&b, json_canon(&t->a, t->f->rows[i]));
    return buf_str(&b);
}

static void sound(struct proposing *t) {
    EXPECT_OK(CALL(t->f, "rebuild", "--check"));
    EXPECT_OK(CALL(t->f, "verify", "--deep"));
}

TEST(propose_enters_what_is_verified_throughout) {
    struct proposing t;
    begin_as(&t, true);
    EXPECT_STR(figures(&t), S(""));
    line(&t, "medical_evacuation", "evacuated", NULL, count(&t, "34 patients", "evacuated", 34));
    propose(&t);
    if (!EXPECT(t.f->n == 1)) return;
    EXPECT_STR(str_c(verdict(&t, 0)), S("entered"));
    const char *id = claim_at(&t, 0);
    EXPECT_OK(CALL(t.f, "show", id));
    const struct json *by = json_get(t.f->rows[0], "by");
    EXPECT_STR(json_get_str(by, "proposer"), S("coder-2"));
    EXPECT(!json_get(by, "held"));
    EXPECT_STR(json_get_str(t.f->rows[0], "status"), S("machine"));
    EXPECT(json_get_str(t.f->rows[0], "incident").n > 0);
    EXPECT(str_has(figures(&t), str_c(id)));
    sound(&t);
}

/* Held: in no figure and no incident; a person's accept brings it in, an undo takes it out. */
TEST(propose_holds_what_is_not_shown_until_a_person_accepts) {
    struct proposing t;
    begin(&t);
    struct str before = figures(&t);
    line(&t, "killing", "beating to death", NULL, count(&t, "twelve miners", "killed", 12));
    propose(&t);
    if (!EXPECT(t.f->n == 1)) return;
    EXPECT_STR(str_c(verdict(&t, 0)), S("held"));
    const char *id = claim_at(&t, 0);
    EXPECT_STR(figures(&t), before);
    EXPECT_OK(CALL(t.f, "show", id));
    EXPECT_STR(json_get_str(t.f->rows[0], "status"), S("work_needed"));
    EXPECT(!json_get(t.f->rows[0], "incident"));
    EXPECT_OK(CALL(t.f, "review", id, "accept", "--reason", "read in the report"));
    EXPECT(str_has(figures(&t), str_c(id)));
    sound(&t);
    EXPECT_OK(CALL(t.f, "review", id, "undo", "--reason", "too soon"));
    EXPECT(!str_has(figures(&t), str_c(id)));
    EXPECT_OK(CALL(t.f, "show", id));
    EXPECT_STR(json_get_str(t.f->rows[0], "status"), S("work_needed"));
    sound(&t);
}

TEST(propose_again_changes_nothing_even_after_a_rejection) {
    struct proposing t;
    begin(&t);
    for (int i = 0; i < 3; i++) {
        line(&t, "killing", "beating to death", NULL, count(&t, "twelve miners", "killed", 12));
        line(&t, "killing", "beating to death", NULL, count(&t, "twelve miners", "killed", 12));
        propose(&t);
        if (!EXPECT(t.f->n == 2)) return;
        EXPECT_STR(str_c(verdict(&t, 0)), i ? S("known") : S("held"));
        EXPECT_STR(str_c(verdict(&t, 1)), S("known"));
        if (i == 1) {
            const char *id = claim_at(&t, 0);
            EXPECT_OK(CALL(t.f, "review", id, "reject", "--reason", "not said"));
        }
    }
    EXPECT_OK(CALL(t.f, "claims", "--all"));
    EXPECT(fixture_row(t.f, "status", "withdrawn") != NULL);
    sound(&t);
}

TEST(propose_puts_differences_beside_a_claim) {
    struct proposing t;
    begin(&t);
    struct str before = figures(&t);
    struct str doer = span(&t, "Interior ministry officials");
    const char *more = cstr(&t.a, str_fmt(&t.a,
                                          ",\"perpetrators\":[{\"span\":%.*s,\"how\":"
                                          "\"claimed\"}]",
                                          SARG(doer)));
    line(&t, "killing", "killed", "Interior ministry officials", more);
    propose(&t);
    if (!EXPECT(t.f->n == 1)) return;
    EXPECT_STR(str_c(verdict(&t, 0)), S("proposed"));
    const char *id = claim_at(&t, 0);
    EXPECT_STR(figures(&t), before);
    EXPECT_OK(CALL(t.f, "show", id));
    EXPECT(fixture_row(t.f, "status", "proposed") != NULL);
    line(&t, "killing", "killed", "Interior ministry officials", more);
    propose(&t);
    EXPECT_STR(str_c(verdict(&t, 0)), S("known"));
    sound(&t);
}

TEST(propose_refuses_and_keeps_nothing) {
    struct proposing t;
    begin(&t);
    EXPECT_OK(CALL(t.f, "claims", "--all"));
    i64 before = t.f->n;
    line(&t, "killing", "killed", NULL, "");
    line(&t, "airstrike", "evacuated", NULL, "");
    line(&t, "evacuation", "evacuated", NULL, count(&t, "34 patients", "evacuated", 340));
    line(&t, "evacuation", "evacuated", NULL, ",\"note\":\"believe me\"");
    line(&t, "evacuation", "evacuated", NULL,
         ",\"same_event\":[\"c-00000000000000000000000000000000\"]");
    buf_puts(&t.lines, "{\"v\":1}\nnonsense\n\n[]\n");
    propose(&t);
    EXPECT_INT(t.f->n, 8);
    for (i64 i = 0; i < t.f->n; i++) {
        EXPECT_STR(str_c(verdict(&t, i)), S("refused"));
        EXPECT(json_get_str(t.f->rows[i], "why").n > 0);
        EXPECT(!json_get(t.f->rows[i], "claim"));
    }
    EXPECT_INT(json_get_i(t.f->rows[7], "line", 0), 9);
    EXPECT_OK(CALL(t.f, "claims", "--all"));
    EXPECT_INT(t.f->n, before);
    sound(&t);
}

TEST(propose_knows_only_items_of_the_case) {
    struct proposing t;
    begin(&t);
    t.doc = S("sha256:0000000000000000000000000000000000000000000000000000000000000000");
    line(&t, "evacuation", "evacuated", NULL, "");
    propose(&t);
    EXPECT_STR(str_c(verdict(&t, 0)), S("refused"));
}

/* One number said once is counted once, whatever kind it is proposed under. */
TEST(propose_holds_a_number_that_another_kind_has) {
    struct proposing t;
    begin(&t);
    struct str before = figures(&t);
    line(&t, "evacuation", "evacuated", NULL, count(&t, "34 patients", "evacuated", 34));
    propose(&t);
    EXPECT_STR(str_c(verdict(&t, 0)), S("held"));
    EXPECT_STR(figures(&t), before);
}

TEST(propose_preview_records_nothing) {
    struct proposing t;
    begin_as(&t, true);
    line(&t, "medical_evacuation", "evacuated", NULL, count(&t, "34 patients", "evacuated", 34));
    const char *path = fixture_file(t.f, "p.ndjson", buf_str(&t.lines));
    for (int i = 0; i < 2; i++) {
        EXPECT_OK(CALL(t.f, "propose", path, "--preview"));
        EXPECT_STR(str_c(verdict(&t, 0)), S("entered"));
    }
    EXPECT_OK(CALL(t.f, "propose", path));
    EXPECT_STR(str_c(verdict(&t, 0)), S("entered"));
}

/* A later reading takes back what a reading said, never what somebody proposed. */
TEST(propose_outlives_a_reading) {
    struct proposing t;
    begin_as(&t, true);
    line(&t, "medical_evacuation", "evacuated", NULL, count(&t, "34 patients", "evacuated", 34));
    line(&t, "killing", "beating to death", NULL, count(&t, "twelve miners", "killed", 12));
    propose(&t);
    const char *entered = claim_at(&t, 0), *held = claim_at(&t, 1);
    EXPECT_OK(CALL(t.f, "read", "--all"));
    EXPECT_OK(CALL(t.f, "claims"));
    EXPECT(t.f->n > 2); /* read now, and what was proposed is not read twice */
    i64 evacuated = 0;
    for (i64 i = 0; i < t.f->n; i++)
        evacuated += str_eqc(json_get_str(t.f->rows[i], "kind"), "medical_evacuation");
    EXPECT_INT(evacuated, 1);
    EXPECT_OK(CALL(t.f, "show", entered));
    EXPECT_STR(json_get_str(t.f->rows[0], "status"), S("machine"));
    EXPECT_OK(CALL(t.f, "show", held));
    EXPECT_STR(json_get_str(t.f->rows[0], "status"), S("work_needed"));
    sound(&t);
}
