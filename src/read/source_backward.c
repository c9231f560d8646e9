/* The speaker named behind what he said, in a sentence of its own: "That is the account of X", "So
 * says X". */
#include "read/source.h"

/* "That is the account of X", "That is what X told the press", "The report comes from X", "So says
 * X": chunk of X or -1. */
static i32 backward_source(const struct doc *d, const struct chunk *c, i32 n) {
    bool that = word_is(d, c[0].from, "that") || word_is(d, c[0].from, "this") ||
                word_is(d, c[0].from, "these") || word_is(d, c[0].from, "such");
    i32 i = 0, v = 0;
    if (word_is(d, c[0].from, "so") && (c[1].type == CH_VG || c[0].type == CH_VG)) {
        while (i < n && c[i].type != CH_NP)
            i++;
        return i;
    }
    while (v < n && c[v].type != CH_VG && v < 3)
        v++;
    if (v >= n || c[v].type != CH_VG || v + 2 >= n) return -1;
    bool be = word_is(d, c[v].head, "is") || word_is(d, c[v].head, "was") ||
              word_is(d, c[v].head, "are") || word_is(d, c[v].head, "were");
    if (that && be && c[v + 1].type == CH_WH && c[v + 2].type == CH_NP) {
        i32 e = phrase_end(d, c, n, v + 2, true); /* what X said */
        return e < n && c[e].type == CH_VG && c[e].row && c[e].row->act1 ? v + 2 : -1;
    }
    if (that && c[v + 1].type == CH_NP)
        return source_is_account(d, c[v + 1].head) && c[v + 2].type == CH_PREP ? v + 3 : -1;
    bool paper =
        c[0].type == CH_NP && (source_is_account(d, c[0].head) || word_is(d, c[0].head, "report") ||
                               word_is(d, c[0].head, "news") || word_is(d, c[0].head, "toll"));
    bool comes = word_is(d, c[v].head, "comes") || word_is(d, c[v].head, "come") ||
                 word_is(d, c[v].head, "came") || word_is(d, c[v].head, "originates");
    if (paper && !c[0].num && word_is(d, c[0].from, "the") && comes &&
        prep_is(d, &c[v + 1], "from"))
        return v + 2;
    return -1;
}

bool source_backward(const struct doc *d, i32 si, const struct chunk *c, i32 n, struct frame *out,
                     struct memory *mem) {
    *out = (struct frame){.parent = -1};
    if (n < 4) return false;
    i32 i = backward_source(d, c, n);
    if (i < 0) return false;
    if (i >= n || c[i].type != CH_NP) return false;
    i32 e = phrase_end(d, c, n, i, true);
    /* "a statement of X, read out by its spokesman Y": the one named last by a name speaks */
    for (i32 k = e; k + 1 < n; k++)
        if (prep_is(d, &c[k], "by") && c[k + 1].type == CH_NP && may_speak(d, &c[k + 1])) {
            i = k + 1;
            e = phrase_end(d, c, n, i, true);
            break;
        }
    out->cue_from = c[0].from;
    out->cue_to = c[0].to;
    return set_source(d, c, i, e, si, out, mem);
}
