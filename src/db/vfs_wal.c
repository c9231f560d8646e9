/* The write-ahead log. Format: sqlite.org/walformat.html: a header of 32 bytes, then frames of 24 +
 * page bytes, each frame with a running checksum over everything before it.
 *
 * SQLite computes its checksums over the plain page, then hands header and page down: we seal the
 * page and bind the frame header to it, so any changed bit of a frame fails the tag. On recovery
 * SQLite stops silently at the first frame whose checksum is wrong, since a power cut may have torn
 * it; a flipped bit would so become "the last transactions never happened". We tell the two apart
 * by what is known to be on the disk:
 *   - after each commit's fsync a mark of 64 bytes goes behind the last frame (not fsynced: it
 * costs nothing);
 *   - each frame notes how many frames before it had been fsynced when it was written (it may
 * overwrite the mark). A frame that does not check and of which a mark or a later frame says that
 * it was durable is an integrity error. With no such witness it is the torn tail of a transaction
 * that was never acknowledged, and SQLite goes back to the commit before it. Both witnesses are
 * sealed, so they cannot be made up; a stale one belongs to an older generation (salts). */
#include "db/vfs_impl.h"

#include "proof/hash.h"

static i64 frame_at(i64 frame) {
    return WAL_HEADER + (frame - 1) * FRAME_BYTES;
}

static u32 get_u32be(const u8 *p) {
    return (u32)p[0] << 24 | (u32)p[1] << 16 | (u32)p[2] << 8 | p[3];
}
static u32 get_u32le(const u8 *p) {
    return (u32)p[3] << 24 | (u32)p[2] << 16 | (u32)p[1] << 8 | p[0];
}
static const u8 *salts_of(const u8 *frame_header) {
    return frame_header + 8;
}

/* Reads frame k into f->work and opens its page into `plain`. SQLITE_IOERR_DATA when the tag is
 * wrong. */
static int open_frame(struct vfile *f, i64 k, u8 *plain) {
    int r = real_read(f, f->work, FRAME_BYTES, frame_at(k));
    if (r != SQLITE_OK) return r;
    struct page_at at = {.kind = PAGE_WAL, .number = k, .header = f->work};
    return page_open(f->v->key, at, f->work + FRAME_HEADER, plain) ? SQLITE_OK : SQLITE_IOERR_DATA;
}

/* A frame appended after an earlier one was written again has no salts yet: they come with the
 * renewed checksums. */
static bool other_generation(const struct wal_state *w, const u8 *header) {
    static const u8 NONE[16];
    return memcmp(salts_of(header), NONE, 16) != 0 && memcmp(w->salts, salts_of(header), 8) != 0;
}

static int put_frame(struct vfile *f, i64 k, const u8 header[FRAME_HEADER], const u8 *plain) {
    struct wal_state *w = &f->v->wal;
    if (other_generation(w, header)) {
        memcpy(w->salts, salts_of(header), 8);
        w->synced = w->written = 0;
    }
    memmove(f->work, header, FRAME_HEADER);
    struct page_at at = {PAGE_WAL, k, (u64)w->synced, f->work};
    page_seal(f->v->key, at, plain, f->work + FRAME_HEADER);
    return real_write(f, f->work, FRAME_BYTES, frame_at(k));
}

/* A header that no page followed: SQLite is renewing the checksums of frames that it wrote in this
 * transaction (walRewriteChecksums). The page stays, bound to the new header. A frame we have not
 * written is the header of a page write that failed: nothing is lost with it. */
int wal_flush(struct vfile *f) {
    struct wal_state *w = &f->v->wal;
    i64 k = w->header_at;
    if (k == 0) return SQLITE_OK;
    w->header_at = 0;
    if (k > w->written) return SQLITE_OK;
    u8 plain[PAGE_BYTES];
    int r = open_frame(f, k, plain);
    if (r == SQLITE_IOERR_DATA) return bad_page(f->v, get_u32be(f->work), "projection's WAL");
    return r != SQLITE_OK ? r : put_frame(f, k, w->header, plain);
}

/* SQLite checks frames by checksums over whole pages, reserved bytes too, which come back from us
 * as zero. */
static bool reserved_is_zero(const u8 *page) {
    u8 any = 0;
    for (int i = PAGE_USED; i < PAGE_BYTES; i++)
        any |= page[i];
    return any == 0;
}

static int write_page(struct vfile *f, i64 k, const u8 *plain) {
    struct wal_state *w = &f->v->wal;
    if (!reserved_is_zero(plain)) return SQLITE_IOERR_WRITE;
    if (w->header_at == k) {
        w->header_at = 0;
        int done = put_frame(f, k, w->header, plain);
        if (done == SQLITE_OK) w->written = k; /* set, not raised: a savepoint may have gone back */
        return done;
    }
    /* A page written again in one transaction: its frame header stays as it is on the disk. */
    u8 header[FRAME_HEADER];
    int r = wal_flush(f);
    if (r == SQLITE_OK) r = real_read(f, header, FRAME_HEADER, frame_at(k));
    return r != SQLITE_OK ? r : put_frame(f, k, header, plain);
}

