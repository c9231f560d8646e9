/* An e-mail as text (RFC 5322; parts: RFC 2045–2047; parameters: RFC 2231): From, To, Date and
 * Subject as lines, then the words of its parts in order. Of alternatives, the plain one when it
 * has words, else HTML (its main text). A text attached is text; what else is attached is named in
 * a line "Attachment: NAME (TYPE, N bytes)". A mail inside a mail is read like the outer one. Each
 * part is marked with its number ("1.2", RFC 3501 §6.4.5) and name; parts sent as they are lead
 * back to their bytes, encoded ones to where they stand.
 *
 * What a mail says of itself is claimed by whoever sent it: nothing here checks a signature. */
#ifndef CAIRN_MEDIA_MAIL_H
#define CAIRN_MEDIA_MAIL_H

#include "media/doc.h"

/* Do the first lines look like a head that a mail program wrote? Any bytes. */
bool mail_looks(struct str bytes);
/* RC_LIMIT: parts nested deeper than MAIL_DEPTH_MAX, more than MAIL_PARTS_MAX, heads larger than
 * the limits. O(n · depth). */
MUST rc mail_text(struct arena *a, struct str bytes, struct doc *out, struct err *e);

/* The mail in bytes [from, to) at the end of a document whose offsets are those of `bytes`. Errors
 * as mail_text; what was put before the error stays. */
MUST rc mail_append(struct arena *a, struct str bytes, i64 from, i64 to, struct doc *d,
                    struct err *e);

/* mbox.c: a file of mails (RFC 4155), each marked with the offset of its line "From " and its
 * Message-ID. A mail that cannot be read is said in `left`, the others are read. No date: each has
 * its own, as a line. RC_LIMIT: more than MBOX_MAILS_MAX. */
bool mbox_looks(struct str bytes);
MUST rc mbox_text(struct arena *a, struct str bytes, struct doc *out, struct err *e);

#endif
