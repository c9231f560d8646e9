#include "text/sentence.h"

static bool is_break_mark(const struct token *t) {
    return t->kind == TOK_MARK && (t->mark == '.' || t->mark == '!' || t->mark == '?');
}

static i64 line_end(struct str text, i64 i) {
    while (i < text.n && text.p[i] != '\n')
        i++;
    return i;
}

/* Hard-wrapped: of the lines of 40..100 bytes with a line after them, most end inside a sentence.
 */
static bool is_wrapped(struct str text, i64 from, i64 to) {
    i64 mid = 0, all = 0, over = 0;
    for (i64 i = from; i < to;) {
        i64 e = line_end(text, i);
        i64 n = e - i;
        while (n > 0 && is_space(text.p[i + n - 1]))
            n--;
        if (n > 110) over++;
        if (n >= 40 && n <= 110 && e + 1 < to && !is_space(text.p[e + 1])) {
            all++;
            mid +=
                is_alnum(text.p[i + n - 1]) || text.p[i + n - 1] == ',' || text.p[i + n - 1] == '-';
        }
        i = e + 1;
    }
    return all >= 3 && mid * 10 >= all * 6 && over * 3 <= all;
}

static bool is_all_caps(struct str text, i64 from, i64 to) {
    i64 up = 0, low = 0;
    for (i64 i = from; i < to; i++) {
        up += text.p[i] >= 'A' && text.p[i] <= 'Z';
        low += text.p[i] >= 'a' && text.p[i] <= 'z';
    }
    return up > 40 && low * 10 < up;
}

/* Abbreviations after which a full stop does not end a sentence. */
static bool is_abbreviation(struct str text, const struct token *t) {
    static const char *const list[] = {
        "mr",   "mrs",  "ms",   "dr",     "prof",   "gen", "col", "lt",  "sgt", "maj",  "capt",
        "brig", "rev",  "hon",  "st",     "no",     "vs",  "jan", "feb", "mar", "apr",  "aug",
        "sept", "sep",  "oct",  "nov",    "dec",    "gov", "sen", "rep", "cpl", "cmdr", "adm",
        "pvt",  "supt", "insp", "messrs", "approx", "fig", "eng", "spc"};
    i64 n = (i64)t->end - t->start;
    if (t->kind != TOK_WORD || n > 6) return false;
    if (n == 1 && (t->flags & TOK_CAP)) return true; /* initials */
    for (i64 i = 0; i < LEN(list); i++)
        if (tok_is(text, t, list[i])) return true;
    return false;
}

static bool starts_sentence(const struct token *t) {
    return (t->flags & (TOK_CAP | TOK_LINE)) || t->kind == TOK_OPEN || t->kind == TOK_NUMBER ||
           (t->kind == TOK_MARK && (t->mark == '(' || t->mark == '[' || t->mark == '-'));
}

struct work {
    struct str text;
    struct tokens t;
    struct sentences out;
    i64 cap;
    struct arena *a;
};

enum { INLINE_TOKENS = 14 }; /* a name set apart by markup is no longer */

/* Is there a blank beside the line break before token i? Markup within a sentence (a link, bold
 * type) taken out leaves one: "killed by \nthe name\n, his wife". */
static bool blank_beside(const struct work *w, i32 i) {
    i64 at = w->t.v[i].start, prev = w->t.v[i - 1].end;
    if (at - prev > 4) return false; /* an indented line */
    for (i64 k = prev; k < at; k++) {
        bool hard = k + 1 < at && (u8)w->text.p[k] == 0xC2 && (u8)w->text.p[k + 1] == 0xA0;
        if (w->text.p[k] == ' ' || hard) return true; /* U+00A0: a blank that does not break */
    }
    return false;
}

/* Does the line that token i begins go on with the sentence before it? */
static bool goes_on(const struct work *w, i32 i) {
    const struct token *t = &w->t.v[i], *p = &w->t.v[i - 1];
    if (t->flags & TOK_PARA || is_break_mark(p)) return false;
    if (t->kind == TOK_MARK && (t->mark == ',' || t->mark == '.' || t->mark == ';')) return true;
    if (!blank_beside(w, i)) return false;
    return (t->kind == TOK_WORD && !(t->flags & TOK_CAP)) ||
           (t->kind == TOK_MARK && t->mark == '(') || (p->kind == TOK_MARK && p->mark == ',');
}

