/* Pages of review and incidents, written without a server: what stands there, for whom, in which
 * language. */
#include "web/fixture.h"
#include "web/web.h"

static struct str page(struct fixture *f, const char *path, struct str seg, const char *query) {
    rc got;
    struct str html = fixture_page(f, (struct asked){path, seg, query, LANG_EN, NULL}, &got, NULL);
    if (got != RC_OK) test_fail(__FILE__, __LINE__, "%s: %s", path, f->e.msg);
    return html;
}

static struct str text(struct fixture *f, const char *path, struct str seg, const char *query) {
    return fixture_text(&f->a, page(f, path, seg, query));
}

/* Code of the first incident whose title has this. */
static struct str code_of(struct fixture *f, const char *title) {
    EXPECT_OK(CALL(f, "incidents"));
    for (i64 i = 0; i < f->n; i++)
        if (str_has(json_get_str(f->rows[i], "title"), str_c(title)))
            return json_get_str(f->rows[i], "code");
    test_fail(__FILE__, __LINE__, "no incident \"%s\"", title);
    return S("NONE");
}

static struct str claim_of(struct fixture *f, const char *words) {
    EXPECT_OK(CALL(f, "claims"));
    for (i64 i = 0; i < f->n; i++)
        if (str_has(json_text(&f->a, f->rows[i]), str_c(words)))
            return json_get_str(f->rows[i], "id");
    test_fail(__FILE__, __LINE__, "no claim \"%s\"", words);
    return S("NONE");
}

#define HAS(html, part)   EXPECT(str_has(html, S(part)))
#define LACKS(html, part) EXPECT(!str_has(html, S(part)))

TEST(pages_of_review_are_whole_in_every_language) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    struct str code = code_of(f, "Marat"), claim = claim_of(f, "14 bodies");
    const struct asked all[] = {{"/review", S(""), NULL},
                                {"/review", S(""), "queue=conflict"},
                                {"/claim/{}", claim, NULL},
                                {"/incidents", S(""), NULL},
                                {"/incidents", S(""), "kind=killing&accounts=one_account"},
                                {"/incidents/map", S(""), NULL},
                                {"/incidents/time", S(""), NULL},
                                {"/incident/{}", code, NULL},
                                {"/incident/{}/draft", code, NULL},
                                {"/incident/{}/draft", code, "unreviewed=1"}};
    for (i64 i = 0; i < LEN(all); i++)
        for (int l = 0; l < LANG_COUNT; l++) {
            rc got;
            struct asked q = all[i];
            q.lang = (enum lang)l;
            struct str html = fixture_page(f, q, &got, NULL);
            if (got != RC_OK || fixture_count(html, "<h1") != 1)
                test_fail(__FILE__, __LINE__, "%s in %s: %lld h1, %s", q.path, LANG_CODES[l],
                          (long long)fixture_count(html, "<h1"), f->e.msg);
            EXPECT_INT(fixture_count(html, "style="), 0);
            EXPECT_INT(fixture_count(html, "<script"), 0);
            EXPECT_INT(fixture_count(html, "<label"), fixture_count(html, "<input type=\"text\"") +
                                                          fixture_count(html, "<textarea") +
                                                          fixture_count(html, "<select") +
                                                          fixture_count(html, "type=\"checkbox\""));
        }
}

TEST(a_machine_claim_says_so_and_waits) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    struct str id = claim_of(f, "14 bodies");
    const char *c = cstr(&a, id);
    HAS(text(f, "/review", S(""), NULL), "machine, not reviewed");
    EXPECT_OK(CALL(f, "review", c, "accept", "--reason", "as written"));
    HAS(text(f, "/claim/{}", id, NULL), "1 person");
    EXPECT(!str_has(page(f, "/review", S(""), NULL), id));
    f->actor = S("second reader");
    EXPECT_OK(CALL(f, "review", c, "reject", "--reason", "another event"));
    struct str now = text(f, "/claim/{}", id, NULL);
    HAS(now, "People disagree");
    HAS(now, "another event");
    EXPECT(str_has(page(f, "/review", S(""), "queue=conflict"), id));
}

TEST(whoever_wrote_a_version_sees_no_form_to_accept_it) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    struct str id = claim_of(f, "14 bodies");
    EXPECT_OK(CALL(f, "review", cstr(&a, id), "correct", "--count", "14-15", "--reason", "x"));
    struct rights r = {.account = S("first recorder"),
                       .perms = 1u << PERM_READ | 1u << PERM_REVIEW,
                       .reach = -1,
                       .fields = FIELD_ALL};
    struct asked q = {"/claim/{}", id, NULL, LANG_EN, &r};
    rc got;
    HAS(fixture_text(&a, fixture_page(f, q, &got, NULL)), "You entered or corrected");
    f->actor = S("second reader");
    HAS(fixture_page(f, q, &got, NULL), "data-act=\"accept\"");
    r.perms = 1u << PERM_READ;
    LACKS(fixture_page(f, q, &got, NULL), "data-act");
}

TEST(an_incident_tells_what_it_must) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    struct str code = code_of(f, "Marat"), t = text(f, "/incident/{}", code, NULL);
    static const char *const PARTS[] = {"Reported:",
                                        "14–21",
                                        "Lowest, 14 — said by Interior ministry officials",
                                        "Highest, 21 — said by Marta Velin, a resident",
                                        "Among them",
                                        "Three — said by the report itself; nobody quoted",
                                        "fighters — said by Interior ministry officials",
                                        "how those who say it know",
                                        "What is disputed",
                                        "That it happened",
                                        "How many",
                                        "one origin",
                                        "No search for further accounts"};
    for (i64 i = 0; i < LEN(PARTS); i++)
        if (!str_has(t, str_c(PARTS[i]))) test_fail(__FILE__, __LINE__, "lacks %s", PARTS[i]);
}

