/* What an attacker, a bad disk and a power cut may do to the files, and what nobody may read from
 * them. Raw files are read in a child process: closing one of SQLite's files here would drop this
 * process's locks on it (POSIX). */
#include "base/t.h"
#include "db/db.h"
#include "db/db_impl.h"
#include "db/vfs_impl.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const u8 KEY[32] = {7, 7, 7};
static const char WORD[] = "Zanzibarium", WORD2[] = "базальтовый";

static const struct sql MAKE = {"v.make",
                                "CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT, n BIGINT);"
                                "CREATE INDEX thing_name ON thing (name)"};
static const struct sql PUT = {"v.put", "INSERT INTO thing (id, name, n) VALUES ($1, $2, 0)"};
static const struct sql BUMP = {"v.bump", "UPDATE thing SET n = n + $1, name = $2 WHERE id = $3"};
static const struct sql ALL = {"v.all", "SELECT id, name, n FROM thing ORDER BY id"};
static const struct sql BY_NAME = {"v.by_name", "SELECT name, id FROM thing ORDER BY name, id"};
static const struct sql SORTED = {"v.sorted", "SELECT name FROM thing ORDER BY n, name || id DESC"};
static const struct sql SAVE = {"v.save", "SAVEPOINT s"}, BACK = {"v.back", "ROLLBACK TO s"};
static const struct sql CHECK_ALL = {"v.check", "PRAGMA integrity_check"};

static const char *db_path(struct arena *a) {
    return cstr(a, str_fmt(a, "%s/p.db", test_dir()));
}

static struct db *open_db(struct arena *a, enum db_mode mode) {
    struct err e = {0};
    struct db *d = NULL;
    if (db_open(db_path(a), KEY, mode, &d, &e) != RC_OK) test_fail(__FILE__, __LINE__, "%s", e.msg);
    return d;
}

/* Settings that the driver forbids: for tests of spilled caches and checkpoints. */
static void pragma(struct db *d, const char *text) {
    sqlite3_set_authorizer(d->conn, NULL, NULL);
    EXPECT_INT(sqlite3_exec(d->conn, text, NULL, NULL, NULL), SQLITE_OK);
}

static void put_rows(struct db *d, i64 from, i64 to) {
    struct arena a = arena_make("rows", 1 << 24), whole = a;
    struct err e = {0};
    for (i64 i = from; i < to; i++) {
        struct stmt *s = db_stmt(d, &PUT);
        db_bind_i64(s, 1, i);
        db_bind_text(s, 2,
                     str_fmt(&a, "%s %lld %0200lld %s", WORD, (long long)i, (long long)i, WORD2));
        if (db_run(s, &e) != RC_OK) test_fail(__FILE__, __LINE__, "%s", e.msg);
    }
    arena_drop(whole);
}

static void bump_rows(struct db *d, i64 n, i64 by) {
    struct arena a = arena_make("rows", 1 << 24), whole = a;
    struct err e = {0};
    for (i64 i = 0; i < n; i++) {
        struct stmt *s = db_stmt(d, &BUMP);
        db_bind_i64(s, 1, by);
        db_bind_text(s, 2,
                     str_fmt(&a, "%s again %lld %0200lld", WORD, (long long)by, (long long)i));
        db_bind_i64(s, 3, i);
        if (db_run(s, &e) != RC_OK) test_fail(__FILE__, __LINE__, "%s", e.msg);
    }
    arena_drop(whole);
}

/* ---- secrecy ---- */

static bool file_has(const char *path, struct str word) {
    struct arena a = arena_make("raw", 1LL << 30);
    int fd = open(path, O_RDONLY);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) < 0) return false;
    char *p = NEWN(&a, char, st.st_size + 1);
    ssize_t n = read(fd, p, (size_t)st.st_size);
    return n > 0 && memmem(p, (size_t)n, word.p, (size_t)word.n) != NULL;
}

enum { RAW_DB = 1, RAW_WAL = 2, RAW_SHM = 4, RAW_OTHER = 8, RAW_FOUND = 16 };

/* Which non-empty files there are, and whether any holds one of the words (or SQLite's own magic).
 */
