/* Writes an invented list of names, to measure how fast lists are imported:
 * build/bench_desk_list ROWS [SEED] >list.csv. Deterministic: the same arguments give the same
 * bytes; another seed changes one row in fifty, drops one in a hundred and adds as many. */
#include "base/str.h"

#include <stdio.h>

static u64 mix(u64 x) {
    x ^= x >> 31;
    x *= 0x7FB5D329728EA185ull;
    x ^= x >> 27;
    x *= 0x81DADEF4BC2DD44Dull;
    return x ^ x >> 33;
}

/* A pronounceable name of two to four syllables. */
static void name(u64 h, char out[32]) {
    static const char *const HEADS[] = {"ma", "li", "so", "ka", "de", "ru", "ze", "ba", "no", "vi",
                                        "ta", "ha", "je", "fu", "sha", "gha"};
    static const char *const TAILS[] = {"r", "n", "l", "m", "s", "d", "", "t"};
    int n = 0, parts = 2 + (int)(h % 3);
    for (int i = 0; i < parts; i++, h /= 128) {
        const char *head = HEADS[h % 16], *tail = TAILS[h / 16 % 8];
        n += snprintf(out + n, 32 - (size_t)n, "%s%s", head, tail);
    }
    out[0] = (char)(out[0] - 'a' + 'A');
}

static void row(i64 i, i64 seed) {
    char first[32], father[32], family[32], town[32];
    u64 h = mix((u64)i);
    name(mix(h + 1), first);
    name(mix(h + 2), father);
    name(mix(h + 3) % 40000, family);
    name(h % 300, town);
    int age = (int)(h % 90);
    if (seed && i % 50 == seed % 50) age = (age + 1) % 90;
    printf("%lld,%s %s %s,%s,%s,%d,2031-%02d-%02d,%s,missing,seen last at the mill of %s\n",
           (long long)i, first, father, family, father, h % 2 ? "M" : "F", age,
           1 + (int)(h / 2 % 12), 1 + (int)(h / 24 % 28), town, town);
}

int main(int argc, char **argv) {
    i64 rows, seed = 0;
    if (argc < 2 || !str_i64(str_c(argv[1]), &rows) || rows < 1) return 2;
    if (argc > 2 && !str_i64(str_c(argv[2]), &seed)) return 2;
    puts("No,Name,Father's name,Sex,Age,Date missing,Place,Status,Remarks");
    for (i64 i = 1; i <= rows; i++)
        if (!seed || i % 100 != seed % 100) row(i, seed);
    for (i64 i = 1; seed && i <= rows / 100; i++)
        row(rows + i, 0);
    return 0;
}
