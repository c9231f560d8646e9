/* Accounts: rows, rights, changes. */
#include "people/people_inner.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "text/fold.h"

const char *const ACCOUNT_STATE_WORDS[ACCOUNT_STATES] = {"active", "read-only", "no-access"};

/* Control characters and those that turn the direction of text could make one name look like
 * another. */
static bool is_odd(u32 cp) {
    return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0x61c || cp == 0xfeff ||
           (cp >= 0x200b && cp <= 0x200f) || (cp >= 0x2028 && cp <= 0x202e) ||
           (cp >= 0x2060 && cp <= 0x2069);
}

struct str account_fold(struct arena *a, struct str name) {
    return text_fold_name(a, str_trim(name));
}

bool account_name_ok(struct str name) {
    if (name.n < 1 || name.n > ACCOUNT_NAME_MAX || utf8_invalid(name) >= 0) return false;
    if (str_trim(name).n != name.n) return false;
    u32 cp;
    bool word = false;
    for (i64 i = 0; i < name.n;) {
        i += utf8_next(name, i, &cp);
        if (is_odd(cp)) return false;
        word |= cp >= 0xc0 || is_alnum((int)cp);
    }
    return word;
}

static struct account_row read_row(struct arena *a, struct stmt *q) {
    struct account_row r = {0};
    struct account *x = &r.x;
    x->name = db_text_dup(a, q, 0);
    (void)roles_parse(db_text(q, 1), &x->roles);
    x->reach = db_i64(q, 2);
    i64 state = db_i64(q, 3);
    x->state = state >= 0 && state < ACCOUNT_STATES ? (enum account_state)state : ACCOUNT_NO_ACCESS;
    r.hash = db_text_dup(a, q, 4);
    r.totp = str_dup(a, db_blob(q, 5));
    r.pending = str_dup(a, db_blob(q, 6));
    r.totp_step = db_i64(q, 7);
    x->made = db_i64(q, 8);
    x->seen = db_i64(q, 9);
    x->lang = db_text_dup(a, q, 10);
    x->passphrase = r.hash.n > 0;
    x->second = r.totp.n > 0;
    return r;
}

rc account_get(struct people *p, struct arena *a, struct str name, struct account_row *out,
               bool *found, struct err *e) {
    struct str folded = account_fold(a, name);
    *found = false;
    *out = (struct account_row){0};
    if (!folded.n) return RC_OK;
    struct stmt *q = db_stmt(p->d, &PQ_ACCOUNT_GET);
    db_bind_text(q, 1, folded);
    TRY(db_step(q, found, e));
    if (!*found) return RC_OK;
    *out = read_row(a, q);
    out->folded = folded;
    return db_run(q, e);
}

static rc any_account(struct people *p, bool *yes, struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_ACCOUNT_ANY);
    TRY(db_step(q, yes, e));
    return *yes ? db_run(q, e) : RC_OK;
}

rc people_has_accounts(struct people *p, bool *yes, struct err *e) {
    return people_done(p, any_account(p, yes, e));
}

static rc all_accounts(struct people *p, struct arena *a, struct account **out, i64 *n,
                       struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_ACCOUNT_ALL);
    i64 cap = 0;
    bool row;
    *out = NULL;
    *n = 0;
    for (;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) = read_row(a, q).x;
    }
}

rc people_accounts(struct people *p, struct arena *a, struct account **out, i64 *n, struct err *e) {
    return people_done(p, all_accounts(p, a, out, n, e));
}

rc people_account(struct people *p, struct arena *a, struct str name, struct account *out,
                  bool *found, struct err *e) {
    struct account_row r;
    TRY(people_done(p, account_get(p, a, name, &r, found, e)));
    *out = r.x;
    return RC_OK;
}

/* ---- rights ---- */

void account_rights(const struct account *x, enum desk_mode mode, struct rights *out, bool *found) {
    bool custodian = x->roles >> ROLE_CUSTODIAN & 1;
    *out = (struct rights){0};
    *found = x->state != ACCOUNT_NO_ACCESS && (mode != DESK_NO_ACCESS || custodian);
    if (!*found) return;
    out->account = x->name;
    out->perms = roles_perms(x->roles);
    /* a custodian keeps what is needed to end the mode, and nothing that adds to the record */
    if (mode != DESK_OPEN && custodian)
        out->perms &= 1u << PERM_NONE | 1u << PERM_READ | 1u << PERM_EXPORT | 1u << PERM_OWN |
                      1u << PERM_SELF;
    out->fields = roles_fields(x->roles);
    out->reach = custodian ? -1 : x->reach | 1;
    out->read_only = x->state == ACCOUNT_READ_ONLY || (mode == DESK_READ_ONLY && !custodian);
}

