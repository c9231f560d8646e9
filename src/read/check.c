#include "read/check.h"

#include "base/map.h"
#include "base/utf8.h"
#include "text/number.h"
#include "read/world.h"
#include "text/when.h"

/* "a 54-year-old shopkeeper": the number is his age. */
static bool tells_age(struct str words, const struct tokens *t) {
    for (i32 i = 2; i < t->n; i++)
        if (tok_is(words, &t->v[i], "old") &&
            (tok_is(words, &t->v[i - 1], "year") || tok_is(words, &t->v[i - 1], "month")))
            return true;
    return false;
}

bool count_of_words(struct arena scratch, struct str words, i64 *min, i64 *max, bool *vague) {
    struct number n;
    if (world_script(words)) return world_count_of(scratch, words, min, max, vague);
    struct tokens t = tokenize(&scratch, words, 0, words.n);
    bool one = t.n > 1 && (tok_is(words, &t.v[0], "a") || tok_is(words, &t.v[0], "an") ||
                           tok_is(words, &t.v[0], "another"));
    if (!(one && tells_age(words, &t)) && number_of_words(scratch, words, &n)) {
        *min = n.min;
        *max = n.max == NUMBER_OPEN ? COUNT_OPEN : n.max;
        *vague = n.vague;
        return true;
    }
    *min = *max = 1;
    *vague = false;
    return one;
}

struct look {
    struct arena scratch;
    struct str text;
    const struct claim *c;
    struct err *e;
    struct map ids;
};

static rc bad(const struct look *l, const char *what) {
    return fail(l->e, RC_INTEGRITY, "claim %.*s (%.*s): %s", SARG(l->c->id),
                SARG(kind_name(l->c->kind)), what);
}

static bool span_ok(const struct look *l, struct span s) {
    return s.start <= s.end && (i64)s.end <= l->text.n && utf8_boundary(l->text, s.start) &&
           utf8_boundary(l->text, s.end);
}

static rc check_number(struct look *l, struct span s, i64 min, i64 max, bool vague) {
    i64 lo, hi;
    bool v;
    if (!span_ok(l, s) || !span_some(s)) return bad(l, "a count without a proper span");
    if (max != COUNT_OPEN && min > max) return bad(l, "a count with min over max");
    if (!vague && min != max) return bad(l, "an exact count with two values");
    if (!count_of_words(l->scratch, span_words(l->text, s), &lo, &hi, &v) || lo != min ||
        hi != max || v != vague)
        return bad(l, "a number that its words do not give");
    return RC_OK;
}

/* "the driver": one person, as it stands in a list with numbers. Plurals and crowds are none. */
static bool is_the_one(struct arena scratch, struct str words) {
    static const char *const many[] = {"people",  "men",    "women",  "children", "police",
                                       "militia", "crowd",  "family", "army",     "staff",
                                       "crew",    "public", "clergy", "dead",     "group",
                                       "gang",    "team",   "couple", "wounded",  "injured"};
    struct tokens t = tokenize(&scratch, words, 0, words.n);
    if (t.n < 2 || t.n > 4 || !tok_is(words, &t.v[0], "the")) return false;
    for (i64 i = 0; i < LEN(many); i++)
        if (tok_is(words, &t.v[t.n - 1], many[i])) return false;
    for (i32 i = 0; i < t.n; i++)
        if (t.v[i].kind != TOK_WORD) return false;
    return !str_ends(words, S("s"));
}

static rc check_counts(struct look *l) {
    for (i64 i = 0; i < l->c->ncounts; i++) {
        const struct count *k = &l->c->counts[i];
        bool one = l->c->ncounts > 1 && k->min == 1 && k->max == 1 && !k->vague &&
                   span_ok(l, k->span) && is_the_one(l->scratch, span_words(l->text, k->span));
        if (!one) TRY(check_number(l, k->span, k->min, k->max, k->vague));
        for (i64 p = 0; p < k->nof; p++) {
            if (k->max != COUNT_OPEN && k->of[p].max > k->max)
                return bad(l, "a part over its whole");
            if (!span_ok(l, k->of[p].span) || !span_some(k->of[p].span))
                return bad(l, "a part without a proper span");
        }
    }
    return RC_OK;
}

/* A date whose anchor is empty must follow from its words alone. */
/* "1/2/2030" in a line of Arabic: the bytes do not say in which language. */
static bool figures_alone(struct str words) {
    for (i64 i = 0; i < words.n; i++)
        if ((u8)words.p[i] >= 0x80 || lower(words.p[i]) != words.p[i] ||
            (words.p[i] >= 'a' && words.p[i] <= 'z'))
            return false;
    return true;
}

