#include "web/asked.h"

#include "people/job.h"

TEST(act_is_done_and_leads_on) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    struct req *r = POST(t, "/do/publication-add", "NAME", "Lisharan Post", "source", "known",
                         "_next", "/publication?name={name}#top", "side", "");
    EXPECT_INT(r->status, 0);
    EXPECT(str_starts(r->location, S("/publication?name=")));
    EXPECT(str_ends(r->location, S("&done=publication-add#top")));
    r = POST(t, "/do/publication-add", "NAME", "Orlan Post", "source", "known", "_next",
             "//evil.example");
    EXPECT_STR(r->location, S("/?done=publication-add"));
    asking_end(t);
}

TEST(act_keeps_what_was_typed) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    struct req *r = POST(t, "/do/publication-add", "NAME", "<Lisharan & Post>", "note",
                         "two\nlines", "_next", "/places");
    struct str html = asking_body(r);
    EXPECT_INT(r->status, 400);
    EXPECT(str_has(html, S("&lt;Lisharan &amp; Post&gt;</textarea>")));
    EXPECT(str_has(html, S("action=\"/do/publication-add\"")));
    EXPECT(str_has(html, S("name=\"_next\" value=\"/places\"")));
    asking_end(t);
}

TEST(act_never_shows_a_secret) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    struct req *r =
        POST(t, "/do/account-add", "NAME", "Velin", "roles", "no-such-role", "new", "open sesame!");
    EXPECT(r->status >= 400);
    EXPECT(str_has(asking_body(r), S("Velin")));
    EXPECT(!str_has(asking_body(r), S("open sesame")));
    asking_end(t);
}

TEST(act_refuses_what_is_not_offered) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    EXPECT_INT(POST(t, "/do/no-such-act", "a", "b")->status, 404);
    EXPECT_INT(POST(t, "/do/init", "DIR", "/tmp/x")->status, 404);
    EXPECT_INT(POST(t, "/do/seal", "PATH", "/etc/passwd")->status, 400);
    EXPECT_INT(POST(t, "/do/publication-add", "NAME", "x", "nonsense", "1")->status, 400);
    t->sitting.rights.perms = 1u << PERM_READ;
    EXPECT_INT(POST(t, "/do/publication-add", "NAME", "x", "source", "y")->status, 403);
    EXPECT_INT(POST(t, "/do/verify", "deep", "1")->status, 303);
    t->sitting.rights.perms = 0;
    EXPECT_INT(POST(t, "/do/verify", "deep", "1")->status, 403);
    asking_end(t);
}

static struct str some_claim(struct asking *t) {
    EXPECT_OK(CALL(t->f, "claims"));
    return json_get_str(t->f->rows[0], "id");
}

/* Two people open the same claim; the second to decide is shown what the first did. */
TEST(act_shows_both_versions) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    const char *id = cstr(&t->a, some_claim(t));
    i64 entry, part;
    struct err e = {0};
    EXPECT_OK(records_version(t->d->base.session->db, str_c(id), &entry, &part, &e));
    const char *version =
        cstr(&t->a, str_fmt(&t->a, "\"%lld-%lld\"", (long long)entry, (long long)part));
    struct req *r = POST(t, "/do/review", "CLAIM", id, "ACT", "accept", "reason", "first words",
                         "_match", id, "_version", version, "_next", "/review");
    EXPECT_STR(r->location, S("/review?done=review"));
    r = POST(t, "/do/review", "CLAIM", id, "ACT", "reject", "reason", "second words", "_match", id,
             "_version", version, "_next", "/review");
    struct str html = asking_body(r);
    EXPECT_INT(r->status, 412);
    EXPECT(str_has(html, S("What is there now")) && str_has(html, S("accepted")));
    EXPECT(str_has(html, S("What you wrote")) && str_has(html, S("second words")));
    EXPECT(!str_has(html, str_fmt(&t->a, "value=\"%s\"", version))); /* a new one to go on with */
    EXPECT(str_has(html, S("name=\"_version\"")));
    r = POST(t, "/do/review", "CLAIM", id, "ACT", "reject", "_match", id, "_version", "nonsense");
    EXPECT_INT(r->status, 412);
    asking_end(t);
}

TEST(act_slow_ones_are_jobs) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    struct err e = {0};
    struct job j;
    bool found;
    struct req *r = POST(t, "/do/publish", "draft", "1");
    EXPECT_INT(r->status, 303);
    EXPECT_OK(job_next(t->d->people, &t->a, 1, &j, &found, &e));
    EXPECT(found && str_eqc(j.op, "publish") && str_eqc(j.account, "Orlan"));
    EXPECT(str_starts(j.out, str_c(t->f->dir)) && str_has(j.args, S("\"draft\":true")));
    asking_end(t);
}
