/* Receipts of a case: what they hold and keep back, and that a case cannot sign what its own log
 * does not say. */
#include "flow/fixture.h"

static const char REPORT[] =
    "MARAT, 10 March 2031 - Interior ministry officials said on Monday that they had found 14 "
    "bodies in Marat.\n\n"
    "Samir Halloun, a resident, said that 9 people were killed in Marat on Monday.\n\n"
    "They said that fighters shot the people last week.\n";

static struct fixture *with_report(struct arena *a) {
    struct fixture *f = fixture_make(a);
    EXPECT_OK(CALL(f, "add", fixture_file(f, "report.txt", str_c(REPORT)), "--publication",
                   "Marat Courier", "--published", "2031-03-10"));
    return f;
}

static const char *id_of(struct fixture *f, const char *key, const char *value) {
    const struct json *row = fixture_row(f, key, value);
    return row ? cstr(&f->a, json_get_str(row, "id")) : "none";
}

static struct str receipt(struct fixture *f, const char *id) {
    EXPECT_OK(CALL(f, "receipt", id));
    if (f->e.code) test_fail(__FILE__, __LINE__, "%s: %s", id, f->e.msg);
    return str_dup(&f->a, f->raw);
}

static rc verify(struct fixture *f, struct str text) {
    return CALL(f, "verify", fixture_file(f, "x.receipt", text));
}

static const char *figure_of(struct fixture *f, const char *what) {
    EXPECT_OK(CALL(f, "figures"));
    return id_of(f, "what", what);
}

/* Signs a changed receipt with the case's own key, as its holder could. */
static struct str sign_again(struct fixture *f, struct json *r) {
    struct op_ctx c = {.perm = &f->a, .case_dir = f->case_dir, .key_file = f->key};
    struct json *body = json_obj(&f->a);
    u8 signature[64];
    struct err e = {0};
    struct face face = {.self = f};
    c.face = &face;
    EXPECT_OK(session_open_store(&c, &e));
    JSON_EACH(it, r) if (!str_eqc(it->key, "signature"))
        json_set(body, it->key, json_copy(&f->a, it));
    store_sign(c.session->store, "receipt", json_canon(&f->a, body), signature);
    json_set_str(&f->a, body, "signature",
                 b64_encode(&f->a, (struct str){(char *)signature, 64}, true));
    session_close(&c);
    return str_cat(&f->a, json_canon(&f->a, body), S("\n"));
}

static struct json *parsed(struct fixture *f, struct str text) {
    struct json *j = NULL;
    EXPECT_OK(json_read(&f->a, text, &j, &f->e));
    return j;
}

/* The member at a path of keys and positions ("entries", "0", "path"), to be changed. */
static struct json *at(struct json *j, const char *const *path) {
    for (; *path && j; path++) {
        i64 n;
        struct json *it = j->kids;
        if (j->type == JSON_ARRAY && str_i64(str_c(*path), &n))
            while (it && n-- > 0)
                it = it->next;
        else
            while (it && !str_eqc(it->key, *path))
                it = it->next;
        j = it;
    }
    return j;
}
#define AT(j, ...) at((j), (const char *const[]){__VA_ARGS__, NULL})

static void set_int(struct json *v, i64 to) {
    if (!EXPECT(v && v->type == JSON_NUMBER)) return;
    v->i = to;
    v->is_int = true;
}

TEST(receipts_of_every_noun_check) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    EXPECT_OK(verify(f, receipt(f, figure_of(f, "bodies"))));
    EXPECT(fixture_row(f, "object", "figure") != NULL);
    EXPECT_OK(CALL(f, "incidents"));
    const char *code = f->n ? cstr(&a, json_get_str(f->rows[0], "code")) : "none";
    EXPECT_OK(verify(f, receipt(f, code)));
    EXPECT(fixture_row(f, "object", "incident") != NULL);
    EXPECT_OK(CALL(f, "claims"));
    EXPECT_OK(verify(f, receipt(f, id_of(f, "kind", "bodies_found"))));
    EXPECT(fixture_row(f, "object", "claim") != NULL);
    EXPECT_OK(verify(f, receipt(f, "report.txt")));
    EXPECT(fixture_row(f, "object", "item") != NULL);
}

