/* Whose words are those of a sentence that names no speaker? */
#include "read/block.h"

static struct frame carried_from(const struct speaker *sp, i32 from, i32 to) {
    struct memory m = {.n = 1, .last = 0};
    m.v[0] = *sp;
    return frame_carried(&m, 0, from, to);
}

static void carry(struct block *b, i32 si, struct frame f, i32 from, i32 to) {
    f.nparts = 1;
    f.from[0] = from, f.to[0] = to;
    b->carried[si] = f;
    b->has_carried[si] = true;
}

/* The date that a sentence names: the first, or the last. */
static struct when date_said(const struct doc *d, const struct sentence *s, bool last) {
    struct when said = {0};
    for (i32 i = s->from; i < s->to; i++) {
        if (d->w[i].pos != POS_WHEN || !d->w[i].len) continue;
        const struct when_phrase *w = &d->whens[d->w[i].when - 1];
        if (w->kind != WHEN_DATE || (span_some(said.span) && !last)) continue;
        said = (struct when){token_span(d, w->from, w->to), w->range,
                             w->relative && w->range.precision ? d->anchor_words : S("")};
    }
    return said;
}

void carry_backward(struct block *b, i32 si, struct memory *mem) {
    struct frame f;
    struct doc *d = &b->d;
    if (!source_backward(d, si, b->sr[si].c, b->sr[si].n, &f, mem)) return;
    for (i32 k = si - 1;
         k >= 0 && d->s.v[k].para == d->s.v[si].para && !b->sr[k].nframes && !b->has_carried[k];
         k--) {
        struct frame g = f;
        const struct sentence *s = &d->s.v[k];
        g.parent = -1;
        g.carried = true;
        if (!span_some(g.said.span)) g.said = date_said(d, &d->s.v[si], false);
        carry(b, k, g, s->dateline > s->from ? s->dateline : s->from, s->to);
    }
}

/* "X listed the findings": what follows is X's. */
static bool opens_list(const struct doc *d, const struct chunk *c, i32 n) {
    static const char *const verbs[] = {"listed", "lists", "outlined", "detailed", "enumerated"};
    for (i32 i = 0; i < n; i++) {
        if (c[i].type != CH_VG) continue;
        for (i64 k = 0; k < LEN(verbs); k++)
            if (word_is(d, c[i].head, verbs[k])) return true;
        bool gave = word_is(d, c[i].head, "gave") || word_is(d, c[i].head, "set");
        if (gave && i + 1 < n && c[i + 1].type == CH_NP &&
            (word_is(d, c[i + 1].head, "details") || word_is(d, c[i + 1].head, "findings")))
            return true;
        return false;
    }
    return false;
}

static void remember(struct memory *mem, struct speaker sp, i32 si) {
    sp.person = true;
    sp.sent = si + mem->sent_base;
    if (mem->n < SPEAKERS_MAX) mem->v[mem->n] = sp, mem->last = mem->n++;
}

void carry_list(struct block *b, i32 si, struct memory *mem) {
    struct doc *d = &b->d;
    const struct sent_read *sr = &b->sr[si];
    const struct sentence *s = &d->s.v[si];
    i32 e, sub = -1;
    if (!opens_list(d, sr->c, sr->n)) return;
    for (i32 i = 0; i < sr->n && sub < 0; i++)
        if (sr->c[i].type == CH_VG) sub = subject_of(d, sr->c, sr->n, i, &e);
    if (sub < 0) return;
    struct speaker sp = {.who = token_span(d, sr->c[sub].from, sr->c[e - 1].to)};
    sp.role = role_of(d, sr->c[sub].from, sr->c[e - 1].to);
    struct frame f = carried_from(&sp, s->from, s->to);
    struct when said = date_said(d, s, true);
    if (span_some(said.span)) f.said = said;
    for (i32 k = si + 1; k < d->s.n && d->s.v[k].para == s->para; k++)
        carry(b, k, f, d->s.v[k].from, d->s.v[k].to);
    remember(mem, sp, si);
}

void carry_backshift(struct block *b, i32 si) {
    struct doc *d = &b->d;
    const struct sent_read *sr = &b->sr[si];
    if (si < 1 || sr->nframes || b->has_carried[si] || d->s.v[si].para != d->s.v[si - 1].para ||
        sr->n < 3)
        return;
    const struct sent_read *p = &b->sr[si - 1];
    const struct chunk *c = sr->c;
    static const char *const who[] = {"most", "all",  "many", "they",
                                      "some", "both", "none", "several"};
    bool they = false;
    for (i64 k = 0; k < LEN(who); k++)
        they = they || (c[0].type == CH_NP && c[0].pron && word_is(d, c[0].from, who[k]));
    if (!they || c[1].type != CH_VG || !word_is(d, c[1].from, "had") || !p->nframes) return;
    const struct frame *f = &b->frames[p->first_frame];
    if (f->question || f->negates || f->parent >= 0 || !word_is(d, f->cue_to - 1, "said")) return;
    struct frame g = *f;
    g.carried = true;
    g.split = false;
    carry(b, si, g, d->s.v[si].from, d->s.v[si].to);
}

