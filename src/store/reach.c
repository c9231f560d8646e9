#include "store/reach.h"

/* Old index to new, -1 = taken out. */
struct moved {
    i64 *items, *claims, *incidents;
};

static void keep_items(struct book *b, i64 reach, struct moved *m) {
    i64 n = 0;
    for (i64 i = 0; i < b->nitems; i++) {
        m->items[i] = b->items[i].reach & reach ? n : -1;
        if (m->items[i] >= 0) b->items[n++] = b->items[i];
    }
    b->nitems = n;
}

static void keep_claims(struct book *b, struct moved *m) {
    i64 n = 0;
    for (i64 i = 0; i < b->nclaims; i++) {
        i64 item = m->items[b->claims[i].item];
        m->claims[i] = item >= 0 ? n : -1;
        if (item < 0) continue;
        b->claims[n] = b->claims[i];
        b->claims[n++].item = item;
    }
    b->nclaims = n;
}

static bool incident_seen(const struct book *b, const struct incident *in, const struct moved *m) {
    for (i64 k = 0; k < in->nclaims; k++)
        if (m->claims[in->claims[k]] >= 0) return true;
    i64 into = in->merged_into.n ? book_incident(b, in->merged_into) : -1;
    return into >= 0 && into != in - b->incidents && incident_seen(b, &b->incidents[into], m);
}

static void keep_members(struct arena *a, struct incident *in, const struct moved *m) {
    i64 n = 0, *kept = NEWN(a, i64, in->nclaims);
    for (i64 k = 0; k < in->nclaims; k++)
        if (m->claims[in->claims[k]] >= 0) kept[n++] = m->claims[in->claims[k]];
    in->claims = kept;
    in->nclaims = n;
}

/* Asked of all before any moves: an incident is found by its old index. */
static void keep_incidents(struct arena *a, struct book *b, struct moved *m) {
    i64 n = 0;
    for (i64 i = 0; i < b->nincidents; i++)
        m->incidents[i] = incident_seen(b, &b->incidents[i], m) ? n++ : -1;
    for (i64 i = 0; i < b->nincidents; i++) {
        if (m->incidents[i] < 0) continue;
        keep_members(a, &b->incidents[i], m);
        b->incidents[m->incidents[i]] = b->incidents[i];
    }
    b->nincidents = n;
    for (i64 i = 0; i < b->nclaims; i++)
        if (b->claims[i].incident >= 0) b->claims[i].incident = m->incidents[b->claims[i].incident];
}

/* By old ids: the map still holds them. */
static void keep_reviews(struct book *b, const struct moved *m) {
    i64 n = 0;
    for (i64 i = 0; i < b->nreviews; i++) {
        struct map_entry *at = map_get(&b->by_id, b->reviews[i].claim);
        if (at && m->claims[at->value] >= 0) b->reviews[n++] = b->reviews[i];
    }
    b->nreviews = n;
}

static void keep_work(struct book *b, const struct moved *m) {
    i64 n = 0, r = 0, o = 0;
    for (i64 i = 0; i < b->nsearched; i++) {
        struct searched s = b->searched[i];
        s.incident = m->incidents[s.incident];
        if (s.incident >= 0) b->searched[n++] = s;
    }
    for (i64 i = 0; i < b->nreplies; i++) {
        struct reply s = b->replies[i];
        s.incident = m->incidents[s.incident];
        if (s.incident >= 0) b->replies[r++] = s;
    }
    for (i64 i = 0; i < b->noverlaps; i++) {
        struct overlap s = b->overlaps[i];
        s.aggregate = m->incidents[s.aggregate];
        s.incident = m->incidents[s.incident];
        if (s.aggregate >= 0 && s.incident >= 0) b->overlaps[o++] = s;
    }
    b->nsearched = n;
    b->nreplies = r;
    b->noverlaps = o;
}

static bool publication_seen(const struct book *b, const struct publication *p) {
    if (p->registered) return true;
    for (i64 i = 0; i < b->nitems; i++)
        if (str_eq(b->items[i].publication, p->id)) return true;
    return false;
}

static void keep_publications(struct book *b) {
    i64 n = 0;
    for (i64 i = 0; i < b->npublications; i++)
        if (publication_seen(b, &b->publications[i])) b->publications[n++] = b->publications[i];
    b->npublications = n;
}

static void name_all(struct arena *a, struct book *b) {
#define NAME(id, index) map_put(&b->by_id, a, (id), NULL)->value = (index)
    b->by_id = (struct map){0};
    for (i64 i = 0; i < b->nitems; i++) {
        NAME(b->items[i].id, i);
        NAME(b->items[i].outside, i);
    }
    for (i64 i = 0; i < b->npublications; i++)
        NAME(b->publications[i].id, i);
    for (i64 i = 0; i < b->nparties; i++)
        NAME(b->parties[i].id, i);
    for (i64 i = 0; i < b->nplaces; i++)
        NAME(b->places[i].id, i);
    for (i64 i = 0; i < b->nclaims; i++)
        NAME(b->claims[i].c.id, i);
    for (i64 i = 0; i < b->nincidents; i++) {
        NAME(b->incidents[i].id, i);
        NAME(b->incidents[i].code, i);
    }
#undef NAME
}

void book_reach(struct arena *a, struct book *b, i64 reach) {
    if (reach == -1) return;
    struct moved m = {NEWN(a, i64, b->nitems), NEWN(a, i64, b->nclaims),
                      NEWN(a, i64, b->nincidents)};
    CHECK(b->nfigures == 0 && b->ndisputes == 0 && b->nties == 0);
    keep_items(b, reach, &m);
    keep_claims(b, &m);
    keep_reviews(b, &m);
    keep_incidents(a, b, &m);
    keep_work(b, &m);
    keep_publications(b);
    name_all(a, b);
}
