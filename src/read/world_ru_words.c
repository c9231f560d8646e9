/* Russian words: folded, with their meanings, numbers, dates and clauses. */
#include "read/world_ru.h"

#include "base/utf8.h"
#include "text/number_ru.h"
#include "text/when_ru.h"

enum { PHRASE_MAX = 14, ADJECTIVE_BYTES = 8, NAME_WORDS = 4 };

static bool is_silent(u32 c) { /* stress marks and soft hyphens are no letters */
    return c == 0xAD || (c >= 0x300 && c <= 0x36F);
}

static struct str fold_word(struct arena *a, struct str w) {
    char *p = NEWN(a, char, w.n + 1);
    i64 n = 0;
    u32 c;
    for (i64 i = 0, k; i < w.n; i += k) {
        k = utf8_next(w, i, &c);
        if (!k) k = 1, c = '?';
        if (is_silent(c)) continue;
        if (c >= 'A' && c <= 'Z') c += 32;
        if (c == 0x401 || c == 0x451) c = 0x435;
        if (c >= 0x410 && c <= 0x42F) c += 32;
        if (c >= 0x80 && c < 0x800) {
            p[n++] = (char)(0xC0 | c >> 6);
            p[n++] = (char)(0x80 | (c & 63));
        } else if (c < 0x80) {
            p[n++] = (char)c;
        } else {
            return S("?"); /* no letter of ours: the word means nothing here */
        }
    }
    return (struct str){p, n};
}

/* The rows that begin at word i: for each list the one of most words. */
static void look_up(struct ru_sentence *s, i32 i) {
    struct ru_word *w = &s->w[i];
    const struct map_entry *m = w->f.n ? map_get(&s->lx->first, w->f) : NULL;
    for (i64 l = m ? m->value : 0; l > 0; l = s->lx->link[l - 1].next) {
        const struct ru_link *k = &s->lx->link[l - 1];
        const struct ru_row *r = &s->lx->row[k->row];
        u32 morph = k->morph, last = k->morph;
        bool fits = i + r->n <= s->n;
        for (i32 j = 1; fits && j < r->n; j++)
            fits = ru_fits(&r->w[j], s->w[i + j].f, &last);
        if (!fits || r->n < w->len[r->group]) continue;
        if (r->n == w->len[r->group] && w->row[r->group] == r) {
            w->morph[r->group] |= morph;
            continue;
        }
        if (r->n > 1 && last && r->group == RU_PEOPLE) morph = last;
        w->row[r->group] = r;
        w->morph[r->group] = morph;
        w->len[r->group] = r->n;
    }
}

/* Words inside a longer row of a list mean nothing in that list by themselves. */
static void inside_rows(struct ru_sentence *s) {
    for (int g = 0; g < RU_GROUPS; g++)
        for (i32 i = 0; i < s->n; i++)
            for (i32 j = 1; j < s->w[i].len[g] && i + j < s->n; j++) {
                if (s->w[i + j].len[g] <= s->w[i].len[g] - j) {
                    s->w[i + j].row[g] = NULL;
                    s->w[i + j].len[g] = 0;
                }
                if (g == RU_EVENT || g == RU_SPEECH) s->w[i + j].inside = true;
            }
}

static bool is_soft_hyphen(struct str text, const struct token *t) {
    return t->end - t->start == 2 && (u8)text.p[t->start] == 0xC2 &&
           (u8)text.p[t->start + 1] == 0xAD;
}

static void add_word(struct ru_sentence *s, const struct token *t) {
    struct ru_word *w = &s->w[s->n++];
    *w = (struct ru_word){.start = t->start, .end = t->end};
    struct str bytes = tok_str(s->r->text, t);
    w->digits = t->kind == TOK_NUMBER;
    w->hyphen = (t->flags & TOK_HYPHEN) != 0;
    w->cap = (t->flags & TOK_CAP) != 0 || str_starts(bytes, S("Ё"));
    if (t->kind == TOK_WORD || t->kind == TOK_NUMBER)
        w->f = fold_word(s->a, bytes);
    else if (t->kind == TOK_OPEN || t->kind == TOK_CLOSE)
        w->mark = '"', w->open = t->kind == TOK_OPEN;
    else
        w->mark = t->mark ? (u8)t->mark : '0';
    if (!w->mark && str_eqc(w->f, "?")) w->mark = '0'; /* pictures, letters of others */
}

static void find_dates(struct ru_sentence *s) {
    for (i32 i = 0; i < s->n; i++) {
        struct when_phrase p;
        if (s->w[i].mark || s->w[i].when) continue;
        if (!when_ru_at(s->r->text, s->w[i].start, s->r->anchor, &p)) continue;
        if (p.to > (i64)s->span.end) continue;
        *PUSH(s->a, s->when, s->nwhen, s->capwhen) = p;
        for (i32 j = i; j < s->n && s->w[j].start < (u32)p.to; j++)
            s->w[j].when = (i32)s->nwhen;
    }
}

