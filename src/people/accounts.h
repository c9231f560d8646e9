/* Accounts and how they prove themselves. An account is named by its folded name (text/fold.h): two
 * that look alike are one. Changes to accounts stand between people_begin and people_commit, so
 * that the entry of the log that tells of them can be made in between. */
#ifndef CAIRN_PEOPLE_ACCOUNTS_H
#define CAIRN_PEOPLE_ACCOUNTS_H

#include "people/people.h"
#include "people/roles.h"

enum account_state { ACCOUNT_ACTIVE, ACCOUNT_READ_ONLY, ACCOUNT_NO_ACCESS, ACCOUNT_STATES };
extern const char *const ACCOUNT_STATE_WORDS[ACCOUNT_STATES]; /* "active", "read-only", … */

/* Of the whole desk. In read-only mode nobody adds to the record but about accounts; in no-access
 * mode nobody gets in but custodians. */
enum desk_mode { DESK_OPEN, DESK_READ_ONLY, DESK_NO_ACCESS, DESK_MODES };
extern const char *const DESK_MODE_WORDS[DESK_MODES]; /* "open", "read-only", "no-access" */

struct account {
    struct str name;
    u32 roles; /* bits 1 << enum duty */
    i64 reach; /* bits of groups; bit 0 is everybody's. Custodians reach everything besides */
    enum account_state state;
    bool passphrase, second; /* has one; has a confirmed second factor */
    i64 made, seen;          /* seen: last login, 0 = never */
    struct str lang;
};

/* From the network a custodian needs a second factor; at this machine (the default) not. */
void people_remote(struct people *p, bool remote);

/* 1 to ACCOUNT_NAME_MAX bytes with a letter or digit, without control or direction characters. */
bool account_name_ok(struct str name);
MUST rc people_accounts(struct people *p, struct arena *a, struct account **out, i64 *n,
                        struct err *e);
MUST rc people_account(struct people *p, struct arena *a, struct str name, struct account *out,
                       bool *found, struct err *e);
/* What this account may, as a session of it would; found false: none such, closed, or the desk is
 * in no-access mode. */
MUST rc people_rights(struct people *p, struct arena *a, struct str name, struct rights *out,
                      bool *found, struct err *e);
MUST rc people_mode(struct people *p, enum desk_mode *mode, struct err *e);

MUST rc people_begin(struct people *p, struct err *e);
MUST rc people_commit(struct people *p, struct err *e);
void people_rollback(struct people *p);

/* Inside a transaction, which a failure ends. Adds it or changes roles, reach, state and language.
 * RC_CONFLICT when no active custodian would be left. An account without access loses its sessions.
 */
MUST rc people_account_put(struct people *p, const struct account *x, i64 now, struct err *e);
/* hash from passphrase_hash; ends all sessions of the account but `keep`. */
MUST rc people_passphrase_set(struct people *p, struct str name, struct str hash, struct str keep,
                              struct err *e);
MUST rc people_mode_set(struct people *p, enum desk_mode mode, struct err *e);

/* Argon2id with the work of limits.h, which is stored with it; about 0.2 s, so outside of
 * transactions. RC_USAGE when it is too short or the account's own name. */
MUST rc passphrase_hash(struct arena *a, struct str account, struct str passphrase,
                        struct str *hash, struct err *e);
/* RC_DENIED when it is another; counted like a login. */
MUST rc people_passphrase_check(struct people *p, struct arena *a, struct str name,
                                struct str passphrase, i64 now, struct err *e);

/* Second factor: a new secret waits until a code made with it is shown. */
MUST rc people_totp_begin(struct people *p, struct arena *a, struct str name, struct str *secret,
                          struct err *e);
/* The secret that waits; found false when none does. */
MUST rc people_totp_pending(struct people *p, struct arena *a, struct str name, struct str *secret,
                            bool *found, struct err *e);
MUST rc people_totp_confirm(struct people *p, struct arena *a, struct str name, struct str code,
                            i64 now, struct err *e);
MUST rc people_totp_off(struct people *p, struct arena *a, struct str name, struct err *e);

/* Open sessions of one account, of all when the name is empty; newest first; rights not filled. */
MUST rc people_sittings(struct people *p, struct arena *a, struct str account, i64 now,
                        struct sitting **out, i64 *n, struct err *e);
/* The language of the interface, for this session and the account's later ones. */
MUST rc people_lang(struct people *p, struct arena *a, struct str account, struct str sitting,
                    struct str lang, struct err *e);

/* ---- the audit trail ---- */
struct audit_line {
    i64 n, at; /* n = 1, 2, … */
    struct str account, act, object;
};
/* Walks all lines in order and checks the chain; the strings live until the next line. RC_INTEGRITY
 * names the first line that does not follow from those before. last: number of lines; head: the
 * chain's end, 32 zero bytes when there is none. */
MUST rc people_audit_walk(struct people *p, struct arena scratch,
                          void (*each)(void *, const struct audit_line *, const u8 chain[32]),
                          void *ctx, i64 *last, u8 head[32], struct err *e);
/* One screen of it, newest first, without checking the chain: lines below `before` (0 = from the
 * end) that fit, looking at AUDIT_SCAN_MAX at most. *next: where the next screen begins, 0 = that
 * was the last. */
struct audit_filter {
    i64 from, to;               /* unix seconds, to exclusive; 0 = open */
    struct str account, object; /* "" = any; object: a part of it */
};
MUST rc people_audit_page(struct people *p, struct arena *a, const struct audit_filter *f,
                          i64 before, i64 most, struct audit_line **out, i64 *n, i64 *next,
                          struct err *e);
/* The end of the chain without walking it. */
MUST rc people_audit_head(struct people *p, i64 *last, u8 head[32], struct err *e);

#endif
