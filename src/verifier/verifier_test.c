#include "verifier/verifier.h"

#include "base/json.h"
#include "base/t.h"
#include "proof/sigsum_testing.h"
#include "sys/os.h"

struct told {
    struct arena *a;
    i64 n;
    struct str line[128];
};

static void keep(void *ctx, struct str file, const char *state, const char *what,
                 struct str words) {
    struct told *t = ctx;
    (void)file;
    CHECK(t->n < LEN(t->line));
    t->line[t->n++] = str_fmt(t->a, "%s %s: %.*s", state, what, SARG(words));
}

static bool told(const struct told *t, const char *part) {
    for (i64 i = 0; i < t->n; i++)
        if (str_has(t->line[i], str_c(part))) return true;
    return false;
}

static struct verifier *made(struct arena *a, struct told *t) {
    struct verifier *v = NEW(a, struct verifier);
    *t = (struct told){.a = a};
    *v = (struct verifier){.a = a, .scratch = test_arena(), .line = keep, .ctx = t};
    return v;
}

/* Writes the log as an export lays it out; n <= 256. */
static const char *export_of(struct arena *a, const struct small_log *l, int n) {
    const char *dir = cstr(a, str_fmt(a, "%s/log%d", test_dir(), n));
    struct buf leaves = buf_make(a, 1 << 20), hashes = buf_make(a, 1 << 20);
    struct err e = {0};
    for (int i = 0; i < n; i++) {
        bundle_put(&leaves, bytes_str(l->leaf[i], 128));
        buf_put(&hashes, bytes_str(l->tree.level[0][i], 32));
    }
    static const char *const DIRS[] = {"tile/0/000.p", "tile/entries/000.p"};
    struct str tile[] = {buf_str(&hashes), buf_str(&leaves)};
    for (int k = 0; k < 2; k++) {
        EXPECT_OK(os_mkdirs(cstr(a, str_fmt(a, "%s/%s", dir, DIRS[k])), 0755, &e));
        EXPECT_OK(os_create(cstr(a, str_fmt(a, "%s/%s/%d", dir, DIRS[k], n)), 0644, tile[k], &e));
    }
    EXPECT_OK(os_create(cstr(a, str_fmt(a, "%s/checkpoint", dir)), 0644, l->checkpoint, &e));
    return dir;
}

TEST(an_exported_log_is_checked_to_its_last_leaf) {
    struct arena a = test_arena();
    struct told t;
    struct err e = {0};
    struct small_log l = make_log(&a, 5);
    const char *dir = export_of(&a, &l, 5);
    struct verifier *v = made(&a, &t);
    v->trust.vkey = note_vkey(&a, &l.key);
    EXPECT_OK(verifier_path(v, dir, &e));
    EXPECT_OK(verifier_end(v, &e));
    EXPECT(told(&t, "checked log: 5 leaves and their signatures"));
    struct str bytes = {0};
    const char *leaves = cstr(&a, str_fmt(&a, "%s/tile/entries/000.p/5", dir));
    EXPECT_OK(os_read(&a, leaves, 1 << 20, &bytes, &e));
    for (i64 i = 0; i < bytes.n; i += 61) {
        struct verifier *w = made(&a, &t);
        struct err low = {0};
        w->trust.vkey = v->trust.vkey;
        ((char *)bytes.p)[i] ^= 4;
        EXPECT_OK(os_replace(leaves, 0644, bytes, &e));
        EXPECT_INT(verifier_path(w, dir, &low), RC_INTEGRITY);
        EXPECT(str_has(str_c(low.msg), S("tile/entries")));
        ((char *)bytes.p)[i] ^= 4;
    }
}

TEST(a_log_without_a_key_says_what_to_give) {
    struct arena a = test_arena();
    struct told t;
    struct err e = {0};
    struct small_log l = make_log(&a, 3);
    struct verifier *v = made(&a, &t);
    EXPECT_INT(verifier_path(v, export_of(&a, &l, 3), &e), RC_USAGE);
    EXPECT(str_has(str_c(e.hint), S("--key")));
}

