/* What all pages of one site share: the view, its indexes, the masks, the places as they may be
 * shown, the folder. */
#ifndef CAIRN_PUBLISH_SITE_H
#define CAIRN_PUBLISH_SITE_H

#include "publish/html.h"
#include "publish/out.h"
#include "publish/publish.h"
#include "publish/view.h"
#include "store/voice.h"

/* A place as the policy lets it be shown. */
struct site_place {
    struct str id, name, name_ar, name_ru,
        within; /* within: the name of the place that it lies in */
    enum precision precision;
    i32 lat, lon;  /* both 0 = unknown */
    bool withheld; /* finer than allowed, and nothing is known that it lies in */
    i64 *incidents;
    i64 nincidents; /* shown ones */
};

struct site {
    struct arena *perm;
    struct arena scratch;    /* each page begins with a copy */
    const struct book *full; /* everything: for masks and counts only */
    const struct book *b;    /* the view */
    const struct publish_opts *o;
    bool preview; /* of one incident at the desk: without links (preview.h) */
    struct str checkpoint;
    struct masks masks;
    struct view_stats counts;
    struct out out;
    struct buf buf; /* the file being built */
    i64 *figure_from, *dispute_from,
        *tie_from; /* nincidents + 1 each: where an incident's rows begin */
    i64 *shown;
    i64 nshown; /* incidents with claims, by code */
    i64 nfigures_shown;
    struct site_place *places;
    i64 nplaces;
    i64 *incident_place; /* index into places, -1 none */
    struct map place_at; /* id in a claim -> index + 1 into places, after coarsening */
    struct voice_names voice_names;
    struct voice *voices; /* per claim */
    i64 *side;            /* per claim: the party spoken or published for; -1 = none known */
    i64 *receipts;        /* per figure: bytes of its receipt; 0 = none */
};

/* Fills the indexes; b, o, full, masks, counts must be set. */
void site_index(struct site *s);
bool site_shows(const struct site *s, i64 incident);
/* Whether a code can be a file's name; pages of others are named by id. */
struct str site_incident_path(struct arena *a, const struct site *s, i64 incident);
struct str site_figure_path(struct arena *a, const struct site *s, i64 figure);
/* How many accounts: told apart by speaker and publication. */
/* Writes in *voices how many. */
enum accounts site_accounts(struct arena scratch, const struct site *s, i64 incident, i64 *voices);
/* The place of a claim's location after coarsening; NULL when it is in no gazetteer. */
const struct site_place *site_place_of(const struct site *s, struct str id);
/* What a kind of incident counts first (enum what); -1 none. */
int site_measure(enum kind k);
const struct figure *site_main_figure(const struct site *s,
                                      i64 incident); /* NULL: none of the kind's own measure */
/* Writes what stands in s->buf. */
MUST rc site_write(struct site *s, struct arena scratch, struct str path, struct err *e);

#endif
