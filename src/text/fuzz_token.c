/* Tokens and sentences of any bytes: no crash; tokens are in order, apart and not empty, and no
 * letter or digit of ASCII is lost between them; sentences cover the tokens one after the other; a
 * text tokenised from its middle keeps its offsets; asking the language is safe. */
#include "base/err.h"
#include "text/lang.h"
#include "text/sentence.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_word_byte(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void check_tokens(struct str s, struct tokens t, i64 from) {
    i64 at = from;
    for (i32 i = 0; i < t.n; i++) {
        CHECK(t.v[i].start >= at && t.v[i].end > t.v[i].start && t.v[i].end <= s.n);
        for (; at < t.v[i].start; at++)
            CHECK(!is_word_byte(s.p[at]));
        at = t.v[i].end;
    }
    for (; at < s.n; at++)
        CHECK(!is_word_byte(s.p[at]));
}

static void check_sentences(struct sentences ss, struct tokens t) {
    i32 at = 0, para = 0;
    for (i32 i = 0; i < ss.n; i++) {
        const struct sentence *s = &ss.v[i];
        CHECK(s->from == at && s->to > s->from && s->to <= t.n);
        CHECK(s->para >= para && s->dateline <= s->to);
        at = s->to;
        para = s->para;
    }
    CHECK(at == t.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena whole = arena_make("fuzz", 256 << 20), a = whole;
    struct str s = {(const char *)data, (i64)size};
    struct tokens t = tokenize(&a, s, 0, s.n);
    check_tokens(s, t, 0);
    check_sentences(sentences_of(&a, s, t, true), t);
    if (t.n > 1) {
        i64 middle = t.v[t.n / 2].start;
        struct tokens half = tokenize(&a, s, middle, s.n);
        check_tokens(s, half, middle);
        check_sentences(sentences_of(&a, s, half, false), half);
    }
    CHECK(lang_code(lang_of(s)).n > 0);
    arena_drop(whole);
    return 0;
}
