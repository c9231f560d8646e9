#include "media/mail_field.h"

#include "base/date.h"
#include "base/utf8.h"
#include "text/charset.h"

/* ---- heads ---- */

static bool name_char(char c) {
    return c > ' ' && c < 0x7F && c != ':';
}

static i64 line_end(struct str s, i64 at, i64 to) {
    i64 nl = str_chr(s, '\n', at);
    return nl < 0 || nl >= to ? to : nl + 1;
}

/* Where the field that begins at `at` ends: lines that begin with a blank go on. */
static i64 field_end(struct str s, i64 at, i64 to) {
    i64 end = line_end(s, at, to);
    while (end < to && (s.p[end] == ' ' || s.p[end] == '\t'))
        end = line_end(s, end, to);
    return end;
}

rc mail_head(struct arena *a, struct str mail, i64 from, i64 to, struct mail_head *out,
             struct err *e) {
    *out = (struct mail_head){.end = to};
    for (i64 at = from; at < to;) {
        if (mail.p[at] == '\n' || (mail.p[at] == '\r' && at + 1 < to && mail.p[at + 1] == '\n')) {
            out->end = line_end(mail, at, to);
            return RC_OK;
        }
        i64 colon = at, end = field_end(mail, at, to);
        while (colon < end && name_char(mail.p[colon]))
            colon++;
        if (colon == at || colon == end || mail.p[colon] != ':') {
            out->end = at;
            return RC_OK;
        }
        if (out->n >= MAIL_HEADERS_MAX || end - at > MAIL_FIELD_MAX)
            return fail(e, RC_LIMIT, "the head of a mail is larger than the limit");
        *PUSH(a, out->v, out->n, out->cap) =
            (struct mail_field){.name = str_sub(mail, at, colon),
                                .raw = str_sub(mail, colon + 1, end),
                                .at = at,
                                .n = end - at};
        at = end;
    }
    return RC_OK;
}

const struct mail_field *mail_get(const struct mail_head *h, const char *name) {
    for (i64 i = 0; i < h->n; i++)
        if (str_eqi(h->v[i].name, str_c(name))) return &h->v[i];
    return NULL;
}

/* ---- bodies ---- */

