/* What can be told of a backup without a key. */
#include "store/backup_int.h"

struct checking {
    store_finding_fn *found;
    void *ctx;
    struct backup_stats *st;
    struct backup_open b;
    struct map stored;
    i64 root; /* bytes of the folder's path, to say names below it */
};

static void find(struct checking *c, const char *name, const char *what) {
    c->st->findings++;
    if (c->found) c->found(c->ctx, name, what);
}

static void check_files(struct checking *c, struct arena *a) {
    bool fresh;
    for (i64 i = 0; i < c->b.list.n; i++) {
        const struct backup_file *f = &c->b.list.v[i];
        struct err e = {0};
        map_put(&c->stored, a, f->stored, &fresh);
        struct arena now = *a;
        c->st->files++;
        c->st->bytes += f->size;
        if (backup_read(now, &c->b, f, NULL, NULL, &e) != RC_OK)
            find(c, cstr(&now, f->stored), e.msg);
    }
}

static rc walked(void *ctx, const char *path, const char *why, struct err *e) {
    struct checking *c = ctx;
    struct str name = str_c(path + c->root);
    (void)e;
    if (why) find(c, path + c->root, why);
    if (!why && !map_get(&c->stored, name) && !str_eq(name, c->b.head.list))
        find(c, path + c->root, "is no file of this generation: left by a run that was cut short");
    return RC_OK;
}

/* What nothing names is not restored and not trusted: said, for it may be what was erased. */
static rc check_strangers(struct checking *c, struct arena a, struct err *e) {
    static const char *const FOLDERS[] = {"case", "heads", "lists"};
    for (i64 i = 0; i < LEN(FOLDERS); i++) {
        struct arena now = a;
        const char *path = backup_path(&now, c->b.dir, str_c(FOLDERS[i]));
        if (os_is_dir(path)) TRY(os_walk(now, path, walked, c, e));
    }
    return RC_OK;
}

static rc check_all(struct checking *c, struct arena *a, const char *from, struct str vkey,
                    struct err *e) {
    struct err low = {0};
    u8 none[32];
    TRY(backup_open(a, from, &c->b, e));
    const struct backup_head *h = &c->b.head;
    struct backup_stats *st = c->st;
    *st = (struct backup_stats){.generation = h->generation, .entries = h->size, .epoch = h->epoch};
    memcpy(st->made, h->made.p, (size_t)h->made.n);
    if (vkey.n && !str_eq(vkey, c->b.facts.vkey)) {
        fail(e, RC_INTEGRITY, "the backup is of another log than the key that was given");
        return err_hint(e, "compare the key with `cairn log key` of the case");
    }
    check_files(c, a);
    rc r = backup_log(*a, &c->b, -1, none, &low);
    if (r != RC_OK) find(c, "log", low.msg);
    return check_strangers(c, *a, e);
}

rc backup_check(const char *from, struct str vkey, store_finding_fn *found, void *ctx,
                struct backup_stats *st, struct err *e) {
    struct arena whole = arena_make("backup", BACKUP_ARENA_MAX), a = whole;
    struct checking c = {.found = found, .ctx = ctx, .st = st, .root = (i64)strlen(from) + 1};
    *st = (struct backup_stats){0};
    rc r = check_all(&c, &a, from, vkey, e);
    arena_drop(whole);
    return r;
}
