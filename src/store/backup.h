/* Backups: a folder (of another disk) that a case can be made from again, kept up by every further
 * run (docs/formats/backup.md).
 *
 *   BACKUP/cairn.backup     what is in force: canonical JSON signed by the log's key. Written last
 *   BACKUP/lists/<G>        its list: digest, size, where it lies here, where it goes in the case
 *   BACKUP/case/…           cairn.case, log, payloads of packs, keys/
 *   BACKUP/heads/…          all heads, and desk.db, in age files for the present epoch alone
 *
 * A run takes what lies under one checkpoint; others add meanwhile, nobody rotates or erases. Until
 * the new cairn.backup is in force, everything that the old one names stays: a run that ends early
 * leaves the previous generation whole. Afterwards what it no longer names goes, heads overwritten
 * first. So what was erased is not in the next generation, and once `key rotate` has retired the
 * epoch's key, an old copy of the folder opens for nobody. */
#ifndef CAIRN_STORE_BACKUP_H
#define CAIRN_STORE_BACKUP_H

#include "store/store.h"

struct backup_stats {
    i64 generation, entries, epoch;
    i64 files, bytes;  /* of the generation */
    i64 copied, wrote; /* files and bytes written by this run */
    i64 removed;       /* files that no generation needs any more */
    i64 findings;
    char made[32]; /* when, by the clock of whoever made it */
};

/* RC_CONFLICT: the folder holds something else, or another case's backup; RC_INTEGRITY: the backup
 * is of a longer or another log than this case has (the case was put back); RC_BUSY. */
MUST rc store_backup(struct store *s, const char *to, void (*waiting)(void *), void *ctx,
                     struct backup_stats *st, struct err *e);

/* Everything that can be told without a key: signature, every digest, the log up to the signed
 * root. Each finding names a file of the backup. vkey: the log's, from elsewhere; n 0 = the
 * backup's own. RC_OK also with findings (st->findings); RC_NOTFOUND when there is no backup,
 * RC_INTEGRITY when what says what there is does not check. */
MUST rc backup_check(const char *from, struct str vkey, store_finding_fn *found, void *ctx,
                     struct backup_stats *st, struct err *e);

struct backup_restore {
    const char *from, *to;
    const struct store_key_opts *key;
    bool keys_only;        /* without a key: cairn.case and keys/ alone, for `recovery join` */
    struct str checkpoint; /* of this log, known from elsewhere: an older backup is refused; n 0 */
    store_finding_fn *found;
    void *ctx;
};
/* Makes the case anew in a folder that is absent, empty, or a restore that was cut short. Every
 * file is compared while it is written, cairn.case comes last, and in the end the case is verified
 * with every pack opened: its findings are those of store_verify. RC_CONFLICT: the folder is in
 * use; RC_DENIED: the key opens nothing in it (another case's, or of another epoch);
 * RC_INTEGRITY. */
MUST rc backup_restore(const struct backup_restore *r, struct backup_stats *st, struct err *e);

#endif