static int look_raw(void) {
    int seen = 0;
    DIR *d = opendir(test_dir());
    for (struct dirent *ent; d && (ent = readdir(d));) {
        struct arena a = arena_make("name", 1 << 16);
        struct str name = str_c(ent->d_name);
        const char *path = cstr(&a, str_fmt(&a, "%s/%s", test_dir(), ent->d_name));
        struct stat st;
        if (stat(path, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size == 0) continue;
        seen |= str_ends(name, S(".db"))       ? RAW_DB
                : str_ends(name, S(".db-wal")) ? RAW_WAL
                : str_ends(name, S(".db-shm")) ? RAW_SHM
                                               : RAW_OTHER;
        if (file_has(path, str_c(WORD)) || file_has(path, str_c(WORD2)) ||
            file_has(path, S("SQLite format")) || file_has(path, S("thing_name")))
            seen |= RAW_FOUND;
    }
    return seen;
}

static int raw(void) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) _exit(look_raw());
    int st = 0;
    waitpid(child, &st, 0);
    return WIFEXITED(st) ? WEXITSTATUS(st) : -1;
}

TEST(vfs_the_look_at_raw_files_would_find_a_plain_word) {
    struct arena a = test_arena();
    sqlite3 *c;
    EXPECT(sqlite3_open(db_path(&a), &c) == SQLITE_OK);
    EXPECT(sqlite3_exec(c, "CREATE TABLE t AS SELECT 'Zanzibarium'", NULL, NULL, NULL) ==
           SQLITE_OK);
    EXPECT_INT(raw(), RAW_DB | RAW_FOUND);
    sqlite3_close(c);
}

TEST(vfs_no_word_reaches_a_file) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = open_db(&a, DB_CREATE);
    EXPECT_OK(db_script(d, &MAKE, &e));
    EXPECT_OK(db_begin(d, &e));
    put_rows(d, 0, 500);
    EXPECT_OK(db_search_put(d, S("doc"), str_fmt(&a, "%s %s", WORD, WORD2), &e));
    EXPECT_OK(db_commit(d, &e));
    EXPECT_INT(raw(), RAW_DB | RAW_WAL | RAW_SHM);
    pragma(d, "PRAGMA wal_checkpoint(TRUNCATE)");
    EXPECT_INT(raw(), RAW_DB | RAW_SHM);
    pragma(d, "PRAGMA cache_size = 8"); /* dirty pages spill before the commit */
    EXPECT_OK(db_begin(d, &e));
    put_rows(d, 500, 3000);
    EXPECT_INT(raw(), RAW_DB | RAW_WAL | RAW_SHM);
    EXPECT_OK(db_run(db_stmt(d, &SORTED), &e));
    EXPECT_INT(raw(), RAW_DB | RAW_WAL | RAW_SHM);
    EXPECT_OK(db_run(db_stmt(d, &SAVE), &e));
    bump_rows(d, 3000, 1);
    EXPECT_OK(db_run(db_stmt(d, &BACK), &e));
    EXPECT_INT(raw(), RAW_DB | RAW_WAL | RAW_SHM);
    EXPECT_OK(db_commit(d, &e));
    EXPECT_INT(raw(), RAW_DB | RAW_WAL | RAW_SHM);
    db_close(d);
    EXPECT_INT(raw(), RAW_DB);
}

TEST(vfs_the_key_is_not_in_forks) {
    struct arena a = test_arena();
    struct db *d = open_db(&a, DB_CREATE);
    static const u8 ZERO[32];
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) _exit(memcmp(d->vfs->key, ZERO, 32) == 0 ? 0 : 1);
    int st = 0;
    waitpid(child, &st, 0);
    EXPECT(WIFEXITED(st) && WEXITSTATUS(st) == 0);
    EXPECT(memcmp(d->vfs->key, KEY, 32) == 0);
    db_close(d);
}

/* ---- damage ---- */

struct state {
    u8 rows[32], names[32];
};

static rc state_of(struct arena *a, struct state *out, struct err *e) {
    struct db *d;
    TRY(db_open(db_path(a), KEY, DB_WRITE, &d, e));
    rc r = db_digest(d, &ALL, out->rows, e);
    if (r == RC_OK) r = db_digest(d, &BY_NAME, out->names, e);
    db_close(d);
    return r;
}

