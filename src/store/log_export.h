/* The log as a folder for a static web server: checkpoint, tile/…, tile/entries/…, vkey, policy
 * (docs/formats/time.md, "Exported log"). It tells how many acts there are and when they were
 * published; not what they are. */
#ifndef CAIRN_STORE_LOG_EXPORT_H
#define CAIRN_STORE_LOG_EXPORT_H

#include "store/store.h"

struct store_export {
    const char *dir;
    struct str note;   /* the checkpoint to publish, of this log; cosignatures may be in it */
    const i64 *sizes;  /* of older checkpoints that left the case: their partial tiles stay */
    i64 nsizes;        /* at most EXPORT_SIZES_MAX are used */
    struct str policy; /* n == 0: none */
};
/* Writes what is missing; the checkpoint is replaced last, after all else is on the disk. Every
 * tile and leaf is checked against the log's root first. RC_CONFLICT when the folder holds
 * something else; RC_INTEGRITY when it holds a longer or another log: this one was rolled back or
 * forked. O(new entries), and a look at the disk for each partial tile. */
MUST rc store_log_export(struct store *s, const struct store_export *in, i64 *files, struct err *e);

#endif
