#include "text/lang.h"

#include "base/limits.h"
#include "base/utf8.h"

enum {
    IN_EN = 1 << LANG_EN,
    IN_FR = 1 << LANG_FR,
    IN_ES = 1 << LANG_ES,
    IN_DE = 1 << LANG_DE,
    IN_TR = 1 << LANG_TR,
    IN_IT = 1 << LANG_IT,
    IN_PT = 1 << LANG_PT,
    IN_RU = 1 << LANG_RU,
    IN_UK = 1 << LANG_UK,
    IN_BG = 1 << LANG_BG,
    IN_SR = 1 << LANG_SR,
    IN_AR = 1 << LANG_AR,
    IN_FA = 1 << LANG_FA,
    IN_UR = 1 << LANG_UR,
    IN_CKB = 1 << LANG_CKB,
    LATIN = IN_EN | IN_FR | IN_ES | IN_DE | IN_TR | IN_IT | IN_PT,
    CYRILLIC = IN_RU | IN_UK | IN_BG | IN_SR,
    ARABIC = IN_AR | IN_FA | IN_UR | IN_CKB,
    WORD_POINTS = 12,   /* shared out among the languages that have the word */
    LETTER_POINTS = 3,  /* of a letter, for those that write it */
    STRANGE_POINTS = 6, /* of a letter, against those that do not */
    SURE_POINTS = 12,   /* less than one word or four letters: unknown */
    LEAD_POINTS = 6     /* ahead of the next language */
};

static const struct word {
    struct str word;
    u32 in;
} words[] = {
#define WORD(w, langs) {SI(w), langs},
#include "text/lang_words.def"
#undef WORD
};

/* Letters (lower case) and who writes them; of its script, nobody else does. */
static const struct letter {
    u32 cp, in;
} letters[] = {
    {0x00DF, IN_DE},
    {0x00E0, IN_FR | IN_IT | IN_PT},
    {0x00E3, IN_PT},
    {0x00E4, IN_DE},
    {0x00E7, IN_FR | IN_PT | IN_TR},
    {0x00E8, IN_FR | IN_IT},
    {0x00EA, IN_FR | IN_PT},
    {0x00EC, IN_IT},
    {0x00F1, IN_ES},
    {0x00F2, IN_IT},
    {0x00F5, IN_PT},
    {0x00F6, IN_DE | IN_TR},
    {0x00FC, IN_DE | IN_TR | IN_ES},
    {0x011F, IN_TR},
    {0x0131, IN_TR},
    {0x0153, IN_FR},
    {0x015F, IN_TR},
    {0x0438, CYRILLIC},
    {0x0439, IN_RU | IN_UK | IN_BG},
    {0x0449, IN_RU | IN_UK | IN_BG},
    {0x044A, IN_RU | IN_BG},
    {0x044B, IN_RU},
    {0x044C, IN_RU | IN_UK | IN_BG},
    {0x044D, IN_RU},
    {0x044E, IN_RU | IN_UK | IN_BG},
    {0x044F, IN_RU | IN_UK | IN_BG},
    {0x0451, IN_RU},
    {0x0452, IN_SR},
    {0x0454, IN_UK},
    {0x0456, IN_UK},
    {0x0457, IN_UK},
    {0x0458, IN_SR},
    {0x0459, IN_SR},
    {0x045A, IN_SR},
    {0x045B, IN_SR},
    {0x045E, 0},
    {0x045F, IN_SR},
    {0x0491, IN_UK},
    {0x0623, IN_AR},
    {0x0625, IN_AR},
    {0x0629, IN_AR},
    {0x0643, IN_AR},
    {0x0649, IN_AR | IN_CKB},
    {0x064A, IN_AR | IN_CKB},
    {0x0679, IN_UR},
    {0x067E, ARABIC & ~IN_AR},
    {0x0686, ARABIC & ~IN_AR},
    {0x0688, IN_UR},
    {0x0691, IN_UR},
    {0x0695, IN_CKB},
    {0x0698, ARABIC & ~IN_AR},
    {0x06A4, IN_CKB},
    {0x06A9, ARABIC & ~IN_AR},
    {0x06AF, ARABIC & ~IN_AR},
    {0x06B5, IN_CKB},
    {0x06BA, IN_UR},
    {0x06BE, IN_UR | IN_CKB},
    {0x06C1, IN_UR},
    {0x06C6, IN_CKB},
    {0x06CC, ARABIC & ~IN_AR},
    {0x06CE, IN_CKB},
    {0x06D2, IN_UR},
    {0x06D5, IN_CKB},
};

struct tally {
    i64 points[LANGS];
    i64 script[SCRIPT_OTHER + 1]; /* letters of each */
    i64 hard_sign;                /* ъ: every fiftieth letter of Bulgarian, rare in Russian */
    char word[LANG_WORD_MAX];
    i64 n; /* of the word; past LANG_WORD_MAX it is no function word */
};

