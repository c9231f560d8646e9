/* Captures of field nodes: a node holds public keys only, so what it seals nobody can open there.
 *
 * One capture is one age file for the recipients of a cairn.case: a POSIX tar of capture.json
 * (canonical JSON) and "bytes", nothing else. docs/formats/keys.md. */
#ifndef CAIRN_STORE_CAPTURE_H
#define CAIRN_STORE_CAPTURE_H

#include "store/age.h"
#include "store/store.h"

struct capture {
    struct str node, name, at, by, note; /* at, by, note: claimed by the node */
    struct str prev;                     /* SHA-256 (hex) of the capture file before; "" = first */
    i64 number, size;
    u8 sha256[32], sha512[64]; /* of the bytes */
};

/* A cairn.case that came as a file: whom to seal for. Its signature is its own log key's. */
struct node_case {
    struct str id, name, vkey;
    u8 log_pub[32];
    const u8 (*to)[32];
    int n;
    i64 epoch;
};
MUST rc node_case_read(struct arena *a, struct str text, struct node_case *out, struct err *e);

/* Seals a file into a new capture at `path` (absent; fsynced). m: node, name, at, by, note, prev
 * and number are given; size and hashes are found. sha256: of the capture file. RC_CONFLICT: the
 * file changed meanwhile. Memory flat. */
MUST rc capture_write(struct arena scratch, const char *path, const struct node_case *c,
                      const char *file, struct capture *m, u8 sha256[32], struct err *e);
/* Opens with the keys of the case, or with `key` (a custodian's own) when not NULL. Every byte is
 * checked, up to the end; the content goes to the sink (NULL: nowhere). RC_DENIED: sealed for none
 * of these keys; RC_INTEGRITY. Memory flat; strings in a. */
MUST rc capture_read(struct arena *a, const struct store *s, const struct age_key *key,
                     const char *path, struct capture *out, u8 sha256[32], store_sink_fn *sink,
                     void *ctx, struct err *e);
/* capture.json, exactly. */
struct str capture_text(struct arena *a, const struct capture *m);
MUST rc capture_parse(struct arena *a, struct str text, struct capture *out, struct err *e);

#endif
