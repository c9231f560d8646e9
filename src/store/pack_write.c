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

enum { PIECE = 1 << 20 };

/* Jobs of the mill that writes. */
static rc make_file(void *self, u8 *room, i64 n, struct err *e) {
    struct pack_out *o = self;
    (void)room;
    (void)n;
    return os_file_create(&o->file, o->path, 0600, e);
}

static rc write_room(void *self, u8 *room, i64 n, struct err *e) {
    struct pack_out *o = self;
    if (n >= OS_DIRECT) os_file_direct(&o->file);
    return os_file_write(&o->file, bytes_str(room, n), e);
}

static rc drop_file(void *self, u8 *room, i64 n, struct err *e) {
    struct pack_out *o = self;
    (void)room;
    (void)n;
    (void)e;
    os_file_drop(&o->file);
    return RC_OK;
}

/* The rest, in whole pages as far as it goes: only the last page waits for the fsync. */
static rc finish_file(void *self, u8 *room, i64 n, struct err *e) {
    struct pack_out *o = self;
    i64 pages = o->file.n > 0 ? n / OS_DIRECT * OS_DIRECT : 0;
    TRY(mill_ok(o->next, e)); /* a piece before this one may be missing */
    if (pages > 0) TRY(write_room(o, room, pages, e));
    if (n > pages) TRY(write_room(o, room + pages, n - pages, e));
    TRY(os_file_done(&o->file, e));
    return os_create(o->head_path, 0600, o->head, e);
}

static rc finish_or_drop(void *self, u8 *room, i64 n, struct err *e) {
    rc r = finish_file(self, room, n, e);
    if (r != RC_OK) (void)!drop_file(self, NULL, 0, NULL);
    return r;
}

/* Jobs of the mill that encrypts. They hand over what it gives, in pieces that the disk likes. */
static void hand(struct pack_out *o, mill_fn *fn, u8 *room, i64 n, bool always) {
    o->job = mill_do(o->next, (struct mill_job){fn, o, room, n, always});
}

static void hand_piece(struct pack_out *o) {
    u8 *full = o->out;
    o->out = mill_take(o->next);
    o->nout -= PIECE;
    memcpy(o->out, full + PIECE, (size_t)o->nout);
    hand(o, write_room, full, PIECE, false);
}

/* Chunks of the stream; the last one may be short. */
static rc seal_chunks(struct pack_out *o, const u8 *plain, i64 n, bool last, struct err *e) {
    CHECK(n > 0 && (last || n % AGE_CHUNK == 0));
    for (i64 k; n > 0; plain += k, n -= k) {
        k = n < AGE_CHUNK ? n : AGE_CHUNK;
        age_chunk_seal(&o->stream, o->chunk++, last && n == k, plain, k, o->out + o->nout);
        o->nout += k + AGE_TAG;
        CHECK(o->nout <= MILL_ROOM_BYTES);
        if (o->nout >= PIECE) hand_piece(o);
    }
    return mill_ok(o->next, e);
}

static rc begin(void *self, u8 *room, i64 n, struct err *e) {
    struct pack_out *o = self;
    (void)room;
    (void)n;
    hand(o, make_file, NULL, 0, false);
    return mill_ok(o->next, e);
}

static rc seal_batch(void *self, u8 *room, i64 n, struct err *e) {
    return seal_chunks(self, room, n, false, e);
}

static rc drop(void *self, u8 *room, i64 n, struct err *e) {
    struct pack_out *o = self;
    (void)room;
    (void)n;
    (void)e;
    age_stream_end(&o->stream);
    hand(o, drop_file, o->out, o->nout, true);
    return RC_OK;
}

/* After an error before it, finish_file drops the file. */
static rc seal_last(void *self, u8 *room, i64 n, struct err *e) {
    struct pack_out *o = self;
    rc r = seal_chunks(o, room, n, true, e);
    age_stream_end(&o->stream);
    hand(o, finish_or_drop, o->out, o->nout, true);
    return r != RC_OK ? r : mill_ok(o->next, e);
}

static void ask(struct pack_writer *w, mill_fn *fn, u8 *room, i64 n, bool always) {
    w->job = mill_do(w->mill, (struct mill_job){fn, &w->o, room, n, always});
}

rc pack_create(struct pack_writer *w, struct arena *a, const char *base, const u8 (*recipients)[32],
               int nrecipients, struct err *e) {
    return pack_create_as(w, a, base, "", recipients, nrecipients, e);
}

