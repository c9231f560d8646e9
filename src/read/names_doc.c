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

/* Sentences as they are tagged: datelines apart. */
static i32 parts_of(const struct doc *d, struct sentence *out) {
    i32 n = 0;
    for (i32 k = 0; k < d->s.n; k++) {
        const struct sentence *s = &d->s.v[k];
        i32 at = s->dateline > s->from ? s->dateline : s->from;
        if (at > s->from) out[n++] = (struct sentence){.from = s->from, .to = at};
        out[n++] = (struct sentence){.from = at, .to = s->to};
    }
    return n;
}

void names_block(struct doc *d, const struct names_model *m) {
    struct names_text nt = names_text_make(d->a, d->text, &d->t, d->types, d->type);
    struct sentence *part = NEWN(d->a, struct sentence, 2 * (i64)d->s.n);
    i32 n = parts_of(d, part);
    for (i32 i = 0; i < d->t.n; i++)
        nt.w[i].upos = d->w[i].upos;
    names_prepare(&nt, &m->known, part, n);
    names_early(m->stage, &nt, *d->a, part, n);
    for (i32 k = 0; k < n; k++)
        for (i32 from = part[k].from, to = part[k].to; from < to; from += SENTENCE_TOKENS_MAX)
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

enum name_kind surely_named(const struct doc *d, i32 i) {
    u8 n = d->w[i].name & ~NAME_BEGINS, m = d->w[i].mention & ~NAME_BEGINS;
    return (enum name_kind)(n == m ? n : NAME_NONE);
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
