/* One-time codes by time: TOTP with HMAC-SHA-1, 30 seconds, 6 digits (RFC 6238 over RFC 4226), what
 * every authenticator app speaks. SHA-1 is sound inside HMAC here. Pure: times are given. */
#ifndef CAIRN_PEOPLE_TOTP_H
#define CAIRN_PEOPLE_TOTP_H

#include "base/str.h"

enum { TOTP_SECRET_BYTES = 20, TOTP_STEP = 30 };

/* The code of one step, `digits` 6 to 8. */
i64 totp_code(struct str secret, i64 step, int digits);
/* The step around `now` (one before, it, one after: clocks drift) whose code this is and that is
 * later than `last`, so that no code serves twice; -1 when there is none. Looks at all three, in
 * equal time. `code`: six digits, blanks between them allowed. */
i64 totp_step_of(struct str secret, struct str code, i64 now, i64 last);
/* RFC 4648 base32 without padding, as apps take it by hand. */
struct str totp_base32(struct arena *a, struct str bytes);
/* otpauth://totp/cairn:NAME?secret=…&issuer=cairn (Google's key URI format). */
struct str totp_uri(struct arena *a, struct str account, struct str secret);

#endif
