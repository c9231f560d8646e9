/* Who may do and see what. The words of it; who has which: src/people. */
#ifndef CAIRN_STORE_RIGHTS_H
#define CAIRN_STORE_RIGHTS_H

#include "base/str.h"

/* What the caller must be allowed to do. Which role may what: people/roles.def. Operations up to
 * PERM_READ change nothing (GET over HTTP); the others append entries (POST). */
enum perm {
    PERM_NONE,
    PERM_READ,
    PERM_EXPORT,  /* take data out: receipts, tables, sites */
    PERM_WRITE,   /* seal, enter, correct */
    PERM_REVIEW,  /* decide on claims of others */
    PERM_PUBLISH, /* merge, split, settle, publish */
    PERM_OWN,     /* accounts, groups, settings, keys */
    PERM_COMMENT, /* say something about a claim, an incident, a person: in the log, decides nothing
                   */
    PERM_APPROVE, /* let somebody else take out what they asked for */
    PERM_SELF     /* one's own account: passphrase, second factor, sessions, asking for an export;
                     appends nothing to the log, so it is allowed in read-only mode too */
};

/* Groups of fields that not everybody sees (STANDARDS 37, 42). */
enum field_group {
    FIELD_NAMES = 1,     /* names of persons */
    FIELD_CONTACT = 2,   /* addresses, telephone numbers, identifiers */
    FIELD_MEDICAL = 4,   /* findings, physique, medication */
    FIELD_SENSITIVE = 8, /* religion, ethnicity */
    FIELD_PLACE = 16,    /* exact places */
    FIELD_ALL = 31
};

/* Who acts, at the desk. NULL in an op_ctx: whoever holds the case's key at this machine: all. */
struct rights {
    struct str account; /* name, also the actor of entries */
    u32 perms;          /* bits 1 << enum perm */
    i64 reach;          /* bits of groups, bit 0 = everybody (records.h) */
    u32 fields;         /* bits of enum field_group */
    bool read_only;     /* the desk or the account is in read-only mode */
};

#endif
