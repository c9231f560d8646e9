/* build/bench_muc4 TEXTS… > out.json: the templates that the reader gives for each report, a JSON
 * object a line in the form of GTT, for build/score_muc4.
 *
 * TEXTS are files of MUC messages (upper case; a header line "DEV-MUC3-0001 (NOSC)" before each),
 * or files in GTT's form (a JSON object a line with docid and doctext). The dateline and the marks
 * in brackets behind it ("-- [TEXT]") are left out, square brackets become round ones, letters are
 * lowered: the words are then those of GTT's files. */
#include "base/json.h"
#include "kit.h"
#include "read/templates.h"

struct bench {
    struct arena a;
    const struct role_models *m;
};

static void read_report(struct bench *x, struct str id, struct str text) {
    struct arena whole = arena_make("bench-scratch", 1LL << 28), perm = x->a;
    struct templates t = templates_read(&perm, whole, x->m, text);
    struct buf b = buf_make(&perm, 1 << 20);
    template_json(&b, whole, id, text, &t);
    fwrite(b.p, 1, (size_t)b.n, stdout);
    arena_drop(whole);
}

/* Four blanks stand between paragraphs. */
static struct str with_paragraphs(struct arena *a, struct str s) {
    char *p = (char *)str_dup(a, s).p;
    for (i64 i = 0; i + 4 < s.n; i++)
        if (!memcmp(p + i, "    ", 4)) p[i] = p[i + 1] = '\n', i += 3;
    return (struct str){p, s.n};
}

static void read_json(struct bench *x, struct str rest) {
    while (rest.n > 0) {
        struct str line = str_trim(str_cut(&rest, '\n'));
        struct json *row;
        struct err e = {0};
        struct arena a = x->a;
        struct bench y = {a, x->m};
        if (!line.n || json_read(&y.a, line, &row, &e) != RC_OK) continue;
        struct str text = with_paragraphs(&y.a, json_get_str(row, "doctext"));
        read_report(&y, json_get_str(row, "docid"), text);
    }
}

static bool is_header(struct str line) {
    i64 at = str_find(line, S("-MUC"), 0);
    return at > 0 && at < 8 && line.n >= at + 10 && is_digit(line.p[at + 4]) &&
           line.p[at + 5] == '-' && is_digit(line.p[at + 6]) && is_digit(line.p[at + 9]);
}

/* Behind the dateline and the brackets that follow it. */
static struct str body_of(struct str s) {
    i64 at = str_find(s, S("--"), 0);
    if (at < 0 || at > 300) return s;
    for (at += 2;;) {
        while (at < s.n && is_space(s.p[at]))
            at++;
        i64 end = at < s.n && s.p[at] == '[' ? str_chr(s, ']', at) : -1;
        if (end < 0) return str_sub(s, at, s.n);
        at = end + 1;
    }
}

static void read_message(struct bench *x, struct str id, struct str body) {
    struct bench y = *x;
    struct str s = str_dup(&y.a, body_of(body));
    char *p = (char *)s.p;
    for (i64 i = 0; i < s.n; i++) {
        if (p[i] == '[') p[i] = '(';
        if (p[i] == ']') p[i] = ')';
        if (p[i] == '\n' && i + 1 < s.n && p[i + 1] != '\n' && (!i || p[i - 1] != '\n')) p[i] = ' ';
        p[i] = lower(p[i]);
    }
    read_report(&y, id, s);
}

static void read_messages(struct bench *x, struct str text) {
    struct str id = {0};
    i64 from = 0;
    for (i64 at = 0; at <= text.n;) {
        i64 end = str_chr(text, '\n', at);
        if (end < 0) end = text.n;
        struct str line = str_sub(text, at, end);
        if (is_header(line) || end >= text.n) {
            if (id.n) read_message(x, id, str_sub(text, from, is_header(line) ? at : text.n));
            id = str_cut(&line, ' ');
            from = end + 1;
        }
        at = end + 1;
    }
}

int main(int argc, char **argv) {
    struct bench x = {.a = arena_make("bench", 1LL << 32)};
    x.m = role_models_make(&x.a);
    if (argc < 2) return fprintf(stderr, "usage: bench_muc4 TEXTS… > out.json\n"), 2;
    for (int i = 1; i < argc; i++) {
        struct bench y = x;
        struct str text = kit_file(&y.a, argv[i]);
        if (!text.p) return fprintf(stderr, "bench_muc4: %s cannot be read\n", argv[i]), 1;
        if (text.n && text.p[0] == '{')
            read_json(&y, text);
        else
            read_messages(&y, text);
    }
    return 0;
}
