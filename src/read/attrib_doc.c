#include "read/attrib.h"

#include "read/source.h"

/* The trained stage in the reader: asked only for sentences that tell of something and have no
 * frame by rule, and believed only where it is sure. */

enum { LINKS_MOST = 64, SURE_LEAST = 2 };

static bool tells(const struct chunk *c, i32 n) {
    for (i32 i = 0; i < n; i++)
        if (c[i].row && c[i].row->kind1) return true;
    return false;
}

/* Quotations are carried by rule (read.c): what is said around them stays theirs. */
static bool quotes(const struct doc *d, const struct sentence *s) {
    for (i32 i = s->from; i < s->to; i++)
        if (d->w[i].quote) return true;
    return false;
}

static struct attrib_word word_of(const struct doc *d, i32 i) {
    u8 kind = d->t.v[i].kind;
    return (struct attrib_word){.type = d->type[i],
                                .upos = d->w[i].upos,
                                .flags = kind == TOK_OPEN    ? ATTRIB_OPEN
                                         : kind == TOK_CLOSE ? ATTRIB_CLOSE
                                                             : 0};
}

/* The words of the paragraph of sentence si; *from = its first token. */
static struct attrib_word *paragraph(struct arena *a, const struct doc *d, i32 si, i32 *from,
                                     i32 *to) {
    const struct sentence *s = d->s.v;
    i32 first = si, end = si + 1;
    while (first > 0 && s[first - 1].para == s[si].para)
        first--;
    while (end < d->s.n && s[end].para == s[si].para)
        end++;
    *from = s[first].from, *to = s[end - 1].to;
    struct attrib_word *w = NEWN(a, struct attrib_word, *to - *from);
    for (i32 i = *from; i < *to; i++)
        w[i - *from] = word_of(d, i);
    for (i32 k = first; k < end; k++)
        if (!s[k].cut || s[k].first) w[s[k].from - *from].flags |= ATTRIB_FIRST;
    return w;
}

/* Chunks that the words [from, to) touch: *end = behind them; -1 none. */
static i32 chunks_of(const struct chunk *c, i32 n, i32 from, i32 to, i32 *end) {
    i32 first = -1;
    for (i32 i = 0; i < n; i++)
        if (c[i].from < to && from < c[i].to) {
            if (first < 0) first = i;
            *end = i + 1;
        }
    return first;
}

static bool is_sure(const struct doc *d, i32 from, i32 to) {
    u8 most = 0;
    for (i32 i = from; i < to; i++) {
        if (!d->attrib_sure[i]) return false;
        if (d->attrib_sure[i] > most) most = d->attrib_sure[i];
    }
    return most >= SURE_LEAST;
}

/* The cue: a verb of speech as the lexicon has it, or one that it does not know; never one that
 * leaves open, wants, foresees or accuses what follows. */
static bool take_cue(const struct doc *d, const struct chunk *c, i32 n, i32 from, i32 to,
                     struct frame *f) {
    i32 end = 0, at = chunks_of(c, n, from, to, &end);
    f->act = ACT_STATES;
    for (i32 i = at; at >= 0 && i < end; i++) {
        if (c[i].type != CH_VG) continue;
        u32 bad = LEX_FUTURE | LEX_QUESTION | LEX_NEGATES | LEX_PERPCUE;
        if (c[i].neg || c[i].modal || c[i].future || c[i].inf) return false;
        if (chunk_flags(&c[i]) & bad || (c[i].row && c[i].row->kind1)) return false;
        if (c[i].row && c[i].row->act1) flags_of_cue(d, &c[i], f);
    }
    f->cue_from = from, f->cue_to = to;
    return at >= 0 && !f->question;
}

static bool take_source(const struct doc *d, const struct chunk *c, i32 n, i32 from, i32 to, i32 si,
                        struct frame *f, struct memory *mem) {
    i32 end = 0, at = chunks_of(c, n, from, to, &end);
    while (at >= 0 && at < end && c[at].type != CH_NP)
        at++;
    while (end > at && at >= 0 && c[end - 1].type != CH_NP)
        end--;
    u32 thing = LEX_WEAPON | LEX_EVENTN | LEX_BODY | LEX_MUNITION | LEX_GRAVE;
    if (at < 0 || at >= end || !may_speak(d, &c[at]) || chunk_flags(&c[at]) & thing) return false;
    return set_source(d, c, at, end, si, f, mem);
}

