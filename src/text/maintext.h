/* The text of a report: what an HTML page or a plain text file says, with the way back to its
 * bytes.
 *
 * Of a page, the main text stays: headline, sub-headlines, paragraphs, lists, tables, captions,
 * bylines and datelines. Navigation, banners, teasers, comments, scripts, forms go. How that is
 * decided: text/boiler.h. */
#ifndef CAIRN_TEXT_MAINTEXT_H
#define CAIRN_TEXT_MAINTEXT_H

#include "base/err.h"
#include "text/textmap.h"

/* What a file is, by its first bytes and, for text, by all of them. */
enum doc_form {
    FORM_EMPTY, /* no bytes, or blanks only */
    FORM_HTML,
    FORM_PLAIN,
    FORM_PDF,
    FORM_DOCX, /* Word, Office Open XML */
    FORM_ODT,
    FORM_ZIP, /* another zip */
    FORM_RTF,
    FORM_OLE,    /* Word before 2007 and its kin */
    FORM_IMAGE,  /* JPEG, PNG, GIF, WebP, TIFF, BMP, HEIC, AVIF */
    FORM_MEDIA,  /* sound or film */
    FORM_BINARY, /* something else that is no text */
};
enum doc_form text_sniff(struct str bytes);
struct str doc_form_name(enum doc_form f); /* "html", "plain", "pdf", … */

/* Something a page says of itself and the bytes that say it: [from, to) of the original. Empty:
 * text.n == 0. */
struct doc_fact {
    struct str text;
    i64 from, to;
    struct str where; /* "title", "meta article:published_time", "json-ld datePublished", "time
                         datetime", … */
};

struct html_doc {
    enum doc_form form;
    /* UTF-8. Paragraphs and headings are parted by a blank line; list items and table rows by a
     * line end, cells by a tab; <br> is a line end. Blanks are single, lines have none at their
     * ends, no trailing line end. */
    struct str text;
    struct text_map map;        /* text → bytes of the original */
    i64 headline, headline_end; /* the headline's place in `text`; equal when there is none */
    struct doc_fact title, published, modified, site, author, lang, url;
    struct str charset;      /* "utf-8", "windows-1251", … */
    struct str charset_how;  /* "bom", "valid", "declared", "guessed" */
    i64 replaced;            /* characters U+FFFD put in for bytes that mean nothing */
    i64 blocks, blocks_kept; /* HTML: paragraphs and such found and kept */
};

/* Text of an HTML page. RC_LIMIT: more than TEXT_BYTES_MAX bytes, HTML_NODES_MAX elements or
 * HTML_BLOCKS_MAX blocks. RC_UNSUPPORTED: no words on the page, or an encoding that is declared but
 * not known. Strings are in `perm` or borrow `html`, which must live as long. O(n), whatever the
 * nesting. */
MUST rc html_main_text(struct arena *perm, struct arena scratch, struct str html,
                       struct html_doc *out, struct err *e);

/* Text of a plain text file: BOM taken off, encoding converted, CR LF and CR → LF, nothing else
 * touched. RC_UNSUPPORTED "not text: NUL bytes at N" when it is not text. Borrows `bytes` when they
 * are that text already. O(n). */
MUST rc plain_text(struct arena *perm, struct str bytes, struct html_doc *out, struct err *e);

#endif
