/* The gazetteer: names of places in Latin, Arabic and Cyrillic script → candidates with point,
 * country, region.
 *
 * Reads data/places.bin (built by tools/data; GeoNames, CC BY) where it lies: nothing is copied,
 * nothing allocated. The bytes may be hostile: opening checks every section and index, and every
 * access checks its bounds; a damaged record is "not there", never a crash.
 *
 * File, little-endian: header of 64 bytes: "cairngz1", then u32: places, features, regions, names,
 * bytes of place data, bytes of name data, 8 × 0. Then, without gaps:
 * - ids: 3 bytes a place, its GeoNames id
 * - spots: 7 bytes a place, bits 0-24 latitude·1e5 + 90e5, 25-50 longitude·1e5 + 180e5, 51-55
 * feature
 * - home: 2 bytes a place, its region
 * - features: 8 bytes each, code zero-padded ("PPLA", "ADM1", "PCL")
 * - regions: 14 bytes each: country (2), admin1 code zero-padded (9), place number + 1 (3)
 * - place index: 8 bytes for every 16 places: offset into place data, weight of the first
 * - place data, in falling order of weight: varint (weight before − weight), length byte, name
 * - name index: 4 bytes for every 32 names: offset into name data
 * - name data, sorted by bytes: lengths byte (bytes shared with the name before ·16 + new bytes; 15
 * = a byte follows with what is beyond 15), new bytes; varint (places−1)·4 + flags; for each place
 *   varint (number − number before)·2 + is-other-name. In the first of a block nothing is shared.
 *
 * Names are folded by text_fold_name(); one that begins with '~' is a key of text_sound() instead.
 */
#ifndef CAIRN_TEXT_GAZETTEER_H
#define CAIRN_TEXT_GAZETTEER_H

#include "base/err.h"
#include "base/str.h"

/* Borrowed views into the file's bytes; lives as long as they do. By value, no clean-up. */
struct gazetteer {
    i64 places, features, regions, names; /* counts */
    struct str ids, spots, home, feature_table, region_table;
    struct str place_index, place_data, name_index, name_data;
};

enum place_kind {
    PLACE_KIND_SETTLEMENT, /* a town or village: a point */
    PLACE_KIND_QUARTER,    /* part of a town */
    PLACE_KIND_REGION,     /* first-level division: its point is the mean of its settlements by
                              population */
    PLACE_KIND_COUNTRY     /* likewise */
};

struct geoplace {
    u32 number;    /* in this file; changes when the file is rebuilt: never store it */
    u32 geonameid; /* permanent: the id is "p-gn-<geonameid>" */
    i32 lat, lon;  /* 1e-7 degrees, WGS 84 */
    i64 weight;    /* settlements: population (0 = unknown); areas: rank among namesakes only */
    enum place_kind kind;
    struct str name;    /* as GeoNames writes it */
    struct str feature; /* GeoNames feature code */
    struct str country; /* ISO 3166-1 alpha-2, "XK" Kosovo */
    struct str admin1;  /* GeoNames admin1 code, "" when none */
    i64 region;         /* place number of the region it lies in; itself for a region; -1 unknown */
};

struct place_hit {
    u32 place;   /* number, for gazetteer_place() */
    bool other;  /* by another name than the main one */
    bool word;   /* the name is made of common English words ("Of", "Mobile", "Old City") */
    bool person; /* … of names that persons bear ("Sara", "Santiago") */
};

/* RC_INTEGRITY when the bytes are not such a file. O(index). */
MUST rc gazetteer_open(struct str bytes, struct gazetteer *g, struct err *e);

/* Places of exactly this folded name, in falling order of weight (a seat before its region). Writes
 * at most `max` hits and returns how many there are in all. O(log names). */
i64 gazetteer_find(const struct gazetteer *g, struct str folded, struct place_hit *hits, i64 max);

/* Places of countries where Arabic is written whose name sounds like `folded` (sound.h): for names
 * that gazetteer_find() does not know, in a report about such a country. Candidates only. Same
 * order, result and cost. */
i64 gazetteer_find_like(const struct gazetteer *g, struct str folded, struct place_hit *hits,
                        i64 max);

/* Is there a name of which `folded` is the first word or words, and that goes on? For longest
 * matches. O(log names). */
bool gazetteer_goes_on(const struct gazetteer *g, struct str folded);

/* False when there is no such place or its record is damaged. O(1). */
bool gazetteer_place(const struct gazetteer *g, i64 number, struct geoplace *p);

/* "p-gn-281133". */
struct str gazetteer_id(struct arena *a, const struct geoplace *p);
/* The number of the place with this id, or -1. O(places), about 0.1 ms. */
i64 gazetteer_by_id(const struct gazetteer *g, struct str id);

/* Walks the whole file as a reader would: RC_INTEGRITY names the first damaged record. For tests
 * and the builder. */
MUST rc gazetteer_check(const struct gazetteer *g, struct err *e);

#endif
