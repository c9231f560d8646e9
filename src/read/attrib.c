#include "read/attrib_paths.h"

#include "base/asset.h"

ASSET(attrib_file, "data/models/attrib.bin");

enum { NO_PATH = -(1 << 28) };

/* ---- the model ---- */

static i16 *step_at(const struct attrib_model *m, u32 which, u32 value, i32 from) {
    return m->step + (((size_t)which * ATTRIB_STEP_VALUES + value) * ATTRIB_STATES + (size_t)from) *
                         LINEAR_LANES;
}

rc attrib_open(struct arena *a, struct str bytes, struct attrib_model *out, struct err *e) {
    TRY(sparse_open(bytes, &out->m, e));
    if (out->m.width != ATTRIB_WIDTH || out->m.features < ATTRIB_ROWS_MOST)
        return fail(e, RC_INTEGRITY, "attrib: a model of %d columns, not %d", out->m.width,
                    ATTRIB_WIDTH);
    attrib_states_make(&out->st);
    out->step = NEWN(a, i16, (i64)ATTRIB_STEPS * ATTRIB_STEP_VALUES * ATTRIB_STATES * LINEAR_LANES);
    for (u32 k = 0; k < ATTRIB_STEPS; k++)
        for (u32 v = 0; v < attrib_step_values(k); v++)
            for (i32 s = 0; s < ATTRIB_STATES; s++) {
                if (s >= out->st.n && s != ATTRIB_STATES - 1) continue;
                const int8_t *row = sparse_row(&out->m, attrib_step_row(k, v, s));
                for (i32 c = 0; row && c < LINEAR_LANES; c++)
                    step_at(out, k, v, s)[c] = row[c];
            }
    return RC_OK;
}

const struct attrib_model *attrib_model_make(struct arena *a) {
    struct attrib_model *m = NEW(a, struct attrib_model);
    struct err e = {0};
    CHECK(attrib_open(a, attrib_file(), m, &e) == RC_OK);
    return m;
}

/* ---- sums ---- */

static void add_rows(const struct sparse *m, const struct attrib_features *o,
                     struct attrib_sums *s) {
    i16 part[ATTRIB_WIDTH] = {0};
    for (i32 k = 0; k < o->n; k++)
        sparse_add(m, o->f[k], part);
    for (i32 k = 0; k < ATTRIB_WIDTH; k++)
        s->v[k] += part[k];
}

void attrib_score(const struct attrib_model *m, struct attrib_text *t, struct attrib_sums *sum) {
    struct attrib_features o;
    attrib_places(t);
    for (i32 i = 0; i < t->n; i++) {
        o.n = 0;
        sum[i] = (struct attrib_sums){0};
        attrib_first_features(t, i, &o);
        add_rows(&m->m, &o, &sum[i]);
        attrib_guess_of(sum[i].v + ATTRIB_COLUMNS, &t->at[i]);
    }
    attrib_guesses(t);
    for (i32 i = 0; i < t->n; i++) {
        o.n = 0;
        attrib_second_features(t, i, &o);
        add_rows(&m->m, &o, &sum[i]);
    }
}

/* ---- the best path ---- */

struct walk {
    const struct attrib_model *m;
    i32 score[ATTRIB_STATES], next[ATTRIB_STATES];
    u8 *from;
};

/* One step from state a (-1: the beginning): what follows becomes better by it, or not. */
static void step(struct walk *w, const u32 *f, i32 a, bool first, u8 *from) {
    i32 at = a < 0 ? ATTRIB_STATES - 1 : a, base = a < 0 ? 0 : w->score[a];
    const int8_t *next = a < 0 ? w->m->st.begin : w->m->st.next[first][a];
    const i16 *x = step_at(w->m, 0, f[0], at), *y = step_at(w->m, 1, f[1], at),
              *z = step_at(w->m, 2, f[2], at);
    for (u8 label = 0; label < ATTRIB_LABELS; label++) {
        i32 b = next[label];
        if (b < 0) continue;
        u32 move = attrib_move(label);
        i32 v = base + x[move] + y[move] + z[move];
        if (v > w->next[b]) w->next[b] = v, from[b] = (u8)at;
    }
}

static void advance(struct walk *w, const struct attrib_text *t, const struct attrib_sums *sum,
                    i32 i) {
    const struct attrib_states *st = &w->m->st;
    u8 *from = w->from + (i64)i * ATTRIB_STATES;
    u32 f[ATTRIB_STEPS];
    attrib_step_features(t, i, f);
    bool first = t->w[i].flags & ATTRIB_FIRST;
    for (i32 b = 0; b < st->n; b++)
        w->next[b] = NO_PATH;
    if (i == 0) step(w, f, -1, true, from);
    for (i32 a = 0; i > 0 && a < st->n; a++)
        if (w->score[a] > NO_PATH / 2) step(w, f, a, first, from);
    for (i32 b = 0; b < st->n; b++)
        w->score[b] = w->next[b] > NO_PATH / 2 ? w->next[b] + sum[i].v[st->v[b].column] : NO_PATH;
}

void attrib_best(const struct attrib_model *m, struct arena scratch, const struct attrib_text *t,
                 const struct attrib_sums *sum, u8 *state) {
    struct walk w = {.m = m, .from = NEWN(&scratch, u8, (i64)t->n * ATTRIB_STATES)};
    for (i32 i = 0; i < t->n; i++)
        advance(&w, t, sum, i);
    i32 b = 0;
    for (i32 a = 1; a < m->st.n; a++)
        if (w.score[a] > w.score[b]) b = a;
    for (i32 i = t->n - 1; i >= 0; i--) {
        state[i] = (u8)b;
        b = w.from[(i64)i * ATTRIB_STATES + b];
    }
}

static void tag(const struct attrib_model *m, struct arena scratch, struct attrib_text t, u8 *out,
                u8 *sure) {
    struct attrib_sums *sum = NEWN(&scratch, struct attrib_sums, t.n);
    t.at = NEWN(&scratch, struct attrib_place, t.n);
    attrib_score(m, &t, sum);
    attrib_best(m, scratch, &t, sum, out);
    for (i32 i = 0; i < t.n; i++)
        out[i] = m->st.v[out[i]].label;
    for (i32 i = 0; sure && i < t.n; i++)
        sure[i] = (u8)((t.at[i].guess + 1) / 2 == (out[i] + 1) / 2 ? t.at[i].sure + 1 : 0);
}

void attrib_tag(const struct attrib_model *m, struct arena scratch, const struct word_types *types,
                const struct attrib_word *w, i32 n, u8 *out, u8 *sure) {
    for (i32 i = 0; i < n; i += ATTRIB_WORDS_MAX) {
        i32 part = n - i < ATTRIB_WORDS_MAX ? n - i : ATTRIB_WORDS_MAX;
        tag(m, scratch, (struct attrib_text){.types = types, .w = w + i, .n = part}, out + i,
            sure ? sure + i : NULL);
    }
}

const char *attrib_label_name(u8 label) {
    static const char *const name[ATTRIB_LABELS] = {"none", "source",  "source", "cue",
                                                    "cue",  "content", "content"};
    return name[label < ATTRIB_LABELS ? label : 0];
}
