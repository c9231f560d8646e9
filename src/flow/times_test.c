/* Witnesses, stamps, beacons and the exported log, through the operations. */
#include "flow/times_testing.h"

#include "base/date.h"
#include "flow/times.h"
#include "seal/time.h"

#include <stdlib.h>

#define DAY  86400LL
#define YEAR (365 * DAY)

struct world {
    struct fixture *f;
    struct test_witness w[2];
    struct http_server at[2];
};

static const char *in(struct fixture *f, const char *name) {
    return cstr(&f->a, str_fmt(&f->a, "%s/%s", f->dir, name));
}

static void grow(struct fixture *f) {
    EXPECT_OK(CALL(f, "party", "add",
                   cstr(&f->a, str_fmt(&f->a, "Guard %lld", (long long)f->a.beg)), "--source",
                   "its own statement"));
}

static struct str log_vkey(struct fixture *f) {
    EXPECT_OK(CALL(f, "log", "key"));
    return str_dup(&f->a, str_trim(f->raw));
}

static const char *policy_file(struct world *w, const char *quorum) {
    struct fixture *f = w->f;
    struct buf b = buf_make(&f->a, 1 << 16);
    buf_fmt(&b, "log %.*s\n", SARG(log_vkey(f)));
    for (int i = 0; i < 2; i++)
        buf_fmt(&b, "witness w%d %.*s http://127.0.0.1:%d/w\n", i,
                SARG(note_vkey(&f->a, &w->w[i].key)), w->at[i].port);
    buf_fmt(&b, "group both %s w0 w1\nquorum both\n", quorum);
    return fixture_file(f, "witnesses.policy", buf_str(&b));
}

static struct world with_witnesses(struct arena *a, const char *quorum) {
    struct world w = {.f = fixture_make(a)};
    struct str vkey = log_vkey(w.f);
    for (int i = 0; i < 2; i++) {
        w.w[i] = test_witness(a, (u8)(i + 1), i ? "witness.example/two" : "witness.example/one",
                              in(w.f, i ? "state1" : "state0"), vkey);
        w.at[i] = http_start(witness_answers, &w.w[i]);
    }
    EXPECT_OK(CALL(w.f, "log", "policy", "set", policy_file(&w, quorum), "--reason", "agreed"));
    return w;
}

static void stop(struct world *w) {
    http_stop(&w->at[0]);
    http_stop(&w->at[1]);
}

/* The same witness again, with other habits. */
static void restart(struct world *w, int i) {
    int port = w->at[i].port;
    (void)port;
    http_stop(&w->at[i]);
    w->at[i] = http_start(witness_answers, &w->w[i]);
    EXPECT_OK(CALL(w->f, "log", "policy", "set", policy_file(w, "all"), "--reason", "moved"));
}

static const char *state_of(struct fixture *f, const char *key, const char *name) {
    const struct json *r = fixture_row(f, key, name);
    return r ? cstr(&f->a, json_get_str(r, "state")) : "";
}

TEST(witnesses_cosign_and_are_kept) {
    struct arena a = test_arena();
    struct world w = with_witnesses(&a, "all");
    struct fixture *f = w.f;
    EXPECT_OK(CALL(f, "log", "witness"));
    EXPECT(!strcmp(state_of(f, "witness", "w0"), "cosigned") &&
           !strcmp(state_of(f, "witness", "w1"), "cosigned"));
    EXPECT(strstr(f->said, "quorum is met") != NULL);
    EXPECT_OK(CALL(f, "log", "witness"));
    EXPECT(f->n == 0 && strstr(f->said, "nothing new") != NULL);
    for (int i = 0; i < 3; i++) { /* consistency proofs of several sizes */
        grow(f), grow(f);
        EXPECT_OK(CALL(f, "log", "witness"));
    }
    EXPECT_OK(CALL(f, "log", "policy"));
    EXPECT_INT(f->n, 2);
    EXPECT(json_get_i(f->rows[0], "size", 0) > 5);
    EXPECT_OK(CALL(f, "verify", "--deep"));
    EXPECT(strstr(f->said, "under a stamp or cosignature") != NULL);
    EXPECT_OK(CALL(f, "rebuild", "--check"));
    stop(&w);
}

