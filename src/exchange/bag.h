/* BagIt 1.0 (RFC 8493; 0.93 to 0.97 are read): folders with payload, manifests and tags. */
#ifndef CAIRN_EXCHANGE_BAG_H
#define CAIRN_EXCHANGE_BAG_H

#include "base/err.h"
#include "base/str.h"

/* One finding; severity "error" (the bag is not valid) or "warning". */
typedef void bag_finding_fn(void *ctx, const char *severity, struct str file, const char *what);
struct bag_stats {
    i64 files, bytes, errors, warnings;
    bool complete, valid; /* RFC 8493 §3 */
    char version[8];
};
/* Validates the bag in `dir`: structure, tag files, every checksum (md5, sha1, sha224 … sha512).
 * Names that leave the bag, symbolic links and special files are errors. Memory flat but for the
 * list of names; RC_OK also for an invalid bag (see st), RC_USAGE when it is none, RC_LIMIT, RC_IO.
 */
MUST rc bag_check(struct arena scratch, const char *dir, bag_finding_fn *found, void *ctx,
                  struct bag_stats *st, struct err *e);
/* The same, and every payload file with its SHA-256, in order of paths (for a bag that is taken
 * in: what is read later must still have that hash). `payload` may be NULL; `path` as on the disk,
 * from "data/" on. */
typedef void bag_payload_fn(void *ctx, struct str path, i64 size, const u8 sha256[32]);
MUST rc bag_check_payload(struct arena scratch, const char *dir, bag_finding_fn *found,
                          bag_payload_fn *payload, void *ctx, struct bag_stats *st, struct err *e);

/* bag-info.txt (package-info.txt before 0.96) as labels and values; none when there is no such
 * file. RC_LIMIT, RC_USAGE. */
struct bag_tag {
    struct str label, value;
};
MUST rc bag_tags(struct arena *a, const char *dir, struct bag_tag **out, i64 *n, struct err *e);
/* A tag file or payload file of a bag, opened without following any link; at most `max` bytes. */
MUST rc bag_read(struct arena *a, const char *dir, struct str path, i64 max, struct str *out,
                 struct err *e);

/* Writing: create, files, done. A new folder; sha256 and sha512 manifests; fsynced at the end. */
struct bag;
MUST rc bag_create(struct arena *a, const char *dir, struct bag **out, struct err *e);
/* Path inside the bag: "data/…" is payload, all else is a tag file; any UTF-8 without ".." parts.
 */
MUST rc bag_put(struct bag *b, struct str path, struct str bytes, struct err *e);
/* A file to be written through the returned descriptor; bag_put_end closes and hashes it. */
MUST rc bag_put_begin(struct bag *b, struct str path, int *fd, struct err *e);
MUST rc bag_put_end(struct bag *b, struct err *e);
/* bag-info.txt lines (label, value), in order. */
MUST rc bag_info(struct bag *b, struct str label, struct str value, struct err *e);
MUST rc bag_done(struct bag *b, struct err *e);
void bag_abandon(struct bag *b); /* removes what was written */

#endif
