/* A light tagger: lexicon, suffixes and the neighbour to the left and right. It needs to be right
 * about the words of this field and about clause structure; it does not try to be a treebank
 * tagger. */
#include "read/doc.h"

void tag_quotes(struct doc *d) {
    i32 open = -1;
    char mark = 0;
    for (i32 i = 0; i < d->t.n; i++) {
        const struct token *t = &d->t.v[i];
        bool para = (t->flags & TOK_LINE && !d->s.wrapped) || t->flags & TOK_PARA;
        bool end = open >= 0 && ((t->kind == TOK_CLOSE && t->mark == mark) || (para && i > open));
        if (end) {
            struct quote *q = PUSH(d->a, d->quotes, d->nquotes, d->capquotes);
            *q = (struct quote){open + 1, i, t->kind != TOK_CLOSE};
            for (i32 k = open + 1; k < i; k++)
                d->w[k].quote = (i32)d->nquotes;
            open = -1;
        }
        if (t->kind == TOK_OPEN && open < 0) open = i, mark = t->mark;
    }
    if (open >= 0) {
        struct quote *q = PUSH(d->a, d->quotes, d->nquotes, d->capquotes);
        *q = (struct quote){open + 1, d->t.n, true};
        for (i32 k = open + 1; k < d->t.n; k++)
            d->w[k].quote = (i32)d->nquotes;
    }
}

static void mark_when(struct doc *d, const struct when_phrase *p) {
    struct when_phrase *w = PUSH(d->a, d->whens, d->nwhens, d->capwhens);
    *w = *p;
    for (i32 k = p->from; k < p->to; k++) {
        d->w[k].when = (i32)d->nwhens;
        d->w[k].pos = POS_WHEN;
        d->w[k].len = k == p->from ? (u8)(p->to - p->from) : 0;
    }
}

static void mark_number(struct doc *d, const struct number *p) {
    struct number *n = PUSH(d->a, d->nums, d->nnums, d->capnums);
    *n = *p;
    for (i32 k = p->from; k < p->to; k++) {
        d->w[k].num = (i32)d->nnums;
        d->w[k].pos = POS_NUM;
        d->w[k].len = k == p->from ? (u8)(p->to - p->from) : 0;
    }
}

/* "one another", "no one", "on one side", "the one": a pronoun; "one" of a hyphen name: not a
 * count. */
static bool peek_is_not_noun(const struct doc *d, i32 i) {
    i32 n;
    const struct lex_sense *s = lexicon_at(d->lx, d->text, d->t.v, i, d->t.n, &n);
    return s && s->row->pos != POS_NOUN && s->row->pos != POS_ADJ;
}

static bool is_no_count(const struct doc *d, const struct number *n) {
    i32 i = n->from;
    const struct token *t = &d->t.v[i];
    bool one = n->to == i + 1 && word_is(d, i, "one");
    if (i > 1 && word_is(d, i - 1, "of") && n->to == i + 1 &&
        (word_is(d, i - 2, "mother") || word_is(d, i - 2, "father")))
        return true; /* a mother of four */
    if (i > 2 && word_is(d, i - 1, "of") && n->to == i + 1 &&
        (word_is(d, i - 3, "a") || word_is(d, i - 3, "the")) &&
        (word_is(d, i - 2, "boy") || word_is(d, i - 2, "girl") || word_is(d, i - 2, "man") ||
         word_is(d, i - 2, "woman") || word_is(d, i - 2, "child") || word_is(d, i - 2, "youth")))
        return true; /* a boy of 14 */
    if (one &&
        (word_is(d, i - 1, "no") || word_is(d, i + 1, "another") || word_is(d, i - 1, "the") ||
         word_is(d, i - 1, "any") || word_is(d, i - 1, "every") || word_is(d, i - 1, "each") ||
         word_is(d, i - 1, "which") || word_is(d, i - 1, "this") || word_is(d, i - 1, "that")))
        return true;
    if (one && i > 0 && t->flags & TOK_HYPHEN) return true;
    if (word_is(d, i, "zero")) return false;
    struct str digits = word_str(d, i);
    if (n->to == i + 1 && t->kind == TOK_NUMBER && digits.n == 4 && n->min >= 1900 &&
        n->min <= 2099)
        if (i + 1 >= d->t.n || d->t.v[i + 1].kind != TOK_WORD || peek_is_not_noun(d, i + 1))
            return true; /* a year */
    if (t->kind == TOK_NUMBER && i > 0 && d->t.v[i - 1].kind == TOK_WORD && n->to == i + 1) {
        static const char *const before[] = {
            "article", "resolution", "route",   "volume", "block",  "page", "chapter", "section",
            "number",  "unit",       "highway", "room",   "flight", "aged", "age",     "version"};
        for (i64 k = 0; k < LEN(before); k++)
            if (word_is(d, i - 1, before[k])) return true;
    }
    return false;
}

