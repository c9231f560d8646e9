#include "read/attrib.h"

/* Labelled spans in order make attributions: a part that is there already begins the next one; a
 * content may have several parts, and goes on in the next sentence only behind a whole attribution.
 * A cue without a source of its own has that of the attribution before it ("he said A and added
 * B"). */

enum { NOTHING = -1 };

static struct attrib_link none(void) {
    return (struct attrib_link){.source = {NOTHING, NOTHING}, .cue = {NOTHING, NOTHING}};
}

static bool has_source(const struct attrib_link *l) {
    return l->source[0] >= 0;
}
static bool has_cue(const struct attrib_link *l) {
    return l->cue[0] >= 0;
}
static bool is_whole(const struct attrib_link *l) {
    return has_source(l) && has_cue(l) && l->ncontents > 0;
}

static bool fits(const struct attrib_link *l, u8 label) {
    bool said = has_cue(l) && l->ncontents && l->content[l->ncontents - 1][0] > l->cue[0];
    if (label == ATTRIB_SOURCE) return !has_source(l) && !said;
    if (label == ATTRIB_CUE) return !has_cue(l);
    return l->ncontents == 0 || has_source(l) || has_cue(l);
}

static void put(struct attrib_link *l, u8 label, i32 from, i32 to) {
    if (label == ATTRIB_SOURCE)
        l->source[0] = from, l->source[1] = to;
    else if (label == ATTRIB_CUE)
        l->cue[0] = from, l->cue[1] = to;
    else if (l->ncontents < ATTRIB_CONTENTS)
        l->content[l->ncontents][0] = from, l->content[l->ncontents++][1] = to;
}

/* Does a cue of its own follow a content that ends at word `to`, in the same sentence and before
 * another content? */
static bool cue_follows(const struct attrib_word *w, const u8 *label, i32 n, i32 to) {
    for (i32 i = to; i < n && !(w[i].flags & ATTRIB_FIRST); i++) {
        if (label[i] == ATTRIB_CUE) return true;
        if (label[i] == ATTRIB_CONTENT) return false;
    }
    return false;
}

struct linking {
    struct attrib_link at;   /* the attribution at hand */
    struct attrib_link last; /* the one before it in the paragraph */
    i32 sentence;            /* where the sentence at hand begins */
    i32 next_sentence;       /* and the last one that the span at hand reaches into */
    i32 sentence_of_cue;
    struct attrib_link *out;
    i32 n, max;
};

/* A cue that comes after another one in its sentence has its source, if none of its own. */
static void finish(struct linking *x) {
    if (has_cue(&x->at)) {
        bool same = x->last.cue[0] >= x->sentence_of_cue;
        if (!has_source(&x->at) && has_source(&x->last) && same)
            memcpy(x->at.source, x->last.source, sizeof x->at.source);
        if (x->n < x->max) x->out[x->n++] = x->at;
        x->last = x->at;
    }
    x->at = none();
}

/* Does a span that begins here begin another attribution than the one at hand? */
static bool turns(const struct linking *x, u8 kind, bool cue_behind) {
    bool over = has_cue(&x->at) && x->at.cue[0] < x->sentence; /* spoken in an earlier sentence */
    if (!fits(&x->at, kind)) return true;
    if (kind == ATTRIB_CONTENT) return (over || is_whole(&x->at)) && cue_behind;
    return over;
}

i32 attrib_links(const struct attrib_word *w, const u8 *label, i32 n, struct attrib_link *out,
                 i32 max) {
    struct linking x = {.at = none(), .last = none(), .out = out, .max = max};
    for (i32 i = 0, to; i < n; i = to) {
        to = i + 1;
        if (w[i].flags & ATTRIB_FIRST) {
            x.sentence = i;
            if (!has_cue(&x.at) && label[i] != ATTRIB_CONTENT_ON) x.at = none();
        }
        if (label[i] == ATTRIB_NONE) continue;
        u8 kind = (u8)(label[i] - (label[i] % 2 == 0));
        while (to < n && label[to] == kind + 1) {
            if (w[to].flags & ATTRIB_FIRST) x.next_sentence = to;
            to++;
        }
        if (turns(&x, kind, cue_follows(w, label, n, to))) finish(&x);
        put(&x.at, kind, i, to);
        if (kind == ATTRIB_CUE) x.sentence_of_cue = x.sentence;
        if (x.next_sentence > x.sentence) x.sentence = x.next_sentence;
    }
    finish(&x);
    return x.n;
}
