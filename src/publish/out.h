/* The folder of a site: written file by file, each named in the marker before it is made, so that
 * the next run (or one after a crash) knows exactly what is ours and removes nothing else.
 *
 * Marker: cairn-site.txt, a first line "cairn site 1", then a path a line. OUT must be absent,
 * empty, or hold a marker; a file of somebody else's where one of ours should go is RC_CONFLICT.
 * Files are not synced one by one: once, at the end. */
#ifndef CAIRN_PUBLISH_OUT_H
#define CAIRN_PUBLISH_OUT_H

#include "base/limits.h"
#include "base/map.h"
#include "sys/os.h"

#define SITE_MARKER "cairn-site.txt"

struct out {
    struct arena *a;
    const char *dir;
    struct map files;      /* paths written, in order */
    struct os_file marker; /* paths about to be written */
    struct map folders;    /* made already */
    i64 bytes;
};

/* Removes what an earlier site left. */
MUST rc out_open(struct out *o, struct arena *a, struct arena scratch, const char *dir,
                 struct err *e);
/* path: relative, [A-Za-z0-9._/-], no part beginning with a dot: CHECKed. Copied. */
MUST rc out_write(struct out *o, struct arena scratch, struct str path, struct str bytes,
                  struct err *e);
/* The marker with exactly what is there now. */
MUST rc out_close(struct out *o, struct arena scratch, struct err *e);
void out_drop(struct out *o); /* after an error: the marker stays as it is */
bool out_path_ok(struct str path);

#endif
