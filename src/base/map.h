/* Hash map from str to a 64-bit value or pointer, in an arena; insertion order kept, so that
 * walking it is deterministic. Open addressing, SipHash-free: keys of one document or case only,
 * bounded by `max` entries. Zero-initialised = empty. Keys are borrowed. */
#ifndef CAIRN_BASE_MAP_H
#define CAIRN_BASE_MAP_H

#include "base/str.h"

struct map_entry {
    struct str key;
    i64 value;
    void *ptr;
};

struct map {
    struct map_entry *entries; /* in order of insertion, [0, n) */
    i64 n, cap;
    u32 *slots; /* entry index + 1; 0 = free */
    i64 nslots;
};

/* Finds or NULL. O(1) expected. */
struct map_entry *map_get(const struct map *m, struct str key);
/* Finds, or inserts with value 0 and ptr NULL. *fresh (may be NULL) tells which. */
struct map_entry *map_put(struct map *m, struct arena *a, struct str key, bool *fresh);

#endif