static void find_numbers(struct ru_sentence *s) {
    for (i32 i = 0; i < s->n; i++) {
        struct number n;
        if (s->w[i].mark || s->w[i].when || s->w[i].num) continue;
        if (!number_ru_at(s->r->text, s->w[i].start, &n) || n.to > (i64)s->span.end) continue;
        *PUSH(s->a, s->num, s->nnum, s->capnum) = n;
        for (i32 j = i; j < s->n && s->w[j].start < (u32)n.to; j++)
            s->w[j].num = (i32)s->nnum;
    }
}

static bool ends_any(struct str w, const char *const *v, i64 n) {
    for (i64 i = 0; i < n; i++)
        if (str_ends(w, str_c(v[i]))) return true;
    return false;
}

bool ru_adjective(const struct ru_sentence *s, i32 i) {
    static const char *const ends[] = {"ый", "ий",  "ой",  "ая",  "яя",  "ое", "ее", "ые",
                                       "ие", "ого", "его", "ому", "ему", "ым", "им", "ую",
                                       "юю", "ых",  "их",  "ыми", "ими", "ом", "ем", "ей"};
    if (i < 0 || i >= s->n || s->w[i].mark || s->w[i].num || s->w[i].when) return false;
    struct str f = s->w[i].f;
    bool noun = s->w[i].row[RU_PEOPLE] && !(ru_flags(s, i) & RU(party_adj));
    if (f.n < ADJECTIVE_BYTES || noun || s->w[i].row[RU_STEER]) return false;
    if (str_ends(f, S("ом")) || str_ends(f, S("ем")) || str_ends(f, S("ей")))
        return i + 1 < s->n && !s->w[i + 1].mark && (ru_flags(s, i + 1) & (RU(site) | RU(area)));
    return ends_any(f, ends, LEN(ends) - 3);
}

bool ru_verb(const struct ru_sentence *s, i32 i) {
    static const char *const ends[] = {"али",  "или",  "ели",  "яли",  "ули",  "лись", "лся",
                                       "лась", "лось", "ает",  "яет",  "ают",  "яют",  "уют",
                                       "ует",  "ился", "ется", "ются", "ится", "атся", "ятся"};
    if (i < 0 || i >= s->n || s->w[i].mark) return false;
    const struct ru_word *w = &s->w[i];
    u8 form = w->row[RU_EVENT] ? w->row[RU_EVENT]->form : 0;
    if (form == RU_PASS || form == RU_MID || form == RU_ACT) return true;
    const struct ru_row *sp = w->row[RU_SPEECH];
    if (sp &&
        (sp->cls == RU_CLASS_say || sp->cls == RU_CLASS_accuse || sp->cls == RU_CLASS_suspect))
        return true;
    u8 c = ru_class(s, i);
    if (c == RU_CLASS_hedge && str_starts(w->f, S("мо"))) return true; /* может, могли */
    if (c == RU_CLASS_light || c == RU_CLASS_hit || c == RU_CLASS_find || c == RU_CLASS_bring ||
        c == RU_CLASS_clear || c == RU_CLASS_not_reported)
        return true;
    if (w->row[RU_PEOPLE] || w->row[RU_STEER] || w->row[RU_EVENT] || (w->cap && i > 0))
        return false;
    return w->f.n >= 8 && ends_any(w->f, ends, LEN(ends));
}

bool ru_name(const struct ru_sentence *s, i32 i) {
    if (i < 0 || i >= s->n || !s->w[i].cap || s->w[i].digits) return false;
    if (s->w[i].when) return false;
    bool first = i == 0 || (s->w[i - 1].mark && s->w[i - 1].mark != ',');
    const struct ru_word *w = &s->w[i];
    bool known = w->row[RU_EVENT] || w->row[RU_STEER] || w->row[RU_SPEECH] || w->row[RU_PEOPLE];
    return !(first && known) && !(w->row[RU_STEER] && w->f.n <= 4);
}

