/* build/bench_seal_core FOLDER: reads the files of a folder, hashes and encrypts them as a pack
 * does and writes nothing: bytes a second of one core. What the program itself adds shows beside
 * it. */
#include "proof/hash.h"
#include "store/age.h"
#include "store/source.h"
#include "sys/os.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { READ = 256 << 10 };

static void must(rc r, const struct err *e) {
    if (r == RC_OK) return;
    fprintf(stderr, "bench_seal_core: %s\n", e->msg);
    exit(1);
}

static double processor(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static i64 seal(const char *path, struct age_stream *s) {
    static u8 room[READ], out[AGE_CHUNK + AGE_TAG];
    struct source f;
    struct sha256 h;
    struct err e = {0};
    u8 sha[32];
    i64 n, chunk = 0, all = 0;
    must(source_open(&f, path, &e), &e);
    sha256_begin(&h);
    while ((n = source_read(&f, room, READ, &e)) > 0) {
        sha256_add(&h, bytes_str(room, n));
        for (i64 at = 0, k; at < n; at += k) {
            k = n - at < AGE_CHUNK ? n - at : AGE_CHUNK;
            age_chunk_seal(s, chunk++, false, room + at, k, out);
        }
        all += n;
    }
    must(n < 0 ? e.code : RC_OK, &e);
    sha256_end(&h, sha);
    source_close(&f);
    return all;
}

int main(int argc, char **argv) {
    struct arena a = arena_make("bench", 1LL << 30);
    struct age_stream s;
    struct err e = {0};
    struct str *names;
    u8 key[16] = {1}, nonce[16] = {2};
    i64 n, bytes = 0;
    if (argc != 2) return fputs("usage: bench_seal_core FOLDER\n", stderr), 2;
    must(os_list(&a, argv[1], &names, &n, &e), &e);
    age_stream_begin(&s, key, nonce);
    double p = processor();
    for (i64 i = 0; i < n; i++) {
        struct arena b = a;
        bytes += seal(cstr(&b, str_fmt(&b, "%s/%.*s", argv[1], SARG(names[i]))), &s);
    }
    p = processor() - p;
    age_stream_end(&s);
    printf("hashed and encrypted\t%.0f\tMB/s of a core\n", (double)bytes / p / 1e6);
    return 0;
}
