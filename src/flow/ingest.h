/* Sealing and reading: the two steps of `add`. Sealing never parses; reading never changes what is
 * sealed. */
#ifndef CAIRN_FLOW_INGEST_H
#define CAIRN_FLOW_INGEST_H

#include "flow/session.h"
#include "store/store.h"

/* What the recorder said about the files, and how they came (the manifest, docs/formats/). Empty =
 * not said. */
struct intake {
    struct str publication, published, url, lang, from;
    struct str transport;   /* "file" (default), "paste", "upload", "node", "bag" */
    struct str headers;     /* of the transport (HTTP, mail), as received */
    struct str captured_at; /* claimed by whoever captured it, another clock than ours */
    struct str captured_by;
    struct str note;
    bool tables_later; /* whoever comes next brings the tables up to the log */
    bool sha512;       /* hash with SHA-512 too: each file is read twice */
    bool offset_known; /* of our clock against a better one: */
    i64 clock_ahead;   /* seconds by which ours is ahead */
    i64 root; /* bytes of each file's path that are the folder it was given in; 0: only its name */
};

/* Seals files and folders in one entry and prints a receipt line a file, after the commit. *items
 * gets the outside names of what is new. What could not be read in a folder is named, and RC_IO
 * comes at the end: the rest is sealed. */
MUST rc ingest_seal(struct op_ctx *c, const struct op_value *paths, const struct intake *in,
                    struct str **items, i64 *n, struct err *e);
/* The same for a text that a person pasted, as a file of this name. */
MUST rc ingest_seal_text(struct op_ctx *c, struct str name, struct str text,
                         const struct intake *in, struct str **items, i64 *n, struct err *e);
/* The same for bytes that come from elsewhere than a file or memory: `size` bytes with this
 * SHA-256, checked before by the caller. `with`: a further closed part of the entry, which gets
 * "item" (the outside name). Nothing is sealed twice: then *n is 0 and no entry is made. *outside
 * names the item either way. */
MUST rc ingest_seal_pump(struct op_ctx *c, struct str name, i64 size, const u8 sha256[32],
                         store_pump_fn *pump, void *ctx, const struct intake *in, struct json *with,
                         struct str *outside, i64 *n, struct err *e);
/* Reads items (outside names) in one entry. Reviewed claims are frozen: for them the new reader
 * only proposes. */
MUST rc ingest_read(struct op_ctx *c, const struct str *items, i64 n, struct err *e);
/* A text that a person typed from an item without one (an image, an unread file) becomes its text,
 * with its word tree, and is read like any other. Valid UTF-8, at most TEXT_BYTES_MAX. */
MUST rc ingest_typed(struct op_ctx *c, struct str item, struct str text, struct str lang,
                     struct err *e);

#endif
