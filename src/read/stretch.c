#include "read/stretch.h"

#include "base/utf8.h"
#include "text/lang.h"

enum { SHORT_WORDS = 10 }; /* of a line too short to tell neighbours apart */

struct line {
    i64 letters[SCRIPT_OTHER + 1], words;
    bool strange; /* a letter of its script that Arabic and Russian do not write */
};

static bool is_strange(u32 c) {
    static const u32 LETTERS[] = {
        0x67E, 0x686, 0x688, 0x691, 0x695, 0x698, 0x6A9, 0x6AF, 0x6BA, 0x6BE, 0x6C1, 0x6C6, 0x6CC,
        0x6CE, 0x6D2, 0x6D5, 0x404, 0x406, 0x407, 0x40E, 0x454, 0x456, 0x457, 0x45E, 0x490, 0x491,
        0x402, 0x408, 0x409, 0x40A, 0x40B, 0x40F, 0x452, 0x458, 0x459, 0x45A, 0x45B, 0x45F};
    for (i64 i = 0; i < LEN(LETTERS); i++)
        if (c == LETTERS[i]) return true;
    return false;
}

static struct line look(struct str s) {
    struct line l = {0};
    bool inside = false;
    for (i64 i = 0; i < s.n;) {
        u32 c;
        int n = utf8_next(s, i, &c);
        i += n ? n : 1;
        enum script k = n ? utf8_script(c) : SCRIPT_NONE;
        l.letters[k]++;
        l.words += k != SCRIPT_NONE && !inside;
        inside = k != SCRIPT_NONE;
        l.strange |= c >= 0x400 && is_strange(c);
    }
    return l;
}

static bool is_latin(struct str code) {
    static const char *const OTHERS[] = {"ar", "fa", "ur", "ckb", "ru", "uk", "bg", "sr", "und"};
    for (i64 i = 0; i < LEN(OTHERS); i++)
        if (str_eqc(code, OTHERS[i])) return false;
    return true;
}

/* The language of one line, "" where it goes with its neighbours. */
static struct str lang_of_line(struct str s, struct str main) {
    struct line l = look(s);
    i64 latin = l.letters[SCRIPT_LATIN], arabic = l.letters[SCRIPT_ARABIC],
        cyrillic = l.letters[SCRIPT_CYRILLIC], other = l.letters[SCRIPT_OTHER];
    if (latin + arabic + cyrillic + other < 2) return S("");
    if (other > latin && other > arabic && other > cyrillic) return S("und");
    if (latin >= arabic && latin >= cyrillic) {
        if (is_latin(main)) return main;
        enum lang k = l.words >= 4 ? lang_of(s) : LANG_UND;
        return k == LANG_UND ? S("") : lang_code(k);
    }
    enum lang k = lang_of(s);
    bool near = cyrillic > arabic && str_eqc(main, "ru") && !l.strange && l.words < SHORT_WORDS;
    if (near) return main; /* a short line of a Russian report is no Bulgarian one */
    if (k != LANG_UND) return lang_code(k);
    if (l.strange) return S("und");
    return arabic >= cyrillic ? S("ar") : S("ru");
}

/* Is there a first byte of a letter from U+0400 on? */
static bool has_others(struct str s) {
    for (i64 i = 0; i < s.n; i++)
        if ((u8)s.p[i] >= 0xD0 && (u8)s.p[i] <= 0xDF) return true;
    return false;
}

struct stretch *stretches_of(struct arena *a, struct str text, struct str main, i64 *n) {
    struct stretch *v = NULL;
    i64 cap = 0;
    *n = 0;
    if (!has_others(text)) {
        *PUSH(a, v, *n, cap) = (struct stretch){0, text.n, main, 1};
        return v;
    }
    for (i64 at = 0; at < text.n;) {
        i64 nl = str_chr(text, '\n', at), to = nl < 0 ? text.n : nl + 1;
        struct str code = lang_of_line(str_sub(text, at, to), main);
        struct stretch *last = *n ? &v[*n - 1] : NULL;
        bool first = last && !last->lang.n; /* nothing but such lines so far */
        if (last && (!code.n || first || str_eq(code, last->lang))) {
            last->to = to;
            if (first) last->lang = code;
        } else {
            last = PUSH(a, v, *n, cap);
            *last = (struct stretch){at, to, code, 0};
        }
        last->lines += code.n > 0;
        at = to;
    }
    if (*n && !v[0].lang.n) v[0].lang = main;
    return v;
}
