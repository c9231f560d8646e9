#include "flow/enter.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "flow/correct.h"
#include "text/number.h"

void enter_make(struct arena *a, const struct book *b, const struct item *item, struct enter *x) {
    *x = (struct enter){.a = a, .text = item->text, .b = b, .item = item};
    names_make(a, b, &x->names);
}

void enter_blank(struct enter *x, struct claim *out) {
    *out = (struct claim){.doc = x->item->id};
    out->said.chain = NEW(x->a, struct said_link);
    out->said.chain[0] =
        (struct said_link){.publication = x->item->publication, .is_publication = true};
    out->said.nchain = 1;
}

/* Arabic-Indic, Eastern Arabic-Indic, Devanagari and full-width digits: ten in a row each. */
struct str enter_digits(struct arena *a, struct str s) {
    static const u32 ZEROS[] = {0x660, 0x6F0, 0x966, 0xFF10};
    struct buf b = buf_make(a, s.n + 1);
    for (i64 at = 0; at < s.n;) {
        u32 cp;
        i64 n = utf8_next(s, at, &cp);
        if (n == 0) n = 1, cp = 0;
        i64 k = 0;
        while (k < LEN(ZEROS) && !(cp >= ZEROS[k] && cp <= ZEROS[k] + 9))
            k++;
        if (k < LEN(ZEROS))
            buf_c(&b, (char)('0' + (cp - ZEROS[k])));
        else
            buf_put(&b, str_sub(s, at, at + n));
        at += n;
    }
    return buf_str(&b);
}

/* Dashes of print as the one on the keyboard, blanks around them gone. */
static struct str plain_range(struct arena *a, struct str s) {
    struct buf b = buf_make(a, s.n + 1);
    for (i64 i = 0; i < s.n; i++) {
        struct str rest = str_sub(s, i, s.n);
        bool dash = str_starts(rest, S("–")) || str_starts(rest, S("—"));
        if (dash)
            buf_c(&b, '-'), i += 2;
        else if (s.p[i] != ' ')
            buf_c(&b, s.p[i]);
    }
    return buf_str(&b);
}

/* Digits and signs alone are no words: "20-14" is a mistake, not 20. */
static bool has_letters(struct str s) {
    for (i64 i = 0; i < s.n; i++)
        if (is_alpha(s.p[i]) || (u8)s.p[i] >= 0x80) return true;
    return false;
}

/* "44,000" and its like in other scripts: a mark before each three digits says nothing. */
static struct str ungrouped(struct arena *a, struct str s) {
    struct buf b = buf_make(a, s.n + 1);
    i64 run = 0; /* digits since the last mark */
    bool marked = false;
    for (i64 i = 0; i < s.n; i++) {
        bool arabic = str_starts(str_sub(s, i, s.n), S("\u066c"));
        i64 after = i + 1 + arabic, three = after;
        while (three < s.n && is_digit(s.p[three]))
            three++;
        bool mark = (arabic || s.p[i] == ',') && run > 0 && run <= 3 && three == after + 3;
        if (mark && marked && run != 3) mark = false;
        run = is_digit(s.p[i]) ? run + 1 : 0;
        marked = mark || (marked && run > 0);
        if (mark)
            i += arabic;
        else
            buf_c(&b, s.p[i]);
    }
    return buf_str(&b);
}

/* Vague words of languages that the reader does not read. */
static bool vague_more(struct str s, i64 *min, i64 *max) {
    static const struct {
        struct str words;
        i64 min, max;
    } ROWS[] = {
#define VAGUE(lang, words, min, max) {SI(words), min, max},
#include "text/vague_more.def"
#undef VAGUE
    };
    for (i64 i = 0; i < LEN(ROWS); i++) {
        if (!str_eq(s, ROWS[i].words)) continue;
        *min = ROWS[i].min;
        *max = ROWS[i].max;
        return true;
    }
    return false;
}

