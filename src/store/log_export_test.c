#include "store/log_export.h"

#include "store/store_testing.h"

#include <sys/wait.h>
#include <unistd.h>

/* Many entries at once: one commit. */
static void grow(struct store *s, struct arena *a, int n) {
    struct err e = {0};
    struct txn *t = NULL;
    i64 i;
    EXPECT_OK(store_begin(s, NULL, NULL, &t, &e));
    for (int k = 0; t && k < n; k++)
        EXPECT_OK(store_add(t, testing_act(a, "grown"), NULL, 0, &i, &e));
    if (!EXPECT(t && store_commit(t, &e) == RC_OK)) puts(e.msg);
}

static rc exported(struct store *s, const char *dir, struct str note, const i64 *sizes, i64 n) {
    struct err e = {0};
    i64 files;
    struct store_export x = {.dir = dir, .note = note, .sizes = sizes, .nsizes = n};
    return store_log_export(s, &x, &files, &e);
}

/* ---- a stranger: nothing but the folder and the key ---- */

struct walk {
    struct arena *a;
    const char *dir;
    i64 size;
};

static struct str tile_of(struct walk *w, struct tile t) {
    return test_file(w->a, cstr(w->a, str_fmt(w->a, "%s/%.*s", w->dir, SARG(tile_path(w->a, t)))));
}

static struct tile nth(i64 size, int level, i64 i) {
    bool full = i < tile_full(level, size);
    return (struct tile){level, i, full ? TILE_WIDTH : tile_partial(level, size)};
}

/* Leaves give hashes, hashes every tile and the root of the checkpoint; true when all of it holds.
 */
static bool walks(struct arena *a, const char *dir, const u8 pub[32], i64 size, const u8 root[32]) {
    struct walk w = {a, dir, size};
    digest *hash = NEWN(a, digest, size), got;
    for (i64 i = 0; i * TILE_WIDTH < size; i++) {
        struct str bundle = tile_of(&w, nth(size, TILE_ENTRIES, i)), leaf;
        for (i64 k = i * TILE_WIDTH; bundle_next(&bundle, &leaf); k++) {
            if (k >= size || leaf.n != SIGSUM_LEAF ||
                !sigsum_leaf_ok((const u8 *)leaf.p, pub, NULL))
                return false;
            merkle_leaf(leaf, hash[k]);
        }
    }
    merkle_mth((const u8(*)[32])hash, size, got);
    if (memcmp(got, root, 32) != 0) return false;
    i64 n = size;
    for (int level = 0; level < tile_levels(size); level++) {
        for (i64 i = 0; i * TILE_WIDTH < n; i++) {
            struct str t = tile_of(&w, nth(size, level, i));
            if (memcmp(t.p, hash[i * TILE_WIDTH], (size_t)t.n) != 0) return false;
        }
        for (i64 i = 0; i < n / TILE_WIDTH; i++)
            merkle_mth((const u8(*)[32])hash + i * TILE_WIDTH, TILE_WIDTH, hash[i]);
        n /= TILE_WIDTH;
    }
    return true;
}

/* Walks the folder as a client: checkpoint, key, tiles. */
static bool accepted(struct arena a, const char *dir) {
    struct note_key key;
    struct note *n = NEW(&a, struct note);
    struct checkpoint c;
    struct err e = {0};
    struct str vkey = str_trim(test_file(&a, cstr(&a, str_fmt(&a, "%s/vkey", dir)))),
               text = test_file(&a, cstr(&a, str_fmt(&a, "%s/checkpoint", dir)));
    return note_vkey_parse(&a, vkey, &key, &e) == RC_OK && note_parse(&a, text, n, &e) == RC_OK &&
           note_verify(n, &key, 1, NULL, NULL, &e) == RC_OK &&
           checkpoint_parse(&a, n->text, &c, &e) == RC_OK && str_eq(c.origin, key.name) &&
           walks(&a, dir, key.pub, c.size, c.root);
}

static struct str kept_note(struct arena *a, struct store *s) {
    return str_dup(a, store_checkpoint(s));
}

TEST(exported_log_is_walked_by_a_stranger) {
    struct arena a = test_arena();
    const char *dir = cstr(&a, str_c(test_dir())), *out = cstr(&a, str_fmt(&a, "%s/web", dir));
    struct store *s = testing_made(&a, dir);
    static const int STEPS[] = {3, 252, 1, 1, 300, 0};
    for (i64 i = 0; s && i < LEN(STEPS); i++) {
        if (STEPS[i]) grow(s, &a, STEPS[i]);
        EXPECT_OK(exported(s, out, store_checkpoint(s), NULL, 0));
        EXPECT(accepted(a, out));
    }
    if (s) store_close(s);
}

/* Sizes that witnesses saw stay served: their right edge is cut from the wider tiles of today. */
TEST(exported_log_keeps_the_partial_tiles_of_older_checkpoints) {
    struct arena a = test_arena();
    const char *dir = cstr(&a, str_c(test_dir())), *out = cstr(&a, str_fmt(&a, "%s/web", dir));
    struct store *s = testing_made(&a, dir);
    if (!s) return;
    grow(s, &a, 7);
    struct str small = kept_note(&a, s);
    grow(s, &a, 293);
    struct str middle = kept_note(&a, s);
    grow(s, &a, 200);
    const i64 SIZES[] = {7, 300, 9999};
    EXPECT_OK(exported(s, out, store_checkpoint(s), SIZES, LEN(SIZES)));
    EXPECT(accepted(a, out));
    /* the folder with an older checkpoint in it is whole too */
    struct err e = {0};
    const char *at = cstr(&a, str_fmt(&a, "%s/checkpoint", out));
    EXPECT_OK(os_replace(at, 0644, small, &e));
    EXPECT(accepted(a, out));
    EXPECT_OK(os_replace(at, 0644, middle, &e));
    EXPECT(accepted(a, out));
    store_close(s);
}

