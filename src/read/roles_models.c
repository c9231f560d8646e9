/* The models that are linked in. */
#include "base/asset.h"
#include "learn/squeeze.h"
#include "read/templates_part.h"

ASSET(roles_bytes, "data/models/roles.bin");
ASSET(incidents_bytes, "data/models/incidents.bin");
ASSET(scenes_bytes, "data/models/scenes.bin");
ASSET(fills_bytes, "data/models/fills.bin");

const struct role_models *role_models_make(struct arena *a) {
    struct role_models *m = NEW(a, struct role_models);
    struct err e = {0};
    m->caseless = caseless_model_make(a);
    struct str roles;
    rc r = unsqueeze(a, roles_bytes(), &roles, &e);
    CHECK(r == RC_OK);
    r = linear_open(roles, &m->roles, &e);
    CHECK(r == RC_OK && m->roles.classes == ROLE_CLASSES);
    r = linear_open(incidents_bytes(), &m->incidents, &e);
    CHECK(r == RC_OK && m->incidents.classes == INCIDENT_CLASSES);
    r = linear_open(scenes_bytes(), &m->scenes, &e);
    CHECK(r == RC_OK && m->scenes.classes == INCIDENTS);
    struct str forests = fills_bytes();
    r = forest_open_next(&forests, &m->kinds, &e);
    CHECK(r == RC_OK && m->kinds.features == KIND_VALUES);
    r = forest_open_next(&forests, &m->fills, &e);
    CHECK(r == RC_OK && m->fills.features == FILL_VALUES && !forests.n);
    return m;
}
