/* data/models/attrib.bin: source, cue and content of attributions (src/read/attrib.h) from PolNeAR
 * train. Two passes in one table: a local guess of each word, found for its own articles by models
 * that have not seen them (jackknife), and the best path with the guesses among its features. Both
 * learn with a margin: what is wrong must be worse by that much (loss-augmented decoding, Taskar et
 * al. 2005, Tsochantaridis et al. 2005).
 * HOLD=0 … 4 in the environment leaves every fifth article out and scores the file by them. */
#include "attrib_pack.h"
#include "read/attrib_paths.h"

enum {
    FIRST_PASSES = 4,
    FIRST_MARGIN = 300,
    SECOND_PASSES = 7,
    MARGIN = 1000, /* a word whose label is wrong */
    TIMES = 2,
    FOLDS = 4,
    SCALE = 1024
};

/* ---- the first pass: each word for itself ---- */

static i32 best_label(const i32 *sum) {
    i32 b = 0;
    for (i32 i = 1; i < ATTRIB_LABELS; i++)
        if (sum[i] > sum[b]) b = i;
    return b;
}

/* Adds up rows of 8 or 16 weights. */
static void add_all(const struct trainer *t, const u32 *f, i32 n, i32 *sum) {
    i32 s[16] = {0};
    if (t->width == 16)
        for (i32 j = 0; j < n; j++) {
            const i32 *row = t->w + (size_t)(f[j] & t->mask) * 16;
            for (i32 k = 0; k < 16; k++)
                s[k] += row[k];
        }
    else
        for (i32 j = 0; j < n; j++) {
            const i32 *row = t->w + (size_t)(f[j] & t->mask) * 8;
            for (i32 k = 0; k < 8; k++)
                s[k] += row[k];
        }
    for (i32 k = 0; k < t->width; k++)
        sum[k] += s[k];
}

static void first_learn(struct trainer *t, const struct para *p, const struct sample *s) {
    for (i32 i = 0; i < p->t.n; i++) {
        i32 sum[8] = {0}, n = s->at[i + 1] - s->at[i];
        const u32 *f = s->f + s->at[i];
        add_all(t, f, n, sum);
        for (i32 k = 0; k < ATTRIB_LABELS; k++)
            sum[k] += (k != p->gold[i]) * FIRST_MARGIN;
        i32 g = best_label(sum);
        for (i32 j = 0; g != p->gold[i] && j < n; j++) {
            trainer_move(t, f[j], p->gold[i], 1);
            trainer_move(t, f[j], g, -1);
        }
        trainer_tick(t);
    }
}

/* Weights become their averages, SCALE times as large. */
static void average(struct trainer *t) {
    i64 n = ((i64)t->mask + 1) * t->width;
    for (i64 i = 0; i < n; i++) {
        i64 s = t->total[i] + (i64)t->w[i] * (t->ticks - t->stamp[i]);
        t->w[i] = (i32)(s * SCALE / t->ticks);
    }
}

static void first_guess(const struct trainer *t, struct para *p, const struct sample *s) {
    for (i32 i = 0; i < p->t.n; i++) {
        i32 sum[8] = {0};
        add_all(t, s->f + s->at[i], s->at[i + 1] - s->at[i], sum);
        attrib_guess_of(sum, &p->at[i]);
    }
}

/* Learns from the articles outside the fold (-1: from all), then guesses those inside. */
static struct trainer *first_pass(struct learner *l, i32 fold) {
    struct trainer *t = trainer_make(l->a, ROWS_LOG2, ATTRIB_LABELS);
    for (u32 pass = 0; pass < FIRST_PASSES; pass++) {
        i32 *order = trainer_order(l->a, (i32)l->c.n, pass);
        for (i64 i = 0; i < l->c.n; i++) {
            const struct para *p = &l->c.v[order[i]];
            if (!held(l, p) && p->doc / 5 % FOLDS != fold) first_learn(t, p, &l->s[order[i]]);
        }
    }
    average(t);
    for (i64 i = 0; i < l->c.n; i++) {
        struct para *p = &l->c.v[i];
        if (fold < 0 ? held(l, p) : !held(l, p) && p->doc / 5 % FOLDS == fold)
            first_guess(t, p, &l->s[i]);
    }
    return t;
}

