/* Objects of a transaction: small ones join the common pack, a large one has a pack of its own. */
#include "store/ahead.h"
#include "store/txn.h"

enum { READ_BYTES = 256 << 10 }; /* read and hashed at once: they stay in the core's cache */

static rc new_object(struct txn *t, struct str name, struct object **out, struct err *e) {
    bool fresh;
    if (!object_name_ok(name)) return fail(e, RC_USAGE, "an object name is [a-z0-9/._-]{1,100}");
    if (t->nobjects == ENTRY_OBJECTS_MAX)
        return fail(e, RC_LIMIT, "an entry has at most %lld objects", (long long)ENTRY_OBJECTS_MAX);
    struct str own = str_dup(&t->a, name);
    (void)map_put(&t->names, &t->a, own, &fresh);
    if (!fresh) return fail(e, RC_CONFLICT, "the entry has an object %.*s already", SARG(name));
    *out = PUSH(&t->a, t->object, t->nobjects, t->objects_cap);
    **out = (struct object){.name = own};
    return RC_OK;
}

/* The object could not be stored, but the transaction can go on without it. The name stays taken.
 */
static void take_back(struct txn *t) {
    t->nobjects--;
}

static rc put_whole(struct txn *t, struct pack_writer *w, struct object *o, struct str bytes,
                    struct err *e) {
    struct arena a = t->a;
    struct str name = member_name(&a, txn_next(t), "objects/", o->name);
    o->size = bytes.n;
    TRY(pack_member(w, name, bytes.n, &o->at, e));
    return pack_bytes(w, bytes, e);
}

static rc put_common(struct txn *t, struct object *o, struct str bytes, struct err *e) {
    if (!t->common.open) TRY(txn_open_pack(t, &t->common, &t->a, 0, e));
    return put_whole(t, &t->common, o, bytes, e);
}

/* The writer for the next own pack, in memory that the one before the last has left. */
static struct pack_writer *own_writer(struct txn *t, struct arena *room) {
    struct own_writer *o = &t->own_writer[t->own % LEN(t->own_writer)];
    pack_wait(&o->w);
    *room = o->room;
    return &o->w;
}

static rc finish_own(struct txn *t, struct pack_writer *w, struct arena *room, struct object *o,
                     struct err *e) {
    struct pack_foot foot = {.first = t->s->log.size};
    foot.at = w->n; /* no entries: where they would begin */
    TRY(pack_finish(w, txn_base(t, room, t->own + 1), &foot, e));
    o->pack = ++t->own;
    return RC_OK;
}

static rc put_own(struct txn *t, struct object *o, struct str bytes, struct err *e) {
    struct arena room;
    struct pack_writer *w = own_writer(t, &room);
    TRY(txn_open_pack(t, w, &room, t->own + 1, e));
    rc r = put_whole(t, w, o, bytes, e);
    if (r == RC_OK) r = finish_own(t, w, &room, o, e);
    if (r != RC_OK) pack_abandon(w);
    return r;
}

/* What a pump gives, counted and hashed on its way into a pack, or into memory. */
struct pumped {
    struct pack_writer *w;
    char *p; /* of a small one */
    i64 n, size;
    struct sha256 hash;
};

static rc take_pumped(void *ctx, struct str bytes, struct err *e) {
    struct pumped *x = ctx;
    if (bytes.n > x->size - x->n) return fail(e, RC_INTEGRITY, "more bytes came than were said");
    if (x->p)
        memcpy(x->p + x->n, bytes.p, (size_t)bytes.n);
    else
        TRY(pack_bytes(x->w, bytes, e));
    sha256_add(&x->hash, bytes);
    x->n += bytes.n;
    return RC_OK;
}

static rc pump_own(struct txn *t, struct object *o, struct pumped *x, store_pump_fn *pump,
                   void *ctx, struct err *e) {
    struct arena room;
    x->w = own_writer(t, &room);
    TRY(txn_open_pack(t, x->w, &room, t->own + 1, e));
    struct str name = member_name(&room, txn_next(t), "objects/", o->name);
    rc r = pack_member(x->w, name, o->size, &o->at, e);
    if (r == RC_OK) r = pump(ctx, take_pumped, x, e);
    if (r == RC_OK && x->n != x->size) r = fail(e, RC_INTEGRITY, "fewer bytes came than were said");
    if (r == RC_OK) r = finish_own(t, x->w, &room, o, e);
    if (r != RC_OK) pack_abandon(x->w);
    return r;
}