/* A witness that knows more than we remember (an older projection, another machine): it says so. */
TEST(witness_says_which_size_it_knows) {
    struct arena a = test_arena();
    struct world w = with_witnesses(&a, "any");
    struct fixture *f = w.f;
    EXPECT_OK(CALL(f, "log", "witness"));
    grow(f);
    /* the state goes back to what it was before: nothing known */
    struct err e = {0};
    EXPECT_OK(os_remove(w.w[0].state, &e));
    EXPECT_OK(CALL(f, "log", "witness"));
    EXPECT(!strcmp(state_of(f, "witness", "w0"), "cosigned"));
    stop(&w);
}

TEST(witness_finds_rollback_and_fork) {
    struct arena a = test_arena();
    struct world w = with_witnesses(&a, "any");
    struct fixture *f = w.f;
    grow(f);
    struct str more = S("999 0000000000000000000000000000000000000000000000000000000000000000\n"),
               other = S("1 0000000000000000000000000000000000000000000000000000000000000000\n");
    struct err e = {0};
    EXPECT_OK(os_replace(w.w[0].state, 0600, more, &e));
    EXPECT_INT(CALL(f, "log", "witness"), RC_INTEGRITY);
    EXPECT(strstr(f->e.msg, "rolled back") != NULL);
    EXPECT(!strcmp(state_of(f, "witness", "w1"), "cosigned")); /* kept all the same */
    EXPECT_OK(os_replace(w.w[0].state, 0600, other, &e));
    EXPECT_INT(CALL(f, "log", "witness", "--again"), RC_INTEGRITY);
    EXPECT(strstr(f->e.msg, "another log") != NULL);
    stop(&w);
}

static const struct {
    int status;
    const char *says;
} REFUSALS[] = {{400, "malformed"}, {403, "signature"}, {404, "does not know"}, {500, "500"}};

TEST(witness_refusals_are_explained) {
    struct arena a = test_arena();
    struct world w = with_witnesses(&a, "all");
    for (i64 i = 0; i < LEN(REFUSALS); i++) {
        w.w[0].always = REFUSALS[i].status;
        restart(&w, 0);
        EXPECT_INT(CALL(w.f, "log", "witness", "--again"), RC_NO);
        const struct json *r = fixture_row(w.f, "witness", "w0");
        if (!r || !str_has(json_get_str(r, "words"), str_c(REFUSALS[i].says)))
            test_fail(__FILE__, __LINE__, "status %d", REFUSALS[i].status);
        EXPECT(!strcmp(state_of(w.f, "witness", "w1"), "cosigned"));
    }
    EXPECT(strstr(w.f->said, "not met") != NULL);
    stop(&w);
    EXPECT_INT(CALL(w.f, "log", "witness", "--again"), RC_IO);
}

/* One clock that is wrong must not contradict every entry for ever. */
TEST(witness_with_a_broken_clock_is_not_kept) {
    struct arena a = test_arena();
    struct world w = with_witnesses(&a, "any");
    struct fixture *f = w.f;
    EXPECT_OK(CALL(f, "log", "witness"));
    w.w[0].clock = 86400;
    restart(&w, 0);
    EXPECT_INT(CALL(f, "log", "witness"), RC_NO); /* both are asked for now */
    const struct json *r = fixture_row(f, "witness", "w0");
    EXPECT(r && str_has(json_get_str(r, "words"), S("before what the log holds")));
    EXPECT_OK(CALL(f, "verify"));
    stop(&w);
}

TEST(witness_needs_a_policy_that_names_this_log) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_INT(CALL(f, "log", "witness"), RC_NOTFOUND);
    const char *other =
        fixture_file(f, "p",
                     S("log example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n"
                       "quorum none\n"));
    EXPECT_INT(CALL(f, "log", "policy", "set", other, "--reason", "x"), RC_USAGE);
    const char *none = fixture_file(f, "p", S("quorum none\n"));
    EXPECT_INT(CALL(f, "log", "policy", "set", none, "--reason", " "), RC_USAGE);
    EXPECT_OK(CALL(f, "log", "policy", "set", none, "--reason", "no witness yet"));
    EXPECT_INT(CALL(f, "log", "witness"), RC_NOTFOUND);
    EXPECT_OK(CALL(f, "log", "policy", "--text"));
    EXPECT_STR(f->raw, S("quorum none\n"));
}

