/* What a given name says of its bearer: Arabic names by sex (data/lexicon/given.tsv), in the many
 * spellings of lists in English. An inference, never a reading: no word of the text says it. Names
 * that both bear ("Nour", "Islam", "Jihad") say nothing. */
#ifndef CAIRN_READ_GIVEN_H
#define CAIRN_READ_GIVEN_H

#include "base/str.h"
#include "store/claim.h"

struct given_names;

/* The table; it lives in `a`. A row that is none, or a name under two words, ends the process. */
const struct given_names *given_make(struct arena *a);
/* The file as it is built in. */
struct str given_file(void);

/* Whom the first name of `name` (a name as a report writes it, titles included) is given to:
 * WHO_MAN or WHO_WOMAN; WHO_UNKNOWN where it stands in no row, is borne by both, or may be a family
 * name (one word alone, where `alone` is false). "Abd…", "… al-Din" are men, "Umm X" women; "Abu X"
 * is as often a family. Only the first name counts: the others are those of father and family.
 * O(letters). */
enum who given_sex(struct arena scratch, const struct given_names *g, struct str name, bool alone);

/* Do the words before a name tell a son or daughter ("their son A")? Without an age that may be a
 * child or not: the words leave it open, and so does the name. O(1). */
bool given_offspring(struct str text, struct span name);

enum { GIVEN_KEY = 24 };
/* The key of one word of a folded name (text/fold.h): ou oo u o one vowel, e i y one, "ai" inside a
 * word like them, "-ah" and "-eh" as "-a", doubled letters once, kh q c as k, ch sh, gh, th, dh one
 * letter. Empty when it is too long or holds other letters than a to z. After the manner of the
 * keys of Zobel & Dart (SIGIR 1996). */
struct str given_key(struct str word, char room[static GIVEN_KEY]);

#endif