static rc check_when(struct look *l, const struct when *w) {
    if (!span_ok(l, w->span)) return bad(l, "a date with a wrong span");
    if (w->range.precision == DATE_NONE) return RC_OK;
    if (w->range.from > w->range.to) return bad(l, "a date that ends before it begins");
    if (!span_some(w->span) || w->anchor.n) return RC_OK;
    struct arena a = l->scratch;
    struct str words = span_words(l->text, w->span);
    struct tokens t = tokenize(&a, words, 0, words.n);
    struct when_phrase p;
    bool got = world_script(words)
                   ? world_when_of(words, &p)
                   : t.n > 0 && when_at(words, t.v, 0, t.n, (struct date_range){0}, &p);
    bool same = got && p.range.precision == w->range.precision && p.range.from == w->range.from &&
                p.range.to == w->range.to;
    if (!same && !(figures_alone(words) && world_when_agrees(words, w->range)))
        return bad(l, "a date that its words do not give");
    return RC_OK;
}

static rc check_said(struct look *l) {
    const struct said *q = &l->c->said;
    if (q->nchain < 1 || q->nchain > CLAIM_CHAIN_MAX || !q->chain[q->nchain - 1].is_publication)
        return bad(l, "the chain does not end with the publication");
    for (i64 i = 0; i + 1 < q->nchain; i++)
        if (q->chain[i].is_publication || !span_some(q->chain[i].who) ||
            !span_ok(l, q->chain[i].who))
            return bad(l, "a speaker without words");
    if (!span_ok(l, q->cue) || !span_ok(l, q->content) || !span_ok(l, q->knows) ||
        !span_ok(l, q->setting))
        return bad(l, "a span of speech outside the text");
    if (span_some(q->content) && !span_covers(q->content, l->c->trigger))
        return bad(l, "the content does not cover the trigger");
    if (q->nchain > 1 && !span_some(q->content)) return bad(l, "a speaker without content");
    return check_when(l, &q->when);
}

static rc check_parts(struct look *l) {
    const struct claim *c = l->c;
    for (i64 i = 0; i < c->nperps; i++)
        if (!span_some(c->perps[i].span) || !span_ok(l, c->perps[i].span))
            return bad(l, "a perpetrator without words");
    for (i64 i = 0; i < c->nwhere; i++)
        if (!span_some(c->where[i].span) || !span_ok(l, c->where[i].span))
            return bad(l, "a place without words");
    for (i64 i = 0; i < c->nfindings; i++)
        if (!span_some(c->findings[i].span) || !span_ok(l, c->findings[i].span))
            return bad(l, "a finding without words");
    for (i64 i = 0; i < c->nvictims; i++)
        if (!span_ok(l, c->victims[i].name)) return bad(l, "a victim outside the text");
    for (i64 i = 0; i < c->nnames; i++)
        if (!span_ok(l, c->names[i].name) || !span_some(c->names[i].other) ||
            !span_ok(l, c->names[i].other))
            return bad(l, "a name outside the text");
    return RC_OK;
}

static rc check_id(struct look *l, struct str id) {
    if (!map_get(&l->ids, id) || str_eq(id, l->c->id))
        return bad(l, "it names a claim that is not there");
    return RC_OK;
}

static rc check_one(struct look *l) {
    const struct claim *c = l->c;
    if (!span_some(c->trigger) || !span_ok(l, c->trigger) || !span_ok(l, c->sentence))
        return bad(l, "a wrong trigger");
    if (!span_covers(c->sentence, c->trigger))
        return bad(l, "the sentence does not cover the trigger");
    TRY(check_said(l));
    TRY(check_counts(l));
    TRY(check_when(l, &c->when));
    TRY(check_parts(l));
    for (i64 i = 0; i < c->nsame_event; i++)
        TRY(check_id(l, c->same_event[i]));
    if (c->part_of.n) TRY(check_id(l, c->part_of));
    if (c->repeats.n) TRY(check_id(l, c->repeats));
    return RC_OK;
}

rc claims_check(struct arena scratch, struct str text, const struct claim *c, i64 n,
                struct err *e) {
    struct look l = {.text = text, .e = e};
    for (i64 i = 0; i < n; i++) {
        bool fresh;
        (void)map_put(&l.ids, &scratch, c[i].id, &fresh);
        l.c = &c[i];
        if (!fresh || !c[i].id.n) return bad(&l, "an id that is not unique");
    }
    l.scratch = scratch;
    for (i64 i = 0; i < n; i++) {
        l.c = &c[i];
        TRY(check_one(&l));
    }
    return RC_OK;
}
