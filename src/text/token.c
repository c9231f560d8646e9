#include "text/token.h"

#include "base/utf8.h"

struct scan {
    struct arena *a;
    struct str text;
    i64 at, end;
    struct token *v;
    i64 n, cap;
    u8 next_flags; /* flags for the token to come */
    bool single;   /* a single quote was opened and not yet closed */
};

static char byte_at(const struct scan *s, i64 i) {
    return i >= 0 && i < s->end ? s->text.p[i] : ' ';
}

u32 word_hash(struct str w) {
    u32 h = 2166136261u;
    for (i64 i = 0; i < w.n; i++) {
        u8 c = (u8)w.p[i];
        if (c == 0xE2 && i + 2 < w.n && (u8)w.p[i + 1] == 0x80 && (u8)w.p[i + 2] == 0x99) {
            c = '\'';
            i += 2;
        }
        if (c >= 'A' && c <= 'Z') c = (u8)(c + 32);
        h = (h ^ c) * 16777619u;
    }
    return h;
}

bool tok_is_whole(struct str text, const struct token *t, const char *w) {
    const char *p = text.p + t->start, *end = text.p + t->end;
    for (; p < end && *w; p++, w++) {
        char c = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
        if ((u8)c == 0xE2 && end - p >= 3 && (u8)p[1] == 0x80 && (u8)p[2] == 0x99) {
            c = '\'';
            p += 2;
        }
        if (c != *w) return false;
    }
    return p == end && !*w;
}

static struct token *add(struct scan *s, i64 from, i64 to, u8 kind, char mark) {
    struct token *t = PUSH(s->a, s->v, s->n, s->cap);
    *t = (struct token){.start = (u32)from, .end = (u32)to, .kind = kind, .mark = mark};
    t->flags = s->next_flags;
    s->next_flags = TOK_GLUED;
    s->at = to;
    return t;
}

static bool upper_at(const struct scan *s, i64 i) {
    char c = byte_at(s, i);
    if (c >= 'A' && c <= 'Z') return true;
    u32 cp;
    if ((u8)c < 0x80 || !utf8_next(s->text, i, &cp)) return false;
    return (cp >= 0xC0 && cp <= 0xDE && cp != 0xD7) || (cp >= 0x410 && cp <= 0x42F) ||
           (cp >= 0x100 && cp < 0x180 && !(cp & 1));
}

static bool is_caps(struct str w) {
    int n = 0;
    for (i64 i = 0; i < w.n; i++) {
        if (w.p[i] >= 'a' && w.p[i] <= 'z') return false;
        n += w.p[i] >= 'A' && w.p[i] <= 'Z';
    }
    return n >= 2;
}

static void add_word(struct scan *s, i64 from, i64 to, u8 kind) {
    struct token *t = add(s, from, to, kind, 0);
    struct str w = tok_str(s->text, t);
    t->hash = word_hash(w);
    if (upper_at(s, from)) t->flags |= TOK_CAP;
    if (is_caps(w)) t->flags |= TOK_CAPS;
}

/* General punctuation, guillemets, no-break space, ideographic marks: 2 or 3 bytes; 0 for letters.
 */
static int mark_bytes(const struct scan *s, i64 i, u32 *cp) {
    u8 c = (u8)byte_at(s, i);
    if (c < 0xC2 || c > 0xE3) return 0;
    int n = utf8_next(s->text, i, cp);
    if (!n || i + n > s->end) return 0;
    bool mark = (*cp >= 0x80 && *cp < 0xC0 && *cp != 0xAA && *cp != 0xB5 && *cp != 0xBA) ||
                (*cp >= 0x2000 && *cp < 0x2070) || *cp == 0x060C || *cp == 0x061B ||
                *cp == 0x061F || *cp == 0x06D4 || (*cp >= 0x20A0 && *cp < 0x20D0) ||
                (*cp >= 0x3000 && *cp < 0x3004);
    return mark ? n : 0;
}

