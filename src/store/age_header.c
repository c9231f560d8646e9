/* The textual header of an age file: stanzas, wrapping and unwrapping of the file key, the MAC. */
#include "store/age.h"

#include "proof/hash.h"
#include "store/age_aead.h"
#include "store/bech32.h"
#include "sys/os.h"

#include <sodium.h>

#define INTRO   "age-encryption.org/v1\n"
#define X_INFO  "age-encryption.org/v1/X25519"
#define SC_INFO "age-encryption.org/v1/scrypt"

void age_key_from(struct age_key *k, const u8 secret[32]) {
    CHECK(sodium_init() >= 0);
    memmove(k->secret, secret, 32);
    k->next = NULL;
    CHECK(crypto_scalarmult_base(k->pub, k->secret) == 0);
}

void age_key_make(struct age_key *k) {
    os_random(k->secret, 32);
    age_key_from(k, k->secret);
}

struct str age_recipient_text(struct arena *a, const u8 pub[32]) {
    return bech32_encode(a, S("age"), bytes_str(pub, 32));
}

struct str age_identity_text(struct arena *a, const u8 secret[32]) {
    struct str s = bech32_encode(a, S("age-secret-key-"), bytes_str(secret, 32));
    char *p = (char *)s.p;
    for (i64 i = 0; i < s.n; i++)
        if (p[i] >= 'a' && p[i] <= 'z') p[i] -= 'a' - 'A';
    return s;
}

bool age_recipient_parse(struct str text, u8 pub[32]) {
    u8 raw[64];
    i64 n;
    if (!bech32_decode(text, S("age"), raw, &n) || n != 32) return false;
    memcpy(pub, raw, 32);
    return true;
}

bool age_identity_parse(struct str text, struct age_key *out) {
    u8 raw[64];
    i64 n;
    if (!bech32_decode(text, S("age-secret-key-"), raw, &n) || n != 32) return false;
    age_key_from(out, raw);
    sodium_memzero(raw, sizeof raw);
    return true;
}

static void header_mac(const u8 file_key[16], struct str covered, u8 mac[32]) {
    u8 key[32];
    hkdf_sha256(bytes_str(file_key, 16), S(""), S("header"), key);
    hmac_sha256(bytes_str(key, 32), covered, mac);
    sodium_memzero(key, sizeof key);
}

static struct str finish(struct buf *b, const u8 file_key[16]) {
    u8 mac[32];
    buf_puts(b, "---");
    header_mac(file_key, buf_str(b), mac);
    buf_c(b, ' ');
    buf_put(b, b64_encode(b->a, bytes_str(mac, 32), false));
    buf_c(b, '\n');
    CHECK(buf_ok(b));
    return buf_str(b);
}

static void x25519_wrap_key(const u8 shared[32], const u8 share[32], const u8 recipient[32],
                            u8 out[32]) {
    u8 salt[64];
    memcpy(salt, share, 32);
    memcpy(salt + 32, recipient, 32);
    hkdf_sha256(bytes_str(shared, 32), bytes_str(salt, 64), S(X_INFO), out);
}

static void put_stanza_x25519(struct buf *b, const u8 recipient[32], const u8 file_key[16]) {
    struct age_key once;
    u8 shared[32], wrap[32], body[32];
    age_key_make(&once);
    CHECK(crypto_scalarmult(shared, once.secret, recipient) == 0);
    x25519_wrap_key(shared, once.pub, recipient, wrap);
    age_wrap(wrap, file_key, body);
    buf_puts(b, "-> X25519 ");
    buf_put(b, b64_encode(b->a, bytes_str(once.pub, 32), false));
    buf_c(b, '\n');
    buf_put(b, b64_encode(b->a, bytes_str(body, 32), false));
    buf_c(b, '\n');
    sodium_memzero(&once, sizeof once);
    sodium_memzero(shared, sizeof shared);
    sodium_memzero(wrap, sizeof wrap);
}

struct str age_header_x25519(struct arena *a, const u8 (*recipients)[32], int n,
                             const u8 file_key[16]) {
    CHECK(n >= 1 && n <= AGE_STANZAS_MAX);
    struct buf b = buf_make(a, AGE_HEADER_MAX);
    buf_puts(&b, INTRO);
    for (int i = 0; i < n; i++)
        put_stanza_x25519(&b, recipients[i], file_key);
    return finish(&b, file_key);
}

