#include "world.h"

#include "store/store.h"
#include "sys/run.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Every operation that the faults are given to. */
const struct deed ACTS[] = {
    {"init", "init", "{\"DIR\":\"$R/made\",\"name\":\"Made\",\"no-passphrase\":true}", "made"},
    {"seal", "seal", "{\"PATH\":[\"$R/in/c.txt\",\"$R/in/large.bin\"]}", "case"},
    {"add", "add", "{\"PATH\":[\"$R/in/d.txt\"],\"published\":\"2031-03-12\"}", "case"},
    {"review", "review", "{\"CLAIM\":\"$C\",\"ACT\":\"accept\",\"reason\":\"read twice\"}", "case"},
    {"publish", "publish", "{\"OUT\":\"$R/site\"}", "case"},
    {"receipt", "receipt", "{\"ID\":\"$F\",\"out\":\"$R/receipt\"}", "case", true},
    {"rebuild", "rebuild", "{}", "case", true},
    {"rotate", "key rotate", "{\"reason\":\"yearly\",\"no-recovery\":true}", "case"},
    {"backup", "backup", "{\"DIR\":\"$R/backup\"}", "case", true},
    {"backup again", "backup", "{\"DIR\":\"$R/backup\"}", "case", true, "backup, review"},
    {"restore", "restore", "{\"BACKUP\":\"$R/backup\",\"DIR\":\"$R/made\"}", "made", false,
     "backup"},
    {"order", "erase request", "{\"ITEM\":\"$I\",\"basis\":\"a law\",\"reason\":\"asked\",$S}",
     "case", false, NULL, "Mara"},
    {"erase", "erase approve", "{\"ORDER\":\"$O\",$S}", "case", false, "order", "Tamir"},
};
const i64 NACTS = LEN(ACTS);

static struct {
    char top[64], base[80], root[80], checkpoint[2048];
    char claim[80], item[120], figure[80], order[80], sign[800];
    i64 passed, failed;
    struct timespec begin;
    const char *name;
} w;
struct told *told;

const struct deed *act_named(const char *name) {
    for (i64 i = 0; i < NACTS; i++)
        if (!strcmp(ACTS[i].name, name)) return &ACTS[i];
    fprintf(stderr, "there is no act %s\n", name);
    exit(2);
}

i64 env_i64(const char *name, i64 dflt) {
    const char *v = getenv(name);
    i64 n;
    return v && str_i64(str_c(v), &n) ? n : dflt;
}
u64 rnd(u64 *x) {
    u64 z = (*x += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}
i64 rnd_below(u64 *x, i64 n) {
    return (i64)(rnd(x) % (u64)n);
}

/* ---- results ---- */

void pass(void) {
    w.passed++;
}
bool flunk(const char *fmt, ...) {
    va_list ap;
    if (w.failed++ >= 20) return false;
    va_start(ap, fmt);
    fputs("FAILED ", stdout);
    vprintf(fmt, ap);
    putchar('\n');
    va_end(ap);
    fflush(stdout);
    return false;
}
static i64 seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec - w.begin.tv_sec;
}
bool over_budget(void) {
    i64 most = env_i64("PART_BUDGET", 0);
    return most && seconds() > most;
}

/* ---- trees ---- */

void file_copy(const char *from, const char *to) {
    static char piece[1 << 16];
    int in = open(from, O_RDONLY | O_CLOEXEC);
    int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    CHECK(in >= 0 && out >= 0);
    for (ssize_t n; (n = read(in, piece, sizeof piece)) > 0;)
        CHECK(write(out, piece, (size_t)n) == n);
    close(in);
    CHECK(close(out) == 0);
}

void tree_copy(const char *from, const char *to) {
    DIR *d = opendir(from);
    CHECK(d && mkdir(to, 0700) == 0);
    for (struct dirent *ent; (ent = readdir(d));) {
        char a[600], b[600];
        struct stat st;
        if (!strcmp(ent->d_name, ".") || !strcmp(ent->d_name, "..")) continue;
        snprintf(a, sizeof a, "%s/%s", from, ent->d_name);
        snprintf(b, sizeof b, "%s/%s", to, ent->d_name);
        CHECK(lstat(a, &st) == 0);
        if (S_ISDIR(st.st_mode))
            tree_copy(a, b);
        else if (S_ISREG(st.st_mode))
            file_copy(a, b);
    }
    closedir(d);
}

