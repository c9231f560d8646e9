/* Assigning claims to incidents. In order of receipt: what one report ties stays together; then,
 * for each such group, the incident that it was in before a new reading; the incident of the text
 * that it reposts; the one incident that matches best; else a new one. Denials come last, when all
 * that they could deny is there. */
#include "reconcile/work.h"

#include <stdlib.h>

static i64 find(i64 *up, i64 x) {
    while (up[x] != x)
        x = up[x] = up[up[x]];
    return x;
}

static void tie(struct work *w, i64 claim, struct str other) {
    i64 at = other.n ? book_claim(w->b, other) : -1;
    if (at < 0) return;
    i64 p = find(w->up, claim), q = find(w->up, at);
    w->up[p > q ? p : q] = p < q ? p : q;
}

/* Shot at close range, and killed by shells: two events, whatever ties them in a report. */
static bool contrary(const struct work *w, i64 x, i64 y) {
    u32 p = w->s.claim[x].means, q = w->s.claim[y].means;
    return (p == MEANS_NEAR && q == MEANS_FAR) || (p == MEANS_FAR && q == MEANS_NEAR);
}

static void tie_same(struct work *w, i64 claim, struct str other) {
    i64 at = other.n ? book_claim(w->b, other) : -1;
    if (at >= 0 && !contrary(w, claim, at)) tie(w, claim, other);
}

/* An attack and the people it killed or wounded, in one sentence of one speaker. */
static bool harm_of_attack(const struct work *w, i64 x, i64 y) {
    const struct claim *c = &w->b->claims[x].c, *d = &w->b->claims[y].c;
    u32 harm = 1u << CLASS_KILL | 1u << CLASS_HARM, attack = 1u << CLASS_ATTACK;
    u32 p = w->s.claim[x].classes, q = w->s.claim[y].classes;
    if (!((p & attack && q & harm) || (q & attack && p & harm) || (p & harm && q & harm && p != q)))
        return false;
    if (c->polarity != d->polarity || c->modality != d->modality || contrary(w, x, y)) return false;
    if (match_place(&w->s, &w->s.claim[x], &w->s.claim[y]) < 0) return false;
    return span_some(c->sentence) && c->sentence.start == d->sentence.start &&
           c->sentence.end == d->sentence.end;
}

static void tie_sentence(struct work *w, i64 claim) {
    for (i64 i = claim - 1; i >= 0 && i >= claim - 8; i--) {
        if (w->b->claims[i].item != w->b->claims[claim].item) return;
        if (!claim_stands(&w->b->claims[i].c) || !harm_of_attack(w, i, claim)) continue;
        tie(w, claim, w->b->claims[i].c.id);
        return;
    }
}

static void tie_reports(struct work *w) {
    w->up = NEWN(w->a, i64, w->b->nclaims);
    for (i64 i = 0; i < w->b->nclaims; i++)
        w->up[i] = i;
    for (i64 i = 0; i < w->b->nclaims; i++) {
        const struct claim *c = &w->b->claims[i].c;
        if (!claim_stands(c)) continue;
        for (i64 k = 0; k < c->nsame_event; k++)
            tie_same(w, i, c->same_event[k]);
        tie(w, i, c->repeats);
        tie(w, i, c->part_of);
        tie_sentence(w, i);
    }
}

static bool alive(const struct book *b, i64 claim) {
    return claim_stands(&b->claims[claim].c);
}

/* What is denied does not tell what the incident is. */
static bool negated(const struct claim *c) {
    return c->polarity == POLARITY_NEGATIVE || c->said.act == ACT_DENIES || c->kind == KIND_denial;
}

static struct str copy_key(struct work *w, i64 claim) {
    const struct claim_row *r = &w->b->claims[claim];
    struct str sentence = sentence_key(w->a, w->b, r);
    if (!sentence.n) return sentence;
    return str_fmt(w->a, "%d|%lld|%.*s", (int)r->c.kind,
                   (long long)(r->c.ncounts ? r->c.counts[0].min : -1), SARG(sentence));
}

