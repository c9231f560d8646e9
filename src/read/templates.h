/* Templates of incidents: what a report says happened, in the form of MUC-4 (type, who, with what,
 * to what, to whom). Made from the scores of roles.h by two decision forests
 * (learn/forest.h): does the report tell of such an incident, does a string fill a slot of its
 * template? For benches and as evidence, no claims. */
#ifndef CAIRN_READ_TEMPLATES_H
#define CAIRN_READ_TEMPLATES_H

#include "read/roles.h"
#include "store/claim.h"

enum { TEMPLATE_FILLS = 24, TEMPLATES_MOST = 12 };

struct template_fill {
    struct span span; /* of the text */
    i16 chance;       /* percent */
    enum how how;     /* SLOT_PERP_ORG: how firmly the report names it (MUC-4 slot 11) */
};

struct template {
    enum incident type;
    i16 chance; /* percent */
    struct template_fill fill[SLOTS][TEMPLATE_FILLS];
    i32 n[SLOTS];
};

struct templates {
    struct template *v;
    i32 n;
};

/* Templates of a report; none for one of more than TEMPLATE_BYTES_MAX bytes. O(strings²). */
struct templates templates_read(struct arena *perm, struct arena scratch,
                                const struct role_models *m, struct str text);

/* "REPORTED AS FACT", … as MUC-4's keys write it. */
const char *template_status(enum how how);
/* One line of JSON in GTT's form, with PerpOrgStatus; words from `text`, lowered. */
void template_json(struct buf *b, struct arena scratch, struct str id, struct str text,
                   const struct templates *t);

/* "bombing: Weapon <bomb> …", a line a template, for the trace. */
void templates_trace(struct buf *o, struct arena scratch, struct str text);

#endif
