/* The list of known names, data/models/gazette.bin (src/read/gazette.h): no training, but made by
 * the same command. train_gazette CORPORA OUT.bin reads CORPORA/dictionaries (MIT),
 * CORPORA/transliteration (CC0), and of this project data/countries.txt and data/places.bin. */
#include "../../bench/kit.h"
#include "read/gazette.h"
#include "text/builtin.h"
#include "text/country.h"
#include "text/fold.h"
#include "text/gazetteer.h"

struct entry {
    u32 hash, bits;
};

struct list {
    struct arena *a;
    struct entry *v;
    i64 n, cap;
};

static void one(struct list *l, u32 hash, u32 bits) {
    *PUSH(l->a, l->v, l->n, l->cap) = (struct entry){hash, bits};
}

/* The words as the reader's tokens cut them, in any case. */
static void put(struct list *l, struct str words, u32 bits) {
    struct tokens t = tokenize(l->a, words, 0, words.n);
    if (t.n == 0 || t.n > GAZ_WORDS_MAX) return;
    u32 run = 0;
    for (i32 i = 0; i < t.n; i++) {
        run = gazette_hash(run, t.v[i].hash);
        one(l, run, i + 1 < t.n ? (u32)GAZ_GOES_ON : bits);
    }
}

/* As written, and without marks on the letters. */
static void put_both(struct list *l, struct str words, u32 bits) {
    put(l, words, bits);
    struct str f = text_fold_name(l->a, words);
    if (f.n && !str_eqi(f, words)) put(l, f, bits);
}

static void countries(struct list *l) {
    struct err e = {0};
    struct countries c;
    CHECK(countries_open(l->a, builtin_countries(), &c, &e) == RC_OK);
    for (i64 i = 0; i < c.n; i++) {
        struct str names = c.all[i].fields[COUNTRY_EN], people = c.all[i].fields[COUNTRY_DEMONYMS];
        while (names.n > 0)
            put_both(l, str_cut(&names, '|'), GAZ_COUNTRY);
        while (people.n > 0)
            put_both(l, str_cut(&people, '|'), GAZ_PEOPLE);
    }
}

/* Names that are common words say nothing. */
static void places(struct list *l) {
    enum { INHABITANTS = 15000 };
    struct gazetteer file, *g = &file;
    struct err e = {0};
    CHECK(gazetteer_open(builtin_places(), g, &e) == RC_OK);
    for (i64 i = 0; i < g->places; i++) {
        struct geoplace p;
        struct place_hit h[1];
        if (!gazetteer_place(g, i, &p)) continue;
        if (p.kind == PLACE_KIND_COUNTRY) continue;
        if (p.kind != PLACE_KIND_REGION && p.weight < INHABITANTS) continue;
        struct str f = text_fold_name(l->a, p.name);
        if (gazetteer_find(g, f, h, 1) > 0 && h[0].word) continue;
        put_both(l, p.name, GAZ_PLACE);
    }
}

static void persons(struct list *l, struct str file) {
    while (file.n > 0) {
        struct str line = str_cut(&file, '\n'), word = str_cut(&line, '\t');
        (void)str_cut(&line, '\t');
        i64 n = 0;
        if (!str_i64(str_trim(line), &n) || n < 2 || word.n < 3) continue;
        put_both(l, word, GAZ_PERSON | (n >= 8 ? (u32)GAZ_COMMON : 0));
    }
}

/* "AL_SHABAAB_ [SOMREB] # note": the words; what stands in brackets and behind # apart. */
static struct str words_of(struct arena *a, struct str line, struct str *code) {
    struct str s = line;
    for (i64 i = 0; i < s.n; i++)
        if (s.p[i] == '#' || s.p[i] == ';') s.n = i;
    i64 open = str_chr(s, '[', 0);
    *code = open >= 0 ? str_sub(s, open, s.n) : (struct str){0};
    s = str_trim(open >= 0 ? str_sub(s, 0, open) : s);
    if (str_starts(s, S("+"))) s = str_sub(s, 1, s.n);
    struct buf b = buf_make(a, s.n + 1);
    for (i64 i = 0; i < s.n; i++)
        buf_c(&b, s.p[i] == '_' ? ' ' : s.p[i]);
    return str_trim(buf_str(&b));
}