static void find_phrases(struct doc *d, i32 from, i32 to) {
    for (i32 i = from; i < to; i++) {
        struct when_phrase w;
        struct number n;
        const struct token *t = &d->t.v[i];
        if (t->kind != TOK_WORD && t->kind != TOK_NUMBER) continue;
        if (when_at(d->text, d->t.v, i, to, d->anchor, &w)) {
            mark_when(d, &w);
            i = w.to - 1;
        } else if (number_at(d->text, d->t.v, i, to, &n)) {
            bool old = n.to + 1 < to && (word_is(d, n.to, "year") || word_is(d, n.to, "month")) &&
                       word_is(d, n.to + 1, "old");
            if (old ||
                (n.to < to && d->t.v[n.to].flags & TOK_HYPHEN && d->t.v[n.to].kind == TOK_WORD)) {
                i32 k = n.to; /* eight-year-old, three-storey: no count */
                while (k < to && (d->t.v[k].flags & TOK_HYPHEN || (old && k == n.to)))
                    k++;
                if (k < to && word_is(d, k, "old") &&
                    (word_is(d, k - 1, "year") || word_is(d, k - 1, "month")))
                    k++;
                for (i32 q = n.from; q < k; q++)
                    d->w[q].pos = POS_ADJ, d->w[q].len = 1, d->w[q].describes = true;
                i = k - 1;
                continue;
            }
            if (is_no_count(d, &n)) continue;
            mark_number(d, &n);
            i = n.to - 1;
        }
    }
}

static u8 prev_pos(const struct doc *d, i32 i, i32 from) {
    return i > from ? d->w[i - 1].pos : POS_MARK;
}

/* The tag of the unit before, adverbs skipped. */
static u8 before_adverbs(const struct doc *d, i32 i, i32 from) {
    while (i > from && (d->w[i - 1].pos == POS_ADV || d->w[i - 1].pos == POS_NEG))
        i--;
    return prev_pos(d, i, from);
}

static const struct lex_sense *sense_with(const struct lex_sense *s, u8 pos) {
    for (; s; s = s->next)
        if (s->row->pos == pos) return s;
    return NULL;
}

/* What the token after the unit looks like, by its lexicon alone. */
static u8 peek_pos(const struct doc *d, i32 i, i32 to) {
    i32 n;
    if (i >= to) return POS_MARK;
    if (d->w[i].pos == POS_NUM || d->w[i].pos == POS_WHEN || d->w[i].describes) return d->w[i].pos;
    if (d->t.v[i].kind == TOK_NUMBER) return POS_NUM;
    if (d->t.v[i].kind != TOK_WORD) return POS_MARK;
    const struct lex_sense *s = lexicon_at(d->lx, d->text, d->t.v, i, to, &n);
    if (s) return s->row->pos;
    if (d->t.v[i].flags & TOK_CAP && !d->s.caps) return POS_NAME;
    return POS_NONE;
}

/* Can the word at token i be of this class at all? */
static bool peek_has(const struct doc *d, i32 i, i32 to, u8 pos) {
    i32 n;
    return i < to && d->t.v[i].kind == TOK_WORD &&
           sense_with(lexicon_at(d->lx, d->text, d->t.v, i, to, &n), pos);
}

