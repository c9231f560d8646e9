/* What the trainers of names and their bench share: the corpora as texts with spans, the labels,
 * and learning. Integers only, fixed order. */
#ifndef CAIRN_TOOLS_NAMES_LEARN_H
#define CAIRN_TOOLS_NAMES_LEARN_H

#include "../../bench/kit.h"
#include "base/err.h"
#include "base/json.h"
#include "base/utf8.h"
#include "learn/tags.h"
#include "learn/train.h"
#include "read/names.h"

/* ---- texts with names ---- */

struct nl_span {
    i64 start, end; /* bytes */
    struct str type;
    i64 sure; /* thousandths */
};

struct nl_text {
    struct str id, text;
    struct nl_span *v; /* in order, none inside or across another */
    i64 n, cap;
    i64 all;    /* mentions of the corpus, those left out as nested included */
    i64 *lines; /* a sentence begins at each, when the corpus says; NULL = found by the reader */
    i64 nlines, caplines;
};

struct nl_corpus {
    struct arena *a;
    struct nl_text *v;
    i64 n, cap;
};

static inline struct nl_text *nl_new(struct nl_corpus *c, struct str id) {
    struct nl_text *t = PUSH(c->a, c->v, c->n, c->cap);
    *t = (struct nl_text){.id = id};
    return t;
}

/* More sure before less, then longer before shorter, then earlier: 1 when x goes first. */
static inline int nl_rank(const void *x, const void *y) {
    const struct nl_span *a = x, *b = y;
    i64 la = a->end - a->start, lb = b->end - b->start;
    bool sa = a->sure >= 500, sb = b->sure >= 500;
    if (sa != sb) return sa ? -1 : 1;
    if (la != lb) return la > lb ? -1 : 1;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    if (a->sure != b->sure) return a->sure > b->sure ? -1 : 1;
    return str_cmp(a->type, b->type);
}
static inline int nl_place(const void *x, const void *y) {
    const struct nl_span *a = x, *b = y;
    return (a->start > b->start) - (a->start < b->start);
}

/* One layer of spans: where two overlap, the one of higher rank stays. */
static inline void nl_flatten(struct nl_text *t) {
    t->all = t->n;
    qsort(t->v, (size_t)t->n, sizeof t->v[0], nl_rank);
    i64 n = 0;
    for (i64 i = 0; i < t->n; i++) {
        bool free = t->v[i].end > t->v[i].start;
        for (i64 k = 0; free && k < n; k++)
            free = t->v[i].end <= t->v[k].start || t->v[k].end <= t->v[i].start;
        if (free) t->v[n++] = t->v[i];
    }
    t->n = n;
    qsort(t->v, (size_t)n, sizeof t->v[0], nl_place);
}

/* ---- re3d: documents.json, entities.json, one object a line; offsets in code points ---- */

static inline i64 nl_byte(struct str s, i64 points) {
    i64 at = 0;
    u32 cp;
    while (points > 0 && at < s.n) {
        int n = utf8_next(s, at, &cp);
        at += n ? n : 1;
        points--;
    }
    return at;
}

static inline struct nl_text *nl_find(struct nl_corpus *c, i64 from, struct str id) {
    for (i64 i = from; i < c->n; i++)
        if (str_eq(c->v[i].id, id)) return &c->v[i];
    return NULL;
}

static inline i64 nl_sure(const struct json *j) {
    const struct json *v = json_get(j, "confidence");
    if (!v || v->type != JSON_NUMBER) return 1000;
    if (v->is_int) return v->i * 1000;
    i64 s = 0, unit = 1000;
    for (i64 i = str_chr(v->s, '.', 0) + 1; i > 0 && i < v->s.n && is_digit(v->s.p[i]); i++)
        s += (v->s.p[i] - '0') * (unit /= 10);
    if (str_chr(v->s, 'E', 0) >= 0 || str_chr(v->s, 'e', 0) >= 0) return 0; /* 1.2E-5 */
    return s + (v->s.p[0] == '1' ? 1000 : 0);
}

