/* recovery split, recovery join: a key that nobody holds alone. */
#include "base/limits.h"
#include "flow/keyring.h"
#include "store/age.h"
#include "store/keys.h"
#include "store/recovery.h"
#include "sys/os.h"

#include <sodium.h>

struct making {
    const char *out;
    int need, of;
    struct str reason;
    struct share *share;
};

static const char *sheet(struct op_ctx *c, const struct making *m, const struct share *s) {
    return cstr(c->perm, str_fmt(c->perm, "%s/share-%.*s-%d.txt", m->out, SARG(s->id), s->number));
}

static rc write_sheets(struct op_ctx *c, const struct making *m, struct err *e) {
    TRY(os_mkdirs(m->out, 0700, e));
    for (int i = 0; i < m->of; i++) {
        struct arena a = c->scratch;
        TRY(os_create(sheet(c, m, &m->share[i]), 0600, share_text(&a, &m->share[i]), e));
    }
    return os_sync_dir(m->out, e);
}

static rc free_places(struct op_ctx *c, const struct making *m, struct err *e) {
    for (int i = 0; i < m->of; i++)
        if (os_exists(sheet(c, m, &m->share[i]))) {
            fail(e, RC_CONFLICT, "%s is there already", sheet(c, m, &m->share[i]));
            return err_hint(e, "name another folder with --out");
        }
    return RC_OK;
}

static struct json *act_of(struct op_ctx *c, const struct making *m, const u8 (*to)[32], int n) {
    struct json *p = keyring_part(c, "recovery", store_epoch(c->session->store), to, n);
    json_set_str(c->perm, p, "recipient", age_recipient_text(c->perm, m->share[0].recovery));
    json_set_i(c->perm, p, "need", m->need);
    struct json *list = json_set(p, S("shares"), json_arr(c->perm));
    for (int i = 0; i < m->of; i++)
        json_add(list,
                 json_str(c->perm,
                          hex_encode(c->perm, (struct str){(const char *)m->share[i].sha256, 32})));
    if (m->reason.n) json_set_str(c->perm, p, "reason", m->reason);
    return p;
}

/* The sheets are on the disk before the key is in force, so that no key is in force whose shares
 * were lost. */
static rc make(struct op_ctx *c, void *ctx, struct err *e) {
    struct making *m = ctx;
    struct store *s = c->session->store;
    struct store_key_opts o = keyring_opts(c);
    u8(*list)[32] = (u8(*)[32])NEWN(c->perm, u8, (RECIPIENTS_MAX + 2) * 32);
    const u8(*all)[32];
    struct str id = store_case_id(s, c->perm);
    m->share = NEWN(c->perm, struct share, m->of);
    for (int i = 0; i < m->of; i++)
        m->share[i] = (struct share){.id = id, .number = i + 1};
    TRY(keyring_settled(c, e));
    TRY(free_places(c, m, e));
    TRY(recovery_split(s, m->need, m->of, m->share, e));
    for (int i = 0; i < m->of; i++)
        m->share[i].id = id;
    TRY(write_sheets(c, m, e));
    store_recipients(s, &all);
    memcpy(list[0], all[0], 32);
    int n = keyring_custodians(s, list + 1);
    memcpy(list[1 + n], m->share[0].recovery, 32);
    struct json *act = act_of(c, m, (const u8(*)[32])list, n + 2);
    TRY(session_act(c, "rekeyed", &act, 1, e));
    TRY(store_rekey(s, (const u8(*)[32])list + 1, n, list[1 + n], e));
    TRY(keyring_rewrap(c, e));
    return store_rekeyed(s, &o, e);
}

rc recovery_make(struct op_ctx *c, const char *out, int need, int shares, struct str reason,
                 struct err *e) {
    struct making m = {.out = out, .need = need, .of = shares, .reason = reason};
    rc r = keyring_locked(c, make, &m, e);
    for (int i = 0; i < m.of && r == RC_OK; i++) {
        struct json *j = json_obj(c->perm);
        json_set_i(c->perm, j, "v", 1);
        json_set_i(c->perm, j, "share", m.share[i].number);
        json_set_str(c->perm, j, "sha256",
                     hex_encode(c->perm, (struct str){(const char *)m.share[i].sha256, 32}));
        json_set_str(c->perm, j, "file", str_c(sheet(c, &m, &m.share[i])));
        op_row(c, j);
    }
    if (m.share) sodium_memzero(m.share, sizeof *m.share * (size_t)m.of);
    if (r == RC_OK)
        op_say(c,
               "give each share to another person, on paper or a stick, and delete these files; "
               "any %d open the case. Shares from before are void",
               need);
    return r;
}

