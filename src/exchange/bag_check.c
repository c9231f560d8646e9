/* Is this bag complete and valid? RFC 8493 §3, and what can go wrong on the way to us. */
#include "exchange/bag_inner.h"

#include "base/utf8.h"
#include "text/charset.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

struct want {
    int alg;
    const u8 *digest;
    struct want *next;
};

struct bagged {
    struct str path;
    i64 size;
    bool present, fetched;
    struct want *wants;   /* what the manifests say, at most one of each algorithm */
    struct bagged *other; /* the file that is there under another spelling of the name */
};

struct check {
    struct arena a;
    int root;
    bag_finding_fn *found;
    bag_payload_fn *payload;
    void *ctx;
    struct bag_stats *st;
    struct bag_declaration d;
    bool incomplete;
    struct map files;            /* path → struct bagged */
    u32 manifests, tagmanifests; /* bits of algorithms */
};

/* ---- findings ---- */

static void find(struct check *c, bool error, struct str file, const char *what) {
    i64 told = c->st->errors + c->st->warnings;
    *(error ? &c->st->errors : &c->st->warnings) += 1;
    if (c->found && told < BAG_FINDINGS_MAX)
        c->found(c->ctx, error ? "error" : "warning", file, what);
}

/* The bag is not what RFC 8493 calls complete. */
static void broken(struct check *c, struct str file, const char *what) {
    c->incomplete = true;
    find(c, true, file, what);
}

static void warn(struct check *c, struct str file, const char *what) {
    find(c, false, file, what);
}

static bool in_data(struct str path) {
    return str_starts(path, S("data/"));
}

static struct bagged *file_at(struct check *c, struct str path) {
    struct map_entry *m = map_get(&c->files, path);
    return m ? m->ptr : NULL;
}

static struct bagged *file_put(struct check *c, struct str path) {
    bool fresh;
    struct map_entry *m = map_put(&c->files, &c->a, path, &fresh);
    if (fresh) {
        m->ptr = NEW(&c->a, struct bagged);
        *(struct bagged *)m->ptr = (struct bagged){.path = path};
    }
    return m->ptr;
}

/* ---- what is there ---- */

static rc walked(void *ctx, struct str path, enum bag_kind kind, i64 size, struct err *e) {
    struct check *c = ctx;
    path = str_dup(&c->a, path);
    if (kind == BAG_LINK) broken(c, path, "is a symbolic link");
    if (kind == BAG_OTHER) broken(c, path, "is neither a regular file nor a folder");
    if (kind == BAG_DEEP) broken(c, path, "is nested too deep");
    if (kind != BAG_FILE) return RC_OK;
    if (c->files.n == BAG_FILES_MAX)
        return fail(e, RC_LIMIT, "the bag has more than %lld files", BAG_FILES_MAX);
    struct bagged *f = file_put(c, path);
    f->present = true;
    f->size = size;
    if (!in_data(path)) return RC_OK;
    c->st->files++;
    c->st->bytes += size;
    return RC_OK;
}

static rc read_at(struct arena *a, int root, struct str path, i64 max, struct str *out,
                  struct err *e) {
    struct stat st;
    int fd = bag_open_at(root, path);
    if (fd < 0) {
        rc code = errno == ENOENT ? RC_NOTFOUND : RC_IO;
        return fail(e, code, "%.*s cannot be opened: %s", SARG(path), strerrordesc_np(errno));
    }
    i64 n = 0, size = fstat(fd, &st) == 0 ? st.st_size : 0;
    rc r = RC_OK;
    if (size > max)
        r = fail(e, RC_LIMIT, "%.*s is longer than %lld bytes", SARG(path), (long long)max);
    char *p = NEWN(a, char, r == RC_OK ? size + 1 : 1);
    while (r == RC_OK && n < size) {
        ssize_t k = read(fd, p + n, (size_t)(size - n));
        if (k <= 0)
            r = fail(e, RC_IO, "%.*s cannot be read", SARG(path));
        else
            n += k;
    }
    close(fd);
    *out = (struct str){p, n};
    return r;
}

