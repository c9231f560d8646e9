/* Any bytes as the text of a document: ranges must be sorted, apart and inside the text, and no
 * span of it may be shown differently from what the ranges say. The bytes are taken as an outline
 * and as a policy too. */
#include "publish/chart.h"
#include "publish/mask.h"
#include "publish/mask_words.h"

#include <stddef.h>
#include <stdint.h>

static void mask_all(struct arena *a, struct arena scratch, struct str text) {
    struct item it = {.id = S("sha256:0"), .outside = S("0"), .state = ITEM_READ, .text = text};
    struct claim_row row = {.incident = -1};
    struct said_link who = {.who = {0, (u32)(text.n < 40 ? text.n : 40)}, .role = ROLE_WITNESS};
    row.c.said.chain = &who;
    row.c.said.nchain = 1;
    struct book b = {.items = &it, .nitems = 1, .claims = &row, .nclaims = 1};
    struct publish_policy p = publish_policy_default();
    struct masks m;
    masks_build(a, scratch, &b, &p, &m);
    u32 last = 0;
    for (i64 i = 0; i < m.items[0].n; i++) {
        struct span s = m.items[0].all[i].span;
        CHECK(s.start >= last && s.end > s.start && (i64)s.end <= text.n);
        last = s.end;
    }
    struct str shown = mask_span(a, &m, 0, (struct span){0, (u32)text.n});
    CHECK(m.items[0].n > 0 ? str_has(shown, S(MASK_SHOWN)) : str_eq(shown, text) || text.n == 0);
    (void)mask_text(a, &m, text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena whole = arena_make("fuzz", 256 << 20), a = whole;
    struct arena other = arena_make("scratch", 256 << 20);
    struct str text = str_dup(&a, (struct str){(const char *)data, (i64)size});
    struct publish_policy p;
    struct err e = {0}, f = {0};
    (void)!publish_policy_from_json(&a, text, &p, &e);
    (void)!chart_outline_check(other, text, &f);
    struct map none = {0};
    struct mwords w = mask_words(&a, &none, text);
    for (i64 i = 0; i < w.n; i++)
        CHECK(w.w[i].span.end > w.w[i].span.start && (i64)w.w[i].span.end <= text.n);
    /* Building reads the lexicons and the gazetteer: dear, so only some inputs are masked whole. */
    if (str_hash(text) % 64 == 0) mask_all(&a, other, text);
    arena_drop(other);
    arena_drop(whole);
    return 0;
}
