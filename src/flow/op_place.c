/* place import: neighbourhoods, villages, invented countries: places of the case, from a table. */
#include "base/limits.h"
#include "flow/show.h"
#include "sys/os.h"
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
    TRY(session_book(c, false, &b, e));
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
