/* c2sp.org/tlog-policy: which logs, which witnesses, how many of them must have cosigned. */
#ifndef CAIRN_PROOF_POLICY_H
#define CAIRN_PROOF_POLICY_H

#include "base/limits.h"
#include "proof/note.h"
struct policy_group {
    struct str name;
    i64 k, n;
    i64 member[POLICY_NAMES_MAX]; /* >= 0: witness; -1 - g: group g */
};
struct policy {
    struct note_key log[POLICY_NAMES_MAX], witness[POLICY_NAMES_MAX];
    struct str log_url[POLICY_NAMES_MAX], witness_url[POLICY_NAMES_MAX], name[POLICY_NAMES_MAX];
    int nlogs, nwitnesses, ngroups;
    struct policy_group group[POLICY_NAMES_MAX];
    i64 quorum; /* as member[]; POLICY_NONE: "none" */
};
#define POLICY_NONE INT64_MIN
/* RC_USAGE names the line. */
MUST rc policy_parse(struct arena *a, struct str text, struct policy *out, struct err *e);

struct policy_seen {
    bool met;
    int cosigned;         /* witnesses whose cosignature is good */
    i64 earliest, latest; /* their times; 0 when there is none */
    bool by[POLICY_NAMES_MAX];
};
/* Checks the log's signature and counts cosignatures. RC_INTEGRITY for a bad signature by a known
 * key; a quorum that is not met is told by seen->met. */
MUST rc policy_check(struct arena scratch, const struct policy *p, struct str note,
                     struct policy_seen *seen, struct err *e);

#endif
