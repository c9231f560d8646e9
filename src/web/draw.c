#include "web/draw.h"

#include "text/builtin.h"
#include "text/outline.h"

enum { WIDTH = 1000, HEIGHT_MAX = 700, MARKS = 400, BAR_TOP = 20, BAR_FOOT = 160 };

struct frame {
    struct outline_box box;
    i64 height;
};

/* Rough cosine of whole degrees, ×100, for the width of a degree of longitude. */
static i64 cosine(i64 degrees) {
    static const i64 T[] = {100, 98, 94, 87, 77, 64, 50, 34, 17, 9};
    i64 d = degrees < 0 ? -degrees : degrees;
    return T[d > 89 ? 9 : d / 10];
}

static i32 clamp(i64 v, i64 most) {
    return (i32)(v < -most ? -most : v > most ? most : v);
}

static struct frame frame_of(const struct draw_mark *m, i64 n) {
    struct outline_box b = {m[0].lon, m[0].lat, m[0].lon, m[0].lat};
    for (i64 i = 1; i < n; i++) {
        if (m[i].lon < b.west) b.west = m[i].lon;
        if (m[i].lon > b.east) b.east = m[i].lon;
        if (m[i].lat < b.south) b.south = m[i].lat;
        if (m[i].lat > b.north) b.north = m[i].lat;
    }
    i64 wide = (i64)b.east - b.west, high = (i64)b.north - b.south;
    i64 mx = wide / 5 + 15000000, my = high / 5 + 10000000;
    b = (struct outline_box){clamp(b.west - mx, 1800000000), clamp(b.south - my, 900000000),
                             clamp(b.east + mx, 1800000000), clamp(b.north + my, 900000000)};
    i64 mid = ((i64)b.north + b.south) / 2 / 10000000;
    i64 across = ((i64)b.east - b.west) / 100 * cosine(mid);
    i64 height = across > 0 ? WIDTH * ((i64)b.north - b.south) / across : HEIGHT_MAX;
    if (height > HEIGHT_MAX) height = HEIGHT_MAX;
    return (struct frame){b, height < 300 ? 300 : height};
}

static i64 x_of(const struct frame *f, i32 lon) {
    return ((i64)lon - f->box.west) * WIDTH / ((i64)f->box.east - f->box.west);
}
static i64 y_of(const struct frame *f, i32 lat) {
    return ((i64)f->box.north - lat) * f->height / ((i64)f->box.north - f->box.south);
}

static void svg_begin(struct req *r, const char *cls, i64 height, const char *title) {
    h_begin(&r->h, "svg");
    h_attr(&r->h, "class", str_c(cls));
    h_attr(&r->h, "viewBox", str_fmt(r->a, "0 0 %d %lld", WIDTH, (long long)height));
    h_attr(&r->h, "role", S("group"));
    h_attr(&r->h, "aria-label", words_get(r->lang, title));
}

static void outlines(struct req *r, const struct frame *f) {
    struct outline o;
    struct err e = {0};
    CHECK(outline_open(builtin_world(), &o, &e) == RC_OK);
    i64 step = ((i64)f->box.east - f->box.west) / WIDTH;
    struct outline_country k = {0};
    while (outline_next(&o, &k)) {
        if (!outline_meets(k.box, f->box)) continue;
        for (i64 ring = 0; ring < k.rings; ring++) {
            struct arena tmp = r->scratch;
            struct outline_point *pt;
            i64 n = outline_ring(&tmp, &o, &k, ring, step, &pt);
            if (n < 3) continue;
            struct buf d = buf_make(&tmp, 1 << 20);
            for (i64 i = 0; i < n; i++)
                buf_fmt(&d, "%s%lld %lld", i ? "L" : "M", (long long)x_of(f, pt[i].lon),
                        (long long)y_of(f, pt[i].lat));
            h_begin(&r->h, "path");
            h_attr(&r->h, "class", S("land"));
            h_attr(&r->h, "d", str_cat(&tmp, buf_str(&d), S("Z")));
            h_void(&r->h);
        }
    }
}

static i64 root(i64 v) {
    i64 x = 0;
    while ((x + 1) * (x + 1) <= v)
        x++;
    return x;
}

static void mark(struct req *r, const struct frame *f, const struct draw_mark *m) {
    i64 size = 6 + root(m->n * 12);
    h_begin(&r->h, "a");
    h_attr(&r->h, "href", m->path);
    h_begin(&r->h, "circle");
    h_attr(&r->h, "class", S("mark"));
    h_attr_i(&r->h, "cx", x_of(f, m->lon));
    h_attr_i(&r->h, "cy", y_of(f, m->lat));
    h_attr_i(&r->h, "r", size > 30 ? 30 : size);
    h_begin(&r->h, "title");
    h_text(&r->h, str_fmt(r->a, "%.*s: %.*s", SARG(m->name),
                          SARG(words_number(r->a, r->lang, m->n))));
    h_end(&r->h);
    h_end(&r->h);
    h_end(&r->h);
}

