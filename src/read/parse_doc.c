#include "read/parse_doc.h"

struct parse_cache {
    struct arena *a;
    const struct parse_model *m;
    struct parse *sent; /* n = 0: not parsed yet */
};

struct parse_cache *parse_cache_make(struct arena *a, const struct parse_model *m,
                                     const struct doc *d) {
    struct parse_cache *c = NEW(a, struct parse_cache);
    *c = (struct parse_cache){.a = a, .m = m, .sent = NEWN(a, struct parse, d->s.n)};
    return c;
}

static void parse_part(const struct doc *d, struct parse *p, i32 from, i32 at, i32 n) {
    u8 tag[SENTENCE_TOKENS_MAX];
    struct parse part = {.head = p->head + at, .dep = p->dep + at};
    for (i32 i = 0; i < n; i++)
        tag[i] = d->w[from + at + i].upos;
    parse_types(d->parses->m, d->types, d->type + from + at, tag, n, &part);
    for (i32 i = 0; i < n; i++)
        if (part.head[i] >= 0) part.head[i] = (int16_t)(part.head[i] + at);
}

/* Heads are kept relative to the sentence; one that is longer than a head can say has no tree. */
static const struct parse *tree_of(const struct doc *d, i32 si) {
    struct parse *p = &d->parses->sent[si];
    i32 from = d->s.v[si].from, n = d->s.v[si].to - from;
    if (p->n || n <= 0) return p;
    if (n > INT16_MAX) n = INT16_MAX;
    p->head = NEWN(d->parses->a, int16_t, n);
    p->dep = NEWN(d->parses->a, u8, n);
    p->n = n;
    for (i32 at = 0; at < n; at += SENTENCE_TOKENS_MAX)
        parse_part(d, p, from, at, n - at < SENTENCE_TOKENS_MAX ? n - at : SENTENCE_TOKENS_MAX);
    return p;
}

i32 dep_head(const struct doc *d, i32 si, i32 token) {
    const struct parse *p = tree_of(d, si);
    i32 i = token - d->s.v[si].from;
    return i < 0 || i >= p->n || p->head[i] < 0 ? -1 : p->head[i] + d->s.v[si].from;
}

enum dep dep_relation(const struct doc *d, i32 si, i32 token) {
    const struct parse *p = tree_of(d, si);
    i32 i = token - d->s.v[si].from;
    return i < 0 || i >= p->n ? DEP_ROOT : (enum dep)p->dep[i];
}

i32 dep_child(const struct doc *d, i32 si, i32 token, enum dep r) {
    const struct parse *p = tree_of(d, si);
    i32 from = d->s.v[si].from;
    for (i32 i = 0; i < p->n; i++)
        if (p->dep[i] == r && p->head[i] == token - from) return i + from;
    return -1;
}

bool dep_below(const struct doc *d, i32 si, i32 token, i32 above) {
    while (token >= 0 && token != above)
        token = dep_head(d, si, token);
    return token >= 0;
}

void dep_trace(struct buf *o, const struct doc *d, i32 si) {
    for (i32 i = d->s.v[si].from; i < d->s.v[si].to; i++) {
        i32 h = dep_head(d, si, i);
        buf_puts(o, i == d->s.v[si].from ? "  deps " : " ");
        buf_put(o, word_str(d, i));
        buf_fmt(o, "<%s", dep_name(dep_relation(d, si, i)));
        if (h >= 0) buf_c(o, '-'), buf_put(o, word_str(d, h));
    }
    buf_c(o, '\n');
}
