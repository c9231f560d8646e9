/* How often is the part of speech right? build/bench_pos FILE.conllu: words as the treebank cuts
 * them, universal tags, one line a score (bench/kit.h), documents drawn anew where the file tells
 * them apart, else sentences. */
#include "kit.h"
#include "learn/conllu.h"
#include "read/pos.h"

enum { UNITS_MOST = 1 << 17 };

static i64 right_tags(const struct pos_model *m, struct arena a, const struct conllu_sent *s) {
    struct str *w = NEWN(&a, struct str, s->n);
    u8 *tag = NEWN(&a, u8, s->n);
    i64 right = 0;
    for (i32 i = 0; i < s->n; i++)
        w[i] = s->v[i].form;
    pos_tag(m, a, w, s->n, tag);
    for (i32 i = 0; i < s->n; i++)
        right += str_eqc(s->v[i].upos, upos_name((enum upos)tag[i]));
    return right;
}

int main(int argc, char **argv) {
    struct arena a = arena_make("bench", 4LL << 30);
    struct conllu c = {.rest = argc == 2 ? kit_file(&a, argv[1]) : (struct str){0}};
    if (!c.rest.p) return fprintf(stderr, "usage: bench_pos FILE.conllu\n"), 2;
    const struct pos_model *m = pos_model_make(&a);
    struct kit_count *unit = NEWN(&a, struct kit_count, UNITS_MOST);
    struct conllu_sent s;
    struct err e = {0};
    i64 n = 0, docs = 0;
    for (struct arena t = a; conllu_next(&c, &t, &s, &e) == RC_OK && s.n > 0; t = a) {
        docs += s.newdoc;
        if (n == UNITS_MOST) return fprintf(stderr, "more than %d units\n", UNITS_MOST), 7;
        struct kit_count *u = &unit[docs && !s.newdoc && n ? n - 1 : n++];
        u->right += right_tags(m, t, &s);
        u->given += s.n;
        u->wanted += s.n;
    }
    if (e.code) return fprintf(stderr, "%s: %s\n", argv[1], e.msg), 1;
    kit_print("upos", unit, n);
    return 0;
}
