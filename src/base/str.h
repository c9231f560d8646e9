/* Strings: a pointer and a length, by value, borrowed; UTF-8 by convention, any bytes by type. No
 * NUL inside the program: cstr() makes one at the OS edge. A `str` never owns: the arena or the
 * literal behind it does. */
#ifndef CAIRN_BASE_STR_H
#define CAIRN_BASE_STR_H

#include "base/arena.h"

#include <stdbool.h>
#include <string.h>

struct str {
    const char *p;
    i64 n;
};

#define S(lit) ((struct str){"" lit, (i64)sizeof(lit) - 1})
#define SI(lit)                                                                                    \
    { "" lit, (i64)sizeof(lit) - 1 } /* for static tables */
#define SARG(s) (int)(s).n, (s).p    /* printf("%.*s", SARG(s)); names only, not documents */
#define LEN(a)  ((i64)(sizeof(a) / sizeof *(a)))

struct str str_c(const char *c); /* from a C string; NULL gives empty */
const char *cstr(struct arena *a,
                 struct str s); /* NUL-terminated copy; embedded NULs cut the name: check first */
struct str str_dup(struct arena *a, struct str s);
struct str str_fmt(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
struct str str_cat(struct arena *a, struct str x, struct str y);

bool str_eq(struct str a, struct str b);
bool str_eqc(struct str a, const char *c);
bool str_eqi(struct str a, struct str b); /* ASCII case only */
int str_cmp(struct str a, struct str b);  /* byte order, as in the database */
bool str_has(struct str s, struct str part);
bool str_starts(struct str s, struct str head);
bool str_ends(struct str s, struct str tail);
i64 str_find(struct str s, struct str part, i64 from); /* byte offset or -1. O(n·m) worst */
i64 str_chr(struct str s, char c, i64 from);           /* byte offset or -1 */
struct str str_sub(struct str s, i64 from, i64 to);    /* [from,to), clamped */
struct str str_trim(struct str s);                     /* ASCII white space at both ends */
struct str str_lower(struct arena *a, struct str s);   /* ASCII only */

/* Cuts `s` at the first `sep`: head returned, rest in *s. At the end *s has p == NULL. */
struct str str_cut(struct str *s, char sep);
/* Strict decimal integer, no sign but '-', no blanks, no overflow. */
bool str_i64(struct str s, i64 *out);
u64 str_hash(struct str s); /* FNV-1a 64; not for adversarial keys across processes */

bool is_space(int c);
bool is_digit(int c);
bool is_alpha(int c);
bool is_alnum(int c);
char lower(char c);

/* A growing byte buffer in an arena, with a declared maximum (curl's dynbuf): past it `full` is set
 * and further bytes are dropped, so callers check once at the end with buf_ok(). */
struct buf {
    struct arena *a;
    char *p;
    i64 n, cap, max;
    bool full;
};

struct buf buf_make(struct arena *a, i64 max);
void buf_put(struct buf *b, struct str s);
void buf_c(struct buf *b, char c);
void buf_puts(struct buf *b, const char *c);
void buf_fmt(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_i64(struct buf *b, i64 v);
struct str buf_str(const struct buf *b);
static inline bool buf_ok(const struct buf *b) {
    return !b->full;
}

/* Hex and base64 (RFC 4648, padded and unpadded). Decoders are strict: wrong length, alphabet or
 * non-zero trailing bits give p == NULL. */
struct str hex_encode(struct arena *a, struct str bytes);
struct str hex_decode(struct arena *a, struct str hex);
struct str b64_encode(struct arena *a, struct str bytes, bool pad);
struct str b64_decode(struct arena *a, struct str text, bool pad);

#endif
