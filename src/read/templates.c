#include "read/templates.h"

enum { PER_SLOT = 16 };

/* Where a score begins to count, 1/ROLE_UNIT of a log-odds: the best F1 on the development reports,
 * cross-validated. */
static const i16 incident_least[INCIDENTS] = {-48, -40, -72, -56, -64, -64};
static const i16 slot_least[SLOTS] = {-32, -40, -48, -40, -64};
enum {
    EVIDENCE_PARTS = 12,  /* of 16: what fillers weigh beside the words of the report */
    EVIDENCE_BASE = 92,   /* a filler's score counts from -EVIDENCE_BASE on */
    PERP_TAKES_PART = -24 /* a perpetrator is of a further template from this score on */
};

/* A string that fills a slot. */
struct filler {
    i32 item;
    i16 score, type[INCIDENTS];
};
struct fillers {
    struct filler v[PER_SLOT];
    i32 n;
};

/* ---- fillers ---- */

static void add_filler(struct fillers *f, const struct filler *x) {
    i32 k = f->n < PER_SLOT ? f->n++ : PER_SLOT - 1;
    if (k == PER_SLOT - 1 && f->n == PER_SLOT && f->v[k].item >= 0 && f->v[k].score > x->score)
        return;
    for (; k > 0 && f->v[k - 1].score < x->score; k--)
        f->v[k] = f->v[k - 1];
    f->v[k] = *x;
}

/* The mean of both looks. */
static i16 slot_score(const struct role_score *s, i32 slot) {
    i32 sum = s->s[slot] + s->s[ROLE_STACK + slot];
    return (i16)(sum < 0 ? -((1 - sum) / 2) : sum / 2);
}

/* A kidnapping has no target and no weapon, an arson no weapon (MUC-4, slots 6 and 12). */
static bool has_slot(enum incident kind, i32 slot) {
    if (kind == INCIDENT_KIDNAPPING) return slot != SLOT_TARGET && slot != SLOT_WEAPON;
    return kind != INCIDENT_ARSON || slot != SLOT_WEAPON;
}