static bool letter_at(const struct scan *s, i64 i) {
    char c = byte_at(s, i);
    u32 cp;
    return is_alnum(c) || ((u8)c >= 0x80 && !mark_bytes(s, i, &cp));
}

static int apostrophe_at(const struct scan *s, i64 i) {
    if (byte_at(s, i) == '\'') return 1;
    return (u8)byte_at(s, i) == 0xE2 && (u8)byte_at(s, i + 1) == 0x80 &&
                   (u8)byte_at(s, i + 2) == 0x99
               ? 3
               : 0;
}

/* End of a number: digits with , . : / between digits, then letters (10th, 1990s, 5pm). */
static i64 number_end(const struct scan *s, i64 i) {
    while (is_digit(byte_at(s, i)) ||
           (memchr(",.:/", byte_at(s, i), 4) && is_digit(byte_at(s, i + 1))))
        i++;
    while (is_alpha(byte_at(s, i)))
        i++;
    return i;
}

static i64 word_end(const struct scan *s, i64 i) {
    while (i < s->end) {
        int ap = apostrophe_at(s, i);
        if (ap && letter_at(s, i + ap)) {
            char c = byte_at(s, i + ap);
            if ((c == 's' || c == 'S') && !letter_at(s, i + ap + 1)) break; /* possessive */
            i += ap;
        } else if (letter_at(s, i)) {
            i++;
        } else if (byte_at(s, i) == '.' && i - 1 >= 0 && is_alpha(byte_at(s, i - 1)) &&
                   is_alpha(byte_at(s, i + 1)) && !is_alpha(byte_at(s, i - 2)) &&
                   !letter_at(s, i + 2)) {
            i++; /* U.N. */
        } else {
            break;
        }
    }
    while (i < s->end && ((u8)s->text.p[i] & 0xC0) == 0x80)
        i++;
    return i;
}

static void scan_word(struct scan *s) {
    i64 from = s->at, to;
    bool number = is_digit(byte_at(s, from));
    to = number ? number_end(s, from) : word_end(s, from);
    if (to <= from) to = from + 1;
    i64 nt = to - 3;
    if (nt > from && !number && lower(byte_at(s, to - 1)) == 't' && byte_at(s, to - 2) == '\'' &&
        lower(byte_at(s, nt)) == 'n') {
        add_word(s, from, nt, TOK_WORD);
        add_word(s, nt, to, TOK_WORD);
    } else {
        add_word(s, from, to, number ? TOK_NUMBER : TOK_WORD);
    }
    if (byte_at(s, to) == '.' && to - from <= 5 && to - from > 1 && byte_at(s, to - 2) == '.')
        s->at = to; /* the last point of U.N. stays a mark: it may end the sentence */
    if (byte_at(s, s->at) == '-' && letter_at(s, s->at + 1) && byte_at(s, s->at + 1) != '-') {
        s->at++;
        s->next_flags |= TOK_HYPHEN;
    }
}

static bool blank_before(const struct scan *s) {
    char c = byte_at(s, s->at - 1);
    return is_space(c) || c == '(' || c == '[' || c == '-' || (u8)c == 0x94 || (u8)c == 0x93;
}

static bool word_after(const struct scan *s, i64 i) {
    return letter_at(s, i) || byte_at(s, i) == '.' || byte_at(s, i) == '[' || byte_at(s, i) == '$';
}

static void scan_single(struct scan *s, int n) {
    i64 at = s->at;
    char c1 = lower(byte_at(s, at + n));
    if (c1 == 's' && !letter_at(s, at + n + 1) && at > 0 && letter_at(s, at - 1)) {
        add_word(s, at, at + n + 1, TOK_WORD); /* possessive 's */
    } else if (n == 1 && blank_before(s) && letter_at(s, at + 1)) {
        s->single = true;
        add(s, at, at + n, TOK_OPEN, '\'');
    } else if (s->single && !letter_at(s, at + n)) {
        s->single = false;
        add(s, at, at + n, TOK_CLOSE, '\'');
    } else {
        add(s, at, at + n, TOK_MARK, '\'');
    }
}

