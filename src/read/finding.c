/* Findings (wounds, bound hands, missing parts): word patterns with gaps, from
 * data/lexicon/findings.tsv. */
#include "read/event.h"
#include "read/pattern.h"

#include "base/asset.h"

ASSET(lex_findings, "data/lexicon/findings.tsv");

struct row {
    u8 kind;
    struct pattern words;
};

struct finding_table {
    struct row *v;
    i64 n, cap;
    struct pattern_firsts firsts;
};

struct str findings_file(void) {
    return lex_findings();
}

static void add_row(struct arena *a, struct finding_table *t, struct str line) {
    int kind;
    struct str rest = line, name = str_cut(&rest, '\t');
    CHECK(word_parse("finding", name, &kind));
    struct row *r = PUSH(a, t->v, t->n, t->cap);
    *r = (struct row){.kind = (u8)kind};
    pattern_read(rest, &r->words, &t->firsts);
}

const struct finding_table *findings_make(struct arena *a) {
    struct finding_table *t = NEW(a, struct finding_table);
    struct str rest = lex_findings();
    while (rest.n > 0) {
        struct str line = str_cut(&rest, '\n');
        if (line.n && line.p[0] != '#') add_row(a, t, line);
    }
    return t;
}

static bool negated(const struct doc *d, i32 i, i32 from) {
    for (i32 k = i - 1; k >= from && k >= i - 4; k--)
        if (word_is(d, k, "no") || word_is(d, k, "not") || word_is(d, k, "without") ||
            word_is(d, k, "n't") || word_is(d, k, "never"))
            return true;
    return false;
}

/* "hands were not tied". ("had no heads" is a pattern with its own "no".) */
static bool denied_inside(const struct doc *d, i32 from, i32 to) {
    for (i32 k = from; k < to; k++)
        if (word_is(d, k, "not") || word_is(d, k, "n't") || word_is(d, k, "never")) return true;
    return false;
}

/* "the head of the institute": whom it leads, and no part of a body. */
static bool leads(const struct doc *d, i32 i) {
    return word_is(d, i, "head") && (word_is(d, i + 1, "of") || word_is(d, i - 1, "deputy"));
}

i32 findings_in(const struct doc *d, i32 from, i32 to, struct found *out, i32 max) {
    i32 n = 0;
    for (i32 i = from; i < to; i++) {
        if (d->t.v[i].kind != TOK_WORD ||
            !pattern_may_begin(&d->findings->firsts, d->t.v[i].hash))
            continue;
        for (i64 p = 0; p < d->findings->n && n < max; p++) {
            i32 e = pattern_match(d, &d->findings->v[p].words, i, to);
            if (!e || denied_inside(d, i, e) || leads(d, i)) continue;
            if (negated(d, i, from) && !word_is(d, i, "without")) continue;
            bool dup = false;
            for (i32 k = 0; k < n; k++)
                dup = dup || out[k].kind == d->findings->v[p].kind;
            if (!dup) out[n++] = (struct found){token_span(d, i, e), d->findings->v[p].kind, i};
        }
    }
    return n;
}