/* ---- stamps ---- */

static struct test_tsa make_tsa(struct arena *a, const char *type, i64 clock) {
    i64 now = clock ? clock : os_now();
    return (struct test_tsa){.made = authority_make(a, type, now - YEAR, now + YEAR, NULL),
                             .clock = clock};
}

static void add_tsa(struct fixture *f, const char *name, const struct test_tsa *t, int port) {
    const char *roots = fixture_file(f, "roots.pem", t->made.roots),
               *url = cstr(&f->a, str_fmt(&f->a, "http://127.0.0.1:%d/", port));
    EXPECT_OK(CALL(f, "log", "tsa", "add", name, url, "--roots", roots));
}

static bool openssl_accepts(struct fixture *f, const char *name, const char *data) {
    struct str command =
        str_fmt(&f->a,
                "cd %s && openssl ts -verify -in %s.tsr -data %s -CAfile %s.roots.pem "
                ">/dev/null 2>&1",
                f->dir, name, data, name);
    return system(cstr(&f->a, command)) == 0;
}

TEST(stamps_of_two_authorities) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    struct test_tsa ec = make_tsa(&a, "EC", 0), rsa = make_tsa(&a, "RSA", 0);
    struct http_server one = http_start(tsa_answers, &ec), two = http_start(tsa_answers, &rsa);
    EXPECT_INT(CALL(f, "log", "stamp"), RC_USAGE); /* an empty log */
    grow(f);
    EXPECT_INT(CALL(f, "log", "stamp"), RC_NOTFOUND);
    add_tsa(f, "ec", &ec, one.port);
    add_tsa(f, "rsa", &rsa, two.port);
    EXPECT_OK(CALL(f, "log", "stamp"));
    EXPECT(!strcmp(state_of(f, "authority", "ec"), "stamped") &&
           !strcmp(state_of(f, "authority", "rsa"), "stamped"));
    EXPECT_OK(CALL(f, "log", "stamp"));
    EXPECT(!strcmp(state_of(f, "authority", "ec"), "not yet"));
    EXPECT_OK(CALL(f, "log", "stamp", "--renew", "30"));
    EXPECT(!strcmp(state_of(f, "authority", "ec"), "not yet"));
    EXPECT_OK(CALL(f, "log", "stamp", "--renew", "400", "--tsa", "ec"));
    EXPECT(!strcmp(state_of(f, "authority", "ec"), "stamped"));
    EXPECT_INT(f->n, 1);
    EXPECT_OK(CALL(f, "stamps"));
    EXPECT_INT(f->n, 3);
    EXPECT_OK(CALL(f, "log", "tsa"));
    EXPECT_INT(f->n, 2);
    EXPECT_INT(json_get_i(fixture_row(f, "authority", "ec"), "stamps", 0), 2);
    EXPECT_OK(CALL(f, "verify", "--deep"));
    EXPECT_OK(CALL(f, "stamps", "--out", in(f, "newest")));
    EXPECT(openssl_accepts(f, "newest", "newest.checkpoint"));
    grow(f);
    EXPECT_OK(CALL(f, "log", "checkpoint"));
    fixture_file(f, "later.checkpoint", f->raw);
    EXPECT(!openssl_accepts(f, "newest", "later.checkpoint"));
    http_stop(&two);
    EXPECT_INT(CALL(f, "log", "stamp"), RC_NO); /* one of two */
    EXPECT(!strcmp(state_of(f, "authority", "rsa"), "failed"));
    http_stop(&one);
    grow(f);
    EXPECT_INT(CALL(f, "log", "stamp"), RC_IO);
    EXPECT_OK(CALL(f, "rebuild", "--check"));
    authority_drop(&ec.made), authority_drop(&rsa.made);
}

