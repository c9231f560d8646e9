/* A key that stays the same over the usual ways to spell one Arabic name: "Kafr Zaytā", "Kfar
 * Zeita", "Kafarzita".
 *
 * - Latin: consonants only, per word without the article; a vowel at the start as 'a'; kh, gh, sh,
 * th, dh, ch one letter each; q c k, p b, g j alike; y and w count only at the start of a word, h
 * not at its end; doubled letters once; words joined.
 * - Arabic script: article and spaces dropped, final ه ا ي dropped.
 *
 * Many names share a key: it proposes, it never proves. Own rules, in the manner of the consonant
 * keys of Zobel & Dart, "Phonetic String Matching" (SIGIR 1996). */
#ifndef CAIRN_TEXT_SOUND_H
#define CAIRN_TEXT_SOUND_H

#include "base/limits.h"
#include "base/str.h"

/* `folded` is a result of text_fold_name(). The key is written to `room` (no NUL). Empty when the
 * name has fewer than three sounds, is too long, or is in another script: no key. O(n). */
struct str text_sound(struct str folded, char room[static SOUND_MAX]);

#endif
