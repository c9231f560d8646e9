#include "publish/publish.h"

#include "base/asset.h"
#include "publish/chart.h"
#include "publish/data.h"
#include "publish/page.h"

ASSET(site_css, "src/publish/site.css");

static rc fixed_pages(struct site *s, struct err *e) {
    TRY(page_index(s, e));
    TRY(page_lists(s, e));
    TRY(page_timeline(s, e));
    TRY(page_places(s, e));
    TRY(page_parties(s, e));
    TRY(page_publications(s, e));
    TRY(page_data(s, e));
    return page_check(s, e);
}

static rc all_pages(struct site *s, struct err *e) {
    TRY(out_write(&s->out, s->scratch, S("site.css"), site_css(), e));
    TRY(fixed_pages(s, e));
    for (i64 i = 0; i < s->b->nincidents; i++) {
        if (site_shows(s, i))
            TRY(page_incident(s, i, e));
        else if (s->b->incidents[i].merged_into.n)
            TRY(page_redirect(s, i, e));
    }
    for (i64 i = 0; i < s->b->nfigures; i++)
        TRY(page_figure(s, i, e));
    TRY(data_write(s, e));
    struct str note = s->checkpoint;
    return note.n ? out_write(&s->out, s->scratch, S("checkpoint.txt"), note, e) : RC_OK;
}

static void view(struct site *s, struct arena scratch, struct book *b) {
    publish_filter(s->perm, s->full, &s->o->policy, s->o->draft, b, &s->counts);
    if (s->o->recompute) s->o->recompute(s->perm, scratch, b);
    s->b = b;
}

rc publish_site(struct arena *perm, struct arena scratch, const struct book *b,
                const struct publish_opts *o, struct publish_stats *st, struct err *e) {
    CHECK(o->out_dir && (o->draft || o->recompute));
    *st = (struct publish_stats){0};
    TRY(chart_outline_check(scratch, o->outline_geojson, e));
    struct site s = {.perm = perm, .scratch = scratch, .full = b, .o = o};
    struct book shown;
    view(&s, scratch, &shown);
    s.checkpoint = o->checkpoint.n ? o->checkpoint : b->checkpoint;
    masks_build(perm, scratch, b, &o->policy, &s.masks);
    site_index(&s);
    s.buf = buf_make(perm, SITE_PAGE_MAX);
    rc r = out_open(&s.out, perm, scratch, o->out_dir, e);
    if (r == RC_OK) r = all_pages(&s, e);
    if (r == RC_OK) r = out_close(&s.out, scratch, e);
    if (r != RC_OK) out_drop(&s.out);
    *st = (struct publish_stats){.incidents = s.nshown,
                                 .figures = shown.nfigures,
                                 .claims = shown.nclaims,
                                 .unreviewed = s.counts.unreviewed,
                                 .set_aside = s.counts.set_aside,
                                 .names = s.masks.names,
                                 .files = s.out.files.n,
                                 .bytes = s.out.bytes};
    return r;
}
