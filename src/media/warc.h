/* Web archives (WARC, ISO 28500:2017): the main text of each page in it, marked with the offset of
 * its record (packed: of the gzip member that holds it) and its URL. Plain, or each record a gzip
 * member (Annex D), or all records in one. Read are records of type response (HTTP, status 200:
 * chunked, gzip and deflate), resource and conversion that hold HTML or plain text. A page that was
 * not encoded leads back to its bytes one by one. */
#ifndef CAIRN_MEDIA_WARC_H
#define CAIRN_MEDIA_WARC_H

#include "media/doc.h"

/* By its first bytes; of gzip, by what the first bytes unpack to. */
bool warc_looks(struct str bytes);
/* RC_UNSUPPORTED: damaged at the first record, or no page with words; RC_LIMIT: WARC_RECORDS_MAX,
 * MEDIA_UNPACKED_MAX, MEDIA_RATIO_MAX. What is damaged behind good records is said in `left`. */
MUST rc warc_text(struct arena *a, struct str bytes, struct doc *out, struct err *e);

/* gzip.c: one member that begins at `at`; *end: behind it. RC_UNSUPPORTED: damaged. `room`: bytes
 * that may still be unpacked, lowered; RC_LIMIT below 0. raw: deflate without a gzip or zlib head
 * is tried too. */
struct unpack {
    i64 room;
};
struct unpack unpack_make(i64 packed);
MUST rc unpack_member(struct arena *a, struct str in, i64 at, bool http, struct unpack *u,
                      struct str *out, i64 *end, struct err *e);

#endif
