/* Backups: made while others write, cut short anywhere, damaged in every file; the case that comes
 * back is the one that was. */
#include "store/backup_int.h"
#include "store/store_testing.h"
#include "store/vault.h"
#include "sys/run_testing.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *below(struct arena *a, const char *dir, const char *name) {
    return cstr(a, str_fmt(a, "%s/%s", dir, name));
}

/* An entry with a small and a large object. */
static rc add(struct store *s, struct arena a, const char *what, struct err *e) {
    static char large[SMALL_OBJECT_MAX + 70000];
    struct txn *t;
    i64 i;
    TRY(store_begin(s, NULL, NULL, &t, e));
    rc r = store_put(t, S("small"), str_c(what), e);
    if (r == RC_OK && what[0] == 'L')
        r = store_put(t, S("large"), (struct str){large, sizeof large}, e);
    struct str part = S("{\"kind\":\"x\"}");
    if (r == RC_OK) r = store_add(t, testing_act(&a, what), &part, 1, &i, e);
    if (r == RC_OK) return store_commit(t, e);
    store_abandon(t);
    return r;
}

static struct store *filled(struct arena *a, const char *dir, i64 n) {
    struct store *s = testing_made(a, dir);
    struct err e = {0};
    struct txn *t;
    i64 index;
    EXPECT_OK(add(s, *a, "Large one", &e));
    EXPECT_OK(store_begin(s, NULL, NULL, &t, &e));
    for (i64 i = 1; i < n; i++) {
        EXPECT_OK(store_put(t, S("small"), S("small one"), &e));
        EXPECT_OK(store_add(t, testing_act(a, "small one"), NULL, 0, &index, &e));
    }
    if (n > 1)
        EXPECT_OK(store_commit(t, &e));
    else
        store_abandon(t);
    return s;
}

static void says(void *ctx, const char *object, const char *what) {
    struct str *all = ctx;
    static char text[1 << 16];
    i64 n = snprintf(text, sizeof text, "%.*s%s: %s\n", SARG(*all), object, what);
    static char kept[1 << 16];
    memcpy(kept, text, (size_t)n);
    *all = (struct str){kept, n};
}

static rc back_up(struct store *s, const char *to, struct backup_stats *st) {
    struct err e = {0};
    rc r = store_backup(s, to, NULL, NULL, st, &e);
    if (r != RC_OK) printf("%s\n", e.msg);
    return r;
}

static rc restored(struct arena *a, const char *dir, const char *from, const char *to,
                   struct err *e) {
    struct backup_restore r = {.from = from, .to = to, .key = testing_opts(a, dir)};
    struct backup_stats st;
    struct str all = {0};
    r.found = says;
    r.ctx = &all;
    rc x = backup_restore(&r, &st, e);
    if (all.n) printf("%.*s", SARG(all));
    return x;
}

static bool whole(const char *from, i64 *generation) {
    struct backup_stats st;
    struct str all = {0};
    struct err e = {0};
    rc r = backup_check(from, (struct str){0}, says, &all, &st, &e);
    *generation = st.generation;
    if (r != RC_OK) printf("%s\n", e.msg);
    if (all.n) printf("%.*s", SARG(all));
    return r == RC_OK && st.findings == 0;
}

TEST(backup_comes_back_as_the_case_it_was) {
    struct arena a = test_arena();
    const char *dir = test_dir(), *to = below(&a, dir, "backup"), *again = below(&a, dir, "again");
    struct store *s = filled(&a, dir, 3), *t = NULL;
    struct backup_stats st;
    struct err e = {0};
    i64 generation;
    EXPECT_OK(back_up(s, to, &st));
    EXPECT_INT(st.entries, 3);
    EXPECT(whole(to, &generation) && generation == 1);
    EXPECT_OK(restored(&a, dir, to, again, &e));
    EXPECT_OK(store_open(&a, again, testing_opts(&a, dir), &t, &e));
    if (t) EXPECT_STR(store_checkpoint(t), store_checkpoint(s));
    struct str bytes;
    if (t) EXPECT_OK(store_object(t, &a, 1, S("small"), 100, &bytes, &e));
    if (t) EXPECT_STR(bytes, S("small one"));
    /* and it is a case: it goes on */
    if (t) EXPECT_OK(add(t, a, "small two", &e));
    store_close(t);
    store_close(s);
}