TEST(receipts_follow_reviews_corrections_and_undo) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    EXPECT_OK(CALL(f, "claims"));
    const char *id = id_of(f, "kind", "bodies_found");
    static const char *const ACTS[] = {"accept", "reject", "undo", "conflict", "undo", "undo"};
    for (i64 i = 0; i < LEN(ACTS); i++) {
        EXPECT_OK(CALL(f, "review", id, ACTS[i], "--reason", "x"));
        EXPECT_OK(verify(f, receipt(f, id)));
        if (i == 1 || i == 3) continue; /* no figure of bodies while it does not count */
        EXPECT_OK(verify(f, receipt(f, figure_of(f, "bodies"))));
    }
    EXPECT_OK(CALL(f, "review", id, "correct", "--count", "20-23", "--reason", "x"));
    f->actor = S("second recorder");
    EXPECT_OK(CALL(f, "review", id, "accept", "--reason", "x"));
    EXPECT_OK(verify(f, receipt(f, figure_of(f, "bodies"))));
    EXPECT_OK(CALL(f, "review", id, "undo", "--reason", "x"));
    EXPECT_OK(CALL(f, "review", id, "undo", "--reason", "x"));
    EXPECT_OK(verify(f, receipt(f, figure_of(f, "bodies"))));
}

TEST(a_receipt_signed_by_the_case_cannot_say_what_its_log_does_not) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    struct str text = receipt(f, figure_of(f, "bodies"));
    EXPECT_OK(verify(f, sign_again(f, parsed(f, text))));
    struct json *r = parsed(f, text); /* figure and tuple changed alike */
    set_int(AT(r, "about", "min"), 10);
    JSON_EACH(t, AT(r, "method", "input", "tuples"))
        if (json_get_i(t, "min", -1) == 14) set_int(AT((struct json *)t, "min"), 10);
    EXPECT_INT(verify(f, sign_again(f, r)), RC_INTEGRITY);
    EXPECT(str_has(str_c(f->e.msg), S("a number that its claim does not have")));
    r = parsed(f, text);
    set_int(AT(r, "about", "origins"), 2);
    EXPECT_INT(verify(f, sign_again(f, r)), RC_INTEGRITY);
    r = parsed(f, text); /* a claim left out of the method */
    struct json *tuples = AT(r, "method", "input", "tuples");
    if (EXPECT(tuples && tuples->n >= 1)) {
        tuples->kids = tuples->kids->next;
        tuples->n--;
    }
    EXPECT_INT(verify(f, sign_again(f, r)), RC_INTEGRITY);
    r = parsed(f, text); /* an entry told twice, so that its decisions would count twice */
    struct json *entries = AT(r, "entries");
    json_add(entries, json_copy(&f->a, entries->kids));
    EXPECT_INT(verify(f, sign_again(f, r)), RC_INTEGRITY);
    EXPECT(str_has(str_c(f->e.msg), S("the order")));
}

TEST(a_receipt_of_a_claim_or_item_cannot_be_told_otherwise) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    EXPECT_OK(CALL(f, "claims"));
    struct json *r = parsed(f, receipt(f, id_of(f, "kind", "bodies_found")));
    set_int(AT(r, "about", "counts", "0", "min"), 13);
    EXPECT_INT(verify(f, sign_again(f, r)), RC_INTEGRITY);
    r = parsed(f, receipt(f, "report.txt"));
    set_int(AT(r, "about", "size"), 1);
    EXPECT_INT(verify(f, sign_again(f, r)), RC_INTEGRITY);
}

TEST(a_review_made_up_by_the_case_is_refused) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    struct json *r = parsed(f, receipt(f, figure_of(f, "bodies")));
    JSON_EACH(t, AT(r, "method", "input", "tuples")) {
        struct json *reviewed = at((struct json *)t, (const char *const[]){"reviewed", NULL});
        if (reviewed) reviewed->type = JSON_TRUE;
    }
    set_int(AT(r, "about", "unreviewed"), 0);
    EXPECT_INT(verify(f, sign_again(f, r)), RC_INTEGRITY);
}

/* The sentence is there, its speaker's name is not: nor in the headline, nor in a reason. */
TEST(a_receipt_keeps_names_and_other_words_back) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_OK(CALL(f, "add",
                   fixture_file(f, "halloun.html",
                                S("<html><head><title>Samir Halloun tells</title></head><body>"
                                  "<h1>Samir Halloun tells</h1><p>Samir Halloun, a resident, said "
                                  "that 9 people were killed in Marat on Monday.</p><p>The shops "
                                  "were closed and nobody was in the street.</p></body></html>")),
                   "--publication", "Marat Courier", "--published", "2031-03-10"));
    EXPECT_OK(CALL(f, "claims"));
    const char *claim = id_of(f, "kind", "killing");
    if (!strcmp(claim, "none")) claim = id_of(f, "kind", "death");
    EXPECT_OK(CALL(f, "review", claim, "accept", "--reason", "Halloun's sister says so too"));
    const char *figure = figure_of(f, "killed");
    struct str all[] = {receipt(f, figure), receipt(f, claim)};
    for (i64 i = 0; i < LEN(all); i++) {
        EXPECT(str_has(all[i], S("killed")));
        EXPECT(!str_has(all[i], S("Halloun")));
        EXPECT(!str_has(all[i], S("halloun")));
        EXPECT(!str_has(all[i], S("shops")));
        EXPECT(!str_has(all[i], S("first recorder")));
    }
}
