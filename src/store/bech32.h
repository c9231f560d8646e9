/* Bech32 (BIP 173) without its length limit, as age encodes keys: "age1…" and
 * "AGE-SECRET-KEY-1…". */
#ifndef CAIRN_STORE_BECH32_H
#define CAIRN_STORE_BECH32_H

#include "base/str.h"

/* hrp lower-case; the result is lower-case. */
struct str bech32_encode(struct arena *a, struct str hrp, struct str bytes);
/* All lower or all upper case, human part equal to hrp (lower-case), checksum right, padding bits
 * zero, at most 64 bytes. False otherwise; *n = bytes written. Linear time. */
bool bech32_decode(struct str text, struct str hrp, u8 out[64], i64 *n);

#endif
