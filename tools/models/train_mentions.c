/* Mentions as reports of conflict have them: data/models/mentions.bin from re3d, on what the stages
 * of names and phrases say (src/read/names.h), which must be made before. */
#include "names_learn.h"

static const char *const FOLDERS[] = {"australian_department_of_foreign_affairs",
                                      "delegation_of_the_european_union_to_syria", "uk_government",
                                      "us_state_department", "wikipedia"};

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    struct arena a = arena_make("corpora", 4LL << 30), scratch = arena_make("learning", 8LL << 30);
    struct nl_corpus c = {.a = &a};
    struct nl_tables tab = nl_tables(&a);
    const struct names_model *m = names_model_make(&a);
    for (i64 i = 0; i < LEN(FOLDERS); i++)
        if (!nl_re3d(&c, cstr(&a, str_fmt(&a, "%s/re3d/%s", argv[1], FOLDERS[i])))) {
            fprintf(stderr, "train_mentions: no re3d/%s in %s\n", FOLDERS[i], argv[1]);
            return 3;
        }
    struct nl_labels l = nl_mention_labels();
    struct nl_read *v = NEWN(&a, struct nl_read, c.n);
    for (i64 i = 0; i < c.n; i++) {
        v[i] = nl_open(&a, &tab, &c.v[i], &l);
        names_early(m->stage, &v[i].nt, scratch, v[i].s.v, v[i].s.n);
    }
    return nl_write(argv[2], nl_train(&a, scratch, v, c.n, NULL, &l, &NL_MENTIONS));
}
