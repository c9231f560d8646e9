/* The one sentence of a figure: who said what, both ends, one verb for all. No name but of those
 * who speak in office. */
#include "reconcile/inner.h"

static struct str range_words(struct arena *a, i64 min, i64 max) {
    if (max == COUNT_OPEN) return str_fmt(a, "%lld or more", (long long)min);
    if (min == max) return str_fmt(a, "%lld", (long long)min);
    return str_fmt(a, "%lld to %lld", (long long)min, (long long)max);
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
    struct str who = speaker(v, c), n = range_words(a, f->min, f->max);
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
static void an_end(struct buf *w, const struct view *v, const char *name, i64 n, const i64 *claims,
                   i64 nclaims) {
    i64 c = claims[0];
    buf_fmt(w, "%s: %lld (%.*s", name, (long long)n, SARG(speaker(v, c)));
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
        an_end(&w, v, "Lowest", f->min, f->min_claims, f->nmin_claims);
        buf_c(&w, ' ');
        if (f->max != COUNT_OPEN)
            an_end(&w, v, "Highest", f->max, f->max_claims, f->nmax_claims);
        else
            buf_fmt(&w, "No upper end was given (%.*s).", SARG(speaker(v, f->max_claims[0])));
    }
    unreviewed(&w, f);
    return buf_str(&w);
}
