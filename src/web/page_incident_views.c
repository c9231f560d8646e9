/* Incidents on a map and over time, each beside a table that says the same. Up to LIST_MOST_MAX
 * incidents of the filter, the newest. */
#include "text/builtin.h"
#include "text/gazetteer.h"
#include "web/draw.h"
#include "web/incident_list.h"

#include <stdlib.h>

struct view {
    struct told w;
    struct incident_filter f;
    struct list_page page;
};

/* Only the incidents themselves: place and date; figures are not needed. */
static rc open_view(struct req *r, const char *here, struct view *v, struct err *e) {
    TRY(incident_filter_read(r, &v->f, e));
    TRY(records_list_incidents(r->op.session->db, r->a, &v->f.list, S(""), LIST_MOST_MAX, &v->page,
                               e));
    struct slice want = {.incidents = v->page.ids, .nincidents = v->page.n};
    TRY(told_open(r, &want, &v->w, e));
    ui_head(r, 1, "review.incidents");
    incident_views(r, here);
    incident_filter_form(r, &v->f, here);
    h_el(&r->h, "p", "soft");
    ui_say_n(r, "review.incidents_shown", v->page.n);
    h_end(&r->h);
    if (v->page.after.n || v->page.count_more) ui_note(r, "", "review.newest_only");
    return RC_OK;
}

/* ---- map ---- */

static bool point_of(const struct book *b, const struct gazetteer *g, struct str id, i32 *lat,
                     i32 *lon) {
    i64 at = book_place(b, id);
    struct geoplace p;
    if (at >= 0) {
        *lat = b->places[at].lat;
        *lon = b->places[at].lon;
    } else {
        i64 n = gazetteer_by_id(g, id);
        if (n < 0 || !gazetteer_place(g, n, &p)) return false;
        *lat = p.lat;
        *lon = p.lon;
    }
    return *lat || *lon;
}

struct spot {
    struct str id, name;
    i64 n;
};

static struct spot *spots_of(struct view *v, i64 *n) {
    struct req *r = v->w.r;
    struct spot *all = NEWN(r->a, struct spot, v->page.n);
    struct map by = {0};
    *n = 0;
    for (i64 i = 0; i < v->page.n; i++) {
        i64 at = book_incident(v->w.b, v->page.ids[i]);
        if (at < 0) continue;
        const struct incident *in = &v->w.b->incidents[at];
        struct str name = told_place(&v->w, in), key = in->where.place.n ? in->where.place : name;
        bool fresh;
        struct map_entry *m = map_put(&by, r->a, key, &fresh);
        if (fresh) {
            m->value = *n;
            all[(*n)++] = (struct spot){in->where.place, name, 0};
        }
        all[m->value].n++;
    }
    return all;
}

static int by_count(const void *p, const void *q) {
    const struct spot *x = p, *y = q;
    return x->n != y->n ? (y->n > x->n) - (y->n < x->n) : str_cmp(x->name, y->name);
}

static struct str place_path(struct req *r, const struct spot *s) {
    struct buf b = buf_make(r->a, 4096);
    buf_puts(&b, "/incidents?place=");
    for (i64 i = 0; i < s->id.n; i++)
        if (is_alnum((u8)s->id.p[i]) || s->id.p[i] == '-') buf_c(&b, s->id.p[i]);
    return s->id.n ? buf_str(&b) : S("/incidents");
}

static void places_table(struct req *r, const struct spot *all, i64 n) {
    static const char *const HEADS[] = {"review.place", "review.how_many", NULL};
    ui_table_begin(r, "review.by_place", HEADS);
    for (i64 i = 0; i < n; i++) {
        h_begin(&r->h, "tr");
        h_begin(&r->h, "td");
        if (!all[i].name.n)
            ui_say(r, "review.no_place");
        else if (all[i].id.n)
            ui_link(r, place_path(r, &all[i]), all[i].name);
        else
            ui_words(r, "span", "", S(""), all[i].name);
        h_end(&r->h);
        h_el(&r->h, "td", "num");
        ui_number(r, all[i].n);
        h_end(&r->h);
        h_end(&r->h);
    }
    ui_table_end(r);
}