static bool same(const struct state *x, const struct state *y) {
    return memcmp(x, y, sizeof *x) == 0;
}

static void put_file(const char *path, const char *p, i64 n) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    EXPECT(fd >= 0 && write(fd, p, (size_t)n) == n);
    close(fd);
}

struct files {
    struct str db, wal;
};

static void put_files(struct arena *a, struct files f) {
    put_file(db_path(a), f.db.p, f.db.n);
    put_file(cstr(a, str_fmt(a, "%s-wal", db_path(a))), f.wal.p, f.wal.n);
    unlink(cstr(a, str_fmt(a, "%s-shm", db_path(a))));
}

enum { COMMITS = 4 };

/* In a child: a checkpointed part, then COMMITS transactions that stay in the WAL, then the end of
 * the process without closing. Each commit's files are kept beside, as the disk would hold them
 * after a crash at that moment. */
static void make_and_crash(struct arena *a) {
    struct err e = {0};
    struct db *d = open_db(a, DB_CREATE);
    EXPECT_OK(db_script(d, &MAKE, &e));
    put_rows(d, 0, 60);
    pragma(d, "PRAGMA wal_checkpoint(TRUNCATE)");
    for (i64 i = 0; i < COMMITS; i++) {
        EXPECT_OK(db_begin(d, &e));
        put_rows(d, 100 * (i + 1), 100 * (i + 1) + 10);
        bump_rows(d, 20, i + 1);
        EXPECT_OK(db_commit(d, &e));
    }
    _exit(0);
}

static struct files crashed_files(struct arena *a) {
    test_dir(); /* made here, so that parent and child share it */
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) make_and_crash(a);
    int st = 0;
    waitpid(child, &st, 0);
    EXPECT(WIFEXITED(st) && WEXITSTATUS(st) == 0);
    struct files f;
    f.db = test_file(a, db_path(a));
    f.wal = test_file(a, cstr(a, str_fmt(a, "%s-wal", db_path(a))));
    EXPECT(f.db.n >= 10 * PAGE_BYTES && f.wal.n > 20 * FRAME_BYTES);
    return f;
}

enum { FLIPS = 600 };

struct tally {
    i64 same, refused, other;
};

static void flip_one(struct arena scratch, struct files f, i64 bit, const struct state *want,
                     struct tally *t) {
    struct err e = {0};
    struct state got;
    char *p = (char *)(bit / 8 < f.db.n ? f.db.p : f.wal.p - f.db.n);
    p[bit / 8] ^= (char)(1 << bit % 8);
    put_files(&scratch, f);
    rc r = state_of(&scratch, &got, &e);
    p[bit / 8] ^= (char)(1 << bit % 8);
    if (r == RC_INTEGRITY && str_has(str_c(e.msg), S("does not check")))
        t->refused++;
    else if (r == RC_OK && same(&got, want))
        t->same++;
    else {
        t->other++;
        test_fail(__FILE__, __LINE__, "bit %lld: rc %s %s", (long long)bit, rc_name(r), e.msg);
    }
}

TEST(vfs_flipped_bits_never_change_rows) {
    struct arena a = test_arena();
    struct err e = {0};
    struct files f = crashed_files(&a);
    struct state want;
    struct tally t = {0};
    put_files(&a, f);
    EXPECT_OK(state_of(&a, &want, &e));
    i64 bits = (f.db.n + f.wal.n) * 8, step = bits / FLIPS | 1; /* odd: all eight bits take part */
    for (i64 bit = 5; bit < bits; bit += step)
        flip_one(a, f, bit, &want, &t);
    for (i64 bit = 0; bit < (32 + 24) * 8; bit += 3) /* WAL header and first frame header */
        flip_one(a, f, f.db.n * 8 + bit, &want, &t);
    EXPECT(t.same + t.refused >= FLIPS);
    EXPECT(t.refused > FLIPS / 2);
    EXPECT_INT(t.other, 0);
}

/* All states that a crash may legitimately leave: one per commit, and the checkpointed one. */
static i64 commit_states(struct arena *a, struct files f, struct state *out) {
    i64 n = 0;
    for (i64 len = 0; len <= f.wal.n; len += len ? FRAME_BYTES : WAL_HEADER) {
        struct err e = {0};
        struct state s;
        put_files(a, (struct files){f.db, {f.wal.p, len}});
        EXPECT_OK(state_of(a, &s, &e));
        if (n == 0 || !same(&s, &out[n - 1])) out[n++] = s;
        if (n > COMMITS + 1) break;
    }
    return n;
}

