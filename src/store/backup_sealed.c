/* Sealed tars: what of a backup only the present epoch's key may open. An age file for that one
 * recipient, its payload a tar: `age -d -i KEYFILE FILE | tar t`. */
#include "store/backup_int.h"

#include <sodium.h>

static rc to_file(void *ctx, struct str bytes, struct err *e) {
    struct sealing_tar *t = ctx;
    sha256_add(&t->hash, bytes);
    return os_file_write(&t->file, bytes, e);
}

rc sealed_begin(struct sealing_tar *t, struct arena *a, const char *path, const u8 recipient[32],
                struct err *e) {
    u8 file_key[AGE_FILE_KEY];
    *t = (struct sealing_tar){0};
    TRY(os_file_create(&t->file, path, 0600, e));
    sha256_begin(&t->hash);
    os_random(file_key, sizeof file_key);
    struct str head = age_header_x25519(a, (const u8(*)[32])recipient, 1, file_key);
    rc r = to_file(t, head, e);
    if (r == RC_OK) r = age_writer_begin(&t->age, a, file_key, to_file, t, e);
    sodium_memzero(file_key, sizeof file_key);
    if (r != RC_OK) sealed_drop(t);
    return r;
}

/* Zeros: after a member, and at the end of the tar. */
static rc zeros(struct sealing_tar *t, i64 n, struct err *e) {
    static const u8 z[TAR_END];
    CHECK(n <= TAR_END);
    return n ? age_writer_add(&t->age, bytes_str(z, n), e) : RC_OK;
}

rc sealed_member(struct sealing_tar *t, struct str name, i64 size, struct err *e) {
    u8 head[TAR_HEAD_MAX];
    CHECK(t->left == 0);
    t->left = t->size = size;
    return age_writer_add(&t->age, bytes_str(head, tar_head(head, name, size)), e);
}

rc sealed_bytes(struct sealing_tar *t, struct str bytes, struct err *e) {
    CHECK(bytes.n <= t->left);
    TRY(age_writer_add(&t->age, bytes, e));
    t->left -= bytes.n;
    return t->left ? RC_OK : zeros(t, tar_pad(t->size), e);
}

rc sealed_done(struct sealing_tar *t, i64 *size, u8 sha[32], struct err *e) {
    CHECK(t->left == 0);
    rc r = zeros(t, TAR_END, e);
    if (r == RC_OK) r = age_writer_end(&t->age, e);
    if (r == RC_OK) {
        *size = t->file.n;
        sha256_end(&t->hash, sha);
        r = os_file_done(&t->file, e);
    }
    if (r != RC_OK) sealed_drop(t);
    age_writer_drop(&t->age);
    return r;
}

void sealed_drop(struct sealing_tar *t) {
    age_writer_drop(&t->age);
    sha256_drop(&t->hash);
    os_file_drop(&t->file);
}

/* ---- opening ---- */

enum { SEALED_CHUNK = AGE_CHUNK + AGE_TAG };

struct opening {
    struct os_in in;
    const char *name;
    struct age_stream stream;
    u8 *sealed, *plain;
    i64 left, chunk; /* bytes of the payload not read yet; which chunk comes next */
    i64 have, at;    /* of `plain` */
};

static rc damaged(const struct opening *o, struct err *e) {
    return fail(e, RC_INTEGRITY, "%s: it does not authenticate", o->name);
}

static rc next_chunk(struct opening *o, struct err *e) {
    i64 n = o->left < SEALED_CHUNK ? o->left : SEALED_CHUNK, got;
    if (n < AGE_TAG) return damaged(o, e);
    TRY(os_in_read(&o->in, (char *)o->sealed, n, &got, e));
    o->left -= n;
    if (got != n || !age_chunk_open(&o->stream, o->chunk++, o->left == 0, o->sealed, n, o->plain))
        return damaged(o, e);
    o->have = n - AGE_TAG;
    o->at = 0;
    return RC_OK;
}

/* Up to n bytes of the plaintext that lie together; n 0 at the end. */
static rc pull(struct opening *o, i64 n, struct str *out, struct err *e) {
    while (o->at == o->have && o->left > 0)
        TRY(next_chunk(o, e));
    if (n > o->have - o->at) n = o->have - o->at;
    *out = bytes_str(o->plain + o->at, n);
    o->at += n;
    return RC_OK;
}

