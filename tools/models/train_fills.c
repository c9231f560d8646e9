/* build/train_fills CORPORA OUT.bin: the forests of src/read/templates.h, from muc4/gtt/train.json:
 * does a report tell of an incident, does a string fill a slot of its template? They learn from the
 * scores that the stages before give to reports they have not seen (five parts).
 * build/train_fills CORPORA OUT.json --cross: templates of the same reports by models that have not
 * seen them, for build/score_muc4. */
#include "read/templates_part.h"
#include "roles_train.h"

enum {
    PARTS = 5,
    TREES = 100,
    KIND_LEAF = 5,
    KIND_TRIES = 14,
    FILL_LEAF = 10,
    FILL_TRIES = 11,
    WORTH_A_LOOK = FOREST_ONE * 8 / 100 /* kinds of a lower chance teach nothing of fills */
};

struct forests {
    struct forest kinds, fills;
    struct str bytes;
};

/* The scores of each report by models that have not seen it. */
static struct gathered **gather_all(struct arena *a, struct reports *d,
                                    const struct linear *caseless) {
    struct gathered **g = NEWN(a, struct gathered *, d->n);
    u8 *use = NEWN(a, u8, d->n);
    for (i32 part = 0; part < PARTS; part++) {
        struct arena whole = arena_make("part", 4LL << 30), scratch = whole;
        for (i64 i = 0; i < d->n; i++)
            use[i] = i % PARTS != part;
        struct role_models m = {.caseless = caseless};
        jackknife_scenes(&scratch, d, use);
        m.scenes = opened(&scratch, learn_scenes(&scratch, d, use));
        jackknife(scratch, d, use);
        m.incidents = opened(&scratch, learn_incidents(&scratch, d, use));
        m.roles = opened(&scratch, learn_roles(&scratch, d, use));
        for (i64 i = 0; i < d->n; i++)
            if (!use[i]) g[i] = templates_gather(a, &m, d->v[i].text);
        arena_drop(whole);
    }
    return g;
}

static struct forest forest_of(struct str *bytes) {
    struct forest f;
    struct err e = {0};
    rc r = forest_open_next(bytes, &f, &e);
    CHECK(r == RC_OK);
    return f;
}

/* Does the string fill the slot of a template of this kind? */
static bool fills_slot(const struct report *x, i32 kind, i32 slot, u32 key) {
    JSON_EACH(t, x->templates) {
        if (!(incident_bits(json_get_str(t, "incident_type")) >> kind & 1)) continue;
        JSON_EACH(entity, json_get(t, slot_label[slot]))
        JSON_EACH(m, entity)
        if (role_key(m->kids->s) == key) return true;
    }
    return false;
}

/* Kinds of the reports in use, but for those of one part. */
static struct str learn_kinds(struct arena *a, const struct reports *d, struct gathered **g,
                              const u8 *use, i32 but) {
    i16 *x = NEWN(a, i16, d->n * INCIDENTS * KIND_VALUES);
    u8 *y = NEWN(a, u8, d->n * INCIDENTS);
    struct forest_examples e = {.features = KIND_VALUES, .x = x, .y = y};
    for (i64 i = 0; i < d->n; i++)
        for (i32 k = 0; use[i] && i % PARTS != but && k < INCIDENTS; k++) {
            kind_values(g[i], k, x + (i64)e.n * KIND_VALUES);
            y[e.n++] = d->v[i].kinds >> k & 1;
        }
    return forest_grow(a, "kinds", &e, TREES, KIND_LEAF, KIND_TRIES);
}

/* Chances of kinds of the reports in use, by forests that have not seen them. */
static void jackknife_kinds(struct arena a, const struct reports *d, struct gathered **g,
                            const u8 *use) {
    i16 x[KIND_VALUES];
    for (i32 part = 0; part < PARTS; part++) {
        struct arena scratch = a;
        struct str bytes = learn_kinds(&scratch, d, g, use, part);
        struct forest f = forest_of(&bytes);
        for (i64 i = part; i < d->n; i += PARTS)
            for (i32 k = 0; use[i] && k < INCIDENTS; k++) {
                kind_values(g[i], k, x);
                g[i]->chance[k] = forest_chance(&f, x);
            }
    }
}

static struct str learn_fills(struct arena *a, const struct reports *d, struct gathered **g,
                              const u8 *use) {
    i64 cap = d->n * INCIDENTS * SLOTS * PER_SLOT;
    i16 *x = NEWN(a, i16, cap * FILL_VALUES);
    u8 *y = NEWN(a, u8, cap);
    struct forest_examples e = {.features = FILL_VALUES, .x = x, .y = y};
    for (i64 i = 0; i < d->n; i++)
        for (i32 k = 0; use[i] && k < INCIDENTS; k++)
            for (i32 slot = 0; slot < SLOTS && g[i]->chance[k] >= WORTH_A_LOOK; slot++)
                for (i32 j = 0; template_has((enum incident)k, slot) && j < g[i]->f[slot].n; j++) {
                    u32 key = g[i]->r->item[g[i]->f[slot].v[j].item].key;
                    fill_values(g[i], k, slot, j, x + (i64)e.n * FILL_VALUES);
                    y[e.n++] = fills_slot(&d->v[i], k, slot, key);
                }
    return forest_grow(a, "fills", &e, TREES, FILL_LEAF, FILL_TRIES);
}

static struct forests learn(struct arena *a, const struct reports *d, struct gathered **g,
                            const u8 *use) {
    struct forests f;
    jackknife_kinds(*a, d, g, use);
    struct str kinds = learn_kinds(a, d, g, use, -1), fills = learn_fills(a, d, g, use);
    struct buf b = buf_make(a, kinds.n + fills.n + 16);
    buf_put(&b, kinds), buf_put(&b, fills);
    f.bytes = buf_str(&b);
    f.kinds = forest_of(&kinds), f.fills = forest_of(&fills);
    return f;
}

static struct str cross(struct arena *a, const struct reports *d, struct gathered **g) {
    struct buf b = buf_make(a, 64 << 20);
    u8 *use = NEWN(a, u8, d->n);
    for (i32 part = 0; part < PARTS; part++) {
        struct arena whole = arena_make("cross", 8LL << 30), scratch = whole;
        for (i64 i = 0; i < d->n; i++)
            use[i] = i % PARTS != part;
        struct forests f = learn(&scratch, d, g, use);
        for (i64 i = part; i < d->n; i += PARTS) {
            struct arena one = scratch;
            struct templates t = templates_make(&one, g[i], &f.kinds, &f.fills);
            template_json(&b, one, d->v[i].id, d->v[i].text, &t);
        }
        arena_drop(whole);
    }
    return buf_str(&b);
}

int main(int argc, char **argv) {
    struct arena a = arena_make("train", 16LL << 30);
    struct reports d = {0};
    const struct linear *caseless = caseless_model_make(&a);
    if (argc < 3) return fprintf(stderr, "usage: train_fills CORPORA OUT.bin [--cross]\n"), 2;
    if (!read_reports(&a, str_fmt(&a, "%s/muc4/gtt/train.json", argv[1]), caseless, &d))
        return fprintf(stderr, "train_fills: no reports in %s/muc4\n", argv[1]), 1;
    struct gathered **g = gather_all(&a, &d, caseless);
    if (argc > 3) return !file_write(argv[2], cross(&a, &d, g));
    u8 *use = NEWN(&a, u8, d.n);
    memset(use, 1, (size_t)d.n);
    return !file_write(argv[2], learn(&a, &d, g, use).bytes);
}
