#include "text/outline.h"

#include "base/limits.h"
#include "text/bytes.h"

enum { HEADER = 32, INDEX_WIDTH = 4, DEGREE = 10000000 };

static i64 clamp(i64 v, i64 most) {
    return v < -most ? -most : v > most ? most : v;
}

static struct outline_point point_at(const struct outline *o, i64 x, i64 y) {
    return (struct outline_point){(i32)clamp(x * o->unit, 180LL * DEGREE),
                                  (i32)clamp(y * o->unit, 90LL * DEGREE)};
}

static struct cursor line_cursor(const struct outline *o, i64 line, i64 *points) {
    struct cursor c = {.s = o->line_data,
                       .at = (i64)bytes_le(o->line_index, line * INDEX_WIDTH, INDEX_WIDTH)};
    *points = cursor_varint(&c);
    return c;
}

static bool lines_ok(const struct outline *o) {
    i64 total = 0;
    for (i64 line = 0; line < o->lines; line++) {
        i64 n, x = 0, y = 0;
        struct cursor c = line_cursor(o, line, &n);
        total += n;
        if (n < 1 || total > OUTLINE_POINTS_MAX) return false;
        for (i64 i = 0; i < n && !c.bad; i++) {
            x += cursor_zigzag(&c);
            y += cursor_zigzag(&c);
            if (x * o->unit != clamp(x * o->unit, 180LL * DEGREE)) return false;
            if (y * o->unit != clamp(y * o->unit, 90LL * DEGREE)) return false;
        }
        if (c.bad) return false;
    }
    return true;
}

/* Reads a country's head; its rings begin at c->at. */
static bool read_country(const struct outline *o, struct cursor *cur, struct outline_country *c) {
    c->code = cursor_varint(cur);
    c->name = cursor_take(cur, cursor_byte(cur));
    i64 west = cursor_zigzag(cur), south = cursor_zigzag(cur);
    i64 east = cursor_zigzag(cur), north = cursor_zigzag(cur);
    struct outline_point sw = point_at(o, west, south), ne = point_at(o, east, north);
    c->box = (struct outline_box){sw.lon, sw.lat, ne.lon, ne.lat};
    c->rings = cursor_varint(cur);
    c->at = cur->at;
    return !cur->bad;
}

/* Steps over one ring; false when it is damaged. *points counts what its lines hold. */
static bool skip_ring(const struct outline *o, struct cursor *cur, i64 *points) {
    i64 n = cursor_varint(cur);
    *points = 0;
    for (i64 i = 0; i < n && !cur->bad; i++) {
        i64 here, line = cursor_varint(cur) >> 1;
        if (line >= o->lines) return false;
        line_cursor(o, line, &here);
        *points += here;
        if (*points > OUTLINE_POINTS_MAX) return false;
    }
    return !cur->bad;
}

static bool skip_rings(const struct outline *o, struct cursor *cur, i64 rings) {
    i64 points;
    for (i64 i = 0; i < rings; i++)
        if (!skip_ring(o, cur, &points)) return false;
    return true;
}

static bool countries_ok(const struct outline *o) {
    struct cursor cur = {.s = o->country_data};
    for (i64 i = 0; i < o->countries; i++) {
        struct outline_country c;
        if (!read_country(o, &cur, &c) || !skip_rings(o, &cur, c.rings)) return false;
    }
    return cur.at == o->country_data.n;
}

rc outline_open(struct str bytes, struct outline *o, struct err *e) {
    *o = (struct outline){0};
    if (bytes.n < HEADER || !str_starts(bytes, S("cairnol1")))
        return fail(e, RC_INTEGRITY, "not an outline file (world.bin)");
    i64 per_degree = (i64)bytes_le(bytes, 8, 4);
    struct cursor c = {.s = bytes, .at = HEADER};
    o->lines = (i64)bytes_le(bytes, 12, 4);
    o->countries = (i64)bytes_le(bytes, 20, 4);
    o->unit = per_degree > 0 ? DEGREE / per_degree : 0;
    o->line_index = cursor_take(&c, o->lines * INDEX_WIDTH);
    o->line_data = cursor_take(&c, (i64)bytes_le(bytes, 16, 4));
    o->country_data = cursor_take(&c, (i64)bytes_le(bytes, 24, 4));
    bool whole = o->unit > 0 && !c.bad && c.at == bytes.n && lines_ok(o) && countries_ok(o);
    if (whole) return RC_OK;
    *o = (struct outline){0};
    return fail(e, RC_INTEGRITY, "the outline file (world.bin) is cut off or damaged");
}

bool outline_next(const struct outline *o, struct outline_country *c) {
    struct cursor cur = {.s = o->country_data, .at = c->next};
    if (cur.at >= o->country_data.n || !read_country(o, &cur, c)) return false;
    if (!skip_rings(o, &cur, c->rings)) return false;
    c->next = cur.at;
    return true;
}

bool outline_find(const struct outline *o, i64 code, struct outline_country *c) {
    *c = (struct outline_country){0};
    while (code > 0 && outline_next(o, c))
        if (c->code == code) return true;
    return false;
}

bool outline_meets(struct outline_box a, struct outline_box b) {
    return a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;
}

/* Copies a line to `to`, backwards if asked. Returns its number of points. */
static i64 copy_line(const struct outline *o, i64 line, bool backwards, struct outline_point *to) {
    i64 n, x = 0, y = 0;
    struct cursor c = line_cursor(o, line, &n);
    for (i64 i = 0; i < n; i++) {
        x += cursor_zigzag(&c);
        y += cursor_zigzag(&c);
        to[backwards ? n - 1 - i : i] = point_at(o, x, y);
    }
    return n;
}

static bool near(struct outline_point a, struct outline_point b, i64 step) {
    i64 dx = (i64)a.lon - b.lon, dy = (i64)a.lat - b.lat;
    return dx > -step && dx < step && dy > -step && dy < step;
}

/* Drops points close to the last one kept; the first and the last stay, so that the ring stays
 * closed. */
static i64 thin(struct outline_point *p, i64 n, i64 step) {
    i64 kept = n > 0;
    for (i64 i = 1; i < n; i++)
        if (i == n - 1 || !near(p[kept - 1], p[i], step > 0 ? step : 1)) p[kept++] = p[i];
    return kept;
}

i64 outline_ring(struct arena *a, const struct outline *o, const struct outline_country *c,
                 i64 ring, i64 step, struct outline_point **points) {
    struct cursor cur = {.s = o->country_data, .at = c->at};
    i64 room = 0, n = 0;
    *points = NULL;
    if (ring < 0 || ring >= c->rings || !skip_rings(o, &cur, ring)) return 0;
    struct cursor count = cur;
    if (!skip_ring(o, &count, &room) || room == 0) return 0;
    *points = NEWN(a, struct outline_point, room);
    for (i64 left = cursor_varint(&cur); left > 0; left--) {
        i64 ref = cursor_varint(&cur);
        n += copy_line(o, ref >> 1, ref & 1, *points + n);
    }
    return thin(*points, n, step);
}