static rc scrypt_wrap_key(struct str passphrase, const u8 salt16[16], int work, u8 out[32],
                          struct err *e) {
    u8 salt[sizeof SC_INFO - 1 + 16];
    memcpy(salt, SC_INFO, sizeof SC_INFO - 1);
    memcpy(salt + sizeof SC_INFO - 1, salt16, 16);
    const u8 *p = (const u8 *)passphrase.p;
    if (crypto_pwhash_scryptsalsa208sha256_ll(p, (size_t)passphrase.n, salt, sizeof salt,
                                              (u64)1 << work, 8, 1, out, 32) != 0)
        return fail(e, RC_LIMIT, "not enough memory for scrypt with work factor %d", work);
    return RC_OK;
}

rc age_header_scrypt(struct arena *a, struct str passphrase, int work, const u8 file_key[16],
                     struct str *out, struct err *e) {
    u8 salt[16], wrap[32], body[32];
    CHECK(work >= 1 && work <= SCRYPT_WORK_MAX && passphrase.n > 0);
    os_random(salt, sizeof salt);
    TRY(scrypt_wrap_key(passphrase, salt, work, wrap, e));
    age_wrap(wrap, file_key, body);
    sodium_memzero(wrap, sizeof wrap);
    struct buf b = buf_make(a, AGE_HEADER_MAX);
    buf_puts(&b, INTRO "-> scrypt ");
    buf_put(&b, b64_encode(a, bytes_str(salt, 16), false));
    buf_fmt(&b, " %d\n", work);
    buf_put(&b, b64_encode(a, bytes_str(body, 32), false));
    buf_c(&b, '\n');
    *out = finish(&b, file_key);
    return RC_OK;
}

enum { ARGS_MAX = 8 };
struct stanza {
    struct str arg[ARGS_MAX];
    int nargs; /* may be more than ARGS_MAX: counted, not kept */
    struct str body;
};
struct header {
    struct stanza *stanza;
    int n;
    struct str covered, mac;
    i64 used;
};

/* A line ended by LF, without it; p == NULL when there is none. */
static struct str line(struct str *rest) {
    i64 at = str_chr(*rest, '\n', 0);
    if (at < 0) return (struct str){0};
    struct str l = str_sub(*rest, 0, at);
    *rest = str_sub(*rest, at + 1, rest->n);
    return l;
}

static bool parse_args(struct str l, struct stanza *s) {
    while (l.p) {
        struct str arg = str_cut(&l, ' ');
        if (arg.n < 1) return false;
        for (i64 i = 0; i < arg.n; i++)
            if (arg.p[i] < 0x21 || arg.p[i] > 0x7e) return false;
        if (s->nargs < ARGS_MAX) s->arg[s->nargs] = arg;
        s->nargs++;
    }
    return true;
}

static bool parse_body(struct arena *a, struct str *rest, struct stanza *s) {
    struct buf b = buf_make(a, AGE_HEADER_MAX);
    for (;;) {
        struct str l = line(rest);
        if (!l.p || l.n > 64) return false;
        struct str raw = b64_decode(a, l, false);
        if (!raw.p) return false;
        buf_put(&b, raw);
        if (l.n < 64) break;
    }
    s->body = buf_str(&b);
    return buf_ok(&b);
}

static bool parse(struct arena *a, struct str file, struct header *h) {
    struct str all = str_sub(file, 0, AGE_HEADER_MAX), rest = all;
    if (!str_starts(rest, S(INTRO))) return false;
    rest = str_sub(rest, S(INTRO).n, rest.n);
    h->stanza = NEWN(a, struct stanza, AGE_STANZAS_MAX);
    while (str_starts(rest, S("-> "))) {
        if (h->n == AGE_STANZAS_MAX) return false;
        struct str l = line(&rest);
        if (!l.p || !parse_args(str_sub(l, 3, l.n), &h->stanza[h->n])) return false;
        if (!parse_body(a, &rest, &h->stanza[h->n++])) return false;
    }
    if (h->n == 0 || !str_starts(rest, S("--- "))) return false;
    h->covered = str_sub(all, 0, all.n - rest.n + 3);
    struct str l = line(&rest);
    if (!l.p) return false;
    h->mac = b64_decode(a, str_sub(l, 4, l.n), false);
    h->used = all.n - rest.n;
    return h->mac.p && h->mac.n == 32;
}