static bool starts_np(u8 pos) {
    return pos == POS_DET || pos == POS_NUM || pos == POS_PRON || pos == POS_NOUN ||
           pos == POS_NAME || pos == POS_ADJ;
}

static bool is_finite_left(u8 p) {
    return p == POS_NOUN || p == POS_NAME || p == POS_PRON || p == POS_WH || p == POS_NUM;
}

static const struct lex_sense *pick_participle(const struct doc *d, const struct lex_sense *v,
                                               const struct lex_sense *n, const struct lex_sense *j,
                                               i32 i, i32 from, i32 after, i32 to) {
    u8 p = prev_pos(d, i, from), q = before_adverbs(d, i, from), next = peek_pos(d, after, to);
    bool noun_next = next == POS_NOUN || (next == POS_VERB && peek_has(d, after, to, POS_NOUN));
    if (q == POS_AUX || q == POS_MODAL) return v;
    bool nounish = next == POS_NOUN || next == POS_ADJ || next == POS_NAME || next == POS_NONE;
    if (p == POS_DET || p == POS_ADJ || p == POS_POSS) {
        if ((nounish || noun_next) && j) return j;
        if (noun_next && p == POS_DET && !n) return NULL;
        if (n) return n;
        return nounish ? NULL : v;
    }
    if (p == POS_PREP && (next == POS_NOUN || next == POS_NAME)) return j ? j : NULL;
    if (p == POS_NUM && noun_next) return j;
    bool list =
        next == POS_CONJ && i + 2 < d->t.n && d->w[i + 2].pos != POS_NUM; /* 200 wounded and sick */
    if (p == POS_NUM && n && n->row->flags & LEX_GROUPREF && (next == POS_AUX || list) &&
        !word_is(d, i, "killed") && !word_is(d, i, "missing"))
        return n;
    bool object = next == POS_NOUN || next == POS_ADJ || next == POS_NAME || next == POS_NONE ||
                  next == POS_DET || next == POS_NUM || next == POS_PRON;
    if (n && n->row->flags & LEX_GROUPREF && p == POS_PREP && !object)
        return n; /* scores of wounded, among the killed */
    if (p == POS_NUM && n && next != POS_PREP && next != POS_MARK && !j) return n;
    return v;
}

static const struct lex_sense *pick_ing(const struct doc *d, const struct lex_sense *v,
                                        const struct lex_sense *n, i32 i, i32 from, u8 next,
                                        bool next_of) {
    u8 p = prev_pos(d, i, from), q = before_adverbs(d, i, from);
    if (!n && p == POS_NOUN && (next == POS_AUX || next == POS_MODAL)) return NULL;
    if (!n)
        return p == POS_DET && (next_of || next == POS_NOUN || next == POS_NAME ||
                                next == POS_ADJ || next == POS_NONE)
                   ? NULL
                   : v;
    if (next_of || p == POS_DET || p == POS_ADJ || p == POS_POSS) return n;
    if (q == POS_AUX) return v;
    bool object = next == POS_DET || next == POS_NUM || next == POS_PRON || next == POS_NOUN ||
                  next == POS_NAME || next == POS_ADJ;
    if (object && (p == POS_PREP || p == POS_MARK || p == POS_SUB || p == POS_CONJ || p == POS_ADV))
        return v;
    if (object && p == POS_VERB && d->w[i].upos == UPOS_VERB)
        return v; /* admitted killing two men */
    return n;
}