/* Adds the texts of one folder; false when it is none. */
static inline bool nl_re3d(struct nl_corpus *c, const char *dir) {
    struct str docs = kit_file(c->a, cstr(c->a, str_fmt(c->a, "%s/documents.json", dir)));
    struct str ents = kit_file(c->a, cstr(c->a, str_fmt(c->a, "%s/entities.json", dir)));
    i64 first = c->n;
    struct err e = {0};
    struct json *j;
    while (docs.n > 0) {
        struct str line = str_trim(str_cut(&docs, '\n'));
        if (!line.n) continue;
        if (json_read(c->a, line, &j, &e) != RC_OK) return false;
        nl_new(c, json_get_str(j, "_id"))->text = json_get_str(j, "text");
    }
    while (ents.n > 0) {
        struct str line = str_trim(str_cut(&ents, '\n'));
        if (!line.n) continue;
        if (json_read(c->a, line, &j, &e) != RC_OK) return false;
        struct nl_text *t = nl_find(c, first, json_get_str(j, "documentId"));
        if (!t) continue;
        struct nl_span s = {nl_byte(t->text, json_get_i(j, "begin", 0)),
                            nl_byte(t->text, json_get_i(j, "end", 0)), json_get_str(j, "type"),
                            nl_sure(j)};
        *PUSH(c->a, t->v, t->n, t->cap) = s;
    }
    for (i64 i = first; i < c->n; i++)
        nl_flatten(&c->v[i]);
    return c->n > first;
}

/* ---- CoNLL: WORD … LABEL, blank line between sentences; B-X, I-X, O ---- */

struct nl_conll {
    struct nl_corpus *c;
    struct nl_text *t;
    struct buf b;
    struct str last; /* type of the word before, "" = none */
    i64 sentences;
    const char *name;
    struct str (*map)(struct str type); /* "" = not a name */
};

static inline void nl_conll_end(struct nl_conll *r) {
    if (r->t) r->t->text = buf_str(&r->b), r->t->all = r->t->n;
    r->t = NULL;
    r->sentences = 0;
}

static inline void nl_conll_word(struct nl_conll *r, struct str word, struct str label) {
    struct arena *a = r->c->a;
    if (!r->t) {
        r->t = nl_new(r->c, str_fmt(a, "%s-%lld", r->name, (long long)r->c->n));
        r->b = buf_make(a, 64 << 20);
        r->last = S("");
    }
    if (r->b.n == 0 || r->b.p[r->b.n - 1] == '\n')
        *PUSH(a, r->t->lines, r->t->nlines, r->t->caplines) = r->b.n;
    i64 at = r->b.n;
    buf_put(&r->b, word);
    struct str type = label.n > 2 && label.p[1] == '-' ? r->map(str_sub(label, 2, label.n)) : S("");
    bool goes_on = type.n && label.p[0] == 'I' && str_eq(type, r->last) && r->t->n > 0;
    if (goes_on)
        r->t->v[r->t->n - 1].end = r->b.n;
    else if (type.n)
        *PUSH(a, r->t->v, r->t->n, r->t->cap) = (struct nl_span){at, r->b.n, type, 1000};
    buf_c(&r->b, ' ');
    r->last = type;
}

/* Texts are those of -DOCSTART- lines, else of `each` sentences in a row. */
static inline bool nl_conll(struct nl_corpus *c, const char *path, const char *name, i64 each,
                            struct str (*map)(struct str)) {
    struct nl_conll r = {.c = c, .name = name, .map = map};
    struct str f = kit_file(c->a, path);
    bool starts = str_has(f, S("-DOCSTART-")), some = f.n > 0;
    while (f.n > 0) {
        struct str line = str_trim(str_cut(&f, '\n'));
        if (str_starts(line, S("-DOCSTART-"))) {
            nl_conll_end(&r);
        } else if (!line.n) {
            if (r.t && r.b.n && r.b.p[r.b.n - 1] != '\n') buf_c(&r.b, '\n'), r.sentences++;
            r.last = S("");
            if (!starts && r.sentences >= each) nl_conll_end(&r);
        } else {
            i64 w = 0, l = line.n;
            while (w < line.n && !is_space(line.p[w]))
                w++;
            while (l > w && !is_space(line.p[l - 1]))
                l--;
            nl_conll_word(&r, str_sub(line, 0, w), str_sub(line, l, line.n));
        }
    }
    nl_conll_end(&r);
    return some;
}