static void scan_wide_mark(struct scan *s, u32 cp, int n) {
    i64 at = s->at;
    switch (cp) {
    case 0xA0:
    case 0x2007:
    case 0x202F:
    case 0x200B:
    case 0x2009:
    case 0x200A:
    case 0x3000:
        s->at += n;
        s->next_flags &= (u8)~TOK_GLUED;
        return;
    case 0x201C:
    case 0x201E:
    case 0xAB: add(s, at, at + n, TOK_OPEN, '"'); return;
    case 0x201D:
    case 0xBB: add(s, at, at + n, TOK_CLOSE, '"'); return;
    case 0x2018:
        s->single = true;
        add(s, at, at + n, TOK_OPEN, '\'');
        return;
    case 0x2019: scan_single(s, n); return;
    case 0x2010:
    case 0x2011:
        s->at += n;
        s->next_flags |= TOK_HYPHEN;
        return;
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
        if (cp == 0x2013 && is_digit(byte_at(s, at - 1)) && is_digit(byte_at(s, at + n))) {
            s->at += n;
            s->next_flags |= TOK_HYPHEN;
            return;
        }
        add(s, at, at + n, TOK_MARK, '-');
        return;
    case 0x2026: add(s, at, at + n, TOK_MARK, '.'); return;
    case 0x060C: add(s, at, at + n, TOK_MARK, ','); return;
    case 0x2022:
    case 0xB7: add(s, at, at + n, TOK_MARK, '*'); return;
    default: add(s, at, at + n, TOK_MARK, 0);
    }
}

static void scan_mark(struct scan *s) {
    i64 at = s->at;
    char c = byte_at(s, at);
    if (c == '"') {
        bool open = blank_before(s) && word_after(s, at + 1);
        add(s, at, at + 1, open ? TOK_OPEN : TOK_CLOSE, '"');
    } else if (c == '`' || (c == '\'' && byte_at(s, at + 1) == '\'')) {
        int n = byte_at(s, at + 1) == c ? 2 : 1;
        add(s, at, at + n, c == '`' ? TOK_OPEN : TOK_CLOSE, '"');
    } else if (c == '\'') {
        scan_single(s, 1);
    } else if (c == '-' || c == '.') {
        i64 i = at + 1;
        while (byte_at(s, i) == c)
            i++;
        add(s, at, i, TOK_MARK, c);
    } else {
        add(s, at, at + 1, TOK_MARK, strchr(",;:!?()[]/%$*", c) ? c : 0);
    }
}

static void scan_blank(struct scan *s) {
    int lines = 0;
    while (s->at < s->end && (is_space(s->text.p[s->at]) || s->text.p[s->at] == 0))
        lines += s->text.p[s->at++] == '\n';
    s->next_flags &= (u8) ~(TOK_GLUED | TOK_HYPHEN);
    if (lines) s->next_flags |= TOK_LINE;
    if (lines > 1) s->next_flags |= TOK_PARA;
}

struct tokens tokenize(struct arena *a, struct str text, i64 from, i64 to) {
    struct scan s = {.a = a, .text = text, .at = from, .end = to};
    s.next_flags = TOK_LINE | TOK_PARA;
    s.cap = (to - from) / 4 + 16;
    s.v = NEWN(a, struct token, s.cap);
    while (s.at < s.end) {
        u32 cp = 0;
        char c = s.text.p[s.at];
        int wide = mark_bytes(&s, s.at, &cp);
        if (is_space(c) || c == 0)
            scan_blank(&s);
        else if (wide)
            scan_wide_mark(&s, cp, wide);
        else if (letter_at(&s, s.at))
            scan_word(&s);
        else
            scan_mark(&s);
    }
    return (struct tokens){s.v, (i32)s.n};
}
