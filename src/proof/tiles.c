#include "proof/tiles.h"

i64 tile_full(int level, i64 size) {
    int bits = level < 0 ? 8 : 8 * (level + 1);
    return bits > 62 ? 0 : size >> bits;
}

int tile_partial(int level, i64 size) {
    int bits = level < 0 ? 0 : 8 * level;
    return bits > 62 ? 0 : (int)(size >> bits & (TILE_WIDTH - 1));
}

int tile_levels(i64 size) {
    int n = 0;
    for (; n < TILE_LEVELS && size >> (8 * n) > 0; n++) {
    }
    return n;
}

/* N as 3-digit path elements, all but the last with an x before them. */
static void put_index(struct buf *b, i64 n, const char *x) {
    if (n >= 1000) {
        put_index(b, n / 1000, "x");
        buf_c(b, '/');
    }
    buf_fmt(b, "%s%03d", x, (int)(n % 1000));
}

struct str tile_path(struct arena *a, struct tile t) {
    CHECK(t.index >= 0 && t.width >= 1 && t.width <= TILE_WIDTH);
    struct buf b = buf_make(a, 128);
    if (t.level == TILE_ENTRIES)
        buf_puts(&b, "tile/entries/");
    else
        buf_fmt(&b, "tile/%d/", t.level);
    put_index(&b, t.index, "");
    if (t.width < TILE_WIDTH) buf_fmt(&b, ".p/%d", t.width);
    return buf_str(&b);
}

static bool parse_index(struct str *s, i64 *out) {
    i64 n = 0;
    for (int groups = 0; groups < 6; groups++) {
        bool more = s->n > 0 && s->p[0] == 'x';
        if (more) *s = str_sub(*s, 1, s->n);
        if (s->n < 3) return false;
        for (int i = 0; i < 3; i++) {
            if (!is_digit(s->p[i])) return false;
            n = n * 10 + (s->p[i] - '0');
        }
        *s = str_sub(*s, 3, s->n);
        *out = n;
        if (!more) return true;
        if (groups == 0 && n == 0) return false; /* a leading x000 is another spelling */
        if (s->n < 1 || s->p[0] != '/') return false;
        *s = str_sub(*s, 1, s->n);
    }
    return false;
}

bool tile_parse(struct str path, struct tile *out) {
    if (!str_starts(path, S("tile/"))) return false;
    struct str rest = str_sub(path, 5, path.n), head = str_cut(&rest, '/');
    i64 level = TILE_ENTRIES, width = TILE_WIDTH;
    if (!rest.p) return false;
    if (!str_eqc(head, "entries")) {
        if (!str_i64(head, &level) || level < 0 || level > 63) return false;
        if (head.n > 1 && head.p[0] == '0') return false;
    }
    if (!parse_index(&rest, &out->index)) return false;
    if (str_starts(rest, S(".p/"))) {
        struct str w = str_sub(rest, 3, rest.n);
        if (!str_i64(w, &width) || width < 1 || width > 255 || w.p[0] == '0') return false;
        rest = S("");
    }
    out->level = (int)level;
    out->width = (int)width;
    return rest.n == 0;
}

void bundle_put(struct buf *b, struct str entry) {
    CHECK(entry.n <= ENTRY_BYTES_MAX);
    buf_c(b, (char)(entry.n >> 8));
    buf_c(b, (char)(entry.n & 255));
    buf_put(b, entry);
}

bool bundle_next(struct str *rest, struct str *entry) {
    if (rest->n < 2) return false;
    i64 n = (i64)(u8)rest->p[0] << 8 | (u8)rest->p[1];
    if (rest->n < 2 + n) return false;
    *entry = str_sub(*rest, 2, 2 + n);
    *rest = str_sub(*rest, 2 + n, rest->n);
    return true;
}