TEST(backup_again_copies_only_what_is_new) {
    struct arena a = test_arena();
    const char *dir = test_dir(), *to = below(&a, dir, "backup");
    struct store *s = filled(&a, dir, 300);
    struct backup_stats first, second, third;
    struct err e = {0};
    i64 generation;
    EXPECT_OK(back_up(s, to, &first));
    EXPECT_INT(first.copied, 11);
    EXPECT_OK(back_up(s, to, &second));
    EXPECT_INT(second.copied, 1); /* the heads */
    EXPECT_OK(add(s, a, "small two", &e));
    EXPECT_OK(back_up(s, to, &third));
    /* a pack, heads, checkpoint, partial tiles of three levels less one */
    EXPECT(third.copied >= 5 && third.copied <= 7);
    EXPECT(third.removed > 0);
    EXPECT(whole(to, &generation) && generation == 3);
    store_close(s);
}

TEST(backup_holds_no_head_as_it_is) {
    struct arena a = test_arena();
    const char *dir = test_dir(), *to = below(&a, dir, "backup");
    struct store *s = filled(&a, dir, 2);
    struct backup_stats st;
    EXPECT_OK(back_up(s, to, &st));
    struct str head = test_file(&a, below(&a, dir, "case/vault/000000/000000000.head"));
    struct str line = str_sub(head, 22, 22 + 40); /* of the X25519 stanza */
    struct str run = str_fmt(&a, "grep -rqF -- '%.*s' '%s'", SARG(line), to);
    EXPECT_INT(shell(run, a), 1);
    EXPECT(os_exists(below(&a, to, "heads/0-2.age")));
    store_close(s);
}

TEST(backup_refuses_folders_that_are_something_else) {
    struct arena a = test_arena();
    const char *dir = test_dir(), *to = below(&a, dir, "other");
    struct store *s = filled(&a, dir, 1), *t = NULL;
    struct backup_stats st;
    struct err e = {0};
    EXPECT_OK(os_mkdirs(to, 0700, &e));
    EXPECT_OK(os_create(below(&a, to, "letter.txt"), 0600, S("dear"), &e));
    EXPECT_INT(back_up(s, to, &st), RC_CONFLICT);
    EXPECT_INT(back_up(s, below(&a, dir, "case/backup"), &st), RC_USAGE);
    EXPECT_INT(back_up(s, dir, &st), RC_USAGE);
    /* the backup of another case */
    const char *two = below(&a, dir, "two"), *good = below(&a, dir, "good");
    EXPECT_OK(os_mkdirs(two, 0700, &e));
    t = filled(&a, two, 1);
    EXPECT_OK(back_up(t, good, &st));
    EXPECT_INT(back_up(s, good, &st), RC_CONFLICT);
    store_close(t);
    store_close(s);
}

/* A case that was put back must not replace the longer backup. */
TEST(backup_of_a_longer_log_is_kept) {
    struct arena a = test_arena();
    const char *dir = test_dir(), *to = below(&a, dir, "backup"), *old = below(&a, dir, "old");
    struct store *s = filled(&a, dir, 2), *t = NULL;
    struct backup_stats st;
    struct err e = {0};
    EXPECT_OK(back_up(s, old, &st));
    EXPECT_OK(add(s, a, "small two", &e));
    EXPECT_OK(back_up(s, to, &st));
    const char *again = below(&a, dir, "again");
    EXPECT_OK(restored(&a, dir, old, again, &e));
    EXPECT_OK(store_open(&a, again, testing_opts(&a, dir), &t, &e));
    EXPECT_INT(back_up(t, to, &st), RC_INTEGRITY);
    EXPECT_OK(add(t, a, "another", &e)); /* a fork of the same length */
    EXPECT_INT(back_up(t, to, &st), RC_INTEGRITY);
    /* whoever knows the longer checkpoint does not go back */
    struct backup_restore r = {.from = old,
                               .to = below(&a, dir, "third"),
                               .key = testing_opts(&a, dir),
                               .checkpoint = store_checkpoint(s)};
    e = (struct err){0};
    EXPECT_INT(backup_restore(&r, &st, &e), RC_INTEGRITY);
    EXPECT(!os_exists(r.to));
    e = (struct err){0};
    r.from = to;
    r.checkpoint = store_checkpoint(t);
    EXPECT_INT(backup_restore(&r, &st, &e), RC_INTEGRITY);
    e = (struct err){0};
    r.checkpoint = store_checkpoint(s);
    EXPECT_OK(backup_restore(&r, &st, &e));
    store_close(t);
    store_close(s);
}

