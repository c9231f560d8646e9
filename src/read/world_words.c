#include "base/utf8.h"
#include "read/world_part.h"
#include "text/fold.h"

static bool is_vowel_sign(u32 c) {
    return c == 0x640 || (c >= 0x64B && c <= 0x65F) || c == 0x670 || (c >= 0x300 && c <= 0x36F);
}
static bool is_silent(u32 c) { /* joiners and signs of direction */
    return c == 0x200C || c == 0x200D || c == 0x200E || c == 0x200F || c == 0x61C ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}
static bool is_figure(u32 c) {
    return (c >= '0' && c <= '9') || (c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9);
}
static bool is_letter(u32 c) {
    bool known = (c >= 0x621 && c <= 0x63A) || (c >= 0x641 && c <= 0x64A);
    if (known || c <= ' ') return known;
    return !is_figure(c) && (is_vowel_sign(c) || utf8_script(c) != SCRIPT_NONE);
}

static int next(struct str s, i64 at, i64 to, u32 *c) {
    *c = 0;
    if (at >= to) return 0;
    int n = utf8_next(s, at, c);
    if (n == 0) *c = 0xFFFD, n = 1;
    return at + n <= to ? n : (int)(to - at);
}

static enum world_gap gap_of(u32 c) {
    switch (c) {
    case ' ':
    case '\t':
    case 0xA0: return GAP_BLANK;
    case ',':
    case 0x60C:
    case '/': return GAP_COMMA;
    case ':': return GAP_COLON;
    case '-':
    case 0x2013:
    case 0x2014:
    case '|':
    case 0x2022: return GAP_DASH;
    case '(':
    case '[':
    case 0xAB:
    case 0x201C:
    case 0x201E: return GAP_OPEN;
    case ')':
    case ']':
    case 0xBB:
    case 0x201D: return GAP_CLOSE;
    case ';':
    case 0x61B: return GAP_STOP;
    default: return GAP_NONE;
    }
}

/* The end of the word or figures at `at`. A word spread out by tatweel (قتـ ـل) is one word. */
static i64 word_end(struct str s, i64 at, i64 to, bool digits) {
    u32 c, last = 0, after;
    for (int n; (n = next(s, at, to, &c)) > 0; at += n) {
        bool in = digits ? is_figure(c) : is_letter(c) || is_silent(c) || c == '\'' || c == 0x2019;
        if (!digits && c == '-' && at + n < to && utf8_script(last) == SCRIPT_CYRILLIC) {
            next(s, at + n, to, &after);
            in = is_letter(after);
        }
        if (!in && c == ' ' && last == 0x640) {
            next(s, at + n, to, &after);
            in = after == 0x640;
        }
        if (!in) break;
        last = c;
    }
    return at;
}

static bool is_upper(u32 c) {
    return (c >= 'A' && c <= 'Z') || (c >= 0x400 && c <= 0x42F);
}

/* Does the mark c at `at` (n bytes) end a sentence? A full stop within figures, behind one letter
 * or before a small letter does not. */
static bool ends(const struct world_lang *l, struct str s, i64 at, int n, i64 to, u32 c,
                 i64 letters) {
    u32 d;
    if (c == '!' || c == '?' || c == 0x61F || c == 0x2026 || c == 0x6D4) return true;
    if (c != '.') return false;
    int m = next(s, at + n, to, &d);
    if (m == 0) return true;
    if (is_figure(d) || is_letter(d)) return false;
    if (l->capitals && letters <= 1) return false;
    for (i64 i = at + n; (m = next(s, i, to, &d)) > 0; i += m) {
        if (is_letter(d)) return !l->capitals || is_upper(d) || utf8_script(d) == SCRIPT_LATIN;
        if (is_figure(d)) return true;
    }
    return true;
}

i64 world_sentence_end(const struct world_lang *l, struct str s, i64 from, i64 to) {
    i64 letters = 0, words = 0;
    u32 c;
    bool inside = false;
    for (i64 at = from; at < to;) {
        int n = next(s, at, to, &c);
        if (c == '\n') return at + n;
        bool in = is_letter(c) || is_silent(c) || is_figure(c);
        if (in && !inside && words++ >= SENTENCE_TOKENS_MAX) return at;
        letters = in ? letters + 1 : 0;
        i64 before = letters;
        if (!in) {
            /* letters of the word before the mark */
            i64 b = at;
            while (b > from && (u8)s.p[b - 1] != ' ' && before < 8)
                before += ((u8)s.p[b - 1] & 0xC0) != 0x80, b--;
        }
        if (!in && ends(l, s, at, n, to, c, before)) {
            at += n;
            while ((n = next(s, at, to, &c)) > 0 &&
                   (gap_of(c) == GAP_CLOSE || c == '"' || c == '!' || c == '.' || c == '?'))
                at += n;
            return at;
        }
        inside = in;
        at += n;
    }
    return to;
}

/* ---- lexicon ---- */

static bool fits(struct str want, const struct world_word *w) {
    bool prefix = want.n > 1 && want.p[want.n - 1] == '*';
    if (prefix) want.n--;
    for (int k = 0; k < w->nforms; k++)
        if (prefix ? str_starts(w->form[k].key, want) : str_eq(w->form[k].key, want)) return true;
    return false;
}

static bool row_fits(const struct world_sentence *s, const struct world_row *r, i32 i) {
    struct str rest = r->words;
    str_cut(&rest, ' ');
    for (i32 k = i + 1; rest.p; k++) {
        if (k >= s->n || s->w[k].gap > GAP_BLANK || !fits(str_cut(&rest, ' '), &s->w[k]))
            return false;
    }
    return true;
}

