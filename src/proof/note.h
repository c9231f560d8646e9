/* C2SP signed-note: text under one or more signatures.
 *
 *     text (ends in a newline) ‖ "\n" ‖ one or more lines  — NAME base64(key id ‖
 *                                                          signature)
 *
 * key id = SHA-256(name ‖ 0A ‖ type ‖ public key)[:4]. A verifier ignores signatures of keys
 * it does not know; a known key with a bad signature rejects the whole note; a note that no known
 * key signed is rejected. */
#ifndef CAIRN_PROOF_NOTE_H
#define CAIRN_PROOF_NOTE_H

#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"

enum note_type { NOTE_ED25519 = 0x01, NOTE_COSIGNATURE = 0x04 };

struct note_key {
    struct str name; /* no Unicode blanks, no '+', not empty */
    u32 id;
    u8 type; /* enum note_type */
    u8 pub[32];
};

struct note_sig {
    struct str name;
    u32 id;
    struct str bytes; /* after the 4 bytes of key id */
};

struct note {
    struct str text; /* with its last newline, without the blank line; borrowed */
    struct note_sig sig[NOTE_SIGS_MAX];
    int nsigs;
};

/* Computes the key id. RC_USAGE for a name that no note can carry. */
MUST rc note_key_make(struct str name, enum note_type type, const u8 pub[32], struct note_key *out,
                      struct err *e);
/* "name+hex id+base64(type ‖ key)", and back (RC_INTEGRITY when the id is not the key's;
 * RC_UNSUPPORTED for a type other than the two above). */
struct str note_vkey(struct arena *a, const struct note_key *k);
MUST rc note_vkey_parse(struct arena *a, struct str vkey, struct note_key *out, struct err *e);

/* Parses strictly; checks no signature. RC_INTEGRITY for what is no note, RC_LIMIT over
 * NOTE_SIGS_MAX signatures or NOTE_BYTES_MAX. Signatures in the arena, text borrowed. */
MUST rc note_parse(struct arena *a, struct str note, struct note *out, struct err *e);
/* RC_OK when at least one of the keys signed and none of them badly. *signed_by (may be NULL): bit
 * i = keys[i] signed; *times (may be NULL, nkeys long): unix time of a cosignature, else 0. nkeys
 * <= 64. */
MUST rc note_verify(const struct note *n, const struct note_key *keys, int nkeys, u64 *signed_by,
                    i64 *times, struct err *e);

/* The note under this key's signature alone: text, blank line, its line. Empty when it is not among
 * them. Verifies nothing. */
struct str note_alone(struct arena *a, const struct note *n, const struct note_key *k);

/* The signature line of a text (with its newline); secret as sign_make wants it. time: for
 * NOTE_COSIGNATURE only. */
struct str note_sign_line(struct arena *a, struct str text, const struct note_key *k,
                          const u8 secret[64], i64 time);
/* Whole note with one signature. */
struct str note_sign(struct arena *a, struct str text, const struct note_key *k,
                     const u8 secret[64]);

#endif
