/* Strict JSON (RFC 8259) reader and canonical writer (RFC 8785 JCS, restricted).
 *
 * Reader: UTF-8 only, no BOM, no duplicate keys (I-JSON, RFC 7493), no lone surrogates, nesting to
 * JSON_DEPTH_MAX, size to JSON_BYTES_MAX. Numbers keep their text; is_int and i give the integer
 * when it is written as one (no point, no exponent) and |n| <= 2^53-1. A number beyond the range of
 * a double is refused: it would have no canonical form. RC_USAGE for form, RC_LIMIT for size, depth
 * and numbers. The tree does not point into `text`. Time: linear, and n log n in the members of one
 * object; no recursion deeper than the limit.
 *
 * Writer: canonical form of a tree: keys sorted by UTF-16 code units, minimal escapes, integers;
 * doubles as ES6 (JCS §3.2.2.3) for conformance, but entries hold integers only (DESIGN §3). A
 * string that is not UTF-8 is written with U+FFFD for what is wrong: clean or refuse such bytes
 * before. */
#ifndef CAIRN_BASE_JSON_H
#define CAIRN_BASE_JSON_H

#include "base/err.h"
#include "base/str.h"

/* Hidden: some of these names are Jansson's too, and a program may load both. */
#pragma GCC visibility push(hidden)

enum json_type {
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT
};

struct json {
    enum json_type type;
    struct str key; /* when a member of an object: unescaped */
    struct str s;   /* JSON_STRING: unescaped text; JSON_NUMBER: the literal */
    i64 i;          /* JSON_NUMBER that is an exact integer: its value (is_int set) */
    bool is_int;
    i64 n;             /* children */
    struct json *kids; /* first child, chained by next */
    struct json *last;
    struct json *next;
};

/* Reads one value and nothing after it but white space. */
MUST rc json_read(struct arena *a, struct str text, struct json **out, struct err *e);

/* Building. All return the node; strings are borrowed. json_add/json_set append the child and
 * return it. */
struct json *json_obj(struct arena *a);
struct json *json_arr(struct arena *a);
struct json *json_str(struct arena *a, struct str s);
struct json *json_i(struct arena *a, i64 v);
struct json *json_bool(struct arena *a, bool v);
struct json *json_null(struct arena *a);
struct json *json_add(struct json *arr, struct json *v);
/* The key must be new: CHECKed, by a walk over the members. */
struct json *json_set(struct json *obj, struct str key, struct json *v);
struct json *json_set_str(struct arena *a, struct json *obj, const char *key, struct str s);
struct json *json_set_i(struct arena *a, struct json *obj, const char *key, i64 v);
struct json *json_copy(struct arena *a, const struct json *v); /* deep; without key and next */

/* Reading a tree. Missing or wrongly typed gives NULL / empty / false / `dflt`. */
const struct json *json_get(const struct json *obj, const char *key);
struct str json_get_str(const struct json *obj, const char *key);
i64 json_get_i(const struct json *obj, const char *key, i64 dflt);
bool json_get_bool(const struct json *obj, const char *key);
#define JSON_EACH(it, parent)                                                                      \
    for (const struct json *it = (parent) ? (parent)->kids : NULL; it; it = it->next)

/* Canonical text (JCS). Deterministic: equal trees give equal bytes. */
struct str json_canon(struct arena *a, const struct json *v);
/* Same order as built, one line, no blanks: for people and faces. */
struct str json_text(struct arena *a, const struct json *v);
/* Writes one escaped JSON string, quotes included. */
void json_put_string(struct buf *b, struct str s);

#pragma GCC visibility pop

#endif
