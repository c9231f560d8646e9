/* Times checked without a case: a log in memory, a witness, a receipt written by hand. What an open
 * case makes is tried in src/flow/times_test.c. */
#include "proof/sigsum_testing.h"
#include "seal/time.h"

#include "base/limits.h"

struct made {
    struct small_log log;
    struct note_key witness;
    u8 witness_secret[64];
    struct checkpoint head;
    struct json *r, *proof;
};

static struct str older_note(struct arena *a, struct made *m, i64 size, i64 at) {
    struct checkpoint c = {.origin = m->head.origin, .size = size};
    digest *hash = NEWN(a, digest, size);
    for (i64 i = 0; i < size; i++)
        memcpy(hash[i], m->log.tree.level[0][i], 32);
    merkle_mth((const u8(*)[32])hash, size, c.root);
    struct str text = checkpoint_text(a, &c), note = note_sign(a, text, &m->log.key, m->log.secret);
    return str_cat(a, note, note_sign_line(a, text, &m->witness, m->witness_secret, at));
}

static struct json *entry_json(struct arena *a, i64 index, const char *at) {
    struct json *o = json_obj(a);
    json_set_i(a, o, "index", index);
    json_set_str(a, o, "entry", str_fmt(a, "{\"at\":\"%s\"}", at));
    json_set(o, S("parts"), json_arr(a));
    return o;
}

/* 20 entries; the receipt opens the fourth; a checkpoint of 10 was cosigned at 1,000,000,000. */
static struct made make(struct arena *a, const char *claimed) {
    struct made m = {.log = make_log(a, 20)};
    struct err e = {0};
    u8 seed[32] = {77}, pub[32], path[MERKLE_PATH_MAX][32];
    i64 n;
    struct note *note = NEW(a, struct note);
    sign_keypair(seed, pub, m.witness_secret);
    EXPECT_OK(note_key_make(S("witness.example"), NOTE_COSIGNATURE, pub, &m.witness, &e));
    EXPECT_OK(note_parse(a, m.log.checkpoint, note, &e));
    EXPECT_OK(checkpoint_parse(a, note->text, &m.head, &e));
    EXPECT_OK(merkle_consistency(merkle_tree_read, &m.log.tree, 10, 20, path, &n, &e));
    m.r = json_obj(a);
    json_add(json_set(m.r, S("entries"), json_arr(a)), entry_json(a, 3, claimed));
    struct json *times = json_set(m.r, S("time"), json_obj(a));
    m.proof = json_add(json_set(times, S("proofs"), json_arr(a)), json_obj(a));
    json_set_str(a, m.proof, "note", older_note(a, &m, 10, 1000000000));
    struct json *hex = json_set(m.proof, S("path"), json_arr(a)),
                *by = json_set(m.proof, S("witnesses"), json_arr(a));
    for (i64 i = 0; i < n; i++)
        json_add(hex, json_str(a, hex_encode(a, bytes_str(path[i], 32))));
    json_set_str(a, json_add(by, json_obj(a)), "vkey", note_vkey(a, &m.witness));
    return m;
}

struct said_lines {
    i64 checked, missing, clock;
};

static void count(void *ctx, const char *state, const char *what, struct str words) {
    struct said_lines *n = ctx;
    (void)words;
    n->checked += !strcmp(state, "checked") && str_starts(str_c(what), S("not "));
    n->missing += !strcmp(state, "not checked") && str_starts(str_c(what), S("not "));
    n->clock += !strcmp(what, "clock");
}

static rc check(struct arena *a, const struct made *m, const struct receipt_trust *trust,
                struct said_lines *n) {
    struct arena scratch = arena_split(a, 16 << 20);
    struct err e = {0};
    *n = (struct said_lines){0};
    return time_check(a, scratch, m->r, &m->head, &m->log.key, trust, count, n, &e);
}

static struct json *field(struct json *o, const char *name) {
    return (struct json *)json_get(o, name);
}

TEST(time_of_a_cosigned_checkpoint) {
    struct arena a = test_arena();
    struct made m = make(&a, "2001-09-09T01:00:00Z");
    struct said_lines n;
    EXPECT_OK(check(&a, &m, NULL, &n));
    EXPECT(n.checked == 1 && n.missing == 1 && n.clock == 0);
    struct receipt_trust mine = {
        .policy = str_fmt(&a, "witness w %.*s\nquorum w\n", SARG(note_vkey(&a, &m.witness)))};
    EXPECT_OK(check(&a, &m, &mine, &n));
    EXPECT_INT(n.checked, 1);
    struct receipt_trust none = {.policy = S("quorum none\n")}; /* a witness nobody here knows */
    EXPECT_OK(check(&a, &m, &none, &n));
    EXPECT(n.checked == 0 && n.missing == 2);
}

TEST(time_claimed_after_it_was_seen_is_named) {
    struct arena a = test_arena();
    struct made m = make(&a, "2001-09-10T01:00:00Z");
    struct said_lines n;
    EXPECT_OK(check(&a, &m, NULL, &n));
    EXPECT_INT(n.clock, 1);
}

TEST(time_that_is_missing_is_not_shown) {
    struct arena a = test_arena();
    struct made m = make(&a, "2001-09-09T01:00:00Z");
    struct said_lines n;
    m.r = json_obj(&a);
    json_add(json_set(m.r, S("entries"), json_arr(&a)), entry_json(&a, 3, "2001-09-09T01:00:00Z"));
    EXPECT_OK(check(&a, &m, NULL, &n));
    EXPECT(n.checked == 0 && n.missing == 2);
}

TEST(time_by_a_checkpoint_that_does_not_cover_it) {
    struct arena a = test_arena();
    struct made m = make(&a, "2001-09-09T01:00:00Z");
    struct said_lines n;
    field(m.r, "entries")->kids->kids->i = 15; /* index */
    EXPECT_OK(check(&a, &m, NULL, &n));
    EXPECT_INT(n.missing, 2); /* the cosignature is told, and that it does not cover all of it */
}

TEST(time_of_another_log_is_refused) {
    struct arena a = test_arena();
    struct said_lines n;
    struct made m = make(&a, "2001-09-09T01:00:00Z");
    field(m.proof, "path")->kids->s = S("00");
    EXPECT_INT(check(&a, &m, NULL, &n), RC_INTEGRITY);
    m = make(&a, "2001-09-09T01:00:00Z");
    field(m.proof, "note")->s = older_note(&a, &m, 11, 1000000000);
    EXPECT_INT(check(&a, &m, NULL, &n), RC_INTEGRITY);
    m = make(&a, "2001-09-09T01:00:00Z");
    m.log.key.pub[3] ^= 1;
    EXPECT_INT(check(&a, &m, NULL, &n), RC_INTEGRITY);
    m = make(&a, "2001-09-09T01:00:00Z");
    struct str text = str_dup(&a, field(m.proof, "note")->s);
    ((char *)text.p)[text.n - 20] ^= 1;
    field(m.proof, "note")->s = text;
    EXPECT_INT(check(&a, &m, NULL, &n), RC_INTEGRITY);
    m = make(&a, "2001-09-09T01:00:00Z");
    for (int i = 0; i <= TIME_PROOFS_MAX; i++)
        json_add(field(field(m.r, "time"), "proofs"), json_copy(&a, m.proof));
    EXPECT_INT(check(&a, &m, NULL, &n), RC_INTEGRITY);
}