static rc pull_block(struct opening *o, u8 *block, struct err *e) {
    struct str some;
    for (i64 got = 0; got < TAR_BLOCK; got += some.n) {
        TRY(pull(o, TAR_BLOCK - got, &some, e));
        if (!some.n) return damaged(o, e);
        memcpy(block + got, some.p, (size_t)some.n);
    }
    return RC_OK;
}

/* *last: the zeros that end the tar. */
static rc member_head(struct opening *o, struct tar_member *m, bool *last, struct err *e) {
    u8 block[TAR_HEAD_MAX];
    TRY(pull_block(o, block, e));
    *last = tar_zero(bytes_str(block, TAR_BLOCK));
    if (*last) return RC_OK;
    rc r = tar_next(bytes_str(block, TAR_BLOCK), m, NULL);
    if (r == RC_OK) return r;
    TRY(pull_block(o, block + TAR_BLOCK, e)); /* a pax header has two blocks more */
    TRY(pull_block(o, block + 2 * TAR_BLOCK, e));
    return tar_next(bytes_str(block, TAR_HEAD_MAX), m, e);
}

static rc member(struct opening *o, const struct tar_member *m, const struct sealed_sink *sink,
                 struct err *e) {
    struct str some;
    TRY(sink->begin(sink->ctx, str_c(m->name), m->size, e));
    for (i64 left = m->size; left > 0; left -= some.n) {
        TRY(pull(o, left, &some, e));
        if (!some.n) return damaged(o, e);
        TRY(sink->bytes(sink->ctx, some, e));
    }
    TRY(sink->end(sink->ctx, e));
    for (i64 left = tar_pad(m->size); left > 0; left -= some.n) {
        TRY(pull(o, left, &some, e));
        if (!some.n) return damaged(o, e);
    }
    return RC_OK;
}

static rc open_payload(struct opening *o, struct arena *a, const struct keys *k, struct err *e) {
    u8 file_key[AGE_FILE_KEY];
    char *head = NEWN(a, char, AGE_HEADER_MAX);
    struct age_secrets with = {.keys = &k->age, .nkeys = 1};
    struct err low = {0};
    i64 got, used;
    TRY(os_in_read(&o->in, head, o->in.size < AGE_HEADER_MAX ? o->in.size : AGE_HEADER_MAX, &got,
                   e));
    rc r = age_header_open(*a, bytes_str(head, got), &with, file_key, &used, NULL, &low);
    if (r != RC_OK) return fail(e, r, "%s: %s", o->name, low.msg);
    if (got - used < AGE_NONCE) r = damaged(o, e);
    if (r == RC_OK) age_stream_begin(&o->stream, file_key, (const u8 *)head + used);
    sodium_memzero(file_key, sizeof file_key);
    o->left = o->in.size - used - AGE_NONCE;
    return r == RC_OK ? os_in_seek(&o->in, used + AGE_NONCE, e) : r;
}

static rc all_members(struct opening *o, const struct sealed_sink *sink, struct err *e) {
    struct tar_member m;
    for (;;) {
        bool last;
        TRY(member_head(o, &m, &last, e));
        if (last) break;
        TRY(member(o, &m, sink, e));
    }
    struct str rest = {NULL, 1};
    while (rest.n)
        TRY(pull(o, AGE_CHUNK, &rest, e));
    return RC_OK;
}

rc sealed_open(struct arena a, const struct backup_open *b, const struct backup_file *f,
               const struct keys *k, const struct sealed_sink *sink, struct err *e) {
    struct opening o = {.name = cstr(&a, f->stored)};
    if (f->size < AGE_NONCE + AGE_TAG)
        return fail(e, RC_INTEGRITY, "%s: it is no age file", o.name);
    TRY(backup_read(a, b, f, NULL, NULL, e));
    TRY(os_in_open(&o.in, backup_path(&a, b->dir, f->stored), INT64_MAX, e));
    o.sealed = NEWN(&a, u8, SEALED_CHUNK);
    o.plain = NEWN(&a, u8, SEALED_CHUNK);
    rc r = open_payload(&o, &a, k, e);
    if (r == RC_OK && sink) r = all_members(&o, sink, e);
    if (o.stream.ctx) age_stream_end(&o.stream);
    os_in_close(&o.in);
    return r;
}
