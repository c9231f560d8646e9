#include "base/limits.h"
#include "base/utf8.h"
#include "flow/ingest.h"
#include "flow/manifest.h"
#include "proof/hash.h"
#include "sys/os.h"

#include <stdio.h>

#define WALK_ARENA (1LL << 30) /* names of one folder a level */

struct sealed {
    struct str outside, name, sha, object, path, sha512; /* path, sha512: "" = not recorded */
    i64 size;
    bool already;
};

struct sealing {
    struct op_ctx *c;
    const struct intake *in;
    struct map known; /* "sha256:…" -> outside name, of this batch */
    struct map sizes; /* sizes of this batch, so that only candidates are hashed twice */
    struct sealed *v;
    i64 n, cap, tried, fresh, failed;
    i64 root; /* bytes of the folder's name that is being walked */
    struct str first_failure;
};

static struct str size_key(struct arena *a, i64 n) {
    return str_fmt(a, "%lld", (long long)n);
}

static void know(struct sealing *s, struct str sha, i64 size, struct str outside) {
    struct map_entry *m = map_put(&s->known, s->c->perm, sha, NULL);
    m->ptr = NEW(s->c->perm, struct str);
    *(struct str *)m->ptr = outside;
    map_put(&s->sizes, s->c->perm, size_key(s->c->perm, size), NULL);
}

static struct str random_name(struct arena *a) {
    char r[16];
    os_random(r, sizeof r);
    return str_cat(a, S("m-"), hex_encode(a, (struct str){r, sizeof r}));
}

static struct str base_name(struct str path) {
    i64 cut = -1;
    for (i64 i = 0; i < path.n; i++)
        if (path.p[i] == '/') cut = i;
    return str_sub(path, cut + 1, path.n);
}

/* Has the case, or this batch, an item of this size? */
static rc size_seen(struct sealing *s, struct arena scratch, i64 size, bool *seen, struct err *e) {
    *seen = map_get(&s->sizes, size_key(&scratch, size)) != NULL;
    return *seen ? RC_OK : records_size_seen(s->c->session->db, size, seen, e);
}

/* The item that has these bytes; "" none that whoever seals may see. */
static rc item_of(struct sealing *s, struct str sha, struct str *outside, struct err *e) {
    struct map_entry *m = map_get(&s->known, sha);
    if (m) return *outside = *(struct str *)m->ptr, RC_OK;
    return records_item_of(s->c->session->db, s->c->perm, sha, op_reach(s->c), outside, e);
}

/* The same bytes are one item. Only a file whose size was seen before is hashed ahead of sealing.
 */
static rc seen_before(struct sealing *s, const char *path, struct sealed *v, bool *seen,
                      struct err *e) {
    struct arena scratch = s->c->scratch;
    i64 size = os_size(path);
    *seen = false;
    if (size < 0 || size > TEXT_BYTES_MAX) return RC_OK;
    TRY(size_seen(s, scratch, size, seen, e));
    if (!*seen) return RC_OK;
    *seen = false;
    struct str bytes, outside;
    u8 h[32];
    TRY(os_read(&scratch, path, TEXT_BYTES_MAX, &bytes, e));
    sha256(bytes, h);
    struct str sha =
        str_cat(s->c->perm, S("sha256:"), hex_encode(s->c->perm, (struct str){(char *)h, 32}));
    TRY(item_of(s, sha, &outside, e));
    if (!outside.n) return RC_OK;
    *seen = v->already = true;
    v->sha = sha;
    v->size = size;
    v->outside = outside;
    return RC_OK;
}

/* What the manifest says beyond name, size and SHA-256. */
static rc describe(struct sealing *s, const char *path, struct sealed *v, struct err *e) {
    struct str below = str_c(path + s->root);
    if (s->root && str_chr(below, '/', 0) >= 0) v->path = str_dup(s->c->perm, below);
    if (!s->in->sha512) return RC_OK;
    return manifest_sha512(s->c, path, str_sub(v->sha, 7, v->sha.n), &v->sha512, e);
}

static rc seal_file(struct sealing *s, const char *path, struct err *e) {
    struct arena *a = s->c->perm;
    struct sealed v = {.name = str_dup(a, base_name(str_c(path)))};
    bool seen;
    TRY(seen_before(s, path, &v, &seen, e));
    if (!seen) {
        u8 h[32];
        v.object = str_fmt(a, "o/%lld", (long long)s->tried++); /* of a failed try it stays taken */
        TRY(store_put_file(s->c->session->txn, v.object, path, h, &v.size, e));
        v.sha = str_cat(a, S("sha256:"), hex_encode(a, (struct str){(char *)h, 32}));
        v.outside = random_name(a);
        TRY(describe(s, path, &v, e));
        know(s, v.sha, v.size, v.outside);
        s->fresh++;
    }
    *PUSH(a, s->v, s->n, s->cap) = v;
    return RC_OK;
}

static rc left_out(struct sealing *s, const char *path, const char *why) {
    if (!s->failed++) s->first_failure = str_fmt(s->c->perm, "%s: %s", path, why);
    op_say(s->c, "not sealed: %s: %s", path, why);
    return RC_OK;
}

/* In a folder, what cannot be read is named and the walk goes on. When it is the case that cannot
 * be written, the commit refuses. */
static rc walked(void *ctx, const char *path, const char *why, struct err *e) {
    struct sealing *s = ctx;
    struct err mine = {0};
    if (s->c->face->stopped && s->c->face->stopped(s->c->face->self))
        return fail(e, RC_INTERRUPTED, "stopped before anything was sealed");
    if (why) return left_out(s, path, why);
    return seal_file(s, path, &mine) == RC_OK ? RC_OK : left_out(s, path, mine.msg);
}