TEST(stamps_by_hand_on_a_machine_without_a_network) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    struct test_tsa tsa = make_tsa(&a, "EC", 0), other = make_tsa(&a, "EC", 0);
    const char *roots = fixture_file(f, "roots.pem", tsa.made.roots), *q = in(f, "q.tsq");
    EXPECT_OK(CALL(f, "log", "tsa", "add", "far", "--roots", roots));
    EXPECT_OK(CALL(f, "log", "stamp", "--request", q));
    struct str answer = authority_reply(&a, &tsa.made, test_file(&a, q), os_now());
    const char *r = fixture_file(f, "r.tsr", answer), *over = in(f, "q.tsq.checkpoint");
    grow(f); /* the log goes on meanwhile */
    EXPECT_INT(CALL(f, "log", "stamp", "--response", r, "--tsa", "far"), RC_INTEGRITY);
    EXPECT_OK(CALL(f, "log", "stamp", "--response", r, "--over", over, "--tsa", "far"));
    EXPECT_OK(CALL(f, "stamps"));
    EXPECT_INT(f->n, 1);
    struct str forged = authority_reply(&a, &other.made, test_file(&a, q), os_now());
    EXPECT_INT(CALL(f, "log", "stamp", "--response", fixture_file(f, "x.tsr", forged), "--over",
                    over, "--tsa", "far"),
               RC_INTEGRITY);
    EXPECT_OK(CALL(f, "verify", "--deep"));
    authority_drop(&tsa.made), authority_drop(&other.made);
}

TEST(stamps_keep_the_list_of_revoked_certificates) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    i64 now = os_now();
    struct test_tsa tsa = make_tsa(&a, "EC", 0);
    tsa.crl = authority_crl(&a, &tsa.made, now - DAY, now + DAY, 0, -1);
    struct http_server h = http_start(tsa_answers, &tsa);
    add_tsa(f, "one", &tsa, h.port);
    EXPECT_OK(CALL(f, "log", "stamp"));
    EXPECT(str_has(json_get_str(f->rows[0], "words"), S("not shown")));
    EXPECT_OK(CALL(f, "verify"));
    EXPECT(strstr(f->said, "had been revoked") != NULL);
    /* the certificate names where its list is */
    struct test_tsa named = {.crl = tsa.crl};
    const char *point = cstr(&a, str_fmt(&a, "URI:http://127.0.0.1:%d/crl", h.port));
    named.made = authority_make(&a, "EC", now - YEAR, now + YEAR, point);
    http_stop(&h);
    named.crl = authority_crl(&a, &named.made, now - DAY, now + DAY, 0, -1);
    struct http_server again = http_start(tsa_answers, &named);
    const char *crl = fixture_file(f, "crl.pem", named.crl),
               *roots = fixture_file(f, "roots.pem", named.made.roots),
               *url = cstr(&a, str_fmt(&a, "http://127.0.0.1:%d/", again.port));
    EXPECT_OK(CALL(f, "log", "tsa", "add", "two", url, "--roots", roots, "--crl", crl));
    EXPECT_OK(CALL(f, "log", "stamp", "--tsa", "two", "--again"));
    EXPECT_STR(json_get_str(f->rows[0], "words"), S("not revoked"));
    /* a list that cannot be had: said, and the stamp is kept with the one given */
    EXPECT_OK(CALL(f, "log", "stamp", "--tsa", "two", "--again", "--fetch-crl"));
    EXPECT(strstr(f->said, "no list of revoked certificates") != NULL);
    http_stop(&again);
    authority_drop(&tsa.made), authority_drop(&named.made);
}

static void serve_file(void *ctx, struct arena *a, const struct http_asked *q,
                       struct http_said *s) {
    struct err e = {0};
    (void)q;
    if (os_read(a, ctx, CRL_BYTES_MAX, &s->body, &e) != RC_OK) s->status = 404;
}

TEST(stamps_fetch_the_list_from_where_the_certificate_says) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    i64 now = os_now();
    struct http_server lists = http_start(serve_file, (void *)in(f, "list.crl"));
    const char *point = cstr(&a, str_fmt(&a, "URI:http://127.0.0.1:%d/list.crl", lists.port));
    struct test_tsa tsa = {.made = authority_make(&a, "EC", now - YEAR, now + YEAR, point)};
    struct http_server h = http_start(tsa_answers, &tsa);
    add_tsa(f, "one", &tsa, h.port);
    EXPECT_OK(CALL(f, "log", "stamp", "--fetch-crl"));
    EXPECT(strstr(f->said, "status 404") != NULL);
    EXPECT(str_has(json_get_str(f->rows[0], "words"), S("not shown")));
    fixture_file(f, "list.crl", authority_crl(&a, &tsa.made, now - DAY, now + DAY, 0, -1));
    EXPECT_OK(CALL(f, "log", "stamp", "--fetch-crl", "--again"));
    EXPECT_STR(json_get_str(f->rows[0], "words"), S("not revoked"));
    EXPECT_OK(CALL(f, "verify", "--deep"));
    /* named in it, for a stolen key: no stamp of this certificate is taken any more */
    fixture_file(f, "list.crl", authority_crl(&a, &tsa.made, now - DAY, now + DAY, now - DAY, 1));
    EXPECT_INT(CALL(f, "log", "stamp", "--fetch-crl", "--again"), RC_INTEGRITY);
    http_stop(&lists), http_stop(&h);
    authority_drop(&tsa.made);
}

