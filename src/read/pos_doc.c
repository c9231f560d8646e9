#include "read/doc.h"

void pos_sentence(struct doc *d, const struct sentence *s) {
    u8 tag[SENTENCE_TOKENS_MAX];
    for (i32 from = s->from; from < s->to; from += SENTENCE_TOKENS_MAX) {
        i32 to = s->to - from < SENTENCE_TOKENS_MAX ? s->to : from + SENTENCE_TOKENS_MAX;
        for (i32 i = from; i < to; i++)
            d->type[i] = word_type_of(d->types, word_str(d, i));
        pos_tag_types(d->pos, d->type + from, to - from, tag);
        for (i32 i = from; i < to; i++)
            d->w[i].upos = tag[i - from];
    }
}
