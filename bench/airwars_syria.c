/* build/bench_airwars_syria INCIDENTS.csv TEXTS.jsonl: do the numbers of dead that the claims of an
 * incident's texts give overlap the range that the assessors recorded (civ_killed_min, _max)?
 * TEXTS holds one JSON object a line: text, incident_codes. Mostly Arabic.
 *
 * The prediction uses the texts alone. Each text is read by read_text() with no date and gives one
 * toll from its leading claims (src/read/toll.h); texts without one are silent. The value that the
 * tolls of most texts hold wins; of several such values the one whose tolls are narrowest, then the
 * smallest. The predicted range is what the tolls that hold it have in common, cut to
 * [value, 2 value]: an open end cannot win an overlap. No toll in any text: no answer, which is
 * wrong.
 *
 * Only numbers are printed, by kit_print, over all incidents with texts and a recorded range, and
 * over the halves by the first hex digit of SHA-256(code): 0-3 tune, 4-7 measure:
 *   overlap       the two ranges have a value in common
 *   several       the same, of incidents recorded with a least of 2 or more
 *   constant      overlap of the answer 1..1 for every incident, for comparison
 *   exact         both ends are equal
 *   answered      some text gives a toll
 *   above_one     the predicted most is 2 or more
 *   width         mean of most - least of the answers, times 100 */
#include "kit.h"

#include "base/map.h"
#include "proof/hash.h"
#include "read/read.h"
#include "read/toll.h"
#include "table/table.h"

enum { OVERLAP, SEVERAL, CONSTANT, EXACT, ANSWERED, ABOVE_ONE, WIDTH, SCORES };
enum { HALVES = 3, ROWS_MAX = 1 << 16, TEXTS_MAX = 256, VALUE_MAX = 100000 };

static const char *const SCORE[SCORES] = {"overlap",  "several",   "constant", "exact",
                                          "answered", "above_one", "width"};
static const char *const HALF[HALVES] = {"all", "tune", "measure"};

/* The tolls of the texts of one incident: those with a number or victims, and those of texts that
 * tell a death and no number, which are heard only where there are no others. */
struct tolls {
    struct toll v[TEXTS_MAX], loose[TEXTS_MAX];
    i64 n, nloose;
    u64 seen[TEXTS_MAX]; /* hashes of the texts: one taken twice is heard once */
    i64 nseen;
};

struct scores {
    struct kit_count *v[SCORES][HALVES];
    i64 n[SCORES][HALVES];
};

static i64 column(const struct sheet *s, const char *name) {
    for (i64 i = 0; i < s->rows[0].n; i++)
        if (str_eqc(s->rows[0].cells[i].text, name)) return i;
    return -1;
}

/* Does the claim give a number, or people one by one? A plural of one word is none. */
static bool is_counted(struct str text, const struct claim *c) {
    for (i64 i = 0; i < c->ncounts; i++) {
        const struct count *k = &c->counts[i];
        bool bare =
            k->vague && k->max == COUNT_OPEN && str_chr(span_words(text, k->span), ' ', 0) < 0;
        if (k->what == WHAT_KILLED && !bare) return true;
    }
    return c->nvictims > 0;
}

static bool is_new(struct tolls *t, u64 hash) {
    for (i64 i = 0; i < t->nseen; i++)
        if (t->seen[i] == hash) return false;
    if (t->nseen < TEXTS_MAX) t->seen[t->nseen++] = hash;
    return true;
}

static void read_row(struct map *tolls, struct arena *perm, struct arena a,
                     const struct reader *tables, const struct json *row) {
    struct arena scratch = arena_make("bench-scratch", 1LL << 28);
    struct read_opts o = {.reader = tables};
    struct reading r = {0};
    struct err e = {0};
    struct toll t;
    struct str text = json_get_str(row, "text");
    if (read_text(&a, scratch, text, &o, &r, &e) == RC_OK && toll_of(text, r.claims, r.n, &t))
        JSON_EACH(code, json_get(row, "incident_codes")) {
            struct map_entry *m = map_put(tolls, perm, str_dup(perm, code->s), NULL);
            if (!m->ptr) m->ptr = NEW(perm, struct tolls);
            struct tolls *all = m->ptr;
            const struct claim *c = &r.claims[t.claim];
            if (!is_new(all, str_hash(text))) continue;
            if (is_counted(text, c) && all->n < TEXTS_MAX)
                all->v[all->n++] = t;
            else if (all->nloose < TEXTS_MAX)
                all->loose[all->nloose++] = t;
        }
    arena_drop(scratch);
}

static i64 support(const struct toll *v, i64 many, i64 value, i64 *width) {
    i64 n = 0;
    *width = 0;
    for (i64 i = 0; i < many; i++)
        if (v[i].min <= value && value <= v[i].max) n++, *width += v[i].max - v[i].min;
    return n;
}

