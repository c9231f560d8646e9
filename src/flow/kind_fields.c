#include "flow/kind_fields.h"

static const struct {
    enum what what;
    struct str fields;
} KINDS[KIND_COUNT] = {
#define FIELDS(kind, what, fields) [KIND_##kind] = {WHAT_##what, SI(fields)},
#include "flow/kind_fields.def"
#undef FIELDS
};

enum what kind_counts(enum kind k) {
    CHECK(k >= 0 && k < KIND_COUNT);
    return KINDS[k].what;
}

struct str kind_fields(enum kind k) {
    CHECK(k >= 0 && k < KIND_COUNT && KINDS[k].fields.n);
    return KINDS[k].fields;
}
