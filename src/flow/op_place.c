/* place import, place add: neighbourhoods, villages, invented countries: places of the case.
 * places find: by name, those of the case and those of the built-in gazetteer. */
#include "base/limits.h"
#include "flow/places.h"
#include "flow/show.h"
#include "store/slice.h"
#include "sys/os.h"
#include "text/builtin.h"
#include "text/csv.h"
#include "text/fold.h"

/* Kinds of place that a table may name, and how precise each is. */
static const struct {
    const char *kind;
    enum precision precision;
} KINDS[] = {{"country", PRECISION_COUNTRY},   {"region", PRECISION_REGION},
             {"city", PRECISION_CITY},         {"town", PRECISION_CITY},
             {"village", PRECISION_CITY},      {"neighbourhood", PRECISION_NEIGHBOURHOOD},
             {"facility", PRECISION_FACILITY}, {"bridge", PRECISION_FACILITY},
             {"point", PRECISION_EXACT}};

enum { COL_NAME, COL_AR, COL_RU, COL_KIND, COL_PARENT, COL_LAT, COL_LON, COLS };
static const char *const COL_NAMES[COLS] = {"name",   "name_ar", "name_ru", "kind",
                                            "parent", "lat",     "lon"};

struct import {
    struct op_ctx *c;
    i64 cols[COLS], line;
    struct map ids; /* folded name -> id, of the case and of rows before */
    struct json **parts;
    i64 n, cap;
};

/* "-12.3456789" degrees to 1e-7 degrees, exactly, without floating point. */
static bool degrees(struct str s, i64 most, i64 *out) {
    bool neg = str_starts(s, S("-"));
    if (neg) s = str_sub(s, 1, s.n);
    i64 dot = str_chr(s, '.', 0), whole, frac = 0;
    struct str f = dot < 0 ? S("") : str_sub(s, dot + 1, s.n);
    if (f.n > 7) f = str_sub(f, 0, 7);
    if (!str_i64(dot < 0 ? s : str_sub(s, 0, dot), &whole) || whole < 0 || whole > most)
        return false;
    if (f.n && (!is_digit(f.p[0]) || !str_i64(f, &frac))) return false;
    for (i64 i = f.n; i < 7; i++)
        frac *= 10;
    *out = whole * 10000000 + frac;
    if (*out > most * 10000000) return false;
    if (neg) *out = -*out;
    return true;
}

static struct str cell(const struct import *m, struct str *f, i64 n, int col) {
    i64 at = m->cols[col];
    return at >= 0 && at < n ? csv_unguard(str_trim(f[at])) : (struct str){0};
}

static void set(struct arena *a, struct json *p, const char *key, struct str s) {
    if (s.n) json_set_str(a, p, key, s);
}

static rc put_spot(const struct import *m, struct json *p, struct str lat, struct str lon,
                   struct err *e) {
    i64 la, lo;
    if (!lat.n && !lon.n) return RC_OK;
    if (!degrees(lat, 90, &la) || !degrees(lon, 180, &lo))
        return fail(e, RC_USAGE, "line %lld: latitude and longitude are decimal degrees",
                    (long long)m->line);
    json_set_i(m->c->perm, p, "lat", la);
    json_set_i(m->c->perm, p, "lon", lo);
    return RC_OK;
}

static rc add_row(struct import *m, struct str *f, i64 n, struct err *e) {
    struct arena *a = m->c->perm;
    struct str name = cell(m, f, n, COL_NAME), kind = cell(m, f, n, COL_KIND),
               parent = cell(m, f, n, COL_PARENT);
    i64 k = 0;
    while (k < LEN(KINDS) && !str_eqc(kind, KINDS[k].kind))
        k++;
    if (!name.n || k == LEN(KINDS))
        return fail(e, RC_USAGE, "line %lld: a place needs a name and a known kind, not \"%.*s\"",
                    (long long)m->line, SARG(str_sub(kind, 0, 40)));
    struct map_entry *up = parent.n ? map_get(&m->ids, text_fold_name(a, parent)) : NULL;
    if (parent.n && !up)
        return fail(e, RC_NOTFOUND,
                    "line %lld: \"%.*s\" is not a place of the case; put it before what lies in it",
                    (long long)m->line, SARG(str_sub(parent, 0, 80)));
    struct str parent_id = up ? *(struct str *)up->ptr : (struct str){0};
    struct json *p = json_obj(a);
    json_set_str(a, p, "kind", S("place"));
    json_set_str(a, p, "name", name);
    set(a, p, "ar", cell(m, f, n, COL_AR));
    set(a, p, "ru", cell(m, f, n, COL_RU));
    set(a, p, "parent", parent_id);
    json_set_str(a, p, "precision", word_name("precision", KINDS[k].precision));
    TRY(put_spot(m, p, cell(m, f, n, COL_LAT), cell(m, f, n, COL_LON), e));
    struct map_entry *own = map_put(&m->ids, a, text_fold_name(a, name), NULL);
    own->ptr = NEW(a, struct str);
    *(struct str *)own->ptr = place_id(a, name, parent_id);
    *PUSH(a, m->parts, m->n, m->cap) = p;
    return RC_OK;
}

