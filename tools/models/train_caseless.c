/* build/train_caseless CORPORA OUT.bin: the tagger of src/read/caseless.h, from the words of EWT
 * (train, dev) and GUM (train, dev), letters lowered. With a third argument, a CoNLL-U file, its
 * accuracy there is printed. */
#include "base/str.h"
#include "learn/train.h"
#include "read/caseless.h"

#include <stdio.h>

enum { PASSES = 6, ROWS_LOG2 = 15, WORDS_MOST = 1 << 20, SENTENCE_MOST = 512 };

struct corpus {
    struct wordtype *w;
    u8 *gold;
    i32 *end; /* of each sentence */
    i32 n, sentences;
};

static struct str file_of(struct arena *a, const char *dir, const char *name) {
    struct str path = str_fmt(a, "%s%s", dir, name);
    FILE *f = fopen(cstr(a, path), "rb");
    if (!f) return (struct str){0};
    struct buf b = buf_make(a, 64 << 20);
    static char chunk[1 << 16];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
        buf_put(&b, (struct str){chunk, (i64)n});
    fclose(f);
    return buf_str(&b);
}

static i32 tag_of(struct str s) {
    for (i32 i = 0; i < UPOS_COUNT; i++)
        if (str_eqc(s, upos_label(i))) return i;
    return -1;
}

static void end_sentence(struct corpus *c) {
    i32 from = c->sentences ? c->end[c->sentences - 1] : 0;
    if (c->n > from) c->end[c->sentences++] = c->n;
}

static void read_conllu(struct arena *a, struct corpus *c, struct str text) {
    while (text.n > 0) {
        struct str line = str_cut(&text, '\n'), f[4];
        if (!str_trim(line).n) end_sentence(c);
        if (!line.n || !is_digit(line.p[0])) continue;
        for (int i = 0; i < 4; i++)
            f[i] = str_cut(&line, '\t');
        i32 tag = tag_of(f[3]), from = c->sentences ? c->end[c->sentences - 1] : 0;
        if (str_chr(f[0], '-', 0) >= 0 || str_chr(f[0], '.', 0) >= 0 || tag < 0) continue;
        if (c->n - from >= SENTENCE_MOST || c->n >= WORDS_MOST) continue;
        c->w[c->n] = wordtype_of(str_lower(a, f[1]));
        c->gold[c->n++] = (u8)tag;
    }
    end_sentence(c);
}

static void learn(struct trainer *t, const struct wordtype *w, i32 n, const u8 *gold, u8 *tags) {
    u32 f[CASELESS_FEATURES];
    for (i32 i = 0; i < n; i++) {
        i32 sum[LINEAR_CLASSES_MAX] = {0}, best = 0, k = caseless_features(w, n, i, tags, f);
        trainer_tick(t);
        for (i32 j = 0; j < k; j++)
            trainer_add(t, f[j], sum);
        for (i32 c = 1; c < UPOS_COUNT; c++)
            if (sum[c] > sum[best]) best = c;
        tags[i] = (u8)best;
        if (best == gold[i]) continue;
        for (i32 j = 0; j < k; j++) {
            trainer_move(t, f[j], gold[i], 1);
            trainer_move(t, f[j], best, -1);
        }
    }
}

static void measure(const struct corpus *c, struct str model) {
    struct linear m;
    struct err e = {0};
    static u8 tags[SENTENCE_MOST];
    i64 right = 0;
    if (linear_open(model, &m, &e) != RC_OK) return;
    for (i32 s = 0, from = 0; s < c->sentences; from = c->end[s++]) {
        caseless_tag(&m, c->w + from, c->end[s] - from, tags);
        for (i32 i = from; i < c->end[s]; i++)
            right += tags[i - from] == c->gold[i];
    }
    fprintf(stderr, "caseless: %lld of %d words, %lld.%02lld %%\n", (long long)right, c->n,
            (long long)(right * 100 / c->n), (long long)(right * 10000 / c->n % 100));
}

static struct corpus corpus_make(struct arena *a) {
    return (struct corpus){NEWN(a, struct wordtype, WORDS_MOST), NEWN(a, u8, WORDS_MOST),
                           NEWN(a, i32, WORDS_MOST), 0, 0};
}

int main(int argc, char **argv) {
    static const char *const files[] = {
        "/ud/en_ewt/en_ewt-ud-train.rebuilt.conllu", "/ud/en_ewt/en_ewt-ud-dev.conllu",
        "/ud/en_gum/en_gum-train.conllu", "/ud/en_gum/en_gum-dev.conllu"};
    struct arena a = arena_make("train", 4LL << 30);
    struct corpus c = corpus_make(&a);
    static u8 tags[SENTENCE_MOST];
    if (argc < 3) return fprintf(stderr, "usage: train_caseless CORPORA OUT.bin [FILE]\n"), 2;
    for (i64 i = 0; i < LEN(files); i++)
        read_conllu(&a, &c, file_of(&a, argv[1], files[i]));
    if (!c.n) return fprintf(stderr, "train_caseless: no words in %s/ud\n", argv[1]), 1;
    struct trainer *t = trainer_make(&a, ROWS_LOG2, UPOS_COUNT);
    for (u32 pass = 0; pass < PASSES; pass++) {
        i32 *order = trainer_order(&a, c.sentences, pass);
        for (i32 k = 0; k < c.sentences; k++) {
            i32 s = order[k], from = s ? c.end[s - 1] : 0;
            learn(t, c.w + from, c.end[s] - from, c.gold + from, tags);
        }
    }
    struct buf labels = buf_make(&a, 4096);
    for (i32 i = 0; i < UPOS_COUNT; i++)
        buf_fmt(&labels, "%s%s", i ? " " : "", upos_label(i));
    struct str out =
        trainer_pack(t, &a, "caseless", cstr(&a, buf_str(&labels)), CASELESS_FEATURES, 200);
    FILE *f = fopen(argv[2], "wb");
    bool ok = f && fwrite(out.p, 1, (size_t)out.n, f) == (size_t)out.n;
    if (f) ok = fclose(f) == 0 && ok;
    if (argc > 3) {
        struct corpus test = corpus_make(&a);
        read_conllu(&a, &test, file_of(&a, "", argv[3]));
        struct str copy = {arena_alloc(&a, 1, 64, out.n), out.n};
        memcpy((char *)copy.p, out.p, (size_t)out.n);
        measure(&test, copy);
    }
    return ok ? 0 : 1;
}
