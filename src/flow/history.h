/* How a claim came to stand as it does: its versions, field by field, with what changed between one
 * and the next; decisions and reasons. */
#ifndef CAIRN_FLOW_HISTORY_H
#define CAIRN_FLOW_HISTORY_H

#include "flow/shown.h"
#include "store/work.h"

/* What one field of one version says, as a person reads it: words of the text, or terms of the
 * closed lists. */
struct history_field {
    const char *name; /* "kind", "speaker", "number", …: ids "field.NAME" of the catalogue */
    struct str value;
    const char *list; /* the value is a term of this closed list; NULL = words */
};
enum { HISTORY_FIELDS = 17 };
/* Fills all fields in fixed order; empty value = not stated. Words as whoever asks may see them. */
void history_fields(struct arena *a, const struct shown *x, i64 item, const struct claim *c,
                    struct history_field out[HISTORY_FIELDS]);

/* One change: from an earlier version, or from the present one to what a reader proposes. */
struct history_change {
    i64 version; /* that it led to; -1: only proposed */
    struct str by;
    i64 at, entry;
    struct history_field was[HISTORY_FIELDS], is[HISTORY_FIELDS];
    int changed[HISTORY_FIELDS], n; /* which differ */
};
struct history {
    struct history_field first[HISTORY_FIELDS]; /* as first read or entered */
    struct str first_by;
    i64 first_at;
    struct history_change *changes;
    i64 nchanges;
    struct history_change *proposed;
    i64 nproposed;
    struct review *decisions;
    i64 ndecisions;
    struct comment *comments;
    i64 ncomments;
};
/* `at` in x->b, with its text. */
MUST rc history_of(struct op_ctx *c, const struct shown *x, i64 at, struct history *out,
                   struct err *e);

#endif
