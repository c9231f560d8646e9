/* What words of doubt around a clause make of it: "it is possible that", "are likely to have",
 * "probably", "nearly died", "nobody has confirmed that". */
#include "read/event.h"

static bool any(const struct scene *s, i32 tok, const char *const *w, i64 n) {
    for (i64 i = 0; i < n; i++)
        if (word_is(s->d, tok, w[i])) return true;
    return false;
}
#define ANY(s, tok, ...)                                                                           \
    any((s), (tok), (const char *const[]){__VA_ARGS__}, LEN(((const char *const[]){__VA_ARGS__})))

/* Inside the verb group: "were probably shot", "nearly died", "would have been killed". */
static void inside(const struct scene *s, const struct chunk *c, struct hold *h) {
    for (i32 t = c->from; t < c->head; t++) {
        if (ANY(s, t, "probably", "likely", "possibly", "presumably", "perhaps", "maybe"))
            h->possible = true;
        if (ANY(s, t, "likely") && c->inf) h->intended = false; /* likely to have been shot */
        if (ANY(s, t, "nearly", "almost")) h->open = true;
        if (word_is(s->d, t, "would") && word_is(s->d, t + 1, "have")) h->open = true;
    }
}

/* "Reports suggest that nine died": hearsay, as in "reportedly"; nobody guesses. */
static bool is_hearsay(const struct scene *s, i32 from, i32 to) {
    for (i32 t = from; t < to; t++)
        if (ANY(s, t, "reports", "report", "sources", "source", "accounts", "media", "posts",
                "statements", "outlets", "estimates", "information", "news", "tv") ||
            word_flags(s->d, t) & LEX_MEDIA)
            return true;
    return false;
}

/* "It is possible that", "there were fears that", "evidence suggests that", "nobody has confirmed
 * that": what stands before the "that" at chunk i. */
static void before_that(const struct scene *s, i32 i, struct hold *h) {
    if (i < 1 || s->c[i].type != CH_SUB || !word_is(s->d, s->c[i].from, "that")) return;
    const struct chunk *p = &s->c[i - 1];
    if (p->type == CH_VG && p->to - 1 > p->from && ANY(s, p->to - 1, "possible", "likely"))
        h->possible = true;
    if (p->type == CH_ADJ || p->type == CH_ADV) {
        bool no = i > 1 && s->c[i - 2].type == CH_VG && s->c[i - 2].neg;
        if (ANY(s, p->head, "possible", "likely", "probable", "conceivable", "plausible"))
            *(no ? &h->open : &h->possible) = true;
        if (ANY(s, p->head, "unlikely", "impossible", "unclear", "uncertain")) h->open = true;
    }
    if (p->type == CH_NP && !p->neg &&
        ANY(s, p->head, "fear", "fears", "possibility", "risk", "chance", "suspicion", "suspicions",
            "likelihood", "rumours", "rumors", "speculation"))
        h->possible = true;
    if (p->type != CH_VG) return;
    if (ANY(s, p->head, "fears") && ANY(s, p->from, "were", "are")) h->possible = !p->neg;
    bool heard = i > 1 && is_hearsay(s, s->c[i - 2].from, s->c[i - 2].to);
    if (ANY(s, p->head, "suggest", "suggests", "suggested", "suggesting") && !heard)
        h->possible = true;
    i32 sub = i - 2, first = s->d->s.v[s->si].from;
    if (sub >= 0 && s->c[sub].pron && ANY(s, s->c[sub].from, "we") &&
        ANY(s, first, "correction", "clarification", "erratum"))
        h->open = true; /* "Correction: we wrote that 70 had been killed" */
    bool nobody = sub >= 0 && s->c[sub].type == CH_NP &&
                  (s->c[sub].neg || ANY(s, s->c[sub].from, "nobody", "none", "neither"));
    if (nobody && p->row && (p->row->act1 || p->row->flags & LEX_QUESTION)) h->open = true;
}

/* "are likely to have been shot", "appear to have executed", "escaped being shot": the words before
 * the verb group at chunk i. */
static void before_verb(const struct scene *s, i32 i, struct hold *h) {
    const struct chunk *c = &s->c[i], *p = i > 0 ? &s->c[i - 1] : NULL;
    if (!p) return;
    if (c->inf && (p->type == CH_ADJ || p->type == CH_ADV) && ANY(s, p->head, "likely"))
        h->possible = true, h->intended = false;
    if (c->inf && p->type == CH_VG && (ANY(s, p->head, "likely") || ANY(s, p->to - 1, "likely")))
        h->possible = true, h->intended = false;
    if (c->inf && p->type == CH_VG &&
        ANY(s, p->head, "appear", "appears", "appeared", "seem", "seems", "seemed"))
        h->possible = true, h->intended = false;
    bool escaped = p->type == CH_VG && !p->neg &&
                   ANY(s, p->head, "escaped", "avoided", "escape", "avoid", "evaded");
    if (escaped && !c->inf && (word_is(s->d, c->from, "being") || c->form == FORM_ING))
        h->open = true;
}

/* "will be tried for the killing of nine", "will investigate the raid": what lies behind is done.
 */
bool hold_background(const struct scene *s, i32 i, i32 v) {
    for (i32 k = i - 1; k > v; k--)
        if (s->c[k].type == CH_PREP &&
            ANY(s, s->c[k].from, "for", "over", "after", "following", "about", "into", "since"))
            return true;
    return ANY(s, s->c[v].head, "investigate", "investigated", "examine", "examined", "condemn",
               "discuss", "discussed", "mourn", "mark", "publish", "document", "documented");
}

void hold_words(const struct scene *s, i32 i, i32 from, struct hold *h) {
    before_that(s, from - 1, h);
    if (s->c[i].type != CH_VG) return;
    inside(s, &s->c[i], h);
    before_verb(s, i, h);
}

/* The speech with this cue is a guess: "she suggested that the Front had fired". */
bool hold_guesses(const struct scene *s, const struct frame *f) {
    if (is_hearsay(s, f->src_from, f->src_to)) return false;
    for (i32 t = f->cue_from; t < f->cue_to; t++)
        if (ANY(s, t, "suggest", "suggests", "suggested", "suggesting", "speculated")) return true;
    return false;
}
