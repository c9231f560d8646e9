#include "web/fixture.h"

#include "sys/os.h"
#include "web/desk.h"

static void row(void *self, const struct op *op, const struct json *v) {
    struct fixture *f = self;
    (void)op;
    if (f->n < LEN(f->rows)) f->rows[f->n++] = json_copy(&f->a, v);
}
static void say(void *self, const char *line) {
    (void)self;
    (void)line;
}
static void raw(void *self, struct str bytes) {
    (void)self;
    (void)bytes;
}

static struct op_ctx ctx(struct fixture *f, struct arena *perm, struct arena scratch,
                         const struct face *face) {
    return (struct op_ctx){.perm = perm,
                           .scratch = scratch,
                           .face = face,
                           .case_dir = f->case_dir,
                           .key_file = f->key,
                           .actor = f->actor};
}

rc fixture_call(struct fixture *f, const char *const *words) {
    struct arena perm = arena_make("test call", 1LL << 32), whole = perm,
                 scratch = arena_make("test work", 1LL << 32);
    struct face face = {.self = f, .row = row, .say = say, .raw = raw};
    struct op_ctx c = ctx(f, &perm, scratch, &face);
    i64 n = 0, used = 0;
    while (words[n])
        n++;
    f->n = 0;
    err_clear(&f->e);
    c.op = args_find(words, n, &used);
    CHECK(c.op);
    rc r = args_parse(&c, words + used, n - used, &f->e);
    if (r == RC_OK) r = c.op->run(&c, &f->e);
    session_close(&c);
    arena_drop(whole);
    arena_drop(scratch);
    return r;
}

const char *fixture_file(struct fixture *f, const char *name, struct str bytes) {
    const char *path = cstr(&f->a, str_fmt(&f->a, "%s/%s", f->dir, name));
    struct err e = {0};
    EXPECT_OK(os_replace(path, 0644, bytes, &e));
    return path;
}

struct fixture *fixture_make(struct arena *a) {
    static const char *const TEXTS[] = {
        "Interior ministry officials say they have found 14 bodies in Marat, of people whom "
        "fighters shot last week. Three were children.\n",
        "Marta Velin, a resident, said that 21 bodies were found in Marat last week. The army "
        "denied that anybody was killed in Marat.\n",
        "Police said on Monday that 40 people were killed in Orlan in March.\n",
        "Police said that a bomb exploded in Orlan on 3 March, killing five people.\n"};
    struct fixture *f = NEW(a, struct fixture);
    f->dir = cstr(a, str_c(test_dir()));
    f->case_dir = cstr(a, str_fmt(a, "%s/case", f->dir));
    f->key = cstr(a, str_fmt(a, "%s/case.key", f->dir));
    f->actor = S("first recorder");
    f->a = arena_split(a, 128 << 20);
    EXPECT_OK(CALL(f, "init", f->case_dir, "--no-passphrase", "--name", "a test"));
    for (i64 i = 0; i < LEN(TEXTS); i++)
        EXPECT_OK(
            CALL(f, "add",
                 fixture_file(f, cstr(a, str_fmt(a, "r%lld.txt", (long long)i)), str_c(TEXTS[i])),
                 "--published", "2031-03-10"));
    return f;
}

static const struct page *page_of(const char *path) {
    for (i64 i = 0; PAGES[i]; i++)
        if (!strcmp(PAGES[i]->path, path)) return PAGES[i];
    CHECK(!"there is such a page");
    return NULL;
}

struct str fixture_page(struct fixture *f, struct asked q, rc *got, struct str *to) {
    struct arena perm = arena_make("test page", 1LL << 32), whole = perm,
                 scratch = arena_make("test work", 1LL << 32);
    struct face face = {.self = f, .row = row, .say = say, .raw = raw};
    struct buf out = buf_make(&perm, 16 << 20);
    struct req r = {.a = &perm, .scratch = scratch, .lang = q.lang, .out = &out, .csrf = S("t")};
    const struct page *p = page_of(q.path);
    r.method = S("GET");
    r.path = str_c(q.path);
    r.seg[0] = q.seg;
    r.h.b = &out;
    r.op = ctx(f, &perm, scratch, &face);
    r.op.rights = q.rights;
    if (q.query) CHECK(url_query(&perm, str_c(q.query), &r.query, &r.nquery));
    err_clear(&f->e);
    *got = session_open(&r.op, &f->e);
    if (*got == RC_OK) *got = p->get(&r, &f->e);
    if (*got == RC_OK && !r.location.n) h_done(&r.h);
    struct str html = *got == RC_OK && out.n ? str_dup(&f->a, buf_str(&out)) : (struct str){0};
    if (to) *to = str_dup(&f->a, r.location);
    session_close(&r.op);
    arena_drop(whole);
    arena_drop(scratch);
    return html;
}

struct str fixture_text(struct arena *a, struct str html) {
    struct buf b = buf_make(a, html.n + 8);
    bool in = false, blank = true;
    for (i64 i = 0; i < html.n; i++) {
        char c = html.p[i];
        if (c == '<') in = true;
        bool gap = in || is_space((u8)c);
        if (gap && !blank) buf_c(&b, ' ');
        blank = gap;
        if (!gap) buf_c(&b, c);
        if (c == '>') in = false;
    }
    return buf_str(&b);
}

i64 fixture_count(struct str html, const char *what) {
    i64 n = 0;
    for (i64 at = 0; (at = str_find(html, str_c(what), at)) >= 0; at++)
        n++;
    return n;
}

TEST(the_fixture_takes_tags_out) {
    struct arena a = test_arena();
    EXPECT_STR(fixture_text(&a, S("<p>one <b>two</b>\n three</p>")), S("one two three "));
    EXPECT_INT(fixture_count(S("<h1><h1>"), "<h1"), 2);
}