/* ---- the interval ---- */

static const struct json *shown_item(struct fixture *f) {
    EXPECT_OK(CALL(f, "items"));
    const char *id = cstr(&f->a, json_get_str(f->rows[0], "id"));
    EXPECT_OK(CALL(f, "show", id));
    return f->rows[0];
}

TEST(interval_of_an_item_says_whose_word_it_is) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    const char *file = fixture_file(f, "report.txt", S("Witnesses said that houses burned.\n"));
    EXPECT_OK(CALL(f, "log", "beacon", "8d3b0f0c5a1e47b29c6d", "--source", "a public drand chain",
                   "--round", "4242", "--at", "2026-01-02"));
    EXPECT_OK(CALL(f, "seal", file));
    const struct json *r = shown_item(f);
    EXPECT_STR(json_get_str(r, "not_earlier"),
               S("2026-01-02T00:00:00Z, public then, says a public drand chain"));
    EXPECT_STR(json_get_str(r, "not_later_stamp"), S("not shown"));
    struct test_tsa tsa = make_tsa(&a, "EC", 0);
    struct http_server h = http_start(tsa_answers, &tsa);
    add_tsa(f, "one", &tsa, h.port);
    EXPECT_OK(CALL(f, "log", "stamp"));
    r = shown_item(f);
    EXPECT(str_has(json_get_str(r, "not_later_stamp"), S("by the time authority one")));
    EXPECT_STR(json_get_str(r, "not_later_witness"), S("not shown"));
    http_stop(&h);
    authority_drop(&tsa.made);
    EXPECT_INT(CALL(f, "log", "beacon", "x", "--source", "s", "--at", "9999-01-02"), RC_USAGE);
    EXPECT_INT(CALL(f, "log", "beacon", "x", "--source", "s", "--at", "soon"), RC_USAGE);
    EXPECT_INT(CALL(f, "log", "beacon", " ", "--source", "s", "--at", "2026-01-02"), RC_USAGE);
}

static void at_clock(struct fixture *f, i64 at) {
    setenv("CAIRN_CLOCK", cstr(&f->a, instant_text(&f->a, at)), 1);
}

/* Whoever sets the clock back cannot get before what stands in the log already; whoever sets it
 * forward cannot get after what others have seen. */
TEST(forged_times_are_named) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    i64 now = os_now();
    static const i64 CLOCKS[] = {0, 2147483647, 2147483648LL, 4102444800LL};
    struct test_tsa tsa = make_tsa(&a, "EC", now);
    struct http_server h = http_start(tsa_answers, &tsa);
    add_tsa(f, "one", &tsa, h.port);
    EXPECT_OK(CALL(f, "log", "stamp"));
    for (i64 i = 0; i < LEN(CLOCKS); i++) {
        at_clock(f, CLOCKS[i]);
        grow(f);
    }
    unsetenv("CAIRN_CLOCK");
    i64 first = 3; /* init's none, authority 0, stamp 1, then the forged ones */
    EXPECT_OK(CALL(f, "log"));
    first = f->n - LEN(CLOCKS);
    EXPECT_OK(CALL(f, "log", "stamp"));
    EXPECT_INT(CALL(f, "verify"), RC_INTEGRITY);
    EXPECT_INT(f->n, LEN(CLOCKS));
    for (i64 i = 0; i < LEN(CLOCKS); i++) {
        struct str name = str_fmt(&a, "entry %lld", (long long)(first + i));
        EXPECT(fixture_row(f, "object", cstr(&a, name)) != NULL);
    }
    for (i64 i = 0; i < LEN(CLOCKS); i++)
        EXPECT_OK(CALL(f, "log", "clock", cstr(&a, str_fmt(&a, "%lld", (long long)(first + i))),
                       "--reason", "the clock was wrong"));
    EXPECT_OK(CALL(f, "verify", "--deep"));
    EXPECT(strstr(f->said, "known to be wrong") != NULL);
    http_stop(&h);
    authority_drop(&tsa.made);
}

