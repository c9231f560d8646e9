/* Inside SSHSIG: the wire forms of RFC 4251 §5, read strictly, and keys taken apart. */
#ifndef CAIRN_PROOF_SSH_INNER_H
#define CAIRN_PROOF_SSH_INNER_H

#include "proof/sshsig.h"

/* What is left to read. `bad` stays set once something did not fit. */
struct wire {
    struct str rest;
    bool bad;
};
u32 wire_u32(struct wire *w);
struct str wire_take(struct wire *w, i64 n); /* n bytes as they are */
struct str wire_string(struct wire *w);      /* length and bytes */
/* A positive integer without superfluous leading zeros: its magnitude, big-endian. */
struct str wire_mpint(struct wire *w);
static inline bool wire_done(const struct wire *w) {
    return !w->bad && w->rest.n == 0;
}

enum ssh_algorithm { SSH_ED25519, SSH_P256, SSH_RSA };
struct ssh_numbers {
    enum ssh_algorithm algorithm;
    bool token;             /* FIDO: what is signed goes through the token's form */
    struct str application; /* of a token */
    struct str point;       /* Ed25519: 32 bytes; P-256: 65, uncompressed */
    struct str modulus, exponent;
};
/* Takes a wire-form key apart. RC_USAGE when it is not in its one spelling, RC_UNSUPPORTED for
 * other kinds of keys. Points into blob. */
MUST rc ssh_key_numbers(struct str blob, struct str *type, struct ssh_numbers *out, struct err *e);

#endif
