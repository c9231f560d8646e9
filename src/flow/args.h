/* Turns words (argv, or a JSON object) into the declared arguments of an operation. */
#ifndef CAIRN_FLOW_ARGS_H
#define CAIRN_FLOW_ARGS_H

#include "flow/op.h"

/* Longest operation name that the words begin with ("claim add" before "claim"); *used = words
 * taken. */
const struct op *args_find(const char *const *words, i64 n, i64 *used);
/* Index of the argument of this name, and which row of it ("count-2": row 2); -1 when there is
 * none.
 */
i64 args_named(const struct op *op, struct str name, i64 *row);
/* Fills c->values from words; `--` ends options; `--name=value` and `--name value`. RC_USAGE with
 * the nearest name. */
MUST rc args_parse(struct op_ctx *c, const char *const *words, i64 n, struct err *e);
/* The same from {"name": "text" | ["…"] | true}: strings, arrays of strings, booleans, integers.
 */
MUST rc args_from_json(struct op_ctx *c, const struct json *args, struct err *e);

#endif