/* ---- the exported log ---- */

TEST(exported_log_with_cosignatures) {
    struct arena a = test_arena();
    struct world w = with_witnesses(&a, "all");
    struct fixture *f = w.f;
    const char *out = in(f, "web");
    EXPECT_INT(CALL(f, "log", "export", out, "--cosigned"), RC_NOTFOUND);
    EXPECT_OK(CALL(f, "log", "witness"));
    EXPECT_OK(CALL(f, "log", "export", out, "--cosigned"));
    struct str note = test_file(&a, in(f, "web/checkpoint"));
    EXPECT(str_has(note, S("witness.example/one")) && str_has(note, S("witness.example/two")));
    EXPECT(os_exists(in(f, "web/policy")) && os_exists(in(f, "web/vkey")));
    grow(f);
    EXPECT_OK(CALL(f, "log", "export", out));
    EXPECT(!str_eq(test_file(&a, in(f, "web/checkpoint")), note));
    stop(&w);
}

/* ---- receipts ---- */

/* How many lines say this; -1 when the receipt does not check. */
static i64 lines(struct fixture *f, const char *file, const char *state, const char *what) {
    i64 n = 0;
    if (CALL(f, "verify", file) != RC_OK) return -1;
    for (i64 i = 0; i < f->n; i++)
        n += str_eqc(json_get_str(f->rows[i], "state"), state) &&
             str_eqc(json_get_str(f->rows[i], "object"), what);
    return n;
}

static const char *receipt_of_item(struct fixture *f) {
    EXPECT_OK(CALL(f, "items"));
    const char *id = cstr(&f->a, json_get_str(f->rows[0], "id")), *out = in(f, "item.receipt");
    EXPECT_OK(CALL(f, "receipt", id, "-o", out));
    return out;
}

TEST(receipts_carry_the_times) {
    struct arena a = test_arena();
    struct world w = with_witnesses(&a, "all");
    struct fixture *f = w.f;
    const char *file = fixture_file(f, "report.txt", S("Witnesses said that houses burned.\n"));
    EXPECT_OK(CALL(f, "seal", file));
    const char *r = receipt_of_item(f);
    EXPECT_INT(lines(f, r, "not checked", "not later than"), 1);
    EXPECT_INT(lines(f, r, "not checked", "not earlier than"), 1);
    struct test_tsa tsa = make_tsa(&a, "EC", 0);
    struct http_server h = http_start(tsa_answers, &tsa);
    add_tsa(f, "one", &tsa, h.port);
    EXPECT_OK(CALL(f, "log", "witness"));
    EXPECT_OK(CALL(f, "log", "stamp"));
    grow(f), grow(f);
    r = receipt_of_item(f);
    EXPECT_INT(lines(f, r, "checked", "not later than"), 3); /* two witnesses, one authority */
    EXPECT_INT(lines(f, r, "not checked", "not later than"), 0);
    EXPECT_INT(lines(f, r, "not checked", "witness keys"), 1);
    EXPECT_INT(lines(f, r, "not checked", "roots of the time authority"), 1);
    http_stop(&h);
    stop(&w);
    authority_drop(&tsa.made);
}

/* A beacon, and a stamp that stands in the log before, each bound by the entry after it. */
TEST(receipts_carry_the_lower_bound) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    struct test_tsa tsa = make_tsa(&a, "EC", 0);
    struct http_server h = http_start(tsa_answers, &tsa);
    EXPECT_OK(CALL(f, "log", "beacon", "8d3b0f0c5a1e47b29c6d", "--source", "drand", "--at",
                   "2026-01-02"));
    for (int i = 0; i < 2; i++) {
        const char *file = fixture_file(f, "report.txt", i ? S("Two houses.\n") : S("A house.\n"));
        EXPECT_OK(CALL(f, "seal", file));
        const char *r = receipt_of_item(f);
        EXPECT_INT(lines(f, r, "attested", "not earlier than"), 1);
        EXPECT_INT(lines(f, r, "not checked", "not earlier than"), 0);
        grow(f);
    }
    add_tsa(f, "one", &tsa, h.port);
    EXPECT_OK(CALL(f, "log", "stamp"));
    EXPECT_OK(CALL(f, "seal", fixture_file(f, "late.txt", S("A late report.\n"))));
    EXPECT_OK(CALL(f, "items"));
    const char *id = cstr(&a, json_get_str(f->rows[f->n - 1], "id")), *out = in(f, "late.receipt");
    EXPECT_OK(CALL(f, "receipt", id, "-o", out));
    EXPECT_INT(lines(f, out, "checked", "not earlier than"), 1);
    http_stop(&h);
    authority_drop(&tsa.made);
}

