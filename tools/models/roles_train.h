/* What train_scenes.c, train_incidents.c, train_roles.c and train_fills.c share: the reports of
 * MUC-4 with their templates (the form of GTT: docid, doctext, templates), examples, and how the
 * models are learned. */
#ifndef CAIRN_TOOLS_MODELS_ROLES_TRAIN_H
#define CAIRN_TOOLS_MODELS_ROLES_TRAIN_H

#include "base/json.h"
#include "learn/logistic.h"
#include "learn/train.h"
#include "read/templates.h"

#include <stdio.h>

enum {
    FOLDS = 4,
    LOOK_FOLDS = 3,
    INCIDENT_LOG2 = 16,
    ROLE_LOG2 = 17,
    INCIDENT_PASSES = 12,
    SCENE_LOG2 = 15,
    SCENE_PASSES = 5,
    ROLE_PASSES = 5
};

struct report {
    struct str id, text;
    const struct json *templates;
    struct role_text *r;
    u32 kinds; /* bit = there is a template of this incident */
    u32 *f;    /* incident features: words */
    i32 nf;
    u32 **sf; /* scene features of each sentence */
    i32 *snf;
    u8 *told;  /* of each sentence: bits of incidents whose fills stand in it */
    u32 *want; /* of each item: bits of ROLE_CLASSES */
    i16 doc[INCIDENT_CLASSES];
};

struct reports {
    struct report *v;
    i64 n, cap;
};

static struct str file_of(struct arena *a, struct str path) {
    FILE *f = fopen(cstr(a, path), "rb");
    if (!f) return (struct str){0};
    struct buf b = buf_make(a, 64 << 20);
    static char chunk[1 << 16];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
        buf_put(&b, (struct str){chunk, (i64)n});
    fclose(f);
    return buf_str(&b);
}

static bool file_write(const char *path, struct str s) {
    FILE *f = fopen(path, "wb");
    bool ok = f && fwrite(s.p, 1, (size_t)s.n, f) == (size_t)s.n;
    if (f) ok = fclose(f) == 0 && ok;
    return ok;
}

/* In GTT's form four blanks stand between paragraphs. */
static struct str with_paragraphs(struct arena *a, struct str s) {
    char *p = NEWN(a, char, s.n + 1);
    memcpy(p, s.p, (size_t)s.n);
    for (i64 i = 0; i + 4 < s.n; i++)
        if (!memcmp(p + i, "    ", 4)) p[i] = p[i + 1] = '\n', i += 3;
    return (struct str){p, s.n};
}

static u32 incident_bits(struct str type) {
    u32 bits = 0;
    for (i32 i = 0; i < INCIDENTS; i++)
        bits |= (u32)str_has(type, str_c(incident_label[i])) << i;
    return bits;
}

static void want_items(struct arena *a, struct report *d) {
    d->want = NEWN(a, u32, d->r->items + 1);
    JSON_EACH(t, d->templates) {
        u32 bits = incident_bits(json_get_str(t, "incident_type"));
        for (i32 k = INCIDENT_ATTACK; k <= INCIDENT_BOMBING; k++)
            if (d->kinds & bits & 1u << k) d->kinds |= 1u << (INCIDENT_SEVERAL + k);
        d->kinds |= bits;
        for (i32 slot = 0; slot < SLOTS; slot++)
            JSON_EACH(entity, json_get(t, slot_label[slot]))
        JSON_EACH(m, entity) {
            u32 key = role_key(m->kids->s);
            for (i64 i = 0; i < d->r->items; i++)
                if (d->r->item[i].key == key) d->want[i] |= 1u << slot | bits << SLOTS;
        }
    }
}

/* Sentences in which a fill of the template stands: things and victims; where there are none,
 * perpetrators; where there are none of them, any sentence. */
static void told_sentences(struct report *d, const struct json *t) {
    u8 bits = (u8)incident_bits(json_get_str(t, "incident_type"));
    bool any = false;
    for (i32 round = 0; round < 2 && !any; round++)
        for (i32 slot = round ? 0 : SLOT_TARGET; slot < (round ? SLOT_TARGET : SLOTS); slot++)
            JSON_EACH(entity, json_get(t, slot_label[slot]))
    JSON_EACH(m, entity) {
        u32 key = role_key(m->kids->s);
        for (i64 i = 0; i < d->r->n; i++)
            if (d->r->m[i].key == key) d->told[d->r->m[i].sent] |= bits, any = true;
    }
    for (i32 si = 0; !any && si < d->r->s.n; si++)
        d->told[si] |= bits;
}