/* ---- the second: the best path ---- */

static void best_path(struct learner *l, const struct trainer *t, const struct para *p,
                      const struct sample *s, u8 *out) {
    struct arena scratch = *l->a;
    i32 n = p->t.n, k = l->st.n;
    i32 *score = NEWN(&scratch, i32, k), *next = NEWN(&scratch, i32, k);
    u8 *from = NEWN(&scratch, u8, (i64)n * k);
    for (i32 i = 0; i < n; i++) {
        i32 e[ATTRIB_COLUMNS] = {0};
        add_all(t, s->f + s->at[i], s->at[i + 1] - s->at[i], e);
        for (i32 b = 0; b < k; b++)
            next[b] = -(1 << 28);
        u32 sf[ATTRIB_STEPS];
        attrib_step_features(&p->t, i, sf);
        bool first = i == 0 || p->t.w[i].flags & ATTRIB_FIRST;
        for (i32 a = 0; a < (i ? k : 1); a++) {
            if (i && score[a] <= -(1 << 27)) continue;
            i32 m[8] = {0};
            for (u32 q = 0; q < ATTRIB_STEPS; q++) {
                const i32 *row =
                    t->w + (size_t)step_row(q, sf[q], i ? a : ATTRIB_STATES - 1) * ATTRIB_COLUMNS;
                for (i32 z = 0; z < 8; z++)
                    m[z] += row[z];
            }
            for (u8 lab = 0; lab < ATTRIB_LABELS; lab++) {
                i32 b = i ? l->st.next[first][a][lab] : l->st.begin[lab];
                if (b < 0) continue;
                i32 v = (i ? score[a] : 0) + m[attrib_move(lab)];
                if (v > next[b]) next[b] = v, from[i * k + b] = (u8)a;
            }
        }
        for (i32 b = 0; b < k; b++)
            if (next[b] > -(1 << 27))
                next[b] += e[l->st.v[b].column] + (l->st.v[b].label != p->gold[i]) * MARGIN;
        i32 *x = score;
        score = next, next = x;
    }
    i32 b = 0;
    for (i32 a = 1; a < k; a++)
        if (score[a] > score[b]) b = a;
    for (i32 i = n - 1; i >= 0; i--) {
        out[i] = (u8)b;
        b = from[i * k + b];
    }
}

static void move(struct learner *l, struct trainer *t, const struct para *p, const struct sample *s,
                 const u8 *path, const u8 *other, i32 by) {
    for (i32 i = 0; i < p->t.n; i++) {
        const struct attrib_state *x = &l->st.v[path[i]], *y = &l->st.v[other[i]];
        if (x->column != y->column)
            for (i32 j = s->at[i]; j < s->at[i + 1]; j++)
                trainer_move(t, s->f[j], x->column, by);
        i32 px = i ? path[i - 1] : ATTRIB_STATES - 1, py = i ? other[i - 1] : ATTRIB_STATES - 1;
        if (px == py && path[i] == other[i]) continue;
        u32 sf[ATTRIB_STEPS];
        attrib_step_features(&p->t, i, sf);
        for (u32 q = 0; q < ATTRIB_STEPS; q++)
            trainer_move(t, step_row(q, sf[q], px), (i32)attrib_move(x->label), by);
    }
}

