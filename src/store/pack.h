/* Packs: age files with their headers apart, holding a tar whose last member says where the
 * entries begin.
 *
 *   NAME.head   the age header: wraps the file key for the case's recipient(s)
 *   NAME.pack   the age payload. Its plaintext is one POSIX tar:
 *                 objects …, members of the entries …, "pad" (zeros), "foot", two zero blocks
 *   foot        canonical JSON {"at":A,"entries":N,"first":F,"v":1}: the first member of the
 *               entries begins at byte A; N entries from index F on; the foot always takes the
 *               last 2,048 bytes of the plaintext
 *   size        the plaintext is padded to a multiple of 4 KiB below 1 MiB, above that by Padmé
 *               (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", PETS 2019): at
 *               most 3.2 % more, so that sizes tell little
 *
 * `cat NAME.head NAME.pack | age -d -i KEY | tar x` unpacks one without this program. */
#ifndef CAIRN_STORE_PACK_H
#define CAIRN_STORE_PACK_H

#include "base/err.h"
#include "store/age.h"
#include "store/mill.h"
#include "store/tar.h"
#include "sys/os.h"

enum { PACK_FOOT = 4 * TAR_BLOCK };

/* Padded size of a plaintext of at least n bytes. */
i64 pack_padded(i64 n);

struct pack_foot {
    i64 first, entries, at;
};

struct str pack_foot_text(char room[TAR_BLOCK], const struct pack_foot *f);

/* Writing. Zero-initialised = closed. What costs (encrypting, writing, syncing) is a job of the
 * mill: plaintext is collected a mebibyte at a time and handed over. In a mill of somebody else a
 * writer must stay where it is until its last job is done, and errors of jobs may come later. */
struct pack_out {
    /* for whoever encrypts */
    struct age_stream stream;
    struct mill *next; /* that writes */
    i64 chunk;         /* sealed so far */
    i64 nout;          /* bytes waiting in `out` */
    u8 *out;
    i64 job; /* asked of it last */
    /* for whoever writes */
    struct os_file file;
    struct str head;
    const char *path;                   /* of the payload */
    char head_path[NAME_BYTES_MAX + 1]; /* of the header */
};
struct pack_writer {
    struct pack_out o;
    struct mill *mill;
    bool alone; /* the mill is ours */
    u8 *plain;  /* being filled; NULL = none */
    i64 nplain;
    i64 n;    /* bytes of plaintext so far */
    i64 left; /* content bytes that the open member still wants */
    i64 size; /* of the open member */
    i64 job;  /* the last one asked for */
    bool open;
    const char *tail; /* after .pack and .head: "" or ".e<N>" (vault.h); NULL as "" */
};
/* base: path without suffix. The recipients' keys wrap the file key. */
MUST rc pack_create(struct pack_writer *w, struct arena *a, const char *base,
                    const u8 (*recipients)[32], int nrecipients, struct err *e);
/* The same under BASE.pack TAIL and BASE.head TAIL ("" or ".e<N>", vault.h). */
MUST rc pack_create_as(struct pack_writer *w, struct arena *a, const char *base, const char *tail,
                       const u8 (*recipients)[32], int nrecipients, struct err *e);
/* The same in a mill of the caller; what is in a must stay until the last job is done. */
MUST rc pack_create_in(struct pack_writer *w, struct arena *a, struct mill *mill, const char *base,
                       const char *tail, const u8 (*recipients)[32], int nrecipients,
                       struct err *e);
/* A member: its header, then exactly `size` bytes by pack_bytes. *at = offset of its content. */
MUST rc pack_member(struct pack_writer *w, struct str name, i64 size, i64 *at, struct err *e);
MUST rc pack_bytes(struct pack_writer *w, struct str bytes, struct err *e);
/* The same without a copy: room for up to *n content bytes, then how many of them are there. */
MUST rc pack_room(struct pack_writer *w, u8 **p, i64 *n, struct err *e);
MUST rc pack_filled(struct pack_writer *w, i64 n, struct err *e);
/* Pad, foot, end, fsync; then the header file, fsynced. Folders are synced by the caller. On
 * failure what was written is removed. */
MUST rc pack_finish(struct pack_writer *w, const char *base, const struct pack_foot *foot,
                    struct err *e);
void pack_abandon(struct pack_writer *w); /* removes what was written */
/* Until the last job is done: the writer and its arena may be used again. */
void pack_wait(const struct pack_writer *w);

/* Reading, at any place, one chunk of 64 KiB in memory. */
struct pack {
    int fd;
    i64 size, plain; /* bytes of the payload and of its plaintext */
    struct age_stream stream;
    struct pack_foot foot;
    i64 have, nhave; /* chunk in `chunk` (-1 = none) and its bytes */
    u8 *chunk, *sealed;
    const char *name; /* for messages: "vault/000000/000000012" */
    bool open;
};
/* Opens, authenticates the last chunk and reads the foot. RC_NOTFOUND when a file is missing.
 * Memory 128 KiB in a. */
MUST rc pack_open(struct pack *p, struct arena *a, const char *base, const char *name,
                  const struct age_key *key, struct err *e);
/* The same where payload and header are named apart. */
MUST rc pack_open_files(struct pack *p, struct arena *a, const char *pack, const char *head,
                        const char *name, const struct age_key *key, struct err *e);
/* Exactly n bytes of plaintext from `at`. */
MUST rc pack_read(struct pack *p, i64 at, void *out, i64 n, struct err *e);
/* The same piece by piece to a sink; memory flat. */
MUST rc pack_stream(struct pack *p, i64 at, i64 n, age_sink_fn *sink, void *ctx, struct err *e);
/* The member whose header is at `at`; content follows at at + m->head. */
MUST rc pack_member_at(struct pack *p, i64 at, struct tar_member *m, struct err *e);
void pack_close(struct pack *p);

#endif
