#include "base/t.h"
#include "proof/merkle.h"
#include "proof/words.h"

#include <stdio.h>

static const u8 SEED[32] = "a seed of thirty-two bytes long!";
static const char TEXT[] =
    "  The mayor said:\n\"Three people, among them Ada Quill, were\ttaken.\"  Nobody  answered. ";

static struct str text(void) {
    return str_c(TEXT);
}

TEST(words_cut_at_blanks) {
    struct str rest = text();
    static const char *const WANT[] = {"  ",       "The ",     "mayor ", "said:\n",
                                       "\"Three ", "people, ", "among "};
    for (i64 i = 0; i < LEN(WANT); i++) {
        i64 n = word_length(rest);
        EXPECT_STR(str_sub(rest, 0, n), str_c(WANT[i]));
        rest = str_sub(rest, n, rest.n);
    }
}

TEST(words_cut_long_runs_at_code_points) {
    struct arena a = test_arena();
    struct buf b = buf_make(&a, 4096);
    for (int i = 0; i < 200; i++)
        buf_puts(&b, "\xe2\x82\xac"); /* 3 bytes each: 256 = 85·3 + 1 */
    EXPECT_INT(word_length(buf_str(&b)), 255);
    char *p = NEWN(&a, char, 600);
    memset(p, 'x', 600);
    EXPECT_INT(word_length((struct str){p, 600}), 256);
    EXPECT_INT(word_length((struct str){p, 256}), 256);
    memset(p, ' ', 600);
    EXPECT_INT(word_length((struct str){p, 600}), 256);
    memset(p, 0x80, 600);
    EXPECT_INT(word_length((struct str){p, 600}), 256);
    EXPECT_INT(word_length(S("")), 0);
}

/* The definition of the format, done the slow way. */
TEST(words_root_is_as_documented) {
    struct arena a = test_arena();
    struct err e = {0};
    u8 root[32], want[32], leaf[8][32];
    i64 n, k = 0;
    struct str t = S("one two  three");
    for (struct str rest = t; rest.n > 0; k++) {
        u8 mac[32], message[12] = {'w', 'o', 'r', 'd', 0, 0, 0, 0, 0, 0, 0, (u8)k}, start[8] = {0};
        i64 len = word_length(rest);
        start[7] = (u8)(t.n - rest.n);
        hmac_sha256(bytes_str(SEED, 32), bytes_str(message, 12), mac);
        struct str data = str_cat(&a, S("cairn/word/v1"), bytes_str(mac, 16));
        data = str_cat(&a, str_cat(&a, data, bytes_str(start, 8)), str_sub(rest, 0, len));
        merkle_leaf(data, leaf[k]);
        rest = str_sub(rest, len, rest.n);
    }
    EXPECT_INT(k, 3);
    merkle_node(leaf[0], leaf[1], want);
    merkle_node(want, leaf[2], want);
    EXPECT_OK(words_root(t, SEED, root, &n, &e));
    EXPECT_INT(n, 3);
    EXPECT(memcmp(root, want, 32) == 0);
}

static struct word_range where(const char *words) {
    i64 at = str_find(text(), str_c(words), 0);
    return (struct word_range){at, at + (i64)strlen(words)};
}

static struct words_disclosure shown(struct arena *a, u8 root[32], i64 *n) {
    struct err e = {0};
    struct words_disclosure d;
    struct word_range show[] = {where("Three people, among them Ada Quill, were")},
                      mask[] = {where("Ada Quill")};
    EXPECT_OK(words_root(text(), SEED, root, n, &e));
    EXPECT_OK(words_disclose(a, text(), SEED, show, 1, mask, 1, &d, &e));
    return d;
}