void tree_remove(const char *path) {
    DIR *d = opendir(path);
    if (!d) return (void)unlink(path);
    for (struct dirent *ent; (ent = readdir(d));) {
        char a[600];
        if (!strcmp(ent->d_name, ".") || !strcmp(ent->d_name, "..")) continue;
        snprintf(a, sizeof a, "%s/%s", path, ent->d_name);
        if (ent->d_type == DT_DIR)
            tree_remove(a);
        else
            unlink(a);
    }
    closedir(d);
    rmdir(path);
}

i64 tree_bytes(const char *path) {
    DIR *d = opendir(path);
    struct stat st;
    i64 n = 0;
    if (!d) return lstat(path, &st) == 0 ? (st.st_size + 4095) & ~4095LL : 0;
    for (struct dirent *ent; (ent = readdir(d));) {
        char a[600];
        if (!strcmp(ent->d_name, ".") || !strcmp(ent->d_name, "..")) continue;
        snprintf(a, sizeof a, "%s/%s", path, ent->d_name);
        n += tree_bytes(a);
    }
    closedir(d);
    return n;
}

static void put_file(const char *path, const char *text, i64 n) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    CHECK(fd >= 0 && write(fd, text, (size_t)n) == n && close(fd) == 0);
}

/* ---- calls ---- */

static int take_row(void *ctx, const char *json, size_t n) {
    struct buf *b = ctx;
    if (!b) return 0;
    buf_put(b, (struct str){json, (i64)n});
    buf_c(b, '\n');
    return 0;
}

/* The key lies beside the case: case.key, made.key, … */
int call(const char *dir, const char *op, const char *args, struct buf *out,
         struct cairn_error *e) {
    char key[300];
    snprintf(key, sizeof key, "%s.key", dir);
    *e = (struct cairn_error){0};
    cairn *c = cairn_open(dir, key, NULL, e);
    if (!c) return e->code;
    cairn_call(c, op, args, take_row, out, e);
    cairn_close(c);
    return e->code;
}

static void fill_in(char *out, size_t room, const char *args, const char *root) {
    size_t n = 0;
    for (const char *p = args; *p && n + 1 < room; p++) {
        const char *v = *p != '$'     ? NULL
                        : p[1] == 'R' ? root
                        : p[1] == 'C' ? w.claim
                        : p[1] == 'I' ? w.item
                        : p[1] == 'F' ? w.figure
                        : p[1] == 'O' ? w.order
                        : p[1] == 'S' ? w.sign
                                      : NULL;
        if (!v)
            out[n++] = *p;
        else {
            n += (size_t)snprintf(out + n, room - n, "%s", v);
            p++;
        }
    }
    CHECK(n < room);
    out[n] = 0;
}

static void tell_end(const char *dir) {
    struct cairn_error e;
    struct arena a = arena_make("checkpoint", 1 << 20), whole = a;
    struct buf b = buf_make(&a, 1 << 16);
    told->size = -1;
    if (call(dir, "log", "{\"WHAT\":\"checkpoint\"}", &b, &e) == 0) {
        struct json *row;
        struct err low = {0};
        if (json_read(&a, str_sub(buf_str(&b), 0, b.n - 1), &row, &low) == RC_OK) {
            struct str text = json_get_str(row, "text");
            snprintf(told->checkpoint, sizeof told->checkpoint, "%.*s", SARG(text));
            told->size = 0;
        }
    }
    arena_drop(whole);
}

