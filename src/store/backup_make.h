/* Making a backup: what backup_make.c and backup_copy.c share. */
#ifndef CAIRN_STORE_BACKUP_MAKE_H
#define CAIRN_STORE_BACKUP_MAKE_H

#include "store/backup_int.h"

enum { BACKUP_PIECE = 1 << 20 };

struct making {
    struct store *s;
    struct arena a;            /* lives as long as the run */
    const char *dir;           /* of the backup */
    struct backup_open before; /* the generation in force */
    bool first;
    struct backup_list list; /* the one being made */
    struct map used;         /* stored names that the generation in force needs */
    i64 generation, epoch;
    const u8 (*recipients)[32];
    struct backup_stats *st;
    char *piece;
    struct pack_at {
        i64 first, own;
    } * packs;
    i64 npacks, packs_cap;
    struct map heads;
};

/* A name in the backup's folder, as a path. */
static inline const char *backup_at(struct making *m, struct arena *a, struct str name) {
    return backup_path(a, m->dir, name);
}
/* Writes what the generation in force does not have, and fills m->list. */
MUST rc backup_copy(struct making *m, struct err *e);

#endif
