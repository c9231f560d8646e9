/* Reports in languages other than English: a stretch of paragraphs in, attributed claims out.
 *
 * A language is a table (struct world_lang): how a written word gives the forms under which it is
 * looked up (proclitics taken off, endings cut), how its numbers and dates read, and four lists of
 * words linked into the program (data/lexicon/LANG: events, people, speech, steer). The stages are
 * the same for all: sentences and words (world_words.c), who says it (world_said.c), how many
 * (world_count.c), where, when, by whom, how firmly (world_fill.c), claims (world.c).
 *
 * Shallower than English: no tags, chunks or trained stages; a part is taken where the order of
 * words leaves no doubt and left out where it does not. Every claim keeps the invariants of
 * check.h. No state, integers only. */
#ifndef CAIRN_READ_WORLD_H
#define CAIRN_READ_WORLD_H

#include "read/document.h"
#include "text/when.h"

enum { WORLD_FORMS = 10 };

/* What was taken off a written word to get a form of it. */
enum world_off {
    WORLD_OFF_AND = 1,
    WORLD_OFF_IN = 2,    /* ب */
    WORLD_OFF_TO = 4,    /* ل */
    WORLD_OFF_LIKE = 8,  /* ك */
    WORLD_OFF_THE = 16,  /* ال */
    WORLD_OFF_OWN = 32,  /* a pronoun at the end: "his" */
    WORLD_OFF_WILL = 64, /* a verb of the future */
};
struct world_form {
    struct str key; /* folded (text/fold.h) */
    u8 off;         /* enum world_off */
};

struct world_run;
struct world_lang {
    struct str code;
    /* The files of data/lexicon/CODE, in this order: events, people, speech, steer. NULL: the
     * language has stages of its own: */
    struct str (*file[4])(void);
    const void *(*make)(struct arena *a);
    struct str (*files)(struct arena *a);
    void (*read)(struct world_run *r, struct arena scratch, const void *tables, i64 from, i64 to);
    /* Forms of a folded word, the most whole first; at most WORLD_FORMS. Keys point into `word` or
     * live in `a`. */
    int (*forms)(struct arena *a, struct str word, struct world_form *out);
    /* A number or date that begins at byte `at`; from and to are bytes. when_at may be NULL. */
    bool (*number_at)(struct str text, i64 at, struct number *out);
    bool (*number_next)(struct str text, i64 from, struct number *out);
    bool (*when_at)(struct str text, i64 at, struct date_range anchor, struct when_phrase *out);
    bool capitals;   /* names are written with capital letters */
    bool verb_first; /* the doer stands behind the verb: قصف الجيش */
};
extern const struct world_lang world_ar, world_ru;

/* The tables of all languages, made once. Immutable. About 1 ms. */
struct world;
const struct world *world_readers_make(struct arena *a);
/* Is there a table for this language code? */
bool world_has(struct str code);
/* Every byte of the lexicons, for the id of the reader. */
struct str world_files(struct arena *a);

/* One reading of one text, over all its stretches. */
struct world_run {
    struct arena *perm;
    struct str text;
    const struct world *world;
    const struct read_opts *o;
    struct date_range anchor;
    struct str anchor_words;
    struct claims *claims;
    struct claim_note *notes;
    i64 nnotes, capnotes;
    i32 sents, paras; /* of the text so far */
    struct read_stats *stats;
    struct date_range found; /* a date of the report in the bytes, DATE_NONE */
    struct span found_span;
    struct buf *trace; /* or NULL */
};
/* Reads text[from, to), whole lines of language `code`; claims in order of their triggers, one
 * note each. O(bytes). */
void world_read(struct world_run *r, struct arena scratch, struct str code, i64 from, i64 to);

/* What the words of a span say by the tables of the language of their script; false: it is
 * English, or says nothing. For the checks of check.h. O(words · rows). */
/* Do the words, digits and marks alone, give this date in any of the languages? */
bool world_when_agrees(struct str words, struct date_range r);
bool world_script(struct str words); /* Arabic or Cyrillic letters, or Arabic digits */
bool world_count_of(struct arena scratch, struct str words, i64 *min, i64 *max, bool *vague);
bool world_when_of(struct str words, struct when_phrase *out);

#endif
