#include "store/pack.h"

#include "base/json.h"
#include "proof/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

static rc bad(const struct pack *p, struct err *e, const char *why) {
    return fail(e, RC_INTEGRITY, "%s.pack: %s", p->name, why);
}

/* Message of the part below, with the pack's name before it. */
static rc named(const struct pack *p, const char *suffix, const struct err *low, struct err *e) {
    return fail(e, low->code, "%s%s: %s", p->name, suffix, low->msg);
}

static rc open_file(struct pack *p, const char *path, struct err *e) {
    struct stat st;
    p->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (p->fd < 0 && errno == ENOENT) return fail(e, RC_NOTFOUND, "%s.pack is missing", p->name);
    if (p->fd < 0) return fail(e, RC_IO, "%s.pack cannot be opened: errno %d", p->name, errno);
    p->open = true;
    if (fstat(p->fd, &st) != 0 || !S_ISREG(st.st_mode)) return bad(p, e, "is not a regular file");
    p->size = st.st_size;
    p->plain = age_plain_size(p->size);
    if (p->plain < PACK_FOOT || p->plain % TAR_BLOCK)
        return bad(p, e, "has a size that no pack has");
    return RC_OK;
}

static rc read_at(struct pack *p, i64 at, void *out, i64 n, struct err *e) {
    for (i64 got = 0; got < n;) {
        ssize_t k = pread(p->fd, (char *)out + got, (size_t)(n - got), at + got);
        if (k < 0 && errno == EINTR) continue;
        if (k < 0) return fail(e, RC_IO, "%s.pack cannot be read: errno %d", p->name, errno);
        if (k == 0) return bad(p, e, "is cut short");
        got += k;
    }
    return RC_OK;
}

static rc load_chunk(struct pack *p, i64 i, struct err *e) {
    if (p->have == i) return RC_OK;
    i64 step = AGE_CHUNK + AGE_TAG, at = AGE_NONCE + i * step;
    i64 n = p->size - at < step ? p->size - at : step;
    p->have = -1;
    TRY(read_at(p, at, p->sealed, n, e));
    if (!age_chunk_open(&p->stream, i, at + n == p->size, p->sealed, n, p->chunk))
        return fail(e, RC_INTEGRITY, "%s.pack does not authenticate at byte %lld", p->name,
                    (long long)at);
    p->have = i;
    p->nhave = n - AGE_TAG;
    return RC_OK;
}

