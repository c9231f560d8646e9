/* log tsa: the time authorities of a case. stamps: what they stamped, and until when it holds. */
#include "base/date.h"
#include "base/utf8.h"
#include "flow/times.h"
#include "proof/stamp.h"
#include "sys/fetch.h"
#include "sys/os.h"

static rc name_ok(struct str name, struct err *e) {
    for (i64 i = 0; i < name.n; i++)
        if (!is_alnum(name.p[i]) && name.p[i] != '-' && name.p[i] != '_' && name.p[i] != '.')
            return fail(e, RC_USAGE, "a name of an authority has letters, digits, '-', '_', '.'");
    if (name.n < 1 || name.n > 60 || str_eqc(name, "all"))
        return fail(e, RC_USAGE, "a name of an authority has 1 to 60 letters and is not \"all\"");
    return RC_OK;
}

/* PEM of a file; needs: certificates or lists of revoked ones. */
static rc read_pem(struct op_ctx *c, const char *arg, bool lists, struct str *out, struct err *e) {
    i64 certs, revoked;
    *out = (struct str){0};
    if (!op_given(c, arg)) return RC_OK;
    const char *path = cstr(c->perm, op_str(c, arg));
    TRY(os_read(c->perm, path, lists ? CRL_BYTES_MAX : STAMP_PEM_MAX, out, e));
    if (lists && !str_has(*out, S("-----BEGIN"))) TRY(stamp_crl_pem(c->perm, *out, out, e));
    TRY(stamp_pem(*out, &certs, &revoked, e));
    if (utf8_invalid(*out) >= 0) return fail(e, RC_USAGE, "%s is no PEM: it is not UTF-8", path);
    if (!(lists ? revoked : certs))
        return fail(e, RC_USAGE, "%s holds no %s", path,
                    lists ? "list of revoked certificates" : "certificate");
    return RC_OK;
}

static struct json *authority_row(struct op_ctx *c, const struct times *t,
                                  const struct authority *w) {
    struct arena *a = c->perm;
    struct json *j = json_obj(a);
    json_set_i(a, j, "v", 1);
    json_set_str(a, j, "authority", w->name);
    json_set_str(a, j, "url", w->url);
    json_set_str(a, j, "roots", stamp_fingerprints(a, w->roots));
    json_set(j, S("crl"), json_bool(a, w->crl.n > 0));
    i64 n = 0, last = -1;
    for (i64 i = 0; i < t->nstamped; i++)
        if (str_eq(t->stamped[i].authority, w->name)) n++, last = i;
    json_set_i(a, j, "stamps", n);
    if (last >= 0) json_set_str(a, j, "ends", instant_text(a, t->stamped[last].ends));
    return j;
}

static rc tsa_add(struct op_ctx *c, struct err *e) {
    struct times t;
    struct authority w = {.name = op_str(c, "NAME"), .url = op_str(c, "URL")};
    TRY(name_ok(w.name, e));
    if (w.url.n) TRY(fetch_url_ok(w.url, op_flag(c, "plain-http"), e));
    TRY(read_pem(c, "roots", false, &w.roots, e));
    TRY(read_pem(c, "crl", true, &w.crl, e));
    TRY(flow_times(c, &t, e));
    if (t.nauthorities >= AUTHORITIES_MAX)
        return fail(e, RC_LIMIT, "a case has at most %d time authorities", AUTHORITIES_MAX);
    struct json *parts[] = {time_part(c, "authority")};
    json_set_str(c->perm, parts[0], "name", w.name);
    json_set_str(c->perm, parts[0], "url", w.url);
    json_set_str(c->perm, parts[0], "roots", w.roots);
    if (w.crl.n) json_set_str(c->perm, parts[0], "crl", w.crl);
    TRY(session_act(c, "decided", parts, 1, e));
    op_row(c, authority_row(c, &t, &w));
    op_say(c, "compare the fingerprints of its roots with what the authority publishes");
    return RC_OK;
}

static rc tsa_list(struct op_ctx *c, struct err *e) {
    struct times t;
    TRY(flow_times(c, &t, e));
    for (i64 i = 0; i < t.nauthorities; i++)
        op_row(c, authority_row(c, &t, &t.authorities[i]));
    if (!t.nauthorities)
        op_say(c, "no time authority: when the log was as it is, only this machine's clock says");
    return RC_OK;
}

