#include "store/capture.h"

#include "base/date.h"
#include "base/utf8.h"
#include "store/store_int.h"
#include "store/tar.h"

#include <openssl/evp.h>
#include <sodium.h>

enum { BLOCK = 256 << 10 };

rc node_case_read(struct arena *a, struct str text, struct node_case *out, struct err *e) {
    struct case_file *c = NEW(a, struct case_file);
    TRY(case_parse(a, text, c, e));
    *out = (struct node_case){.id = c->id,
                              .name = c->name,
                              .vkey = c->vkey,
                              .to = (const u8(*)[32])c->to.key,
                              .n = c->to.n,
                              .epoch = c->to.epoch};
    memcpy(out->log_pub, c->log_pub, 32);
    return RC_OK;
}

/* ---- capture.json ---- */

struct str capture_text(struct arena *a, const struct capture *m) {
    struct json *o = json_obj(a);
    json_set_str(a, o, "at", m->at);
    if (m->by.n) json_set_str(a, o, "by", m->by);
    json_set_str(a, o, "name", m->name);
    json_set_str(a, o, "node", m->node);
    if (m->note.n) json_set_str(a, o, "note", m->note);
    json_set_i(a, o, "number", m->number);
    if (m->prev.n) json_set_str(a, o, "prev", m->prev);
    json_set_str(a, o, "sha256", hex_encode(a, bytes_str(m->sha256, 32)));
    json_set_str(a, o, "sha512", hex_encode(a, bytes_str(m->sha512, 64)));
    json_set_i(a, o, "size", m->size);
    json_set_i(a, o, "v", 1);
    return json_canon(a, o);
}

static bool hex_to(struct arena *a, struct str hex, u8 *out, i64 n) {
    struct str raw = hex_decode(a, hex);
    if (!raw.p || raw.n != n) return false;
    memcpy(out, raw.p, (size_t)n);
    return true;
}

static bool hexes(struct str s, i64 n) {
    if (s.n != n) return false;
    for (i64 i = 0; i < n; i++)
        if (!is_digit(s.p[i]) && !(s.p[i] >= 'a' && s.p[i] <= 'f')) return false;
    return true;
}

rc capture_parse(struct arena *a, struct str text, struct capture *m, struct err *e) {
    struct json *o;
    i64 at;
    struct err low = {0};
    if (text.n > CAPTURE_JSON_MAX || json_read(a, text, &o, &low) != RC_OK)
        return fail(e, RC_INTEGRITY, "capture.json is malformed");
    *m = (struct capture){.node = json_get_str(o, "node"),
                          .name = json_get_str(o, "name"),
                          .at = json_get_str(o, "at"),
                          .by = json_get_str(o, "by"),
                          .note = json_get_str(o, "note"),
                          .prev = json_get_str(o, "prev"),
                          .number = json_get_i(o, "number", 0),
                          .size = json_get_i(o, "size", -1)};
    bool ok = hex_to(a, json_get_str(o, "sha256"), m->sha256, 32) &&
              hex_to(a, json_get_str(o, "sha512"), m->sha512, 64) && hexes(m->node, 16) &&
              (!m->prev.n || hexes(m->prev, 64)) && m->number >= 1 && m->number <= CAPTURES_MAX &&
              m->size >= 0 && m->size <= ITEM_BYTES_MAX && m->name.n >= 1 &&
              m->name.n <= NAME_BYTES_MAX && instant_parse(m->at, &at) &&
              (m->number > 1) == (m->prev.n > 0);
    if (ok && str_eq(text, capture_text(a, m))) return RC_OK;
    return fail(e, RC_INTEGRITY, "capture.json is malformed");
}

/* ---- writing ---- */

static EVP_MD_CTX *begin512(void) {
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    CHECK(ctx && EVP_DigestInit_ex(ctx, EVP_sha512(), NULL) == 1);
    return ctx;
}

