#include "publish/chart.h"

#include "publish/say.h"
#include "text/builtin.h"
#include "text/outline.h"

enum { WIDTH = 1000, LABELS = 24, MARKS = 400 };

struct chart {
    struct page *p;
    struct outline_box box; /* what is drawn, 1e-7 degrees */
    i64 width, height;      /* of the drawing */
    i64 squeeze;            /* 1e-4 of a degree of longitude, in degrees of latitude */
};

/* ---- projection: equirectangular at the middle latitude, in integers ---- */

/* cos of whole degrees, times 10000, every five degrees; between them linear. */
static i64 cosine(i64 degrees) {
    static const i64 T[] = {10000, 9962, 9848, 9659, 9397, 9063, 8660, 8192, 7660, 7071,
                            6428,  5736, 5000, 4226, 3420, 2588, 1736, 872,  0};
    if (degrees < 0) degrees = -degrees;
    if (degrees >= 85) degrees = 85;
    i64 i = degrees / 5, r = degrees % 5;
    return T[i] + (T[i + 1] - T[i]) * r / 5;
}

static i64 x_of(const struct chart *c, i32 lon) {
    i64 span = (i64)c->box.east - c->box.west;
    return ((i64)lon - c->box.west) * c->width / span;
}
static i64 y_of(const struct chart *c, i32 lat) {
    i64 span = (i64)c->box.north - c->box.south;
    return ((i64)c->box.north - lat) * c->height / span;
}

static bool located(const struct site_place *q) {
    return !q->withheld && q->nincidents > 0 && (q->lat || q->lon);
}

static i32 clamp(i64 v, i64 most) {
    return (i32)(v < -most ? -most : v > most ? most : v);
}

/* A box around the marks with room at the edges, at least one degree high, at most as wide as the
 * world. */
static bool find_box(struct chart *c) {
    const struct site *s = c->p->s;
    i64 n = 0;
    for (i64 i = 0; i < s->nplaces; i++) {
        const struct site_place *q = &s->places[i];
        if (!located(q)) continue;
        if (n++ == 0) c->box = (struct outline_box){q->lon, q->lat, q->lon, q->lat};
        if (q->lon < c->box.west) c->box.west = q->lon;
        if (q->lon > c->box.east) c->box.east = q->lon;
        if (q->lat < c->box.south) c->box.south = q->lat;
        if (q->lat > c->box.north) c->box.north = q->lat;
    }
    return n > 0;
}

static void widen(struct chart *c, i64 least) {
    i64 w = (i64)c->box.east - c->box.west, h = (i64)c->box.north - c->box.south;
    i64 mx = w / 5 > least ? w / 5 : least, my = h / 5 > least ? h / 5 : least;
    c->box.west = clamp((i64)c->box.west - mx, 1800000000),
    c->box.east = clamp((i64)c->box.east + mx, 1800000000);
    c->box.south = clamp((i64)c->box.south - my, 900000000),
    c->box.north = clamp((i64)c->box.north + my, 900000000);
}

static void fit(struct chart *c) {
    i64 middle = ((i64)c->box.north + c->box.south) / 2 / 10000000;
    c->squeeze = cosine(middle);
    if (c->squeeze < 900) c->squeeze = 900;
    i64 w = ((i64)c->box.east - c->box.west) / 10000 * c->squeeze / 1000,
        h = ((i64)c->box.north - c->box.south) / 1000;
    c->width = WIDTH;
    c->height = w > 0 ? WIDTH * h / w : WIDTH;
    if (c->height > 900) { /* a tall country: narrower instead of longer than a screen */
        c->width = WIDTH * 900 / c->height;
        c->height = 900;
    }
    if (c->height < 240) c->height = 240;
    if (c->width < 320) c->width = 320;
}

/* ---- the case's own outline ---- */

