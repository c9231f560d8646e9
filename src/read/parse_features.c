#include "read/parse_features.h"

/* ---- words ---- */

/* wordtype.end of one and of two lowered bytes: FNV-1a from the last byte backwards. */
static u32 end1(char z) {
    return (2166136261u ^ (u8)z) * 16777619u;
}
static u32 end2(char y, char z) {
    return (end1(z) ^ (u8)y) * 16777619u;
}

static u32 begin2(char a, char b) {
    return (((2166136261u ^ (u8)a) * 16777619u) ^ (u8)b) * 16777619u;
}

/* Forms of verbs, as far as their endings tell. */
static u32 verb_form(const struct wordtype *w) {
    if (w->len > 4 && w->end[1] == end2('n', 'g')) return 1;
    if (w->len > 3 && w->end[1] == end2('e', 'd')) return 2;
    if (w->len > 3 && w->end[1] == end2('e', 'n')) return 3;
    if (w->len > 2 && w->end[0] == end1('s')) return 4;
    if (w->len > 2 && w->end[0] == end1('t')) return 5;
    if (w->len > 3 && w->end[1] == end2('w', 'n')) return 3;
    return 6;
}

/* Words of closed classes say more than their tag does. */
static bool is_closed(u8 upos) {
    return upos == UPOS_ADP || upos == UPOS_AUX || upos == UPOS_CCONJ || upos == UPOS_DET ||
           upos == UPOS_PART || upos == UPOS_PRON || upos == UPOS_PUNCT || upos == UPOS_SCONJ;
}

static u32 fine_tag(const struct wordtype *w, u8 upos) {
    u32 form = 0;
    if (is_closed(upos)) return feature2(1, upos, w->lower);
    if (upos == UPOS_VERB) form = verb_form(w);
    if (upos == UPOS_NOUN) form = w->len > 2 && w->end[0] == end1('s');
    if (upos == UPOS_ADV) form = w->len > 3 && w->end[1] == end2('l', 'y');
    if (upos == UPOS_NUM) form = w->flags & WT_NUMBER ? 1 + (w->len == 4) : 0;
    return feature2(2, upos, form);
}

/* Marks that part clauses are not those that quote or end. */
static u32 mark_kind(const struct word_type *t) {
    static const char *const kinds[] = {",", ";:", "-", "\"'", "([{", ")]}", ".!?"};
    for (u32 k = 0; t->form.n && k < LEN(kinds); k++)
        for (const char *c = kinds[k]; *c; c++)
            if (*c == t->form.p[0]) return k + 1;
    return 0;
}

static u32 plain_tag(const struct word_type *t, u8 upos) {
    u32 form = 0;
    if (upos == UPOS_PUNCT) form = mark_kind(t);
    if (upos == UPOS_VERB) form = verb_form(&t->w);
    if (upos == UPOS_ADP) form = t->w.len == 2 && t->w.end[1] == end2('o', 'f');
    if (upos == UPOS_PRON) form = t->w.len > 3 && t->w.begin[1] == begin2('w', 'h');
    return upos << 4 | form;
}

static struct parse_word word_of(const struct word_type *t, u8 upos) {
    struct parse_word w = {.t = upos, .f = fine_tag(&t->w, upos)};
    u32 looks = t->w.flags & (WT_CAP | WT_CAPS | WT_DIGIT | WT_PUNCT | WT_HYPHEN);
    w.m = plain_tag(t, upos);
    w.w = t->info.tags ? t->w.lower : feature3(3, looks, t->w.end[2], t->w.flags & WT_DIGIT);
    w.c = t->info.cluster ? t->info.cluster : feature2(4, looks, upos);
    return w;
}

void parse_words(const struct word_types *t, const i32 *types, const u8 *upos, i32 n,
                 struct parse_word *out) {
    u8 verbs = 0, marks = 0;
    for (i32 i = 0; i < n; i++) {
        out[i] = word_of(word_type_at(t, types[i]), upos[i]);
        out[i].verbs = verbs, out[i].marks = marks;
        verbs = (u8)(verbs + (upos[i] == UPOS_VERB || upos[i] == UPOS_AUX));
        marks = (u8)(marks + (upos[i] == UPOS_PUNCT));
    }
    for (i32 i = n; i < n + 2; i++)
        out[i] = (struct parse_word){.w = (u32)(i - n) + 11,
                                     .f = (u32)(i - n) + 11,
                                     .m = (u32)(i - n) + 500,
                                     .c = (u32)(i - n) + 1011,
                                     .t = (u8)(UPOS_COUNT + i - n),
                                     .verbs = verbs,
                                     .marks = marks};
}

static u32 near(u32 d) {
    return d < 5 ? d : d < 8 ? 5 : d < 12 ? 6 : d < 20 ? 7 : 8;
}
static u32 most(u8 d, u32 k) {
    return d < k ? d : k;
}

