/* Whose keys sign acts of this case: register, close, list. */
#include "base/limits.h"
#include "flow/signed.h"
#include "people/accounts.h"
#include "proof/hash.h"
#include "proof/sshsig.h"
#include "store/signer.h"
#include "sys/os.h"

static rc reason_arg(struct op_ctx *c, struct str *out, struct err *e) {
    *out = str_trim(op_str(c, "reason"));
    if (out->n && out->n <= NAME_BYTES_MAX) return RC_OK;
    return fail(e, RC_USAGE, "give a reason of at most %d bytes", NAME_BYTES_MAX);
}

/* Kept as it was made, and signed when whoever registers can sign. */
static rc administer(struct op_ctx *c, struct json *p, enum signed_end *end, struct err *e) {
    *end = SIGNED_NOT;
    if (signed_asked(c)) TRY(signed_act(c, p, end, e));
    if (*end == SIGNED_PRINTED) return RC_OK;
    return session_act(c, "administered", &p, 1, e);
}

/* The pseudonym of another name than that of whoever acts. */
static struct str pseudonym_of(const struct op_ctx *c, struct str name) {
    struct op_ctx other = *c;
    other.actor = name;
    return session_pseudonym(&other);
}

static rc free_key(struct op_ctx *c, struct str fingerprint, struct err *e) {
    struct signer *all;
    i64 n;
    TRY(session_open(c, e));
    TRY(records_signers(c->session->db, c->perm, &all, &n, e));
    if (n >= SIGNERS_MAX) return fail(e, RC_LIMIT, "at most %d keys", SIGNERS_MAX);
    for (i64 i = 0; i < n; i++)
        if (str_eq(all[i].fingerprint, fingerprint) && signer_counts(&all[i], -1))
            return fail(e, RC_CONFLICT, "this key is registered, for %.*s",
                        SARG(str_sub(all[i].name, 0, 100)));
    return RC_OK;
}

static rc add(struct op_ctx *c, struct err *e) {
    struct str name = str_trim(op_str(c, "NAME")), line, reason;
    struct ssh_key key;
    enum signed_end end;
    if (!account_name_ok(name)) return fail(e, RC_USAGE, "this is no name of a person");
    TRY(reason_arg(c, &reason, e));
    TRY(os_read(c->perm, cstr(c->perm, op_str(c, "key")), SSH_KEY_MAX, &line, e));
    TRY(ssh_key_parse(c->perm, line, &key, e));
    struct str print = ssh_fingerprint(c->perm, &key);
    TRY(free_key(c, print, e));
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("signer"));
    json_set_str(c->perm, p, "name", name);
    json_set_str(c->perm, p, "signer", pseudonym_of(c, name));
    json_set_str(c->perm, p, "public", ssh_key_text(c->perm, &key));
    json_set_str(c->perm, p, "fingerprint", print);
    json_set_str(c->perm, p, "reason", reason);
    TRY(administer(c, p, &end, e));
    if (end == SIGNED_PRINTED) return RC_OK;
    op_say(c, "acts of %s signed by %s count from now on", cstr(c->perm, name),
           cstr(c->perm, print));
    return RC_OK;
}

/* By fingerprint, or by name when that person has one key. */
static rc find_open(struct op_ctx *c, struct str which, struct signer *out, struct err *e) {
    struct signer *all;
    i64 n, hits = 0;
    TRY(session_open(c, e));
    TRY(records_signers(c->session->db, c->perm, &all, &n, e));
    for (i64 i = 0; i < n; i++) {
        if (!signer_counts(&all[i], -1)) continue;
        if (!str_eq(all[i].fingerprint, which) && !str_eq(all[i].name, which)) continue;
        *out = all[i];
        hits++;
    }
    if (hits == 1) return RC_OK;
    fail(e, hits ? RC_CONFLICT : RC_NOTFOUND, "%s registered key of \"%.*s\"",
         hits ? "there is more than one" : "there is no", SARG(str_sub(which, 0, 100)));
    return err_hint(e, "name it by its fingerprint; see `cairn signers`");
}

