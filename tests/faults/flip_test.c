/* Every single bit of a small log, a pack, its head, cairn.case and the key file is flipped, and
 * each of these files is cut to every length: each is noticed, and the file that was hurt is named.
 * Then 10,000 random bits of the database: each is an error that names the page, or the tables and
 * the answers are what they were. And its write-ahead log, as a killed process leaves it.
 *   FLIPS=10000 SEED=1 build/tests/faults/flip_test */
#include "world.h"

#include "store/records.h"
#include "store/store.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char dir[200], key[210];

/* ---- what is said of a case ---- */

struct heard {
    const char *name; /* the file that was hurt, as findings name it */
    bool anything, named;
    char words[600];
};
static void hear(void *ctx, const char *object, const char *what) {
    struct heard *s = ctx;
    if (!s->anything) snprintf(s->words, sizeof s->words, "%s: %s", object, what);
    s->anything = true;
    s->named |= strstr(object, s->name) || strstr(what, s->name);
}

/* A case that stays open, for the packs: its second pack drives the first one out of the handle, so
 * that each look reads it again. */
static struct store *kept;

static struct heard look_again(const char *name) {
    struct heard s = {.name = name};
    struct store_verify_stats stats;
    struct err e = {0};
    if (store_verify(kept, true, hear, &s, &stats, &e) != RC_OK) hear(&s, "", e.msg);
    return s;
}

/* The keys, as the key file gives them. */
static void key_text(char out[8192], struct err *e) {
    struct arena a = arena_make("key text", 64 << 20), whole = a;
    struct store_key_opts o = {.key_file = key};
    i64 n = 0;
    char *p = NEWN(&a, char, 8192);
    rc r = store_key_text(a, dir, &o, p, 8191, &n, e);
    snprintf(out, 8192, "%.*s", r == RC_OK ? (int)n : 0, p);
    arena_drop(whole);
}

static struct heard look(const char *name) {
    if (kept) return look_again(name);
    struct heard s = {.name = name};
    struct arena a = arena_make("look", 64 << 20), whole = a;
    struct err e = {0};
    struct store *st;
    struct store_verify_stats stats;
    struct store_key_opts o = {.key_file = key};
    rc r = store_open(&a, dir, &o, &st, &e);
    if (r == RC_OK) {
        r = store_verify(st, true, hear, &s, &stats, &e);
        store_close(st);
    }
    if (r != RC_OK) hear(&s, "", e.msg);
    arena_drop(whole);
    return s;
}

static i64 hurts, unnamed, harmless_keys;
static char keys_before[8192];
static bool judge(const char *name, i64 at, const char *how) {
    struct heard s = look(name);
    hurts++;
    if (!s.anything && name == key) { /* a comment, for people: the keys are what they were */
        static char now[8192];
        struct err e = {0};
        key_text(now, &e);
        harmless_keys++;
        if (!strcmp(now, keys_before)) return true;
    }
    if (!s.anything) return flunk("%s, %s %lld: not noticed", name, how, (long long)at);
    if (!s.named) {
        unnamed++;
        return flunk("%s, %s %lld: not named: %s", name, how, (long long)at, s.words);
    }
    return true;
}

/* ---- hurting a file ---- */

static bool put_at(int fd, i64 at, const void *p, i64 n) {
    return pwrite(fd, p, (size_t)n, at) == n;
}

static void every_bit(int fd, const char *name, const u8 *bytes, i64 n) {
    i64 bad = 0;
    for (i64 i = 0; i < n * 8; i++) {
        u8 b = (u8)(bytes[i / 8] ^ 1 << i % 8);
        CHECK(put_at(fd, i / 8, &b, 1));
        bad += !judge(name, i, "bit");
        CHECK(put_at(fd, i / 8, bytes + i / 8, 1));
    }
    if (!bad) pass();
}

static void every_length(int fd, const char *name, const u8 *bytes, i64 n) {
    i64 bad = 0;
    for (i64 k = n - 1; k >= 0; k--) {
        CHECK(ftruncate(fd, k) == 0);
        bad += !judge(name, k, "cut to");
    }
    CHECK(put_at(fd, 0, bytes, n));
    if (!bad) pass();
}

