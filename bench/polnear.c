/* Attribution against PolNeAR (Newell et al. 2018): exact spans of source, cue and content, and the
 * three tied together.
 *   bench_polnear FOLDER          text/ and attributions/ (brat standoff); our own words, one
 * document an annotation file bench_polnear --cofenet FILE  {"tokens","labels","id"} a paragraph
 * (CofeNet, Wang et al. 2022): its words are read as text, our spans are laid on its words; exact
 * spans; a document is an id */
#include "kit.h"

#include "../tools/models/attrib_corpus.h"
#include "base/json.h"
#include "read/attrib.h"

enum { TRIPLE = BRAT_ROLES, COUNTS, LINKS_MOST = 512 };
static const char *const name[COUNTS] = {"source", "cue", "content", "triple"};

struct bench {
    struct corpus_tools k;
    const struct attrib_model *m;
    struct kit_count *doc[COUNTS];
    i64 n, cap[COUNTS];
};

static void next_document(struct bench *b) {
    for (int r = 0; r < COUNTS; r++) {
        i64 n = b->n;
        *PUSH(b->k.a, b->doc[r], n, b->cap[r]) = (struct kit_count){0};
    }
    b->n++;
}

static void count_spans(struct bench *b, const u8 *gold, const u8 *guess, i32 n) {
    struct tally t[BRAT_ROLES] = {0};
    tally_add(t, gold, guess, n);
    for (int r = 0; r < BRAT_ROLES; r++) {
        struct kit_count *c = &b->doc[r][b->n - 1];
        c->right += t[r].right, c->given += t[r].given, c->wanted += t[r].wanted;
    }
}

/* ---- brat ---- */

/* Spans of one attribution over the words of the text, in order: role, from, to. */
struct tied {
    i32 v[24][3];
    i32 n;
};

static void tie(struct tied *t, i32 role, i32 from, i32 to) {
    if (t->n == (i32)LEN(t->v) || from >= to) return;
    i32 at = t->n++;
    for (;
         at > 0 && (t->v[at - 1][0] > role || (t->v[at - 1][0] == role && t->v[at - 1][1] > from));
         at--)
        memcpy(t->v[at], t->v[at - 1], sizeof t->v[0]);
    t->v[at][0] = role, t->v[at][1] = from, t->v[at][2] = to;
}

static struct tied tied_gold(const struct corpus_text *x, const struct brat_link *l) {
    struct tied t = {0};
    for (int r = 0; r < BRAT_ROLES; r++)
        for (i64 k = 0; l->id[r] >= 0 && k < x->b.n; k++) {
            if (x->b.v[k].text_id != l->id[r]) continue;
            i32 from = -1, last = 0;
            for (i32 i = 0; i < x->t.n; i++) {
                bool in =
                    x->b.v[k].from < (i64)x->t.v[i].end && (i64)x->t.v[i].start < x->b.v[k].to;
                if (in && from >= 0 && x->para[i] != x->para[i - 1]) tie(&t, r, from, i), from = i;
                if (in && from < 0) from = i;
                if (in) last = i + 1;
            }
            if (from >= 0) tie(&t, r, from, last);
        }
    return t;
}

static struct tied tied_guess(const struct attrib_link *l, i32 at) {
    struct tied t = {0};
    tie(&t, BRAT_SOURCE, l->source[0] + at, l->source[1] + at);
    tie(&t, BRAT_CUE, l->cue[0] + at, l->cue[1] + at);
    for (i32 k = 0; k < l->ncontents; k++)
        tie(&t, BRAT_CONTENT, l->content[k][0] + at, l->content[k][1] + at);
    return t;
}

static void document(struct bench *b, struct str text, struct str ann) {
    struct corpus c = {0};
    struct corpus_text x;
    struct tied guess[LINKS_MOST];
    struct kit_count *y;
    i32 n = 0;
    next_document(b);
    corpus_add(&b->k, &c, text, ann, &x);
    y = &b->doc[TRIPLE][b->n - 1];
    for (i64 i = 0; i < c.n; i++) {
        struct para *p = &c.v[i];
        struct attrib_link l[LINKS_MOST];
        attrib_tag(b->m, *b->k.a, b->k.types, p->t.w, p->t.n, p->guess, NULL);
        count_spans(b, p->gold, p->guess, p->t.n);
        i32 m = attrib_links(p->t.w, p->guess, p->t.n, l, LINKS_MOST - n);
        for (i32 k = 0; k < m; k++)
            guess[n++] = tied_guess(&l[k], p->from);
    }
    y->given += n;
    y->wanted += x.b.nlinks;
    for (i64 g = 0; g < x.b.nlinks; g++) {
        struct tied t = tied_gold(&x, &x.b.link[g]);
        for (i32 k = 0; k < n; k++)
            if (t.n && guess[k].n == t.n && !memcmp(guess[k].v, t.v, sizeof t.v[0] * (size_t)t.n)) {
                y->right++;
                guess[k].n = 0;
                break;
            }
    }
}

