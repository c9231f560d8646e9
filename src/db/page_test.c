#include "base/t.h"
#include "db/page.h"

#include <sodium.h>

static const u8 KEY[32] = {9}, OTHER[32] = {8};

static void pattern(u8 *p) {
    for (int i = 0; i < PAGE_BYTES; i++)
        p[i] = (u8)(i % 251);
    memset(p + PAGE_USED, 0, PAGE_RESERVED);
}

TEST(page_opens_as_it_was) {
    u8 plain[PAGE_BYTES], stored[PAGE_BYTES], twice[PAGE_BYTES], back[PAGE_BYTES];
    struct page_at at = {.kind = PAGE_DB, .number = 3};
    pattern(plain);
    page_seal(KEY, at, plain, stored);
    page_seal(KEY, at, plain, twice);
    EXPECT(memcmp(stored, twice, PAGE_BYTES) != 0);
    EXPECT(page_open(KEY, at, stored, back));
    EXPECT(memcmp(plain, back, PAGE_BYTES) == 0);
    EXPECT(!page_open(OTHER, at, stored, back));
}

TEST(page_is_bound_to_its_place) {
    u8 plain[PAGE_BYTES], stored[PAGE_BYTES], header[FRAME_HEADER] = {1}, wrong[FRAME_HEADER] = {2};
    struct page_at at = {PAGE_WAL, 3, 77, header};
    pattern(plain);
    page_seal(KEY, at, plain, stored);
    EXPECT_INT(page_note(stored), 77);
    EXPECT(page_open(KEY, (struct page_at){PAGE_WAL, 3, 0, header}, stored, plain));
    EXPECT(!page_open(KEY, (struct page_at){PAGE_WAL, 4, 0, header}, stored, plain));
    EXPECT(!page_open(KEY, (struct page_at){PAGE_DB, 3, 0, header}, stored, plain));
    EXPECT(!page_open(KEY, (struct page_at){PAGE_WAL, 3, 0, wrong}, stored, plain));
    EXPECT(!page_open(KEY, (struct page_at){PAGE_WAL, 3, 0, NULL}, stored, plain));
}

TEST(page_every_bit_counts) {
    u8 plain[PAGE_BYTES], stored[PAGE_BYTES], back[PAGE_BYTES];
    struct page_at at = {.kind = PAGE_DB, .number = 1};
    pattern(plain);
    page_seal(KEY, at, plain, stored);
    i64 missed = 0;
    for (int bit = 0; bit < PAGE_BYTES * 8; bit += bit < PAGE_USED * 8 ? 13 : 1) {
        stored[bit / 8] ^= (u8)(1 << bit % 8);
        missed += page_open(KEY, at, stored, back);
        stored[bit / 8] ^= (u8)(1 << bit % 8);
    }
    EXPECT_INT(missed, 0);
    EXPECT(page_open(KEY, at, stored, back));
}

TEST(page_mark_speaks_of_one_generation) {
    u8 salts[8] = {1, 2, 3}, other[8] = {1, 2, 4}, mark[MARK_BYTES];
    mark_seal(KEY, salts, 12, mark);
    EXPECT_INT(mark_open(KEY, salts, mark), 12);
    EXPECT_INT(mark_open(KEY, other, mark), -1);
    EXPECT_INT(mark_open(OTHER, salts, mark), -1);
    for (int bit = 0; bit < MARK_BYTES * 8; bit++) {
        mark[bit / 8] ^= (u8)(1 << bit % 8);
        EXPECT_INT(mark_open(KEY, salts, mark), -1);
        mark[bit / 8] ^= (u8)(1 << bit % 8);
    }
}
