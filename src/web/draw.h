/* Drawings in a page: a map of places and columns over time, as SVG in integers; each says in words
 * what it shows, and stands beside a table that says the same. */
#ifndef CAIRN_WEB_DRAW_H
#define CAIRN_WEB_DRAW_H

#include "web/ui.h"

struct draw_mark {
    struct str name, path; /* path: where a click leads */
    i32 lat, lon;          /* 1e-7 degrees */
    i64 n;                 /* how many: the size of the mark */
};
/* Outlines of the world behind the marks (Natural Earth, public domain). n > 0. */
void draw_map(struct req *r, const char *title, const struct draw_mark *marks, i64 n);

struct draw_bar {
    struct str name;
    i64 n;
};
void draw_bars(struct req *r, const char *title, const struct draw_bar *bars, i64 n);

struct draw_edge {
    i64 a, b;
    bool broken; /* drawn with gaps */
};
/* Nodes on a circle, named; n at most 60. */
void draw_graph(struct req *r, const char *title, const struct str *names, i64 n,
                const struct draw_edge *edges, i64 nedges);

#endif
