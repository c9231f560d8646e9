/* data/models/parse.bin: dependencies (src/read/parse.h) from EWT and GUM, over tags that a tagger
 * gave which had not seen the sentence (jackknifing in FOLDS parts).
 *
 * Steps: a dynamic oracle (Goldberg & Nivre 2012; costs of arc-hybrid, 2013) tells which steps
 * lose no more arcs of the treebank than needed from any state, so the parser learns from states
 * that its own mistakes lead to. Non-projective arcs are lost by every step and never mind.
 * Relations: from the treebank's trees. `-d`: trained without EWT dev, scored on it. */
#include "pos_learn.h"
#include "read/parse_features.h"

enum {
    FOLDS = 4,
    POS_PASSES = 4,
    PASSES = 8,
    DEP_PASSES = 4,
    STEPS_LOG2 = 17,
    DEPS_LOG2 = 14,
    STEPS_KEPT_LOG2 = 21,
    STEPS_LEAST = 14,
    DEPS_KEPT_LOG2 = 18,
    DEPS_LEAST = 10,
    CLIP = 100,
    EXPLORE = 230 /* of 256 wrong steps that are taken */
};

struct example {
    const struct tree_sent *s;
    i32 *types;
    u8 *tag;
    i32 *head; /* n = root */
    u8 *dep;
};

struct learner {
    struct arena *a;
    struct trainer *steps, *deps;
    struct word_types *types;
    struct example *v;
    i64 n, cap, right, all;
    u64 x; /* of xorshift64* */
};

/* ---- the oracle ---- */

/* Arcs of the treebank that can no longer be made once the step is taken. */
static i32 cost_of(const struct parse_state *s, const i32 *head, int c) {
    i32 cost = 0, b0 = s->b, s0 = parse_stack(s, 0);
    if (c == ARC_SHIFT) {
        for (i32 k = 0; k < s->top; k++) {
            cost += head[s->stack[k]] == b0;
            cost += k < s->top - 1 && head[b0] == s->stack[k];
        }
        return cost;
    }
    for (i32 k = b0; k < s->n; k++)
        cost += head[k] == s0;
    if (arc_is_left(c))
        return cost + (head[s0] > b0) + (s->top > 1 && head[s0] == s->stack[s->top - 2]);
    return cost + (head[s0] >= b0);
}

/* Which classes are right here: of the cheapest steps, those that name the relation as it is, where
 * the arc is the treebank's. */
static u32 right_steps(const struct parse_state *s, const struct example *e) {
    static const int one[3] = {ARC_SHIFT, ARC_LEFT_FUNCTION, ARC_RIGHT_OTHER};
    i32 cost[3], least = 1 << 20;
    for (int i = 0; i < 3; i++) {
        cost[i] = parse_may(s, one[i]) ? cost_of(s, e->head, one[i]) : 1 << 20;
        if (cost[i] < least) least = cost[i];
    }
    i32 s0 = parse_stack(s, 0);
    u32 set = cost[0] == least;
    for (int c = 1; c < ARC_COUNT; c++) {
        bool left = arc_is_left(c);
        if (cost[left ? 1 : 2] != least) continue;
        bool gold = e->head[s0] == (left ? s->b : s->stack[s->top - 2]);
        if (!gold || (int)arc_of((enum dep)e->dep[s0], left) == c) set |= 1u << c;
    }
    return set;
}

static int best_of(const struct parse_state *s, const i32 *sum, u32 set) {
    int best = -1;
    for (int c = 0; c < ARC_COUNT; c++)
        if (set >> c & 1 && parse_may(s, c) && (best < 0 || sum[c] > sum[best])) best = c;
    return best;
}

static u32 chance(struct learner *l) {
    l->x ^= l->x >> 12, l->x ^= l->x << 25, l->x ^= l->x >> 27;
    return (u32)(l->x * 0x2545f4914f6cdd1dull >> 56);
}

/* ---- learning ---- */

static void learn_steps(struct learner *l, const struct example *e, bool explore) {
    struct parse_word w[PARSE_WORDS];
    struct parse_state s;
    parse_words(l->types, e->types, e->tag, e->s->n, w);
    for (parse_begin(&s, e->s->n); !parse_done(&s);) {
        if (s.top == 0) {
            parse_step(&s, ARC_SHIFT);
            continue;
        }
        u32 f[PARSE_ROWS_MOST], set = right_steps(&s, e);
        i32 sum[ARC_COUNT] = {0}, n = parse_features(&s, w, f);
        CHECK(n <= PARSE_ROWS_MOST);
        n = trainer_keep(l->steps, f, n);
        for (i32 k = 0; k < n; k++)
            trainer_add(l->steps, f[k], sum);
        int guess = best_of(&s, sum, ~0u), good = best_of(&s, sum, set);
        for (i32 k = 0; !(set >> guess & 1) && k < n; k++) {
            trainer_move(l->steps, f[k], good, 1);
            trainer_move(l->steps, f[k], guess, -1);
        }
        trainer_tick(l->steps);
        l->right += set >> guess & 1, l->all++;
        parse_step(&s, explore && chance(l) < EXPLORE ? guess : good);
    }
}

