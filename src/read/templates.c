#include "read/templates.h"

enum { PER_SLOT = 16 };

/* Where a score begins to count, 1/ROLE_UNIT of a log-odds: the best F1 on the development reports,
 * cross-validated. */
static const i16 incident_least[INCIDENTS] = {-56, -48, -80, -56, -64, -64};
static const i16 slot_least[SLOTS] = {-40, -40, -80, -72, -72};
enum {
    EVIDENCE_PARTS = 10,   /* of 16: what fillers weigh beside the words of the report */
    EVIDENCE_BASE = 92,    /* a filler's score counts from -EVIDENCE_BASE on */
    PERP_TAKES_PART = -12, /* a perpetrator is of a further template from this score on */
    SEVERAL_LEAST = -32    /* two templates of one type */
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

/* The second look knows perpetrators better; the first, the others. */
static i16 slot_score(const struct role_score *s, i32 slot) {
    return slot <= SLOT_PERP_ORG ? (i16)((s->s[slot] + s->s[ROLE_STACK + slot]) / 2) : s->s[slot];
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

static bool takes_part(const struct filler *x, const struct templates *t, i32 k, enum slot slot) {
    i32 best = 0;
    if (t->n == 1) return true;
    for (i32 i = 1; i < t->n; i++)
        if (x->type[t->v[i].type] > x->type[t->v[best].type]) best = i;
    return k == best || x->type[t->v[k].type] > (slot <= SLOT_PERP_ORG ? PERP_TAKES_PART : 0);
}

static void fill(const struct role_text *r, struct templates *t, enum slot slot,
                 const struct fillers *f) {
    static const i32 most[SLOTS] = {1, 2, 6, 12, 3};
    for (i32 i = 0; i < f->n; i++)
        for (i32 k = 0; k < t->n; k++) {
            struct template *x = &t->v[k];
            if (x->n[slot] >= most[slot] || !takes_part(&f->v[i], t, k, slot)) continue;
            const struct role_mention *m = role_first(r, f->v[i].item);
            struct template_fill *y = &x->fill[slot][x->n[slot]++];
            y->span = (struct span){r->t.v[m->from].start, r->t.v[m->to - 1].end};
            y->score = f->v[i].score;
            y->how = slot == SLOT_PERP_ORG ? role_how(r, f->v[i].item) : HOW_REPORTED;
        }
}

/* Where the fills of targets and victims lie farthest apart: the byte at which the second part
 * begins, 0 when there is but one. */
static u32 widest_gap(const struct template *x) {
    u32 at[2 * TEMPLATE_FILLS], n = 0, best = 0, where = 0;
    for (i32 slot = SLOT_TARGET; slot <= SLOT_VICTIM; slot++)
        for (i32 i = 0; i < x->n[slot]; i++) {
            u32 k = n++;
            for (; k > 0 && at[k - 1] > x->fill[slot][i].span.start; k--)
                at[k] = at[k - 1];
            at[k] = x->fill[slot][i].span.start;
        }
    for (u32 i = 1; i < n; i++)
        if (at[i] - at[i - 1] > best) best = at[i] - at[i - 1], where = at[i];
    return where;
}

/* Two incidents of one type: what is told far behind is of the second; perpetrators are of both. */
static void split(struct templates *t, i32 k) {
    struct template *x = &t->v[k];
    u32 gap = widest_gap(x);
    if (t->n >= TEMPLATES_MOST) return;
    struct template *y = &t->v[t->n++];
    *y = *x;
    y->n[SLOT_TARGET] = y->n[SLOT_VICTIM] = y->n[SLOT_WEAPON] = 0;
    for (i32 slot = SLOT_TARGET; gap && slot <= SLOT_VICTIM; slot++) {
        i32 n = 0;
        for (i32 i = 0; i < x->n[slot]; i++) {
            bool second = x->fill[slot][i].span.start >= gap;
            struct template *to = second ? y : x;
            to->fill[slot][second ? y->n[slot]++ : n++] = x->fill[slot][i];
        }
        x->n[slot] = n;
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

struct templates templates_read(struct arena *perm, struct arena scratch,
                                const struct role_models *m, struct str text) {
    struct templates t = {.v = NEWN(perm, struct template, TEMPLATES_MOST)};
    if (text.n > TEMPLATE_BYTES_MAX) return t;
    const struct role_text *r = role_text_make(&scratch, m->caseless, text);
    i16 doc[INCIDENT_CLASSES];
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
    for (i32 slot = 0; slot < SLOTS && t.n; slot++)
        fill(r, &t, (enum slot)slot, &f[slot]);
    for (i32 i = t.n - 1; i >= 0; i--)
        if (t.v[i].type <= INCIDENT_BOMBING && doc[INCIDENT_SEVERAL + t.v[i].type] > SEVERAL_LEAST)
            split(&t, i);
    return t;
}
