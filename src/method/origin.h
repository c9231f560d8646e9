/* Which voices are of one origin: the graph behind accounts and origins (DESIGN §6.2, STANDARDS
 * 14 and 18).
 *
 * A pair of voices is tied for a known reason, tied because something about it is not known, or
 * independent because every condition was established. Voices with known ties form one unit
 * (union-find). The number of origins is the size of the largest set of reviewed units of which
 * each two are independent in all their voices: so a repost, which joins its original's unit, can
 * only lower it, and a claim about which nothing is known neither raises nor lowers it. */
#ifndef CAIRN_METHOD_ORIGIN_H
#define CAIRN_METHOD_ORIGIN_H

#include "method/method.h"

struct origins {
    i64 n;            /* voices compared */
    const u8 *tie;    /* n × n of enum method_tie */
    const u8 *reason; /* n × n, into origin_reason() */
};

/* Compares all voices pairwise. */
struct origins origin_compare(struct arena *a, struct arena scratch, const struct method_input *in);
struct str origin_reason(u8 reason);

/* What a set of voices amounts to: voice[0..n) in canonical order, reviewed[i] = is
 * voice[i] reviewed. */
struct origin_sum {
    enum method_accounts accounts;
    i64 origins;
};
struct origin_sum origin_count(struct arena scratch, const struct origins *o,
                               const struct method_input *in, const i64 *voice,
                               const bool *reviewed, i64 n);

#endif