bool chart_degrees(struct str s, i32 *out) {
    bool minus = s.n && s.p[0] == '-';
    i64 v = 0, digits = 0, after = -1;
    for (i64 i = minus; i < s.n; i++) {
        if (s.p[i] == '.' && after < 0) {
            after = 0;
        } else if (is_digit(s.p[i])) {
            digits++;
            if (after >= 7) continue;
            v = v * 10 + (s.p[i] - '0');
            if (after >= 0) after++;
            if (v > 1800000000LL * 10) return false;
        } else {
            return false;
        }
    }
    for (i64 i = after < 0 ? 0 : after; i < 7; i++) {
        v *= 10;
        if (v > 1800000000LL * 10) return false;
    }
    if (!digits || v > 1800000000LL) return false;
    *out = (i32)(minus ? -v : v);
    return true;
}

static bool point(const struct json *xy, i32 *lon, i32 *lat) {
    const struct json *x = xy ? xy->kids : NULL, *y = x ? x->next : NULL;
    return x && y && x->type == JSON_NUMBER && y->type == JSON_NUMBER && chart_degrees(x->s, lon) &&
           chart_degrees(y->s, lat);
}

/* The rings of a geometry, whatever wraps it. */
static void each_ring(const struct json *g, void (*ring)(void *, const struct json *), void *ctx) {
    struct str type = json_get_str(g, "type");
    if (str_eqc(type, "FeatureCollection")) {
        JSON_EACH(f, json_get(g, "features")) each_ring(f, ring, ctx);
    } else if (str_eqc(type, "Feature")) {
        each_ring(json_get(g, "geometry"), ring, ctx);
    } else if (str_eqc(type, "GeometryCollection")) {
        JSON_EACH(x, json_get(g, "geometries")) each_ring(x, ring, ctx);
    } else if (str_eqc(type, "Polygon")) {
        JSON_EACH(r, json_get(g, "coordinates")) ring(ctx, r);
    } else if (str_eqc(type, "MultiPolygon")) {
        JSON_EACH(p, json_get(g, "coordinates")) JSON_EACH(r, p) ring(ctx, r);
    }
}

struct check {
    i64 points;
    bool bad;
};

static void check_ring(void *ctx, const struct json *ring) {
    struct check *c = ctx;
    i32 lon, lat;
    JSON_EACH(xy, ring) {
        c->points++;
        c->bad |= !point(xy, &lon, &lat);
    }
}

rc chart_outline_check(struct arena scratch, struct str geojson, struct err *e) {
    if (!geojson.n) return RC_OK;
    if (geojson.n > GEOJSON_BYTES_MAX) return fail(e, RC_LIMIT, "outline: longer than 64 MiB");
    struct json *j;
    TRY(json_read(&scratch, geojson, &j, e));
    struct check c = {0};
    each_ring(j, check_ring, &c);
    if (c.points > 0 && !c.bad) return RC_OK;
    rc r = fail(e, RC_USAGE, "outline: no GeoJSON with polygons of longitude and latitude");
    err_hint(e, "RFC 7946: [longitude, latitude] in degrees, as written by any GIS program");
    return r;
}

static void grow_box(void *ctx, const struct json *ring) {
    struct outline_box *b = ctx;
    i32 lon, lat;
    JSON_EACH(xy, ring) {
        if (!point(xy, &lon, &lat)) continue;
        if (lon < b->west) b->west = lon;
        if (lon > b->east) b->east = lon;
        if (lat < b->south) b->south = lat;
        if (lat > b->north) b->north = lat;
    }
}

static void put_point(const struct chart *c, struct buf *d, bool first, i32 lon, i32 lat) {
    buf_fmt(d, "%s%lld %lld", first ? "M" : "L", (long long)x_of(c, lon), (long long)y_of(c, lat));
}

struct draw {
    const struct chart *c;
    struct buf d;
};

static void draw_ring(void *ctx, const struct json *ring) {
    struct draw *w = ctx;
    i32 lon, lat;
    i64 n = 0;
    JSON_EACH(xy, ring) if (point(xy, &lon, &lat)) put_point(w->c, &w->d, n++ == 0, lon, lat);
    if (n) buf_c(&w->d, 'Z');
}