static void note_copy(struct work *w, i64 claim, i64 event) {
    bool fresh;
    struct str key = copy_key(w, claim);
    if (!key.n) return;
    struct map_entry *m = map_put(&w->copies, w->a, key, &fresh);
    if (fresh) m->value = event;
}

static struct str again_key(struct work *w, i64 claim) {
    const struct claim_row *r = &w->b->claims[claim];
    return str_fmt(w->a, "%lld|%d", (long long)r->item, (int)r->c.kind);
}

struct list {
    i64 *v;
    i64 n, cap;
};

static void note_again(struct work *w, i64 claim) {
    bool fresh;
    struct map_entry *m = map_put(&w->again, w->a, again_key(w, claim), &fresh);
    if (fresh) m->ptr = NEW(w->a, struct list);
    struct list *l = m->ptr;
    *PUSH(w->a, l->v, l->n, l->cap) = claim;
}

static void put(struct work *w, i64 event, i64 claim) {
    w->of[claim] = event;
    note_copy(w, claim, event);
}

/* An incident's features are those of its living, asserted claims; of all when none is left. */
static void gather_incident(struct work *w, i64 at) {
    const struct incident *in = &w->b->incidents[at];
    struct event *e = &w->events[at];
    *e = (struct event){.published_from = 1, .incident = at, .fixed = true};
    for (int pass = 0; pass < 2 && e->nclaims == 0; pass++)
        for (i64 i = 0; i < in->nclaims; i++) {
            i64 c = in->claims[i];
            bool good = alive(w->b, c) && !negated(&w->b->claims[c].c);
            if (pass || good) event_add(w->a, e, &w->s.claim[c]);
        }
}

static void old_incidents(struct work *w) {
    w->nevents = w->ecap = w->b->nincidents;
    w->events = NEWN(w->a, struct event, w->ecap);
    for (i64 i = 0; i < w->b->nincidents; i++) {
        const struct incident *in = &w->b->incidents[i];
        gather_incident(w, i);
        *PUSH(w->a, w->changed, w->nchanged, w->chcap) = false;
        for (i64 k = 0; k < in->nclaims; k++) {
            put(w, i, in->claims[k]);
            note_again(w, in->claims[k]);
        }
        if (!in->merged_into.n && w->events[i].nclaims) index_add(&w->index, &w->events[i], i);
    }
}

/* One group of claims to be placed. */
struct group {
    i64 *claims;
    i64 n, cap;
};

static i64 placed_with(struct work *w, const struct group *g, i64 root_event) {
    if (root_event >= 0) return root_event;
    for (i64 i = 0; i < g->n; i++) {
        const struct claim_row *r = &w->b->claims[g->claims[i]];
        struct map_entry *m = map_get(&w->again, again_key(w, g->claims[i]));
        struct list *l = m ? m->ptr : NULL;
        for (i64 k = 0; l && k < l->n; k++)
            if (span_overlaps(w->b->claims[l->v[k]].c.trigger, r->c.trigger)) return w->of[l->v[k]];
    }
    return -1;
}

static i64 copied_from(struct work *w, const struct group *g) {
    for (i64 i = 0; i < g->n; i++) {
        struct str key = copy_key(w, g->claims[i]);
        struct map_entry *m = key.n ? map_get(&w->copies, key) : NULL;
        if (m) return m->value;
    }
    return -1;
}

static struct event event_of(struct work *w, const struct group *g, bool asserted_only) {
    struct event e = {.published_from = 1, .incident = -1};
    for (i64 i = 0; i < g->n; i++)
        if (!asserted_only || !negated(&w->b->claims[g->claims[i]].c))
            event_add(w->a, &e, &w->s.claim[g->claims[i]]);
    return e;
}

bool shares_item(const struct event *x, const struct event *y) {
    for (i64 i = 0; i < x->nitems; i++)
        for (i64 k = 0; k < y->nitems; k++)
            if (x->items[i] == y->items[k]) return true;
    return false;
}

/* The best match, oldest first among equals. Within one report the reader has already tied what it
 * could: there more must agree. */
