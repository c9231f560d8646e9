#include "publish/walk.h"

#include "base/t.h"
#include "sys/os.h"

#include <stdio.h>

const char *walk_publish(struct arena *a, const struct fixture *f, const char *name, bool draft,
                         const struct publish_policy *p, struct publish_stats *st) {
    struct publish_opts o = {.out_dir = cstr(a, str_fmt(a, "%s/%s", test_dir(), name)),
                             .draft = draft,
                             .policy = p ? *p : publish_policy_default(),
                             .vkey = S("test+00000000+AAAA"),
                             .generated_at = 1930212000,
                             .recompute = fx_recompute};
    struct arena scratch = arena_make("scratch", 256 << 20);
    struct err e = {0};
    rc r = publish_site(a, scratch, &f->b, &o, st, &e);
    if (r != RC_OK) test_fail(__FILE__, __LINE__, "publish: %s", e.msg);
    arena_drop(scratch);
    return o.out_dir;
}

struct found {
    struct arena *a;
    i64 skip, n, cap;
    struct str *files;
};

static rc each(void *ctx, const char *path, const char *why, struct err *e) {
    struct found *f = ctx;
    (void)e;
    if (!why)
        *PUSH(f->a, f->files, f->n, f->cap) =
            str_dup(f->a, str_sub(str_c(path), f->skip, NAME_BYTES_MAX));
    return RC_OK;
}

void walk_files(struct arena *a, const char *dir, struct str **files, i64 *n) {
    struct found f = {.a = a, .skip = (i64)strlen(dir) + 1};
    struct arena scratch = arena_make("walk", 16 << 20);
    struct err e = {0};
    EXPECT_OK(os_walk(scratch, dir, each, &f, &e));
    arena_drop(scratch);
    *files = f.files;
    *n = f.n;
}

struct str walk_read(struct arena *a, const char *dir, struct str path) {
    return test_file(a, cstr(a, str_fmt(a, "%s/%.*s", dir, SARG(path))));
}

/* ---- one page ---- */

struct tag {
    struct str name;
    struct str attrs; /* between name and '>' */
    bool end, empty;
};

/* The next tag from *at; text between is given too. Strict: our own pages have no other forms. */
static bool next_tag(struct str t, i64 *at, struct tag *out, struct str *between) {
    i64 open = str_chr(t, '<', *at);
    *between = str_sub(t, *at, open < 0 ? t.n : open);
    if (open < 0) return false;
    i64 close = open;
    bool quoted = false;
    while (close < t.n && (quoted || t.p[close] != '>'))
        quoted ^= t.p[close++] == '"';
    struct str in = str_sub(t, open + 1, close);
    *at = close + 1;
    *out = (struct tag){.end = str_starts(in, S("/")), .empty = str_ends(in, S("/"))};
    in = str_sub(in, out->end, in.n - out->empty);
    i64 blank = str_chr(in, ' ', 0);
    out->name = str_sub(in, 0, blank < 0 ? in.n : blank);
    out->attrs = blank < 0 ? S("") : str_sub(in, blank, in.n);
    return true;
}

static bool attr(struct str attrs, const char *name, struct str *value) {
    char key[32];
    snprintf(key, sizeof key, " %s=\"", name);
    i64 at = str_find(attrs, str_c(key), 0);
    if (at < 0) return false;
    i64 from = at + (i64)strlen(key), to = str_chr(attrs, '"', from);
    *value = str_sub(attrs, from, to < 0 ? attrs.n : to);
    return true;
}

static struct str parent(struct str path) {
    i64 n = path.n;
    while (n > 0 && path.p[n - 1] != '/')
        n--;
    return str_sub(path, 0, n);
}

/* Where a relative link leads, with its fragment. */
static struct str resolve(struct arena *a, struct str page, struct str link) {
    struct str dir = parent(page);
    while (str_starts(link, S("../"))) {
        link = str_sub(link, 3, link.n);
        dir = parent(str_sub(dir, 0, dir.n - 1));
    }
    return link.n && link.p[0] == '#' ? str_cat(a, page, link) : str_cat(a, dir, link);
}

