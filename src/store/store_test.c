#include "base/t.h"
#include "store/store_testing.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

TEST(store_keeps_what_it_is_given) {
    struct arena a = test_arena();
    struct err e = {0};
    struct store *s = testing_made(&a, test_dir());
    struct txn *t;
    i64 index = -1;
    struct str parts[] = {S("{\"a\":1}"), S("{\"b\":2}"), S("{\"c\":3}")};
    EXPECT_INT(store_size(s), 0);
    EXPECT_OK(store_begin(s, NULL, NULL, &t, &e));
    EXPECT_OK(store_put(t, S("item/one"), S("first words"), &e));
    EXPECT_OK(store_put(t, S("item/two"), S(""), &e));
    EXPECT_OK(store_add(t, testing_act(&a, "received"), parts, 3, &index, &e));
    EXPECT_INT(index, 0);
    EXPECT_OK(store_add(t, testing_act(&a, "read"), NULL, 0, &index, &e));
    EXPECT_INT(index, 1);
    EXPECT_OK(store_commit(t, &e));
    EXPECT_INT(store_size(s), 2);
    struct entry en;
    if (!EXPECT(store_entry(s, &a, 0, &en, &e) == RC_OK)) puts(e.msg);
    EXPECT_INT(en.nparts, 3);
    EXPECT_INT(en.nobjects, 2);
    EXPECT_STR(en.parts[2], S("{\"c\":3}"));
    EXPECT_STR(json_get_str(en.json, "act"), S("received"));
    struct str out;
    EXPECT_OK(store_object(s, &a, 0, S("item/one"), 100, &out, &e));
    EXPECT_STR(out, S("first words"));
    EXPECT_OK(store_object(s, &a, 0, S("item/two"), 100, &out, &e));
    EXPECT_INT(out.n, 0);
    if (!EXPECT(store_entry(s, &a, 1, &en, &e) == RC_OK)) puts(e.msg);
    EXPECT_STR(json_get_str(en.json, "act"), S("read"));
    store_close(s);
}

TEST(store_goes_over_tiles) {
    struct arena a = test_arena();
    struct err e = {0};
    struct store *s = testing_made(&a, test_dir());
    struct txn *t;
    i64 index = -1;
    static const int STEPS[] = {1, 254, 1, 1, 300, 512, 3, 0};
    i64 n = 0;
    for (int i = 0; STEPS[i]; i++) {
        EXPECT_OK(store_begin(s, NULL, NULL, &t, &e));
        for (int k = 0; k < STEPS[i]; k++)
            EXPECT_OK(store_add(t, testing_act(&a, "x"), NULL, 0, &index, &e));
        if (!EXPECT(store_commit(t, &e) == RC_OK)) puts(e.msg);
        n += STEPS[i];
        EXPECT_INT(store_size(s), n);
    }
    for (i64 i = 0; i < n; i++) {
        struct entry en;
        if (!EXPECT(store_entry(s, &a, i, &en, &e) == RC_OK)) puts(e.msg);
        struct leaf_proof p;
        if (i % 50 == 0) EXPECT_OK(store_prove(s, &a, i, &p, &e));
    }
    store_close(s);
}

static struct txn *begun(struct store *s) {
    struct err e = {0};
    struct txn *t = NULL;
    if (!EXPECT(store_begin(s, NULL, NULL, &t, &e) == RC_OK)) puts(e.msg);
    return t;
}

