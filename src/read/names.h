/* Names: which words of a sentence are a person, a group, a place, a weapon, a time …? Two trained
 * stages after each other, averaged perceptrons over hashed features (learn/linear.h), best
 * sequence by Viterbi (learn/tags.h):
 *
 * - `names` (data/models/names.bin): proper names as they stand in a newspaper or encyclopaedia,
 *   without article and title: person, group, place, other.
 * - `mentions` (data/models/mentions.bin): what reports of conflict speak of, as the re3d corpus
 *   marks it, article included, by its own types; it sees what `names` said of each word and of the
 *   same word elsewhere in the text.
 *
 * Labels are B-type at the first word, I-type at the others, O outside. Features come from
 * names_features() in training and in use alike. */
#ifndef CAIRN_READ_NAMES_H
#define CAIRN_READ_NAMES_H

#include "learn/linear.h"
#include "read/gazette.h"
#include "read/pos.h"
#include "base/limits.h"
#include "text/sentence.h"

enum { NAMES_EARLY = 2 }; /* stages before that of mentions */

/* A word form (types.h) and what the text says about it. */
struct name_type {
    i32 small, mid;           /* times in small letters; times with a capital inside a sentence */
    u32 before[2], behind[2]; /* neighbours of its first mentions with a capital inside */
    u8 votes[NAMES_EARLY][NAMES_CLASSES_MAX]; /* how often a stage gave it a class, 255 at most */
    u8 most[NAMES_EARLY];                     /* the class it gave most often, O aside; 0 = none */
};

/* NAME_CAP: has a capital. NAME_JOINT: may stand between two capitals of one name (of, al, -). */
enum name_look { NAME_CAP = 1, NAME_JOINT = 2 };

struct name_word {
    uint16_t gaz;         /* bits of a known name that covers it */
    u8 upos;              /* enum upos; the caller's */
    u8 look;              /* enum name_look */
    u8 said[NAMES_EARLY]; /* classes that the earlier stages gave it */
};

/* One text, or one block of it. */
struct names_text {
    struct arena *a;
    struct str text;
    const struct token *t;
    i32 n;
    const struct word_types *words;
    const i32 *type; /* of each token */
    struct name_word *w;
    struct name_type *types; /* beside words */
};

/* Borrows all; the caller then sets w[i].upos. */
struct names_text names_text_make(struct arena *a, struct str text, const struct tokens *t,
                                  const struct word_types *words, const i32 *type);
/* Known names and what the text says of its words. O(words). */
void names_prepare(struct names_text *nt, const struct gazette *g, const struct sentence *s,
                   i32 ns);
/* Features of word i in the sentence [from, to); returns how many. stage 0 = names, 1 = mentions.
 */
i32 names_features(const struct names_text *nt, i32 from, i32 to, i32 i, int stage, u32 *out);
/* The row of the weights of a step from class `from`. */
u32 names_step_feature(i32 from);

/* One trained stage, opened. Classes: 0 = O, then B-X, I-X of each type X. */
struct names_stage {
    struct linear m;
    i32 step[NAMES_CLASSES_MAX * NAMES_CLASSES_MAX], first[NAMES_CLASSES_MAX];
    int stage; /* 0 names, 1 mentions */
};
MUST rc names_stage_open(struct str bytes, int stage, struct names_stage *out, struct err *e);
/* May class `to` follow class `from`? I-X only B-X or I-X. */
static inline bool names_may_follow(i32 from, i32 to) {
    return to == 0 || to % 2 == 1 || from == to || from == to - 1;
}
/* out[i - from] = class of word i. O(words × (features + classes²)). */
void names_tag(const struct names_stage *st, const struct names_text *nt, struct arena scratch,
               i32 from, i32 to, u8 *out);
/* Tags all sentences with the early stages (`st` is an array of NAMES_EARLY) and keeps the classes,
 * and the votes of each word form, in `nt` for the stage of mentions. */
void names_early(const struct names_stage *st, struct names_text *nt, struct arena scratch,
                 const struct sentence *s, i32 ns);

/* What a word is part of. */
enum name_kind {
    NAME_NONE,
    NAME_PERSON,
    NAME_GROUP,
    NAME_PLACE,
    NAME_PEOPLE, /* nationality, religion, ethnic group */
    NAME_TIME,
    NAME_QUANTITY,
    NAME_MONEY,
    NAME_WEAPON,
    NAME_VEHICLE,
    NAME_DOCUMENT,
    NAME_OTHER,
    NAME_KINDS,
    NAME_BEGINS = 128 /* added at the first word */
};
const char *name_kind_word(enum name_kind k); /* "person" … */

/* The models that are linked in, opened once; immutable. */
struct names_model {
    struct gazette known;
    struct names_stage stage[NAMES_EARLY + 1];
    u8 kind[NAMES_EARLY + 1][NAMES_CLASSES_MAX]; /* enum name_kind of each class */
};
const struct names_model *names_model_make(struct arena *a);

#endif
