#include "base/json.h"

#include "base/json_inner.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <math.h>

/* The text is copied once, with zero bytes after it: the scanner may look ahead without counting,
 * escapes are undone in place (they only shrink), and the tree points into the copy. */
enum { SLACK = 8 };

struct reader {
    struct arena *a;
    char *beg, *at, *end;
    struct err *e;
};

static rc bad(struct reader *r, const char *what) {
    if (r->at >= r->end) return fail(r->e, RC_USAGE, "JSON ends too early: %s", what);
    return fail(r->e, RC_USAGE, "JSON, byte %lld: %s", (long long)(r->at - r->beg), what);
}

static void blanks(struct reader *r) {
    while (*r->at == ' ' || *r->at == '\n' || *r->at == '\r' || *r->at == '\t')
        r->at++;
}

/* First quote, backslash or control byte at or after p. A byte test on eight at a time (Mycroft):
 * it may also stop for a byte above 0x7f or after a true hit, never miss one; the byte loop
 * decides. */
static char *plain(char *p) {
    const u64 ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    for (u64 w;; p += 8) {
        memcpy(&w, p, 8);
        u64 q = w ^ ones * '"', b = w ^ ones * '\\';
        if (((q - ones) & ~q & tops) | ((b - ones) & ~b & tops) | ((w - ones * 0x20) & ~w & tops))
            break;
    }
    while ((u8)*p >= 0x20 && *p != '"' && *p != '\\')
        p++;
    return p;
}

static bool hex4(const char *p, u32 *out) {
    u32 v = 0;
    for (int i = 0; i < 4; i++) {
        char c = lower(p[i]);
        if (is_digit(c))
            v = v << 4 | (u32)(c - '0');
        else if (c >= 'a' && c <= 'f')
            v = v << 4 | (u32)(c - 'a' + 10);
        else
            return false;
    }
    *out = v;
    return true;
}

/* \uXXXX, and a second one after a high surrogate. r->at is on the u. */
static rc unicode(struct reader *r, char **to) {
    u32 cp, low;
    if (!hex4(r->at + 1, &cp)) return bad(r, "four hexadecimal digits must follow \\u");
    r->at += 5;
    if (cp >= 0xdc00 && cp < 0xe000) return bad(r, "a low surrogate stands alone");
    if (cp >= 0xd800 && cp < 0xdc00) {
        if (r->at[0] != '\\' || r->at[1] != 'u' || !hex4(r->at + 2, &low) || low < 0xdc00 ||
            low >= 0xe000)
            return bad(r, "a high surrogate stands alone");
        cp = 0x10000 + (cp - 0xd800) * 0x400 + (low - 0xdc00);
        r->at += 6;
    }
    char t[4];
    struct buf b = {.p = t, .cap = 4, .max = 4};
    utf8_put(&b, cp);
    memcpy(*to, t, (size_t)b.n);
    *to += b.n;
    return RC_OK;
}

static rc escape(struct reader *r, char **to) {
    static const char FROM[] = "\"\\/bfnrt", INTO[] = "\"\\/\b\f\n\r\t";
    r->at++;
    if (*r->at == 'u') return unicode(r, to);
    const char *hit = *r->at ? strchr(FROM, *r->at) : NULL;
    if (!hit) return bad(r, "no such escape");
    *(*to)++ = INTO[hit - FROM];
    r->at++;
    return RC_OK;
}

static rc string(struct reader *r, struct str *out) {
    char *beg = ++r->at, *to = beg;
    for (;;) {
        char *stop = plain(r->at);
        if (to != r->at) memmove(to, r->at, (size_t)(stop - r->at));
        to += stop - r->at;
        r->at = stop;
        if (*stop == '"') break;
        if (*stop != '\\') return bad(r, "a string must end with a quote and hold no control byte");
        TRY(escape(r, &to));
    }
    r->at++;
    *out = (struct str){beg, to - beg};
    return RC_OK;
}

static bool digit_run(struct reader *r) {
    char *from = r->at;
    while (is_digit(*r->at))
        r->at++;
    return r->at > from;
}

/* Could the literal leave the range of a double? Only a long one or one with an exponent. */
static bool finite_number(const struct reader *r, struct str s, bool exponent) {
    return (!exponent && s.n < 300) || isfinite(json_double(*r->a, s));
}

