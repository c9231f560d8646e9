/* Inside of backups: what backup_*.c share. Nobody else includes this. */
#ifndef CAIRN_STORE_BACKUP_INT_H
#define CAIRN_STORE_BACKUP_INT_H

#include "proof/hash.h"
#include "store/backup.h"
#include "store/store_int.h"

#define BACKUP_FILE   "cairn.backup"
#define BACKUP_README "README.txt"
#define BACKUP_HEADS  "@heads" /* paths of the two files that are no file of a case */
#define BACKUP_DESK   "@desk"

/* A line of the list. */
struct backup_file {
    struct str path;   /* in the case */
    struct str stored; /* in the backup */
    i64 size;
    u8 sha256[32];
    u8 mark[32]; /* of a pack: its first and last 16 bytes (nonce, last tag): which payload it is */
};

struct backup_list {
    struct backup_file *v;
    i64 n, cap;
    struct map by_path; /* value = index */
};

/* cairn.backup. */
struct backup_head {
    i64 generation, epoch, size;
    u8 root[32], list_sha256[32];
    struct str id, made, list;
    struct str previous; /* hex of the digest of the cairn.backup before; n 0: the first */
};

/* ---- forms ---- */
struct backup_file *backup_add(struct arena *a, struct backup_list *l, struct str path);
const struct backup_file *backup_find(const struct backup_list *l, struct str path);
/* Sorted by path, a line each. */
struct str backup_list_text(struct arena *a, struct backup_list *l);
/* Strictly what backup_list_text writes. */
MUST rc backup_list_parse(struct arena *a, struct str text, struct backup_list *out, struct err *e);
struct str backup_head_text(struct arena *a, const struct backup_head *h, const u8 secret[64]);
/* signature: 64 bytes, not checked; `signed_text`: what it is over. */
MUST rc backup_head_parse(struct arena *a, struct str text, struct backup_head *out,
                          u8 signature[64], struct str *signed_text, struct err *e);

/* ---- a backup that was opened: its cairn.backup, list and cairn.case check ---- */
struct backup_open {
    const char *dir;
    struct backup_head head;
    struct str text; /* of cairn.backup */
    struct backup_list list;
    struct case_file facts;
    struct str case_text;
};
MUST rc backup_open(struct arena *a, const char *dir, struct backup_open *out, struct err *e);
const char *backup_path(struct arena *a, const char *dir, struct str name);
/* The log in the backup leads to its signed checkpoint; *at_size (may be -1) gets its root there.
 */
MUST rc backup_log(struct arena a, const struct backup_open *b, i64 at_size, u8 root[32],
                   struct err *e);
/* Reads a stored file to its end, compared with its line. `sink` may be NULL. RC_INTEGRITY,
 * RC_NOTFOUND. */
MUST rc backup_read(struct arena a, const struct backup_open *b, const struct backup_file *f,
                    age_sink_fn *sink, void *ctx, struct err *e);

/* ---- sealed tars ---- */
struct sealing_tar {
    struct os_file file;
    struct age_writer age;
    struct sha256 hash;
    i64 left, size; /* of the open member: still to come, and whole */
};
MUST rc sealed_begin(struct sealing_tar *t, struct arena *a, const char *path,
                     const u8 recipient[32], struct err *e);
MUST rc sealed_member(struct sealing_tar *t, struct str name, i64 size, struct err *e);
MUST rc sealed_bytes(struct sealing_tar *t, struct str bytes, struct err *e);
MUST rc sealed_done(struct sealing_tar *t, i64 *size, u8 sha[32], struct err *e);
void sealed_drop(struct sealing_tar *t);

/* Opening: members' bytes piece by piece; `begin` before each, `end` after it. */
struct sealed_sink {
    rc (*begin)(void *ctx, struct str name, i64 size, struct err *e);
    rc (*bytes)(void *ctx, struct str bytes, struct err *e);
    rc (*end)(void *ctx, struct err *e);
    void *ctx;
};
/* sink NULL: only whether it opens. RC_DENIED when the key does not open it. */
MUST rc sealed_open(struct arena a, const struct backup_open *b, const struct backup_file *f,
                    const struct keys *k, const struct sealed_sink *sink, struct err *e);

#endif
