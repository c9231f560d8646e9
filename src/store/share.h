/* A secret in n shares, any k of which give it back (Shamir over GF(256), Debian's libgfshare,
 * whose gfcombine joins the bytes of our shares too), and the sheet of paper a share is printed on.
 *
 *   cairn recovery share
 *   case: <id>
 *   recovery key: age1…
 *   share: <number> of <n>, <k> are needed
 *   sha256: <of the bytes>
 *   1: <15 bytes in hex> <first 2 bytes in hex of SHA-256(line number as a byte ‖ the bytes)>
 *   …
 *   end
 *
 * What follows is advice to people and not read. docs/formats/keys.md. */
#ifndef CAIRN_STORE_SHARE_H
#define CAIRN_STORE_SHARE_H

#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"

struct share {
    struct str id; /* of the case */
    u8 recovery[32];
    int number, of, need;
    u8 bytes[SHARE_BYTES_MAX];
    int n;
    u8 sha256[32]; /* of the bytes; as printed, until checked */
};

/* secret: n <= SHARE_BYTES_MAX bytes; 2 <= need <= of <= SHARES_MAX. Fills bytes, n, number, of,
 * need, sha256 of out[of]. libgfshare works in ordinary memory, which it wipes. */
void share_split(const u8 *secret, int n, int need, int of, struct share *out);
/* Any `need` different shares of one length. secret: room for SHARE_BYTES_MAX. Wrong shares give a
 * wrong secret, not an error. */
void share_join(const struct share *s, int nshares, u8 *secret);

struct str share_text(struct arena *a, const struct share *s);
/* RC_USAGE: no share; RC_INTEGRITY: damaged, naming the share by its number, its hash as printed,
 * and the line. */
MUST rc share_parse(struct arena *a, struct str text, struct share *out, struct err *e);

#endif