/* A tag file as UTF-8; *sound false when it cannot be read so: found already. */
static rc tag_text(struct check *c, struct str path, i64 max, struct str *out, bool *sound,
                   struct err *e) {
    struct str bytes, enc = c->d.encoding;
    struct decoded d;
    struct err low = {0};
    *sound = false;
    TRY(read_at(&c->a, c->root, path, max, &bytes, e));
    bool utf8 = str_eqi(enc, S("UTF-8")) || str_eqi(enc, S("UTF8"));
    *out = bytes;
    if (utf8 && utf8_invalid(bytes) >= 0) {
        broken(c, path, "is not UTF-8, as bagit.txt says it is");
    } else if (!utf8) {
        rc r = charset_decode(&c->a, bytes, enc, &d, &low);
        if (r == RC_OK && !d.replaced) {
            *out = d.text;
            *sound = true;
        } else {
            broken(c, path, "cannot be read in the encoding that bagit.txt names");
        }
    } else {
        *sound = true;
    }
    if (*sound && str_starts(*out, S("\xEF\xBB\xBF"))) {
        warn(c, path, "begins with a byte order mark");
        *out = str_sub(*out, 3, out->n);
    }
    return RC_OK;
}

/* ---- manifests ---- */

static void want(struct check *c, struct str manifest, int alg, struct str path, struct str hex) {
    struct str digest = hex_decode(&c->a, hex);
    if (!digest.p || digest.n != BAG_ALG[alg].bytes) {
        broken(c, manifest, "a checksum has not the form of its algorithm");
        return;
    }
    struct bagged *f = file_put(c, path);
    for (struct want *w = f->wants; w; w = w->next) {
        if (w->alg != alg) continue;
        if (memcmp(w->digest, digest.p, (size_t)digest.n) != 0)
            broken(c, path, "is listed twice in one manifest, with different checksums");
        else if (c->d.minor == 100)
            broken(c, path, "is listed twice in one manifest");
        else
            warn(c, path, "is listed twice in one manifest, with the same checksum");
        return;
    }
    struct want *w = NEW(&c->a, struct want);
    *w = (struct want){alg, (const u8 *)digest.p, f->wants};
    f->wants = w;
}

static bool is_tagmanifest(struct str path) {
    return str_starts(path, S("tagmanifest-")) && str_ends(path, S(".txt")) &&
           str_chr(path, '/', 0) < 0;
}

static void listed(struct check *c, struct str manifest, bool tags, int alg, struct str line) {
    struct bag_listed l;
    struct bag_path p;
    const char *why = bag_manifest_line(line, &l);
    if (why) {
        broken(c, manifest, why);
        return;
    }
    why = bag_path(&c->a, l.path, c->d.minor == 100 ? 2 : 1, &p);
    if (!why && in_data(p.path) == tags)
        why = tags ? "is payload, listed in a tag manifest" : "is not below data/";
    if (why) {
        broken(c, str_dup(&c->a, l.path), why);
        return;
    }
    if (l.star) warn(c, p.path, "is marked with * in the manifest, as md5sum does");
    if (p.dot) warn(c, p.path, "is written with ./ in the manifest");
    if (p.percent) warn(c, p.path, "holds a percent sign that is not encoded");
    if (tags && is_tagmanifest(p.path)) {
        if (c->d.minor == 100)
            broken(c, p.path, "is a tag manifest, listed in a tag manifest");
        else
            warn(c, p.path, "is a tag manifest, listed in a tag manifest");
    }
    want(c, manifest, alg, p.path, l.hex);
}

static rc manifest(struct check *c, struct str path, bool tags, struct err *e) {
    i64 head = tags ? 12 : 9;
    int alg = bag_alg_named(str_sub(path, head, path.n - 4));
    struct str text, line;
    bool sound;
    if (alg < 0) {
        broken(c, path, "is of an algorithm that is not known here");
        return RC_OK;
    }
    u32 *bits = tags ? &c->tagmanifests : &c->manifests;
    if (*bits >> alg & 1) broken(c, path, "is a second manifest of one algorithm");
    *bits |= (u32)1 << alg;
    if (BAG_ALG[alg].weak) warn(c, path, "is of an algorithm for which forgeries can be made");
    TRY(tag_text(c, path, BAG_MANIFEST_MAX, &text, &sound, e));
    while (sound && bag_line(&text, &line)) {
        if (c->files.n > 2 * BAG_FILES_MAX)
            return fail(e, RC_LIMIT, "the bag lists more than %lld files", BAG_FILES_MAX);
        if (line.n) listed(c, path, tags, alg, line);
    }
    return RC_OK;
}

