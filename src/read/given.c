#include "read/given.h"

#include "base/asset.h"
#include "text/fold.h"

ASSET(lex_given, "data/lexicon/given.tsv");

enum { SLOTS = 4096, OFFSPRING_BYTES = 32 };

struct given_row {
    char key[GIVEN_KEY];
    u8 n, who;
};

struct given_names {
    struct given_row slot[SLOTS]; /* n 0: free */
    i64 used;
};

struct str given_file(void) {
    return lex_given();
}

/* ---- spelling ---- */

static char pair(char a, char b) {
    if (b != 'h') return 0;
    switch (a) {
    case 's':
    case 'c': return 'c';
    case 'k':
    case 'g':
    case 't':
    case 'd': return a;
    case 'p': return 'f';
    default: return 0;
    }
}

static char single(char c) {
    switch (c) {
    case 'c':
    case 'q': return 'k';
    case 'v': return 'f';
    case 'p': return 'b';
    case 'o': return 'u';
    case 'e':
    case 'y': return 'i';
    default: return c;
    }
}

/* Letters, each sound once; -1 too long, or no letter. */
static i64 sounds(struct str w, char *out) {
    i64 n = 0;
    bool ah = w.n > 2 && w.p[w.n - 1] == 'h' && (w.p[w.n - 2] == 'a' || w.p[w.n - 2] == 'e');
    if (ah) w.n -= 2;
    for (i64 i = 0; i < w.n; i++) {
        if (w.p[i] < 'a' || w.p[i] > 'z') return -1;
        char two = i + 1 < w.n ? pair(w.p[i], w.p[i + 1]) : 0, c = two ? two : single(w.p[i]);
        i += two != 0;
        if (n && out[n - 1] == c) continue;
        if (n == GIVEN_KEY - 1) return -1;
        out[n++] = c;
    }
    if (ah && (!n || out[n - 1] != 'a')) out[n++] = 'a';
    return n;
}

struct str given_key(struct str word, char room[static GIVEN_KEY]) {
    i64 n = sounds(word, room), k = 0;
    for (i64 i = 0; i < n; i++) {
        bool ai = room[i] == 'a' && i && i + 2 < n && room[i + 1] == 'i' && room[i + 2] != 'a' &&
                  room[i + 2] != 'u';
        if (!ai) room[k++] = room[i];
    }
    return (struct str){room, n < 0 ? 0 : k};
}

/* ---- the table ---- */

static u32 hash(struct str w) {
    u32 h = 2166136261u;
    for (i64 i = 0; i < w.n; i++)
        h = (h ^ (u8)w.p[i]) * 16777619u;
    return h ^ h >> 15;
}

/* The slot of a key, or the free one where it belongs. */
static i64 slot_of(const struct given_names *g, struct str key) {
    i64 i = hash(key) % SLOTS;
    while (g->slot[i].n && !str_eq((struct str){g->slot[i].key, g->slot[i].n}, key))
        i = (i + 1) % SLOTS;
    return i;
}

static void add(struct given_names *g, struct str word, enum who who) {
    char room[GIVEN_KEY];
    struct str key = given_key(word, room);
    CHECK(key.n > 0 && g->used < SLOTS / 2);
    struct given_row *r = &g->slot[slot_of(g, key)];
    CHECK(!r->n || r->who == who);
    g->used += !r->n;
    memcpy(r->key, key.p, (size_t)key.n);
    r->n = (u8)key.n;
    r->who = (u8)who;
}

const struct given_names *given_make(struct arena *a) {
    struct given_names *g = NEW(a, struct given_names);
    struct str rest = lex_given();
    while (rest.n > 0) {
        struct str line = str_cut(&rest, '\n');
        if (!line.n || line.p[0] == '#') continue;
        struct str sex = str_cut(&line, '\t');
        bool man = str_eqc(sex, "man"), woman = str_eqc(sex, "woman");
        CHECK(man || woman || str_eqc(sex, "open"));
        while (line.n > 0)
            add(g, str_cut(&line, ' '), man ? WHO_MAN : woman ? WHO_WOMAN : WHO_UNKNOWN);
    }
    return g;
}

/* ---- a name ---- */

static bool among(struct str w, const struct str *v, i64 n) {
    for (i64 i = 0; i < n; i++)
        if (str_eq(w, v[i])) return true;
    return false;
}

/* Words before a given name that say nothing of the sex, and the article. */
static bool is_before(struct str w) {
    static const struct str all[] = {SI("dr"),   SI("doctor"),   SI("prof"),       SI("professor"),
                                     SI("eng"),  SI("engineer"), SI("journalist"), SI("martyr"),
                                     SI("baby"), SI("al"),       SI("el")};
    return among(w, all, LEN(all));
}

/* "Nour al-Din", "Nour Eddine": of the faith, a man's name whatever the first word. */
static bool is_faith(struct str w, struct str rest) {
    static const struct str all[] = {SI("eddin"),  SI("eddine"), SI("aldin"), SI("aldeen"),
                                     SI("eldin"),  SI("eldeen"), SI("uddin"), SI("ddin"),
                                     SI("eddeen"), SI("addin"),  SI("aldine")};
    static const struct str din[] = {SI("din"), SI("deen"), SI("dine")};
    static const struct str article[] = {SI("al"), SI("el"), SI("ad"), SI("ed"), SI("ud")};
    struct str next = str_cut(&rest, ' ');
    return among(w, all, LEN(all)) ||
           (among(w, article, LEN(article)) && among(next, din, LEN(din)));
}

static enum who look(const struct given_names *g, struct str word) {
    char room[GIVEN_KEY];
    struct str key = given_key(word, room);
    const struct given_row *r = &g->slot[slot_of(g, key)];
    return key.n && r->n ? (enum who)r->who : WHO_UNKNOWN;
}

enum who given_sex(struct arena scratch, const struct given_names *g, struct str name, bool alone) {
    struct str rest = text_fold_name(&scratch, name);
    struct str w = str_cut(&rest, ' ');
    while (w.n && is_before(w))
        w = str_cut(&rest, ' ');
    struct str after = rest, next = str_cut(&after, ' ');
    if (!w.n || (!next.n && !alone)) return WHO_UNKNOWN;
    if (is_faith(next, after)) return WHO_MAN;
    bool servant = str_starts(w, S("abd")) && !str_eqc(w, "abda") && !str_eqc(w, "abdah");
    return servant ? WHO_MAN : look(g, w);
}

bool given_offspring(struct str text, struct span name) {
    static const struct str all[] = {SI("son"),           SI("sons"),      SI("daughter"),
                                     SI("daughters"),     SI("child"),     SI("children"),
                                     SI("grandson"),      SI("grandsons"), SI("granddaughter"),
                                     SI("grandchildren"), SI("siblings"),  SI("granddaughters"),
                                     SI("twins")};
    i64 from = name.start > OFFSPRING_BYTES ? name.start - OFFSPRING_BYTES : 0;
    struct str before = str_sub(text, from, name.start), word = {0};
    for (i64 i = before.n; i > 0; i--) {
        char c = lower(before.p[i - 1]);
        if (c >= 'a' && c <= 'z') {
            word = (struct str){before.p + i - 1, word.n + 1};
            continue;
        }
        for (i64 k = 0; word.n && k < LEN(all); k++)
            if (str_eq(word, all[k])) return true;
        if (word.n || c == '.' || c == ',' || c == ';') return false;
    }
    return false;
}
