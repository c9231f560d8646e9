/* data/models/case.bin: case restoration (src/read/case.h) from the words of EWT, GUM and PolNeAR
 * (train), as they are written inside sentences. */
#include "learn/train.h"
#include "rawtext.h"
#include "read/case_features.h"
#include "read/pos_features.h"
#include "text/sentence.h"

enum { PASSES = 6, ROWS_LOG2 = 16 };

struct line {
    i32 *id; /* numbers of the lowered words, two empty words on each side */
    u8 *c;   /* how they are written */
    i32 n;
};

struct learner {
    struct arena *a;
    struct trainer *t;
    struct word_types *types;
    struct line *v;
    i64 n, cap, right, all;
};

/* Is this a sentence whose capitals say something? */
static bool usual(const u8 *c, i32 n) {
    i32 words = 0, cap = 0;
    for (i32 i = 1; i < n; i++)
        words += c[i] < CASE_COUNT, cap += c[i] == CASE_CAP || c[i] == CASE_CAPS;
    return words >= 4 && cap * 10 < words * 6;
}

static void take_line(struct learner *l, const struct str *word, i32 n) {
    struct line s = {NEWN(l->a, i32, n + 4), NEWN(l->a, u8, n), n};
    for (i32 i = 0; i < n; i++) {
        s.id[i + 2] = word_type_of(l->types, case_lower(l->a, word[i]));
        s.c[i] = case_of(word[i]);
    }
    if (usual(s.c, n)) *PUSH(l->a, l->v, l->n, l->cap) = s;
}

static void take_text(struct learner *l, struct str text) {
    struct tokens t = tokenize(l->a, text, 0, text.n);
    struct sentences s = sentences_of(l->a, text, t, true);
    struct str *word = NEWN(l->a, struct str, t.n);
    for (i32 i = 0; i < t.n; i++)
        word[i] = tok_str(text, &t.v[i]);
    for (i32 i = 0; i < s.n; i++)
        if (s.v[i].kind == SENT_BODY) take_line(l, word + s.v[i].from, s.v[i].to - s.v[i].from);
}

static void take_all(struct learner *l, const char *corpora) {
    static const char *const files[] = {TREE_TRAIN};
    struct treebank t = {0};
    for (i64 i = 0; i < LEN(files); i++)
        tree_read(l->a, &t, corpora, files[i], 0);
    for (i64 i = 0; i < t.n; i++)
        take_line(l, t.v[i].word, t.v[i].n);
    const char *folder;
    struct raw_names r = raw_folder(l->a, corpora, "polnear/train/text", "", &folder);
    for (i64 i = 0; i < r.n; i++)
        take_text(l, tree_file(l->a, folder, r.v[i]));
}

/* The first word is taken as it would be guessed: how it is written says nothing. */
static void learn_line(struct learner *l, const struct line *s) {
    struct case_here h = {.c1 = CASE_COUNT, .c2 = CASE_COUNT};
    for (i32 i = 0; i < s->n; i++) {
        u32 f[CASE_ROWS_MOST];
        u8 guess = CASE_COUNT;
        for (i32 k = 0; k < 5; k++)
            h.w[k] = word_type_at(l->types, s->id[i + k]);
        if (s->c[i] < CASE_COUNT) {
            i32 sum[CASE_COLUMNS] = {0}, n = case_features(&h, f);
            for (i32 k = 0; k < n; k++)
                trainer_add(l->t, f[k], sum);
            guess = 0;
            for (u8 c = 1; c < CASE_COUNT; c++)
                if (sum[c] > sum[guess]) guess = c;
            for (i32 k = 0; i > 0 && guess != s->c[i] && k < n; k++) {
                trainer_move(l->t, f[k], s->c[i], 1);
                trainer_move(l->t, f[k], guess, -1);
            }
            trainer_tick(l->t);
            l->right += i > 0 && guess == s->c[i];
            l->all += i > 0;
        }
        h.c2 = h.c1, h.c1 = guess;
    }
}

int main(int argc, char **argv) {
    if (argc != 3) return fprintf(stderr, "usage: train_case CORPORA OUT.bin\n"), 2;
    struct arena a = arena_make("train", 8LL << 30);
    struct learner l = {.a = &a, .t = trainer_make(&a, ROWS_LOG2, CASE_COUNT)};
    l.types = word_types_make(&a, word_table_make(&a), 1 << 16);
    take_all(&l, argv[1]);
    for (u32 pass = 0; pass < PASSES; pass++) {
        i32 *order = trainer_order(&a, (i32)l.n, pass);
        l.right = l.all = 0;
        for (i64 i = 0; i < l.n; i++)
            learn_line(&l, &l.v[order[i]]);
        fprintf(stderr, "pass %u: %lld of %lld\n", pass, (long long)l.right, (long long)l.all);
    }
    tree_write(argv[2], trainer_pack(l.t, &a, "case", "lower cap caps", CASE_ROWS_MOST, 0));
    return 0;
}
