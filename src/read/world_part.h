/* What the stages of the readers of other languages share (internal; world.h). */
#ifndef CAIRN_READ_WORLD_PART_H
#define CAIRN_READ_WORLD_PART_H

#include "base/map.h"
#include "read/world.h"

/* What a row of a lexicon may be; several at once (قتلى: an event and people). */
enum world_is {
    IS_EVENT = 1 << 0,
    IS_PEOPLE = 1 << 1,
    IS_SPEECH = 1 << 2,
    IS_BY = 1 << 3, /* according to */
    IS_NEGATION = 1 << 4,
    IS_HEDGE = 1 << 5,
    IS_INTEND = 1 << 6,
    IS_IF = 1 << 7,
    IS_PARTY = 1 << 8, /* an army, a militia: may be a perpetrator */
    IS_THING = 1 << 9, /* what a number may count that is nobody: days, houses */
    IS_IN = 1 << 10,
    IS_TO = 1 << 11,
    IS_FROM = 1 << 12,
    IS_PLACE = 1 << 13, /* "town of": a name follows */
    IS_SITE = 1 << 14,  /* a market, a school: itself a place */
    IS_THAT = 1 << 15,
    IS_AMONG = 1 << 16,   /* "among them": parts follow */
    IS_DOER = 1 << 17,    /* "at the hands of" */
    IS_TOTAL = 1 << 18,   /* "since the beginning of": a running total, not the event */
    IS_COMMON = 1 << 19,  /* a common noun that is no place behind "in" */
    IS_BETWEEN = 1 << 20, /* between dead and wounded */
    IS_STOP = 1 << 21,    /* ends a name or a speaker */
    IS_ROLE = 1 << 22,
    IS_ASKED = 1 << 23, /* asked, doubted: no claim */
    IS_OTHER = 1 << 24, /* others */
    IS_MEANS = 1 << 27, /* aircraft, guns: whose they are may follow */
    IS_OF = 1 << 26,    /* belonging to: what follows is part of the name */
    IS_TOLL = 1 << 25   /* number of, toll: a number behind it counts */
};
enum world_shape {
    SHAPE_VERB, /* has a subject and an object */
    SHAPE_NOUN, /* a nominal: the killing of */
    SHAPE_FOLK  /* names the people: the dead */
};
enum world_many { MANY_UNSAID, MANY_ONE, MANY_TWO, MANY_SOME };

struct world_row {
    struct str words; /* folded, a blank between; a word may end in '*': any ending */
    i32 n;            /* words */
    i32 next;         /* index + 1 of the next row of the same first word, longer ones first */
    u32 is;           /* enum world_is */
    u8 kind, shape, what, who, many, act, role, find; /* what, role, find: + 1 */
    bool passive, deny, accuse, strike, to;           /* strike: an attack; to: toward a place */
};
struct world_lexicon {
    const struct world_lang *lang;
    struct world_row *row;
    i64 n, cap;
    struct map first; /* first word → index + 1 of its rows */
    bool prefixes;
};
void world_lexicon_make(struct arena *a, const struct world_lang *l, struct world_lexicon *out);
/* The row for people that the words hold first, without a number: its many, MANY_UNSAID. */
enum world_many world_many_of(struct arena scratch, const struct world_lang *l, struct str words);

/* Marks between words. */
enum world_gap {
    GAP_NONE,
    GAP_BLANK,
    GAP_COMMA,
    GAP_COLON,
    GAP_DASH,
    GAP_OPEN, /* a quote or bracket opens */
    GAP_CLOSE,
    GAP_STOP
};

struct world_word {
    u32 start, end;
    struct world_form form[WORLD_FORMS];
    const struct world_row *row; /* of the unit that begins here */
    i32 num, when;               /* index + 1 of what covers it */
    u8 nforms, len;              /* len: words of the unit; 0 inside of one */
    u8 off;                      /* of the form that was found; else of the barest */
    u8 gap;                      /* enum world_gap before it, the strongest */
    bool digits, cap;
};

struct world_frame {
    struct span who, cue;
    i32 from, to;         /* words of what is said */
    i32 cue_from, cue_to; /* words of cue and speaker: hold no event */
    struct span accused;
    u8 role, act;
    bool deny, possible;
    i32 said; /* index + 1 of the date of the saying */
};

/* One sentence. */
struct world_sentence {
    struct world_run *r;
    struct arena *a; /* scratch of the sentence */
    const struct world_lexicon *lx;
    struct span span;
    struct world_word *w;
    i32 n;
    struct number *num;
    i32 nnum;
    struct when_phrase *when;
    i32 nwhen;
    struct world_frame frame[FRAMES_MAX];
    i32 nframes;
    bool title, question;
    struct span last_who; /* who spoke last in the paragraph */
    u8 last_role;
};

static inline u32 world_is(const struct world_sentence *s, i32 i) {
    return i >= 0 && i < s->n && s->w[i].row ? s->w[i].row->is : 0;
}
static inline struct span world_span(const struct world_sentence *s, i32 from, i32 to) {
    return from < to ? (struct span){s->w[from].start, s->w[to - 1].end} : (struct span){0, 0};
}
/* The unit behind the one at i. */
static inline i32 world_next(const struct world_sentence *s, i32 i) {
    return i + (s->w[i].len > 1 ? s->w[i].len : 1);
}
static inline bool world_breaks(const struct world_sentence *s, i32 i) {
    return i >= s->n || s->w[i].gap == GAP_STOP;
}

/* world_words.c: the end of the sentence that begins at `from`, at most at `to`; its words. */
i64 world_sentence_end(const struct world_lang *l, struct str text, i64 from, i64 to);
void world_words(struct world_sentence *s, i64 from, i64 to);

/* world_date.c: does the line [from, to) give the day of the report, on its own or before a dash?
 * Notes it in r, unless one is known, and returns where the report goes on: `to` or behind the
 * dash; `from` where it does not. */
i64 world_date_line(struct world_run *r, const struct world_lang *l, i64 from, i64 to);

/* world_said.c */
void world_frames(struct world_sentence *s);
/* The innermost frame that says word i, -1 none. */
i32 world_frame_of(const struct world_sentence *s, i32 i);
bool world_in_cue(const struct world_sentence *s, i32 i);

/* world_count.c: the number of people that the trigger at i is about; parts included. */
void world_count(const struct world_sentence *s, i32 i, struct claim *c);

/* world_victims.c: people harmed one by one; after the numbers. */
void world_victims(const struct world_sentence *s, i32 i, struct claim *c);

/* world_fill.c */
void world_where(const struct world_sentence *s, i32 i, i32 from, i32 to, struct claim *c);
void world_findings(const struct world_sentence *s, i32 i, i32 from, i32 to, struct claim *c);
void world_when(const struct world_sentence *s, i32 i, i32 from, i32 to, struct claim *c);
void world_perps(const struct world_sentence *s, i32 i, i32 from, i32 to,
                 const struct world_frame *f, struct claim *c);
struct world_hold {
    bool neg, possible, intended, conditional, total, open;
};
struct world_hold world_hold(const struct world_sentence *s, i32 i, i32 from);
/* Does the noun group at i begin with a party? Its end, or i. */
i32 world_party(const struct world_sentence *s, i32 i, i32 to);
void world_rule(struct claim *c, const char *rule);

#endif
