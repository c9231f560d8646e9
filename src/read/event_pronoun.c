/* Pronouns inside an event: "the army said it had killed 60 fighters" (the doer is who speaks),
 * "they took 14 men from their homes and shot them" (the shot are the 14). Only where one sentence
 * says it. */
#include "read/event.h"

static i32 chunk_of_trigger(const struct scene *s, const struct claim *c) {
    for (i32 i = 0; i < s->n; i++)
        if (span_overlaps(token_span(s->d, s->c[i].from, s->c[i].to), c->trigger)) return i;
    return -1;
}

static bool is_armed(u8 role) {
    return role == ROLE_MILITARY || role == ROLE_ARMED_GROUP;
}

static bool done_to_people(enum kind k) {
    return k == KIND_killing || k == KIND_injury || k == KIND_detention || k == KIND_abduction ||
           k == KIND_torture;
}

static enum what what_of_kind(enum kind k) {
    if (k == KIND_detention) return WHAT_DETAINED;
    if (k == KIND_abduction) return WHAT_MISSING;
    return k == KIND_killing ? WHAT_KILLED : WHAT_INJURED;
}

static bool is_deed(enum kind k) {
    return done_to_people(k) || k == KIND_attack || k == KIND_shelling || k == KIND_airstrike ||
           k == KIND_bombing || k == KIND_destruction || k == KIND_arson;
}

/* "said it had killed": the subject is a pronoun, and who speaks bears arms. */
static void doer_speaks(struct scene *s, struct claim *c, i32 v) {
    i32 end, fr = frame_of(s, s->c[v].head);
    if (!is_deed(c->kind) || c->nperps || c->polarity != POLARITY_POSITIVE || fr < 0 ||
        s->c[v].voice == VOICE_PASSIVE || !is_armed(s->f[fr].role) || s->f[fr].question)
        return;
    i32 sub = subject_of(s->d, s->c, s->n, v, &end);
    if (sub < 0 || !s->c[sub].pron || s->c[sub].num) return;
    bool self = word_is(s->d, s->c[sub].from, "it") || word_is(s->d, s->c[sub].from, "we");
    if (!self) return;
    fill_perp_span(s, c, s->f[fr].who);
    if (!c->nperps) return;
    c->perps[c->nperps - 1].how = HOW_CLAIMED;
    fill_rule(s, c, "pronoun.doer");
}

/* The people counted earlier in the sentence that "them" means, objects of a verb as "them" is: -1
 * where none or several are, or where the last of them have no number. */
static i32 counted_before(const struct scene *s, i32 v) {
    i32 found = -1;
    for (i32 i = v - 1; i > 0; i--) {
        i32 g = s->c[i - 1].type == CH_ADV && i > 1 ? i - 2 : i - 1; /* dragged out two men */
        if (s->c[i].type != CH_NP || s->c[i].pron || s->c[g].type != CH_VG ||
            !chunk_is_person(s, i) || !s->c[i].plural ||
            frame_of(s, s->c[g].head) != frame_of(s, s->c[i].head)) /* "said soldiers had" */
            continue;
        if (found >= 0 || !s->c[i].num) return -1;
        found = i;
    }
    return found;
}

static void they_are_counted(struct scene *s, struct claim *c, i32 v) {
    bool them = v + 1 < s->n && s->c[v + 1].type == CH_NP && s->c[v + 1].pron &&
                word_is(s->d, s->c[v + 1].from, "them") && !s->c[v + 1].num;
    if (!them || !done_to_people(c->kind) || c->ncounts || c->polarity != POLARITY_POSITIVE) return;
    i32 np = counted_before(s, v);
    if (np >= 0 && frame_of(s, s->c[np].head) == frame_of(s, s->c[v].head) &&
        fill_number(s, c, np, what_of_kind(c->kind)))
        fill_rule(s, c, "pronoun.them");
}

void events_pronoun(struct scene *s) {
    for (i64 k = s->first_claim; k < s->out->n; k++) {
        struct claim *c = &s->out->v[k];
        i32 v = chunk_of_trigger(s, c);
        if (v < 0 || s->c[v].type != CH_VG) continue;
        doer_speaks(s, c, v);
        they_are_counted(s, c, v);
    }
}