rc pack_create_as(struct pack_writer *w, struct arena *a, const char *base, const char *tail,
                  const u8 (*recipients)[32], int nrecipients, struct err *e) {
    struct mill *mill = NEWN(a, struct mill, 2);
    mill_make(mill, a);
    rc r = pack_create_in(w, a, mill, base, tail, recipients, nrecipients, e);
    w->alone = w->open;
    if (!w->open) mill_end(mill);
    return r;
}

rc pack_create_in(struct pack_writer *w, struct arena *a, struct mill *mill, const char *base,
                  const char *tail, const u8 (*recipients)[32], int nrecipients, struct err *e) {
    u8 file_key[AGE_FILE_KEY];
    *w = (struct pack_writer){.mill = mill, .tail = tail, .o.next = mill->next};
    struct pack_out *o = &w->o;
    o->path = cstr(a, str_fmt(a, "%s.pack%s", base, tail));
    os_random(file_key, sizeof file_key);
    o->head = age_header_x25519(a, recipients, nrecipients, file_key);
    o->out = mill_take(o->next);
    os_random(o->out, AGE_NONCE);
    o->nout = AGE_NONCE;
    age_stream_begin(&o->stream, file_key, o->out);
    sodium_memzero(file_key, sizeof file_key);
    w->open = true;
    ask(w, begin, NULL, 0, false);
    rc r = mill_ok(mill, e);
    if (r != RC_OK) pack_abandon(w);
    return r;
}

/* A full room is handed over only when more comes: the last chunk must be known to be the last. */
static rc spill(struct pack_writer *w, struct err *e) {
    if (w->plain && w->nplain == PIECE) {
        ask(w, seal_batch, w->plain, w->nplain, false);
        w->plain = NULL;
        TRY(mill_ok(w->mill, e));
    }
    if (!w->plain) w->nplain = 0, w->plain = mill_take(w->mill);
    return RC_OK;
}

static rc put(struct pack_writer *w, const void *p, i64 n, struct err *e) {
    for (i64 k; n > 0; n -= k, p = (const u8 *)p + k) {
        TRY(spill(w, e));
        k = PIECE - w->nplain < n ? PIECE - w->nplain : n;
        memcpy(w->plain + w->nplain, p, (size_t)k);
        w->nplain += k;
        w->n += k;
    }
    return RC_OK;
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

/* After content: when the member is whole, what fills its last block. */
static rc content(struct pack_writer *w, i64 n, struct err *e) {
    w->left -= n;
    if (w->left == 0 && w->size > 0) {
        TRY(put_zeros(w, tar_pad(w->size), e));
        w->size = 0;
    }
    return RC_OK;
}

rc pack_bytes(struct pack_writer *w, struct str bytes, struct err *e) {
    CHECK(w->open && bytes.n <= w->left);
    TRY(put(w, bytes.p, bytes.n, e));
    return content(w, bytes.n, e);
}

rc pack_room(struct pack_writer *w, u8 **p, i64 *n, struct err *e) {
    CHECK(w->open && w->left > 0);
    TRY(spill(w, e));
    *p = w->plain + w->nplain;
    *n = PIECE - w->nplain < w->left ? PIECE - w->nplain : w->left;
    return RC_OK;
}

rc pack_filled(struct pack_writer *w, i64 n, struct err *e) {
    CHECK(w->open && n <= w->left && n <= PIECE - w->nplain);
    w->nplain += n;
    w->n += n;
    return content(w, n, e);
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

static void closed(struct pack_writer *w) {
    w->open = false;
    w->plain = NULL;
    if (w->alone) mill_end(w->mill);
}

rc pack_finish(struct pack_writer *w, const char *base, const struct pack_foot *foot,
               struct err *e) {
    CHECK(w->open && w->left == 0);
    rc r = put_tail(w, foot, e);
    if (snprintf(w->o.head_path, sizeof w->o.head_path, "%s.head%s", base,
                 w->tail ? w->tail : "") >= (int)sizeof w->o.head_path)
        r = fail(e, RC_LIMIT, "the path of the case is too long");
    if (r != RC_OK) {
        pack_abandon(w);
        return r;
    }
    ask(w, seal_last, w->plain, w->nplain, true);
    r = mill_ok(w->mill, e);
    closed(w);
    return r;
}

/* Waits: what was read into the writer's memory may go after this. */
void pack_abandon(struct pack_writer *w) {
    if (!w->open) return;
    ask(w, drop, w->plain, w->nplain, true);
    pack_wait(w);
    closed(w);
}

void pack_wait(const struct pack_writer *w) {
    if (!w->mill) return;
    mill_wait(w->mill, w->job);
    mill_wait(w->o.next, w->o.job); /* set by that job */
}
