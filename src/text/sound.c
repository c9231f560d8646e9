#include "text/sound.h"

#include "base/utf8.h"

struct sounds {
    char *room;
    i64 n;     /* bytes */
    int count; /* sounds: letters of the key */
    bool full;
};

static void put(struct sounds *s, struct str letter) {
    if (s->n >= letter.n && str_eq((struct str){s->room + s->n - letter.n, letter.n}, letter))
        return;
    if (s->n + letter.n > SOUND_MAX) {
        s->full = true;
        return;
    }
    memcpy(s->room + s->n, letter.p, (size_t)letter.n);
    s->n += letter.n;
    s->count++;
}

static bool is_article(struct str w) {
    static const struct str all[] = {SI("al"), SI("el"),  SI("il"),  SI("ul"),  SI("an"),
                                     SI("en"), SI("ar"),  SI("er"),  SI("as"),  SI("es"),
                                     SI("at"), SI("et"),  SI("ad"),  SI("ed"),  SI("az"),
                                     SI("ez"), SI("ash"), SI("esh"), SI("ath"), SI("adh")};
    for (i64 i = 0; i < LEN(all); i++)
        if (str_eq(w, all[i])) return true;
    return false;
}

static bool is_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* Two letters that stand for one sound; 0 = they do not. */
static char pair(char a, char b) {
    if (a == 'd' && b == 'j') return 'j';
    if (b != 'h') return 0;
    switch (a) {
    case 'k': return 'x';
    case 's':
    case 'c': return 'c';
    case 'g': return 'g';
    case 't': return 't';
    case 'd': return 'd';
    case 'p': return 'f';
    default: return 0;
    }
}

static char single(char c) {
    switch (c) {
    case 'q':
    case 'c': return 'k';
    case 'p': return 'b';
    case 'v': return 'f';
    case 'g': return 'j';
    default: return c;
    }
}

static void latin_word(struct sounds *s, struct str w) {
    for (i64 i = 0; i < w.n; i++) {
        char c = w.p[i], two = i + 1 < w.n ? pair(c, w.p[i + 1]) : 0;
        bool silent =
            is_vowel(c) || ((c == 'y' || c == 'w') && i > 0) || (c == 'h' && i == w.n - 1);
        if (i == 0 && is_vowel(c)) put(s, S("a"));
        if (silent) continue;
        char letter = two ? two : single(c);
        put(s, (struct str){&letter, 1});
        i += two != 0;
    }
}

static void arabic_word(struct sounds *s, struct str w) {
    if (str_starts(w, S("ال")) && w.n > 6) w = str_sub(w, 4, w.n);
    while (w.n > 4 && (str_ends(w, S("ه")) || str_ends(w, S("ا")) || str_ends(w, S("ي"))))
        w.n -= 2;
    for (i64 i = 0; i + 2 <= w.n; i += 2)
        put(s, str_sub(w, i, i + 2));
}

/* Latin: ASCII only. Arabic: two-byte letters U+0621…U+06D3 only. Digits and all else: no key. */
static enum script script_of(struct str s) {
    bool latin = true, arabic = true;
    for (i64 i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == ' ') continue;
        latin = latin && c >= 'a' && c <= 'z';
        arabic = arabic && c >= 0xD8 && c <= 0xDB && i + 1 < s.n;
        i += arabic;
    }
    return s.n == 0 ? SCRIPT_NONE : latin ? SCRIPT_LATIN : arabic ? SCRIPT_ARABIC : SCRIPT_OTHER;
}

struct str text_sound(struct str folded, char room[static SOUND_MAX]) {
    struct sounds s = {.room = room};
    enum script script = script_of(folded);
    if (script != SCRIPT_LATIN && script != SCRIPT_ARABIC) return S("");
    while (folded.n > 0) {
        struct str w = str_cut(&folded, ' ');
        if (script == SCRIPT_ARABIC)
            arabic_word(&s, w);
        else if (!is_article(w) || folded.n == 0)
            latin_word(&s, w);
    }
    return s.full || s.count < 3 ? S("") : (struct str){room, s.n};
}
