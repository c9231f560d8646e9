#include "people/roles.h"

#include "base/limits.h"

const struct role_row ROLES[ROLE_COUNT] = {
#define M(p)                        (1u << PERM_##p)
#define ROLE(id, nm, perms, fields) [ROLE_##id] = {nm, (perms) | M(NONE) | M(SELF), fields},
#include "people/roles.def"
#undef ROLE
#undef M
};

static bool role_named(struct str name, u32 *bit) {
    for (int i = 0; i < ROLE_COUNT; i++)
        if (str_eqi(name, str_c(ROLES[i].name))) return *bit = 1u << i, true;
    return false;
}

bool roles_parse(struct str words, u32 *roles) {
    *roles = 0;
    i64 at = 0;
    while (at < words.n) {
        i64 from = at;
        while (at < words.n && !is_space(words.p[at]) && words.p[at] != ',')
            at++;
        u32 bit = 0;
        if (at > from && !role_named(str_sub(words, from, at), &bit)) return false;
        *roles |= bit;
        at++;
    }
    return *roles != 0;
}

struct str roles_words(struct arena *a, u32 roles) {
    struct buf b = buf_make(a, NAME_BYTES_MAX);
    for (int i = 0; i < ROLE_COUNT; i++) {
        if (!(roles >> i & 1)) continue;
        if (b.n) buf_puts(&b, ", ");
        buf_puts(&b, ROLES[i].name);
    }
    return buf_str(&b);
}

u32 roles_perms(u32 roles) {
    u32 perms = 0;
    for (int i = 0; i < ROLE_COUNT; i++)
        if (roles >> i & 1) perms |= ROLES[i].perms;
    return perms;
}

u32 roles_fields(u32 roles) {
    u32 fields = 0;
    for (int i = 0; i < ROLE_COUNT; i++)
        if (roles >> i & 1) fields |= ROLES[i].fields;
    return fields;
}
