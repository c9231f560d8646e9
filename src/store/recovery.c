#include "store/recovery.h"

#include "store/keys.h"
#include "store/store_int.h"
#include "store/vault.h"

#include <sodium.h>

#define PURPOSE "recovery"

struct guarded {
    char *p;
    i64 n, max;
};

static rc to_guarded(void *ctx, struct str bytes, struct err *e) {
    struct guarded *g = ctx;
    if (g->n + bytes.n > g->max) return fail(e, RC_LIMIT, "the key file is too long");
    memcpy(g->p + g->n, bytes.p, (size_t)bytes.n);
    g->n += bytes.n;
    return RC_OK;
}

static rc to_buf(void *ctx, struct str bytes, struct err *e) {
    buf_put(ctx, bytes);
    return buf_ok(ctx) ? RC_OK : fail(e, RC_LIMIT, "the key file is too long");
}

static const char *file_of(struct arena *a, struct str dir, const char *name) {
    return cstr(a, str_fmt(a, "%.*s/keys/%s", SARG(dir), name));
}

/* The key file's text, encrypted to the recovery key. */
static rc write_age(struct store *s, struct arena a, const u8 pub[32], struct err *e) {
    char *from = a.beg, *text = sodium_malloc(KEY_FILE_MAX);
    u8 file_key[AGE_FILE_KEY];
    struct age_writer w;
    i64 n = 0;
    CHECK(text);
    os_random(file_key, sizeof file_key);
    struct buf b = buf_make(&a, 2 * KEY_FILE_MAX);
    buf_put(&b, age_header_x25519(&a, (const u8(*)[32])pub, 1, file_key));
    rc r = age_writer_begin(&w, &a, file_key, to_buf, &b, e);
    if (r == RC_OK) {
        r = keys_text(a, s->keys, text, KEY_FILE_MAX, &n, e);
        if (r == RC_OK) r = age_writer_add(&w, (struct str){text, n}, e);
        if (r == RC_OK)
            r = age_writer_end(&w, e);
        else
            age_writer_drop(&w);
    }
    sodium_free(text);
    if (r == RC_OK) r = os_replace_wiped(file_of(&a, s->dir, "recovery.age"), 0600, buf_str(&b), e);
    sodium_memzero(file_key, sizeof file_key);
    sodium_memzero(from, (size_t)(a.beg - from));
    return r;
}

static struct json *facts(struct arena *a, struct str id, i64 epoch, const u8 recovery[32],
                          int need, const struct json *shares) {
    struct json *o = json_obj(a);
    json_set_i(a, o, "epoch", epoch);
    json_set_str(a, o, "id", id);
    json_set_i(a, o, "need", need);
    json_set_str(a, o, "recovery", age_recipient_text(a, recovery));
    json_set(o, S("shares"), json_copy(a, shares));
    json_set_i(a, o, "v", 1);
    return o;
}

static rc write_json(struct store *s, struct arena a, const struct share *out, struct err *e) {
    struct json *list = json_arr(&a);
    u8 sig[64];
    for (int i = 0; i < out[0].of; i++)
        json_add(list, json_str(&a, hex_encode(&a, bytes_str(out[i].sha256, 32))));
    struct json *o = facts(&a, out[0].id, s->to.epoch, out[0].recovery, out[0].need, list);
    store_sign(s, PURPOSE, json_canon(&a, o), sig);
    json_set_str(&a, o, "signature", b64_encode(&a, bytes_str(sig, 64), true));
    return os_replace(file_of(&a, s->dir, "recovery.json"), 0600,
                      str_cat(&a, json_canon(&a, o), S("\n")), e);
}

static void split(struct arena a, const struct age_key *k, int need, int of, struct share *out) {
    char *from = a.beg;
    struct str secret = str_cat(&a, age_identity_text(&a, k->secret), S("\n"));
    share_split((const u8 *)secret.p, (int)secret.n, need, of, out);
    sodium_memzero(from, (size_t)(a.beg - from));
    for (int i = 0; i < of; i++)
        memcpy(out[i].recovery, k->pub, 32);
}

rc recovery_split(struct store *s, int need, int of, struct share *out, struct err *e) {
    struct arena a = s->scratch;
    struct age_key *k = sodium_malloc(sizeof *k);
    CHECK(k);
    age_key_make(k);
    struct str id = keys_case_id(&a, s->log.pub);
    rc r = os_mkdirs(cstr(&a, str_fmt(&a, "%.*s/keys", SARG(s->dir))), 0700, e);
    split(a, k, need, of, out);
    for (int i = 0; i < of; i++)
        out[i].id = id;
    if (r == RC_OK) r = write_age(s, a, k->pub, e);
    if (r == RC_OK) r = write_json(s, a, out, e);
    if (r == RC_OK) r = os_sync_dir(cstr(&a, s->dir), e);
    sodium_free(k);
    for (int i = 0; i < of; i++)
        out[i].id = (struct str){0}; /* of our scratch */
    return r;
}