/* The text that the act would sign, and its signature by ssh-keygen: $R/text, $R/text.sig. */
static void sign(const struct deed *act, const char *dir, const char *root) {
    char args[1024], key[300], text[300];
    int status = 1;
    struct cairn_error e;
    struct err low = {0};
    struct json *j;
    struct arena a = arena_make("text", 64 << 20), whole = a;
    struct buf b = buf_make(&a, 1 << 20);
    snprintf(w.sign, sizeof w.sign, "\"to-sign\":true");
    fill_in(args, sizeof args, act->args, root);
    if (call(dir, act->op, args, &b, &e) != 0) { /* the act itself says why */
        arena_drop(whole);
        return;
    }
    struct str rows = buf_str(&b);
    CHECK(json_read(&a, str_cut(&rows, '\n'), &j, &low) == RC_OK);
    snprintf(key, sizeof key, "%s/%s", root, act->as);
    snprintf(text, sizeof text, "%s/text", root);
    put_file(text, json_get_str(j, "text").p, json_get_str(j, "text").n);
    const char *with[] = {"ssh-keygen", "-q", "-Y", "sign", "-n",
                          "act@cairn",  "-f", key,  text,   NULL};
    snprintf(args, sizeof args, "%s.sig", text);
    unlink(args);
    CHECK(os_run(with, -1, &status, &low) == RC_OK && status == 0);
    snprintf(w.sign, sizeof w.sign, "\"signed\":\"%s\",\"signature\":\"%s.sig\"", text, text);
    arena_drop(whole);
}

/* The order of an erasure, for the act that approves it. */
static void keep_order(struct arena a, struct str rows) {
    struct json *j;
    struct err e = {0};
    struct str row = str_cut(&rows, '\n');
    if (json_read(&a, row, &j, &e) == RC_OK && str_starts(json_get_str(j, "id"), S("e-")))
        snprintf(w.order, sizeof w.order, "%.*s", SARG(json_get_str(j, "id")));
}

void act_run(const struct deed *act, const char *root) {
    char args[1024], dir[300];
    snprintf(dir, sizeof dir, "%s/%s", root, act->dir);
    setenv("CAIRN_USER", act->as ? act->as : "tester", 1);
    if (act->as) sign(act, dir, root);
    fill_in(args, sizeof args, act->args, root);
    struct arena rows = arena_make("rows", 64 << 20), whole = rows;
    struct buf b = buf_make(&rows, 32 << 20);
    calls->on = true;
    call(dir, act->op, args, &b, &told->e);
    calls->on = false;
    setenv("CAIRN_USER", "tester", 1);
    keep_order(rows, buf_str(&b));
    arena_drop(whole);
    told->changes = calls->changes;
    if (told->e.code == 0) tell_end(dir);
    told->done = true;
}

