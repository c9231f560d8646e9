/* Sigsum leaves (128 bytes) and the two proof files a stranger can check: Sigsum proof v2
 * (`sigsum-verify`) and C2SP tlog-proof@v1.
 *
 *   leaf = checksum ‖ Ed25519 signature over "sigsum.org/v1/tree-leaf" 00 checksum ‖
 *   SHA-256(public key)
 *   checksum = SHA-256(message), message = 32 bytes = SHA-256(what sigsum-verify reads from
 *   standard input) */
#ifndef CAIRN_PROOF_SIGSUM_H
#define CAIRN_PROOF_SIGSUM_H

#include "base/err.h"
#include "base/str.h"
#include "proof/checkpoint.h"
#include "proof/note.h"

enum { SIGSUM_LEAF = 128 };

void sigsum_leaf_make(const u8 secret[64], const u8 message[32], u8 leaf[128]);
/* Key hash, signature and, when message is not NULL, the checksum. */
bool sigsum_leaf_ok(const u8 leaf[128], const u8 pub[32], const u8 *message);
/* "sigsum.org/v1/tree/<hex SHA-256(pub)>": the origin and key name of such a log. */
struct str sigsum_origin(struct arena *a, const u8 pub[32]);

struct sigsum_proof {
    u8 leaf[128]; /* parsed from a proof file: without its checksum (zeros) */
    i64 index, size;
    u8 root[32];
    const u8 (*path)[32]; /* leaf to root */
    i64 npath;
    u8 log_key_hash[32];
    u8 tree_signature[64]; /* Ed25519 over the checkpoint's text */
};

/* Fills all but leaf, index and path from a checkpoint note signed by the log. */
MUST rc sigsum_proof_head(struct arena *a, struct str checkpoint_note, const u8 log_pub[32],
                          struct sigsum_proof *out, struct err *e);
struct str sigsum_proof_text(struct arena *a, const struct sigsum_proof *p);
/* RC_INTEGRITY for what is no proof of version 2. Cosignature lines are skipped over (witness
 * policy is the caller's). */
MUST rc sigsum_proof_parse(struct arena *a, struct str text, struct sigsum_proof *out,
                           struct err *e);
/* All six steps of the specification, cosignatures excepted. */
MUST rc sigsum_proof_verify(struct arena *scratch, const struct sigsum_proof *p,
                            const u8 message[32], const u8 submitter_pub[32], const u8 log_pub[32],
                            struct err *e);

/* c2sp.org/tlog-proof@v1; extra may be empty (and is not authenticated). */
struct str tlog_proof_text(struct arena *a, i64 index, const u8 (*path)[32], i64 npath,
                           struct str extra, struct str checkpoint_note);
struct tlog_proof {
    i64 index;
    const u8 (*path)[32];
    i64 npath;
    struct str extra, checkpoint_note;
};
MUST rc tlog_proof_parse(struct arena *a, struct str text, struct tlog_proof *out, struct err *e);
/* Checkpoint signed by `key` with its name as origin, and the leaf included. */
MUST rc tlog_proof_verify(struct arena *scratch, const struct tlog_proof *p, struct str leaf,
                          const struct note_key *key, struct err *e);

#endif
