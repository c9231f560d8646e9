/* Names of files that some systems take for one, and files that some systems make by themselves. */
#include "exchange/bag_inner.h"

#include <utf8proc.h>

static struct str mapped(struct arena *a, struct str path, int options) {
    const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)path.p;
    utf8proc_option_t o = (utf8proc_option_t)options;
    utf8proc_ssize_t n = utf8proc_decompose(p, path.n, NULL, 0, o);
    if (n < 0) return (struct str){0};
    utf8proc_int32_t *points = NEWN(a, utf8proc_int32_t, n + 1);
    if (utf8proc_decompose(p, path.n, points, n, o) != n) return (struct str){0};
    n = utf8proc_reencode(points, n, o); /* in place, and a NUL */
    return n < 0 ? (struct str){0} : (struct str){(const char *)points, n};
}

static bool plain(struct str path, bool folded) {
    for (i64 i = 0; i < path.n; i++)
        if ((u8)path.p[i] >= 128 || (folded && path.p[i] >= 'A' && path.p[i] <= 'Z')) return false;
    return true;
}

struct str bag_fold(struct arena *a, struct str path) {
    if (plain(path, true)) return path;
    return mapped(a, path, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

struct str bag_nfc(struct arena *a, struct str path) {
    if (plain(path, false)) return path;
    return mapped(a, path, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

bool bag_system_file(struct str path) {
    static const char *const NAMES[] = {".DS_Store",   "Thumbs.db",       "desktop.ini",
                                        "ehthumbs.db", ".Spotlight-V100", ".Trashes",
                                        ".fseventsd"};
    i64 cut = path.n;
    while (cut > 0 && path.p[cut - 1] != '/')
        cut--;
    struct str base = str_sub(path, cut, path.n);
    for (i64 i = 0; i < LEN(NAMES); i++)
        if (str_eqi(base, str_c(NAMES[i]))) return true;
    return str_starts(base, S("._")) || str_has(path, S("__MACOSX/"));
}