static i64 best_match(struct work *w, const struct event *e) {
    struct arena keep = *w->a;
    i64 *c, n = index_find(&w->index, w->a, e, &c), best = -1;
    int most = 0;
    for (i64 i = 0; i < n; i++) {
        const struct event *y = &w->events[c[i]];
        int p = match_events(&w->s, e, y);
        if (p < (shares_item(e, y) ? MATCH_SAME_REPORT : MATCH_ENOUGH)) continue;
        if (p > most || (p == most && c[i] < best)) {
            most = p;
            best = c[i];
        }
    }
    *w->a = keep;
    return best;
}

static void join(struct work *w, i64 event, const struct group *g, const struct event *e) {
    for (i64 i = 0; i < g->n; i++)
        put(w, event, g->claims[i]);
    w->changed[event] = true;
    if (e->nclaims == 0) return;
    event_add(w->a, &w->events[event], e);
    index_add(&w->index, &w->events[event], event);
}

static i64 found(struct work *w) {
    *PUSH(w->a, w->changed, w->nchanged, w->chcap) = true;
    *PUSH(w->a, w->events, w->nevents, w->ecap) =
        (struct event){.published_from = 1, .incident = -1};
    return w->nevents - 1;
}

static void place_group(struct work *w, const struct group *g, i64 root_event) {
    struct event e = event_of(w, g, true);
    i64 at = placed_with(w, g, root_event);
    if (at < 0) at = copied_from(w, g);
    if (at < 0) at = best_match(w, &e);
    if (at < 0) at = found(w);
    join(w, at, g, &e);
}

/* The first claim that is no headline. */
static i64 own_claim(const struct work *w, const struct group *g) {
    for (i64 i = 0; i < g->n; i++)
        if (!w->b->claims[g->claims[i]].c.repeats.n) return g->claims[i];
    return g->claims[0];
}

static void place_denial(struct work *w, const struct group *g, i64 root_event) {
    struct event e = event_of(w, g, false), none = {.published_from = 1};
    i64 at = placed_with(w, g, root_event);
    if (at < 0) at = copied_from(w, g);
    if (at < 0) at = work_denied(w, &w->s.claim[own_claim(w, g)], own_claim(w, g));
    if (at >= 0) {
        join(w, at, g, &none);
        return;
    }
    at = found(w);
    join(w, at, g, &e);
}

enum turn { TURN_EVENT, TURN_DENIAL, TURN_NONE };

static enum turn turn_of(struct work *w, const struct group *g) {
    enum turn t = TURN_NONE;
    for (i64 i = 0; i < g->n; i++) {
        const struct claim *c = &w->b->claims[g->claims[i]].c;
        if (c->kind == KIND_party_name) continue;
        if (!negated(c)) return TURN_EVENT;
        t = TURN_DENIAL;
    }
    return t;
}

static void place_groups(struct work *w) {
    struct group *groups = NEWN(w->a, struct group, w->b->nclaims);
    i64 *at = NEWN(w->a, i64, w->b->nclaims), n = 0;
    for (i64 i = 0; i < w->b->nclaims; i++)
        at[i] = -1;
    for (i64 i = 0; i < w->b->nclaims; i++) {
        i64 root = find(w->up, i);
        if (w->of[i] >= 0) {
            if (at[root] < 0 && alive(w->b, i))
                at[root] = -2 - w->of[i]; /* the report's event has an incident */
            continue;
        }
    }
    i64 *event = NEWN(w->a, i64, w->b->nclaims);
    for (i64 i = 0; i < w->b->nclaims; i++) {
        i64 root = find(w->up, i);
        if (w->of[i] >= 0 || !alive(w->b, i)) continue;
        if (at[root] < 0) {
            event[n] = at[root] < -1 ? -2 - at[root] : -1;
            at[root] = n++;
        }
        struct group *g = &groups[at[root]];
        *PUSH(w->a, g->claims, g->n, g->cap) = i;
    }
    for (enum turn t = TURN_EVENT; t <= TURN_DENIAL; t++)
        for (i64 i = 0; i < n; i++) {
            if (turn_of(w, &groups[i]) != t) continue;
            if (t == TURN_EVENT)
                place_group(w, &groups[i], event[i]);
            else
                place_denial(w, &groups[i], event[i]);
        }
}