static void want_sentences(struct arena *a, struct report *d) {
    u32 row[SCENE_FEATURES];
    i32 n = d->r->s.n;
    d->sf = NEWN(a, u32 *, n + 1), d->snf = NEWN(a, i32, n + 1), d->told = NEWN(a, u8, n + 1);
    for (i32 si = 0; si < n; si++) {
        d->snf[si] = scene_features(d->r, si, row);
        d->sf[si] = NEWN(a, u32, d->snf[si]);
        memcpy(d->sf[si], row, sizeof *row * (size_t)d->snf[si]);
    }
    JSON_EACH(t, d->templates)
    told_sentences(d, t);
}

static bool read_reports(struct arena *a, struct str path, const struct linear *caseless,
                         struct reports *out) {
    struct str rest = file_of(a, path);
    while (rest.n > 0) {
        struct str line = str_trim(str_cut(&rest, '\n'));
        struct json *row;
        struct err e = {0};
        if (!line.n || json_read(a, line, &row, &e) != RC_OK) continue;
        struct report *d = PUSH(a, out->v, out->n, out->cap);
        d->id = json_get_str(row, "docid");
        d->text = with_paragraphs(a, json_get_str(row, "doctext"));
        d->templates = json_get(row, "templates");
        d->r = role_text_make(a, caseless, d->text);
        d->f = NEWN(a, u32, INCIDENT_FEATURES);
        d->nf = incident_features(*a, d->r, d->f);
        want_items(a, d);
        want_sentences(a, d);
    }
    return out->n > 0;
}

static struct str labels_of(struct arena *a, bool slots) {
    struct buf b = buf_make(a, 1024);
    for (i32 i = 0; slots && i < SLOTS; i++)
        buf_fmt(&b, "%s ", slot_label[i]);
    for (i32 i = 0; i < INCIDENTS; i++)
        buf_fmt(&b, "%s%s", i ? " " : "", i == INCIDENT_STOPPAGE ? "stoppage" : incident_label[i]);
    if (!slots) buf_puts(&b, " attacks bombings");
    for (i32 i = 0; slots && i < SLOTS; i++)
        buf_fmt(&b, " %s2", slot_label[i]);
    return buf_str(&b);
}

/* Bytes of a model, opened. */
static struct linear opened(struct arena *a, struct str bytes) {
    struct linear m;
    struct err e = {0};
    char *p = arena_alloc(a, 1, 64, bytes.n + 64);
    memcpy(p, bytes.p, (size_t)bytes.n);
    rc r = linear_open((struct str){p, bytes.n}, &m, &e);
    CHECK(r == RC_OK);
    return m;
}

/* ---- scenes ---- */

/* One report: of each incident it tells of, the sentence that says so most learns that it does, of
 * those where its fills stand (Andrews et al. 2003, learning from bags); the report's other
 * sentences learn nothing of it. */
static void learn_told(struct logistic *l, const struct report *d) {
    i32 best[INCIDENTS], most[INCIDENTS] = {0}, odds[LINEAR_CLASSES_MAX];
    for (i32 c = 0; c < INCIDENTS; c++)
        best[c] = -1;
    for (i32 si = 0; si < d->r->s.n; si++) {
        if (!d->told[si]) continue;
        logistic_odds(l, d->sf[si], d->snf[si], odds);
        for (i32 c = 0; c < INCIDENTS; c++)
            if (d->told[si] >> c & 1 && (best[c] < 0 || odds[c] > most[c]))
                best[c] = si, most[c] = odds[c];
    }
    for (i32 si = 0; si < d->r->s.n; si++) {
        u32 want = 0, skip = 0;
        for (i32 c = 0; c < INCIDENTS; c++) {
            if (!(d->kinds >> c & 1)) continue;
            want |= (u32)(best[c] == si) << c;
            skip |= (u32)(best[c] != si) << c;
        }
        logistic_learn(l, d->sf[si], d->snf[si], want, skip, LOGISTIC_ONE);
    }
}

/* Learns from the reports whose bit in `use` is set. */
static struct str learn_scenes(struct arena *a, const struct reports *d, const u8 *use) {
    struct logistic *l = logistic_make(a, SCENE_LOG2, INCIDENTS);
    l->rate = LOGISTIC_ONE / 16;
    l->seen_least = 3;
    for (i64 i = 0; i < d->n; i++)
        for (i32 si = 0; use[i] && si < d->v[i].r->s.n; si++)
            logistic_see(l, d->v[i].sf[si], d->v[i].snf[si]);
    for (u32 pass = 0; pass < SCENE_PASSES; pass++) {
        i32 *order = trainer_order(a, (i32)d->n, pass);
        for (i64 k = 0; k < d->n; k++)
            if (use[order[k]]) learn_told(l, &d->v[order[k]]);
        if (pass) logistic_keep(l);
    }
    return logistic_pack(l, a, "scenes", "attack bombing kidnapping arson robbery stoppage",
                         SCENE_FEATURES, ROLE_UNIT);
}

