/* Sessions ("sittings"): one-time links, tokens, their limits. Of a secret only its hash is kept;
 * the form token is derived from the session's own. */
#include "people/people_inner.h"

#include "base/limits.h"
#include "proof/hash.h"
#include "sys/os.h"

enum { SEEN_STEP = 60 }; /* seconds: a page a second does not write a row a second */

static struct str fresh_secret(struct arena *a) {
    u8 raw[32];
    os_random(raw, sizeof raw);
    return hex_encode(a, bytes_str(raw, sizeof raw));
}

static struct str hash_of(struct arena *a, struct str secret) {
    u8 *h = NEWN(a, u8, 32);
    sha256(secret, h);
    return bytes_str(h, 32);
}

/* ---- one-time links ---- */

static rc link_put(struct people *p, struct str hash, struct str account, i64 now, struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_LINK_SWEEP);
    db_bind_i64(q, 1, now - LINK_SECONDS_MAX);
    TRY(db_run(q, e));
    q = db_stmt(p->d, &PQ_LINK_PUT);
    db_bind_blob(q, 1, hash);
    db_bind_text(q, 2, account);
    db_bind_i64(q, 3, now);
    return db_run(q, e);
}

/* With accounts, a link is for one of them: else nobody would be accountable for what it does. */
static rc link_allowed(struct people *p, struct arena *a, struct str account, struct err *e) {
    struct rights r;
    bool accounts, found;
    TRY(people_has_accounts(p, &accounts, e));
    if (!accounts) return RC_OK;
    TRY(people_rights(p, a, account, &r, &found, e));
    if (found) return RC_OK;
    fail(e, RC_DENIED, "this case has accounts, and \"%.100s\" is none that may come in",
         cstr(a, account));
    return err_hint(e, "log in with name and passphrase, or name an account with --as");
}

rc people_link_make(struct people *p, struct arena *a, struct str account, i64 now,
                    struct str *secret, struct err *e) {
    TRY(link_allowed(p, a, account, e));
    *secret = fresh_secret(a);
    TRY(people_begin(p, e));
    TRY(people_done(p, link_put(p, hash_of(a, *secret), account, now, e)));
    return people_commit(p, e);
}

static rc link_take(struct people *p, struct arena *a, struct str hash, i64 now,
                    struct str *account, bool *good, struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_LINK_GET);
    db_bind_blob(q, 1, hash);
    TRY(db_step(q, good, e));
    if (!*good) return RC_OK;
    *account = db_text_dup(a, q, 0);
    *good = now >= db_i64(q, 1) && now - db_i64(q, 1) <= LINK_SECONDS_MAX;
    TRY(db_run(q, e));
    q = db_stmt(p->d, &PQ_LINK_DEL);
    db_bind_blob(q, 1, hash);
    return db_run(q, e);
}

static rc link_to_sitting(struct people *p, struct arena *a, struct str secret, i64 now,
                          struct str *token, bool *good, struct err *e) {
    struct str account = {0};
    struct err low = {0};
    TRY(link_take(p, a, hash_of(a, secret), now, &account, good, e));
    if (*good) *good = link_allowed(p, a, account, &low) == RC_OK;
    if (!*good) return RC_OK;
    TRY(sitting_begin(p, a, account, S(""), false, now, token, e));
    return audit_put(p, now, account, S("login by link"), S(""), e);
}

rc people_link_use(struct people *p, struct arena *a, struct str secret, i64 now, struct str *token,
                   struct err *e) {
    bool good = false;
    TRY(people_begin(p, e));
    TRY(people_done(p, link_to_sitting(p, a, secret, now, token, &good, e)));
    TRY(people_commit(p, e));
    if (good) return RC_OK;
    fail(e, RC_DENIED, "this link does not work: it was used, or is older than ten minutes");
    return err_hint(e, "stop the desk and start it again for a new one");
}

/* ---- sessions ---- */

static rc sweep(struct people *p, i64 now, struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_SITTING_SWEEP);
    db_bind_i64(q, 1, now - SITTING_MAX);
    db_bind_i64(q, 2, now - SITTING_IDLE_MAX);
    TRY(db_run(q, e));
    q = db_stmt(p->d, &PQ_SITTING_COUNT);
    bool row;
    TRY(db_step(q, &row, e));
    i64 n = row ? db_i64(q, 0) : 0;
    TRY(db_run(q, e));
    return n < SITTINGS_MAX ? RC_OK : db_run(db_stmt(p->d, &PQ_SITTING_OLDEST), e);
}

