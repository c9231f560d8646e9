/* A file being sealed: read as it was when it was opened, or not at all. */
#ifndef CAIRN_STORE_SOURCE_H
#define CAIRN_STORE_SOURCE_H

#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"

#include <sys/stat.h>

struct source {
    int fd;
    const char *path; /* borrowed */
    struct stat st;
    bool bad; /* it could not be read: the medium, not the case */
};

/* O_NOFOLLOW|O_NONBLOCK, regular files of at most ITEM_BYTES_MAX. On failure nothing is open. */
MUST rc source_open(struct source *f, const char *path, struct err *e);
void source_close(struct source *f);
/* Up to n bytes, fewer only at the end of the file; -1 with an error. */
i64 source_read(struct source *f, u8 *p, i64 n, struct err *e);
/* Same length and time as at opening? */
bool source_unchanged(struct source *f);
/* RC_CONFLICT, with what to do. */
rc source_changed(const struct source *f, struct err *e);

#endif
