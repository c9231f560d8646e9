#include "read/templates_part.h"

/* From which chance on an incident is told, a string fills a slot: about the best F1 on the
 * development reports, cross-validated; the ground is flat around it. */
enum { KIND_LEAST = FOREST_ONE * 30 / 100, FILL_LEAST = FOREST_ONE * 26 / 100 };

static const i32 slot_most[SLOTS] = {1, 2, 6, 12, 3};

static void add_fill(const struct role_text *r, struct template *t, i32 slot,
                     const struct filler *f) {
    if (t->n[slot] >= slot_most[slot]) return;
    const struct role_mention *m = role_first(r, f->item);
    struct template_fill *y = &t->fill[slot][t->n[slot]++];
    y->span = (struct span){r->t.v[m->from].start, r->t.v[m->to - 1].end};
    y->chance = f->chance * 100 / FOREST_ONE;
    y->how = slot == SLOT_PERP_ORG ? role_how(r, f->item) : HOW_REPORTED;
}

/* ---- scenes: several incidents of one kind ---- */

enum { SCENE_FILLS = 16 };

/* Targets and victims of one kind of incident, in the order in which the report names them. */
struct scene_fill {
    const struct filler *f;
    i32 slot, scene;
};
struct scenes {
    struct scene_fill v[SCENE_FILLS];
    i32 fills, n;
    i32 several; /* what the words of the report say for more than one, of ROLE_UNIT */
};

static i32 far(i32 sentences) {
    return sentences < 3 ? sentences : sentences < 6 ? 3 : 4;
}

/* Is it one incident that two strings take part in? Above 0: yes. By how far apart they are told
 * of, nearest and first; set by hand on the development reports, 1/ROLE_UNIT of a log-odds. */
static i32 together(const struct role_text *r, const struct scenes *s, i32 x, i32 y) {
    static const i32 nearest[] = {38, 0, -6, -10, -29}, first[] = {29, 0, -6, -16, -24};
    i32 least = INT32_MAX;
    for (i32 i = 0; i < r->item[x].n; i++)
        for (i32 k = 0; k < r->item[y].n; k++) {
            i32 d = role_sentence(r, x, i) - role_sentence(r, y, k);
            d = d < 0 ? -d : d;
            least = d < least ? d : least;
        }
    i32 d = role_sentence(r, x, 0) - role_sentence(r, y, 0);
    return nearest[far(least)] + first[far(d < 0 ? -d : d)] - s->several * 13 / 32 -
           (r->s.n >= 24 ? ROLE_UNIT * 3 / 2 : 0);
}

/* The scene that the string is most together with; *score how much. */
static i32 best_scene(const struct role_text *r, const struct scenes *s, i32 item, i32 *score) {
    i32 best = 0, most[SCENE_FILLS];
    for (i32 k = 0; k < s->n; k++)
        most[k] = -8 * ROLE_UNIT;
    for (i32 i = 0; i < s->fills; i++) {
        i32 at = s->v[i].scene, much = together(r, s, s->v[i].f->item, item);
        if (at >= 0 && much > most[at]) most[at] = much;
    }
    for (i32 k = 1; k < s->n; k++)
        if (most[k] > most[best]) best = k;
    *score = s->n ? most[best] : -8 * ROLE_UNIT;
    return best;
}

static void add_scene_fill(const struct role_text *r, struct scenes *s, const struct filler *f,
                           i32 slot) {
    i32 k = s->fills, at = role_first(r, f->item)->from;
    if (s->fills == SCENE_FILLS) return;
    for (; k > 0 && role_first(r, s->v[k - 1].f->item)->from > at; k--)
        s->v[k] = s->v[k - 1];
    s->v[k] = (struct scene_fill){f, slot, -1};
    s->fills++;
}

/* Puts each target and victim into a scene. */
static void part_scenes(const struct role_text *r, struct scenes *s, i32 most) {
    for (i32 i = 0; i < s->fills; i++) {
        i32 score, best = best_scene(r, s, s->v[i].f->item, &score);
        s->v[i].scene = score > 0 || s->n == most ? best : s->n++;
    }
}

