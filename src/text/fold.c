#include "text/fold.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <utf8proc.h>

enum {
    DECOMPOSED_MAX = 32
}; /* the longest compatibility decomposition has 18 code points (U+FDFA) */

struct folder {
    struct buf *out;
    u32 base; /* the last letter written, for marks that belong to it; 0 = none */
    bool gap; /* a space is owed before the next letter */
};

static bool in(u32 cp, u32 lo, u32 hi) {
    return cp >= lo && cp <= hi;
}

/* Signs that carry no letter in the scripts where people write names with and without them. Vowel
 * signs of Indic and other scripts are letters to their readers: they stay. */
static bool is_dropped_mark(u32 cp) {
    return in(cp, 0x0300, 0x036F) || in(cp, 0x0483, 0x0489) || in(cp, 0x0591, 0x05BD) ||
           cp == 0x05BF || in(cp, 0x05C1, 0x05C2) || in(cp, 0x05C4, 0x05C5) || cp == 0x05C7 ||
           in(cp, 0x0610, 0x061A) || in(cp, 0x064B, 0x065F) || cp == 0x0670 ||
           in(cp, 0x06D6, 0x06DC) || in(cp, 0x06DF, 0x06E4) || in(cp, 0x06E7, 0x06E8) ||
           in(cp, 0x06EA, 0x06ED) || in(cp, 0x08D3, 0x08E1) || in(cp, 0x08E3, 0x08FF) ||
           in(cp, 0x1AB0, 0x1AFF) || in(cp, 0x1DC0, 0x1DFF) || in(cp, 0x20D0, 0x20FF) ||
           in(cp, 0xFE20, 0xFE2F);
}

/* Apostrophes, ayn and hamza signs of transliteration, soft hyphen, tatweel, joiners, direction
 * marks. */
static bool is_dropped(u32 cp) {
    switch (cp) {
    case '\'':
    case '`':
    case 0x00B4:
    case 0x00AD:
    case 0x0640:
    case 0x05F3:
    case 0x2032:
    case 0x2035:
    case 0xFEFF:
    case 0x061C: return true;
    default:
        return in(cp, 0x02B0, 0x02FF) || in(cp, 0x2018, 0x201B) || in(cp, 0x200B, 0x200F) ||
               in(cp, 0x202A, 0x202E) || in(cp, 0x2060, 0x2069) || in(cp, 0xFE00, 0xFE0F);
    }
}

/* Letters that Unicode does not decompose; all lower case by now. NULL = none. */
static const char *latin_letter(u32 cp) {
    switch (cp) {
    case 0x00E6: return "ae";
    case 0x00F0:
    case 0x0111:
    case 0x0256:
    case 0x0257: return "d";
    case 0x00F8:
    case 0x0254: return "o";
    case 0x00FE: return "th";
    case 0x0127: return "h";
    case 0x0131: return "i";
    case 0x0142: return "l";
    case 0x014B: return "ng";
    case 0x0153: return "oe";
    case 0x0167: return "t";
    case 0x0180:
    case 0x0253: return "b";
    case 0x0199: return "k";
    case 0x01B4: return "y";
    case 0x01E5: return "g";
    case 0x0259:
    case 0x01DD:
    case 0x025B: return "e";
    default: return NULL;
    }
}

/* Letters that one name is written with now so, now so; digits of the Arabic script. */
static u32 plain_letter(u32 cp) {
    switch (cp) {
    case 0x0451: return 0x0435; /* ё */
    case 0x0671: return 0x0627; /* alef wasla */
    case 0x0649:
    case 0x06CC:
    case 0x06D2: return 0x064A; /* alef maqsura, Farsi yeh */
    case 0x0629:
    case 0x06C1:
    case 0x06D5:
    case 0x06BE: return 0x0647; /* ta marbuta, heh forms */
    case 0x06A9: return 0x0643; /* keheh */
    default:
        if (in(cp, 0x0660, 0x0669)) return cp - 0x0660 + '0';
        if (in(cp, 0x06F0, 0x06F9)) return cp - 0x06F0 + '0';
        return cp;
    }
}

