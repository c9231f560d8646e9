/* Who works on a case: accounts, roles, groups, sessions, the audit trail, and what a person keeps
 * (saved searches, mappings of lists).
 *
 * They live in CASE/desk.db, sealed page by page like the projection, but no projection: it is not
 * replayed and not part of the record. That an account was made, given a role or closed is an entry
 * of the log too ("administered"); passphrases, one-time secrets and sessions never are.
 *
 * One handle, one thread. Times are unix seconds given by the caller. */
#ifndef CAIRN_PEOPLE_PEOPLE_H
#define CAIRN_PEOPLE_PEOPLE_H

#include "base/err.h"
#include "base/json.h"
#include "store/rights.h"

struct people;
MUST rc people_open(struct arena *perm, const char *case_dir, const u8 page_key[32],
                    struct people **out, struct err *e);
/* For the desk's workers (db_share): the last lines may be missing when power fails. */
MUST rc people_share(struct people *p, struct err *e);
void people_close(struct people *p);
/* Another page key: desk.db is written anew beside itself (RC_BUSY while a desk has it open), and
 * put in its place by people_rekeyed once the new key is in the key file; or by the next
 * people_open, when that never came. The lock is held from the one to the other. */
struct os_lock;
MUST rc people_rekey(const char *case_dir, const u8 old_page[32], const u8 new_page[32],
                     struct os_lock *held, struct err *e);
MUST rc people_rekeyed(const char *case_dir, struct os_lock *held, struct err *e);

/* ---- sessions ---- */
struct sitting {
    struct str id;   /* names it in lists; not the token */
    struct str csrf; /* for its forms */
    struct str account;
    struct rights rights;
    i64 begun, seen;
    struct str lang; /* chosen; "" = by the browser */
};
/* Before accounts exist, whoever opens the one-time link acts as the holder of the case. */
MUST rc people_has_accounts(struct people *p, bool *yes, struct err *e);
/* A one-time link's secret, good for ten minutes and one use; and its use, which begins a sitting.
 */
MUST rc people_link_make(struct people *p, struct arena *a, struct str account, i64 now,
                         struct str *secret, struct err *e);
MUST rc people_link_use(struct people *p, struct arena *a, struct str secret, i64 now,
                        struct str *token, struct err *e);
/* RC_DENIED for any wrong part, in equal time, with equal words; slows down after failures. */
MUST rc people_login(struct people *p, struct arena *a, struct str account, struct str passphrase,
                     struct str code, i64 now, struct str *token, struct err *e);
/* found false: no such session, ended, idle too long, or its account was closed. */
MUST rc people_sitting(struct people *p, struct arena *a, struct str token, i64 now,
                       struct sitting *out, bool *found, struct err *e);
MUST rc people_sitting_end(struct people *p, struct str id, struct err *e);

/* ---- audit: who read, searched, exported, changed what, when; chained by hash ---- */
MUST rc people_audit(struct people *p, i64 now, struct str account, const char *act,
                     struct str object, struct err *e);

/* ---- what a person keeps ---- */
MUST rc people_keep(struct people *p, struct str account, const char *kind, struct str name,
                    struct str value, struct err *e); /* value "": forgets it */
MUST rc people_kept(struct people *p, struct arena *a, struct str account, const char *kind,
                    struct json ***rows, i64 *n, struct err *e); /* {"name","value"} by name */

#endif