static rc pump_common(struct txn *t, struct object *o, struct pumped *x, store_pump_fn *pump,
                      void *ctx, struct err *e) {
    struct arena a = arena_split(&t->a, SMALL_OBJECT_MAX + 4096);
    x->p = NEWN(&a, char, x->size + 1);
    TRY(pump(ctx, take_pumped, x, e));
    if (x->n != x->size) return fail(e, RC_INTEGRITY, "fewer bytes came than were said");
    return put_common(t, o, (struct str){x->p, x->n}, e);
}

rc store_put_pump(struct txn *t, struct str name, i64 size, store_pump_fn *pump, void *ctx,
                  u8 sha[32], struct err *e) {
    struct object *o;
    struct pumped x = {.size = size};
    if (size < 0 || size > ITEM_BYTES_MAX)
        return fail(e, RC_LIMIT, "an object of %lld bytes", (long long)size);
    TRY(new_object(t, name, &o, e));
    o->size = size;
    sha256_begin(&x.hash);
    rc r = size < SMALL_OBJECT_MAX ? pump_common(t, o, &x, pump, ctx, e)
                                   : pump_own(t, o, &x, pump, ctx, e);
    sha256_end(&x.hash, sha);
    memcpy(o->sha256, sha, 32);
    if (r != RC_OK) t->broken = true;
    return r;
}

rc store_put(struct txn *t, struct str name, struct str bytes, struct err *e) {
    struct object *o;
    if (bytes.n > ITEM_BYTES_MAX)
        return fail(e, RC_LIMIT, "an object of %lld bytes", (long long)bytes.n);
    TRY(new_object(t, name, &o, e));
    sha256(bytes, o->sha256);
    rc r = bytes.n < SMALL_OBJECT_MAX ? put_common(t, o, bytes, e) : put_own(t, o, bytes, e);
    if (r != RC_OK) t->broken = true;
    return r;
}

/* Reads exactly what fstat promised, into the pack's own buffer, hashing it on the way. */
static rc copy(struct source *f, struct pack_writer *w, struct object *o, struct err *e) {
    struct sha256 h;
    u8 *p, past;
    i64 room, left = o->size;
    rc r = RC_OK;
    sha256_begin(&h);
    while (left > 0 && r == RC_OK) {
        r = pack_room(w, &p, &room, e);
        if (r != RC_OK) break;
        i64 want = room < READ_BYTES ? room : READ_BYTES, n = source_read(f, p, want, e);
        if (n < want)
            r = n < 0 ? RC_IO : source_changed(f, e);
        else {
            sha256_add(&h, bytes_str(p, n));
            r = pack_filled(w, n, e);
        }
        left -= n;
    }
    sha256_end(&h, o->sha256);
    if (r == RC_OK && (source_read(f, &past, 1, e) != 0 || !source_unchanged(f)))
        r = source_changed(f, e);
    return r;
}

static rc put_large(struct txn *t, struct source *f, struct object *o, struct err *e) {
    struct arena room;
    struct pack_writer *w = own_writer(t, &room);
    o->size = f->st.st_size;
    rc r = txn_open_pack(t, w, &room, t->own + 1, e);
    struct str name = member_name(&room, txn_next(t), "objects/", o->name);
    if (r == RC_OK) r = pack_member(w, name, o->size, &o->at, e);
    if (r == RC_OK) r = copy(f, w, o, e);
    if (r == RC_OK) r = finish_own(t, w, &room, o, e);
    if (r != RC_OK) pack_abandon(w);
    if (r == RC_CONFLICT || f->bad)
        take_back(t);
    else if (r != RC_OK)
        t->broken = true;
    return r;
}

