/* The payload of an age file: STREAM over ChaCha20-Poly1305 in chunks of 64 KiB. */
#include "store/age.h"

#include "proof/hash.h"
#include "store/age_aead.h"
#include "sys/os.h"

#include <openssl/evp.h>
#include <pthread.h>
#include <sodium.h>

static EVP_CIPHER *cipher;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void fetch(void) {
    cipher = EVP_CIPHER_fetch(NULL, "ChaCha20-Poly1305", NULL);
    CHECK(cipher);
}

static EVP_CIPHER_CTX *new_ctx(void) {
    CHECK(pthread_once(&once, fetch) == 0);
    EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
    CHECK(ctx);
    return ctx;
}

static void seal(EVP_CIPHER_CTX *ctx, const u8 key[32], const u8 nonce[12], const u8 *plain, i64 n,
                 u8 *out) {
    int len, rest;
    CHECK(EVP_EncryptInit_ex2(ctx, cipher, key, nonce, NULL) == 1);
    CHECK(EVP_EncryptUpdate(ctx, out, &len, plain, (int)n) == 1 && len == n);
    CHECK(EVP_EncryptFinal_ex(ctx, out + n, &rest) == 1 && rest == 0);
    CHECK(EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, AGE_TAG, out + n) == 1);
}

static bool unseal(EVP_CIPHER_CTX *ctx, const u8 key[32], const u8 nonce[12], const u8 *sealed,
                   i64 n, u8 *out) {
    int len, rest;
    u8 tag[AGE_TAG];
    if (n < AGE_TAG) return false;
    memcpy(tag, sealed + n - AGE_TAG, AGE_TAG);
    CHECK(EVP_DecryptInit_ex2(ctx, cipher, key, nonce, NULL) == 1);
    CHECK(EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, AGE_TAG, tag) == 1);
    CHECK(EVP_DecryptUpdate(ctx, out, &len, sealed, (int)(n - AGE_TAG)) == 1);
    return EVP_DecryptFinal_ex(ctx, out + len, &rest) == 1;
}

void age_wrap(const u8 wrap_key[32], const u8 file_key[16], u8 body[32]) {
    static const u8 zero[12];
    EVP_CIPHER_CTX *ctx = new_ctx();
    seal(ctx, wrap_key, zero, file_key, 16, body);
    EVP_CIPHER_CTX_free(ctx);
}

bool age_unwrap(const u8 wrap_key[32], const u8 body[32], u8 file_key[16]) {
    static const u8 zero[12];
    EVP_CIPHER_CTX *ctx = new_ctx();
    bool ok = unseal(ctx, wrap_key, zero, body, 32, file_key);
    EVP_CIPHER_CTX_free(ctx);
    return ok;
}

void age_stream_begin(struct age_stream *s, const u8 file_key[16], const u8 nonce[16]) {
    s->ctx = new_ctx();
    hkdf_sha256(bytes_str(file_key, 16), bytes_str(nonce, 16), S("payload"), s->key);
}

void age_stream_end(struct age_stream *s) {
    EVP_CIPHER_CTX_free(s->ctx);
    sodium_memzero(s, sizeof *s);
}

/* 11 bytes of big-endian counter, then 1 for the last chunk. */
static void chunk_nonce(u8 nonce[12], i64 i, bool last) {
    memset(nonce, 0, 12);
    put_u64be(nonce + 3, (u64)i);
    nonce[11] = last;
}

void age_chunk_seal(struct age_stream *s, i64 i, bool last, const u8 *plain, i64 n, u8 *out) {
    u8 nonce[12];
    CHECK(n >= 0 && n <= AGE_CHUNK);
    chunk_nonce(nonce, i, last);
    seal(s->ctx, s->key, nonce, plain, n, out);
}

bool age_chunk_open(struct age_stream *s, i64 i, bool last, const u8 *sealed, i64 n, u8 *out) {
    u8 nonce[12];
    if (n < AGE_TAG || n > AGE_CHUNK + AGE_TAG) return false;
    if (n == AGE_TAG && i > 0) return false; /* an empty chunk may only be the only one */
    chunk_nonce(nonce, i, last);
    return unseal(s->ctx, s->key, nonce, sealed, n, out);
}

i64 age_payload_size(i64 plain) {
    i64 chunks = plain == 0 ? 1 : (plain + AGE_CHUNK - 1) / AGE_CHUNK;
    return AGE_NONCE + plain + chunks * AGE_TAG;
}

