/* Names in a block of the reader: every sentence is tagged, struct word says what its words are
 * part of. Parts of speech come before (pos_sentence). */
#include "read/names_doc.h"

static void tag_words(struct doc *d, const struct names_model *m, const struct names_text *nt,
                      i32 from, i32 to) {
    u8 out[SENTENCE_TOKENS_MAX];
    if (to <= from) return;
    names_tag(&m->stage[NAMES_EARLY], nt, *d->a, from, to, out);
    for (i32 i = from; i < to; i++) {
        u8 c = out[i - from], e = nt->w[i].said[0];
        d->w[i].mention = (u8)(m->kind[NAMES_EARLY][c] | (c % 2 ? NAME_BEGINS : 0));
        d->w[i].name = (u8)(m->kind[0][e] | (e % 2 ? NAME_BEGINS : 0));
    }
}

void names_block(struct doc *d, const struct names_model *m) {
    struct names_text nt = names_text_make(d->a, d->text, &d->t, d->types, d->type);
    for (i32 i = 0; i < d->t.n; i++)
        nt.w[i].upos = d->w[i].upos;
    names_prepare(&nt, &m->known, d->s.v, d->s.n);
    for (i32 e = 0; e < NAMES_EARLY; e++)
        names_early(&m->stage[e], &nt, *d->a, d->s.v, d->s.n);
    for (i32 k = 0; k < d->s.n; k++)
        for (i32 from = d->s.v[k].from, to = d->s.v[k].to; from < to; from += SENTENCE_TOKENS_MAX)
            tag_words(d, m, &nt, from,
                      to - from < SENTENCE_TOKENS_MAX ? to : from + SENTENCE_TOKENS_MAX);
}

i32 name_end(const struct doc *d, i32 i, bool mention, i32 to) {
    u8 k = mention ? d->w[i].mention : d->w[i].name;
    i32 e = i + 1;
    while (k && e < to && (mention ? d->w[e].mention : d->w[e].name) == (k & ~NAME_BEGINS))
        e++;
    return e;
}

bool named(const struct doc *d, i32 from, i32 to, enum name_kind kind) {
    for (i32 i = from; i < to; i++)
        if ((d->w[i].name & ~NAME_BEGINS) == (u8)kind) return true;
    return false;
}

bool mentioned(const struct doc *d, i32 from, i32 to, enum name_kind kind) {
    for (i32 i = from; i < to; i++)
        if ((d->w[i].mention & ~NAME_BEGINS) == (u8)kind) return true;
    return false;
}

void names_trace(struct buf *o, const struct doc *d, i32 from, i32 to) {
    for (i32 mention = 0; mention < 2; mention++)
        for (i32 i = from; i < to;) {
            u8 k = mention ? d->w[i].mention : d->w[i].name;
            i32 e = name_end(d, i, mention == 1, to);
            if (k & NAME_BEGINS) {
                struct str w = span_words(d->text, token_span(d, i, e));
                const char *odd = names_suspicious(w);
                buf_fmt(o, "  %s %s: ", mention ? "mention" : "name",
                        name_kind_word((enum name_kind)(k & ~NAME_BEGINS)));
                buf_put(o, w);
                if (odd) buf_fmt(o, " (%s)", odd);
                buf_c(o, '\n');
            }
            i = k & NAME_BEGINS ? e : i + 1;
        }
}
