/* Acts that a person signs with a key of their own (SSHSIG, FIDO keys too): custody events,
 * two-person orders. The case's key signs every leaf; this says *who*.
 *
 * What is signed is the canonical JSON of the act with "case", "log" (size and root before it), "at"
 * and "by" added, under the namespace "act@cairn". How the signature comes:
 *   --sign-with KEY       a private key file, or the .pub of a key that ssh-agent or a FIDO token
 *                         holds: `ssh-keygen -Y sign` is run (at the machine only)
 *   --signature FILE --signed FILE    made elsewhere over the text that --to-sign printed
 * The key must be registered for who acts (`cairn signer add`). In a part of an entry the act goes
 * as {…, "signed": text, "signature": armored, "key": fingerprint}. */
#ifndef CAIRN_FLOW_SIGNED_H
#define CAIRN_FLOW_SIGNED_H

#include "flow/session.h"

#define SIGNED_NAMESPACE "act@cairn"
/* Arguments of an operation that is signed. */
#define SIGN_ARGS                                                                                  \
    {"sign-with", "KEY", ARG_OPT, false, "your SSH key (file, or .pub of a key in the agent)",     \
     NULL, ARG_FILE_IN},                                                                           \
        {"signature", "FILE", ARG_OPT, false, "a signature made elsewhere by ssh-keygen -Y sign",  \
         NULL, ARG_FILE_IN},                                                                       \
        {"signed", "FILE", ARG_OPT, false, "with --signature: the text that was signed", NULL,     \
         ARG_FILE_IN},                                                                             \
        {"to-sign", "", ARG_FLAG, false, "print the text to sign, and do nothing", NULL}

enum signed_end { SIGNED_DONE, SIGNED_PRINTED };
/* Adds "signed", "signature" and "key" to the act (a part to be). SIGNED_PRINTED: --to-sign was
 * given, the text is out, nothing more is to be done. RC_DENIED: no key of who acts; RC_USAGE: no way
 * of signing was given. Call it before session_begin. */
MUST rc signed_act(struct op_ctx *c, struct json *act, enum signed_end *end, struct err *e);
/* Is the part's signature good, by a key registered for `by` when it was logged? */
MUST rc signed_check(struct op_ctx *c, const struct json *part, struct str by, struct err *e);

#endif
