#include "text/charset.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "text/charset_tables.h"
#include "text/html.h"

enum how { UTF8, UTF16LE, UTF16BE, BYTES };

struct charset {
    const char *name;
    enum how how;
    const uint16_t *upper;
    const char *labels; /* blank-separated, lower case, with blanks around each */
};
static const struct charset charsets[] = {
    {"utf-8", UTF8, NULL, " utf-8 utf8 unicode-1-1-utf-8 x-unicode20utf8 "},
    {"utf-16le", UTF16LE, NULL, " utf-16 utf-16le ucs-2 unicode csunicode "},
    {"utf-16be", UTF16BE, NULL, " utf-16be unicodefffe "},
    {"windows-1251", BYTES, windows_1251, " windows-1251 cp1251 x-cp1251 "},
    {"windows-1252", BYTES, windows_1252,
     " windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso_8859-1 latin1 l1 us-ascii ascii "},
    {"windows-1256", BYTES, windows_1256, " windows-1256 cp1256 x-cp1256 "},
    {"koi8-r", BYTES, koi8_r, " koi8-r koi8 koi koi8_r cskoi8r "},
    {"koi8-u", BYTES, koi8_u, " koi8-u koi8-ru "},
    {"iso-8859-5", BYTES, iso_8859_5, " iso-8859-5 iso8859-5 iso_8859-5 cyrillic "},
};
enum { CS_UTF8, CS_UTF16LE, CS_UTF16BE, CS_1251, CS_1252, CS_1256 };

static const struct charset *by_label(struct arena scratch, struct str label) {
    label = str_trim(label);
    if (label.n == 0 || label.n > 40 || str_chr(label, ' ', 0) >= 0) return NULL;
    struct str key = str_fmt(&scratch, " %.*s ", SARG(str_lower(&scratch, label)));
    for (i64 i = 0; i < LEN(charsets); i++)
        if (str_has(str_c(charsets[i].labels), key)) return &charsets[i];
    return NULL;
}

/* ---- decoding ---- */

struct decoder {
    struct arena *a;
    struct str in;
    struct buf out;
    struct decoded *d;
};

/* The bytes [from, from+n) of the input stand for `cp`. */
static void put_char(struct decoder *x, i64 from, i64 n, u32 cp, enum run_kind kind) {
    i64 at = x->out.n;
    utf8_put(&x->out, cp);
    i64 len = x->out.n - at;
    bool unit = kind == RUN_RECODED;
    map_add(&x->d->map, x->a,
            (struct text_run){(u32)at, (u32)len, (u32)from, (u32)n, (u8)kind, unit ? (u8)len : 0,
                              unit ? (u8)n : 0});
    if (kind == RUN_REPLACED) x->d->replaced++;
}

static void put_same(struct decoder *x, i64 from, i64 n) {
    map_add(&x->d->map, x->a,
            (struct text_run){(u32)x->out.n, (u32)n, (u32)from, (u32)n, RUN_COPIED, 1, 1});
    buf_put(&x->out, str_sub(x->in, from, from + n));
}

static i64 ascii_run(struct str s, i64 i) {
    i64 from = i;
    while (i < s.n && (u8)s.p[i] < 0x80)
        i++;
    return i - from;
}

static void decode_bytes(struct decoder *x, const uint16_t *upper) {
    for (i64 i = 0, n; i < x->in.n; i += n) {
        n = ascii_run(x->in, i);
        if (n) {
            put_same(x, i, n);
            continue;
        }
        u32 cp = upper[(u8)x->in.p[i] - 0x80];
        bool none = cp < 0xA0; /* a C1 control: no character of this encoding */
        put_char(x, i, n = 1, none ? 0xFFFD : cp, none ? RUN_REPLACED : RUN_RECODED);
    }
}

static void decode_utf16(struct decoder *x, i64 from, bool big) {
    const u8 *p = (const u8 *)x->in.p;
    i64 n;
    for (i64 i = from; i < x->in.n; i += n) {
        n = 2;
        if (i + 1 >= x->in.n) {
            put_char(x, i, n = 1, 0xFFFD, RUN_REPLACED);
            continue;
        }
        u32 hi = (u32)(big ? p[i] << 8 | p[i + 1] : p[i + 1] << 8 | p[i]), lo = 0;
        if (hi >= 0xD800 && hi < 0xDC00 && i + 3 < x->in.n)
            lo = (u32)(big ? p[i + 2] << 8 | p[i + 3] : p[i + 3] << 8 | p[i + 2]);
        if (lo >= 0xDC00 && lo < 0xE000) {
            hi = 0x10000 + ((hi - 0xD800) << 10) + (lo - 0xDC00);
            n = 4;
        }
        bool lone = hi >= 0xD800 && hi < 0xE000;
        put_char(x, i, n, lone ? 0xFFFD : hi, lone ? RUN_REPLACED : RUN_RECODED);
    }
}

