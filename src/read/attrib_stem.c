#include "read/attrib_features.h"

/* Endings of English verbs and nouns, off. Only for comparing words with each other: what is left
 * need not be a word. */

enum { STEM_MAX = 24 };

struct stem {
    char v[STEM_MAX];
    i32 n;
};

static bool ends(const struct stem *s, const char *end, i32 least) {
    i32 n = (i32)strlen(end);
    return s->n >= n + least && !memcmp(s->v + s->n - n, end, (size_t)n);
}

/* Forms that no rule makes. */
static void irregular(struct stem *s) {
    static const char *const form[][2] = {{"said", "say"},
                                          {"told", "tell"},
                                          {"thought", "think"},
                                          {"knew", "know"},
                                          {"known", "know"},
                                          {"saw", "see"},
                                          {"seen", "see"},
                                          {"wrote", "writ"},
                                          {"written", "writ"},
                                          {"spoke", "speak"},
                                          {"spoken", "speak"},
                                          {"heard", "hear"},
                                          {"found", "find"},
                                          {"felt", "feel"},
                                          {"meant", "mean"},
                                          {"made", "mak"},
                                          {"gave", "giv"},
                                          {"given", "giv"},
                                          {"held", "hold"},
                                          {"sought", "seek"},
                                          {"swore", "swear"},
                                          {"sworn", "swear"},
                                          {"understood", "understand"},
                                          {"chose", "choos"},
                                          {"chosen", "choos"},
                                          {"foresaw", "foresee"}};
    for (i64 k = 0; k < LEN(form); k++) {
        i32 n = (i32)strlen(form[k][0]);
        if (s->n != n || memcmp(s->v, form[k][0], (size_t)n) != 0) continue;
        s->n = (i32)strlen(form[k][1]);
        memcpy(s->v, form[k][1], (size_t)s->n);
        return;
    }
}

static void strip(struct stem *s) {
    if (ends(s, "ies", 2) || ends(s, "ied", 2)) {
        s->n -= 2; /* denies, deni */
        return;
    }
    if (ends(s, "ying", 2)) {
        s->n -= 3, s->v[s->n - 1] = 'i';
        return;
    }
    if (ends(s, "ing", 3))
        s->n -= 3;
    else if (ends(s, "ed", 3))
        s->n -= 2;
    else if (ends(s, "s", 3) && !ends(s, "ss", 1))
        s->n--;
    if (ends(s, "e", 3)) s->n--;
    if (s->n > 3 && s->v[s->n - 1] == s->v[s->n - 2]) s->n--;
    if (ends(s, "y", 2)) s->v[s->n - 1] = 'i';
}

u32 attrib_stem(struct str form) {
    struct stem s = {.n = form.n < STEM_MAX ? (i32)form.n : STEM_MAX};
    for (i32 i = 0; i < s.n; i++)
        s.v[i] = (char)(form.p[i] >= 'A' && form.p[i] <= 'Z' ? form.p[i] | 32 : form.p[i]);
    irregular(&s);
    strip(&s);
    u32 h = 2166136261u;
    for (i32 i = 0; i < s.n; i++)
        h = (h ^ (u8)s.v[i]) * 16777619u;
    return h;
}
