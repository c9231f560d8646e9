/* One text on its way out of an item: words, marks, the map back to bytes, what the item says of
 * itself. Made in a reader process, put into its answer, and taken out of it by a parent that
 * believes nothing. */
#ifndef CAIRN_MEDIA_DOC_H
#define CAIRN_MEDIA_DOC_H

#include "base/err.h"
#include "base/limits.h"
#include "text/maintext.h"
#include "text/marks.h"

struct doc {
    struct arena *a;
    struct str form; /* "docx" */
    struct buf text; /* at most TEXT_BYTES_MAX */
    struct text_marks marks;
    struct text_map map;
    bool bytes; /* the map leads to bytes of the item; else only marks lead back */
    struct str title, lang, site, published, published_where;
    struct str left; /* what was not read, "" = all was */
};

struct doc doc_make(struct arena *a, const char *form, bool bytes);
/* Words of ours, or gaps, that come from no byte. */
void doc_gap(struct doc *d, const char *s);
/* Words equal to item bytes [from, from + s.n). */
void doc_copied(struct doc *d, struct str s, i64 from);
/* Words that all come from all of item bytes [from, from + n). */
void doc_from(struct doc *d, struct str s, i64 from, i64 n, enum run_kind kind);
/* A text with a map of its own, whose offset 0 is item byte `base`. */
void doc_text(struct doc *d, struct str text, const struct text_map *map, i64 base);
/* Bytes [from, to) of such a text; calls for one map go forwards or begin anew. */
void doc_piece(struct doc *d, struct str text, const struct text_map *map, i64 from, i64 to,
               i64 base);
/* What was appended since text offset `from` gets this mark. */
void doc_mark(struct doc *d, i64 from, enum mark_kind kind, i64 a, i64 b, struct str words);
/* Ends the last line, and with `blank` leaves an empty line; nothing at the beginning. */
void doc_line(struct doc *d, bool blank);

/* RC_LIMIT: more text or marks than one text may have; RC_UNSUPPORTED: no words at all. */
MUST rc doc_put(struct doc *d, struct buf *out, struct err *e);

/* As it came from a reader process. */
struct doc_got {
    struct str form, text, map, title, lang, site, published, published_where, left;
};
MUST rc doc_get(struct arena *a, struct str answer, struct doc_got *out, struct err *e);

#endif
