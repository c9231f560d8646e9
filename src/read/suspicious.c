#include "read/suspicious.h"

#include "base/utf8.h"

static bool bidi(u32 c) {
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* Joiners and marks of direction: spelling among Arabic letters. */
static bool joiner(u32 c) {
    return (c >= 0x200c && c <= 0x200f) || c == 0x061c;
}

static bool invisible(u32 c) {
    return c == 0x00ad || c == 0x034f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5 ||
           c == 0x180e || c == 0x200b || (c >= 0x2060 && c <= 0x2064) ||
           (c >= 0x206a && c <= 0x206f) || c == 0x3164 || c == 0xfeff || c == 0xffa0 ||
           (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0000 && c <= 0xe0fff) || c < 0x09 ||
           (c > 0x0d && c < 0x20) || (c >= 0x7f && c < 0xa0 && c != 0x85);
}

/* Letters that stand for Latin ones in another dress. */
static bool dressed(u32 c) {
    return (c >= 0xff21 && c <= 0xff3a) || (c >= 0xff41 && c <= 0xff5a) ||
           (c >= 0x1d400 && c <= 0x1d7ff) || (c >= 0x24b6 && c <= 0x24e9);
}

enum { LATIN = 1, CYRILLIC = 2, GREEK = 4, ARABIC = 8 };

static u32 alphabet(u32 c) {
    switch (utf8_script(c)) {
    case SCRIPT_LATIN: return LATIN;
    case SCRIPT_CYRILLIC: return CYRILLIC;
    case SCRIPT_ARABIC: return ARABIC;
    default: break;
    }
    bool greek =
        (c >= 0x0370 && c <= 0x03ff && c != 0x037e && c != 0x0387) || (c >= 0x1f00 && c <= 0x1fff);
    return greek ? GREEK : 0;
}

/* A mark on a letter belongs to its word. */
static bool mark(u32 c) {
    return c >= 0x0300 && c <= 0x036f;
}

const char *names_suspicious(struct str s) {
    u32 word = 0, all = 0, c = 0;
    bool mixed = false, hidden = false, joined = false, dress = false;
    for (i64 i = 0; i < s.n;) {
        int n = utf8_next(s, i, &c);
        if (n == 0) return "not UTF-8";
        if (bidi(c)) return "text direction is overridden";
        u32 a = alphabet(c);
        hidden = hidden || invisible(c);
        joined = joined || joiner(c);
        dress = dress || dressed(c);
        all |= a;
        if (a)
            word |= a;
        else if (!mark(c) && !joiner(c) && !invisible(c))
            word = 0;
        mixed = mixed || (word & (word - 1)) != 0;
        i += n;
    }
    if (mixed) return "mixed scripts in one word";
    if (hidden || (joined && !(all & ARABIC))) return "invisible characters";
    return dress ? "letters of a look-alike alphabet" : NULL;
}
