/* cairn.case: canonical JSON and a newline, signed, so that no bit of it is free. Format 1 as long
 * as there is one key, that of epoch 0. */
#include "store/store_int.h"

#include "proof/sign.h"

#include <sys/stat.h>

#define TAG "cairn/case/v1\n"

static void set_keys(struct arena *a, struct json *o, const struct case_keys *to) {
    int others = to->n - 1 - to->recovery;
    bool plain = to->epoch == 0 && to->n == 1 && !to->pending;
    json_set_i(a, o, "format", plain ? 1 : 2);
    json_set_str(a, o, "recipient", age_recipient_text(a, to->key[0]));
    if (plain) return;
    json_set_i(a, o, "epoch", to->epoch);
    if (to->pending) json_set(o, S("pending"), json_bool(a, true));
    struct json *list = json_set(o, S("recipients"), json_arr(a));
    for (int i = 1; i <= others; i++)
        json_add(list, json_str(a, age_recipient_text(a, to->key[i])));
    if (to->recovery) json_set_str(a, o, "recovery", age_recipient_text(a, to->key[to->n - 1]));
}

static struct json *facts(struct arena *a, struct str name, const u8 log_pub[32],
                          const struct case_keys *to) {
    struct json *o = json_obj(a);
    struct note_key key;
    struct err e = {0};
    CHECK(note_key_make(sigsum_origin(a, log_pub), NOTE_ED25519, log_pub, &key, &e) == RC_OK);
    json_set_str(a, o, "id", keys_case_id(a, log_pub));
    json_set_str(a, o, "log", note_vkey(a, &key));
    json_set_str(a, o, "name", name);
    set_keys(a, o, to);
    return o;
}

struct str case_text(struct arena *a, struct str name, const struct keys *k,
                     const struct case_keys *to) {
    struct json *o = facts(a, name, k->log_pub, to);
    u8 sig[64];
    sign_make(k->log_secret, str_cat(a, S(TAG), json_canon(a, o)), sig);
    json_set_str(a, o, "signature", b64_encode(a, bytes_str(sig, 64), true));
    return str_cat(a, json_canon(a, o), S("\n"));
}

static rc bad(struct err *e, const char *why) {
    return fail(e, RC_INTEGRITY, "cairn.case: %s", why);
}

static rc check_signature(struct arena *a, const struct json *o, const u8 pub[32], struct err *e) {
    struct json *unsigned_one = json_obj(a);
    JSON_EACH(v, o)
    if (!str_eqc(v->key, "signature")) json_set(unsigned_one, v->key, json_copy(a, v));
    struct str sig = b64_decode(a, json_get_str(o, "signature"), true);
    if (!sig.p || sig.n != 64) return bad(e, "it is not signed");
    struct str text = str_cat(a, S(TAG), json_canon(a, unsigned_one));
    return sign_ok(pub, text, (const u8 *)sig.p) ? RC_OK : bad(e, "its signature does not verify");
}

static bool take_key(struct case_keys *to, struct str text) {
    return to->n < LEN(to->key) && age_recipient_parse(text, to->key[to->n++]);
}

static bool take_keys(const struct json *o, struct case_keys *to) {
    const struct json *recovery = json_get(o, "recovery");
    *to = (struct case_keys){.epoch = json_get_i(o, "epoch", 0)};
    if (!take_key(to, json_get_str(o, "recipient")) || to->epoch < 0) return false;
    JSON_EACH(v, json_get(o, "recipients"))
    if (to->n > RECIPIENTS_MAX || !take_key(to, v->s)) return false;
    to->recovery = recovery != NULL;
    to->pending = json_get_bool(o, "pending");
    return !recovery || take_key(to, recovery->s);
}

/* Nothing in it but what we would write. */
static bool one_spelling(struct arena *a, const struct json *o, const struct case_file *c) {
    struct json *again = facts(a, c->name, c->log_pub, &c->to);
    json_set_str(a, again, "signature", json_get_str(o, "signature"));
    return str_eq(json_canon(a, again), json_canon(a, o));
}

rc case_parse(struct arena *a, struct str text, struct case_file *out, struct err *e) {
    struct json *o;
    struct note_key key;
    struct err low = {0};
    if (json_read(a, text, &o, &low) != RC_OK || o->type != JSON_OBJECT)
        return bad(e, "it is not a JSON object");
    if (!str_eq(str_cat(a, json_canon(a, o), S("\n")), text)) return bad(e, "it was altered");
    if (json_get_i(o, "format", 0) < 1) return bad(e, "it has no format");
    if (json_get_i(o, "format", 0) > 2) {
        fail(e, RC_UNSUPPORTED, "cairn.case: format %lld is not known here",
             (long long)json_get_i(o, "format", 0));
        return err_hint(
            e,
            "a newer cairn made the case, or the file is damaged: use that version, or a backup");
    }
    out->name = json_get_str(o, "name");
    out->id = json_get_str(o, "id");
    out->vkey = json_get_str(o, "log");
    if (note_vkey_parse(a, out->vkey, &key, &low) != RC_OK || key.type != NOTE_ED25519)
        return bad(e, "it has no verifier key");
    memcpy(out->log_pub, key.pub, 32);
    if (!take_keys(o, &out->to)) return bad(e, "it has no age recipient");
    TRY(check_signature(a, o, key.pub, e));
    if (!one_spelling(a, o, out)) return bad(e, "it is not written as cairn writes it");
    bool same =
        str_eq(out->id, keys_case_id(a, key.pub)) && str_eq(key.name, sigsum_origin(a, key.pub));
    return same ? RC_OK : bad(e, "its id is not that of its key");
}

rc case_read(struct arena *a, const char *dir, struct case_file *out, struct err *e) {
    struct str text;
    struct err low = {0};
    const char *path = cstr(a, str_fmt(a, "%s/cairn.case", dir));
    rc r = os_read(a, path, 64 << 10, &text, &low);
    if (r == RC_NOTFOUND) {
        fail(e, RC_NOTFOUND, "there is no case in %s", dir);
        return err_hint(e, "make one with `cairn init`");
    }
    if (r != RC_OK) return fail(e, low.code, "%s", low.msg);
    return case_parse(a, text, out, e);
}

static const char *path_of(const struct store *s, struct arena *a) {
    return cstr(a, str_fmt(a, "%.*s/cairn.case", SARG(s->dir)));
}

static bool stamp(const struct store *s, i64 out[3]) {
    struct arena a = s->scratch;
    struct stat st;
    if (stat(path_of(s, &a), &st) != 0) return false;
    out[0] = (i64)st.st_ino;
    out[1] = (i64)st.st_size;
    out[2] = (i64)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
    return true;
}

void case_stamp(struct store *s) {
    if (!stamp(s, s->case_stamp)) s->case_stamp[0] = -1;
}

rc case_again(struct store *s, struct err *e) {
    struct arena a = s->scratch;
    struct case_file c;
    i64 now[3];
    if (stamp(s, now) && memcmp(now, s->case_stamp, sizeof now) == 0) return RC_OK;
    TRY(case_read(&a, cstr(&a, s->dir), &c, e));
    if (memcmp(c.log_pub, s->keys->log_pub, 32) != 0) return bad(e, "it is that of another case");
    if (!keys_take(s->keys, c.to.key[0])) {
        fail(e, RC_DENIED, "the keys of the case were rotated since it was opened");
        return err_hint(e, "run the command again with the new key file; start a desk again");
    }
    s->to = c.to;
    memcpy(s->case_stamp, now, sizeof now);
    return RC_OK;
}
