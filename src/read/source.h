/* Attribution: who says a stretch of words (source, cue, content; after PolNeAR, Newell et al.
 * 2018). */
#ifndef CAIRN_READ_SOURCE_H
#define CAIRN_READ_SOURCE_H

#include "read/doc.h"

/* A speaker met before: for pronouns, short names and carried quotes. */
struct speaker {
    struct span who; /* the fullest mention */
    u32 name;        /* hash of the last name word, 0 = none */
    u8 role;
    bool person, many, org; /* he/she, they, it */
    bool weak; /* named, but did not speak: a pronoun means him only where nobody spoke */
    i32 sent;  /* sentence of the last mention */
};

struct memory {
    struct speaker v[SPEAKERS_MAX];
    i32 n, last;   /* last = index of the one who spoke last, -1 none */
    i32 open_para; /* paragraph whose unattributed sentences belong to `last` ("listed the
                      findings"), -1 */
    i32 sent_base; /* sentences of earlier blocks */
};

struct sent_read { /* one sentence as read by the shallow stages */
    struct chunk *c;
    i32 n;
    i32 first_frame, nframes;
    bool question; /* ends with ? */
};

/* Frames of sentence si, appended to frames[]; returns how many. Remembers speakers in mem. */
i32 source_frames(const struct doc *d, i32 si, const struct chunk *c, i32 n, struct frame *out,
                  struct memory *mem);
/* What frames are made with: the source from chunks [i, e), pronouns and short names
 * resolved (false: no speaker can be named); what the verb of the cue says of its content; the time
 * of speaking. */
bool set_source(const struct doc *d, const struct chunk *c, i32 i, i32 e, i32 si, struct frame *f,
                struct memory *mem);
/* source_record.c: "the monitors recorded nine deaths": the frame of verb group v, if it is one. */
bool source_record(const struct doc *d, i32 si, const struct chunk *c, i32 n, i32 v,
                   struct frame *f, struct memory *mem);
/* source_cited.c: words that come through others. source_cites: where chunks [i, e) are "the radio,
 * citing the ministry," the radio becomes the hearer, and the ministry's first chunk is given; else
 * i. source_carried: behind "carried by the agency" at chunk i, which becomes the hearer; else i.
 * source_grounds: who has the grounds at chunk s for what follows, -1 none; *end behind them.
 * source_citing: ", the radio said, citing the ministry": the frames of such cues are the
 * ministry's; returns how many frames are left. */
i32 source_cites(const struct doc *d, const struct chunk *c, i32 i, i32 e, struct frame *f);
i32 source_carried(const struct doc *d, const struct chunk *c, i32 n, i32 i, struct frame *f);
i32 source_grounds(const struct doc *d, const struct chunk *c, i32 n, i32 s, i32 *end);
i32 source_citing(const struct doc *d, i32 si, const struct chunk *c, i32 n, struct frame *f,
                  i32 nf, struct memory *mem);
bool hearer_medium(const struct doc *d, const struct chunk *c); /* a medium that passes words on */
bool source_is_account(const struct doc *d, i32 tok); /* account, version, statement, tally … */
void flags_of_cue(const struct doc *d, const struct chunk *v, struct frame *f);
void said_when(const struct doc *d, const struct sentence *s, struct frame *f, i32 n);
/* attrib_doc.c: the frame of sentence si that the trained stage is sure of, where the rules found
 * none: 1, else 0. */
i32 attrib_frame(struct doc *d, i32 si, const struct chunk *c, i32 n, struct frame *out,
                 struct memory *mem);
/* What that stage sees in sentence si, one line a cue, for read_trace. */
void attrib_trace(struct buf *o, const struct doc *d, i32 si);
/* What speaks, in the trained stage, for the part that token `tok` of sentence si is of: the label
 * and the features with the highest weights (attrib_explain). Nothing for header lines. */
void attrib_weigh(struct buf *o, const struct doc *d, i32 si, i32 tok);
/* The subject of the verb group v: index of the first chunk of the noun phrase, *end = behind it.
 * -1: none. */
i32 subject_of(const struct doc *d, const struct chunk *c, i32 n, i32 v, i32 *end);
/* Noun phrase with its of/for/in groups and appositions to the right, from chunk i: end
 * (exclusive). */
i32 phrase_end(const struct doc *d, const struct chunk *c, i32 n, i32 i, bool appositions);
/* subject.c */
bool is_clause_mark(const struct chunk *c);
bool is_mark(const struct chunk *c, char m);
bool prep_is(const struct doc *d, const struct chunk *c, const char *w);
bool joins(const struct doc *d, const struct chunk *c); /* of, for, in …: inside a noun phrase */
bool may_speak(const struct doc *d,
               const struct chunk *c); /* a noun group that can say something */
u8 role_of(const struct doc *d, i32 from, i32 to);
/* A frame that carries speaker k over a quote or paragraph. */
struct frame frame_carried(const struct memory *mem, i32 k, i32 from, i32 to);
/* Remembers a named person with a title or office that is the subject of the sentence, for a later
 * "he said". */
void source_subjects(const struct doc *d, i32 si, const struct chunk *c, i32 n, struct memory *mem);
/* "That is the account of X", "So says X": fills the frame whose content is what stands before. */
bool source_backward(const struct doc *d, i32 si, const struct chunk *c, i32 n, struct frame *out,
                     struct memory *mem);

#endif