struct check {
    struct arena *a;
    struct str page;
    struct map ids, links; /* of the whole site: "page#id" */
};

static void bad(struct check *c, const char *what, struct str more) {
    test_fail(__FILE__, __LINE__, "%.*s: %s %.*s", SARG(c->page), what, SARG(str_sub(more, 0, 80)));
}

static void check_attrs(struct check *c, const struct tag *t) {
    struct str v;
    bool fresh;
    if (attr(t->attrs, "id", &v)) {
        map_put(&c->ids, c->a, str_fmt(c->a, "%.*s#%.*s", SARG(c->page), SARG(v)), &fresh);
        if (!fresh) bad(c, "an id twice:", v);
    }
    if (attr(t->attrs, "style", &v)) bad(c, "an inline style", v);
    if (str_has(t->attrs, S(" on"))) {
        static const char *const EVENTS[] = {"onclick", "onload", "onerror"};
        for (i64 i = 0; i < LEN(EVENTS); i++)
            if (attr(t->attrs, EVENTS[i], &v)) bad(c, "an event handler", v);
    }
    if (attr(t->attrs, "src", &v)) bad(c, "something is loaded:", v);
    if (!attr(t->attrs, "href", &v)) return;
    if (str_starts(v, S("https://")) || str_starts(v, S("http://"))) {
        if (!str_eqc(t->name, "a")) bad(c, "loaded from outside:", v);
    } else {
        if (str_chr(v, ':', 0) >= 0) bad(c, "a link of a strange scheme:", v);
        map_put(&c->links, c->a, resolve(c->a, c->page, v), NULL)->ptr = (void *)c->page.p;
    }
}

static void check_page(struct check *c, struct str text) {
    struct str open[128], between;
    i64 depth = 0, at = 0;
    struct tag t;
    if (!str_starts(text, S("<!doctype html>\n<html lang=\"en\">")))
        bad(c, "does not begin like a page", S(""));
    at = 16;
    while (next_tag(text, &at, &t, &between)) {
        if (str_chr(between, '>', 0) >= 0) bad(c, "a bare > in", between);
        if (t.end) {
            if (depth == 0 || !str_eq(open[--depth], t.name)) {
                bad(c, "closes what is not open:", t.name);
                return;
            }
            continue;
        }
        if (str_eqc(t.name, "script") || str_eqc(t.name, "iframe") || str_eqc(t.name, "img") ||
            str_eqc(t.name, "style"))
            bad(c, "has no place here:", t.name);
        check_attrs(c, &t);
        if (!t.empty && depth < LEN(open)) open[depth++] = t.name;
    }
    if (depth) bad(c, "never closed:", open[depth - 1]);
    static const char *const MUST_HOLD[] = {"<main",
                                            "<nav",
                                            "<footer",
                                            "<h1",
                                            "Content-Security-Policy",
                                            "<title>",
                                            "not that they are true"};
    for (i64 i = 0; i < LEN(MUST_HOLD); i++)
        if (!str_has(text, str_c(MUST_HOLD[i]))) bad(c, "lacks", str_c(MUST_HOLD[i]));
}

static void check_links(struct check *c, const char *dir) {
    for (i64 i = 0; i < c->links.n; i++) {
        struct str link = c->links.entries[i].key, path = link;
        path = str_cut(&path, '#');
        c->page = str_c(c->links.entries[i].ptr);
        if (!os_exists(cstr(c->a, str_fmt(c->a, "%s/%.*s", dir, SARG(path)))))
            bad(c, "a dead link:", link);
        else if (path.n < link.n && !map_get(&c->ids, link))
            bad(c, "a link to no id:", link);
    }
}

void walk_check(struct arena *a, const char *dir) {
    struct check c = {.a = a};
    struct str *files;
    i64 n;
    walk_files(a, dir, &files, &n);
    for (i64 i = 0; i < n; i++) {
        if (!str_ends(files[i], S(".html"))) continue;
        c.page = str_c(cstr(a, files[i]));
        check_page(&c, walk_read(a, dir, files[i]));
    }
    EXPECT(c.ids.n > 0 && c.links.n > 10);
    check_links(&c, dir);
}
