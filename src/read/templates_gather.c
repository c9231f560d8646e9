/* Which strings may fill the slots of a report's templates? */
#include "read/templates_part.h"

/* Strings of a lower score are not looked at, 1/ROLE_UNIT of a log-odds. */
static const i16 slot_some[SLOTS] = {-80, -88, -96, -88, -112};

bool template_has(enum incident kind, i32 slot) {
    if (kind == INCIDENT_KIDNAPPING) return slot != SLOT_TARGET && slot != SLOT_WEAPON;
    return kind != INCIDENT_ARSON || slot != SLOT_WEAPON;
}

static void add_filler(struct fillers *f, const struct filler *x) {
    i32 k = f->n < PER_SLOT ? f->n++ : PER_SLOT - 1;
    if (k == PER_SLOT - 1 && f->n == PER_SLOT && f->v[k].item >= 0 && f->v[k].score > x->score)
        return;
    for (; k > 0 && f->v[k - 1].score < x->score; k--)
        f->v[k] = f->v[k - 1];
    f->v[k] = *x;
}

static i16 mean(i32 x, i32 y) {
    i32 sum = x + y;
    return (i16)(sum < 0 ? -((1 - sum) / 2) : sum / 2);
}

static void collect(const struct role_text *r, const struct role_score *sc,
                    struct fillers out[SLOTS]) {
    for (i32 i = 0; i < r->items; i++)
        for (i32 slot = 0; slot < SLOTS && sc[i].some; slot++) {
            struct filler x = {.item = i, .look = {sc[i].s[slot], sc[i].s[ROLE_STACK + slot]}};
            x.score = mean(x.look[0], x.look[1]);
            if (x.score < slot_some[slot]) continue;
            memcpy(x.type, sc[i].s + SLOTS, sizeof x.type);
            add_filler(&out[slot], &x);
        }
}

/* The best string of each entity. */
static void one_each(const struct role_text *r, struct fillers *f) {
    i32 n = 0;
    for (i32 i = 0; i < f->n; i++) {
        bool known = false;
        for (i32 k = 0; k < n && !known; k++)
            known = role_same(r, f->v[k].item, f->v[i].item);
        if (!known) f->v[n++] = f->v[i];
    }
    f->n = n;
}

struct gathered *templates_gather(struct arena *a, const struct role_models *m, struct str text) {
    struct gathered *g = NEW(a, struct gathered);
    struct role_text *r = role_text_make(a, m->caseless, text);
    g->r = r;
    scene_scores(a, &m->scenes, r);
    incident_scores(*a, &m->incidents, r, g->doc);
    struct role_score *sc = role_scores(a, &m->roles, r, g->doc);
    role_stack(*a, &m->roles, r, g->doc, sc);
    collect(r, sc, g->f);
    for (i32 slot = 0; slot < SLOTS; slot++)
        one_each(r, &g->f[slot]);
    return g;
}
