/* build/bench_desk_search DIR KEY     lists, search, counts in a case of bench_desk_case: p50, p95
 *
 * Each question takes its values from a claim that is there, so that it finds something: the hard
 * case, for an index that finds nothing is quick. "five" asks for kind, publication, place, role
 * and a month at once, and for words on top. */
#include "flow/session.h"
#include "text/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum { TIMES = 200, SCREEN = 25, SAMPLES = 64 };

struct bench {
    struct op_ctx c;
    struct arena perm, work, work_whole;
    struct list_filter of[SAMPLES]; /* everything that a filter can say of one claim */
    i64 n;
};

static void no_row(void *self, const struct op *op, const struct json *row) {
    (void)self, (void)op, (void)row;
}
static void no_words(void *self, const char *line) {
    (void)self, (void)line;
}
static void no_bytes(void *self, struct str bytes) {
    (void)self, (void)bytes;
}
static void no_progress(void *self, const char *what, i64 done, i64 all) {
    (void)self, (void)what, (void)done, (void)all;
}
static bool never(void *self) {
    (void)self;
    return false;
}
static const struct face FACE = {
    .row = no_row, .say = no_words, .raw = no_bytes, .progress = no_progress, .stopped = never};

static double seconds(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}
/* By the wall, and of this process alone: the same on an idle machine. */
struct took {
    double wall, cpu;
};
static struct took now(void) {
    return (struct took){seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID)};
}
static int by_size(const void *x, const void *y) {
    double a = *(const double *)x, b = *(const double *)y;
    return a < b ? -1 : a > b;
}

/* ---- values of claims that are there ---- */

static struct str longest_word(struct str words) {
    struct str best = {0};
    while (words.p && words.n) {
        struct str w = str_cut(&words, ' ');
        if (w.n > best.n) best = w;
    }
    return best;
}

static rc sample(struct bench *x, struct str id, struct err *e) {
    struct slice want = {.claims = &id, .nclaims = 1, .with = SLICE_TEXTS};
    struct book *b;
    struct list_filter *f = &x->of[x->n];
    TRY(session_slice(&x->c, &want, &b, e));
    if (!b->nclaims) return RC_OK;
    const struct claim_row *r = &b->claims[0];
    *f = list_everything(-1);
    f->kind = (int)r->c.kind;
    f->publication = b->items[r->item].publication;
    if (r->c.nwhere) f->place = r->c.where[0].place;
    i64 place = book_place(b, f->place);
    if (place >= 0 && b->places[place].parent.n) f->place = b->places[place].parent;
    if (r->c.said.nchain) f->speaker_role = word_name("role", (int)r->c.said.chain[0].role);
    f->day_from = r->c.when.range.from - 15;
    f->day_to = r->c.when.range.to + 15;
    f->words = longest_word(text_fold_name(&x->perm, book_words(b, r, r->c.sentence)));
    x->n++;
    return RC_OK;
}

/* From all over the log: a cursor is the place in it after which a list goes on. */
static rc samples(struct bench *x, struct err *e) {
    struct list_filter all = list_everything(-1);
    struct list_page p;
    i64 size = store_size(x->c.session->store);
    for (i64 i = 0; x->n < SAMPLES && i < 4 * SAMPLES; i++) {
        u64 doc = (u64)2 << 56 | (u64)(i * 7919 % size) << 24 | (u64)(i * 37);
        struct str after = str_fmt(&x->perm, "a%016llx", (unsigned long long)doc);
        TRY(records_list_claims(x->c.session->db, &x->perm, &all, after, 1, &p, e));
        if (p.n) TRY(sample(x, p.ids[0], e));
    }
    return RC_OK;
}

/* ---- questions ---- */

enum question {
    ANY,
    QUEUE,
    KIND_PLACE,
    FIVE,
    FIVE_WORDS,
    WORDS_ONLY,
    FAR,
    RESTRICTED,
    INCIDENTS,
    ITEMS,
    FACETS,
    FACETS_FIVE,
    QUESTIONS
};
static const char *const NAMES[QUESTIONS] = {"claims, all",
                                             "queue of the machine's",
                                             "claims by kind and place",
                                             "five facets",
                                             "five facets and words",
                                             "words alone",
                                             "five facets, second screen",
                                             "five facets within three groups",
                                             "incidents by kind, place, month",
                                             "items by publication and words",
                                             "facets of all, counted",
                                             "facets of five facets"};