/* path: the file; name: as it must be named. */
static void hurt_file(const char *path, const char *name) {
    static u8 bytes[1 << 20];
    int fd = open(path, O_RDWR | O_CLOEXEC);
    CHECK(fd >= 0);
    i64 n = pread(fd, bytes, sizeof bytes, 0);
    every_bit(fd, name, bytes, n);
    every_length(fd, name, bytes, n);
    close(fd);
    struct heard s = look(name);
    if (s.anything) flunk("%s put back: %s", name, s.words);
    printf("%s: %lld bits, %lld lengths\n", name, (long long)n * 8, (long long)n);
    fflush(stdout);
}

static void hurt_folder(const char *rel) {
    char path[600];
    snprintf(path, sizeof path, "%s/%s", dir, rel);
    struct dirent **names;
    int n = scandir(path, &names, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        char one[600];
        struct stat st;
        if (names[i]->d_name[0] == '.' || strstr(names[i]->d_name, "00001.")) continue;
        snprintf(path, sizeof path, "%s/%s/%s", dir, rel, names[i]->d_name);
        snprintf(one, sizeof one, "%s/%s", rel, names[i]->d_name);
        CHECK(stat(path, &st) == 0);
        if (S_ISDIR(st.st_mode))
            hurt_folder(one);
        else
            hurt_file(path, one);
    }
}

/* A case of `n` small acts, as small as a case gets. */
static void small_case(i64 n) {
    struct arena a = arena_make("small", 64 << 20), whole = a;
    struct err e = {0};
    struct store *s;
    struct txn *t;
    struct store_key_opts o = {.key_file = key, .no_passphrase = true};
    tree_remove(dir);
    unlink(key);
    CHECK(store_init(dir, S("Small"), &o, &e) == RC_OK);
    CHECK(store_open(&a, dir, &o, &s, &e) == RC_OK);
    for (i64 i = 0, at; i < n; i++) {
        struct json *act = json_obj(&a);
        json_set_str(&a, act, "act", S("x"));
        CHECK(store_begin(s, NULL, NULL, &t, &e) == RC_OK);
        CHECK(store_add(t, act, NULL, 0, &at, &e) == RC_OK && store_commit(t, &e) == RC_OK);
    }
    store_close(s);
    arena_drop(whole);
}

/* ---- the database ---- */

static const struct sql Q_PAGES = {"flip.pages", "PRAGMA quick_check"};
struct digests {
    u8 all[64][32];
    i64 n;
};
static void keep(void *ctx, const char *table, const u8 digest[32]) {
    struct digests *d = ctx;
    (void)table;
    CHECK(d->n < LEN(d->all));
    memcpy(d->all[d->n++], digest, 32);
}

static rc read_tables(const char *path, const u8 page_key[32], struct digests *out, struct err *e) {
    struct db *d;
    u8 pages[32];
    *out = (struct digests){0};
    TRY(db_open(path, page_key, DB_READ, &d, e));
    rc r = db_digest(d, &Q_PAGES, pages, e);
    keep(out, "pages", pages);
    if (r == RC_OK) r = records_digests(d, keep, out, e);
    db_close(d);
    return r;
}

static void flip_tables(i64 flips, u64 seed, const u8 page_key[32]) {
    char path[300], name[60];
    struct digests want, got;
    struct err e = {0};
    i64 noticed = 0, harmless = 0;
    snprintf(path, sizeof path, "%s/case/projection.db", world_root());
    CHECK(read_tables(path, page_key, &want, &e) == RC_OK);
    int fd = open(path, O_RDWR | O_CLOEXEC);
    i64 size = lseek(fd, 0, SEEK_END);
    for (i64 i = 0; i < flips && !over_budget(); i++) {
        i64 at = rnd_below(&seed, size * 8);
        u8 was, now;
        CHECK(pread(fd, &was, 1, at / 8) == 1);
        now = (u8)(was ^ 1 << at % 8);
        CHECK(put_at(fd, at / 8, &now, 1));
        e = (struct err){0};
        rc r = read_tables(path, page_key, &got, &e);
        CHECK(put_at(fd, at / 8, &was, 1));
        snprintf(name, sizeof name, "page %lld does", (long long)(at / 8 / 4096 + 1));
        if (r == RC_INTEGRITY && strstr(e.msg, name))
            noticed++;
        else if (r == RC_OK && got.n == want.n && !memcmp(got.all, want.all, sizeof got.all))
            harmless++;
        else
            flunk("database, bit %lld: status %d: %s", (long long)at, (int)r, e.msg);
    }
    close(fd);
    printf("database: %lld flips noticed and named, %lld changed nothing\n", (long long)noticed,
           (long long)harmless);
    if (noticed) pass();
}