static bool any_of(const struct state *s, const struct state *all, i64 n) {
    for (i64 i = 0; i < n; i++)
        if (same(s, &all[i])) return true;
    return false;
}

TEST(vfs_a_torn_wal_is_an_earlier_commit) {
    struct arena a = test_arena();
    struct files f = crashed_files(&a);
    struct state all[COMMITS + 2], got;
    EXPECT_INT(commit_states(&a, f, all), COMMITS + 1);
    i64 full = f.wal.n;
    for (i64 cut = 0; cut < full; cut += 997) {
        struct err e = {0};
        put_files(&a, (struct files){f.db, {f.wal.p, full - cut}});
        rc r = state_of(&a, &got, &e);
        if (r != RC_OK || !any_of(&got, all, COMMITS + 1))
            test_fail(__FILE__, __LINE__, "cut %lld: %s", (long long)cut, e.msg);
    }
}

/* Without the mark behind it, damage in the last transaction cannot be told from a torn one: it is
 * undone as a whole. Damage before it is still an error, by what its own frames say. */
TEST(vfs_damage_without_a_mark) {
    struct arena a = test_arena();
    struct files f = crashed_files(&a);
    struct state all[COMMITS + 2], got;
    i64 frames = (f.wal.n - WAL_HEADER) / FRAME_BYTES, undone = 0, refused = 0;
    EXPECT_INT(commit_states(&a, f, all), COMMITS + 1);
    f.wal.n = WAL_HEADER + frames * FRAME_BYTES;
    for (i64 k = 0; k < frames; k++) {
        struct err e = {0};
        char *p = (char *)f.wal.p + WAL_HEADER + k * FRAME_BYTES + 1000;
        *p ^= 16;
        put_files(&a, f);
        rc r = state_of(&a, &got, &e);
        *p ^= 16;
        if (r == RC_INTEGRITY)
            refused++;
        else if (EXPECT(r == RC_OK && same(&got, &all[COMMITS - 1])))
            undone++;
    }
    EXPECT(refused > 0 && undone > 0);
    EXPECT_INT(refused + undone, frames);
}

TEST(vfs_swapped_and_moved_pages_are_refused) {
    struct arena a = test_arena();
    struct err e = {0};
    struct files f = crashed_files(&a);
    struct state got;
    f.wal.n = 0;
    char *x = (char *)f.db.p + f.db.n - PAGE_BYTES, *y = x - PAGE_BYTES, keep[PAGE_BYTES];
    put_files(&a, f);
    EXPECT_OK(state_of(&a, &got, &e));
    memcpy(keep, x, PAGE_BYTES);
    memcpy(x, y, PAGE_BYTES);
    memcpy(y, keep, PAGE_BYTES);
    put_files(&a, f);
    EXPECT_INT(state_of(&a, &got, &e), RC_INTEGRITY);
    memset(x, 0, PAGE_BYTES); /* a hole is no page */
    memset(y, 0, PAGE_BYTES);
    err_clear(&e);
    put_files(&a, f);
    EXPECT_INT(state_of(&a, &got, &e), RC_INTEGRITY);
}

TEST(vfs_damage_under_an_open_connection) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = open_db(&a, DB_CREATE);
    u8 digest[32];
    EXPECT_OK(db_script(d, &MAKE, &e));
    put_rows(d, 0, 400);
    pragma(d, "PRAGMA cache_size = 1");
    EXPECT_OK(db_digest(d, &ALL, digest, &e));
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) { /* flips one bit in every frame, old and new */
        int fd = open(cstr(&a, str_fmt(&a, "%s-wal", db_path(&a))), O_RDWR);
        for (i64 at = 2000; fd >= 0; at += FRAME_BYTES) {
            char c;
            if (pread(fd, &c, 1, at) != 1) _exit(0);
            c ^= 2;
            if (pwrite(fd, &c, 1, at) != 1) _exit(1);
        }
        _exit(1);
    }
    int st = 0;
    waitpid(child, &st, 0);
    EXPECT(WIFEXITED(st) && WEXITSTATUS(st) == 0);
    EXPECT_INT(db_digest(d, &ALL, digest, &e), RC_INTEGRITY);
    EXPECT_INT(db_run(db_stmt(d, &ALL), &e), RC_INTEGRITY); /* sticks */
    db_close(d);
}

