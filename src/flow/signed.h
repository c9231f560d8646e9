/* Acts that a person signs with a key of their own (SSHSIG, FIDO keys too): custody events,
 * two-person orders. The case's key signs every leaf; this says *who*.
 *
 * What is signed is the canonical JSON of the act with "case" (the log's name), "log" (size and
 * root before it), "at" and "by" (pseudonym) added, under the namespace "act@cairn". An act
 * therefore holds none of these four itself. How the signature comes:
 *   --sign-with KEY       a private key file, or the .pub of a key that ssh-agent or a FIDO token
 *                         holds: `ssh-keygen -Y sign` is run (at the machine only)
 *   --signature FILE --signed FILE    made elsewhere over the text that --to-sign printed
 * The key must be registered for who acts (`cairn signer add`). In a part of an entry the act goes
 * as {…, "signed": text, "signature": armored, "key": fingerprint}. A signed text counts once. */
#ifndef CAIRN_FLOW_SIGNED_H
#define CAIRN_FLOW_SIGNED_H

#include "flow/session.h"

#define SIGNED_NAMESPACE "act@cairn"
/* Arguments of an operation that is signed. */
#define SIGN_ARGS                                                                                  \
    {                                                                                              \
        "sign-with",                                                                               \
        "KEY",                                                                                     \
        ARG_OPT,                                                                                   \
        false,                                                                                     \
        "your SSH key (file, or .pub of a key in the agent)",                                      \
        NULL,                                                                                      \
        ARG_FILE_IN},                                                                              \
        {"signature",                                                                              \
         "FILE",                                                                                   \
         ARG_OPT,                                                                                  \
         false,                                                                                    \
         "a signature made elsewhere by ssh-keygen -Y sign",                                       \
         NULL,                                                                                     \
         ARG_FILE_IN},                                                                             \
        {"signed", "FILE",     ARG_OPT, false, "with --signature: the text that was signed",       \
         NULL,     ARG_FILE_IN},                                                                   \
    {                                                                                              \
        "to-sign", "", ARG_FLAG, false, "print the text to sign, and do nothing", NULL             \
    }

enum signed_end {
    SIGNED_DONE,
    SIGNED_PRINTED, /* --to-sign: the text is out, nothing more is to be done */
    SIGNED_NOT      /* of signed_if_able alone: there is no signature, and need not be */
};
/* Adds "signed", "signature" and "key" to the act (a part to be). RC_DENIED: no key of who acts;
 * RC_USAGE: no way of signing was given, or another act was signed; RC_INTEGRITY: the signature is
 * not good; RC_CONFLICT: this signed text was used before. Call it before session_begin. */
MUST rc signed_act(struct op_ctx *c, struct json *act, enum signed_end *end, struct err *e);
/* The same where a signature is demanded only in a case that has signers: without any, and with no
 * way of signing given, SIGNED_NOT, and a line says so. */
MUST rc signed_if_able(struct op_ctx *c, struct json *act, enum signed_end *end, struct err *e);
/* Was a way of signing given? */
bool signed_asked(const struct op_ctx *c);
/* Has the case a key registered now? */
MUST rc signed_has_signers(struct op_ctx *c, bool *has, struct err *e);

/* Is the part's signature good: of this act, in this log, by a key that was registered for `by`
 * (name or pseudonym) when entry `entry` was logged, and the first use of its text? entry -1: a
 * part that is not logged yet; part: its ordinal in the entry. RC_INTEGRITY says what is wrong;
 * RC_DENIED: the key was not registered for them then. */
MUST rc signed_check(struct op_ctx *c, const struct json *part, struct str by, i64 entry, i64 at,
                     struct err *e);
/* Every signed part of the log, checked against the one who is said to have acted. A finding names
 * the entry. O(signed parts). */
MUST rc signed_check_all(struct op_ctx *c, void (*found)(void *, const char *what, const char *why),
                         void *ctx, i64 *checked, struct err *e);

#endif
