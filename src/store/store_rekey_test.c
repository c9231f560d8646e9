/* Several recipients, and rotation: who opens what, before, after and when killed in between. */
#include "store/store_testing.h"
#include "store/vault.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static rc rotate_all(struct store *s, const struct store_key_opts *o, struct err *e) {
    i64 heads;
    struct os_lock lock;
    TRY(store_vault_lock(s, NULL, NULL, &lock, e));
    rc r = store_rotate(s, o, e);
    if (r == RC_OK) r = store_rewrap(s, NULL, NULL, &heads, e);
    if (r == RC_OK) r = store_rekeyed(s, o, e);
    os_unlock(&lock);
    return r;
}

static void large_commit(struct store *s, struct arena a) {
    struct err e = {0};
    struct txn *t = NULL;
    i64 i, n = SMALL_OBJECT_MAX + 5000;
    char *large = NEWN(&a, char, n);
    memset(large, 'x', (size_t)n);
    EXPECT_OK(store_begin(s, NULL, NULL, &t, &e));
    if (!t) return;
    EXPECT_OK(store_put(t, S("large"), (struct str){large, n}, &e));
    EXPECT_OK(store_add(t, testing_act(&a, "large"), NULL, 0, &i, &e));
    EXPECT_OK(store_commit(t, &e));
}

static void no_finding(void *ctx, const char *object, const char *what) {
    test_fail(__FILE__, __LINE__, "%s: %s: %s", (const char *)ctx, object, what);
}

static void sound(struct store *s, const char *when) {
    struct err e = {0};
    struct store_verify_stats st;
    EXPECT_OK(store_verify(s, true, no_finding, (void *)(uintptr_t)when, &st, &e));
}

static struct store *opened(struct arena *a, const char *dir) {
    struct err e = {0};
    struct store *s = NULL;
    if (!EXPECT(store_open(a, testing_case(a, dir), testing_opts(a, dir), &s, &e) == RC_OK))
        puts(e.msg);
    return s;
}

/* Runs a command in the case's folder; its exit status. */
static int shell(struct arena a, const char *dir, const char *what) {
    return system(cstr(&a, str_fmt(&a, "cd %s && { %s; } >/dev/null 2>&1", dir, what)));
}

static bool have_age(void) {
    if (system("command -v age >/dev/null 2>&1") == 0) return true;
    test_skip("age is not installed");
    return false;
}

static void identity_file(struct arena a, const char *path, struct age_key *k) {
    struct err e = {0};
    age_key_make(k);
    EXPECT_OK(os_create(path, 0600, str_cat(&a, age_identity_text(&a, k->secret), S("\n")), &e));
}

static int opens(struct arena a, const char *dir, const char *id, int entry) {
    struct str cmd =
        str_fmt(&a,
                "cat case/vault/000000/00000000%d.head "
                "case/vault/000000/00000000%d.pack | age -d -i %s > plain && tar tf plain",
                entry, entry, id);
    return shell(a, dir, cstr(&a, cmd));
}

TEST(rekey_custodian_opens_packs_with_age_alone) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    struct err e = {0};
    struct age_key who;
    i64 heads;
    if (!have_age()) return;
    struct store *s = testing_made(&a, dir);
    testing_commit(s, &a, "before");
    identity_file(a, cstr(&a, str_fmt(&a, "%s/who", dir)), &who);
    EXPECT(opens(a, dir, "who", 0) != 0);
    EXPECT_OK(store_rekey(s, (const u8(*)[32])who.pub, 1, NULL, &e));
    EXPECT_INT(store_rekeying(s), REKEY_HEADS);
    EXPECT_OK(store_rewrap(s, NULL, NULL, &heads, &e));
    EXPECT_OK(store_rekeyed(s, testing_opts(&a, dir), &e));
    EXPECT_INT(heads, 1);
    testing_commit(s, &a, "after");
    EXPECT_INT(opens(a, dir, "who", 0), 0);
    EXPECT_INT(opens(a, dir, "who", 1), 0);
    EXPECT_OK(store_rekey(s, NULL, 0, NULL, &e));
    EXPECT_OK(store_rewrap(s, NULL, NULL, &heads, &e));
    EXPECT_OK(store_rekeyed(s, testing_opts(&a, dir), &e));
    EXPECT(opens(a, dir, "who", 0) != 0 && opens(a, dir, "who", 1) != 0);
    EXPECT_INT(opens(a, dir, "key", 1), 0);
    sound(s, "after removal");
    store_close(s);
}