static rc number(struct reader *r, struct json *v) {
    char *beg = r->at;
    bool exponent = false, point = false;
    if (*r->at == '-') r->at++;
    if (*r->at == '0')
        r->at++;
    else if (!digit_run(r))
        return bad(r, "a value is expected");
    if (*r->at == '.') {
        point = true;
        r->at++;
        if (!digit_run(r)) return bad(r, "a digit must follow the point");
    }
    if (*r->at == 'e' || *r->at == 'E') {
        exponent = true;
        r->at++;
        if (*r->at == '+' || *r->at == '-') r->at++;
        if (!digit_run(r)) return bad(r, "a digit must be in the exponent");
    }
    v->type = JSON_NUMBER;
    v->s = (struct str){beg, r->at - beg};
    if (!point && !exponent && str_i64(v->s, &v->i))
        v->is_int = v->i >= -JSON_INT_MAX && v->i <= JSON_INT_MAX;
    if (!v->is_int) v->i = 0;
    if (!finite_number(r, v->s, exponent))
        return fail(r->e, RC_LIMIT, "JSON, byte %lld: the number is beyond a double",
                    (long long)(beg - r->beg));
    return RC_OK;
}

static rc word(struct reader *r, struct json *v, const char *w, enum json_type type) {
    size_t n = strlen(w);
    if ((i64)n > r->end - r->at || memcmp(r->at, w, n)) return bad(r, "a value is expected");
    r->at += n;
    v->type = type;
    return RC_OK;
}

/* Few members are compared in pairs; many are sorted, so that no choice of keys makes it quadratic.
 */
static bool duplicates(struct arena scratch, const struct json *obj) {
    if (obj->n <= 8) {
        for (const struct json *x = obj->kids; x; x = x->next)
            for (const struct json *y = x->next; y; y = y->next)
                if (str_eq(x->key, y->key)) return true;
        return false;
    }
    const struct json **list = json_sorted(obj, NEWN(&scratch, const struct json *, obj->n));
    for (i64 i = 1; i < obj->n; i++)
        if (str_eq(list[i - 1]->key, list[i]->key)) return true;
    return false;
}

static rc value(struct reader *r, struct json *v, int depth);

static rc array(struct reader *r, struct json *v, int depth) {
    v->type = JSON_ARRAY;
    r->at++;
    blanks(r);
    if (*r->at == ']') return r->at++, RC_OK;
    for (;;) {
        struct json *kid = NEW(r->a, struct json);
        TRY(value(r, kid, depth + 1));
        json_add(v, kid);
        blanks(r);
        if (*r->at == ']') return r->at++, RC_OK;
        if (*r->at != ',') return bad(r, "a comma or ] is expected");
        r->at++;
    }
}

static rc pair(struct reader *r, struct json *v, int depth) {
    struct json *kid = NEW(r->a, struct json);
    struct str key;
    blanks(r);
    if (*r->at != '"') return bad(r, "a key in quotes is expected");
    TRY(string(r, &key));
    blanks(r);
    if (*r->at != ':') return bad(r, "a colon is expected");
    r->at++;
    TRY(value(r, kid, depth + 1));
    kid->key = key;
    json_add(v, kid);
    return RC_OK;
}

static rc object(struct reader *r, struct json *v, int depth) {
    v->type = JSON_OBJECT;
    r->at++;
    blanks(r);
    if (*r->at == '}') return r->at++, RC_OK;
    for (;;) {
        TRY(pair(r, v, depth));
        blanks(r);
        if (*r->at == '}') break;
        if (*r->at != ',') return bad(r, "a comma or } is expected");
        r->at++;
    }
    if (duplicates(*r->a, v)) return bad(r, "an object names a key twice");
    r->at++;
    return RC_OK;
}

static rc value(struct reader *r, struct json *v, int depth) {
    if (depth > JSON_DEPTH_MAX)
        return fail(r->e, RC_LIMIT, "JSON is nested more than %d deep", JSON_DEPTH_MAX);
    blanks(r);
    switch (*r->at) {
    case '{': return object(r, v, depth);
    case '[': return array(r, v, depth);
    case '"': v->type = JSON_STRING; return string(r, &v->s);
    case 't': return word(r, v, "true", JSON_TRUE);
    case 'f': return word(r, v, "false", JSON_FALSE);
    case 'n': return word(r, v, "null", JSON_NULL);
    default: return number(r, v);
    }
}

rc json_read(struct arena *a, struct str text, struct json **out, struct err *e) {
    if (text.n > JSON_BYTES_MAX)
        return fail(e, RC_LIMIT, "JSON is %lld bytes; the most is %lld", (long long)text.n,
                    (long long)JSON_BYTES_MAX);
    i64 wrong = utf8_invalid(text);
    if (wrong >= 0) return fail(e, RC_USAGE, "JSON, byte %lld: not UTF-8", (long long)wrong);
    struct reader r = {.a = a, .e = e};
    r.beg = r.at = arena_alloc(a, 1, 1, text.n + SLACK);
    r.end = r.beg + text.n;
    if (text.n) memcpy(r.beg, text.p, (size_t)text.n);
    struct json *v = NEW(a, struct json);
    TRY(value(&r, v, 1));
    blanks(&r);
    if (r.at != r.end) return bad(&r, "nothing may follow the value");
    *out = v;
    return RC_OK;
}