/* Verb or noun of the same letters: "reports", "mines", "attack". */
static const struct lex_sense *pick_base(const struct doc *d, const struct lex_sense *v,
                                         const struct lex_sense *n, const struct lex_sense *j,
                                         i32 i, i32 from, u8 next, bool next_of) {
    u8 p = prev_pos(d, i, from), q = before_adverbs(d, i, from);
    if (p == POS_TO || q == POS_MODAL || (q == POS_AUX && p != POS_AUX)) return v;
    if (q == POS_PRON && p != POS_DET) return v;
    u8 pf = i > from ? d->w[i - 1].form : FORM_NONE;
    if (!n && !j && p == POS_NOUN &&
        ((v->form == FORM_BASE && pf == FORM_SING) || (v->form == FORM_S && pf == FORM_PLUR)))
        return NULL;
    if (v->row->act1 && v->form == FORM_S && p == POS_MARK && next == POS_DET && i > from)
        return v; /* …, states a bulletin */
    if (!n && !j && p == POS_MARK && v->form == FORM_BASE && (next == POS_NOUN || next == POS_NAME))
        return NULL;
    bool of_group = next_of && (p == POS_DET || p == POS_ADJ || p == POS_POSS || p == POS_PREP ||
                                p == POS_MARK || p == POS_NUM);
    if (!n && !j && (p == POS_NUM || of_group)) return NULL;
    bool in_group =
        p == POS_ADJ &&
        (next_of || (i > from + 1 && (d->w[i - 2].pos == POS_DET ||
                                      d->w[i - 2].pos == POS_POSS))); /* the full list */
    if (!n && !j) return p == POS_DET || p == POS_PREP || p == POS_POSS || in_group ? NULL : v;
    if (j && !n) return j;
    if (next_of || p == POS_DET || p == POS_ADJ || p == POS_PREP || p == POS_POSS || p == POS_NUM ||
        p == POS_MARK)
        return n;
    if (is_finite_left(p) &&
        (next == POS_DET || next == POS_NUM || next == POS_PRON || next == POS_SUB))
        return v;
    if (is_finite_left(p) && v->row->act1 && (starts_np(next) || next == POS_NONE)) return v;
    if (v->form == FORM_S && word_is(d, i, "remains") && d->w[i].upos == UPOS_VERB) return v;
    i32 u = i - 1;
    while (u > from && d->w[u].len == 0)
        u--;
    bool speaker =
        u >= from && word_flags(d, u) & (LEX_SPEAKER | LEX_ORG) && d->w[u].form != FORM_PLUR;
    if (v->form == FORM_S && v->row->act1 && speaker &&
        (next == POS_PREP || next == POS_MARK || next == POS_WHEN))
        return v; /* the staff reports in */
    return n;
}

static bool has_end(struct str w, const char *end) {
    i64 n = (i64)strlen(end);
    return w.n > n + 1 && str_eqi(str_sub(w, w.n - n, w.n), str_c(end));
}

static void set(struct word *w, u8 pos, u8 form) {
    w->pos = pos;
    w->form = form;
}

/* A word that no lexicon knows: by capitals, ending and the tag to the left. */
static void guess(struct doc *d, i32 i, i32 from, i32 to) {
    struct word *w = &d->w[i];
    struct str s = word_str(d, i);
    const struct token *t = &d->t.v[i];
    u8 p = prev_pos(d, i, from), q = before_adverbs(d, i, from), next = peek_pos(d, i + 1, to);
    bool cap =
        t->flags & TOK_CAP && !d->s.caps && (i > from || next == POS_NAME || !has_end(s, "ly"));
    w->len = 1;
    if (p == POS_TO || q == POS_MODAL)
        return cap ? set(w, POS_NAME, 0) : set(w, POS_VERB, FORM_BASE);
    if (cap) return set(w, POS_NAME, 0);
    if (t->flags & TOK_HYPHEN && (next == POS_NOUN || next == POS_NONE))
        return set(w, p == POS_NOUN || p == POS_NAME ? POS_NOUN : POS_ADJ, FORM_SING);
    if (has_end(s, "ly")) return set(w, POS_ADV, 0);
    if (has_end(s, "ing")) {
        bool verb =
            q == POS_AUX || ((p == POS_MARK || p == POS_PREP || p == POS_SUB) && starts_np(next));
        return verb                                   ? set(w, POS_VERB, FORM_ING)
               : next == POS_NOUN || next == POS_NONE ? set(w, POS_ADJ, 0)
                                                      : set(w, POS_NOUN, FORM_SING);
    }
    if (has_end(s, "ed")) {
        if (q == POS_AUX || is_finite_left(p) || p == POS_MARK || p == POS_CONJ)
            return set(w, POS_VERB, FORM_ED);
        return set(w, POS_ADJ, 0);
    }
    static const char *const adj[] = {"ous",  "ful", "ive", "able", "ible", "ical",
                                      "less", "ary", "ish", "ian",  "ese",  "ern"};
    for (i64 k = 0; k < LEN(adj); k++)
        if (has_end(s, adj[k]) && next != POS_MARK && !(next == POS_VERB && q != POS_AUX))
            return set(w, POS_ADJ, 0);
    if (has_end(s, "s") && !has_end(s, "ss")) {
        bool verb = (q == POS_PRON && p == POS_PRON && (starts_np(next))) ||
                    (p == POS_NAME && next == POS_NUM); /* X tops 18,000 */
        return verb ? set(w, POS_VERB, FORM_S) : set(w, POS_NOUN, FORM_PLUR);
    }
    bool noun_next = next == POS_NOUN || next == POS_NAME || peek_has(d, i + 1, to, POS_NOUN);
    if (w->upos == UPOS_ADJ && noun_next && p != POS_NOUN && p != POS_NAME)
        return set(w, POS_ADJ, 0); /* credible reports */
    if (w->upos == UPOS_VERB && is_finite_left(q) && (starts_np(next) || next == POS_PREP))
        return set(w, POS_VERB, FORM_PAST); /* blew himself up */
    set(w, POS_NOUN, FORM_SING);
}