/* Length of the ill-formed piece at `i` that one U+FFFD stands for: the maximal subpart (Unicode
 * §3.9, table 3-8). */
static i64 bad_utf8(struct str s, i64 i) {
    u8 b = (u8)s.p[i];
    i64 want = b >= 0xF0 && b <= 0xF4  ? 4
               : b >= 0xE0 && b < 0xF0 ? 3
               : b >= 0xC2 && b < 0xE0 ? 2
                                       : 1;
    i64 n = 1;
    for (; n < want && i + n < s.n; n++) {
        u8 c = (u8)s.p[i + n], lo = 0x80, hi = 0xBF;
        if (n == 1 && b == 0xE0) lo = 0xA0;
        if (n == 1 && b == 0xED) hi = 0x9F;
        if (n == 1 && b == 0xF0) lo = 0x90;
        if (n == 1 && b == 0xF4) hi = 0x8F;
        if (c < lo || c > hi) break;
    }
    return n;
}

static void decode_utf8(struct decoder *x, i64 from) {
    struct str all = x->in;
    for (i64 i = from; i < all.n;) {
        i64 good = i;
        u32 cp;
        for (int n; good < all.n; good += n)
            if ((n = utf8_next(all, good, &cp)) == 0) break;
        if (good > i) put_same(x, i, good - i);
        i = good;
        if (i == all.n) break;
        i64 n = bad_utf8(all, i);
        put_char(x, i, n, 0xFFFD, RUN_REPLACED);
        i += n;
    }
}

/* UTF-8 that is right is not copied. */
static bool borrow(struct decoder *x, i64 bom) {
    struct str rest = str_sub(x->in, bom, x->in.n);
    if (utf8_invalid(rest) >= 0) return false;
    x->d->text = rest;
    if (rest.n)
        map_add(&x->d->map, x->a,
                (struct text_run){0, (u32)rest.n, (u32)bom, (u32)rest.n, RUN_COPIED, 1, 1});
    return true;
}

static rc decode(struct decoder *x, const struct charset *cs, i64 bom, const char *how,
                 struct err *e) {
    x->d->charset = str_c(cs->name);
    x->d->how = str_c(how);
    if (cs->how == UTF8 && borrow(x, bom)) return RC_OK;
    x->out = buf_make(x->a, x->in.n * 3 + 8); /* worst: one byte → three */
    if (cs->how == UTF8)
        decode_utf8(x, bom);
    else if (cs->how == BYTES)
        decode_bytes(x, cs->upper);
    else
        decode_utf16(x, bom, cs->how == UTF16BE);
    CHECK(buf_ok(&x->out));
    x->d->text = buf_str(&x->out);
    if (x->out.n > TEXT_BYTES_MAX)
        return fail(e, RC_LIMIT, "text of %lld bytes as UTF-8; at most %lld are read",
                    (long long)x->out.n, (long long)TEXT_BYTES_MAX);
    return RC_OK;
}

/* ---- which one ---- */

struct evidence {
    i64 good;             /* well-formed multi-byte characters */
    i64 bad;              /* bytes that are not UTF-8 */
    i64 letters;          /* ASCII letters */
    i64 cyrillic, arabic; /* bytes that are frequent letters in windows-1251 and in -1256 */
};

/* The ten most frequent letters of Russian and Ukrainian in windows-1251, and of Arabic in
 * windows-1256; none in both. */
static const char cyrillic_bytes[] = "\xEE\xE5\xE0\xE8\xF2\xF1\xF0\xE2\xEB\xEA\xB3";
static const char arabic_bytes[] = "\xC7\xE1\xE3\xE4\xE6\xCA\xD1\xC8\xCF\xC9\xD3";

static struct evidence look(struct str s) {
    struct evidence v = {0};
    u32 cp;
    for (i64 i = 0; i < s.n;) {
        u8 b = (u8)s.p[i];
        int n = utf8_next(s, i, &cp);
        if (n > 1) v.good++;
        if (n == 0) v.bad++;
        if (is_alpha(b)) v.letters++;
        if (b >= 0x80 && strchr(cyrillic_bytes, b)) v.cyrillic++;
        if (b >= 0x80 && strchr(arabic_bytes, b)) v.arabic++;
        i += n ? n : 1;
    }
    return v;
}