static enum kind strongest(const struct book *b, const i64 *claims, i64 n) {
    enum kind best = b->claims[claims[0]].c.kind;
    bool have = false;
    for (i64 i = 0; i < n; i++) {
        const struct claim *c = &b->claims[claims[i]].c;
        if (negated(c) && c->kind != KIND_denial) continue;
        if (have && kind_strength(c->kind) <= kind_strength(best)) continue;
        best = c->kind;
        have = true;
    }
    return best;
}

/* Claims of an event in document order, as ids too. */
struct members {
    i64 *claims;
    struct str *ids;
    i64 n;
};

static struct members *members_of(struct work *w, struct arena *a) {
    struct members *m = NEWN(w->a, struct members, w->nevents);
    for (i64 i = 0; i < w->b->nclaims; i++)
        if (w->of[i] >= 0) m[w->of[i]].n++;
    for (i64 i = 0; i < w->nevents; i++) {
        m[i].claims = NEWN(w->a, i64, m[i].n);
        m[i].ids = NEWN(a, struct str, w->changed[i] ? m[i].n : 0);
        m[i].n = 0;
    }
    for (i64 i = 0; i < w->b->nclaims; i++) {
        if (w->of[i] < 0) continue;
        struct members *to = &m[w->of[i]];
        if (w->changed[w->of[i]]) to->ids[to->n] = w->b->claims[i].c.id;
        to->claims[to->n++] = i;
    }
    return m;
}

static struct incident settle(struct work *w, struct arena *a, i64 at, const struct members *m,
                              i64 *number) {
    const struct event *e = &w->events[at];
    struct incident in = {0};
    if (e->fixed) in = w->b->incidents[at];
    struct str name;
    event_where(&w->s, e, &in.where, &in.place_words, &name);
    in.when = event_when(e);
    if (e->fixed) return in;
    in.kind = strongest(w->b, m->claims, m->n);
    in.id = incident_id(a, w->b, w->b->claims[m->claims[0]].c.id);
    in.code = incident_code(a, name, ++*number);
    return in;
}

struct coded {
    struct str code;
    struct json *part;
};

static int by_code(const void *p, const void *q) {
    return str_cmp(((const struct coded *)p)->code, ((const struct coded *)q)->code);
}

static void make_parts(struct work *w, struct arena *a, struct json ***parts, i64 *n) {
    struct members *m = members_of(w, a);
    struct coded *c = NEWN(w->a, struct coded, w->nevents);
    i64 number = incident_last_number(w->b);
    *n = 0;
    for (i64 i = 0; i < w->nevents; i++) {
        if (!w->changed[i] || m[i].n == 0) continue;
        struct incident in = settle(w, a, i, &m[i], &number);
        c[(*n)++] = (struct coded){in.code, incident_part(a, w->b, &in, m[i].ids, m[i].n)};
    }
    qsort(c, (size_t)*n, sizeof *c, by_code);
    *parts = NEWN(a, struct json *, *n);
    for (i64 i = 0; i < *n; i++)
        (*parts)[i] = c[i].part;
}

static bool anything_new(const struct book *b) {
    for (i64 i = 0; i < b->nclaims; i++)
        if (b->claims[i].incident < 0 && alive(b, i)) return true;
    return false;
}

void reconcile_changes(struct arena *a, struct arena scratch, const struct book *b,
                       struct json ***parts, i64 *n) {
    *parts = NULL;
    *n = 0;
    if (!anything_new(b)) return;
    struct work w = {.a = &scratch, .b = b};
    w.s = scene_make(&scratch, *a, b);
    w.index = (struct index){.a = &scratch, .b = b};
    w.of = NEWN(&scratch, i64, b->nclaims);
    for (i64 i = 0; i < b->nclaims; i++)
        w.of[i] = -1;
    tie_reports(&w);
    old_incidents(&w);
    place_groups(&w);
    make_parts(&w, a, parts, n);
}
