/* The reader's claims beside those of the gold: paired one to one, then compared field by field
 * (README.md says when a field is right). Integers only; ties go to the earlier claim. */
#ifndef CAIRN_TESTS_GOLD_ALIGN_H
#define CAIRN_TESTS_GOLD_ALIGN_H

#include "lib_gold.h"

#include "../../bench/kit.h"

enum field {
    FIELD_KIND,
    FIELD_COUNT,
    FIELD_WHO,
    FIELD_PLACE,
    FIELD_TIME,
    FIELD_SPEAKER,
    FIELD_PERPETRATOR,
    FIELD_ACT,
    FIELD_POLARITY,
    FIELD_MODALITY,
    FIELD_FINDING,
    FIELD_END
};
extern const char *const FIELD_NAMES[FIELD_END];

struct pairing {
    i64 *of_gold; /* for each claim of the gold the reader's, -1 none */
    i64 *of_read; /* and back */
};

/* The pairing of the greatest sum of likeness (Kuhn 1955, with the potentials of Jonker and
 * Volgenant). O(n³) for n claims of the longer list. */
struct pairing gold_pair(struct arena *a, const struct gold *g, const struct claim *read, i64 n);

/* Adds what is right, given and wanted of every field to `out`. */
void gold_score(const struct gold *g, const struct claim *read, i64 n, const struct pairing *p,
                struct kit_count out[FIELD_END]);

#endif
