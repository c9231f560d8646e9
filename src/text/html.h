/* A tokeniser for HTML that keeps byte offsets (WHATWG HTML §13.2.5, as of 2026), so that each word
 * of a page's text leads back to the bytes it was read from. Checked against html5lib-tests.
 *
 * It pulls: html_next() gives one token, with the range [from, to) of source bytes it was made of.
 * Nothing is copied: names, values and text point into the source; html_name(), html_value() and
 * html_data() make the normal form the standard asks for (lower case, references decoded, CR LF →
 * LF, NUL → U+FFFD). Text comes in pieces: HTML_TEXT is equal to its source bytes, HTML_CHARS (a
 * reference, a CR, a NUL) is not.
 *
 * Source: UTF-8 by convention (text/charset.h makes it), any bytes by type. Parse errors are not
 * reported: pages are kept as they came, and the way the standard recovers is the only thing that
 * matters here. The tree builder's part (which elements hold raw text, that <svg> may hold CDATA)
 * is the caller's: html_raw(). Linear time, no recursion, memory: the attributes of one tag. */
#ifndef CAIRN_TEXT_HTML_H
#define CAIRN_TEXT_HTML_H

#include "base/err.h"
#include "base/str.h"
#include "text/entity.h"

enum html_state { HTML_DATA, HTML_RCDATA, HTML_RAWTEXT, HTML_SCRIPT, HTML_PLAINTEXT, HTML_CDATA };

enum html_kind {
    HTML_EOF,
    HTML_TEXT,    /* text: equal to the source bytes [from, to) */
    HTML_CHARS,   /* text: what the source bytes stand for, 1..8 bytes, inside the token */
    HTML_START,   /* name, attrs, closed */
    HTML_END,     /* name */
    HTML_COMMENT, /* data */
    HTML_DOCTYPE, /* name, public_id, system_id, quirks; p == NULL: missing */
};

struct html_attr {
    struct str name, value; /* raw; value.p == NULL when there is no '=' */
};

struct html_token {
    enum html_kind kind;
    i64 from, to;
    char chars[ENTITY_BYTES];
    int nchars;
    struct str name; /* raw */
    struct str data; /* raw: comment; HTML_TEXT */
    struct str public_id, system_id;
    bool quirks, closed; /* "/>" */
    struct html_attr
        *attrs; /* valid until the next call; as written, a repeated name is there twice */
    i64 nattrs, cap;
};

struct html {
    struct str src;
    i64 at;
    enum html_state state;
    i64 raw_end; /* where the raw text of a state other than HTML_DATA ends; -1 = not looked for yet
                  */
    struct str last_start; /* raw name of the last start tag: the one end tag that ends raw text */
    struct arena *a;       /* attributes */
};

/* Begins at byte 0 in HTML_DATA. `a` holds the attribute array. */
struct html html_begin(struct arena *a, struct str src);
/* Switches the state for what follows, as a tree builder does after <title>, <script>, …; HTML_DATA
 * comes back by itself at the matching end tag. */
void html_raw(struct html *h, enum html_state state);
/* Reads the next token into *t (zeroed before the first call). False at the end, with kind
 * HTML_EOF. */
bool html_next(struct html *h, struct html_token *t);

/* The text of a HTML_TEXT or HTML_CHARS token, borrowed from the source or the token. */
struct str html_text(const struct html_token *t);
/* Raw value of the first attribute of that name (lower case); p == NULL when there is none or it
 * has no value. */
struct str html_attr(const struct html_token *t, const char *name);
bool html_has_attr(const struct html_token *t, const char *name);

/* Normal forms, in the arena. */
struct str html_name(struct arena *a, struct str raw); /* lower case, NUL → U+FFFD */
struct str html_value(struct arena *a,
                      struct str raw); /* references decoded, CR LF → LF, NUL → U+FFFD */
struct str html_data(struct arena *a, struct str raw); /* CR LF → LF, NUL → U+FFFD */

#endif
