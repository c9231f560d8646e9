/* Inside the store: what one family of nouns brings to the projection. A noun declares its tables,
 * its statements and the kinds of parts that it applies; records_apply(), the digests of
 * `rebuild --check` and the golden query plans derive from that.
 *
 * Adding a noun: a file records_NAME.c with `const struct noun NOUN_X`, its SQL in
 * records_NAME_sql.c, and a line in nouns.def. Parts are listed in docs/formats/. */
#ifndef CAIRN_STORE_NOUN_H
#define CAIRN_STORE_NOUN_H

#include "store/records.h"

/* One entry on its way into the tables. */
struct apply {
    struct db *d;
    struct store *s;
    struct arena a; /* scratch of one part */
    char name[NAME_BYTES_MAX];
    const struct entry *en;
    struct str type, actor; /* actor: the name, once the first part was read */
    i64 at;                 /* unix seconds of the entry */
    i64 part;               /* which part */
    i64 nclaim;             /* claims seen in this entry: their order */
};

/* A table with the statement that selects its rows in primary-key order (for digests). */
struct table_rows {
    const char *table;
    const struct sql *rows;
};

typedef rc apply_fn(struct apply *x, const struct json *part, struct err *e);
struct part_kind {
    const char *kind;
    apply_fn *apply;
};

struct noun {
    const char *name;
    const struct sql *create;            /* its CREATE TABLE and CREATE INDEX */
    const struct table_rows *tables;     /* ends with table == NULL */
    const struct sql *const *statements; /* every other statement; ends with NULL */
    const struct part_kind *parts;       /* ends with kind == NULL */
};
extern const struct noun *const NOUNS[]; /* in the order of nouns.def; ends with NULL */

/* Binds a text, or NULL for what is unknown. */
void bind_known(struct stmt *q, int at, struct str s);
/* This entry changed that object: its version (records_version) is now (entry, part). Objects are
 * named by the ids of records.h; items by their outside name. */
MUST rc apply_touch(struct apply *x, struct str object, struct err *e);
/* What a person settled of an incident goes on top of what its claims gave (records_work.c). */
MUST rc apply_incident_overlay(struct apply *x, struct str incident, struct err *e);

/* One statement of a register, kept as it was made (records_copy.c). */
MUST rc apply_statement(struct apply *x, struct str object, const struct json *part, struct err *e);
/* Its place and days as they are now, as incidents are found by (slice.h, records_near). */
MUST rc apply_incident_near(struct apply *x, struct str incident, struct err *e);

#endif
