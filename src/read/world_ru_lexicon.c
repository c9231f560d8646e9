/* The lists of data/lexicon/ru as a table of forms: stems times endings, written out once. */
#include "read/world_ru.h"

#include "base/asset.h"

ASSET(ru_events_file, "data/lexicon/ru/events.tsv");
ASSET(ru_people_file, "data/lexicon/ru/people.tsv");
ASSET(ru_speech_file, "data/lexicon/ru/speech.tsv");
ASSET(ru_steer_file, "data/lexicon/ru/steer.tsv");
ASSET(ru_findings_file, "data/lexicon/ru/findings.tsv");

static const struct {
    const char *cls, *ending;
    u32 morph;
} ENDINGS[] = {
#define NOM                       RU_NOM
#define GEN                       RU_GEN
#define DAT                       RU_DAT
#define ACC                       RU_ACC
#define INS                       RU_INS
#define LOC                       RU_LOC
#define ONE                       RU_ONE
#define MAN                       RU_MAN
#define WOMAN                     RU_WOMAN
#define NEUTER                    RU_NEUTER
#define MANY                      RU_MANY
#define ENDING(c, e, cases, rest) {c, e, (cases) | (rest)},
#include "read/world_ru_endings.def"
#undef ENDING
};

static const char *const CLASSES[] = {
#define CLASS(name) #name,
#define FLAG(name)
#include "read/world_ru.def"
#undef CLASS
#undef FLAG
};
static const char *const FLAGS[] = {
#define CLASS(name)
#define FLAG(name) #name,
#include "read/world_ru.def"
#undef CLASS
#undef FLAG
};
_Static_assert(LEN(FLAGS) <= 32, "a bit a flag");

static i64 index_of(const char *const *v, i64 n, struct str w) {
    for (i64 i = 0; i < n; i++)
        if (str_eqc(w, v[i])) return i;
    return -1;
}

static u8 kind_value(struct str v) {
    enum kind k;
    CHECK(kind_parse(v, &k));
    return (u8)k;
}

static u8 word_value(const char *list, struct str v) {
    int value;
    CHECK(word_parse(list, v, &value));
    return (u8)value;
}

static void set_key(struct ru_row *r, struct str key) {
    static const char *const forms[] = {"", "pass", "mid", "act", "noun", "folk"};
    struct str v = key, k = str_cut(&v, '=');
    if (!v.p) {
        i64 bit = index_of(FLAGS, LEN(FLAGS), k);
        CHECK(bit >= 0);
        r->flags |= 1u << bit;
    } else if (str_eqc(k, "kind"))
        r->kind = kind_value(v);
    else if (str_eqc(k, "else"))
        r->other = (u8)(kind_value(v) + 1);
    else if (str_eqc(k, "form"))
        r->form = (u8)index_of(forms, LEN(forms), v);
    else if (str_eqc(k, "who"))
        r->who = (u8)(word_value("who", v) + 1);
    else if (str_eqc(k, "role"))
        r->role = (u8)(word_value("role", v) + 1);
    else if (str_eqc(k, "act"))
        r->act = word_value("act", v);
    else if (str_eqc(k, "finding"))
        r->finding = word_value("finding", v);
    else {
        i64 c = index_of(CLASSES, LEN(CLASSES), v);
        CHECK(str_eqc(k, "class") && c >= 0);
        r->cls = (u8)(c + 1);
    }
}

static struct ru_pattern pattern_of(struct str w) {
    i64 open = str_chr(w, '(', 0), colon = str_chr(w, ':', 0);
    if (open >= 0) {
        CHECK(str_ends(w, S(")")));
        return (struct ru_pattern){str_sub(w, 0, open), str_sub(w, open, w.n)};
    }
    if (colon < 0) return (struct ru_pattern){.stem = w};
    return (struct ru_pattern){str_sub(w, 0, colon), str_sub(w, colon + 1, w.n)};
}

static void link_form(struct arena *a, struct ru_lexicon *lx, struct str stem, struct str end,
                      u32 morph) {
    struct map_entry *m = map_put(&lx->first, a, str_cat(a, stem, end), NULL);
    *PUSH(a, lx->link, lx->nlink, lx->caplink) =
        (struct ru_link){(i32)lx->nrow - 1, (i32)m->value, morph};
    m->value = lx->nlink;
}

/* All forms of the first word. */
static void link_row(struct arena *a, struct ru_lexicon *lx, const struct ru_pattern *p) {
    if (p->ends.n && p->ends.p[0] == '(') {
        struct str rest = str_sub(p->ends, 1, p->ends.n - 1);
        while (rest.p)
            link_form(a, lx, p->stem, str_cut(&rest, '|'), 0);
        return;
    }
    i64 before = lx->nlink;
    if (!p->ends.n) link_form(a, lx, p->stem, S(""), 0);
    for (i64 i = 0; p->ends.n && i < LEN(ENDINGS); i++)
        if (str_eqc(p->ends, ENDINGS[i].cls))
            link_form(a, lx, p->stem, str_c(ENDINGS[i].ending), ENDINGS[i].morph);
    CHECK(lx->nlink > before); /* a class of endings.def */
}

static void add_line(struct arena *a, struct ru_lexicon *lx, enum ru_group g, struct str line) {
    struct str keys = line, words = str_cut(&keys, '\t');
    struct ru_row *r = PUSH(a, lx->row, lx->nrow, lx->caprow);
    *r = (struct ru_row){.group = (u8)g};
    while (words.p && words.n) {
        CHECK(r->n < RU_WORDS);
        r->w[r->n++] = pattern_of(str_cut(&words, ' '));
    }
    while (keys.p && keys.n) {
        struct str part = str_cut(&keys, '\t');
        while (part.p && part.n)
            set_key(r, str_cut(&part, ' '));
    }
    CHECK(r->n > 0);
    link_row(a, lx, &r->w[0]);
}

const struct ru_lexicon *ru_lexicon_make(struct arena *a) {
    const struct str files[RU_GROUPS] = {ru_events_file(), ru_people_file(), ru_speech_file(),
                                         ru_steer_file(), ru_findings_file()};
    struct ru_lexicon *lx = NEW(a, struct ru_lexicon);
    for (int g = 0; g < RU_GROUPS; g++)
        for (struct str rest = files[g]; rest.n > 0;) {
            struct str line = str_cut(&rest, '\n');
            if (line.n && line.p[0] != '#') add_line(a, lx, (enum ru_group)g, line);
        }
    return lx;
}

struct str ru_lexicon_files(struct arena *a) {
    return str_cat(a, str_cat(a, ru_events_file(), ru_people_file()),
                   str_cat(a, str_cat(a, ru_speech_file(), ru_steer_file()), ru_findings_file()));
}

bool ru_fits(const struct ru_pattern *p, struct str word, u32 *morph) {
    *morph = 0;
    if (!str_starts(word, p->stem)) return false;
    struct str end = str_sub(word, p->stem.n, word.n);
    if (!p->ends.n) return end.n == 0;
    if (p->ends.p[0] != '(') {
        for (i64 i = 0; i < LEN(ENDINGS); i++)
            if (str_eqc(p->ends, ENDINGS[i].cls) && str_eqc(end, ENDINGS[i].ending)) {
                *morph = ENDINGS[i].morph;
                return true;
            }
        return false;
    }
    struct str rest = str_sub(p->ends, 1, p->ends.n - 1);
    while (rest.p)
        if (str_eq(str_cut(&rest, '|'), end)) return true;
    return false;
}
