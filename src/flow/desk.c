#include "flow/desk.h"

#include "base/limits.h"
#include "store/keys.h"
#include "store/records_account.h"
#include "sys/os.h"
#include "text/fold.h"

#include <sodium.h>

rc desk_with_people(struct op_ctx *c, desk_fn *fn, struct err *e) {
    struct people *p;
    TRY(session_open_store(c, e));
    TRY(people_open(c->perm, c->case_dir, store_page_key(c->session->store), &p, e));
    rc r = fn(c, p, e);
    people_close(p);
    return r;
}

struct str desk_self(const struct op_ctx *c) {
    return c->rights ? c->rights->account : c->actor;
}

/* ---- administrative acts ---- */

/* The last line of the audit trail, so that it cannot be cut or made anew behind the log's back. */
static rc audit_part(struct op_ctx *c, struct people *p, struct json **out, struct err *e) {
    u8 head[32];
    i64 n;
    TRY(people_audit_head(p, &n, head, e));
    struct json *j = *out = json_obj(c->perm);
    json_set_str(c->perm, j, "kind", S("audit"));
    json_set_i(c->perm, j, "n", n);
    json_set_str(c->perm, j, "head", hex_encode(c->perm, (struct str){(char *)head, 32}));
    return RC_OK;
}

static rc act(struct op_ctx *c, struct people *p, desk_change_fn *change, void *what,
              struct json **parts, i64 nparts, struct err *e) {
    struct json **all = NEWN(c->perm, struct json *, nparts + 1);
    memcpy(all, parts, sizeof *all * (size_t)nparts);
    if (change) TRY(change(c, p, what, e));
    TRY(audit_part(c, p, &all[nparts], e));
    TRY(session_entry(c, "administered", all, nparts + 1, NULL, e));
    return session_commit(c, e);
}

/* The case's lock is taken first and the desk's last, since every page of the desk needs that. */
rc desk_administer(struct op_ctx *c, struct people *p, desk_change_fn *change, void *what,
                   struct json **parts, i64 nparts, struct err *e) {
    TRY(session_begin(c, e));
    TRY(people_begin(p, e));
    rc r = act(c, p, change, what, parts, nparts, e);
    if (r == RC_OK) return people_commit(p, e);
    people_rollback(p);
    return r;
}

/* ---- secrets ---- */

static rc no_secret(const char *name, struct err *e) {
    fail(e, RC_USAGE, "the %s is missing", name);
    return err_hint(e, "give it with --%s-file FILE", name);
}

rc desk_secret(struct op_ctx *c, const char *name, bool new_one, struct str *out, struct err *e) {
    const char *file = cstr(c->perm, str_fmt(c->perm, "%s-file", name));
    *out = op_str(c, name);
    if (op_given(c, name) && out->n) return RC_OK;
    if (!op_given(c, file) && !c->may_ask) return no_secret(name, e);
    char *p;
    TRY(passphrase_get(op_given(c, file) ? cstr(c->perm, op_str(c, file)) : NULL, new_one, &p, e));
    *out = str_dup(c->perm, str_c(p));
    sodium_free(p);
    return RC_OK;
}

/* ---- groups ---- */

static bool same_name(struct arena a, struct str x, struct str y) {
    return str_eq(text_fold_name(&a, x), text_fold_name(&a, y));
}

static rc group_bit(struct op_ctx *c, const struct team *all, i64 n, struct str name, i64 *bits,
                    struct err *e) {
    if (str_eqi(name, S("everybody"))) return *bits |= 1, RC_OK;
    for (i64 i = 0; i < n; i++)
        if (same_name(c->scratch, all[i].name, name)) return *bits |= (i64)1 << all[i].bit, RC_OK;
    fail(e, RC_NOTFOUND, "there is no group \"%s\"", cstr(c->perm, str_sub(name, 0, 100)));
    return err_hint(e, "see `cairn groups`; add one with `cairn group add NAME`");
}

rc desk_groups(struct op_ctx *c, struct str words, i64 *bits, struct err *e) {
    struct team *all;
    i64 n;
    *bits = 0;
    TRY(session_open(c, e));
    TRY(records_teams(c->session->db, c->perm, &all, &n, e));
    while (words.p) {
        struct str name = str_trim(str_cut(&words, ','));
        if (!name.n || str_eqi(name, S("none"))) continue;
        TRY(group_bit(c, all, n, name, bits, e));
    }
    return RC_OK;
}

rc desk_group_names(struct op_ctx *c, i64 bits, struct str *words, struct err *e) {
    struct team *all;
    i64 n;
    struct buf b = buf_make(c->perm, 64 << 10);
    TRY(session_open(c, e));
    TRY(records_teams(c->session->db, c->perm, &all, &n, e));
    if (bits & 1) buf_puts(&b, "everybody");
    for (i64 i = 0; i < n; i++) {
        if (!(bits >> all[i].bit & 1)) continue;
        if (b.n) buf_puts(&b, ", ");
        buf_put(&b, all[i].name);
    }
    *words = buf_str(&b);
    return RC_OK;
}