static bool is_poss(const struct doc *d, i32 i) {
    return word_is(d, i, "'s") ||
           (d->t.v[i].kind == TOK_MARK && d->t.v[i].mark == '\'' && d->t.v[i].flags & TOK_GLUED);
}

/* Does a noun that agrees with the determiner follow, whatever else its letters may mean: "this
 * report documents"? */
static bool agrees(const struct doc *d, i32 i, i32 to) {
    i32 k;
    const struct lex_sense *n =
        i + 1 < to ? sense_with(lexicon_at(d->lx, d->text, d->t.v, i + 1, to, &k), POS_NOUN) : NULL;
    bool one = word_is(d, i, "this") || word_is(d, i, "another") || word_is(d, i, "each");
    return n && n->form == (one ? FORM_SING : FORM_PLUR) && !(n->row->flags & LEX_GROUPREF);
}

/* "that", "who", "as", "since" …: fixed classes that depend on what follows. */
static void fix_closed(struct doc *d, i32 i, i32 from, i32 to) {
    struct word *w = &d->w[i];
    u8 p = prev_pos(d, i, from), next = peek_pos(d, i + w->len, to);
    if (word_is(d, i, "to") && w->len == 1) {
        i32 n;
        const struct lex_sense *s =
            i + 1 < to ? lexicon_at(d->lx, d->text, d->t.v, i + 1, to, &n) : NULL;
        const struct lex_sense *v = sense_with(s, POS_VERB);
        bool name = i + 1 < to && d->t.v[i + 1].flags & TOK_CAP && !d->s.caps;
        bool base = !name && ((v && v->form == FORM_BASE) || word_is(d, i + 1, "be") ||
                              word_is(d, i + 1, "have"));
        u8 after = peek_pos(d, i + 2, to);
        bool unknown = !s && i + 1 < to && d->t.v[i + 1].kind == TOK_WORD &&
                       !(d->t.v[i + 1].flags & TOK_CAP) && !d->t.v[i + 1].mark &&
                       (after == POS_DET || after == POS_PRON || after == POS_NUM ||
                        after == POS_WH || after == POS_SUB);
        if (base || unknown) w->pos = POS_TO;
    } else if (word_is(d, i, "that")) {
        i32 k;
        const struct lex_sense *x =
            i + 1 < to ? sense_with(lexicon_at(d->lx, d->text, d->t.v, i + 1, to, &k), POS_NOUN)
                       : NULL;
        const struct lex_sense *y =
            i + 2 < to ? sense_with(lexicon_at(d->lx, d->text, d->t.v, i + 2, to, &k), POS_NOUN)
                       : NULL;
        bool many = y && y->form == FORM_PLUR; /* that army deserters were */
        if (next == POS_NOUN && p != POS_VERB && x && x->form == FORM_SING && !many)
            w->pos = POS_DET; /* that + plural: a clause */
        if ((next == POS_AUX || next == POS_MODAL || next == POS_VERB) &&
            (p == POS_NOUN || p == POS_NAME))
            w->pos = POS_WH;
        if ((next == POS_AUX || next == POS_VERB) && (p == POS_MARK || i == from))
            w->pos = POS_PRON;
    } else if (word_is(d, i, "her") && next != POS_NOUN && next != POS_ADJ && next != POS_NONE &&
               next != POS_NAME && !(p == POS_CONJ && next == POS_NUM)) { /* and her two sons */
        w->pos = POS_PRON;
    } else if (word_is(d, i, "those") && next == POS_VERB) {
        i32 n; /* those killed: a noun group */
        const struct lex_sense *s =
            sense_with(lexicon_at(d->lx, d->text, d->t.v, i + 1, to, &n), POS_NOUN);
        if (!s || !(s->row->flags & LEX_GROUPREF)) w->pos = POS_PRON;
    } else if (w->pos == POS_DET &&
               (next == POS_AUX || next == POS_MODAL || next == POS_MARK || next == POS_VERB ||
                next == POS_PREP) &&
               !agrees(d, i, to) &&
               (word_is(d, i, "all") || word_is(d, i, "both") || word_is(d, i, "some") ||
                word_is(d, i, "these") || word_is(d, i, "those") || word_is(d, i, "this") ||
                word_is(d, i, "another") || word_is(d, i, "each"))) {
        w->pos = POS_PRON;
    } else if (w->pos == POS_ADJ &&
               (word_is(d, i, "most") || word_is(d, i, "many") || word_is(d, i, "more")) &&
               w->len == 1 &&
               (next == POS_AUX || next == POS_MODAL || next == POS_VERB ||
                word_is(d, i + 1, "of"))) {
        w->pos = POS_PRON;
    } else if (w->pos == POS_ADV && p == POS_DET && (word_is(d, i + 1, "of") || next == POS_MARK)) {
        set(w, POS_NOUN, FORM_SING); /* the back of the head */
    } else if (w->pos == POS_ADJ && w->len == 1 && word_is(d, i + 1, "of") &&
               (word_is(d, i, "whole") || word_is(d, i, "worst") || word_is(d, i, "weakest") ||
                word_is(d, i, "entire"))) {
        set(w, POS_NOUN, FORM_SING); /* the whole of the city */
    } else if (word_is(d, i, "so") && w->len == 1) {
        w->pos = POS_ADV;
    } else if (w->pos == POS_SUB &&
               (word_is(d, i, "since") || word_is(d, i, "after") || word_is(d, i, "before") ||
                word_is(d, i, "until") || word_is(d, i, "as") || word_is(d, i, "than"))) {
        /* before a noun phrase without a verb it is a preposition: chunk.c tells when it needs to
         */
    }
}