static rc read_head(struct import *m, struct str text, i64 *at, struct err *e) {
    struct str *f;
    i64 n;
    TRY(csv_read(m->c->perm, text, at, &m->line, &f, &n, e));
    if (n && str_starts(f[0], S("\xEF\xBB\xBF"))) f[0] = str_sub(f[0], 3, f[0].n);
    for (int k = 0; k < COLS; k++) {
        m->cols[k] = -1;
        for (i64 i = 0; i < n; i++)
            if (str_eqc(str_trim(f[i]), COL_NAMES[k])) m->cols[k] = i;
    }
    if (m->cols[COL_NAME] >= 0 && m->cols[COL_KIND] >= 0) return RC_OK;
    rc r = fail(e, RC_USAGE, "the table lacks a column: name and kind are needed");
    err_hint(e, "first line: name,name_ar,name_ru,kind,parent,lat,lon");
    return r;
}

static rc run(struct op_ctx *c, struct err *e) {
    struct import m = {.c = c, .line = 1};
    struct book *b;
    struct str text, *f;
    i64 at = 0, n;
    TRY(os_read(c->perm, cstr(c->perm, op_str(c, "FILE")), CSV_BYTES_MAX, &text, e));
    TRY(session_registers(c, &b, e));
    for (i64 i = 0; i < b->nplaces; i++) {
        struct map_entry *own =
            map_put(&m.ids, c->perm, text_fold_name(c->perm, b->places[i].name), NULL);
        own->ptr = &b->places[i].id;
    }
    TRY(read_head(&m, text, &at, e));
    for (;;) {
        TRY(csv_read(c->perm, text, &at, &m.line, &f, &n, e));
        if (n == 0) break;
        if (n == 1 && !f[0].n) continue; /* an empty line */
        TRY(add_row(&m, f, n, e));
    }
    if (m.n == 0) return fail(e, RC_USAGE, "the table holds no place");
    TRY(session_act(c, "registered", m.parts, m.n, e));
    op_say(c, "%lld places recorded", (long long)m.n);
    return RC_OK;
}

/* The registers alone. */
static rc registers(struct op_ctx *c, struct book *b, struct err *e) {
    struct slice none = {.reach = op_reach(c)};
    TRY(session_open(c, e));
    return records_load_slice(c->session->db, c->session->store, c->perm, &none, b, e);
}

static bool kind_precision(struct str kind, enum precision *out) {
    for (i64 k = 0; k < LEN(KINDS); k++)
        if (str_eqc(kind, KINDS[k].kind)) return *out = KINDS[k].precision, true;
    return false;
}

/* The place that it lies in: of the case, by id or name; or of the gazetteer, by id. */
static rc parent_of(struct op_ctx *c, const struct book *b, struct str *id, struct err *e) {
    struct enter x;
    struct item none = {0};
    struct place_found found = {0};
    struct str given = str_trim(op_str(c, "in"));
    *id = (struct str){0};
    if (!given.n) return RC_OK;
    enter_make(c->perm, b, &none, &x);
    TRY(place_resolve(&x, given, &found, e));
    *id = found.id;
    return RC_OK;
}

static rc add(struct op_ctx *c, struct err *e) {
    struct book b;
    struct import m = {.c = c};
    struct str name = str_trim(op_str(c, "NAME")), parent;
    enum precision precision = PRECISION_CITY;
    TRY(registers(c, &b, e));
    CHECK(kind_precision(op_str(c, "kind"), &precision));
    TRY(parent_of(c, &b, &parent, e));
    if (!name.n || name.n > NAME_BYTES_MAX) return fail(e, RC_USAGE, "a place needs a name");
    bool known = book_place(&b, place_id(c->perm, name, parent)) >= 0;
    if (known && !op_flag(c, "again")) {
        rc r = fail(e, RC_CONFLICT, "\"%.*s\" is already a place of the case there",
                    SARG(str_sub(name, 0, 80)));
        err_hint(e, "--again states more about it");
        return r;
    }
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("place"));
    json_set_str(c->perm, p, "name", name);
    set(c->perm, p, "ar", str_trim(op_str(c, "ar")));
    set(c->perm, p, "ru", str_trim(op_str(c, "ru")));
    set(c->perm, p, "parent", parent);
    json_set_str(c->perm, p, "precision", word_name("precision", (int)precision));
    TRY(put_spot(&m, p, enter_digits(c->perm, str_trim(op_str(c, "lat"))),
                 enter_digits(c->perm, str_trim(op_str(c, "lon"))), e));
    json_set_str(c->perm, p, "source", op_str(c, "source"));
    TRY(session_act(c, "registered", &p, 1, e));
    TRY(registers(c, &b, e));
    op_row(c, show_place(c->perm, &b, book_place(&b, place_id(c->perm, name, parent))));
    return RC_OK;
}

/* ---- places find ---- */

static bool begins(struct arena scratch, struct str name, struct str folded) {
    return name.n && str_starts(text_fold_name(&scratch, name), folded);
}

