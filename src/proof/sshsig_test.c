#include "base/t.h"
#include "proof/hash.h"
#include "proof/sign.h"
#include "proof/sshsig.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>

#define NS  "act@cairn"
#define MSG "{\"act\":\"transferred\"}"

static bool run(struct arena *a, const char *fmt, const char *x, const char *y) {
    return system(cstr(a, str_fmt(a, fmt, x, y))) == 0;
}

static bool have_ssh(void) {
    bool have = system("command -v ssh-keygen >/dev/null 2>&1") == 0;
    if (!have) test_skip("ssh-keygen is not installed");
    return have;
}

static void put(struct arena *a, const char *dir, const char *name, struct str bytes) {
    FILE *f = fopen(cstr(a, str_fmt(a, "%s/%s", dir, name)), "wb");
    if (!EXPECT(f)) return;
    EXPECT_INT(fwrite(bytes.p, 1, (size_t)bytes.n, f), bytes.n);
    EXPECT_INT(fclose(f), 0);
}

static struct str get(struct arena *a, const char *dir, const char *name) {
    return test_file(a, cstr(a, str_fmt(a, "%s/%s", dir, name)));
}

/* dir/m, dir/k, dir/k.pub, dir/m.sig by the real tool. */
static bool make_signed(struct arena *a, const char *dir, const char *kind, const char *extra) {
    put(a, dir, "m", S(MSG));
    return EXPECT(run(a, "rm -f %s/k %s/m.sig", dir, dir)) &&
           EXPECT(run(a, "ssh-keygen -q -N '' -C c -f %s/k -t %s", dir, kind)) &&
           EXPECT(run(a, "cd %s && ssh-keygen -Y sign -q -f k -n " NS " %s m 2>/dev/null", dir,
                      extra));
}

/* What ssh-keygen says of dir/m and dir/m.sig by the key in dir/k.pub. */
static bool ssh_says(struct arena *a, const char *dir, const char *ns) {
    return run(a,
               "cd %s && { printf 'p '; cat k.pub; } > allowed && ssh-keygen -Y verify -q -f "
               "allowed -I p -n %s -s m.sig < m >/dev/null 2>&1",
               dir, ns);
}

static rc ours(struct arena a, struct str armored, struct str ns, struct str message) {
    struct sshsig s;
    struct err e = {0};
    TRY(sshsig_parse(&a, armored, &s, &e));
    return sshsig_verify(a, &s, ns, message, &e);
}

static void one_kind(const char *kind, const char *extra) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    struct ssh_key key;
    struct sshsig s;
    struct err e = {0};
    if (!make_signed(&a, dir, kind, extra)) return;
    struct str armored = get(&a, dir, "m.sig"), pub = get(&a, dir, "k.pub");
    EXPECT_OK(ours(a, armored, S(NS), S(MSG)));
    EXPECT(ssh_says(&a, dir, NS));
    EXPECT_INT(ours(a, armored, S("file"), S(MSG)), RC_INTEGRITY);
    EXPECT(!ssh_says(&a, dir, "file"));
    EXPECT_INT(ours(a, armored, S(NS), S(MSG " ")), RC_INTEGRITY);
    EXPECT_OK(ssh_key_parse(&a, pub, &key, &e));
    EXPECT_OK(sshsig_parse(&a, armored, &s, &e));
    EXPECT_STR(s.key.blob, key.blob);
    EXPECT_STR(ssh_key_text(&a, &key), str_sub(pub, 0, pub.n - 3)); /* without " c\n" */
    EXPECT(run(&a, "cd %s && ssh-keygen -l -f k.pub > print%s", dir, ""));
    EXPECT(str_has(get(&a, dir, "print"), ssh_fingerprint(&a, &key)));
}

TEST(sshsig_ed25519_by_ssh_keygen) {
    if (!have_ssh()) return;
    one_kind("ed25519", "");
    one_kind("ed25519", "-O hashalg=sha256");
}
TEST(sshsig_ecdsa_by_ssh_keygen) {
    if (have_ssh()) one_kind("ecdsa -b 256", "");
}
TEST(sshsig_rsa_by_ssh_keygen) {
    if (have_ssh()) one_kind("rsa -b 2048", "");
}

