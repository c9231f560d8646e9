/* What the stages of the reader of Russian share (internal; entry: world_ru_read).
 *
 * Words carry several meanings at once, one a list of data/lexicon/ru: an event, people (or
 * things and places), speech, words that steer (negation, prepositions, conjunctions), findings.
 * Their endings say the case, and the case says who does what to whom: погибли пять человек; убиты
 * боевиками; гибель пятерых. Marks stand among the words.
 *
 * Followed: FASTUS (Hobbs et al. 1993), cascaded patterns; cases after the Academy Grammar of 1980.
 * What the endings leave in doubt is left out. Integers only, no state. */
#ifndef CAIRN_READ_WORLD_RU_H
#define CAIRN_READ_WORLD_RU_H

#include "base/map.h"
#include "read/event.h"
#include "read/world.h"

enum ru_group { RU_EVENT, RU_PEOPLE, RU_SPEECH, RU_STEER, RU_FINDING, RU_GROUPS };
enum ru_form { RU_PASS = 1, RU_MID, RU_ACT, RU_NOUN, RU_FOLK };
enum ru_morph {
    RU_NOM = 1,
    RU_GEN = 2,
    RU_DAT = 4,
    RU_ACC = 8,
    RU_INS = 16,
    RU_LOC = 32,
    RU_CASES = 63,
    RU_ONE = 64,
    RU_MAN = 128,
    RU_WOMAN = 256,
    RU_NEUTER = 512,
    RU_MANY = 1024
};
/* Class words of speech.tsv and steer.tsv, flags of events.tsv and people.tsv; world_ru.def. */
enum ru_class {
    RU_CLASS_,
#define CLASS(name) RU_CLASS_##name,
#define FLAG(name)
#include "read/world_ru.def"
#undef CLASS
#undef FLAG
};
enum ru_flag_bit {
#define CLASS(name)
#define FLAG(name) RU_BIT_##name,
#include "read/world_ru.def"
#undef CLASS
#undef FLAG
};
#define RU(name) (1u << RU_BIT_##name)

enum { RU_WORDS = 4 }; /* words of one row */
struct ru_pattern {
    struct str stem, ends; /* ends: class letters, or "(a|b|)", or "" for the whole word */
};
struct ru_row {
    struct ru_pattern w[RU_WORDS];
    u8 n, group, kind, form, other, who, role, act, cls, finding;
    /* other: kind + 1 of what is no people; who, role: + 1 */
    u32 flags;
};
struct ru_link { /* one row under one form of its first word */
    i32 row, next;
    u32 morph;
};
struct ru_lexicon {
    struct ru_row *row;
    i64 nrow, caprow;
    struct ru_link *link;
    i64 nlink, caplink;
    struct map first; /* form → index + 1 of its first link */
};
const struct ru_lexicon *ru_lexicon_make(struct arena *a);
/* Every byte of the lists, for the id of the reader. */
struct str ru_lexicon_files(struct arena *a);
/* Does the folded word fit the pattern; *morph its cases. */
bool ru_fits(const struct ru_pattern *p, struct str word, u32 *morph);

struct ru_word {
    u32 start, end;
    struct str f; /* folded: small letters, ё as е, no stress marks; of marks "" */
    const struct ru_row *row[RU_GROUPS];
    u32 morph[RU_GROUPS];
    u8 len[RU_GROUPS]; /* words of the row that begins here */
    i32 num, when;     /* index + 1 of what covers it */
    i32 clause;
    u8 mark;                        /* 0 for words; '"' opens or closes a quote */
    bool cap, digits, hyphen, open; /* open: of a quote that opens */
    bool inside; /* inside a row of several words of the list of events or speech */
};

/* A number of people or things in a sentence. */
enum ru_what { RU_BARE, RU_FOLKS, RU_BODIES, RU_MINES, RU_THINGS, RU_NOUN_UNKNOWN, RU_OF_THEM };
struct ru_count {
    i32 from, to, head; /* words; head -1 none */
    i32 num;
    u8 what, who;
    bool part;                 /* behind "among them" */
    bool taken;                /* by a claim */
    const struct ru_row *folk; /* "24 раненых": the row of its noun */
};

struct ru_frame {
    struct span who, cue, hearer;
    i32 cue_from, cue_to, src_from, src_to; /* words that hold no event */
    i32 from, to;                           /* what is said */
    u8 role, hearer_role, act;
    bool accuse, suspect, guess, backward, deny;
    struct span accused;
    i32 when; /* index + 1 of the date of the speech */
};

/* Who has spoken, in order; the last one stands for pronouns. */
enum { RU_SPEAKERS = 32, RU_COUNTS = 48, RU_FRAMES = 8 };
struct ru_speakers {
    struct {
        struct span who;
        u8 role;
    } v[RU_SPEAKERS];
    i32 n;
};