bool enter_number(struct arena scratch, struct str s, i64 *min, i64 *max, bool *vague) {
    struct number n;
    s = enter_digits(&scratch, str_trim(s));
    struct str plain = ungrouped(&scratch, plain_range(&scratch, s));
    if (vague_more(s, min, max)) return *vague = true;
    if (correct_range(plain, min, max)) {
        *vague = *min != *max;
        return *min <= COUNT_VALUE_MAX && *max <= COUNT_VALUE_MAX;
    }
    if (!has_letters(plain) || !number_of_words(scratch, s, &n) || n.refused || n.decimal)
        return false;
    *min = n.min;
    *max = n.max == NUMBER_OPEN ? COUNT_OPEN : n.max;
    *vague = n.vague;
    return true;
}

bool enter_date(struct arena scratch, struct str s, struct date_range *out) {
    return date_parse(enter_digits(&scratch, str_trim(s)), out) && out->precision != DATE_NONE;
}

/* "@48-57", and after a blank the words that must stand there. */
static rc offsets(struct enter *x, struct str given, struct span *out, struct err *e) {
    struct str words = str_sub(given, 1, given.n), at = str_cut(&words, ' ');
    i64 dash = str_chr(at, '-', 0), from, to;
    if (dash < 0 || !str_i64(str_sub(at, 0, dash), &from) ||
        !str_i64(str_sub(at, dash + 1, at.n), &to))
        return fail(e, RC_USAGE, "\"%.*s\" does not name bytes", SARG(str_sub(given, 0, 40)));
    if (from < 0 || to <= from || to > x->text.n || to - from > CLAIM_WORDS_MAX)
        return fail(e, RC_USAGE, "bytes %lld to %lld are no quotation of this text",
                    (long long)from, (long long)to);
    if (!utf8_boundary(x->text, from) || (to < x->text.n && !utf8_boundary(x->text, to)))
        return fail(e, RC_USAGE, "bytes %lld to %lld cut a letter", (long long)from, (long long)to);
    if (words.n && !str_eq(words, str_sub(x->text, from, to)))
        return fail(e, RC_INTEGRITY, "bytes %lld to %lld do not read \"%.*s\"", (long long)from,
                    (long long)to, SARG(str_sub(words, 0, 80)));
    *out = (struct span){(u32)from, (u32)to};
    return RC_OK;
}

static i64 find_before(struct str text, struct str words, i64 from) {
    for (i64 i = from; i >= 0; i--)
        if (i + words.n <= text.n && memcmp(text.p + i, words.p, (size_t)words.n) == 0) return i;
    return -1;
}

/* The occurrence nearest to what is quoted; one that begins up to a sentence after it is preferred
 * to one before. */
static i64 find_near(struct enter *x, struct str words) {
    enum { SENTENCE_BYTES = 400 };
    i64 near = x->near < x->text.n ? x->near : 0;
    i64 after = str_find(x->text, words, near);
    if (after >= 0 && after - near <= SENTENCE_BYTES) return after;
    i64 before = find_before(x->text, words, near - 1);
    if (before < 0) return after;
    return after < 0 || near - before <= after - near ? before : after;
}

rc enter_span(struct enter *x, struct str given, struct span *out, struct err *e) {
    given = str_trim(given);
    for (i64 i = 0; i < x->nknown; i++)
        if (str_eq(span_words(x->text, x->known[i]), given)) return *out = x->known[i], RC_OK;
    if (str_starts(given, S("@")) && given.n > 1 && is_digit(given.p[1]))
        return offsets(x, given, out, e);
    i64 at = given.n && given.n <= CLAIM_WORDS_MAX ? find_near(x, given) : -1;
    if (at >= 0) return *out = (struct span){(u32)at, (u32)(at + given.n)}, RC_OK;
    struct err none = {0};
    if (x->near && correct_find(x->text, given, x->near, out, &none) == RC_OK) return RC_OK;
    return correct_find(x->text, given, 0, out, e);
}