TEST(backup_needs_the_right_key_and_an_empty_folder) {
    struct arena a = test_arena();
    const char *dir = test_dir(), *to = below(&a, dir, "backup"), *two = below(&a, dir, "two");
    struct store *s = filled(&a, dir, 1), *t;
    struct backup_stats st;
    struct err e = {0};
    EXPECT_OK(back_up(s, to, &st));
    EXPECT_OK(os_mkdirs(two, 0700, &e));
    t = testing_made(&a, two);
    EXPECT_INT(restored(&a, two, to, below(&a, dir, "again"), &e), RC_DENIED);
    EXPECT(!os_exists(below(&a, dir, "again")));
    e = (struct err){0};
    EXPECT_INT(restored(&a, dir, to, two, &e), RC_CONFLICT);
    e = (struct err){0};
    EXPECT_INT(restored(&a, dir, dir, below(&a, dir, "again"), &e), RC_NOTFOUND);
    store_close(t);
    store_close(s);
}

/* ---- others add meanwhile ---- */

TEST(backup_runs_while_another_process_adds) {
    struct arena a = test_arena();
    const char *dir = test_dir(), *to = below(&a, dir, "backup");
    struct store *s = filled(&a, dir, 2);
    struct backup_stats st = {0};
    struct err e = {0};
    i64 generation;
    pid_t pid = fork();
    if (pid == 0) {
        struct store *w;
        if (store_open(&a, testing_case(&a, dir), testing_opts(&a, dir), &w, &e) != RC_OK) _exit(1);
        for (i64 i = 0; i < 10000; i++)
            if (add(w, a, i % 7 ? "small" : "Large", &e) != RC_OK) _exit(2);
        _exit(0);
    }
    i64 entries = 0;
    for (i64 i = 0; i < 6; i++) {
        EXPECT_OK(back_up(s, to, &st));
        EXPECT(st.entries >= entries && whole(to, &generation));
        entries = st.entries;
    }
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    EXPECT(entries > 2);
    EXPECT_OK(restored(&a, dir, to, below(&a, dir, "again"), &e));
    store_close(s);
}

/* ---- cut short anywhere ---- */

static int in_child(struct arena a, const char *dir, const char *to, const char *again, i64 nth) {
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
        struct store *s;
        struct backup_stats st;
        struct err e = {0};
        if (again) {
            os_fault_set(OS_FAULT_KILL, nth);
            _exit(restored(&a, dir, to, again, &e) != RC_OK);
        }
        if (store_open(&a, testing_case(&a, dir), testing_opts(&a, dir), &s, &e) != RC_OK) _exit(3);
        os_fault_set(OS_FAULT_KILL, nth);
        _exit(store_backup(s, to, NULL, NULL, &st, &e) != RC_OK);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid) return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/* The generation in force is whole after every death: the one before, or the new one. */
TEST(backup_killed_at_every_write_leaves_a_generation_whole) {
    struct arena a = test_arena();
    const char *dir = test_dir(), *to = below(&a, dir, "backup");
    struct store *s = filled(&a, dir, 3);
    struct backup_stats st;
    struct err e = {0};
    i64 before, after, steps = 0, deaths = 0;
    EXPECT_OK(back_up(s, to, &st));
    for (i64 nth = 1;; nth++, steps++) {
        struct arena now = a;
        if (nth % 8 == 1) EXPECT_OK(add(s, a, "small more", &e));
        EXPECT(os_exists(below(&now, to, BACKUP_FILE)));
        struct backup_open o;
        EXPECT_OK(backup_open(&now, to, &o, &e));
        before = o.head.generation;
        int end = in_child(now, dir, to, NULL, nth);
        deaths += end == 128;
        struct backup_open p;
        EXPECT_OK(backup_open(&now, to, &p, &e));
        after = p.head.generation;
        EXPECT(after == before || after == before + 1);
        for (i64 i = 0; i < p.list.n; i++)
            if (!EXPECT(backup_read(now, &p, &p.list.v[i], NULL, NULL, &e) == RC_OK)) puts(e.msg);
        EXPECT_OK(backup_log(now, &p, -1, (u8[32]){0}, &e));
        if (end == 0 || steps > 200) break;
        EXPECT_INT(end, 128);
    }
    EXPECT(deaths > 20);
    EXPECT(whole(to, &after)); /* the last run took the leftovers away */
    EXPECT_OK(restored(&a, dir, to, below(&a, dir, "again"), &e));
    store_close(s);
}