struct ru_sentence {
    struct world_run *r;
    struct arena *a;
    const struct ru_lexicon *lx;
    struct span span;
    struct ru_word *w;
    i32 n;
    struct number *num;
    i64 nnum, capnum;
    struct when_phrase *when;
    i64 nwhen, capwhen;
    struct ru_count count[RU_COUNTS];
    i32 ncount;
    struct ru_frame frame[RU_FRAMES];
    i32 nframe;
    bool title, question;
    i32 dateline;     /* words before it are place and date of the report */
    enum kind before; /* kind of the last claim that counts people, for "among them" */
    bool has_before;
};

static inline u8 ru_class(const struct ru_sentence *s, i32 i) {
    return i >= 0 && i < s->n && s->w[i].row[RU_STEER] ? s->w[i].row[RU_STEER]->cls : 0;
}
static inline u32 ru_flags(const struct ru_sentence *s, i32 i) {
    return i >= 0 && i < s->n && s->w[i].row[RU_PEOPLE] ? s->w[i].row[RU_PEOPLE]->flags : 0;
}
static inline bool ru_is(const struct ru_sentence *s, i32 i, const char *w) {
    return i >= 0 && i < s->n && str_eqc(s->w[i].f, w);
}
static inline bool ru_mark(const struct ru_sentence *s, i32 i, char m) {
    return i >= 0 && i < s->n && s->w[i].mark == (u8)m;
}
static inline struct span ru_span(const struct ru_sentence *s, i32 from, i32 to) {
    return from < to ? (struct span){s->w[from].start, s->w[to - 1].end} : (struct span){0, 0};
}

/* world_ru_words.c: tokens to words with meanings, numbers, dates, clauses. */
void ru_words(struct ru_sentence *s, const struct token *t, i32 n);
bool ru_adjective(const struct ru_sentence *s, i32 i); /* by its ending */
bool ru_verb(const struct ru_sentence *s, i32 i);      /* a predicate, by list or ending */
bool ru_name(const struct ru_sentence *s, i32 i);      /* a capital letter inside the sentence */
u32 ru_case(const struct ru_sentence *s, i32 i);       /* by list or ending; 0 unknown */
/* The end of the noun phrase that begins at i: adjectives, nouns, genitives, names, quoted names.
 */
/* The first word of the clause of i where it is a relative one (котор…), else -1. */
i32 ru_relative(const struct ru_sentence *s, i32 i);
/* The clause before, where this one goes on with its subject ("ворвались в дом и открыли огонь"),
 * else -1. */
i32 ru_joined(const struct ru_sentence *s, i32 i);
/* Is the word one that governs a case behind it: в, на, из …? */
bool ru_preposition(const struct ru_sentence *s, i32 i);
i32 ru_phrase_end(const struct ru_sentence *s, i32 i, i32 to);

/* world_ru_count.c */
void ru_counts(struct ru_sentence *s);
struct count *ru_count_add(struct ru_sentence *s, struct claim *c, i32 k, enum what what);

/* world_ru_said.c */
void ru_frames(struct ru_sentence *s, struct ru_speakers *known);
i32 ru_frame_of(const struct ru_sentence *s, i32 i);
bool ru_in_cue(const struct ru_sentence *s, i32 i);
u8 ru_role_of(const struct ru_sentence *s, i32 from, i32 to);

/* world_ru_where.c */
/* Adds places; whether one of them is the object of the trigger. */
bool ru_where(struct ru_sentence *s, i32 i, const struct ru_row *ev, struct claim *c);
void ru_when(struct ru_sentence *s, i32 i, struct claim *c);
void ru_perps(struct ru_sentence *s, i32 i, const struct ru_row *ev, const struct ru_frame *f,
              struct claim *c);

/* world_ru_hold.c: how firmly the words assert the trigger. */
struct ru_hold {
    bool neg, possible, intended, conditional, open; /* open: asked, doubted: no claim */
};
struct ru_hold ru_hold(const struct ru_sentence *s, i32 i, const struct ru_row *ev);

/* world_ru_event.c */
struct claim *ru_claim(struct ru_sentence *s, i32 i, enum kind k, i32 from, i32 to,
                       const char *rule);
void ru_claim_note(struct ru_sentence *s, bool part);
void ru_events(struct ru_sentence *s);
enum what ru_what_of(enum kind k, bool *people);

/* world_ru_found.c: bodies, mines and stores that are found; shells that fall; findings. */
void ru_found(struct ru_sentence *s, bool quiet); /* quiet: no event was told */
void ru_findings(struct ru_sentence *s, struct claim *c);

/* world_ru_read.c: Russian paragraphs to claims: the stage that world_read() calls for "ru". */
void ru_read(struct world_run *r, struct arena scratch, const struct ru_lexicon *lx, i64 from,
             i64 to);

#endif