static int hex_digit(char c) {
    c = lower(c);
    return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool hex_byte(struct str s, i64 at, char *out) {
    if (at + 1 >= s.n) return false;
    int hi = hex_digit(s.p[at]), lo = hex_digit(s.p[at + 1]);
    *out = (char)(hi * 16 + lo);
    return hi >= 0 && lo >= 0;
}

struct str mail_quoted(struct arena *a, struct str s) {
    struct buf b = buf_make(a, s.n + 1);
    for (i64 i = 0; i < s.n; i++) {
        char c;
        i64 end = i + 1;
        while (s.p[i] == '=' && end < s.n && (s.p[end] == ' ' || s.p[end] == '\t'))
            end++; /* blanks that a transport added behind a soft line end */
        if (s.p[i] != '=') {
            buf_c(&b, s.p[i]);
        } else if (end < s.n && s.p[end] == '\n') {
            i = end;
        } else if (end + 1 < s.n && s.p[end] == '\r' && s.p[end + 1] == '\n') {
            i = end + 1;
        } else if (hex_byte(s, i + 1, &c)) {
            buf_c(&b, c);
            i += 2;
        } else {
            buf_c(&b, '=');
        }
    }
    return buf_str(&b);
}

static int b64_digit(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (is_digit(c)) return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

struct str mail_base64(struct arena *a, struct str s) {
    struct buf b = buf_make(a, s.n + 1);
    u32 bits = 0;
    int have = 0;
    for (i64 i = 0; i < s.n && s.p[i] != '='; i++) {
        int d = b64_digit(s.p[i]);
        if (d < 0) continue; /* line ends, and what is no letter of it (§6.8) */
        bits = bits << 6 | (u32)d;
        have += 6;
        if (have < 8) continue;
        have -= 8;
        buf_c(&b, (char)(bits >> have & 0xFF));
    }
    return buf_str(&b);
}

/* ---- encoded words ---- */

static struct str in_charset(struct arena *a, struct str bytes, struct str charset) {
    struct decoded d;
    struct err e = {0};
    i64 star = str_chr(charset, '*', 0); /* a language after it: RFC 2231 §5 */
    if (star >= 0) charset = str_sub(charset, 0, star);
    if (charset_decode(a, bytes, charset, &d, &e) == RC_OK) return d.text;
    return utf8_clean(a, bytes, &(i64){0});
}

/* "=?utf-8?q?Caf=C3=A9?=" at `at`: the bytes, and where it ends; 0 when it is none. */
static i64 encoded_word(struct arena *a, struct str s, i64 at, struct str *charset,
                        struct str *bytes) {
    if (!str_starts(str_sub(s, at, s.n), S("=?"))) return 0;
    i64 q1 = str_chr(s, '?', at + 2), q2 = q1 < 0 ? -1 : str_chr(s, '?', q1 + 1);
    i64 end = q2 < 0 ? -1 : str_find(s, S("?="), q2 + 1);
    if (end < 0 || q2 - q1 != 2) return 0;
    struct str body = str_sub(s, q2 + 1, end);
    char how = lower(s.p[q1 + 1]);
    if (str_chr(body, ' ', 0) >= 0 || (how != 'q' && how != 'b')) return 0;
    *charset = str_sub(s, at + 2, q1);
    if (how == 'b') {
        *bytes = mail_base64(a, body);
        return end + 2;
    }
    char *p = NEWN(a, char, body.n + 1);
    for (i64 i = 0; i < body.n; i++)
        p[i] = body.p[i] == '_' ? ' ' : body.p[i];
    *bytes = mail_quoted(a, (struct str){p, body.n});
    return end + 2;
}

/* Letters may be cut between two encoded words of one charset, against the rule: bytes are joined
 * first. */
static i64 encoded_run(struct arena *a, struct str s, i64 at, struct buf *out) {
    struct str charset, bytes, next;
    i64 end = encoded_word(a, s, at, &charset, &bytes);
    if (!end) return 0;
    struct buf b = buf_make(a, MAIL_FIELD_MAX);
    buf_put(&b, bytes);
    for (;;) {
        i64 on = end;
        while (on < s.n && is_space(s.p[on]))
            on++;
        struct str other;
        i64 to = on > end ? encoded_word(a, s, on, &other, &next) : 0;
        if (!to) break; /* white space between two encoded words is no text */
        if (!str_eqi(other, charset)) {
            buf_put(out, in_charset(a, buf_str(&b), charset));
            b.n = 0, charset = other;
        }
        buf_put(&b, next);
        end = to;
    }
    buf_put(out, in_charset(a, buf_str(&b), charset));
    return end;
}

static struct str one_line(struct arena *a, struct str s) {
    struct buf b = buf_make(a, s.n + 1);
    for (i64 i = 0; i < s.n; i++) {
        bool blank = (u8)s.p[i] <= ' ' || s.p[i] == 0x7F;
        if (!blank)
            buf_c(&b, s.p[i]);
        else if (b.n && b.p[b.n - 1] != ' ')
            buf_c(&b, ' ');
    }
    return str_trim(buf_str(&b));
}

struct str mail_words(struct arena *a, struct str raw) {
    struct buf b = buf_make(a, 4LL * MAIL_FIELD_MAX);
    for (i64 i = 0; i < raw.n;) {
        i64 end = raw.p[i] == '=' ? encoded_run(a, raw, i, &b) : 0;
        if (end) {
            i = end;
            continue;
        }
        i64 from = i++;
        while (i < raw.n && raw.p[i] != '=')
            i++;
        buf_put(&b, in_charset(a, str_sub(raw, from, i), (struct str){0}));
    }
    return one_line(a, utf8_clean(a, buf_str(&b), &(i64){0}));
}

/* ---- values and parameters ---- */

struct str mail_value(struct arena *a, struct str raw) {
    i64 semicolon = str_chr(raw, ';', 0);
    return str_lower(a, str_trim(semicolon < 0 ? raw : str_sub(raw, 0, semicolon)));
}

/* The next "name=value" at *at; quoted values without their quotes and escapes. */
static bool next_param(struct arena *a, struct str s, i64 *at, struct str *name,
                       struct str *value) {
    i64 i = str_chr(s, ';', *at);
    if (i < 0) return false;
    i64 eq = ++i;
    while (eq < s.n && s.p[eq] != '=' && s.p[eq] != ';')
        eq++;
    *name = str_trim(str_sub(s, i, eq));
    *value = (struct str){0};
    *at = eq;
    if (eq >= s.n || s.p[eq] == ';') return true;
    for (i = eq + 1; i < s.n && is_space(s.p[i]);)
        i++;
    if (i < s.n && s.p[i] == '"') {
        struct buf b = buf_make(a, s.n);
        for (i++; i < s.n && s.p[i] != '"'; i++) {
            if (s.p[i] == '\\' && i + 1 < s.n) i++;
            buf_c(&b, s.p[i]);
        }
        *value = buf_str(&b);
        *at = i;
        return true;
    }
    i64 end = str_chr(s, ';', i);
    if (end < 0) end = s.n;
    *value = str_trim(str_sub(s, i, end));
    *at = end;
    return true;
}

static struct str percent(struct arena *a, struct str s) {
    struct buf b = buf_make(a, s.n + 1);
    for (i64 i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '%' && hex_byte(s, i + 1, &c)) i += 2;
        buf_c(&b, c);
    }
    return buf_str(&b);
}

/* "name*2*": is it `want`, which piece, is it encoded? */
static bool piece_of(struct str name, struct str want, i64 *number, bool *encoded) {
    *encoded = str_ends(name, S("*"));
    if (*encoded) name.n--;
    i64 star = str_chr(name, '*', 0);
    *number = -1;
    if (star >= 0 && (!str_i64(str_sub(name, star + 1, name.n), number) || *number < 0))
        return false;
    return str_eqi(star < 0 ? name : str_sub(name, 0, star), want);
}

struct str mail_param(struct arena *a, struct str raw, const char *name) {
    struct str key, value, charset = {0};
    struct buf all = buf_make(a, MAIL_FIELD_MAX);
    i64 at = 0, want = 0, number;
    bool encoded;
    while (next_param(a, raw, &at, &key, &value)) {
        if (!piece_of(key, str_c(name), &number, &encoded)) continue;
        if (number < 0 && !encoded) return mail_words(a, value);
        if (number > 0 && number != want) continue;
        if (encoded && number <= 0) { /* charset'language'words */
            struct str rest = value;
            charset = str_cut(&rest, '\'');
            (void)str_cut(&rest, '\'');
            if (rest.p) value = rest;
        }
        buf_put(&all, encoded ? percent(a, value) : value);
        want = number + 1;
        if (number < 0) break;
    }
    return all.n ? one_line(a, in_charset(a, buf_str(&all), charset)) : (struct str){0};
}

/* ---- dates ---- */

static i64 month_of(struct str s) {
    static const char MONTHS[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    for (i64 m = 0; m < 12 && s.n >= 3; m++)
        if (str_eqi(str_sub(s, 0, 3), str_sub(str_c(MONTHS), 3 * m, 3 * m + 3))) return m + 1;
    return 0;
}

struct str mail_date(struct arena *a, struct str raw) {
    i64 comma = str_chr(raw, ',', 0), day = 0, year = 0;
    struct str s = one_line(a, comma < 0 ? raw : str_sub(raw, comma + 1, raw.n));
    struct str d = str_cut(&s, ' '), m = str_cut(&s, ' '), y = str_cut(&s, ' ');
    struct date_range r;
    if (!str_i64(d, &day) || !str_i64(y, &year)) return (struct str){0};
    if (y.n == 2) year += year < 50 ? 2000 : 1900; /* §4.3 */
    struct str iso =
        str_fmt(a, "%04lld-%02lld-%02lld", (long long)year, (long long)month_of(m), (long long)day);
    return iso.n == 10 && date_parse(iso, &r) ? iso : (struct str){0};
}
