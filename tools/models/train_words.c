/* data/models/words.bin: what is known of single words (src/learn/words.h). */
#include "learn/words.h"

#include "read/pos_features.h"
#include "treebank.h"

enum { WORDS_MOST = 1 << 18, ROWS_LOG2 = 16, OFTEN = 4, TAG_SHARE = 50 };

struct entry {
    struct str lower;
    u32 key;
    i32 n, tag[POS_COLUMNS];
};

struct lexis {
    struct entry *v;
    i64 n;
    i32 *slot;
};

static struct entry *entry_of(struct lexis *l, struct arena *a, struct str word) {
    u32 key = wordtype_of(word).lower;
    u32 i = key % (2 * WORDS_MOST);
    for (; l->slot[i]; i = (i + 1) % (2 * WORDS_MOST))
        if (l->v[l->slot[i] - 1].key == key) return &l->v[l->slot[i] - 1];
    if (l->n == WORDS_MOST) fprintf(stderr, "too many words\n"), exit(2);
    l->v[l->n] = (struct entry){.lower = str_lower(a, word), .key = key};
    l->slot[i] = (i32)++l->n;
    return &l->v[l->n - 1];
}

static void count_tags(struct lexis *l, struct arena *a, const struct treebank *t) {
    for (i64 i = 0; i < t->n; i++)
        for (i32 k = 0; t->v[i].head && k < t->v[i].n; k++) {
            struct entry *e = entry_of(l, a, t->v[i].word[k]);
            e->n++;
            e->tag[pos_column((enum upos)t->v[i].tag[k])]++;
        }
}

/* The tags a word has at least once in TAG_SHARE; nothing of rare words: what they had once says
 * more about the treebank than about the word, and would teach the tagger to trust it. */
static uint16_t tags_of(const struct entry *e) {
    u32 tags = 0;
    for (u32 k = 0; k < POS_COLUMNS && e->n >= OFTEN; k++)
        if (e->tag[k] * TAG_SHARE >= e->n) tags |= 1u << k;
    return (uint16_t)tags;
}

int main(int argc, char **argv) {
    if (argc != 3) return fprintf(stderr, "usage: train_words CORPORA OUT.bin\n"), 2;
    struct arena a = arena_make("train", 8LL << 30);
    struct treebank t = {0};
    static const char *const files[] = {TREE_TRAIN};
    for (i64 i = 0; i < LEN(files); i++)
        tree_read(&a, &t, argv[1], files[i], 0);
    struct lexis l = {NEWN(&a, struct entry, WORDS_MOST), 0, NEWN(&a, i32, 2 * WORDS_MOST)};
    count_tags(&l, &a, &t);
    u32 *key = NEWN(&a, u32, l.n);
    struct word_info *info = NEWN(&a, struct word_info, l.n);
    i64 n = 0;
    for (i64 i = 0; i < l.n; i++) {
        struct word_info w = {.tags = tags_of(&l.v[i])};
        if (w.tags) key[n] = l.v[i].key, info[n++] = w;
    }
    tree_write(argv[2], word_table_pack(&a, key, info, n, ROWS_LOG2));
    return 0;
}
