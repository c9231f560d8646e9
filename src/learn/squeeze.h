/* Model files that are mostly noughts, kept without them. Lossless.
 *
 * File: "cairn-squeezed/1\n", "bytes N\n", "\n", NUL bytes up to a multiple of 16; then one bit for
 * each SQUEEZE_BLOCK bytes of the N (the last one filled up with noughts), low bit first, filled up
 * to whole bytes; then the blocks whose bit is set, one after the other, and nothing behind them.
 */
#ifndef CAIRN_LEARN_SQUEEZE_H
#define CAIRN_LEARN_SQUEEZE_H

#include "base/err.h"
#include "base/str.h"

enum { SQUEEZE_BLOCK = 16 };

/* O(bytes). */
struct str squeeze(struct arena *a, struct str bytes);
/* The bytes again, in the arena and 16-aligned as models must be. RC_INTEGRITY when `squeezed` is
 * no such file or is not whole. O(N); N is at most SQUEEZE_BYTES_MAX. */
MUST rc unsqueeze(struct arena *a, struct str squeezed, struct str *out, struct err *e);

#endif
