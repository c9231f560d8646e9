/* The stages as text, for people who debug rules: of each sentence the words with their parts of
 * speech, numbers, dates, names, chunks, dependencies, what the trained attribution sees, and the
 * frames. */
#include "read/event.h"
#include "read/names_doc.h"
#include "read/parse_doc.h"

void trace_sentence(struct buf *o, const struct doc *d, i32 si, const struct chunk *c, i32 n,
                    const struct frame *f, i32 nf);

static const char *const TYPES[] = {"NP", "VG",  "PREP", "MARK", "CONJ", "SUB",
                                    "WH", "ADJ", "ADV",  "WHEN", "OPEN", "CLOSE"};

static void trace_words(struct buf *o, const struct doc *d, const struct sentence *s) {
    buf_puts(o, "  words ");
    for (i32 i = s->from; i < s->to; i++) {
        if (i > s->from) buf_c(o, ' ');
        buf_put(o, word_str(d, i));
        buf_fmt(o, "/%s", upos_name((enum upos)d->w[i].upos));
    }
    buf_c(o, '\n');
}

static void trace_numbers(struct buf *o, const struct doc *d, const struct sentence *s) {
    for (i64 i = 0; i < d->nnums; i++) {
        const struct number *n = &d->nums[i];
        if (n->from < s->from || n->to > s->to) continue;
        buf_puts(o, "  number <");
        buf_put(o, span_words(d->text, token_span(d, n->from, n->to)));
        buf_fmt(o, "> %lld to ", (long long)n->min);
        if (n->max == NUMBER_OPEN)
            buf_puts(o, "open");
        else
            buf_fmt(o, "%lld", (long long)n->max);
        buf_puts(o, n->refused ? ", refused\n" : n->vague ? ", vague\n" : "\n");
    }
}

static void trace_dates(struct buf *o, const struct doc *d, const struct sentence *s) {
    for (i64 i = 0; i < d->nwhens; i++) {
        const struct when_phrase *w = &d->whens[i];
        if (w->from < s->from || w->to > s->to) continue;
        buf_puts(o, "  date <");
        buf_put(o, span_words(d->text, token_span(d, w->from, w->to)));
        buf_c(o, '>');
        struct arena scratch = *d->a;
        if (w->range.precision != DATE_NONE) {
            buf_c(o, ' ');
            buf_put(o, date_iso(&scratch, w->range.from));
            buf_puts(o, " to ");
            buf_put(o, date_iso(&scratch, w->range.to));
        }
        buf_puts(o, w->relative ? ", relative\n" : "\n");
    }
}

static void trace_chunks(struct buf *o, const struct doc *d, const struct chunk *c, i32 n) {
    static const char *const voices[] = {"act", "pas", "bare"};
    buf_puts(o, "  ");
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
}

void trace_sentence(struct buf *o, const struct doc *d, i32 si, const struct chunk *c, i32 n,
                    const struct frame *f, i32 nf) {
    const struct sentence *s = &d->s.v[si];
    buf_fmt(o, "S%d kind=%d para=%d dateline=%d\n", si, s->kind, s->para, s->dateline);
    trace_words(o, d, s);
    trace_numbers(o, d, s);
    trace_dates(o, d, s);
    names_trace(o, d, s->from, s->to);
    trace_chunks(o, d, c, n);
    dep_trace(o, d, si);
    attrib_trace(o, d, si);
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
