/* A zip archive of XML files from a stranger (XLSX, DOCX, ODT), held in memory: its files through
 * expat, one at a time. Only in a sandboxed child.
 *
 * Everything unpacked is counted as it comes, whatever the archive says of its sizes; a document
 * type ends the reading, so no entity is ever defined, expanded or fetched; names are looked up,
 * not followed: nothing is ever written under them. libzip and expat: docs/adr/0007. */
#ifndef CAIRN_TABLE_ARCHIVE_H
#define CAIRN_TABLE_ARCHIVE_H

#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"

#include <expat.h>
#include <zip.h>

struct archive {
    struct arena *a;
    struct err *e;
    const char *what; /* "XLSX file", for messages */
    rc r;             /* first failure, inside of expat's callbacks */
    zip_t *zip;
    XML_Parser p;
    i64 packed;   /* bytes of the archive */
    i64 unpacked; /* bytes so far, of all files */
    i64 depth;    /* of elements, in the file being read */
    unsigned long salt;
    XML_StartElementHandler start;
    XML_EndElementHandler end;
    XML_CharacterDataHandler text;
    void *self; /* of the three */
};

/* RC_UNSUPPORTED: it cannot be opened; RC_LIMIT: it holds more than ARCHIVE_FILES_MAX files.
 * `bytes` must live until archive_close. */
MUST rc archive_open(struct arena *a, struct str bytes, const char *what, struct archive *out,
                     struct err *e);
void archive_close(struct archive *z);
bool archive_has(struct archive *z, const char *name);

/* Reads one file through these three (self is theirs). One that is not there: RC_OK, *there false.
 * RC_UNSUPPORTED: damaged, or it holds a document type; RC_LIMIT: more than ARCHIVE_BYTES_MAX in
 * all or MEDIA_RATIO_MAX times the archive, or elements nested deeper than ARCHIVE_DEPTH_MAX; or
 * what archive_fail said. */
MUST rc archive_xml(struct archive *z, struct str name, void *self, XML_StartElementHandler start,
                    XML_EndElementHandler end, XML_CharacterDataHandler text, bool *there);
/* From inside of the three: ends the reading. */
void archive_fail(struct archive *z, rc code, const char *what);

/* Local name: prefixes belong to whoever wrote the file. */
struct str xml_local(const char *name);
struct str xml_attr(const char **attrs, const char *name); /* "" = not there; borrowed */

/* libzip turns times of files into local time, and without TZ set libc reads the zone's file each
 * time, which the child may not. With the same TZ as at the last tzset() it reads none. Call begin
 * before the fork and end after it. */
struct archive_zone {
    const char *was; /* NULL = TZ was not set */
};
struct archive_zone archive_zone_begin(struct arena *a);
void archive_zone_end(struct archive_zone z);

#endif
