/* The numbers of dead and injured that a whole report gives, and how many of the dead were
 * children, women and men: rules over its claims, for benches and for proposals to people. A figure
 * of a case is never made this way: figures fold claims by named methods (src/method). */
#ifndef CAIRN_READ_TOLL_H
#define CAIRN_READ_TOLL_H

#include "store/claim.h"

struct toll {
    i64 min, max; /* inclusive; an open upper end is closed by the rule below */
    i64 claim;    /* index of the claim it rests on, -1 none */
};

/* text: the bytes of the claims' spans; it tells "about 14" (14) from "between 13 and 15". It may
 * be empty: then both are ranges. The conventions are those of casualty assessors (Airwars,
 * published methodology; Every Casualty, Standards): an unnumbered plural is at least two.
 *
 * The dead, in this order:
 * 1. The lead: the first asserted claim of killing or death, no headline and no part, that gives a
 * number of dead or names victims. Its numbers of one list add up, named victims and kin of the
 * list count one each.
 * 2. "n" gives n..n, "between n and m" n..m, "about n" n..n. "At least n", and a list of names,
 * give n to the largest other number of dead that some claim gives, not above 2n; "more than n" is
 * n+1.
 * 3. "Up to m" gives the smallest other number (not below m/2) .. m.
 * 4. Words for a number that is not known give way to the first claim with a number. Where there is
 * none, "several", "a few", "a number of" are 2..2, "dozens" and "a large number" 12..24.
 * 5. A death is told and no claim gives a number: 2..2.
 * False: none of these. O(n^2) at worst, for the search of other numbers. */
bool toll_of(struct str text, const struct claim *c, i64 n, struct toll *out);
/* The injured, by the same rules over numbers of injured; names only where no claim has a number.
 */
bool toll_injured(struct str text, const struct claim *c, i64 n, struct toll *out);
/* Children, women, men (WHO_…) among the dead: the parts of the first claim that tells parts of the
 * class ("at least n" of them: up to the largest number of the class, at most 2n; "up to m": as
 * many as are named, if at least half, to m); else the largest number of the class that a claim
 * gives, or, if larger, the people of the class by different names over all claims, with the
 * nameless kin and numbers of claims that name somebody not named before. One name is one person
 * where the first names sound alike, ages fit, and a further name agrees where both have one. Who
 * is neither is never counted from the rest of a whole.
 * - Whom no word tells counts by the given name (by_name): an inference for benches and proposals.
 * - "At least" holds for the parts behind it too; its children reach to sons and daughters by name
 *   whose age nobody says.
 * - "A couple" is a man and a woman. Grown people named as those of "three of her children" are no
 *   children.
 * - Where nothing else gives two: a plural alone in a list of the dead ("including women and
 *   children"), read from the words of the claim's sentence, is 2..2.
 * O(victims^2). */
bool toll_part(struct str text, const struct claim *c, i64 n, enum who who, struct toll *out);

#endif
