#include "proof/stamp_testing.h"

#include <stdio.h>
#include <stdlib.h>

/* 2031-03-10, a day before the certificates begin and after they end are far from it. */
#define NOON 1930996800LL
#define DAY  86400LL
#define YEAR (365 * DAY)

static const u8 NONCE[16] = {0, 0x80, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
#define NOTE S("sigsum.org/v1/tree/00\n7\nAAAA\n\n\xe2\x80\x94 sigsum.org/v1/tree/00 AAAA\n")

struct stamped_note {
    struct authority_made who;
    struct str response;
};

static struct stamped_note stamped(struct arena *a, const char *type, i64 at) {
    struct stamped_note s;
    struct str request;
    struct err e = {0};
    s.who = authority_make(a, type, NOON - YEAR, NOON + YEAR, "URI:http://crl.example/root.crl");
    EXPECT_OK(stamp_request(a, NOTE, NONCE, &request, &e));
    EXPECT(request.n > 50 && request.n < 120);
    s.response = authority_reply(a, &s.who, request, at);
    return s;
}

static rc verified(struct arena *a, const struct stamped_note *s, struct str extra,
                   struct stamp *out) {
    struct err e = {0};
    return stamp_verify(a, s->response, NOTE, s->who.roots, extra, out, &e);
}

static void good_token(struct arena *a, const char *type) {
    struct stamped_note s = stamped(a, type, NOON);
    struct stamp t;
    struct err e = {0};
    EXPECT_OK(stamp_read(a, s.response, NOTE, NONCE, &t, &e));
    EXPECT_OK(verified(a, &s, S(""), &t));
    EXPECT_INT(t.time, NOON);
    EXPECT_INT(t.accuracy_ms, 1500);
    EXPECT_STR(t.authority, S("CN=Time of the tests"));
    EXPECT_STR(t.policy, S("1.2.3.4.1"));
    EXPECT_STR(t.serial, S("01"));
    EXPECT_STR(t.crl_url, S("http://crl.example/root.crl"));
    EXPECT_INT(t.valid_to, NOON + YEAR);
    EXPECT_INT(t.ends, NOON + YEAR);
    EXPECT_INT(t.revocation, STAMP_NO_LISTS);
    authority_drop(&s.who);
}

TEST(stamp_of_an_ec_authority) {
    struct arena a = test_arena();
    good_token(&a, "EC");
}

TEST(stamp_of_an_rsa_authority) {
    struct arena a = test_arena();
    good_token(&a, "RSA");
}

/* OpenSSL 3.0 makes no token with an Ed25519 key: such an authority cannot be set up with it. */
TEST(stamp_of_an_ed25519_authority_is_not_made) {
    struct arena a = test_arena();
    struct stamped_note s = stamped(&a, "ED25519", NOON);
    struct stamp t;
    struct err e = {0};
    rc r = s.response.n ? stamp_read(&a, s.response, NOTE, NONCE, &t, &e) : RC_DENIED;
    if (r == RC_OK)
        test_skip("this OpenSSL makes Ed25519 tokens");
    else
        EXPECT(r == RC_DENIED);
    authority_drop(&s.who);
}

TEST(stamp_over_something_else_is_refused) {
    struct arena a = test_arena();
    struct stamped_note s = stamped(&a, "EC", NOON);
    struct stamp t;
    struct err e = {0};
    u8 other[16] = {1};
    EXPECT_INT(stamp_read(&a, s.response, S("another note"), NULL, &t, &e), RC_INTEGRITY);
    EXPECT(strstr(e.msg, "imprint") != NULL);
    e = (struct err){0};
    EXPECT_INT(stamp_verify(&a, s.response, S("another"), s.who.roots, S(""), &t, &e),
               RC_INTEGRITY);
    e = (struct err){0};
    EXPECT_INT(stamp_read(&a, s.response, NOTE, other, &t, &e), RC_INTEGRITY);
    EXPECT(strstr(e.msg, "nonce") != NULL);
    authority_drop(&s.who);
}

TEST(stamp_refused_by_the_authority_says_why) {
    struct arena a = test_arena();
    struct authority_made m = authority_make(&a, "EC", NOON - YEAR, NOON + YEAR, NULL);
    struct stamp t;
    struct err e = {0};
    struct str answer = authority_reply(&a, &m, S("no request"), NOON);
    EXPECT_INT(stamp_read(&a, answer, NOTE, NONCE, &t, &e), RC_DENIED);
    EXPECT(strstr(e.msg, "Bad request") != NULL);
    authority_drop(&m);
}

TEST(stamp_chain_holds_at_the_time_of_the_token) {
    struct arena a = test_arena();
    struct stamp t;
    struct stamped_note early = stamped(&a, "EC", NOON - 2 * YEAR),
                        late = stamped(&a, "EC", NOON + 2 * YEAR),
                        last = stamped(&a, "EC", NOON + YEAR - 1);
    EXPECT_INT(verified(&a, &early, S(""), &t), RC_INTEGRITY);
    EXPECT_INT(verified(&a, &late, S(""), &t), RC_INTEGRITY);
    EXPECT_OK(verified(&a, &last, S(""), &t));
    struct stamped_note mixed = {.who = early.who, .response = last.response};
    EXPECT_INT(verified(&a, &mixed, S(""), &t), RC_INTEGRITY); /* another root of the same name */
    struct err e = {0};
    EXPECT_INT(stamp_verify(&a, last.response, NOTE, S(""), S(""), &t, &e), RC_USAGE);
    e = (struct err){0};
    EXPECT_INT(stamp_verify(&a, last.response, NOTE, S("no PEM"), S(""), &t, &e), RC_USAGE);
    authority_drop(&early.who), authority_drop(&late.who), authority_drop(&last.who);
}

/* Seconds of 2038 and after: no 32-bit clock in between. */
TEST(stamp_times_have_no_end_in_2038) {
    struct arena a = test_arena();
    static const i64 AT[] = {0, 2147483647, 2147483648LL, 4102444800LL};
    for (i64 i = 0; i < LEN(AT); i++) {
        struct authority_made m = authority_make(&a, "EC", AT[i] - DAY, AT[i] + DAY, NULL);
        struct stamp t = {0};
        struct str request;
        struct err e = {0};
        EXPECT_OK(stamp_request(&a, NOTE, NONCE, &request, &e));
        struct str response = authority_reply(&a, &m, request, AT[i]);
        EXPECT_OK(stamp_verify(&a, response, NOTE, m.roots, S(""), &t, &e));
        EXPECT_INT(t.time, AT[i]);
        authority_drop(&m);
    }
}

TEST(stamp_lists_of_revoked_certificates) {
    struct arena a = test_arena();
    struct stamped_note s = stamped(&a, "EC", NOON);
    struct authority_made *m = &s.who;
    static const struct {
        i64 from, to, when;
        long reason;
        rc want;
        enum stamp_revocation says;
    } CASES[] = {
        {NOON - DAY, NOON + DAY, 0, -1, RC_OK, STAMP_NOT_REVOKED},
        {NOON + DAY, NOON + 9 * DAY, 0, -1, RC_OK, STAMP_NOT_REVOKED}, /* made after */
        {NOON - 9 * DAY, NOON - DAY, 0, -1, RC_OK, STAMP_NO_LISTS},    /* too old to tell */
        {NOON - DAY, NOON + DAY, NOON - DAY, 4, RC_INTEGRITY, 0},      /* before the token */
        {NOON + DAY, NOON + 9 * DAY, NOON + 1, 4, RC_OK, STAMP_REVOKED_LATER}, /* superseded */
        {NOON + DAY, NOON + 9 * DAY, NOON + 1, 1, RC_INTEGRITY, 0},            /* stolen key */
        {NOON + DAY, NOON + 9 * DAY, NOON + 1, -1, RC_INTEGRITY, 0},           /* no reason said */
    };
    for (i64 i = 0; i < LEN(CASES); i++) {
        struct stamp t;
        struct str list =
            authority_crl(&a, m, CASES[i].from, CASES[i].to, CASES[i].when, CASES[i].reason);
        rc r = verified(&a, &s, list, &t);
        if (r != CASES[i].want || (r == RC_OK && t.revocation != CASES[i].says))
            test_fail(__FILE__, __LINE__, "case %d: %s, %d", (int)i, rc_name(r), t.revocation);
    }
    struct authority_made thief = authority_make(&a, "EC", NOON - YEAR, NOON + YEAR, NULL);
    struct stamp t;
    struct str forged = authority_crl(&a, &thief, NOON - DAY, NOON + DAY, 0, -1);
    EXPECT_INT(verified(&a, &s, forged, &t), RC_INTEGRITY);
    authority_drop(&thief);
    authority_drop(&s.who);
}

TEST(stamp_pem_is_counted_and_named) {
    struct arena a = test_arena();
    struct authority_made m = authority_make(&a, "EC", NOON - YEAR, NOON + YEAR, NULL);
    struct str list = authority_crl(&a, &m, NOON, NOON + DAY, 0, -1), pem;
    i64 certs, lists;
    struct err e = {0};
    EXPECT_OK(stamp_pem(str_cat(&a, m.roots, list), &certs, &lists, &e));
    EXPECT(certs == 1 && lists == 1);
    EXPECT_INT(stamp_fingerprints(&a, m.roots).n, 64);
    EXPECT_INT(stamp_pem(S("words"), &certs, &lists, &e), RC_USAGE);
    EXPECT_OK(stamp_crl_pem(&a, list, &pem, &e));
    EXPECT_STR(pem, list);
    e = (struct err){0};
    EXPECT_INT(stamp_crl_pem(&a, S("words"), &pem, &e), RC_INTEGRITY);
    authority_drop(&m);
}

static bool same(const struct stamp *x, const struct stamp *y) {
    return x->time == y->time && x->accuracy_ms == y->accuracy_ms && x->ends == y->ends &&
           str_eq(x->authority, y->authority) && str_eq(x->policy, y->policy) &&
           str_eq(x->serial, y->serial);
}

/* A bit flipped anywhere is refused, or changes nothing that the token says (words of the status
 * and parameters that nothing signs: the entry that keeps the token commits to these bytes too). */
TEST(stamp_with_a_flipped_bit) {
    struct arena a = test_arena();
    struct stamped_note s = stamped(&a, "EC", NOON);
    struct stamp want, got;
    i64 refused = 0, all = 0;
    EXPECT_OK(verified(&a, &s, S(""), &want));
    for (i64 i = 0; i < s.response.n; i += 3) {
        struct arena keep = a;
        struct stamped_note bad = s;
        bad.response = str_dup(&keep, s.response);
        ((char *)bad.response.p)[i] ^= (char)(1 << (i % 8));
        all++;
        if (verified(&keep, &bad, S(""), &got) != RC_OK)
            refused++;
        else if (!same(&want, &got))
            test_fail(__FILE__, __LINE__, "byte %d changes it", (int)i);
    }
    EXPECT(refused > all * 9 / 10);
    for (i64 n = 0; n < s.response.n; n += 7) {
        struct stamped_note cut = s;
        cut.response.n = n;
        EXPECT(verified(&a, &cut, S(""), &got) != RC_OK);
    }
    struct stamped_note more = s;
    more.response = str_cat(&a, s.response, S("x"));
    EXPECT_INT(verified(&a, &more, S(""), &got), RC_INTEGRITY);
    authority_drop(&s.who);
}

/* ---- the program openssl ---- */

/* A root and an authority in DIR, made and run by `openssl`. */
static const char AUTHORITY[] =
    "set -e; cd %s; mkdir %s; cd %s; echo 01 >serial\n"
    "cat >tsa.cnf <<'C'\n"
    "[req]\ndistinguished_name=dn\nprompt=no\nx509_extensions=ca\n"
    "[dn]\nCN=local root\n"
    "[ca]\nbasicConstraints=critical,CA:TRUE\n"
    "[t]\nextendedKeyUsage=critical,timeStamping\nbasicConstraints=CA:FALSE\n"
    "[tsa]\ndefault_tsa=x\n"
    "[x]\nserial=serial\ncrypto_device=builtin\nsigner_cert=tsa.pem\nsigner_key=tsa.key\n"
    "certs=root.pem\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256\n"
    "accuracy=secs:1\ness_cert_id_alg=sha256\n"
    "C\n"
    "openssl req -x509 -newkey %s -nodes -config tsa.cnf -keyout root.key -out root.pem -days 9\n"
    "openssl req -newkey %s -nodes -config tsa.cnf -subj '/CN=local authority' -keyout tsa.key"
    " -out tsa.csr\n"
    "openssl x509 -req -in tsa.csr -CA root.pem -CAkey root.key -CAcreateserial -days %d"
    " -extfile tsa.cnf -extensions t -out tsa.pem\n";

static bool sh(struct arena a, struct str script) {
    struct str all = str_fmt(&a, "{ %.*s\n} >/dev/null 2>&1", SARG(script));
    return system(cstr(&a, all)) == 0;
}

static void put(const char *path, struct str bytes) {
    FILE *f = fopen(path, "wb");
    if (!EXPECT(f != NULL)) return;
    EXPECT(fwrite(bytes.p, 1, (size_t)bytes.n, f) == (size_t)bytes.n);
    fclose(f);
}

struct openssl_says {
    struct str response, roots;
    bool replied, verified, other_refused;
};

/* What `openssl ts` makes of our request, and what it says of the token kept. */
static struct openssl_says ask_openssl(struct arena *a, const char *key, int days) {
    struct openssl_says o = {0};
    const char *dir = test_dir(), *at = cstr(a, str_fmt(a, "%s/tsa", dir));
    struct str request;
    struct err e = {0};
    if (!EXPECT(sh(*a, str_fmt(a, AUTHORITY, dir, "tsa", "tsa", key, key, days)))) return o;
    EXPECT_OK(stamp_request(a, NOTE, NONCE, &request, &e));
    put(cstr(a, str_fmt(a, "%s/q", at)), request);
    put(cstr(a, str_fmt(a, "%s/note", at)), NOTE);
    put(cstr(a, str_fmt(a, "%s/other", at)), S("another checkpoint"));
    o.replied =
        sh(*a, str_fmt(a, "cd %s && openssl ts -reply -config tsa.cnf -queryfile q -out r", at));
    if (!o.replied) return o;
    const char *check = "cd %s && openssl ts -verify -in r -CAfile root.pem -data %s";
    o.verified = sh(*a, str_fmt(a, check, at, "note"));
    o.other_refused = !sh(*a, str_fmt(a, check, at, "other"));
    o.response = test_file(a, cstr(a, str_fmt(a, "%s/r", at)));
    o.roots = test_file(a, cstr(a, str_fmt(a, "%s/root.pem", at)));
    return o;
}

static void with_openssl(const char *key) {
    struct arena a = test_arena();
    struct stamp t;
    struct err e = {0};
    struct openssl_says o = ask_openssl(&a, key, 9);
    EXPECT(o.replied && o.verified && o.other_refused);
    EXPECT_OK(stamp_read(&a, o.response, NOTE, NONCE, &t, &e));
    EXPECT_OK(stamp_verify(&a, o.response, NOTE, o.roots, S(""), &t, &e));
    EXPECT_STR(t.authority, S("CN=local authority"));
    EXPECT_INT(t.accuracy_ms, 1000);
    EXPECT(t.ends > t.time && t.ends < t.time + 10 * DAY);
}

TEST(stamp_agrees_with_openssl_ec) {
    with_openssl("ec -pkeyopt ec_paramgen_curve:P-256");
}

TEST(stamp_agrees_with_openssl_rsa) {
    with_openssl("rsa:2048");
}

TEST(stamp_agrees_with_openssl_on_an_expired_authority) {
    struct arena a = test_arena();
    struct stamp t;
    struct err e = {0};
    struct openssl_says o = ask_openssl(&a, "ec -pkeyopt ec_paramgen_curve:P-256", -1);
    if (!o.replied) return; /* refused even before */
    EXPECT(!o.verified);
    EXPECT_INT(stamp_verify(&a, o.response, NOTE, o.roots, S(""), &t, &e), RC_INTEGRITY);
}

TEST(stamp_of_ed25519_is_refused_by_openssl) {
    struct arena a = test_arena();
    struct openssl_says o = ask_openssl(&a, "ed25519", 9);
    EXPECT(!o.verified);
}
