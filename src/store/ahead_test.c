#include "base/t.h"
#include "proof/hash.h"
#include "store/ahead.h"
#include "sys/os.h"

enum { FILES = 600 };

static const char **made(struct arena *a, i64 n, i64 missing, i64 large) {
    const char **path = NEWN(a, const char *, n);
    struct err e = {0};
    char *bytes = NEWN(a, char, SMALL_OBJECT_MAX);
    for (i64 i = 0; i < n; i++) {
        path[i] = cstr(a, str_fmt(a, "%s/%lld", test_dir(), (long long)i));
        struct str text = str_fmt(a, "file %lld", (long long)i);
        if (i == large) text = (struct str){bytes, SMALL_OBJECT_MAX};
        if (i != missing) EXPECT_OK(os_create_unsynced(path[i], 0600, text, &e));
    }
    return path;
}

static void look(i64 n, i64 missing, i64 large) {
    struct arena a = test_arena();
    struct ahead h;
    const struct err *why;
    const struct ahead_file *f;
    const char **path = made(&a, n, missing, large);
    struct arena room = arena_split(&a, AHEAD_BYTES);
    i64 at = 0;
    ahead_begin(&h, &room, path, n);
    for (; (f = ahead_next(&h, &why)); at++) {
        struct str want = str_fmt(&a, "file %lld", (long long)at);
        u8 sha[32];
        EXPECT_INT(f->nth, at);
        EXPECT_INT(f->code, at == missing ? RC_NOTFOUND : RC_OK);
        if (at == missing) EXPECT_STR(str_sub(str_c(why->msg), 0, 11), S("cannot open"));
        if (at == large) EXPECT(!f->bytes && f->size == SMALL_OBJECT_MAX);
        if (at == missing || at == large) continue;
        EXPECT_STR(bytes_str(f->bytes, f->size), want);
        sha256(want, sha);
        EXPECT(memcmp(sha, f->sha256, 32) == 0);
    }
    EXPECT_INT(at, n);
    ahead_end(&h);
    for (i64 i = 0; i < n; i++)
        EXPECT_OK(os_remove(path[i], NULL));
}

TEST(ahead_gives_files_in_order) {
    look(FILES, 77, 300); /* by a thread */
    look(5, 2, 3);        /* without one */
    look(0, -1, -1);
    look(1, 0, -1);
}

/* Whoever has enough stops in the middle. */
TEST(ahead_may_be_left) {
    struct arena a = test_arena();
    struct ahead h;
    const struct err *why;
    const char **path = made(&a, FILES, -1, -1);
    struct arena room = arena_split(&a, AHEAD_BYTES);
    ahead_begin(&h, &room, path, FILES);
    const struct ahead_file *f = ahead_next(&h, &why);
    EXPECT(f && f->nth == 0);
    ahead_end(&h);
}
