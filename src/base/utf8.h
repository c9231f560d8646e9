/* UTF-8 (RFC 3629): strict decoding, no overlongs, no surrogates, up to U+10FFFF. */
#ifndef CAIRN_BASE_UTF8_H
#define CAIRN_BASE_UTF8_H

#include "base/str.h"

/* Decodes the code point at s.p[at]; returns its length 1..4, or 0 if the bytes are not valid
 * UTF-8. */
int utf8_next(struct str s, i64 at, u32 *cp);
/* Appends a code point; U+FFFD for what is not a scalar value. */
void utf8_put(struct buf *b, u32 cp);
/* Offset of the first invalid byte, or -1. */
i64 utf8_invalid(struct str s);
/* Does a code point begin (or the text end) at this offset? */
bool utf8_boundary(struct str s, i64 at);
/* Copy with each invalid byte replaced by U+FFFD (maximal-subpart rule, Unicode §3.9); *replaced
 * counts them. */
struct str utf8_clean(struct arena *a, struct str s, i64 *replaced);

enum script { SCRIPT_NONE, SCRIPT_LATIN, SCRIPT_ARABIC, SCRIPT_CYRILLIC, SCRIPT_OTHER };
enum script utf8_script(u32 cp);            /* digits, punctuation, blanks: SCRIPT_NONE */
enum script utf8_main_script(struct str s); /* the most frequent one */

#endif