TEST(store_takes_files_small_and_large) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *dir = test_dir();
    struct store *s = testing_made(&a, dir);
    static const i64 SIZES[] = {0, 1, SMALL_OBJECT_MAX - 1, SMALL_OBJECT_MAX,
                                3 * SMALL_OBJECT_MAX + 7};
    struct txn *t = begun(s);
    i64 index, size, k;
    u8 sha[32], want[32], again[32];
    char *p = NEWN(&a, char, 4 * SMALL_OBJECT_MAX);
    for (i64 i = 0; i < 4 * SMALL_OBJECT_MAX; i++)
        p[i] = (char)(i * 31 >> 4);
    for (i64 i = 0; i < LEN(SIZES); i++) {
        const char *path = cstr(&a, str_fmt(&a, "%s/f%d", dir, (int)i));
        EXPECT_OK(os_create(path, 0600, (struct str){p, SIZES[i]}, &e));
        EXPECT_OK(store_put_file(t, str_fmt(&a, "item/%d", (int)i), path, sha, &size, &e));
        sha256((struct str){p, SIZES[i]}, want);
        EXPECT(size == SIZES[i] && memcmp(sha, want, 32) == 0);
    }
    EXPECT_OK(store_add(t, testing_act(&a, "received"), NULL, 0, &index, &e));
    EXPECT_OK(store_commit(t, &e));
    for (i64 i = LEN(SIZES) - 1; i >= 0; i--) {
        struct str name = str_fmt(&a, "item/%d", (int)i), out;
        EXPECT_OK(store_object(s, &a, 0, name, ITEM_BYTES_MAX, &out, &e));
        EXPECT(str_eq(out, (struct str){p, SIZES[i]}));
        EXPECT_OK(store_object_at(s, 0, name, &k, again, &e));
        sha256(out, want);
        EXPECT(k == i && memcmp(again, want, 32) == 0);
    }
    struct str out;
    EXPECT_INT(store_object(s, &a, 0, S("item/4"), 100, &out, &e), RC_LIMIT);
    e = (struct err){0};
    EXPECT_INT(store_object(s, &a, 0, S("item/9"), 100, &out, &e), RC_NOTFOUND);
    int fd = open(cstr(&a, str_fmt(&a, "%s/out", dir)), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    e = (struct err){0};
    EXPECT_OK(store_object_to(s, 0, S("item/4"), fd, &e));
    close(fd);
    EXPECT_INT(os_size(cstr(&a, str_fmt(&a, "%s/out", dir))), SIZES[4]);
    EXPECT(os_exists(cstr(&a, str_fmt(&a, "%s/case/vault/000000/000000000-2.pack", dir))));
    EXPECT(!os_exists(cstr(&a, str_fmt(&a, "%s/case/vault/000000/000000000-3.pack", dir))));
    store_close(s);
}

TEST(store_refuses_what_is_no_file) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *dir = test_dir();
    struct store *s = testing_made(&a, dir);
    struct txn *t = begun(s);
    u8 sha[32];
    i64 size;
    const char *fifo = cstr(&a, str_fmt(&a, "%s/fifo", dir)),
               *link = cstr(&a, str_fmt(&a, "%s/link", dir));
    EXPECT(mkfifo(fifo, 0600) == 0 && symlink("/etc/passwd", link) == 0);
    const char *bad[] = {fifo, link, dir, "/nonexistent/file", "/dev/null"};
    for (i64 i = 0; i < LEN(bad); i++) {
        struct err f = {0};
        rc r = store_put_file(t, str_fmt(&a, "x%d", (int)i), bad[i], sha, &size, &f);
        EXPECT(r == RC_UNSUPPORTED || r == RC_NOTFOUND);
        EXPECT(str_has(str_c(f.msg), str_c(bad[i])));
    }
    static const char *const NAMES[] = {"",  "/a", "a/",  "a//b", "../a",    "a/../b",
                                        ".", "A",  "a b", "a\n",  "\xc3\xa4"};
    for (i64 i = 0; i < LEN(NAMES); i++) {
        struct err f = {0};
        EXPECT_INT(store_put(t, str_c(NAMES[i]), S("x"), &f), RC_USAGE);
    }
    EXPECT_OK(store_put(t, S("once"), S("x"), &e));
    EXPECT_INT(store_put(t, S("once"), S("x"), &e), RC_CONFLICT);
    store_abandon(t);
    EXPECT(!os_exists(cstr(&a, str_fmt(&a, "%s/case/vault/000000/000000000.pack", dir))));
    testing_commit(s, &a, "after"); /* nothing of it is in the way */
    store_close(s);
}

static void bump(const char *path) {
    FILE *f = fopen(path, "ab");
    fputs("more", f);
    fclose(f);
}

/* A file that grows while it is read: refused, and the rest of the transaction goes on without it.
 */
TEST(store_notices_a_file_that_changes) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *dir = test_dir(), *path = cstr(&a, str_fmt(&a, "%s/big", dir));
    struct store *s = testing_made(&a, dir);
    i64 size, index, total = 64 << 20;
    u8 sha[32];
    EXPECT_OK(os_create(path, 0600, S("x"), &e));
    EXPECT_INT(truncate(path, total), 0);
    pid_t pid = fork();
    if (pid == 0) {
        for (int i = 0; i < 4000; i++) {
            bump(path);
            usleep(500);
        }
        _exit(0);
    }
    usleep(20000);
    struct txn *t = begun(s);
    EXPECT_INT(store_put_file(t, S("big"), path, sha, &size, &e), RC_CONFLICT);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    e = (struct err){0};
    EXPECT_OK(store_put(t, S("other"), S("words"), &e));
    EXPECT_OK(store_add(t, testing_act(&a, "received"), NULL, 0, &index, &e));
    EXPECT_OK(store_commit(t, &e));
    struct store_verify_stats st;
    EXPECT_OK(store_verify(s, true, NULL, NULL, &st, &e));
    EXPECT(st.findings == 0 && st.objects == 1);
    store_close(s);
}

