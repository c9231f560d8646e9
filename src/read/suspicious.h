/* Names whose letters deceive the eye: flagged, never followed (Unicode TR 36 and TR 39: mixed
 * scripts, bidirectional controls, invisible characters). */
#ifndef CAIRN_READ_SUSPICIOUS_H
#define CAIRN_READ_SUSPICIOUS_H

#include "base/str.h"

/* What is suspicious about these words, NULL when nothing: "mixed scripts in one word" (Latin,
 * Cyrillic, Greek letters beside each other: Kаlen with a Cyrillic а), "text direction is
 * overridden", "invisible characters", "letters of a look-alike alphabet" (fullwidth,
 * mathematical), "not UTF-8". Zero-width joiners and marks of direction beside Arabic
 * letters are spelling and no fault. O(bytes). */
const char *names_suspicious(struct str words);

#endif
