/* The digest of a table. Hashed form: for each row 'R' ‖ be64 columns, for each column a letter for
 * its type (N i f t b) ‖ be64 length ‖ bytes; integers and floats are 8 bytes big-endian. After the
 * last row 'E' ‖ be64 rows. */
#include "db/db_impl.h"

#include "proof/hash.h"

struct digest {
    struct sha256 h;
    u8 buf[8192];
    i64 n;
};

static void put(struct digest *g, const void *p, i64 n) {
    if (g->n + n > (i64)sizeof g->buf) {
        sha256_add(&g->h, bytes_str(g->buf, g->n));
        g->n = 0;
    }
    if (n > (i64)sizeof g->buf) {
        sha256_add(&g->h, bytes_str(p, n));
        return;
    }
    if (n > 0) memcpy(g->buf + g->n, p, (size_t)n);
    g->n += n;
}

static void put_head(struct digest *g, char type, u64 v) {
    u8 b[9] = {(u8)type};
    put_u64be(b + 1, v);
    put(g, b, sizeof b);
}

static void put_number(struct digest *g, char type, u64 bits) {
    u8 b[8];
    put_u64be(b, bits);
    put_head(g, type, 8);
    put(g, b, 8);
}

static void put_column(struct digest *g, sqlite3_stmt *st, int col) {
    const void *p;
    double x;
    u64 bits;
    switch (sqlite3_column_type(st, col)) {
    case SQLITE_INTEGER: put_number(g, 'i', (u64)sqlite3_column_int64(st, col)); return;
    case SQLITE_FLOAT:
        x = sqlite3_column_double(st, col);
        memcpy(&bits, &x, 8);
        put_number(g, 'f', bits);
        return;
    case SQLITE_TEXT:
        p = sqlite3_column_text(st, col);
        put_head(g, 't', (u64)sqlite3_column_bytes(st, col));
        break;
    case SQLITE_BLOB:
        p = sqlite3_column_blob(st, col);
        put_head(g, 'b', (u64)sqlite3_column_bytes(st, col));
        break;
    default: put_head(g, 'N', 0); return;
    }
    put(g, p, sqlite3_column_bytes(st, col));
}

rc db_digest(struct db *d, const struct sql *q, u8 out[32], struct err *e) {
    struct digest g = {.n = 0};
    struct stmt *s = db_stmt(d, q);
    bool row = true;
    u64 rows = 0;
    sha256_begin(&g.h);
    for (;;) {
        rc r = db_step(s, &row, e);
        if (r != RC_OK) {
            sha256_drop(&g.h);
            return r;
        }
        if (!row) break;
        int cols = sqlite3_column_count(s->st);
        put_head(&g, 'R', (u64)cols);
        for (int i = 0; i < cols; i++)
            put_column(&g, s->st, i);
        rows++;
    }
    put_head(&g, 'E', rows);
    sha256_add(&g.h, bytes_str(g.buf, g.n));
    sha256_end(&g.h, out);
    return RC_OK;
}
