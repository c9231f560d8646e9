/* How often is the part of speech right? build/bench_pos FILE.conllu: words as the treebank cuts
 * them, universal tags, one line a score (kit.h), documents drawn anew where the file tells
 * them apart, else sentences.
 *
 * upos: as written. upos-caps: all words in upper case, their case restored (read/case.h), tagged.
 * case: the same, how often a word inside a sentence is written as it was. */
#include "kit.h"
#include "learn/conllu.h"
#include "read/case_features.h"
#include "read/pos.h"

enum { UNITS_MOST = 1 << 17 };

struct models {
    const struct pos_model *pos;
    const struct case_model *cas;
};

static struct str upper(struct arena *a, struct str w) {
    char *p = NEWN(a, char, w.n + 1);
    for (i64 i = 0; i < w.n; i++)
        p[i] = w.p[i] >= 'a' && w.p[i] <= 'z' ? (char)(w.p[i] - 32) : w.p[i];
    return (struct str){p, w.n};
}

static void count_tags(const struct models *m, struct arena a, const struct conllu_sent *s,
                       const struct str *w, struct kit_count *u) {
    u8 *tag = NEWN(&a, u8, s->n);
    pos_tag(m->pos, a, w, s->n, tag);
    for (i32 i = 0; i < s->n; i++)
        u->right += str_eqc(s->v[i].upos, upos_name((enum upos)tag[i]));
    u->given += s->n;
    u->wanted += s->n;
}

static void count_case(const struct conllu_sent *s, const struct str *w, struct kit_count *u) {
    for (i32 i = 1; i < s->n; i++) {
        u8 c = case_of(s->v[i].form);
        if (c == CASE_COUNT) continue;
        u->right += c == case_of(w[i]);
        u->given++;
        u->wanted++;
    }
}

static void count_sentence(const struct models *m, struct arena a, const struct conllu_sent *s,
                           struct kit_count *tags, struct kit_count *caps, struct kit_count *cas) {
    struct str *w = NEWN(&a, struct str, s->n);
    for (i32 i = 0; i < s->n; i++)
        w[i] = s->v[i].form;
    count_tags(m, a, s, w, tags);
    for (i32 i = 0; i < s->n; i++)
        w[i] = upper(&a, w[i]);
    struct str *back = NEWN(&a, struct str, s->n);
    case_restore(m->cas, &a, w, s->n, back);
    count_tags(m, a, s, back, caps);
    count_case(s, back, cas);
}

int main(int argc, char **argv) {
    struct arena a = arena_make("bench", 4LL << 30);
    struct conllu c = {.rest = argc == 2 ? kit_file(&a, argv[1]) : (struct str){0}};
    if (!c.rest.p) return fprintf(stderr, "usage: bench_pos FILE.conllu\n"), 2;
    const struct models m = {pos_model_make(&a), case_model_make(&a)};
    struct kit_count *unit[3];
    for (int k = 0; k < 3; k++)
        unit[k] = NEWN(&a, struct kit_count, UNITS_MOST);
    struct conllu_sent s;
    struct err e = {0};
    i64 n = 0, docs = 0;
    for (struct arena t = a; conllu_next(&c, &t, &s, &e) == RC_OK && s.n > 0; t = a) {
        docs += s.newdoc;
        if (n == UNITS_MOST) return fprintf(stderr, "more than %d units\n", UNITS_MOST), 7;
        i64 k = docs && !s.newdoc && n ? n - 1 : n++;
        count_sentence(&m, t, &s, &unit[0][k], &unit[1][k], &unit[2][k]);
    }
    if (e.code) return fprintf(stderr, "%s: %s\n", argv[1], e.msg), 1;
    kit_print("upos", unit[0], n);
    kit_print("upos-caps", unit[1], n);
    kit_print("case", unit[2], n);
    return 0;
}
