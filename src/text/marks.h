/* Where a text derivative's words stand in the medium they were taken from: page, cell, time, part
 * of a mail, record of a web archive, paragraph, footnote. Beside the map of bytes (textmap.h),
 * which leads to bytes, marks lead to what a person looks up.
 *
 * As text, lines behind those of the map, in order of `text`:
 *     KIND TEXT TEXT_N A B WORDS       "page 0 812 3 0 ", "cell 40 12 7 2 List"
 * text bytes [TEXT, TEXT+TEXT_N) have this mark; a text may have marks of several kinds, of one
 * kind they do not overlap. docs/formats/manifest.md. */
#ifndef CAIRN_TEXT_MARKS_H
#define CAIRN_TEXT_MARKS_H

#include "base/err.h"
#include "base/str.h"

enum mark_kind {
    MARK_PAGE,      /* a: page from 1; b: 1 = recognised from a picture of it */
    MARK_CELL,      /* a: row from 1; b: column from 1; words: the sheet, "table 2" */
    MARK_TIME,      /* a, b: from and to, milliseconds */
    MARK_PART,      /* words: "1.2" and, after a blank, a name */
    MARK_RECORD,    /* a: offset of the record in the item's bytes; words: its URL */
    MARK_PARAGRAPH, /* a: from 1 */
    MARK_NOTE,      /* a: of a footnote or endnote, from 1 */
    MARK_KINDS
};

struct mark {
    u32 text, text_n;
    u8 kind;
    i64 a, b;
    struct str words; /* no line end, at most MARK_WORDS_MAX bytes */
};
struct text_marks {
    struct mark *v;
    i64 n, cap;
    i64 first[MARK_KINDS + 1]; /* as parsed: those of a kind follow each other, in their order */
    bool ordered[MARK_KINDS];  /* as parsed: none of that kind overlaps another */
};

/* Appends; control characters of the words become blanks, longer words are cut. An empty stretch is
 * left out. */
void mark_add(struct text_marks *m, struct arena *a, struct mark mark);
void text_marks_put(struct buf *b, const struct text_marks *m);
/* From the lines of a map: those of runs are skipped. text_n: bytes of the text. RC_UNSUPPORTED
 * when a line is no mark of such a text. Words are borrowed. O(lines). */
MUST rc text_marks_parse(struct arena *a, struct str map, i64 text_n, struct text_marks *out,
                         struct err *e);
/* The lines of marks of a map, as they stand; borrowed or in `a`. */
struct str text_marks_lines(struct arena *a, struct str map);
/* The first mark of that kind that holds a byte of [from, to), NULL = none. O(log marks) in parsed
 * marks of which none overlap, else O(marks). */
const struct mark *text_marks_find(const struct text_marks *m, enum mark_kind kind, i64 from,
                                   i64 to);
/* "AB12": the cell of a mark (column 28, row 12). */
struct str mark_cell(struct arena *a, const struct mark *m);
/* "00:01:02.500" */
struct str mark_time(struct arena *a, i64 ms);

#endif