static rc rights_get(struct people *p, struct arena *a, struct str name, struct rights *out,
                     bool *found, struct err *e) {
    struct account_row r;
    enum desk_mode mode;
    *out = (struct rights){0};
    TRY(account_get(p, a, name, &r, found, e));
    TRY(people_mode(p, &mode, e));
    if (*found) account_rights(&r.x, mode, out, found);
    return RC_OK;
}

rc people_rights(struct people *p, struct arena *a, struct str name, struct rights *out,
                 bool *found, struct err *e) {
    return people_done(p, rights_get(p, a, name, out, found, e));
}

/* ---- changes ---- */

static rc need_custodian(struct people *p, struct arena a, struct err *e) {
    struct account *all;
    i64 n;
    TRY(all_accounts(p, &a, &all, &n, e));
    if (n > ACCOUNTS_MAX) return fail(e, RC_LIMIT, "a case has at most %d accounts", ACCOUNTS_MAX);
    for (i64 i = 0; i < n; i++)
        if (all[i].roles >> ROLE_CUSTODIAN & 1 && all[i].state == ACCOUNT_ACTIVE) return RC_OK;
    fail(e, RC_CONFLICT, "no custodian would be left");
    return err_hint(e, "a case with accounts has one active custodian at least: begin with one");
}

static rc put_row(struct people *p, struct arena *a, const struct account *x, i64 now,
                  struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_ACCOUNT_PUT);
    db_bind_text(q, 1, account_fold(a, x->name));
    db_bind_text(q, 2, x->name);
    db_bind_text(q, 3, roles_words(a, x->roles));
    db_bind_i64(q, 4, x->reach | 1);
    db_bind_i64(q, 5, x->state);
    db_bind_i64(q, 6, now);
    db_bind_text(q, 7, x->lang);
    return db_run(q, e);
}

static rc end_sittings(struct people *p, struct str folded, struct str keep, struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_SITTING_END_OF);
    db_bind_text(q, 1, folded);
    db_bind_text(q, 2, keep);
    return db_run(q, e);
}

rc people_account_put(struct people *p, const struct account *x, i64 now, struct err *e) {
    struct arena whole = arena_make("accounts", 64 << 20), a = whole;
    CHECK(p->in_txn && account_name_ok(x->name) && x->roles);
    rc r = put_row(p, &a, x, now, e);
    if (r == RC_OK && x->state == ACCOUNT_NO_ACCESS)
        r = end_sittings(p, account_fold(&a, x->name), S(""), e);
    if (r == RC_OK) r = need_custodian(p, a, e);
    arena_drop(whole);
    return people_done(p, r);
}

rc people_passphrase_set(struct people *p, struct str name, struct str hash, struct str keep,
                         struct err *e) {
    struct arena whole = arena_make("an account", 1 << 20), a = whole;
    CHECK(p->in_txn);
    struct str folded = account_fold(&a, name);
    struct stmt *q = db_stmt(p->d, &PQ_ACCOUNT_HASH);
    db_bind_text(q, 1, folded);
    db_bind_text(q, 2, hash);
    rc r = db_run(q, e);
    if (r == RC_OK) r = end_sittings(p, folded, keep, e);
    arena_drop(whole);
    return people_done(p, r);
}

static rc lang_set(struct people *p, struct arena *a, struct str account, struct str sitting,
                   struct str lang, struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_SITTING_LANG);
    db_bind_text(q, 1, sitting);
    db_bind_text(q, 2, lang);
    TRY(db_run(q, e));
    q = db_stmt(p->d, &PQ_ACCOUNT_LANG);
    db_bind_text(q, 1, account_fold(a, account));
    db_bind_text(q, 2, lang);
    return db_run(q, e);
}

rc people_lang(struct people *p, struct arena *a, struct str account, struct str sitting,
               struct str lang, struct err *e) {
    if (lang.n > 16) return fail(e, RC_USAGE, "that is no language of the desk");
    TRY(people_begin(p, e));
    TRY(people_done(p, lang_set(p, a, account, sitting, lang, e)));
    return people_commit(p, e);
}
