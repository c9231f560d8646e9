/* Drawings: a map of incidents and a timeline, as SVG in the page; integers only, no script,
 * described in words too. */
#ifndef CAIRN_PUBLISH_CHART_H
#define CAIRN_PUBLISH_CHART_H

#include "base/json.h"
#include "publish/page.h"

/* Marks for the shown places of incidents; base: the case's own outline, else the world's. With no
 * located incident: a sentence that says so. */
void chart_map(struct page *p);
/* Incidents by month (by year when they span more than eight years). */
void chart_timeline(struct page *p);

/* A decimal number of GeoJSON in 1e-7 degrees, without floating point. False when it is none, or
 * beyond 180. */
bool chart_degrees(struct str number, i32 *out);
/* Checks an outline before anything is written: a FeatureCollection, Feature or geometry of
 * (Multi)Polygons. */
MUST rc chart_outline_check(struct arena scratch, struct str geojson, struct err *e);

#endif