static rc map(struct req *r, struct err *e) {
    struct view v;
    struct gazetteer g;
    i64 n, nmarks = 0;
    TRY(open_view(r, "/incidents/map", &v, e));
    TRY(gazetteer_open(builtin_places(), &g, e));
    struct spot *all = spots_of(&v, &n);
    if (!n) return ui_empty(r, "review.no_incidents"), RC_OK;
    qsort(all, (size_t)n, sizeof *all, by_count);
    struct draw_mark *marks = NEWN(r->a, struct draw_mark, n);
    bool exact = op_sees(&r->op, FIELD_PLACE);
    for (i64 i = 0; i < n && exact; i++) {
        struct draw_mark *m = &marks[nmarks];
        *m = (struct draw_mark){.name = all[i].name, .path = place_path(r, &all[i]), .n = all[i].n};
        nmarks += all[i].id.n && point_of(v.w.b, &g, all[i].id, &m->lat, &m->lon);
    }
    if (!exact) ui_note(r, "", "review.places_withheld");
    if (nmarks) draw_map(r, "review.map_title", marks, nmarks);
    if (exact && !nmarks) ui_note(r, "", "review.no_points");
    places_table(r, all, n);
    return RC_OK;
}

/* ---- time ---- */

static i64 month_of(i32 day) {
    int y, m, d;
    date_civil(day, &y, &m, &d);
    return (i64)y * 12 + m - 1;
}

static struct str month_name(struct req *r, i64 month, bool years) {
    int y = (int)(years ? month : month / 12), m = years ? 1 : (int)(month % 12) + 1;
    i32 from = date_days(y, m, 1);
    i32 to = years ? date_days(y, 12, 31) : date_days(y, m, date_month_days(y, m));
    return words_dates(r->a, r->lang,
                       (struct date_range){from, to, years ? DATE_YEAR : DATE_MONTH});
}

enum { MONTHS_MAX = 96 };

/* By month; by year when they span more than eight years. */
static struct draw_bar *bars_of(struct view *v, i64 *n, i64 *undated) {
    struct req *r = v->w.r;
    const struct book *b = v->w.b;
    i64 low = INT64_MAX, high = INT64_MIN;
    *undated = *n = 0;
    for (i64 i = 0; i < b->nincidents; i++) {
        if (!b->incidents[i].when.precision) continue;
        i64 m = month_of(b->incidents[i].when.from);
        low = m < low ? m : low;
        high = m > high ? m : high;
    }
    bool years = high > low && high - low >= MONTHS_MAX;
    if (high >= low) *n = (years ? high / 12 - low / 12 : high - low) + 1;
    struct draw_bar *bars = NEWN(r->a, struct draw_bar, *n);
    for (i64 i = 0; i < *n; i++)
        bars[i].name = month_name(r, (years ? low / 12 : low) + i, years);
    for (i64 i = 0; i < b->nincidents; i++) {
        if (!b->incidents[i].when.precision) {
            ++*undated;
            continue;
        }
        i64 m = month_of(b->incidents[i].when.from);
        bars[years ? m / 12 - low / 12 : m - low].n++;
    }
    return bars;
}

static rc timeline(struct req *r, struct err *e) {
    static const char *const HEADS[] = {"review.when", "review.how_many", NULL};
    struct view v;
    i64 n, undated;
    TRY(open_view(r, "/incidents/time", &v, e));
    struct draw_bar *bars = bars_of(&v, &n, &undated);
    if (n) draw_bars(r, "review.time_title", bars, n);
    ui_table_begin(r, "review.by_time", HEADS);
    for (i64 i = 0; i < n; i++) {
        if (!bars[i].n) continue;
        h_begin(&r->h, "tr");
        h_leaf(&r->h, "td", "", bars[i].name);
        h_el(&r->h, "td", "num");
        ui_number(r, bars[i].n);
        h_end(&r->h);
        h_end(&r->h);
    }
    h_begin(&r->h, "tr");
    ui_el(r, "td", "", "review.undated");
    h_el(&r->h, "td", "num");
    ui_number(r, undated);
    h_end(&r->h);
    h_end(&r->h);
    ui_table_end(r);
    return RC_OK;
}

const struct page PAGE_INCIDENTS_MAP = {.path = "/incidents/map",
                                        .title = "review.as_map",
                                        .menu = "/incidents",
                                        .perm = PERM_READ,
                                        .get = map};
const struct page PAGE_INCIDENTS_TIME = {.path = "/incidents/time",
                                         .title = "review.as_time",
                                         .menu = "/incidents",
                                         .perm = PERM_READ,
                                         .get = timeline};
