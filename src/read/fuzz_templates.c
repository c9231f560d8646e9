/* Any bytes: templates are made without a crash, lie within the text, and are the same twice. */
#include "read/templates.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t n);

static const struct role_models *models(void) {
    static struct arena arena;
    static const struct role_models *made;
    if (!made) arena = arena_make("fuzz-models", 16 << 20), made = role_models_make(&arena);
    return made;
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t n) {
    struct arena a0 = arena_make("fuzz", 256 << 20), s0 = arena_make("fuzz-scratch", 256 << 20);
    struct arena a = a0;
    struct str text = {(const char *)data, (i64)(n < 8192 ? n : 8192)};
    struct templates t = templates_read(&a, s0, models(), text),
                     u = templates_read(&a, s0, models(), text);
    CHECK(t.n == u.n && t.n <= TEMPLATES_MOST);
    for (i32 i = 0; i < t.n; i++)
        for (i32 slot = 0; slot < SLOTS; slot++) {
            CHECK(t.v[i].n[slot] == u.v[i].n[slot]);
            for (i32 k = 0; k < t.v[i].n[slot]; k++) {
                struct span s = t.v[i].fill[slot][k].span;
                CHECK(s.start < s.end && s.end <= (u32)text.n);
            }
        }
    arena_drop(a0);
    arena_drop(s0);
    return 0;
}
