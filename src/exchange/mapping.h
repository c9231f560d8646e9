/* Which column of a table means what. A mapping is made once for a kind of list, by a guess from
 * the header's words in three languages that a person corrects; its signature is that of the
 * header, so that the next version of the list finds it.
 *
 * As JSON: {"sheet"?,"header":ROW,"order":"dmy"|"mdy"|"ymd","outcome"?,
 *           "columns":[{"c":"B","f":"full","l"?,"k"?:true}]} */
#ifndef CAIRN_EXCHANGE_MAPPING_H
#define CAIRN_EXCHANGE_MAPPING_H

#include "base/json.h"
#include "table/table.h"
#include "store/person.h"

struct column {
    i64 column;
    struct str field; /* of person_fields.def; "" = left out */
    struct str label; /* "id": kind of number; "other": the header */
    bool key;         /* tells rows apart from one version to the next */
};
struct mapping {
    struct str sheet;   /* "" = the first */
    i64 header;         /* row number of the header; 0 = there is none */
    struct str order;   /* of dates written with numbers */
    struct str outcome; /* of every row: "a list of the missing" */
    struct column *columns;
    i64 ncolumns;
};

struct json *mapping_json(struct arena *a, const struct mapping *m);
/* RC_USAGE names what is wrong: unknown fields, columns twice, fields that may stand once only. */
MUST rc mapping_read(struct arena *a, const struct json *j, struct mapping *out, struct err *e);
MUST rc mapping_check(const struct mapping *m, struct err *e);
/* "A=number", "C=id:passport", "Name=full": column letters or a header's words, then a field; a
 * "!" at the end makes it a key. Replaces what stood for that column. */
MUST rc mapping_set(struct arena *a, const struct sheet *s, struct mapping *m, struct str text,
                    struct err *e);
/* Finds the header and guesses. Columns whose words are not known become "other". */
struct mapping mapping_guess(struct arena *a, const struct table *t, i64 sheet);
/* Hash of the header's words, 32 hex; "" without a header. */
struct str mapping_signature(struct arena *a, const struct sheet *s, i64 header);
const struct table_row *mapping_header(const struct sheet *s, i64 header); /* NULL: none */

#endif
