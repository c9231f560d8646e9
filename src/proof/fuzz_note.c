/* Notes, checkpoints, verifier keys, Sigsum and tlog proofs from untrusted text: no crash; what
 * parses is written back the same. */
#include "proof/sigsum.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t n);

static void proofs(struct arena *a, struct str text) {
    static const u8 key[32] = {1};
    struct err e = {0};
    struct sigsum_proof s;
    struct tlog_proof t;
    if (sigsum_proof_parse(a, text, &s, &e) == RC_OK)
        CHECK(sigsum_proof_verify(a, &s, key, key, key, &e) == RC_INTEGRITY);
    e = (struct err){0};
    if (tlog_proof_parse(a, text, &t, &e) == RC_OK) CHECK(t.index >= 0 && t.npath <= 63);
}

static void note(struct arena *a, struct str text) {
    struct note *n = NEW(a, struct note);
    struct err e = {0};
    struct checkpoint c;
    struct note_key key;
    if (note_vkey_parse(a, text, &key, &e) == RC_OK) CHECK(key.name.n > 0);
    e = (struct err){0};
    if (note_parse(a, text, n, &e) != RC_OK) return;
    CHECK(n->nsigs > 0 && n->text.n > 0);
    u8 pub[32] = {9};
    CHECK(note_key_make(n->sig[0].name, NOTE_ED25519, pub, &key, &e) == RC_OK);
    CHECK(note_verify(n, &key, 1, NULL, NULL, &e) != RC_OK);
    e = (struct err){0};
    if (checkpoint_parse(a, n->text, &c, &e) == RC_OK)
        CHECK(str_eq(checkpoint_text(a, &c), n->text));
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t n) {
    struct arena original = arena_make("fuzz", 64 << 20), a = original;
    struct str text = {(const char *)data, (i64)n};
    note(&a, text);
    proofs(&a, text);
    arena_drop(original);
    return 0;
}