static const struct world_row *first_row(const struct world_sentence *s, struct str key, i32 i) {
    const struct map_entry *m = map_get(&s->lx->first, key);
    for (i64 at = m ? m->value : 0; at; at = s->lx->row[at - 1].next)
        if (row_fits(s, &s->lx->row[at - 1], i)) return &s->lx->row[at - 1];
    return NULL;
}

/* Rows whose first word is a beginning of the key: the longest beginning wins. */
static const struct world_row *prefix_row(const struct world_sentence *s, struct str key, i32 i) {
    char buf[NAME_BYTES_MAX + 1];
    if (!s->lx->prefixes || key.n > NAME_BYTES_MAX) return NULL;
    memcpy(buf, key.p, (size_t)key.n);
    for (i64 n = key.n; n >= 4; n--) {
        if (n < key.n && ((u8)key.p[n] & 0xC0) == 0x80) continue;
        char was = buf[n];
        buf[n] = '*';
        const struct world_row *r = first_row(s, (struct str){buf, n + 1}, i);
        buf[n] = was;
        if (r) return r;
    }
    return NULL;
}

static void look_up(struct world_sentence *s, i32 i) {
    struct world_word *w = &s->w[i];
    w->len = 1;
    w->off = w->nforms ? w->form[w->nforms - 1].off : 0;
    for (int k = 0; k < w->nforms; k++) {
        const struct world_row *r = first_row(s, w->form[k].key, i);
        if (r && (!w->row || r->n > w->row->n)) w->row = r, w->off = w->form[k].off;
    }
    for (int k = 0; k < w->nforms && !w->row; k++) {
        w->row = prefix_row(s, w->form[k].key, i);
        if (w->row) w->off = w->form[k].off;
    }
    if (!w->row) return;
    w->len = (u8)w->row->n;
    for (i32 k = 1; k < w->row->n && i + k < s->n; k++)
        s->w[i + k].len = 0;
}

/* ---- numbers and dates ---- */

static i32 word_at_end(const struct world_sentence *s, i32 i, u32 to) {
    while (i < s->n && s->w[i].start < to)
        i++;
    return i;
}

static void find_when(struct world_sentence *s, struct str text) {
    i32 cap = s->n;
    if (!s->lx->lang->when_at) return;
    s->when = NEWN(s->a, struct when_phrase, cap);
    for (i32 i = 0; i < s->n;) {
        struct when_phrase p;
        bool got = s->lx->lang->when_at(text, s->w[i].start, s->r->anchor, &p) &&
                   (u32)p.to > s->w[i].start && p.to <= text.n;
        i32 to = got ? word_at_end(s, i, (u32)p.to) : i + 1;
        if (got && (s->w[to - 1].end == (u32)p.to)) {
            s->when[s->nwhen++] = p;
            for (i32 k = i; k < to; k++)
                s->w[k].when = s->nwhen;
        }
        i = to;
    }
}

static void find_numbers(struct world_sentence *s, struct str text) {
    s->num = NEWN(s->a, struct number, s->n);
    for (i32 i = 0; i < s->n;) {
        struct number n;
        bool got = !s->w[i].when && s->lx->lang->number_at(text, s->w[i].start, &n) &&
                   (u32)n.to > s->w[i].start;
        i32 to = got ? word_at_end(s, i, (u32)n.to) : i + 1;
        if (got && s->w[to - 1].end == (u32)n.to) {
            s->num[s->nnum++] = n;
            for (i32 k = i; k < to; k++)
                s->w[k].num = s->nnum;
        }
        i = to;
    }
}

static void add_word(struct world_sentence *s, i64 from, i64 to, bool digits, u8 gap) {
    struct world_word *w = &s->w[s->n++];
    struct str raw = str_sub(s->r->text, from, to);
    u32 c;
    *w = (struct world_word){.start = (u32)from, .end = (u32)to, .gap = gap, .digits = digits};
    utf8_next(raw, 0, &c);
    w->cap = is_upper(c);
    if (digits || raw.n > NAME_BYTES_MAX) return;
    struct str f = text_fold_name(s->a, raw);
    if (str_chr(f, ' ', 0) >= 0) { /* spread by tatweel, or joined by a hyphen */
        char *p = NEWN(s->a, char, f.n);
        i64 n = 0;
        for (i64 i = 0; i < f.n; i++)
            if (f.p[i] != ' ') p[n++] = f.p[i];
        f = (struct str){p, n};
    }
    if (f.n) w->nforms = (u8)s->lx->lang->forms(s->a, f, w->form);
}

void world_words(struct world_sentence *s, i64 from, i64 to) {
    struct str text = s->r->text;
    u8 gap = GAP_NONE;
    u32 c;
    s->w = NEWN(s->a, struct world_word, SENTENCE_TOKENS_MAX + 2);
    for (i64 at = from; at < to && s->n <= SENTENCE_TOKENS_MAX;) {
        int n = next(text, at, to, &c);
        bool digits = is_figure(c);
        if (digits || (is_letter(c) && !is_vowel_sign(c))) {
            i64 end = word_end(text, at, to, digits);
            if (end <= at) end = at + n;
            add_word(s, at, end, digits, gap);
            gap = GAP_NONE;
            at = end;
            continue;
        }
        u8 g = c == '"' ? GAP_OPEN : gap_of(c);
        if (g > gap) gap = g;
        s->question |= c == '?' || c == 0x61F;
        at += n;
    }
    if (s->n == 0) return;
    struct str upto = str_sub(text, 0, to);
    find_when(s, upto);
    find_numbers(s, upto);
    for (i32 i = 0; i < s->n; i = world_next(s, i))
        if (!s->w[i].when) look_up(s, i);
    s->span = world_span(s, 0, s->n);
}
