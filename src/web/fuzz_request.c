/* What strangers send and we parse ourselves: paths, queries, cookies, versions, names of files and
 * of hosts. The first byte says which. */
#include "web/desk.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void path(struct arena *a, struct str in) {
    struct str seg[8];
    i64 n = url_segments(a, in, seg, LEN(seg));
    for (i64 i = 0; i < n; i++)
        CHECK(seg[i].n > 0 && str_chr(seg[i], '/', 0) < 0 && !str_eqc(seg[i], ".."));
}

static void query(struct arena *a, struct str in) {
    struct pair *p;
    i64 n;
    if (!url_query(a, in, &p, &n)) return;
    for (i64 i = 0; i < n; i++) {
        struct str again = url_decode(a, url_encode(a, p[i].value), false);
        CHECK(str_eq(again, p[i].value));
    }
}

static void filename(struct arena *a, struct str in) {
    struct str name = intake_filename(a, in);
    CHECK(name.n > 0 && name.n < 256 && name.p[0] != '.' && str_chr(name, '/', 0) < 0);
}

static void host(struct str in) {
    const struct desk_settings set = {.port = 8480};
    if (guard_host(&set, in)) CHECK(in.n >= 10); /* [::1]:8480 */
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size) {
    static struct arena whole;
    if (!whole.beg) whole = arena_make("fuzz", 64 << 20);
    struct arena a = whole;
    i64 entry, part;
    if (size == 0) return 0;
    struct str in = str_dup(&a, (struct str){(const char *)data + 1, (i64)size - 1});
    switch (data[0] % 6) {
    case 0: path(&a, in); break;
    case 1: query(&a, in); break;
    case 2: (void)url_cookie(in, S("cairn_8480")); break;
    case 3: (void)url_version(in, &entry, &part); break;
    case 4: filename(&a, in); break;
    default: host(in);
    }
    CHECK(!url_is_local(in) || in.p[0] == '/');
    return 0;
}