/* Scenes of each report in `use` by a model that has not seen it; memory of them from a. */
__attribute__((unused)) static void jackknife_scenes(struct arena *a, struct reports *d,
                                                     const u8 *use) {
    u8 *part = NEWN(a, u8, d->n);
    for (i32 fold = 0; fold < FOLDS; fold++) {
        for (i64 i = 0; i < d->n; i++)
            part[i] = use[i] && (i32)(i / 7 % FOLDS) != fold;
        struct arena whole = arena_make("scenes", 1LL << 30), scratch = whole;
        struct linear m = opened(&scratch, learn_scenes(&scratch, d, part));
        for (i64 i = 0; i < d->n; i++)
            if (use[i] && !part[i]) scene_scores(a, &m, d->v[i].r);
        arena_drop(whole);
    }
}

/* ---- incidents ---- */

/* Half of the words of a report, other ones in each pass, and all that its scenes say. */
static i32 half_of(const struct report *x, u32 number, u32 pass, u32 *f) {
    i32 n = 0;
    for (i32 i = 0; i < x->nf; i++)
        if (feature3(pass, number, x->f[i], 5) & 1) f[n++] = x->f[i];
    return n + scene_report_features(x->r, f + n);
}

/* Learns from the reports whose bit in `use` is set; their scenes must be known. */
__attribute__((unused)) static struct str learn_incidents(struct arena *a, const struct reports *d,
                                                          const u8 *use) {
    struct logistic *l = logistic_make(a, INCIDENT_LOG2, INCIDENT_CLASSES);
    u32 *f = NEWN(a, u32, INCIDENT_FEATURES);
    l->rate = LOGISTIC_ONE / 32;
    l->seen_least = 6;
    for (i64 i = 0; i < d->n; i++)
        if (use[i]) {
            logistic_see(l, d->v[i].f, d->v[i].nf);
            logistic_see(l, f, scene_report_features(d->v[i].r, f));
        }
    for (u32 pass = 0; pass < (u32)INCIDENT_PASSES; pass++) {
        i32 *order = trainer_order(a, (i32)d->n, pass);
        for (i64 k = 0; k < d->n; k++) {
            if (!use[order[k]]) continue;
            i32 n = half_of(&d->v[order[k]], (u32)order[k], pass, f);
            logistic_learn(l, f, n, d->v[order[k]].kinds, 0, LOGISTIC_ONE);
        }
        if (pass) logistic_keep(l);
    }
    struct str labels = labels_of(a, false);
    return logistic_pack(l, a, "incidents", cstr(a, labels), INCIDENT_FEATURES, ROLE_UNIT);
}

static void score_report(struct arena scratch, const struct linear *m, struct report *x) {
    incident_scores(scratch, m, x->r, x->doc);
}

/* Scores of each report in `use` by a model that has not seen it. */
__attribute__((unused)) static void jackknife(struct arena a, struct reports *d, const u8 *use) {
    u8 *part = NEWN(&a, u8, d->n);
    for (i32 fold = 0; fold < FOLDS; fold++) {
        for (i64 i = 0; i < d->n; i++)
            part[i] = use[i] && (i32)(i / 7 % FOLDS) != fold;
        struct arena scratch = a;
        struct linear m = opened(&scratch, learn_incidents(&scratch, d, part));
        for (i64 i = 0; i < d->n; i++)
            if (use[i] && !part[i]) score_report(scratch, &m, &d->v[i]);
    }
}

/* ---- roles ---- */

/* Strings of the reports in use, as examples. */
struct examples {
    u32 **f, *want;
    i32 *nf;
    i64 n;
};

static struct examples examples_make(struct arena *a, const struct reports *d, const u8 *use) {
    i64 n = 0;
    for (i64 i = 0; i < d->n; i++)
        if (use[i]) n += d->v[i].r->items;
    return (struct examples){NEWN(a, u32 *, n), NEWN(a, u32, n), NEWN(a, i32, n), 0};
}

static void add_example(struct arena *a, struct examples *x, const u32 *f, i32 n, u32 want) {
    x->f[x->n] = NEWN(a, u32, n);
    memcpy(x->f[x->n], f, sizeof *f * (size_t)n);
    x->nf[x->n] = n;
    x->want[x->n++] = want;
}

/* Passes for which a string without a role need not be looked at: two when the model is sure. */
static u8 hopeless(const struct logistic *l, const u32 *f, i32 n, u32 skip) {
    i32 odds[LINEAR_CLASSES_MAX];
    logistic_odds(l, f, n, odds);
    for (i32 c = 0; c < l->classes; c++)
        if (!(skip >> c & 1) && odds[c] > -5 * LOGISTIC_ONE) return 0;
    return 2;
}

