#include "publish/preview.h"

#include "base/t.h"
#include "publish/fixture.h"

static struct preview *made(struct arena *a, struct fixture *f, bool draft) {
    struct preview *v = NEW(a, struct preview);
    struct publish_policy p = publish_policy_default();
    preview_make(a, arena_make("preview", 256 << 20), &f->b, &p, draft, fx_recompute, v);
    return v;
}

static struct str article(struct arena *a, struct preview *v, i64 at) {
    struct buf b = buf_make(a, 4 << 20);
    struct html h = {.b = &b};
    preview_article(v, at, &h);
    h_done(&h);
    return buf_str(&b);
}

static struct fixture with_work(struct arena *a) {
    struct fixture f = fx_case(a);
    f.b.searched = NEW(a, struct searched);
    f.b.searched[0] = (struct searched){.incident = 0,
                                        .where = S("archive of State Radio"),
                                        .found = S("nothing"),
                                        .by = S("Recorder Rana")};
    f.b.nsearched = 1;
    f.b.replies = NEW(a, struct reply);
    f.b.replies[0] = (struct reply){.incident = 0,
                                    .party = S("Hill Front"),
                                    .words = S("none of ours were there"),
                                    .source = S("letter"),
                                    .by = S("Recorder Rana")};
    f.b.nreplies = 1;
    f.b.overlaps = NEW(a, struct overlap);
    f.b.overlaps[0] = (struct overlap){.aggregate = 0, .incident = 1, .reason = S("counted")};
    f.b.noverlaps = 1;
    return f;
}

TEST(preview_has_no_way_out_and_tells_what_people_added) {
    struct arena a = test_arena();
    struct fixture f = with_work(&a);
    struct preview *v = made(&a, &f, true);
    if (!EXPECT(preview_shows(v, 0))) return;
    struct str html = article(&a, v, 0);
    EXPECT(str_has(html, S("archive of State Radio. Found: nothing")));
    EXPECT(str_has(html, S("Hill Front said: ")));
    EXPECT(str_has(html, S("none of ours were there")));
    EXPECT(str_has(html, S("Counted elsewhere too")));
    EXPECT(str_has(html, f.b.incidents[1].code));
    EXPECT(!str_has(html, S("Rana"))); /* who entered it is not told */
    for (i64 at = 0; (at = str_find(html, S("href=\""), at)) >= 0; at += 6)
        EXPECT_INT(html.p[at + 6], '#');
}

TEST(preview_withholds_as_the_site_does_and_says_what) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct preview *v = made(&a, &f, true);
    i64 all = 0;
    for (i64 i = 0; i < f.b.nincidents; i++) {
        struct withheld *w;
        i64 n;
        if (!preview_shows(v, i)) continue;
        struct str html = article(&a, v, i);
        preview_withheld(&a, v, i, &w, &n);
        for (i64 k = 0; k < n; k++, all++)
            EXPECT(!str_has(html, span_words(f.b.items[w[k].item].text, w[k].span)));
    }
    EXPECT(all > 0);
}

TEST(preview_without_draft_shows_reviewed_claims_only) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    for (i64 i = 0; i < f.b.nclaims; i++)
        f.b.claims[i].c.status = STATUS_MACHINE;
    EXPECT(!preview_shows(made(&a, &f, false), 0));
    EXPECT(preview_shows(made(&a, &f, true), 0));
}