static void stamp_row(struct op_ctx *c, const struct stamped *s) {
    struct arena *a = c->perm;
    struct json *j = json_obj(a);
    i64 left = s->ends - os_now();
    json_set_i(a, j, "v", 1);
    json_set_i(a, j, "entry", s->entry);
    json_set_str(a, j, "authority", s->authority);
    json_set_str(a, j, "subject", s->subject);
    json_set_str(a, j, "time", instant_text(a, s->time));
    json_set_i(a, j, "size", s->size);
    json_set_str(a, j, "ends", instant_text(a, s->ends));
    json_set_i(a, j, "days", left / 86400);
    json_set_str(a, j, "serial", s->serial);
    json_set_str(a, j, "policy", s->policy);
    json_set_str(a, j, "revocation", s->crl ? S("list kept") : S("not shown"));
    op_row(c, j);
}

static rc stamps(struct op_ctx *c, struct err *e) {
    struct times t;
    TRY(flow_times(c, &t, e));
    if (op_given(c, "out")) {
        struct str want = op_str(c, "entry");
        i64 entry, found = -1;
        for (i64 i = 0; i < t.nstamped; i++)
            if (!want.n || (str_i64(want, &entry) && t.stamped[i].entry == entry)) found = i;
        if (found < 0) return fail(e, RC_NOTFOUND, "there is no such stamp");
        const struct stamped *s = &t.stamped[found];
        struct str token, roots;
        const char *out = cstr(c->perm, op_str(c, "out"));
        TRY(store_object(c->session->store, c->perm, s->entry,
                         str_cat(c->perm, s->object, S(".tsr")), STAMP_BYTES_MAX, &token, e));
        TRY(store_object(c->session->store, c->perm, s->entry,
                         str_cat(c->perm, s->object, S(".roots.pem")), STAMP_PEM_MAX, &roots, e));
        TRY(os_replace(cstr(c->perm, str_fmt(c->perm, "%s.tsr", out)), 0644, token, e));
        TRY(os_replace(cstr(c->perm, str_fmt(c->perm, "%s.roots.pem", out)), 0644, roots, e));
        TRY(os_replace(cstr(c->perm, str_fmt(c->perm, "%s.checkpoint", out)), 0644, s->note, e));
        op_say(c, "openssl ts -verify -in %s.tsr -data %s.checkpoint -CAfile %s.roots.pem", out,
               out, out);
        return RC_OK;
    }
    for (i64 i = 0; i < t.nstamped; i++)
        stamp_row(c, &t.stamped[i]);
    if (!t.nstamped) op_say(c, "no time authority has stamped this log");
    return RC_OK;
}

static const struct op_arg ADD_ARGS[] = {
    {"NAME", "NAME", ARG_POS, true, "what it is called in this case", NULL},
    {"URL", "URL", ARG_POS, false, "where it answers; none: requests are carried to it", NULL},
    {"roots", "FILE", ARG_OPT, true, "its root certificates (PEM)", NULL, ARG_FILE_IN},
    {"crl", "FILE", ARG_OPT, false, "its list of revoked certificates (PEM or DER)", NULL,
     ARG_FILE_IN},
    {"plain-http", "", ARG_FLAG, false, "allow an http:// URL: whoever listens sees the hash",
     NULL},
    {0}};
static const struct op_arg NONE[] = {{0}};
static const struct op_arg STAMPS_ARGS[] = {
    {"out", "NAME", ARG_OPT, false,
     "write NAME.tsr, NAME.checkpoint and NAME.roots.pem of the newest, for openssl ts -verify",
     NULL, ARG_FILE_OUT},
    {"entry", "N", ARG_OPT, false, "of that entry instead of the newest", NULL, ARG_NUMBER},
    {0}};

const struct op OP_LOG_TSA_ADD = {
    .name = "log tsa add",
    .group = "prove",
    .summary = "name a time authority that this case trusts, by its root certificates",
    .details = "Adding a name again replaces what is known of it; its stamps stay.",
    .perm = PERM_OWN,
    .args = ADD_ARGS,
    .columns = "authority url roots crl",
    .examples = {"cairn -C case log tsa add national https://tsa.example/ --roots roots.pem", NULL},
    .run = tsa_add};
const struct op OP_LOG_TSA = {.name = "log tsa",
                              .group = "prove",
                              .summary = "the time authorities of this case",
                              .details = "",
                              .perm = PERM_READ,
                              .args = NONE,
                              .columns = "authority url roots crl stamps ends",
                              .examples = {"cairn -C case log tsa", NULL},
                              .run = tsa_list};
const struct op OP_STAMPS = {.name = "stamps",
                             .group = "prove",
                             .summary = "what time authorities stamped, and until when it holds",
                             .details = "",
                             .perm = PERM_READ,
                             .local = true,
                             .args = STAMPS_ARGS,
                             .columns = "entry authority time size ends days revocation",
                             .examples = {"cairn -C case stamps", NULL},
                             .run = stamps};