TEST(receipts_are_checked_against_policy_and_roots_of_the_verifier) {
    struct arena a = test_arena();
    struct world w = with_witnesses(&a, "all");
    struct fixture *f = w.f;
    struct test_tsa tsa = make_tsa(&a, "EC", 0), other = make_tsa(&a, "EC", 0);
    struct http_server h = http_start(tsa_answers, &tsa);
    EXPECT_OK(CALL(f, "seal", fixture_file(f, "report.txt", S("Houses burned.\n"))));
    add_tsa(f, "one", &tsa, h.port);
    EXPECT_OK(CALL(f, "log", "witness"));
    EXPECT_OK(CALL(f, "log", "stamp"));
    const char *r = receipt_of_item(f), *policy = policy_file(&w, "all"),
               *roots = fixture_file(f, "theirs.pem", tsa.made.roots),
               *wrong = fixture_file(f, "wrong.pem", other.made.roots);
    EXPECT_OK(CALL(f, "verify", r, "--policy", policy, "--roots", roots));
    EXPECT(fixture_row(f, "object", "witness keys") == NULL);
    EXPECT(fixture_row(f, "object", "roots of the time authority") == NULL);
    EXPECT_STR(json_get_str(fixture_row(f, "object", "quorum"), "state"), S("checked"));
    EXPECT_OK(CALL(f, "verify", r, "--roots", wrong));
    EXPECT_STR(json_get_str(f->rows[f->n - 1], "state"), S("attested"));
    i64 known = 0;
    for (i64 i = 0; i < f->n; i++)
        known += str_has(json_get_str(f->rows[i], "finding"), S("none of the roots you gave"));
    EXPECT_INT(known, 1);
    http_stop(&h);
    stop(&w);
    authority_drop(&tsa.made), authority_drop(&other.made);
}

/* ---- a case that lies about its times: its own signature does not help it ---- */

struct counted {
    i64 checked; /* bounds that others' signatures carry */
};

static void count_line(void *ctx, const char *state, const char *what, struct str words) {
    struct counted *n = ctx;
    (void)words;
    n->checked += !strcmp(state, "checked") && str_starts(str_c(what), S("not "));
}

struct lie {
    struct arena *a;
    struct json *r;
    struct note_key key;
    struct checkpoint head;
    i64 honest, tried, caught;
};

static rc told(struct lie *l, i64 *checked) {
    struct arena a = *l->a, scratch = arena_split(&a, 64 << 20);
    struct counted n = {0};
    struct err e = {0};
    rc r = time_check(&a, scratch, l->r, &l->head, &l->key, NULL, count_line, &n, &e);
    *checked = n.checked;
    return r;
}

/* Every string under `time`, one character of it changed: refused, or a bound less. */
static void try_lies(struct lie *l, struct json *v) {
    i64 checked;
    if (v->type == JSON_STRING && v->s.n > 1 && !str_eqc(v->key, "authority") &&
        !str_eqc(v->key, "name")) {
        struct str was = v->s;
        for (i64 i = 0; i < was.n; i += 1 + was.n / 16) {
            struct arena keep = *l->a;
            v->s = str_dup(l->a, was);
            ((char *)v->s.p)[i] = was.p[i] == 'A' ? 'B' : 'A';
            l->tried++;
            l->caught += told(l, &checked) == RC_INTEGRITY || checked < l->honest;
            *l->a = keep;
        }
        v->s = was;
    }
    for (struct json *k = v->kids; k; k = k->next)
        try_lies(l, k);
}

