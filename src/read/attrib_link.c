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
    if (label == ATTRIB_SOURCE) return !has_source(l);
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

struct linking {
    struct attrib_link at;   /* the attribution at hand */
    struct attrib_link last; /* the one before it in the paragraph */
    struct attrib_link *out;
    i32 n, max;
};

static void finish(struct linking *x) {
    if (has_cue(&x->at)) {
        if (!has_source(&x->at) && has_source(&x->last))
            memcpy(x->at.source, x->last.source, sizeof x->at.source);
        if (x->n < x->max) x->out[x->n++] = x->at;
        x->last = x->at;
    }
    x->at = none();
}

i32 attrib_links(const struct attrib_word *w, const u8 *label, i32 n, struct attrib_link *out,
                 i32 max) {
    struct linking x = {.at = none(), .last = none(), .out = out, .max = max};
    for (i32 i = 0, to; i < n; i = to) {
        to = i + 1;
        if (w[i].flags & ATTRIB_FIRST && !is_whole(&x.at) && !(has_cue(&x.at) && x.at.ncontents)) {
            if (!(label[i] == ATTRIB_CONTENT_ON)) finish(&x);
        }
        if (label[i] == ATTRIB_NONE) continue;
        u8 kind = (u8)(label[i] - (label[i] % 2 == 0));
        while (to < n && label[to] == kind + 1)
            to++;
        bool next = w[i].flags & ATTRIB_FIRST && kind != ATTRIB_CONTENT;
        if (!fits(&x.at, kind) || next) finish(&x);
        put(&x.at, kind, i, to);
    }
    finish(&x);
    return x.n;
}
