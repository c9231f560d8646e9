/* Roles: words for bundles of permissions and groups of fields (roles.def). Pure. */
#ifndef CAIRN_PEOPLE_ROLES_H
#define CAIRN_PEOPLE_ROLES_H

#include "base/str.h"
#include "store/rights.h"

enum duty {
#define ROLE(id, name, perms, fields) ROLE_##id,
#include "people/roles.def"
#undef ROLE
    ROLE_COUNT
};

struct role_row {
    const char *name;
    u32 perms, fields; /* bits 1 << enum perm; enum field_group */
};
extern const struct role_row ROLES[ROLE_COUNT];

/* Everything: whoever holds the key. */
#define PERMS_ALL ((u32)(2u << PERM_SELF) - 1)

/* "recorder, reviewer" (commas or blanks) → bits 1 << enum duty; false: not a role, or none. */
bool roles_parse(struct str words, u32 *roles);
/* In the order of roles.def, joined by ", ". */
struct str roles_words(struct arena *a, u32 roles);
u32 roles_perms(u32 roles);
u32 roles_fields(u32 roles);

#endif