TEST(sshsig_other_kinds_are_said_to_be_unsupported) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    struct ssh_key key;
    struct err e = {0};
    if (!have_ssh() || !make_signed(&a, dir, "ecdsa -b 384", "")) return;
    EXPECT_INT(ours(a, get(&a, dir, "m.sig"), S(NS), S(MSG)), RC_UNSUPPORTED);
    EXPECT_INT(ssh_key_parse(&a, get(&a, dir, "k.pub"), &key, &e), RC_UNSUPPORTED);
}

/* Bits of the armored signature: none can be changed. */
static void flips(struct arena a, const char *kind, i64 step) {
    const char *dir = test_dir();
    struct str begin = S("-----BEGIN SSH SIGNATURE-----\n");
    if (!make_signed(&a, dir, kind, "")) return;
    struct str armored = get(&a, dir, "m.sig");
    i64 body = armored.n - begin.n - 27;
    for (i64 bit = 0; bit < body * 8; bit += step) {
        struct arena b = a;
        char *copy = NEWN(&b, char, armored.n);
        memcpy(copy, armored.p, (size_t)armored.n);
        copy[begin.n + bit / 8] ^= (char)(1 << bit % 8);
        struct str changed = {copy, armored.n};
        if (ours(b, changed, S(NS), S(MSG)) == RC_OK)
            test_fail(__FILE__, __LINE__, "%s: bit %lld can be changed", kind, (long long)bit);
    }
}

TEST(sshsig_no_bit_is_free) {
    if (!have_ssh()) return;
    struct arena a = test_arena();
    flips(a, "ed25519", 1);
    flips(a, "ecdsa -b 256", 3);
    flips(a, "rsa -b 2048", 17);
}

/* Wire forms by hand, for keys that live in a token. */
static void put_u32(struct buf *b, u32 v) {
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_c(b, (char)(v >> shift));
}
static void put_string(struct buf *b, struct str s) {
    put_u32(b, (u32)s.n);
    buf_put(b, s);
}
static void put_mpint(struct buf *b, const BIGNUM *x) {
    u8 raw[33] = {0};
    int n = BN_bn2bin(x, raw + 1);
    put_string(b, raw[1] & 0x80 ? bytes_str(raw, n + 1) : bytes_str(raw + 1, n));
}

struct token {
    struct str type, application, key; /* key: wire form */
    u8 flags;
    u8 seed[32];
    EVP_PKEY *p256;
};

static struct str inner_text(struct arena *a, struct str message) {
    struct buf b = buf_make(a, 4096);
    u8 h[64];
    EXPECT(EVP_Digest(message.p, (size_t)message.n, h, NULL, EVP_sha512(), NULL) == 1);
    buf_puts(&b, "SSHSIG");
    put_string(&b, S(NS));
    put_string(&b, S(""));
    put_string(&b, S("sha512"));
    put_string(&b, bytes_str(h, 64));
    return buf_str(&b);
}

static struct str token_text(struct arena *a, const struct token *t, struct str message) {
    struct buf b = buf_make(a, 128);
    u8 h[32];
    sha256(t->application, h);
    buf_put(&b, bytes_str(h, 32));
    buf_c(&b, (char)t->flags);
    put_u32(&b, 7);
    sha256(inner_text(a, message), h);
    buf_put(&b, bytes_str(h, 32));
    return buf_str(&b);
}

static struct str token_raw(struct arena *a, const struct token *t, struct str text) {
    struct buf b = buf_make(a, 256);
    u8 pub[32], secret[64], *sig = NEWN(a, u8, 128);
    if (!t->p256) {
        sign_keypair(t->seed, pub, secret);
        sign_make(secret, text, sig);
        return bytes_str(sig, 64);
    }
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    size_t n = 128;
    EXPECT(EVP_DigestSignInit(ctx, NULL, EVP_sha256(), NULL, t->p256) == 1);
    EXPECT(EVP_DigestSign(ctx, sig, &n, (const u8 *)text.p, (size_t)text.n) == 1);
    const u8 *der = sig;
    ECDSA_SIG *rs = d2i_ECDSA_SIG(NULL, &der, (long)n);
    put_mpint(&b, ECDSA_SIG_get0_r(rs));
    put_mpint(&b, ECDSA_SIG_get0_s(rs));
    ECDSA_SIG_free(rs);
    EVP_MD_CTX_free(ctx);
    return buf_str(&b);
}

