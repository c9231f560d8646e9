/* SSHSIG: signatures by people, as `ssh-keygen -Y sign -n NAMESPACE` makes them (OpenSSH
 * PROTOCOL.sshsig, PROTOCOL.u2f). Verified here: ssh-ed25519, sk-ssh-ed25519@openssh.com (FIDO),
 * ecdsa-sha2-nistp256, sk-ecdsa-sha2-nistp256@openssh.com, rsa-sha2-256/512 of 2,048 bits and more.
 * Pure: bytes in, answer out.
 *
 * One spelling: armor in lines of 70 characters, padded base64, shortest integers, an RSA signature
 * as long as its modulus, an empty reserved field, nothing left over. What verifies here verifies
 * with ssh-keygen -Y verify too; not the other way round: a token's signature must say that
 * somebody touched it (flags bit 0). ECDSA signatures come in pairs (s, n-s) by their nature, and
 * ssh-keygen writes either. */
#ifndef CAIRN_PROOF_SSHSIG_H
#define CAIRN_PROOF_SSHSIG_H

#include "base/err.h"
#include "base/str.h"

struct ssh_key {
    struct str type; /* "ssh-ed25519", … */
    struct str blob; /* wire form */
};
/* A line of a .pub or allowed_signers file: "TYPE BASE64 [comment]". RC_USAGE, RC_UNSUPPORTED. */
MUST rc ssh_key_parse(struct arena *a, struct str line, struct ssh_key *out, struct err *e);
struct str ssh_key_text(struct arena *a, const struct ssh_key *k); /* "TYPE BASE64" */
/* "SHA256:…" without padding, as ssh-keygen -l prints it. */
struct str ssh_fingerprint(struct arena *a, const struct ssh_key *k);

struct sshsig {
    struct ssh_key key;
    struct str ns, hash;  /* hash: "sha256" or "sha512" */
    struct str signature; /* wire form */
};
/* The armored text "-----BEGIN SSH SIGNATURE-----". RC_USAGE for what is none. */
MUST rc sshsig_parse(struct arena *a, struct str armored, struct sshsig *out, struct err *e);
/* RC_INTEGRITY: another namespace, another message, another key. */
MUST rc sshsig_verify(struct arena scratch, const struct sshsig *s, struct str ns,
                      struct str message, struct err *e);

#endif