TEST(a_log_and_an_older_checkpoint_of_it_agree_or_prove_the_fork) {
    struct arena a = test_arena();
    struct told t;
    struct err e = {0};
    struct small_log l = make_log(&a, 5), old = make_log(&a, 3), other = make_log(&a, 5);
    struct verifier *v = made(&a, &t);
    v->trust.vkey = note_vkey(&a, &l.key);
    EXPECT_OK(verifier_bytes(v, S("old"), old.checkpoint, &e));
    EXPECT_OK(verifier_path(v, export_of(&a, &l, 5), &e));
    EXPECT_OK(verifier_end(v, &e));
    EXPECT(told(&t, "checked consistency: extends old (3 of 5 entries)"));

    struct checkpoint c = {.origin = l.key.name, .size = 3}; /* signed, of another history */
    memset(c.root, 7, 32);
    v = made(&a, &t);
    v->trust.vkey = note_vkey(&a, &l.key);
    EXPECT_OK(verifier_path(v, cstr(&a, str_fmt(&a, "%s/log5", test_dir())), &e));
    struct str forged = note_sign(&a, checkpoint_text(&a, &c), &other.key, other.secret);
    EXPECT_OK(verifier_bytes(v, S("forged"), forged, &e));
    EXPECT_INT(verifier_end(v, &e), RC_INTEGRITY);
    EXPECT(str_has(str_c(e.msg), S("does not extend forged")));
}

TEST(two_checkpoints_of_one_size_and_two_roots_are_a_fork) {
    struct arena a = test_arena();
    struct told t;
    struct err e = {0};
    struct small_log l = make_log(&a, 4);
    struct verifier *v = made(&a, &t);
    struct checkpoint c = {.origin = l.key.name, .size = 4};
    v->trust.vkey = note_vkey(&a, &l.key);
    EXPECT_OK(verifier_bytes(v, S("one"), l.checkpoint, &e));
    EXPECT_OK(
        verifier_bytes(v, S("two"), note_sign(&a, checkpoint_text(&a, &c), &l.key, l.secret), &e));
    EXPECT_INT(verifier_end(v, &e), RC_INTEGRITY);
    EXPECT(str_has(str_c(e.msg), S("two logs of 4 entries under one key")));
}

TEST(a_checkpoint_takes_its_key_from_a_receipt_that_comes_after_it) {
    struct arena a = test_arena();
    struct told t;
    struct err e = {0};
    struct json *r;
    struct verifier *v = made(&a, &t);
    struct str receipt = test_file(&a, "tests/seeds/receipt/item.json");
    EXPECT_OK(json_read(&a, receipt, &r, &e));
    EXPECT_OK(verifier_bytes(v, S("checkpoint"), json_get_str(r, "checkpoint"), &e));
    EXPECT_OK(verifier_bytes(v, S("receipt"), receipt, &e));
    EXPECT_OK(verifier_end(v, &e));
    EXPECT(told(&t, "not checked here truth"));
    EXPECT(told(&t, "checked checkpoint: 6 entries, signed by the log"));
    EXPECT_INT(v->nheads, 1);
}

TEST(cosignatures_are_counted_by_the_policy_that_was_brought) {
    struct arena a = test_arena();
    struct told t;
    struct err e = {0};
    struct small_log l = make_log(&a, 4);
    struct note *n = NEW(&a, struct note);
    struct note_key w;
    u8 seed[32] = {3}, pub[32], secret[64];
    sign_keypair(seed, pub, secret);
    EXPECT_OK(note_key_make(S("witness.example/w"), NOTE_COSIGNATURE, pub, &w, &e));
    EXPECT_OK(note_parse(&a, l.checkpoint, n, &e));
    struct str line = note_sign_line(&a, n->text, &w, secret, 1900000000);
    struct verifier *v = made(&a, &t);
    v->trust.policy = str_fmt(&a, "log %.*s\nwitness w %.*s\nquorum w\n",
                              SARG(note_vkey(&a, &l.key)), SARG(note_vkey(&a, &w)));
    EXPECT_OK(verifier_begin(v, &e));
    EXPECT_OK(verifier_bytes(v, S("cosigned"), str_cat(&a, l.checkpoint, line), &e));
    EXPECT_OK(verifier_end(v, &e));
    EXPECT(told(&t, "attested witnesses: 1 of 1 cosigned, from 2030-03-17T17:46:40Z"));
    EXPECT_INT(verifier_bytes(v, S("bare"), l.checkpoint, &e), RC_INTEGRITY);
    EXPECT(str_has(str_c(e.msg), S("not the quorum")));
}

TEST(what_is_nothing_is_refused_with_a_hint) {
    struct arena a = test_arena();
    struct told t;
    static const char *const BAD[] = {"", "words\n", "\x30\x82", "c2sp.org/tlog-proof@v1\n", "{"};
    for (i64 i = 0; i < LEN(BAD); i++) {
        struct verifier *v = made(&a, &t);
        struct err e = {0};
        rc r = verifier_bytes(v, S("file"), str_c(BAD[i]), &e);
        EXPECT(r == RC_USAGE || r == RC_INTEGRITY);
        EXPECT(e.msg[0]);
    }
}
