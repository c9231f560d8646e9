/* Inside the VFS: the state that vfs.c (calls), vfs_db.c (database file) and vfs_wal.c (WAL) share.
 */
#ifndef CAIRN_DB_VFS_IMPL_H
#define CAIRN_DB_VFS_IMPL_H

#include "db/page.h"
#include "db/vfs.h"

enum { WAL_HEADER = 32 };

/* The WAL as this connection knows it. */
struct wal_state {
    u8 header[FRAME_HEADER]; /* a frame header handed down, whose page comes next */
    i64 header_at;           /* its frame number; 0 = none waiting */
    u8 salts[8];             /* generation that the next two counts belong to */
    i64 written;             /* last frame written in the present transaction; 0 = none */
    i64 synced;              /* frames 1..synced are on the disk, by an fsync of ours */
    bool writing;            /* we hold the write lock (shm lock 0) */
};

struct vfs {
    sqlite3_vfs base;
    sqlite3_vfs *real;
    u8 *key; /* sodium_malloc: locked, guarded */
    char name[40];
    struct {
        bool set;
        i64 page;
        const char *where;
    } bad;
    struct wal_state wal;
    bool frozen; /* an fsync failed: nothing is written any more */
    void (*hook)(void *);
    void *hook_ctx;
};

enum vfile_kind { FILE_DB, FILE_WAL };

struct vfile {
    sqlite3_file base;
    struct vfs *v;
    sqlite3_file *real;
    enum vfile_kind kind;
    u8 work[FRAME_BYTES];
    u8 plain[PAGE_BYTES];
};

int bad_page(struct vfs *v, i64 page, const char *where); /* records; returns SQLITE_IOERR_DATA */
void vfs_hook(struct vfs *v);
int real_read(struct vfile *f, void *p, int n, i64 at);
int real_write(struct vfile *f, const void *p, int n, i64 at);
int real_sync(struct vfile *f, int flags);

int db_file_read(struct vfile *f, u8 *p, int n, i64 at);
int db_file_write(struct vfile *f, const u8 *p, int n, i64 at);

int wal_file_read(struct vfile *f, u8 *p, int n, i64 at);
int wal_file_write(struct vfile *f, const u8 *p, int n, i64 at);
int wal_flush(struct vfile *f); /* writes a waiting frame header */
int wal_sync(struct vfile *f, int flags);

#endif
