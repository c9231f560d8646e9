#include "base/t.h"
#include "proof/checkpoint.h"
#include "proof/note.h"
#include "proof/sign.h"

#include <stdio.h>

#define DASH "\xe2\x80\x94 "
/* The example of the specification. */
#define SPEC_VKEY "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
#define SPEC_TEXT "This is an example message.\n"
#define SPEC_SIG                                                                                   \
    DASH "example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFX" \
         "mRKuwHjG1Yu72IneyaQM=\n"

static rc check(struct arena a, struct str text, const struct note_key *keys, int n, u64 *by) {
    struct note *note = NEW(&a, struct note);
    struct err e = {0};
    rc r = note_parse(&a, text, note, &e);
    return r == RC_OK ? note_verify(note, keys, n, by, NULL, &e) : r;
}

TEST(note_example_of_the_specification) {
    struct arena a = test_arena();
    struct err e = {0};
    struct note_key k;
    u64 by = 0;
    EXPECT_OK(note_vkey_parse(&a, S(SPEC_VKEY), &k, &e));
    EXPECT_STR(note_vkey(&a, &k), S(SPEC_VKEY));
    EXPECT_OK(check(a, S(SPEC_TEXT "\n" SPEC_SIG), &k, 1, &by));
    EXPECT_INT(by, 1);
    EXPECT_INT(check(a, S("This is an example massage.\n\n" SPEC_SIG), &k, 1, &by), RC_INTEGRITY);
}

static const char *const MALFORMED[] = {
    "",
    "text\n",
    "text\n\n",
    "text"
    "\n" SPEC_SIG,
    "text\n\n" DASH "name\n",
    "text\n\n" DASH " AAAAAAA=\n",
    "text\n\n" DASH "na+me AAAAAAA=\n",
    "text\n\n" DASH "name AAAA\n",
    "text\n\n" DASH "name AAAAAAB=\n",
    "text\n\n- name AAAAAAA=\n",
    "te\txt\n\n" SPEC_SIG,
    "text\xff\n\n" SPEC_SIG,
    "text\n\n" SPEC_SIG "more\n",
    "text\n\n" DASH "example.com/foo Uw2QOkn8",
    "text\r\n\n" SPEC_SIG,
    "text\n\n" DASH "na\xc2\xa0me AAAAAAA=\n",
};

TEST(note_refuses_malformed_ones) {
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(MALFORMED); i++) {
        struct note *n = NEW(&a, struct note);
        struct err e = {0};
        if (note_parse(&a, str_c(MALFORMED[i]), n, &e) == RC_OK)
            test_fail(__FILE__, __LINE__, "malformed note %lld was accepted", (long long)i);
    }
}

struct signer {
    struct note_key key;
    u8 secret[64];
};

static struct signer signer(struct arena *a, int i, enum note_type type) {
    struct signer s;
    struct err e = {0};
    u8 seed[32] = {(u8)i, 7}, pub[32];
    sign_keypair(seed, pub, s.secret);
    EXPECT_OK(note_key_make(str_fmt(a, "signer.example/%d", i), type, pub, &s.key, &e));
    return s;
}

/* Many signatures, known and unknown; one bad one of a known key rejects all. */
TEST(note_with_many_signatures) {
    struct arena a = test_arena();
    struct note_key keys[40];
    u64 by = 0;
    struct str text = S("origin\n5\nqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo=\n"),
               all = str_cat(&a, text, S("\n"));
    for (int i = 0; i < 40; i++) {
        struct signer s = signer(&a, i, i % 2 ? NOTE_COSIGNATURE : NOTE_ED25519);
        keys[i] = s.key;
        all = str_cat(&a, all, note_sign_line(&a, text, &s.key, s.secret, 1700000000 + i));
    }
    EXPECT_OK(check(a, all, keys, 40, &by));
    EXPECT(by == (1ull << 40) - 1);
    EXPECT_OK(check(a, all, keys + 39, 1, &by)); /* 39 unknown ones are ignored */
    struct signer stranger = signer(&a, 77, NOTE_ED25519);
    EXPECT_INT(check(a, all, &stranger.key, 1, &by), RC_INTEGRITY);
    struct str other = str_cat(&a, S("origin\n6\nqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo=\n\n"),
                               str_sub(all, text.n + 1, all.n));
    EXPECT_INT(check(a, other, keys, 40, &by), RC_INTEGRITY);
    /* a good signature of one known key does not outweigh a bad one of another */
    struct signer good = signer(&a, 90, NOTE_ED25519), bad = signer(&a, 91, NOTE_ED25519);
    struct note_key both[2] = {good.key, bad.key};
    struct str mixed = str_cat(&a, note_sign(&a, text, &good.key, good.secret),
                               note_sign_line(&a, S("another text\n"), &bad.key, bad.secret, 0));
    EXPECT_INT(check(a, mixed, both, 2, &by), RC_INTEGRITY);
    EXPECT_OK(check(a, mixed, both, 1, &by));
}

TEST(note_cosignature_covers_its_time) {
    struct arena a = test_arena();
    struct err e = {0};
    struct signer w = signer(&a, 3, NOTE_COSIGNATURE);
    struct str text = S("o\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
    struct str all = str_cat(&a, str_cat(&a, text, S("\n")),
                             note_sign_line(&a, text, &w.key, w.secret, 1679315147));
    struct note *n = NEW(&a, struct note);
    i64 time = 0;
    EXPECT_OK(note_parse(&a, all, n, &e));
    EXPECT_OK(note_verify(n, &w.key, 1, NULL, &time, &e));
    EXPECT_INT(time, 1679315147);
    ((u8 *)n->sig[0].bytes.p)[7] ^= 1;
    EXPECT_INT(note_verify(n, &w.key, 1, NULL, &time, &e), RC_INTEGRITY);
}

TEST(note_verifier_keys) {
    struct arena a = test_arena();
    static const char *const BAD[] = {
        "",
        "name",
        "name+00000000",
        "name+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==",
        "a b+530d903a+AA=="};
    for (i64 i = 0; i < LEN(BAD); i++) {
        struct note_key k;
        struct err e = {0};
        if (note_vkey_parse(&a, str_c(BAD[i]), &k, &e) == RC_OK)
            test_fail(__FILE__, __LINE__, "%s", BAD[i]);
    }
}

/* What a time authority stamps: the log's own signature, whatever cosignatures stand around it. */
TEST(note_under_one_signature_alone) {
    struct arena a = test_arena();
    struct err e = {0};
    struct note_key log, witness, other;
    u8 pub[32], secret[64], seed[32] = {3};
    sign_keypair(seed, pub, secret);
    EXPECT_OK(note_key_make(S("log"), NOTE_ED25519, pub, &log, &e));
    EXPECT_OK(note_key_make(S("witness"), NOTE_COSIGNATURE, pub, &witness, &e));
    EXPECT_OK(note_key_make(S("other"), NOTE_ED25519, pub, &other, &e));
    struct str alone = note_sign(&a, S("log\n0\n"), &log, secret), text = S("log\n0\n");
    struct str after = str_cat(&a, alone, note_sign_line(&a, text, &witness, secret, 9));
    struct note *n = NEW(&a, struct note);
    EXPECT_OK(note_parse(&a, after, n, &e));
    EXPECT_STR(note_alone(&a, n, &log), alone);
    EXPECT_INT(note_alone(&a, n, &other).n, 0);
}
