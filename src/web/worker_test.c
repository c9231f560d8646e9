#include "web/asked.h"

/* A full arena is an answer, not an end. */
TEST(worker_full_arena_is_413) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    struct arena whole = t->d->answer_whole;
    t->d->answer_whole = arena_make("a small one", 40 << 10);
    struct req *r = asking_get(t, "/api/v1/claims", true);
    EXPECT_INT(r->status, 413);
    EXPECT(str_has(asking_body(r), S("\"code\":\"LIMIT\"")));
    arena_drop(t->d->answer_whole);
    t->d->answer_whole = whole;
    EXPECT_INT(asking_get(t, "/api/v1/claims", true)->status, 0);
    asking_end(t);
}

TEST(worker_language_is_chosen_and_kept) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    struct req *r = asking_get(t, "/login?lang=ar", false);
    EXPECT(str_has(asking_body(r), S("<html lang=\"ar\" dir=\"rtl\">")));
    EXPECT(r->ncookies == 1 && str_starts(r->cookies[0], S("cairn_lang=ar;")));
    t->sitting.lang = S("ru");
    r = asking_get(t, "/health", true);
    EXPECT(str_has(asking_body(r), S("<html lang=\"ru\" dir=\"ltr\">")));
    asking_end(t);
}

TEST(worker_refusals_are_answers) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    (void)asking_get(t, "/login", false);
    t->in.err.code = RC_OK;
    fail(&t->in.err, RC_UNSUPPORTED, "not read here");
    EXPECT_INT(desk_answer(&t->in, "POST")->status, 415);
    t->in.status = 421;
    EXPECT_INT(desk_answer(&t->in, "GET")->status, 421);
    t->in = (struct intake){.desk = t->d, .fd = -1};
    EXPECT_INT(desk_answer(&t->in, "GET")->status, 414); /* no target was kept */
    asking_end(t);
}
