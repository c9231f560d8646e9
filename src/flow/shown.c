#include "flow/shown.h"

void shown_make(struct op_ctx *c, const struct book *b, struct shown *out) {
    struct publish_policy p = publish_policy_default();
    bool names = op_sees(c, FIELD_NAMES), places = op_sees(c, FIELD_PLACE);
    *out = (struct shown){.b = b, .masked = !names || !places};
    if (!out->masked) return;
    p.names = names ? NAMES_SHOW : NAMES_MASK;
    if (places) p.place_words = PRECISION_UNKNOWN;
    masks_build(c->perm, c->scratch, b, &p, &out->masks);
}

struct str shown_words(struct arena *a, const struct shown *x, i64 item, struct span s) {
    struct str text = x->b->items[item].text;
    if (!span_some(s) || s.end > text.n) return (struct str){0};
    return x->masked ? mask_span(a, &x->masks, item, s) : span_words(text, s);
}

struct str shown_text(struct arena *a, const struct shown *x, struct str s) {
    return x->masked ? mask_text(a, &x->masks, s) : s;
}

struct str shown_term(const struct shown *x, const char *list, int value) {
    struct str name = word_name(list, value);
    return x->term ? x->term(x->ctx, list, name) : name;
}
