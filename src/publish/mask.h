/* Masking: which bytes of which text are withheld. Built once for a case, used by every page, data
 * file and receipt.
 *
 * Withheld are the names of persons other than officials and spokespersons speaking in office:
 *  - names of victims, where a claim points at them;
 *  - names inside the words that name a witness, resident, relative, or anybody who does not speak
 * in an office;
 *  - names after a title or a word of kinship, and names with an age behind them ("X, 34,");
 *  - two or more capitalised words in a row that are no place, party, publication or body of the
 * case or the gazetteer;
 *  - every later mention, in every text of the case, of a word learnt so (a family name alone).
 * And words that name a place more exactly than the policy allows. Over-masking is the safe side;
 * what a rule of spelling cannot see (a single first name in running text, names in texts without
 * capitals) is said in README.md. Time: linear in the texts. */
#ifndef CAIRN_PUBLISH_MASK_H
#define CAIRN_PUBLISH_MASK_H

#include "publish/policy.h"
#include "store/records.h"

#define MASK_SHOWN                                                                                 \
    "\xE2\x96\xAE\xE2\x96\xAE\xE2\x96\xAE" /* U+25AE three times: the same for every name */

enum mask_kind { MASK_NAME, MASK_PLACE };

struct mask {
    struct span span;
    enum mask_kind kind;
};
struct mask_list {
    struct mask *all; /* sorted, apart */
    i64 n;
};

struct masks {
    const struct book *b;
    struct mask_list *items;      /* one an item of the book */
    struct map words;             /* folded words of names that are withheld everywhere */
    struct map known, vocabulary; /* folded words that are no names; words seen without a capital */
    struct map office;            /* folded words of the names of those who speak in office */
    bool show_names;
    i64 names; /* ranges masked */
};

/* `b` is the whole book, unreviewed claims included: a name that a machine found is withheld too.
 */
void masks_build(struct arena *perm, struct arena scratch, const struct book *b,
                 const struct publish_policy *p, struct masks *out);

/* The first masked range of the item that ends after `from` and begins before `to`. */
bool mask_next(const struct masks *m, i64 item, u32 from, u32 to, struct mask *out);
/* The words of a span of the item's text, with MASK_SHOWN for what is withheld. */
struct str mask_span(struct arena *a, const struct masks *m, i64 item, struct span s);
/* The same for words that stand in no text of the case (a file's name, words merged by the
 * program). */
struct str mask_text(struct arena *a, const struct masks *m, struct str s);
/* Does any word between non-letters stand for a withheld name? For addresses. */
bool mask_betrays(struct arena scratch, const struct masks *m, struct str s);

#endif
