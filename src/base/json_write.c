#include "base/json.h"

#include "base/json_inner.h"
#include "base/limits.h"
#include "base/utf8.h"

static bool needs_escape(u8 c) {
    return c < 0x20 || c == '"' || c == '\\';
}

static void put_escape(struct buf *b, u8 c) {
    static const char FROM[] = "\"\\\b\t\n\f\r", INTO[] = "\"\\btnfr", HEX[] = "0123456789abcdef";
    const char *hit = c ? strchr(FROM, c) : NULL;
    if (hit) {
        char t[2] = {'\\', INTO[hit - FROM]};
        buf_put(b, (struct str){t, 2});
    } else {
        char t[6] = {'\\', 'u', '0', '0', HEX[c >> 4], HEX[c & 15]};
        buf_put(b, (struct str){t, 6});
    }
}

void json_put_string(struct buf *b, struct str s) {
    if (utf8_invalid(s) >= 0) s = utf8_clean(b->a, s, NULL);
    i64 from = 0, at = 0;
    buf_c(b, '"');
    for (; at < s.n; at++) {
        if (!needs_escape((u8)s.p[at])) continue;
        buf_put(b, (struct str){s.p + from, at - from});
        put_escape(b, (u8)s.p[at]);
        from = at + 1;
    }
    buf_put(b, (struct str){s.p + from, at - from});
    buf_c(b, '"');
}

struct writer {
    struct buf b;
    bool canon;
};

/* Room for the order of one object's members, at the far end of the arena: the text at the near end
 * goes on growing in place meanwhile. The caller puts a->end back. */
static const struct json **far_list(struct arena *a, i64 n) {
    i64 pad = (i64)((uintptr_t)a->end & (sizeof(void *) - 1));
    if (n > (a->end - a->beg - pad) / (i64)sizeof(void *)) arena_full(a, n * (i64)sizeof(void *));
    a->end -= pad + n * (i64)sizeof(void *);
    return (const struct json **)(void *)a->end;
}

static void put_number(struct writer *w, const struct json *v) {
    if (v->is_int)
        buf_i64(&w->b, v->i);
    else if (w->canon)
        json_put_double(&w->b, json_double(*w->b.a, v->s));
    else
        buf_put(&w->b, v->s);
}

static void put(struct writer *w, const struct json *v, int depth);

static void put_member(struct writer *w, const struct json *it, bool first, int depth) {
    if (!first) buf_c(&w->b, ',');
    json_put_string(&w->b, it->key);
    buf_c(&w->b, ':');
    put(w, it, depth + 1);
}

static void put_object(struct writer *w, const struct json *v, int depth) {
    buf_c(&w->b, '{');
    if (w->canon) {
        char *end = w->b.a->end;
        const struct json **list = json_sorted(v, far_list(w->b.a, v->n));
        for (i64 i = 0; i < v->n; i++)
            put_member(w, list[i], i == 0, depth);
        w->b.a->end = end;
    } else {
        JSON_EACH(it, v) put_member(w, it, it == v->kids, depth);
    }
    buf_c(&w->b, '}');
}

static void put_array(struct writer *w, const struct json *v, int depth) {
    buf_c(&w->b, '[');
    JSON_EACH(it, v) {
        if (it != v->kids) buf_c(&w->b, ',');
        put(w, it, depth + 1);
    }
    buf_c(&w->b, ']');
}

static void put(struct writer *w, const struct json *v, int depth) {
    CHECK(depth <= JSON_DEPTH_MAX);
    switch (v->type) {
    case JSON_NULL: buf_puts(&w->b, "null"); return;
    case JSON_FALSE: buf_puts(&w->b, "false"); return;
    case JSON_TRUE: buf_puts(&w->b, "true"); return;
    case JSON_NUMBER: put_number(w, v); return;
    case JSON_STRING: json_put_string(&w->b, v->s); return;
    case JSON_ARRAY: put_array(w, v, depth); return;
    case JSON_OBJECT: put_object(w, v, depth); return;
    }
}

static struct str write_tree(struct arena *a, const struct json *v, bool canon) {
    struct writer w = {.canon = canon, .b = buf_make(a, JSON_OUT_MAX)};
    put(&w, v, 1);
    CHECK(buf_ok(&w.b));
    return buf_str(&w.b);
}

struct str json_canon(struct arena *a, const struct json *v) {
    return write_tree(a, v, true);
}
struct str json_text(struct arena *a, const struct json *v) {
    return write_tree(a, v, false);
}