static rc close_one(struct op_ctx *c, struct err *e) {
    struct signer s;
    struct str reason;
    enum signed_end end;
    TRY(reason_arg(c, &reason, e));
    TRY(find_open(c, str_trim(op_str(c, "KEY")), &s, e));
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("signer_closed"));
    json_set_str(c->perm, p, "fingerprint", s.fingerprint);
    json_set_str(c->perm, p, "name", s.name);
    json_set_str(c->perm, p, "reason", reason);
    TRY(administer(c, p, &end, e));
    if (end == SIGNED_PRINTED) return RC_OK;
    op_say(c, "%s: closed; what it signed before still counts", cstr(c->perm, s.fingerprint));
    return RC_OK;
}

static rc list(struct op_ctx *c, struct err *e) {
    struct signer *all;
    i64 n;
    TRY(session_open(c, e));
    TRY(records_signers(c->session->db, c->perm, &all, &n, e));
    for (i64 i = 0; i < n; i++) {
        struct json *j = json_obj(c->perm);
        bool open = all[i].closed < 0;
        json_set_i(c->perm, j, "v", 1);
        json_set_str(c->perm, j, "name", all[i].name);
        json_set_str(c->perm, j, "state", open ? S("open") : S("closed"));
        json_set_str(c->perm, j, "fingerprint", all[i].fingerprint);
        json_set_str(c->perm, j, "key", all[i].key);
        json_set_str(c->perm, j, "since", instant_text(c->perm, all[i].at));
        json_set_i(c->perm, j, "entry", all[i].entry);
        json_set_str(c->perm, j, "registered_by", all[i].actor);
        json_set_str(c->perm, j, "reason", all[i].reason);
        if (!open) {
            json_set_str(c->perm, j, "until", instant_text(c->perm, all[i].closed_at));
            json_set_i(c->perm, j, "closed_entry", all[i].closed);
            json_set_str(c->perm, j, "closed_reason", all[i].closed_reason);
        }
        op_row(c, j);
    }
    if (!n) op_say(c, "no keys are registered: acts are recorded without signatures");
    return RC_OK;
}

static const struct op_arg ADD_ARGS[] = {
    {"NAME", "NAME", ARG_POS, true, "who holds the key, as they act (--as, account)", NULL},
    {"key", "FILE.pub", ARG_OPT, true, "the public key, one line", NULL, ARG_FILE_IN},
    {"reason", "TEXT", ARG_OPT, true, "how it is known to be theirs: who saw it, which device",
     NULL, ARG_LONG},
    SIGN_ARGS,
    {0}};
static const struct op_arg CLOSE_ARGS[] = {
    {"KEY", "KEY", ARG_POS, true, "fingerprint, or the name when they have one key", NULL},
    {"reason", "TEXT", ARG_OPT, true, "why: left, lost, stolen, replaced", NULL, ARG_LONG},
    SIGN_ARGS,
    {0}};
static const struct op_arg NO_ARGS[] = {{0}};

const struct op OP_SIGNER_ADD = {
    .name = "signer add",
    .group = "prove",
    .summary = "register the SSH or FIDO key with which a person signs acts",
    .details =
        "Ed25519, ECDSA P-256, RSA of 2,048 bits and more, and the keys of FIDO tokens. Once "
        "a case has signers, custody\nevents and two-person acts must be signed.",
    .perm = PERM_OWN,
    .args = ADD_ARGS,
    .columns = "",
    .examples = {"cairn -C case signer add Mara --key mara.pub --reason \"handed over in person\"",
                 NULL},
    .run = add};
const struct op OP_SIGNER_CLOSE = {
    .name = "signer close",
    .group = "prove",
    .summary = "from now on a key signs nothing; what it signed before still counts",
    .details = "",
    .perm = PERM_OWN,
    .args = CLOSE_ARGS,
    .columns = "",
    .examples = {"cairn -C case signer close Tamir --reason \"the laptop was lost\"", NULL},
    .run = close_one};
const struct op OP_SIGNERS = {.name = "signers",
                              .group = "prove",
                              .summary = "whose keys sign acts of this case, from when to when",
                              .details = "",
                              .perm = PERM_READ,
                              .args = NO_ARGS,
                              .columns = "name state fingerprint since until reason",
                              .examples = {"cairn -C case signers", NULL},
                              .run = list};
