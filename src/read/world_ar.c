/* Arabic: proclitics (و ف ب ك ل ال), pronouns at the end, the future; verb before doer. */
#include "base/asset.h"
#include "read/world.h"
#include "text/number_ar.h"
#include "text/when_ar.h"

ASSET(ar_events, "data/lexicon/ar/events.tsv");
ASSET(ar_people, "data/lexicon/ar/people.tsv");
ASSET(ar_speech, "data/lexicon/ar/speech.tsv");
ASSET(ar_steer, "data/lexicon/ar/steer.tsv");
static struct str events(void) {
    return ar_events();
}
static struct str people(void) {
    return ar_people();
}
static struct str speech(void) {
    return ar_speech();
}
static struct str steer(void) {
    return ar_steer();
}

enum { LETTER = 2, STEM_LETTERS = 2 };

static int push(struct world_form *out, int n, struct str key, u8 off) {
    if (n == WORLD_FORMS) return n;
    out[n] = (struct world_form){key, off};
    return n + 1;
}

static bool strip(struct str *w, const char *head, i64 stem) {
    struct str h = str_c(head);
    if (!str_starts(*w, h) || w->n - h.n < stem * LETTER) return false;
    *w = str_sub(*w, h.n, w->n);
    return true;
}

/* The article behind a preposition; لل stands for ل and ال. */
static int take_article(struct world_form *out, int n, struct str w, u8 off) {
    if (strip(&w, "ال", STEM_LETTERS)) n = push(out, n, w, off | WORLD_OFF_THE);
    return n;
}

static int take_preposition(struct world_form *out, int n, struct str w, u8 off) {
    static const struct {
        const char *head;
        u8 off;
    } HEADS[] = {{"ب", WORLD_OFF_IN}, {"ل", WORLD_OFF_TO}, {"ك", WORLD_OFF_LIKE}};
    n = take_article(out, n, w, off);
    for (i64 i = 0; i < LEN(HEADS); i++) {
        struct str x = w;
        if (!strip(&x, HEADS[i].head, STEM_LETTERS)) continue;
        u8 o = off | HEADS[i].off;
        n = push(out, n, x, o);
        struct str y = x;
        if (HEADS[i].off == WORLD_OFF_TO && strip(&y, "ل", STEM_LETTERS))
            n = push(out, n, y, o | WORLD_OFF_THE);
        return take_article(out, n, x, o);
    }
    struct str x = w;
    bool will = str_starts(w, S("سي")) || str_starts(w, S("ست")) || str_starts(w, S("سن"));
    if (will && strip(&x, "س", 4)) n = push(out, n, x, off | WORLD_OFF_WILL);
    return n;
}

/* The forms without a pronoun at the end; a feminine ending is written t before it. */
static int take_pronouns(struct arena *a, struct world_form *out, int n) {
    static const char *const ENDS[] = {"هما", "هم", "ها", "هن", "نا", "ه"};
    int whole = n;
    for (int k = 0; k < whole && n < WORLD_FORMS; k++) {
        if (out[k].off & WORLD_OFF_THE) continue;
        for (i64 i = 0; i < LEN(ENDS); i++) {
            struct str e = str_c(ENDS[i]), w = out[k].key;
            if (!str_ends(w, e) || w.n - e.n < 3 * LETTER) continue;
            w = str_sub(w, 0, w.n - e.n);
            n = push(out, n, w, out[k].off | WORLD_OFF_OWN);
            if (str_ends(w, S("و"))) /* قتلوا before a pronoun is قتلو */
                n = push(out, n, str_cat(a, w, S("ا")), out[k].off | WORLD_OFF_OWN);
            if (str_ends(w, S("ت")) && w.n > 3 * LETTER)
                n = push(out, n, str_cat(a, str_sub(w, 0, w.n - LETTER), S("ه")),
                         out[k].off | WORLD_OFF_OWN);
            break;
        }
    }
    return n;
}

static int forms(struct arena *a, struct str word, struct world_form *out) {
    int n = push(out, 0, word, 0);
    n = take_preposition(out, n, word, 0);
    struct str w = word;
    if (strip(&w, "و", STEM_LETTERS) || strip(&w, "ف", STEM_LETTERS)) {
        n = push(out, n, w, WORLD_OFF_AND);
        n = take_preposition(out, n, w, WORLD_OFF_AND);
    }
    return take_pronouns(a, out, n);
}

const struct world_lang world_ar = {
    .code = SI("ar"),
    .file = {events, people, speech, steer},
    .forms = forms,
    .number_at = number_ar_at,
    .number_next = number_ar_next,
    .when_at = when_ar_at,
    .verb_first = true,
};