/* Types of the corpora of proper names as ours. */
static inline struct str nl_plain(struct str t) {
    static const char *const M[][2] = {
        {"PER", "person"},    {"ORG", "group"},          {"LOC", "place"},
        {"MISC", "other"},    {"person", "person"},      {"corporation", "group"},
        {"group", "group"},   {"location", "place"},     {"creative-work", "other"},
        {"product", "other"}, {"organization", "group"}, {"place", "place"},
        {"event", "other"},   {"object", "other"}};
    for (i64 i = 0; i < LEN(M); i++)
        if (str_eqc(t, M[i][0])) return str_c(M[i][1]);
    return S("");
}

static inline struct str nl_phrase(struct str t) {
    static const char *const KEPT[] = {"person", "place",  "organization",
                                       "time",   "object", "event"};
    for (i64 i = 0; i < LEN(KEPT); i++)
        if (str_eqc(t, KEPT[i])) return t;
    return S("abstract");
}

/* ---- GUM: entities in MISC, "Entity=(12-person-…(13-place-…)" and "12)"; named where a proper
 * noun is its core ---- */

enum { NL_GUM_WORDS = 1024, NL_GUM_OPEN = 64 };

struct nl_gum {
    struct nl_conll r;
    bool phrases; /* every mention as far as its head, not only names */
    struct {
        i64 start, end;
        bool name, link; /* PROPN; of, the, and between two */
    } w[NL_GUM_WORDS];
    i32 n;
    struct {
        struct str id, type;
        i32 from, head; /* words of the mention as far as its head */
    } open[NL_GUM_OPEN];
    i32 nopen;
};

/* The run of proper nouns in [from, to) that ends last, links between two of them included. */
static inline void nl_gum_close(struct nl_gum *g, struct str id) {
    i32 k = g->nopen - 1;
    while (k >= 0 && !str_eq(g->open[k].id, id))
        k--;
    if (k < 0) return;
    struct str type = g->phrases ? nl_phrase(g->open[k].type) : nl_plain(g->open[k].type);
    i32 from = g->open[k].from, last = from, first, head_at = from + g->open[k].head - 1;
    for (i32 i = k; i + 1 < g->nopen; i++)
        g->open[i] = g->open[i + 1];
    g->nopen--;
    struct nl_text *t = g->r.t;
    if (g->phrases) {
        if (head_at < from || head_at >= g->n) head_at = g->n - 1;
        *PUSH(g->r.c->a, t->v, t->n, t->cap) =
            (struct nl_span){g->w[from].start, g->w[head_at].end, type, 1000};
        return;
    }
    while (last < g->n && !g->w[last].name)
        last++;
    first = last;
    while (last + 1 < g->n &&
           (g->w[last + 1].name || (last + 2 < g->n && g->w[last + 1].link && g->w[last + 2].name)))
        last++;
    bool head = last + 1 == g->n || (last < g->n && !g->w[last + 1].name);
    if (first >= g->n || !type.n || first > from + 3 || !head) return;
    *PUSH(g->r.c->a, t->v, t->n, t->cap) =
        (struct nl_span){g->w[first].start, g->w[last].end, type, 1000};
}

/* "new-nnnnn-cf1-2,3-sgl": the last number of the fourth part. */
static inline i32 nl_gum_head(struct str rest) {
    i64 v = 0, last = 0;
    for (i32 i = 0; i < 3; i++)
        (void)str_cut(&rest, '-');
    struct str span = str_cut(&rest, '-');
    while (span.n > 0)
        if (str_i64(str_cut(&span, ','), &v) && v > last) last = v;
    return (i32)last;
}

static inline void nl_gum_entities(struct nl_gum *g, struct str misc) {
    i64 at = str_find(misc, S("Entity="), 0);
    if (at < 0) return;
    struct str e = str_sub(misc, at + 7, misc.n);
    e = str_cut(&e, '|');
    while (e.n > 0) {
        bool opens = e.p[0] == '(';
        i64 end = opens;
        while (end < e.n && e.p[end] != '(' && e.p[end] != ')')
            end++;
        struct str one = str_sub(e, opens, end), id = str_cut(&one, '-');
        bool closes = end < e.n && e.p[end] == ')';
        if (opens && g->nopen < NL_GUM_OPEN) {
            g->open[g->nopen].id = id;
            g->open[g->nopen].type = str_cut(&one, '-');
            g->open[g->nopen].head = nl_gum_head(one);
            g->open[g->nopen++].from = g->n - 1;
        }
        if (closes) nl_gum_close(g, id);
        e = str_sub(e, end + closes, e.n);
    }
}

