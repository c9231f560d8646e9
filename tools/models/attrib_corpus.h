/* PolNeAR as paragraphs of our own words with labels: what the trainer of attribution learns from.
 */
#ifndef CAIRN_TOOLS_ATTRIB_CORPUS_H
#define CAIRN_TOOLS_ATTRIB_CORPUS_H

#include "brat.h"
#include "read/attrib_features.h"
#include "text/sentence.h"

struct para {
    struct attrib_text t;
    struct attrib_place *at;
    u8 *gold;      /* enum attrib_label */
    u8 *guess;     /* labels found, for scoring */
    i32 doc, from; /* number of its text; its first word there */
};

/* One annotated text. */
struct corpus_text {
    struct brat b;
    struct tokens t;
    i32 *para; /* of each word, the number of its paragraph */
};

struct corpus {
    struct para *v;
    i64 n, cap, words;
    i32 docs;
};

struct corpus_tools {
    struct arena *a;
    struct word_types *types;
    const struct pos_model *pos;
    struct pos_cache *cache;
};

static inline struct corpus_tools corpus_tools_make(struct arena *a) {
    struct corpus_tools k = {.a = a, .pos = pos_model_make(a)};
    k.types = word_types_make(a, word_table_make(a), 1 << 17);
    k.cache = pos_cache_make(a, k.pos, k.types);
    return k;
}

/* Words of a text with their tags, sentence by sentence, as the reader has them. */
static inline struct attrib_word *corpus_words(struct corpus_tools *k, struct str text,
                                               struct tokens t, struct sentences s) {
    struct attrib_word *w = NEWN(k->a, struct attrib_word, t.n + 1);
    i32 *type = NEWN(k->a, i32, t.n + 1);
    u8 *tag = NEWN(k->a, u8, t.n + 1);
    for (i32 i = 0; i < t.n; i++)
        type[i] = word_type_of(k->types, tok_str(text, &t.v[i]));
    for (i32 i = 0; i < s.n; i++)
        pos_tag_types(k->cache, type + s.v[i].from, s.v[i].to - s.v[i].from, tag + s.v[i].from);
    for (i32 i = 0; i < t.n; i++)
        w[i] = (struct attrib_word){.type = type[i],
                                    .upos = tag[i],
                                    .flags = (u8)((t.v[i].kind == TOK_OPEN ? ATTRIB_OPEN : 0) |
                                                  (t.v[i].kind == TOK_CLOSE ? ATTRIB_CLOSE : 0))};
    for (i32 i = 0; i < s.n; i++)
        if (!s.v[i].cut || s.v[i].first) w[s.v[i].from].flags |= ATTRIB_FIRST;
    return w;
}

/* Labels of words [from, to) from the parts that touch them. */
static inline void corpus_labels(const struct brat *b, struct tokens t, i32 from, i32 to,
                                 u8 *gold) {
    i64 last = -1;
    for (i32 i = from; i < to; i++) {
        i64 hit = -1;
        for (i64 k = 0; k < b->n && hit < 0; k++)
            if (b->v[k].from < (i64)t.v[i].end && (i64)t.v[i].start < b->v[k].to &&
                brat_linked(b, b->v[k].text_id))
                hit = k;
        gold[i - from] =
            hit < 0 ? ATTRIB_NONE : (u8)(1 + 2 * b->v[hit].role + (i > from && hit == last));
        last = hit;
    }
}

static inline void corpus_add(struct corpus_tools *k, struct corpus *c, struct str text,
                              struct str ann, struct corpus_text *x) {
    *x = (struct corpus_text){.b = brat_read(k->a, text, ann)};
    struct tokens t = x->t = tokenize(k->a, text, 0, text.n);
    x->para = NEWN(k->a, i32, t.n + 1);
    struct sentences s = sentences_of(k->a, text, t, true);
    struct attrib_word *w = corpus_words(k, text, t, s);
    for (i32 i = 0, e; i < s.n; i = e) {
        for (e = i + 1; e < s.n && s.v[e].para == s.v[i].para;)
            e++;
        i32 from = s.v[i].from, n = s.v[e - 1].to - from;
        struct para *p = PUSH(k->a, c->v, c->n, c->cap);
        *p = (struct para){.doc = c->docs, .from = from};
        for (i32 q = from; q < from + n; q++)
            x->para[q] = s.v[i].para;
        p->at = NEWN(k->a, struct attrib_place, n);
        p->t = (struct attrib_text){k->types, w + from, n, p->at};
        p->gold = NEWN(k->a, u8, n);
        p->guess = NEWN(k->a, u8, n);
        corpus_labels(&x->b, t, from, from + n, p->gold);
        c->words += n;
    }
    c->docs++;
}

/* "NAME_ANNOTATOR.ann" is of "NAME.txt". */
static inline struct str corpus_text_name(struct arena *a, struct str name) {
    i64 cut = name.n;
    while (cut > 0 && name.p[cut - 1] != '_')
        cut--;
    return str_fmt(a, "%.*s.txt", (int)(cut > 0 ? cut - 1 : 0), name.p);
}

static inline void corpus_read(struct corpus_tools *k, struct corpus *c, const char *folder) {
    i64 n;
    struct corpus_text x;
    const char *texts = cstr(k->a, str_fmt(k->a, "%s/text", folder)),
               *anns = cstr(k->a, str_fmt(k->a, "%s/attributions", folder));
    char **v = brat_folder(k->a, anns, ".ann", &n);
    struct str last = {0};
    for (i64 i = 0; i < n; i++) { /* two annotators of one text: one document */
        struct str name = corpus_text_name(k->a, str_c(v[i]));
        c->docs -= i > 0 && str_eq(name, last);
        corpus_add(k, c, brat_file(k->a, texts, name), brat_file(k->a, anns, str_c(v[i])), &x);
        last = name;
    }
}

/* ---- scores ---- */

struct tally {
    i64 right, given, wanted;
};

static inline i32 span_end(const u8 *l, i32 i, i32 n) {
    i32 e = i + 1;
    while (e < n && l[e] == l[i] + 1)
        e++;
    return e;
}

static inline void tally_add(struct tally t[BRAT_ROLES], const u8 *gold, const u8 *guess, i32 n) {
    for (i32 i = 0; i < n; i++) {
        bool g = gold[i] & 1, p = guess[i] & 1;
        if (g) t[gold[i] / 2].wanted++;
        if (p) t[guess[i] / 2].given++;
        if (g && p && gold[i] == guess[i] && span_end(gold, i, n) == span_end(guess, i, n))
            t[gold[i] / 2].right++;
    }
}

#endif