TEST(names_are_withheld_from_those_who_may_not_see_them) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    struct str code = code_of(f, "Marat"), id = claim_of(f, "21 bodies");
    struct rights r = {.account = S("reader"), .perms = 1u << PERM_READ, .reach = -1};
    const struct asked all[] = {{"/incident/{}", code, NULL},
                                {"/claim/{}", id, NULL},
                                {"/review", S(""), NULL},
                                {"/incident/{}/draft", code, "unreviewed=1"}};
    for (i64 i = 0; i < LEN(all); i++) {
        rc got;
        struct asked q = all[i];
        q.rights = &r;
        struct str html = fixture_page(f, q, &got, NULL);
        EXPECT(got == RC_OK && html.n);
        LACKS(html, "Velin");
        r.fields = FIELD_ALL;
        HAS(fixture_page(f, q, &got, NULL), "Velin");
        r.fields = 0;
    }
}

TEST(what_lies_outside_of_reach_is_not_there) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    struct str code = code_of(f, "Marat"), id = claim_of(f, "21 bodies");
    struct rights r = {.perms = 1u << PERM_READ, .reach = 2, .fields = FIELD_ALL};
    rc got;
    (void)fixture_page(f, (struct asked){"/incident/{}", code, NULL, LANG_EN, &r}, &got, NULL);
    EXPECT_INT(got, RC_NOTFOUND);
    (void)fixture_page(f, (struct asked){"/claim/{}", id, NULL, LANG_EN, &r}, &got, NULL);
    EXPECT_INT(got, RC_NOTFOUND);
    struct str list =
        fixture_page(f, (struct asked){"/incidents", S(""), NULL, LANG_EN, &r}, &got, NULL);
    EXPECT(!str_has(list, code));
}

TEST(a_merged_incident_leads_on_and_its_overlaps_show_what_is_left) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    const char *month = cstr(&a, code_of(f, "Orlan, March 2031")),
               *bomb = cstr(&a, code_of(f, "Orlan, 3 March"));
    EXPECT_OK(CALL(f, "incident", "overlap", month, bomb, "--reason", "counted too"));
    HAS(text(f, "/incident/{}", str_c(month), NULL), "35 killed");
    EXPECT(str_has(page(f, "/incident/{}", str_c(bomb), NULL), str_c(month)));
    EXPECT_OK(CALL(f, "incident", "merge", month, bomb, "--reason", "one event"));
    rc got;
    struct str to;
    struct str html = fixture_page(
        f, (struct asked){"/incident/{}", str_c(bomb), NULL, LANG_EN, NULL}, &got, &to);
    EXPECT(got == RC_OK && html.n == 0);
    HAS(to, "/incident/i-");
    EXPECT(str_has(page(f, "/incident/{}", str_c(month), NULL), str_c(bomb)));
}

TEST(hostile_words_stay_words) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    struct str code = code_of(f, "Marat");
    const char *c = cstr(&a, code), *evil = "<script>alert(1)</script>\"'><img src=x>";
    EXPECT_OK(CALL(f, "comment", "add", c, "--words", evil));
    EXPECT_OK(CALL(f, "incident", "searched", c, "--where", evil, "--on", "2031", "--found", evil));
    EXPECT_OK(CALL(f, "incident", "reply", c, "--party", evil, "--words", evil, "--source", evil));
    EXPECT_OK(
        CALL(f, "incident", "set", c, "--title", evil, "--place-words", evil, "--reason", evil));
    for (int i = 0; i < 3; i++) {
        static const char *const PATHS[] = {"/incident/{}", "/incidents", "/incidents/map"};
        struct str html = page(f, PATHS[i], i ? S("") : code, NULL);
        LACKS(html, "<script");
        LACKS(html, "<img");
        HAS(html, "&lt;script&gt;");
    }
}

TEST(the_draft_leaves_out_what_nobody_accepted) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    struct str code = code_of(f, "Marat"), id = claim_of(f, "14 bodies");
    HAS(text(f, "/incident/{}/draft", code, NULL), "Nothing of it would be published");
    EXPECT_OK(CALL(f, "review", cstr(&a, id), "accept", "--reason", "as written"));
    struct str html = page(f, "/incident/{}/draft", code, NULL);
    HAS(fixture_text(&a, html), "Reported: 14");
    HAS(html, "Left out, and why");
    LACKS(html, "href=\"../");
    LACKS(html, "href=\"http");
}

TEST(a_claim_says_where_in_its_medium_it_stands) {
    static const char *const WORDS[] = {"row 3 · cell B3", "الصف ٣ · الخلية B3",
                                        "строка 3 · ячейка B3"};
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    const char *table = fixture_file(
        f, "notes.csv",
        S("No,Note\n1,Nothing.\n2,The mayor said that 31 people were killed in Orlan.\n"));
    EXPECT_OK(CALL(f, "add", table));
    struct str claim = claim_of(f, "31 people");
    for (int l = 0; l < LANG_COUNT; l++) {
        rc got;
        struct asked q = {.path = "/claim/{}", .seg = claim, .lang = (enum lang)l};
        struct str words = fixture_text(&f->a, fixture_page(f, q, &got, NULL));
        if (!str_has(words, str_c(WORDS[l])))
            test_fail(__FILE__, __LINE__, "%s: %.*s", LANG_CODES[l], SARG(words));
    }
    LACKS(text(f, "/claim/{}", claim_of(f, "14 bodies"), NULL), "cell ");
}
