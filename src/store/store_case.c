/* cairn.case: canonical JSON and a newline, signed, so that no bit of it is free. */
#include "store/store_int.h"

#include "proof/sign.h"

#define TAG "cairn/case/v1\n"

static struct json *facts(struct arena *a, struct str name, const struct keys *k) {
    struct json *o = json_obj(a);
    struct note_key key;
    struct err e = {0};
    CHECK(note_key_make(sigsum_origin(a, k->log_pub), NOTE_ED25519, k->log_pub, &key, &e) == RC_OK);
    json_set_i(a, o, "format", 1);
    json_set_str(a, o, "id", keys_case_id(a, k->log_pub));
    json_set_str(a, o, "log", note_vkey(a, &key));
    json_set_str(a, o, "name", name);
    json_set_str(a, o, "recipient", age_recipient_text(a, k->age.pub));
    return o;
}

struct str case_text(struct arena *a, struct str name, const struct keys *k) {
    struct json *o = facts(a, name, k);
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

rc case_parse(struct arena *a, struct str text, struct case_file *out, struct err *e) {
    struct json *o;
    struct note_key key;
    struct err low = {0};
    if (json_read(a, text, &o, &low) != RC_OK || o->type != JSON_OBJECT)
        return bad(e, "it is not a JSON object");
    if (!str_eq(str_cat(a, json_canon(a, o), S("\n")), text)) return bad(e, "it was altered");
    if (json_get_i(o, "format", 0) < 1) return bad(e, "it has no format");
    if (json_get_i(o, "format", 0) != 1) {
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
    if (!age_recipient_parse(json_get_str(o, "recipient"), out->recipient))
        return bad(e, "it has no age recipient");
    TRY(check_signature(a, o, key.pub, e));
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
