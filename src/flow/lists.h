/* Lists of names on their way into the case: the item's table, what its columns mean, its rows as
 * persons compared with the version before. Used by the operations and by the pages that show a
 * preview. */
#ifndef CAIRN_FLOW_LISTS_H
#define CAIRN_FLOW_LISTS_H

#include "exchange/person_row.h"
#include "flow/session.h"
#include "store/person.h"

struct list_in {
    struct item_bytes item;
    struct table table;
    i64 sheet;
    struct mapping mapping;
    struct str signature; /* of the header */
    struct str how;       /* where the mapping is from: "named", "kept", "guessed" */
    bool sensitive;       /* the case says why religion and ethnicity are recorded */
};
/* Reads the item (id, outside name or file name) as a table; what may not be seen is not there. */
MUST rc list_open(struct op_ctx *c, struct str item, struct str charset, struct list_in *out,
                  struct err *e);
/* Its mapping: of that name; else the newest kept for this header; else a guess. sheet and header
 * "" = found. */
MUST rc list_map(struct op_ctx *c, struct list_in *in, struct str name, struct str sheet,
                 struct str header, struct err *e);

/* One row and what the version before had for it. */
struct list_person {
    struct person_row row;
    struct str person, was; /* was: the key before, when it was re-keyed */
    const char *change;     /* "same", "added", "changed", "rekeyed" */
};
struct list_rows {
    struct str id, name;
    i64 version; /* that an import makes */
    struct list_person *rows;
    i64 n, flagged, added, changed, rekeyed, gone;
    bool sensitive_left_out;
};
/* All rows below the header; `most` 0 = all. O(rows). */
MUST rc list_rows(struct op_ctx *c, const struct list_in *in, struct str list_name, i64 most,
                  struct list_rows *out, struct err *e);
/* As JSON for rows of operations and pages: fields withheld from whoever asks are left out and
 * named in "withheld". */
struct json *list_row_json(struct op_ctx *c, const struct list_person *r);
struct json *person_json(struct op_ctx *c, const struct person *p);
struct json *person_line_json(struct op_ctx *c, const struct person_line *l);
/* The name as whoever asks may see it: "" = withheld. */
struct str person_shown(const struct op_ctx *c, const struct person_line *l);

/* A row of `list diff`. */
struct json *list_change_json(struct op_ctx *c, const struct list_change *k);
/* Finds a person; RC_NOTFOUND in equal words whether it is not there or may not be seen. */
MUST rc person_find(struct op_ctx *c, struct str id, struct person *out, struct err *e);
MUST rc name_list_find(struct op_ctx *c, struct str name, struct name_list *out, struct err *e);

#endif
