/* Country outlines for base maps drawn as SVG.
 *
 * Reads data/world.bin (built by tools/data/world.mjs from Natural Earth 1:50m, public domain;
 * borders as Natural Earth draws them, which is de facto control: no statement of ours) where it
 * lies, without copying. Bytes may be hostile: opening walks the whole file once.
 *
 * File, little-endian: "cairnol1", then u32: units per degree, lines, bytes of line data,
 * countries, bytes of country data, 0. Then:
 * - line index: 4 bytes a line, offset into line data
 * - line data: varint points, then zigzag varints of (x − x before, y − y before)
 * - country data, each: varint ISO 3166-1 numeric (0 = none), length byte and name, zigzag west,
 *   south, east, north, varint rings, each ring: varint lines, each varint line·2 + backwards
 *
 * Neighbours share the line between them. */
#ifndef CAIRN_TEXT_OUTLINE_H
#define CAIRN_TEXT_OUTLINE_H

#include "base/err.h"
#include "base/str.h"

struct outline_box {
    i32 west, south, east, north; /* 1e-7 degrees, edges included */
};

struct outline_point {
    i32 lon, lat; /* 1e-7 degrees */
};

struct outline {
    i64 lines, countries;
    i64 unit; /* 1e-7 degrees in one unit of the file */
    struct str line_index, line_data, country_data;
};

struct outline_country {
    i64 code;        /* ISO 3166-1 numeric; 0 = none (Kosovo, Somaliland, N. Cyprus, …) */
    struct str name; /* Natural Earth's, abbreviated: for debugging, not for display */
    struct outline_box box;
    i64 rings;
    i64 next; /* for outline_next() */
    i64 at;   /* for outline_ring() */
};

/* RC_INTEGRITY when the bytes are not such a file, or a line or ring of it is damaged. O(bytes). */
MUST rc outline_open(struct str bytes, struct outline *o, struct err *e);

/* Walks the countries in order of code: start with a zeroed *c; false after the last.
 *     struct outline_country c = {0};
 *     while (outline_next(&o, &c)) if (outline_meets(c.box, window)) … */
bool outline_next(const struct outline *o, struct outline_country *c);
/* First country with this code; false when there is none (or the code is 0). */
bool outline_find(const struct outline *o, i64 code, struct outline_country *c);
bool outline_meets(struct outline_box a, struct outline_box b);

/* The points of ring `ring` of a country, in the arena; closed: the last equals the first. Points
 * nearer than `step` (1e-7 degrees; 0 = all) to the one before are left out, so that a small map
 * gets a small path. Outer rings and holes alike: fill with evenodd. Returns the number of points,
 * 0 when there is no such ring. */
i64 outline_ring(struct arena *a, const struct outline *o, const struct outline_country *c,
                 i64 ring, i64 step, struct outline_point **points);

#endif