/* Content behind the cue must be a clause or a quotation: "wants to …" asserts nothing. */
static bool is_clause(const struct doc *d, const struct attrib_link *l, i32 base, i32 k) {
    i32 from = l->content[k][0] + base, to = l->content[k][1] + base;
    if (word_is(d, from, "to")) return false;
    if (l->content[k][0] < l->cue[0]) return true;
    if (word_is(d, from, "that") || d->t.v[from].kind == TOK_OPEN) return true;
    for (i32 i = from; i < to; i++)
        if (d->w[i].pos == POS_VERB || d->w[i].pos == POS_AUX) return true;
    return false;
}

static bool take(const struct doc *d, i32 si, const struct chunk *c, i32 n,
                 const struct attrib_link *l, i32 base, struct frame *f, struct memory *mem) {
    const struct sentence *s = &d->s.v[si];
    i32 cue = l->cue[0] + base, src = l->source[0] + base;
    *f = (struct frame){.parent = -1, .trained = true};
    if (l->source[0] < 0 || cue < s->from || cue >= s->to || src < s->from || src >= s->to)
        return false;
    if (!is_sure(d, cue, l->cue[1] + base) || !is_sure(d, src, l->source[1] + base)) return false;
    if (!take_cue(d, c, n, cue, l->cue[1] + base, f)) return false;
    for (i32 k = 0; k < l->ncontents && f->nparts < CONTENT_PARTS; k++) {
        i32 from = l->content[k][0] + base, to = l->content[k][1] + base;
        if (from < s->from || to > s->to || !is_clause(d, l, base, k)) continue;
        f->from[f->nparts] = from;
        f->to[f->nparts++] = to;
    }
    return f->nparts > 0 && take_source(d, c, n, src, l->source[1] + base, si, f, mem);
}

i32 attrib_frame(struct doc *d, i32 si, const struct chunk *c, i32 n, struct frame *out,
                 struct memory *mem) {
    const struct sentence *s = &d->s.v[si];
    struct attrib_link link[LINKS_MOST];
    if (s->kind != SENT_BODY || !tells(c, n) || quotes(d, s)) return 0;
    struct arena scratch = *d->a;
    if (!d->attrib_label) {
        d->attrib_label = NEWN(d->a, u8, d->t.n);
        d->attrib_sure = NEWN(d->a, u8, d->t.n);
        scratch = *d->a;
    }
    i32 from, to;
    struct attrib_word *w = paragraph(&scratch, d, si, &from, &to);
    if (d->attrib_para != s->para + 1) {
        attrib_tag(d->attrib, scratch, d->types, w, to - from, d->attrib_label + from,
                   d->attrib_sure + from);
        d->attrib_para = s->para + 1;
    }
    i32 k = attrib_links(w, d->attrib_label + from, to - from, link, LINKS_MOST);
    for (i32 i = 0; i < k; i++)
        if (take(d, si, c, n, &link[i], from, out, mem)) return said_when(d, s, out, 1), 1;
    return 0;
}

void attrib_weigh(struct buf *o, const struct doc *d, i32 si, i32 tok) {
    const struct sentence *s = &d->s.v[si];
    struct arena scratch = *d->a;
    i32 from, to;
    if (s->kind == SENT_HEADER || tok < s->from || tok >= s->to) return;
    struct attrib_word *w = paragraph(&scratch, d, si, &from, &to);
    attrib_explain(d->attrib, scratch, d->types, w, to - from, tok - from, o);
}

static void put_words(struct buf *o, const struct doc *d, const char *part, i32 from, i32 to) {
    buf_fmt(o, " %s <", part);
    buf_put(o, span_words(d->text, token_span(d, from, to)));
    buf_c(o, '>');
}

void attrib_trace(struct buf *o, const struct doc *d, i32 si) {
    const struct sentence *s = &d->s.v[si];
    struct arena scratch = *d->a;
    struct attrib_link link[LINKS_MOST];
    i32 from, to;
    if (s->kind == SENT_HEADER) return;
    struct attrib_word *w = paragraph(&scratch, d, si, &from, &to);
    u8 *label = NEWN(&scratch, u8, to - from);
    attrib_tag(d->attrib, scratch, d->types, w, to - from, label, NULL);
    i32 k = attrib_links(w, label, to - from, link, LINKS_MOST);
    for (i32 i = 0; i < k; i++) {
        const struct attrib_link *l = &link[i];
        i32 cue = l->cue[0] + from;
        if (cue < s->from || cue >= s->to) continue;
        buf_puts(o, "  attribution");
        if (l->source[0] >= 0) put_words(o, d, "source", l->source[0] + from, l->source[1] + from);
        put_words(o, d, "cue", cue, l->cue[1] + from);
        for (i32 c = 0; c < l->ncontents; c++)
            put_words(o, d, "content", l->content[c][0] + from, l->content[c][1] + from);
        buf_c(o, '\n');
    }
}