static rc run_split(struct op_ctx *c, struct err *e) {
    i64 shares, need;
    TRY(op_int(c, "shares", 2, SHARES_MAX, 3, &shares, e));
    TRY(op_int(c, "need", 2, shares, 2, &need, e));
    return recovery_make(c, cstr(c->perm, op_str(c, "out")), (int)need, (int)shares,
                         op_str(c, "reason"), e);
}

/* ---- join ---- */

static rc read_shares(struct op_ctx *c, struct share *s, int *n, struct err *e) {
    for (const struct op_value *v = op_values(c, "SHARE"); v; v = v->more) {
        struct arena a = c->scratch;
        struct str text;
        if (*n == SHARES_MAX) return fail(e, RC_LIMIT, "at most %d shares", SHARES_MAX);
        TRY(os_read(&a, cstr(c->perm, v->v), SHARE_FILE_MAX, &text, e));
        TRY(share_parse(&a, text, &s[*n], e));
        s[*n].id = str_dup(c->perm, s[*n].id);
        ++*n;
    }
    return RC_OK;
}

static rc join(struct op_ctx *c, struct share *s, char *text, struct err *e) {
    struct store_key_opts o = {.key_file = c->key_file,
                               .passphrase_file = c->passphrase_file,
                               .no_passphrase = op_flag(c, "no-passphrase")};
    int nshares = 0;
    i64 n;
    TRY(read_shares(c, s, &nshares, e));
    TRY(recovery_join(c->scratch, c->case_dir, s, nshares, text, KEY_FILE_MAX, &n, e));
    return recovery_key_file(c->scratch, &o, (struct str){text, n}, e);
}

static rc run_join(struct op_ctx *c, struct err *e) {
    TRY(session_need_case(c, e));
    if (!c->key_file) {
        fail(e, RC_USAGE, "where shall the new key file be?");
        return err_hint(e, "--key-file FILE");
    }
    if (os_exists(c->key_file)) return fail(e, RC_CONFLICT, "%s is there already", c->key_file);
    CHECK(sodium_init() >= 0);
    struct share *s = sodium_malloc(sizeof *s * SHARES_MAX);
    char *text = sodium_malloc(KEY_FILE_MAX);
    CHECK(s && text);
    rc r = join(c, s, text, e);
    sodium_free(s);
    sodium_free(text);
    if (r != RC_OK) return r;
    op_say(c, "the key file is in %s", c->key_file);
    op_say(c,
           "next: `cairn key rotate --shares-out DIR --reason TEXT`: the shares that were joined "
           "have met, and what is lost may be found");
    return RC_OK;
}

static const struct op_arg SPLIT_ARGS[] = {
    {"out", "DIR", ARG_OPT, true, "folder that the shares are written into", NULL, ARG_FILE_OUT},
    {"shares", "N", ARG_OPT, false, "how many shares (3)", NULL, ARG_NUMBER},
    {"need", "K", ARG_OPT, false, "how many of them open the case (2)", NULL, ARG_NUMBER},
    {"reason", "TEXT", ARG_OPT, false, "why; kept with the act", NULL},
    {0}};
static const struct op_arg JOIN_ARGS[] = {
    {"SHARE", "SHARE", ARG_POS_MANY, true, "share files", NULL, ARG_FILE_IN},
    {"no-passphrase", "", ARG_FLAG, false, "leave the new key file unencrypted (0600)", NULL},
    {0}};

const struct op OP_RECOVERY_SPLIT = {
    .name = "recovery split",
    .group = "keys",
    .summary = "a recovery key that nobody holds alone: three shares, any two open the case",
    .details = "The key is made, split and forgotten; every pack is sealed for it too, and "
               "keys/recovery.age in\nthe case holds the key file's text, encrypted to it. Each "
               "share's hash goes into a closed part of\nthe log. Debian's gfcombine joins the "
               "shares' bytes too.",
    .perm = PERM_OWN,
    .args = SPLIT_ARGS,
    .columns = "share sha256 file",
    .examples = {"cairn -C case recovery split --out shares", NULL},
    .run = run_split,
    .local = true};
const struct op OP_RECOVERY_JOIN = {
    .name = "recovery join",
    .group = "keys",
    .summary = "a new key file from the case folder and enough shares",
    .details = "Needs no key. The new key file goes to --key-file, under a new passphrase. A share "
               "that is\nwrong, damaged or of another case is named by its hash.",
    .perm = PERM_NONE,
    .no_case = true,
    .args = JOIN_ARGS,
    .columns = "",
    .examples = {"cairn -C case recovery join shares/share-CASE-1.txt shares/share-CASE-3.txt "
                 "--key-file new.key --no-passphrase",
                 NULL},
    .run = run_join,
    .local = true};