/* ---- crashes ---- */

struct bomb {
    i64 left;
};

static void tick(void *ctx) {
    struct bomb *b = ctx;
    if (--b->left == 0) kill(getpid(), SIGKILL);
}

/* One transaction with spilled pages, renewed checksums (savepoint undone) and a checkpoint at the
 * end; dies before the n-th write, sync or truncation. */
static void change_and_die(struct arena *a, i64 nth) {
    struct err e = {0};
    struct bomb b = {nth};
    struct db *d = open_db(a, DB_WRITE);
    vfs_on_write(d->vfs, tick, &b);
    pragma(d, "PRAGMA cache_size = 6; PRAGMA wal_autocheckpoint = 5");
    EXPECT_OK(db_begin(d, &e));
    bump_rows(d, 40, 5);
    EXPECT_OK(db_run(db_stmt(d, &SAVE), &e));
    bump_rows(d, 30, 6);
    EXPECT_OK(db_run(db_stmt(d, &BACK), &e));
    bump_rows(d, 20, 7);
    EXPECT_OK(db_commit(d, &e));
    db_close(d);
    _exit(0);
}

static bool run_until_killed(struct arena *a, i64 nth) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) change_and_die(a, nth);
    int st = 0;
    waitpid(child, &st, 0);
    if (WIFSIGNALED(st) && WTERMSIG(st) == SIGKILL) return true;
    EXPECT(WIFEXITED(st) && WEXITSTATUS(st) == 0);
    return false;
}

static void integrity_check(struct arena *a) {
    struct err e = {0};
    bool row;
    struct db *d = open_db(a, DB_WRITE);
    struct stmt *s = db_stmt(d, &CHECK_ALL);
    EXPECT_OK(db_step(s, &row, &e));
    EXPECT_STR(db_text(s, 0), S("ok"));
    db_close(d);
}

TEST(vfs_killed_anywhere_is_the_old_or_the_new_state) {
    struct arena a = test_arena();
    struct err e = {0};
    struct files f = crashed_files(&a);
    struct state old, new, got;
    put_files(&a, f);
    EXPECT_OK(state_of(&a, &old, &e));
    put_files(&a, f);
    EXPECT(!run_until_killed(&a, 1 << 30));
    EXPECT_OK(state_of(&a, &new, &e));
    EXPECT(!same(&old, &new));
    i64 nth = 1, olds = 0, news = 0;
    for (;; nth++) {
        put_files(&a, f);
        bool killed = run_until_killed(&a, nth);
        EXPECT_OK(state_of(&a, &got, &e));
        olds += same(&got, &old);
        news += same(&got, &new);
        integrity_check(&a);
        if (!killed || nth > 1000) break;
    }
    EXPECT_INT(olds + news, nth);
    EXPECT(olds > 20 && news > 5 && nth < 1000);
}

/* The same transaction, finished but never closed: recovery goes through every frame's renewed
 * checksum. */
TEST(vfs_renewed_checksums_survive_recovery) {
    struct arena a = test_arena();
    struct err e = {0};
    struct state before, after;
    test_dir();
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        struct db *d = open_db(&a, DB_CREATE);
        EXPECT_OK(db_script(d, &MAKE, &e));
        pragma(d, "PRAGMA cache_size = 6");
        EXPECT_OK(db_begin(d, &e));
        put_rows(d, 0, 300);
        for (i64 i = 0; i < 5; i++)
            bump_rows(d, 300, i);
        EXPECT_OK(db_commit(d, &e));
        EXPECT_OK(db_digest(d, &ALL, before.rows, &e));
        int fd = open(cstr(&a, str_fmt(&a, "%s/before", test_dir())), O_WRONLY | O_CREAT, 0600);
        _exit(fd >= 0 && write(fd, before.rows, 32) == 32 ? 0 : 1);
    }
    int st = 0;
    waitpid(child, &st, 0);
    EXPECT(WIFEXITED(st) && WEXITSTATUS(st) == 0);
    struct str want = test_file(&a, cstr(&a, str_fmt(&a, "%s/before", test_dir())));
    EXPECT_OK(state_of(&a, &after, &e));
    EXPECT_STR(((struct str){(char *)after.rows, 32}), want);
}