/* The treebank's tree as a state that is done. */
static void gold_state(const struct example *e, struct parse_state *s) {
    i32 n = e->s->n;
    parse_begin(s, n);
    for (i32 i = 0; i < n; i++) {
        i32 h = e->head[i];
        s->head[i] = (int16_t)h;
        s->arc[i] = (u8)arc_of((enum dep)e->dep[i], i < h);
        s->kinds[h] = (u8)(s->kinds[h] | 1u << s->arc[i]);
        if (i > h) {
            s->right2[h] = s->right[h], s->right[h] = (int16_t)i;
            s->nright[h] = parse_count(s->nright[h]);
        }
    }
    for (i32 i = n - 1; i >= 0; i--) {
        i32 h = e->head[i];
        if (i > h) continue;
        s->left2[h] = s->left[h], s->left[h] = (int16_t)i;
        s->nleft[h] = parse_count(s->nleft[h]);
    }
}

static void learn_deps(struct learner *l, const struct example *e) {
    struct parse_word w[PARSE_WORDS];
    struct parse_state s;
    parse_words(l->types, e->types, e->tag, e->s->n, w);
    gold_state(e, &s);
    for (i32 i = 0; i < e->s->n; i++) {
        if (s.head[i] == e->s->n) continue;
        u32 f[DEP_ROWS_MOST];
        i32 sum[DEP_COUNT] = {0}, n = dep_features(&s, w, i, f), best = 0, gold = e->dep[i] - 1;
        CHECK(n <= DEP_ROWS_MOST);
        n = trainer_keep(l->deps, f, n);
        for (i32 k = 0; k < n; k++)
            trainer_add(l->deps, f[k], sum);
        for (i32 c = 1; c < DEP_COUNT - 1; c++)
            if (sum[c] > sum[best]) best = c;
        for (i32 k = 0; best != gold && k < n; k++) {
            trainer_move(l->deps, f[k], gold, 1);
            trainer_move(l->deps, f[k], best, -1);
        }
        trainer_tick(l->deps);
        l->right += best == gold, l->all++;
    }
}

/* Counts the features of the states that lead to the treebank's tree, and of its relations. */
static void see(struct learner *l, const struct example *e) {
    struct parse_word w[PARSE_WORDS];
    struct parse_state s;
    u32 f[PARSE_ROWS_MOST];
    const i32 none[ARC_COUNT] = {0};
    parse_words(l->types, e->types, e->tag, e->s->n, w);
    for (parse_begin(&s, e->s->n); !parse_done(&s);) {
        if (s.top) trainer_see(l->steps, f, parse_features(&s, w, f));
        parse_step(&s, s.top ? best_of(&s, none, right_steps(&s, e)) : ARC_SHIFT);
    }
    gold_state(e, &s);
    for (i32 i = 0; i < e->s->n; i++)
        if (s.head[i] != e->s->n) trainer_see(l->deps, f, dep_features(&s, w, i, f));
}

/* ---- examples ---- */

static void add_example(struct learner *l, const struct tree_sent *s, const u8 *tag) {
    if (!s->head || s->n > SENTENCE_TOKENS_MAX || s->n < 1) return;
    struct example e = {.s = s, .types = NEWN(l->a, i32, s->n), .tag = NEWN(l->a, u8, s->n)};
    e.head = NEWN(l->a, i32, s->n);
    e.dep = NEWN(l->a, u8, s->n);
    for (i32 i = 0; i < s->n; i++) {
        e.types[i] = word_type_of(l->types, s->word[i]);
        e.tag[i] = tag[i];
        e.head[i] = s->head[i] < 0 ? s->n : s->head[i];
        e.dep[i] = (u8)(s->head[i] < 0 ? DEP_ROOT : dep_of(s->rel[i]));
        if (e.dep[i] == DEP_ROOT && s->head[i] >= 0) e.dep[i] = DEP_OTHER;
    }
    *PUSH(l->a, l->v, l->n, l->cap) = e;
}

/* Tags by taggers that learnt from the other folds; a fold is every FOLDS-th stretch of 64. */
static u8 **tags_of(struct arena *a, const struct treebank *t) {
    u8 *fold = NEWN(a, u8, t->n), **tag = NEWN(a, u8 *, t->n);
    for (i64 i = 0; i < t->n; i++)
        fold[i] = (u8)(i / 64 % FOLDS);
    for (u8 k = 0; k < FOLDS; k++) {
        const struct pos_model *m =
            pos_model_of(a, tree_aligned(a, pos_learn(a, t, fold, k, POS_PASSES)));
        for (i64 i = 0; i < t->n; i++) {
            if (fold[i] != k) continue;
            tag[i] = NEWN(a, u8, t->v[i].n);
            pos_tag(m, *a, t->v[i].word, t->v[i].n, tag[i]);
        }
    }
    return tag;
}

