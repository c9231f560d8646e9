#include "read/pos_features.h"

#include "base/asset.h"
#include "learn/linear.h"

ASSET(pos_file, "data/models/pos.bin");

struct pos_model {
    struct linear m;
    const struct word_table *words;
};

const struct pos_model *pos_model_of(struct arena *a, struct str file) {
    struct pos_model *m = NEW(a, struct pos_model);
    struct err e = {0};
    CHECK(linear_open(file, &m->m, &e) == RC_OK);
    CHECK(m->m.classes == POS_COLUMNS && m->m.features >= POS_ROWS_MOST);
    m->words = word_table_make(a);
    return m;
}

const struct pos_model *pos_model_make(struct arena *a) {
    return pos_model_of(a, pos_file());
}

struct sums {
    _Alignas(16) i16 v[POS_COLUMNS];
};

/* Of one word, at each place near the word to be tagged. */
struct word_sums {
    struct sums at[POS_PLACES];
    bool done;
};

struct pos_cache {
    const struct pos_model *m;
    const struct word_types *types;
    struct word_sums *v;
    i64 cap;
    struct arena *a;
};

struct pos_cache *pos_cache_make(struct arena *a, const struct pos_model *m,
                                 const struct word_types *types) {
    struct pos_cache *c = NEW(a, struct pos_cache);
    *c = (struct pos_cache){.m = m, .types = types, .a = a};
    return c;
}

static void reserve(struct pos_cache *c) {
    if (c->cap >= c->types->n) return;
    i64 cap = c->types->n + c->types->n / 2 + 64;
    struct word_sums *v = NEWN(c->a, struct word_sums, cap);
    if (c->cap) memcpy(v, c->v, sizeof *v * (size_t)c->cap);
    c->v = v;
    c->cap = cap;
}

#ifdef CAIRN_SCALAR
static void add_sums(i16 *to, const i16 *row) {
    for (i32 i = 0; i < POS_COLUMNS; i++)
        to[i] = (i16)(to[i] + row[i]);
}
#else
static void add_sums(i16 *to, const i16 *row) {
    for (i32 i = 0; i < POS_COLUMNS; i += LINEAR_LANES)
        *(linear_lanes *)(to + i) += *(const linear_lanes *)(row + i);
}
#endif

static void add_rows(const struct linear *m, const u32 *f, i32 n, i16 *to) {
    for (i32 i = 0; i < n; i++)
        add_sums(to, m->rows + (size_t)(f[i] & m->mask) * POS_COLUMNS);
}

static const struct word_sums *sums_of(struct pos_cache *c, i32 type) {
    struct word_sums *s = &c->v[type];
    if (s->done) return s;
    u32 f[POS_WORD_MOST];
    for (i32 p = 0; p < POS_PLACES; p++) {
        i32 n = pos_word_features(word_type_at(c->types, type), (enum pos_place)p, f);
        add_rows(&c->m->m, f, n, s->at[p].v);
    }
    s->done = true;
    return s;
}

static u8 best(const i16 *v) {
    u8 b = 0;
    for (u8 i = 1; i < POS_COLUMNS; i++)
        if (v[i] > v[b]) b = i;
    return b;
}

/* The word at i of a sentence of n; the empty word outside. */
static i32 word_at(const i32 *types, i32 n, i32 i) {
    return i >= 0 && i < n ? types[i] : 0;
}

void pos_tag_types(struct pos_cache *c, const i32 *types, i32 n, u8 *out) {
    static const enum pos_place place[5] = {POS_BEFORE2, POS_BEFORE, POS_SELF, POS_BEHIND,
                                            POS_BEHIND2};
    struct pos_here h = {.t1 = POS_NO_TAG, .t2 = POS_NO_TAG, .t3 = POS_NO_TAG};
    reserve(c);
    h.letter_case = (u8)pos_case_of(c->types, types, n);
    for (i32 i = 0; i < n; i++) {
        struct sums s = {0};
        u32 f[POS_HERE_MOST];
        for (i32 k = 0; k < 5; k++) {
            i32 type = word_at(types, n, i + k - 2);
            h.w[k] = word_type_at(c->types, type);
            add_sums(s.v, sums_of(c, type)->at[place[k]].v);
        }
        h.first = i == 0;
        add_rows(&c->m->m, f, pos_here_features(&h, f), s.v);
        u8 tag = best(s.v);
        out[i] = (u8)pos_of_column(tag, h.w[2]);
        h.t3 = h.t2, h.t2 = h.t1, h.t1 = tag;
    }
}

void pos_tag(const struct pos_model *m, struct arena scratch, const struct str *words, i32 n,
             u8 *out) {
    struct word_types *t = word_types_make(&scratch, m->words, n);
    i32 *id = NEWN(&scratch, i32, n);
    for (i32 i = 0; i < n; i++)
        id[i] = word_type_of(t, words[i]);
    pos_tag_types(pos_cache_make(&scratch, m, t), id, n, out);
}

const char *upos_name(enum upos p) {
    static const char *const name[UPOS_COUNT] = {"ADJ",   "ADP",   "ADV", "AUX",  "CCONJ", "DET",
                                                 "INTJ",  "NOUN",  "NUM", "PART", "PRON",  "PROPN",
                                                 "PUNCT", "SCONJ", "SYM", "VERB", "X"};
    return name[p < UPOS_COUNT ? p : UPOS_X];
}
