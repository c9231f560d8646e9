/* Shares of the dead: "nearly half of the 60 killed were women", "of the 38 dead, 12 were
 * children". The whole is what happened; what is said of the share is a part of it, never another
 * number. */
#include "read/event.h"

static bool is_copula(const struct scene *s, i32 i) {
    return i >= 0 && i < s->n && s->c[i].type == CH_VG && !s->c[i].neg &&
           (word_is(s->d, s->c[i].head, "were") || word_is(s->d, s->c[i].head, "was") ||
            word_is(s->d, s->c[i].head, "are"));
}

/* A noun that says who: children, civilians, women. */
static enum who class_at(const struct scene *s, i32 i) {
    const struct chunk *c = i < s->n ? &s->c[i] : NULL;
    if (!c || c->type != CH_NP || c->pron || !c->row || !c->row->who1) return WHO_UNKNOWN;
    return (enum who)(c->row->who1 - 1);
}

static i32 chunk_of(const struct scene *s, struct span sp) {
    for (i32 i = 0; i < s->n; i++)
        if (span_overlaps(token_span(s->d, s->c[i].from, s->c[i].to), sp)) return i;
    return -1;
}

static void add(struct scene *s, struct count *whole, struct span sp, struct number n,
                enum who who) {
    bool over = whole->max != COUNT_OPEN && (n.max == NUMBER_OPEN || n.max > whole->max);
    if (over || whole->nof >= CLAIM_SPANS_MAX) return;
    if (!whole->of) whole->of = NEWN(s->d->perm, struct count_part, CLAIM_SPANS_MAX);
    whole->of[whole->nof++] = (struct count_part){sp, who, n.min, n.max, n.vague};
}

/* "Nearly half of the 60 | killed | were | women": the number inside the share is the whole. */
static void share_of(struct scene *s, struct claim *c, i32 q) {
    const struct doc *d = s->d;
    struct count *k = &c->counts[0];
    enum who who = class_at(s, q + 3);
    if (!s->c[q].num || !is_copula(s, q + 2) || who == WHO_UNKNOWN) return;
    struct number share = d->nums[s->c[q].num - 1], whole;
    i32 of = share.from;
    while (of < share.to && !word_is(d, of, "of"))
        of++;
    for (i32 i = of + 1; i < share.to; i++) {
        if (!number_at(d->text, d->t.v, i, share.to, &whole) || whole.refused) continue;
        struct span part = token_span(d, share.from, share.to);
        *k = (struct count){.span = token_span(d, whole.from, whole.to),
                            .what = k->what,
                            .who = k->who,
                            .min = whole.min,
                            .max = whole.max,
                            .vague = whole.vague};
        if (whole.max == NUMBER_OPEN) k->max = COUNT_OPEN;
        add(s, k, part, share, who);
        fill_rule(s, c, "share");
        return;
    }
}

/* "Of | the 38 | dead | , | 12 | were | children | and | 9 women". */
static void of_which(struct scene *s, struct claim *c, i32 q) {
    if (q < 1 || !prep_at(s, q - 1, "of")) return;
    i32 i = q + 1;
    while (i < s->n && i < q + 3 && s->c[i].type != CH_MARK)
        i++;
    if (i >= s->n || s->c[i].type != CH_MARK || s->c[i].mark != ',') return;
    bool first = true;
    for (i++; i < s->n && s->c[i].type == CH_NP && s->c[i].num; i++) {
        const struct number *n = &s->d->nums[s->c[i].num - 1];
        i32 at = first ? i + 2 : i;
        enum who who = first && !is_copula(s, i + 1) ? WHO_UNKNOWN : class_at(s, at);
        if (n->refused || who == WHO_UNKNOWN) return;
        add(s, &c->counts[0], token_span(s->d, n->from, n->to), *n, who);
        if (first) fill_rule(s, c, "share");
        first = false;
        i = at + 1;
        if (i >= s->n || (s->c[i].type != CH_CONJ && s->c[i].type != CH_MARK)) return;
    }
}

void events_share(struct scene *s) {
    for (i64 k = s->first_claim; k < s->out->n; k++) {
        struct claim *c = &s->out->v[k];
        if (c->ncounts != 1 || c->counts[0].nof || c->polarity != POLARITY_POSITIVE) continue;
        i32 q = chunk_of(s, c->counts[0].span), t = chunk_of(s, c->trigger);
        if (q < 0 || t < q || t > q + 1) continue;
        if (t == q + 1) share_of(s, c, q);
        if (!c->counts[0].nof) of_which(s, c, q);
    }
}
