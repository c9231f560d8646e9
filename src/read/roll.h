/* The roll: a list of people by name, kinship and number ("A (41), his wife B and their two
 * daughters, along with a neighbour") read to victims and counts of one claim. */
#ifndef CAIRN_READ_ROLL_H
#define CAIRN_READ_ROLL_H

#include "read/event.h"

/* Reads the list that holds noun group `np`, both ways (left only where `left`), and the people
 * "along with" whom it stands behind `verb` (-1 none). When it finds more people than the claim
 * has, its counts and victims take their place. A name behind a counted or plural word of kinship
 * ("his two sons, A and B") is one of them and is not added. O(chunks). */
void fill_roll(struct scene *s, struct claim *c, i32 np, i32 verb, bool left, enum what what);

/* What a person's words say of sex and age: kin words, titles, "girl", an age under 18. */
enum who roll_class(const struct scene *s, i32 np, i32 age);

/* Parts of the only number of a claim that stand behind its verb or behind an insertion: "14 people
 * were killed, all of one family, including five children". O(chunks). */
void fill_parts(struct scene *s, struct claim *c, i32 np, i32 verb);

/* People by name behind "including" or a dash: of the number of the claim, where it has one, and
 * then counted. Nothing where the claim has victims already. O(chunks). */
void fill_named(struct scene *s, struct claim *c, i32 np, i32 verb, enum what what);

#endif
