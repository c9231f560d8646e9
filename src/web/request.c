/* What pages ask of a request. */
#include "web/desk.h"

static struct str first(const struct pair *p, i64 n, const char *name) {
    for (i64 i = 0; i < n; i++)
        if (str_eqc(p[i].name, name)) return p[i].value;
    return S("");
}

struct str req_query(const struct req *r, const char *name) {
    return first(r->query, r->nquery, name);
}

struct str req_form(const struct req *r, const char *name) {
    return first(r->form, r->nform, name);
}

i64 req_int(const struct req *r, const char *name, i64 min, i64 max, i64 dflt) {
    i64 v;
    return str_i64(req_query(r, name), &v) && v >= min && v <= max ? v : dflt;
}

/* A cursor belongs to what it was made for: another filter begins at the first screen. */
static bool dropped(struct str field, const char *name) {
    if (str_eqc(field, name) || str_eqc(field, "done")) return true;
    bool cursor = str_eqc(field, "after") || str_eqc(field, "before");
    return cursor && strcmp(name, "lang") != 0;
}

struct str req_with(const struct req *r, const char *name, struct str value) {
    struct buf b = buf_make(r->a, 4 * DESK_URI_MAX);
    char sep = '?';
    buf_put(&b, r->path);
    for (i64 i = 0; i <= r->nquery; i++) {
        bool last = i == r->nquery;
        struct pair p = last ? (struct pair){str_c(name), value} : r->query[i];
        if (last ? value.n == 0 : dropped(p.name, name)) continue;
        buf_c(&b, sep);
        buf_put(&b, url_encode(r->a, p.name));
        buf_c(&b, '=');
        buf_put(&b, url_encode(r->a, p.value));
        sep = '&';
    }
    return buf_str(&b);
}
