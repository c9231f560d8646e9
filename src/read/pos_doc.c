#include "read/case_features.h"
#include "read/doc.h"

/* Are capitals without meaning here: an upper-case text, an upper-case headline, A Headline Set
 * Like This? */
static bool caps_mean_nothing(const struct doc *d, const struct sentence *s) {
    i32 words = 0, caps = 0, cap = 0;
    for (i32 i = s->from; i < s->to; i++) {
        const struct token *t = &d->t.v[i];
        if (t->kind != TOK_WORD || t->end - t->start < 3) continue;
        words++;
        caps += (t->flags & TOK_CAPS) != 0;
        cap += (t->flags & TOK_CAP) != 0;
    }
    bool title = (s->kind == SENT_HEADLINE || s->kind == SENT_SUBHEAD) && cap * 10 >= words * 8 &&
                 words >= 4;
    return d->caps_text || (words >= 3 && caps * 10 >= words * 8) || title;
}

/* The words as a careful writer would write them. */
static void restore(struct doc *d, i32 from, i32 to, struct str *word) {
    case_restore(d->letters, d->a, word, to - from, word);
    for (i32 i = from; i < to; i++) {
        struct token *t = &d->t.v[i];
        if (t->kind != TOK_WORD) continue;
        u8 c = case_of(word[i - from]);
        t->flags &= (u8) ~(TOK_CAP | TOK_CAPS);
        if (c == CASE_CAP) t->flags |= TOK_CAP;
        if (c == CASE_CAPS) t->flags |= TOK_CAP | TOK_CAPS;
    }
}

static void part(struct doc *d, i32 from, i32 to, bool bare) {
    struct str word[SENTENCE_TOKENS_MAX] = {{0}};
    u8 tag[SENTENCE_TOKENS_MAX];
    for (i32 i = from; i < to; i++)
        word[i - from] = word_str(d, i);
    if (bare) restore(d, from, to, word);
    for (i32 i = from; i < to; i++)
        d->type[i] = word_type_of(d->types, word[i - from]);
    pos_tag_types(d->pos, d->type + from, to - from, tag);
    for (i32 i = from; i < to; i++)
        d->w[i].upos = tag[i - from];
}

void pos_sentence(struct doc *d, const struct sentence *s) {
    bool bare = d->low_text || caps_mean_nothing(d, s);
    for (i32 from = s->from; from < s->to; from += SENTENCE_TOKENS_MAX)
        part(d, from, s->to - from < SENTENCE_TOKENS_MAX ? s->to : from + SENTENCE_TOKENS_MAX,
             bare);
    d->s.caps = false;
}