static void path(struct chart *c, struct str d) {
    struct html *h = &c->p->h;
    if (!d.n) return;
    h_begin(h, "path");
    h_attr(h, "class", S("land"));
    h_attr(h, "fill-rule", S("evenodd"));
    h_attr(h, "d", d);
    h_void(h);
}

static void own_outline(struct chart *c, const struct json *g) {
    if (str_eqc(json_get_str(g, "type"), "FeatureCollection")) {
        JSON_EACH(f, json_get(g, "features")) own_outline(c, f);
        return;
    }
    struct draw w = {c, buf_make(c->p->a, SITE_PAGE_MAX)};
    each_ring(g, draw_ring, &w);
    path(c, buf_str(&w.d));
}

/* ---- the world ---- */

static void world_outline(struct chart *c) {
    struct outline o;
    struct err e = {0};
    CHECK(outline_open(builtin_world(), &o, &e) == RC_OK);
    i64 step = ((i64)c->box.east - c->box.west) / WIDTH;
    struct outline_country k = {0};
    while (outline_next(&o, &k)) {
        if (!outline_meets(k.box, c->box)) continue;
        struct buf d = buf_make(c->p->a, SITE_PAGE_MAX);
        for (i64 r = 0; r < k.rings; r++) {
            struct arena tmp = *c->p->a;
            struct outline_point *pt;
            i64 n = outline_ring(&tmp, &o, &k, r, step, &pt);
            if (n < 3) continue;
            c->p->a->beg = tmp.beg; /* the buffer must not grow into the points */
            for (i64 i = 0; i < n; i++)
                put_point(c, &d, i == 0, pt[i].lon, pt[i].lat);
            buf_c(&d, 'Z');
        }
        path(c, buf_str(&d));
    }
}

/* ---- marks ---- */

struct label {
    i64 x0, y0, x1, y1;
};

static bool meets(const struct label *all, i64 n, struct label l) {
    for (i64 i = 0; i < n; i++)
        if (all[i].x0 < l.x1 && l.x0 < all[i].x1 && all[i].y0 < l.y1 && l.y0 < all[i].y1)
            return true;
    return false;
}

static i64 root(i64 v) {
    i64 r = 0;
    while ((r + 1) * (r + 1) <= v)
        r++;
    return r;
}

static i64 radius(const struct site_place *q) {
    i64 r = 6 + root(q->nincidents * 12);
    return r > 34 ? 34 : r;
}

/* Places with the most incidents first, so that a small mark lies on a big one. */
static i64 *by_weight(struct page *p, i64 *n) {
    i64 *v = NEWN(p->a, i64, p->s->nplaces);
    *n = 0;
    for (i64 i = 0; i < p->s->nplaces; i++) {
        if (!located(&p->s->places[i])) continue;
        i64 at = (*n)++;
        while (at > 0 && p->s->places[v[at - 1]].nincidents < p->s->places[i].nincidents)
            v[at] = v[at - 1], at--;
        v[at] = i;
    }
    return v;
}

static void mark(struct chart *c, i64 place) {
    const struct site_place *q = &c->p->s->places[place];
    struct html *h = &c->p->h;
    h_begin(h, "a");
    h_href(h, page_href(c->p, str_fmt(c->p->a, "places.html#p%lld", (long long)place)));
    h_begin(h, "circle");
    h_attr(h, "class", S("mark"));
    h_attr_i(h, "cx", x_of(c, q->lon));
    h_attr_i(h, "cy", y_of(c, q->lat));
    h_attr_i(h, "r", radius(q));
    h_begin(h, "title");
    h_text(h, str_fmt(c->p->a, "%.*s: %.*s", SARG(q->name),
                      SARG(say_plural(c->p->a, q->nincidents, "incident", "incidents"))));
    h_end(h);
    h_end(h);
    h_end(h);
}