static inline void nl_gum_word(struct nl_gum *g, struct str line) {
    static const char *const LINKS[] = {"of", "the", "and", "for", "de", "-", "&"};
    struct str col[10] = {{0}}, rest = line;
    for (i32 i = 0; i < 10 && rest.n > 0; i++)
        col[i] = str_cut(&rest, '\t');
    if (str_chr(col[0], '-', 0) >= 0 || str_chr(col[0], '.', 0) >= 0 || g->n >= NL_GUM_WORDS)
        return;
    nl_conll_word(&g->r, col[1], S("O"));
    g->w[g->n].end = g->r.b.n - 1;
    g->w[g->n].start = g->r.b.n - 1 - col[1].n;
    g->w[g->n].name = str_eqc(col[3], "PROPN");
    g->w[g->n].link = false;
    for (i64 i = 0; i < LEN(LINKS); i++)
        g->w[g->n].link |= str_eqi(col[1], str_c(LINKS[i]));
    g->n++;
    nl_gum_entities(g, col[9]);
}

static inline bool nl_gum(struct nl_corpus *c, const char *path, bool phrases) {
    struct nl_gum *g = NEW(c->a, struct nl_gum);
    g->r = (struct nl_conll){.c = c, .name = "gum", .map = nl_plain};
    g->phrases = phrases;
    struct str f = kit_file(c->a, path);
    bool some = f.n > 0;
    i64 first = c->n;
    while (f.n > 0) {
        struct str line = str_cut(&f, '\n');
        if (str_starts(line, S("# newdoc"))) nl_conll_end(&g->r), g->nopen = 0;
        if (str_starts(line, S("#"))) continue;
        if (line.n) {
            nl_gum_word(g, line);
        } else {
            if (g->r.t && g->r.b.n) buf_c(&g->r.b, '\n');
            g->n = 0, g->nopen = 0;
        }
    }
    nl_conll_end(&g->r);
    for (i64 i = first; i < c->n; i++)
        nl_flatten(&c->v[i]);
    return some;
}

/* ---- a text as the reader sees it, with labels ---- */

struct nl_labels {
    struct str name[NAMES_CLASSES_MAX / 2];
    i32 n;       /* types; classes are 1 + 2n: O, B-0, I-0, B-1 … */
    bool closed; /* further types are not learned */
};

/* re3d's types, without those of fewer than ten mentions: Coordinate, MilitaryPlatform, Frequency,
 * CommsIdentifier. */
static inline struct nl_labels nl_mention_labels(void) {
    return (struct nl_labels){{S("Person"), S("Organisation"), S("Location"), S("Nationality"),
                               S("Temporal"), S("Quantity"), S("Money"), S("Weapon"), S("Vehicle"),
                               S("DocumentReference")},
                              10,
                              true};
}

static inline i32 nl_label(struct nl_labels *l, struct str type) {
    for (i32 i = 0; i < l->n; i++)
        if (str_eq(l->name[i], type)) return i;
    if (l->closed || l->n >= NAMES_CLASSES_MAX / 2 - 1) return -1;
    l->name[l->n] = type;
    return l->n++;
}

static inline struct str nl_label_names(struct arena *a, const struct nl_labels *l) {
    struct buf b = buf_make(a, 4096);
    buf_puts(&b, "O");
    for (i32 i = 0; i < l->n; i++)
        buf_fmt(&b, " B-%.*s I-%.*s", SARG(l->name[i]), SARG(l->name[i]));
    return buf_str(&b);
}

struct nl_read {
    const struct nl_text *src;
    struct tokens t;
    struct sentences s;
    struct names_text nt;
    u8 *gold; /* class of each token */
};

static inline void nl_lines(struct arena *a, const struct nl_text *src, struct nl_read *r) {
    r->s.v = NEWN(a, struct sentence, src->nlines);
    i32 at = 0;
    for (i64 k = 0; k < src->nlines; k++) {
        i64 end = k + 1 < src->nlines ? src->lines[k + 1] : src->text.n;
        struct sentence s = {.from = at};
        while (at < r->t.n && (i64)r->t.v[at].start < end)
            at++;
        s.to = at;
        if (s.to - s.from > SENTENCE_TOKENS_MAX) s.to = s.from + SENTENCE_TOKENS_MAX;
        if (s.to > s.from) r->s.v[r->s.n++] = s;
    }
}

