/* Packs the lines that places.mjs writes into data/places.bin (format: src/text/gazetteer.h). A
 * tool for building data, not part of the program. Usage: gazpack IN OUT. Same input, same bytes.
 */
#include "base/err.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/str.h"
#include "text/fold.h"
#include "text/gazetteer.h"
#include "text/sound.h"

#include <stdio.h>
#include <stdlib.h>

enum { PLACE_BLOCK = 16, NAME_BLOCK = 32, NAMES_MAX = 2000000, OUT_MAX = 64 << 20 };

struct row {
    struct str country, admin, feature, name, others;
    i64 id, weight, lat, lon;
};

struct entry { /* one place borne by one name */
    struct str key;
    u32 place;
    bool other;
};

struct pack {
    struct arena *a;
    struct row *rows;
    i64 nrows;
    struct entry *entries;
    i64 nentries;
    struct map words, persons, features, regions;
    struct buf out;
};

static void die(const char *what) {
    fprintf(stderr, "gazpack: %s\n", what);
    exit(1);
}

static struct str slurp(struct arena *a, const char *path) {
    FILE *f = fopen(path, "rb");
    if (!f) die("cannot open the input");
    i64 max = 64 << 20;
    char *p = NEWN(a, char, max);
    i64 n = (i64)fread(p, 1, (size_t)max, f);
    if (n == max || ferror(f)) die("cannot read the input");
    fclose(f);
    return (struct str){p, n};
}

static i64 number(struct str s) {
    i64 v = 0;
    if (!str_i64(s, &v)) die("bad number in the input");
    return v;
}

static void read_place(struct pack *k, struct str line) {
    struct row *r = &k->rows[k->nrows++];
    if (k->nrows > PLACES_MAX) die("too many places");
    r->id = number(str_cut(&line, '\t'));
    r->country = str_cut(&line, '\t');
    r->admin = str_cut(&line, '\t');
    r->feature = str_cut(&line, '\t');
    r->weight = number(str_cut(&line, '\t'));
    r->lat = number(str_cut(&line, '\t'));
    r->lon = number(str_cut(&line, '\t'));
    r->name = str_cut(&line, '\t');
    r->others = line;
    if (r->country.n != 2 || r->admin.n > 9 || r->feature.n > 8 || r->id >= 1 << 24 ||
        r->name.n > 255)
        die("a field is longer than its room");
}

static void read_lines(struct pack *k, struct str text) {
    while (text.n > 0) {
        struct str line = str_cut(&text, '\n');
        struct str kind = str_cut(&line, '\t');
        if (str_eq(kind, S("P")))
            read_place(k, line);
        else if (str_eq(kind, S("W")))
            map_put(&k->words, k->a, line, NULL);
        else if (str_eq(kind, S("N")))
            map_put(&k->persons, k->a, line, NULL);
        else
            die("unknown kind of line");
    }
}

static void put_le(struct buf *b, u64 v, int width) {
    for (int i = 0; i < width; i++)
        buf_c(b, (char)(v >> (8 * i) & 255));
}

static void put_varint(struct buf *b, i64 v) {
    for (; v > 127; v >>= 7)
        buf_c(b, (char)((v & 127) | 128));
    buf_c(b, (char)v);
}

static void put_padded(struct buf *b, struct str s, i64 width) {
    buf_put(b, s);
    for (i64 i = s.n; i < width; i++)
        buf_c(b, 0);
}

static void add_name(struct pack *k, struct str name, u32 place, bool other) {
    struct str key = text_fold_name(k->a, name);
    if (key.n == 0 || key.n > PLACE_NAME_MAX) return;
    if (k->nentries == NAMES_MAX) die("too many names");
    k->entries[k->nentries++] = (struct entry){key, place, other};
}

static bool writes_arabic(struct str country) {
    struct str list = S("SY IQ PS LB JO YE SA EG LY SD AE KW OM QA BH TN DZ MA EH MR IL");
    return str_has(list, country);
}

static void add_sound(struct pack *k, struct str name, u32 place) {
    char room[SOUND_MAX];
    struct str sound = text_sound(text_fold_name(k->a, name), room);
    if (sound.n == 0) return;
    if (k->nentries == NAMES_MAX) die("too many names");
    k->entries[k->nentries++] = (struct entry){str_cat(k->a, S("~"), sound), place, true};
}

