#include "flow/places.h"

#include "text/builtin.h"
#include "text/fold.h"

enum precision place_grain(enum place_kind k) {
    switch (k) {
    case PLACE_KIND_SETTLEMENT: return PRECISION_CITY;
    case PLACE_KIND_QUARTER: return PRECISION_NEIGHBOURHOOD;
    case PLACE_KIND_REGION: return PRECISION_REGION;
    case PLACE_KIND_COUNTRY: return PRECISION_COUNTRY;
    }
    return PRECISION_UNKNOWN;
}

void place_known(struct enter *x, struct str words, struct place_found *out) {
    struct read_name found = {0};
    if (!names_lookup(&x->names, words, &found)) return;
    if (found.place.n) *out = (struct place_found){found.place, found.precision};
}

static bool by_id(struct enter *x, const struct gazetteer *g, struct str id,
                  struct place_found *out) {
    struct geoplace p;
    i64 at = book_place(x->b, id);
    if (at >= 0) return *out = (struct place_found){id, x->b->places[at].precision}, true;
    if (!gazetteer_place(g, gazetteer_by_id(g, id), &p)) return false;
    *out = (struct place_found){id, place_grain(p.kind)};
    return true;
}

rc place_resolve(struct enter *x, struct str given, struct place_found *out, struct err *e) {
    struct gazetteer g;
    struct place_hit hit;
    struct geoplace p;
    TRY(gazetteer_open(builtin_places(), &g, e));
    if (str_starts(given, S("p-")) && by_id(x, &g, given, out)) return RC_OK;
    place_known(x, given, out);
    if (out->id.n) return RC_OK;
    struct str folded = text_fold_name(x->a, given);
    i64 n = folded.n ? gazetteer_find(&g, folded, &hit, 1) : 0;
    rc r;
    if (n == 1 && gazetteer_place(&g, hit.place, &p)) {
        *out = (struct place_found){gazetteer_id(x->a, &p), place_grain(p.kind)};
        return RC_OK;
    }
    if (n > 1)
        r = fail(e, RC_USAGE, "%lld places are called \"%.*s\"", (long long)n,
                 SARG(str_sub(given, 0, 80)));
    else
        r = fail(e, RC_NOTFOUND, "no place is known as \"%.*s\"", SARG(str_sub(given, 0, 80)));
    err_hint(e, n > 1 ? "choose one by its id: cairn places find NAME"
                      : "add it: cairn -C DIR place add NAME --kind KIND --source TEXT");
    return r;
}

struct str place_name_of(const struct book *b, struct str id) {
    struct gazetteer g;
    struct geoplace p;
    struct err e = {0};
    i64 at = book_place(b, id);
    if (at >= 0) return b->places[at].name;
    if (!str_starts(id, S("p-gn-")) || gazetteer_open(builtin_places(), &g, &e) != RC_OK)
        return (struct str){0};
    return gazetteer_place(&g, gazetteer_by_id(&g, id), &p) ? p.name : (struct str){0};
}