static void case_places(struct op_ctx *c, const struct book *b, struct str folded, i64 *left) {
    for (i64 i = 0; i<b->nplaces && * left> 0; i++) {
        const struct place *p = &b->places[i];
        if (!begins(*c->perm, p->name, folded) && !begins(*c->perm, p->name_ar, folded) &&
            !begins(*c->perm, p->name_ru, folded))
            continue;
        struct json *j = show_place(c->perm, b, i);
        json_set(j, S("of_case"), json_bool(c->perm, true));
        op_row(c, j);
        --*left;
    }
}

static void gazetteer_row(struct op_ctx *c, const struct gazetteer *g, const struct geoplace *p) {
    struct geoplace region;
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "id", gazetteer_id(c->perm, p));
    json_set_str(c->perm, j, "name", p->name);
    json_set_str(c->perm, j, "precision", word_name("precision", (int)place_grain(p->kind)));
    if (p->region >= 0 && p->kind != PLACE_KIND_REGION && gazetteer_place(g, p->region, &region))
        json_set_str(c->perm, j, "parent", region.name);
    json_set_str(c->perm, j, "country", p->country);
    json_set_i(c->perm, j, "lat", p->lat);
    json_set_i(c->perm, j, "lon", p->lon);
    op_row(c, j);
}

static rc find(struct op_ctx *c, struct err *e) {
    enum { MOST = 20 };
    struct book b;
    struct gazetteer g;
    struct place_hit hits[MOST];
    struct geoplace p;
    i64 left = MOST;
    struct str folded = text_fold_name(c->perm, op_str(c, "WORDS"));
    if (!folded.n) return fail(e, RC_USAGE, "name a place");
    TRY(registers(c, &b, e));
    TRY(gazetteer_open(builtin_places(), &g, e));
    case_places(c, &b, folded, &left);
    i64 n = gazetteer_find(&g, folded, hits, MOST);
    if (n == 0 && left == MOST) n = gazetteer_find_like(&g, folded, hits, MOST);
    for (i64 i = 0; i < n && i < MOST && left > 0; i++, left--)
        if (gazetteer_place(&g, hits[i].place, &p)) gazetteer_row(c, &g, &p);
    if (left == MOST) op_say(c, "no place is known by that name; add it with `cairn place add`");
    return RC_OK;
}

static const struct op_arg ADD_ARGS[] = {
    {"NAME", "NAME", ARG_POS, true, "name of the place", NULL},
    {"kind", "KIND", ARG_OPT, true, "what kind of place",
     "country|region|city|town|village|neighbourhood|facility|bridge|point"},
    {"in", "PLACE", ARG_OPT, false, "the place that it lies in: id or name", NULL},
    {"ar", "NAME", ARG_OPT, false, "name in Arabic script", NULL},
    {"ru", "NAME", ARG_OPT, false, "name in Cyrillic script", NULL},
    {"lat", "DEGREES", ARG_OPT, false, "latitude, decimal degrees", NULL},
    {"lon", "DEGREES", ARG_OPT, false, "longitude, decimal degrees", NULL},
    {"source", "TEXT", ARG_OPT, true, "where this is known from", NULL},
    {"again", "", ARG_FLAG, false, "states more about a place that is there already", NULL},
    {0}};
static const struct op_arg FIND_ARGS[] = {
    {"WORDS", "WORDS", ARG_POS, true, "a name, in any script", NULL}, {0}};

const struct op OP_PLACE_ADD = {
    .name = "place add",
    .group = "register",
    .summary = "a place that no gazetteer holds",
    .details = "",
    .perm = PERM_WRITE,
    .args = ADD_ARGS,
    .columns = "id name precision parent",
    .examples = {"cairn -C case place add \"Old Mill\" --kind neighbourhood --source \"town plan, "
                 "2029\"",
                 NULL},
    .run = add};
const struct op OP_PLACES_FIND = {
    .name = "places find",
    .group = "register",
    .summary = "places by name: of the case and of the built-in gazetteer",
    .details = "Names of the case by their beginning, names of the gazetteer whole.",
    .perm = PERM_READ,
    .args = FIND_ARGS,
    .columns = "id name precision parent country of_case",
    .examples = {"cairn -C case places find Marat", NULL},
    .run = find};

static const struct op_arg ARGS[] = {
    {"FILE", "FILE", ARG_POS, true,
     "CSV with the columns name, name_ar, name_ru, kind, parent, lat, lon", NULL, ARG_FILE_IN},
    {0}};

const struct op OP_PLACE_IMPORT = {
    .name = "place import",
    .group = "register",
    .summary = "places of the case from a table",
    .details =
        "For neighbourhoods, villages and what no gazetteer holds. kind: country, region, city, "
        "town, village,\n"
        "neighbourhood, bridge, facility, point. A place comes after the one that it lies in.",
    .perm = PERM_WRITE,
    .args = ARGS,
    .columns = "",
    .examples = {"cairn -C case place import places.csv", NULL},
    .run = run,
};
