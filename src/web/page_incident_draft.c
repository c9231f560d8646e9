/* An incident as the public would see it: the words of the published page, with what is withheld
 * shown as withheld, and why; what is left out, and why. */
#include "publish/preview.h"
#include "reconcile/reconcile.h"
#include "web/incident_page.h"

static void left_out(struct incident_page *x, const struct publish_policy *p) {
    struct req *r = x->r;
    i64 n = 0;
    for (i64 k = 0; k < x->in->nclaims; k++) {
        i64 claim = x->in->claims[k];
        const struct claim_row *row = &x->b->claims[claim];
        if (view_shows(x->b, row, p, false)) continue;
        if (n++ == 0) {
            ui_head(r, 2, "review.left_out");
            h_el(&r->h, "ul", "plain");
        }
        h_begin(&r->h, "li");
        h_begin(&r->h, "a");
        ui_path(r, told_claim_path(r->a, row->c.id));
        ui_term(r, "kind", kind_name(row->c.kind));
        h_end(&r->h);
        told_between(r, "review.said_by");
        told_speaker(&x->w, claim);
        h_text(&r->h, S(" "));
        told_badges(&x->w, claim);
        if (row->c.status == STATUS_ACCEPTED) ui_el(r, "span", "soft", "review.too_few_persons");
        h_end(&r->h);
    }
    if (n) h_end(&r->h);
}

static void withheld(struct incident_page *x, const struct preview *v) {
    static const char *const HEADS[] = {"review.withheld_what", "review.withheld_words",
                                        "review.withheld_why", NULL};
    struct req *r = x->r;
    struct withheld *all;
    i64 n;
    preview_withheld(r->a, v, x->at, &all, &n);
    ui_head(r, 2, "review.withheld");
    if (!n) return ui_note(r, "", "review.nothing_withheld");
    ui_note(r, "", "review.withheld_note");
    ui_table_begin(r, "review.withheld", HEADS);
    for (i64 i = 0; i < n; i++) {
        bool name = all[i].kind == MASK_NAME;
        struct str words = span_words(v->view.items[all[i].item].text, all[i].span);
        h_begin(&r->h, "tr");
        ui_el(r, "td", "", name ? "review.a_name" : "review.a_place");
        h_begin(&r->h, "td");
        if (op_sees(&r->op, name ? FIELD_NAMES : FIELD_PLACE))
            ui_words(r, "span", "mask", v->view.items[all[i].item].lang, words);
        else
            h_leaf(&r->h, "span", "mask", S(MASK_SHOWN));
        h_end(&r->h);
        ui_el(r, "td", "", name ? "review.why_name" : "review.why_place");
        h_end(&r->h);
    }
    ui_table_end(r);
}

static rc page(struct incident_page *x, struct err *e) {
    struct req *r = x->r;
    struct publish_policy p = publish_policy_default();
    struct preview *v = NEW(r->a, struct preview);
    bool all = str_eqc(req_query(r, "unreviewed"), "1");
    (void)e;
    preview_make(r->a, r->scratch, x->b, &p, all, reconcile_view, v);
    bool shows = preview_shows(v, x->at);
    if (!shows) ui_head(r, 1, "review.draft");
    h_el(&r->h, "p", "tools");
    ui_link(r, x->path, x->in->code);
    ui_link_id(r, req_with(r, "unreviewed", all ? S("") : S("1")),
               all ? "review.only_reviewed" : "review.with_unreviewed");
    h_end(&r->h);
    ui_note(r, "warn", all ? "review.draft_all_note" : "review.draft_note");
    if (shows) {
        h_el(&r->h, "div", "public");
        h_attr(&r->h, "lang", S("en"));
        h_attr(&r->h, "dir", S("ltr"));
        preview_article(v, x->at, &r->h);
        h_end(&r->h);
        withheld(x, v);
    } else {
        ui_note(r, "", "review.nothing_published");
    }
    if (!all) left_out(x, &p);
    return RC_OK;
}

static rc draft(struct req *r, struct err *e) {
    struct incident_page x;
    bool moved;
    TRY(incident_open(r, &x, &moved, e));
    return moved ? RC_OK : page(&x, e);
}

const struct page PAGE_INCIDENT_DRAFT = {.path = "/incident/{}/draft",
                                         .title = "review.draft",
                                         .menu = "/incidents",
                                         .perm = PERM_READ,
                                         .get = draft};
