#include "store/age_armor.h"

#define BEGIN "-----BEGIN AGE ENCRYPTED FILE-----"
#define END   "-----END AGE ENCRYPTED FILE-----"
enum { COLUMNS = 64 };

static struct str without_blanks(struct str s) {
    while (s.n > 0 && strchr(" \t\r\n", s.p[0]))
        s = str_sub(s, 1, s.n);
    while (s.n > 0 && strchr(" \t\r\n", s.p[s.n - 1]))
        s = str_sub(s, 0, s.n - 1);
    return s;
}

bool age_armored(struct str text) {
    return str_starts(without_blanks(text), S(BEGIN));
}

static rc bad(struct err *e, const char *why) {
    return fail(e, RC_INTEGRITY, "the age armor is malformed: %s", why);
}

/* The next line without its end; line ends are all of one kind. */
static bool line(struct str *rest, bool crlf, struct str *out) {
    i64 at = rest->p ? str_chr(*rest, '\n', 0) : -1;
    if (at < 0 || (crlf && (at == 0 || rest->p[at - 1] != '\r'))) return false;
    *out = str_sub(*rest, 0, at - crlf);
    *rest = str_sub(*rest, at + 1, rest->n);
    return true;
}

/* All lines joined; only the last may be shorter than the others. */
static rc join(struct str rest, bool crlf, struct buf *out, struct err *e) {
    struct str l;
    for (bool last = false; rest.n > 0; last = l.n < COLUMNS) {
        if (last) return bad(e, "a short line that is not the last");
        if (!line(&rest, crlf, &l)) return bad(e, "a line without its end");
        if (l.n == 0 || l.n > COLUMNS) return bad(e, "a line of the wrong length");
        buf_put(out, l);
    }
    CHECK(buf_ok(out));
    return RC_OK;
}

rc age_armor_read(struct arena *a, struct str text, struct str *out, struct err *e) {
    struct str rest = without_blanks(text), first;
    i64 at = str_chr(rest, '\n', 0);
    bool crlf = at > 0 && rest.p[at - 1] == '\r';
    if (!line(&rest, crlf, &first) || !str_eq(first, S(BEGIN))) return bad(e, "no first line");
    if (!str_ends(rest, S(END))) return bad(e, "no last line");
    rest = str_sub(rest, 0, rest.n - S(END).n);
    struct buf b = buf_make(a, rest.n + 1);
    TRY(join(rest, crlf, &b, e));
    *out = b64_decode(a, buf_str(&b), true);
    return out->p ? RC_OK : bad(e, "it is not canonical base64");
}

struct str age_armor_write(struct arena *a, struct str bytes) {
    CHECK(bytes.n > 0);
    struct str b64 = b64_encode(a, bytes, true);
    struct buf b = buf_make(a, b64.n + b64.n / COLUMNS + 200);
    buf_puts(&b, BEGIN "\n");
    for (i64 at = 0; at < b64.n; at += COLUMNS) {
        buf_put(&b, str_sub(b64, at, at + COLUMNS));
        buf_c(&b, '\n');
    }
    buf_puts(&b, END "\n");
    CHECK(buf_ok(&b));
    return buf_str(&b);
}
