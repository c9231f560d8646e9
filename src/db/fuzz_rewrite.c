/* Any text through the rewriting of SQL: never crashes; rewriting twice changes nothing; strings
 * stay untouched. */
#include "db/db_impl.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size > 1 << 16) return 0;
    struct arena whole = arena_make("fuzz", 16 << 20), a = whole;
    struct str once = db_rewrite(&a, (struct str){(const char *)data, (i64)size});
    CHECK(str_eq(db_rewrite(&a, once), once));
    arena_drop(whole);
    return 0;
}