/* A line break that markup left within a sentence. Its other end tells it: the short line goes on
 * behind, or the words before it cannot end a sentence. */
static bool inline_break(const struct work *w, i32 i) {
    const struct token *p = &w->t.v[i - 1];
    if (goes_on(w, i)) return true;
    if (w->t.v[i].flags & TOK_PARA || is_break_mark(p) || !blank_beside(w, i)) return false;
    i32 j = i + 1;
    while (j < w->t.n && j <= i + INLINE_TOKENS && !(w->t.v[j].flags & TOK_LINE))
        j++;
    if (j > i + INLINE_TOKENS) return false;
    return (j < w->t.n && goes_on(w, j)) || (p->kind == TOK_WORD && !(p->flags & TOK_CAP));
}

static bool paragraph_before(const struct work *w, i32 i) {
    const struct token *t = &w->t.v[i];
    if (!(t->flags & TOK_LINE) || (!w->out.wrapped && inline_break(w, i))) return false;
    if (t->flags & TOK_PARA || !w->out.wrapped) return true;
    bool indented = t->start >= 2 && is_space(w->text.p[t->start - 1]) &&
                    w->text.p[t->start - 1] != '\n' && w->text.p[t->start - 2] != '\n';
    const struct token *prev = &w->t.v[i - 1];
    return indented && (is_break_mark(prev) || prev->kind == TOK_CLOSE);
}

static void push(struct work *w, i32 from, i32 to, i32 para, bool first, bool last) {
    bool cut = false;
    while (to - from > SENTENCE_TOKENS_MAX) {
        struct sentence *s = PUSH(w->a, w->out.v, w->out.n, w->cap);
        *s = (struct sentence){.from = from,
                               .to = from + SENTENCE_TOKENS_MAX,
                               .para = para,
                               .first = first,
                               .cut = true};
        from = s->to;
        first = false;
        cut = true;
    }
    if (from >= to) return;
    struct sentence *s = PUSH(w->a, w->out.v, w->out.n, w->cap);
    *s = (struct sentence){
        .from = from, .to = to, .para = para, .first = first, .last = last, .cut = cut};
}

/* Does the sentence end after token i (a full stop and the closing marks behind it)? Gives the next
 * start, or 0. */
static i32 end_after(const struct work *w, i32 i, i32 to) {
    const struct token *v = w->t.v;
    if (!is_break_mark(&v[i])) return 0;
    i32 j = i + 1;
    while (j < to && (v[j].kind == TOK_CLOSE || (v[j].kind == TOK_MARK && v[j].flags & TOK_GLUED &&
                                                 (v[j].mark == ')' || v[j].mark == ']'))))
        j++;
    if (j >= to) return j;
    if (v[j].flags & TOK_GLUED || !starts_sentence(&v[j])) return 0;
    if (v[i].mark == '.' && v[i].flags & TOK_GLUED && i > 0 &&
        is_abbreviation(w->text, &v[i - 1]) && j == i + 1)
        return 0;
    return j;
}

static void split_paragraph(struct work *w, i32 from, i32 to, i32 para) {
    i32 start = from;
    for (i32 i = from; i < to; i++) {
        i32 next = end_after(w, i, to);
        if (!next && w->t.v[i].kind == TOK_MARK && w->t.v[i].mark == ';' && i - start > 60)
            next = i + 1;
        if (!next) continue;
        push(w, start, next, para, start == from, next >= to);
        start = next;
        i = next - 1;
    }
    push(w, start, to, para, start == from, true);
}

/* A line without a full stop and of headline length. */
static bool is_title_line(const struct work *w, const struct sentence *s) {
    i32 n = s->to - s->from;
    const struct token *last = &w->t.v[s->to - 1];
    if (!s->first || !s->last || n > 32) return false;
    if (is_break_mark(last) || (last->kind == TOK_MARK && (last->mark == ':' || last->mark == ',')))
        return false;
    if (last->kind == TOK_CLOSE && s->to - 2 >= s->from && is_break_mark(&w->t.v[s->to - 2]))
        return false;
    return true;
}

