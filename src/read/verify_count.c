/* Numbers: each is computed anew from its bytes; whose number it is, the reader or the grammar of
 * the sentence must show. */
#include "read/verify_look.h"

#include "read/check.h"

/* What a kind counts when its number is that of those to whom it happened; false: the reader alone
 * can tell. */
static bool counts_of(enum kind k, enum what *out) {
    switch (k) {
    case KIND_killing:
    case KIND_death: return *out = WHAT_KILLED, true;
    case KIND_injury: return *out = WHAT_INJURED, true;
    case KIND_bodies_found: return *out = WHAT_BODIES, true;
    case KIND_detention:
    case KIND_abduction: return *out = WHAT_DETAINED, true;
    case KIND_enforced_disappearance: return *out = WHAT_MISSING, true;
    case KIND_displacement: return *out = WHAT_DISPLACED, true;
    case KIND_evacuation:
    case KIND_medical_evacuation: return *out = WHAT_EVACUATED, true;
    default: return false;
    }
}

static bool words_give(const struct look *l, struct span s, i64 min, i64 max, bool vague) {
    i64 lo, hi;
    bool v;
    return count_of_words(l->scratch, span_words(l->k->text, s), &lo, &hi, &v) && lo == min &&
           hi == max && v == vague;
}

static bool count_same(const struct count *a, const struct count *b) {
    return span_overlaps(a->span, b->span) && a->what == b->what && a->who == b->who &&
           a->min == b->min && a->max == b->max && a->vague == b->vague;
}

static const struct count *reader_count(const struct look *l, const struct count *k) {
    for (i64 i = 0; l->reader && i < l->reader->ncounts; i++)
        if (count_same(&l->reader->counts[i], k)) return &l->reader->counts[i];
    return NULL;
}

/* Does any claim of the reader take these words for another number, or count them under another
 * kind? One number said once is counted once. */
static bool taken(const struct look *l, const struct count *k) {
    for (i64 i = 0; i < l->k->r.n; i++) {
        const struct claim *r = &l->k->r.claims[i];
        for (i64 q = 0; q < r->ncounts; q++) {
            bool other = r->counts[q].what != k->what || r->kind != l->c->kind;
            if (other && span_overlaps(r->counts[q].span, k->span)) return true;
            for (i64 p = 0; p < r->counts[q].nof; p++)
                if (span_overlaps(r->counts[q].of[p].span, k->span)) return true;
        }
    }
    return false;
}

static bool reader_counts_other(const struct look *l, enum what what) {
    for (i64 i = 0; l->reader && i < l->reader->ncounts; i++)
        if (l->reader->counts[i].what == what) return true;
    return false;
}

/* The number of those to whom it happened, by the grammar of the sentence. */
static bool by_grammar(const struct look *l, const struct count *k) {
    enum what what;
    if (!l->t || l->t->number < 0 || !counts_of(l->c->kind, &what) || what != k->what) return false;
    const struct probe_number *n = &l->k->p.numbers[l->t->number];
    bool same =
        n->min == k->min && n->max == k->max && n->vague == k->vague && (enum who)n->who == k->who;
    return same && span_covers(k->span, n->number) && span_covers(n->words, k->span) &&
           n->frame == l->t->frame && !taken(l, k) && !reader_counts_other(l, k->what);
}

static void look_part(struct look *l, const char *field, const struct count *whole,
                      const struct count_part *p, const struct count *reader) {
    bool over = whole->max != COUNT_OPEN && (p->min > whole->max || p->max > whole->max);
    if (over) return refused(l, field, "a part over its whole");
    for (i64 i = 0; reader && i < reader->nof; i++) {
        const struct count_part *r = &reader->of[i];
        if (span_overlaps(r->span, p->span) && r->min == p->min && r->max == p->max &&
            r->who == p->who && r->vague == p->vague)
            return verified(l, field, "reader");
    }
    if (!words_give(l, p->span, p->min, p->max, p->vague))
        return refused(l, field, "the words do not give this number");
    span_only(l, field, "whose part it is, is not shown");
}

static void look_count(struct look *l, const char *field, const struct count *k) {
    if (k->min > COUNT_VALUE_MAX || k->max > COUNT_VALUE_MAX)
        return refused(l, field, "larger than any count");
    if (!words_give(l, k->span, k->min, k->max, k->vague))
        return refused(l, field, "the words do not give this number");
    if (reader_count(l, k)) return verified(l, field, "reader");
    if (by_grammar(l, k)) return verified(l, field, "patient");
    span_only(l, field, "whose number it is, is not shown");
}

void look_counts(struct look *l) {
    for (i64 i = 0; i < l->c->ncounts; i++) {
        const struct count *k = &l->c->counts[i];
        const char *field = look_numbered(l, "counts", i);
        const struct count *reader = reader_count(l, k);
        const char *of = cstr(l->a, str_fmt(l->a, "%s.of", field));
        look_count(l, field, k);
        for (i64 p = 0; p < k->nof; p++)
            look_part(l, look_numbered(l, of, p), k, &k->of[p], reader);
    }
}
