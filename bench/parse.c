/* How often is the head of a word right? build/bench_parse FILE.conllu [ROUNDS]: words as the
 * treebank cuts them, tags by the reader's own tagger, marks included; relations reduced to those
 * of read/parse.h. One line a score (kit.h): uas, las; documents drawn anew where the file tells
 * them apart, else sentences. Then words parsed a second (of process time, tagging not counted),
 * the file parsed ROUNDS times (1). */
#include "kit.h"
#include "learn/conllu.h"
#include "read/parse.h"

#include <time.h>

enum { UNITS_MOST = 1 << 17 };

struct bench {
    const struct pos_model *pos;
    const struct parse_model *parse;
    const struct word_table *table;
    i64 rounds, words, nanos;
};

static i64 now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (i64)t.tv_sec * 1000000000 + t.tv_nsec;
}

static struct parse parse_once(struct bench *b, struct arena *a, const struct conllu_sent *s) {
    struct word_types *t = word_types_make(a, b->table, s->n);
    struct str *w = NEWN(a, struct str, s->n);
    i32 *type = NEWN(a, i32, s->n);
    u8 *tag = NEWN(a, u8, s->n);
    struct parse p = {NEWN(a, int16_t, s->n), NEWN(a, u8, s->n), 0};
    for (i32 i = 0; i < s->n; i++) {
        w[i] = s->v[i].form;
        type[i] = word_type_of(t, w[i]);
    }
    pos_tag(b->pos, *a, w, s->n, tag);
    i64 begun = now();
    for (i64 k = 0; k < b->rounds; k++)
        parse_types(b->parse, t, type, tag, s->n, &p);
    b->nanos += now() - begun;
    b->words += b->rounds * s->n;
    return p;
}

static void count(struct bench *b, struct arena a, const struct conllu_sent *s,
                  struct kit_count *uas, struct kit_count *las) {
    struct parse p = parse_once(b, &a, s);
    for (i32 i = 0; i < s->n; i++) {
        bool head = p.head[i] == s->v[i].head - 1;
        uas->right += head;
        las->right += head && p.dep[i] == dep_of(s->v[i].deprel);
    }
    uas->given += s->n, uas->wanted += s->n;
    las->given += s->n, las->wanted += s->n;
}

int main(int argc, char **argv) {
    struct arena a = arena_make("bench", 4LL << 30);
    struct conllu c = {.rest = argc > 1 ? kit_file(&a, argv[1]) : (struct str){0}};
    struct bench b = {.rounds = 1};
    if (!c.rest.p || (argc > 2 && (!str_i64(str_c(argv[2]), &b.rounds) || b.rounds < 1)))
        return fprintf(stderr, "usage: bench_parse FILE.conllu [ROUNDS]\n"), 2;
    b.pos = pos_model_make(&a), b.parse = parse_model_make(&a), b.table = word_table_make(&a);
    struct kit_count *uas = NEWN(&a, struct kit_count, UNITS_MOST),
                     *las = NEWN(&a, struct kit_count, UNITS_MOST);
    struct conllu_sent s;
    struct err e = {0};
    i64 n = 0, docs = 0, skipped = 0;
    for (struct arena t = a; conllu_next(&c, &t, &s, &e) == RC_OK && s.n > 0; t = a) {
        docs += s.newdoc;
        if (n == UNITS_MOST) return fprintf(stderr, "more than %d units\n", UNITS_MOST), 7;
        i64 k = docs && !s.newdoc && n ? n - 1 : n++;
        if (s.n <= SENTENCE_TOKENS_MAX)
            count(&b, t, &s, &uas[k], &las[k]);
        else
            skipped++;
    }
    if (e.code) return fprintf(stderr, "%s: %s\n", argv[1], e.msg), 1;
    kit_print("uas", uas, n);
    kit_print("las", las, n);
    if (skipped) printf("sentences_too_long\t%lld\n", (long long)skipped);
    if (b.nanos > 0)
        printf("words_per_second\t%lld\n", (long long)(b.words * 1000000 / (b.nanos / 1000 + 1)));
    return 0;
}
