/* What every fuzz target of this room does with a document: it goes through the answer of a child
 * and back, and its map leads into the bytes it was made from. */
#ifndef CAIRN_MEDIA_FUZZ_H
#define CAIRN_MEDIA_FUZZ_H

#include "media/doc.h"

typedef rc fuzz_fn(struct arena *a, struct str in, struct doc *d, struct err *e);

/* packed: the map leads into bytes that are unpacked first. */
static inline void fuzz_map(const struct doc *d, struct str in, bool packed) {
    i64 at = 0;
    for (i64 i = 0; i < d->map.n; i++) {
        const struct text_run *r = &d->map.runs[i];
        CHECK(r->text == at);
        at += r->text_n;
        if (packed) continue;
        CHECK((i64)r->from + r->from_n <= in.n);
        if (r->kind == RUN_COPIED)
            CHECK(r->text_n == r->from_n &&
                  !memcmp(d->text.p + r->text, in.p + r->from, r->text_n));
    }
    CHECK(!d->bytes || at == d->text.n);
}

static inline int fuzz_document(const uint8_t *data, size_t n, fuzz_fn *fn, bool packed) {
    struct arena a = arena_make("fuzz", 4LL << 30), whole = a;
    struct err e = {0};
    struct doc d = {0};
    struct str in = {(const char *)data, (i64)n};
    struct buf out = buf_make(&a, 512LL << 20);
    struct doc_got got;
    if (fn(&a, in, &d, &e) == RC_OK && doc_put(&d, &out, &e) == RC_OK) {
        CHECK(doc_get(&a, buf_str(&out), &got, &e) == RC_OK);
        CHECK(str_eq(got.text, buf_str(&d.text)));
        if (d.bytes) fuzz_map(&d, in, packed);
    } else {
        CHECK(e.msg[0]);
    }
    arena_drop(whole);
    return 0;
}

#endif