rc pack_stream(struct pack *p, i64 at, i64 n, age_sink_fn *sink, void *ctx, struct err *e) {
    if (at < 0 || n < 0 || at > p->plain || n > p->plain - at)
        return bad(p, e, "does not hold what its entries say");
    while (n > 0) {
        TRY(load_chunk(p, at / AGE_CHUNK, e));
        i64 from = at % AGE_CHUNK, k = p->nhave - from < n ? p->nhave - from : n;
        TRY(sink(ctx, bytes_str(p->chunk + from, k), e));
        at += k;
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

rc pack_read(struct pack *p, i64 at, void *out, i64 n, struct err *e) {
    char *to = out;
    return pack_stream(p, at, n, to_memory, &to, e);
}

rc pack_member_at(struct pack *p, i64 at, struct tar_member *m, struct err *e) {
    u8 head[TAR_HEAD_MAX];
    struct err low = {0};
    i64 n = p->plain - at < TAR_HEAD_MAX ? p->plain - at : TAR_HEAD_MAX;
    TRY(pack_read(p, at, head, n, e));
    if (tar_next(bytes_str(head, n), m, &low) != RC_OK) return named(p, ".pack", &low, e);
    if (m->size > p->plain - at - m->head) return bad(p, e, "has a member longer than itself");
    return RC_OK;
}

/* The number that follows `label` at the front of *s, which moves past it; -1 when there is none.
 */
static i64 number(struct str *s, struct str label) {
    i64 v = -1, end = label.n;
    while (end < s->n && is_digit(s->p[end]))
        end++;
    if (!str_starts(*s, label) || !str_i64(str_sub(*s, label.n, end), &v)) return -1;
    *s = str_sub(*s, end, s->n);
    return v;
}

/* The foot is what pack_finish writes, byte for byte. */
static bool foot_ok(struct str block, i64 size, struct pack_foot *f) {
    char again[TAR_BLOCK];
    struct str s = str_sub(block, 0, size);
    f->at = number(&s, S("{\"at\":"));
    f->entries = number(&s, S(",\"entries\":"));
    f->first = number(&s, S(",\"first\":"));
    if (f->at < 0 || f->entries < 0 || f->first < 0) return false;
    return str_eq(pack_foot_text(again, f), str_sub(block, 0, size));
}

static rc read_foot(struct pack *p, struct err *e) {
    u8 all[PACK_FOOT];
    struct tar_member m;
    i64 at = p->plain - PACK_FOOT;
    TRY(pack_read(p, at, all, PACK_FOOT, e));
    TRY(pack_member_at(p, at, &m, e));
    if (strcmp(m.name, "foot") != 0 || m.size >= TAR_BLOCK) return bad(p, e, "has no foot");
    struct str rest = bytes_str(all + TAR_BLOCK, PACK_FOOT - TAR_BLOCK);
    if (!foot_ok(rest, m.size, &p->foot) || !tar_zero(str_sub(rest, m.size, rest.n)) ||
        p->foot.at > at || p->foot.at % TAR_BLOCK)
        return bad(p, e, "has a malformed foot");
    return RC_OK;
}

static rc open_head(struct pack *p, struct arena scratch, const char *path,
                    const struct age_key *key, u8 file_key[16], struct err *e) {
    struct err low = {0};
    struct str head;
    i64 used;
    rc r = os_read(&scratch, path, AGE_HEADER_MAX, &head, &low);
    if (r == RC_NOTFOUND) return fail(e, RC_NOTFOUND, "%s.head is missing", p->name);
    if (r == RC_OK) r = age_header_open_any(scratch, head, key, file_key, &used, &low);
    if (r == RC_DENIED) low.code = RC_INTEGRITY; /* the key is the case's: the header is not */
    if (r != RC_OK) return named(p, ".head", &low, e);
    return used == head.n ? RC_OK
                          : fail(e, RC_INTEGRITY, "%s.head: bytes after the header", p->name);
}

rc pack_open(struct pack *p, struct arena *a, const char *base, const char *name,
             const struct age_key *key, struct err *e) {
    return pack_open_files(p, a, cstr(a, str_fmt(a, "%s.pack", base)),
                           cstr(a, str_fmt(a, "%s.head", base)), name, key, e);
}

rc pack_open_files(struct pack *p, struct arena *a, const char *pack, const char *head,
                   const char *name, const struct age_key *key, struct err *e) {
    u8 file_key[AGE_FILE_KEY], nonce[AGE_NONCE];
    *p = (struct pack){.fd = -1, .have = -1, .name = name};
    p->chunk = NEWN(a, u8, AGE_CHUNK);
    p->sealed = NEWN(a, u8, AGE_CHUNK + AGE_TAG);
    rc r = open_file(p, pack, e);
    if (r == RC_OK) r = open_head(p, *a, head, key, file_key, e);
    if (r == RC_OK) r = read_at(p, 0, nonce, AGE_NONCE, e);
    if (r == RC_OK) {
        age_stream_begin(&p->stream, file_key, nonce);
        sodium_memzero(file_key, sizeof file_key);
        r = load_chunk(p, (p->plain - 1) / AGE_CHUNK, e);
    }
    if (r == RC_OK) r = read_foot(p, e);
    if (r != RC_OK) pack_close(p);
    return r;
}

void pack_close(struct pack *p) {
    if (!p->open) return;
    if (p->stream.ctx) age_stream_end(&p->stream);
    sodium_memzero(p->chunk, AGE_CHUNK);
    close(p->fd);
    p->open = false;
}
