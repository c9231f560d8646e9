/* Inside this room. */
#ifndef CAIRN_PEOPLE_PEOPLE_INNER_H
#define CAIRN_PEOPLE_PEOPLE_INNER_H

#include "people/accounts.h"
#include "people/people_sql.h"
#include "sys/os.h"

struct people {
    struct os_lock use; /* shared, while it is open */
    struct db *d;
    u8 key[32]; /* of this room: names that were tried are kept under it only */
    const char *dir;
    bool remote, in_txn;
};

/* A row of the table, with what only logins need. */
struct account_row {
    struct account x;
    struct str folded, hash, totp, pending;
    i64 totp_step;
};

const char *people_beside(struct arena *a, const char *dir, const char *name);
/* desk.db.next becomes desk.db. */
MUST rc people_put_in_place(struct arena a, const char *dir, struct err *e);
void people_desk_key(const u8 page_key[32], u8 out[32]);

/* "" when it is no name. */
struct str account_fold(struct arena *a, struct str name);
MUST rc account_get(struct people *p, struct arena *a, struct str name, struct account_row *out,
                    bool *found, struct err *e);
/* Of a session: second = it was begun with the second factor. Sets found false when there is no way
 * in. */
void account_rights(const struct account *x, enum desk_mode mode, struct rights *out, bool *found);
MUST rc audit_put(struct people *p, i64 now, struct str account, struct str act, struct str object,
                  struct err *e);
/* Begins a session inside a transaction. */
MUST rc sitting_begin(struct people *p, struct arena *a, struct str account, struct str lang,
                      bool strong, i64 now, struct str *token, struct err *e);
/* True when the passphrase belongs to the hash; "" = no hash: the same work, false. */
bool passphrase_same(struct arena *a, struct str hash, struct str passphrase);
bool passphrase_is_old(struct arena *a, struct str hash); /* made with less work than now */
/* Ends a call: on failure the transaction and the sticking error are cleared. */
MUST rc people_done(struct people *p, rc r);

#endif
