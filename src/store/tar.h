/* POSIX tar (ustar, IEEE 1003.1), the one way we write it: regular files only, mode 0600, no
 * owner, no time. Sizes of 8 GiB and more get a pax header with "size". The reader accepts exactly
 * what the writer makes: one spelling for each member, so that no bit of a header is free. */
#ifndef CAIRN_STORE_TAR_H
#define CAIRN_STORE_TAR_H

#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"

enum { TAR_BLOCK = 512, TAR_END = 2 * TAR_BLOCK };

struct tar_member {
    char name[TAR_NAME_MAX + 1];
    i64 size;
    i64 head; /* bytes of its header(s): 512, or 1536 with pax */
};

/* Writes the header block(s); returns how many bytes. CHECKs that the name fits: 1 … 100 bytes,
 * or cut at a '/' into at most 155 and at most 100. */
i64 tar_head(u8 out[TAR_HEAD_MAX], struct str name, i64 size);
/* Bytes of zeros after `size` bytes of content. */
i64 tar_pad(i64 size);
/* Reads the header at the front of `bytes` (the rest of the archive, or its first TAR_HEAD_MAX
 * bytes). RC_INTEGRITY when it is not exactly what tar_head writes. */
MUST rc tar_next(struct str bytes, struct tar_member *out, struct err *e);
/* Is this block all zeros? */
bool tar_zero(struct str block);

#endif
