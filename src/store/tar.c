#include "store/tar.h"

#include <stdio.h>

/* Offsets of ustar fields. */
enum {
    NAME = 0,
    MODE = 100,
    UID = 108,
    GID = 116,
    SIZE = 124,
    MTIME = 136,
    SUM = 148,
    TYPE = 156,
    MAGIC = 257,
    PREFIX = 345
};

/* n bytes of octal digits and a NUL. */
static void octal(u8 *p, int n, i64 v) {
    for (int i = n - 2; i >= 0; i--, v >>= 3)
        p[i] = (u8)('0' + (v & 7));
    p[n - 1] = 0;
}

static int checksum(const u8 block[TAR_BLOCK]) {
    int sum = 8 * ' ';
    for (int i = 0; i < TAR_BLOCK; i++) /* without a branch, so that it is done many at once */
        sum += block[i];
    for (int i = SUM; i < SUM + 8; i++)
        sum -= block[i];
    return sum;
}

static void put_name(u8 *block, struct str name) {
    i64 cut = -1;
    CHECK(name.n >= 1 && name.n <= TAR_NAME_MAX);
    if (name.n > 100)
        for (i64 i = 0; i < name.n && cut < 0; i++)
            if (name.p[i] == '/' && i > 0 && name.n - i - 1 <= 100) cut = i;
    CHECK(name.n <= 100 || (cut > 0 && cut <= 155 && cut + 1 < name.n));
    if (cut > 0) memcpy(block + PREFIX, name.p, (size_t)cut);
    memcpy(block + NAME, name.p + cut + 1, (size_t)(name.n - cut - 1));
}

static void head(u8 *block, struct str name, i64 size, char type) {
    memset(block, 0, TAR_BLOCK);
    put_name(block, name);
    octal(block + MODE, 8, 0600);
    octal(block + UID, 8, 0);
    octal(block + GID, 8, 0);
    octal(block + SIZE, 12, size);
    octal(block + MTIME, 12, 0);
    block[TYPE] = (u8)type;
    memcpy(block + MAGIC,
           "ustar\0"
           "00",
           8);
    octal(block + SUM, 7, checksum(block));
    block[SUM + 7] = ' ';
}

/* "NN size=…\n" where NN counts itself: 11 ≤ digits of size ≤ 19, so NN has two digits. */
static i64 pax_record(char out[64], i64 size) {
    int n = snprintf(out, 64, "00 size=%lld\n", (long long)size);
    out[0] = (char)('0' + n / 10);
    out[1] = (char)('0' + n % 10);
    return n;
}

i64 tar_head(u8 out[TAR_HEAD_MAX], struct str name, i64 size) {
    CHECK(size >= 0);
    if (size < TAR_OCTAL_MAX) {
        head(out, name, size, '0');
        return TAR_BLOCK;
    }
    char record[64];
    i64 n = pax_record(record, size);
    head(out, S("pax"), n, 'x');
    memset(out + TAR_BLOCK, 0, TAR_BLOCK);
    memcpy(out + TAR_BLOCK, record, (size_t)n);
    head(out + 2 * TAR_BLOCK, name, 0, '0');
    return TAR_HEAD_MAX;
}

i64 tar_pad(i64 size) {
    return -size & (TAR_BLOCK - 1);
}

bool tar_zero(struct str block) {
    for (i64 i = 0; i < block.n; i++)
        if (block.p[i]) return false;
    return true;
}

static i64 field_len(const u8 *p, i64 max) {
    i64 n = 0;
    for (; n < max && p[n]; n++) {
    }
    return n;
}

static bool read_name(const u8 *block, struct tar_member *out) {
    i64 np = field_len(block + PREFIX, 155), nn = field_len(block + NAME, 100);
    if (nn < 1 || np + 1 + nn > TAR_NAME_MAX) return false;
    char *p = out->name;
    if (np > 0) {
        memcpy(p, block + PREFIX, (size_t)np);
        p[np] = '/';
        p += np + 1;
    }
    memcpy(p, block + NAME, (size_t)nn);
    p[nn] = 0;
    /* put_name CHECKs what it can split: ask the same question before */
    return np == 0 || (np + 1 + nn > 100 && nn <= 100);
}

static i64 read_octal(const u8 *p, int n) {
    i64 v = 0;
    for (int i = 0; i < n; i++) {
        if (p[i] < '0' || p[i] > '7') return -1;
        v = v << 3 | (p[i] - '0');
    }
    return v;
}

static i64 read_pax(struct str content) {
    char record[64];
    i64 at = str_chr(content, '=', 0), end = str_chr(content, '\n', 0), size;
    if (at != 7 || end < 0 || !str_i64(str_sub(content, 8, end), &size) || size < TAR_OCTAL_MAX)
        return -1;
    i64 n = pax_record(record, size);
    return str_eq((struct str){record, n}, str_sub(content, 0, n)) ? size : -1;
}

rc tar_next(struct str bytes, struct tar_member *out, struct err *e) {
    u8 again[TAR_HEAD_MAX];
    const u8 *p = (const u8 *)bytes.p;
    *out = (struct tar_member){0};
    if (bytes.n < TAR_BLOCK) return fail(e, RC_INTEGRITY, "the archive is cut short");
    bool pax = p[TYPE] == 'x';
    if (pax && bytes.n < TAR_HEAD_MAX) return fail(e, RC_INTEGRITY, "the archive is cut short");
    if (pax) {
        out->size = read_pax(str_sub(bytes, TAR_BLOCK, 2 * TAR_BLOCK));
        p += 2 * TAR_BLOCK;
    } else {
        out->size = read_octal(p + SIZE, 11);
    }
    if (out->size < 0 || !read_name(p, out))
        return fail(e, RC_INTEGRITY, "a header of the archive is malformed");
    out->head = tar_head(again, str_c(out->name), out->size);
    if (memcmp(again, bytes.p, (size_t)out->head) != 0)
        return fail(e, RC_INTEGRITY, "a header of the archive is malformed");
    return RC_OK;
}
