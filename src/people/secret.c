/* Passphrases: Argon2id (RFC 9106) through libsodium, the work stored in front of each hash. */
#include "people/people_inner.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <sodium.h>
#include <stdlib.h>
#include <utf8proc.h>

/* What a login with an unknown name is checked against: any well-formed hash with today's work. */
#define NOBODY                                                                                     \
    "$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$"                                       \
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

/* RFC 8265 OpaqueString: one keyboard composes й, another does not. Freed by free_normal. */
static char *normal(struct arena a, struct str words) {
    utf8proc_uint8_t *p = utf8proc_NFC((const utf8proc_uint8_t *)cstr(&a, words));
    CHECK(p != NULL);
    return (char *)p;
}

static void free_normal(char *p) {
    sodium_memzero(p, strlen(p));
    free(p);
}

static bool is_passphrase(struct str words) {
    return words.n > 0 && words.n <= PASSPHRASE_MAX && utf8_invalid(words) < 0 &&
           str_chr(words, 0, 0) < 0;
}

static i64 characters(struct str s) {
    i64 n = 0;
    u32 cp;
    for (i64 i = 0; i < s.n; n++)
        i += utf8_next(s, i, &cp);
    return n;
}

rc passphrase_hash(struct arena *a, struct str account, struct str passphrase, struct str *hash,
                   struct err *e) {
    if (!is_passphrase(passphrase) || characters(passphrase) < PASSPHRASE_MIN) {
        fail(e, RC_USAGE, "a passphrase has at least %d characters", PASSPHRASE_MIN);
        return err_hint(e, "four or five words that do not belong together are good and easy");
    }
    struct str folded = account_fold(a, passphrase);
    if (folded.n && str_eq(folded, account_fold(a, account)))
        return fail(e, RC_USAGE, "the passphrase is the account's name");
    CHECK(sodium_init() >= 0);
    char *words = normal(*a, passphrase), *out = NEWN(a, char, crypto_pwhash_STRBYTES);
    int bad = crypto_pwhash_str(out, words, strlen(words), PASSPHRASE_PASSES, PASSPHRASE_MEMORY);
    free_normal(words);
    if (bad) return fail(e, RC_LIMIT, "not enough memory to work on a passphrase");
    *hash = str_c(out);
    return RC_OK;
}

bool passphrase_same(struct arena *a, struct str hash, struct str passphrase) {
    bool can = hash.n > 0 && is_passphrase(passphrase);
    const char *want = can ? cstr(a, hash) : NOBODY;
    char *words = normal(*a, is_passphrase(passphrase) ? passphrase : S("-"));
    int bad = crypto_pwhash_str_verify(want, words, strlen(words));
    free_normal(words);
    return !bad && can;
}

bool passphrase_is_old(struct arena *a, struct str hash) {
    return crypto_pwhash_str_needs_rehash(cstr(a, hash), PASSPHRASE_PASSES, PASSPHRASE_MEMORY) != 0;
}