/* The commitments, computed by hand as store.h and docs/formats/ say. */
TEST(store_commits_as_documented) {
    struct arena a = test_arena();
    struct err e = {0};
    struct store *s = testing_made(&a, test_dir());
    struct txn *t = begun(s);
    i64 index;
    struct entry en;
    struct str parts[] = {S("{\"k\":0}"), S("{\"k\":1}")};
    EXPECT_OK(store_put(t, S("o"), S("object bytes"), &e));
    EXPECT_OK(store_add(t, testing_act(&a, "x"), parts, 2, &index, &e));
    EXPECT_OK(store_commit(t, &e));
    EXPECT_OK(store_entry(s, &a, 0, &en, &e));
    u8 sha[32], salt[32], c[32], leaf[2][32], root[32];
    sha256(S("object bytes"), sha);
    store_salt(en.seed, "object", 0, salt);
    sha256(str_cat(&a, S("cairn/object/v1"), str_cat(&a, bytes_str(salt, 32), bytes_str(sha, 32))),
           c);
    merkle_leaf(bytes_str(c, 32), root);
    const struct json *o = json_get(en.json, "objects"), *p = json_get(en.json, "parts");
    EXPECT_STR(json_get_str(o, "root"), b64_encode(&a, bytes_str(root, 32), true));
    for (int k = 0; k < 2; k++) {
        u8 message[12] = {'p', 'a', 'r', 't', 0, 0, 0, 0, 0, 0, 0, (u8)k};
        hmac_sha256(bytes_str(en.seed, 32), bytes_str(message, 12), salt);
        sha256(parts[k], sha);
        sha256(
            str_cat(&a, S("cairn/part/v1"), str_cat(&a, bytes_str(salt, 32), bytes_str(sha, 32))),
            c);
        merkle_leaf(bytes_str(c, 32), leaf[k]);
    }
    merkle_node(leaf[0], leaf[1], root);
    EXPECT_STR(json_get_str(p, "root"), b64_encode(&a, bytes_str(root, 32), true));
    EXPECT_INT(json_get_i(p, "n", 0), 2);
    sha256(S(""), root);
    EXPECT_STR(json_get_str(en.json, "prev"), b64_encode(&a, bytes_str(root, 32), true));
    struct leaf_proof proof;
    EXPECT_OK(store_prove(s, &a, 0, &proof, &e));
    sha256(en.text, sha);
    sha256(
        str_cat(&a, S("cairn/entry/v1"), str_cat(&a, bytes_str(en.salt, 32), bytes_str(sha, 32))),
        c);
    sha256(bytes_str(c, 32), sha);
    EXPECT(memcmp(sha, proof.leaf, 32) == 0);
    store_close(s);
}

TEST(store_needs_its_own_key) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *dir = test_dir(), *other = cstr(&a, str_fmt(&a, "%s/other", dir));
    struct store *s = testing_made(&a, dir);
    store_close(s);
    EXPECT_OK(os_mkdirs(other, 0700, &e));
    s = testing_made(&a, other);
    store_close(s);
    EXPECT_INT(store_open(&a, testing_case(&a, dir), testing_opts(&a, other), &s, &e), RC_DENIED);
    EXPECT(str_has(str_c(e.msg), S("another case")));
    e = (struct err){0};
    EXPECT_INT(store_init(testing_case(&a, dir), S("again"), testing_opts(&a, dir), &e),
               RC_CONFLICT);
    e = (struct err){0};
    EXPECT_INT(store_open(&a, dir, testing_opts(&a, dir), &s, &e), RC_NOTFOUND);
}

/* Two handles, as two processes: one writes, the other follows; a second writer is told to wait. */
TEST(store_readers_follow_a_writer) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *dir = test_dir();
    struct store *w = testing_made(&a, dir), *r;
    EXPECT_OK(store_open(&a, testing_case(&a, dir), testing_opts(&a, dir), &r, &e));
    for (int i = 0; i < 5; i++) {
        testing_commit(w, &a, "x");
        struct entry en;
        EXPECT_INT(store_size(r), i);
        EXPECT_OK(store_refresh(r, &e));
        EXPECT_OK(store_entry(r, &a, i, &en, &e));
    }
    testing_commit(w, &a, "x");
    struct entry en;
    EXPECT_OK(
        store_entry(r, &a, 2, &en, &e)); /* without refreshing: its tile has been replaced since */
    testing_commit(r, &a, "from the other handle");
    EXPECT_OK(store_refresh(w, &e));
    EXPECT_INT(store_size(w), 7);
    store_close(w);
    store_close(r);
}
