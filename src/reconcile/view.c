/* Figures, disputes and ties of a loaded book. */
#include "method/method.h"
#include "proof/hash.h"
#include "reconcile/inner.h"

struct caps {
    i64 figures, disputes, ties;
};

static void indexes(const struct book *b, struct arena *a, const struct str *ids, i64 n, i64 **out,
                    i64 *nout) {
    *out = NEWN(a, i64, n);
    for (i64 i = 0; i < n; i++)
        (*out)[i] = book_claim(b, ids[i]);
    *nout = n;
    /* the method gives byte order of ids; the book is read in document order */
    for (i64 i = 1; i < n; i++) {
        i64 x = (*out)[i], k = i;
        for (; k > 0 && (*out)[k - 1] > x; k--)
            (*out)[k] = (*out)[k - 1];
        (*out)[k] = x;
    }
}

static struct figure figure_of(const struct view *v, i64 incident, const struct method_figure *m) {
    int what = 0, who = 0;
    CHECK(word_parse("what", m->what, &what) && word_parse("who", m->who, &who));
    struct figure f = {.id = m->id,
                       .incident = incident,
                       .method = S("range@1"),
                       .what = (enum what)what,
                       .who = (enum who)who,
                       .min = m->min,
                       .max = m->max == METHOD_OPEN ? COUNT_OPEN : m->max,
                       .accounts = (enum accounts)m->accounts,
                       .origins = m->origins,
                       .unreviewed = m->unreviewed};
    indexes(v->b, v->a, m->min_claims, m->nmin_claims, &f.min_claims, &f.nmin_claims);
    indexes(v->b, v->a, m->max_claims, m->nmax_claims, &f.max_claims, &f.nmax_claims);
    indexes(v->b, v->a, m->claims, m->nclaims, &f.claims, &f.nclaims);
    return f;
}

static void add_figures(const struct view *v, struct arena scratch, i64 incident,
                        const struct method_output *o, struct caps *caps) {
    struct book *b = v->b;
    i64 from = b->nfigures;
    for (i64 i = 0; i < o->nfigures; i++) {
        struct figure f = figure_of(v, incident, &o->figures[i]);
        f.words = view_words(v, scratch, &f);
        *PUSH(v->a, b->figures, b->nfigures, caps->figures) = f;
    }
    for (i64 i = from + 1; i < b->nfigures; i++) { /* few: by what, then who, as the enums go */
        struct figure x = b->figures[i];
        i64 k = i;
        for (; k > from && (b->figures[k - 1].what > x.what ||
                            (b->figures[k - 1].what == x.what && b->figures[k - 1].who > x.who));
             k--)
            b->figures[k] = b->figures[k - 1];
        b->figures[k] = x;
    }
}

enum { TIES_MAX = 512 }; /* of one incident, for pages; the counting knows all */

static void add_ties(const struct view *v, i64 incident, const struct method_output *o,
                     const struct input_map *map, struct caps *caps) {
    struct book *b = v->b;
    for (i64 i = 0; i < o->npairs && i < TIES_MAX; i++) {
        const struct method_pair *p = &o->pairs[i];
        *PUSH(v->a, b->ties, b->nties, caps->ties) =
            (struct tie){.incident = incident,
                         .a = map->voice_claim[p->a],
                         .b = map->voice_claim[p->b],
                         .independent = p->tie == METHOD_TIE_NONE,
                         .reason = p->reason};
    }
}

static void view_incident(struct view *v, struct arena scratch, i64 at, struct caps *caps) {
    struct method_input in;
    struct method_output out;
    struct input_map map;
    struct incident *i = &v->b->incidents[at];
    view_turn_to(v, scratch, at);
    view_input(v, &scratch, *v->a, at, &in, &map);
    struct arena rest = scratch;
    method_range(v->a, rest, &in, sha256, &out);
    i->accounts = (enum accounts)out.accounts;
    i->origins = out.origins;
    add_figures(v, rest, at, &out, caps);
    add_ties(v, at, &out, &map, caps);
    view_disputes(v, rest, at, &caps->disputes);
}

void reconcile_view(struct arena *a, struct arena scratch, struct book *b) {
    bool texts = false;
    for (i64 i = 0; i < b->nitems && !texts; i++)
        texts = b->items[i].text.n > 0;
    b->figures = NULL;
    b->disputes = NULL;
    b->ties = NULL;
    b->nfigures = b->ndisputes = b->nties = 0;
    if (!texts) return;
    struct view v = view_make(a, b);
    struct caps caps = {0};
    for (i64 i = 0; i < b->nincidents; i++)
        if (b->incidents[i].nclaims) view_incident(&v, scratch, i, &caps);
}
