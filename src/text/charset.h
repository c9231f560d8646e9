/* Bytes of a text file → UTF-8 with a map back (WHATWG Encoding Standard: labels and indexes of the
 * encodings here).
 *
 * Which encoding: a byte order mark; else UTF-8 when all bytes beyond ASCII are well-formed UTF-8,
 * whatever is declared (a saved page has lost its HTTP header); else what is declared, unless that
 * is UTF-8 and most are not; else UTF-8 when most are; else a guess among windows-1251,
 * windows-1256 and windows-1252 by which letters the bytes would be. Known: utf-8, utf-16le/be,
 * windows-1251, -1252 (iso-8859-1), -1256, koi8-r, koi8-u, iso-8859-5. Bytes that mean nothing
 * become U+FFFD, counted. */
#ifndef CAIRN_TEXT_CHARSET_H
#define CAIRN_TEXT_CHARSET_H

#include "base/err.h"
#include "text/textmap.h"

struct decoded {
    struct str text;     /* UTF-8 without BOM; borrowed from the input when it is that already */
    struct text_map map; /* text → input bytes */
    struct str charset;  /* name in lower case */
    struct str how;      /* "bom", "valid" (the bytes are UTF-8), "declared", "guessed" */
    i64 replaced;        /* U+FFFD put in for bytes that mean nothing */
};

/* `declared`: the label a page or a person gives, or empty. A declared label that is not known is
 * RC_UNSUPPORTED, unless the bytes are UTF-8 all the same. RC_LIMIT past TEXT_BYTES_MAX. O(n). */
MUST rc charset_decode(struct arena *a, struct str bytes, struct str declared, struct decoded *out,
                       struct err *e);

/* The encoding an HTML page declares in its first 1024 bytes: <meta charset=…> or <meta
 * http-equiv=content-type …> (WHATWG HTML §13.2.3.2), or an XML declaration's. Raw label; empty
 * when none. */
struct str charset_of_html(struct arena scratch, struct str bytes);

#endif