/* The name itself and its ASCII form (the first of the others) are main names; so are all names of
 * areas. */
static void collect_names(struct pack *k) {
    for (i64 i = 0; i < k->nrows; i++) {
        struct row *r = &k->rows[i];
        bool area = str_eq(r->feature, S("PCL")) || str_eq(r->feature, S("ADM1"));
        add_name(k, r->name, (u32)i, false);
        struct str rest = r->others;
        bool sounds = writes_arabic(r->country);
        if (sounds) add_sound(k, r->name, (u32)i);
        for (bool first = true; rest.n > 0; first = false) {
            struct str name = str_cut(&rest, '|');
            add_name(k, name, (u32)i, !first && !area);
            if (sounds) add_sound(k, name, (u32)i);
        }
    }
}

static int by_key(const void *x, const void *y) {
    const struct entry *a = x, *b = y;
    int c = str_cmp(a->key, b->key);
    if (c) return c;
    if (a->place != b->place) return a->place < b->place ? -1 : 1;
    return (int)a->other - (int)b->other;
}

static void sort_names(struct pack *k) {
    qsort(k->entries, (size_t)k->nentries, sizeof *k->entries, by_key);
    i64 n = 0;
    for (i64 i = 0; i < k->nentries; i++) {
        struct entry *e = &k->entries[i];
        if (n > 0 && k->entries[n - 1].place == e->place && str_eq(k->entries[n - 1].key, e->key))
            continue;
        k->entries[n++] = *e;
    }
    k->nentries = n;
}

/* Flag 1: every word is a common English word. Flag 2: every word is one or a name of persons, one
 * at least is. */
static int flags_of(struct pack *k, struct str key) {
    bool words = true, either = true, person = false;
    while (key.n > 0) {
        struct str w = str_cut(&key, ' ');
        bool is_word = map_get(&k->words, w) != NULL, is_person = map_get(&k->persons, w) != NULL;
        words = words && is_word;
        either = either && (is_word || is_person);
        person = person || is_person;
    }
    return (words ? 1 : 0) | (either && person ? 2 : 0);
}

static void put_lengths(struct buf *b, i64 shared, i64 fresh) {
    i64 hi = shared < 15 ? shared : 15, lo = fresh < 15 ? fresh : 15;
    buf_c(b, (char)(hi << 4 | lo));
    if (hi == 15) buf_c(b, (char)(shared - 15));
    if (lo == 15) buf_c(b, (char)(fresh - 15));
}

static i64 shared_bytes(struct str x, struct str y) {
    i64 n = 0;
    while (n < x.n && n < y.n && x.p[n] == y.p[n])
        n++;
    return n;
}

static i64 put_names(struct pack *k, struct buf *index, struct buf *data) {
    struct str last = {0};
    i64 names = 0;
    for (i64 i = 0, j; i < k->nentries; i = j, names++) {
        struct str key = k->entries[i].key;
        for (j = i; j < k->nentries && str_eq(k->entries[j].key, key); j++) {
        }
        bool first = names % NAME_BLOCK == 0;
        if (first) put_le(index, (u64)data->n, 4);
        i64 shared = first ? 0 : shared_bytes(last, key);
        put_lengths(data, shared, key.n - shared);
        buf_put(data, str_sub(key, shared, key.n));
        put_varint(data, (j - i - 1) * 4 + flags_of(k, key));
        for (i64 p = i, before = 0; p < j; before = k->entries[p++].place)
            put_varint(data, (k->entries[p].place - before) * 2 + k->entries[p].other);
        last = key;
    }
    return names;
}

static i64 code_of(struct map *m, struct arena *a, struct str key) {
    bool fresh;
    struct map_entry *e = map_put(m, a, key, &fresh);
    if (fresh) e->value = m->n - 1;
    return e->value;
}

static struct str region_key(struct pack *k, const struct row *r) {
    return str_fmt(k->a, "%.*s.%.*s", SARG(r->country), SARG(r->admin));
}