u32 ru_case(const struct ru_sentence *s, i32 i) {
    static const struct {
        const char *end;
        u32 cases;
    } ENDS[] = {{"ами", RU_INS},
                {"ями", RU_INS},
                {"ыми", RU_INS},
                {"ими", RU_INS},
                {"ах", RU_LOC},
                {"ях", RU_LOC},
                {"ом", RU_INS | RU_LOC},
                {"ем", RU_INS | RU_LOC},
                {"ой", RU_INS | RU_GEN | RU_DAT | RU_LOC},
                {"ей", RU_INS | RU_GEN | RU_DAT | RU_LOC},
                {"ью", RU_INS},
                {"ого", RU_GEN | RU_ACC},
                {"его", RU_GEN | RU_ACC},
                {"ых", RU_GEN | RU_ACC | RU_LOC},
                {"их", RU_GEN | RU_ACC | RU_LOC},
                {"ов", RU_GEN | RU_ACC},
                {"ев", RU_GEN | RU_ACC},
                {"ам", RU_DAT},
                {"ям", RU_DAT},
                {"ому", RU_DAT},
                {"ему", RU_DAT},
                {"ый", RU_NOM | RU_ACC},
                {"ий", RU_NOM | RU_ACC},
                {"ые", RU_NOM | RU_ACC},
                {"ие", RU_NOM | RU_ACC | RU_LOC},
                {"ую", RU_ACC},
                {"ым", RU_INS | RU_DAT},
                {"им", RU_INS | RU_DAT},
                {"у", RU_DAT | RU_ACC},
                {"ю", RU_DAT | RU_ACC},
                {"ии", RU_GEN | RU_DAT | RU_LOC | RU_NOM},
                {"ы", RU_GEN | RU_NOM | RU_ACC},
                {"и", RU_GEN | RU_DAT | RU_LOC | RU_NOM},
                {"е", RU_LOC | RU_DAT | RU_NOM},
                {"а", RU_NOM | RU_GEN | RU_ACC},
                {"я", RU_NOM | RU_GEN | RU_ACC},
                {"о", RU_NOM | RU_ACC}};
    if (i < 0 || i >= s->n || s->w[i].mark) return 0;
    for (int g = RU_EVENT; g <= RU_PEOPLE; g++)
        if (s->w[i].row[g] && s->w[i].morph[g] & RU_CASES) return s->w[i].morph[g] & RU_CASES;
    for (i64 k = 0; k < LEN(ENDS); k++)
        if (str_ends(s->w[i].f, str_c(ENDS[k].end))) return ENDS[k].cases;
    return RU_NOM | RU_ACC;
}

static bool begins_other(const struct ru_sentence *s, i32 i) {
    return s->w[i].when || s->w[i].row[RU_STEER] || ru_verb(s, i) ||
           (s->w[i].row[RU_SPEECH] && !ru_name(s, i));
}

/* A name in quotes behind a noun: организация «Мост». */
static i32 quoted_name(const struct ru_sentence *s, i32 i, i32 to) {
    if (i >= to || s->w[i].mark != '"' || !s->w[i].open) return i;
    for (i32 j = i + 1; j < to && j < i + 6; j++)
        if (s->w[j].mark == '"') return s->w[i + 1].cap ? j + 1 : i;
    return i;
}

i32 ru_phrase_end(const struct ru_sentence *s, i32 i, i32 to) {
    i32 j = i, head = -1;
    for (; j < to && j < i + PHRASE_MAX; j++) {
        const struct ru_word *w = &s->w[j];
        i32 q = quoted_name(s, j, to);
        if (q > j && head >= 0) {
            j = q - 1;
            continue;
        }
        if (w->mark || w->when) break;
        bool about = head >= 0 && j + 1 < to &&
                     (ru_is(s, j, "по") || (ru_is(s, j, "в") && s->w[j + 1].cap)) &&
                     !s->w[j + 1].mark && !s->w[j + 1].when && !s->w[j + 1].num;
        if (about && ru_is(s, j, "по")) continue;
        if (begins_other(s, j) && !(j == i && w->num) && !about) break;
        if (about) break;
        bool one_of = j + 1 < to && w->num && ru_is(s, j + 1, "из") && str_starts(w->f, S("од"));
        if (one_of) { /* староста одной из деревень */
            j++;
            continue;
        }
        if (w->num && j > i) break;
        bool hyphened = w->hyphen && head == j - 1; /* пресс-секретарь */
        if (hyphened) head = j;
        if (!ru_adjective(s, j) && !hyphened) {
            bool told = head >= 0 && w->row[RU_PEOPLE] && ru_case(s, j) == RU_DAT;
            if (told) break;
            bool genitive = head < 0 || ru_name(s, j) || ru_case(s, j) & RU_GEN ||
                            ru_name(s, head) || w->row[RU_PEOPLE];
            if (!genitive) break;
            head = j;
            if (w->len[RU_PEOPLE] > 1 && j + w->len[RU_PEOPLE] <= to)
                head = j += w->len[RU_PEOPLE] - 1;
        }
    }
    return j;
}

/* Clauses: parts between marks, each with a predicate of its own; parts without belong to the one
 * before, or open the one behind. */
static bool opens_clause(const struct ru_sentence *s, i32 i) {
    switch (ru_class(s, i)) {
    case RU_CLASS_that:
    case RU_CLASS_which:
    case RU_CLASS_when:
    case RU_CLASS_where:
    case RU_CLASS_if:
    case RU_CLASS_purpose: return true;
    default: return false;
    }
}

