/* Making a backup: one generation after the other. */
#include "store/backup_make.h"

#include "base/date.h"
#include "store/vault.h"

#include <limits.h>
#include <stdlib.h>

static const char README[] =
    "A backup of a cairn case. `cairn backup check DIR` says whether it is whole, and\n"
    "`cairn restore DIR NEW-FOLDER` makes the case from it, with the case's key file. That\n"
    "is not in here: keep a copy of it elsewhere. cairn.backup says what is in force.\n";

/* ---- the folder ---- */

/* Ours, or empty, or the beginning of one of ours. */
static rc folder_is_ours(struct making *m, struct err *e) {
    struct arena a = m->a;
    struct str *names;
    i64 n;
    if (os_exists(backup_at(m, &a, S(BACKUP_FILE)))) return RC_OK;
    TRY(os_list(&a, m->dir, &names, &n, e));
    bool ours = false, only = true;
    for (i64 i = 0; i < n; i++) {
        bool readme = str_eqc(names[i], BACKUP_README);
        struct str text;
        ours |= readme && os_read(&a, backup_at(m, &a, names[i]), 4096, &text, NULL) == RC_OK &&
                str_eqc(text, README);
        only &= readme || str_eqc(names[i], BACKUP_README ".tmp") || str_eqc(names[i], "lock");
    }
    if (only || ours) return RC_OK;
    fail(e, RC_CONFLICT, "the folder %s holds something that is no backup", m->dir);
    return err_hint(e, "name an empty folder, or one that `cairn backup` made");
}

static bool inside(const char *outer, const char *inner) {
    char x[PATH_MAX], y[PATH_MAX];
    if (!realpath(outer, x) || !realpath(inner, y)) return false;
    i64 n = (i64)strlen(x);
    return str_starts(str_c(y), str_c(x)) && (y[n] == '/' || y[n] == 0);
}

static rc folder_ready(struct making *m, struct err *e) {
    struct arena a = m->a;
    const char *dir = cstr(&a, m->s->dir);
    TRY(os_mkdirs(m->dir, 0700, e));
    if (inside(dir, m->dir) || inside(m->dir, dir)) {
        fail(e, RC_USAGE, "the backup may not lie in the case, nor the case in it");
        return err_hint(e, "name a folder of another disk");
    }
    TRY(folder_is_ours(m, e));
    struct str text;
    bool there = os_read(&a, backup_at(m, &a, S(BACKUP_README)), 4096, &text, NULL) == RC_OK;
    if (!there || !str_eqc(text, README))
        TRY(os_replace(backup_at(m, &a, S(BACKUP_README)), 0600, str_c(README), e));
    return RC_OK;
}

/* ---- the generation in force ---- */

static rc not_older(struct making *m, struct err *e) {
    struct log *l = &m->s->log;
    const struct backup_head *h = &m->before.head;
    u8 root[32], path[MERKLE_PATH_MAX][32];
    i64 n;
    if (!str_eq(h->id, keys_case_id(&m->a, l->pub)))
        return fail(e, RC_CONFLICT, "%s is the backup of another case", m->dir);
    bool longer = h->size > l->size;
    if (!longer) TRY(log_consistency(l, h->size, root, path, &n, e));
    if (!longer && memcmp(root, h->root, 32) == 0) return RC_OK;
    if (longer)
        fail(e, RC_INTEGRITY, "the backup has %lld entries, the case only %lld", (long long)h->size,
             (long long)l->size);
    else
        fail(e, RC_INTEGRITY, "the case does not go on from what was backed up");
    return err_hint(e, "the case was put back, or is a fork: keep this backup, and back up into "
                       "another folder");
}

static rc read_before(struct making *m, struct err *e) {
    struct err low = {0};
    bool fresh;
    rc r = backup_open(&m->a, m->dir, &m->before, &low);
    m->first = r == RC_NOTFOUND;
    m->generation = 1;
    if (m->first) return RC_OK;
    if (r != RC_OK) {
        fail(e, r, "%s", low.msg);
        return err_hint(e, "keep it as it is, and back up into another folder");
    }
    TRY(not_older(m, e));
    m->generation = m->before.head.generation + 1;
    for (i64 i = 0; i < m->before.list.n; i++)
        map_put(&m->used, &m->a, m->before.list.v[i].stored, &fresh);
    return RC_OK;
}

/* ---- into force ---- */

static rc put_list(struct making *m, struct backup_head *h, struct err *e) {
    struct str text = backup_list_text(&m->a, &m->list);
    if (text.n >= BACKUP_LIST_MAX) return fail(e, RC_LIMIT, "the list of the backup is too long");
    h->list = str_fmt(&m->a, "lists/%lld", (long long)m->generation);
    sha256(text, h->list_sha256);
    TRY(os_mkdirs(backup_at(m, &m->a, S("lists")), 0700, e));
    const char *path = backup_at(m, &m->a, h->list);
    TRY(os_remove(path, e));
    return os_create_unsynced(path, 0600, text, e);
}

