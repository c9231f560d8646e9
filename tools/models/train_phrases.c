/* Phrases that mention somebody or something: data/models/phrases.bin from GUM (src/read/names.h).
 */
#include "names_learn.h"

static const char *in(struct arena *a, const char *corpora, const char *file) {
    return cstr(a, str_fmt(a, "%s/%s", corpora, file));
}

static bool corpora(struct nl_corpus *c, const char *dir) {
    struct arena *a = c->a;
    return nl_gum(c, in(a, dir, "ud/en_gum/en_gum-train.conllu"), true);
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    struct arena a = arena_make("corpora", 4LL << 30), scratch = arena_make("learning", 8LL << 30);
    struct nl_corpus c = {.a = &a};
    struct nl_tables tab = nl_tables(&a);
    if (!corpora(&c, argv[1])) {
        fprintf(stderr, "train_phrases: corpora missing in %s\n", argv[1]);
        return 3;
    }
    struct nl_labels l = {0};
    struct nl_read *v = NEWN(&a, struct nl_read, c.n);
    for (i64 i = 0; i < c.n; i++)
        v[i] = nl_open(&a, &tab, &c.v[i], &l);
    return nl_write(argv[2], nl_train(&a, scratch, v, c.n, NULL, &l, &NL_PHRASES));
}
