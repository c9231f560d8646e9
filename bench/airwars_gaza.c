/* build/bench_airwars_gaza FILE: how often is the number of dead that the claims of a narrative
 * give exactly the range that the assessors recorded? FILE is gaza_assessments.jsonl (one JSON
 * object a line: code, narrative, killed [min,max]).
 *
 * Only numbers are printed: n and the share of exact (min, max) over all rows with a recorded
 * range, and over the two halves by the first hex digit of SHA-256(code): 0-3 tune, 4-7 measure.
 * The narrative is read by read_text() with no date; the range comes from its claims by toll_of()
 * (src/read/toll.h), never from the text. */
#include "proof/hash.h"
#include "read/read.h"
#include "read/toll.h"

#include <stdio.h>

struct score {
    i64 n, exact, found;
};

static void add(struct score *s, bool found, bool exact) {
    s->n++;
    s->found += found;
    s->exact += exact;
}

static void print(const char *name, struct score s) {
    i64 permille = s.n ? s.exact * 1000 / s.n : 0;
    printf("%-8s n %4lld   with a number %4lld   exact (min,max) killed %4lld   %lld.%lld %%\n",
           name, (long long)s.n, (long long)s.found, (long long)s.exact, (long long)(permille / 10),
           (long long)(permille % 10));
}

static bool read_row(struct arena a, const struct json *row, i64 min, i64 max, bool *exact,
                     struct err *e) {
    struct arena scratch = arena_make("bench-scratch", 1LL << 28);
    struct read_opts o = {.lang = S("en")};
    struct reading r;
    struct toll t = {0};
    bool found = read_text(&a, scratch, json_get_str(row, "narrative"), &o, &r, e) == RC_OK &&
                 toll_of(r.claims, r.n, &t);
    *exact = found && t.min == min && t.max == max;
    arena_drop(scratch);
    return found;
}

static struct str whole_file(struct arena *a, const char *path) {
    FILE *f = fopen(path, "rb");
    if (!f) return (struct str){0};
    struct buf b = buf_make(a, 64 << 20);
    static char chunk[1 << 16];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
        buf_put(&b, (struct str){chunk, (i64)n});
    fclose(f);
    return buf_str(&b);
}

int main(int argc, char **argv) {
    struct arena a = arena_make("bench", 1LL << 30);
    struct score all = {0}, tune = {0}, measure = {0};
    struct str rest = argc == 2 ? whole_file(&a, argv[1]) : (struct str){0};
    if (!rest.p) {
        fprintf(stderr, "usage: bench_airwars_gaza gaza_assessments.jsonl\n");
        return 2;
    }
    while (rest.n > 0) {
        struct str line = str_trim(str_cut(&rest, '\n'));
        struct json *row;
        struct err e = {0};
        bool exact = false;
        if (!line.n || json_read(&a, line, &row, &e) != RC_OK) continue;
        const struct json *killed = json_get(row, "killed");
        if (!killed || killed->type != JSON_ARRAY || killed->n != 2) continue;
        bool found = read_row(a, row, killed->kids->i, killed->kids->next->i, &exact, &e);
        u8 hash[32];
        sha256(json_get_str(row, "code"), hash);
        int half = hash[0] >> 4;
        add(&all, found, exact);
        if (half < 4)
            add(&tune, found, exact);
        else if (half < 8)
            add(&measure, found, exact);
    }
    print("all", all);
    print("tune", tune);
    print("measure", measure);
    return 0;
}
