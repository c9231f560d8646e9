/* The sentences of the site. The law (DESIGN §6.1): nothing alleged is written as fact; every
 * sentence names who said it; one verb, "said", serves all sides; words that are not ours stand in
 * quotation marks, with their language and direction; names are withheld inside them too. Noun
 * phrases of ours come from kinds.def and the tables here alone. */
#ifndef CAIRN_PUBLISH_SAY_H
#define CAIRN_PUBLISH_SAY_H

#include "publish/page.h"

/* “words”, masked, with lang and dir; nothing when the span is empty. */
void say_words(struct page *p, i64 item, struct span s);
/* A passage of at most the policy's length around `mark`, which is highlighted. */
void say_excerpt(struct page *p, i64 item, struct span passage, struct span mark);
/* “X”, quoted by “Y” — without the publication; the publication, "quoting nobody", when nobody is.
 */
void say_who(struct page *p, const struct claim_row *r);
/* Publication (linked) and date, with who says so. */
void say_source(struct page *p, i64 item);
/* ", page 3, line 12": where in its medium the claim stands (store/cited.h); often nothing. Names
 * of sheets and files are not given. */
void say_cited(struct page *p, const struct claim_row *r);
/* "“X”, quoted by “Y” said, in PUBLICATION, DATE"; "PUBLICATION, DATE said, quoting nobody" */
void say_said(struct page *p, const struct claim_row *r);
/* The same "who" as plain text, masked: for data and SVG. */
struct str say_who_text(struct arena *a, const struct site *s, const struct claim_row *r);
/* Badges behind a claim: unreviewed, denied, of a party, set aside. */
void say_marks(struct page *p, i64 claim);
/* "proposed from outside by coder-2; verified against the words: kind (reader); left to a person:
 * where" */
struct str say_proposed(struct arena *a, const struct claim *c);

struct str say_number(struct arena *a, i64 n); /* "44,000" */
/* "14", "14–21", "36 or more", "up to 30" */
struct str say_range(struct arena *a, i64 min, i64 max);
/* "people reported killed", "children reported injured", "bodies reported found, described as those
 * of civilians" */
struct str say_counted(struct arena *a, enum what what, enum who who, bool one);
/* "Reported: 14 bodies found, Marat" from the kind's noun phrase, the main figure and the place. */
struct str say_headline(struct arena *a, const struct site *s, i64 incident);
/* The place as it may be shown; "place not stated" / "place withheld". */
struct str say_place(struct arena *a, const struct site *s, i64 incident);
struct str say_when(struct arena *a, const struct site *s,
                    i64 incident); /* "date not stated" when unknown */
struct str say_accounts(struct arena *a, const struct site *s, i64 incident);
struct str say_kind(struct arena *a, enum kind k); /* the noun phrase with a capital */
struct str say_axis(enum axis x);
struct str say_finding(enum finding_kind k);
struct str say_plural(struct arena *a, i64 n, const char *one, const char *many); /* "3 claims" */
/* What people added to an incident (say_work.c). say_replies: a term of the open list; false when
 * there is none. */
void say_searched(struct page *p, i64 incident);
bool say_replies(struct page *p, i64 incident);
void say_overlaps(struct page *p, i64 incident);
bool say_denies(const struct claim_row *r);
bool say_nobody(const struct claim_row *r); /* quotes nobody: the publication says it itself */

#endif