int in_child(void (*fn)(void *), void *ctx, i64 kill_us) {
    int status = 0;
    memset(told, 0, sizeof *told);
    fflush(stdout);
    pid_t p = fork();
    CHECK(p >= 0);
    if (p == 0) {
        alarm(60);
        fn(ctx);
        _exit(0);
    }
    if (kill_us > 0) {
        struct timespec t = {kill_us / 1000000, kill_us % 1000000 * 1000};
        nanosleep(&t, NULL);
        kill(p, SIGKILL);
    }
    while (waitpid(p, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}
bool hung(int status) {
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM;
}

/* ---- what must hold ---- */

static bool extends(const char *dir, const char *checkpoint, const char *when) {
    struct arena a = arena_make("extends", 64 << 20), whole = a;
    struct err e = {0};
    struct store *s;
    char key[300];
    snprintf(key, sizeof key, "%s.key", dir);
    struct store_key_opts o = {.key_file = key};
    rc r = store_open(&a, dir, &o, &s, &e);
    if (r == RC_OK) {
        r = *checkpoint ? store_extends(s, str_c(checkpoint), &e) : RC_OK;
        store_close(s);
    }
    arena_drop(whole);
    return r == RC_OK || flunk("%s: acknowledged and lost: %s", when, e.msg);
}

static bool check(const char *dir, const char *op, const char *args, const char *when, bool tell) {
    struct cairn_error e;
    struct arena a = arena_make("check", 64 << 20), whole = a;
    struct buf b = buf_make(&a, 1 << 20);
    bool ok = call(dir, op, args, &b, &e) == 0;
    if (!ok && tell)
        flunk("%s: %s: %s: %.*s", when, op, e.message,
              SARG(str_sub(buf_str(&b), 0, b.n > 600 ? 600 : b.n)));
    arena_drop(whole);
    return ok;
}

/* verify replays the log into fresh tables and compares them too: rebuild --check is in it. */
bool sound(const char *dir, const char *checkpoint, const char *when) {
    bool ok = check(dir, "verify", "{\"deep\":true}", when, true) && extends(dir, checkpoint, when);
    if (ok) pass();
    return ok;
}

bool sound_or_healed(const char *dir, const char *checkpoint, const char *when, i64 *healed) {
    struct cairn_error e;
    struct arena a = arena_make("check", 64 << 20), whole = a;
    struct buf b = buf_make(&a, 1 << 20);
    bool ok = call(dir, "verify", "{\"deep\":true}", &b, &e) == 0;
    if (!ok) {
        struct str rows = buf_str(&b);
        bool only_tables = rows.n > 0;
        while (rows.p && rows.n) {
            struct str row = str_cut(&rows, '\n');
            only_tables &= str_find(row, S("\"object\":\"projection.db\""), 0) >= 0;
        }
        ok = only_tables && check(dir, "rebuild", "{}", when, true) &&
             check(dir, "verify", "{\"deep\":true}", when, true);
        if (ok) ++*healed;
        if (!ok)
            flunk("%s: verify: %s: %.*s", when, e.message,
                  SARG(str_sub(buf_str(&b), 0, b.n > 600 ? 600 : b.n)));
    }
    arena_drop(whole);
    ok = ok && extends(dir, checkpoint, when);
    if (ok) pass();
    return ok;
}

bool honest(const struct cairn_error *e, const char *when) {
    if (e->code == 0) return true;
    if (!e->message[0] || !e->hint[0] || strchr(e->message, '\n'))
        return flunk("%s: status %d without a line and a hint: %s", when, e->code, e->message);
    return true;
}

/* ---- the case ---- */

static void must(const char *dir, const char *op, const char *args, struct buf *out) {
    struct cairn_error e;
    if (call(dir, op, args, out, &e) == 0) return;
    fprintf(stderr, "the world could not be made: %s: %s\n", op, e.message);
    exit(1);
}

/* The id in the first row that holds `part`. */
static void first_id(const char *dir, const char *op, const char *part, char *out, size_t room) {
    struct arena a = arena_make("ids", 64 << 20), whole = a;
    struct buf b = buf_make(&a, 1 << 20);
    must(dir, op, "{}", &b);
    struct str rows = buf_str(&b), row, id = {0};
    while (!id.n && rows.p && rows.n) {
        struct json *j;
        struct err e = {0};
        row = str_cut(&rows, '\n');
        if (str_find(row, str_c(part), 0) < 0) continue;
        if (json_read(&a, row, &j, &e) == RC_OK) id = json_get_str(j, "id");
    }
    CHECK(id.n > 0);
    snprintf(out, room, "%.*s", SARG(id));
    arena_drop(whole);
}

static void inputs(void) {
    static const char *const TEXTS[][2] = {
        {"a.txt",
         "Officials said on Monday that 21 people were killed in Saltgate. A resident said "
         "that five children were among them.\n"},
        {"b.txt", "The ministry said on Tuesday that soldiers found seven munitions depots in "
                  "Pelsun.\n"},
        {"c.txt", "Not yet read.\n"},
        {"d.txt", "Officials said on Wednesday that 12 people were killed in Pelsun.\n"}};
    char path[300];
    snprintf(path, sizeof path, "%s/in", w.base);
    CHECK(mkdir(path, 0700) == 0);
    for (i64 i = 0; i < LEN(TEXTS); i++) {
        snprintf(path, sizeof path, "%s/in/%s", w.base, TEXTS[i][0]);
        put_file(path, TEXTS[i][1], (i64)strlen(TEXTS[i][1]));
    }
    static char large[(1 << 20) + 70000]; /* a pack of its own */
    for (size_t i = 0; i < sizeof large; i++)
        large[i] = (char)(i * 31 >> 5);
    snprintf(path, sizeof path, "%s/in/large.bin", w.base);
    put_file(path, large, (i64)sizeof large);
}

/* Two people with keys of their own, for what two must sign. */
static void signers(const char *dir) {
    static const char *const WHO[] = {"Mara", "Tamir"};
    for (i64 i = 0; i < LEN(WHO); i++) {
        char path[200], args[512];
        int status = 1;
        struct err e = {0};
        snprintf(path, sizeof path, "%s/%s", w.base, WHO[i]);
        const char *make[] = {"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path, NULL};
        CHECK(os_run(make, -1, &status, &e) == RC_OK && status == 0);
        snprintf(args, sizeof args, "{\"NAME\":\"%s\",\"key\":\"%s.pub\",\"reason\":\"seen\"}",
                 WHO[i], path);
        must(dir, "signer add", args, NULL);
    }
}

void world_make(void) {
    char dir[200], args[512];
    CHECK(mkdir(w.base, 0700) == 0);
    inputs();
    snprintf(dir, sizeof dir, "%s/case", w.base);
    snprintf(args, sizeof args, "{\"DIR\":\"%s\",\"name\":\"Test\",\"no-passphrase\":true}", dir);
    must(dir, "init", args, NULL);
    snprintf(args, sizeof args,
             "{\"PATH\":[\"%s/in/a.txt\",\"%s/in/b.txt\"],\"published\":\"2031-03-11\"}", w.base,
             w.base);
    must(dir, "add", args, NULL);
    first_id(dir, "claims", "killed", w.claim, sizeof w.claim);
    snprintf(args, sizeof args, "{\"CLAIM\":\"%s\",\"ACT\":\"accept\",\"reason\":\"read\"}",
             w.claim);
    must(dir, "review", args, NULL);
    first_id(dir, "claims", "\"machine\"", w.claim, sizeof w.claim);
    first_id(dir, "items", "a.txt", w.item, sizeof w.item);
    first_id(dir, "figures", "", w.figure, sizeof w.figure);
    signers(dir);
    tell_end(dir);
    snprintf(w.checkpoint, sizeof w.checkpoint, "%s", told->checkpoint);
    CHECK(told->size == 0);
}

const char *base_checkpoint(void) {
    return w.checkpoint;
}
const char *world_base(void) {
    return w.base;
}
const char *world_root(void) {
    return w.root;
}

void world_copy(const struct deed *act) {
    tree_remove(w.root);
    tree_copy(w.base, w.root);
    calls_reset(w.root);
    for (const char *p = act ? act->first : NULL; p && *p;) { /* "backup, add" */
        char name[40], key[300], made[300];
        int n = (int)strcspn(p, ",");
        snprintf(name, sizeof name, "%.*s", n, p);
        act_run(act_named(name), w.root);
        if (told->e.code) fprintf(stderr, "%s: %s\n", name, told->e.message);
        CHECK(told->e.code == 0);
        p += n + strspn(p + n, ", ");
        snprintf(key, sizeof key, "%s/case.key", w.root);
        snprintf(made, sizeof made, "%s/made.key", w.root);
        if (!strcmp(act->dir, "made") && access(made, F_OK) != 0) file_copy(key, made);
    }
    calls_reset(w.root);
}

void world_begin(const char *name) {
    struct stat st;
    calls_init();
    told = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(told != MAP_FAILED);
    clock_gettime(CLOCK_MONOTONIC, &w.begin);
    w.name = name;
    bool shm = stat("/dev/shm", &st) == 0 && access("/dev/shm", W_OK) == 0;
    snprintf(w.top, sizeof w.top, "%s/cairn-%s-%d", shm ? "/dev/shm" : "/tmp", name, (int)getpid());
    CHECK(mkdir(w.top, 0700) == 0);
    snprintf(w.base, sizeof w.base, "%s/base", w.top);
    snprintf(w.root, sizeof w.root, "%s/now", w.top);
    setenv("HOME", w.top, 1);
    setenv("XDG_CONFIG_HOME", w.top, 1);
    setenv("CAIRN_USER", "tester", 1);
    if (!getenv("CAIRN_CLOCK")) setenv("CAIRN_CLOCK", "2031-03-25T09:00:00Z", 1);
    unsetenv("CAIRN_KEY_FILE");
    unsetenv("CAIRN_FAULT");
}

int world_end(void) {
    tree_remove(w.top);
    printf("%s: %lld s\n%lld passed, %lld failed\n", w.name, (long long)seconds(),
           (long long)w.passed, (long long)w.failed);
    return w.failed == 0 && w.passed > 0 ? 0 : 1;
}
