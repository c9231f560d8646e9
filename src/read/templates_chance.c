/* What a forest sees of an incident, of a fill: scores of the stages before, in 1/ROLE_UNIT of a
 * log-odds, numbers of sentences and words. */
#include "read/templates_part.h"

enum { NONE = -400, NO_FILL = -160, NO_TYPE = -200 };

/* Above this a string speaks for itself. */
static const i16 slot_least[SLOTS] = {-32, -40, -48, -40, -64};

struct row {
    i16 *x;
    i32 n;
};

static void add(struct row *w, i32 v) {
    w->x[w->n++] = (i16)(v < -32768 ? -32768 : v > 32767 ? 32767 : v);
}

static i32 larger(i32 a, i32 b) {
    return a > b ? a : b;
}

/* The most of v[0 … INCIDENTS) but `kind`. */
static i32 best_other(const i16 *v, i32 kind) {
    i32 most = -32768;
    for (i32 k = 0; k < INCIDENTS; k++)
        if (k != kind) most = larger(most, v[k]);
    return most;
}

static i32 best_scene(const struct role_text *r, i32 kind) {
    i32 best = 0;
    for (i32 i = 1; i < r->s.n; i++)
        if (r->scene[i].s[kind] > r->scene[best].s[kind]) best = i;
    return best;
}

/* ---- an incident ---- */

static void scene_values(struct row *w, const struct role_text *r, i32 kind) {
    i32 top[3] = {NONE, NONE, NONE}, told[3] = {0}, other = NONE;
    static const i32 least[3] = {-ROLE_UNIT, 0, -2 * ROLE_UNIT};
    for (i32 i = 0; i < r->s.n; i++) {
        i32 v = r->scene[i].s[kind];
        other = larger(other, best_other(r->scene[i].s, kind));
        for (i32 k = 0; k < 3; k++)
            told[k] += v > least[k];
        for (i32 k = 0; k < 3; k++)
            if (v > top[k]) {
                i32 down = top[k];
                top[k] = v, v = down;
            }
    }
    for (i32 k = 0; k < 3; k++)
        add(w, top[k]);
    add(w, best_scene(r, kind));
    for (i32 k = 0; k < 3; k++)
        add(w, told[k]);
    add(w, top[0] - other);
}

static i32 slot_values(struct row *w, const struct fillers *f, i32 slot, i32 kind) {
    i32 sure = 0, own = NO_FILL, type = NO_TYPE, sure_type = NO_TYPE;
    for (i32 i = 0; i < f->n; i++) {
        const struct filler *x = &f->v[i];
        bool s = x->score > slot_least[slot];
        sure += s;
        if (x->type[kind] > 0) own = larger(own, x->score);
        type = larger(type, x->type[kind]);
        if (s) sure_type = larger(sure_type, x->type[kind]);
    }
    add(w, f->n ? f->v[0].score : NO_FILL);
    add(w, f->n > 1 ? f->v[1].score : NO_FILL);
    add(w, sure), add(w, own), add(w, type), add(w, sure_type);
    return own;
}

void kind_values(const struct gathered *g, i32 kind, i16 x[KIND_VALUES]) {
    struct row w = {.x = x};
    i32 other = best_other(g->doc, kind), all = 0;
    add(&w, kind), add(&w, g->doc[kind]), add(&w, other), add(&w, g->doc[kind] - other);
    add(&w, kind <= INCIDENT_BOMBING ? g->doc[INCIDENT_SEVERAL + kind] : NONE);
    scene_values(&w, g->r, kind);
    for (i32 slot = 0; slot < SLOTS; slot++) {
        i32 own = slot_values(&w, &g->f[slot], slot, kind) + 92;
        all += own < 0 ? 0 : own > 200 ? 200 : own;
    }
    add(&w, g->r->s.n), add(&w, g->r->t.n), add(&w, all);
    CHECK(w.n == KIND_VALUES);
}

/* ---- a fill ---- */

/* How its sentences speak of the kind, how far they are from the one that does most. */
static void where_values(struct row *w, const struct gathered *g, i32 item, i32 kind) {
    const struct role_text *r = g->r;
    i32 best = best_scene(r, kind), much = NONE, other = NONE, near = r->s.n,
        first = role_sentence(r, item, 0);
    for (i32 i = 0; i < r->item[item].n; i++) {
        i32 si = role_sentence(r, item, i), d = si < best ? best - si : si - best;
        much = larger(much, r->scene[si].s[kind]);
        other = larger(other, best_other(r->scene[si].s, kind));
        near = d < near ? d : near;
    }
    add(w, much), add(w, other), add(w, larger(first - best, -20)), add(w, near);
    add(w, r->item[item].n), add(w, first), add(w, r->scene[best].s[kind]);
}

static void word_values(struct row *w, const struct role_text *r, const struct role_mention *m) {
    add(w, m->to - m->from), add(w, r->cls[m->head]), add(w, r->tag[m->head]);
    add(w, m->from - m->np_from), add(w, m->np_to - m->to), add(w, m->to > m->np_to);
}

/* The best of the other strings of each slot: of all, and of those in one sentence with it. */
static void other_values(struct row *w, const struct gathered *g, i32 slot,
                         const struct filler *f) {
    i32 same = NO_FILL;
    for (i32 s = 0; s < SLOTS; s++) {
        i32 best = NO_FILL, beside = NO_FILL;
        for (i32 i = 0; i < g->f[s].n; i++) {
            const struct filler *o = &g->f[s].v[i];
            if (o == f) continue;
            best = larger(best, o->score);
            if (role_beside(g->r, o->item, f->item)) beside = larger(beside, o->score);
            if (s != slot && o->item == f->item) same = larger(same, o->score);
        }
        add(w, best), add(w, beside);
    }
    add(w, same);
}

static i32 best_other_chance(const struct gathered *g, i32 kind) {
    i32 most = 0;
    for (i32 k = 0; k < INCIDENTS; k++)
        if (k != kind) most = larger(most, g->chance[k]);
    return most;
}

void fill_values(const struct gathered *g, i32 kind, i32 slot, i32 rank, i16 x[FILL_VALUES]) {
    struct row w = {.x = x};
    const struct filler *f = &g->f[slot].v[rank];
    i32 other = best_other(f->type, kind);
    add(&w, slot), add(&w, f->score), add(&w, f->look[0]), add(&w, f->look[1]);
    add(&w, f->type[kind]), add(&w, other), add(&w, f->type[kind] - other);
    where_values(&w, g, f->item, kind);
    word_values(&w, g->r, role_first(g->r, f->item));
    add(&w, rank), add(&w, g->r->s.n), add(&w, g->doc[kind]), add(&w, best_other(g->doc, kind));
    add(&w, g->chance[kind] / 4), add(&w, best_other_chance(g, kind) / 4);
    other_values(&w, g, slot, f);
    CHECK(w.n == FILL_VALUES);
}
