/* What a case holds about time: the policy of witnesses, checkpoints that witnesses cosigned,
 * stamps of time authorities, beacons, clocks that were owned up to (docs/formats/time.md). A few
 * rows a day at most, so they are loaded whole: O(rows).
 *
 * Nothing here is checked again: the parts tell what was checked when they were sealed; `verify`
 * and receipts check notes and tokens anew. */
#ifndef CAIRN_STORE_TIMES_H
#define CAIRN_STORE_TIMES_H

#include "db/db.h"
#include "store/store.h"

struct cosignature {
    struct str witness, vkey; /* as the policy of that day named it */
    i64 time;
};
/* A checkpoint under the signatures of log and witnesses. */
struct cosigned {
    i64 entry, part, size;
    struct str note; /* all signatures */
    bool met;        /* the quorum of the policy of that day */
    struct cosignature *by;
    i64 nby;
};
/* A token over a checkpoint. Its bytes are objects of the entry: "<object>.tsr" (TimeStampResp,
 * DER),
 * "<object>.roots.pem", and "<object>.crl.pem" when crl. */
struct stamped {
    i64 entry, part, size;
    struct str note;       /* the checkpoint under the log's own signature: what was stamped */
    struct str authority;  /* its name in this case */
    struct str subject;    /* of the signing certificate */
    i64 time, accuracy_ms; /* accuracy -1: not said */
    i64 ends;              /* first end of a certificate of its chain */
    struct str policy, serial, object;
    u8 token[32]; /* SHA-256 of the TimeStampResp */
    bool crl;
};
/* A value that was public at `at`, as `source` says. */
struct beacon {
    i64 entry, part, at;
    struct str value, source, round;
};
/* A time authority of this case: the last word on each name. */
struct authority {
    struct str name, url, roots, crl; /* PEM */
    i64 entry;
};
/* An entry whose claimed time is known to be wrong. */
struct clock_note {
    i64 entry, about;
    struct str reason;
};

struct times {
    struct str policy; /* text; n == 0: none */
    i64 policy_entry;
    struct cosigned *cosigned;
    i64 ncosigned; /* by entry */
    struct stamped *stamped;
    i64 nstamped;
    struct beacon *beacons;
    i64 nbeacons;
    struct authority *authorities;
    i64 nauthorities; /* by name */
    struct clock_note *clocks;
    i64 nclocks;
};
MUST rc times_load(struct db *d, struct arena *a, struct times *out, struct err *e);

/* One end of the interval in which an entry was appended, and whose word it is. */
enum bound_kind { BOUND_NONE, BOUND_BEACON, BOUND_WITNESS, BOUND_STAMP };
struct time_bound {
    enum bound_kind kind;
    i64 at;         /* seconds since the epoch */
    struct str who; /* witness, authority, source of the beacon */
    i64 entry;      /* that holds it */
    i64 row;        /* index in cosigned, stamped or beacons */
    i64 size;       /* of the checkpoint; 0 for a beacon */
};
/* from: the latest beacon, cosignature or stamp that stands in the log before the entry.
 * Cosignatures and tokens are as unguessable as a beacon. stamp, witness: the earliest over a
 * checkpoint that covers it. O(rows). */
struct interval {
    struct time_bound from, stamp, witness;
};
void times_interval(const struct times *t, i64 entry, struct interval *out);
/* The earlier of stamp and witness. */
const struct time_bound *interval_to(const struct interval *v);
/* Claimed times that cannot be: each entry's `at` against the bounds, CLOCK_SLACK_SECONDS apart,
 * and against the entry before. O(log + rows · log rows). */
enum clock_kind {
    CLOCK_TOO_LATE,  /* claims to be later than somebody has seen it */
    CLOCK_TOO_EARLY, /* claims to be earlier than what stands before it in the log was public */
    CLOCK_BACK       /* earlier than the entry before: a clock was set back; contradicts nobody */
};
typedef void times_clock_fn(void *ctx, enum clock_kind kind, i64 entry, i64 claimed, i64 bound);
MUST rc times_clocks(struct db *d, struct arena scratch, const struct times *t, times_clock_fn *fn,
                     void *ctx, struct err *e);
/* Was it owned up to (`log clock`)? */
const struct clock_note *times_clock_noted(const struct times *t, i64 entry);

/* "2031-03-10T14:02:11Z, by the time authority …"; "not shown: …" */
struct str bound_words(struct arena *a, const struct time_bound *b);

#endif
