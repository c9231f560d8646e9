/* The list of people as it stands in a sentence: who is named, who is numbered, which names stand
 * for a number ("their two sons, A (9) and B (4)"), what is said of age and sex. Internal to roll.
 */
#ifndef CAIRN_READ_ROLL_LIST_H
#define CAIRN_READ_ROLL_LIST_H

#include "read/event.h"

enum { CHILD_YEARS = 18 };

struct roll_item {
    i32 np;  /* the noun group; that of the name where there is one */
    i32 end; /* chunk behind its age, brackets and descriptions */
    i32 age; /* years, -1 unknown */
    enum who who;
    bool named;  /* one person, by name or kinship; else a number */
    bool group;  /* "her children": people without a number */
    bool opens;  /* a colon or dash stands before it */
    bool inside; /* one of the people of a number before it */
    bool stood;  /* a number that the numbers of its own list add up to */
    bool along;  /* "along with" stands before it */
};

struct roll {
    struct roll_item v[ROLL_MAX];
    i32 n;
    bool merged; /* two groups were one person */
};

/* Reads the list from chunk i on. right: it stands behind its verb, and ends where a clause begins.
 * first: how its first item stands to the list before. Appends to r. O(chunks). */
struct roll_sep {
    bool along, opens, comma;
};
void roll_read(const struct scene *s, i32 i, bool right, struct roll_sep first, struct roll *r);
/* Once all is read: which items are the people of a number before them. O(items^2). */
void roll_settle(const struct scene *s, struct roll *r);
/* The person or last of a list that stands left of the verb at v: "A (30), his son B (4), was";
 * -1 none. */
i32 roll_item_left(const struct scene *s, i32 v);
/* The chunk of the first item of the list that ends at np. */
i32 roll_leftmost(const struct scene *s, i32 np);
/* "along with", "as well as": the list goes on. */
bool roll_is_along(const struct scene *s, i32 i);
/* The name in a noun group that has one, without the words before it that are none ("X's son A":
 * A).
 */
struct span roll_name(const struct scene *s, i32 np);
/* "two men", "a teacher": people whose number is said. */
bool roll_is_counted(const struct scene *s, i32 i);

#endif