TEST(exported_log_of_an_older_checkpoint) {
    struct arena a = test_arena();
    const char *dir = cstr(&a, str_c(test_dir())), *out = cstr(&a, str_fmt(&a, "%s/web", dir));
    struct store *s = testing_made(&a, dir);
    if (!s) return;
    grow(s, &a, 300);
    struct str older = kept_note(&a, s);
    grow(s, &a, 400);
    EXPECT_OK(exported(s, out, older, NULL, 0));
    EXPECT(accepted(a, out));
    EXPECT_OK(exported(s, out, store_checkpoint(s), NULL, 0));
    EXPECT(accepted(a, out));
    EXPECT_INT(exported(s, out, older, NULL, 0), RC_INTEGRITY); /* never backwards */
    store_close(s);
}

TEST(exported_log_does_not_go_over_something_else) {
    struct arena a = test_arena();
    const char *dir = cstr(&a, str_c(test_dir())), *out = cstr(&a, str_fmt(&a, "%s/web", dir));
    struct store *s = testing_made(&a, dir);
    struct err e = {0};
    if (!s) return;
    grow(s, &a, 5);
    EXPECT_OK(os_mkdirs(out, 0755, &e));
    EXPECT_OK(os_create(cstr(&a, str_fmt(&a, "%s/letter.txt", out)), 0644, S("x"), &e));
    EXPECT_INT(exported(s, out, store_checkpoint(s), NULL, 0), RC_CONFLICT);
    EXPECT_OK(os_remove(cstr(&a, str_fmt(&a, "%s/letter.txt", out)), &e));
    EXPECT_OK(exported(s, out, store_checkpoint(s), NULL, 0));
    const char *other = cstr(&a, str_fmt(&a, "%s/2", dir));
    EXPECT_OK(os_mkdirs(other, 0755, &e));
    struct store *t = testing_made(&a, other);
    if (t) EXPECT_INT(exported(t, out, store_checkpoint(t), NULL, 0), RC_CONFLICT);
    if (t) store_close(t);
    store_close(s);
}

/* A tile that was damaged on the disk is not spread. */
TEST(exported_log_is_checked_on_its_way_out) {
    struct arena a = test_arena();
    const char *dir = cstr(&a, str_c(test_dir())), *out = cstr(&a, str_fmt(&a, "%s/web", dir));
    struct store *s = testing_made(&a, dir);
    struct err e = {0};
    if (!s) return;
    grow(s, &a, 300);
    store_close(s);
    static const char *const FILES[] = {"tile/0/000", "tile/entries/000", "tile/0/001.p/44",
                                        "tile/1/000.p/1"};
    for (i64 i = 0; i < LEN(FILES); i++) {
        const char *path = cstr(&a, str_fmt(&a, "%s/log/%s", testing_case(&a, dir), FILES[i]));
        struct str good = test_file(&a, path), bad = str_dup(&a, good);
        ((char *)bad.p)[20] ^= 4;
        EXPECT_OK(os_replace(path, 0600, bad, &e));
        EXPECT_OK(store_open(&a, testing_case(&a, dir), testing_opts(&a, dir), &s, &e));
        if (exported(s, out, store_checkpoint(s), NULL, 0) != RC_INTEGRITY)
            test_fail(__FILE__, __LINE__, "%s goes out damaged", FILES[i]);
        store_close(s);
        EXPECT_OK(os_replace(path, 0600, good, &e));
    }
}

/* Whatever fails on the way, what is served stays whole: the checkpoint before, or the new one. */
TEST(exported_log_is_whole_at_every_failure) {
    struct arena a = test_arena();
    const char *dir = cstr(&a, str_c(test_dir())), *out = cstr(&a, str_fmt(&a, "%s/web", dir));
    struct store *s = testing_made(&a, dir);
    if (!s) return;
    grow(s, &a, 250);
    EXPECT_OK(exported(s, out, store_checkpoint(s), NULL, 0));
    grow(s, &a, 20);
    i64 failed = 0;
    for (i64 n = 1; n < 200; n++) {
        struct arena keep = a;
        int status = -1;
        pid_t child = fork(); /* of its own: after a failed fsync a process writes no more */
        if (child == 0) {
            os_fault_set(n % 2 ? OS_FAULT_FAIL : OS_FAULT_KILL, n);
            _exit(exported(s, out, store_checkpoint(s), NULL, 0) == RC_OK ? 0 : 1);
        }
        EXPECT(waitpid(child, &status, 0) == child);
        if (!accepted(a, out)) test_fail(__FILE__, __LINE__, "broken by call %d", (int)n);
        a = keep;
        if (status == 0) break;
        failed++;
    }
    EXPECT(failed > 5 && failed < 199);
    store_close(s);
}