static enum age_end open_x25519(struct arena a, const struct stanza *s, const struct age_key *k,
                                u8 file_key[16]) {
    u8 shared[32], wrap[32];
    struct str share = s->nargs == 2 ? b64_decode(&a, s->arg[1], false) : (struct str){0};
    if (!share.p || share.n != 32 || s->body.n != 32) return AGE_BAD_HEADER;
    if (crypto_scalarmult(shared, k->secret, (const u8 *)share.p) != 0) return AGE_BAD_HEADER;
    x25519_wrap_key(shared, (const u8 *)share.p, k->pub, wrap);
    bool ok = age_unwrap(wrap, (const u8 *)s->body.p, file_key);
    sodium_memzero(shared, sizeof shared);
    sodium_memzero(wrap, sizeof wrap);
    return ok ? AGE_OK : AGE_NO_MATCH;
}

static bool parse_work(struct str s, int *work) {
    i64 v;
    if (s.n < 1 || s.n > 2 || s.p[0] < '1' || s.p[0] > '9' || !str_i64(s, &v)) return false;
    *work = (int)v;
    return v <= SCRYPT_WORK_MAX;
}

static enum age_end open_scrypt(struct arena a, const struct stanza *s, struct str passphrase,
                                u8 file_key[16], struct err *e) {
    u8 wrap[32];
    int work;
    struct str salt = s->nargs == 3 ? b64_decode(&a, s->arg[1], false) : (struct str){0};
    if (!salt.p || salt.n != 16 || s->body.n != 32 || !parse_work(s->arg[2], &work))
        return AGE_BAD_HEADER;
    if (passphrase.n == 0) return AGE_NO_MATCH;
    if (scrypt_wrap_key(passphrase, (const u8 *)salt.p, work, wrap, e) != RC_OK)
        return AGE_NO_MATCH;
    bool ok = age_unwrap(wrap, (const u8 *)s->body.p, file_key);
    sodium_memzero(wrap, sizeof wrap);
    return ok ? AGE_OK : AGE_NO_MATCH;
}

static enum age_end unwrap(struct arena a, const struct header *h, const struct age_secrets *with,
                           u8 file_key[16], struct err *e) {
    bool foreign = true;
    for (int i = 0; i < h->n; i++) {
        const struct stanza *s = &h->stanza[i];
        if (str_eqc(s->arg[0], "scrypt"))
            return h->n == 1 ? open_scrypt(a, s, with->passphrase, file_key, e) : AGE_BAD_HEADER;
    }
    for (int i = 0; i < h->n; i++) {
        const struct stanza *s = &h->stanza[i];
        if (!str_eqc(s->arg[0], "X25519")) continue;
        foreign = false;
        for (int k = 0; k < with->nkeys; k++) {
            enum age_end end = open_x25519(a, s, &with->keys[k], file_key);
            if (end != AGE_NO_MATCH) return end;
        }
    }
    return foreign ? AGE_FOREIGN : AGE_NO_MATCH;
}

rc age_header_open(struct arena scratch, struct str file, const struct age_secrets *with,
                   u8 file_key[16], i64 *used, enum age_end *end, struct err *e) {
    struct header h = {0};
    enum age_end none, *out = end ? end : &none;
    *used = 0;
    *out = AGE_BAD_HEADER;
    if (!parse(&scratch, file, &h)) return fail(e, RC_INTEGRITY, "the age header is malformed");
    *used = h.used;
    *out = unwrap(scratch, &h, with, file_key, e);
    if (*out == AGE_BAD_HEADER) return fail(e, RC_INTEGRITY, "the age header is malformed");
    if (*out == AGE_NO_MATCH) return fail(e, RC_DENIED, "no key at hand opens this age file");
    if (*out == AGE_FOREIGN)
        return fail(e, RC_UNSUPPORTED, "the age file is for recipients of a kind not supported");
    u8 mac[32];
    header_mac(file_key, h.covered, mac);
    if (sodium_memcmp(mac, h.mac.p, 32) == 0) return RC_OK;
    *out = AGE_BAD_MAC;
    sodium_memzero(file_key, 16);
    return fail(e, RC_INTEGRITY, "the age header was altered");
}

rc age_header_open_any(struct arena scratch, struct str file, const struct age_key *key,
                       u8 file_key[16], i64 *used, struct err *e) {
    for (;; key = key->next) {
        struct age_secrets with = {.keys = key, .nkeys = 1};
        struct err low = {0};
        rc r = age_header_open(scratch, file, &with, file_key, used, NULL, &low);
        if (r == RC_OK || r != RC_DENIED || !key->next)
            return r == RC_OK ? r : fail(e, r, "%s", low.msg);
    }
}