i64 age_plain_size(i64 payload) {
    i64 body = payload - AGE_NONCE, step = AGE_CHUNK + AGE_TAG;
    if (body < AGE_TAG) return -1;
    i64 chunks = (body + step - 1) / step, plain = body - chunks * AGE_TAG;
    i64 last = body - (chunks - 1) * step;
    return last < AGE_TAG || (last == AGE_TAG && chunks > 1) ? -1 : plain;
}

rc age_writer_begin(struct age_writer *w, struct arena *a, const u8 file_key[16], age_sink_fn *sink,
                    void *ctx, struct err *e) {
    u8 nonce[AGE_NONCE];
    *w = (struct age_writer){.sink = sink, .ctx = ctx};
    w->plain = NEWN(a, u8, AGE_CHUNK);
    w->sealed = NEWN(a, u8, AGE_CHUNK + AGE_TAG);
    os_random(nonce, sizeof nonce);
    age_stream_begin(&w->stream, file_key, nonce);
    return sink(ctx, bytes_str(nonce, sizeof nonce), e);
}

static rc flush(struct age_writer *w, bool last, struct err *e) {
    age_chunk_seal(&w->stream, w->chunk++, last, w->plain, w->n, w->sealed);
    i64 n = w->n + AGE_TAG;
    w->n = 0;
    return w->sink(w->ctx, bytes_str(w->sealed, n), e);
}

rc age_writer_add(struct age_writer *w, struct str bytes, struct err *e) {
    while (bytes.n > 0) {
        if (w->n == AGE_CHUNK)
            TRY(flush(w, false, e)); /* only now is it known not to be the last */
        i64 n = AGE_CHUNK - w->n < bytes.n ? AGE_CHUNK - w->n : bytes.n;
        memcpy(w->plain + w->n, bytes.p, (size_t)n);
        w->n += n;
        bytes = str_sub(bytes, n, bytes.n);
    }
    return RC_OK;
}

rc age_writer_end(struct age_writer *w, struct err *e) {
    rc r = flush(w, true, e);
    age_writer_drop(w);
    return r;
}

void age_writer_drop(struct age_writer *w) {
    if (w->plain) sodium_memzero(w->plain, AGE_CHUNK);
    age_stream_end(&w->stream);
}

/* One chunk. A whole one that authenticates only as the other kind is released too, as readers that
 * do not know the length would have done (C2SP's vectors ask for it), and then the payload is said
 * to be cut off, or to go on after its end. */
static rc open_chunk(struct age_stream *s, i64 i, bool last, struct str sealed, u8 *plain,
                     age_sink_fn *sink, void *ctx, struct err *e) {
    const u8 *p = (const u8 *)sealed.p;
    struct str out = bytes_str(plain, sealed.n - AGE_TAG);
    if (age_chunk_open(s, i, last, p, sealed.n, plain)) return sink(ctx, out, e);
    if (sealed.n < AGE_CHUNK + AGE_TAG || !age_chunk_open(s, i, !last, p, sealed.n, plain))
        return fail(e, RC_INTEGRITY, "the age payload does not authenticate at chunk %lld",
                    (long long)i);
    TRY(sink(ctx, out, e));
    return fail(e, RC_INTEGRITY,
                last ? "the age payload is cut short" : "the age payload goes on after its end");
}

rc age_payload_open(struct arena scratch, struct str payload, const u8 file_key[16],
                    age_sink_fn *sink, void *ctx, struct err *e) {
    if (payload.n < AGE_NONCE + AGE_TAG)
        return fail(e, RC_INTEGRITY, "the age payload is cut short");
    struct age_stream s;
    u8 *plain = NEWN(&scratch, u8, AGE_CHUNK);
    age_stream_begin(&s, file_key, (const u8 *)payload.p);
    struct str rest = str_sub(payload, AGE_NONCE, payload.n);
    rc r = RC_OK;
    for (i64 i = 0; rest.n > 0 && r == RC_OK; i++) {
        struct str sealed = str_sub(rest, 0, AGE_CHUNK + AGE_TAG);
        r = open_chunk(&s, i, sealed.n == rest.n, sealed, plain, sink, ctx, e);
        rest = str_sub(rest, sealed.n, rest.n);
    }
    sodium_memzero(plain, AGE_CHUNK);
    age_stream_end(&s);
    return r;
}
