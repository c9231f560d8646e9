/* Russian paragraphs to claims: sentences, words, who says it, events, a paragraph at a time. */
#include "read/world_ru.h"

#include "text/sentence.h"
#include "text/when_ru.h"

enum { PARA_SENTENCES = 64, HEAD_SENTENCES = 6, HEAD_WORDS = 14 };

struct run {
    struct world_run *r;
    const struct ru_lexicon *lx;
    struct tokens t;
    struct ru_speakers known;
    enum kind before;
    bool has_before;
};

/* "2014 г. Каленск", "А. Орен": a full stop that ends no sentence. */
static bool cut_by_mistake(struct str text, const struct tokens *t, const struct sentence *s) {
    static const char *const shorts[] = {"г",   "гг", "ул", "им", "пос", "обл", "тыс", "млн",
                                         "чел", "др", "р",  "д",  "с",   "пр",  "стр", "св"};
    i32 i = s->to - 1;
    if (i <= s->from || t->v[i].kind != TOK_MARK || t->v[i].mark != '.') return false;
    struct str w = tok_str(text, &t->v[i - 1]);
    if (t->v[i - 1].kind != TOK_WORD) return false;
    if (w.n == 2 && t->v[i - 1].flags & TOK_CAP) return true; /* an initial */
    for (i64 k = 0; k < LEN(shorts); k++)
        if (str_eqc(w, shorts[k]))
            return s->to < t->n && t->v[s->to].flags & TOK_CAP && !str_eqc(w, "г") &&
                   !str_eqc(w, "гг");
    return false;
}

static void make_sentence(struct run *q, struct arena *a, const struct sentence *s, i32 to,
                          struct ru_sentence *out) {
    *out = (struct ru_sentence){.r = q->r, .a = a, .lx = q->lx};
    ru_words(out, q->t.v + s->from, to - s->from);
    out->title = s->kind == SENT_HEADLINE || s->kind == SENT_SUBHEAD;
    if (s->dateline > s->from && s->dateline < to) out->dateline = s->dateline - s->from;
    for (i32 i = out->n - 1; i >= 0 && i > out->n - 4; i--)
        out->question = out->question || out->w[i].mark == '?';
    ru_counts(out);
    ru_frames(out, &q->known);
}

/* "Об этом сообщила X": the sentence before, where nobody speaks, is X's. */
static void carry_back(struct ru_sentence *v, i32 k) {
    for (i32 f = 0; f < v[k].nframe && k > 0; f++) {
        struct ru_sentence *p = &v[k - 1];
        if (!v[k].frame[f].backward || p->nframe || p->title) continue;
        struct ru_frame g = v[k].frame[f];
        g.backward = false;
        g.from = p->dateline;
        g.to = p->n;
        while (g.to > g.from && p->w[g.to - 1].mark == '.')
            g.to--;
        g.cue_from = g.cue_to = g.src_from = g.src_to = -1;
        g.when = 0;
        p->frame[p->nframe++] = g;
    }
}

/* A quote that goes on: the sentence inside it is of the one who speaks in the sentence before. */
static void carry_quote(struct ru_sentence *v, i32 k, bool open) {
    if (!open || k == 0 || v[k].nframe || !v[k - 1].nframe) return;
    struct ru_frame g = v[k - 1].frame[v[k - 1].nframe - 1];
    g.from = 0;
    g.to = v[k].n;
    g.cue_from = g.cue_to = g.src_from = g.src_to = -1;
    g.when = 0;
    v[k].frame[v[k].nframe++] = g;
}

static bool open_after(const struct ru_sentence *s, bool open) {
    for (i32 i = 0; i < s->n; i++)
        if (s->w[i].mark == '"') open = s->w[i].open;
    return open;
}

