/* What we parse ourselves of a request: percent encoding, queries, paths, cookies, versions. Pure.
 */
#include "base/utf8.h"
#include "web/desk.h"

static int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/* Line ends are let through for fields of several lines; other controls are no part of any name. */
static bool harmless(struct str s) {
    for (i64 i = 0; i < s.n; i++) {
        u8 c = (u8)s.p[i];
        if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7F) return false;
    }
    return utf8_invalid(s) < 0;
}

struct str url_decode(struct arena *a, struct str raw, bool plus) {
    char *p = NEWN(a, char, raw.n + 1);
    i64 n = 0;
    for (i64 i = 0; i < raw.n; i++) {
        char c = raw.p[i];
        if (c == '%') {
            int hi = i + 2 < raw.n ? hex_value(raw.p[i + 1]) : -1;
            int lo = i + 2 < raw.n ? hex_value(raw.p[i + 2]) : -1;
            if (hi < 0 || lo < 0) return (struct str){0};
            c = (char)(hi << 4 | lo);
            i += 2;
        } else if (plus && c == '+') {
            c = ' ';
        }
        p[n++] = c;
    }
    struct str out = {p, n};
    return harmless(out) ? out : (struct str){0};
}

struct str url_encode(struct arena *a, struct str text) {
    static const char HEX[] = "0123456789ABCDEF";
    struct buf b = buf_make(a, 3 * text.n + 1);
    for (i64 i = 0; i < text.n; i++) {
        u8 c = (u8)text.p[i];
        if (is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~') {
            buf_c(&b, (char)c);
            continue;
        }
        buf_c(&b, '%');
        buf_c(&b, HEX[c >> 4]);
        buf_c(&b, HEX[c & 15]);
    }
    return b.n ? buf_str(&b) : S("");
}

bool url_query(struct arena *a, struct str raw, struct pair **out, i64 *n) {
    i64 cap = 0;
    *out = NULL;
    *n = 0;
    while (raw.p && raw.n) {
        struct str one = str_cut(&raw, '&');
        if (one.n == 0) continue;
        struct str value = one, name = str_cut(&value, '=');
        struct pair p = {url_decode(a, name, true), value.p ? url_decode(a, value, true) : S("")};
        if (!p.name.p || !p.value.p || *n == DESK_FIELDS_MAX) return false;
        *PUSH(a, *out, *n, cap) = p;
    }
    return true;
}

i64 url_segments(struct arena *a, struct str raw, struct str *seg, i64 most) {
    i64 n = 0;
    if (raw.n == 0 || raw.p[0] != '/') return -1;
    struct str rest = str_sub(raw, 1, raw.n);
    if (rest.n == 0) return 0;
    while (rest.p) {
        struct str s = url_decode(a, str_cut(&rest, '/'), false);
        if (!s.p || s.n == 0 || str_eqc(s, ".") || str_eqc(s, "..") || n == most) return -1;
        if (str_chr(s, '/', 0) >= 0 || str_chr(s, '\\', 0) >= 0 || str_chr(s, '\n', 0) >= 0)
            return -1;
        seg[n++] = s;
    }
    return n;
}

struct str url_cookie(struct str header, struct str name) {
    struct str found = {0};
    while (header.p) {
        struct str value = str_trim(str_cut(&header, ';')), key = str_cut(&value, '=');
        if (!value.p || !str_eq(key, name)) continue;
        if (found.p) return (struct str){0};
        found = value;
    }
    for (i64 i = 0; i < found.n; i++)
        if (!is_alnum(found.p[i]) && !strchr("-_.~", found.p[i])) return (struct str){0};
    return found;
}

bool url_is_local(struct str path) {
    if (path.n == 0 || path.n > DESK_URI_MAX || path.p[0] != '/') return false;
    if (path.n > 1 && path.p[1] == '/') return false;
    for (i64 i = 0; i < path.n; i++)
        if ((u8)path.p[i] <= 0x20 || path.p[i] == '\\' || (u8)path.p[i] >= 0x7F) return false;
    return true;
}

bool url_version(struct str tag, i64 *entry, i64 *part) {
    if (tag.n < 5 || tag.p[0] != '"' || tag.p[tag.n - 1] != '"') return false;
    struct str p = str_sub(tag, 1, tag.n - 1), first = str_cut(&p, '-');
    if (!p.p || !str_i64(first, entry) || !str_i64(p, part)) return false;
    return *entry >= 0 && *part >= 0;
}
