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

/* A word that says something: no article, preposition, conjunction, mark. */
static inline bool role_counts(const struct role_text *r, i32 i) {
    u8 t = r->tag[i];
    return r->t.v[i].kind == TOK_WORD && t != UPOS_DET && t != UPOS_ADP && t != UPOS_CCONJ &&
           t != UPOS_PART && t != UPOS_PUNCT;
}

/* Was, were, been, being shortly before the verb: the passive. */
static inline u32 role_passive(const struct role_text *r, i32 v, i32 from) {
    static const char *const be[] = {"was", "were", "been", "being", "is", "are", "be"};
    for (i32 i = v - 1; i >= from && i >= v - 3; i--)
        for (i64 k = 0; k < LEN(be); k++)
            if (tok_is(r->text, &r->t.v[i], be[k])) return 1;
    return 0;
}

#endif
