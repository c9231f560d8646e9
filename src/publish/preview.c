#include "publish/preview.h"

#include "publish/page.h"

void preview_make(struct arena *perm, struct arena scratch, const struct book *b,
                  const struct publish_policy *policy, bool draft,
                  void (*recompute)(struct arena *, struct arena, struct book *),
                  struct preview *out) {
    *out = (struct preview){.opts = {.policy = *policy, .draft = draft, .recompute = recompute}};
    struct site *s = &out->site;
    *s = (struct site){.perm = perm, .scratch = scratch, .full = b, .o = &out->opts};
    s->preview = true;
    publish_filter(perm, b, policy, draft, &out->view, &s->counts);
    recompute(perm, scratch, &out->view);
    s->b = &out->view;
    masks_build(perm, scratch, b, policy, &s->masks);
    site_index(s);
}

bool preview_shows(const struct preview *v, i64 incident) {
    return site_shows(&v->site, incident);
}

void preview_article(struct preview *v, i64 incident, struct html *to) {
    struct page p = {.s = &v->site, .mem = v->site.scratch, .up = "../"};
    p.a = &p.mem;
    p.h = *to;
    page_incident_body(&p, incident);
    *to = p.h;
}

static bool have(const struct withheld *all, i64 n, i64 item, struct span s) {
    for (i64 i = 0; i < n; i++)
        if (all[i].item == item && all[i].span.start == s.start) return true;
    return false;
}

void preview_withheld(struct arena *a, const struct preview *v, i64 incident, struct withheld **out,
                      i64 *n) {
    const struct incident *in = &v->view.incidents[incident];
    i64 cap = *n = 0;
    *out = NULL;
    for (i64 k = 0; k < in->nclaims; k++) {
        const struct claim_row *r = &v->view.claims[in->claims[k]];
        struct span s = span_some(r->c.sentence) ? r->c.sentence : r->c.trigger;
        struct mask hit;
        for (u32 at = s.start; mask_next(&v->site.masks, r->item, at, s.end, &hit);
             at = hit.span.end)
            if (!have(*out, *n, r->item, hit.span))
                *PUSH(a, *out, *n, cap) = (struct withheld){r->item, hit.span, hit.kind};
    }
}
