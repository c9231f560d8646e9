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

enum seen_where { SIZE_NOWHERE, SIZE_IN_BATCH, SIZE_IN_CASE };

/* A file handed in, alone or found in a folder. */
struct given {
    i64 root; /* bytes of the folder's name before it; 0 = named by itself */
};

/* What the walk met and cannot be sealed, told in its turn. */
struct refused {
    i64 before; /* the number of the file that comes next */
    const char *path, *why;
};

struct sealing {
    struct json *with; /* a further part of the entry */
    struct op_ctx *c;
    const struct intake *in;
    struct map known; /* "sha256:…" -> outside name, of this batch */
    struct map sizes; /* of this batch and of the case, as far as asked (enum seen_where) */
    const char **path;
    struct given *given;
    i64 npaths, paths_cap, given_n, given_cap;
    struct refused *refused;
    i64 nrefused, refused_cap, refused_told;
    struct sealed *v;
    i64 n, cap, tried, fresh, failed;
    i64 root; /* bytes of the folder's name that is being walked */
    struct str first_failure, object; /* the object named last */
};

static struct map_entry *size_entry(struct sealing *s, i64 size, bool *fresh) {
    struct str key = {(const char *)&size, sizeof size};
    struct map_entry *m = map_get(&s->sizes, key);
    *fresh = !m;
    return m ? m : map_put(&s->sizes, s->c->perm, str_dup(s->c->perm, key), NULL);
}