static bool adjacent_and(const struct ru_sentence *s, i32 i) { /* погибли и ранены */
    return ru_verb(s, i - 1) && ru_verb(s, i + 1) && i > 0;
}

static bool verb_ahead(const struct ru_sentence *s, i32 i) {
    for (i32 j = i; j < s->n; j++) {
        if (ru_verb(s, j)) return true;
        u8 m = s->w[j].mark;
        if (m == ',' || m == ';' || m == ':' || m == '-' || m == '(' || m == ')') return false;
        if (j > i && ru_class(s, j) == RU_CLASS_and) {
            i32 k = j; /* "дом и школа сгорели" */
            while (++k < s->n && !s->w[k].mark)
                if (ru_verb(s, k)) return true;
            return false;
        }
    }
    return false;
}

/* A name in quotes behind word i, боевики «Фронта»: its last word; -1: none. */
static i32 name_in_quotes(const struct ru_sentence *s, i32 i) {
    if (s->w[i].mark != '"' || i + 1 >= s->n || !s->w[i + 1].cap) return -1;
    for (i32 k = i + 1; k < s->n && k <= i + NAME_WORDS; k++) {
        if (ru_verb(s, k)) return -1;
        if (s->w[k].mark) return s->w[k].mark == '"' ? k : -1;
    }
    return -1;
}

static void find_clauses(struct ru_sentence *s) {
    i32 id = 0, name = -1;
    bool verb = false;
    for (i32 i = 0; i < s->n; i++) {
        u8 m = s->w[i].mark;
        i32 begins = i == name ? -1 : name_in_quotes(s, i);
        if (begins >= 0) name = begins;
        if (begins >= 0 || i == name) m = 0;
        bool and = ru_class(s, i) == RU_CLASS_and && !adjacent_and(s, i);
        bool hard = m == ';' || m == ':' || m == '.' || m == '(' || m == ')' || m == '"';
        bool soft = m == ',' || m == '-' || and;
        bool opens = m && i + 1 < s->n && opens_clause(s, i + 1);
        if (m == ',' && i + 2 < s->n && s->w[i + 1].row[RU_STEER]) /* ", на которой" */
            opens = opens || ru_class(s, i + 2) == RU_CLASS_which;
        if (hard || opens || (soft && verb && verb_ahead(s, i + 1))) {
            id++;
            verb = false;
        }
        s->w[i].clause = id;
        verb = verb || ru_verb(s, i);
    }
}

bool ru_preposition(const struct ru_sentence *s, i32 i) {
    switch (ru_class(s, i)) {
    case RU_CLASS_in:
    case RU_CLASS_on:
    case RU_CLASS_near:
    case RU_CLASS_to:
    case RU_CLASS_from:
    case RU_CLASS_of:
    case RU_CLASS_until:
    case RU_CLASS_along:
    case RU_CLASS_behind:
    case RU_CLASS_across:
    case RU_CLASS_at:
    case RU_CLASS_for:
    case RU_CLASS_after:
    case RU_CLASS_without:
    case RU_CLASS_among:
    case RU_CLASS_about: return true;
    default: return false;
    }
}

i32 ru_relative(const struct ru_sentence *s, i32 i) {
    i32 j = i;
    while (j > 0 && s->w[j - 1].clause == s->w[i].clause)
        j--;
    for (i32 k = j; k < i && k < j + 3; k++) /* "на которой" */
        if (ru_class(s, k) == RU_CLASS_which) return k;
    return -1;
}

i32 ru_joined(const struct ru_sentence *s, i32 i) {
    i32 j = i;
    while (j > 0 && s->w[j - 1].clause == s->w[i].clause)
        j--;
    return j > 0 && ru_class(s, j) == RU_CLASS_and ? s->w[j - 1].clause : -1;
}

void ru_words(struct ru_sentence *s, const struct token *t, i32 n) {
    s->w = NEWN(s->a, struct ru_word, n + 1);
    for (i32 i = 0; i < n; i++) {
        bool soft = is_soft_hyphen(s->r->text, &t[i]) && s->n > 0 && i + 1 < n &&
                    t[i + 1].kind == TOK_WORD && t[i + 1].start == t[i].end;
        if (soft) { /* one word around a soft hyphen */
            struct ru_word *w = &s->w[s->n - 1];
            w->end = t[++i].end;
            struct str whole = str_sub(s->r->text, w->start, w->end);
            w->f = fold_word(s->a, whole);
            continue;
        }
        add_word(s, &t[i]);
    }
    s->span = ru_span(s, 0, s->n);
    for (i32 i = 0; i < s->n; i++)
        look_up(s, i);
    inside_rows(s);
    find_dates(s);
    find_numbers(s);
    find_clauses(s);
}