static rc hash_file(struct arena a, const char *file, struct capture *m, struct err *e) {
    struct os_in in = {0};
    struct sha256 h;
    char *p = NEWN(&a, char, BLOCK);
    i64 got = 1;
    TRY(os_in_open(&in, file, ITEM_BYTES_MAX, e));
    EVP_MD_CTX *wide = begin512();
    sha256_begin(&h);
    m->size = 0;
    rc r = RC_OK;
    while (r == RC_OK && got) {
        r = os_in_read(&in, p, BLOCK, &got, e);
        if (r != RC_OK || !got) continue;
        sha256_add(&h, (struct str){p, got});
        CHECK(EVP_DigestUpdate(wide, p, (size_t)got) == 1);
        m->size += got;
    }
    sha256_end(&h, m->sha256);
    CHECK(EVP_DigestFinal_ex(wide, m->sha512, NULL) == 1);
    EVP_MD_CTX_free(wide);
    os_in_close(&in);
    return r;
}

struct out {
    struct os_file file;
    struct sha256 hash;
};

static rc to_out(void *ctx, struct str bytes, struct err *e) {
    struct out *o = ctx;
    sha256_add(&o->hash, bytes);
    return os_file_write(&o->file, bytes, e);
}

static rc put_zeros(struct age_writer *w, i64 n, struct err *e) {
    static const u8 zeros[TAR_END];
    return n ? age_writer_add(w, bytes_str(zeros, n), e) : RC_OK;
}

static rc put_head(struct age_writer *w, struct str name, i64 size, struct err *e) {
    u8 head[TAR_HEAD_MAX];
    i64 n = tar_head(head, name, size);
    return age_writer_add(w, bytes_str(head, n), e);
}

static rc put_file(struct arena a, struct age_writer *w, const char *file, const struct capture *m,
                   struct err *e) {
    struct os_in in = {0};
    struct sha256 h;
    char *p = NEWN(&a, char, BLOCK);
    u8 sha[32];
    i64 got = 1, all = 0;
    TRY(os_in_open(&in, file, ITEM_BYTES_MAX, e));
    sha256_begin(&h);
    rc r = RC_OK;
    while (r == RC_OK && got) {
        r = os_in_read(&in, p, BLOCK, &got, e);
        if (r != RC_OK || !got) continue;
        sha256_add(&h, (struct str){p, got});
        r = age_writer_add(w, (struct str){p, got}, e);
        all += got;
    }
    sha256_end(&h, sha);
    os_in_close(&in);
    if (r != RC_OK || (all == m->size && memcmp(sha, m->sha256, 32) == 0)) return r;
    return fail(e, RC_CONFLICT, "%s changed while being sealed", file);
}

static rc put_all(struct arena a, struct age_writer *w, const char *file, const struct capture *m,
                  struct err *e) {
    struct str text = capture_text(&a, m);
    TRY(put_head(w, S("capture.json"), text.n, e));
    TRY(age_writer_add(w, text, e));
    TRY(put_zeros(w, tar_pad(text.n), e));
    TRY(put_head(w, S("bytes"), m->size, e));
    TRY(put_file(a, w, file, m, e));
    TRY(put_zeros(w, tar_pad(m->size), e));
    return put_zeros(w, TAR_END, e);
}

static rc encrypt(struct arena a, struct out *o, const struct node_case *c, const char *file,
                  const struct capture *m, struct err *e) {
    u8 file_key[AGE_FILE_KEY];
    struct age_writer w;
    os_random(file_key, sizeof file_key);
    rc r = to_out(o, age_header_x25519(&a, c->to, c->n, file_key), e);
    if (r == RC_OK) r = age_writer_begin(&w, &a, file_key, to_out, o, e);
    sodium_memzero(file_key, sizeof file_key);
    if (r != RC_OK) return r;
    r = put_all(a, &w, file, m, e);
    if (r == RC_OK) return age_writer_end(&w, e);
    age_writer_drop(&w);
    return r;
}