static bool is_letter(u32 cp) {
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO: return true;
    default: return false;
    }
}

static void put_letter(struct folder *f, u32 cp) {
    if (f->gap && f->out->n > 0) buf_c(f->out, ' ');
    f->gap = false;
    f->base = cp;
    const char *latin = cp < 0x300 ? latin_letter(cp) : NULL;
    if (latin)
        buf_puts(f->out, latin);
    else
        utf8_put(f->out, plain_letter(cp));
}

/* й, ї, ў are letters of their own, however spelt: the mark rejoins the letter just written. */
static bool rejoin(struct folder *f, u32 mark) {
    u32 whole = 0;
    if (mark == 0x0306 && f->base == 0x0438) whole = 0x0439;
    if (mark == 0x0306 && f->base == 0x0443) whole = 0x045E;
    if (mark == 0x0308 && f->base == 0x0456) whole = 0x0457;
    if (!whole || f->out->full) return false;
    f->out->n -= 2; /* both letters are two bytes long */
    utf8_put(f->out, whole);
    f->base = 0;
    return true;
}

static void fold_decomposed(struct folder *f, u32 cp) {
    if (is_dropped_mark(cp)) {
        rejoin(f, cp);
    } else if (!is_dropped(cp)) {
        if (is_letter(cp))
            put_letter(f, cp);
        else
            f->gap = true, f->base = 0;
    }
}

static void fold_wide(struct folder *f, u32 cp) {
    utf8proc_int32_t d[DECOMPOSED_MAX];
    int boundary = 0;
    /* U+00B4 and U+037A decompose into blank + mark: an apostrophe must not become a gap. */
    if (is_dropped(cp)) return;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        (utf8proc_int32_t)cp, d, DECOMPOSED_MAX,
        UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, &boundary);
    if (n < 0 || n > DECOMPOSED_MAX) n = 0;
    for (utf8proc_ssize_t i = 0; i < n; i++)
        fold_decomposed(f, (u32)d[i]);
}

static void fold_ascii(struct folder *f, char c) {
    if (is_alnum((unsigned char)c))
        put_letter(f, (u32)(unsigned char)lower(c));
    else if (c != '\'' && c != '`')
        f->gap = true, f->base = 0;
}

static void fold_into(struct buf *out, struct str s) {
    struct folder f = {.out = out};
    for (i64 at = 0; at < s.n && !out->full;) {
        unsigned char c = (unsigned char)s.p[at];
        u32 cp = 0;
        int n = c < 0x80 ? 0 : utf8_next(s, at, &cp);
        if (n > 0)
            fold_wide(&f, cp);
        else if (c < 0x80)
            fold_ascii(&f, (char)c);
        else
            f.gap = true, f.base = 0;
        at += n > 0 ? n : 1;
    }
}

struct str text_fold_name(struct arena *a, struct str s) {
    if (s.n > NAME_BYTES_MAX) return (struct str){0};
    /* One code point of 3 bytes gives at most 18 of 2 or 3 bytes (U+FDFA): 16-fold is room enough.
     */
    struct buf out = buf_make(a, s.n * 16 + 16);
    fold_into(&out, s);
    CHECK(buf_ok(&out));
    struct str folded = buf_str(&out);
    return folded.p ? folded : S("");
}

rc text_fold(struct arena *a, struct str s, struct str *out, struct err *e) {
    *out = S("");
    if (s.n > TEXT_BYTES_MAX)
        return fail(e, RC_LIMIT, "text of %lld bytes is too long to fold", (long long)s.n);
    struct buf b = buf_make(a, FOLD_BYTES_MAX);
    fold_into(&b, s);
    if (!buf_ok(&b))
        return fail(e, RC_LIMIT, "folded text is longer than %lld bytes",
                    (long long)FOLD_BYTES_MAX);
    if (b.n > 0) *out = buf_str(&b);
    return RC_OK;
}
