/* What says what a backup holds: cairn.backup and its list, from strangers. What is let through is
 * written again byte by byte the same, and names nothing outside. */
#include "store/backup_int.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    struct arena a = arena_make("fuzz", 1LL << 30), whole = a;
    struct str in = {(const char *)data, (i64)n}, signed_text;
    struct backup_list l;
    struct backup_head h;
    u8 sig[64];
    if (backup_list_parse(&a, in, &l, NULL) == RC_OK) {
        for (i64 i = 0; i < l.n; i++) {
            CHECK(!str_has(l.v[i].stored, S("..")) || !str_has(l.v[i].stored, S("/../")));
            CHECK(l.v[i].stored.p[0] != '/' && l.v[i].path.p[0] != '/');
            CHECK(backup_find(&l, l.v[i].path) == &l.v[i]);
        }
        CHECK(str_eq(backup_list_text(&a, &l), in));
    }
    if (backup_head_parse(&a, in, &h, sig, &signed_text, NULL) == RC_OK)
        CHECK(h.generation > 0 && h.size >= 0 && str_starts(signed_text, S("cairn/backup/v1\n")));
    arena_drop(whole);
    return 0;
}
