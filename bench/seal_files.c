/* Files to seal, incompressible and the same each time:
 *   bench_seal_files large DIR MIB     files of 1 to 20 MiB, MIB together
 *   bench_seal_files small DIR COUNT   files of 1 to 8 KiB, a thousand a folder
 *   bench_seal_files one FILE MIB      one file */
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static u64 state = 0x9e3779b97f4a7c15u;

/* splitmix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014). */
static u64 next(void) {
    u64 z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static void write_file(const char *path, i64 bytes) {
    static u64 block[8192];
    FILE *f = fopen(path, "wb");
    for (; f && bytes > 0; bytes -= (i64)sizeof block) {
        size_t n = bytes < (i64)sizeof block ? (size_t)bytes : sizeof block;
        for (size_t i = 0; i * 8 < n; i++)
            block[i] = next();
        if (fwrite(block, 1, n, f) != n) break;
    }
    if (f && fclose(f) == 0 && bytes <= 0) return;
    perror(path);
    exit(1);
}

static void large(const char *dir, i64 mib) {
    char path[4096];
    for (i64 left = mib << 20, i = 0; left > 0; i++) {
        i64 n = (1 << 20) + (i64)(next() % (19 << 20));
        n = n < left ? n : left;
        snprintf(path, sizeof path, "%s/%05lld.bin", dir, (long long)i);
        write_file(path, n);
        left -= n;
    }
}

static void small(const char *dir, i64 count) {
    char path[4096];
    for (i64 i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%s/%03lld", dir, (long long)(i / 1000));
        if (i % 1000 == 0) mkdir(path, 0700);
        snprintf(path, sizeof path, "%s/%03lld/%06lld.bin", dir, (long long)(i / 1000),
                 (long long)i);
        write_file(path, 1024 + (i64)(next() % 7169));
    }
}

int main(int argc, char **argv) {
    i64 n;
    if (argc != 4 || !str_i64(str_c(argv[3]), &n) || n < 1) {
        fprintf(stderr, "usage: bench_seal_files large|small|one PATH N\n");
        return 2;
    }
    if (strcmp(argv[1], "one") == 0) {
        write_file(argv[2], n << 20);
        return 0;
    }
    mkdir(argv[2], 0700);
    (strcmp(argv[1], "large") == 0 ? large : small)(argv[2], n);
    return 0;
}
