#include "text/gazetteer.h"

#include "base/limits.h"
#include "text/bytes.h"
#include "text/sound.h"

enum {
    HEADER = 64,
    PLACE_BLOCK = 16,
    NAME_BLOCK = 32,
    ID_WIDTH = 3,
    SPOT_WIDTH = 7,
    HOME_WIDTH = 2,
    FEATURE_WIDTH = 8,
    REGION_WIDTH = 14,
    PLACE_ENTRY = 8,
    NAME_ENTRY = 4,
    FEATURES_MAX = 32,
    REGIONS_MAX = 65536
};

/* One entry of the name data, while it is walked. */
struct name_walk {
    struct cursor c;
    char key[PLACE_NAME_MAX + 1];
    i64 n;
    i64 places; /* how many bear it; their numbers follow at c */
    int flags;
};

static struct str take(struct cursor *c, i64 count, i64 width) {
    return cursor_take(c, count * width);
}

static i64 blocks(i64 n, i64 block) {
    return (n + block - 1) / block;
}

/* Offsets must rise and lie inside the data. */
static bool index_ok(struct str index, i64 width, i64 data) {
    i64 last = -1;
    for (i64 at = 0; at < index.n; at += width) {
        i64 offset = (i64)bytes_le(index, at, 4);
        if (offset <= last || offset >= data) return false;
        last = offset;
    }
    return true;
}

static bool cut_sections(struct str bytes, struct gazetteer *g) {
    i64 place_bytes = (i64)bytes_le(bytes, 24, 4), name_bytes = (i64)bytes_le(bytes, 28, 4);
    struct cursor c = {.s = bytes, .at = HEADER};
    g->ids = take(&c, g->places, ID_WIDTH);
    g->spots = take(&c, g->places, SPOT_WIDTH);
    g->home = take(&c, g->places, HOME_WIDTH);
    g->feature_table = take(&c, g->features, FEATURE_WIDTH);
    g->region_table = take(&c, g->regions, REGION_WIDTH);
    g->place_index = take(&c, blocks(g->places, PLACE_BLOCK), PLACE_ENTRY);
    g->place_data = cursor_take(&c, place_bytes);
    g->name_index = take(&c, blocks(g->names, NAME_BLOCK), NAME_ENTRY);
    g->name_data = cursor_take(&c, name_bytes);
    return !c.bad && c.at == bytes.n;
}

rc gazetteer_open(struct str bytes, struct gazetteer *g, struct err *e) {
    *g = (struct gazetteer){0};
    if (bytes.n < HEADER || !str_starts(bytes, S("cairngz1")))
        return fail(e, RC_INTEGRITY, "not a gazetteer file (places.bin)");
    g->places = (i64)bytes_le(bytes, 8, 4);
    g->features = (i64)bytes_le(bytes, 12, 4);
    g->regions = (i64)bytes_le(bytes, 16, 4);
    g->names = (i64)bytes_le(bytes, 20, 4);
    bool counts =
        g->places <= PLACES_MAX && g->features <= FEATURES_MAX && g->regions <= REGIONS_MAX;
    if (!counts || !cut_sections(bytes, g) ||
        !index_ok(g->place_index, PLACE_ENTRY, g->place_data.n) ||
        !index_ok(g->name_index, NAME_ENTRY, g->name_data.n)) {
        *g = (struct gazetteer){0};
        return fail(e, RC_INTEGRITY, "the gazetteer file (places.bin) is cut off or damaged");
    }
    return RC_OK;
}

static i64 length_part(struct cursor *c, int nibble) {
    return nibble < 15 ? nibble : 15 + cursor_byte(c);
}

/* Reads the next name up to its list of places. False at the end or on damage. */
static bool next_name(struct name_walk *w) {
    u8 lengths = cursor_byte(&w->c);
    i64 shared = length_part(&w->c, lengths >> 4), fresh = length_part(&w->c, lengths & 15);
    struct str bytes = cursor_take(&w->c, fresh);
    i64 rest = cursor_varint(&w->c);
    if (w->c.bad || shared > w->n || shared + fresh > PLACE_NAME_MAX) return false;
    if (fresh > 0) memcpy(w->key + shared, bytes.p, (size_t)fresh);
    w->n = shared + fresh;
    w->places = (rest >> 2) + 1;
    w->flags = (int)(rest & 3);
    return true;
}

