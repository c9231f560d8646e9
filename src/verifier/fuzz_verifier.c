/* Files of any bytes, several at once: refused or told, never a crash, and no line that says more
 * than it may. The files of one input are parted by lines "%%%%"; the first may be a verifier key
 * or a policy. */
#include "verifier/verifier.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t n);

static void line(void *ctx, struct str file, const char *state, const char *what,
                 struct str words) {
    i64 *bytes = ctx;
    CHECK(str_eqc(S("checked"), state) || str_eqc(S("attested"), state) ||
          str_eqc(S("not checked here"), state));
    CHECK(what[0] && file.n >= 0);
    *bytes += words.n;
}

static struct str next_file(struct str *rest) {
    i64 at = str_find(*rest, S("\n%%%%\n"), 0);
    struct str file = str_sub(*rest, 0, at < 0 ? rest->n : at + 1);
    *rest = at < 0 ? (struct str){0} : str_sub(*rest, at + 6, rest->n);
    return file;
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t n) {
    struct arena original = arena_make("fuzz", 256 << 20), a = original;
    struct arena scratch = arena_make("fuzz work", 256 << 20);
    i64 bytes = 0;
    struct verifier v = {.a = &a, .scratch = scratch, .line = line, .ctx = &bytes};
    struct str rest = {(const char *)data, (i64)n};
    struct err e = {0};
    if (str_starts(rest, S("log "))) v.trust.policy = next_file(&rest);
    if (str_has(str_sub(rest, 0, 200), S("+"))) v.trust.vkey = str_trim(next_file(&rest));
    rc r = verifier_begin(&v, &e);
    for (int i = 0; r == RC_OK && rest.n && i < 8; i++) {
        struct err low = {0};
        rc one = verifier_bytes(&v, S("file"), next_file(&rest), &low);
        CHECK(one == RC_OK || (low.code == one && low.msg[0]));
    }
    if (r == RC_OK) r = verifier_end(&v, &e);
    CHECK(r == RC_OK || (e.code == r && e.msg[0]));
    arena_drop(scratch);
    arena_drop(original);
    return 0;
}
