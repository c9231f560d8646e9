/* Erasing: what goes is in no pack any more; all else stays as it was and still checks; a kill at
 * every write leaves everything or nothing of it. */
#include "base/t.h"
#include "store/store_testing.h"
#include "store/vault.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define PLANTED "zwölf Kisten am Wehr"

static void no_finding(void *ctx, const char *object, const char *what) {
    test_fail(__FILE__, __LINE__, "%s: %s: %s", (const char *)ctx, object, what);
}

static void sound(struct store *s, const char *when, i64 leftovers) {
    struct store_verify_stats st;
    struct err e = {0};
    char whence[64];
    snprintf(whence, sizeof whence, "%s", when);
    EXPECT_OK(store_verify(s, true, no_finding, whence, &st, &e));
    if (leftovers >= 0) EXPECT_INT(st.leftovers, leftovers);
}

/* A large object with the planted words at its front. */
static struct str large(struct arena *a, const char *front) {
    char *p = NEWN(a, char, SMALL_OBJECT_MAX + 5000);
    memcpy(p, front, strlen(front));
    return (struct str){p, SMALL_OBJECT_MAX + 5000};
}

/* Entry 0: objects o/1 (planted), o/2, o/3 (large, planted), o/4 (large); parts 0 … 3, 1 and 3
 * planted; readings of texts 0 and 1 are parts 0 and 1. Entry 1, same pack: object o/1, a part.
 * Entry 2, own pack: the same. */
static void fill(struct arena a, const char *dir) {
    struct err e = {0};
    struct store *s = testing_made(&a, dir);
    struct txn *t;
    i64 i;
    struct str parts[] = {
        S("{\"kind\":\"reading\",\"ordinal\":0,\"words\":{\"n\":1}}"),
        S("{\"kind\":\"reading\",\"note\":\"" PLANTED "\",\"ordinal\":1,\"words\":{\"n\":1}}"),
        S("{\"c\":3}"), S("{\"d\":\"" PLANTED "\"}")};
    EXPECT_OK(store_begin(s, NULL, NULL, &t, &e));
    EXPECT_OK(store_put(t, S("o/1"), S("words: " PLANTED), &e));
    EXPECT_OK(store_put(t, S("o/2"), S("other words"), &e));
    EXPECT_OK(store_put(t, S("o/3"), large(&a, PLANTED), &e));
    EXPECT_OK(store_put(t, S("o/4"), large(&a, "harmless"), &e));
    EXPECT_OK(store_add(t, testing_act(&a, "zero"), parts, 4, &i, &e));
    EXPECT_OK(store_put(t, S("o/1"), S("of entry one"), &e));
    EXPECT_OK(store_add(t, testing_act(&a, "one"), parts + 2, 1, &i, &e));
    EXPECT_OK(store_commit(t, &e));
    EXPECT_OK(store_begin(s, NULL, NULL, &t, &e));
    EXPECT_OK(store_put(t, S("o/1"), S("of entry two"), &e));
    EXPECT_OK(store_add(t, testing_act(&a, "two"), parts + 2, 1, &i, &e));
    EXPECT_OK(store_commit(t, &e));
    store_close(s);
}

static struct store *opened(struct arena *a, const char *dir) {
    struct err e = {0};
    struct store *s = NULL;
    if (store_open(a, testing_case(a, dir), testing_opts(a, dir), &s, &e) != RC_OK)
        test_fail(__FILE__, __LINE__, "%s", e.msg);
    return s;
}

static const i64 PARTS[] = {1, 3}, OBJECTS[] = {0, 2};
static const struct store_erasure PLANTED_ONES[] = {{0, PARTS, 2, OBJECTS, 2}};

static rc erase(struct store *s, struct arena a, const struct store_erasure *what, i64 n,
                struct err *e) {
    struct txn *t;
    i64 i;
    TRY(store_begin(s, NULL, NULL, &t, e));
    rc r = store_erase(t, what, n, e);
    if (r == RC_OK) r = store_add(t, testing_act(&a, "tombstone"), NULL, 0, &i, e);
    if (r == RC_OK) return store_commit(t, e);
    store_abandon(t);
    return r;
}

static rc seek(void *ctx, struct str bytes, struct err *e) {
    (void)e;
    if (str_find(bytes, S(PLANTED), 0) >= 0) ++*(i64 *)ctx;
    return RC_OK;
}