/* ---- steps ---- */

/* Places that a step looks at. */
struct view {
    const struct parse_word *s0, *s1, *s2, *b0, *b1, *b2;
    const struct parse_word *s0l, *s0l2, *s0r, *s0r2, *s1l, *s1r, *s1r2, *b0l, *b0l2;
    u32 d0, d1;        /* s0 to b0, s1 to s0 */
    u32 v0, v1;        /* verbs between, with marks */
    u32 k0, k1, kb;    /* classes and number of children */
    u32 a0l, a0r, a1r; /* classes of the outermost */
};

static struct view view_of(const struct parse_state *s, const struct parse_word *w) {
    i32 none = s->n + 1, s0 = parse_stack(s, 0), s1 = parse_stack(s, 1), b0 = s->b;
    struct view v = {.s0 = &w[s0],
                     .s1 = &w[s1],
                     .s2 = &w[parse_stack(s, 2)],
                     .b0 = &w[b0],
                     .b1 = &w[parse_buffer(s, 1)],
                     .b2 = &w[parse_buffer(s, 2)],
                     .s0l = &w[s->left[s0]],
                     .s0l2 = &w[s->left2[s0]],
                     .s0r = &w[s->right[s0]],
                     .s0r2 = &w[s->right2[s0]],
                     .s1l = &w[s->left[s1]],
                     .s1r = &w[s->right[s1]],
                     .s1r2 = &w[s->right2[s1]],
                     .b0l = &w[s->left[b0]],
                     .b0l2 = &w[s->left2[b0]],
                     .a0l = s->arc[s->left[s0]],
                     .a0r = s->arc[s->right[s0]],
                     .a1r = s->arc[s->right[s1]]};
    v.k0 = (u32)s->kinds[s0] << 8 | (u32)s->nleft[s0] << 4 | s->nright[s0];
    v.k1 = (u32)s->kinds[s1] << 8 | (u32)s->nleft[s1] << 4 | s->nright[s1];
    v.kb = (u32)s->kinds[b0] << 8 | (u32)s->nleft[b0] << 4;
    if (s0 != none) {
        v.d0 = near((u32)(b0 - s0));
        v.v0 = most((u8)(v.b0->verbs - v.s0->verbs), 3) << 4 |
               most((u8)(v.b0->marks - v.s0->marks), 3);
    }
    if (s1 != none) {
        v.d1 = near((u32)(s0 - s1));
        v.v1 = most((u8)(v.s0->verbs - v.s1->verbs), 3) << 4 |
               most((u8)(v.s0->marks - v.s1->marks), 3);
    }
    return v;
}

static i32 words_alone(const struct view *v, u32 *f) {
    i32 n = 0;
    f[n++] = feature1(10, v->s0->w);
    f[n++] = feature1(11, v->s0->f);
    f[n++] = feature2(12, v->s0->c, v->s0->t);
    f[n++] = feature1(13, v->s1->w);
    f[n++] = feature1(14, v->s1->f);
    f[n++] = feature2(15, v->s1->c, v->s1->t);
    f[n++] = feature1(16, v->b0->w);
    f[n++] = feature1(17, v->b0->f);
    f[n++] = feature2(18, v->b0->c, v->b0->t);
    f[n++] = feature1(19, v->b1->w);
    f[n++] = feature1(20, v->b1->f);
    f[n++] = feature2(21, v->b1->c, v->b1->t);
    f[n++] = feature1(22, v->b2->f);
    f[n++] = feature1(23, v->s2->f);
    f[n++] = feature1(24, v->b2->w);
    return n;
}

static i32 pairs(u32 id, const struct parse_word *a, const struct parse_word *b, u32 *f) {
    i32 n = 0;
    f[n++] = feature2(id + 1, a->w, b->f);
    f[n++] = feature2(id + 2, a->f, b->w);
    f[n++] = feature2(id + 3, a->f, b->f);
    f[n++] = feature2(id + 4, a->c, b->c);
    f[n++] = feature2(id + 5, a->c, b->f);
    f[n++] = feature2(id + 6, a->f, b->c);
    return n;
}

static u32 four(u32 id, u32 a, u32 b, u32 c, u32 d) {
    return feature3(id, a, b, feature2(5, c, d));
}

