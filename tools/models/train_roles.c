/* build/train_roles CORPORA OUT.bin: the model of src/read/roles.h, from muc4/gtt/train.json.
 * build/train_roles CORPORA OUT.json --cross: templates of the same reports by models that have not
 * seen them (five parts), for build/score_muc4. */
#include "learn/squeeze.h"
#include "roles_train.h"

enum { CROSS = 5 };

static void put_report(struct buf *b, struct arena a, const struct role_models *m,
                       const struct report *x) {
    struct arena scratch = arena_make("read", 1LL << 28);
    struct templates t = templates_read(&a, scratch, m, x->text);
    template_json(b, scratch, x->id, x->text, &t);
    arena_drop(scratch);
}

static struct str cross(struct arena *a, struct reports *d, const struct linear *caseless) {
    struct buf b = buf_make(a, 64 << 20);
    u8 *use = NEWN(a, u8, d->n);
    for (i32 part = 0; part < CROSS; part++) {
        struct arena whole = arena_make("fold", 4LL << 30), scratch = whole;
        for (i64 i = 0; i < d->n; i++)
            use[i] = i % CROSS != part;
        struct role_models m = {.caseless = caseless};
        jackknife_scenes(&scratch, d, use);
        m.scenes = opened(&scratch, learn_scenes(&scratch, d, use));
        jackknife(scratch, d, use);
        m.incidents = opened(&scratch, learn_incidents(&scratch, d, use));
        m.roles = opened(&scratch, learn_roles(&scratch, d, use));
        for (i64 i = 0; i < d->n; i++)
            if (!use[i]) put_report(&b, scratch, &m, &d->v[i]);
        arena_drop(whole);
    }
    return buf_str(&b);
}

int main(int argc, char **argv) {
    struct arena a = arena_make("train", 8LL << 30);
    struct reports d = {0};
    const struct linear *caseless = caseless_model_make(&a);
    if (argc < 3) return fprintf(stderr, "usage: train_roles CORPORA OUT.bin [--cross]\n"), 2;
    if (!read_reports(&a, str_fmt(&a, "%s/muc4/gtt/train.json", argv[1]), caseless, &d))
        return fprintf(stderr, "train_roles: no reports in %s/muc4\n", argv[1]), 1;
    if (argc > 3) return !file_write(argv[2], cross(&a, &d, caseless));
    u8 *use = NEWN(&a, u8, d.n);
    memset(use, 1, (size_t)d.n);
    jackknife_scenes(&a, &d, use);
    jackknife(a, &d, use);
    return !file_write(argv[2], squeeze(&a, learn_roles(&a, &d, use)));
}
