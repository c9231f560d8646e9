/* Fields of a head: unfolding, encoded words (RFC 2047), parameters (RFC 2045 §5.1, RFC 2231),
 * dates (RFC 5322 §3.3). Pure functions over bytes. */
#ifndef CAIRN_MEDIA_MAIL_FIELD_H
#define CAIRN_MEDIA_MAIL_FIELD_H

#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"

struct mail_field {
    struct str name, raw; /* raw: as it stands, folded */
    i64 at, n;            /* the whole field in the mail */
};
struct mail_head {
    struct mail_field *v;
    i64 n, cap;
    i64 end; /* where the body begins */
};
/* The head that begins at `from`, until an empty line or `to`. A line that is no field ends it.
 * RC_LIMIT: MAIL_HEADERS_MAX, MAIL_FIELD_MAX. */
MUST rc mail_head(struct arena *a, struct str mail, i64 from, i64 to, struct mail_head *out,
                  struct err *e);
/* The first field of that name, NULL when there is none. */
const struct mail_field *mail_get(const struct mail_head *h, const char *name);

/* Unfolded, encoded words decoded, valid UTF-8, one line. */
struct str mail_words(struct arena *a, struct str raw);
/* "text/html" of a Content-Type in lower case; "" when there is none. */
struct str mail_value(struct arena *a, struct str raw);
/* A parameter, continuations joined and percent decoded; "" = not there. */
struct str mail_param(struct arena *a, struct str raw, const char *name);
/* "2031-03-10" of "Mon, 10 Mar 2031 08:00:00 +0200"; "" when it is no date. */
struct str mail_date(struct arena *a, struct str raw);

/* Bodies (RFC 2045 §6.7, §6.8). Damaged input gives what can be read of it. */
struct str mail_quoted(struct arena *a, struct str s);
struct str mail_base64(struct arena *a, struct str s);

#endif