TEST(rekey_rotation_leaves_payloads_and_shuts_out_the_old_key) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    struct err e = {0};
    if (!have_age()) return;
    struct store *s = testing_made(&a, dir);
    testing_commit(s, &a, "one");
    large_commit(s, a);
    u8 page[32], name[32];
    memcpy(page, store_page_key(s), 32);
    memcpy(name, store_name_key(s), 32);
    EXPECT_INT(shell(a, dir, "cp key old.key && sha256sum case/vault/*/*.pack > sums"), 0);
    EXPECT_INT(opens(a, dir, "old.key", 0), 0);
    EXPECT_OK(rotate_all(s, testing_opts(&a, dir), &e));
    EXPECT_INT(store_epoch(s), 1);
    EXPECT_INT(store_rekeying(s), REKEY_NONE);
    EXPECT(memcmp(page, store_page_key(s), 32) != 0 && memcmp(name, store_name_key(s), 32) == 0);
    EXPECT_INT(shell(a, dir, "sha256sum -c sums"), 0);
    EXPECT(opens(a, dir, "old.key", 0) != 0 && opens(a, dir, "old.key", 1) != 0);
    EXPECT_INT(opens(a, dir, "key", 0), 0);
    EXPECT(shell(a, dir, "grep -q \"$(grep AGE-SECRET old.key)\" key") != 0);
    testing_commit(s, &a, "three");
    sound(s, "after the rotation");
    struct store *again = opened(&a, dir), *shut;
    EXPECT(memcmp(store_name_key(again), name, 32) == 0);
    EXPECT(memcmp(store_page_key(again), store_page_key(s), 32) == 0);
    struct store_key_opts old = *testing_opts(&a, dir);
    old.key_file = cstr(&a, str_fmt(&a, "%s/old.key", dir));
    EXPECT_INT(store_open(&a, testing_case(&a, dir), &old, &shut, &e), RC_DENIED);
    store_close(again);
    store_close(s);
}

TEST(rekey_somebody_else_rotated) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    struct err e = {0};
    struct store *s = testing_made(&a, dir), *other = opened(&a, dir);
    struct txn *t;
    EXPECT_OK(rotate_all(s, testing_opts(&a, dir), &e));
    EXPECT_INT(store_begin(other, NULL, NULL, &t, &e), RC_DENIED);
    store_close(other);
    store_close(s);
}

TEST(rekey_keeps_a_passphrase) {
    struct arena a = test_arena();
    const char *dir = test_dir(), *at = testing_case(&a, dir);
    struct err e = {0};
    struct store *s;
    struct store_key_opts o = *testing_opts(&a, dir);
    o.no_passphrase = false;
    o.scrypt_work = 10;
    o.passphrase_file = cstr(&a, str_fmt(&a, "%s/pass", dir));
    EXPECT_OK(os_create(o.passphrase_file, 0600, S("open sesame\n"), &e));
    EXPECT_OK(store_init(at, S("A case"), &o, &e));
    EXPECT_OK(store_open(&a, at, &o, &s, &e));
    testing_commit(s, &a, "one");
    EXPECT_OK(rotate_all(s, &o, &e));
    store_close(s);
    EXPECT(str_has(test_file(&a, o.key_file), S("BEGIN AGE ENCRYPTED FILE")));
    EXPECT_OK(store_open(&a, at, &o, &s, &e));
    sound(s, "under a passphrase");
    store_close(s);
}

/* ---- killed at each write ---- */

static int in_child(struct arena a, const char *dir, i64 nth) {
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        struct err e = {0};
        struct store *s;
        if (store_open(&a, testing_case(&a, dir), testing_opts(&a, dir), &s, &e) != RC_OK) _exit(3);
        os_fault_set(OS_FAULT_KILL, nth);
        _exit(rotate_all(s, testing_opts(&a, dir), &e) == RC_OK ? 0 : 2);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid) return 4;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

TEST(rekey_rotation_killed_at_every_write_goes_on) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    struct err e = {0};
    struct store *s = testing_made(&a, dir);
    testing_commit(s, &a, "one");
    large_commit(s, a);
    store_close(s);
    EXPECT_INT(shell(a, dir, "cp -r case case.0 && cp key key.0"), 0);
    i64 nth = 1, unfinished = 0;
    for (int end = 1; end != 0; nth++) {
        struct arena b = a;
        EXPECT_INT(shell(a, dir, "rm -rf case && cp -r case.0 case && cp key.0 key"), 0);
        end = in_child(b, dir, nth);
        if (!EXPECT(end <= 1 && nth < 200)) return;
        struct store *now = opened(&b, dir);
        if (!now) return;
        unfinished += store_rekeying(now) != REKEY_NONE;
        struct entry en;
        for (i64 i = 0; i < store_size(now); i++)
            EXPECT_OK(store_entry(now, &b, i, &en, &e));
        testing_commit(now, &b, "between");
        if (store_rekeying(now) != REKEY_NONE)
            EXPECT_OK(rotate_all(now, testing_opts(&b, dir), &e));
        EXPECT_INT(store_rekeying(now), REKEY_NONE);
        sound(now, "after going on");
        store_close(now);
    }
    EXPECT(nth > 20 && unfinished > 10);
}

TEST(case_of_several_keys_is_spelt_one_way) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    struct err e = {0};
    struct age_key who;
    struct store *s = testing_made(&a, dir);
    age_key_make(&who);
    EXPECT_OK(store_rekey(s, (const u8(*)[32])who.pub, 1, who.pub, &e));
    struct str text = test_file(&a, cstr(&a, str_fmt(&a, "%s/cairn.case", testing_case(&a, dir))));
    struct case_file c;
    EXPECT_OK(case_parse(&a, text, &c, &e));
    EXPECT(c.to.n == 3 && c.to.recovery && c.to.pending && c.to.epoch == 0);
    for (i64 i = 0; i < text.n; i++) {
        struct err f = {0};
        struct str bent = str_dup(&a, text);
        ((char *)bent.p)[i] ^= 1;
        if (case_parse(&a, bent, &c, &f) == RC_OK) test_fail(__FILE__, __LINE__, "byte %d", (int)i);
    }
    store_close(s);
}
