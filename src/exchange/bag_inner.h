/* Inside of BagIt: what bag_*.c share. Nobody else includes this. RFC 8493; drafts 0.93 to 0.97. */
#ifndef CAIRN_EXCHANGE_BAG_INNER_H
#define CAIRN_EXCHANGE_BAG_INNER_H

#include "base/limits.h"
#include "base/map.h"
#include "exchange/bag.h"

/* ---- tag files: pure functions over their text (UTF-8) ---- */

/* Takes the next line off *rest (LF, CR LF or CR); false at the end. */
bool bag_line(struct str *rest, struct str *line);

/* bagit.txt. strict: 1.0, in which no blank is free. */
struct bag_declaration {
    int minor; /* 93 … 97, 100 for 1.0 */
    struct str version, encoding;
    bool loose; /* blanks that 1.0 does not allow */
};
/* NULL, or why it is no declaration. */
const char *bag_declaration(struct str text, struct bag_declaration *out);

/* A line of a manifest: NULL, or why it is none. */
struct bag_listed {
    struct str hex, path; /* as written */
    bool star;            /* "*" before the path, as md5sum writes it */
};
const char *bag_manifest_line(struct str line, struct bag_listed *out);

/* A path as written to the path meant; NULL, or why it may not be opened. A path that is let
 * through is relative, has no empty, "." or ".." component, no NUL, and does not begin with "~".
 * encoded: 0 percent signs are letters, 1 only %0A and %0D are taken, 2 also %25 (1.0). */
struct bag_path {
    struct str path;
    bool dot;     /* "./" was taken off */
    bool percent; /* a percent sign that 1.0 does not allow */
};
const char *bag_path(struct arena *a, struct str written, int encoded, struct bag_path *out);
struct str bag_path_written(struct arena *a, struct str path);

/* A line of fetch.txt: NULL, or why it is none. */
struct bag_fetch {
    struct str url, path;
    i64 length; /* -1: not said */
};
const char *bag_fetch_line(struct str line, struct bag_fetch *out);

/* The next label and value of bag-info.txt, continuation lines joined by a blank. False at the
 * end; *why set when a line is neither. */
bool bag_info_next(struct arena *a, struct str *rest, struct bag_tag *out, bool *loose,
                   const char **why);
/* "12.3": bytes and files. */
bool bag_oxum(struct str text, i64 *bytes, i64 *files);

/* Names that fold together (NFC and case), and whether two differ by normalisation only. NULL
 * text: the name is not UTF-8. */
struct str bag_fold(struct arena *a, struct str path);
struct str bag_nfc(struct arena *a, struct str path);
/* A file that file managers make and lose again: .DS_Store, Thumbs.db, … */
bool bag_system_file(struct str path);

/* ---- digests ---- */
enum { BAG_ALGS = 6, BAG_DIGEST = 64, BAG_SHA256 = 3, BAG_SHA512 = 5 };
struct bag_alg {
    const char *name;
    int bytes;
    bool weak; /* collisions can be made */
};
extern const struct bag_alg BAG_ALG[BAG_ALGS];
int bag_alg_named(struct str name); /* -1: not known */
/* All digests of `which` (bits) of an open file in one pass; the file is read from its start. */
MUST rc bag_hash(int fd, u32 which, u8 (*out)[BAG_DIGEST], i64 *size, struct err *e);
void bag_hash_bytes(struct str bytes, u32 which, u8 (*out)[BAG_DIGEST]);

/* ---- files below an open folder, never through a link ---- */
/* The regular file at `path` below `root`: every component opened O_NOFOLLOW. -1 with errno. */
int bag_open_at(int root, struct str path);
enum bag_kind { BAG_FILE, BAG_LINK, BAG_OTHER, BAG_DEEP };
typedef rc bag_walk_fn(void *ctx, struct str path, enum bag_kind kind, i64 size, struct err *e);
/* All below root, in byte order. `each` may not allocate from scratch's arena. */
MUST rc bag_walk(struct arena scratch, int root, bag_walk_fn *each, void *ctx, struct err *e);

#endif