static void folder(struct bench *b, const char *path) {
    i64 n;
    const char *texts = cstr(b->k.a, str_fmt(b->k.a, "%s/text", path)),
               *anns = cstr(b->k.a, str_fmt(b->k.a, "%s/attributions", path));
    char **v = brat_folder(b->k.a, anns, ".ann", &n);
    for (i64 i = 0; i < n; i++)
        document(b, brat_file(b->k.a, texts, corpus_text_name(b->k.a, str_c(v[i]))),
                 brat_file(b->k.a, anns, str_c(v[i])));
}

/* ---- CofeNet's form ---- */

static u8 label_of(struct str s) {
    static const char *const l[] = {"O",     "B-source",  "I-source", "B-cue",
                                    "I-cue", "B-content", "I-content"};
    for (i64 k = 0; k < LEN(l); k++)
        if (str_eqc(s, l[k])) return (u8)k;
    return 0;
}

#define OPEN  "\xE2\x80\x9C"
#define CLOSE "\xE2\x80\x9D"

/* A word of the Penn treebank's spelling as it stands in text. */
static struct str plain(struct str w) {
    static const char *const form[][2] = {{"-LRB-", "("}, {"-RRB-", ")"},       {"-LSB-", "["},
                                          {"-RSB-", "]"}, {"-LCB-", "{"},       {"-RCB-", "}"},
                                          {"``", OPEN},   {"`", "\xE2\x80\x98"}};
    for (i64 k = 0; k < LEN(form); k++)
        if (str_eqc(w, form[k][0])) return str_c(form[k][1]);
    return w;
}

/* No blank stands before these, and none behind an opening mark. */
static bool glued(struct str w) {
    static const char *const form[] = {".",  ",",   ";",  ":",  "?",   "!",   ")",   "]", "%",
                                       "'s", "'re", "'m", "'d", "'ve", "'ll", "n't", "'", CLOSE};
    for (i64 k = 0; k < LEN(form); k++)
        if (str_eqc(w, form[k])) return true;
    return false;
}
static bool opens(struct str w) {
    return str_eqc(w, "(") || str_eqc(w, "[") || str_eqc(w, "$") || str_eqc(w, OPEN);
}

/* Words of one document that are read together. The file cuts a document into pieces that mostly
 * are paragraphs but also end within a quotation; such a piece is read with the next one, unless
 * that opens a quotation of its own (as a new paragraph of a long quotation does). Spans end where
 * their piece ends all the same. */
struct piece {
    struct str *word;
    u8 *gold, *guess;
    bool *first; /* of a piece */
    i64 n, cap;
    bool quote; /* it ends within a quotation */
};

/* A word as text; '' also stands where a straight mark opens a quotation. */
static struct str spelt(struct str w, bool *quote) {
    struct str p = plain(w);
    if (str_eqc(p, "''") || str_eqc(p, "\"")) p = str_c(*quote ? CLOSE : OPEN);
    if (str_eqc(p, OPEN) || str_eqc(p, CLOSE)) *quote = str_eqc(p, OPEN);
    return p;
}

static void piece_add(struct piece *p, const struct json *words, const struct json *labels) {
    i64 n = 0, from = p->n;
    JSON_EACH(w, words) n++;
    if (p->n + n > p->cap) fprintf(stderr, "a document of too many words\n"), exit(2);
    JSON_EACH(w, words) {
        p->word[p->n] = spelt(w->s, &p->quote);
        p->first[p->n] = p->n == from;
        p->guess[p->n] = 0;
        p->gold[p->n++] = 0;
    }
    i64 i = from;
    JSON_EACH(l, labels) {
        if (i < p->n) p->gold[i++] = label_of(l->s);
    }
}

