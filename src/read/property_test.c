/* What holds of every reading, whatever the text: the same bytes give the same claims wherever they
 * lie, blanks behind the text say nothing, a mutated text still gives claims that fit their words,
 * and memory and tokens grow with the text and not faster. */
#include "read/testing.h"

static const char *const REPORTS[] = {
    "samples/reports/ilmeth-voice-pelsun.txt", "samples/reports/ledger-correction.txt",
    "samples/reports/ledger-lisharan.txt",     "samples/reports/mirat-qarsan.txt",
    "samples/reports/mod-pelsun.txt",          "samples/reports/tsna-civilians.txt",
    "samples/reports/vpa-lisharan.txt",
};

static const struct reader *tables(struct arena *a) {
    return reader_make(a);
}

static struct read_opts options(const struct reader *r) {
    struct read_opts o = {.lang = S("en"), .publication = S("s-test"), .reader = r};
    EXPECT(date_parse(S("2031-03-12"), &o.published));
    return o;
}

/* All claims as their JSON, a line each. */
static struct str lines(struct arena *a, struct arena *perm, struct arena scratch, struct str text,
                        struct read_opts o) {
    struct reading r;
    struct err e = {0};
    struct buf b = buf_make(a, 16 << 20);
    if (read_text(perm, scratch, text, &o, &r, &e) != RC_OK)
        test_fail(__FILE__, __LINE__, "not read: %s", e.msg);
    for (i64 i = 0; i < r.n; i++) {
        buf_put(&b, json_text(a, claim_to_json(a, &r.claims[i], text)));
        buf_c(&b, '\n');
    }
    return buf_str(&b);
}

TEST(reading_does_not_hang_on_where_memory_lies) {
    struct arena a = test_arena(), small = arena_make("small", 64 << 20),
                 large = arena_make("large", 512 << 20);
    struct read_opts o = options(tables(&a)), own = options(NULL);
    i64 claims = 0;
    for (i64 i = 0; i < LEN(REPORTS); i++) {
        struct str text = test_file(&a, REPORTS[i]), copy = str_dup(&a, text);
        struct arena p1 = small, p2 = large, p3 = large;
        (void)NEWN(&p2, char, 4099); /* other addresses, other alignment of everything behind */
        (void)NEWN(&p3, char, 70001);
        struct arena s1 = arena_split(&p1, 40 << 20), s2 = arena_split(&p2, 300 << 20),
                     s3 = arena_split(&p3, 100 << 20);
        struct str one = lines(&a, &p1, s1, text, o);
        EXPECT_STR(lines(&a, &p2, s2, copy, o), one);
        EXPECT_STR(lines(&a, &p3, s3, text, own), one); /* and tables of its own */
        claims += one.n > 0;
    }
    EXPECT(claims * 2 > LEN(REPORTS)); /* most reports say something */
    arena_drop(small);
    arena_drop(large);
}

TEST(reading_is_not_changed_by_blanks_behind_the_text) {
    static const char *const tails[] = {"\n", "\n\n\n", "  ", "\t\n", "\r\n", "\xC2\xA0"};
    struct arena a = test_arena(), perm0 = arena_make("perm", 64 << 20),
                 scratch = arena_make("scratch", 64 << 20);
    struct read_opts o = options(tables(&a));
    for (i64 i = 0; i < LEN(REPORTS); i++) {
        struct arena round = a, perm = perm0;
        struct str text = str_trim(test_file(&round, REPORTS[i]));
        struct str bare = lines(&round, &perm, scratch, text, o);
        for (i64 k = 0; k < LEN(tails); k++)
            EXPECT_STR(lines(&round, &perm, scratch, str_cat(&round, text, str_c(tails[k])), o),
                       bare);
    }
    arena_drop(perm0);
    arena_drop(scratch);
}

/* Invariants, and each claim comes back the same from its JSON. */
static bool sound(struct arena a, struct arena scratch, struct str text, struct read_opts o,
                  i64 *claims) {
    struct reading r;
    struct err e = {0};
    bool ok = read_text(&a, scratch, text, &o, &r, &e) == RC_OK &&
              claims_check(scratch, text, r.claims, r.n, &e) == RC_OK;
    for (i64 i = 0; ok && i < r.n; i++) {
        struct claim back;
        struct json *j = claim_to_json(&a, &r.claims[i], text);
        ok = claim_from_json(&a, j, text, &back, &e) == RC_OK &&
             str_eq(json_text(&a, claim_to_json(&a, &back, text)), json_text(&a, j));
    }
    if (!ok) test_fail(__FILE__, __LINE__, "%s\n%.*s", e.msg, SARG(text));
    if (ok) *claims += r.n;
    return ok;
}

