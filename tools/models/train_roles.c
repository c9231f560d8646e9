/* build/train_roles CORPORA OUT.bin: the model of src/read/roles.h, from muc4/gtt/train.json. */
#include "learn/squeeze.h"
#include "roles_train.h"

int main(int argc, char **argv) {
    struct arena a = arena_make("train", 8LL << 30);
    struct reports d = {0};
    if (argc != 3) return fprintf(stderr, "usage: train_roles CORPORA OUT.bin\n"), 2;
    if (!read_reports(&a, str_fmt(&a, "%s/muc4/gtt/train.json", argv[1]), caseless_model_make(&a),
                      &d))
        return fprintf(stderr, "train_roles: no reports in %s/muc4\n", argv[1]), 1;
    u8 *use = NEWN(&a, u8, d.n);
    memset(use, 1, (size_t)d.n);
    jackknife_scenes(&a, &d, use);
    jackknife(a, &d, use);
    return !file_write(argv[2], squeeze(&a, learn_roles(&a, &d, use)));
}
