/* read: what does a report say happened, and who says so? a text in, attributed claims out
 * (CLAIMS.md). English by event.h and its kin, Arabic and Russian by world.h, line by line.
 *
 * A pure function: no clock, no locale, no floating point, no state; the same bytes and options
 * give the same claims on every machine. Rules and lexicons only; every claim names the rules
 * behind it and the model id of the tables. What the rules are not sure of is left out: fewer
 * parts, never invented ones. Stages and papers: README.md.
 *
 * Limits: TEXT_BYTES_MAX bytes of text (RC_LIMIT beyond); READ_BLOCK_BYTES are read at a time, so
 * memory does not grow with the text; SENTENCE_TOKENS_MAX tokens of one sentence; DOC_CLAIMS_MAX
 * claims (`truncated` says so). O(bytes). */
#ifndef CAIRN_READ_READ_H
#define CAIRN_READ_READ_H

#include "store/claim.h"

struct gazetteer;

/* What a name is registered as in the case: a place, a party or nothing. Strings borrowed from the
 * caller's store. */
struct read_name {
    struct str place;         /* id "p-…", or "" */
    enum precision precision; /* of the place */
    struct str party;         /* id "g-…", or "" */
};

/* The tables, built once and used for many texts (a reading without them builds its own: about 1
 * ms). Immutable. */
struct reader;
const struct reader *reader_make(struct arena *a);

struct read_opts {
    struct str item;             /* "sha256:…" of the item; "" for read --text */
    struct str derivative;       /* id of the text derivative; goes into claim ids */
    struct date_range published; /* DATE_NONE: not known */
    bool published_by_recorder;  /* the date came from the recorder and not from the bytes */
    struct str publication;      /* id "s-…" or name; "" unknown */
    bool publication_by_recorder;
    struct str lang; /* language of the item if known ("en", "ar"); "" = found from the text */
    const struct gazetteer *places; /* may be NULL: places stay words */
    bool (*name)(void *ctx, struct str words,
                 struct read_name *out); /* names registered in the case; may be NULL */
    void *name_ctx;
    const struct reader *reader; /* NULL: tables are built for this reading */
};

struct read_stats {
    i64 bytes, tokens, words, sentences, paragraphs, triggers, frames;
    bool truncated; /* more claims than DOC_CLAIMS_MAX: the rest left out */
};

struct reading {
    struct claim *claims;
    i64 n;
    struct str language; /* "en", "ar", "ru", "und" */
    struct str unread;   /* why nothing was read ("language not yet read: fr"); "" = was read */
    struct str unread_part; /* "3 lines not read: fa, uk"; "" = all lines were read */
    struct date_range
        date; /* a date of the report found in the bytes (dateline, header line); DATE_NONE */
    struct span date_span;
    struct read_stats stats;
};

/* Reads `text` (valid UTF-8: clean it before). Claims in order of their triggers; ids unique.
 * RC_LIMIT when too long, RC_USAGE when not UTF-8. A text in another language is no error: n == 0
 * and `unread` says why. */
MUST rc read_text(struct arena *perm, struct arena scratch, struct str text,
                  const struct read_opts *opts, struct reading *out, struct err *e);

/* "sha256:…" over the lexicons and the version of the rules: changes whenever a reading may. */
struct str read_model(struct arena *a);
/* Name of the reader for claim.by_reader: "cairn-read/1". */
struct str read_name_version(void);
/* The stages as text, for debugging: sentences, tags, chunks, frames, claims. */
struct str read_trace(struct arena *perm, struct arena scratch, struct str text,
                      const struct read_opts *opts);

#endif
