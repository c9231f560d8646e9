/* build/bench_airwars_gaza FILE: how often are the numbers that the claims of a narrative give
 * exactly the ranges that the assessors recorded? FILE is gaza_assessments.jsonl (one JSON object a
 * line: code, narrative, killed and injured [min,max], demo {children, women, men} of the killed).
 *
 * Only numbers are printed, by kit_print, one line a score with its bootstrap interval over rows:
 * killed, injured, children, women, men over all rows, and over the halves by the first hex digit
 * of SHA-256(code): 0-3 tune, 4-7 measure. A row counts as right when both ends are equal.
 *
 * Each score is over the rows that record it. A row without the field (null, or no such key in
 * demo) is left out of that score: the assessors do not say whether it means none or not known.
 * Where the field is recorded and the claims give nothing, the row is wrong.
 *
 * children_or_none, women_or_none, men_or_none: over all rows. Where the class is not recorded, no
 * [0,0] ever is, the row is right when the claims give nobody of it.
 *
 * The narrative is read by read_text() with no date; the ranges come from its claims by the rules
 * of src/read/toll.h, which look at the words of the claims' spans and sentences, at no other text.
 */
#include "kit.h"

#include "proof/hash.h"
#include "read/read.h"
#include "read/toll.h"

enum { FIELDS = 8, PARTS = 2, CLASSES = 3, HALVES = 3, ROWS_MAX = 1 << 16 };

static const char *const FIELD[FIELDS] = {"killed",        "injured",    "children",
                                          "women",         "men",        "children_or_none",
                                          "women_or_none", "men_or_none"};
static const char *const HALF[HALVES] = {"all", "tune", "measure"};

struct scores {
    struct kit_count *v[FIELDS][HALVES];
    i64 n[FIELDS][HALVES];
};

static bool range_of(const struct json *row, int field, i64 *min, i64 *max) {
    const struct json *from = field < PARTS ? row : json_get(row, "demo");
    const struct json *v = from ? json_get(from, FIELD[field]) : NULL;
    if (!v || v->type != JSON_ARRAY || v->n != 2) return false;
    *min = v->kids->i;
    *max = v->kids->next->i;
    return true;
}

static bool answer(struct str text, const struct reading *r, int field, struct toll *t) {
    static const enum who who[] = {WHO_CHILD, WHO_WOMAN, WHO_MAN};
    if (field == 0) return toll_of(text, r->claims, r->n, t);
    if (field == 1) return toll_injured(text, r->claims, r->n, t);
    return toll_part(text, r->claims, r->n, who[field - PARTS], t);
}

static void add(struct scores *s, int field, int half, bool right) {
    if (s->n[field][half] < ROWS_MAX)
        s->v[field][half][s->n[field][half]++] = (struct kit_count){right, 1, 1};
}

static void score_row(struct scores *s, struct arena a, struct reader const *tables,
                      const struct json *row) {
    struct arena scratch = arena_make("bench-scratch", 1LL << 28);
    struct read_opts o = {.lang = S("en"), .reader = tables};
    struct reading r = {0};
    struct err e = {0};
    u8 hash[32];
    struct str text = json_get_str(row, "narrative");
    bool read = read_text(&a, scratch, text, &o, &r, &e) == RC_OK;
    sha256(json_get_str(row, "code"), hash);
    int half = hash[0] >> 6;
    for (int f = 0; f < FIELDS; f++) {
        i64 min = 0, max = 0;
        struct toll t = {0};
        bool all = f >= PARTS + CLASSES;
        int field = all ? f - CLASSES : f;
        bool told = range_of(row, field, &min, &max);
        if (!told && !all) continue;
        bool got = read && answer(text, &r, field, &t);
        bool right = told ? got && t.min == min && t.max == max : read && !got;
        add(s, f, 0, right);
        if (half < 2) add(s, f, 1 + half, right);
    }
    arena_drop(scratch);
}

int main(int argc, char **argv) {
    struct arena a = arena_make("bench", 1LL << 30);
    struct str rest = argc == 2 ? kit_file(&a, argv[1]) : (struct str){0};
    if (!rest.p) {
        fprintf(stderr, "usage: bench_airwars_gaza gaza_assessments.jsonl\n");
        return 2;
    }
    struct scores s = {0};
    for (int f = 0; f < FIELDS; f++)
        for (int h = 0; h < HALVES; h++)
            s.v[f][h] = NEWN(&a, struct kit_count, ROWS_MAX);
    const struct reader *tables = reader_make(&a);
    while (rest.n > 0) {
        struct str line = str_trim(str_cut(&rest, '\n'));
        struct json *row;
        struct err e = {0};
        if (line.n && json_read(&a, line, &row, &e) == RC_OK) score_row(&s, a, tables, row);
    }
    for (int f = 0; f < FIELDS; f++)
        for (int h = 0; h < HALVES; h++) {
            struct str name = str_fmt(&a, "airwars_gaza.%s.%s", FIELD[f], HALF[h]);
            kit_print(name.p, s.v[f][h], s.n[f][h]);
        }
    return 0;
}
