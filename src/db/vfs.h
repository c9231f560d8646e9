/* The VFS shim "cairn": SQLite above, the default unix VFS below, every page sealed on its way down
 * (db/page.h).
 *
 * One VFS is registered per open database, under a name of its own, so that it can carry the key
 * and the findings; it is not shared between threads. Files: main database   page by page; partial
 * reads (header, change counter) are cut from the opened page WAL             page of each frame
 * sealed, frame header bound to it; vfs_wal.c -shm            as it is: the index of the WAL, page
 * numbers only everything else (journals, temporary files) refused: they are kept in memory, or the
 * call fails. Nothing of a page ever reaches a disk unsealed. */
#ifndef CAIRN_DB_VFS_H
#define CAIRN_DB_VFS_H

#include "base/err.h"
#include "base/str.h"

#include <sqlite3.h>

struct vfs;

/* Registers; the key is copied into locked memory. RC_INTERNAL when SQLite or libsodium will not
 * start. */
MUST rc vfs_make(const u8 key[32], struct vfs **out, struct err *e);
void vfs_drop(struct vfs *v); /* after sqlite3_close */
const char *vfs_name(const struct vfs *v);

/* The first page that did not check: false when there is none. */
bool vfs_bad(const struct vfs *v, i64 *page, const char **where);
void vfs_forget_bad(struct vfs *v);

/* After an fsync that failed the kernel may have dropped what was written: from then on, or from
 * vfs_freeze on, every write, cut and removal fails. */
void vfs_freeze(struct vfs *v);
bool vfs_fsync_failed(void); /* of any, in this process */

/* For tests: called before every write, sync and truncation below SQLite. */
void vfs_on_write(struct vfs *v, void (*hook)(void *), void *ctx);

#endif
