#include "base/limits.h"
#include "proof/hash.h"
#include "proof/ssh_inner.h"

struct str wire_take(struct wire *w, i64 n) {
    if (w->bad || n > w->rest.n) {
        w->bad = true;
        return (struct str){0};
    }
    struct str got = str_sub(w->rest, 0, n);
    w->rest = str_sub(w->rest, n, w->rest.n);
    return got;
}

u32 wire_u32(struct wire *w) {
    struct str s = wire_take(w, 4);
    const u8 *p = (const u8 *)s.p;
    return w->bad ? 0 : (u32)p[0] << 24 | (u32)p[1] << 16 | (u32)p[2] << 8 | p[3];
}

struct str wire_string(struct wire *w) {
    return wire_take(w, (i64)wire_u32(w));
}

/* RFC 4251 §5: two's complement, shortest form; so a positive one has at most one zero in front,
 * and only before a byte whose high bit is set. */
struct str wire_mpint(struct wire *w) {
    struct str s = wire_string(w);
    const u8 *p = (const u8 *)s.p;
    if (w->bad || s.n < 1 || p[0] & 0x80 || (p[0] == 0 && (s.n < 2 || !(p[1] & 0x80)))) {
        w->bad = true;
        return (struct str){0};
    }
    return str_sub(s, p[0] == 0, s.n);
}

static bool read_ed25519(struct wire *w, struct ssh_numbers *k) {
    k->algorithm = SSH_ED25519;
    k->point = wire_string(w);
    return k->point.n == 32;
}

static bool read_p256(struct wire *w, struct ssh_numbers *k) {
    k->algorithm = SSH_P256;
    struct str curve = wire_string(w);
    k->point = wire_string(w);
    return str_eq(curve, S("nistp256")) && k->point.n == 65 && k->point.p[0] == 4;
}

static i64 bits(struct str magnitude) {
    return magnitude.n ? magnitude.n * 8 - (__builtin_clz((u8)magnitude.p[0]) - 24) : 0;
}

static bool read_rsa(struct wire *w, struct ssh_numbers *k) {
    k->algorithm = SSH_RSA;
    k->exponent = wire_mpint(w);
    k->modulus = wire_mpint(w);
    if (w->bad || bits(k->modulus) < 2048 || bits(k->modulus) > SSH_RSA_BITS_MAX) return false;
    bool odd = k->exponent.p[k->exponent.n - 1] & 1 && k->modulus.p[k->modulus.n - 1] & 1;
    return odd && k->exponent.n <= 8 && !(k->exponent.n == 1 && k->exponent.p[0] == 1);
}

rc ssh_key_numbers(struct str blob, struct str *type, struct ssh_numbers *out, struct err *e) {
    struct wire w = {.rest = blob};
    bool good = false;
    *out = (struct ssh_numbers){0};
    *type = wire_string(&w);
    out->token = str_starts(*type, S("sk-"));
    if (str_eq(*type, S("ssh-ed25519")) || str_eq(*type, S("sk-ssh-ed25519@openssh.com")))
        good = read_ed25519(&w, out);
    else if (str_eq(*type, S("ecdsa-sha2-nistp256")) ||
             str_eq(*type, S("sk-ecdsa-sha2-nistp256@openssh.com")))
        good = read_p256(&w, out);
    else if (str_eq(*type, S("ssh-rsa")))
        good = read_rsa(&w, out);
    else if (!w.bad)
        return fail(e, RC_UNSUPPORTED,
                    "an SSH key of another kind than ed25519, ecdsa nistp256, "
                    "rsa and their FIDO forms");
    if (good && out->token) {
        out->application = wire_string(&w);
        good = str_starts(out->application, S("ssh:"));
    }
    return good && wire_done(&w) ? RC_OK
                                 : fail(e, RC_USAGE,
                                        "the SSH key is not in its usual form (or an "
                                        "RSA key of less than 2,048 bits)");
}

rc ssh_key_parse(struct arena *a, struct str line, struct ssh_key *out, struct err *e) {
    struct str rest = str_trim(line), type = str_cut(&rest, ' '), named;
    *out = (struct ssh_key){0};
    if (line.n > SSH_KEY_MAX)
        return fail(e, RC_LIMIT, "an SSH key of %lld bytes", (long long)line.n);
    if (str_chr(type, '\n', 0) >= 0 || (rest.p && str_chr(rest, '\n', 0) >= 0))
        return fail(e, RC_USAGE, "one SSH public key was asked for, on one line");
    struct str text = rest.p ? str_cut(&rest, ' ') : rest;
    struct str blob = text.n ? b64_decode(a, text, true) : (struct str){0};
    if (!blob.p || blob.n < 4)
        return fail(e, RC_USAGE, "this is no SSH public key (\"TYPE BASE64 comment\")");
    struct ssh_numbers numbers;
    TRY(ssh_key_numbers(blob, &named, &numbers, e));
    if (!str_eq(named, type))
        return fail(e, RC_USAGE, "the SSH key is of another kind than its line says");
    *out = (struct ssh_key){.type = named, .blob = blob};
    return RC_OK;
}

struct str ssh_key_text(struct arena *a, const struct ssh_key *k) {
    return str_cat(a, str_cat(a, k->type, S(" ")), b64_encode(a, k->blob, true));
}

struct str ssh_fingerprint(struct arena *a, const struct ssh_key *k) {
    u8 h[32];
    sha256(k->blob, h);
    return str_cat(a, S("SHA256:"), b64_encode(a, bytes_str(h, 32), false));
}