static void learn_examples(struct arena a, struct logistic *l, const struct examples *x, u32 passes,
                           u32 skip_some, u32 skip_none) {
    for (i64 i = 0; i < x->n; i++)
        logistic_see(l, x->f[i], x->nf[i]);
    u8 *calm = NEWN(&a, u8, x->n); /* passes in which it is left alone */
    for (u32 pass = 0; pass < passes; pass++) {
        struct arena scratch = a;
        i32 *order = trainer_order(&scratch, (i32)x->n, pass);
        for (i64 k = 0; k < x->n; k++) {
            i32 i = order[k];
            u32 skip = x->want[i] & ((1u << SLOTS) - 1) ? skip_some : skip_none;
            if (calm[i] && calm[i]--) continue;
            if (!x->want[i] && (calm[i] = hopeless(l, x->f[i], x->nf[i], skip))) continue;
            logistic_learn(l, x->f[i], x->nf[i], x->want[i], skip, LOGISTIC_ONE);
        }
        if (pass) logistic_keep(l);
    }
}

static struct logistic *roles_logistic(struct arena *a) {
    struct logistic *l = logistic_make(a, ROLE_LOG2, ROLE_CLASSES);
    l->rate = LOGISTIC_ONE / 16;
    l->seen_least = 4;
    return l;
}

enum {
    FIRST_BITS = (1u << ROLE_STACK) - 1,
    KIND_BITS = FIRST_BITS & ~((1u << SLOTS) - 1),
    STACK_BITS = ((1u << ROLE_CLASSES) - 1) & ~FIRST_BITS
};

/* The first look: roles of all strings; incidents of those that have a role. */
static void learn_first(struct arena *a, struct logistic *l, const struct reports *d,
                        const u8 *use) {
    struct examples x = examples_make(a, d, use);
    u32 row[ROLE_FEATURES];
    for (i64 i = 0; i < d->n; i++)
        for (i32 k = 0; use[i] && k < d->v[i].r->items; k++) {
            i32 n = role_features(d->v[i].r, k, d->v[i].doc, row);
            add_example(a, &x, row, n, d->v[i].want[k]);
        }
    learn_examples(*a, l, &x, ROLE_PASSES, STACK_BITS, STACK_BITS | KIND_BITS);
}

/* What models that have not seen them think of the strings of the reports in use. */
static struct role_score **first_looks(struct arena *a, const struct reports *d, const u8 *use) {
    struct role_score **sc = NEWN(a, struct role_score *, d->n);
    u8 *part = NEWN(a, u8, d->n);
    for (i32 fold = 0; fold < LOOK_FOLDS; fold++) {
        struct arena whole = arena_make("look", 4LL << 30), scratch = whole;
        for (i64 i = 0; i < d->n; i++)
            part[i] = use[i] && (i32)(i / 11 % LOOK_FOLDS) != fold;
        struct logistic *l = roles_logistic(&scratch);
        learn_first(&scratch, l, d, part);
        struct linear m =
            opened(&scratch, logistic_pack(l, &scratch, "roles", "A B C D E F G H I J K L M N O P",
                                           ROLE_FEATURES, ROLE_UNIT));
        for (i64 i = 0; i < d->n; i++)
            if (use[i] && !part[i]) sc[i] = role_scores(a, &m, d->v[i].r, d->v[i].doc);
        arena_drop(whole);
    }
    return sc;
}

static void learn_second(struct arena *a, struct logistic *l, const struct reports *d,
                         const u8 *use) {
    struct role_score **sc = first_looks(a, d, use);
    struct examples x = examples_make(a, d, use);
    u32 row[ROLE_FEATURES];
    for (i64 i = 0; i < d->n; i++)
        for (i32 k = 0; use[i] && k < d->v[i].r->items; k++) {
            if (!sc[i][k].some) continue;
            i32 n = role_stack_features(d->v[i].r, sc[i], k, d->v[i].doc, row);
            u32 want = d->v[i].want[k] & ((1u << SLOTS) - 1);
            add_example(a, &x, row, n, want << ROLE_STACK);
        }
    learn_examples(*a, l, &x, 5, FIRST_BITS, FIRST_BITS);
}

__attribute__((unused)) static struct str learn_roles(struct arena *a, const struct reports *d,
                                                      const u8 *use) {
    struct logistic *l = roles_logistic(a), *second = roles_logistic(a);
    learn_first(a, l, d, use);
    learn_second(a, second, d, use);
    i64 n = ((i64)l->mask + 1) * l->width;
    for (i64 i = 0; i < n; i++) /* each look has its own columns */
        l->mean[i] = i % l->width < ROLE_STACK ? l->mean[i] : second->mean[i];
    CHECK(l->kept == second->kept);
    struct str labels = labels_of(a, true);
    return logistic_pack(l, a, "roles", cstr(a, labels), ROLE_FEATURES, ROLE_UNIT);
}

#endif