static void know(struct sealing *s, struct str sha, i64 size, struct str outside) {
    bool fresh;
    struct map_entry *m = map_put(&s->known, s->c->perm, sha, NULL);
    m->ptr = NEW(s->c->perm, struct str);
    *(struct str *)m->ptr = outside;
    m = size_entry(s, size, &fresh);
    if (m->value == SIZE_NOWHERE) m->value = SIZE_IN_BATCH;
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

/* Has the case, or this batch, an item of this size? The case is asked once a size. */
static rc size_seen(struct sealing *s, i64 size, enum seen_where *where, struct err *e) {
    bool fresh, seen = false;
    struct map_entry *m = size_entry(s, size, &fresh);
    if (fresh) TRY(records_size_seen(s->c->session->db, size, &seen, e));
    if (seen) m->value = SIZE_IN_CASE;
    *where = (enum seen_where)m->value;
    return RC_OK;
}

/* The item that has these bytes; "" none that whoever seals may see. */
static rc item_of(struct sealing *s, struct str sha, enum seen_where where, struct str *outside,
                  struct err *e) {
    struct map_entry *m = map_get(&s->known, sha);
    *outside = m ? *(struct str *)m->ptr : (struct str){0};
    if (m || where != SIZE_IN_CASE) return RC_OK;
    return records_item_of(s->c->session->db, s->c->perm, sha, op_reach(s->c), outside, e);
}

static struct str sha_text(struct arena *a, const u8 h[32]) {
    return str_cat(a, S("sha256:"), hex_encode(a, (struct str){(const char *)h, 32}));
}

/* A large file is hashed ahead of sealing only when its size was seen before. What cannot be read
 * now is told when it is sealed. */
static bool hash_large(struct sealing *s, const char *path, u8 h[32]) {
    struct arena scratch = s->c->scratch;
    struct str bytes;
    if (os_size(path) > TEXT_BYTES_MAX) return false;
    if (os_read(&scratch, path, TEXT_BYTES_MAX, &bytes, NULL) != RC_OK) return false;
    sha256(bytes, h);
    return true;
}

/* The same bytes are one item: v gets it when there is one. */
static rc seen_before(struct sealing *s, const struct store_file *f, struct sealed *v,
                      struct err *e) {
    u8 h[32];
    enum seen_where where;
    bool hashed = f->sha256 != NULL;
    TRY(size_seen(s, f->size, &where, e));
    if (where == SIZE_NOWHERE) return RC_OK;
    if (!hashed) hashed = hash_large(s, s->path[f->nth], h);
    if (!hashed) return RC_OK;
    v->sha = sha_text(s->c->perm, f->sha256 ? f->sha256 : h);
    v->size = f->size;
    TRY(item_of(s, v->sha, where, &v->outside, e));
    v->already = v->outside.n > 0;
    return RC_OK;
}

/* What the manifest says beyond name, size and SHA-256. */
static rc describe(struct sealing *s, const struct store_file *f, struct sealed *v, struct err *e) {
    i64 root = s->given[f->nth].root;
    const char *path = s->path[f->nth];
    struct str below = str_c(path + root);
    if (root && str_chr(below, '/', 0) >= 0) v->path = str_dup(s->c->perm, below);
    if (!s->in->sha512) return RC_OK;
    return manifest_sha512(s->c, path, str_sub(v->sha, 7, v->sha.n), &v->sha512, e);
}

static rc stopped(struct sealing *s, struct err *e) {
    if (!s->c->face->stopped || !s->c->face->stopped(s->c->face->self)) return RC_OK;
    return fail(e, RC_INTERRUPTED, "stopped before anything was sealed");
}

/* Names the object of a file that is new; one that is there already is only listed. */
static rc offer(void *ctx, const struct store_file *f, struct str *name, struct err *e) {
    struct sealing *s = ctx;
    struct arena *a = s->c->perm;
    struct sealed v = {.name = base_name(str_c(s->path[f->nth]))};
    TRY(stopped(s, e));
    TRY(seen_before(s, f, &v, e));
    if (v.already)
        *PUSH(a, s->v, s->n, s->cap) = v;
    else /* the number of a failed try stays taken */
        *name = s->object = str_fmt(a, "o/%lld", (long long)s->tried++);
    return RC_OK;
}

static void left_out(struct sealing *s, const char *path, const char *why) {
    if (!s->failed++) s->first_failure = str_fmt(s->c->perm, "%s: %s", path, why);
    op_say(s->c, "not sealed: %s: %s", path, why);
}

static void tell_refused(struct sealing *s, i64 before) {
    for (; s->refused_told < s->nrefused; s->refused_told++) {
        const struct refused *r = &s->refused[s->refused_told];
        if (r->before > before) return;
        left_out(s, r->path, r->why);
    }
}

/* In a folder, what cannot be read is named and the rest goes on. */
static rc done(void *ctx, const struct store_file *f, struct err *e) {
    struct sealing *s = ctx;
    struct arena *a = s->c->perm;
    const char *path = s->path[f->nth];
    tell_refused(s, f->nth);
    if (f->why && s->given[f->nth].root) return left_out(s, path, f->why->msg), RC_OK;
    if (f->why) return *e = *f->why, f->why->code;
    struct sealed v = {.name = base_name(str_c(path)),
                       .object = s->object,
                       .size = f->size,
                       .sha = sha_text(a, f->sha256),
                       .outside = random_name(a)};
    TRY(describe(s, f, &v, e));
    know(s, v.sha, v.size, v.outside);
    s->fresh++;
    *PUSH(a, s->v, s->n, s->cap) = v;
    return RC_OK;
}

static void give(struct sealing *s, const char *path) {
    *PUSH(s->c->perm, s->path, s->npaths, s->paths_cap) = path;
    *PUSH(s->c->perm, s->given, s->given_n, s->given_cap) = (struct given){s->root};
}

static rc walked(void *ctx, const char *path, const char *why, struct err *e) {
    struct sealing *s = ctx;
    struct arena *a = s->c->perm;
    TRY(stopped(s, e));
    path = cstr(a, str_c(path));
    if (why)
        *PUSH(a, s->refused, s->nrefused, s->refused_cap) =
            (struct refused){s->npaths, path, cstr(a, str_c(why))};
    else
        give(s, path);
    return RC_OK;
}

static struct json *item_part(struct arena *a, const struct intake *in, const struct sealed *v) {
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
static struct json *manifest_part(struct arena *a, const struct intake *in,
                                  const struct sealed *v) {
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

/* Only the texts of the parts are kept: their trees take ten times as much. */
static rc commit(struct sealing *s, i64 *entry, struct err *e) {
    struct op_ctx *c = s->c;
    struct str *text = NEWN(c->perm, struct str, 2 * s->fresh + 3);
    struct json *about[2];
    i64 n = 0, more;
    for (i64 i = 0; i < s->n; i++) {
        struct arena a = c->scratch;
        if (s->v[i].already) continue;
        text[n++] = json_canon(c->perm, item_part(&a, s->in, &s->v[i]));
        text[n++] = json_canon(c->perm, manifest_part(&a, s->in, &s->v[i]));
    }
    TRY(manifest_intake(c, s->in, about, &more, e));
    for (i64 i = 0; i < more; i++)
        text[n++] = json_canon(c->perm, about[i]);
    if (s->with) text[n++] = json_canon(c->perm, s->with);
    TRY(session_entry_texts(c, "received", text, n, entry, e));
    return session_commit_log(c, e);
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
    if (s->fresh && !s->in->tables_later) TRY(session_catch_up(c, e));
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
    TRY(item_of(&s, v.sha, SIZE_IN_CASE, &v.outside, e));
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

rc ingest_seal_pump(struct op_ctx *c, struct str name, i64 size, const u8 sha256[32],
                    store_pump_fn *pump, void *ctx, const struct intake *in, struct json *with,
                    struct str *outside, i64 *n, struct err *e) {
    struct sealing s = {.c = c, .in = in, .with = with};
    struct sealed v = {.name = str_dup(c->perm, base_name(name)), .size = size};
    struct str *items;
    u8 h[32];
    TRY(session_begin(c, e));
    v.sha = str_cat(c->perm, S("sha256:"), hex_encode(c->perm, bytes_str(sha256, 32)));
    TRY(item_of(&s, v.sha, SIZE_IN_CASE, &v.outside, e));
    v.already = v.outside.n > 0;
    if (!v.already) {
        v.object = S("o/0");
        v.outside = random_name(c->perm);
        TRY(store_put_pump(c->session->txn, v.object, size, pump, ctx, h, e));
        if (memcmp(h, sha256, 32) != 0)
            return fail(e, RC_CONFLICT, "the bytes changed while being sealed");
        json_set_str(c->perm, with, "item", v.outside);
        s.fresh++;
    }
    *PUSH(c->perm, s.v, s.n, s.cap) = v;
    *outside = v.outside;
    return finish(&s, &items, n, e);
}

rc ingest_seal(struct op_ctx *c, const struct op_value *paths, const struct intake *in,
               struct str **items, i64 *n, struct err *e) {
    struct sealing s = {.c = c, .in = in};
    TRY(session_begin(c, e));
    struct arena walk = arena_split(&c->scratch, WALK_ARENA);
    for (; paths; paths = paths->more) {
        const char *path = cstr(c->perm, paths->v);
        bool folder = os_is_dir(path), slash = str_ends(paths->v, S("/"));
        s.root = folder ? (i64)strlen(path) + !slash : in->root;
        if (folder)
            TRY(os_walk(walk, path, walked, &s, e));
        else
            give(&s, path);
    }
    struct store_files files = {s.path, s.npaths, offer, done, &s};
    TRY(store_put_files(c->session->txn, &files, e));
    tell_refused(&s, s.npaths);
    TRY(finish(&s, items, n, e));
    if (!s.failed) return RC_OK;
    rc r = fail(e, RC_IO, "%lld of the files could not be read; the rest is sealed. First: %.*s",
                (long long)s.failed, SARG(str_sub(s.first_failure, 0, 300)));
    err_hint(e, "give yourself permission to read them and add them again: what is sealed is not "
                "sealed twice");
    return r;
}
