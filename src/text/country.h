/* Countries: ISO codes, names in four languages, demonyms. Reads data/countries.txt (UTF-8, one
 * country a line, fields parted by tabs, alternatives by '|'; the first name is the one shown).
 * Built by tools/data/places.mjs. */
#ifndef CAIRN_TEXT_COUNTRY_H
#define CAIRN_TEXT_COUNTRY_H

#include "base/err.h"
#include "base/map.h"
#include "base/str.h"

enum country_name {
    COUNTRY_EN,
    COUNTRY_AR,
    COUNTRY_RU,
    COUNTRY_UK,
    COUNTRY_DEMONYMS,
    COUNTRY_FIELDS
};

struct country {
    struct str code;  /* alpha-2: "SY"; "SU", "YU", "CS" for states that are no more */
    struct str code3; /* alpha-3 */
    i64 number;       /* ISO 3166-1 numeric, as in data/world.bin; 0 = none */
    struct str fields[COUNTRY_FIELDS]; /* alternatives parted by '|'; may be empty */
};

struct countries {
    struct country *all; /* by alpha-2 */
    i64 n;
    struct map names; /* folded name, or demonym → index; names win over demonyms */
};

/* Parses into the arena; views into `bytes` are kept. RC_INTEGRITY when a line is not of the form,
 * RC_LIMIT past COUNTRIES_MAX. O(bytes). */
MUST rc countries_open(struct arena *a, struct str bytes, struct countries *c, struct err *e);

/* By alpha-2 code, exactly; NULL when there is none. */
const struct country *country_by_code(const struct countries *c, struct str code);
/* By any name or demonym, folded with text_fold_name(); NULL when there is none. "congolese" gives
 * CD, the first. */
const struct country *country_by_name(const struct countries *c, struct str folded);
/* The first alternative of a field: the name to show; "" when the field is empty. */
struct str country_shown(const struct country *c, enum country_name field);

#endif
