/* Drives LLVMFuzzerTestOneInput without libFuzzer, so that every parser is fuzzed a little under
 * plain gcc in ./check:
 *
 *     fuzz_NAME RUNS [SEED-FILE | SEED-FOLDER]…
 *
 * Replays the seeds, then RUNS deterministic mutations of them (same runs, same inputs, on every
 * machine). After a crash the input is found in ./crash-fuzz_NAME. With clang -fsanitize=fuzzer the
 * targets link without this file. */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { SEEDS_MAX = 4096, SEED_BYTES_MAX = 1 << 20, INPUT_BYTES_MAX = SEED_BYTES_MAX + 4096 };

struct seed {
    uint8_t *p;
    size_t n;
};

static struct seed seeds[SEEDS_MAX];
static int nseeds;
static uint8_t input[INPUT_BYTES_MAX];
static size_t input_n;
static char crash_name[256];

static void save(void) {
    int fd = open(crash_name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd >= 0) {
        ssize_t w = write(fd, input, input_n);
        (void)w;
        close(fd);
    }
}

static void save_and_die(int sig) {
    save();
    signal(sig, SIG_DFL);
    raise(sig);
}

/* Present when built with the address sanitizer, which ends the process without a signal. */
void __sanitizer_set_death_callback(void (*f)(void)) __attribute__((weak));

static uint64_t rng = 0x9E3779B97F4A7C15u;
static uint64_t next(void) { /* xorshift64*, Vigna 2016 */
    rng ^= rng >> 12;
    rng ^= rng << 25;
    rng ^= rng >> 27;
    return rng * 0x2545F4914F6CDD1Du;
}
static size_t below(size_t n) {
    return n ? (size_t)(next() % n) : 0;
}

static void add_seed(const uint8_t *p, size_t n) {
    if (nseeds == SEEDS_MAX) return;
    struct seed *s = &seeds[nseeds++];
    s->p = malloc(n + 1);
    if (!s->p) abort();
    if (n) memcpy(s->p, p, n);
    s->n = n;
}

static void add_file(const char *path) {
    static uint8_t bytes[SEED_BYTES_MAX];
    int fd = open(path, O_RDONLY);
    if (fd < 0) return;
    size_t n = 0;
    ssize_t r;
    while (n < sizeof bytes && (r = read(fd, bytes + n, sizeof bytes - n)) > 0)
        n += (size_t)r;
    close(fd);
    add_seed(bytes, n);
}

static int visible(const struct dirent *d) {
    return d->d_name[0] != '.';
}

static void add_path(const char *path) {
    struct stat st;
    if (stat(path, &st) != 0) return;
    if (!S_ISDIR(st.st_mode)) {
        add_file(path);
        return;
    }
    struct dirent **names;
    int n = scandir(path, &names, visible, alphasort);
    for (int i = 0; i < n; i++) {
        char full[4096];
        int w = snprintf(full, sizeof full, "%s/%s", path, names[i]->d_name);
        if (w > 0 && (size_t)w < sizeof full) add_path(full);
        free(names[i]);
    }
    if (n >= 0) free(names);
}

static const char *const words[] = {"\"",
                                    "\\u0000",
                                    "{\"a\":",
                                    "[[[[",
                                    "]",
                                    "<div>",
                                    "</script>",
                                    "<!--",
                                    "&amp;",
                                    "\xff\xfe",
                                    "\xf4\x90\x80\x80",
                                    "\xe2\x80\xae",
                                    "0x",
                                    "-1",
                                    "9999999999999999999",
                                    "\n\n",
                                    "2031-02-30",
                                    "..",
                                    "/"};

static void insert(const uint8_t *p, size_t n) {
    if (input_n + n > INPUT_BYTES_MAX) return;
    size_t at = below(input_n + 1);
    memmove(input + at + n, input + at, input_n - at);
    memcpy(input + at, p, n);
    input_n += n;
}

static void erase(void) {
    if (!input_n) return;
    size_t at = below(input_n), n = 1 + below(input_n - at);
    if (n > 64 && next() % 4) n = 1 + below(64);
    memmove(input + at, input + at + n, input_n - at - n);
    input_n -= n;
}

static void splice_seed(void) {
    const struct seed *s = &seeds[below((size_t)nseeds)];
    if (!s->n) return;
    size_t from = below(s->n), n = 1 + below(s->n - from);
    insert(s->p + from, n > 512 ? 512 : n);
}

static void mutate_once(void) {
    uint8_t c = (uint8_t)next();
    const char *w = words[below(sizeof words / sizeof *words)];
    switch (next() % 7) {
    case 0:
        if (input_n) input[below(input_n)] ^= (uint8_t)(1u << (next() % 8));
        break;
    case 1:
        if (input_n) input[below(input_n)] = c;
        break;
    case 2: insert(&c, 1); break;
    case 3: insert((const uint8_t *)w, strlen(w)); break;
    case 4: erase(); break;
    case 5: splice_seed(); break;
    default: input_n = below(input_n + 1); break; /* cut short */
    }
}

static void run_input(void) {
    /* A copy of exactly this size, so that the sanitizer sees a read past the end. */
    uint8_t *copy = malloc(input_n ? input_n : 1);
    if (!copy) abort();
    memcpy(copy, input, input_n);
    LLVMFuzzerTestOneInput(copy, input_n);
    free(copy);
}

static void load(const struct seed *s) {
    input_n = s->n < SEED_BYTES_MAX ? s->n : SEED_BYTES_MAX;
    memcpy(input, s->p, input_n);
}

int main(int argc, char **argv) {
    long runs = argc > 1 ? strtol(argv[1], NULL, 10) : 1000;
    const char *slash = strrchr(argv[0], '/');
    const char *name = slash ? slash + 1 : argv[0];
    snprintf(crash_name, sizeof crash_name, "crash-%s", name);
    signal(SIGSEGV, save_and_die);
    signal(SIGABRT, save_and_die);
    signal(SIGFPE, save_and_die);
    signal(SIGBUS, save_and_die);
    if (__sanitizer_set_death_callback) __sanitizer_set_death_callback(save);
    for (int i = 2; i < argc; i++)
        add_path(argv[i]);
    int given = nseeds;
    add_seed((const uint8_t *)"", 0);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        add_seed((const uint8_t *)words[i], strlen(words[i]));
    for (int i = 0; i < nseeds; i++) {
        load(&seeds[i]);
        run_input();
    }
    for (long i = 0; i < runs; i++) {
        load(&seeds[below((size_t)nseeds)]);
        for (size_t k = 1 + below(6); k > 0; k--)
            mutate_once();
        run_input();
    }
    printf("%s: %d seeds, %ld mutations\n", name, given, runs);
    return 0;
}