TEST(backup_killed_in_its_first_run_begins_anew) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    struct store *s = filled(&a, dir, 1);
    struct backup_stats st;
    i64 generation, nth = 1;
    for (int end = 128; end == 128 && nth < 100; nth++) {
        struct arena now = a;
        const char *to = cstr(&now, str_fmt(&now, "%s/b%lld", dir, (long long)nth));
        end = in_child(now, dir, to, NULL, nth);
        EXPECT_OK(back_up(s, to, &st));
        EXPECT(whole(to, &generation));
    }
    EXPECT(nth > 15);
    store_close(s);
}

TEST(backup_restore_killed_at_every_write_is_begun_anew) {
    struct arena a = test_arena();
    const char *dir = test_dir(), *to = below(&a, dir, "backup");
    struct store *s = filled(&a, dir, 2), *t;
    struct backup_stats st;
    i64 nth = 1;
    EXPECT_OK(back_up(s, to, &st));
    for (int end = 128; end == 128 && nth < 200; nth++) {
        struct arena now = a;
        struct err e = {0};
        const char *again = cstr(&now, str_fmt(&now, "%s/r%lld", dir, (long long)nth));
        end = in_child(now, dir, to, again, nth);
        if (os_exists(below(&now, again, "cairn.case"))) {
            EXPECT_OK(store_open(&now, again, testing_opts(&now, dir), &t, &e));
            EXPECT_STR(store_checkpoint(t), store_checkpoint(s));
            store_close(t);
        }
        if (end == 0) break;
        e = (struct err){0};
        rc r = restored(&now, dir, to, again, &e);
        bool done = os_exists(below(&now, again, "cairn.case"));
        if (!EXPECT(r == RC_OK || (r == RC_CONFLICT && done))) puts(e.msg);
    }
    EXPECT(nth > 20);
    store_close(s);
}

/* ---- damage ---- */

struct stored_names {
    struct arena *a;
    struct str *v;
    i64 n, cap;
};

static rc note(void *ctx, const char *path, const char *why, struct err *e) {
    struct stored_names *s = ctx;
    (void)e, (void)why;
    *PUSH(s->a, s->v, s->n, s->cap) = str_dup(s->a, str_c(path));
    return RC_OK;
}

/* In every file of the backup one bit; then the file gone: each is told, and by its name. */
TEST(backup_check_names_what_is_damaged_or_missing) {
    struct arena a = test_arena();
    const char *dir = test_dir(), *to = below(&a, dir, "backup");
    struct store *s = filled(&a, dir, 3);
    struct backup_stats st;
    struct err e = {0};
    struct arena names = arena_split(&a, 1 << 20);
    struct stored_names all = {.a = &names};
    EXPECT_OK(back_up(s, to, &st));
    EXPECT_OK(os_walk(a, to, note, &all, &e));
    for (i64 i = 0; i < all.n; i++) {
        struct arena now = a;
        const char *path = cstr(&now, all.v[i]), *name = path + strlen(to) + 1;
        if (strcmp(name, "lock") == 0 || strcmp(name, BACKUP_README) == 0) continue;
        struct str good = str_dup(&now, test_file(&now, path)), bad = str_dup(&now, good);
        for (int gone = 0; gone < 2; gone++) {
            struct str told = {0};
            e = (struct err){0};
            ((char *)bad.p)[(i * 7919) % bad.n] ^= (char)(1 << i % 8);
            if (gone)
                EXPECT_OK(os_remove(path, &e));
            else
                EXPECT_OK(os_replace(path, 0600, bad, &e));
            rc r = backup_check(to, (struct str){0}, says, &told, &st, &e);
            told = str_cat(&now, told, str_c(e.msg));
            bool named =
                str_has(told, str_c(name)) || (strcmp(name, BACKUP_FILE) == 0 && r != RC_OK);
            if (!EXPECT((r != RC_OK || st.findings) && named)) puts(name);
            e = (struct err){0};
            rc x = restored(&now, dir, to, below(&now, dir, "again"), &e);
            if (!EXPECT(x != RC_OK && !os_exists(below(&now, dir, "again/cairn.case")))) puts(name);
        }
        e = (struct err){0};
        EXPECT_OK(os_replace(path, 0600, good, &e));
    }
    EXPECT(all.n > 10);
    e = (struct err){0};
    EXPECT_OK(restored(&a, dir, to, below(&a, dir, "again"), &e));
    store_close(s);
}

