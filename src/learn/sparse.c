#include "learn/sparse.h"

#define MAGIC "cairn-sparse/1"

rc sparse_open(struct str bytes, struct sparse *out, struct err *e) {
    struct linear h;
    struct str rest = bytes;
    *out = (struct sparse){0};
    if (!linear_head(&rest, MAGIC, &h) || h.kept_shift || h.mask < SPARSE_BUCKET - 1)
        return fail(e, RC_INTEGRITY, "not a model file (" MAGIC ")");
    i64 rows = (i64)h.mask + 1, at = (rest.p - bytes.p + 63) / 64 * 64,
        want = rows * (2 + (i64)h.width);
    if (bytes.n - at != want)
        return fail(e, RC_INTEGRITY, "model %.*s has %lld bytes of weights, not %lld",
                    (int)h.name.n, h.name.p, (long long)(bytes.n - at), (long long)want);
    *out = (struct sparse){.check = (const uint16_t *)(const void *)(bytes.p + at),
                           .rows = (const int8_t *)(const void *)(bytes.p + at + 2 * rows),
                           .buckets = (u32)(rows / SPARSE_BUCKET) - 1,
                           .classes = h.classes,
                           .width = h.width,
                           .features = h.features,
                           .name = h.name};
    return RC_OK;
}

static uint16_t check_of(u32 feature) {
    return (uint16_t)(feature >> 16 ? feature >> 16 : 1);
}

/* The first of four checks that is c, -1 none: zero cells of x ^ c, of which the lowest is found
 * right whatever is borrowed above it. */
static i32 among(const uint16_t *check, u64 c) {
    u64 x;
    memcpy(&x, check, sizeof x);
    x ^= c;
    u64 zero = (x - 0x0001000100010001ull) & ~x & 0x8000800080008000ull;
    return zero ? __builtin_ctzll(zero) / 16 : -1;
}

const int8_t *sparse_row(const struct sparse *m, u32 feature) {
    u32 at = (feature & m->buckets) * SPARSE_BUCKET;
    u64 c = check_of(feature) * 0x0001000100010001ull;
    i32 k = among(m->check + at, c), q = k < 0 ? among(m->check + at + 4, c) + 4 : k;
    return q > 3 || k >= 0 ? m->rows + (size_t)(at + (u32)q) * (size_t)m->width : NULL;
}

#ifdef CAIRN_SCALAR
void sparse_add(const struct sparse *m, u32 feature, i16 *sum) {
    const int8_t *row = sparse_row(m, feature);
    for (i32 i = 0; row && i < m->width; i++)
        sum[i] = (i16)(sum[i] + row[i]);
}
#else
typedef int8_t sparse_bytes __attribute__((vector_size(8), may_alias, aligned(1)));
typedef i16 sparse_lanes __attribute__((vector_size(16), may_alias, aligned(2)));
void sparse_add(const struct sparse *m, u32 feature, i16 *sum) {
    const int8_t *row = sparse_row(m, feature);
    for (i32 i = 0; row && i < m->width; i += LINEAR_LANES)
        *(sparse_lanes *)(sum + i) +=
            __builtin_convertvector(*(const sparse_bytes *)(row + i), linear_lanes);
}
#endif

/* ---- making one ---- */

static int8_t weight(i32 w, i64 scale, i64 most) {
    i64 v = ((i64)w * most * 2 + (w < 0 ? -scale : scale)) / (2 * scale);
    return (int8_t)(v > most ? most : v < -most ? -most : v);
}

struct str sparse_pack(struct arena *a, const char *name, const char *labels, i32 log2,
                       i32 features, const struct sparse_kept *v, i64 n, i64 scale) {
    struct linear h;
    struct buf b = buf_make(a, 1 << 16);
    buf_fmt(&b, MAGIC "\nname %s\nrows %d\nfeatures %d\nlabels %s\n\n", name, log2, features,
            labels);
    struct str rest = buf_str(&b);
    CHECK(linear_head(&rest, MAGIC, &h) && log2 >= 3 && scale > 0);
    i64 rows = (i64)1 << log2, most = 32767 / features < 127 ? 32767 / features : 127;
    uint16_t *check = NEWN(a, uint16_t, rows);
    int8_t *row = NEWN(a, int8_t, rows * h.width);
    for (i64 i = 0; i < n; i++) {
        i64 at = (v[i].feature & (u32)(rows / SPARSE_BUCKET - 1)) * (i64)SPARSE_BUCKET, k = 0;
        while (k < SPARSE_BUCKET && check[at + k] && check[at + k] != check_of(v[i].feature))
            k++;
        if (k == SPARSE_BUCKET || check[at + k]) continue;
        check[at + k] = check_of(v[i].feature);
        for (i32 c = 0; c < h.classes; c++)
            row[(at + k) * h.width + c] = weight(v[i].w[c], scale, most);
    }
    i64 head = (b.n + 63) / 64 * 64;
    struct buf out = buf_make(a, head + rows * (2 + h.width) + 64);
    buf_put(&out, buf_str(&b));
    while (out.n < head)
        buf_c(&out, 0);
    for (i64 i = 0; i < rows; i++)
        buf_c(&out, (char)(check[i] & 255)), buf_c(&out, (char)(check[i] >> 8));
    buf_put(&out, (struct str){(const char *)row, rows * h.width});
    return buf_str(&out);
}