static void collect(const struct role_text *r, const struct role_score *sc,
                    struct fillers out[SLOTS]) {
    for (i32 i = 0; i < r->items; i++)
        for (i32 slot = 0; slot < SLOTS && sc[i].some; slot++) {
            struct filler x = {.item = i, .score = slot_score(&sc[i], slot)};
            if (x.score < slot_least[slot]) continue;
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

/* Does the string take part in template k, of those of the `kinds` first templates? */
static bool takes_part(const struct filler *x, const struct templates *t, i32 k, i32 kinds,
                       enum slot slot) {
    i32 best = 0;
    if (!has_slot(t->v[k].type, slot)) return false;
    if (kinds == 1) return true;
    for (i32 i = 1; i < kinds; i++)
        if (x->type[t->v[i].type] > x->type[t->v[best].type]) best = i;
    return k == best || x->type[t->v[k].type] > (slot <= SLOT_PERP_ORG ? PERP_TAKES_PART : 0);
}

static const i32 slot_most[SLOTS] = {1, 2, 6, 12, 3};

static void add_fill(const struct role_text *r, struct template *t, i32 slot,
                     const struct filler *f) {
    if (t->n[slot] >= slot_most[slot]) return;
    const struct role_mention *m = role_first(r, f->item);
    struct template_fill *y = &t->fill[slot][t->n[slot]++];
    y->span = (struct span){r->t.v[m->from].start, r->t.v[m->to - 1].end};
    y->score = f->score;
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

static i32 sentence_of(const struct role_text *r, i32 item, i32 mention) {
    return r->m[r->by_item[r->item[item].first + mention]].sent;
}

/* Is it one incident that two strings take part in? Above 0: yes. By how far apart they are told
 * of, nearest and first; set by hand on the development reports, 1/ROLE_UNIT of a log-odds. */
static i32 together(const struct role_text *r, const struct scenes *s, i32 x, i32 y) {
    static const i32 nearest[] = {38, 0, -6, -10, -29}, first[] = {29, 0, -6, -16, -24};
    i32 least = INT32_MAX;
    for (i32 i = 0; i < r->item[x].n; i++)
        for (i32 k = 0; k < r->item[y].n; k++) {
            i32 d = sentence_of(r, x, i) - sentence_of(r, y, k);
            d = d < 0 ? -d : d;
            least = d < least ? d : least;
        }
    i32 d = sentence_of(r, x, 0) - sentence_of(r, y, 0);
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
static void fill(const struct role_text *r, struct templates *t, i32 k, i32 kinds,
                 const struct fillers f[SLOTS], i32 several) {
    struct scenes s = {.several = several};
    i32 at[SCENE_FILLS] = {k};
    for (i32 slot = SLOT_TARGET; slot <= SLOT_VICTIM; slot++)
        for (i32 i = 0; i < f[slot].n; i++)
            if (takes_part(&f[slot].v[i], t, k, kinds, (enum slot)slot))
                add_scene_fill(r, &s, &f[slot].v[i], slot);
    i32 room = TEMPLATES_MOST - t->n + 1;
    part_scenes(r, &s, room < SCENE_FILLS ? room : SCENE_FILLS);
    for (i32 i = 1; i < s.n; i++) {
        at[i] = t->n++;
        t->v[at[i]] = (struct template){.type = t->v[k].type, .score = t->v[k].score};
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
            if (!takes_part(&f[slot].v[i], t, k, kinds, (enum slot)slot)) continue;
            for (i32 j = 0; j < (s.n ? s.n : 1); j++)
                if (slot <= SLOT_PERP_ORG || j == best)
                    add_fill(r, &t->v[at[j]], slot, &f[slot].v[i]);
        }
    }
}

/* What the best fillers say for an incident: half of how far each stands above its threshold. */
static i32 evidence(const struct fillers f[SLOTS], enum incident type, bool alone) {
    i32 sum = 0;
    for (i32 slot = 0; slot < SLOTS; slot++) {
        i32 best = 0;
        for (i32 i = 0; i < f[slot].n; i++) {
            i32 over = f[slot].v[i].score + EVIDENCE_BASE;
            if ((alone || f[slot].v[i].type[type] > 0) && over > best) best = over;
        }
        sum += best;
    }
    return sum * EVIDENCE_PARTS / 16;
}

/* What the report's words say for several incidents of the kind, 0 the usual; few kinds have it. */
static i32 several_of(const i16 *doc, enum incident kind) {
    if (kind > INCIDENT_BOMBING) return -ROLE_UNIT;
    i32 s = doc[INCIDENT_SEVERAL + kind], most = 3 * ROLE_UNIT;
    return (s < -most ? -most : s > most ? most : s) + ROLE_UNIT;
}

struct templates templates_read(struct arena *perm, struct arena scratch,
                                const struct role_models *m, struct str text) {
    struct templates t = {.v = NEWN(perm, struct template, TEMPLATES_MOST)};
    if (text.n > TEMPLATE_BYTES_MAX) return t;
    struct role_text *r = role_text_make(&scratch, m->caseless, text);
    i16 doc[INCIDENT_CLASSES];
    scene_scores(&scratch, &m->scenes, r);
    incident_scores(scratch, &m->incidents, r, doc);
    struct fillers f[SLOTS] = {{.n = 0}};
    i32 best = 0;
    for (i32 i = 1; i < INCIDENTS; i++)
        if (doc[i] - incident_least[i] > doc[best] - incident_least[best]) best = i;
    if (doc[best] < incident_least[best] - 4 * ROLE_UNIT) return t;
    struct role_score *sc = role_scores(&scratch, &m->roles, r, doc);
    role_stack(scratch, &m->roles, r, doc, sc);
    collect(r, sc, f);
    for (i32 slot = 0; slot < SLOTS; slot++)
        one_each(r, &f[slot]);
    for (i32 i = 0; i < INCIDENTS; i++)
        if (doc[i] + evidence(f, (enum incident)i, i == best) > incident_least[i])
            t.v[t.n++] = (struct template){.type = (enum incident)i, .score = doc[i]};
    for (i32 k = 0, kinds = t.n; k < kinds; k++)
        fill(r, &t, k, kinds, f, several_of(doc, t.v[k].type));
    return t;
}