TEST(backup_check_names_what_it_does_not_know) {
    struct arena a = test_arena();
    const char *dir = test_dir(), *to = below(&a, dir, "backup");
    struct store *s = filled(&a, dir, 1);
    struct backup_stats st;
    struct str told = {0};
    struct err e = {0};
    EXPECT_OK(back_up(s, to, &st));
    EXPECT_OK(os_create(below(&a, to, "heads/left.age"), 0600, S("old"), &e));
    EXPECT_OK(backup_check(to, (struct str){0}, says, &told, &st, &e));
    EXPECT(str_has(told, S("heads/left.age: is no file of this generation")));
    EXPECT_INT(backup_check(to, S("another+key"), says, &told, &st, &e), RC_INTEGRITY);
    EXPECT_OK(back_up(s, to, &st));
    EXPECT(!os_exists(below(&a, to, "heads/left.age")));
    store_close(s);
}

/* ---- what was erased, once the keys are changed ---- */

TEST(backup_erased_and_rotated_opens_for_nobody_from_an_old_copy) {
    struct arena a = test_arena();
    const char *dir = test_dir(), *to = below(&a, dir, "backup"), *old = below(&a, dir, "old");
    const struct store_key_opts *o = testing_opts(&a, dir);
    struct store *s = filled(&a, dir, 3), *t = NULL;
    struct backup_stats st;
    struct err e = {0};
    i64 zero = 0, index, heads;
    EXPECT_OK(back_up(s, to, &st));
    EXPECT_INT(shell(str_fmt(&a, "cp -a '%s' '%s'", to, old), a), 0);
    struct store_erasure what = {.entry = 1, .objects = &zero, .nobjects = 1};
    struct txn *txn;
    EXPECT_OK(store_begin(s, NULL, NULL, &txn, &e));
    EXPECT_OK(store_erase(txn, &what, 1, &e));
    EXPECT_OK(store_add(txn, testing_act(&a, "erased"), NULL, 0, &index, &e));
    EXPECT_OK(store_commit(txn, &e));
    EXPECT_OK(back_up(s, to, &st));
    /* the old copy still opens: the epoch is the same */
    EXPECT_OK(restored(&a, dir, old, below(&a, dir, "before"), &e));
    EXPECT_OK(store_rotate(s, o, &e));
    EXPECT_INT(back_up(s, to, &st), RC_CONFLICT); /* under way */
    EXPECT_OK(store_rewrap(s, NULL, NULL, &heads, &e));
    EXPECT_OK(store_rekeyed(s, o, &e));
    EXPECT_OK(back_up(s, to, &st));
    EXPECT_INT(st.epoch, 1);
    e = (struct err){0};
    EXPECT_INT(restored(&a, dir, old, below(&a, dir, "after"), &e), RC_DENIED);
    EXPECT(str_has(str_c(e.msg), S("epoch 0")));
    EXPECT(!os_exists(below(&a, dir, "after")));
    /* the new one opens, and does not have it */
    e = (struct err){0};
    EXPECT_OK(restored(&a, dir, to, below(&a, dir, "now"), &e));
    EXPECT_OK(store_open(&a, below(&a, dir, "now"), o, &t, &e));
    struct str bytes;
    if (t) EXPECT(store_object(t, &a, 1, S("small"), 100, &bytes, &e) != RC_OK);
    e = (struct err){0};
    if (t) EXPECT_OK(store_object(t, &a, 2, S("small"), 100, &bytes, &e));
    store_close(t);
    store_close(s);
}
