/* Voices: who speaks in a claim, told apart, placed on a side, and put into words that may be
 * shown.
 *
 * Only officials speaking in office and spokespersons are named (DESIGN §6.6). Everybody else is
 * shown by their own words for themselves when these hold no person's name ("a hospital porter",
 * "two residents"), else by a noun for their role ("a resident"). What holds a name is decided by
 * spelling: when in doubt the role is shown. */
#ifndef CAIRN_STORE_VOICE_H
#define CAIRN_STORE_VOICE_H

#include "store/records.h"

/* Folded names of parties (with aliases), publications and places of a case. Made once, used for
 * many claims. */
struct voice_names {
    const struct book *b;
    struct voice_name {
        struct str folded;
        i64 index;
    } * parties, *publications;
    i64 nparties, npublications;
    struct map places;
};

struct voice {
    i64 publication; /* index into book.publications, -1 not known */
    struct str
        key; /* equal for one speaker; "" = the publication alone. Holds names: never shown */
    struct str party; /* id; "none" = a role of no party; "" = not known */
    enum role role;
    struct str
        words; /* may be shown: "Interior ministry officials", "a resident"; "" = nobody quoted */
};

struct voice_names voice_names_make(struct arena *a, const struct book *b);
/* Needs the text of the claim's item; without it the words are the role's and the key is "?".
 * O(words · names). */
struct voice voice_of(struct arena *a, const struct voice_names *n, const struct claim_row *r);

/* The party that the words name (longest name, whole words): index into book.parties, or -1. */
i64 voice_party(struct arena scratch, const struct voice_names *n, struct str words);
/* The publication of a claim: from its item. Index or -1. */
i64 voice_publication(const struct book *b, const struct claim_row *r);
/* Its name, or "a publication not named". */
struct str voice_publication_words(const struct book *b, i64 publication);

/* For one claim: the speaker as may be shown; the publication's name when nobody is quoted. */
struct str voice_words(struct arena *a, const struct book *b, const struct claim_row *r);

#endif