/* Codes: [AFG] is the country and its towns, [AFGMIL] a body, [AFGGOV 330101-400101] an office. */
static u32 bits_of_code(struct str code) {
    for (i64 i = 0; i < code.n; i++)
        if (is_digit(code.p[i])) return GAZ_LEADER;
    if (str_has(code, S("ELI"))) return GAZ_LEADER;
    return str_chr(code, ']', 0) == 4 ? GAZ_PLACE : GAZ_BODY;
}

/* One block: a name, further names with +, codes on its line or on those behind. */
static void actors(struct list *l, struct str file, u32 fixed) {
    struct str name[512];
    i32 n = 0;
    u32 bits = 0;
    while (file.n > 0) {
        struct str line = str_cut(&file, '\n'), code;
        struct str w = words_of(l->a, line, &code);
        bool fresh = w.n > 0 && !str_starts(line, S("+"));
        if (fresh) {
            for (i32 i = 0; i < n; i++)
                put(l, name[i], fixed ? fixed : bits ? bits : (u32)GAZ_BODY);
            n = 0;
            bits = 0;
        }
        if (w.n >= 3 && n < LEN(name)) name[n++] = w;
        if (code.n) bits |= bits_of_code(code);
    }
    for (i32 i = 0; i < n; i++)
        put(l, name[i], fixed ? fixed : bits);
}

/* "SOLDIER [~MIL]", "BUSINESS!PERSON! [~BUS]": the noun and its regular plural. */
static void agents(struct list *l, struct str file) {
    while (file.n > 0) {
        struct str line = str_cut(&file, '\n'), code;
        struct str w = words_of(l->a, line, &code);
        if (!w.n || !code.n || str_chr(w, '!', 0) >= 0 || str_chr(w, '{', 0) >= 0) continue;
        put(l, w, GAZ_AGENT);
        put(l, str_cat(l->a, w, S("s")), GAZ_AGENT);
    }
}

static int order(const void *x, const void *y) {
    u32 a = ((const struct entry *)x)->hash, b = ((const struct entry *)y)->hash;
    return (a > b) - (a < b);
}

static void le(struct buf *b, u32 v, int bytes) {
    for (int i = 0; i < bytes; i++)
        buf_c(b, (char)(v >> 8 * i & 255));
}

static struct str packed(struct list *l) {
    qsort(l->v, (size_t)l->n, sizeof l->v[0], order);
    i64 n = 0;
    for (i64 i = 0; i < l->n; i++) {
        if (n && l->v[n - 1].hash == l->v[i].hash)
            l->v[n - 1].bits |= l->v[i].bits;
        else
            l->v[n++] = l->v[i];
    }
    struct buf b = buf_make(l->a, 64 << 20);
    buf_puts(&b, "cairn-gazette/1\n");
    le(&b, (u32)n, 4);
    i64 at = 0;
    for (u32 k = 0; k <= 4096; k++) {
        while (at < n && l->v[at].hash >> 20 < k)
            at++;
        le(&b, (u32)at, 4);
    }
    for (i64 i = 0; i < n; i++)
        le(&b, l->v[i].hash, 4);
    for (i64 i = 0; i < n; i++)
        le(&b, l->v[i].bits, 2);
    return buf_str(&b);
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    struct arena a = arena_make("gazette", 4LL << 30);
    struct list l = {.a = &a};
    static const char *const PERSONS[] = {"wd_arabic_16", "wd_arabic_64", "wd_russian_16",
                                          "wd_russian_64"};
    static const char *const ACTORS[] = {"Countries", "International", "MilNonState"};
    countries(&l);
    places(&l);
    for (i64 i = 0; i < LEN(PERSONS); i++)
        persons(&l,
                kit_file(&a, cstr(&a, str_fmt(&a, "%s/transliteration/%s", argv[1], PERSONS[i]))));
    for (i64 i = 0; i < LEN(ACTORS); i++)
        actors(&l,
               kit_file(&a, cstr(&a, str_fmt(&a, "%s/dictionaries/Phoenix.%s.actors.txt", argv[1],
                                             ACTORS[i]))),
               i == 2 ? GAZ_ARMED : 0);
    agents(&l, kit_file(&a, cstr(&a, str_fmt(&a, "%s/dictionaries/Phoenix.agents.txt", argv[1]))));
    struct str out = packed(&l);
    FILE *f = fopen(argv[2], "wb");
    bool ok = f && fwrite(out.p, 1, (size_t)out.n, f) == (size_t)out.n;
    if (f && fclose(f) != 0) ok = false;
    if (!ok) fprintf(stderr, "train_gazette: cannot write %s\n", argv[2]);
    return ok ? 0 : 7;
}
