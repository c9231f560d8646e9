#include "base/t.h"
#include "proof/checkpoint.h"
#include "proof/merkle.h"
#include "proof/note.h"
#include "proof/tiles.h"

TEST(tiles_paths) {
    struct arena a = test_arena();
    static const struct {
        struct tile t;
        const char *path;
    } CASES[] = {
        {{0, 0, 256}, "tile/0/000"},
        {{0, 1234067, 256}, "tile/0/x001/x234/067"},
        {{1, 999, 1}, "tile/1/999.p/1"},
        {{TILE_ENTRIES, 1000, 255}, "tile/entries/x001/000.p/255"},
        {{7, 12, 30}, "tile/7/012.p/30"},
    };
    struct tile back;
    for (i64 i = 0; i < LEN(CASES); i++) {
        EXPECT_STR(tile_path(&a, CASES[i].t), str_c(CASES[i].path));
        EXPECT(tile_parse(str_c(CASES[i].path), &back));
        EXPECT(back.level == CASES[i].t.level && back.index == CASES[i].t.index &&
               back.width == CASES[i].t.width);
    }
    static const char *const BAD[] = {"tile/0/00",       "tile/0/0000",      "tile/00/000",
                                      "tile/64/000",     "tile/-1/000",      "tile/0/x000/001",
                                      "tile/0/x001",     "tile/0/000.p/0",   "tile/0/000.p/256",
                                      "tile/0/000.p/01", "tile/0/000.p",     "tile/0/000/",
                                      "tile/entries",    "tile/0/x1/001",    "tile/entry/000",
                                      "tiles/0/000",     "tile/0/000.p/1/2", "tile/0/12a"};
    for (i64 i = 0; i < LEN(BAD); i++)
        if (tile_parse(str_c(BAD[i]), &back))
            test_fail(__FILE__, __LINE__, "%s was accepted", BAD[i]);
}

/* The example of the specification. */
TEST(tiles_of_seventy_thousand) {
    EXPECT_INT(tile_full(0, 70000), 273);
    EXPECT_INT(tile_partial(0, 70000), 112);
    EXPECT_INT(tile_full(TILE_ENTRIES, 70000), 273);
    EXPECT_INT(tile_partial(TILE_ENTRIES, 70000), 112);
    EXPECT_INT(tile_full(1, 70000), 1);
    EXPECT_INT(tile_partial(1, 70000), 17);
    EXPECT_INT(tile_full(2, 70000), 0);
    EXPECT_INT(tile_partial(2, 70000), 1);
    EXPECT_INT(tile_levels(70000), 3);
    EXPECT_INT(tile_levels(255), 1);
    EXPECT_INT(tile_levels(256), 2);
    EXPECT_INT(tile_levels(0), 0);
}

TEST(tiles_bundles) {
    struct arena a = test_arena();
    struct buf b = buf_make(&a, 1 << 20);
    char *long_one = NEWN(&a, char, ENTRY_BYTES_MAX);
    bundle_put(&b, S("one"));
    bundle_put(&b, S(""));
    bundle_put(&b, (struct str){long_one, ENTRY_BYTES_MAX});
    struct str rest = buf_str(&b), e;
    EXPECT(bundle_next(&rest, &e) && str_eqc(e, "one"));
    EXPECT(bundle_next(&rest, &e) && e.n == 0);
    EXPECT(bundle_next(&rest, &e) && e.n == ENTRY_BYTES_MAX);
    EXPECT(!bundle_next(&rest, &e) && rest.n == 0);
    rest = S("\0\3ab");
    EXPECT(!bundle_next(&rest, &e) && rest.n == 4);
}

/* A log that another implementation wrote: its checkpoints verify, its tiles and entries give their
 * roots. */
static void check_testlog(struct arena a, const char *dir, const struct note_key *key,
                          const char *name) {
    struct err e = {0};
    struct note *n = NEW(&a, struct note);
    struct checkpoint c;
    EXPECT_OK(note_parse(&a, test_file(&a, cstr(&a, str_fmt(&a, "%s/%s", dir, name))), n, &e));
    EXPECT_OK(note_verify(n, key, 1, NULL, NULL, &e));
    EXPECT_OK(checkpoint_parse(&a, n->text, &c, &e));
    EXPECT_STR(checkpoint_text(&a, &c), n->text);
    EXPECT(c.size < 256);
    struct merkle_range range = {0};
    u8 root[32], hash[32];
    if (c.size > 0) {
        struct tile t = {TILE_ENTRIES, 0, (int)c.size}, h = {0, 0, (int)c.size};
        struct str rest =
                       test_file(&a, cstr(&a, str_fmt(&a, "%s/%.*s", dir, SARG(tile_path(&a, t))))),
                   one;
        struct str tile =
            test_file(&a, cstr(&a, str_fmt(&a, "%s/%.*s", dir, SARG(tile_path(&a, h)))));
        EXPECT_INT(tile.n, c.size * 32);
        while (bundle_next(&rest, &one)) {
            merkle_leaf(one, hash);
            EXPECT(memcmp(hash, tile.p + range.size * 32, 32) == 0);
            merkle_append(&range, hash);
        }
        EXPECT_INT(rest.n, 0);
    }
    EXPECT_INT(range.size, c.size);
    merkle_root(&range, root);
    EXPECT(memcmp(root, c.root, 32) == 0);
}

TEST(tiles_of_a_foreign_log) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *dir, *vkey;
    struct note_key key;
    if (!test_shared(&a, "vectors/tlog-tiles-testlog", &dir)) {
        test_skip("vectors/tlog-tiles-testlog is not here");
        return;
    }
    vkey = cstr(&a, str_fmt(&a, "%s/VKEY", dir));
    EXPECT_OK(note_vkey_parse(&a, str_trim(test_file(&a, vkey)), &key, &e));
    check_testlog(a, dir, &key, "checkpoint");
    for (int i = 0; i < 16; i++)
        check_testlog(a, dir, &key, cstr(&a, str_fmt(&a, "checkpoint.%d", i)));
}
