/* Blame in the passive: "the killing of nine was blamed on the army", "the army was blamed for the
 * attack, in which nine died". Whom the blame comes from is not asked here: the claim keeps its
 * speaker, and the doer is one that somebody suspects. */
#include "read/event.h"

static bool is_blamed(const struct scene *s, i32 v) {
    const struct chunk *g = &s->c[v];
    return g->type == CH_VG && !g->neg && !g->modal && g->voice != VOICE_ACTIVE &&
           (word_is(s->d, g->head, "blamed") || word_is(s->d, g->head, "pinned"));
}

static bool has_doer(enum kind k) {
    return k == KIND_killing || k == KIND_death || k == KIND_injury || k == KIND_attack ||
           k == KIND_shelling || k == KIND_airstrike || k == KIND_bombing || k == KIND_arson ||
           k == KIND_abduction || k == KIND_torture || k == KIND_destruction ||
           k == KIND_robbery || k == KIND_hazard || k == KIND_mass_grave ||
           k == KIND_enforced_disappearance || k == KIND_sexual_violence;
}

/* Gives the doer to every claim of the sentence whose trigger lies in chunks [from, to). */
static void blame(struct scene *s, i32 np, i32 from, i32 to) {
    if (from >= to) return;
    struct span where = token_span(s->d, s->c[from].from, s->c[to - 1].to);
    for (i64 i = s->first_claim; i < s->out->n; i++) {
        struct claim *c = &s->out->v[i];
        if (!has_doer(c->kind) || c->nperps || c->polarity != POLARITY_POSITIVE ||
            !span_overlaps(c->trigger, where))
            continue;
        fill_perp(s, c, np);
        if (!c->nperps) return;
        c->perps[c->nperps - 1].how = HOW_SUSPECTED;
        fill_rule(s, c, "blamed.passive");
    }
}

void events_blame(struct scene *s) {
    for (i32 v = 1; v + 2 < s->n; v++) {
        if (!is_blamed(s, v)) continue;
        i32 end, from = clause_start(s, v);
        if (prep_at(s, v + 1, "on") && s->c[v + 2].type == CH_NP) blame(s, v + 2, from, v);
        i32 sub = prep_at(s, v + 1, "for") ? subject_of(s->d, s->c, s->n, v, &end) : -1;
        if (sub >= 0) blame(s, sub, v + 1, s->n);
    }
}
