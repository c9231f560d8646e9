#include "read/parse.h"

#include "base/asset.h"
#include "read/parse_features.h"

ASSET(parse_file, "data/models/parse.bin");

struct parse_model {
    struct linear steps, deps;
};

const struct parse_model *parse_model_of(struct arena *a, struct str file) {
    struct parse_model *m = NEW(a, struct parse_model);
    struct err e = {0};
    CHECK(linear_open_next(&file, &m->steps, &e) == RC_OK);
    CHECK(linear_open(file, &m->deps, &e) == RC_OK);
    CHECK(m->steps.classes == ARC_COUNT && m->steps.features >= PARSE_ROWS_MOST);
    CHECK(m->deps.classes == DEP_COUNT - 1 && m->deps.features >= DEP_ROWS_MOST);
    return m;
}

const struct parse_model *parse_model_make(struct arena *a) {
    return parse_model_of(a, parse_file());
}

static void sum_up(const struct linear *m, u32 *f, i32 n, struct linear_sum *s) {
    n = linear_keep(m, f, n);
    linear_zero(m, s);
    for (i32 i = 0; i < n; i++)
        __builtin_prefetch(m->rows + (size_t)(f[i] & m->mask) * (size_t)m->width);
    for (i32 i = 0; i < n; i++)
        linear_add(m, f[i], s);
}

/* The allowed step with the highest score; the first among equals. */
static int best_step(const struct parse_state *s, const i16 *score) {
    int best = -1;
    for (int c = 0; c < ARC_COUNT; c++)
        if (parse_may(s, c) && (best < 0 || score[c] > score[best])) best = c;
    return best;
}

static void steps(const struct parse_model *m, const struct parse_word *w, struct parse_state *s) {
    struct linear_sum sum;
    u32 f[PARSE_ROWS_MOST];
    while (!parse_done(s)) {
        if (s->top == 0) {
            parse_step(s, ARC_SHIFT);
            continue;
        }
        sum_up(&m->steps, f, parse_features(s, w, f), &sum);
        parse_step(s, best_step(s, sum.v));
    }
}

void parse_types(const struct parse_model *m, const struct word_types *t, const i32 *types,
                 const u8 *upos, i32 n, struct parse *out) {
    struct parse_word w[PARSE_WORDS];
    struct parse_state s;
    struct linear_sum sum;
    u32 f[DEP_ROWS_MOST];
    CHECK(n >= 0 && n <= SENTENCE_TOKENS_MAX);
    parse_words(t, types, upos, n, w);
    parse_begin(&s, n);
    steps(m, w, &s);
    out->n = n;
    for (i32 i = 0; i < n; i++) {
        out->head[i] = s.head[i] == n ? -1 : s.head[i];
        out->dep[i] = DEP_ROOT;
        if (s.head[i] == n) continue;
        sum_up(&m->deps, f, dep_features(&s, w, i, f), &sum);
        out->dep[i] = (u8)(1 + linear_best(&m->deps, &sum));
    }
}

static const char *const names[DEP_COUNT] = {
#define NAME(name, ud) ud,
    DEP_RELATIONS(NAME)
#undef NAME
};

const char *dep_name(enum dep r) {
    return names[r < DEP_COUNT ? r : DEP_OTHER];
}

static enum dep dep_exact(struct str ud) {
    for (int r = 0; r < DEP_COUNT; r++)
        if (str_eqc(ud, names[r])) return (enum dep)r;
    return DEP_OTHER;
}

enum dep dep_of(struct str ud) {
    enum dep r = dep_exact(ud);
    if (r != DEP_OTHER) return r;
    if (str_starts(ud, S("csubj"))) return str_eqc(ud, "csubj:pass") ? DEP_NSUBJ_PASS : DEP_NSUBJ;
    struct str rest = ud;
    return dep_exact(str_cut(&rest, ':'));
}