static void trace(const struct ru_sentence *s) {
    struct buf *b = s->r->trace;
    if (!b) return;
    buf_fmt(b, "ru sentence %d:", (int)s->r->sents);
    for (i32 i = 0; i < s->n; i++) {
        const struct ru_word *w = &s->w[i];
        if (i && w->clause != s->w[i - 1].clause) buf_puts(b, " ||");
        buf_c(b, ' ');
        buf_put(b, str_sub(s->r->text, w->start, w->end));
        if (w->row[RU_EVENT]) buf_c(b, '!');
        if (w->row[RU_PEOPLE]) buf_c(b, '@');
        if (w->row[RU_SPEECH]) buf_c(b, ':');
        if (w->num) buf_c(b, '#');
        if (w->when) buf_c(b, '~');
    }
    buf_c(b, '\n');
    for (i32 k = 0; k < s->nframe; k++) {
        const struct ru_frame *f = &s->frame[k];
        buf_fmt(b, "  frame %.*s: words %d to %d\n", SARG(span_words(s->r->text, f->who)),
                (int)f->from, (int)f->to);
    }
}

static void paragraph(struct run *q, struct arena scratch, const struct sentence *s, i32 n) {
    struct arena *a = &scratch;
    struct ru_sentence *v = NEWN(a, struct ru_sentence, n);
    i32 m = 0;
    for (i32 i = 0; i < n; i++) {
        struct sentence whole = s[i];
        while (i + 1 < n && cut_by_mistake(q->r->text, &q->t, &whole) &&
               s[i + 1].to - whole.from <= SENTENCE_TOKENS_MAX)
            whole.to = s[++i].to;
        make_sentence(q, a, &whole, whole.to, &v[m++]);
    }
    bool open = false;
    for (i32 k = 0; k < m; k++) {
        carry_back(v, k);
        carry_quote(v, k, open);
        open = open_after(&v[k], open);
    }
    for (i32 k = 0; k < m; k++) {
        v[k].before = q->before;
        v[k].has_before = q->has_before;
        if (!v[k].title || true) ru_events(&v[k]);
        q->before = v[k].before;
        q->has_before = v[k].has_before;
        trace(&v[k]);
        q->r->sents++;
        q->r->stats->frames += v[k].nframe;
    }
}

/* A whole date among few words without a verb, near the top: the day of the report. */
static void find_date(struct run *q, const struct sentences *s) {
    struct world_run *r = q->r;
    for (i32 i = 0; i < s->n && i < HEAD_SENTENCES; i++) {
        const struct sentence *h = &s->v[i];
        bool head = h->to - h->from <= HEAD_WORDS && h->kind != SENT_HEADLINE;
        i64 from = q->t.v[h->from].start, to = q->t.v[h->to - 1].end;
        bool report = false; /* "Сообщение … от 3 марта 2031 года" */
        struct when_phrase w;
        for (i64 at = from; when_ru_next(r->text, at, (struct date_range){0}, &w) && w.from < to;
             at = w.to) {
            struct str words = str_sub(r->text, w.from, w.to);
            report = str_starts(words, S("от "));
            bool day = w.range.precision == DATE_DAY && !w.relative;
            bool last = w.to >= to - 6;
            if (!day || (!report && !(head && last && w.from - from < 60))) continue;
            r->found = w.range;
            r->found_span = (struct span){(u32)w.from, (u32)w.to};
            r->anchor = w.range;
            r->anchor_words = S("publication date, in the text");
            return;
        }
    }
}

void ru_read(struct world_run *r, struct arena scratch, const struct ru_lexicon *lx, i64 from,
             i64 to) {
    struct run q = {.r = r, .lx = lx};
    q.t = tokenize(&scratch, r->text, from, to);
    struct sentences s = sentences_of(&scratch, r->text, q.t, from == 0);
    if (from == 0 && r->found.precision == DATE_NONE) find_date(&q, &s);
    for (i32 i = 0; i < s.n;) {
        i32 n = 1;
        while (i + n < s.n && s.v[i + n].para == s.v[i].para && n < PARA_SENTENCES)
            n++;
        paragraph(&q, scratch, &s.v[i], n);
        i += n;
        if (i == s.n || s.v[i].para != s.v[i - 1].para) r->paras++;
    }
    r->stats->tokens += q.t.n;
    r->stats->sentences += s.n;
    for (i32 i = 0; i < q.t.n; i++)
        r->stats->words += q.t.v[i].kind == TOK_WORD || q.t.v[i].kind == TOK_NUMBER;
}