rc capture_write(struct arena a, const char *path, const struct node_case *c, const char *file,
                 struct capture *m, u8 sha[32], struct err *e) {
    struct out *o = NEW(&a, struct out);
    TRY(hash_file(a, file, m, e));
    if (capture_text(&a, m).n > CAPTURE_JSON_MAX)
        return fail(e, RC_LIMIT, "name, note and who are longer than %d bytes", CAPTURE_JSON_MAX);
    TRY(os_file_create(&o->file, path, 0600, e));
    sha256_begin(&o->hash);
    rc r = encrypt(a, o, c, file, m, e);
    sha256_end(&o->hash, sha);
    if (r == RC_OK) return os_file_done(&o->file, e);
    os_file_drop(&o->file);
    return r;
}

/* ---- reading: plaintext pulled chunk by chunk ---- */

struct pull {
    struct os_in in;
    struct sha256 hash; /* of the file */
    struct age_stream stream;
    u8 *chunk, *sealed;
    i64 next, have, at,
        left; /* next chunk; plain bytes of this one, used of it; sealed bytes left */
};

static rc raw(struct pull *p, void *out, i64 n, struct err *e) {
    i64 got;
    TRY(os_in_read(&p->in, out, n, &got, e));
    if (got != n) return fail(e, RC_INTEGRITY, "the capture is cut short");
    sha256_add(&p->hash, (struct str){out, n});
    return RC_OK;
}

static rc next_chunk(struct pull *p, struct err *e) {
    i64 n = p->left < AGE_CHUNK + AGE_TAG ? p->left : AGE_CHUNK + AGE_TAG;
    if (n < AGE_TAG) return fail(e, RC_INTEGRITY, "the capture is cut short");
    TRY(raw(p, p->sealed, n, e));
    p->left -= n;
    if (!age_chunk_open(&p->stream, p->next++, p->left == 0, p->sealed, n, p->chunk))
        return fail(e, RC_INTEGRITY, "the capture does not authenticate");
    p->have = n - AGE_TAG;
    p->at = 0;
    return RC_OK;
}

/* n bytes of plaintext to the sink. */
static rc pull_to(struct pull *p, i64 n, store_sink_fn *sink, void *ctx, struct err *e) {
    while (n > 0) {
        if (p->at == p->have) TRY(next_chunk(p, e));
        i64 k = p->have - p->at < n ? p->have - p->at : n;
        TRY(sink(ctx, bytes_str(p->chunk + p->at, k), e));
        p->at += k;
        n -= k;
    }
    return RC_OK;
}

static rc to_memory(void *ctx, struct str bytes, struct err *e) {
    char **to = ctx;
    (void)e;
    memcpy(*to, bytes.p, (size_t)bytes.n);
    *to += bytes.n;
    return RC_OK;
}

static rc pull_bytes(struct pull *p, void *out, i64 n, struct err *e) {
    char *to = out;
    return pull_to(p, n, to_memory, &to, e);
}

static rc only_zeros(void *ctx, struct str bytes, struct err *e) {
    (void)ctx;
    return tar_zero(bytes) ? RC_OK : fail(e, RC_INTEGRITY, "the capture holds more than it says");
}

static rc member(struct pull *p, const char *name, i64 max, i64 *size, struct err *e) {
    u8 head[TAR_HEAD_MAX];
    struct tar_member m;
    struct err low = {0};
    TRY(pull_bytes(p, head, TAR_BLOCK, e));
    i64 n = head[156] == 'x' ? TAR_HEAD_MAX : TAR_BLOCK; /* ustar's typeflag: pax before it */
    if (n > TAR_BLOCK) TRY(pull_bytes(p, head + TAR_BLOCK, n - TAR_BLOCK, e));
    if (tar_next(bytes_str(head, n), &m, &low) != RC_OK || strcmp(m.name, name) != 0 ||
        m.size > max)
        return fail(e, RC_INTEGRITY, "the capture is no capture");
    *size = m.size;
    return RC_OK;
}

struct content {
    struct sha256 narrow;
    EVP_MD_CTX *wide;
    store_sink_fn *sink;
    void *ctx;
};

