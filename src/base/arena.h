/* Arenas: all memory of a request or a command, freed at once, bounded in bytes.
 *
 * Two arenas travel through the code: `perm` (by pointer: what is returned to the caller) and
 * `scratch` (by value: what a function needs itself; a by-value copy frees itself on every return
 * path). Source: Wellons, "Arena allocator tips", 2023. Memory is zeroed. An arena maps its whole
 * limit as address space at once; pages cost memory only when touched.
 *
 * A full arena is a limit of the world, handled in one place: arena_full() longjmps to *a->full
 * when set, else prints "limit: …" and exits with 7. */
#ifndef CAIRN_BASE_ARENA_H
#define CAIRN_BASE_ARENA_H

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

typedef int64_t i64;
typedef uint64_t u64;
typedef int32_t i32;
typedef uint32_t u32;
typedef uint8_t u8;

struct arena {
    char *beg, *end;  /* free space left */
    jmp_buf *full;    /* where to go when full; NULL = exit 7 */
    const char *name; /* "request", "reader": for the message */
    i64 limit;        /* bytes, for the message */
};

/* Maps an arena of at most `limit` bytes; half of it, and half again, where the system has no
 * address space for all. Never fails but by exit 7 (not even 64 MiB). */
struct arena arena_make(const char *name, i64 limit);
/* Unmaps; only for arenas from arena_make whose original value is passed. */
void arena_drop(struct arena original);
/* Gives touched pages back to the system while keeping the mapping: `a` = the original value. */
void arena_reset(struct arena *a, struct arena original);

/* Takes the last `bytes` of the free space as an arena of its own, untouched: for a callee whose
 * callbacks use the rest (a by-value scratch handed to both would overlap). */
struct arena arena_split(struct arena *a, i64 bytes);

/* `count` zeroed objects of `size` bytes. count 0 gives a valid pointer. O(bytes). */
void *arena_alloc(struct arena *a, i64 size, i64 align, i64 count)
    __attribute__((malloc, returns_nonnull));
__attribute__((noreturn)) void arena_full(struct arena *a, i64 wanted);

#define NEW(a, T)     ((T *)arena_alloc((a), (i64)sizeof(T), (i64) _Alignof(T), 1))
#define NEWN(a, T, n) ((T *)arena_alloc((a), (i64)sizeof(T), (i64) _Alignof(T), (n)))

/* Grows an arena array: `arr` has `n` of `cap`; returns room for one more at arr[n]. Doubles by
 * copying: the old block is abandoned in the arena, so the total is at most twice the final size.
 */
void *arena_grow(struct arena *a, void *arr, i64 n, i64 *cap, i64 size, i64 align);
#define PUSH(a, arr, n, cap)                                                                       \
    ((arr) = arena_grow((a), (arr), (n), &(cap), (i64)sizeof *(arr), (i64) _Alignof(max_align_t)), \
     &(arr)[(n)++])

#endif
