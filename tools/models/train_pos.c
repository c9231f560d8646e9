/* data/models/pos.bin: part of speech (src/read/pos.h) from EWT and GUM. */
#include "pos_learn.h"

enum { PASSES = 8 };

int main(int argc, char **argv) {
    if (argc < 3) return fprintf(stderr, "usage: train_pos CORPORA OUT.bin\n"), 2;
    struct arena a = arena_make("train", 8LL << 30);
    struct treebank t = {0};
    static const char *const files[] = {TREE_TRAIN};
    for (i64 i = 0; i < LEN(files); i++)
        tree_read(&a, &t, argv[1], files[i], 1);
    tree_write(argv[2], pos_learn(&a, &t, NULL, 0, PASSES));
    return 0;
}
