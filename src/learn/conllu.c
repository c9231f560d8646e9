#include "learn/conllu.h"

#include "base/limits.h"

enum { COLUMNS = 10, COL_FORM = 1, COL_UPOS = 3, COL_HEAD = 6, COL_DEPREL = 7 };

static bool split(struct str line, struct str *col) {
    i32 n = 0;
    while (line.p && n < COLUMNS)
        col[n++] = str_cut(&line, '\t');
    return n == COLUMNS && !line.p;
}

static rc word_line(struct conllu *c, struct str line, struct arena *a, struct conllu_sent *s,
                    i64 *cap, struct err *e) {
    struct str col[COLUMNS];
    i64 id, head = -1;
    if (!split(line, col))
        return fail(e, RC_INTEGRITY, "line %lld has not ten columns", (long long)c->line);
    if (str_chr(col[0], '-', 0) > 0 || str_chr(col[0], '.', 0) > 0) return RC_OK;
    if (!str_i64(col[0], &id) || id != s->n + 1)
        return fail(e, RC_INTEGRITY, "line %lld: words are not numbered in order",
                    (long long)c->line);
    if (id > CONLLU_WORDS_MAX)
        return fail(e, RC_LIMIT, "line %lld: a sentence of more than %d words", (long long)c->line,
                    CONLLU_WORDS_MAX);
    if (!str_eqc(col[COL_HEAD], "_") &&
        (!str_i64(col[COL_HEAD], &head) || head < 0 || head > CONLLU_WORDS_MAX || head == id))
        return fail(e, RC_INTEGRITY, "line %lld: head is no word", (long long)c->line);
    i64 n = s->n;
    struct conllu_word *w = PUSH(a, s->v, n, *cap);
    s->n = (i32)n;
    *w = (struct conllu_word){col[COL_FORM], col[COL_UPOS], col[COL_DEPREL], (i32)head};
    return RC_OK;
}

static rc heads_within(const struct conllu *c, const struct conllu_sent *s, struct err *e) {
    for (i32 i = 0; i < s->n; i++)
        if (s->v[i].head > s->n)
            return fail(e, RC_INTEGRITY, "sentence before line %lld: head behind its end",
                        (long long)c->line);
    return RC_OK;
}

rc conllu_next(struct conllu *c, struct arena *a, struct conllu_sent *out, struct err *e) {
    *out = (struct conllu_sent){0};
    i64 cap = 0;
    while (c->rest.n > 0) {
        struct str line = str_cut(&c->rest, '\n');
        c->line++;
        if (line.n && line.p[line.n - 1] == '\r') line.n--;
        if (!line.n) {
            if (out->n) break;
        } else if (line.p[0] != '#') {
            TRY(word_line(c, line, a, out, &cap, e));
        } else if (str_starts(line, S("# text = "))) {
            out->text = str_sub(line, 9, line.n);
        } else if (str_starts(line, S("# newdoc"))) {
            out->newdoc = true;
        }
    }
    return heads_within(c, out, e);
}
