/* The main database file: whole pages, numbered from 1 by their place. */
#include "db/vfs_impl.h"

enum { HEADER_BYTES = 100 };

static bool all_zero(const u8 *p, i64 n) {
    u8 any = 0;
    for (i64 i = 0; i < n; i++)
        any |= p[i];
    return any == 0;
}

/* Reading past the end is how SQLite finds a file to be new: zeros and "short read". A page cut in
 * two is not. A page of zeros inside the file is no page of ours either: with secure_delete SQLite
 * writes every page it counts. */
static int read_page(struct vfile *f, i64 number, u8 *plain) {
    int r = real_read(f, f->work, PAGE_BYTES, (number - 1) * PAGE_BYTES);
    if (r == SQLITE_IOERR_SHORT_READ && all_zero(f->work, PAGE_BYTES)) {
        memset(plain, 0, PAGE_BYTES);
        return r;
    }
    if (r != SQLITE_OK && r != SQLITE_IOERR_SHORT_READ) return r;
    struct page_at at = {.kind = PAGE_DB, .number = number};
    if (r == SQLITE_OK && page_open(f->v->key, at, f->work, plain)) return SQLITE_OK;
    return bad_page(f->v, number, "projection");
}

/* SQLite looks at the header before it looks for a WAL, which holds a whole page 1 when a cut tore
 * the one in the file. An unknown header is one of zeros; whether page 1 checks is asked when it is
 * read whole, from the WAL or from here. */
static int read_header(struct vfile *f, u8 *p) {
    struct page_at at = {.kind = PAGE_DB, .number = 1};
    int r = real_read(f, f->work, PAGE_BYTES, 0);
    memset(p, 0, HEADER_BYTES);
    if (r != SQLITE_OK) return r;
    if (!page_open(f->v->key, at, f->work, f->plain)) return SQLITE_IOERR_SHORT_READ;
    memcpy(p, f->plain, HEADER_BYTES);
    return SQLITE_OK;
}

int db_file_read(struct vfile *f, u8 *p, int n, i64 at) {
    if (at % PAGE_BYTES == 0 && n == PAGE_BYTES) return read_page(f, at / PAGE_BYTES + 1, p);
    i64 from = at % PAGE_BYTES;
    if (from + n > PAGE_BYTES) return SQLITE_IOERR_READ; /* SQLite never reads across pages */
    if (at == 0 && n == HEADER_BYTES) return read_header(f, p);
    int r = read_page(f, at / PAGE_BYTES + 1, f->plain);
    memcpy(p, f->plain + from, (size_t)n);
    return r;
}

/* Page 1 says how the file is made; a file without our reserved bytes would lose data at the end of
 * each page. */
static bool header_is_ours(const u8 *page1) {
    return page1[16] == PAGE_BYTES >> 8 && page1[17] == 0 && page1[20] == PAGE_RESERVED;
}

int db_file_write(struct vfile *f, const u8 *p, int n, i64 at) {
    if (n != PAGE_BYTES || at % PAGE_BYTES != 0) return SQLITE_IOERR_WRITE;
    if (at == 0 && !header_is_ours(p)) return SQLITE_IOERR_WRITE;
    struct page_at where = {.kind = PAGE_DB, .number = at / PAGE_BYTES + 1};
    page_seal(f->v->key, where, p, f->work);
    return real_write(f, f->work, PAGE_BYTES, at);
}
