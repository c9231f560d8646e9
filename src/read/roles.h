/* Who did it, with what, to whom and to what: which word groups of a report fill the roles of the
 * incidents it reports (after MUC-4), and which incidents these are.
 *
 * Three trained stages (logistic regression over hashed features, integers, learn/linear.h): which
 * sentences tell of an incident (data/models/scenes.bin), kinds of incident by the words of the
 * whole report and its best sentences (data/models/incidents.bin), roles by the words of a string
 * and around all its occurrences (data/models/roles.bin). templates.h makes templates of them.
 * Scores are in units of 1/ROLE_UNIT of a log-odds. */
#ifndef CAIRN_READ_ROLES_H
#define CAIRN_READ_ROLES_H

#include "learn/forest.h"
#include "read/roles_text.h"
#include "store/claim.h"

enum slot { SLOT_PERP_IND, SLOT_PERP_ORG, SLOT_TARGET, SLOT_VICTIM, SLOT_WEAPON, SLOTS };
enum incident {
    INCIDENT_ATTACK,
    INCIDENT_BOMBING,
    INCIDENT_KIDNAPPING,
    INCIDENT_ARSON,
    INCIDENT_ROBBERY,
    INCIDENT_STOPPAGE,
    INCIDENTS
};
/* Classes of incidents.bin: the incidents, then whether there are several attacks, bombings. */
enum { INCIDENT_SEVERAL = INCIDENTS, INCIDENT_CLASSES = INCIDENTS + 2 };
enum {
    ROLE_UNIT = 32,
    ROLE_FEATURES = 512,
    SCENE_FEATURES = 512,
    SCENE_REPORT_FEATURES = 5 * INCIDENTS,
    INCIDENT_WORDS = 1536,
    INCIDENT_FEATURES = INCIDENT_WORDS + SCENE_REPORT_FEATURES
};

/* Classes of roles.bin: the roles, then the incidents a string takes part in, then the roles once
 * more, by the second look, which knows what the first thought of all strings. */
enum { ROLE_STACK = SLOTS + INCIDENTS, ROLE_CLASSES = ROLE_STACK + SLOTS };

struct role_score {
    i16 s[ROLE_CLASSES];
    bool some; /* the first look gives a role some chance: the second looks at it */
};

/* What a sentence says for each kind of incident. */
struct scene_score {
    i16 s[INCIDENTS];
};

struct role_models {
    struct linear roles, incidents, scenes;
    struct forest kinds, fills; /* of templates.c */
    const struct linear *caseless;
};

/* The models that are linked in, opened once; immutable. */
const struct role_models *role_models_make(struct arena *a);

extern const char *const slot_label[SLOTS];         /* "PerpInd" … */
extern const char *const incident_label[INCIDENTS]; /* "attack" … */

/* roles_scene.c: the features of a sentence for scenes.bin; how many. Each once. */
i32 scene_features(const struct role_text *r, i32 sentence, u32 *f);
/* Fills r->scene, memory from a. */
void scene_scores(struct arena *a, const struct linear *m, struct role_text *r);
/* What the best sentences say of the report: SCENE_REPORT_FEATURES of incidents.bin. */
i32 scene_report_features(const struct role_text *r, u32 *f);
/* How strongly a sentence tells of any incident; *kind of which. */
i32 scene_best(const struct role_text *r, i32 sentence, i32 *kind);

/* The features of the whole report's words for incidents.bin; how many. Each once. */
i32 incident_features(struct arena scratch, const struct role_text *r, u32 *f);
/* The features of string `item`; doc[INCIDENT_CLASSES] = scores of the report's incidents. Each
 * once. */
i32 role_features(const struct role_text *r, i32 item, const i16 *doc, u32 *f);
/* First look at all strings. Memory from a. */
struct role_score *role_scores(struct arena *a, const struct linear *m, const struct role_text *r,
                               const i16 *doc);
/* The features of the second look at string `item`; `sc` of all strings. */
i32 role_stack_features(const struct role_text *r, const struct role_score *sc, i32 item,
                        const i16 *doc, u32 *f);
/* Second look: fills s[ROLE_STACK…] of those that have a chance. */
void role_stack(struct arena scratch, const struct linear *m, const struct role_text *r,
                const i16 *doc, struct role_score *sc);

/* roles_entity.c: a string's first mention; do two strings stand one over the other, is one a part
 * of the other's words, does one stand in brackets behind the other; any of these. */
const struct role_mention *role_first(const struct role_text *r, i32 item);
bool role_overlap(const struct role_text *r, i32 x, i32 y);
bool role_part(const struct role_text *r, i32 x, i32 y);
bool role_alias(const struct role_text *r, i32 x, i32 y);
bool role_same(const struct role_text *r, i32 x, i32 y);
/* Do they stand in one sentence? */
bool role_beside(const struct role_text *r, i32 x, i32 y);
/* roles_how.c: how firmly the report names this string as a perpetrator. */
enum how role_how(const struct role_text *r, i32 item);
/* Scores of the report's incidents; its scenes must be known. Words weigh half, since the model was
 * learned from half of them at a time. */
void incident_scores(struct arena scratch, const struct linear *m, const struct role_text *r,
                     i16 *out);

#endif
