#include "text/country.h"

#include "base/limits.h"
#include "text/fold.h"

static void index_field(struct arena *a, struct countries *c, struct str field, i64 at) {
    while (field.n > 0) {
        bool fresh;
        struct str folded = text_fold_name(a, str_cut(&field, '|'));
        if (folded.n == 0) continue;
        struct map_entry *entry = map_put(&c->names, a, folded, &fresh);
        if (fresh) entry->value = at;
    }
}

static bool parse_line(struct str line, struct country *c) {
    *c = (struct country){0};
    c->code = str_cut(&line, '\t');
    c->code3 = str_cut(&line, '\t');
    if (c->code.n != 2 || c->code3.n != 3 || !str_i64(str_cut(&line, '\t'), &c->number))
        return false;
    for (int i = 0; i < COUNTRY_FIELDS; i++) {
        if (!line.p) return false; /* a field is missing */
        c->fields[i] = str_cut(&line, '\t');
    }
    return !line.p && c->fields[COUNTRY_EN].n > 0 && c->number >= 0;
}

rc countries_open(struct arena *a, struct str bytes, struct countries *c, struct err *e) {
    *c = (struct countries){.all = NEWN(a, struct country, COUNTRIES_MAX)};
    for (i64 row = 1; bytes.n > 0; row++) {
        struct str line = str_cut(&bytes, '\n');
        if (line.n == 0 || line.p[0] == '#') continue;
        if (c->n == COUNTRIES_MAX)
            return fail(e, RC_LIMIT, "countries: more than %d", COUNTRIES_MAX);
        if (!parse_line(line, &c->all[c->n]))
            return fail(e, RC_INTEGRITY, "countries: line %lld is not of the form", (long long)row);
        c->n++;
    }
    /* Names before demonyms, of all countries, so that no demonym hides a name. */
    for (int field = 0; field < COUNTRY_FIELDS; field++)
        for (i64 i = 0; i < c->n; i++)
            index_field(a, c, c->all[i].fields[field], i);
    return RC_OK;
}

const struct country *country_by_code(const struct countries *c, struct str code) {
    for (i64 i = 0; i < c->n; i++)
        if (str_eq(c->all[i].code, code)) return &c->all[i];
    return NULL;
}

const struct country *country_by_name(const struct countries *c, struct str folded) {
    struct map_entry *entry = map_get(&c->names, folded);
    return entry ? &c->all[entry->value] : NULL;
}

struct str country_shown(const struct country *c, enum country_name field) {
    struct str all = c->fields[field];
    return all.n > 0 ? str_cut(&all, '|') : S("");
}
