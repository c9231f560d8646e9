#include "base/t.h"
#include "proof/sign.h"
#include "store/log.h"
#include "sys/os.h"

#include <stdio.h>
#include <unistd.h>

struct fixture {
    const char *dir;
    u8 pub[32], secret[64];
    struct arena scratch;
};

static struct fixture *fixture(struct arena *a) {
    struct fixture *f = NEW(a, struct fixture);
    struct err e = {0};
    u8 seed[32] = {5};
    char *room = NEWN(a, char, 32 << 20);
    f->scratch =
        (struct arena){.beg = room, .end = room + (32 << 20), .name = "log", .limit = 32 << 20};
    f->dir = cstr(a, str_fmt(a, "%s/log", test_dir()));
    sign_keypair(seed, f->pub, f->secret);
    EXPECT_OK(log_create(f->dir, f->pub, f->secret, f->scratch, &e));
    return f;
}

static struct log *opened(struct arena *a, struct fixture *f) {
    struct err e = {0};
    struct log *l = NEW(a, struct log);
    if (!EXPECT(log_open(l, a, f->dir, f->pub, f->scratch, &e) == RC_OK)) puts(e.msg);
    return l;
}

static void message_of(i64 i, u8 message[32]) {
    sha256(bytes_str(&i, sizeof i), message);
}

static void append(struct log *l, struct fixture *f, struct arena a, i64 n) {
    struct err e = {0};
    bool moved;
    u8(*leaf)[SIGSUM_LEAF] = (u8(*)[SIGSUM_LEAF])NEWN(&a, u8, n * SIGSUM_LEAF);
    for (i64 i = 0; i < n; i++) {
        u8 message[32];
        message_of(l->size + i, message);
        sigsum_leaf_make(f->secret, message, leaf[i]);
    }
    if (!EXPECT(log_append(l, (const u8(*)[SIGSUM_LEAF])leaf, n, f->secret, &moved, &e) == RC_OK))
        puts(e.msg);
}

static void note(void *ctx, const char *object, const char *what) {
    (void)ctx;
    test_fail(__FILE__, __LINE__, "%s: %s", object, what);
}

static void all_there(struct log *l, struct fixture *f, struct arena a) {
    struct err e = {0};
    for (i64 i = 0; i < l->size; i += l->size < 2000 ? 1 : 997) {
        u8 leaf[128], message[32], path[MERKLE_PATH_MAX][32];
        i64 npath;
        message_of(i, message);
        EXPECT_OK(log_leaf(l, i, leaf, &e));
        EXPECT(sigsum_leaf_ok(leaf, f->pub, message));
        EXPECT_OK(log_path(l, i, path, &npath, &e));
    }
    i64 tiles, left = 0;
    EXPECT_OK(log_verify(l, a, note, NULL, &tiles, &left, &e));
    EXPECT_INT(left, 0);
}

TEST(log_grows_over_tiles_and_levels) {
    struct arena a = test_arena();
    struct fixture *f = fixture(&a);
    struct log *l = opened(&a, f);
    static const i64 STEPS[] = {1, 1, 200, 54, 1, 255, 1, 1000, 64000, 3};
    all_there(l, f, a);
    for (i64 i = 0; i < LEN(STEPS); i++) {
        append(l, f, a, STEPS[i]);
        if (l->size < 2000) all_there(l, f, a);
    }
    EXPECT_INT(l->size, 65516);
    append(l, f, a, 100); /* over 256², so that a tile of level 1 is full */
    all_there(opened(&a, f), f, a);
}