/* Encrypts and writes on another core while this one reads and hashes. */
static rc put_large_file(struct txn *t, const char *path, struct object *o, struct err *e) {
    struct source f;
    struct err mine = {0};
    rc r = source_open(&f, path, &mine);
    if (r != RC_OK) {
        take_back(t);
    } else {
        r = put_large(t, &f, o, &mine);
        source_close(&f);
    }
    if (r != RC_OK) *e = mine;
    return r;
}

/* One offered file: its object, or why there is none. */
struct putting {
    struct txn *t;
    const struct store_files *files;
    bool milling;
};

static rc put_one(struct putting *p, const struct ahead_file *f, struct str name, u8 sha[32],
                  i64 *size, struct err *e) {
    struct txn *t = p->t;
    struct object *o;
    TRY(new_object(t, name, &o, e));
    if (f->bytes) {
        memcpy(o->sha256, f->sha256, 32);
        rc r = put_common(t, o, bytes_str(f->bytes, f->size), e);
        if (r != RC_OK) return t->broken = true, r;
    } else {
        if (!p->milling) mill_start(t->mill), p->milling = true;
        TRY(put_large_file(t, p->files->path[f->nth], o, e));
    }
    memcpy(sha, o->sha256, 32);
    *size = o->size;
    return RC_OK;
}

static rc put_next(struct putting *p, const struct ahead_file *f, const struct err *why,
                   struct err *e) {
    const struct store_files *files = p->files;
    struct store_file said = {.nth = f->nth, .size = f->size};
    struct str name = {0};
    struct err mine = {0};
    said.why = f->code != RC_OK ? why : NULL;
    if (f->bytes) said.sha256 = f->sha256;
    if (!said.why) {
        TRY(files->offer(files->ctx, &said, &name, e));
        if (!name.n) return RC_OK;
        u8 sha[32];
        rc r = put_one(p, f, name, sha, &said.size, &mine);
        if (p->t->broken) return *e = mine, r;
        said.sha256 = sha;
        if (r != RC_OK) said.why = &mine;
        return files->done(files->ctx, &said, e);
    }
    return files->done(files->ctx, &said, e);
}

enum { MANY = 64 }; /* files from which on the mill has a thread from the start */

rc store_put_files(struct txn *t, const struct store_files *files, struct err *e) {
    struct arena keep = t->a, room = arena_split(&t->a, AHEAD_BYTES);
    struct ahead h;
    struct putting p = {t, files, files->n >= MANY};
    const struct ahead_file *f;
    const struct err *why;
    struct err low = {0};
    rc r = RC_OK;
    if (p.milling) mill_start(t->mill);
    ahead_begin(&h, &room, files->path, files->n);
    while (r == RC_OK && (f = ahead_next(&h, &why)))
        r = put_next(&p, f, why, e);
    ahead_end(&h);
    rc milled = p.milling ? mill_stop(t->mill, &low) : RC_OK;
    t->a.end = keep.end;
    if (milled == RC_OK) return r;
    t->broken = true;
    return r == RC_OK ? (*e = low, milled) : r;
}

/* A list of one. */
struct single {
    struct str name;
    u8 *sha256;
    i64 *size;
};

static rc offer_single(void *ctx, const struct store_file *f, struct str *name, struct err *e) {
    struct single *s = ctx;
    (void)f;
    (void)e;
    *name = s->name;
    return RC_OK;
}

static rc done_single(void *ctx, const struct store_file *f, struct err *e) {
    struct single *s = ctx;
    if (f->why) return *e = *f->why, f->why->code;
    memcpy(s->sha256, f->sha256, 32);
    *s->size = f->size;
    return RC_OK;
}

rc store_put_file(struct txn *t, struct str name, const char *path, u8 sha[32], i64 *size,
                  struct err *e) {
    struct single s = {name, sha, size};
    struct store_files files = {&path, 1, offer_single, done_single, &s};
    struct err mine = {0};
    rc r = store_put_files(t, &files, &mine);
    if (r == RC_OK) return r;
    fail(e, r, "%s", mine.msg);
    return mine.hint[0] ? err_hint(e, "%s", mine.hint) : r;
}
