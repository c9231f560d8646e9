#include "people/totp.h"

#include "base/err.h"
#include "base/limits.h"
#include "proof/hash.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

/* RFC 4226 §5.3: dynamic truncation. */
i64 totp_code(struct str secret, i64 step, int digits) {
    static const i64 TENS[] = {1000000, 10000000, 100000000};
    u8 msg[8], mac[EVP_MAX_MD_SIZE];
    unsigned n = sizeof mac;
    CHECK(digits >= 6 && digits <= 8);
    put_u64be(msg, (u64)step);
    CHECK(HMAC(EVP_sha1(), secret.p, (int)secret.n, msg, sizeof msg, mac, &n) && n == 20);
    int at = mac[19] & 15;
    i64 v = (i64)(mac[at] & 127) << 24 | (i64)mac[at + 1] << 16 | (i64)mac[at + 2] << 8 |
            (i64)mac[at + 3];
    return v % TENS[digits - 6];
}

/* -1: not six digits. */
static i64 read_code(struct str code) {
    i64 v = 0, n = 0;
    for (i64 i = 0; i < code.n; i++) {
        if (is_space(code.p[i])) continue;
        if (!is_digit(code.p[i]) || ++n > 6) return -1;
        v = v * 10 + (code.p[i] - '0');
    }
    return n == 6 ? v : -1;
}

i64 totp_step_of(struct str secret, struct str code, i64 now, i64 last) {
    i64 given = read_code(code), step = now / TOTP_STEP, found = -1;
    for (i64 s = step - 1; s <= step + 1; s++) {
        bool same = totp_code(secret, s, 6) == given;
        if (same && s > last) found = s;
    }
    return found;
}

struct str totp_base32(struct arena *a, struct str bytes) {
    static const char ALPHABET[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    struct buf b = buf_make(a, NAME_BYTES_MAX);
    u32 acc = 0;
    int bits = 0;
    for (i64 i = 0; i < bytes.n; i++) {
        acc = (acc << 8 | (u8)bytes.p[i]) & 0xfff;
        for (bits += 8; bits >= 5; bits -= 5)
            buf_c(&b, ALPHABET[acc >> (bits - 5) & 31]);
    }
    if (bits) buf_c(&b, ALPHABET[acc << (5 - bits) & 31]);
    return buf_str(&b);
}

struct str totp_uri(struct arena *a, struct str account, struct str secret) {
    struct buf b = buf_make(a, NAME_BYTES_MAX);
    buf_puts(&b, "otpauth://totp/cairn:");
    for (i64 i = 0; i < account.n; i++) {
        char ch = account.p[i];
        if (is_alnum((u8)ch) || ch == '-' || ch == '_' || ch == '.')
            buf_c(&b, ch);
        else
            buf_fmt(&b, "%%%02X", (unsigned)(u8)ch);
    }
    buf_puts(&b, "?secret=");
    buf_put(&b, totp_base32(a, secret));
    buf_puts(&b, "&issuer=cairn");
    return buf_str(&b);
}
