/* build/train_incidents CORPORA OUT.bin: the kinds of incident that a report tells of
 * (src/read/roles.h), from muc4/gtt/train.json. */
#include "roles_train.h"

int main(int argc, char **argv) {
    struct arena a = arena_make("train", 8LL << 30);
    struct reports d = {0};
    if (argc != 3) return fprintf(stderr, "usage: train_incidents CORPORA OUT.bin\n"), 2;
    if (!read_reports(&a, str_fmt(&a, "%s/muc4/gtt/train.json", argv[1]), caseless_model_make(&a),
                      &d))
        return fprintf(stderr, "train_incidents: no reports in %s/muc4\n", argv[1]), 1;
    u8 *use = NEWN(&a, u8, d.n);
    memset(use, 1, (size_t)d.n);
    jackknife_scenes(&a, &d, use);
    return !file_write(argv[2], learn_incidents(&a, &d, use));
}