static bool label(struct chart *c, i64 place, struct label *taken, i64 n) {
    const struct site_place *q = &c->p->s->places[place];
    i64 x = x_of(c, q->lon), y = y_of(c, q->lat), r = radius(q), w = q->name.n * 13;
    bool left = x + r + w > c->width;
    struct label l = {left ? x - r - w - 6 : x + r + 2, y - 16, left ? x - r - 2 : x + r + w + 6,
                      y + 14};
    if (l.x0 < 0 || meets(taken, n, l)) return false;
    struct html *h = &c->p->h;
    h_begin(h, "text");
    h_attr(h, "class", S("label"));
    h_attr_i(h, "x", left ? x - r - 6 : x + r + 6);
    h_attr_i(h, "y", y + 7);
    if (left) h_attr(h, "text-anchor", S("end"));
    h_text(h, q->name);
    h_end(h);
    taken[n] = l;
    return true;
}

static void svg_begin(struct page *p, const char *cls, i64 width, i64 height, struct str title) {
    struct html *h = &p->h;
    h_begin(h, "svg");
    h_attr(h, "class", str_c(cls));
    h_attr(h, "viewBox", str_fmt(p->a, "0 0 %lld %lld", (long long)width, (long long)height));
    h_attr(h, "role", S("img"));
    h_attr(h, "aria-label", title);
}

static void draw_map(struct chart *c, const struct json *own) {
    struct page *p = c->p;
    i64 n, labels = 0;
    i64 *order = by_weight(p, &n);
    struct str title = str_fmt(
        p->a, "Map of the places of incidents: %.*s. The list of places says the same in words.",
        SARG(say_plural(p->a, n, "place", "places")));
    h_el(&p->h, "figure", "map");
    svg_begin(p, "map", c->width, c->height, title);
    if (own)
        own_outline(c, own);
    else
        world_outline(c);
    for (i64 i = 0; i < n && i < MARKS; i++)
        mark(c, order[i]);
    struct label taken[LABELS];
    for (i64 i = 0; i < n && labels < LABELS; i++)
        labels += label(c, order[i], taken, labels);
    h_end(&p->h);
    h_leaf(&p->h, "figcaption", "",
           own ? S("Outline of the case's own. A mark stands where a report places an incident, no "
                   "more exactly than the policy allows; "
                   "its size shows how many incidents.")
               : S("Outlines: Natural Earth, public domain; borders show de facto control as "
                   "Natural Earth draws them. A mark "
                   "stands where a report places an incident, no more exactly than the policy "
                   "allows; its size shows how many incidents."));
    h_end(&p->h);
}

void chart_map(struct page *p) {
    struct chart c = {.p = p};
    struct json *own = NULL;
    struct err e = {0};
    if (!find_box(&c)) {
        page_para(p, "none", S("No incident shown has a place with known coordinates."));
        return;
    }
    struct str text = p->s->o->outline_geojson;
    if (text.n) CHECK(json_read(p->a, text, &own, &e) == RC_OK); /* checked before */
    if (own) each_ring(own, grow_box, &c.box);
    widen(&c, own ? 500000 : 8000000);
    fit(&c);
    draw_map(&c, own);
}

/* ---- time ---- */

struct bins {
    i64 first, n; /* month or year number of the first; how many */
    bool years;
    i64 *count;
};

static i64 month_of(i32 day) {
    int y, m, d;
    date_civil(day, &y, &m, &d);
    return (i64)y * 12 + m - 1;
}

static i64 dated(struct page *p, struct bins *b) {
    i64 low = 0, high = 0, n = 0;
    for (i64 i = 0; i < p->s->nshown; i++) {
        struct date_range r = p->s->b->incidents[p->s->shown[i]].when;
        if (!r.precision) continue;
        i64 m = month_of(r.from);
        if (n++ == 0) low = high = m;
        low = m < low ? m : low;
        high = m > high ? m : high;
    }
    b->years = high - low >= 96;
    b->first = b->years ? low / 12 : low;
    b->n = (b->years ? high / 12 : high) - b->first + 1;
    return n;
}