static u32 small(u32 c) {
    if (c < 128) return c >= 'A' && c <= 'Z' ? c + 32 : c;
    if (c == 0x130) return 'i';
    if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x410 && c <= 0x42F)) return c + 32;
    if (c >= 0x400 && c <= 0x40F) return c + 80;
    if (c == 0x11E || c == 0x152 || c == 0x15E || c == 0x490) return c + 1;
    return c;
}

static u32 script_langs(enum script s) {
    if (s == SCRIPT_LATIN) return LATIN;
    if (s == SCRIPT_CYRILLIC) return CYRILLIC;
    return s == SCRIPT_ARABIC ? ARABIC : 0;
}

static void give(struct tally *t, u32 langs, i64 points) {
    for (int l = 1; l < LANGS; l++)
        if (langs >> l & 1) t->points[l] += points;
}

static void count_letter(struct tally *t, u32 cp, enum script s) {
    i64 lo = 0, hi = LEN(letters);
    while (lo < hi) {
        i64 mid = (lo + hi) / 2;
        if (letters[mid].cp < cp)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == LEN(letters) || letters[lo].cp != cp) return;
    give(t, letters[lo].in, LETTER_POINTS);
    give(t, script_langs(s) & ~letters[lo].in, -STRANGE_POINTS);
}

static void count_word(struct tally *t) {
    struct str w = {t->word, t->n};
    t->n = 0;
    if (w.n == 0 || w.n > LANG_WORD_MAX) return;
    i64 lo = 0, hi = LEN(words);
    while (lo < hi) {
        i64 mid = (lo + hi) / 2;
        if (str_cmp(words[mid].word, w) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == LEN(words) || !str_eq(words[lo].word, w)) return;
    give(t, words[lo].in, WORD_POINTS / __builtin_popcount(words[lo].in));
}

static void add_letter(struct tally *t, u32 cp, enum script s) {
    t->script[s]++;
    t->hard_sign += cp == 0x44A;
    count_letter(t, cp, s);
    int width = cp < 0x80 ? 1 : cp < 0x800 ? 2 : 0; /* function words have no wider letter */
    if (width == 0 || t->n + width > LANG_WORD_MAX) {
        t->n = LANG_WORD_MAX + 1;
        return;
    }
    if (width == 2) t->word[t->n++] = (char)(0xC0 | cp >> 6);
    t->word[t->n++] = (char)(width == 2 ? 0x80 | (cp & 63) : cp);
}

static bool is_arabic_mark(u32 cp) {
    return cp == 0x640 || (cp >= 0x64B && cp <= 0x65F) || cp == 0x670;
}

static u32 main_langs(const struct tally *t) {
    enum script best = SCRIPT_LATIN;
    for (int s = SCRIPT_LATIN; s <= SCRIPT_OTHER; s++)
        if (t->script[s] > t->script[best]) best = (enum script)s;
    return t->script[best] > 0 ? script_langs(best) : 0;
}

static enum lang best_of(const struct tally *t, u32 among) {
    int best = LANG_UND;
    i64 next = 0;
    for (int l = 1; l < LANGS; l++) {
        if (!(among >> l & 1)) continue;
        if (best == LANG_UND || t->points[l] > t->points[best]) {
            if (best != LANG_UND) next = t->points[best];
            best = l;
        } else if (t->points[l] > next) {
            next = t->points[l];
        }
    }
    bool sure =
        best != LANG_UND && t->points[best] >= SURE_POINTS && t->points[best] - next >= LEAD_POINTS;
    return sure ? (enum lang)best : LANG_UND;
}

enum lang lang_of(struct str paragraph) {
    struct tally t = {0};
    struct str s = str_sub(paragraph, 0, LANG_BYTES_MAX);
    for (i64 i = 0; i < s.n;) {
        u32 cp = ' ';
        int width = utf8_next(s, i, &cp);
        i += width > 0 ? width : 1;
        if (width == 0) cp = ' ';
        bool silent = cp == 0xAD || (cp >= 0x300 && cp <= 0x36F); /* soft hyphens, stress marks */
        if (is_arabic_mark(cp) || silent) continue;
        cp = small(cp);
        enum script script = utf8_script(cp);
        if (script != SCRIPT_NONE)
            add_letter(&t, cp, script);
        else
            count_word(&t);
    }
    count_word(&t);
    if (t.hard_sign * 100 > t.script[SCRIPT_CYRILLIC]) give(&t, IN_BG, WORD_POINTS);
    return best_of(&t, main_langs(&t));
}

struct str lang_code(enum lang l) {
    static const struct str codes[LANGS] = {
        SI("und"), SI("en"), SI("fr"), SI("es"), SI("de"), SI("tr"), SI("it"), SI("pt"),
        SI("ru"),  SI("uk"), SI("bg"), SI("sr"), SI("ar"), SI("fa"), SI("ur"), SI("ckb")};
    return codes[l > LANG_UND && l < LANGS ? l : LANG_UND];
}