static rc to_content(void *ctx, struct str bytes, struct err *e) {
    struct content *c = ctx;
    sha256_add(&c->narrow, bytes);
    CHECK(EVP_DigestUpdate(c->wide, bytes.p, (size_t)bytes.n) == 1);
    return c->sink ? c->sink(c->ctx, bytes, e) : RC_OK;
}

static rc read_content(struct pull *p, const struct capture *m, store_sink_fn *sink, void *ctx,
                       struct err *e) {
    struct content c = {.sink = sink, .ctx = ctx, .wide = begin512()};
    u8 narrow[32], wide[64];
    sha256_begin(&c.narrow);
    rc r = pull_to(p, m->size, to_content, &c, e);
    sha256_end(&c.narrow, narrow);
    CHECK(EVP_DigestFinal_ex(c.wide, wide, NULL) == 1);
    EVP_MD_CTX_free(c.wide);
    TRY(r);
    if (memcmp(narrow, m->sha256, 32) == 0 && memcmp(wide, m->sha512, 64) == 0) return RC_OK;
    return fail(e, RC_INTEGRITY, "the bytes of the capture are not those that it names");
}

static rc read_members(struct arena *a, struct pull *p, struct capture *out, store_sink_fn *sink,
                       void *ctx, struct err *e) {
    i64 n;
    TRY(member(p, "capture.json", CAPTURE_JSON_MAX, &n, e));
    char *text = NEWN(a, char, n + 1);
    TRY(pull_bytes(p, text, n, e));
    TRY(pull_to(p, tar_pad(n), only_zeros, NULL, e));
    TRY(capture_parse(a, (struct str){text, n}, out, e));
    TRY(member(p, "bytes", ITEM_BYTES_MAX, &n, e));
    if (n != out->size) return fail(e, RC_INTEGRITY, "the capture is not as long as it says");
    TRY(read_content(p, out, sink, ctx, e));
    TRY(pull_to(p, tar_pad(n) + TAR_END, only_zeros, NULL, e));
    if (p->at == p->have && p->left == 0) return RC_OK;
    return fail(e, RC_INTEGRITY, "the capture holds more than it says");
}

static rc open_head(struct arena a, struct pull *p, const struct age_key *key, struct err *e) {
    u8 file_key[AGE_FILE_KEY], nonce[AGE_NONCE];
    i64 used, max = p->in.size < AGE_HEADER_MAX ? p->in.size : AGE_HEADER_MAX, got;
    if (max == 0) return fail(e, RC_INTEGRITY, "the capture is empty");
    char *head = NEWN(&a, char, max + 1);
    TRY(os_in_read(&p->in, head, max, &got, e));
    TRY(age_header_open_any(a, (struct str){head, got}, key, file_key, &used, e));
    rc r = os_in_seek(&p->in, used, e);
    sha256_add(&p->hash, (struct str){head, used});
    if (r == RC_OK) r = raw(p, nonce, sizeof nonce, e);
    if (r == RC_OK) age_stream_begin(&p->stream, file_key, nonce);
    sodium_memzero(file_key, sizeof file_key);
    p->left = p->in.size - used - AGE_NONCE;
    return r;
}

rc capture_read(struct arena *a, const struct store *s, const struct age_key *key, const char *path,
                struct capture *out, u8 sha[32], store_sink_fn *sink, void *ctx, struct err *e) {
    struct pull *p = NEW(a, struct pull);
    p->chunk = NEWN(a, u8, AGE_CHUNK);
    p->sealed = NEWN(a, u8, AGE_CHUNK + AGE_TAG);
    TRY(os_in_open(&p->in, path, ITEM_BYTES_MAX + (8LL << 30), e));
    sha256_begin(&p->hash);
    rc r = open_head(*a, p, key ? key : &s->keys->age, e);
    if (r == RC_OK) r = read_members(a, p, out, sink, ctx, e);
    if (p->stream.ctx) age_stream_end(&p->stream);
    sodium_memzero(p->chunk, AGE_CHUNK);
    sha256_end(&p->hash, sha);
    os_in_close(&p->in);
    return r;
}