/* A capitalised base form that opens a sentence or a quote before a finite verb or a bare noun:
 * "Grant promised that", "Share prices", "Complete control". Orders ("Kill them") have an object
 * that begins a noun group of its own. */
static bool opens_with_name(const struct doc *d, i32 i, i32 from, i32 to) {
    bool opens = i == from || d->t.v[i - 1].kind == TOK_OPEN;
    i32 k;
    if (!opens || d->s.caps || !(d->t.v[i].flags & TOK_CAP) || i + 1 >= to ||
        d->t.v[i + 1].kind != TOK_WORD || d->t.v[i + 1].flags & TOK_CAP)
        return false;
    const struct lex_sense *x = lexicon_at(d->lx, d->text, d->t.v, i + 1, to, &k),
                           *v = sense_with(x, POS_VERB);
    if (x && (x->row->pos == POS_AUX || x->row->pos == POS_MODAL)) return true;
    if (v && (v->form == FORM_ED || v->form == FORM_PAST || v->form == FORM_S)) return true;
    return x && x->row->pos == POS_NOUN;
}

/* A capitalised word inside a sentence is a name unless the lexicon knows it as more than a plain
 * word. */
static void capitals(struct doc *d, const struct lex_sense *pick, i32 i, i32 len, i32 from,
                     i32 to) {
    struct word *w = &d->w[i];
    u8 next = peek_pos(d, i + len, to);
    const struct token *t = &d->t.v[i];
    bool plain = !pick || (w->pos == POS_ADJ && !pick->row->kind1) ||
                 (w->pos == POS_NOUN &&
                  !(pick->row->flags & (LEX_PERSON | LEX_ORG | LEX_TITLE | LEX_SPEAKER)) &&
                  !pick->row->kind1) ||
                 (w->pos == POS_VERB && !pick->row->kind1 && !pick->row->act1);
    if (len == 1 && i > from && t->flags & TOK_CAP && !d->s.caps && plain &&
        d->t.v[i - 1].kind != TOK_OPEN)
        set(w, POS_NAME, 0);
    if (len == 1 && pick && pick->form == FORM_BASE && w->pos == POS_VERB &&
        opens_with_name(d, i, from, to))
        set(w, starts_np(next) && next != POS_DET && next != POS_NUM ? POS_ADJ : POS_NAME, 0);
    bool after_name =
        i > from && prev_pos(d, i, from) == POS_NAME && d->t.v[i - 1].kind == TOK_WORD;
    if (len == 1 && after_name && t->flags & TOK_CAP && !d->s.caps && w->pos == POS_NOUN &&
        !(pick && pick->row->flags & (LEX_GROUPNAME | LEX_PLACENAME | LEX_ORG | LEX_TITLE |
                                      LEX_SPEAKER | LEX_PERP)))
        set(w, POS_NAME, 0);
    if (len == 1 && !d->s.caps && t->flags & TOK_CAP && w->pos == POS_VERB && i > from &&
        d->t.v[i - 1].kind == TOK_WORD)
        set(w, POS_NAME, 0);
}

