#include "base/map.h"

#include "base/err.h"

/* The slot of the key, or the free slot where it would go. The table is never more than half full.
 */
static i64 slot_of(const struct map *m, struct str key) {
    i64 mask = m->nslots - 1;
    u64 h = str_hash(key);
    i64 i = (i64)((h ^ h >> 32) & (u64)mask);
    while (m->slots[i] && !str_eq(m->entries[m->slots[i] - 1].key, key))
        i = (i + 1) & mask;
    return i;
}

static void rehash(struct map *m, struct arena *a) {
    m->nslots = m->nslots ? m->nslots * 2 : 16;
    m->slots = NEWN(a, u32, m->nslots);
    for (i64 e = 0; e < m->n; e++)
        m->slots[slot_of(m, m->entries[e].key)] = (u32)e + 1;
}

struct map_entry *map_get(const struct map *m, struct str key) {
    if (m->nslots == 0) return NULL;
    u32 e = m->slots[slot_of(m, key)];
    return e ? &m->entries[e - 1] : NULL;
}

struct map_entry *map_put(struct map *m, struct arena *a, struct str key, bool *fresh) {
    struct map_entry *found = map_get(m, key);
    if (fresh) *fresh = !found;
    if (found) return found;
    CHECK(m->n < (i64)UINT32_MAX - 1);
    if ((m->n + 1) * 2 > m->nslots) rehash(m, a);
    struct map_entry *e = PUSH(a, m->entries, m->n, m->cap);
    *e = (struct map_entry){.key = key};
    m->slots[slot_of(m, key)] = (u32)m->n;
    return e;
}
