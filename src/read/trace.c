/* The stages as text, for people who debug rules. */
#include "read/event.h"
#include "read/names_doc.h"

void trace_sentence(struct buf *o, const struct doc *d, i32 si, const struct chunk *c, i32 n,
                    const struct frame *f, i32 nf);

static const char *const TYPES[] = {"NP", "VG",  "PREP", "MARK", "CONJ", "SUB",
                                    "WH", "ADJ", "ADV",  "WHEN", "OPEN", "CLOSE"};

void trace_sentence(struct buf *o, const struct doc *d, i32 si, const struct chunk *c, i32 n,
                    const struct frame *f, i32 nf) {
    static const char *const voices[] = {"act", "pas", "bare"};
    buf_fmt(o, "S%d kind=%d para=%d dateline=%d\n  ", si, d->s.v[si].kind, d->s.v[si].para,
            d->s.v[si].dateline);
    for (i32 i = 0; i < n; i++) {
        buf_fmt(o, "[%s", TYPES[c[i].type]);
        if (c[i].type == CH_VG)
            buf_fmt(o, ":%s%s%s%s", voices[c[i].voice], c[i].neg ? ":neg" : "",
                    c[i].future ? ":fut" : "", c[i].inf ? ":inf" : "");
        if (c[i].num)
            buf_fmt(o, ":n%lld-%lld", (long long)d->nums[c[i].num - 1].min,
                    (long long)d->nums[c[i].num - 1].max);
        buf_c(o, ' ');
        buf_put(o, span_words(d->text, token_span(d, c[i].from, c[i].to)));
        if (c[i].head != c[i].from) {
            buf_puts(o, " ^");
            buf_put(o, word_str(d, c[i].head));
        }
        buf_puts(o, "] ");
    }
    buf_c(o, '\n');
    names_trace(o, d, d->s.v[si].from, d->s.v[si].to);
    for (i32 i = 0; i < nf; i++) {
        buf_fmt(o, "  F%d parent=%d act=%d q=%d neg=%d fut=%d <", i, f[i].parent, f[i].act,
                f[i].question, f[i].negates, f[i].future);
        buf_put(o, span_words(d->text, f[i].who));
        buf_puts(o, ">");
        if (span_some(f[i].hearer))
            buf_puts(o, " to <"), buf_put(o, span_words(d->text, f[i].hearer)), buf_puts(o, ">");
        for (i32 p = 0; p < f[i].nparts; p++) {
            buf_puts(o, " | ");
            buf_put(o, span_words(d->text, token_span(d, f[i].from[p], f[i].to[p])));
        }
        buf_c(o, '\n');
    }
}
