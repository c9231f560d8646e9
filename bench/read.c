/* How fast is the reader alone, and how much memory does it touch? Texts in, claims counted.
 * build/bench_read [-n ROUNDS] FILE…; the tables are built once, as for an intake of many texts.
 * Prints words_per_second and peak_mib (VmHWM, the models' pages among it), one a line.
 * In this process, without the sandbox (which valgrind cannot enter): also what the callgrind
 * baseline counts. */
#include "base/limits.h"
#include "read/read.h"
#include "sys/os.h"
#include "text/builtin.h"
#include "text/gazetteer.h"
#include "text/maintext.h"

#include <stdio.h>
#include <time.h>

struct total {
    const struct reader *reader;
    i64 texts, words, bytes, claims;
};

static rc read_one(struct arena a, struct arena scratch, const char *path,
                   const struct gazetteer *g, struct total *t, struct err *e) {
    struct str bytes;
    struct html_doc d;
    struct reading got;
    struct read_opts o = {.derivative = S("text/1"), .places = g, .reader = t->reader};
    TRY(os_read(&a, path, TEXT_BYTES_MAX, &bytes, e));
    if (text_sniff(bytes) == FORM_HTML)
        TRY(html_main_text(&a, scratch, bytes, &d, e));
    else
        TRY(plain_text(&a, bytes, &d, e));
    TRY(read_text(&a, scratch, d.text, &o, &got, e));
    t->texts++;
    t->words += got.stats.words;
    t->bytes += d.text.n;
    t->claims += got.n;
    return RC_OK;
}

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The most memory this process ever had, in MiB rounded up; 0 where the system does not say. */
static i64 peak_mib(void) {
    FILE *f = fopen("/proc/self/status", "r");
    long kib = 0;
    char line[256];
    while (f && fgets(line, sizeof line, f))
        if (sscanf(line, "VmHWM: %ld kB", &kib) == 1) break;
    if (f) fclose(f);
    return (kib + 1023) / 1024;
}

int main(int argc, char **argv) {
    struct arena a = arena_make("texts", 8LL << 30), scratch = arena_make("work", 8LL << 30);
    struct gazetteer g;
    struct err e = {0};
    struct total t = {0};
    int first = 1, rounds = 1;
    if (argc > 2 && strcmp(argv[1], "-n") == 0) {
        i64 n;
        if (!str_i64(str_c(argv[2]), &n) || n < 1 || n > 1000) return 2;
        rounds = (int)n;
        first = 3;
    }
    if (first >= argc || gazetteer_open(builtin_places(), &g, &e) != RC_OK) {
        fprintf(stderr, "usage: bench_read [-n ROUNDS] FILE…\n");
        return 2;
    }
    t.reader = reader_make(&a);
    double begin = seconds();
    for (int r = 0; r < rounds; r++)
        for (int i = first; i < argc; i++)
            if (read_one(a, scratch, argv[i], &g, &t, &e) != RC_OK) {
                fprintf(stderr, "%s: %s\n", argv[i], e.msg);
                err_clear(&e);
            }
    double took = seconds() - begin;
    printf("texts %lld  words %lld  bytes %lld  claims %lld\n", (long long)t.texts,
           (long long)t.words, (long long)t.bytes, (long long)t.claims);
    printf("words_per_second %.0f\npeak_mib %lld\n", took > 0 ? (double)t.words / took : 0,
           (long long)peak_mib());
    return 0;
}