/* The text of the words; from[i] = where word i begins. */
static struct str join(struct arena *a, const struct piece *p, i64 *from) {
    struct buf o = buf_make(a, 1 << 20);
    bool open = true;
    for (i64 i = 0; i < p->n; i++) {
        if (!open && !glued(p->word[i])) buf_c(&o, ' ');
        from[i] = o.n;
        buf_put(&o, p->word[i]);
        open = opens(p->word[i]);
    }
    from[p->n] = o.n + 1;
    return buf_str(&o);
}

/* Our labels on the file's words: of our words that touch it, the first; a later one may begin a
 * span. */
static void lay(struct piece *p, const i64 *from, struct tokens t, const u8 *ours) {
    i32 k = 0;
    for (i64 i = 0; i < p->n; i++) {
        bool begins = p->first[i];
        u8 *g = &p->guess[i];
        while (k < t.n && (i64)t.v[k].end <= from[i])
            k++;
        for (i32 q = k; q < t.n && (i64)t.v[q].start < from[i + 1]; q++) {
            if (*g == ATTRIB_NONE) *g = ours[q];
            begins |= ours[q] & 1;
        }
        if (*g && begins && *g % 2 == 0) --*g;
        bool on = i && *g && *g % 2 == 0;
        if (on && p->guess[i - 1] != *g && p->guess[i - 1] != *g - 1) --*g;
    }
}

static void paragraph(struct bench *b, struct piece *p) {
    i64 *from = NEWN(b->k.a, i64, p->n + 1);
    struct str text = join(b->k.a, p, from);
    struct tokens t = tokenize(b->k.a, text, 0, text.n);
    struct sentences s = sentences_of(b->k.a, text, t, false);
    struct attrib_word *w = corpus_words(&b->k, text, t, s);
    u8 *ours = NEWN(b->k.a, u8, t.n);
    attrib_tag(b->m, *b->k.a, b->k.types, w, t.n, ours, NULL);
    lay(p, from, t, ours);
    count_spans(b, p->gold, p->guess, (i32)p->n);
    p->n = 0;
    p->quote = false;
}

/* Does this piece go on in one that begins with these words? */
static bool goes_on(const struct piece *p, const struct json *words) {
    return p->quote && words && words->kids && !str_eqc(plain(words->kids->s), OPEN);
}

static struct piece piece_make(struct arena *a, i64 cap) {
    return (struct piece){.word = NEWN(a, struct str, cap),
                          .gold = NEWN(a, u8, cap),
                          .guess = NEWN(a, u8, cap),
                          .first = NEWN(a, bool, cap),
                          .cap = cap};
}

static void cofenet(struct bench *b, const char *path) {
    struct str all = kit_file(b->k.a, path), id = {0};
    struct piece p = piece_make(b->k.a, 1 << 18);
    if (!all.n) fprintf(stderr, "bench_polnear: nothing in %s\n", path), exit(2);
    while (all.n) {
        struct str line = str_cut(&all, '\n');
        struct err e = {0};
        struct json *j;
        if (!line.n) continue;
        if (json_read(b->k.a, line, &j, &e) != RC_OK) fprintf(stderr, "%s\n", e.msg), exit(2);
        struct str here = json_get_str(j, "id");
        bool same = b->n && here.n && str_eq(here, id);
        if (p.n && !(same && goes_on(&p, json_get(j, "tokens")))) paragraph(b, &p);
        if (!same) next_document(b);
        id = here;
        piece_add(&p, json_get(j, "tokens"), json_get(j, "labels"));
    }
    if (p.n) paragraph(b, &p);
}

int main(int argc, char **argv) {
    bool flat = argc == 3 && !strcmp(argv[1], "--cofenet");
    if (argc != 2 && !flat)
        return fprintf(stderr, "usage: bench_polnear FOLDER | --cofenet FILE.jsonl\n"), 2;
    struct arena a = arena_make("bench", 8LL << 30);
    struct bench b = {.k = corpus_tools_make(&a), .m = attrib_model_make(&a)};
    if (flat)
        cofenet(&b, argv[2]);
    else
        folder(&b, argv[1]);
    for (int r = 0; r < (flat ? BRAT_ROLES : COUNTS); r++)
        kit_print(cstr(&a, str_fmt(&a, "polnear%s %s", flat ? "-cofenet" : "", name[r])), b.doc[r],
                  b.n);
    return 0;
}
