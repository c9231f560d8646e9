#include "store/bech32.h"

static const char ALPHABET[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

static u32 step(u32 chk, int v) {
    static const u32 GEN[5] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    u32 top = chk >> 25;
    chk = (chk & 0x1ffffff) << 5 ^ (u32)v;
    for (int i = 0; i < 5; i++)
        if (top >> i & 1) chk ^= GEN[i];
    return chk;
}

static u32 human_part(struct str hrp) {
    u32 chk = 1;
    for (i64 i = 0; i < hrp.n; i++)
        chk = step(chk, hrp.p[i] >> 5);
    chk = step(chk, 0);
    for (i64 i = 0; i < hrp.n; i++)
        chk = step(chk, hrp.p[i] & 31);
    return chk;
}

struct str bech32_encode(struct arena *a, struct str hrp, struct str bytes) {
    struct buf b = buf_make(a, hrp.n + bytes.n * 2 + 16);
    u32 chk = human_part(hrp), acc = 0;
    int bits = 0;
    buf_put(&b, hrp);
    buf_c(&b, '1');
    for (i64 i = 0; i <= bytes.n; i++) {
        if (i < bytes.n)
            acc = (acc & 31) << 8 | (u8)bytes.p[i], bits += 8;
        else if (bits > 0)
            acc <<= 5 - bits, bits = 5;
        for (; bits >= 5; bits -= 5) {
            int v = acc >> (bits - 5) & 31;
            chk = step(chk, v);
            buf_c(&b, ALPHABET[v]);
        }
    }
    for (int i = 0; i < 6; i++)
        chk = step(chk, 0);
    for (int i = 0; i < 6; i++)
        buf_c(&b, ALPHABET[(chk ^ 1) >> (5 * (5 - i)) & 31]);
    return buf_str(&b);
}

static bool one_case(struct str s) {
    bool up = false, low = false;
    for (i64 i = 0; i < s.n; i++) {
        if (s.p[i] >= 'A' && s.p[i] <= 'Z') up = true;
        if (s.p[i] >= 'a' && s.p[i] <= 'z') low = true;
    }
    return !(up && low);
}

static int digit(char c) {
    const char *at = c ? strchr(ALPHABET, lower(c)) : NULL;
    return at ? (int)(at - ALPHABET) : -1;
}

bool bech32_decode(struct str text, struct str hrp, u8 out[64], i64 *n) {
    u32 chk = human_part(hrp), acc = 0;
    int bits = 0;
    *n = 0;
    if (text.n < hrp.n + 7 || !one_case(text) || text.p[hrp.n] != '1') return false;
    if (!str_eqi(str_sub(text, 0, hrp.n), hrp)) return false;
    for (i64 i = hrp.n + 1; i < text.n; i++) {
        int v = digit(text.p[i]);
        if (v < 0) return false;
        chk = step(chk, v);
        if (i >= text.n - 6) continue;
        acc = (acc & 0xff) << 5 | (u32)v;
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        if (*n == 64) return false;
        out[(*n)++] = (u8)(acc >> bits);
    }
    return chk == 1 && bits < 5 && (acc & ((1u << bits) - 1)) == 0;
}