/* What every text is read with. */
struct nl_tables {
    struct gazette g;
    const struct word_table *words;
    const struct pos_model *pos;
};

static inline struct nl_tables nl_tables(struct arena *a) {
    struct nl_tables t = {.words = word_table_make(a), .pos = pos_model_make(a)};
    struct err e = {0};
    CHECK(gazette_open(gazette_file(), &t.g, &e) == RC_OK);
    return t;
}

static inline void nl_words(struct arena *a, const struct nl_tables *tab, struct nl_read *r) {
    struct word_types *types = word_types_make(a, tab->words, r->t.n / 4);
    struct pos_cache *pos = pos_cache_make(a, tab->pos, types);
    i32 *type = NEWN(a, i32, (i64)r->t.n + 1);
    u8 *tag = NEWN(a, u8, (i64)r->t.n + 1);
    for (i32 i = 0; i < r->t.n; i++)
        type[i] = word_type_of(types, tok_str(r->src->text, &r->t.v[i]));
    r->nt = names_text_make(a, r->src->text, &r->t, types, type);
    for (i32 k = 0; k < r->s.n; k++)
        pos_tag_types(pos, type + r->s.v[k].from, r->s.v[k].to - r->s.v[k].from,
                      tag + r->s.v[k].from);
    for (i32 i = 0; i < r->t.n; i++)
        r->nt.w[i].upos = tag[i];
    names_prepare(&r->nt, &tab->g, r->s.v, r->s.n);
}

static inline struct nl_read nl_open(struct arena *a, const struct nl_tables *tab,
                                     const struct nl_text *src, struct nl_labels *l) {
    struct nl_read r = {.src = src, .t = tokenize(a, src->text, 0, src->text.n)};
    if (src->lines)
        nl_lines(a, src, &r);
    else
        r.s = sentences_of(a, src->text, r.t, true);
    r.gold = NEWN(a, u8, (i64)r.t.n + 1);
    i64 k = 0;
    for (i32 i = 0; i < r.t.n; i++) {
        while (k < src->n && src->v[k].end <= (i64)r.t.v[i].start)
            k++;
        if (k == src->n || (i64)r.t.v[i].end <= src->v[k].start) continue;
        i32 c = nl_label(l, src->v[k].type);
        bool go = i > 0 && (i64)r.t.v[i - 1].end > src->v[k].start;
        if (c >= 0) r.gold[i] = (u8)(1 + 2 * c + go);
    }
    nl_words(a, tab, &r);
    return r;
}

/* ---- learning ---- */

struct nl_how {
    const char *name;
    i32 stage, log2, runs, passes, margin, drop; /* margin in steps; drop of 256 */
};

static const struct nl_how NL_NAMES = {"names", 0, 15, 5, 8, 10, 128},
                           NL_PHRASES = {"phrases", 1, 15, 5, 8, 10, 128},
                           NL_MENTIONS = {"mentions", 2, 15, 6, 25, 10, 140};

struct nl_sent {
    i32 n;
    const u32 *f;  /* features of all words, one after another */
    const i32 *at; /* n + 1 offsets into f */
    const u8 *gold;
};

static inline struct nl_sent nl_sentence(struct arena *a, const struct nl_read *r,
                                         const struct sentence *s, int stage) {
    struct nl_sent out = {.n = s->to - s->from, .gold = r->gold + s->from};
    u32 tmp[NAMES_FEATURES_MAX];
    i32 *at = NEWN(a, i32, (i64)out.n + 1), k = 0;
    u32 *f = NEWN(a, u32, (i64)out.n * NAMES_FEATURES_MAX);
    for (i32 i = 0; i < out.n; i++) {
        i32 n = names_features(&r->nt, s->from, s->to, s->from + i, stage, tmp);
        CHECK(n <= NAMES_FEATURES_MAX);
        memcpy(f + k, tmp, (size_t)n * sizeof tmp[0]);
        at[i + 1] = k += n;
    }
    u32 *fit = NEWN(a, u32, k);
    memcpy(fit, f, (size_t)k * sizeof f[0]);
    out.f = fit;
    out.at = at;
    return out;
}

/* Features left out of one look at an example, so that no feature leans on another (Hinton et al.
 * 2012): a fixed function of feature, look and word. */
static inline bool nl_dropped(u32 feature, u32 look, i32 word, u32 of256) {
    return (feature2(look, feature, (u32)word) >> 24) < of256;
}