static rc manifests(struct check *c, struct err *e) {
    i64 there = c->files.n;
    for (i64 i = 0; i < there; i++) {
        struct bagged *f = c->files.entries[i].ptr;
        if (str_chr(f->path, '/', 0) >= 0 || !str_ends(f->path, S(".txt"))) continue;
        if (str_starts(f->path, S("manifest-"))) TRY(manifest(c, f->path, false, e));
        if (is_tagmanifest(f->path)) TRY(manifest(c, f->path, true, e));
    }
    if (!c->manifests)
        broken(c, S("manifest-ALGORITHM.txt"), "is missing: nothing says what the payload is");
    return RC_OK;
}

/* ---- other tag files ---- */

static rc fetch(struct check *c, struct err *e) {
    struct str text, line, name = S("fetch.txt");
    struct bag_fetch f;
    struct bag_path p;
    bool sound;
    if (!file_at(c, name) || !file_at(c, name)->present) return RC_OK;
    TRY(tag_text(c, name, BAG_MANIFEST_MAX, &text, &sound, e));
    while (sound && bag_line(&text, &line)) {
        if (!line.n) continue;
        const char *why = bag_fetch_line(line, &f);
        if (!why) why = bag_path(&c->a, f.path, c->d.minor == 100 ? 2 : 1, &p);
        if (!why && !in_data(p.path)) why = "is not below data/";
        if (why) {
            broken(c, f.path.n ? str_dup(&c->a, f.path) : name, why);
            continue;
        }
        struct bagged *b = file_at(c, p.path);
        if (b)
            b->fetched = true;
        else
            broken(c, p.path, "is in fetch.txt and in no manifest");
    }
    return RC_OK;
}

static void oxum(struct check *c, struct str file, struct str value) {
    i64 bytes, files;
    if (!bag_oxum(value, &bytes, &files))
        broken(c, file, "Payload-Oxum is not BYTES.FILES");
    else if (bytes != c->st->bytes || files != c->st->files)
        broken(c, file, "Payload-Oxum is not that of the payload");
}

static rc info(struct check *c, struct err *e) {
    struct str text, name = c->d.minor < 96 ? S("package-info.txt") : S("bag-info.txt");
    struct bag_tag t;
    const char *why;
    bool sound, loose;
    i64 oxums = 0;
    if (!file_at(c, name) || !file_at(c, name)->present) return RC_OK;
    TRY(tag_text(c, name, BAG_TAG_MAX, &text, &sound, e));
    while (sound && bag_info_next(&c->a, &text, &t, &loose, &why)) {
        if (why) broken(c, name, why);
        if (!why && loose && c->d.minor == 100) warn(c, name, "a label is not followed by \": \"");
        if (why || !str_eqi(t.label, S("Payload-Oxum"))) continue;
        if (oxums++) warn(c, name, "Payload-Oxum is given more than once");
        oxum(c, name, t.value);
    }
    return RC_OK;
}

/* ---- names ---- */

static bool same_want(const struct bagged *x, const struct bagged *y) {
    for (const struct want *w = x->wants; w; w = w->next)
        for (const struct want *v = y->wants; v; v = v->next)
            if (w->alg == v->alg &&
                memcmp(w->digest, v->digest, (size_t)BAG_ALG[w->alg].bytes) == 0)
                return true;
    return false;
}

/* f and g fold together. One of them that is not there may be the other: by normalisation, or on a
 * system without case, when both are listed with one checksum. */