static u32 next(u64 *seed) {
    *seed = *seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (u32)(*seed >> 33);
}

/* The words of the text, some left out, some twice, some changed with the next. */
static struct str mutated(struct arena *a, struct str text, u64 *seed) {
    struct buf b = buf_make(a, 3 * text.n + 16);
    struct str rest = text, held = {0};
    while (rest.n > 0) {
        struct str w = str_cut(&rest, ' ');
        u32 r = next(seed) % 24;
        if (r == 0) continue;
        if (r == 1) {
            held = w;
            continue;
        }
        buf_put(&b, w);
        buf_c(&b, ' ');
        if (r == 2) buf_put(&b, w), buf_c(&b, ' ');
        if (held.n) buf_put(&b, held), buf_c(&b, ' ');
        held = (struct str){0};
    }
    return buf_str(&b);
}

TEST(reading_of_mutated_reports_keeps_the_invariants) {
    struct arena a = test_arena(), perm = arena_make("perm", 64 << 20),
                 scratch = arena_make("scratch", 64 << 20);
    struct read_opts o = options(tables(&a));
    u64 seed = 2031;
    i64 claims = 0;
    for (i64 i = 0; i < LEN(REPORTS); i++) {
        struct arena round = a;
        struct str text = test_file(&round, REPORTS[i]);
        for (int k = 0; k < 20; k++) {
            struct arena one = round;
            if (!sound(perm, scratch, mutated(&one, text, &seed), o, &claims)) break;
        }
    }
    EXPECT(claims > 300); /* mutations leave something to check */
    arena_drop(perm);
    arena_drop(scratch);
}

TEST(reading_of_every_beginning_keeps_the_invariants) {
    struct arena a = test_arena(), perm = arena_make("perm", 64 << 20),
                 scratch = arena_make("scratch", 64 << 20);
    struct read_opts o = options(tables(&a));
    i64 claims = 0;
    struct str text = S("Interior ministry officials say they have found 14 bodies in Marat, of "
                        "people whom fighters shot last week. “The bodies,” Dr Ilin Soro told "
                        "the "
                        "state news agency, “lay in cellars.” Three were children.");
    for (i64 n = 0; n <= text.n; n++) {
        if (n < text.n && ((u8)text.p[n] & 0xC0) == 0x80) continue;
        if (!sound(perm, scratch, str_sub(text, 0, n), o, &claims)) break;
    }
    EXPECT(claims > 100);
    arena_drop(perm);
    arena_drop(scratch);
}

TEST(reading_grows_with_the_text_and_not_faster) {
    struct arena a = test_arena(), scratch = arena_make("scratch", 200 << 20);
    struct read_opts o = options(tables(&a));
    struct str one = str_cat(&a, str_trim(test_file(&a, REPORTS[0])), S("\n\n"));
    i64 tokens[3], memory[3];
    for (int k = 0; k < 3; k++) {
        struct arena perm0 = arena_make("perm", 200 << 20), perm = perm0;
        struct buf b = buf_make(&a, 1 << 24);
        for (int i = 0; i < 16 << k; i++)
            buf_put(&b, one);
        struct reading r;
        struct err e = {0};
        EXPECT_OK(read_text(&perm, scratch, buf_str(&b), &o, &r, &e));
        EXPECT_INT(r.stats.bytes, b.n);
        EXPECT(!r.stats.truncated && r.n > 0);
        tokens[k] = r.stats.tokens;
        memory[k] = (perm.beg - perm0.beg) + (perm0.end - perm.end);
        arena_drop(perm0);
    }
    EXPECT_INT(tokens[1], 2 * tokens[0]);
    EXPECT_INT(tokens[2], 4 * tokens[0]);
    EXPECT(memory[0] > 0 && memory[2] < 6 * memory[0]);
    arena_drop(scratch);
}

TEST(reading_a_long_text_does_not_take_scratch_by_its_length) {
    struct arena a = test_arena(), scratch = arena_make("scratch", 96 << 20);
    struct read_opts o = options(tables(&a));
    struct buf b = buf_make(&a, 16 << 20);
    while (b.n < 4 << 20)
        buf_puts(&b, "Rain fell on the hills and on the road to the lower town.\n\n");
    struct reading r;
    struct err e = {0};
    EXPECT_OK(read_text(&a, scratch, buf_str(&b), &o, &r, &e)); /* else: limit, exit 7 */
    EXPECT_INT(r.n, 0);
    EXPECT_INT(r.stats.bytes, b.n);
    arena_drop(scratch);
}