static void skip_places(struct name_walk *w) {
    for (i64 i = 0; i < w->places && !w->c.bad; i++)
        cursor_varint(&w->c);
}

static void walk_from(const struct gazetteer *g, i64 block, struct name_walk *w) {
    w->c = (struct cursor){.s = g->name_data,
                           .at = (i64)bytes_le(g->name_index, block * NAME_ENTRY, 4)};
    w->n = 0;
}

/* The last block whose first name is not after `key`; the first block when there is none. */
static i64 block_of(const struct gazetteer *g, struct str key) {
    i64 lo = 0, hi = blocks(g->names, NAME_BLOCK); /* the block is in [lo, hi) */
    while (hi - lo > 1) {
        i64 mid = lo + (hi - lo) / 2;
        struct name_walk w;
        walk_from(g, mid, &w);
        if (next_name(&w) && str_cmp((struct str){w.key, w.n}, key) <= 0)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

/* Walks to the first name that is not before `key`. False when there is none. */
static bool seek(const struct gazetteer *g, struct str key, struct name_walk *w) {
    if (g->names == 0) return false;
    i64 block = block_of(g, key);
    walk_from(g, block, w);
    /* One name more than a block: the one sought may be the first of the next. */
    for (i64 i = 0; i <= NAME_BLOCK && block * NAME_BLOCK + i < g->names; i++) {
        if (!next_name(w)) return false;
        if (str_cmp((struct str){w->key, w->n}, key) >= 0) return true;
        skip_places(w);
    }
    return false;
}

static i64 find_key(const struct gazetteer *g, struct str key, struct place_hit *hits, i64 max) {
    struct name_walk w;
    if (!seek(g, key, &w) || !str_eq((struct str){w.key, w.n}, key)) return 0;
    i64 place = 0, found = 0;
    for (; found < w.places; found++) {
        i64 v = cursor_varint(&w.c);
        place += v >> 1;
        if (w.c.bad || place >= g->places) break;
        if (found < max)
            hits[found] = (struct place_hit){(u32)place, v & 1, w.flags & 1, w.flags & 2};
    }
    return found;
}

i64 gazetteer_find(const struct gazetteer *g, struct str folded, struct place_hit *hits, i64 max) {
    if (folded.n == 0 || folded.p[0] == '~')
        return 0; /* folding leaves no '~': not a folded name */
    return find_key(g, folded, hits, max);
}

i64 gazetteer_find_like(const struct gazetteer *g, struct str folded, struct place_hit *hits,
                        i64 max) {
    char key[1 + SOUND_MAX] = "~";
    struct str sound = text_sound(folded, key + 1);
    return sound.n == 0 ? 0 : find_key(g, (struct str){key, 1 + sound.n}, hits, max);
}

bool gazetteer_goes_on(const struct gazetteer *g, struct str folded) {
    char key[PLACE_NAME_MAX + 1];
    struct name_walk w;
    if (folded.n == 0 || folded.n >= PLACE_NAME_MAX) return false;
    memcpy(key, folded.p, (size_t)folded.n);
    key[folded.n] = ' ';
    struct str head = {key, folded.n + 1};
    return seek(g, head, &w) && str_starts((struct str){w.key, w.n}, head);
}

static struct str padded(struct str field) {
    while (field.n > 0 && field.p[field.n - 1] == 0)
        field.n--;
    return field;
}

static enum place_kind kind_of(struct str feature) {
    if (str_eq(feature, S("PCL"))) return PLACE_KIND_COUNTRY;
    if (str_eq(feature, S("ADM1"))) return PLACE_KIND_REGION;
    if (str_eq(feature, S("PPLX"))) return PLACE_KIND_QUARTER;
    return PLACE_KIND_SETTLEMENT;
}

static bool read_spot(const struct gazetteer *g, i64 number, struct geoplace *p) {
    u64 spot = bytes_le(g->spots, number * SPOT_WIDTH, SPOT_WIDTH);
    i64 lat = (i64)(spot & 0x1FFFFFF) - 9000000, lon = (i64)(spot >> 25 & 0x3FFFFFF) - 18000000;
    i64 feature = (i64)(spot >> 51);
    if (lat > 9000000 || lon > 18000000 || feature >= g->features) return false;
    p->lat = (i32)(lat * 100);
    p->lon = (i32)(lon * 100);
    i64 at = feature * FEATURE_WIDTH;
    p->feature = padded(str_sub(g->feature_table, at, at + FEATURE_WIDTH));
    p->kind = kind_of(p->feature);
    return true;
}

static bool read_home(const struct gazetteer *g, i64 number, struct geoplace *p) {
    i64 at = (i64)bytes_le(g->home, number * HOME_WIDTH, HOME_WIDTH) * REGION_WIDTH;
    if (at >= g->region_table.n) return false;
    p->country = padded(str_sub(g->region_table, at, at + 2));
    p->admin1 = padded(str_sub(g->region_table, at + 2, at + 11));
    p->region = (i64)bytes_le(g->region_table, at + 11, 3) - 1;
    return p->region < g->places;
}

static bool read_name(const struct gazetteer *g, i64 number, struct geoplace *p) {
    i64 entry = number / PLACE_BLOCK * PLACE_ENTRY;
    struct cursor c = {.s = g->place_data, .at = (i64)bytes_le(g->place_index, entry, 4)};
    p->weight = (i64)bytes_le(g->place_index, entry + 4, 4);
    for (i64 i = number % PLACE_BLOCK; i >= 0; i--) {
        p->weight -= cursor_varint(&c);
        p->name = cursor_take(&c, cursor_byte(&c));
    }
    return !c.bad && p->weight >= 0;
}

bool gazetteer_place(const struct gazetteer *g, i64 number, struct geoplace *p) {
    *p = (struct geoplace){.region = -1};
    if (number < 0 || number >= g->places) return false;
    p->number = (u32)number;
    p->geonameid = (u32)bytes_le(g->ids, number * ID_WIDTH, ID_WIDTH);
    return read_spot(g, number, p) && read_home(g, number, p) && read_name(g, number, p);
}

struct str gazetteer_id(struct arena *a, const struct geoplace *p) {
    return str_fmt(a, "p-gn-%u", (unsigned)p->geonameid);
}

i64 gazetteer_by_id(const struct gazetteer *g, struct str id) {
    i64 wanted = 0;
    struct str head = S("p-gn-");
    if (!str_starts(id, head) || !str_i64(str_sub(id, head.n, id.n), &wanted)) return -1;
    if (wanted <= 0 || id.p[head.n] == '0') return -1; /* one id, one spelling */
    for (i64 i = 0; i < g->places; i++)
        if ((i64)bytes_le(g->ids, i * ID_WIDTH, ID_WIDTH) == wanted) return i;
    return -1;
}

static rc check_names(const struct gazetteer *g, struct err *e) {
    char last[PLACE_NAME_MAX + 1] = "";
    i64 last_n = 0;
    struct name_walk w = {.c = {.s = g->name_data}};
    for (i64 i = 0; i < g->names; i++) {
        bool first = i % NAME_BLOCK == 0;
        bool aligned =
            !first || (i64)bytes_le(g->name_index, i / NAME_BLOCK * NAME_ENTRY, 4) == w.c.at;
        if (first) w.n = 0;
        if (!aligned || !next_name(&w))
            return fail(e, RC_INTEGRITY, "gazetteer: name %lld is damaged", (long long)i);
        struct str key = {w.key, w.n};
        if (i > 0 && str_cmp((struct str){last, last_n}, key) >= 0)
            return fail(e, RC_INTEGRITY, "gazetteer: name %lld is out of order", (long long)i);
        memcpy(last, w.key, (size_t)w.n);
        last_n = w.n;
        i64 place = 0;
        for (i64 k = 0; k < w.places && !w.c.bad; k++)
            place += cursor_varint(&w.c) >> 1;
        if (w.c.bad || place >= g->places)
            return fail(e, RC_INTEGRITY, "gazetteer: name %lld leads nowhere", (long long)i);
    }
    return w.c.at == g->name_data.n ? RC_OK
                                    : fail(e, RC_INTEGRITY, "gazetteer: names end too early");
}

rc gazetteer_check(const struct gazetteer *g, struct err *e) {
    struct geoplace p;
    for (i64 i = 0; i < g->places; i++)
        if (!gazetteer_place(g, i, &p))
            return fail(e, RC_INTEGRITY, "gazetteer: place %lld is damaged", (long long)i);
    return check_names(g, e);
}