/* A frame of sentence si whose content touches quote q, or NULL. */
static const struct frame *frame_in_quote(const struct block *b, i32 si, const struct quote *q) {
    const struct sent_read *sr = &b->sr[si];
    for (i32 k = 0; k < sr->nframes; k++) {
        const struct frame *f = &b->frames[sr->first_frame + k];
        for (i32 p = 0; p < f->nparts; p++)
            if (f->from[p] < q->to && q->from < f->to[p] && f->parent < 0 &&
                !(q->from <= f->cue_from && f->cue_to <= q->to))
                return f;
    }
    return NULL;
}

static bool covered(const struct block *b, i32 si, i32 tok) {
    const struct sent_read *sr = &b->sr[si];
    for (i32 k = 0; k < sr->nframes; k++) {
        const struct frame *f = &b->frames[sr->first_frame + k];
        for (i32 p = 0; p < f->nparts; p++)
            if (f->from[p] <= tok && tok < f->to[p] &&
                !(f->cue_from >= f->from[p] && f->cue_to <= f->to[p]))
                return true;
    }
    return false;
}

/* The first sentence that ends behind a token: sentences stand in order, so quotes are found in log
 * time. */
static i32 sentence_after(const struct doc *d, i32 token) {
    i32 lo = 0, hi = d->s.n;
    while (lo < hi) {
        i32 mid = lo + (hi - lo) / 2;
        if (d->s.v[mid].to <= token)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

void carry_quote(struct block *b, const struct quote *q) {
    struct doc *d = &b->d;
    i32 s0 = sentence_after(d, q->from), s1 = s0 - 1;
    while (s1 + 1 < d->s.n && d->s.v[s1 + 1].from < q->to)
        s1++;
    if (s1 < s0 || s1 - s0 > 30) return;
    const struct frame *f = NULL;
    for (i32 i = s1; i >= s0 && !f; i--)
        f = frame_in_quote(b, i, q);
    struct frame g;
    i32 first = d->s.v[s0].from < q->from ? q->from : d->s.v[s0].from;
    if (f) {
        g = *f;
        g.nparts = 1;
        g.parent = -1;
        g.carried = true;
    } else {
        i32 p = s0 - 1;
        while (p >= 0 && d->s.v[p].kind != SENT_BODY && p > s0 - 3)
            p--;
        if (p < 0 || !b->has_after[p] || d->s.v[s0].para - d->s.v[p].para > 1) return;
        if (d->t.v[first > 0 ? first - 1 : 0].kind != TOK_OPEN || d->s.v[s0].from < first - 1)
            return; /* words in a sentence */
        bool spoke = false;
        for (i32 k = p; k >= 0 && k > p - 3; k--)
            spoke = spoke || b->sr[k].nframes > 0 || b->has_carried[k];
        if (!spoke) return;
        g = carried_from(&b->after[p], 0, 1);
        g.nparts = 1;
    }
    for (i32 i = s0; i <= s1; i++) {
        i32 from = d->s.v[i].from > q->from ? d->s.v[i].from : q->from,
            to = d->s.v[i].to < q->to ? d->s.v[i].to : q->to;
        if (to - from < 3 || covered(b, i, from) || b->has_carried[i]) continue;
        carry(b, i, g, from, to);
    }
}

bool carry_between(const struct block *b, i32 si) {
    const struct doc *d = &b->d;
    if (si < 1 || si + 1 >= d->s.n || b->sr[si].nframes ||
        d->s.v[si - 1].para != d->s.v[si + 1].para)
        return false;
    const struct sent_read *p = &b->sr[si - 1], *n = &b->sr[si + 1];
    if (!p->nframes || !n->nframes) return false;
    const struct frame *x = &b->frames[p->first_frame], *y = &b->frames[n->first_frame];
    struct str xs = span_words(d->text, x->who), ys = span_words(d->text, y->who);
    if (str_starts(ys, S("the "))) ys = str_sub(ys, 4, ys.n);
    return str_has(xs, ys) || str_has(ys, xs);
}