/* put, hit, read: base and past alike; the past unless to, a modal or do governs it. */
static const struct lex_sense *past_like_base(const struct doc *d, const struct lex_sense *v, i32 i,
                                              i32 from) {
    if (v && v->form == FORM_BASE)
        for (const struct lex_sense *x = v->next; x;
             x = x->next) { /* put, hit, read: base and past alike */
            u8 q = before_adverbs(d, i, from);
            bool doing = q == POS_AUX && (word_is(d, i - 1, "do") || word_is(d, i - 1, "did") ||
                                          word_is(d, i - 1, "does") || word_is(d, i - 2, "did") ||
                                          word_is(d, i - 2, "do") || word_is(d, i - 2, "does"));
            if (x->row == v->row && x->form == FORM_ED && prev_pos(d, i, from) != POS_TO &&
                q != POS_MODAL && !doing)
                v = x;
        }
    return v;
}

/* What earlier stages said of a word stays. */
static struct word kept_of(const struct word *w, enum pos pos, u8 len) {
    return (struct word){.pos = (u8)pos,
                         .len = len,
                         .quote = w->quote,
                         .upos = w->upos,
                         .name = w->name,
                         .mention = w->mention};
}

static bool is_person_before(const struct doc *d, i32 i, i32 from) {
    for (i--; i > from && d->w[i].len == 0; i--) {
    }
    return word_flags(d, i) & LEX_PERSON;
}

