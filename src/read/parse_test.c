#include "base/t.h"
#include "read/parse_state.h"

/* "word<relation-head …" of the words between blanks. */
static struct str arcs(struct arena *a, struct str words) {
    struct word_types *t = word_types_make(a, word_table_make(a), 64);
    struct str w[64];
    i32 type[64], n = 0;
    u8 tag[64], dep[64];
    int16_t head[64];
    struct parse p = {head, dep, 0};
    while (words.n > 0)
        w[n++] = str_cut(&words, ' ');
    for (i32 i = 0; i < n; i++)
        type[i] = word_type_of(t, w[i]);
    pos_tag(pos_model_make(a), *a, w, n, tag);
    parse_types(parse_model_make(a), t, type, tag, n, &p);
    struct buf b = buf_make(a, 1 << 14);
    for (i32 i = 0; i < n; i++) {
        if (i) buf_c(&b, ' ');
        buf_put(&b, w[i]);
        buf_fmt(&b, "<%s", dep_name((enum dep)dep[i]));
        if (head[i] >= 0) buf_c(&b, '-'), buf_put(&b, w[head[i]]);
    }
    return buf_str(&b);
}

TEST(parse_finds_who_did_what) {
    struct arena a = test_arena();
    EXPECT_STR(arcs(&a, S("Soldiers killed twelve civilians .")),
               S("Soldiers<nsubj-killed killed<root twelve<nummod-civilians civilians<obj-killed "
                 ".<punct-killed"));
    EXPECT_STR(arcs(&a, S("Twelve civilians were killed by soldiers .")),
               S("Twelve<nummod-civilians civilians<nsubj:pass-killed were<aux:pass-killed "
                 "killed<root by<case-soldiers soldiers<obl:agent-killed .<punct-killed"));
}

TEST(parse_sees_through_relative_clauses) {
    struct arena a = test_arena();
    struct str s = arcs(&a, S("The men who attacked the village fled ."));
    EXPECT(str_has(s, S("attacked<acl:relcl-men")));
    EXPECT(str_has(s, S("village<obj-attacked")));
}

/* One root, every word reaches it, no arc crosses another. */
static bool is_tree(const int16_t *head, i32 n) {
    i32 roots = 0;
    for (i32 i = 0; i < n; i++) {
        i32 k = i, steps = 0;
        roots += head[i] < 0;
        while (k >= 0 && steps++ <= n)
            k = head[k];
        if (k >= 0) return false;
        i32 lo = head[i] < i ? head[i] : i, hi = head[i] < i ? i : head[i];
        for (i32 j = lo + 1; head[i] >= 0 && j < hi; j++)
            if (head[j] < lo || head[j] > hi) return false;
    }
    return roots == (n > 0);
}

TEST(parse_is_always_a_tree) {
    struct arena a = test_arena();
    static const char *const word[] = {"the", "killed", "of", ",",  "who", "Kalen", "7",    "and",
                                       ".",   "\"",     "is", "to", "(",   "men",   "were", "x"};
    const struct parse_model *m = parse_model_make(&a);
    struct word_types *t = word_types_make(&a, word_table_make(&a), 64);
    i32 type[SENTENCE_TOKENS_MAX];
    u8 tag[SENTENCE_TOKENS_MAX], dep[SENTENCE_TOKENS_MAX];
    int16_t head[SENTENCE_TOKENS_MAX];
    struct parse p = {head, dep, 0};
    u32 x = 11;
    for (int round = 0; round < 60; round++) {
        i32 n = round < 40 ? round : round == 40 ? SENTENCE_TOKENS_MAX : (i32)(x >> 8) % 120;
        for (i32 i = 0; i < n; i++) {
            x = x * 1664525u + 1013904223u;
            type[i] = word_type_of(t, str_c(word[(x >> 16) % LEN(word)]));
            tag[i] = (u8)((x >> 8) % UPOS_COUNT);
        }
        parse_types(m, t, type, tag, n, &p);
        EXPECT(p.n == n);
        EXPECT(is_tree(head, n));
        for (i32 i = 0; i < n; i++)
            EXPECT(dep[i] < DEP_COUNT && (dep[i] == DEP_ROOT) == (head[i] < 0));
    }
}

/* Whatever steps are taken, of those that are allowed: a tree after 2n of them. */
TEST(parse_steps_always_end_in_a_tree) {
    u32 x = 5;
    for (int round = 0; round < 300; round++) {
        struct parse_state s;
        i32 n = round % 30, steps = 0;
        parse_begin(&s, n);
        while (!parse_done(&s)) {
            x = x * 1664525u + 1013904223u;
            int c = (int)((x >> 16) % ARC_COUNT);
            if (parse_may(&s, c)) parse_step(&s, c), steps++;
        }
        EXPECT_INT(steps, 2 * n);
        for (i32 i = 0; i < n; i++)
            if (s.head[i] == n) s.head[i] = -1;
        EXPECT(is_tree(s.head, n));
    }
}

TEST(parse_reduces_relations) {
    EXPECT_INT(dep_of(S("nsubj:pass")), DEP_NSUBJ_PASS);
    EXPECT_INT(dep_of(S("nsubj:outer")), DEP_NSUBJ);
    EXPECT_INT(dep_of(S("csubj")), DEP_NSUBJ);
    EXPECT_INT(dep_of(S("goeswith")), DEP_OTHER);
    EXPECT_STR(str_c(dep_name(DEP_OBL_AGENT)), S("obl:agent"));
}