static void fill(struct page *p, struct bins *b) {
    b->count = NEWN(p->a, i64, b->n);
    for (i64 i = 0; i < p->s->nshown; i++) {
        struct date_range r = p->s->b->incidents[p->s->shown[i]].when;
        if (r.precision)
            b->count[(b->years ? month_of(r.from) / 12 : month_of(r.from)) - b->first]++;
    }
}

static struct str bin_name(struct arena *a, const struct bins *b, i64 i) {
    i64 at = b->first + i;
    if (b->years) return str_fmt(a, "%lld", (long long)at);
    i32 from = date_days((int)(at / 12), (int)(at % 12) + 1, 1);
    i32 to = date_days((int)(at / 12), (int)(at % 12) + 1,
                       date_month_days((int)(at / 12), (int)(at % 12) + 1));
    return date_words(a, (struct date_range){from, to, DATE_MONTH});
}

static void bar(struct page *p, const struct bins *b, i64 i, i64 most, i64 step) {
    struct html *h = &p->h;
    i64 tall = b->count[i] ? 8 + b->count[i] * 132 / most : 0, wide = step - step / 6;
    if (wide > 60) wide = 60;
    h_begin(h, "rect");
    h_attr(h, "class", S("bar"));
    h_attr_i(h, "x", 10 + i * step);
    h_attr_i(h, "y", 160 - tall);
    h_attr_i(h, "width", wide < 1 ? 1 : wide);
    h_attr_i(h, "height", tall);
    h_begin(h, "title");
    h_text(h, str_fmt(p->a, "%.*s: %.*s", SARG(bin_name(p->a, b, i)),
                      SARG(say_plural(p->a, b->count[i], "incident", "incidents"))));
    h_end(h);
    h_end(h);
}

static void axis_text(struct page *p, i64 x, const char *anchor, struct str text) {
    struct html *h = &p->h;
    h_begin(h, "text");
    h_attr(h, "class", S("label"));
    h_attr_i(h, "x", x);
    h_attr_i(h, "y", 190);
    h_attr(h, "text-anchor", str_c(anchor));
    h_text(h, text);
    h_end(h);
}

void chart_timeline(struct page *p) {
    struct bins b = {0};
    i64 most = 1, n = dated(p, &b);
    if (n == 0) {
        page_para(p, "none", S("No incident shown has a stated date."));
        return;
    }
    fill(p, &b);
    for (i64 i = 0; i < b.n; i++)
        most = b.count[i] > most ? b.count[i] : most;
    i64 step = 980 / b.n > 80 ? 80 : 980 / b.n;
    if (step < 1) step = 1;
    h_el(&p->h, "figure", "time");
    svg_begin(
        p, "time", WIDTH, 200,
        str_fmt(
            p->a,
            "Incidents by %s, %.*s to %.*s; the highest column is %lld. The list below says the "
            "same in words.",
            b.years ? "year" : "month", SARG(bin_name(p->a, &b, 0)),
            SARG(bin_name(p->a, &b, b.n - 1)), (long long)most));
    for (i64 i = 0; i < b.n; i++)
        bar(p, &b, i, most, step);
    h_begin(&p->h, "path");
    h_attr(&p->h, "class", S("axis"));
    h_attr(&p->h, "d", S("M0 160H1000"));
    h_void(&p->h);
    axis_text(p, 10, "start", bin_name(p->a, &b, 0));
    if (b.n > 1)
        axis_text(p, 10 + (b.n - 1) * step + step - step / 6 > 300 ? 10 + b.n * step : 600, "end",
                  bin_name(p->a, &b, b.n - 1));
    h_end(&p->h);
    h_begin(&p->h, "figcaption");
    h_text(&p->h,
           str_fmt(
               p->a,
               "Incidents by the first day on which they are said to have happened; %lld without a "
               "stated date.",
               (long long)(p->s->nshown - n)));
    h_end(&p->h);
    h_end(&p->h);
}