rc recovery_drop(struct store *s, struct err *e) {
    static const char *const NAMES[] = {"recovery.age", "recovery.json"};
    struct arena a = s->scratch;
    for (i64 i = 0; i < LEN(NAMES); i++) {
        const char *path = file_of(&a, s->dir, NAMES[i]);
        if (!os_exists(path)) continue;
        TRY(os_wipe(path, e));
        TRY(os_remove(path, e));
    }
    return RC_OK;
}

/* ---- joining ---- */

struct told {
    u8 recovery[32];
    int need;
    const struct json *shares;
};

static rc read_told(struct arena *a, const char *dir, const struct case_file *c, struct told *out,
                    struct err *e) {
    struct str text, sig;
    struct json *o;
    TRY(os_read(a, file_of(a, str_c(dir), "recovery.json"), 64 << 10, &text, e));
    if (json_read(a, text, &o, NULL) != RC_OK ||
        !age_recipient_parse(json_get_str(o, "recovery"), out->recovery) || !json_get(o, "shares"))
        return fail(e, RC_INTEGRITY, "keys/recovery.json is damaged");
    out->need = (int)json_get_i(o, "need", 0);
    out->shares = json_get(o, "shares");
    struct json *again =
        facts(a, c->id, json_get_i(o, "epoch", 0), out->recovery, out->need, out->shares);
    struct str canon = json_canon(a, again);
    json_set_str(a, again, "signature", json_get_str(o, "signature"));
    sig = b64_decode(a, json_get_str(o, "signature"), true);
    if (sig.p && sig.n == 64 && str_eq(text, str_cat(a, json_canon(a, again), S("\n"))) &&
        store_sign_ok(c->log_pub, PURPOSE, canon, (const u8 *)sig.p))
        return RC_OK;
    return fail(e, RC_INTEGRITY, "keys/recovery.json is not signed by the case");
}

static rc not_ours(struct arena *a, const struct share *s, const char *why, struct err *e) {
    struct str sha = hex_encode(a, bytes_str(s->sha256, 32));
    fail(e, RC_CONFLICT, "share %d (sha256 %.*s) %s", s->number, SARG(sha), why);
    return err_hint(e, "use another share; the hashes of those in force are in keys/recovery.json");
}

static bool listed(struct arena a, const struct told *t, const struct share *s) {
    int i = 1;
    struct str sha = hex_encode(&a, bytes_str(s->sha256, 32));
    JSON_EACH(v, t->shares)
    if (i++ == s->number && str_eq(v->s, sha)) return true;
    return false;
}

static rc check_shares(struct arena *a, const struct case_file *c, const struct told *t,
                       const struct share *s, int n, struct err *e) {
    for (int i = 0; i < n; i++) {
        if (!str_eq(s[i].id, c->id)) return not_ours(a, &s[i], "is of another case", e);
        if (!listed(*a, t, &s[i]))
            return not_ours(a, &s[i],
                            "is none of those in force: void since a rotation or a new "
                            "split, or forged",
                            e);
        for (int k = 0; k < i; k++)
            if (s[k].number == s[i].number) return not_ours(a, &s[i], "is given twice", e);
    }
    if (n >= t->need) return RC_OK;
    return fail(e, RC_USAGE, "%d shares are needed; %d were given", t->need, n);
}

static rc open_age(struct arena a, const char *dir, const struct age_key *k, struct guarded *out,
                   struct err *e) {
    u8 file_key[AGE_FILE_KEY];
    struct str file;
    i64 used;
    TRY(os_read(&a, file_of(&a, str_c(dir), "recovery.age"), 2 * KEY_FILE_MAX, &file, e));
    TRY(age_header_open_any(a, file, k, file_key, &used, e));
    rc r = age_payload_open(a, str_sub(file, used, file.n), file_key, to_guarded, out, e);
    sodium_memzero(file_key, sizeof file_key);
    return r;
}

rc recovery_join(struct arena a, const char *dir, const struct share *s, int nshares, char *out,
                 i64 max, i64 *n, struct err *e) {
    struct case_file c;
    struct told t = {0};
    struct guarded to = {out, 0, max};
    TRY(case_read(&a, dir, &c, e));
    TRY(read_told(&a, dir, &c, &t, e));
    TRY(check_shares(&a, &c, &t, s, nshares, e));
    struct {
        u8 bytes[SHARE_BYTES_MAX];
        struct age_key key;
    } *secret = sodium_malloc(sizeof *secret);
    CHECK(secret);
    share_join(s, t.need, secret->bytes);
    struct str text = str_trim(bytes_str(secret->bytes, s[0].n));
    rc r = age_identity_parse(text, &secret->key) && !memcmp(secret->key.pub, t.recovery, 32)
               ? open_age(a, dir, &secret->key, &to, e)
               : fail(e, RC_INTEGRITY, "the shares do not give the recovery key of the case");
    sodium_free(secret);
    *n = to.n;
    return r;
}

rc recovery_key_file(struct arena scratch, const struct store_key_opts *o, struct str text,
                     struct err *e) {
    struct store_key_opts from = {.key_text = text};
    struct keys *k;
    TRY(keys_read(scratch, "", &from, &k, e));
    rc r = keys_write(scratch, o->key_file, k, o, e);
    keys_free(k);
    return r;
}
