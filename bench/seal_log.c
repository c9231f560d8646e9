/* The log: appends, and what a very long one costs.
 *   build/bench_seal_log append DIR COUNT BATCH   entries through the store, signed and durable
 *   build/bench_seal_log long DIR LEAVES          a log of so many leaves (invented bytes in the
 *                                                 place of signed ones), then: opening, receipt's
 *                                                 proof, checkpoint (one entry appended), memory
 * One TSV line a figure: what, value, unit. Nothing is tested. */
#include "store/store_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum { PROOFS = 1000, COMMITS = 20, CHUNK = 65536, SIGNATURES = 20000 };

static void must(rc r, const struct err *e) {
    if (r == RC_OK) return;
    fprintf(stderr, "bench_seal_log: %s\n", e->msg);
    exit(1);
}

static double wall(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double processor(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double peak_mib(void) {
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)u.ru_maxrss / 1024;
}

static void say(const char *what, double value, const char *unit) {
    printf("%s\t%.2f\t%s\n", what, value, unit);
}

static struct store *opened(struct arena *a, const char *dir, bool fresh) {
    struct err e = {0};
    struct store *s;
    struct store_key_opts o = {.no_passphrase = true};
    o.key_file = cstr(a, str_fmt(a, "%s.key", dir));
    if (fresh) must(store_init(dir, S("bench"), &o, &e), &e);
    must(store_open(a, dir, &o, &s, &e), &e);
    return s;
}

static struct json *act(struct arena *a, i64 i) {
    struct json *o = json_obj(a);
    json_set_i(a, o, "v", 1);
    json_set_str(a, o, "type", S("reviewed"));
    json_set_i(a, o, "n", i);
    return o;
}

static void commit(struct store *s, struct arena a, i64 from, i64 n) {
    struct err e = {0};
    struct txn *t;
    i64 index;
    must(store_begin(s, NULL, NULL, &t, &e), &e);
    for (i64 i = 0; i < n; i++) {
        struct arena b = a;
        must(store_add(t, act(&b, from + i), NULL, 0, &index, &e), &e);
    }
    must(store_commit(t, &e), &e);
}

/* What the signature alone allows. */
static void sign_many(const struct store *s) {
    u8 leaf[SIGSUM_LEAF], message[32] = {0};
    double p = processor();
    for (i64 i = 0; i < SIGNATURES; i++) {
        put_u64be(message, (u64)i);
        sigsum_leaf_make(s->keys->log_secret, message, leaf);
    }
    say("signed leaves a second of a core", SIGNATURES / (processor() - p), "1/s");
}

static void append(struct arena a, const char *dir, i64 count, i64 batch) {
    struct store *s = opened(&a, dir, true);
    sign_many(s);
    double w = wall(), p = processor();
    for (i64 i = 0; i < count; i += batch)
        commit(s, a, i, count - i < batch ? count - i : batch);
    w = wall() - w;
    p = processor() - p;
    say("entries a second, durable", (double)count / w, "1/s");
    say("entries a second of a core", (double)count / p, "1/s");
    store_close(s);
}

static u64 next(u64 *state) { /* splitmix64 */
    u64 z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    return (z ^ z >> 27) * 0x94d049bb133111ebu;
}

static void fill(struct store *s, struct arena a, i64 leaves) {
    typedef u8 one_leaf[SIGSUM_LEAF];
    one_leaf *leaf = NEWN(&a, one_leaf, CHUNK);
    struct err e = {0};
    u64 state = 1;
    bool moved;
    for (i64 at = 0, n; at < leaves; at += n) {
        n = leaves - at < CHUNK ? leaves - at : CHUNK;
        for (i64 i = 0; i < n; i++)
            for (i64 k = 0; k < SIGSUM_LEAF; k += 8)
                put_u64be(leaf[i] + k, next(&state));
        must(
            log_append(&s->log, (const u8(*)[SIGSUM_LEAF])leaf, n, s->keys->log_secret, &moved, &e),
            &e);
    }
}

static void look(struct arena a, const char *dir, i64 leaves) {
    struct err e = {0};
    double w = wall();
    struct store *s = opened(&a, dir, false);
    say("opening", (wall() - w) * 1e3, "ms");
    u64 state = 2;
    double worst = 0, all = 0;
    for (i64 i = 0; i < PROOFS; i++) {
        struct arena b = a;
        struct leaf_proof proof;
        w = wall();
        must(store_prove(s, &b, (i64)(next(&state) % (u64)leaves), &proof, &e), &e);
        w = wall() - w;
        all += w;
        if (w > worst) worst = w;
    }
    say("proof of a receipt, mean of 1,000 at random places", all / PROOFS * 1e3, "ms");
    say("proof of a receipt, the slowest", worst * 1e3, "ms");
    double old = wall();
    must(store_extends(s, store_checkpoint(s), &e), &e);
    say("consistency with a checkpoint", (wall() - old) * 1e3, "ms");
    for (i64 i = worst = all = 0; i < COMMITS; i++) {
        w = wall();
        commit(s, a, leaves + i, 1);
        w = wall() - w;
        all += w;
        if (w > worst) worst = w;
    }
    say("an entry and its checkpoint, durable, mean of 20", all / COMMITS * 1e3, "ms");
    say("an entry and its checkpoint, durable, the slowest", worst * 1e3, "ms");
    say("memory at most", peak_mib(), "MiB");
    store_close(s);
}

static void long_log(struct arena a, const char *dir, i64 leaves) {
    if (!os_is_dir(dir)) {
        struct arena b = a;
        struct store *s = opened(&b, dir, true);
        double w = wall();
        fill(s, b, leaves);
        say("leaves a second, in batches of 65,536", (double)leaves / (wall() - w), "1/s");
        say("memory at most while making it", peak_mib(), "MiB");
        store_close(s);
    } else {
        look(a, dir, leaves);
    }
}

int main(int argc, char **argv) {
    struct arena a = arena_make("bench", 1LL << 30);
    i64 n = 0, batch = 0;
    bool appends = argc == 5 && strcmp(argv[1], "append") == 0 && str_i64(str_c(argv[4]), &batch);
    bool longs = argc == 4 && strcmp(argv[1], "long") == 0;
    if ((!appends && !longs) || !str_i64(str_c(argv[3]), &n) || n < 1 || (appends && batch < 1)) {
        fprintf(stderr, "usage: bench_seal_log append DIR COUNT BATCH | long DIR LEAVES (twice: it "
                        "is made, then looked at)\n");
        return 2;
    }
    if (appends)
        append(a, argv[2], n, batch);
    else
        long_log(a, argv[2], n);
    return 0;
}
