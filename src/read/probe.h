/* What the stages saw of a text, for checking claims that somebody else made of it (verify.h):
 * words that tell of a kind, who speaks them, what governs them, numbers of people and dates.
 * Nothing here is a claim. Sentences of languages that these stages do not read are not in it. */
#ifndef CAIRN_READ_PROBE_H
#define CAIRN_READ_PROBE_H

#include "read/lexicon.h"
#include "read/read.h"

struct doc;
struct scene;

/* Speech: one frame of one sentence (doc.h). */
struct probe_frame {
    struct span who, cue, source; /* source: as it stands here, a pronoun perhaps */
    struct span content;
    struct when said;
    u8 role, act;
    i32 parent;  /* index, -1 none */
    bool medium; /* told to a medium, or quoted by one */
};

/* A word that tells of a kind. */
struct probe_trigger {
    struct span words;
    struct str entry; /* of the lexicon */
    u8 kind;
    bool needs_object; /* tells of it only together with what it is done to */
    bool verb;         /* and not a noun, which often only names it ("cause of death") */
    bool open;         /* asked, doubted, denied: nothing is asserted */
    u8 polarity, modality;
    i32 frame;  /* that speaks it; -1: nobody is quoted */
    i32 number; /* of those it happened to, as its grammar has it: index; -1 none */
};

/* A noun group of people or bodies with a number. */
struct probe_number {
    struct span words, number; /* group; number alone */
    i64 min, max;              /* max COUNT_OPEN: no upper end */
    bool vague;
    u8 who;
    i32 frame;
};

struct probe_when {
    struct span words;
    struct date_range range;
    bool relative;
    i32 frame;
};

struct probe_sentence {
    struct span words;
    bool read;    /* false: a header line */
    bool negates; /* a word that negates or denies stands in it, whatever it governs */
    bool speech;  /* somebody is quoted or a word of speech stands in it */
    i32 trigger[2], number[2], when[2], frame[2]; /* [from, to) in the arrays below */
};

/* A span that somebody asks about: `why` is filled where a sentence holds its first byte. */
struct probe_ask {
    struct span words;
    const char *part; /* the asker's own */
    struct str why;   /* "cue: word behind +112, tag +87": label and weights of the trained stage */
};

struct probes {
    struct arena *a;
    struct probe_ask *asks;
    i64 nasks;
    struct date_range anchor;
    struct str anchor_words;
    struct probe_sentence *sentences;
    struct probe_trigger *triggers;
    struct probe_number *numbers;
    struct probe_when *whens;
    struct probe_frame *frames;
    i64 nsentences, ntriggers, nnumbers, nwhens, nframes;
    i64 capsentences, captriggers, capnumbers, capwhens, capframes;
};

/* Appends what one sentence holds; s->n == 0: it was not read. Called by the reader. O(its
 * chunks). */
void probe_scene(struct probes *p, const struct scene *s);

/* Answers what is asked about words of sentence si. O(its paragraph · asks in it). */
void probe_answer(struct probes *p, const struct doc *d, i32 si);

/* read_text, and what its stages saw. p->a is set by the caller and is kept, and so is what
 * is asked; everything else empty. Errors as read_text. */
MUST rc read_probed(struct arena *perm, struct arena scratch, struct str text,
                    const struct read_opts *opts, struct reading *out, struct probes *p,
                    struct err *e);

/* The lexicon of the tables. */
const struct lexicon *reader_lexicon(const struct reader *r);

/* The sentence that holds this byte; NULL: none was read there. O(log sentences). */
const struct probe_sentence *probe_sentence_at(const struct probes *p, u32 byte);

#endif