TEST(words_show_a_sentence_with_its_names_closed) {
    struct arena a = test_arena();
    struct err e = {0};
    u8 root[32];
    i64 n;
    struct words_disclosure d = shown(&a, root, &n);
    EXPECT_OK(words_verify(&d, root, n, &e));
    EXPECT_STR(words_text(&a, &d, S("[closed] ")), S("\"Three people, among them [closed] were\t"));
    struct str json = json_canon(&a, words_json(&a, &d));
    EXPECT(!str_has(json, S("Ada")) && !str_has(json, S("Quill")) && !str_has(json, S("mayor")));
    struct json *v;
    struct words_disclosure back;
    EXPECT_OK(json_read(&a, json, &v, &e));
    EXPECT_OK(words_from_json(&a, v, &back, &e));
    EXPECT_OK(words_verify(&back, root, n, &e));
    EXPECT_STR(json_canon(&a, words_json(&a, &back)), json);
}

/* Every claim a disclosure makes, altered one by one, is refused. */
TEST(words_refuse_what_was_altered) {
    struct arena a = test_arena();
    u8 root[32];
    i64 n;
    struct words_disclosure d = shown(&a, root, &n), x;
    struct err e = {0};
    EXPECT_INT(words_verify(&d, root, n + 1, &e), RC_INTEGRITY);
    for (i64 i = 0; i < d.nwords; i++)
        for (int what = 0; what < 5; what++) {
            struct word keep = d.word[i], *w = &d.word[i];
            if (what == 0) w->salt[3] ^= 1;
            if (what == 1) w->start++;
            if (what == 2) w->hash[9] ^= 16;
            if (what == 3) w->index++;
            if (what == 4) w->bytes = w->open ? str_sub(w->bytes, 0, w->bytes.n - 1) : w->bytes;
            bool same = keep.open ? what == 2 : what != 2 && what != 3;
            rc r = words_verify(&d, root, n, &e);
            EXPECT((r == RC_OK) == same);
            *w = keep;
        }
    for (i64 i = 0; i < d.nsiblings; i++) {
        d.sibling[i][0] ^= 1;
        EXPECT_INT(words_verify(&d, root, n, &e), RC_INTEGRITY);
        d.sibling[i][0] ^= 1;
    }
    x = d, x.nsiblings--;
    EXPECT_INT(words_verify(&x, root, n, &e), RC_INTEGRITY);
    x = d, x.nwords--;
    EXPECT_INT(words_verify(&x, root, n, &e), RC_INTEGRITY);
    root[31] ^= 1;
    EXPECT_INT(words_verify(&d, root, n, &e), RC_INTEGRITY);
}

/* All texts of up to 40 words, all single words and all pairs, checked; and the proof is small. */
TEST(words_of_every_size_check) {
    struct arena whole = test_arena();
    for (int n = 1; n <= 40; n++) {
        struct arena a = whole;
        struct buf b = buf_make(&a, 4096);
        for (int i = 0; i < n; i++)
            buf_fmt(&b, "w%d ", i);
        struct str t = buf_str(&b);
        struct err e = {0};
        u8 root[32];
        i64 total;
        EXPECT_OK(words_root(t, SEED, root, &total, &e));
        EXPECT_INT(total, n);
        for (int i = 0; i < n; i += 3) {
            struct words_disclosure d;
            struct word_range r[2] = {{t.n * i / n, t.n * i / n + 1}, {t.n / 2, t.n / 2}};
            struct arena c = a;
            EXPECT_OK(words_disclose(&c, t, SEED, r, 2, NULL, 0, &d,
                                     &e)); /* an empty range shows nothing */
            EXPECT_INT(d.nwords, 1);
            EXPECT(d.nsiblings <= 6);
            EXPECT_OK(words_verify(&d, root, n, &e));
        }
    }
}

TEST(words_of_an_empty_text) {
    struct arena a = test_arena();
    struct err e = {0};
    struct words_disclosure d;
    u8 root[32], none[32];
    i64 n;
    EXPECT_OK(words_root(S(""), SEED, root, &n, &e));
    sha256(S(""), none);
    EXPECT(n == 0 && memcmp(root, none, 32) == 0);
    EXPECT_OK(words_disclose(&a, S(""), SEED, NULL, 0, NULL, 0, &d, &e));
    EXPECT_OK(words_verify(&d, root, 0, &e));
    EXPECT_INT(
        words_disclose(&a, S("abc"), SEED, (struct word_range[]){{0, 4}}, 1, NULL, 0, &d, &e),
        RC_USAGE);
}
