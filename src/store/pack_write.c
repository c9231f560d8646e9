#include "store/pack.h"

#include "base/json.h"
#include "proof/hash.h"

#include <sodium.h>
#include <stdio.h>

i64 pack_padded(i64 n) {
    if (n < 1 << 20) return (n + 4095) & ~(i64)4095;
    int e = 63 - __builtin_clzll((u64)n), s = 32 - __builtin_clz((u32)e);
    i64 step = (i64)1 << (e - s);
    return (n + step - 1) & ~(step - 1);
}

static rc to_file(void *ctx, struct str bytes, struct err *e) {
    return os_file_write(ctx, bytes, e);
}

rc pack_create(struct pack_writer *w, struct arena *a, const char *base, const u8 (*recipients)[32],
               int nrecipients, struct err *e) {
    return pack_create_as(w, a, base, "", recipients, nrecipients, e);
}

rc pack_create_as(struct pack_writer *w, struct arena *a, const char *base, const char *tail,
                  const u8 (*recipients)[32], int nrecipients, struct err *e) {
    u8 file_key[AGE_FILE_KEY];
    const char *path = cstr(a, str_fmt(a, "%s.pack%s", base, tail));
    *w = (struct pack_writer){.tail = tail};
    TRY(os_file_create(&w->file, path, 0600, e));
    w->open = true;
    os_random(file_key, sizeof file_key);
    w->head = age_header_x25519(a, recipients, nrecipients, file_key);
    rc r = age_writer_begin(&w->age, a, file_key, to_file, &w->file, e);
    sodium_memzero(file_key, sizeof file_key);
    if (r != RC_OK) pack_abandon(w);
    return r;
}

static rc put(struct pack_writer *w, const void *p, i64 n, struct err *e) {
    w->n += n;
    return age_writer_add(&w->age, bytes_str(p, n), e);
}

static rc put_zeros(struct pack_writer *w, i64 n, struct err *e) {
    static const u8 zeros[4096];
    for (i64 k; n > 0; n -= k) {
        k = n < (i64)sizeof zeros ? n : (i64)sizeof zeros;
        TRY(put(w, zeros, k, e));
    }
    return RC_OK;
}

rc pack_member(struct pack_writer *w, struct str name, i64 size, i64 *at, struct err *e) {
    u8 head[TAR_HEAD_MAX];
    CHECK(w->open && w->left == 0);
    TRY(put(w, head, tar_head(head, name, size), e));
    w->left = w->size = size;
    if (at) *at = w->n;
    return RC_OK;
}

rc pack_bytes(struct pack_writer *w, struct str bytes, struct err *e) {
    CHECK(w->open && bytes.n <= w->left);
    TRY(put(w, bytes.p, bytes.n, e));
    w->left -= bytes.n;
    if (w->left == 0 && w->size > 0) {
        TRY(put_zeros(w, tar_pad(w->size), e));
        w->size = 0;
    }
    return RC_OK;
}

struct str pack_foot_text(char room[TAR_BLOCK], const struct pack_foot *f) {
    int n = snprintf(room, TAR_BLOCK, "{\"at\":%lld,\"entries\":%lld,\"first\":%lld,\"v\":1}",
                     (long long)f->at, (long long)f->entries, (long long)f->first);
    return (struct str){room, n};
}

static rc put_tail(struct pack_writer *w, const struct pack_foot *foot, struct err *e) {
    char text[TAR_BLOCK];
    i64 need = w->n + TAR_BLOCK + PACK_FOOT, pad = pack_padded(need) - need;
    TRY(pack_member(w, S("pad"), pad, NULL, e));
    TRY(put_zeros(w, pad, e));
    w->left = w->size = 0;
    struct str json = pack_foot_text(text, foot);
    TRY(pack_member(w, S("foot"), json.n, NULL, e));
    TRY(pack_bytes(w, json, e));
    return put_zeros(w, TAR_END, e);
}

rc pack_finish(struct pack_writer *w, const char *base, const struct pack_foot *foot,
               struct err *e) {
    char path[NAME_BYTES_MAX + 1];
    CHECK(w->open && w->left == 0);
    rc r = put_tail(w, foot, e);
    if (r == RC_OK) r = age_writer_end(&w->age, e);
    if (r == RC_OK) r = os_file_done(&w->file, e);
    if (r != RC_OK) {
        pack_abandon(w);
        return r;
    }
    w->open = false;
    if (snprintf(path, sizeof path, "%s.head%s", base, w->tail) >= (int)sizeof path)
        return fail(e, RC_LIMIT, "the path of the case is too long");
    return os_create(path, 0600, w->head, e);
}

void pack_abandon(struct pack_writer *w) {
    if (!w->open) return;
    age_writer_drop(&w->age);
    os_file_drop(&w->file);
    w->open = false;
}