static struct str token_sign(struct arena *a, const struct token *t, struct str message) {
    struct buf s = buf_make(a, 512), b = buf_make(a, 4096), o = buf_make(a, 8192);
    put_string(&s, t->type);
    put_string(&s, token_raw(a, t, token_text(a, t, message)));
    buf_c(&s, (char)t->flags);
    put_u32(&s, 7);
    buf_puts(&b, "SSHSIG");
    put_u32(&b, 1);
    put_string(&b, t->key);
    put_string(&b, S(NS));
    put_string(&b, S(""));
    put_string(&b, S("sha512"));
    put_string(&b, buf_str(&s));
    struct str text = b64_encode(a, buf_str(&b), true);
    buf_puts(&o, "-----BEGIN SSH SIGNATURE-----\n");
    for (i64 i = 0; i < text.n; i += 70) {
        buf_put(&o, str_sub(text, i, i + 70));
        buf_c(&o, '\n');
    }
    buf_puts(&o, "-----END SSH SIGNATURE-----\n");
    return buf_str(&o);
}

static void token_check(struct arena a, struct token t) {
    struct str good = token_sign(&a, &t, S(MSG));
    const char *dir = test_dir();
    EXPECT_OK(ours(a, good, S(NS), S(MSG)));
    EXPECT_INT(ours(a, good, S(NS), S("x")), RC_INTEGRITY);
    struct ssh_key key = {.type = t.type, .blob = t.key};
    put(&a, dir, "m", S(MSG));
    put(&a, dir, "m.sig", good);
    put(&a, dir, "k.pub", str_cat(&a, ssh_key_text(&a, &key), S("\n")));
    if (have_ssh()) EXPECT(ssh_says(&a, dir, NS));
    t.flags = 0; /* nobody touched it */
    EXPECT_INT(ours(a, token_sign(&a, &t, S(MSG)), S(NS), S(MSG)), RC_INTEGRITY);
    t.flags = 5; /* touched, and a PIN was given */
    EXPECT_OK(ours(a, token_sign(&a, &t, S(MSG)), S(NS), S(MSG)));
}

TEST(sshsig_ed25519_in_a_token) {
    struct arena a = test_arena();
    struct token t = {
        .type = S("sk-ssh-ed25519@openssh.com"), .application = S("ssh:"), .flags = 1};
    struct buf k = buf_make(&a, 256);
    u8 secret[64], pub[32];
    memset(t.seed, 7, 32);
    sign_keypair(t.seed, pub, secret);
    put_string(&k, t.type);
    put_string(&k, bytes_str(pub, 32));
    put_string(&k, t.application);
    t.key = buf_str(&k);
    token_check(a, t);
}

TEST(sshsig_p256_in_a_token) {
    struct arena a = test_arena();
    struct token t = {.type = S("sk-ecdsa-sha2-nistp256@openssh.com"),
                      .application = S("ssh:case"),
                      .flags = 1,
                      .p256 = EVP_EC_gen("P-256")};
    struct buf k = buf_make(&a, 256);
    u8 point[65];
    size_t n = 0;
    EXPECT(EVP_PKEY_get_octet_string_param(t.p256, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point,
                                           &n) == 1);
    put_string(&k, t.type);
    put_string(&k, S("nistp256"));
    put_string(&k, bytes_str(point, (i64)n));
    put_string(&k, t.application);
    t.key = buf_str(&k);
    token_check(a, t);
    EVP_PKEY_free(t.p256);
}

/* A point beside the curve is a key that no signature fits. */
TEST(sshsig_refuses_a_point_beside_the_curve) {
    struct arena a = test_arena();
    struct buf k = buf_make(&a, 256), b = buf_make(&a, 256), i = buf_make(&a, 128);
    u8 point[65] = {4, 1, 2, 3};
    put_string(&k, S("ecdsa-sha2-nistp256"));
    put_string(&k, S("nistp256"));
    put_string(&k, bytes_str(point, 65));
    put_string(&i, S("\1"));
    put_string(&i, S("\1"));
    put_string(&b, S("ecdsa-sha2-nistp256"));
    put_string(&b, buf_str(&i));
    struct sshsig s = {.key = {S("ecdsa-sha2-nistp256"), buf_str(&k)},
                       .ns = S(NS),
                       .hash = S("sha512"),
                       .signature = buf_str(&b)};
    struct err e = {0};
    EXPECT_INT(sshsig_verify(a, &s, S(NS), S(MSG), &e), RC_INTEGRITY);
}