rc sitting_begin(struct people *p, struct arena *a, struct str account, struct str lang,
                 bool strong, i64 now, struct str *token, struct err *e) {
    u8 id[6];
    os_random(id, sizeof id);
    *token = fresh_secret(a);
    TRY(sweep(p, now, e));
    struct stmt *q = db_stmt(p->d, &PQ_SITTING_PUT);
    db_bind_text(q, 1, str_cat(a, S("d-"), hex_encode(a, bytes_str(id, sizeof id))));
    db_bind_blob(q, 2, hash_of(a, *token));
    db_bind_text(q, 3, account);
    db_bind_text(q, 4, account_fold(a, account));
    db_bind_i64(q, 5, strong);
    db_bind_i64(q, 6, now);
    db_bind_text(q, 7, lang);
    return db_run(q, e);
}

static bool in_time(const struct sitting *s, i64 now) {
    return now - s->begun <= SITTING_MAX && now - s->seen <= SITTING_IDLE_MAX;
}

static struct sitting read_row(struct arena *a, struct stmt *q, bool *strong) {
    *strong = db_i64(q, 2) != 0;
    return (struct sitting){.id = db_text_dup(a, q, 0),
                            .account = db_text_dup(a, q, 1),
                            .begun = db_i64(q, 3),
                            .seen = db_i64(q, 4),
                            .lang = db_text_dup(a, q, 5)};
}

static rc find(struct people *p, struct arena *a, struct str token, i64 now, struct sitting *out,
               bool *strong, bool *found, struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_SITTING_GET);
    db_bind_blob(q, 1, hash_of(a, token));
    TRY(db_step(q, found, e));
    if (!*found) return RC_OK;
    *out = read_row(a, q, strong);
    *found = in_time(out, now);
    return db_run(q, e);
}

/* Rights are looked up at every request: what a custodian takes away is gone at once. */
static rc fill_rights(struct people *p, struct arena *a, struct sitting *s, bool strong,
                      bool *found, struct err *e) {
    bool accounts;
    TRY(people_has_accounts(p, &accounts, e));
    if (!accounts) {
        s->rights = (struct rights){s->account, PERMS_ALL, -1, FIELD_ALL, false};
        return RC_OK;
    }
    struct account x;
    TRY(people_account(p, a, s->account, &x, found, e));
    if (!*found) return RC_OK;
    TRY(people_rights(p, a, s->account, &s->rights, found, e));
    s->account = x.name;
    if (!s->lang.n) s->lang = x.lang;
    if (p->remote && x.roles >> ROLE_CUSTODIAN & 1 && !strong) *found = false;
    return RC_OK;
}

static rc touch(struct people *p, struct sitting *s, i64 now, struct err *e) {
    if (now - s->seen < SEEN_STEP) return RC_OK;
    struct stmt *q = db_stmt(p->d, &PQ_SITTING_SEEN);
    db_bind_text(q, 1, s->id);
    db_bind_i64(q, 2, now);
    s->seen = now;
    return db_run(q, e);
}

static rc sitting(struct people *p, struct arena *a, struct str token, i64 now, struct sitting *out,
                  bool *found, struct err *e) {
    bool strong = false;
    *out = (struct sitting){0};
    TRY(find(p, a, token, now, out, &strong, found, e));
    if (*found) TRY(fill_rights(p, a, out, strong, found, e));
    if (!*found) return RC_OK;
    u8 h[32];
    hmac_sha256(token, S("cairn/csrf/v1"), h);
    out->csrf = hex_encode(a, bytes_str(h, 32));
    return touch(p, out, now, e);
}

rc people_sitting(struct people *p, struct arena *a, struct str token, i64 now, struct sitting *out,
                  bool *found, struct err *e) {
    *found = false;
    if (token.n != 64) return RC_OK;
    rc r = people_done(p, sitting(p, a, token, now, out, found, e));
    if (!*found) *out = (struct sitting){0};
    return r;
}

rc people_sitting_end(struct people *p, struct str id, struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_SITTING_END);
    db_bind_text(q, 1, id);
    return people_done(p, db_run(q, e));
}

static rc all_sittings(struct people *p, struct arena *a, struct str account, i64 now,
                       struct sitting **out, i64 *n, struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_SITTING_ALL);
    i64 cap = 0;
    bool row, strong;
    *out = NULL;
    *n = 0;
    db_bind_text(q, 1, account_fold(a, account));
    for (;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        struct sitting s = read_row(a, q, &strong);
        if (in_time(&s, now)) *PUSH(a, *out, *n, cap) = s;
    }
}

rc people_sittings(struct people *p, struct arena *a, struct str account, i64 now,
                   struct sitting **out, i64 *n, struct err *e) {
    return people_done(p, all_sittings(p, a, account, now, out, n, e));
}