static void learn(struct learner *l) {
    trainer_rare(l->steps, l->a, STEPS_KEPT_LOG2, STEPS_LEAST);
    trainer_rare(l->deps, l->a, DEPS_KEPT_LOG2, DEPS_LEAST);
    for (i64 i = 0; i < l->n; i++)
        see(l, &l->v[i]);
    for (u32 pass = 0; pass < PASSES; pass++) {
        i32 *order = trainer_order(l->a, (i32)l->n, pass);
        l->right = l->all = 0;
        for (i64 i = 0; i < l->n; i++)
            learn_steps(l, &l->v[order[i]], pass > 0);
        fprintf(stderr, "steps %u: %lld of %lld\n", pass, (long long)l->right, (long long)l->all);
    }
    for (u32 pass = 0; pass < DEP_PASSES; pass++) {
        i32 *order = trainer_order(l->a, (i32)l->n, pass);
        l->right = l->all = 0;
        for (i64 i = 0; i < l->n; i++)
            learn_deps(l, &l->v[order[i]]);
        fprintf(stderr, "deps %u: %lld of %lld\n", pass, (long long)l->right, (long long)l->all);
    }
}

static struct str pack(struct learner *l) {
    struct buf names = buf_make(l->a, 4096), b = buf_make(l->a, 32 << 20);
    for (int r = 1; r < DEP_COUNT; r++)
        buf_fmt(&names, "%s%s", r > 1 ? " " : "", dep_name((enum dep)r));
    buf_c(&names, 0);
    buf_put(&b, trainer_pack(l->steps, l->a, "steps", ARC_LABELS, PARSE_ROWS_MOST, CLIP));
    buf_put(&b, trainer_pack(l->deps, l->a, "relations", buf_str(&names).p, DEP_ROWS_MOST, CLIP));
    return buf_str(&b);
}

/* Attachment and relations of sentences that were left out. */
static void score(struct arena *a, struct learner *l, struct str file, const struct treebank *t,
                  u8 **tag, i64 from, i64 to, const char *what) {
    const struct parse_model *m = parse_model_of(a, file);
    i64 uas = 0, las = 0, all = 0;
    for (i64 i = from; i < to; i++) {
        struct learner one = {.a = a, .types = l->types};
        i64 n = t->v[i].n;
        add_example(&one, &t->v[i], tag[i]);
        if (!one.n) continue;
        struct parse p = {NEWN(a, int16_t, n), NEWN(a, u8, n), 0};
        parse_types(m, l->types, one.v->types, tag[i], (i32)n, &p);
        for (i64 k = 0; k < n; k++) {
            bool h = p.head[k] == t->v[i].head[k];
            uas += h, las += h && p.dep[k] == one.v->dep[k], all++;
        }
    }
    if (all)
        fprintf(stderr, "%s: UAS %lld LAS %lld of 10000, %lld words\n", what,
                (long long)(uas * 10000 / all), (long long)(las * 10000 / all), (long long)all);
}

int main(int argc, char **argv) {
    bool dev = argc > 3 && argv[3][0] == '-' && argv[3][1] == 'd';
    if (argc < 3) return fprintf(stderr, "usage: train_parse CORPORA OUT.bin [-d]\n"), 2;
    struct arena a = arena_make("train", 8LL << 30);
    struct treebank t = {0};
    static const char *const files[] = {TREE_TRAIN};
    i64 from[LEN(files) + 1] = {0};
    for (i64 i = 0; i < LEN(files); i++) {
        tree_read(&a, &t, argv[1], files[i], 1);
        from[i + 1] = t.n;
    }
    u8 **tag = tags_of(&a, &t);
    struct learner l = {
        .a = &a, .steps = trainer_make(&a, STEPS_LOG2, ARC_COUNT), .x = 88172645463325252ull};
    l.deps = trainer_make(&a, DEPS_LOG2, DEP_COUNT - 1);
    l.types = word_types_make(&a, word_table_make(&a), 1 << 16);
    for (i64 i = 0; i < t.n; i++)
        if (!dev || i < from[1] || i >= from[2]) add_example(&l, &t.v[i], tag[i]);
    learn(&l);
    struct str file = tree_aligned(&a, pack(&l));
    if (dev) score(&a, &l, file, &t, tag, from[1], from[2], "EWT dev, both cuts");
    tree_write(argv[2], file);
    return 0;
}