static void choose(struct doc *d, const struct lex_sense *s, i32 i, i32 len, i32 from, i32 to) {
    struct word *w = &d->w[i];
    const struct lex_sense *v = sense_with(s, POS_VERB), *n = sense_with(s, POS_NOUN),
                           *j = sense_with(s, POS_ADJ);
    if (!n) n = sense_with(s, POS_NAME);
    const struct lex_sense *pick = s;
    u8 next = peek_pos(d, i + len, to);
    bool next_of = word_is(d, i + len, "of") || word_is(d, i + len, "by");
    v = past_like_base(d, v, i, from);
    if (v && sense_with(s, POS_PREP)) {
        pick = sense_with(s, POS_PREP); /* including, following, according to */
    } else if (v) {
        u8 left = before_adverbs(d, i, from);
        if (v->form == FORM_ING && j && j->row->flags & LEX_STATE &&
            (left == POS_VERB || left == POS_AUX))
            pick = j; /* remained missing */
        else if (v->form == FORM_ING)
            pick = pick_ing(d, v, n, i, from, next, word_is(d, i + len, "of"));
        else if (v->form == FORM_BASE || v->form == FORM_S)
            pick = pick_base(d, v, n, j, i, from, next, next_of);
        else
            pick = pick_participle(d, v, n, j, i, from, i + len, to);
    } else if (n && j) {
        pick = next == POS_NOUN || next == POS_NAME || next == POS_ADJ || next == POS_NONE ||
                       prev_pos(d, i, from) == POS_AUX
                   ? j
                   : n;
        if (prev_pos(d, i, from) == POS_DET && next != POS_NOUN && next != POS_NAME &&
            next != POS_NONE && next != POS_ADJ)
            pick = n;
        else if (prev_pos(d, i, from) == POS_NUM && next != POS_NOUN)
            pick = j;
        else if (prev_pos(d, i, from) == POS_VERB && d->w[i - 1].form != FORM_ING &&
                 j->row->flags & LEX_STATE && len == 1)
            pick = j; /* found dead, remained missing */
        if (prev_pos(d, i, from) == POS_NOUN && j->row->flags & LEX_STATE && len == 1 &&
            d->w[i].upos == UPOS_ADJ && is_person_before(d, i, from))
            pick = j;                                            /* left 27 people dead */
        if (next == POS_NUM && word_is(d, i, "other")) pick = j; /* the other four */
        if (n->row->flags & LEX_TITLE && next == POS_NAME && d->t.v[i].flags & TOK_CAP &&
            !d->s.caps)
            pick = n; /* Major A B */
    }
    w->sense = pick;
    w->len = (u8)len;
    if (pick)
        set(w, pick->row->pos, pick->form);
    else if (v && v->form == FORM_ING)
        set(w,
            next == POS_NOUN || next == POS_NAME || next == POS_ADJ || next == POS_NONE ? POS_ADJ
                                                                                        : POS_NOUN,
            FORM_SING);
    else if (v && (v->form == FORM_BASE || v->form == FORM_S))
        set(w, POS_NOUN, v->form == FORM_S ? FORM_PLUR : FORM_SING);
    else
        set(w, POS_ADJ, 0);
    for (i32 k = 1; k < len; k++)
        d->w[i + k] = kept_of(&d->w[i + k], (enum pos)w->pos, 0);
    capitals(d, pick, i, len, from, to);
}

void tag_sentence(struct doc *d, const struct sentence *s) {
    i32 from = s->dateline > s->from ? s->dateline : s->from, to = s->to;
    for (i32 i = s->from; i < to; i++)
        d->w[i] = kept_of(&d->w[i], POS_MARK, 1);
    find_phrases(d, from, to);
    for (i32 i = from; i < to;) {
        struct word *w = &d->w[i];
        i32 len = 1;
        if (w->pos == POS_NUM || w->pos == POS_WHEN) {
            i += w->len;
            continue;
        }
        if (w->describes) {
            i++;
            continue;
        }
        if (is_poss(d, i)) {
            set(w, POS_POSS, 0);
        } else if (d->t.v[i].kind == TOK_WORD) {
            i32 end = i + 1;
            while (end < to && d->w[end].pos != POS_NUM && d->w[end].pos != POS_WHEN &&
                   !d->w[end].describes)
                end++;
            const struct lex_sense *l = lexicon_at(d->lx, d->text, d->t.v, i, end, &len);
            if (l) {
                choose(d, l, i, len, from, to);
                fix_closed(d, i, from, to);
            } else {
                guess(d, i, from, to);
            }
        } else if (d->t.v[i].kind == TOK_NUMBER) {
            set(w, POS_ADJ, 0); /* 21st, 7.40, Route 33: no count */
        }
        i += len;
    }
}
