#include "verifier/verifier.h"

#include "base/json.h"
#include "base/limits.h"
#include "proof/sigsum.h"
#include "sys/os.h"

void verifier_say(struct verifier *v, const char *state, const char *what, struct str words) {
    if (str_eqc(S("not checked"), state)) state = "not checked here";
    v->line(v->ctx, v->file, state, what, words);
}

static void receipt_line(void *ctx, const char *state, const char *what, struct str words) {
    verifier_say(ctx, state, what, words);
}

rc verifier_begin(struct verifier *v, struct err *e) {
    if (!v->trust.policy.n) return RC_OK;
    v->policy = NEW(v->a, struct policy);
    return policy_parse(v->a, v->trust.policy, v->policy, e);
}

/* The receipt's own key: it was held against the verifier's by the check. */
static rc keep_receipt_head(struct verifier *v, const struct json *r, struct err *e) {
    struct note_key key;
    struct err why = {0};
    if (note_vkey_parse(v->a, json_get_str(r, "vkey"), &key, &why) != RC_OK)
        return fail(e, RC_INTEGRITY, "the receipt's verifier key");
    return verifier_keep(v, json_get_str(r, "checkpoint"), &key, NULL, e);
}

static rc receipt(struct verifier *v, struct str text, struct err *e) {
    struct arena *a = v->a;
    struct json *r;
    TRY(receipt_verify(a, v->scratch, text, &v->trust, receipt_line, v, e));
    TRY(json_read(a, text, &r, e));
    return keep_receipt_head(v, r, e);
}

struct str verifier_item_hash(struct arena *a, struct str text) {
    struct json *r;
    struct err why = {0};
    if (json_read(a, text, &r, &why) != RC_OK) return (struct str){0};
    const struct json *about = json_get(r, "about");
    struct str id = json_get_str(about, "id");
    if (!str_eqc(json_get_str(about, "noun"), "item") || !str_starts(id, S("sha256:")))
        return (struct str){0};
    return str_sub(id, 7, id.n);
}

/* Its key may be in what comes after it. */
static rc bare_note(struct verifier *v, struct str text, struct err *e) {
    if (verifier_has_key(v, text)) return verifier_note(v, text, NULL, NULL, e);
    *PUSH(v->a, v->note, v->nnotes, v->capnotes) = (struct verifier_late){v->file, text};
    return RC_OK;
}

static rc tlog_proof(struct verifier *v, struct str text, struct err *e) {
    struct tlog_proof p;
    TRY(tlog_proof_parse(v->a, text, &p, e));
    verifier_say(v, "not checked", "leaf",
                 S("which bytes the proof is of: only its checkpoint is "
                   "looked at here"));
    return bare_note(v, p.checkpoint_note, e);
}

/* DER of a TimeStampResp: a SEQUENCE. */
static bool is_stamp(struct str bytes) {
    return bytes.n > 16 && (u8)bytes.p[0] == 0x30 && (u8)bytes.p[1] >= 0x80;
}

static bool is_note(struct verifier *v, struct str bytes) {
    struct arena a = v->scratch;
    struct note *n = NEW(&a, struct note);
    struct checkpoint c;
    struct err why = {0};
    return note_parse(&a, bytes, n, &why) == RC_OK &&
           checkpoint_parse(&a, n->text, &c, &why) == RC_OK;
}

rc verifier_bytes(struct verifier *v, struct str file, struct str bytes, struct err *e) {
    v->file = file;
    if (str_starts(bytes, S("{"))) return receipt(v, bytes, e);
    if (str_starts(bytes, S("c2sp.org/tlog-proof@v1\n"))) return tlog_proof(v, bytes, e);
    if (is_stamp(bytes)) {
        *PUSH(v->a, v->stamp, v->nstamps, v->capstamps) = (struct verifier_late){file, bytes};
        return RC_OK;
    }
    if (is_note(v, bytes)) return bare_note(v, bytes, e);
    rc r = fail(e, RC_USAGE, "\"%.*s\" is nothing that can be checked here", SARG(file));
    return err_hint(e, "give a receipt, a bag, an exported log, a checkpoint or a stamp"), r;
}

static bool holds(struct arena scratch, const char *dir, const char *name) {
    return os_exists(cstr(&scratch, str_fmt(&scratch, "%s/%s", dir, name)));
}

rc verifier_path(struct verifier *v, const char *path, struct err *e) {
    struct str bytes;
    v->file = str_c(path);
    if (!os_is_dir(path)) {
        TRY(os_read(v->a, path, RECEIPT_BYTES_MAX, &bytes, e));
        return verifier_bytes(v, str_c(path), bytes, e);
    }
    if (holds(v->scratch, path, "bagit.txt")) return verifier_bag(v, path, e);
    if (holds(v->scratch, path, "checkpoint")) return verifier_log(v, path, e);
    if (holds(v->scratch, path, "log/checkpoint"))
        return verifier_log(v, cstr(v->a, str_fmt(v->a, "%s/log", path)), e);
    rc r = fail(e, RC_USAGE, "\"%s\" is neither a bag nor an exported log", path);
    return err_hint(e, "a bag holds bagit.txt, a log holds checkpoint and tile/"), r;
}
