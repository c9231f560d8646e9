/* The features of one example: each counts once. Internal to the role stages. */
#ifndef CAIRN_READ_ROLES_SET_H
#define CAIRN_READ_ROLES_SET_H

#include "read/roles.h"

/* A set of hashes: each feature counts once. */
struct role_set {
    u32 *v;
    i32 n, most;
    u32 slot[4096];
};

static inline void put(struct role_set *s, u32 f) {
    u32 h = f & 4095;
    f += f == 0;
    if (s->n >= s->most) return;
    while (s->slot[h]) {
        if (s->slot[h] == f) return;
        h = (h + 1) & 4095;
    }
    s->slot[h] = f;
    s->v[s->n++] = f;
}

#endif