void draw_map(struct req *r, const char *title, const struct draw_mark *marks, i64 n) {
    struct frame f = frame_of(marks, n);
    h_el(&r->h, "figure", "map");
    h_attr(&r->h, "dir", S("ltr"));
    svg_begin(r, "map", f.height, title);
    outlines(r, &f);
    for (i64 i = 0; i < n && i < MARKS; i++)
        mark(r, &f, &marks[i]);
    h_end(&r->h);
    ui_el(r, "figcaption", "", "review.map_note");
    h_end(&r->h);
}

void draw_bars(struct req *r, const char *title, const struct draw_bar *bars, i64 n) {
    i64 most = 1, step = n ? (WIDTH - 20) / n : WIDTH;
    if (step > 80) step = 80;
    for (i64 i = 0; i < n; i++)
        most = bars[i].n > most ? bars[i].n : most;
    h_el(&r->h, "figure", "time");
    h_attr(&r->h, "dir", S("ltr"));
    svg_begin(r, "time", BAR_FOOT + 10, title);
    for (i64 i = 0; i < n; i++) {
        i64 tall = bars[i].n ? 4 + bars[i].n * (BAR_FOOT - BAR_TOP - 4) / most : 0;
        i64 wide = step - step / 6;
        h_begin(&r->h, "rect");
        h_attr(&r->h, "class", S("bar"));
        h_attr_i(&r->h, "x", 10 + i * step);
        h_attr_i(&r->h, "y", BAR_FOOT - tall);
        h_attr_i(&r->h, "width", wide < 1 ? 1 : wide);
        h_attr_i(&r->h, "height", tall);
        h_begin(&r->h, "title");
        h_text(&r->h, str_fmt(r->a, "%.*s: %.*s", SARG(bars[i].name),
                              SARG(words_number(r->a, r->lang, bars[i].n))));
        h_end(&r->h);
        h_end(&r->h);
    }
    h_begin(&r->h, "path");
    h_attr(&r->h, "class", S("axis"));
    h_attr(&r->h, "d", S("M0 160H1000"));
    h_void(&r->h);
    h_end(&r->h);
    h_end(&r->h);
}

/* ---- a graph ---- */

enum { RING = 150, NODE = 22, MIDDLE = 190 };

/* Sine ×1000 of sixtieths of a turn. */
static i64 sine(i64 sixtieth) {
    static const i64 T[] = {0,   105, 208, 309, 407, 500, 588, 669,
                            743, 809, 866, 914, 951, 978, 995, 1000};
    i64 k = ((sixtieth % 60) + 60) % 60;
    if (k <= 15) return T[k];
    if (k <= 30) return T[30 - k];
    return -sine(k - 30);
}

static i64 node_x(i64 i, i64 n) {
    return WIDTH / 2 + 2 * RING * sine(i * 60 / n) / 1000;
}
static i64 node_y(i64 i, i64 n) {
    return MIDDLE - RING * sine(i * 60 / n + 15) / 1000;
}

static void node(struct req *r, struct str name, i64 x, i64 y) {
    h_begin(&r->h, "circle");
    h_attr(&r->h, "class", S("node"));
    h_attr_i(&r->h, "cx", x);
    h_attr_i(&r->h, "cy", y);
    h_attr_i(&r->h, "r", NODE);
    h_void(&r->h);
    h_begin(&r->h, "text");
    h_attr(&r->h, "class", S("label"));
    h_attr_i(&r->h, "x", x);
    h_attr_i(&r->h, "y", y + 7);
    h_attr(&r->h, "text-anchor", S("middle"));
    h_text(&r->h, name);
    h_end(&r->h);
}

void draw_graph(struct req *r, const char *title, const struct str *names, i64 n,
                const struct draw_edge *edges, i64 nedges) {
    h_el(&r->h, "figure", "graph");
    h_attr(&r->h, "dir", S("ltr"));
    svg_begin(r, "graph", 2 * MIDDLE, title);
    for (i64 i = 0; i < nedges; i++) {
        h_begin(&r->h, "path");
        h_attr(&r->h, "class", edges[i].broken ? S("edge broken") : S("edge"));
        h_attr(&r->h, "d",
               str_fmt(r->a, "M%lld %lldL%lld %lld", (long long)node_x(edges[i].a, n),
                       (long long)node_y(edges[i].a, n), (long long)node_x(edges[i].b, n),
                       (long long)node_y(edges[i].b, n)));
        h_void(&r->h);
    }
    for (i64 i = 0; i < n; i++)
        node(r, names[i], node_x(i, n), node_y(i, n));
    h_end(&r->h);
    h_end(&r->h);
}