int wal_file_write(struct vfile *f, const u8 *p, int n, i64 at) {
    struct wal_state *w = &f->v->wal;
    if (at == 0 && n == WAL_HEADER) {
        int r = wal_flush(f);
        return r != SQLITE_OK ? r : real_write(f, p, n, at);
    }
    i64 k = (at - WAL_HEADER) / FRAME_BYTES + 1, in = (at - WAL_HEADER) % FRAME_BYTES;
    if (at >= WAL_HEADER && in == FRAME_HEADER && n == PAGE_BYTES) return write_page(f, k, p);
    if (at < WAL_HEADER || in != 0 || n != FRAME_HEADER) return SQLITE_IOERR_WRITE;
    int r = wal_flush(f);
    memcpy(w->header, p, FRAME_HEADER);
    w->header_at = k;
    return r;
}

/* Is frame k of the present generation known to have been on the disk? Reads on to the end: only
 * after damage. */
static bool was_durable(struct vfile *f, i64 k) {
    u8 head[WAL_HEADER], plain[PAGE_BYTES];
    const u8 *salts = head + 16, *key = f->v->key;
    sqlite3_int64 size = 0;
    if (real_read(f, head, WAL_HEADER, 0) != SQLITE_OK) return true;
    if (f->real->pMethods->xFileSize(f->real, &size) != SQLITE_OK) return true;
    for (i64 j = k + 1; frame_at(j) + MARK_BYTES <= size; j++) {
        u8 mark[MARK_BYTES];
        if (real_read(f, mark, MARK_BYTES, frame_at(j)) != SQLITE_OK) return true;
        if (mark_open(key, salts, mark) >= k) return true;
        if (memcmp(salts_of(mark), salts, 8) != 0) continue;
        if (open_frame(f, j, plain) == SQLITE_OK && page_note(f->work + FRAME_HEADER) >= (u64)k)
            return true;
    }
    return false;
}

/* Recovery, the only reader of whole frames besides the renewal of checksums. */
static int read_frame(struct vfile *f, i64 k, u8 *p) {
    int r = open_frame(f, k, p + FRAME_HEADER);
    if (r == SQLITE_IOERR_DATA) {
        i64 page = get_u32be(f->work);
        if (was_durable(f, k)) return bad_page(f->v, page, "projection's WAL");
        memset(p, 0, FRAME_BYTES); /* no salts, no checksum: SQLite ends the log here */
        return SQLITE_OK;
    }
    memcpy(p, f->work, FRAME_HEADER);
    return r;
}

/* The checksum of the WAL header: walformat.html, "Checksum Algorithm". */
static bool wal_header_checks(const u8 h[WAL_HEADER]) {
    bool big = h[3] & 1;
    u32 s0 = 0, s1 = 0;
    for (int i = 0; i < 24; i += 8) {
        s0 += (big ? get_u32be(h + i) : get_u32le(h + i)) + s1;
        s1 += (big ? get_u32be(h + i + 4) : get_u32le(h + i + 4)) + s0;
    }
    return get_u32be(h) >> 1 == 0x377f0682 >> 1 && s0 == get_u32be(h + 24) &&
           s1 == get_u32be(h + 28);
}

/* SQLite takes a WAL with a wrong header for an empty one. It is written and fsynced before any
 * frame, so a first frame that opens is the witness that the header was whole once. */
static int read_wal_header(struct vfile *f, u8 *p) {
    u8 plain[PAGE_BYTES];
    int r = real_read(f, p, WAL_HEADER, 0);
    if (r != SQLITE_OK || wal_header_checks(p)) return r;
    if (open_frame(f, 1, plain) == SQLITE_OK) return bad_page(f->v, 0, "projection's WAL");
    return SQLITE_OK;
}

int wal_file_read(struct vfile *f, u8 *p, int n, i64 at) {
    int r = wal_flush(f);
    if (r != SQLITE_OK) return r;
    if (at == 0 && n == WAL_HEADER) return read_wal_header(f, p);
    i64 k = (at - WAL_HEADER) / FRAME_BYTES + 1, in = (at - WAL_HEADER) % FRAME_BYTES;
    if (at < WAL_HEADER) return at + n <= WAL_HEADER ? real_read(f, p, n, at) : SQLITE_IOERR_READ;
    if (in == 0 && n == FRAME_BYTES) return read_frame(f, k, p);
    if (in + n <= FRAME_HEADER) return real_read(f, p, n, at); /* part of a frame header */
    if (in != FRAME_HEADER || n != PAGE_BYTES) return SQLITE_IOERR_READ;
    r = open_frame(f, k, p);
    if (r != SQLITE_IOERR_DATA) return r;
    return bad_page(f->v, get_u32be(f->work), "projection's WAL");
}

/* The mark goes where the next frame will go, and only while we hold the write lock with frames of
 * ours unsynced: a checkpoint fsyncs the WAL too, while another connection may be appending there.
 * A mark that cannot be written is only a witness less. */
int wal_sync(struct vfile *f, int flags) {
    struct wal_state *w = &f->v->wal;
    int r = wal_flush(f);
    if (r == SQLITE_OK) r = real_sync(f, flags);
    if (r != SQLITE_OK || !w->writing || w->written == 0) return r;
    u8 mark[MARK_BYTES];
    w->synced = w->written;
    mark_seal(f->v->key, w->salts, w->synced, mark);
    (void)real_write(f, mark, MARK_BYTES, frame_at(w->synced + 1));
    return SQLITE_OK;
}
