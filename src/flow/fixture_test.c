#include "flow/fixture.h"

#include "sys/os.h"

#include <stdio.h>

static void row(void *self, const struct op *op, const struct json *v) {
    struct fixture *f = self;
    (void)op;
    if (f->n < LEN(f->rows)) f->rows[f->n++] = json_copy(&f->a, v);
}

static void say(void *self, const char *line) {
    struct fixture *f = self;
    size_t have = strlen(f->said);
    snprintf(f->said + have, sizeof f->said - have, "%s\n", line);
}

static void raw(void *self, struct str bytes) {
    struct fixture *f = self;
    f->raw = str_dup(&f->a, bytes);
}

static rc call(struct fixture *f, struct str actor, op_fn *run, const char *const *words) {
    struct arena perm = arena_make("test call", 1LL << 32),
                 scratch = arena_make("test work", 1LL << 32);
    struct arena perm0 = perm;
    struct face face = {.self = f, .row = row, .say = say, .raw = raw};
    struct op_ctx c = {.perm = &perm,
                       .scratch = scratch,
                       .face = &face,
                       .case_dir = f->case_dir,
                       .key_file = f->key,
                       .actor = actor};
    i64 n = 0, used = 0;
    while (words[n])
        n++;
    f->n = 0;
    f->raw = (struct str){0};
    f->said[0] = 0;
    err_clear(&f->e);
    c.op = args_find(words, n, &used);
    CHECK(c.op);
    rc r = args_parse(&c, words + used, n - used, &f->e);
    if (r == RC_OK) r = (run ? run : c.op->run)(&c, &f->e);
    session_close(&c);
    arena_drop(perm0);
    arena_drop(scratch);
    return r;
}

rc fixture_call(struct fixture *f, const char *const *words) {
    return call(f, f->actor, NULL, words);
}

rc fixture_as(struct fixture *f, const char *name, const char *const *words) {
    return call(f, str_c(name), op_run, words);
}

struct fixture *fixture_make(struct arena *a) {
    struct fixture *f = NEW(a, struct fixture);
    f->dir = cstr(a, str_c(test_dir()));
    f->case_dir = cstr(a, str_fmt(a, "%s/case", f->dir));
    f->key = cstr(a, str_fmt(a, "%s/case.key", f->dir));
    f->actor = S("first recorder");
    f->a = arena_split(a, 100 << 20);
    if (CALL(f, "init", f->case_dir, "--no-passphrase", "--name", "a test") != RC_OK)
        test_fail(__FILE__, __LINE__, "init: %s", f->e.msg);
    return f;
}

const char *fixture_file(struct fixture *f, const char *name, struct str bytes) {
    const char *path = cstr(&f->a, str_fmt(&f->a, "%s/%s", f->dir, name));
    struct err e = {0};
    if (os_replace(path, 0644, bytes, &e) != RC_OK)
        test_fail(__FILE__, __LINE__, "%s: %s", path, e.msg);
    return path;
}

const struct json *fixture_row(const struct fixture *f, const char *key, const char *value) {
    for (i64 i = 0; i < f->n; i++)
        if (str_eqc(json_get_str(f->rows[i], key), value)) return f->rows[i];
    return NULL;
}
