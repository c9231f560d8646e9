/* One text for two engines (HABITS B.3): tables are written with PostgreSQL's type words. SQLite's
 * STRICT tables know other ones, and STRICT itself is a word PostgreSQL does not know. Strings,
 * quoted names and comments stay untouched. */
#include "db/db_impl.h"

static i64 skip_quoted(struct str s, i64 i) {
    char q = s.p[i++];
    while (i < s.n && s.p[i] != q)
        i++;
    return i < s.n ? i + 1 : i; /* a doubled quote is two quoted pieces in a row: the same for us */
}

static i64 skip_comment(struct str s, i64 i) {
    struct str end = s.p[i] == '-' ? S("\n") : S("*/");
    i64 at = str_find(s, end, i + 2);
    return at < 0 ? s.n : at + end.n;
}

static bool word_char(char c) {
    return is_alnum(c) || c == '_' || c == '$';
}

/* The token at i: a word, a quoted piece, a comment, or one character. Returns its end. */
static i64 token(struct str s, i64 i) {
    char c = s.p[i], next = i + 1 < s.n ? s.p[i + 1] : 0;
    if (c == '\'' || c == '"') return skip_quoted(s, i);
    if ((c == '-' && next == '-') || (c == '/' && next == '*')) return skip_comment(s, i);
    if (!word_char(c)) return i + 1;
    while (i < s.n && word_char(s.p[i]))
        i++;
    return i;
}

static bool is_blank_token(struct str t) {
    return is_space(t.p[0]) || str_starts(t, S("--")) || str_starts(t, S("/*"));
}

/* A quote that nobody closed: no statement, SQLite will say so. */
static bool is_unclosed(struct str t) {
    char q = t.p[0];
    return (q == '\'' || q == '"') && (t.n == 1 || t.p[t.n - 1] != q);
}

struct ddl {
    int nword;          /* words of this statement so far */
    bool create, table; /* … begins with CREATE TABLE */
    bool strict;        /* … says STRICT itself */
    bool after_double;  /* the token before was DOUBLE */
};

static void see_word(struct ddl *d, struct str w) {
    d->nword++;
    if (d->nword == 1) d->create = str_eqi(w, S("CREATE"));
    if (d->nword == 2) d->table = d->create && str_eqi(w, S("TABLE"));
    if (str_eqi(w, S("STRICT"))) d->strict = true;
}

static struct str type_word(struct ddl *d, struct str w) {
    bool second = d->after_double && str_eqi(w, S("PRECISION"));
    d->after_double = str_eqi(w, S("DOUBLE"));
    if (str_eqi(w, S("BIGINT"))) return S("INTEGER");
    if (str_eqi(w, S("BYTEA"))) return S("BLOB");
    if (d->after_double) return S("REAL");
    return second ? S("") : w;
}

static void end_statement(struct ddl *d, struct buf *b) {
    if (d->table && !d->strict) buf_puts(b, " STRICT");
    *d = (struct ddl){0};
}

static void put_token(struct ddl *d, struct buf *b, struct str t) {
    if (is_unclosed(t)) d->table = false;
    if (t.p[0] == ';') end_statement(d, b);
    if (word_char(t.p[0])) {
        see_word(d, t);
        t = type_word(d, t);
    } else {
        d->after_double = false;
    }
    buf_put(b, t);
}

/* Blanks and comments are held back until the next token, so that STRICT comes before a comment at
 * the end and not into it. */
struct str db_rewrite(struct arena *a, struct str sql) {
    struct buf b = buf_make(a, sql.n * 8 + 64);
    struct ddl d = {0};
    i64 done = 0; /* sql[done, i) is held back */
    for (i64 i = 0; i < sql.n;) {
        i64 end = token(sql, i);
        struct str t = str_sub(sql, i, end), held = str_sub(sql, done, i);
        if (!is_blank_token(t)) {
            if (t.p[0] != ';') buf_put(&b, held);
            put_token(&d, &b, t);
            done = end;
        }
        i = end;
    }
    end_statement(&d, &b);
    buf_put(&b, str_sub(sql, done, sql.n));
    CHECK(buf_ok(&b));
    return buf_str(&b);
}