/* ---- several processes ---- */

static const struct sql LAST = {"v.last", "SELECT MAX(n), MIN(n), COUNT(*) FROM thing"};
static const struct sql SET_ALL = {"v.set_all", "UPDATE thing SET n = n + 1, name = $1"};

/* All rows of one transaction or none: MAX(n) = MIN(n). Returns n, or -1. */
static i64 common_n(struct db *d, struct err *e) {
    bool row;
    struct stmt *s = db_stmt(d, &LAST);
    if (db_step(s, &row, e) != RC_OK || !row) return -1;
    i64 max = db_i64(s, 0), min = db_i64(s, 1);
    return db_run(s, e) == RC_OK && max == min ? max : -1;
}

__attribute__((noreturn)) static void write_for_ever(struct arena *a) {
    struct err e = {0};
    struct db *d;
    struct arena room = arena_make("words", 1 << 30);
    if (db_open(db_path(a), KEY, DB_WRITE, &d, &e) != RC_OK) _exit(1);
    pragma(d, "PRAGMA cache_size = 5; PRAGMA wal_autocheckpoint = 20");
    for (i64 i = 0;; i++) {
        struct stmt *s = db_stmt(d, &SET_ALL);
        db_bind_text(s, 1, str_fmt(&room, "%s %0150lld", WORD, (long long)i));
        if (db_run(s, &e) != RC_OK) _exit(2);
    }
}

static const char *stop_path(struct arena *a) {
    return cstr(a, str_fmt(a, "%s/stop", test_dir()));
}

/* Reads and checkpoints until told to stop; what it sees is always one state, newer than the one
 * before. Exit status 0 when all is well. It has its own connection, opened after the fork:
 * SQLite's must not be carried over one. */
__attribute__((noreturn)) static void read_for_a_while(struct arena *a) {
    struct err e = {0};
    struct db *d;
    i64 last = 0;
    if (db_open(db_path(a), KEY, DB_WRITE, &d, &e) != RC_OK) _exit(1);
    pragma(d, "PRAGMA cache_size = 5");
    while (access(stop_path(a), F_OK) != 0) {
        i64 n = common_n(d, &e);
        if (n < last) _exit(e.code == RC_OK ? 2 : 10 + (int)e.code);
        last = n;
        sqlite3_wal_checkpoint_v2(d->conn, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
        usleep(2000);
    }
    _exit(last > 10 ? 0 : 3);
}

static pid_t spawn(struct arena *a, void (*work)(struct arena *)) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) work(a);
    return child;
}

/* A writer must never have ended by itself. */
static void kill_writer(pid_t w) {
    int st = 0;
    kill(w, SIGKILL);
    waitpid(w, &st, 0);
    if (!WIFSIGNALED(st)) test_fail(__FILE__, __LINE__, "a writer gave up: %d", WEXITSTATUS(st));
}

TEST(vfs_writers_die_readers_read_on) {
    enum { WRITERS = 2, ROUNDS = 40 };
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = open_db(&a, DB_CREATE);
    EXPECT_OK(db_script(d, &MAKE, &e));
    put_rows(d, 0, 100);
    db_close(d);
    pid_t who[WRITERS], reader = spawn(&a, read_for_a_while);
    for (int i = 0; i < WRITERS; i++)
        who[i] = spawn(&a, write_for_ever);
    int st = 0;
    for (int round = 0; round < ROUNDS; round++) {
        usleep(30000);
        kill_writer(who[round % WRITERS]);
        who[round % WRITERS] = spawn(&a, write_for_ever);
    }
    put_file(stop_path(&a), "", 0);
    waitpid(reader, &st, 0);
    for (int i = 0; i < WRITERS; i++)
        kill_writer(who[i]);
    EXPECT(WIFEXITED(st));
    EXPECT_INT(WEXITSTATUS(st), 0);
    integrity_check(&a);
}
