/* signature.json: a person's signature on an act (SSHSIG). */
#include "vectors.h"
#include "proof/sign.h"
#include "proof/sshsig.h"

#include <openssl/evp.h>

static struct str wire(struct arena *a, struct str s) {
    u8 n[4] = {(u8)(s.n >> 24), (u8)(s.n >> 16), (u8)(s.n >> 8), (u8)s.n};
    return str_cat(a, str_dup(a, bytes_str(n, 4)), s);
}

static struct str armor(struct arena *a, struct str blob) {
    struct buf b = buf_make(a, 1 << 16);
    struct str text = b64_encode(a, blob, true);
    buf_puts(&b, "-----BEGIN SSH SIGNATURE-----\n");
    for (i64 i = 0; i < text.n; i += 70) {
        buf_put(&b, str_sub(text, i, i + 70));
        buf_c(&b, '\n');
    }
    buf_puts(&b, "-----END SSH SIGNATURE-----\n");
    return buf_str(&b);
}

void vectors_signature(struct arena *a, const char *dir) {
    struct json *page = vector_page(a, "a person's signature (SSHSIG)", "parts.md", "Signed acts");
    struct json *o =
        vector_case(a, page, "ssh-ed25519, namespace act@cairn; ssh-keygen -Y verify accepts it");
    struct str ns = S("act@cairn"), text = S("{\"act\":\"handed over\",\"by\":\"r-000000000000\"}");
    struct err e = {0};
    struct sshsig sig;
    u8 seed[32] = {0x5e, 0xed}, pub[32], secret[64], hash[64], raw[64];
    unsigned n = 64;
    sign_keypair(seed, pub, secret);
    CHECK(EVP_Digest(text.p, (size_t)text.n, hash, &n, EVP_sha512(), NULL) == 1);
    struct str head = str_cat(a, wire(a, ns), str_cat(a, wire(a, S("")), wire(a, S("sha512"))));
    struct str data = str_cat(a, S("SSHSIG"), str_cat(a, head, wire(a, bytes_str(hash, 64))));
    sign_make(secret, data, raw);
    struct str key = str_cat(a, wire(a, S("ssh-ed25519")), wire(a, bytes_str(pub, 32)));
    struct str by = str_cat(a, wire(a, S("ssh-ed25519")), wire(a, bytes_str(raw, 64)));
    u8 version[4] = {0, 0, 0, 1};
    struct str blob = str_cat(a, S("SSHSIG"), str_cat(a, bytes_str(version, 4), wire(a, key)));
    struct str armored = armor(a, str_cat(a, str_cat(a, blob, head), wire(a, by)));
    must(sshsig_parse(a, armored, &sig, &e), &e);
    must(sshsig_verify(*a, &sig, ns, text, &e), &e);
    put_hex(a, o, "seed", seed, 32);
    json_set_str(a, o, "key", ssh_key_text(a, &sig.key));
    json_set_str(a, o, "fingerprint", ssh_fingerprint(a, &sig.key));
    json_set_str(a, o, "namespace", ns);
    json_set_str(a, o, "signed", text);
    json_set_str(a, o, "signature", armored);
    vector_write(a, dir, "signature.json", page);
}