static i32 triples(const struct view *v, u32 *f) {
    u32 s0 = v->s0->m, s1 = v->s1->m, b0 = v->b0->m, b1 = v->b1->m;
    i32 n = 0;
    f[n++] = feature3(70, v->s0->f, b0, v->b1->f);
    f[n++] = feature3(71, b0, b1, v->b2->m);
    f[n++] = feature3(72, v->s1->f, v->s0->f, v->b0->f);
    f[n++] = feature3(73, v->s2->m, s1, s0);
    f[n++] = four(74, s1, s0, b0, b1);
    f[n++] = four(75, s0, b0, b1, v->b2->m);
    f[n++] = feature3(76, v->s1->w, s0, b0);
    f[n++] = feature3(77, s1, v->s0->w, b0);
    f[n++] = feature3(78, s1, s0, v->b0->w);
    f[n++] = feature3(79, v->s1->c, v->s0->c, v->b0->c);
    f[n++] = feature3(80, v->s0->c, v->b0->c, v->b1->c);
    f[n++] = feature3(81, v->s1->t, v->s0->t, v->b0->w);
    f[n++] = four(82, v->s2->t, s1, s0, v->b0->t);
    return n;
}

static i32 children(const struct view *v, u32 *f) {
    u32 s0 = v->s0->m, s1 = v->s1->m, b0 = v->b0->m;
    i32 n = 0;
    f[n++] = feature3(90, s0, v->s0l->m, b0);
    f[n++] = feature3(91, s0, v->s0r->m, b0);
    f[n++] = feature3(92, s1, v->s1r->m, s0);
    f[n++] = feature3(93, s1, v->s1l->m, s0);
    f[n++] = feature3(94, s0, b0, v->b0l->m);
    f[n++] = feature3(95, s1, s0, v->s0l->m);
    f[n++] = feature3(96, s1, s0, v->s0r->m);
    f[n++] = feature2(97, v->s1->w, v->s0l->w);
    f[n++] = feature3(98, v->s1->c, v->s0l->w, v->s0->c);
    f[n++] = feature2(99, v->s2->w, v->s0l->w);
    f[n++] = four(100, v->s2->t, v->s1->t, v->s0->t, v->s0l->w);
    f[n++] = feature3(101, s0, v->s0l->m, v->s0l2->m);
    f[n++] = feature3(102, s0, v->s0r->m, v->s0r2->m);
    f[n++] = feature3(103, s1, v->s1r->m, v->s1r2->m);
    f[n++] = feature3(104, b0, v->b0l->m, v->b0l2->m);
    f[n++] = feature3(105, s0, v->a0l, v->a0r);
    f[n++] = feature3(106, v->s1->w, v->a1r, s0);
    f[n++] = feature3(107, s1, v->s1r->w, v->s0->w);
    f[n++] = four(108, v->s1->t, v->s1r->t, v->s0->w, v->b0->t);
    return n;
}

static i32 shapes(const struct view *v, u32 *f) {
    u32 s0 = v->s0->m, s1 = v->s1->m, b0 = v->b0->m;
    i32 n = 0;
    f[n++] = feature3(120, v->d0, s0, b0);
    f[n++] = feature2(121, v->d0, v->s0->w);
    f[n++] = feature2(122, v->d0, v->b0->w);
    f[n++] = feature3(123, v->d1, s1, s0);
    f[n++] = four(124, v->d1, s1, s0, b0);
    f[n++] = feature2(125, v->d1, v->s1->w);
    f[n++] = feature2(126, v->d1, v->s0->w);
    f[n++] = feature3(127, v->v0, s0, b0);
    f[n++] = feature3(128, v->v1, s1, s0);
    f[n++] = feature2(129, s0, v->k0);
    f[n++] = feature2(130, v->s0->w, v->k0);
    f[n++] = feature3(131, s0, v->k0 >> 8, b0);
    f[n++] = feature2(132, v->s1->w, v->k1);
    f[n++] = feature3(133, s1, v->k1, s0);
    f[n++] = feature3(134, s1, v->k1 >> 8, s0);
    f[n++] = feature2(135, v->b0->w, v->kb);
    f[n++] = feature3(136, b0, v->kb >> 8, s0);
    f[n++] = four(137, v->k1 >> 8, v->k0 >> 8, v->s0->t, v->s1->t);
    f[n++] = four(138, v->v0, v->s0->t, v->b0->t, v->v1);
    return n;
}

i32 parse_features(const struct parse_state *s, const struct parse_word *w, u32 *f) {
    struct view v = view_of(s, w);
    i32 n = words_alone(&v, f);
    f[n++] = feature2(25, v.s0->w, v.b0->w);
    f[n++] = feature2(26, v.s1->w, v.s0->w);
    n += pairs(30, v.s0, v.b0, f + n);
    n += pairs(40, v.s1, v.s0, f + n);
    n += pairs(50, v.s1, v.b0, f + n);
    n += pairs(60, v.b0, v.b1, f + n);
    n += triples(&v, f + n);
    n += children(&v, f + n);
    n += shapes(&v, f + n);
    return n;
}

/* ---- relations ---- */