/* A process is killed with its last commits in the write-ahead log. */
static void leave_wal(void *ctx) {
    (void)ctx;
    calls->mask = CALL_WRITE;
    calls->what = KILL;
    act_run(act_named("review"), world_root());
}

static void flip_wal(i64 flips, u64 seed) {
    char left[200], wal[300], when[100], case_dir[200];
    i64 healed = 0, done = 0;
    snprintf(left, sizeof left, "%s-left", world_base());
    snprintf(wal, sizeof wal, "%s/case/projection.db-wal", world_root());
    snprintf(case_dir, sizeof case_dir, "%s/case", world_root());
    world_copy(NULL);
    calls->mask = CALL_WRITE;
    in_child(leave_wal, NULL, 0); /* unharmed: how many writes? */
    i64 writes = calls->seen;
    world_copy(NULL);
    calls->nth = writes - 8; /* while the WAL is folded into the database */
    in_child(leave_wal, NULL, 0);
    struct stat st;
    if (stat(wal, &st) != 0 || st.st_size == 0) return (void)flunk("no WAL was left");
    tree_copy(world_root(), left);
    for (; done < flips && !over_budget(); done++) {
        tree_remove(world_root());
        tree_copy(left, world_root());
        calls_reset(world_root());
        int fd = open(wal, O_RDWR | O_CLOEXEC);
        i64 at = rnd_below(&seed, st.st_size * 8);
        u8 c;
        CHECK(pread(fd, &c, 1, at / 8) == 1);
        c = (u8)(c ^ 1 << at % 8);
        CHECK(put_at(fd, at / 8, &c, 1));
        close(fd);
        snprintf(when, sizeof when, "write-ahead log, bit %lld", (long long)at);
        sound_or_healed(case_dir, base_checkpoint(), when, &healed);
    }
    printf("write-ahead log: %lld flips: %lld noticed and healed, %lld changed nothing\n",
           (long long)done, (long long)healed, (long long)(done - healed));
}

static void page_key_of(const char *case_dir, const char *key_file, u8 out[32]) {
    struct arena a = arena_make("key", 64 << 20), whole = a;
    struct err e = {0};
    struct store *s;
    struct store_key_opts o = {.key_file = key_file};
    CHECK(store_open(&a, case_dir, &o, &s, &e) == RC_OK);
    memcpy(out, store_page_key(s), 32);
    store_close(s);
    arena_drop(whole);
}

int main(void) {
    u8 page_key[32];
    char path[300], key_path[300];
    world_begin("flip");
    world_make();
    u64 seed = (u64)env_i64("SEED", 1);
    printf("SEED=%llu\n", (unsigned long long)seed);
    snprintf(dir, sizeof dir, "%s-small", world_base());
    snprintf(key, sizeof key, "%s.key", dir);
    small_case(2);
    struct arena a = arena_make("kept", 64 << 20);
    struct err e = {0};
    struct store_key_opts o = {.key_file = key};
    CHECK(store_open(&a, dir, &o, &kept, &e) == RC_OK);
    hurt_folder("vault");
    store_close(kept);
    kept = NULL;
    small_case(3);
    hurt_folder("log");
    snprintf(path, sizeof path, "%s/cairn.case", dir);
    hurt_file(path, "cairn.case");
    key_text(keys_before, &e);
    CHECK(keys_before[0]);
    hurt_file(key, key);
    printf("%lld hurts; %lld of the key file's were in words for people\n", (long long)hurts,
           (long long)harmless_keys);
    world_copy(NULL);
    snprintf(path, sizeof path, "%s/case", world_root());
    snprintf(key_path, sizeof key_path, "%s/case.key", world_root());
    page_key_of(path, key_path, page_key);
    flip_tables(env_i64("FLIPS", 10000), seed, page_key);
    flip_wal(env_i64("FLIPS", 10000) / 40, seed);
    return world_end();
}
