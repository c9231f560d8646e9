/* ASCII armor of age files, for keys that travel as text (C2SP age, "ASCII armor"; RFC 7468 §3,
 * figure 3: strict).
 *
 * Read strictly: canonical base64 with padding, lines of exactly 64 columns but for the last,
 * blanks only before and after the whole, line ends LF or CRLF, one kind throughout. So a file has
 * one spelling but for blanks around it and the kind of line ends. */
#ifndef CAIRN_STORE_AGE_ARMOR_H
#define CAIRN_STORE_AGE_ARMOR_H

#include "base/err.h"
#include "base/str.h"

/* Does the text look like an armored file (blanks, then the label)? */
bool age_armored(struct str text);
/* The bytes inside. RC_INTEGRITY for anything but the one spelling. */
MUST rc age_armor_read(struct arena *a, struct str text, struct str *out, struct err *e);
/* Armored, with line ends LF and one at the end. bytes.n > 0. */
struct str age_armor_write(struct arena *a, struct str bytes);

#endif
