/* The one sentence of a figure: who said what, both ends, one verb for all. No name but of those
 * who speak in office. */
#include "reconcile/inner.h"

/* "44,000": groups of three from five digits on. */
static struct str number_words(struct arena *a, i64 n) {
    struct str digits = str_fmt(a, "%lld", (long long)n);
    if (n < 10000) return digits;
    struct buf b = buf_make(a, 64);
    for (i64 i = 0; i < digits.n; i++) {
        if (i > 0 && (digits.n - i) % 3 == 0) buf_c(&b, ',');
        buf_c(&b, digits.p[i]);
    }
    return buf_str(&b);
}

static struct str range_words(struct arena *a, i64 min, i64 max) {
    struct str lo = number_words(a, min), hi = max == COUNT_OPEN ? lo : number_words(a, max);
    if (max == COUNT_OPEN) return str_fmt(a, "%.*s or more", SARG(lo));
    return min == max ? lo : str_fmt(a, "%.*s to %.*s", SARG(lo), SARG(hi));
}

/* A vague number keeps its words: said “many dozens” (36 to 99). */
static struct str said_words(struct arena *a, const struct book *b, i64 claim,
                             const struct figure *f) {
    const struct claim_row *r = &b->claims[claim];
    struct str range = range_words(a, f->min, f->max);
    for (i64 i = 0; i < r->c.ncounts; i++) {
        const struct count *c = &r->c.counts[i];
        if (c->what != f->what || c->who != f->who || c->min != f->min || c->max != f->max)
            continue;
        struct str words = book_words(b, r, c->span);
        if (!c->vague || words.n == 0 || words.n > 80) return range;
        return str_fmt(a, "“%.*s” (%.*s)", SARG(words), SARG(range));
    }
    return range;
}

static const struct voice *voice(const struct view *v, i64 claim) {
    return &v->voice[claim];
}

static struct str speaker(const struct view *v, i64 claim) {
    const struct voice *x = voice(v, claim);
    return x->words.n ? x->words : voice_publication_words(v->b, x->publication);
}

static struct str publication(const struct view *v, i64 claim) {
    return voice_publication_words(v->b, voice(v, claim)->publication);
}

/* "Interior ministry officials said 14; quoted by X." */
static void one_end(struct buf *w, struct arena *a, const struct view *v, const struct figure *f) {
    i64 c = f->min_claims[0];
    struct str who = speaker(v, c), n = said_words(a, v->b, c, f);
    buf_fmt(w, "%c%.*s said %.*s",
            who.n && who.p[0] >= 'a' && who.p[0] <= 'z' ? who.p[0] - 32 : who.p[0],
            SARG(str_sub(who, 1, who.n)), SARG(n));
    if (!voice(v, c)->words.n)
        buf_puts(w, "; nobody is quoted");
    else
        buf_fmt(w, "; quoted by %.*s", SARG(publication(v, c)));
    buf_c(w, '.');
}

/* "Lowest: 14 (a resident, to X)." */
static void an_end(struct buf *w, struct arena *a, const struct view *v, const char *name, i64 n,
                   const i64 *claims, i64 nclaims) {
    i64 c = claims[0];
    buf_fmt(w, "%s: %.*s (%.*s", name, SARG(number_words(a, n)), SARG(speaker(v, c)));
    if (voice(v, c)->words.n) buf_fmt(w, ", to %.*s", SARG(publication(v, c)));
    if (nclaims > 1)
        buf_fmt(w, ", and %lld more claim%s", (long long)(nclaims - 1), nclaims == 2 ? "" : "s");
    buf_puts(w, ").");
}

static bool one_range(const struct figure *f) {
    if (f->nmin_claims != f->nclaims || f->nmax_claims != f->nclaims) return false;
    return true;
}

static void unreviewed(struct buf *w, const struct figure *f) {
    if (f->unreviewed == 0) return;
    if (f->nclaims == 1)
        buf_puts(w, " Not reviewed by a person.");
    else
        buf_fmt(w, " %lld of %lld claims not reviewed by a person.", (long long)f->unreviewed,
                (long long)f->nclaims);
}

struct str view_words(const struct view *v, struct arena scratch, const struct figure *f) {
    struct buf w = buf_make(v->a, 4096);
    if (one_range(f)) {
        one_end(&w, &scratch, v, f);
        if (f->nclaims > 1) buf_fmt(&w, " %lld claims say the same.", (long long)f->nclaims);
    } else {
        an_end(&w, &scratch, v, "Lowest", f->min, f->min_claims, f->nmin_claims);
        buf_c(&w, ' ');
        if (f->max != COUNT_OPEN)
            an_end(&w, &scratch, v, "Highest", f->max, f->max_claims, f->nmax_claims);
        else
            buf_fmt(&w, "No upper end was given (%.*s).", SARG(speaker(v, f->max_claims[0])));
    }
    unreviewed(&w, f);
    return buf_str(&w);
}
