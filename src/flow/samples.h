/* The sample reports of an invented war (samples/README.md), linked in, so that `cairn demo` needs
 * no files. */
#ifndef CAIRN_FLOW_SAMPLES_H
#define CAIRN_FLOW_SAMPLES_H

#include "base/str.h"

struct sample {
    const char *name; /* "vpa-lisharan.txt" */
    struct str (*bytes)(void);
};

/* Reports; ends with name == NULL. */
extern const struct sample SAMPLE_REPORTS[];
struct str sample_manifest(void);
struct str sample_publications(void);
struct str sample_parties(void);
struct str sample_places(void);
struct str sample_outline(void);

#endif
