/* For the tests of this room only: a text in, its claims out, and a way to ask for one of them. */
#ifndef CAIRN_READ_TESTING_H
#define CAIRN_READ_TESTING_H

#include "base/t.h"
#include "read/check.h"
#include "read/event.h"
#include "read/read.h"

struct sample {
    struct arena a;
    struct str text;
    struct reading r;
};

/* Reads a text of 12 March 2031 (a Wednesday), entered by the recorder, and checks the invariants.
 */
static inline struct sample sample_read(const char *text) {
    struct sample s = {.a = test_arena(), .text = str_c(text)};
    struct arena scratch = arena_make("test-scratch", 1 << 28);
    struct read_opts o = {.publication = S("s-test"), .published_by_recorder = true};
    struct err e = {0};
    EXPECT(date_parse(S("2031-03-12"), &o.published));
    EXPECT_OK(read_text(&s.a, scratch, s.text, &o, &s.r, &e));
    EXPECT_OK(claims_check(scratch, s.text, s.r.claims, s.r.n, &e));
    arena_drop(scratch);
    return s;
}

/* The nth claim of a kind, or NULL. */
static inline const struct claim *sample_claim(const struct sample *s, enum kind k, i64 nth) {
    for (i64 i = 0; i < s->r.n; i++)
        if (s->r.claims[i].kind == k && nth-- == 0) return &s->r.claims[i];
    return NULL;
}

static inline struct str sample_words(const struct sample *s, struct span sp) {
    return span_words(s->text, sp);
}

/* Words of the nearest speaker; "" for the publication. */
static inline struct str sample_who(const struct sample *s, const struct claim *c) {
    const struct said_link *l = &c->said.chain[0];
    return l->is_publication ? S("") : span_words(s->text, l->who);
}

/* The stages of a text, for asking what was tagged and chunked. */
static inline struct str sample_trace(struct arena *a, const char *text) {
    struct read_opts o = {.lang = S("en")};
    struct arena scratch = arena_make("test-scratch", 1 << 28);
    struct str t = read_trace(a, scratch, str_c(text), &o);
    arena_drop(scratch);
    return t;
}

#endif