static struct json *item_part(struct op_ctx *c, const struct intake *in, const struct sealed *v) {
    struct arena *a = c->perm;
    struct json *p = json_obj(a);
    json_set_str(a, p, "kind", S("item"));
    json_set_str(a, p, "item", v->outside);
    json_set_str(a, p, "object", v->object);
    if (in->publication.n) {
        json_set_str(a, p, "publication", in->publication);
        json_set_str(a, p, "publication_by", S("recorder"));
    }
    if (in->published.n) {
        json_set_str(a, p, "published", in->published);
        json_set_str(a, p, "published_by", S("recorder"));
    }
    if (in->lang.n) json_set_str(a, p, "lang", in->lang);
    return p;
}

/* A file name may be any bytes; in the record it is UTF-8. */
static struct json *manifest_part(struct op_ctx *c, const struct intake *in,
                                  const struct sealed *v) {
    struct arena *a = c->perm;
    i64 replaced;
    struct json *p = json_obj(a);
    json_set_str(a, p, "kind", S("manifest"));
    json_set_str(a, p, "item", v->outside);
    json_set_str(a, p, "sha256", str_sub(v->sha, 7, v->sha.n));
    json_set_i(a, p, "size", v->size);
    json_set_str(a, p, "name", utf8_clean(a, v->name, &replaced));
    if (v->path.n) json_set_str(a, p, "path", utf8_clean(a, v->path, &replaced));
    if (v->sha512.n) json_set_str(a, p, "sha512", v->sha512);
    if (in->from.n) json_set_str(a, p, "from", in->from);
    if (in->url.n) json_set_str(a, p, "url", in->url);
    return p;
}

static rc commit(struct sealing *s, i64 *entry, struct err *e) {
    struct op_ctx *c = s->c;
    struct json **parts = NEWN(c->perm, struct json *, 2 * s->fresh + 2);
    i64 n = 0, more;
    for (i64 i = 0; i < s->n; i++) {
        if (s->v[i].already) continue;
        parts[n++] = item_part(c, s->in, &s->v[i]);
        parts[n++] = manifest_part(c, s->in, &s->v[i]);
    }
    TRY(manifest_intake(c, s->in, parts + n, &more, e));
    TRY(session_entry(c, "received", parts, n + more, entry, e));
    return session_commit(c, e);
}

static void acknowledge(struct sealing *s, i64 entry) {
    struct arena *a = s->c->perm;
    for (i64 i = 0; i < s->n; i++) {
        struct json *j = json_obj(a);
        json_set_i(a, j, "v", 1);
        json_set_str(a, j, "name", utf8_clean(a, s->v[i].name, &(i64){0}));
        json_set_str(a, j, "id", s->v[i].sha);
        json_set_str(a, j, "outside", s->v[i].outside);
        json_set_i(a, j, "size", s->v[i].size);
        json_set_str(a, j, "state", s->v[i].already ? S("already sealed") : S("sealed"));
        if (!s->v[i].already) json_set_i(a, j, "entry", entry);
        op_row(s->c, j);
    }
}

/* Commits what is new, acknowledges all. */
static rc finish(struct sealing *s, struct str **items, i64 *n, struct err *e) {
    struct op_ctx *c = s->c;
    i64 entry = -1;
    if (s->fresh) {
        TRY(commit(s, &entry, e));
    } else {
        store_abandon(c->session->txn);
        c->session->txn = NULL;
    }
    acknowledge(s, entry);
    *items = NEWN(c->perm, struct str, s->fresh);
    *n = 0;
    for (i64 i = 0; i < s->n; i++)
        if (!s->v[i].already) (*items)[(*n)++] = s->v[i].outside;
    return RC_OK;
}

rc ingest_seal_text(struct op_ctx *c, struct str name, struct str text, const struct intake *in,
                    struct str **items, i64 *n, struct err *e) {
    struct sealing s = {.c = c, .in = in};
    struct sealed v = {.name = str_dup(c->perm, base_name(name)), .size = text.n};
    u8 h[32];
    TRY(session_begin(c, e));
    sha256(text, h);
    v.sha = str_cat(c->perm, S("sha256:"), hex_encode(c->perm, (struct str){(char *)h, 32}));
    TRY(item_of(&s, v.sha, &v.outside, e));
    v.already = v.outside.n > 0;
    if (!v.already) {
        v.object = S("o/0");
        v.outside = random_name(c->perm);
        TRY(store_put(c->session->txn, v.object, text, e));
        if (in->sha512) v.sha512 = manifest_sha512_of(c->perm, text);
        s.fresh++;
    }
    *PUSH(c->perm, s.v, s.n, s.cap) = v;
    return finish(&s, items, n, e);
}

rc ingest_seal(struct op_ctx *c, const struct op_value *paths, const struct intake *in,
               struct str **items, i64 *n, struct err *e) {
    struct sealing s = {.c = c, .in = in};
    TRY(session_begin(c, e));
    struct arena walk = arena_split(&c->scratch, WALK_ARENA);
    for (; paths; paths = paths->more) {
        const char *path = cstr(c->perm, paths->v);
        bool folder = os_is_dir(path), slash = str_ends(paths->v, S("/"));
        s.root = folder ? (i64)strlen(path) + !slash : 0;
        if (folder)
            TRY(os_walk(walk, path, walked, &s, e));
        else
            TRY(seal_file(&s, path, e));
    }
    TRY(finish(&s, items, n, e));
    if (!s.failed) return RC_OK;
    rc r = fail(e, RC_IO, "%lld of the files could not be read; the rest is sealed. First: %.*s",
                (long long)s.failed, SARG(str_sub(s.first_failure, 0, 300)));
    err_hint(e, "give yourself permission to read them and add them again: what is sealed is not "
                "sealed twice");
    return r;
}