/* A reader that opened before keeps reading while the log grows, and then follows it. */
TEST(log_readers_go_on_while_it_grows) {
    struct arena a = test_arena();
    struct err e = {0};
    struct fixture *f = fixture(&a);
    struct log *w = opened(&a, f);
    append(w, f, a, 300);
    struct log *r = opened(&a, f);
    for (int i = 0; i < 5; i++)
        append(w, f, a, 90);
    u8 leaf[128], message[32], old[32], path[MERKLE_PATH_MAX][32];
    i64 n;
    message_of(299, message);
    EXPECT_OK(log_leaf(r, 299, leaf, &e));
    EXPECT(sigsum_leaf_ok(leaf, f->pub, message));
    EXPECT_OK(log_path(r, 5, path, &n, &e));
    EXPECT_INT(log_leaf(r, 300, leaf, &e), RC_NOTFOUND);
    e = (struct err){0};
    EXPECT_OK(log_refresh(r, &e));
    EXPECT_INT(r->size, 750);
    EXPECT_OK(log_leaf(r, 749, leaf, &e));
    EXPECT_OK(log_consistency(r, 300, old, path, &n, &e));
    EXPECT_OK(log_consistency(r, 0, old, path, &n, &e));
}

/* Another log under the same key (a fork) and a shorter one are refused by who has seen this one.
 */
TEST(log_forks_are_refused) {
    struct arena a = test_arena();
    struct err e = {0};
    struct fixture *f = fixture(&a);
    struct log *l = opened(&a, f), *seen = NEW(&a, struct log);
    append(l, f, a, 3);
    *seen = *l;
    struct str three = str_dup(&a, (struct str){l->note, l->note_n});
    append(l, f, a, 2);
    EXPECT_OK(log_refresh(seen, &e));
    EXPECT_INT(seen->size, 5);
    struct str five = str_dup(&a, (struct str){seen->note, seen->note_n});
    const char *cp = cstr(&a, str_fmt(&a, "%s/checkpoint", f->dir));
    EXPECT_OK(os_replace(cp, 0600, three, &e));
    EXPECT_INT(log_refresh(seen, &e), RC_INTEGRITY);
    struct checkpoint c = {.origin = l->key.name, .size = 6};
    for (int grow = 0; grow < 2; grow++) {
        struct err g = {0};
        c.size = 5 + grow;
        EXPECT_OK(
            os_replace(cp, 0600, note_sign(&a, checkpoint_text(&a, &c), &l->key, f->secret), &e));
        EXPECT_INT(log_refresh(seen, &g), RC_INTEGRITY);
        EXPECT_INT(seen->size, 5);
        EXPECT_STR(((struct str){seen->note, seen->note_n}), five);
    }
}

static rc list_one(void *ctx, struct arena a, struct str rel, bool known, struct tile t,
                   struct err *e) {
    struct buf *b = ctx;
    (void)a;
    (void)known;
    (void)t;
    (void)e;
    buf_fmt(b, "%.*s ", SARG(rel));
    return RC_OK;
}

static struct str visited(struct log *l, struct arena *a, i64 from) {
    struct buf b = buf_make(a, 4096);
    struct err e = {0};
    EXPECT_OK(log_walk(l, from, list_one, &b, &e));
    return buf_str(&b);
}

/* Cutting off looks at the right edge alone, however long the log; what an unfinished write may
 * have begun in a deeper folder is seen. */
TEST(log_walk_skips_what_lies_below) {
    static const char *const FILES[] = {"x001/000", "x001/600", "x001/x000/000", "x002/600"};
    struct arena a = test_arena();
    struct fixture *f = fixture(&a);
    struct log *l = opened(&a, f);
    struct err e = {0};
    for (i64 i = 0; i < LEN(FILES); i++) {
        const char *path = cstr(&a, str_fmt(&a, "%s/tile/0/%s", f->dir, FILES[i]));
        EXPECT_OK(os_mkdirs(cstr(&a, str_sub(str_c(path), 0, (i64)strlen(path) - 4)), 0700, &e));
        EXPECT_OK(os_create_unsynced(path, 0600, S("x"), &e));
    }
    EXPECT_STR(visited(l, &a, 1500 * TILE_WIDTH),
               S("checkpoint tile/0/x001/600 tile/0/x001/x000/000 tile/0/x002/600 "));
    EXPECT_STR(visited(l, &a, 2500 * TILE_WIDTH), S("checkpoint tile/0/x002/600 "));
    EXPECT_STR(visited(l, &a, 950000LL * TILE_WIDTH), S("checkpoint tile/0/x001/x000/000 "));
    EXPECT_STR(visited(l, &a, 1001000LL * TILE_WIDTH), S("checkpoint "));
}
