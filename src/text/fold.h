/* Folding: the one way in which names and words of any script are made comparable. The gazetteer is
 * sorted by it, search indexes it, matching compares it; the builder of data/places.bin calls the
 * same code.
 *
 * What it does (Unicode by utf8proc; Arabic after Lucene's ArabicNormalizer):
 * - decomposes (NFKD) and folds case;
 * - drops combining marks of Latin, Greek, Cyrillic, Hebrew and Arabic; й, ї and ў stay whole;
 * - Latin letters without decomposition by table: ø→o, ł→l, ı→i, æ→ae, ə→e; Cyrillic ё→е;
 * - Arabic: alef forms→ا, ى ی→ي, ة ہ ە→ه, ک→ك, hamza carriers→their letter; tatweel, vowel signs
 *   and joiners dropped; Arabic-Indic digits→0-9;
 * - apostrophes and their kin are dropped (Sana'a→sanaa);
 * - other punctuation, hyphens, symbols, blanks, invalid bytes→one space; none at either end.
 *
 * Idempotent: folding a folded string changes nothing. Offsets are not kept. No locale, no state.
 */
#ifndef CAIRN_TEXT_FOLD_H
#define CAIRN_TEXT_FOLD_H

#include "base/err.h"
#include "base/str.h"

/* A name: at most NAME_BYTES_MAX bytes; longer input is no name and gives p == NULL, n == 0. A name
 * without a letter or digit folds to n == 0 with p != NULL. O(n). */
struct str text_fold_name(struct arena *a, struct str s);

/* A whole text, for the search index. RC_LIMIT when `s` is longer than TEXT_BYTES_MAX or the result
 * than FOLD_BYTES_MAX. O(n). */
MUST rc text_fold(struct arena *a, struct str s, struct str *out, struct err *e);

#endif