static struct trainer *second_pass(struct learner *l, u32 time) {
    struct trainer *t = trainer_make(l->a, ROWS_LOG2, ATTRIB_COLUMNS);
    for (u32 pass = time * SECOND_PASSES; pass < (time + 1) * SECOND_PASSES; pass++) {
        i32 *order = trainer_order(l->a, (i32)l->c.n, pass);
        i64 wrong = 0;
        for (i64 i = 0; i < l->c.n; i++) {
            struct para *p = &l->c.v[order[i]];
            struct sample *s = &l->s[order[i]];
            if (held(l, p)) continue;
            best_path(l, t, p, s, p->guess);
            if (memcmp(p->guess, s->gold, (size_t)p->t.n)) {
                wrong++;
                move(l, t, p, s, s->gold, p->guess, 1);
                move(l, t, p, s, p->guess, s->gold, -1);
            }
            trainer_tick(t);
        }
        fprintf(stderr, "pass %u: %lld wrong of %lld\n", pass, (long long)wrong, (long long)l->c.n);
    }
    average(t);
    return t;
}

/* Learnt from nothing several times in different orders, and added up: what one order happens to
 * favour is outvoted by the others. */
static struct trainer *second_passes(struct learner *l) {
    struct trainer *all = second_pass(l, 0);
    for (u32 time = 1; time < TIMES; time++) {
        const struct trainer *t = second_pass(l, time);
        i64 n = ((i64)t->mask + 1) * t->width;
        for (i64 i = 0; i < n; i++)
            all->w[i] += t->w[i];
    }
    return all;
}

/* ---- the file ---- */

/* Scores what was packed by the articles left out, as the reader will use it. */
static void check(struct learner *l, struct str bytes) {
    struct attrib_model m;
    struct err e = {0};
    struct tally y[BRAT_ROLES] = {0};
    if (attrib_open(l->a, bytes, &m, &e) != RC_OK) fprintf(stderr, "%s\n", e.msg), exit(2);
    for (i64 i = 0; i < l->c.n; i++) {
        struct para *p = &l->c.v[i];
        if (!held(l, p)) continue;
        attrib_tag(&m, *l->a, p->t.types, p->t.w, p->t.n, p->guess, NULL);
        tally_add(y, p->gold, p->guess, p->t.n);
    }
    for (int r = 0; r < BRAT_ROLES; r++) {
        i64 v = 20000 * y[r].right / (y[r].given + y[r].wanted + 1);
        printf("%lld.%02lld\n", (long long)(v / 100), (long long)(v % 100));
    }
}

static void save(const char *path, struct str bytes) {
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(bytes.p, 1, (size_t)bytes.n, f) != (size_t)bytes.n || fclose(f))
        fprintf(stderr, "cannot write %s\n", path), exit(2);
}

int main(int argc, char **argv) {
    if (argc < 3) return fprintf(stderr, "usage: train_attrib CORPORA OUT.bin\n"), 2;
    struct arena a = arena_make("train", 16LL << 30);
    struct corpus_tools k = corpus_tools_make(&a);
    const char *hold = getenv("HOLD");
    struct learner l = {.a = &a, .hold = hold ? hold[0] - '0' : -1};
    attrib_states_make(&l.st);
    l.keep = keep_make(&a, STEP_BASE);
    corpus_read(&k, &l.c, cstr(&a, str_fmt(&a, "%s/polnear/train", argv[1])));
    l.s = NEWN(&a, struct sample, l.c.n);
    for (i64 i = 0; i < l.c.n; i++) {
        attrib_places(&l.c.v[i].t);
        extract(&l, i);
        if (!held(&l, &l.c.v[i])) see(&l, i);
    }
    for (i64 i = 0; i < l.c.n; i++)
        number(&l, i);
    for (i32 f = 0; f < FOLDS; f++)
        first_pass(&l, f);
    const struct trainer *one = first_pass(&l, -1);
    for (i64 i = 0; i < l.c.n; i++)
        second_see(&l, i);
    for (i64 i = 0; i < l.c.n; i++)
        second_number(&l, i);
    struct str bytes = pack(&l, one, second_passes(&l));
    if (l.hold >= 0) check(&l, bytes);
    save(argv[2], bytes);
    return 0;
}
