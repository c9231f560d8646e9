#include "cli/print.h"
#include "sys/tty.h"

#include <errno.h>

enum { CELL_MAX = 60, COLS_MAX = 24, ROW_MAX = 1 << 26 };

struct printer {
    struct arena *a;
    struct print_opts o;
    const struct op *op; /* whose rows wait in the table */
    struct str (*rows)[COLS_MAX];
    i64 n, cap;
    struct tty_progress line;
};

static void out(struct str s) {
    fwrite(s.p, 1, (size_t)s.n, stdout);
}

/* A cell: text as it is, numbers by their literal, other values as JSON. Absent is empty. */
static struct str cell(struct arena *a, const struct json *v) {
    if (!v || v->type == JSON_NULL) return S("");
    if (v->type == JSON_STRING || v->type == JSON_NUMBER) return v->s;
    if (v->type == JSON_TRUE) return S("yes");
    if (v->type == JSON_FALSE) return S("");
    return json_text(a, v);
}

static i64 columns(const struct op *op, struct str *cols) {
    i64 n = 0;
    struct str rest = str_c(op->columns);
    while (rest.p && n < COLS_MAX) {
        struct str one = str_cut(&rest, ' ');
        if (one.n) cols[n++] = one;
    }
    return n;
}

/* Bytes of a character that must not reach a terminal, 0 for others: C0 and DEL (1), C1 (2), marks
 * that turn the direction of the text around them (3). */
static int unsafe(struct str s, i64 i) {
    u8 c = (u8)s.p[i], d = i + 1 < s.n ? (u8)s.p[i + 1] : 0, t = i + 2 < s.n ? (u8)s.p[i + 2] : 0;
    if (c < 0x20 || c == 0x7f) return 1;
    if (c == 0xC2 && d >= 0x80 && d <= 0x9F) return 2;
    bool embeds = c == 0xE2 && d == 0x80 && t >= 0xAA && t <= 0xAE;
    bool isolates = c == 0xE2 && d == 0x81 && t >= 0xA6 && t <= 0xA9;
    return embeds || isolates ? 3 : 0;
}

void print_safe(FILE *f, struct str s) {
    for (i64 i = 0; i < s.n;) {
        int bad = unsafe(s, i);
        putc(bad ? ' ' : s.p[i], f);
        i += bad ? bad : 1;
    }
}

static void row(void *self, const struct op *op, const struct json *v) {
    struct printer *p = self;
    if (p->o.form == PRINT_JSON) {
        out(json_text(p->a, v));
        putchar('\n');
        return;
    }
    struct str cols[COLS_MAX];
    i64 n = columns(op, cols);
    if (p->o.form == PRINT_PLAIN) {
        for (i64 i = 0; i < n; i++) {
            if (i) putchar('\t');
            print_safe(stdout, cell(p->a, json_get(v, cstr(p->a, cols[i]))));
        }
        putchar('\n');
        return;
    }
    p->op = op;
    struct str(*r)[COLS_MAX] = PUSH(p->a, p->rows, p->n, p->cap);
    for (i64 i = 0; i < n; i++)
        (*r)[i] = str_dup(p->a, cell(p->a, json_get(v, cstr(p->a, cols[i]))));
}

/* Display width, one column a code point: exact for Latin, Arabic and Cyrillic letters. */
static i64 width(struct str s) {
    i64 w = 0;
    for (i64 i = 0; i < s.n; i++)
        w += ((u8)s.p[i] & 0xC0) != 0x80;
    return w;
}

static struct str clip(struct str s, i64 most) {
    i64 w = 0, i = 0;
    for (; i < s.n; i++) {
        if (((u8)s.p[i] & 0xC0) == 0x80) continue;
        if (w++ == most) break;
    }
    return str_sub(s, 0, i);
}

/* Right-to-left text is isolated (FSI … PDI), so that it cannot reorder its neighbours; control
 * bytes become blanks. */
static void put_cell(struct str s, i64 pad) {
    bool isolate = false;
    for (i64 i = 0; i < s.n; i++)
        isolate |= (u8)s.p[i] >= 0x80;
    if (isolate) fputs("\u2068", stdout);
    print_safe(stdout, s);
    if (isolate) fputs("\u2069", stdout);
    for (i64 w = width(s); w < pad; w++)
        putchar(' ');
}

static void table(struct printer *p) {
    struct str cols[COLS_MAX];
    i64 n = columns(p->op, cols), wide[COLS_MAX] = {0};
    for (i64 c = 0; c < n; c++) {
        wide[c] = cols[c].n;
        for (i64 r = 0; r < p->n; r++) {
            p->rows[r][c] = clip(p->rows[r][c], c + 1 == n ? 200 : CELL_MAX);
            i64 w = width(p->rows[r][c]);
            if (w > wide[c]) wide[c] = w;
        }
    }
    for (i64 r = -1; r < p->n; r++) {
        for (i64 c = 0; c < n; c++) {
            if (c) fputs("  ", stdout);
            put_cell(r < 0 ? cols[c] : p->rows[r][c], c + 1 < n ? wide[c] : 0);
        }
        putchar('\n');
    }
}

static void say(void *self, const char *line) {
    struct printer *p = self;
    if (p->o.quiet) return;
    print_safe(stderr, str_c(line));
    fputc('\n', stderr);
}

static void raw(void *self, struct str bytes) {
    (void)self;
    out(bytes);
}

/* One line with rate and time left, on a terminal only, after a second of work. */
static void progress(void *self, const char *what, i64 done, i64 all) {
    struct printer *p = self;
    if (p->o.quiet) return;
    if (!p->line.what || p->line.total != all) p->line = tty_progress(what, "items", all);
    tty_progress_at(&p->line, done);
    if (done < all) return;
    tty_progress_end(&p->line);
    p->line = (struct tty_progress){0};
}

struct printer *print_make(struct arena *a, struct print_opts o) {
    struct printer *p = NEW(a, struct printer);
    *p = (struct printer){.a = a, .o = o};
    return p;
}

struct face print_face(struct printer *p) {
    return (struct face){.self = p, .row = row, .say = say, .raw = raw, .progress = progress};
}

rc print_end(struct printer *p, struct err *e) {
    if (p->line.what) tty_progress_end(&p->line); /* an operation that stopped half way */
    if (p->n) table(p);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        if (errno == EPIPE) return RC_OK; /* the reader has had enough: not our failure */
        return fail(e, RC_IO, "standard output could not be written");
    }
    return RC_OK;
}
