#include "read/testing.h"

TEST(parse_doc_shows_arcs) {
    struct arena a = test_arena();
    struct str t = sample_trace(&a, "Soldiers killed twelve men in Kalen on Tuesday.");
    EXPECT(str_has(t, S("deps Soldiers<nsubj-killed killed<root")));
    EXPECT(str_has(t, S("men<obj-killed")));
}

/* Longer than a tree may be: parsed in parts, no crash, a relation for every word. */
TEST(parse_doc_cuts_what_is_too_long) {
    struct arena a = test_arena();
    struct buf b = buf_make(&a, 1 << 16);
    buf_puts(&b, "Soldiers killed");
    for (i32 i = 0; i < 3 * SENTENCE_TOKENS_MAX; i++)
        buf_puts(&b, " men");
    buf_puts(&b, ".");
    struct str t = sample_trace(&a, cstr(&a, buf_str(&b)));
    EXPECT(str_has(t, S("deps Soldiers<")));
    EXPECT(str_has(t, S(" .<")));
}

/* One word, nothing but marks. */
TEST(parse_doc_takes_the_smallest_sentences) {
    struct arena a = test_arena();
    EXPECT(str_has(sample_trace(&a, "Killed."), S("deps Killed<")));
    EXPECT(str_has(sample_trace(&a, "the ... !"), S("deps")));
}