static struct list_filter asked(const struct list_filter *s, enum question q) {
    struct list_filter f = list_everything(-1);
    bool five = q == FIVE || q == FIVE_WORDS || q == FAR || q == RESTRICTED || q == FACETS_FIVE;
    if (q == QUEUE) f.queue = S("machine");
    if (q == KIND_PLACE || q == INCIDENTS || five) f.kind = s->kind, f.place = s->place;
    if (five || q == ITEMS) f.publication = s->publication;
    if (five) f.speaker_role = s->speaker_role;
    if (five || q == INCIDENTS) f.day_from = s->day_from, f.day_to = s->day_to;
    if (q == FIVE_WORDS || q == WORDS_ONLY || q == ITEMS) f.words = s->words;
    if (q == RESTRICTED) f.reach = 1 | 1 << 3 | 1 << 5;
    return f;
}

static rc ask(struct bench *x, enum question q, i64 i, struct took *t, i64 *rows, struct err *e) {
    struct db *d = x->c.session->db;
    struct arena a = x->work;
    struct list_filter f = asked(&x->of[i % x->n], q);
    struct list_page p;
    struct list_facets all;
    struct took from = now(), to;
    rc r;
    if (q == INCIDENTS)
        r = records_list_incidents(d, &a, &f, S(""), SCREEN, &p, e);
    else if (q == ITEMS)
        r = records_list_items(d, &a, &f, S(""), SCREEN, &p, e);
    else if (q == FACETS || q == FACETS_FIVE)
        r = records_list_facets(d, &a, LIST_CLAIMS, &f, &all, e), p.n = all.n[BY_STATUS];
    else
        r = records_list_claims(d, &a, &f, S(""), SCREEN, &p, e);
    if (r == RC_OK && q == FAR && p.after.n) {
        from = now();
        r = records_list_claims(d, &a, &f, p.after, SCREEN, &p, e);
    }
    to = now();
    *t = (struct took){to.wall - from.wall, to.cpu - from.cpu};
    *rows += p.n;
    arena_reset(&x->work, x->work_whole);
    return r;
}

static rc measure(struct bench *x, struct err *e) {
    static double wall[TIMES], cpu[TIMES];
    printf("what\tp50\tp95\tcpu p50\tcpu p95\trows\n");
    for (int q = 0; q < QUESTIONS; q++) {
        i64 rows = 0;
        for (i64 i = 0; i < TIMES; i++) {
            struct took t;
            TRY(ask(x, (enum question)q, i, &t, &rows, e));
            wall[i] = t.wall;
            cpu[i] = t.cpu;
        }
        qsort(wall, TIMES, sizeof *wall, by_size);
        qsort(cpu, TIMES, sizeof *cpu, by_size);
        printf("%s\t%.1f ms\t%.1f ms\t%.1f ms\t%.1f ms\t%.1f\n", NAMES[q], wall[TIMES / 2] * 1e3,
               wall[TIMES * 95 / 100] * 1e3, cpu[TIMES / 2] * 1e3, cpu[TIMES * 95 / 100] * 1e3,
               (double)rows / TIMES);
    }
    return RC_OK;
}

int main(int argc, char **argv) {
    static struct bench x;
    struct err e = {0};
    struct rusage use;
    if (argc != 3) return fputs("bench_desk_search DIR KEY\n", stderr), 2;
    x.perm = arena_make("bench", CALL_PERM_BYTES);
    x.work = x.work_whole = arena_make("bench-call", CALL_PERM_BYTES);
    x.c = (struct op_ctx){.perm = &x.perm,
                          .scratch = arena_make("bench-work", CALL_SCRATCH_BYTES),
                          .face = &FACE,
                          .case_dir = argv[1],
                          .key_file = argv[2],
                          .actor = S("bench")};
    rc r = session_open(&x.c, &e);
    if (r == RC_OK) r = samples(&x, &e);
    if (r == RC_OK && !x.n) r = fail(&e, RC_NOTFOUND, "there is no claim in the case");
    if (r == RC_OK) r = measure(&x, &e);
    if (r != RC_OK) fprintf(stderr, "bench_desk_search: %s: %s\n", rc_name(r), e.msg);
    session_close(&x.c);
    if (getrusage(RUSAGE_SELF, &use) == 0) printf("memory at most\t%ld MiB\n", use.ru_maxrss >> 10);
    return r != RC_OK;
}
