/* What is said not to have happened: "no one was hurt", "there were no casualties", "our guns did
 * not fire". A claim of the event's kind, negative, without numbers and doers. Where a verb of
 * denial governs the words, the denial is the claim (event_said.c). */
#include "read/event.h"

static bool may_be_negative(int k) {
    switch (k) {
    case KIND_killing:
    case KIND_death:
    case KIND_injury:
    case KIND_torture:
    case KIND_detention:
    case KIND_abduction:
    case KIND_sexual_violence:
    case KIND_attack:
    case KIND_shelling:
    case KIND_airstrike:
    case KIND_bombing:
    case KIND_arson:
    case KIND_robbery:
    case KIND_destruction: return true;
    default: return false;
    }
}

static bool one_of(const struct scene *s, i32 tok, const char *const *w, i64 n) {
    for (i64 i = 0; i < n; i++)
        if (word_is(s->d, tok, w[i])) return true;
    return false;
}
#define ONE_OF(s, tok, ...)                                                                        \
    one_of((s), (tok), (const char *const[]){__VA_ARGS__},                                         \
           LEN(((const char *const[]){__VA_ARGS__})))

/* "none of our batteries", "nobody", "no civilians" */
static bool nobody(const struct scene *s, i32 np) {
    return np >= 0 && s->c[np].type == CH_NP &&
           (s->c[np].neg || ONE_OF(s, s->c[np].from, "no", "nobody", "none", "neither"));
}

static bool negative_verb(const struct scene *s, i32 v) {
    if (s->c[v].neg) return true;
    i32 end, sub = subject_of(s->d, s->c, s->n, v, &end);
    if (sub < 0) sub = patient_subject(s, v);
    return nobody(s, sub) || (sub >= 2 && prep_at(s, sub - 1, "of") && nobody(s, sub - 2));
}

/* "no casualties were reported", "without injuries", "caused no deaths" */
static bool negative_noun(const struct scene *s, i32 i) {
    bool harm = ONE_OF(s, s->c[i].head, "casualties", "casualty", "injuries", "deaths",
                       "fatalities", "victims", "injured", "wounded", "dead");
    bool happening = s->c[i].row && may_be_negative(s->c[i].row->kind1 - 1) &&
                     chunk_flags(&s->c[i]) & LEX_EVENTN;
    return (harm || happening) &&
           (s->c[i].neg || word_is(s->d, s->c[i].from, "no") || prep_at(s, i - 1, "without"));
}

static bool told(const struct scene *s, i32 head) {
    struct span t = token_span(s->d, head, head + 1);
    for (i64 i = s->first_claim; i < s->out->n; i++)
        if (span_overlaps(s->out->v[i].trigger, t)) return true;
    return false;
}

static void emit(struct scene *s, enum kind k, i32 i) {
    struct hold h = clause_hold(s, i);
    i32 head = s->c[i].head;
    if (h.open || h.intended || h.possible || h.conditional || told(s, head)) return;
    i32 len = s->d->w[head].len > 1 ? s->d->w[head].len : 1;
    struct claim *c = claim_new(s, k, head, head + len);
    if (!c) return;
    c->polarity = POLARITY_NEGATIVE;
    fill_where(s, c, i);
    fill_when(s, c, i);
    fill_rule(s, c, "negative");
}

/* "did not fire on the market" */
static enum kind kind_of(const struct scene *s, i32 v) {
    const struct chunk *g = &s->c[v];
    int k = g->row ? g->row->kind1 - 1 : -1;
    if (may_be_negative(k) && !(chunk_flags(g) & LEX_OBJ_TRIG)) return (enum kind)k;
    bool fire = ONE_OF(s, g->head, "fire", "fired", "firing") &&
                (prep_at(s, v + 1, "on") || prep_at(s, v + 1, "at") || prep_at(s, v + 1, "into"));
    bool hit =
        (k == KIND_attack) && ONE_OF(s, g->head, "hit", "struck", "strike", "target", "targeted");
    return fire ? KIND_shelling : hit ? KIND_attack : KIND_COUNT;
}

void events_not(struct scene *s) {
    for (i32 i = 0; i < s->n; i++) {
        const struct chunk *c = &s->c[i];
        if (c->type == CH_VG && c->finite && !c->modal && negative_verb(s, i)) {
            enum kind k = kind_of(s, i);
            if (k != KIND_COUNT) emit(s, k, i);
        } else if (c->type == CH_NP && negative_noun(s, i)) {
            bool dead = ONE_OF(s, c->head, "deaths", "fatalities", "dead");
            enum kind k = dead ? KIND_death : KIND_injury;
            if (c->row && chunk_flags(c) & LEX_EVENTN) k = (enum kind)(c->row->kind1 - 1);
            if (may_be_negative(k)) emit(s, k, i);
        }
    }
}