static rc seek_in_file(void *ctx, struct arena a, const struct vault_file *f, struct err *e) {
    struct store *s = ((void **)ctx)[0];
    struct pack p;
    if (!f->known || f->head || f->first >= store_size(s)) return RC_OK;
    TRY(vault_open(s, &a, f->first, f->own, &p, e));
    rc r = pack_stream(&p, 0, p.plain, seek, ((void **)ctx)[1], e);
    pack_close(&p);
    return r;
}

/* How many packs hold the planted words, decrypted. */
static i64 planted(struct store *s) {
    i64 n = 0;
    struct err e = {0};
    EXPECT_OK(vault_walk(s, 0, seek_in_file, (void *[]){s, &n}, &e));
    return n;
}

static void nothing_planted(struct store *s, struct arena a) {
    struct err e = {0};
    struct entry en;
    struct str out;
    EXPECT_OK(store_entry(s, &a, 0, &en, &e));
    EXPECT_INT(en.nparts, 4);
    EXPECT(en.parts[1].n == 0 && en.parts[3].n == 0);
    EXPECT_INT(store_object(s, &a, 0, S("o/1"), 100, &out, &e), RC_NOTFOUND);
    EXPECT_INT(store_object(s, &a, 0, S("o/3"), ITEM_BYTES_MAX, &out, &e), RC_NOTFOUND);
}

static void rest_is_there(struct store *s, struct arena a) {
    struct err e = {0};
    struct entry en;
    struct str out;
    struct leaf_proof p;
    EXPECT_OK(store_entry(s, &a, 0, &en, &e));
    EXPECT_STR(en.parts[2], S("{\"c\":3}"));
    EXPECT_OK(store_object(s, &a, 0, S("o/2"), 100, &out, &e));
    EXPECT_STR(out, S("other words"));
    EXPECT_OK(store_object(s, &a, 0, S("o/4"), ITEM_BYTES_MAX, &out, &e));
    EXPECT(str_starts(out, S("harmless")));
    for (i64 i = 1; i < 3; i++) {
        EXPECT_OK(store_object(s, &a, i, S("o/1"), 100, &out, &e));
        EXPECT_STR(out, i == 1 ? S("of entry one") : S("of entry two"));
    }
    EXPECT_OK(store_prove(s, &a, 0, &p, &e));
}

TEST(erase_takes_out_and_keeps_the_rest) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    struct err e = {0};
    fill(a, dir);
    struct store *s = opened(&a, dir);
    struct entry before, after;
    u8 old[32], new[32], other[32];
    EXPECT_INT(planted(s), 2);
    EXPECT_OK(store_entry(s, &a, 0, &before, &e));
    EXPECT(!before.kept);
    EXPECT_OK(erase(s, a, PLANTED_ONES, 1, &e));
    EXPECT_OK(store_entry(s, &a, 0, &after, &e));
    EXPECT_STR(after.text, before.text);
    for (i64 k = 0; k < 4; k++) {
        bool gone = k == 1 || k == 3;
        entry_part_leaf(&before, k, old);
        entry_part_leaf(&after, k, new);
        EXPECT(memcmp(old, new, 32) == 0);
        EXPECT(entry_part_salt(&before, k, old) && entry_part_salt(&after, k, new) == !gone);
        EXPECT((memcmp(old, new, 32) == 0) == !gone);
    }
    EXPECT(entry_words_seed(&before, 0, old) && entry_words_seed(&after, 0, new));
    EXPECT(memcmp(old, new, 32) == 0 && !entry_words_seed(&after, 1, other));
    static const u8 zeros[32];
    EXPECT(memcmp(after.seed, zeros, 32) == 0);
    nothing_planted(s, a);
    EXPECT_INT(planted(s), 0);
    rest_is_there(s, a);
    sound(s, "after", 0);
    EXPECT(!os_exists(
        cstr(&a, str_fmt(&a, "%s/vault/000000/000000000-1.pack", testing_case(&a, dir)))));
    store_close(s);
}