/* Of text that is not UTF-8. Western text has a foreign letter here and there; Cyrillic or Arabic
 * text has many. */
static const struct charset *guess(struct evidence v) {
    if (v.bad * 5 < v.letters && v.cyrillic + v.arabic < 40) return &charsets[CS_1252];
    if (v.cyrillic == 0 && v.arabic == 0) return &charsets[CS_1252];
    return &charsets[v.arabic > v.cyrillic ? CS_1256 : CS_1251];
}

static i64 bom_of(struct str s, const struct charset **cs) {
    if (str_starts(s, S("\xEF\xBB\xBF"))) return *cs = &charsets[CS_UTF8], 3;
    if (str_starts(s, S("\xFF\xFE"))) return *cs = &charsets[CS_UTF16LE], 2;
    if (str_starts(s, S("\xFE\xFF"))) return *cs = &charsets[CS_UTF16BE], 2;
    return 0;
}

rc charset_decode(struct arena *a, struct str bytes, struct str declared, struct decoded *out,
                  struct err *e) {
    *out = (struct decoded){.text = S("")};
    if (bytes.n > TEXT_BYTES_MAX)
        return fail(e, RC_LIMIT, "text of %lld bytes; at most %lld are read", (long long)bytes.n,
                    (long long)TEXT_BYTES_MAX);
    struct decoder x = {.a = a, .in = bytes, .d = out};
    const struct charset *cs = NULL;
    i64 bom = bom_of(bytes, &cs);
    if (cs) return decode(&x, cs, bom, "bom", e);
    struct evidence v = look(bytes);
    if (v.bad == 0 && v.good > 0) /* too unlikely to be anything else, whatever is declared */
        return decode(&x, &charsets[CS_UTF8], 0, "valid", e);
    cs = by_label(*a, declared);
    if (!cs && declared.n && v.bad)
        return fail(e, RC_UNSUPPORTED, "encoding \"%.*s\" is declared and not known",
                    (int)(declared.n > 40 ? 40 : declared.n), declared.p);
    if (cs && cs->how != BYTES)
        cs = &charsets[CS_UTF8]; /* a label read as ASCII cannot be UTF-16 */
    bool hopeless = v.bad > v.good && v.bad >= 8;
    if (cs && !(cs->how == UTF8 && hopeless)) return decode(&x, cs, 0, "declared", e);
    if (v.bad <= v.good) return decode(&x, &charsets[CS_UTF8], 0, v.bad ? "guessed" : "valid", e);
    return decode(&x, guess(v), 0, "guessed", e);
}

/* ---- what a page declares ---- */

/* "text/html; charset=windows-1251" → the label. */
static struct str charset_in(struct str content) {
    for (i64 i = 0; i + 7 < content.n; i++) {
        if (!str_eqi(str_sub(content, i, i + 7), S("charset"))) continue;
        i64 k = i + 7;
        while (k < content.n && is_space((u8)content.p[k]))
            k++;
        if (k >= content.n || content.p[k] != '=') continue;
        struct str rest = str_trim(str_sub(content, k + 1, content.n));
        i64 end = 0;
        bool quoted = rest.n && (rest.p[0] == '"' || rest.p[0] == '\'');
        if (quoted) rest = str_sub(rest, 1, rest.n);
        while (end < rest.n && !is_space((u8)rest.p[end]) && !strchr(";\"'", rest.p[end]))
            end++;
        return str_sub(rest, 0, end);
    }
    return S("");
}

static struct str xml_encoding(struct str head) {
    if (!str_starts(head, S("<?xml"))) return S("");
    i64 end = str_find(head, S("?>"), 0), at = str_find(head, S("encoding"), 0);
    if (end < 0 || at < 0 || at > end) return S("");
    i64 q = at + 8;
    while (q < end && head.p[q] != '"' && head.p[q] != '\'')
        q++;
    i64 close = q < end ? str_chr(head, head.p[q], q + 1) : -1;
    return close < 0 ? S("") : str_sub(head, q + 1, close);
}

struct str charset_of_html(struct arena scratch, struct str bytes) {
    struct str head = str_sub(bytes, 0, 1024);
    struct html h = html_begin(&scratch, head);
    struct html_token t = {0};
    while (html_next(&h, &t)) {
        if (t.kind != HTML_START || !str_eqi(t.name, S("meta"))) continue;
        struct str label = html_attr(&t, "charset");
        if (label.p) return label;
        label = charset_in(html_attr(&t, "content"));
        if (html_has_attr(&t, "http-equiv") && label.n) return label;
    }
    return xml_encoding(head);
}
