#include "store/share.h"

#include "proof/hash.h"
#include "store/age.h"
#include "sys/os.h"

#include <libgfshare.h>
#include <sodium.h>

enum { LINE_BYTES = 15 };
#define TITLE "cairn recovery share\n"

static void fill_rand(unsigned char *p, unsigned n) {
    os_random(p, (i64)n);
}

void share_split(const u8 *secret, int n, int need, int of, struct share *out) {
    u8 numbers[SHARES_MAX], copy[SHARE_BYTES_MAX];
    CHECK(n >= 1 && n <= SHARE_BYTES_MAX && need >= 2 && need <= of && of <= SHARES_MAX);
    for (int i = 0; i < of; i++)
        numbers[i] = (u8)(i + 1);
    memcpy(copy, secret, (size_t)n);
    gfshare_fill_rand = fill_rand; /* the library's one variable; its own default is random(3) */
    gfshare_ctx *g = gfshare_ctx_init_enc(numbers, (unsigned)of, (u8)need, (unsigned)n);
    CHECK(g);
    gfshare_ctx_enc_setsecret(g, copy);
    for (int i = 0; i < of; i++) {
        out[i].number = i + 1;
        out[i].of = of;
        out[i].need = need;
        out[i].n = n;
        gfshare_ctx_enc_getshare(g, (u8)i, out[i].bytes);
        sha256(bytes_str(out[i].bytes, n), out[i].sha256);
    }
    gfshare_ctx_free(g);
    sodium_memzero(copy, sizeof copy);
}

void share_join(const struct share *s, int nshares, u8 *secret) {
    u8 numbers[SHARES_MAX];
    struct share one;
    CHECK(nshares >= 2 && nshares <= SHARES_MAX);
    for (int i = 0; i < nshares; i++) {
        CHECK(s[i].n == s[0].n);
        numbers[i] = (u8)s[i].number;
    }
    gfshare_fill_rand = fill_rand;
    gfshare_ctx *g = gfshare_ctx_init_dec(numbers, (unsigned)nshares, (unsigned)s[0].n);
    CHECK(g);
    for (int i = 0; i < nshares; i++) {
        one = s[i];
        gfshare_ctx_dec_giveshare(g, (u8)i, one.bytes);
    }
    gfshare_ctx_dec_extract(g, secret);
    gfshare_ctx_free(g);
    sodium_memzero(&one, sizeof one);
}

/* ---- the sheet ---- */

static void line_check(int line, const u8 *p, int n, char out[5]) {
    u8 no = (u8)line, sha[32];
    sha256_of((struct str[]){bytes_str(&no, 1), bytes_str(p, n)}, 2, sha);
    sodium_bin2hex(out, 5, sha, 2);
}

static int line_len(const struct share *s, int line) {
    int left = s->n - (line - 1) * LINE_BYTES;
    return left < LINE_BYTES ? left : LINE_BYTES;
}

static void put_head(struct buf *b, const struct share *s) {
    struct str key = age_recipient_text(b->a, s->recovery);
    struct str sha = hex_encode(b->a, bytes_str(s->sha256, 32));
    buf_fmt(b, TITLE "case: %.*s\nrecovery key: %.*s\n", SARG(s->id), SARG(key));
    buf_fmt(b, "share: %d of %d, %d are needed\nsha256: %.*s\n", s->number, s->of, s->need,
            SARG(sha));
}

struct str share_text(struct arena *a, const struct share *s) {
    struct buf b = buf_make(a, SHARE_FILE_MAX);
    char check[5];
    put_head(&b, s);
    for (int line = 1; (line - 1) * LINE_BYTES < s->n; line++) {
        const u8 *p = s->bytes + (line - 1) * LINE_BYTES;
        int n = line_len(s, line);
        line_check(line, p, n, check);
        struct str hex = hex_encode(a, bytes_str(p, n));
        buf_fmt(&b, "%d: %.*s %s\n", line, SARG(hex), check);
    }
    buf_fmt(&b,
            "end\n\n"
            "Alone this sheet opens nothing. %d of the %d together give the recovery key of the "
            "case:\n"
            "    cairn -C CASE recovery join SHARE SHARE --key-file NEW.key\n"
            "Without cairn: the hex of the numbered lines, without its last four digits, is the "
            "share's bytes; put\n"
            "them into files NAME.%03d and so on (the number of the share) with `xxd -r -p`; "
            "`gfcombine` joins them into\n"
            "an age identity, and `age -d -i IDENTITY CASE/keys/recovery.age` gives the key "
            "file.\n"
            "Keep each share with another person, apart from the case. After a rotation of the "
            "keys these sheets are void.\n",
            s->need, s->of, s->number);
    CHECK(buf_ok(&b));
    return buf_str(&b);
}