/* What is gone may be named again; more may go later; an entry may lose everything. */
TEST(erase_again_and_everything) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    struct err e = {0};
    static const i64 all[] = {0, 1, 2, 3}, none[] = {0};
    const struct store_erasure more[] = {{0, all, 4, all, 4}, {2, none, 1, none, 1}};
    const struct store_erasure wrong[] = {{1, all, 2, NULL, 0}};
    fill(a, dir);
    struct store *s = opened(&a, dir);
    EXPECT_OK(erase(s, a, PLANTED_ONES, 1, &e));
    EXPECT_OK(erase(s, a, PLANTED_ONES, 1, &e));
    sound(s, "twice", 0);
    EXPECT_INT(erase(s, a, wrong, 1, &e), RC_NOTFOUND);
    sound(s, "refused", 0);
    EXPECT_OK(erase(s, a, more, 2, &e));
    sound(s, "all", 0);
    struct entry en;
    struct str out;
    for (i64 i = 0; i < 3; i += 2) {
        EXPECT_OK(store_entry(s, &a, i, &en, &e));
        for (i64 k = 0; k < en.nparts; k++)
            EXPECT_INT(en.parts[k].n, 0);
    }
    EXPECT_OK(store_object(s, &a, 1, S("o/1"), 100, &out, &e));
    EXPECT_INT(store_size(s), 6);
    store_close(s);
}

TEST(erase_abandoned_is_nothing) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    struct err e = {0};
    struct txn *t;
    fill(a, dir);
    struct store *s = opened(&a, dir);
    EXPECT_OK(store_begin(s, NULL, NULL, &t, &e));
    EXPECT_OK(store_erase(t, PLANTED_ONES, 1, &e));
    sound(s, "staged", -1);
    EXPECT_INT(planted(s), 2);
    store_abandon(t);
    sound(s, "abandoned", 0);
    EXPECT_INT(planted(s), 2);
    rest_is_there(s, a);
    store_close(s);
}

/* A reader that has the old pack open, or had, and learns of the tombstone later. */
TEST(erase_beside_a_reader) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    struct err e = {0};
    fill(a, dir);
    struct store *s = opened(&a, dir), *reader = opened(&a, dir), *late = opened(&a, dir);
    struct str out;
    EXPECT_OK(store_object(reader, &a, 0, S("o/1"), 100, &out, &e));
    EXPECT_OK(erase(s, a, PLANTED_ONES, 1, &e));
    rest_is_there(late, a); /* its checkpoint is the old one, the packs are new */
    EXPECT_OK(store_refresh(reader, &e));
    nothing_planted(reader, a);
    rest_is_there(reader, a);
    sound(reader, "reader", 0);
    store_close(late);
    store_close(reader);
    store_close(s);
}

/* The command is as the manual gives it. */
TEST(erase_leaves_packs_for_age_tar_and_sha256sum) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    struct err e = {0};
    if (system("command -v age tar sha256sum >/dev/null") != 0) {
        test_skip("age is not installed");
        return;
    }
    fill(a, dir);
    struct store *s = opened(&a, dir);
    EXPECT_OK(erase(s, a, PLANTED_ONES, 1, &e));
    store_close(s);
    const char *run = cstr(
        &a, str_fmt(&a,
                    "mkdir %s/out && cd %s/out && n=%s/vault/000000/000000000 && for p in $n $n-2;"
                    " do cat $p.head $p.pack | age -d -i %s/key | tar x || exit 1; done && cd"
                    " 000000000 && sha256sum --quiet -c SHA256SUMS && ! grep -q Wehr -r . &&"
                    " test $(wc -l <SHA256SUMS) = 2",
                    dir, dir, testing_case(&a, dir), dir));
    EXPECT_INT(system(run), 0);
}

enum { SAID_NO = 64, SAID_YES, ALL_DONE };

static int eraser(struct arena a, const char *dir, enum os_fault what, i64 nth) {
    struct err e = {0};
    struct store *s = opened(&a, dir);
    i64 before = os_writes_seen();
    os_fault_set(what, nth);
    rc r = erase(s, a, PLANTED_ONES, 1, &e);
    bool reached = os_writes_seen() - before >= nth;
    os_fault_set(OS_FAULT_NONE, 1);
    return !reached ? ALL_DONE : r == RC_OK ? SAID_YES : SAID_NO;
}

