/* Writing a bag: payload and tag files first, then the manifests, bagit.txt last: until that is
 * there, the folder is no bag. */
#include "exchange/bag_inner.h"

#include "base/date.h"
#include "base/utf8.h"
#include "sys/os.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { WRITTEN_WITH = 1u << BAG_SHA256 | 1u << BAG_SHA512 };

struct written {
    struct str path;
    i64 size;
    u8 sha256[32], sha512[64];
};

struct bag {
    struct arena *a;
    const char *dir;
    struct written *v;
    i64 n, cap, bytes, files;
    struct map paths, folded;
    struct os_file open;
    struct str opened; /* path of the open file */
    struct buf info;
    bool made; /* the folder is ours */
};

static const char *in_bag(struct bag *b, struct str path) {
    return cstr(b->a, str_fmt(b->a, "%s/%.*s", b->dir, SARG(path)));
}

rc bag_create(struct arena *a, const char *dir, struct bag **out, struct err *e) {
    struct str *names;
    i64 n;
    struct bag *b = NEW(a, struct bag);
    *b = (struct bag){.a = a, .dir = dir, .info = buf_make(a, BAG_TAG_MAX)};
    if (os_exists(dir)) {
        TRY(os_list(a, dir, &names, &n, e));
        if (n) {
            fail(e, RC_CONFLICT, "the folder %s is not empty", dir);
            return err_hint(e, "a bag is written into a new folder");
        }
    }
    b->made = !os_exists(dir);
    TRY(os_mkdirs(in_bag(b, S("data")), 0755, e));
    *out = b;
    return RC_OK;
}

static bool reserved(struct str path) {
    return str_eqc(path, "bagit.txt") || str_eqc(path, "bag-info.txt") ||
           str_eqc(path, "fetch.txt") || str_starts(path, S("manifest-")) ||
           str_starts(path, S("tagmanifest-"));
}

/* The path, checked, kept and its folder made. */
static rc take_path(struct bag *b, struct str path, struct str *out, struct err *e) {
    struct bag_path p;
    bool fresh;
    const char *why = utf8_invalid(path) >= 0 ? "is not UTF-8" : bag_path(b->a, path, 0, &p);
    if (!why && (p.dot || reserved(path))) why = "is a name that the bag needs itself";
    if (why) return fail(e, RC_USAGE, "a path of the bag %s: %.*s", why, SARG(path));
    if (b->n == BAG_FILES_MAX)
        return fail(e, RC_LIMIT, "a bag has at most %lld files", BAG_FILES_MAX);
    *out = str_dup(b->a, path);
    map_put(&b->paths, b->a, *out, &fresh);
    if (fresh) map_put(&b->folded, b->a, bag_fold(b->a, *out), &fresh);
    if (!fresh) return fail(e, RC_CONFLICT, "the bag has %.*s already", SARG(path));
    i64 cut = path.n;
    while (cut > 0 && path.p[cut - 1] != '/')
        cut--;
    return cut ? os_mkdirs(in_bag(b, str_sub(path, 0, cut - 1)), 0755, e) : RC_OK;
}

static struct written *keep(struct bag *b, struct str path, i64 size, u8 (*digest)[BAG_DIGEST]) {
    struct written *w = PUSH(b->a, b->v, b->n, b->cap);
    *w = (struct written){.path = path, .size = size};
    memcpy(w->sha256, digest[BAG_SHA256], 32);
    memcpy(w->sha512, digest[BAG_SHA512], 64);
    if (!str_starts(path, S("data/"))) return w;
    b->bytes += size;
    b->files++;
    return w;
}

static rc put(struct bag *b, struct str path, struct str bytes, struct err *e) {
    u8 digest[BAG_ALGS][BAG_DIGEST];
    TRY(os_create_unsynced(in_bag(b, path), 0644, bytes, e));
    bag_hash_bytes(bytes, WRITTEN_WITH, digest);
    keep(b, path, bytes.n, digest);
    return RC_OK;
}

rc bag_put(struct bag *b, struct str path, struct str bytes, struct err *e) {
    struct str mine;
    CHECK(!b->open.open);
    TRY(take_path(b, path, &mine, e));
    return put(b, mine, bytes, e);
}

rc bag_put_begin(struct bag *b, struct str path, int *fd, struct err *e) {
    CHECK(!b->open.open);
    TRY(take_path(b, path, &b->opened, e));
    TRY(os_file_create(&b->open, in_bag(b, b->opened), 0644, e));
    *fd = b->open.fd;
    return RC_OK;
}

