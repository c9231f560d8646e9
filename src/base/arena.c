#include "base/arena.h"

#include "base/err.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Where address space is scarce (a small machine, valgrind) an arena is as large as the system
 * gives, down to this. */
enum { ARENA_LEAST = 64 << 20 };

struct arena arena_make(const char *name, i64 limit) {
    CHECK(limit > 0);
    for (i64 room = limit;; room /= 2) {
        struct arena a = {.name = name, .limit = room};
        void *p = mmap(NULL, (size_t)room, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (p == MAP_FAILED && room / 2 < ARENA_LEAST) arena_full(&a, limit);
        if (p == MAP_FAILED) continue;
        a.beg = p;
        a.end = a.beg + room;
        return a;
    }
}

void arena_drop(struct arena original) {
    CHECK(original.end - original.beg == original.limit);
    munmap(original.beg, (size_t)original.limit);
}

void arena_reset(struct arena *a, struct arena original) {
    CHECK(original.end - original.beg == original.limit);
    /* Only whole touched pages are given back; the next use finds them zeroed by the kernel. */
    madvise(original.beg, (size_t)original.limit, MADV_DONTNEED);
    *a = original;
}

/* Kernel pages are zero, but an arena copy (scratch) may have dirtied what we hand out: always
 * clear. */
void *arena_alloc(struct arena *a, i64 size, i64 align, i64 count) {
    CHECK(size > 0 && count >= 0 && align > 0 && (align & (align - 1)) == 0);
    i64 pad = (i64)(-(uintptr_t)a->beg & (uintptr_t)(align - 1));
    i64 room = a->end - a->beg - pad;
    if (room < 0 || count > room / size) arena_full(a, count);
    char *p = a->beg + pad;
    a->beg += pad + size * count;
    return memset(p, 0, (size_t)(size * count));
}

struct arena arena_split(struct arena *a, i64 bytes) {
    CHECK(bytes > 0);
    if (a->end - a->beg < bytes) arena_full(a, bytes);
    struct arena part = *a;
    a->end -= bytes;
    part.beg = a->end;
    part.limit = bytes;
    return part;
}

void *arena_grow(struct arena *a, void *arr, i64 n, i64 *cap, i64 size, i64 align) {
    CHECK(n >= 0 && n <= *cap);
    if (n < *cap) return arr;
    i64 want = *cap ? *cap * 2 : 8;
    char *p = arena_alloc(a, size, align, want);
    if (n) memcpy(p, arr, (size_t)(n * size));
    *cap = want;
    return p;
}

__attribute__((noreturn)) void arena_full(struct arena *a, i64 wanted) {
    if (a->full) longjmp(*a->full, 1);
    fprintf(stderr, "cairn: limit: memory for %s is bounded at %lld MB (%lld more asked)\n",
            a->name ? a->name : "this step", (long long)(a->limit >> 20), (long long)wanted);
    fprintf(stderr, "hint: %s\n", rc_hint(RC_LIMIT));
    exit(rc_exit(RC_LIMIT));
}