static rc put_head(struct making *m, struct err *e) {
    u8 sha[32];
    struct backup_head h = {.generation = m->generation,
                            .epoch = m->epoch,
                            .size = m->s->log.size,
                            .id = keys_case_id(&m->a, m->s->log.pub),
                            .made = instant_text(&m->a, os_now())};
    memcpy(h.root, m->s->log.root, 32);
    if (!m->first) {
        sha256(m->before.text, sha);
        h.previous = hex_encode(&m->a, bytes_str(sha, 32));
    }
    TRY(put_list(m, &h, e));
    TRY(os_sync_fs(m->dir, e)); /* all that it names is on the disk */
    struct str text = backup_head_text(&m->a, &h, m->s->keys->log_secret);
    TRY(os_replace(backup_at(m, &m->a, S(BACKUP_FILE)), 0600, text, e));
    m->before = (struct backup_open){.dir = m->dir, .head = h, .text = text, .list = m->list};
    memcpy(m->st->made, h.made.p, (size_t)h.made.n);
    return RC_OK;
}

struct cleaning {
    struct making *m;
    struct map stored;
    i64 root;
    struct str *gone;
    i64 n, cap;
    struct arena *a;
};

static rc note_stranger(void *ctx, const char *path, const char *why, struct err *e) {
    struct cleaning *c = ctx;
    (void)e;
    if (why || map_get(&c->stored, str_c(path + c->root))) return RC_OK;
    *PUSH(c->a, c->gone, c->n, c->cap) = str_dup(c->a, str_c(path));
    return RC_OK;
}

static rc take_away(struct making *m, struct cleaning *c, struct arena a, struct err *e) {
    for (i64 i = 0; i < c->n; i++) {
        struct arena now = a;
        const char *path = cstr(&now, c->gone[i]);
        struct str name = str_sub(c->gone[i], c->root, c->gone[i].n);
        if (str_starts(name, S("heads/")) || str_starts(name, S("case/keys/")))
            TRY(os_wipe(path, e));
        TRY(os_remove(path, e));
        m->st->removed++;
    }
    return RC_OK;
}

/* Whatever the generation in force does not name goes; what wrapped keys is overwritten first. */
static rc clean(struct making *m, struct err *e) {
    static const char *const FOLDERS[] = {"heads", "case", "lists"};
    struct arena a = m->a, walk = arena_split(&a, BACKUP_ARENA_MAX / 8);
    struct cleaning c = {.m = m, .root = (i64)strlen(m->dir) + 1, .a = &a};
    bool fresh;
    for (i64 i = 0; i < m->before.list.n; i++)
        map_put(&c.stored, &a, m->before.list.v[i].stored, &fresh);
    if (m->before.head.list.n) map_put(&c.stored, &a, m->before.head.list, &fresh);
    for (i64 i = 0; i < LEN(FOLDERS); i++) {
        const char *path = backup_at(m, &a, str_c(FOLDERS[i]));
        if (os_is_dir(path)) TRY(os_walk(walk, path, note_stranger, &c, e));
    }
    TRY(take_away(m, &c, a, e));
    return c.n ? os_sync_fs(m->dir, e) : RC_OK;
}

/* ---- the run ---- */

/* An erasure whose end was cut short is carried out, leftovers go: then what lies under the
 * checkpoint is what there is. */
static rc settle(struct making *m, void (*waiting)(void *), void *ctx, struct err *e) {
    struct txn *t;
    TRY(store_begin(m->s, waiting, ctx, &t, e));
    store_abandon(t);
    hot_drop(m->s);
    m->s->folder = -1;
    return RC_OK;
}

static rc locked(struct making *m, void (*waiting)(void *), void *ctx, struct err *e) {
    struct backup_stats *st = m->st;
    TRY(settle(m, waiting, ctx, e));
    if (store_rekeying(m->s) != REKEY_NONE) {
        fail(e, RC_CONFLICT, "the case's keys are being changed, and that was cut short");
        return err_hint(e, "run the command that changed them again; it goes on where it ended");
    }
    m->epoch = store_epoch(m->s);
    CHECK(store_recipients(m->s, &m->recipients) >= 1);
    TRY(read_before(m, e));
    TRY(clean(m, e));
    TRY(backup_copy(m, e));
    TRY(put_head(m, e));
    *st = (struct backup_stats){.generation = m->generation,
                                .entries = m->s->log.size,
                                .epoch = m->epoch,
                                .files = m->list.n,
                                .copied = st->copied,
                                .wrote = st->wrote,
                                .removed = st->removed};
    memcpy(st->made, m->before.head.made.p, (size_t)m->before.head.made.n);
    for (i64 i = 0; i < m->list.n; i++)
        st->bytes += m->list.v[i].size;
    return clean(m, e);
}

rc store_backup(struct store *s, const char *to, void (*waiting)(void *), void *ctx,
                struct backup_stats *st, struct err *e) {
    if (strlen(to) > NAME_BYTES_MAX / 2)
        return fail(e, RC_LIMIT, "the path of the backup is too long");
    struct arena whole = arena_make("backup", BACKUP_ARENA_MAX);
    struct making m = {.s = s, .a = whole, .dir = to, .st = st};
    struct os_lock mine = {0}, vault = {0};
    *st = (struct backup_stats){0};
    m.piece = NEWN(&m.a, char, BACKUP_PIECE);
    rc r = folder_ready(&m, e);
    if (r == RC_OK)
        r = os_lock(&mine, backup_at(&m, &m.a, S("lock")), store_lock_wait(), waiting, ctx, e);
    if (r == RC_OK) r = store_vault_lock(s, waiting, ctx, &vault, e);
    if (r == RC_OK) r = locked(&m, waiting, ctx, e);
    if (vault.held) os_unlock(&vault);
    if (mine.held) os_unlock(&mine);
    arena_drop(whole);
    return r;
}
