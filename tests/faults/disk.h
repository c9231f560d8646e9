/* What a disk may hold after a power cut, from the record of the calls (calls.h).
 *
 * The model is that of ALICE (Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014),
 * at its most hostile: an fsync of a file makes its bytes durable and not its name; an fsync of a
 * folder makes the names in it durable; whatever was not synced may be there or not, each write and
 * each name for itself, in any order; a write may be there in some of its sectors of 512 bytes
 * (Zheng et al., "Understanding the Robustness of SSDs under Power Fault", FAST 2013). Bytes that
 * were never written below the end of a file are zeros. */
#ifndef CAIRN_FAULTS_DISK_H
#define CAIRN_FAULTS_DISK_H

#include "calls.h"

enum keep {
    KEEP_NOT,
    KEEP_WHOLE,
    KEEP_CUT,    /* a write: its first `cut` bytes */
    KEEP_SECTORS /* a write: a random half of its sectors */
};

/* All records of the run, in order; made once. */
struct trace {
    struct record **rec;
    i64 n;
};
void trace_read(struct arena *a, struct trace *t);
/* forced[i]: record i is durable when power goes after the first p. */
void trace_forced(const struct trace *t, i64 p, bool *forced);
/* Writes the tree that the first p records, as far as they are kept, leave: below `to`, a new
 * folder. `root` is the inode of what `to` stands for; seed is for KEEP_SECTORS. */
void disk_make(struct arena scratch, const struct trace *t, i64 p, const u8 *keep, i64 cut,
               u64 seed, u64 root, const char *to);

#endif