TEST(receipts_cannot_lie_about_time) {
    struct arena a = test_arena();
    struct world w = with_witnesses(&a, "all");
    struct fixture *f = w.f;
    struct test_tsa tsa = make_tsa(&a, "EC", 0);
    struct http_server h = http_start(tsa_answers, &tsa);
    add_tsa(f, "one", &tsa, h.port);
    EXPECT_OK(CALL(f, "log", "stamp"));
    EXPECT_OK(CALL(f, "seal", fixture_file(f, "report.txt", S("Houses burned.\n"))));
    EXPECT_OK(CALL(f, "log", "witness"));
    EXPECT_OK(CALL(f, "log", "stamp"));
    grow(f);
    struct lie l = {.a = &a};
    struct note *n = NEW(&a, struct note);
    struct err e = {0};
    EXPECT_OK(json_read(&a, test_file(&a, receipt_of_item(f)), &l.r, &e));
    EXPECT_OK(note_vkey_parse(&a, json_get_str(l.r, "vkey"), &l.key, &e));
    EXPECT_OK(note_parse(&a, json_get_str(l.r, "checkpoint"), n, &e));
    EXPECT_OK(checkpoint_parse(&a, n->text, &l.head, &e));
    EXPECT_OK(told(&l, &l.honest));
    EXPECT_INT(l.honest, 5); /* two witnesses, both stamps, and the first of these from below */
    try_lies(&l, (struct json *)json_get(json_get(l.r, "time"), "proofs"));
    try_lies(&l, (struct json *)json_get(json_get(l.r, "time"), "order"));
    EXPECT(l.tried > 100);
    /* what is not signed in a token (its certificates' signatures are, its status words are not),
     * and PEM's own words, may change without a difference */
    EXPECT(l.caught >= l.tried * 9 / 10);
    l.head.root[0] ^= 1;
    i64 checked;
    EXPECT_INT(told(&l, &checked), RC_INTEGRITY);
    http_stop(&h);
    stop(&w);
    authority_drop(&tsa.made);
}

/* ---- a checkpoint that others have seen, of another log than this ---- */

static void add_cosigned(struct fixture *f, struct str note, i64 size) {
    struct arena a = f->a;
    struct store_key_opts k = {.key_file = f->key, .no_passphrase = true};
    struct store *s;
    struct txn *t;
    struct err e = {0};
    i64 at;
    struct json *en = json_obj(&a), *who = json_obj(&a), *part = json_obj(&a);
    json_set_i(&a, en, "v", 1);
    json_set_str(&a, en, "type", S("timed"));
    json_set_str(&a, en, "at", instant_text(&a, os_now()));
    json_set_str(&a, en, "by", S("r-1"));
    json_set_str(&a, who, "kind", S("actor"));
    json_set_str(&a, who, "by", S("r-1"));
    json_set_str(&a, who, "name", S("somebody"));
    json_set_str(&a, part, "kind", S("cosigned"));
    json_set_i(&a, part, "size", size);
    json_set_str(&a, part, "note", note);
    struct str parts[] = {json_canon(&a, who), json_canon(&a, part)};
    EXPECT_OK(store_open(&a, f->case_dir, &k, &s, &e));
    EXPECT_OK(store_begin(s, NULL, NULL, &t, &e));
    EXPECT_OK(store_add(t, en, parts, 2, &at, &e));
    EXPECT_OK(store_commit(t, &e));
    store_close(s);
}

TEST(kept_checkpoints_of_another_log_are_found) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    const char *here = f->case_dir, *fork = in(f, "fork");
    grow(f);
    EXPECT(system(cstr(&a, str_fmt(&a, "cp -a %s %s", here, fork))) == 0);
    f->case_dir = fork;
    grow(f);
    EXPECT_OK(CALL(f, "log", "checkpoint"));
    struct str other = str_dup(&a, f->raw);
    f->case_dir = here;
    grow(f);
    EXPECT_OK(CALL(f, "log", "checkpoint"));
    add_cosigned(f, str_dup(&a, f->raw), 2); /* its own: fine */
    EXPECT_OK(CALL(f, "verify", "--deep"));
    add_cosigned(f, other, 2);
    EXPECT_INT(CALL(f, "verify"), RC_INTEGRITY);
    EXPECT(str_has(json_get_str(f->rows[0], "finding"), S("not of this log")));
    EXPECT_INT(f->n, 1);
}