/* The value of most support, and what the tolls that hold it have in common. */
static bool predict_of(const struct toll *v, i64 many, i64 *min, i64 *max) {
    i64 best = -1, most = 0, narrow = 0;
    for (i64 i = 0; i < many; i++) {
        i64 ends[] = {v[i].min, v[i].max};
        for (i64 k = 0; k < LEN(ends); k++) {
            i64 width, n = support(v, many, ends[k], &width);
            bool better = n > most || (n == most && width < narrow) ||
                          (n == most && width == narrow && ends[k] < best);
            if (better) best = ends[k], most = n, narrow = width;
        }
    }
    if (best < 0) return false;
    *min = best, *max = 2 * best;
    for (i64 i = 0; i < many; i++)
        if (v[i].min <= best && best <= v[i].max && v[i].max < *max) *max = v[i].max;
    return true;
}

static bool predict(const struct tolls *t, i64 *min, i64 *max) {
    return t && (predict_of(t->v, t->n, min, max) || predict_of(t->loose, t->nloose, min, max));
}

static void add(struct scores *s, int score, int half, i64 right) {
    if (s->n[score][half] < ROWS_MAX)
        s->v[score][half][s->n[score][half]++] = (struct kit_count){right, 1, 1};
}

static void score_half(struct scores *s, int half, const struct tolls *t, i64 lo, i64 hi) {
    i64 min = 0, max = 0;
    bool got = predict(t, &min, &max), over = got && min <= hi && lo <= max;
    add(s, OVERLAP, half, over);
    if (lo >= 2) add(s, SEVERAL, half, over);
    add(s, CONSTANT, half, lo <= 1 && 1 <= hi);
    add(s, EXACT, half, got && min == lo && max == hi);
    add(s, ANSWERED, half, got);
    add(s, ABOVE_ONE, half, got && max >= 2);
    if (got) add(s, WIDTH, half, max - min);
}

static void score_row(struct scores *s, const struct map *texts, const struct map *tolls,
                      struct str code, struct str lo, struct str hi) {
    u8 hash[32];
    i64 min, max;
    if (!map_get(texts, code) || !str_i64(lo, &min) || !str_i64(hi, &max)) return;
    const struct map_entry *m = map_get(tolls, code);
    sha256(code, hash);
    int half = hash[0] >> 6;
    score_half(s, 0, m ? m->ptr : NULL, min, max);
    if (half < 2) score_half(s, 1 + half, m ? m->ptr : NULL, min, max);
}

static void read_texts(struct arena *a, struct str rest, struct map *texts, struct map *tolls) {
    const struct reader *tables = reader_make(a);
    while (rest.n > 0) {
        struct str line = str_trim(str_cut(&rest, '\n'));
        struct arena own = arena_make("bench-row", 1LL << 28);
        struct json *row;
        struct err e = {0};
        struct arena mine = own;
        if (line.n && json_read(&mine, line, &row, &e) == RC_OK) {
            JSON_EACH(code, json_get(row, "incident_codes"))
            map_put(texts, a, str_dup(a, code->s), NULL);
            read_row(tolls, a, mine, tables, row);
        }
        arena_drop(own);
    }
}

static void print(struct arena *a, const struct scores *s) {
    for (int k = 0; k < SCORES; k++)
        for (int h = 0; h < HALVES; h++) {
            struct str name = str_fmt(a, "airwars_syria.%s.%s", SCORE[k], HALF[h]);
            kit_print(name.p, s->v[k][h], s->n[k][h]);
        }
}

int main(int argc, char **argv) {
    struct arena a = arena_make("bench", 1LL << 30);
    struct str csv = argc == 3 ? kit_file(&a, argv[1]) : (struct str){0};
    struct str rest = argc == 3 ? kit_file(&a, argv[2]) : (struct str){0};
    struct table t;
    struct err e = {0};
    if (!csv.p || !rest.p || table_parse_csv(&a, csv, S(""), &t, &e) != RC_OK ||
        !t.sheets[0].nrows) {
        fprintf(stderr, "usage: bench_airwars_syria INCIDENTS.csv TEXTS.jsonl %s\n", e.msg);
        return 2;
    }
    struct scores s = {0};
    for (int k = 0; k < SCORES; k++)
        for (int h = 0; h < HALVES; h++)
            s.v[k][h] = NEWN(&a, struct kit_count, ROWS_MAX);
    struct map texts = {0}, tolls = {0};
    read_texts(&a, rest, &texts, &tolls);
    const struct sheet *sheet = &t.sheets[0];
    i64 code = column(sheet, "incident_code"), lo = column(sheet, "civ_killed_min"),
        hi = column(sheet, "civ_killed_max");
    for (i64 i = 1; i < sheet->nrows; i++) {
        const struct table_row *r = &sheet->rows[i];
        score_row(&s, &texts, &tolls, table_cell(r, code).text, table_cell(r, lo).text,
                  table_cell(r, hi).text);
    }
    print(&a, &s);
    return 0;
}
