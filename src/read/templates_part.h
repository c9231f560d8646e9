/* Between a report and its templates: the strings that may fill a slot, what is known of each, and
 * how likely an incident or a fill is by the forests of data/models/fills.bin. Internal to
 * templates*.c and the trainer. */
#ifndef CAIRN_READ_TEMPLATES_PART_H
#define CAIRN_READ_TEMPLATES_PART_H

#include "read/templates.h"

enum {
    PER_SLOT = 16,    /* strings of a slot that are looked at */
    KIND_VALUES = 46, /* what kind_values gives */
    FILL_VALUES = 37  /* what fill_values gives */
};

/* A string that may fill a slot; chance: that it does in the template at hand, of FOREST_ONE. */
struct filler {
    i32 item, chance;
    i16 look[2], score; /* both looks and their mean */
    i16 type[INCIDENTS];
};
struct fillers {
    struct filler v[PER_SLOT];
    i32 n;
};

/* A report with all its scores. */
struct gathered {
    const struct role_text *r;
    i16 doc[INCIDENT_CLASSES];
    struct fillers f[SLOTS];
    i32 chance[INCIDENTS]; /* that it tells of such an incident, of FOREST_ONE */
};

/* templates_gather.c: the best strings of each slot, one for each entity. Memory from a. */
struct gathered *templates_gather(struct arena *a, const struct role_models *m, struct str text);
/* A kidnapping has no target and no weapon, an arson no weapon (MUC-4, slots 6 and 12). */
bool template_has(enum incident kind, i32 slot);

/* templates_chance.c: the values a forest sees for an incident; for filler `rank` of a slot in a
 * template of this kind, g->chance known. */
void kind_values(const struct gathered *g, i32 kind, i16 x[KIND_VALUES]);
void fill_values(const struct gathered *g, i32 kind, i32 slot, i32 rank, i16 x[FILL_VALUES]);

/* templates.c: templates of what was gathered. */
struct templates templates_make(struct arena *perm, struct gathered *g, const struct forest *kinds,
                                const struct forest *fills);

#endif
