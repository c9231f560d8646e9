/* Tag files of bags from strangers: declaration, manifest, fetch.txt, bag-info.txt. A path that is
 * let through stays inside the bag, and comes back the same when it is written again. */
#include "exchange/bag_inner.h"

static void paths(struct arena a, struct str written) {
    for (int encoded = 0; encoded < 3; encoded++) {
        struct bag_path p, again;
        if (bag_path(&a, written, encoded, &p)) continue;
        CHECK(p.path.n > 0 && p.path.p[0] != '/' && p.path.p[0] != '~');
        CHECK(!str_has(str_cat(&a, str_cat(&a, S("/"), p.path), S("/")), S("/../")));
        CHECK(!bag_path(&a, bag_path_written(&a, p.path), 2, &again));
        CHECK(str_eq(again.path, p.path));
        bag_fold(&a, p.path);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    struct arena a = arena_make("fuzz", 1LL << 30), whole = a;
    struct str in = {(const char *)data, (i64)n}, rest = in, line;
    struct bag_declaration d;
    struct bag_listed l;
    struct bag_fetch f;
    struct bag_tag t;
    const char *why;
    bool loose;
    i64 total = 0, bytes, files;
    if (!bag_declaration(in, &d)) CHECK(d.minor >= 93 && d.minor <= 100);
    while (bag_line(&rest, &line)) {
        total += line.n;
        if (!bag_manifest_line(line, &l)) paths(a, l.path);
        if (!bag_fetch_line(line, &f)) paths(a, f.path);
    }
    CHECK(total <= in.n);
    for (rest = in; bag_info_next(&a, &rest, &t, &loose, &why);)
        if (!why && bag_oxum(t.value, &bytes, &files)) CHECK(bytes >= 0 && files >= 0);
    arena_drop(whole);
    return 0;
}
