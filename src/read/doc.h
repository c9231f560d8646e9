/* One block of text while it is read: tokens, words with their tags, chunks of the present
 * sentence, frames of speech. Internal to src/read. Stages fill it in order: words (tag.c), chunks
 * (chunk.c), frames (source.c), events (event.c). */
#ifndef CAIRN_READ_DOC_H
#define CAIRN_READ_DOC_H

#include "base/limits.h"
#include "read/lexicon.h"
#include "read/case.h"
#include "read/pos.h"
#include "read/read.h"
#include "text/number.h"
#include "text/sentence.h"
#include "text/when.h"

enum { READ_BLOCK_BYTES = 1 << 20, CONTENT_PARTS = 3 };

struct word {
    const struct lex_sense *sense; /* the sense chosen, or NULL */
    i32 num, when;                 /* index + 1 of the number or date phrase that covers it */
    i32 quote;                     /* index + 1 of the quote that covers it */
    u8 pos, form;                  /* enum pos, enum form */
    u8 upos;                       /* enum upos (pos.h), of every token */
    u8 name, mention; /* enum name_kind (names.h) of the proper name, and of the mention as a report
                         has it, that covers it; + NAME_BEGINS at its first word */
    bool describes;                /* part of "eight-year-old": an adjective whatever its letters */
    u8 len;                        /* tokens of the unit that begins here; 0 = inside one */
};

enum chunk_type {
    CH_NP,
    CH_VG,
    CH_PREP,
    CH_MARK,
    CH_CONJ,
    CH_SUB,
    CH_WH,
    CH_ADJ,
    CH_ADV,
    CH_WHEN,
    CH_OPEN,
    CH_CLOSE
};
enum voice { VOICE_ACTIVE, VOICE_PASSIVE, VOICE_BARE }; /* BARE: participle without auxiliary */

struct chunk {
    i32 from, to, head;        /* tokens; head of NP or VG */
    i32 num, when;             /* index + 1 */
    const struct lex_row *row; /* sense of the head, or NULL */
    u8 type, voice, form;
    char mark;
    bool neg, modal, future, inf, name, plural, pron, pure_num, finite;
};

struct quote {
    i32 from, to; /* tokens inside the marks */
    bool open;    /* no closing mark in its paragraph */
};

/* Who says a stretch of words. parent: the frame whose content holds this one. */
struct frame {
    struct span who;       /* the antecedent's for pronouns */
    struct span hearer;    /* a medium that was told; {0,0} none */
    struct span quoted_by; /* a medium that quotes the speaker */
    i32 src_from, src_to;  /* tokens of the source as it stands here (the pronoun itself) */
    i32 cue_from, cue_to;
    i32 from[CONTENT_PARTS], to[CONTENT_PARTS]; /* content, token ranges */
    i32 nparts;
    i32 parent; /* index in the frames of the sentence, -1 none */
    u8 role, act;
    bool split; /* one clause is cut in two by the cue: "The bodies, he said, had been …" */
    bool negates, future, question, carried, whole_quote;
    bool trained; /* found by the trained stage (attrib.h), not by a rule */
    struct when said;
    struct span accused; /* object of accuse, blame */
    struct span setting;
};

struct doc {
    struct arena *a; /* scratch of the block */
    struct arena *perm;
    struct str text;
    const struct lexicon *lx;
    const struct finding_table *findings;
    const struct phrase_table *phrases;
    const struct given_names *given; /* given.h */
    const struct read_opts *opts;
    struct date_range anchor;
    struct str anchor_words;
    struct tokens t;
    struct sentences s;
    bool caps_text; /* all upper case */
    bool low_text;  /* hardly a capital in it */
    struct word *w;
    struct word_types *types; /* the different words of the block (types.h) */
    i32 *type;                /* of each token, its number there */
    struct pos_cache *pos;
    const struct case_model *letters;
    struct parse_cache *parses; /* parse_doc.h */
    const struct attrib_model *attrib;
    u8 *attrib_label, *attrib_sure; /* of each token, where attrib_para says so */
    i32 attrib_para;                /* number + 1 of the paragraph that was labelled last */
    struct number *nums;
    i64 nnums, capnums;
    struct when_phrase *whens;
    i64 nwhens, capwhens;
    struct quote *quotes;
    i64 nquotes, capquotes;
};

static inline struct str word_str(const struct doc *d, i32 i) {
    return tok_str(d->text, &d->t.v[i]);
}
static inline bool word_is(const struct doc *d, i32 i, const char *w) {
    return i >= 0 && i < d->t.n && tok_is(d->text, &d->t.v[i], w);
}
static inline struct span token_span(const struct doc *d, i32 from, i32 to) {
    return from < to ? (struct span){d->t.v[from].start, d->t.v[to - 1].end} : (struct span){0, 0};
}
static inline u32 word_flags(const struct doc *d, i32 i) {
    return i >= 0 && d->w[i].sense ? d->w[i].sense->row->flags : 0;
}
static inline u32 chunk_flags(const struct chunk *c) {
    return c->row ? c->row->flags : 0;
}

/* pos_doc.c: numbers and universal tags of the words of one sentence, before all else. Where its
 * capitals mean nothing they are restored first (case.h): TOK_CAP and TOK_CAPS of its tokens then
 * say how the words would be written. d->s.caps: they mean nothing, and were not restored. */
void pos_sentence(struct doc *d, const struct sentence *s);
static inline const struct word_type *word_type(const struct doc *d, i32 i) {
    return word_type_at(d->types, d->type[i]);
}

/* tag.c: quotes, dates, numbers, tags of tokens [from, to) (one sentence). */
void tag_quotes(struct doc *d);
void tag_sentence(struct doc *d, const struct sentence *s);

/* chunk.c: chunks of one sentence; returns how many (<= CHUNKS_MAX). */
i32 chunk_sentence(const struct doc *d, const struct sentence *s, struct chunk *c);

/* finding.c: the table of findings, data/lexicon/findings.tsv. */
const struct finding_table *findings_make(struct arena *a);
struct str findings_file(void);

/* event_phrase.c: the table of turns of phrase, data/lexicon/events.tsv. */
const struct phrase_table *phrases_make(struct arena *a);
struct str phrases_file(void);

#endif
