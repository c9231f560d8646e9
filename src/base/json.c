#include "base/json.h"

#include "base/json_inner.h"
#include "base/limits.h"

#include <stdlib.h>

static struct json *node(struct arena *a, enum json_type type) {
    struct json *v = NEW(a, struct json);
    v->type = type;
    return v;
}

struct json *json_obj(struct arena *a) {
    return node(a, JSON_OBJECT);
}
struct json *json_arr(struct arena *a) {
    return node(a, JSON_ARRAY);
}
struct json *json_null(struct arena *a) {
    return node(a, JSON_NULL);
}
struct json *json_bool(struct arena *a, bool v) {
    return node(a, v ? JSON_TRUE : JSON_FALSE);
}

struct json *json_str(struct arena *a, struct str s) {
    struct json *v = node(a, JSON_STRING);
    v->s = s;
    return v;
}

struct json *json_i(struct arena *a, i64 i) {
    CHECK(i >= -JSON_INT_MAX && i <= JSON_INT_MAX);
    struct json *v = node(a, JSON_NUMBER);
    struct buf b = buf_make(a, 24);
    buf_i64(&b, i);
    v->s = buf_str(&b);
    v->i = i;
    v->is_int = true;
    return v;
}

struct json *json_add(struct json *arr, struct json *v) {
    CHECK(arr->type == JSON_ARRAY || arr->type == JSON_OBJECT);
    CHECK(v->next == NULL && v != arr->last);
    if (arr->last)
        arr->last->next = v;
    else
        arr->kids = v;
    arr->last = v;
    arr->n++;
    return v;
}

static const struct json *member(const struct json *obj, struct str key) {
    if (!obj || obj->type != JSON_OBJECT) return NULL;
    JSON_EACH(it, obj)
    if (str_eq(it->key, key)) return it;
    return NULL;
}

struct json *json_set(struct json *obj, struct str key, struct json *v) {
    CHECK(obj->type == JSON_OBJECT);
    CHECK(!member(obj, key));
    v->key = key;
    return json_add(obj, v);
}

struct json *json_set_str(struct arena *a, struct json *obj, const char *key, struct str s) {
    return json_set(obj, str_c(key), json_str(a, s));
}

struct json *json_set_i(struct arena *a, struct json *obj, const char *key, i64 v) {
    return json_set(obj, str_c(key), json_i(a, v));
}

static struct json *copy(struct arena *a, const struct json *v, int depth) {
    CHECK(depth <= JSON_DEPTH_MAX);
    struct json *c = node(a, v->type);
    c->i = v->i;
    c->is_int = v->is_int;
    c->s = str_dup(a, v->s);
    JSON_EACH(it, v) json_add(c, copy(a, it, depth + 1))->key = str_dup(a, it->key);
    return c;
}

struct json *json_copy(struct arena *a, const struct json *v) {
    return copy(a, v, 1);
}

const struct json *json_get(const struct json *obj, const char *key) {
    return member(obj, str_c(key));
}

struct str json_get_str(const struct json *obj, const char *key) {
    const struct json *v = json_get(obj, key);
    return v && v->type == JSON_STRING ? v->s : (struct str){0};
}

i64 json_get_i(const struct json *obj, const char *key, i64 dflt) {
    const struct json *v = json_get(obj, key);
    return v && v->type == JSON_NUMBER && v->is_int ? v->i : dflt;
}

bool json_get_bool(const struct json *obj, const char *key) {
    const struct json *v = json_get(obj, key);
    return v && v->type == JSON_TRUE;
}

/* UTF-8 sorts like code points, UTF-16 likewise but that surrogate pairs (lead bytes F0…F4) come
 * before U+E000…U+FFFF (lead bytes EE, EF). Only lead bytes are that high, so lifting two of them
 * is the whole difference. */
static int unit(char c) {
    u8 u = (u8)c;
    return u == 0xee || u == 0xef ? u + 0x10 : u;
}

int json_key_cmp(struct str x, struct str y) {
    i64 n = x.n < y.n ? x.n : y.n;
    for (i64 i = 0; i < n; i++)
        if (x.p[i] != y.p[i]) return unit(x.p[i]) < unit(y.p[i]) ? -1 : 1;
    return (x.n > y.n) - (x.n < y.n);
}

static int by_key(const void *x, const void *y) {
    const struct json *const *a = x, *const *b = y;
    return json_key_cmp((*a)->key, (*b)->key);
}

const struct json **json_sorted(const struct json *v, const struct json **list) {
    i64 n = 0;
    bool sorted = true;
    JSON_EACH(it, v) {
        if (n && json_key_cmp(list[n - 1]->key, it->key) > 0) sorted = false;
        list[n++] = it;
    }
    CHECK(n == v->n);
    if (!sorted) qsort(list, (size_t)n, sizeof *list, by_key);
    return list;
}
