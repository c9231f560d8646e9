#include "text/csv.h"

#include "base/limits.h"

static rc quoted(struct arena *a, struct str t, i64 *at, i64 *line, struct str *out,
                 struct err *e) {
    i64 i = *at + 1, begun = *line;
    struct buf b = buf_make(a, t.n - *at + 1);
    for (; i < t.n; i++) {
        if (t.p[i] == '\n') ++*line;
        if (t.p[i] != '"') {
            buf_c(&b, t.p[i]);
        } else if (i + 1 < t.n && t.p[i + 1] == '"') {
            buf_c(&b, '"');
            i++;
        } else {
            *at = i + 1;
            *out = buf_str(&b);
            return RC_OK;
        }
    }
    return fail(e, RC_USAGE, "line %lld: a quote is opened and never closed", (long long)begun);
}

static struct str bare(struct str t, i64 *at) {
    i64 from = *at;
    while (*at < t.n && t.p[*at] != ',' && t.p[*at] != '\n' && t.p[*at] != '\r')
        ++*at;
    return str_sub(t, from, *at);
}

/* Steps over the line end; false when another field follows. */
static bool line_end(struct str t, i64 *at, i64 *line) {
    if (*at < t.n && t.p[*at] == '\r') ++*at;
    if (*at >= t.n) return true;
    if (t.p[*at] != '\n') return false;
    ++*at;
    ++*line;
    return true;
}

rc csv_read(struct arena *a, struct str text, i64 *at, i64 *line, struct str **fields, i64 *n,
            struct err *e) {
    i64 cap = 0;
    *fields = NULL;
    *n = 0;
    if (*at >= text.n) return RC_OK;
    for (;;) {
        if (*n >= CSV_FIELDS_MAX)
            return fail(e, RC_LIMIT, "line %lld has more than %d fields", (long long)*line,
                        CSV_FIELDS_MAX);
        struct str *f = PUSH(a, *fields, *n, cap);
        if (*at < text.n && text.p[*at] == '"')
            TRY(quoted(a, text, at, line, f, e));
        else
            *f = bare(text, at);
        if (line_end(text, at, line)) return RC_OK;
        if (text.p[*at] != ',')
            return fail(e, RC_USAGE, "line %lld: text after a closing quote", (long long)*line);
        ++*at;
    }
}

static bool formula(char c) {
    return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r';
}

void csv_put(struct buf *b, struct str f, bool first) {
    if (!first) buf_c(b, ',');
    /* A cell that looks guarded already is guarded again, so that reading back gives it whole. */
    bool guard = f.n && (formula(f.p[0]) || csv_unguard(f).n < f.n);
    bool quote = guard;
    for (i64 i = 0; i < f.n; i++)
        quote |= f.p[i] == '"' || f.p[i] == ',' || f.p[i] == '\n' || f.p[i] == '\r';
    if (quote) buf_c(b, '"');
    if (guard) buf_c(b, '\'');
    for (i64 i = 0; i < f.n; i++) {
        if (f.p[i] == '"') buf_c(b, '"');
        buf_c(b, f.p[i]);
    }
    if (quote) buf_c(b, '"');
}

void csv_end(struct buf *b) {
    buf_puts(b, "\r\n");
}

struct str csv_unguard(struct str f) {
    i64 quotes = 0;
    while (quotes < f.n && f.p[quotes] == '\'')
        quotes++;
    return quotes && quotes < f.n && formula(f.p[quotes]) ? str_sub(f, 1, f.n) : f;
}
