/* Findings (wounds, bound hands, missing parts): word patterns with gaps, from
 * data/lexicon/findings.tsv. */
#include "read/event.h"

#include "base/asset.h"

ASSET(lex_findings, "data/lexicon/findings.tsv");

enum { SLOTS_MAX = 4, CHOICES_MAX = 20, GAP = 5 };

struct pattern {
    u8 kind, nslots;
    u8 nchoices[SLOTS_MAX];
    bool next[SLOTS_MAX]; /* ~: directly behind the slot before */
    u32 choice[SLOTS_MAX][CHOICES_MAX];
};

struct finding_table {
    struct pattern *v;
    i64 n, cap;
    u32 bloom[32]; /* first-slot words, by hash bits */
};

struct str findings_file(void) {
    return lex_findings();
}

static void add_row(struct arena *a, struct finding_table *t, struct str line) {
    int kind;
    struct str rest = line, name = str_cut(&rest, '\t');
    CHECK(word_parse("finding", name, &kind));
    struct pattern *p = PUSH(a, t->v, t->n, t->cap);
    *p = (struct pattern){.kind = (u8)kind};
    while (rest.n > 0) {
        struct str slot = str_cut(&rest, ' ');
        if (!slot.n) continue;
        CHECK(p->nslots < SLOTS_MAX);
        p->next[p->nslots] = slot.p[0] == '~';
        if (p->next[p->nslots]) slot = str_sub(slot, 1, slot.n);
        while (slot.n > 0) {
            struct str w = str_cut(&slot, '|');
            CHECK(p->nchoices[p->nslots] < CHOICES_MAX);
            u32 h = word_hash(w);
            p->choice[p->nslots][p->nchoices[p->nslots]++] = h;
            if (p->nslots == 0) t->bloom[(h >> 5) & 31] |= 1u << (h & 31);
        }
        p->nslots++;
    }
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

static bool slot_is(const struct pattern *p, int s, u32 h) {
    for (int i = 0; i < p->nchoices[s]; i++)
        if (p->choice[s][i] == h) return true;
    return false;
}

static bool stops(const struct token *t) {
    return t->kind == TOK_MARK && (t->mark == '.' || t->mark == ';' || t->mark == ':');
}

/* End (exclusive) of the pattern that begins at token i, or 0. */
static i32 match(const struct doc *d, const struct pattern *p, i32 i, i32 to) {
    if (!slot_is(p, 0, d->t.v[i].hash)) return 0;
    i32 at = i + 1;
    for (int s = 1; s < p->nslots; s++) {
        i32 k = at, gap = p->next[s] ? 0 : GAP;
        for (; k < to && k <= at + gap && !stops(&d->t.v[k]); k++)
            if (d->t.v[k].kind == TOK_WORD && slot_is(p, s, d->t.v[k].hash)) break;
        if (k >= to || k > at + gap || stops(&d->t.v[k])) return 0;
        at = k + 1;
    }
    return at;
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

i32 findings_in(const struct doc *d, i32 from, i32 to, struct found *out, i32 max) {
    i32 n = 0;
    for (i32 i = from; i < to; i++) {
        u32 h = d->t.v[i].hash;
        if (d->t.v[i].kind != TOK_WORD || !(d->findings->bloom[(h >> 5) & 31] >> (h & 31) & 1))
            continue;
        for (i64 p = 0; p < d->findings->n && n < max; p++) {
            i32 e = match(d, &d->findings->v[p], i, to);
            if (!e || denied_inside(d, i, e)) continue;
            if (negated(d, i, from) && !word_is(d, i, "without")) continue;
            bool dup = false;
            for (i32 k = 0; k < n; k++)
                dup = dup || out[k].kind == d->findings->v[p].kind;
            if (!dup) out[n++] = (struct found){token_span(d, i, e), d->findings->v[p].kind, i};
        }
    }
    return n;
}