static bool small(struct str s, int max, int *out) {
    i64 v;
    if (!str_i64(s, &v) || v < 1 || v > max) return false;
    *out = (int)v;
    return true;
}

/* "share: 1 of 3, 2 are needed" */
static bool take_numbers(struct str l, struct share *s) {
    struct str no = str_cut(&l, ' '), of, need;
    if (!str_starts(l, S("of "))) return false;
    l = str_sub(l, 3, l.n);
    of = str_cut(&l, ',');
    if (!str_starts(l, S(" "))) return false;
    l = str_sub(l, 1, l.n);
    need = str_cut(&l, ' ');
    return str_eq(l, S("are needed")) && small(of, SHARES_MAX, &s->of) &&
           small(no, s->of, &s->number) && small(need, s->of, &s->need) && s->need >= 2;
}

static bool field(struct str *rest, struct str label, struct str *out) {
    struct str l = str_cut(rest, '\n');
    if (!str_starts(l, label)) return false;
    *out = str_trim(str_sub(l, label.n, l.n));
    return true;
}

static bool take_head(struct arena *a, struct str *rest, struct share *s) {
    struct str key, numbers, sha;
    if (!field(rest, S("case: "), &s->id) || !field(rest, S("recovery key: "), &key) ||
        !field(rest, S("share: "), &numbers) || !field(rest, S("sha256: "), &sha))
        return false;
    struct str raw = hex_decode(a, sha);
    if (!raw.p || raw.n != 32 || s->id.n > 64) return false;
    memcpy(s->sha256, raw.p, 32);
    s->id = str_dup(a, s->id);
    return age_recipient_parse(key, s->recovery) && take_numbers(numbers, s);
}

/* The bytes of one numbered line behind those before it. */
static bool take_line(struct arena *a, struct str l, int line, struct share *s) {
    char check[5];
    i64 no;
    if (!str_i64(str_cut(&l, ':'), &no) || no != line) return false;
    l = str_trim(l);
    struct str raw = hex_decode(a, str_cut(&l, ' '));
    if (!raw.p || raw.n < 1 || raw.n > LINE_BYTES || s->n + raw.n > SHARE_BYTES_MAX) return false;
    line_check(line, (const u8 *)raw.p, (int)raw.n, check);
    if (!str_eqi(str_trim(l), str_c(check))) return false;
    memcpy(s->bytes + s->n, raw.p, (size_t)raw.n);
    s->n += (int)raw.n;
    return true;
}

static rc damaged(struct arena *a, const struct share *s, int line, struct err *e) {
    struct str sha = hex_encode(a, bytes_str(s->sha256, 32));
    if (line)
        fail(e, RC_INTEGRITY, "share %d (sha256 %.*s) is damaged or mistyped in its line %d",
             s->number, SARG(sha), line);
    else
        fail(e, RC_INTEGRITY, "share %d (sha256 %.*s) is damaged: its bytes are not those",
             s->number, SARG(sha));
    return err_hint(e, "compare it with the paper, or use another share");
}

rc share_parse(struct arena *a, struct str text, struct share *out, struct err *e) {
    u8 sha[32];
    *out = (struct share){0};
    if (text.n > SHARE_FILE_MAX) return fail(e, RC_LIMIT, "that is too long for a share");
    if (!str_starts(text, S(TITLE))) return fail(e, RC_USAGE, "that is no recovery share");
    text = str_sub(text, S(TITLE).n, text.n);
    if (!take_head(a, &text, out)) return fail(e, RC_INTEGRITY, "the head of a share is malformed");
    for (int line = 1;; line++) {
        struct str l = str_trim(str_cut(&text, '\n'));
        if (str_eq(l, S("end"))) break;
        if (!take_line(a, l, line, out)) return damaged(a, out, line, e);
    }
    sha256(bytes_str(out->bytes, out->n), sha);
    if (out->n == 0 || memcmp(sha, out->sha256, 32) != 0) return damaged(a, out, 0, e);
    return RC_OK;
}
