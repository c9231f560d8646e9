/* Witnesses and time authorities on loopback, for tests: they keep to the protocol and remember. */
#ifndef CAIRN_FLOW_TIMES_TESTING_H
#define CAIRN_FLOW_TIMES_TESTING_H

#include "flow/fixture.h"
#include "proof/checkpoint.h"
#include "proof/hash.h"
#include "proof/merkle.h"
#include "proof/note.h"
#include "proof/sign.h"
#include "proof/stamp_testing.h"
#include "sys/http_testing.h"
#include "sys/os.h"

/* A witness of c2sp.org/tlog-witness for one log; its state is a file: "size hex-root". */
struct test_witness {
    const char *state;
    struct note_key key, log;
    u8 secret[64];
    i64 clock;  /* 0: the machine's */
    int always; /* a status that it answers whatever is asked; 0: it works */
};

__attribute__((unused)) static struct test_witness
test_witness(struct arena *a, u8 number, const char *name, const char *state, struct str log_vkey) {
    struct test_witness w = {.state = state};
    struct err e = {0};
    u8 seed[32] = {number}, pub[32];
    sign_keypair(seed, pub, w.secret);
    EXPECT_OK(note_key_make(str_dup(a, str_c(name)), NOTE_COSIGNATURE, pub, &w.key, &e));
    EXPECT_OK(note_vkey_parse(a, str_dup(a, str_trim(log_vkey)), &w.log, &e));
    return w;
}

__attribute__((unused)) static void witness_known(const struct test_witness *w, struct arena *a,
                                                  i64 *size, u8 root[32]) {
    struct str text;
    struct err e = {0};
    *size = 0;
    if (os_read(a, w->state, 1000, &text, &e) != RC_OK) return;
    struct str n = str_cut(&text, ' '), hex = hex_decode(a, str_trim(text));
    if (str_i64(n, size) && hex.n == 32) memcpy(root, hex.p, 32);
}

/* "old N\nHASH\n…\n\nCHECKPOINT" */
__attribute__((unused)) static bool witness_parse(struct arena *a, struct str body, i64 *old,
                                                  u8 path[MERKLE_PATH_MAX][32], i64 *npath,
                                                  struct str *note) {
    struct str rest = body, line = str_cut(&rest, '\n');
    if (!str_starts(line, S("old ")) || !str_i64(str_sub(line, 4, line.n), old)) return false;
    for (*npath = 0; (line = str_cut(&rest, '\n')).n; (*npath)++) {
        struct str h = b64_decode(a, line, true);
        if (*npath == MERKLE_PATH_MAX || !h.p || h.n != 32) return false;
        memcpy(path[*npath], h.p, 32);
    }
    *note = rest;
    return *old >= 0 && rest.n > 0;
}

/* 200 with the checkpoint in *c, else the status of the specification. */
__attribute__((unused)) static int witness_judge(const struct test_witness *w, struct arena *a,
                                                 struct str body, struct note *n,
                                                 struct checkpoint *c, struct str *words) {
    u8 path[MERKLE_PATH_MAX][32], root[32];
    i64 npath, old, known;
    struct str note;
    struct err e = {0};
    if (!witness_parse(a, body, &old, path, &npath, &note)) return 400;
    if (note_parse(a, note, n, &e) || checkpoint_parse(a, n->text, c, &e)) return 400;
    if (!str_eq(c->origin, w->log.name)) return 404;
    if (note_verify(n, &w->log, 1, NULL, NULL, &e) != RC_OK) return 403;
    if (old > c->size) return 400;
    witness_known(w, a, &known, root);
    if (old != known) return *words = str_fmt(a, "%lld\n", (long long)known), 409;
    if (old == 0) return npath == 0 ? 200 : 422;
    if (old == c->size) return npath == 0 && !memcmp(root, c->root, 32) ? 200 : 422;
    return merkle_consistency_ok(old, c->size, root, c->root, (const u8(*)[32])path, npath) ? 200
                                                                                            : 422;
}

/* Persists before it answers. */
__attribute__((unused)) static void
witness_answers(void *ctx, struct arena *a, const struct http_asked *q, struct http_said *s) {
    const struct test_witness *w = ctx;
    struct note *n = NEW(a, struct note);
    struct checkpoint c;
    struct err e = {0};
    s->status = w->always;
    if (s->status) return;
    s->status = str_eqc(q->path, "/w/add-checkpoint") && str_eqc(q->method, "POST")
                    ? witness_judge(w, a, q->body, n, &c, &s->body)
                    : 404;
    if (s->status == 409) s->type = S("text/x.tlog.size");
    if (s->status != 200) return;
    struct str state =
        str_fmt(a, "%lld %.*s\n", (long long)c.size, SARG(hex_encode(a, bytes_str(c.root, 32))));
    if (os_replace(w->state, 0600, state, &e) != RC_OK) s->status = 500;
    s->body = note_sign_line(a, n->text, &w->key, w->secret, w->clock ? w->clock : os_now());
}

/* An authority that stamps whatever comes, by its own clock. */
struct test_tsa {
    struct authority_made made;
    i64 clock;      /* 0: the machine's */
    struct str crl; /* served at /crl */
};

__attribute__((unused)) static void tsa_answers(void *ctx, struct arena *a,
                                                const struct http_asked *q, struct http_said *s) {
    struct test_tsa *t = ctx;
    if (str_eqc(q->path, "/crl")) {
        s->body = t->crl;
        s->status = t->crl.n ? 200 : 404;
        return;
    }
    if (!str_eqc(q->type, "application/timestamp-query")) s->status = 415;
    s->type = S("application/timestamp-reply");
    s->body = authority_reply(a, &t->made, q->body, t->clock ? t->clock : os_now());
}

#endif