/* Hashed as it lies on the disk. */
rc bag_put_end(struct bag *b, struct err *e) {
    u8 digest[BAG_ALGS][BAG_DIGEST];
    i64 size;
    const char *path = in_bag(b, b->opened);
    TRY(os_file_done(&b->open, e));
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) return fail(e, RC_IO, "%s cannot be read again", path);
    rc r = bag_hash(fd, WRITTEN_WITH, digest, &size, e);
    close(fd);
    if (r == RC_OK) keep(b, b->opened, size, digest);
    return r;
}

/* One line each: what would make a second one becomes a blank. */
rc bag_info(struct bag *b, struct str label, struct str value, struct err *e) {
    if (!label.n || str_chr(label, ':', 0) >= 0 || utf8_invalid(label) >= 0 ||
        utf8_invalid(value) >= 0)
        return fail(e, RC_USAGE, "a label or value of bag-info.txt is not UTF-8");
    buf_put(&b->info, label);
    buf_puts(&b->info, ": ");
    for (i64 i = 0; i < value.n; i++)
        buf_c(&b->info, (u8)value.p[i] < 32 ? ' ' : value.p[i]);
    buf_c(&b->info, '\n');
    return buf_ok(&b->info)
               ? RC_OK
               : fail(e, RC_LIMIT, "bag-info.txt is longer than %lld bytes", BAG_TAG_MAX);
}

static int by_path(const void *x, const void *y) {
    return str_cmp(((const struct written *)x)->path, ((const struct written *)y)->path);
}

static struct str manifest_text(struct bag *b, bool tags, int alg) {
    struct buf t = buf_make(b->a, BAG_MANIFEST_MAX);
    for (i64 i = 0; i < b->n; i++) {
        const struct written *w = &b->v[i];
        if (str_starts(w->path, S("data/")) == tags || str_starts(w->path, S("tagmanifest-")))
            continue;
        struct str d = alg == BAG_SHA256 ? (struct str){(const char *)w->sha256, 32}
                                         : (struct str){(const char *)w->sha512, 64};
        buf_put(&t, hex_encode(b->a, d));
        buf_puts(&t, "  ");
        buf_put(&t, bag_path_written(b->a, w->path));
        buf_c(&t, '\n');
    }
    CHECK(buf_ok(&t));
    return buf_str(&t);
}

static rc put_manifests(struct bag *b, bool tags, struct err *e) {
    const char *head = tags ? "tagmanifest" : "manifest";
    struct str x = manifest_text(b, tags, BAG_SHA256), y = manifest_text(b, tags, BAG_SHA512);
    TRY(put(b, str_fmt(b->a, "%s-sha256.txt", head), x, e));
    return put(b, str_fmt(b->a, "%s-sha512.txt", head), y, e);
}

rc bag_done(struct bag *b, struct err *e) {
    static const char BAGIT[] = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    u8 digest[BAG_ALGS][BAG_DIGEST];
    CHECK(!b->open.open);
    struct str day = str_sub(instant_text(b->a, os_now()), 0, 10);
    TRY(bag_info(b, S("Bagging-Date"), day, e));
    TRY(bag_info(b, S("Payload-Oxum"),
                 str_fmt(b->a, "%lld.%lld", (long long)b->bytes, (long long)b->files), e));
    TRY(put(b, S("bag-info.txt"), buf_str(&b->info), e));
    if (b->n) qsort(b->v, (size_t)b->n, sizeof *b->v, by_path);
    TRY(put_manifests(b, false, e));
    bag_hash_bytes(str_c(BAGIT), WRITTEN_WITH, digest);
    keep(b, S("bagit.txt"), (i64)sizeof BAGIT - 1, digest);
    qsort(b->v, (size_t)b->n, sizeof *b->v, by_path);
    TRY(put_manifests(b, true, e));
    TRY(os_sync_fs(b->dir, e)); /* all of it, before the folder becomes a bag */
    return os_replace(in_bag(b, S("bagit.txt")), 0644, str_c(BAGIT), e);
}

/* Best effort: what cannot be removed is a folder without bagit.txt. */
void bag_abandon(struct bag *b) {
    os_file_drop(&b->open);
    for (i64 i = b->n - 1; i >= 0; i--)
        unlink(in_bag(b, b->v[i].path));
    unlink(in_bag(b, S("bagit.txt")));
    for (i64 i = 0; i < b->n; i++)
        for (struct str p = b->v[i].path; p.n;) {
            while (p.n && p.p[p.n - 1] != '/')
                p.n--;
            if (p.n) p.n--;
            if (p.n) rmdir(in_bag(b, p));
        }
    rmdir(in_bag(b, S("data")));
    if (b->made) rmdir(b->dir);
}
