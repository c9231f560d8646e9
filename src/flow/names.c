#include "flow/names.h"

#include "text/fold.h"

static void add(struct names *n, struct str name, struct read_name what) {
    struct str key = text_fold_name(n->a, name);
    if (!key.n) return;
    struct map_entry *m = map_put(&n->map, n->a, key, NULL);
    struct read_name *have = m->ptr;
    if (!have) m->ptr = have = NEW(n->a, struct read_name);
    if (what.place.n && !have->place.n) {
        have->place = what.place;
        have->precision = what.precision;
    }
    if (what.party.n && !have->party.n) have->party = what.party;
}

void names_make(struct arena *a, const struct book *b, struct names *out) {
    *out = (struct names){.a = a};
    for (i64 i = 0; i < b->nplaces; i++) {
        const struct place *p = &b->places[i];
        struct read_name what = {.place = p->id, .precision = p->precision};
        add(out, p->name, what);
        add(out, p->name_ar, what);
        add(out, p->name_ru, what);
    }
    for (i64 i = 0; i < b->nparties; i++) {
        const struct party *p = &b->parties[i];
        struct read_name what = {.party = p->id};
        add(out, p->name, what);
        for (i64 k = 0; k < p->naliases; k++)
            add(out, p->aliases[k].name, what);
    }
}

bool names_lookup(void *ctx, struct str words, struct read_name *out) {
    struct names *n = ctx;
    struct arena scratch = *n->a; /* by value: the folded key is dropped on return */
    struct map_entry *m = map_get(&n->map, text_fold_name(&scratch, words));
    if (!m) return false;
    *out = *(struct read_name *)m->ptr;
    return true;
}