static void put_columns(struct pack *k) {
    for (i64 i = 0; i < k->nrows; i++)
        put_le(&k->out, (u64)k->rows[i].id, 3);
    for (i64 i = 0; i < k->nrows; i++) {
        struct row *r = &k->rows[i];
        u64 feature = (u64)code_of(&k->features, k->a, r->feature);
        if (feature >= 32) die("too many feature codes");
        u64 lat = (u64)(r->lat + 9000000), lon = (u64)(r->lon + 18000000);
        if (lat > 18000000 || lon > 36000000) die("a point outside the world");
        put_le(&k->out, lat | lon << 25 | feature << 51, 7);
    }
    for (i64 i = 0; i < k->nrows; i++) {
        i64 region = code_of(&k->regions, k->a, region_key(k, &k->rows[i]));
        if (region >= 65536) die("too many regions");
        put_le(&k->out, (u64)region, 2);
    }
}

static void put_tables(struct pack *k) {
    for (i64 i = 0; i < k->features.n; i++)
        put_padded(&k->out, k->features.entries[i].key, 8);
    i64 *of = NEWN(k->a, i64, k->regions.n);
    for (i64 i = 0; i < k->nrows; i++)
        if (str_eq(k->rows[i].feature, S("ADM1")))
            of[code_of(&k->regions, k->a, region_key(k, &k->rows[i]))] = i + 1;
    for (i64 i = 0; i < k->regions.n; i++) {
        struct str key = k->regions.entries[i].key;
        put_padded(&k->out, str_sub(key, 0, 2), 2);
        put_padded(&k->out, str_sub(key, 3, key.n), 9);
        put_le(&k->out, (u64)of[i], 3);
    }
}

static void put_places(struct pack *k, struct buf *index, struct buf *data) {
    i64 before = 0;
    for (i64 i = 0; i < k->nrows; i++) {
        struct row *r = &k->rows[i];
        if (i % PLACE_BLOCK == 0) {
            put_le(index, (u64)data->n, 4);
            put_le(index, (u64)r->weight, 4);
            before = r->weight;
        }
        if (before < r->weight) die("places are not in order of weight");
        put_varint(data, before - r->weight);
        buf_c(data, (char)r->name.n);
        buf_put(data, r->name);
        before = r->weight;
    }
}

static void put_file(struct pack *k) {
    struct buf pi = buf_make(k->a, OUT_MAX), pd = buf_make(k->a, OUT_MAX);
    struct buf ni = buf_make(k->a, OUT_MAX), nd = buf_make(k->a, OUT_MAX);
    struct buf columns = k->out = buf_make(k->a, OUT_MAX);
    put_columns(k);
    put_tables(k);
    columns = k->out;
    put_places(k, &pi, &pd);
    i64 names = put_names(k, &ni, &nd);
    k->out = buf_make(k->a, OUT_MAX);
    buf_put(&k->out, S("cairngz1"));
    i64 header[] = {k->nrows, k->features.n, k->regions.n, names, pd.n, nd.n};
    for (i64 i = 0; i < 14; i++)
        put_le(&k->out, i < LEN(header) ? (u64)header[i] : 0, 4);
    struct buf *parts[] = {&columns, &pi, &pd, &ni, &nd};
    for (i64 i = 0; i < LEN(parts); i++)
        buf_put(&k->out, buf_str(parts[i]));
    if (!buf_ok(&k->out)) die("the file is too large");
    printf("%lld places, %lld names (%lld spellings), %lld bytes\n", (long long)k->nrows,
           (long long)names, (long long)k->nentries, (long long)k->out.n);
}

static void write_file(struct str bytes, const char *path) {
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(bytes.p, 1, (size_t)bytes.n, f) != (size_t)bytes.n || fclose(f))
        die("cannot write");
}

int main(int argc, char **argv) {
    if (argc != 3) die("usage: gazpack IN OUT");
    struct arena a = arena_make("gazpack", 4LL << 30);
    struct pack k = {.a = &a,
                     .rows = NEWN(&a, struct row, PLACES_MAX + 1),
                     .entries = NEWN(&a, struct entry, NAMES_MAX)};
    read_lines(&k, slurp(&a, argv[1]));
    collect_names(&k);
    sort_names(&k);
    put_file(&k);
    struct gazetteer g;
    struct err e = {0};
    if (gazetteer_open(buf_str(&k.out), &g, &e) || gazetteer_check(&g, &e)) die(e.msg);
    write_file(buf_str(&k.out), argv[2]);
    return 0;
}
