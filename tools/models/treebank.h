/* What the trainers of words, tags and heads share: the treebanks' sentences, twice. Once in the
 * treebank's own words, once as our tokeniser cuts the same text (no hyphens, "I'm" one word),
 * where that differs: the tags of the words that begin there, the tree with words drawn together.
 */
#ifndef CAIRN_TOOLS_TREEBANK_H
#define CAIRN_TOOLS_TREEBANK_H

#include "learn/conllu.h"
#include "read/pos.h"
#include "text/token.h"

#include <stdio.h>
#include <stdlib.h>

struct tree_sent {
    struct str *word;
    u8 *tag;   /* enum upos */
    i32 *head; /* 0-based, -1 root; NULL where our tokens make no tree of the treebank's */
    struct str *rel;
    i32 n;
};

struct treebank {
    struct tree_sent *v;
    i64 n, cap;
};

static inline struct str tree_file(struct arena *a, const char *folder, const char *name) {
    FILE *f = fopen(cstr(a, str_fmt(a, "%s/%s", folder, name)), "rb");
    if (!f) fprintf(stderr, "no %s/%s\n", folder, name), exit(2);
    struct buf b = buf_make(a, 256 << 20);
    static char chunk[1 << 16];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
        buf_put(&b, (struct str){chunk, (i64)n});
    fclose(f);
    return buf_str(&b);
}

/* A copy whose rows SIMD may load. */
static inline struct str tree_aligned(struct arena *a, struct str bytes) {
    char *p = arena_alloc(a, 1, 64, bytes.n);
    memcpy(p, bytes.p, (size_t)bytes.n);
    return (struct str){p, bytes.n};
}

static inline u8 tree_tag(struct str s) {
    for (int p = 0; p < UPOS_COUNT; p++)
        if (str_eqc(s, upos_name((enum upos)p))) return (u8)p;
    return UPOS_X;
}

static inline struct tree_sent tree_of(struct arena *a, const struct conllu_sent *s) {
    struct tree_sent t = {NEWN(a, struct str, s->n), NEWN(a, u8, s->n), NEWN(a, i32, s->n),
                          NEWN(a, struct str, s->n), s->n};
    for (i32 i = 0; i < s->n; i++) {
        t.word[i] = s->v[i].form;
        t.tag[i] = tree_tag(s->v[i].upos);
        t.head[i] = s->v[i].head - 1;
        t.rel[i] = s->v[i].deprel;
    }
    return t;
}

/* Where each word of the treebank stands in the text of its sentence; false when one is not there.
 */
static inline bool tree_offsets(const struct conllu_sent *s, i64 *at) {
    i64 from = 0;
    for (i32 i = 0; i < s->n; i++) {
        at[i] = str_find(s->text, s->v[i].form, from);
        if (at[i] < 0 || at[i] > from + 4) return false;
        from = at[i] + s->v[i].form.n;
    }
    return true;
}

/* Does every word reach the root, of which there is one? */
static inline bool tree_whole(const i32 *head, i32 n) {
    i32 roots = 0;
    for (i32 i = 0; i < n; i++) {
        i32 k = i, steps = 0;
        while (k >= 0 && steps++ <= n)
            k = head[k];
        if (k >= 0) return false;
        roots += head[i] < 0;
    }
    return roots == 1;
}

/* The tree over our tokens: token i holds the words first[i]..first[i + 1] of the treebank and
 * takes the head of the first of them whose head is outside; a further token inside one word (first
 * equal) depends on the token before it. */
static inline void tree_draw(struct arena *a, const struct conllu_sent *s, const i32 *first,
                             struct tree_sent *out) {
    i32 *token = NEWN(a, i32, s->n), *head = NEWN(a, i32, out->n);
    out->rel = NEWN(a, struct str, out->n);
    for (i32 i = 0, k = 0; k < s->n; k++) {
        while (i + 1 < out->n && first[i + 1] <= k && first[i] < first[i + 1])
            i++;
        token[k] = i;
        while (i + 1 < out->n && first[i + 1] == first[i])
            i++;
    }
    for (i32 i = 0; i < out->n; i++)
        head[i] = i - 1, out->rel[i] = S("goeswith");
    for (i32 k = s->n - 1; k >= 0; k--) {
        i32 h = s->v[k].head - 1;
        if (h >= 0 && token[h] == token[k]) continue;
        head[token[k]] = h < 0 ? -1 : token[h];
        out->rel[token[k]] = s->v[k].deprel;
    }
    out->head = tree_whole(head, out->n) ? head : NULL;
}

/* The sentence as our tokeniser cuts it; false where it cannot be found or nothing differs. */
static inline bool tree_recut(struct arena *a, const struct conllu_sent *s, struct tree_sent *out) {
    i64 *at = NEWN(a, i64, s->n + 1);
    if (!s->text.n || !tree_offsets(s, at)) return false;
    struct tokens t = tokenize(a, s->text, 0, s->text.n);
    i32 *first = NEWN(a, i32, t.n + 1);
    *out = (struct tree_sent){NEWN(a, struct str, t.n), NEWN(a, u8, t.n), NULL, NULL, t.n};
    bool same = t.n == s->n;
    for (i32 i = 0, k = 0; i < t.n; i++) {
        while (k + 1 < s->n && at[k + 1] <= t.v[i].start)
            k++;
        first[i] = k;
        out->word[i] = tok_str(s->text, &t.v[i]);
        out->tag[i] = tree_tag(s->v[k].upos);
        same = same && str_eq(out->word[i], s->v[k].form);
    }
    if (t.n) tree_draw(a, s, first, out);
    return !same;
}

/* Reads one file of the corpora. `recut`: 0 own words, 1 and our cut where it differs. */
static inline void tree_read(struct arena *a, struct treebank *t, const char *corpora,
                             const char *name, int recut) {
    struct conllu c = {.rest = tree_file(a, corpora, name)};
    struct conllu_sent s;
    struct err e = {0};
    struct tree_sent cut;
    while (conllu_next(&c, a, &s, &e) == RC_OK && s.n > 0) {
        *PUSH(a, t->v, t->n, t->cap) = tree_of(a, &s);
        if (recut && tree_recut(a, &s, &cut)) *PUSH(a, t->v, t->n, t->cap) = cut;
    }
    if (e.code) fprintf(stderr, "%s: %s\n", name, e.msg), exit(2);
}

static inline void tree_write(const char *path, struct str bytes) {
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(bytes.p, 1, (size_t)bytes.n, f) != (size_t)bytes.n || fclose(f) != 0)
        fprintf(stderr, "cannot write %s\n", path), exit(2);
}

#define TREE_TRAIN                                                                                 \
    "ud/en_ewt/en_ewt-ud-train.rebuilt.conllu", "ud/en_ewt/en_ewt-ud-dev.conllu",                  \
        "ud/en_gum/en_gum-train.conllu"

#endif