/* One example: decode with the margin against the gold, move what is wrong. */
static inline void nl_learn_one(struct trainer *t, struct arena a, const struct nl_sent *s,
                                i32 margin, u32 drop) {
    i32 k = t->classes, *emit = NEWN(&a, i32, (i64)s->n * k), *step = NEWN(&a, i32, k * k);
    i32 first[NAMES_CLASSES_MAX];
    u8 *out = NEWN(&a, u8, s->n);
    for (i32 c = 0; c < k; c++)
        first[c] = names_may_follow(0, c) ? 0 : TAGS_NEVER;
    for (i32 p = 0; p < k; p++) {
        trainer_add(t, names_step_feature(p), step + p * k);
        for (i32 c = 0; c < k; c++)
            if (!names_may_follow(p, c)) step[p * k + c] = TAGS_NEVER;
    }
    for (i32 i = 0; i < s->n; i++) {
        for (i32 f = s->at[i]; f < s->at[i + 1]; f++)
            if (!nl_dropped(s->f[f], (u32)t->ticks, i, drop))
                trainer_add(t, s->f[f], emit + (i64)i * k);
        for (i32 c = 0; c < k; c++)
            emit[(i64)i * k + c] += c == s->gold[i] ? 0 : margin;
    }
    tags_best(a, emit, step, first, s->n, k, out);
    for (i32 i = 0; i < s->n; i++) {
        i32 g = s->gold[i], o = out[i];
        for (i32 f = s->at[i]; g != o && f < s->at[i + 1]; f++)
            if (!nl_dropped(s->f[f], (u32)t->ticks, i, drop))
                trainer_move(t, s->f[f], g, 1), trainer_move(t, s->f[f], o, -1);
        if (i == 0 || (g == o && s->gold[i - 1] == out[i - 1])) continue;
        trainer_move(t, names_step_feature(s->gold[i - 1]), g, 1);
        trainer_move(t, names_step_feature(out[i - 1]), o, -1);
    }
    trainer_tick(t);
}

/* All weights to 0, their sums kept: what follows is averaged with what was (Breiman 1996). */
static inline void nl_forget(struct trainer *t) {
    for (u32 row = 0; row <= t->mask; row++)
        for (i32 c = 0; c < t->classes; c++) {
            i32 w = t->w[(size_t)row * (size_t)t->width + (size_t)c];
            if (w) trainer_move(t, row, c, -w);
        }
}

/* Trains on the given texts (held[i] true: left out); the file's bytes. */
static inline struct str nl_train(struct arena *perm, struct arena a, const struct nl_read *r,
                                  i64 n, const bool *held, const struct nl_labels *l,
                                  const struct nl_how *how) {
    struct nl_sent *s = NULL;
    i64 ns = 0, cap = 0;
    struct trainer *t = trainer_make(&a, how->log2, 1 + 2 * l->n);
    for (i64 i = 0; i < n; i++)
        for (i32 k = 0; k < r[i].s.n && !(held && held[i]); k++)
            if (r[i].s.v[k].to > r[i].s.v[k].from) {
                struct nl_sent one = nl_sentence(&a, &r[i], &r[i].s.v[k], how->stage);
                *PUSH(&a, s, ns, cap) = one;
            }
    for (i32 p = 0; p < how->runs * how->passes; p++) {
        i32 *order = trainer_order(&a, (i32)ns, (u32)p);
        if (p % how->passes == 0) nl_forget(t);
        for (i64 i = 0; i < ns; i++)
            nl_learn_one(t, a, &s[order[i]], how->margin, (u32)how->drop);
    }
    struct str f =
        trainer_pack(t, &a, how->name, cstr(&a, nl_label_names(&a, l)), NAMES_FEATURES_MAX, 200);
    char *p = arena_alloc(perm, 1, 64, f.n + 1);
    memcpy(p, f.p, (size_t)f.n);
    return (struct str){p, f.n};
}

/* Exit status of a trainer. */
static inline int nl_write(const char *path, struct str bytes) {
    FILE *f = fopen(path, "wb");
    bool ok = f && fwrite(bytes.p, 1, (size_t)bytes.n, f) == (size_t)bytes.n;
    if (f && fclose(f) != 0) ok = false;
    if (!ok) fprintf(stderr, "cannot write %s\n", path);
    return ok ? 0 : 7;
}

#endif
