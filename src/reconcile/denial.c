#include "reconcile/work.h"

/* What a denial denies: the one incident that fits best, none when two fit equally. */
enum { DENIAL_ENOUGH = 5 };
struct denial {
    const struct event *e;
    struct voice by;
    i64 party;  /* of who denies, -1 */
    i64 before; /* incident of the claim before it in its report, -1 */
    bool only;  /* its report speaks of one incident only */
    int most, next;
    i64 best;
};

static i64 party_of(const struct work *w, const struct voice *v) {
    const struct book *b = w->b;
    if (v->party.n) return book_party(b, v->party);
    return v->publication < 0 ? -1 : book_party(b, b->publications[v->publication].side);
}

/* Nobody denies what only they themselves say: somebody else must have said it. */
static bool others_say(struct work *w, const struct denial *d, const struct event *y) {
    for (i64 i = 0; i < y->nclaims; i++) {
        struct voice v = voice_of(w->a, &w->s.names, &w->b->claims[y->claims[i]]);
        i64 party = party_of(w, &v);
        if (party >= 0 && party == d->party) continue;
        if (!str_eq(v.key, d->by.key) || (!v.key.n && v.publication != d->by.publication))
            return true;
    }
    return false;
}

static void weigh(struct work *w, struct denial *d, i64 at) {
    const struct event *y = &w->events[at];
    int p = match_denial(&w->s, d->e, y);
    if (p < 0 || !others_say(w, d, y)) return;
    if (shares_item(d->e, y)) p += d->only ? 5 : 2;
    p += at == d->before;
    for (i64 i = 0; i < y->nparties; i++)
        p += y->parties[i] == d->party ? 2 : 0;
    if (p > d->most) {
        d->next = d->most;
        d->most = p;
        d->best = at;
    } else if (p > d->next) {
        d->next = p;
    }
}

/* Of what can be denied: harm. */
static bool deniable(const struct event *y) {
    u32 harm = 1u << CLASS_KILL | 1u << CLASS_BODIES | 1u << CLASS_GRAVE | 1u << CLASS_HARM |
               1u << CLASS_ATTACK | 1u << CLASS_TORTURE | 1u << CLASS_HELD | 1u << CLASS_SEXUAL;
    return y->classes & harm;
}

static void weigh_report(struct work *w, struct denial *d, i64 claim) {
    i64 item = w->b->claims[claim].item, from = claim, to = claim, one = -1;
    while (from > 0 && w->b->claims[from - 1].item == item)
        from--;
    while (to < w->b->nclaims && w->b->claims[to].item == item)
        to++;
    d->only = true;
    for (i64 i = from; i < to; i++) {
        i64 at = w->of[i];
        if (at < 0 || !deniable(&w->events[at])) continue;
        if (one >= 0 && at != one) d->only = false;
        one = at;
        if (i < claim) d->before = at;
    }
    for (i64 i = from; i < to; i++) {
        i64 at = w->of[i];
        if (at < 0 || !deniable(&w->events[at]) || w->index.stamp[at] == w->index.round) continue;
        w->index.stamp[at] = w->index.round;
        weigh(w, d, at);
    }
}

i64 work_denied(struct work *w, const struct event *e, i64 claim) {
    struct arena keep = *w->a;
    struct denial d = {.e = e, .before = -1, .most = -1, .next = -1, .best = -1};
    d.by = voice_of(w->a, &w->s.names, &w->b->claims[claim]);
    d.party = party_of(w, &d.by);
    struct event any = *e;
    any.classes |= 1u << CLASS_KILL | 1u << CLASS_GRAVE | 1u << CLASS_HELD | 1u << CLASS_TORTURE;
    any.nnumbers = 0;
    w->index.round++;
    weigh_report(w, &d, claim);
    i64 *c, n = index_find(&w->index, w->a, &any, &c);
    for (i64 i = 0; i < n; i++)
        if (deniable(&w->events[c[i]]) && !shares_item(e, &w->events[c[i]])) weigh(w, &d, c[i]);
    *w->a = keep;
    return d.most >= DENIAL_ENOUGH && d.most > d.next ? d.best : -1;
}
