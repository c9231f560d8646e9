#include "base/oracle_test.h"

#include <jansson.h>

static void dump_double(struct buf *b, double d) {
    d += 0.0; /* -0 is 0 where integers are read */
    buf_c(b, 'd');
    buf_put(b, (struct str){(char *)&d, sizeof d});
}

static void dump(struct buf *b, json_t *w);

static void dump_object(struct buf *b, json_t *w) {
    const char *key;
    json_t *kid;
    buf_fmt(b, "o%lld", (long long)json_object_size(w));
    json_object_foreach(w, key, kid) {
        buf_puts(b, key);
        buf_c(b, '=');
        dump(b, kid);
    }
}

static void dump_array(struct buf *b, json_t *w) {
    size_t i;
    json_t *kid;
    buf_fmt(b, "a%lld", (long long)json_array_size(w));
    json_array_foreach(w, i, kid) dump(b, kid);
}

static void dump(struct buf *b, json_t *w) {
    switch (json_typeof(w)) {
    case JSON_NULL: buf_c(b, 'n'); return;
    case JSON_FALSE: buf_c(b, 'f'); return;
    case JSON_TRUE: buf_c(b, 't'); return;
    case JSON_STRING:
        buf_fmt(b, "s%lld:", (long long)json_string_length(w));
        buf_put(b, (struct str){json_string_value(w), (i64)json_string_length(w)});
        return;
    case JSON_INTEGER: dump_double(b, (double)json_integer_value(w)); return;
    case JSON_REAL: dump_double(b, json_real_value(w)); return;
    case JSON_ARRAY: dump_array(b, w); return;
    case JSON_OBJECT: dump_object(b, w); return;
    }
}

enum oracle oracle_read(struct str text, struct buf *b) {
    json_error_t error;
    if (str_chr(text, 0, 0) >= 0) return ORACLE_LIMIT; /* it loses a NUL that follows a number */
    size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL;
    json_t *w = json_loadb(text.n ? text.p : "", (size_t)text.n, flags, &error);
    if (w) {
        dump(b, w);
        json_decref(w);
        return ORACLE_READ;
    }
    enum json_error_code code = json_error_code(&error);
    bool limit = code == json_error_numeric_overflow || code == json_error_null_byte_in_key;
    return limit ? ORACLE_LIMIT : ORACLE_REFUSED;
}