static void clash(struct check *c, struct bagged *f, struct bagged *g) {
    struct str x = bag_nfc(&c->a, f->path), y = bag_nfc(&c->a, g->path);
    bool form = x.p && y.p && str_eq(x, y);
    warn(c, f->path,
         form ? "differs from another name in its Unicode normalisation only"
              : "differs from another name in case only");
    struct bagged *gone = f->present ? g : f, *there = f->present ? f : g;
    if (gone->present || !there->present) return;
    bool moved = form && !there->wants;
    if (!moved && !same_want(gone, there)) return;
    if (moved) there->wants = gone->wants;
    gone->other = there;
}

static void names(struct check *c) {
    struct map folded = {0};
    for (i64 i = 0; i < c->files.n; i++) {
        struct bagged *f = c->files.entries[i].ptr;
        struct str key = bag_fold(&c->a, f->path);
        bool fresh;
        if (!key.p) {
            warn(c, f->path, "has a name that is not UTF-8");
            continue;
        }
        struct map_entry *m = map_put(&folded, &c->a, key, &fresh);
        if (!fresh) clash(c, f, m->ptr);
        if (fresh || !((struct bagged *)m->ptr)->present) m->ptr = f;
        if (in_data(f->path) && bag_system_file(f->path))
            warn(c, f->path, "is a file that file managers make and lose by themselves");
        if (str_chr(f->path, '\\', 0) >= 0) warn(c, f->path, "holds a backslash");
    }
}

/* ---- the files against the manifests ---- */

static void compare(struct check *c, struct bagged *f, u8 (*digest)[BAG_DIGEST]) {
    for (struct want *w = f->wants; w; w = w->next) {
        struct str what = str_fmt(&c->a, "is not what the %s manifest says", BAG_ALG[w->alg].name);
        if (memcmp(digest[w->alg], w->digest, (size_t)BAG_ALG[w->alg].bytes) != 0)
            find(c, true, f->path, cstr(&c->a, what));
    }
}

static rc hash_file(struct check *c, struct bagged *f, struct err *e) {
    u8 digest[BAG_ALGS][BAG_DIGEST];
    struct err low = {0};
    i64 size;
    u32 which = c->payload && in_data(f->path) ? 1u << BAG_SHA256 : 0;
    for (struct want *w = f->wants; w; w = w->next)
        which |= 1u << w->alg;
    if (!which) return RC_OK;
    int fd = bag_open_at(c->root, f->path);
    if (fd < 0) {
        broken(c, f->path, "cannot be opened");
        return RC_OK;
    }
    rc r = bag_hash(fd, which, digest, &size, &low);
    close(fd);
    if (r != RC_OK) return fail(e, r, "%.*s %s", SARG(str_sub(f->path, 0, 300)), low.msg);
    if (size != f->size) find(c, true, f->path, "changed while it was checked");
    compare(c, f, digest);
    if (c->payload && in_data(f->path)) c->payload(c->ctx, f->path, f->size, digest[BAG_SHA256]);
    return RC_OK;
}

static void completeness(struct check *c, const struct bagged *f) {
    u32 listed_in = 0;
    for (struct want *w = f->wants; w; w = w->next)
        listed_in |= 1u << w->alg;
    if (!f->present && f->other) return;
    if (!f->present)
        broken(c, f->path,
               f->fetched ? "is missing: fetch.txt says from where to get it"
                          : "is listed and missing");
    if (!in_data(f->path)) return;
    if (f->present && !f->wants)
        broken(c, f->path, "is in the payload and in no manifest");
    else if (c->d.minor == 100 && listed_in != c->manifests)
        broken(c, f->path, "is not listed in every payload manifest");
}

static rc files(struct check *c, struct err *e) {
    for (i64 i = 0; i < c->files.n; i++) {
        struct bagged *f = c->files.entries[i].ptr;
        completeness(c, f);
        struct arena keep = c->a;
        if (f->present) TRY(hash_file(c, f, e));
        c->a = keep;
    }
    if (!c->tagmanifests) return RC_OK;
    for (i64 i = 0; i < c->files.n; i++) {
        struct bagged *f = c->files.entries[i].ptr;
        if (str_starts(f->path, S("manifest-")) && !f->wants)
            warn(c, f->path, "is not listed in the tag manifest");
    }
    return RC_OK;
}

/* ---- the whole ---- */

