/* gzip, zlib and raw deflate (RFC 1950–1952) through zlib; everything is counted as it comes. */
#include "media/warc.h"

#include <zlib.h>

enum { PIECE = 1 << 16, ANY_HEAD = 15 + 32, NO_HEAD = -15 };

struct unpack unpack_make(i64 packed) {
    i64 most = MEDIA_RATIO_FREE + MEDIA_RATIO_MAX * packed;
    return (struct unpack){most < MEDIA_UNPACKED_MAX ? most : MEDIA_UNPACKED_MAX};
}

static voidpf take(voidpf a, uInt n, uInt size) {
    return arena_alloc(a, (i64)size, 16, (i64)n);
}
static void give(voidpf a, voidpf p) {
    (void)a, (void)p;
}

/* Z_STREAM_END when the member is whole. */
static int inflate_all(z_stream *z, struct buf *b, char *piece, struct unpack *u) {
    for (;;) {
        z->next_out = (Bytef *)piece;
        z->avail_out = PIECE;
        int r = inflate(z, Z_NO_FLUSH);
        i64 n = PIECE - (i64)z->avail_out;
        u->room -= n;
        if (u->room < 0 || !buf_ok(b)) return Z_MEM_ERROR;
        buf_put(b, (struct str){piece, n});
        if (r != Z_OK) return r;
        if (n == 0 && z->avail_in == 0) return Z_BUF_ERROR;
    }
}

static int inflate_with(struct arena *a, struct str in, i64 at, int head, struct unpack *u,
                        struct buf *b, i64 *end) {
    z_stream z = {.zalloc = take, .zfree = give, .opaque = a};
    char *piece = NEWN(a, char, PIECE);
    z.next_in = (Bytef *)(in.p + at);
    z.avail_in = (uInt)(in.n - at);
    if (inflateInit2(&z, head) != Z_OK) return Z_MEM_ERROR;
    int r = inflate_all(&z, b, piece, u);
    *end = in.n - (i64)z.avail_in;
    inflateEnd(&z);
    return r;
}

rc unpack_member(struct arena *a, struct str in, i64 at, bool http, struct unpack *u,
                 struct str *out, i64 *end, struct err *e) {
    struct buf b = buf_make(a, MEDIA_UNPACKED_MAX);
    int r = inflate_with(a, in, at, ANY_HEAD, u, &b, end);
    if (http && r != Z_STREAM_END && b.n == 0)
        r = inflate_with(a, in, at, NO_HEAD, u, &b, end); /* as some servers send "deflate" */
    *out = buf_str(&b);
    if (r == Z_STREAM_END) return RC_OK;
    if (r == Z_MEM_ERROR)
        return fail(e, RC_LIMIT, "it unpacks to more than %lld MiB or %d times its size",
                    MEDIA_UNPACKED_MAX >> 20, MEDIA_RATIO_MAX);
    return fail(e, RC_UNSUPPORTED, "its compressed bytes are damaged");
}
