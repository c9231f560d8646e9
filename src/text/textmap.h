/* The map from a text derivative back to the bytes of its original: runs in order, without gaps in
 * the text.
 *
 * Each run says: text bytes [text, text+text_n) come from original bytes [from, from+from_n). In a
 * copied run the bytes are equal; in a recoded run each `text_unit` bytes come from `from_unit`
 * bytes (windows-1251 letter: 2 from 1); a run of another kind is one piece: all its text comes
 * from all its bytes. Offsets are u32: a text is at most TEXT_BYTES_MAX. */
#ifndef CAIRN_TEXT_TEXTMAP_H
#define CAIRN_TEXT_TEXTMAP_H

#include "base/str.h"

enum run_kind {
    RUN_COPIED,   /* equal bytes */
    RUN_RECODED,  /* same characters in another encoding */
    RUN_ENTITY,   /* a character reference */
    RUN_BLANK,    /* white space that stands for the markup and white space there */
    RUN_REPLACED, /* bytes that mean nothing: U+FFFD */
    RUN_DECODED,  /* unpacked from there: base64, gzip, a field of a head; one piece */
};

struct text_run {
    u32 text, text_n;
    u32 from, from_n;
    u8 kind;
    u8 text_unit, from_unit; /* RUN_COPIED: 1, 1; RUN_RECODED: bytes of one character; else 0 */
};

struct text_map {
    struct text_run *runs;
    i64 n, cap;
};

/* Where the character at text offset `off` (0..text length) begins in the original; `html_end`:
 * where the character before `off` ends. So text [a, b) stands on original bytes [html_offset(a),
 * html_end(b)). O(log n). */
i64 html_offset(const struct text_map *m, i64 off);
i64 html_end(const struct text_map *m, i64 off);

/* Appends a run at the end of the text, joined to the last one where both go on. */
void map_add(struct text_map *m, struct arena *a, struct text_run run);

/* A cursor through `inner` (original → working text) that appends runs over the working text to
 * `outer` as runs over the original. Working offsets must not decrease. Total O(runs of both). */
struct map_join {
    const struct text_map *inner;
    i64 at;
};
void map_join_add(struct map_join *j, struct text_map *outer, struct arena *a, struct text_run run);

#endif
