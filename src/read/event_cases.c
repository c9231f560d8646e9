/* "112 cases of arbitrary detention, among them 9 minors": the number stands at the cases, the kind
 * behind it. One case is read as one person for what is done to a person; of attacks and killings a
 * case may hold many, so they are left alone. */
#include "read/event.h"

static bool counts_people(enum kind k) {
    return k == KIND_detention || k == KIND_torture || k == KIND_enforced_disappearance ||
           k == KIND_abduction || k == KIND_sexual_violence;
}

static enum what what_of_kind(enum kind k) {
    if (k == KIND_detention) return WHAT_DETAINED;
    return k == KIND_torture || k == KIND_sexual_violence ? WHAT_INJURED : WHAT_MISSING;
}

/* The claim that another rule made of the same noun, or NULL. */
static struct claim *told_already(const struct scene *s, enum kind k, i32 head) {
    struct span at = token_span(s->d, head, head + 1);
    for (i64 i = s->first_claim; i < s->out->n; i++)
        if (s->out->v[i].kind == k && span_overlaps(s->out->v[i].trigger, at))
            return &s->out->v[i];
    return NULL;
}

static bool is_case(const struct scene *s, i32 i) {
    const struct chunk *c = &s->c[i];
    return c->type == CH_NP && c->num && !s->d->nums[c->num - 1].refused &&
           (word_is(s->d, c->head, "cases") || word_is(s->d, c->head, "instances"));
}

static void cases_of(struct scene *s, i32 i) {
    i32 o = i + 2;
    if (!is_case(s, i) || !prep_at(s, i + 1, "of") || o >= s->n || s->c[o].type != CH_NP) return;
    const struct chunk *g = &s->c[o];
    if (!g->row || !g->row->kind1) return;
    enum kind k = (enum kind)(g->row->kind1 - 1);
    if (!counts_people(k)) return;
    struct claim *c = told_already(s, k, g->head);
    if (c) {
        if (!c->ncounts && fill_number(s, c, i, what_of_kind(k))) fill_rule(s, c, "cases");
        return;
    }
    struct hold h = clause_hold(s, o);
    if (h.neg || h.open) return;
    i32 len = s->d->w[g->head].len > 1 ? s->d->w[g->head].len : 1;
    c = claim_new(s, k, g->head, g->head + len);
    if (!c) return;
    hold_modality(h, c);
    fill_number(s, c, i, what_of_kind(k));
    fill_where(s, c, o);
    fill_when(s, c, o);
    fill_rule(s, c, "cases");
}

void events_cases(struct scene *s) {
    for (i32 i = 0; i < s->n; i++)
        cases_of(s, i);
}