static rc declaration(struct check *c, const char *dir, bool *sound, struct err *e) {
    struct str text, name = S("bagit.txt");
    struct bagged *f = file_at(c, name);
    *sound = false;
    if (!f || !f->present) {
        rc r = fail(e, RC_USAGE, "%s is no bag: it has no bagit.txt", dir);
        err_hint(e, "name the folder that holds bagit.txt");
        return r;
    }
    TRY(read_at(&c->a, c->root, name, BAG_TAG_MAX, &text, e));
    const char *why = bag_declaration(text, &c->d);
    i64 n = c->d.version.n < (i64)sizeof c->st->version ? c->d.version.n : 0;
    if (n > 0) memcpy(c->st->version, c->d.version.p, (size_t)n);
    if (why) broken(c, name, why);
    if (!why && c->d.loose) warn(c, name, "has blanks where none should be");
    *sound = !why;
    return RC_OK;
}

static rc check_open(struct check *c, const char *dir, struct err *e) {
    struct stat st;
    bool sound;
    TRY(bag_walk(arena_split(&c->a, BAG_ARENA_MAX / 16), c->root, walked, c, e));
    TRY(declaration(c, dir, &sound, e));
    if (!sound) return RC_OK;
    if (fstatat(c->root, "data", &st, AT_SYMLINK_NOFOLLOW) < 0 || !S_ISDIR(st.st_mode))
        broken(c, S("data/"), "is missing");
    TRY(manifests(c, e));
    TRY(fetch(c, e));
    TRY(info(c, e));
    names(c);
    return files(c, e);
}

static rc open_dir(const char *dir, int *fd, struct err *e) {
    *fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (*fd >= 0) return RC_OK;
    rc code = errno == ENOENT ? RC_NOTFOUND : errno == ENOTDIR ? RC_USAGE : RC_IO;
    fail(e, code, "cannot open the folder %s: %s", dir, strerrordesc_np(errno));
    return err_hint(e, "name the folder of a bag: the one that holds bagit.txt");
}

rc bag_check_payload(struct arena scratch, const char *dir, bag_finding_fn *found,
                     bag_payload_fn *payload, void *ctx, struct bag_stats *st, struct err *e) {
    struct arena whole = arena_make("bag", BAG_ARENA_MAX);
    struct check c = {.a = whole, .found = found, .payload = payload, .ctx = ctx, .st = st};
    (void)scratch;
    *st = (struct bag_stats){0};
    rc r = open_dir(dir, &c.root, e);
    if (r == RC_OK) {
        r = check_open(&c, dir, e);
        close(c.root);
    }
    st->complete = r == RC_OK && !c.incomplete;
    st->valid = st->complete && st->errors == 0;
    arena_drop(whole);
    return r;
}

rc bag_check(struct arena scratch, const char *dir, bag_finding_fn *found, void *ctx,
             struct bag_stats *st, struct err *e) {
    return bag_check_payload(scratch, dir, found, NULL, ctx, st, e);
}

rc bag_read(struct arena *a, const char *dir, struct str path, i64 max, struct str *out,
            struct err *e) {
    int fd;
    TRY(open_dir(dir, &fd, e));
    rc r = read_at(a, fd, path, max, out, e);
    close(fd);
    return r;
}

rc bag_tags(struct arena *a, const char *dir, struct bag_tag **out, i64 *n, struct err *e) {
    struct str text;
    struct err low = {0};
    struct bag_tag t;
    struct decoded d;
    const char *why;
    bool loose;
    i64 cap = 0;
    *out = NULL;
    *n = 0;
    rc r = bag_read(a, dir, S("bag-info.txt"), BAG_TAG_MAX, &text, &low);
    if (r == RC_NOTFOUND)
        r = bag_read(a, dir, S("package-info.txt"), BAG_TAG_MAX, &text, &(struct err){0});
    if (r == RC_NOTFOUND) return RC_OK;
    if (r != RC_OK) return fail(e, r, "%s", low.msg);
    TRY(charset_decode(a, text, S(""), &d, e));
    text = d.text;
    while (bag_info_next(a, &text, &t, &loose, &why))
        if (!why) *PUSH(a, *out, *n, cap) = t;
    return RC_OK;
}