static int in_child(struct arena a, const char *dir, enum os_fault what, i64 nth) {
    int status;
    pid_t pid = fork();
    if (pid == 0) _exit(eraser(a, dir, what, nth));
    if (pid < 0 || waitpid(pid, &status, 0) != pid) return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 0;
}

/* As a reader sees it before anybody writes; then after the next writer settled it. */
static bool looked_at(struct arena a, const char *dir, const char *when) {
    struct store *s = opened(&a, dir);
    bool erased = store_size(s) > 3;
    sound(s, when, -1);
    if (erased)
        nothing_planted(s, a);
    else
        EXPECT_INT(planted(s), 2);
    rest_is_there(s, a);
    testing_commit(s, &a, "next");
    sound(s, when, 0);
    EXPECT_INT(planted(s), erased ? 0 : 2);
    rest_is_there(s, a);
    store_close(s);
    return erased;
}

static void walk(enum os_fault what, const char *name) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    const char *saved =
        cstr(&a, str_fmt(&a, "rm -rf %s/kept && cp -a %s/case %s/kept", dir, dir, dir));
    const char *back =
        cstr(&a, str_fmt(&a, "rm -rf %s/case && cp -a %s/kept %s/case", dir, dir, dir));
    int before = 0, after = 0;
    fill(a, dir);
    EXPECT_INT(system(saved), 0);
    for (i64 k = 1; k < 400; k++) {
        char when[64];
        snprintf(when, sizeof when, "%s at write %lld", name, (long long)k);
        EXPECT_INT(system(back), 0);
        int said = in_child(a, dir, what, k);
        bool erased = looked_at(a, dir, when);
        before += !erased;
        after += erased;
        if (said >= SAID_YES) EXPECT(erased);
        if (said == ALL_DONE) break;
    }
    EXPECT(before > 20 && after > 5);
}

TEST(erase_killed_everywhere) {
    walk(OS_FAULT_KILL, "kill");
}
TEST(erase_failing_everywhere) {
    walk(OS_FAULT_FAIL, "fail");
}

/* Entries of a pack each, with a large object each. */
static void fill_many(struct arena a, const char *dir, int n) {
    struct err e = {0};
    struct store *s = testing_made(&a, dir);
    struct txn *t;
    i64 i;
    struct str parts[] = {S("{\"a\":1}"), S("{\"b\":2}")};
    for (int k = 0; k < n; k++) {
        EXPECT_OK(store_begin(s, NULL, NULL, &t, &e));
        EXPECT_OK(store_put(t, S("o/1"), S("small"), &e));
        EXPECT_OK(store_put(t, S("o/2"), large(&a, "large"), &e));
        EXPECT_OK(store_add(t, testing_act(&a, "one"), parts, 2, &i, &e));
        EXPECT_OK(store_commit(t, &e));
    }
    store_close(s);
}

static int erase_all(struct arena a, const char *dir, int n) {
    struct err e = {0};
    static const i64 part[] = {0}, object[] = {1};
    struct store *s = opened(&a, dir);
    for (int k = 0; k < n; k++)
        if (erase(s, a, &(struct store_erasure){k, part, 1, object, 1}, 1, &e) != RC_OK) return 1;
    return 0;
}

/* Packs are switched under somebody who reads and verifies: no error, no false alarm. */
TEST(erase_beside_a_reader_who_goes_on) {
    enum { MANY = 16 };
    struct arena a = test_arena();
    const char *dir = test_dir();
    struct err e = {0};
    fill_many(a, dir, MANY);
    int status = -1, rounds = 0;
    pid_t pid = fork();
    if (pid == 0) _exit(erase_all(a, dir, MANY));
    struct store *s = opened(&a, dir);
    for (bool done = false; !done; rounds++) {
        done = waitpid(pid, &status, WNOHANG) != 0;
        EXPECT_OK(store_refresh(s, &e));
        for (i64 i = 0; i < MANY; i++) {
            struct arena b = a;
            struct str out;
            struct entry en;
            EXPECT_OK(store_entry(s, &b, i, &en, &e));
            EXPECT_OK(store_object(s, &b, i, S("o/1"), 100, &out, &e));
            if (e.code) printf("%s\n", e.msg);
        }
        sound(s, "beside an eraser", done ? 0 : -1);
    }
    EXPECT(status == 0 && rounds > 1);
    store_close(s);
}
