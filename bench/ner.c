/* Names against corpora: exact span and type, every mention.
 *   build/bench_ner --re3d DIR       five folds by hash of the document's id: trains on four,
 * scores the fifth, with the trainer's own code build/bench_ner --re3d-test DIR  the same score
 * with the committed models, nothing trained build/bench_ner --cv FILE        a CoNLL file
 * (WikiGold), five folds build/bench_ner FILE             a CoNLL file with the committed model DIR
 * is one re3d folder or holds several. Of mentions that overlap one counts: confirmed (confidence
 * >= 0.5) before not, then the longest. See docs of data/models/mentions.md. */
#include "../tools/models/names_learn.h"

#include <dirent.h>

enum { FOLDS = 5 };

struct run {
    struct arena perm, scratch;
    struct nl_tables tab;
    const struct names_model *m;
    struct nl_corpus c;
};

static int by_name(const void *x, const void *y) {
    return strcmp(*(char *const *)x, *(char *const *)y);
}

static bool folder(struct run *r, const char *path) {
    if (nl_re3d(&r->c, path)) return true;
    char *names[256];
    int n = 0;
    DIR *d = opendir(path);
    for (struct dirent *x; d && n < 256 && (x = readdir(d));)
        if (x->d_name[0] != '.')
            names[n++] = (char *)cstr(&r->perm, str_fmt(&r->perm, "%s/%s", path, x->d_name));
    if (d) closedir(d);
    qsort(names, (size_t)n, sizeof names[0], by_name);
    for (int i = 0; i < n; i++)
        (void)nl_re3d(&r->c, names[i]);
    return r->c.n > 0;
}

static struct nl_read *open_all(struct run *r, struct nl_labels *l, bool stage) {
    struct nl_read *v = NEWN(&r->perm, struct nl_read, r->c.n);
    for (i64 i = 0; i < r->c.n; i++) {
        v[i] = nl_open(&r->perm, &r->tab, &r->c.v[i], l);
        if (stage) names_early(r->m->stage, &v[i].nt, r->scratch, v[i].s.v, v[i].s.n);
    }
    return v;
}

static bool gold_has(const struct nl_text *t, i64 start, i64 end, struct str type) {
    for (i64 i = 0; i < t->n; i++)
        if (t->v[i].start == start && t->v[i].end == end) return str_eq(t->v[i].type, type);
    return false;
}

struct tally {
    struct kit_count *all, *sure, *span; /* a text each */
    struct kit_count *type;              /* types × texts */
    struct str name[32];
    i32 n;
};

static struct kit_count *of_type(struct tally *y, struct str type, i64 text, i64 texts) {
    i32 k = 0;
    while (k < y->n && !str_eq(y->name[k], type))
        k++;
    if (k == y->n && y->n < 31) y->name[y->n++] = type;
    return &y->type[k * texts + text];
}

static void score_span(struct tally *y, const struct nl_read *r, i64 at, i64 n, i64 start, i64 end,
                       struct str type) {
    bool right = gold_has(r->src, start, end, type);
    struct kit_count *c = of_type(y, type, at, n);
    y->all[at].given++, c->given++;
    y->all[at].right += right, c->right += right;
}

static void score_text(struct run *run, struct tally *y, const struct nl_read *r, i64 at, i64 n,
                       const struct names_stage *st) {
    u8 out[SENTENCE_TOKENS_MAX + 1];
    for (i64 i = 0; i < r->src->n; i++) {
        y->all[at].wanted++;
        of_type(y, r->src->v[i].type, at, n)->wanted++;
    }
    for (i32 k = 0; k < r->s.n; k++) {
        const struct sentence *s = &r->s.v[k];
        names_tag(st, &r->nt, run->scratch, s->from, s->to, out);
        for (i32 i = s->from; i < s->to;) {
            i32 c = out[i - s->from], e = i + 1;
            while (e < s->to && c && out[e - s->from] == c + 1)
                e++;
            if (c)
                score_span(y, r, at, n, r->t.v[i].start, r->t.v[e - 1].end,
                           str_sub(st->m.label[c], 2, st->m.label[c].n));
            i = c ? e : i + 1;
        }
    }
}

static struct tally tally_make(struct run *r) {
    struct tally y = {.all = NEWN(&r->perm, struct kit_count, r->c.n),
                      .type = NEWN(&r->perm, struct kit_count, 32 * r->c.n)};
    return y;
}

static void print(struct run *r, const struct tally *y, const char *name) {
    for (i32 k = 0; k < y->n; k++)
        kit_print(cstr(&r->perm, str_fmt(&r->perm, "%s %.*s", name, SARG(y->name[k]))),
                  y->type + k * r->c.n, r->c.n);
    kit_print(name, y->all, r->c.n);
}

static i32 fold_of(struct str id) {
    return (i32)((str_hash(id) >> 20) % FOLDS);
}

static void crossed(struct run *r, const char *name, struct nl_how how) {
    struct nl_labels l = {0};
    if (how.stage == NAMES_EARLY) l = nl_mention_labels();
    struct nl_read *v = open_all(r, &l, how.stage > 0);
    struct tally y = tally_make(r);
    bool *held = NEWN(&r->perm, bool, r->c.n);
    for (i32 f = 0; f < FOLDS; f++) {
        struct arena a = r->perm;
        for (i64 i = 0; i < r->c.n; i++)
            held[i] = fold_of(r->c.v[i].id) == f;
        struct names_stage st;
        struct err e = {0};
        struct str m = nl_train(&a, r->scratch, v, r->c.n, held, &l, &how);
        CHECK(names_stage_open(m, how.stage, &st, &e) == RC_OK);
        for (i64 i = 0; i < r->c.n; i++)
            if (held[i]) score_text(r, &y, &v[i], i, r->c.n, &st);
        for (i32 k = 0; k < y.n; k++)
            for (i32 x = 0; x < l.n; x++)
                if (str_eq(y.name[k], l.name[x])) y.name[k] = l.name[x];
    }
    print(r, &y, name);
}

static void committed(struct run *r, const char *name, const struct names_stage *st) {
    struct nl_labels l = {0};
    struct nl_read *v = open_all(r, &l, st->stage > 0);
    struct tally y = tally_make(r);
    for (i64 i = 0; i < r->c.n; i++)
        score_text(r, &y, &v[i], i, r->c.n, st);
    print(r, &y, name);
}

static int usage(void) {
    fputs("bench_ner --re3d DIR | --re3d-test DIR | --cv FILE | FILE\n", stderr);
    return 2;
}

int main(int argc, char **argv) {
    static struct run r;
    r.perm = arena_make("bench", 8LL << 30);
    r.scratch = arena_make("bench", 8LL << 30);
    r.c.a = &r.perm;
    if (argc < 2 || argc > 3) return usage();
    const char *path = argv[argc - 1], *how = argc == 3 ? argv[1] : "";
    r.tab = nl_tables(&r.perm);
    r.m = names_model_make(&r.perm);
    bool re3d = strcmp(how, "--re3d") == 0, test = strcmp(how, "--re3d-test") == 0;
    if (re3d || test) {
        if (!folder(&r, path)) return usage();
    } else if (!nl_conll(&r.c, path, "conll", 12, nl_plain)) {
        return usage();
    }
    if (!strcmp(how, "--cv"))
        crossed(&r, "wikigold cv", NL_NAMES);
    else if (re3d)
        crossed(&r, "re3d cv", NL_MENTIONS);
    else
        committed(&r, test ? "re3d test" : "conll", &r.m->stage[test ? NAMES_EARLY : 0]);
    return 0;
}
