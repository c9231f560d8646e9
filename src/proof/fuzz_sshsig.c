/* SSH keys and signatures from untrusted text: no crash; what parses is written back the same; a
 * message that nobody signed is refused. */
#include "base/limits.h"
#include "proof/sshsig.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t n);

int LLVMFuzzerTestOneInput(const u8 *data, size_t n) {
    struct arena original = arena_make("fuzz", 64 << 20), a = original;
    struct str text = {(const char *)data, (i64)n};
    struct err e = {0};
    struct ssh_key key;
    struct sshsig s;
    if (ssh_key_parse(&a, text, &key, &e) == RC_OK) {
        CHECK(str_starts(str_trim(text), ssh_key_text(&a, &key)));
        CHECK(ssh_fingerprint(&a, &key).n == 50);
    }
    e = (struct err){0};
    if (sshsig_parse(&a, text, &s, &e) == RC_OK) {
        CHECK(s.ns.n > 0 && s.key.type.n > 0);
        CHECK(sshsig_verify(a, &s, s.ns, S("never signed by anybody"), &e) == RC_INTEGRITY);
    }
    arena_drop(original);
    return 0;
}
