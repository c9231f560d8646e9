/* The manifest of what is sealed (docs/formats/manifest.md): what stands once in an entry of
 * received items, and hashes beyond SHA-256. */
#ifndef CAIRN_FLOW_MANIFEST_H
#define CAIRN_FLOW_MANIFEST_H

#include "flow/ingest.h"

/* Parts "intake" (open) and, when something was said, "intake_source" (closed), for the entry
 * "received"; large headers are put as its object. Inside a transaction, before session_entry. */
MUST rc manifest_intake(struct op_ctx *c, const struct intake *in, struct json *parts[2], i64 *n,
                        struct err *e);
/* SHA-512, hex, of a file that was just sealed under this SHA-256 (hex): read once more.
 * RC_CONFLICT when it is another file by now. */
MUST rc manifest_sha512(struct op_ctx *c, const char *path, struct str sha256_hex, struct str *out,
                        struct err *e);
/* The same of bytes. */
struct str manifest_sha512_of(struct arena *a, struct str bytes);
/* The whole manifest of an item (outside name) as one object: what it is, how it came, which
 * program sealed it by which clock; names that whoever acts may not see are withheld. */
MUST rc manifest_json(struct op_ctx *c, struct str item, struct json **out, struct err *e);
/* A row for each copy made from the item. */
MUST rc manifest_derived(struct op_ctx *c, struct str item, struct err *e);
/* SHA-256 of the running program, hex, and the linker's build id: computed once a session. */
MUST rc manifest_program(struct op_ctx *c, struct str *sha256_hex, struct str *build_id,
                         struct err *e);

#endif