/* Fills template k; a further template for each further scene. Perpetrators are of all. */
static void fill(const struct role_text *r, struct templates *t, i32 k,
                 const struct fillers f[SLOTS], i32 several) {
    struct scenes s = {.several = several};
    i32 at[SCENE_FILLS] = {k};
    for (i32 slot = SLOT_TARGET; slot <= SLOT_VICTIM; slot++)
        for (i32 i = 0; i < f[slot].n; i++)
            add_scene_fill(r, &s, &f[slot].v[i], slot);
    i32 room = TEMPLATES_MOST - t->n + 1;
    part_scenes(r, &s, room < SCENE_FILLS ? room : SCENE_FILLS);
    for (i32 i = 1; i < s.n; i++) {
        at[i] = t->n++;
        t->v[at[i]] = (struct template){.type = t->v[k].type, .chance = t->v[k].chance};
    }
    for (i32 slot = SLOT_TARGET; slot <= SLOT_VICTIM; slot++)
        for (i32 i = 0; i < f[slot].n; i++)
            for (i32 j = 0; j < s.fills; j++)
                if (s.v[j].f == &f[slot].v[i])
                    add_fill(r, &t->v[at[s.v[j].scene]], slot, &f[slot].v[i]);
    for (i32 slot = 0; slot < SLOTS; slot++) {
        if (slot == SLOT_TARGET || slot == SLOT_VICTIM) continue;
        for (i32 i = 0; i < f[slot].n; i++) {
            i32 score, best = best_scene(r, &s, f[slot].v[i].item, &score);
            for (i32 j = 0; j < (s.n ? s.n : 1); j++)
                if (slot <= SLOT_PERP_ORG || j == best)
                    add_fill(r, &t->v[at[j]], slot, &f[slot].v[i]);
        }
    }
}

/* What the report's words say for several incidents of the kind, 0 the usual; few kinds have it. */
static i32 several_of(const i16 *doc, enum incident kind) {
    if (kind > INCIDENT_BOMBING) return -ROLE_UNIT;
    i32 s = doc[INCIDENT_SEVERAL + kind], most = 3 * ROLE_UNIT;
    return (s < -most ? -most : s > most ? most : s) + ROLE_UNIT;
}

/* The strings that fill the slots of a template of this kind, the likeliest first. */
static void choose(const struct gathered *g, const struct forest *fills, enum incident kind,
                   struct fillers out[SLOTS]) {
    i16 x[FILL_VALUES];
    for (i32 slot = 0; slot < SLOTS; slot++) {
        struct fillers *o = &out[slot];
        o->n = 0;
        for (i32 i = 0; i < g->f[slot].n && template_has(kind, slot); i++) {
            struct filler f = g->f[slot].v[i];
            fill_values(g, kind, slot, i, x);
            f.chance = forest_chance(fills, x);
            if (f.chance < FILL_LEAST) continue;
            i32 k = o->n++;
            for (; k > 0 && o->v[k - 1].chance < f.chance; k--)
                o->v[k] = o->v[k - 1];
            o->v[k] = f;
        }
    }
}

struct templates templates_make(struct arena *perm, struct gathered *g, const struct forest *kinds,
                                const struct forest *fills) {
    struct templates t = {.v = NEWN(perm, struct template, TEMPLATES_MOST)};
    i16 x[KIND_VALUES];
    for (i32 i = 0; i < INCIDENTS; i++) {
        kind_values(g, i, x);
        g->chance[i] = forest_chance(kinds, x);
        if (g->chance[i] < KIND_LEAST) continue;
        i16 percent = (i16)(g->chance[i] * 100 / FOREST_ONE);
        t.v[t.n++] = (struct template){.type = (enum incident)i, .chance = percent};
    }
    for (i32 k = 0, n = t.n; k < n; k++) {
        struct fillers f[SLOTS];
        choose(g, fills, t.v[k].type, f);
        fill(g->r, &t, k, f, several_of(g->doc, t.v[k].type));
    }
    return t;
}

struct templates templates_read(struct arena *perm, struct arena scratch,
                                const struct role_models *m, struct str text) {
    if (text.n > TEMPLATE_BYTES_MAX) return (struct templates){0};
    return templates_make(perm, templates_gather(&scratch, m, text), &m->kinds, &m->fills);
}