/* The leftmost word below d. */
static i32 first_below(const struct parse_state *s, i32 d) {
    while (s->left[d] <= s->n)
        d = s->left[d];
    return d;
}

i32 dep_features(const struct parse_state *s, const struct parse_word *w, i32 d, u32 *f) {
    i32 hd = s->head[d], none = s->n + 1, n = 0;
    const struct parse_word *D = &w[d], *H = &w[hd], *G = &w[hd < s->n ? s->head[hd] : none];
    const struct parse_word *dl = &w[s->left[d]], *dr = &w[s->right[d]], *hl = &w[s->left[hd]];
    const struct parse_word *hl2 = &w[s->left2[hd]], *hr = &w[s->right[hd]];
    const struct parse_word *before = &w[d ? d - 1 : none], *first = &w[first_below(s, d)];
    const struct parse_word *hbefore = &w[hd ? hd - 1 : none];
    bool left = d < hd;
    u32 far = near((u32)(left ? hd - d : d - hd)), dir = left, arc = s->arc[d];
    u32 outer = (u32)(s->left[hd] == d) << 3 | (u32)(s->right[hd] == d) << 2 |
                (u32)(s->left2[hd] == d) << 1 | (s->right2[hd] == d);
    f[n++] = feature1(200, arc);
    f[n++] = feature2(201, arc, D->w);
    f[n++] = feature2(202, arc, D->f);
    f[n++] = feature3(203, dir, D->c, D->t);
    f[n++] = feature2(204, arc, H->w);
    f[n++] = feature2(205, arc, H->f);
    f[n++] = feature3(206, dir, H->c, H->t);
    f[n++] = feature3(207, dir, D->w, H->w);
    f[n++] = feature3(208, dir, D->w, H->f);
    f[n++] = feature3(209, dir, D->f, H->w);
    f[n++] = feature3(210, dir, D->f, H->f);
    f[n++] = feature3(211, arc, D->c, H->c);
    f[n++] = four(212, dir, D->m, H->m, far);
    f[n++] = four(213, dir, D->t, H->t, outer);
    f[n++] = four(214, dir, D->m, H->m, dl->m);
    f[n++] = four(215, dir, D->m, H->m, dr->m);
    f[n++] = four(216, dir, D->t, H->w, dl->w);
    f[n++] = four(217, dir, D->c, H->t, dl->w);
    f[n++] = four(218, dir, D->t, H->t, dl->w);
    f[n++] = four(219, dir, D->m, H->m, first->w);
    f[n++] = four(220, dir, D->t, H->t, first->m);
    f[n++] = four(221, dir, D->m, H->m, hl->m);
    f[n++] = four(222, dir, D->m, H->m, hl2->m);
    f[n++] = four(223, dir, D->m, H->m, hr->m);
    f[n++] = four(224, dir, D->t, H->m, hbefore->m);
    f[n++] = four(225, dir, D->m, H->t, before->m);
    f[n++] = four(226, dir, D->t, H->t, w[d + 1].m);
    f[n++] = four(227, dir, D->m, H->m, G->m);
    f[n++] = four(228, arc, D->t, H->t, s->kinds[hd]);
    f[n++] = four(229, arc, D->m, H->t, s->kinds[d]);
    f[n++] = four(230, dir, D->m, H->m, outer << 8 | (u32)s->nright[hd]);
    f[n++] = four(231, dir, D->c, H->m, hbefore->w);
    f[n++] = four(232, dir, D->t, H->t, feature2(6, before->w, w[d + 1].m));
    return n;
}

enum arc arc_of(enum dep r, bool left) {
    switch (r) {
    case DEP_NSUBJ:
    case DEP_NSUBJ_PASS:
    case DEP_IOBJ:
    case DEP_OBJ:
    case DEP_OBL:
    case DEP_OBL_AGENT:
    case DEP_XCOMP:
    case DEP_CCOMP: return left ? ARC_LEFT_ARGUMENT : ARC_RIGHT_ARGUMENT;
    case DEP_AMOD:
    case DEP_COMPOUND:
    case DEP_NUMMOD:
    case DEP_NMOD_POSS:
    case DEP_ADVCL:
    case DEP_OBL_UNMARKED: return left ? ARC_LEFT_MODIFIER : ARC_RIGHT_OTHER;
    case DEP_NMOD:
    case DEP_ACL:
    case DEP_ACL_RELCL:
    case DEP_APPOS:
    case DEP_FLAT: return left ? ARC_LEFT_MODIFIER : ARC_RIGHT_NOMINAL;
    case DEP_CONJ:
    case DEP_PARATAXIS: return left ? ARC_LEFT_MODIFIER : ARC_RIGHT_JOINED;
    default: return left ? ARC_LEFT_FUNCTION : ARC_RIGHT_OTHER;
    }
}
