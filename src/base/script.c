/* Scripts of code points, coarse: enough to tell which language family a text is in. Ranges from
 * Unicode 15 Scripts.txt, letters only; what is not listed is no letter (SCRIPT_NONE) below U+0370
 * and inside the blocks of marks, punctuation and symbols, and elsewhere a letter of another
 * script. */
#include "base/utf8.h"

struct range {
    u32 from, to;
    enum script script;
};

#define NONE(a, b)     {a, b, SCRIPT_NONE},
#define LATIN(a, b)    {a, b, SCRIPT_LATIN},
#define ARABIC(a, b)   {a, b, SCRIPT_ARABIC},
#define CYRILLIC(a, b) {a, b, SCRIPT_CYRILLIC},

/* Sorted, without overlaps. A gap is SCRIPT_OTHER. */
/* clang-format off */
static const struct range RANGES[] = {
    NONE(0x0000, 0x0040)        LATIN(0x0041, 0x005a)       NONE(0x005b, 0x0060)
    LATIN(0x0061, 0x007a)       NONE(0x007b, 0x00a9)        LATIN(0x00aa, 0x00aa)
    NONE(0x00ab, 0x00b9)        LATIN(0x00ba, 0x00ba)       NONE(0x00bb, 0x00bf)
    LATIN(0x00c0, 0x00d6)       NONE(0x00d7, 0x00d7)        LATIN(0x00d8, 0x00f6)
    NONE(0x00f7, 0x00f7)        LATIN(0x00f8, 0x02b8)       NONE(0x02b9, 0x036f)
    NONE(0x0375, 0x0375)        NONE(0x037e, 0x037e)        NONE(0x0384, 0x0385)
    NONE(0x0387, 0x0387)        NONE(0x03f6, 0x03f6)        CYRILLIC(0x0400, 0x0481)
    NONE(0x0482, 0x0489)        CYRILLIC(0x048a, 0x052f)    NONE(0x055a, 0x055f)
    NONE(0x0589, 0x058f)        NONE(0x0591, 0x05cf)        NONE(0x05f3, 0x061f)
    ARABIC(0x0620, 0x064a)      NONE(0x064b, 0x066d)        ARABIC(0x066e, 0x066f)
    NONE(0x0670, 0x0670)        ARABIC(0x0671, 0x06d3)      NONE(0x06d4, 0x06d4)
    ARABIC(0x06d5, 0x06d5)      NONE(0x06d6, 0x06e4)        ARABIC(0x06e5, 0x06e6)
    NONE(0x06e7, 0x06ed)        ARABIC(0x06ee, 0x06ef)      NONE(0x06f0, 0x06f9)
    ARABIC(0x06fa, 0x06fc)      NONE(0x06fd, 0x06fe)        ARABIC(0x06ff, 0x06ff)
    ARABIC(0x0750, 0x077f)      ARABIC(0x0870, 0x0887)      NONE(0x0888, 0x0888)
    ARABIC(0x0889, 0x088e)      NONE(0x0890, 0x089f)        ARABIC(0x08a0, 0x08c9)
    NONE(0x08ca, 0x08ff)        NONE(0x0964, 0x096f)        NONE(0x1ab0, 0x1aff)
    CYRILLIC(0x1c80, 0x1c88)    LATIN(0x1d00, 0x1d25)       CYRILLIC(0x1d2b, 0x1d2b)
    LATIN(0x1d2c, 0x1d5c)       LATIN(0x1d62, 0x1d65)       LATIN(0x1d6b, 0x1d77)
    CYRILLIC(0x1d78, 0x1d78)    LATIN(0x1d79, 0x1dbe)       NONE(0x1dc0, 0x1dff)
    LATIN(0x1e00, 0x1eff)       NONE(0x2000, 0x2070)        LATIN(0x2071, 0x2071)
    NONE(0x2072, 0x207e)        LATIN(0x207f, 0x207f)       NONE(0x2080, 0x208f)
    LATIN(0x2090, 0x209c)       NONE(0x209d, 0x2129)        LATIN(0x212a, 0x212b)
    NONE(0x212c, 0x215f)        LATIN(0x2160, 0x2188)       NONE(0x2189, 0x2bff)
    LATIN(0x2c60, 0x2c7f)       CYRILLIC(0x2de0, 0x2dff)    NONE(0x2e00, 0x2e7f)
    NONE(0x3000, 0x3004)        NONE(0x3007, 0x3030)        CYRILLIC(0xa640, 0xa66e)
    NONE(0xa66f, 0xa67e)        CYRILLIC(0xa67f, 0xa69d)    NONE(0xa69e, 0xa69f)
    NONE(0xa700, 0xa721)        LATIN(0xa722, 0xa787)       NONE(0xa788, 0xa78a)
    LATIN(0xa78b, 0xa7ff)       LATIN(0xab30, 0xab5a)       NONE(0xab5b, 0xab5b)
    LATIN(0xab5c, 0xab64)       NONE(0xd800, 0xf8ff)        LATIN(0xfb00, 0xfb06)
    NONE(0xfb29, 0xfb29)        ARABIC(0xfb50, 0xfbb1)      NONE(0xfbb2, 0xfbc2)
    ARABIC(0xfbd3, 0xfd3d)      NONE(0xfd3e, 0xfd4f)        ARABIC(0xfd50, 0xfdc7)
    NONE(0xfdc8, 0xfdef)        ARABIC(0xfdf0, 0xfdfc)      NONE(0xfdfd, 0xfe6f)
    ARABIC(0xfe70, 0xfefc)      NONE(0xfefd, 0xff20)        LATIN(0xff21, 0xff3a)
    NONE(0xff3b, 0xff40)        LATIN(0xff41, 0xff5a)       NONE(0xff5b, 0xff65)
    NONE(0xffe0, 0xffff)        NONE(0x1d100, 0x1d3ff)      NONE(0x1f000, 0x1faff)
    NONE(0xe0000, 0x10ffff)
};
/* clang-format on */

enum script utf8_script(u32 cp) {
    i64 lo = 0, hi = LEN(RANGES);
    while (lo < hi) {
        i64 mid = (lo + hi) / 2;
        if (cp > RANGES[mid].to)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == LEN(RANGES)) return SCRIPT_NONE; /* past U+10FFFF */
    return cp >= RANGES[lo].from ? RANGES[lo].script : SCRIPT_OTHER;
}

enum script utf8_main_script(struct str s) {
    i64 count[SCRIPT_OTHER + 1] = {0};
    for (i64 at = 0; at < s.n;) {
        u32 cp;
        int n = utf8_next(s, at, &cp);
        if (n) count[utf8_script(cp)]++;
        at += n ? n : 1;
    }
    enum script best = SCRIPT_NONE;
    count[SCRIPT_NONE] = 0; /* digits alone have none; equal counts go to the first in the enum */
    for (enum script i = SCRIPT_LATIN; i <= SCRIPT_OTHER; i++)
        if (count[i] > count[best]) best = i;
    return best;
}