static bool is_month(struct str text, const struct token *t) {
    static const char *const m[] = {
        "january",   "february", "march",    "april",    "may",  "june", "july", "august",
        "september", "october",  "november", "december", "jan",  "feb",  "mar",  "apr",
        "jun",       "jul",      "aug",      "sep",      "sept", "oct",  "nov",  "dec"};
    for (i64 i = 0; i < LEN(m); i++)
        if (tok_is(text, t, m[i])) return true;
    return false;
}

/* "Published: 10 March 2031", "By A. Writer", "Monday, 10 March 2031": no sentences. */
static bool is_header_line(const struct work *w, const struct sentence *s) {
    const struct token *v = w->t.v;
    i32 words = 0, month = 0, digits = 0;
    for (i32 i = s->from; i < s->to; i++) {
        words += v[i].kind == TOK_WORD;
        digits += v[i].kind == TOK_NUMBER;
        month += is_month(w->text, &v[i]);
    }
    static const char *const heads[] = {"by",     "published", "updated", "posted", "date",
                                        "source", "photo",     "image",   "file",   "copyright",
                                        "tags",   "related",   "share"};
    if (words > 9) return false;
    bool ends = is_break_mark(&v[s->to - 1]); /* "Five died on 3 May." tells something */
    if (month && digits && words <= 6 && !ends) return true;
    if (!month && digits >= 3 && words <= 1) return true; /* 2031-03-10 */
    for (i64 i = 0; i < LEN(heads); i++)
        if (tok_is(w->text, &v[s->from], heads[i]) && words <= 8) return i > 0 || words <= 5;
    return false;
}

/* Token after a dateline's dash, or 0: capitalised words, marks, a date and an agency, then a dash.
 */
static i32 dateline_end(const struct work *w, const struct sentence *s) {
    const struct token *v = w->t.v;
    i32 words = 0, limit = s->from + 24 < s->to ? s->from + 24 : s->to;
    bool paren = false, place = false;
    for (i32 i = s->from; i < limit; i++) {
        const struct token *t = &v[i];
        if (t->kind == TOK_MARK && t->mark == '-' && i > s->from)
            return place && words <= 12 ? i + 1 : 0;
        if (t->kind == TOK_MARK && (t->mark == '(' || t->mark == '['))
            paren = true;
        else if (t->kind == TOK_MARK && (t->mark == ')' || t->mark == ']')) {
            paren = false;
            if (t->mark == ']' && w->out.caps && i + 1 < s->to && place) {
                /* upper-case wires: "CITY, 10 MAR 31 (AGENCY) -- [TEXT] THE …" */
            }
        } else if (t->kind == TOK_WORD) {
            words++;
            if (!paren && !(t->flags & TOK_CAP) && words > 0) return 0;
            if (!is_month(w->text, t)) place = true;
        } else if (t->kind == TOK_OPEN || t->kind == TOK_CLOSE) {
            return 0;
        }
    }
    return 0;
}

static void classify(struct work *w, bool top) {
    bool body = !top, headline = false;
    i32 titles = 0;
    for (i32 i = 0; i < w->out.n; i++) {
        struct sentence *s = &w->out.v[i];
        if (!s->first || s->cut) continue;
        if (is_header_line(w, s) && s->last) {
            s->kind = SENT_HEADER;
        } else if (!body && is_title_line(w, s) && titles < 4 && i + 1 < w->out.n) {
            s->kind = headline ? SENT_SUBHEAD : SENT_HEADLINE;
            headline = true;
            titles++;
        } else if (is_title_line(w, s) && i + 1 < w->out.n && s->to - s->from <= 16 && i > 0) {
            s->kind = SENT_SUBHEAD; /* cross-heading */
        } else {
            if (!body) s->dateline = dateline_end(w, s);
            body = true;
        }
    }
}

struct sentences sentences_of(struct arena *a, struct str text, struct tokens t, bool top) {
    struct work w = {.text = text, .t = t, .a = a};
    if (!t.n) return w.out;
    i64 from = t.v[0].start, to = t.v[t.n - 1].end;
    w.out.wrapped = is_wrapped(text, from, to);
    w.out.caps = is_all_caps(text, from, to);
    i32 start = 0, para = 0;
    for (i32 i = 1; i <= t.n; i++) {
        if (i < t.n && !paragraph_before(&w, i)) continue;
        split_paragraph(&w, start, i, para++);
        start = i;
    }
    classify(&w, top);
    return w.out;
}
