/* Bags out of a case and into another: the same bytes, and what the sender said with them. */
#include "exchange/bag.h"
#include "flow/times_testing.h"
#include "sys/os.h"
#include "sys/run.h"

#include <stdio.h>

static const char *in(struct fixture *f, const char *name) {
    return cstr(&f->a, str_fmt(&f->a, "%s/%s", f->dir, name));
}

/* A case with three items, two of one name. */
static struct fixture *filled(struct arena *a) {
    struct fixture *f = fixture_make(a);
    const char *one = fixture_file(
        f, "report.txt", S("MARAT - Officials said that 14 bodies were found in Marat.\n"));
    struct err e = {0};
    EXPECT_OK(CALL(f, "add", one));
    EXPECT_OK(os_mkdirs(in(f, "more"), 0700, &e));
    EXPECT_OK(CALL(f, "seal", fixture_file(f, "more/report.txt", S("another report\n")),
                   fixture_file(f, "~odd: name%0A.bin", S("bytes"))));
    return f;
}

static struct fixture *second_case(struct arena *a, struct fixture *first) {
    struct fixture *g = NEW(a, struct fixture);
    *g = *first;
    g->a = arena_split(a, 50 << 20);
    g->case_dir = in(first, "second");
    g->key = in(first, "second.key");
    EXPECT_OK(CALL(g, "init", g->case_dir, "--no-passphrase", "--name", "another"));
    return g;
}

static bool shell(struct fixture *f, struct str command) {
    const char *const argv[] = {"sh", "-c", cstr(&f->a, command), NULL};
    int status = -1;
    return os_run(argv, -1, &status, &f->e) == RC_OK && status == 0;
}

static bool coreutils_accept(struct fixture *f, const char *bag) {
    struct str run = str_fmt(&f->a,
                             "cd '%s' && sha256sum --quiet --strict -c manifest-sha256.txt && "
                             "sha512sum --quiet --strict -c manifest-sha512.txt && "
                             "sha256sum --quiet --strict -c tagmanifest-sha256.txt",
                             bag);
    return shell(f, run);
}

static struct str ids(struct fixture *f) {
    struct str all = {0};
    EXPECT_OK(CALL(f, "items"));
    for (i64 i = 0; i < f->n; i++)
        all = str_cat(&f->a, all, str_cat(&f->a, json_get_str(f->rows[i], "id"), S("\n")));
    return all;
}

TEST(bag_goes_out_of_one_case_into_another) {
    struct arena a = test_arena();
    struct fixture *f = filled(&a), *g;
    const char *bag = in(f, "bag");
    struct str *items = NEWN(&a, struct str, 3);
    EXPECT_OK(CALL(f, "items"));
    if (!EXPECT(f->n == 3)) return;
    for (i64 i = 0; i < 3; i++)
        items[i] = json_get_str(f->rows[i], "id");
    struct str outside = json_get_str(f->rows[0], "outside");
    EXPECT_OK(CALL(f, "bag", "export", cstr(&a, items[0]), cstr(&a, items[1]), cstr(&a, items[2]),
                   "--out", bag, "--organization", "Marat Archive", "--to", "the court"));
    if (f->e.msg[0]) puts(f->e.msg);
    EXPECT_INT(f->n, 3);
    EXPECT_OK(CALL(f, "bag", "check", bag));
    EXPECT_INT(f->n, 0);
    EXPECT(coreutils_accept(f, bag));
    struct str chain =
        test_file(&a, in(f, cstr(&a, str_fmt(&a, "bag/cairn/%.*s.custody.jsonl", SARG(outside)))));
    EXPECT(str_has(chain, S("\"step\":\"received\"")));
    struct str parts =
        test_file(&a, in(f, cstr(&a, str_fmt(&a, "bag/cairn/%.*s.parts.jsonl", SARG(outside)))));
    EXPECT(str_has(parts, S("\"kind\":\"manifest\"")) && str_has(parts, S("\"kind\":\"intake\"")));
    EXPECT_OK(CALL(f, "show", cstr(&a, items[0]), "--custody"));
    EXPECT(fixture_row(f, "step", "shared") != NULL);
    g = second_case(&a, f);
    EXPECT_OK(CALL(g, "bag", "import", bag));
    if (g->e.msg[0]) puts(g->e.msg);
    EXPECT(str_has(str_c(g->said), S("3 receipts of the bag check")));
    struct str before = ids(f), after = ids(g);
    for (i64 i = 0; i < 3; i++)
        EXPECT(str_has(after, items[i]));
    EXPECT_INT(before.n, after.n);
    EXPECT_STR(json_get_str(g->rows[0], "from"), S("Marat Archive"));
}

TEST(bag_that_is_not_valid_is_refused_with_what_is_wrong) {
    struct arena a = test_arena();
    struct fixture *f = filled(&a);
    const char *bag = in(f, "bag");
    struct err e = {0};
    EXPECT_OK(CALL(f, "bag", "export", "~odd: name%0A.bin", "--out", bag));
    struct str *names;
    i64 n = 0;
    EXPECT_OK(os_list(&a, in(f, "bag/data"), &names, &n, &e));
    if (!EXPECT(n == 1)) return;
    EXPECT_STR(names[0], S("_odd_ name_0A.bin"));
    EXPECT_OK(os_replace(in(f, "bag/data/_odd_ name_0A.bin"), 0644, S("bytez"), &e));
    EXPECT_INT(CALL(f, "bag", "check", bag), RC_INTEGRITY);
    EXPECT(fixture_row(f, "file", "data/_odd_ name_0A.bin") != NULL);
    EXPECT_INT(CALL(f, "bag", "import", bag), RC_INTEGRITY);
    EXPECT_OK(CALL(f, "items"));
    EXPECT_INT(f->n, 3);
}

/* Receipts that were changed together with their checksums are found all the same. */
TEST(bag_with_a_forged_receipt_is_refused) {
    struct arena a = test_arena();
    struct fixture *f = filled(&a), *g;
    struct err e = {0};
    struct bag *b;
    struct str *names;
    i64 n = 0;
    EXPECT_OK(CALL(f, "bag", "export", "~odd: name%0A.bin", "--out", in(f, "bag")));
    EXPECT_OK(os_list(&a, in(f, "bag/cairn"), &names, &n, &e));
    EXPECT_OK(bag_create(&a, in(f, "forged"), &b, &e));
    EXPECT_OK(bag_put(b, S("data/x"), S("bytes"), &e));
    for (i64 i = 0; i < n; i++) {
        if (!str_ends(names[i], S(".receipt"))) continue;
        struct str path = str_cat(&a, S("cairn/"), names[i]);
        struct str text = test_file(&a, in(f, cstr(&a, str_cat(&a, S("bag/"), path))));
        i64 at = str_find(text, S("\"size\":5"), 0);
        if (!EXPECT(at > 0)) return;
        ((char *)text.p)[at + 7] = '6';
        EXPECT_OK(bag_put(b, path, text, &e));
    }
    EXPECT_OK(bag_done(b, &e));
    EXPECT_OK(CALL(f, "bag", "check", in(f, "forged")));
    g = second_case(&a, f);
    EXPECT_INT(CALL(g, "bag", "import", in(f, "forged")), RC_INTEGRITY);
    EXPECT_OK(CALL(g, "items"));
    EXPECT_INT(g->n, 0);
}

TEST(bag_is_not_written_over_something) {
    struct arena a = test_arena();
    struct fixture *f = filled(&a);
    EXPECT_INT(CALL(f, "bag", "export", "~odd: name%0A.bin", "--out", in(f, "more")), RC_CONFLICT);
    EXPECT(os_exists(in(f, "more/report.txt")));
    EXPECT_INT(CALL(f, "bag", "export", "no such item", "--out", in(f, "bag")), RC_NOTFOUND);
    EXPECT(!os_exists(in(f, "bag")));
    EXPECT_INT(CALL(f, "bag", "import", in(f, "more")), RC_USAGE);
}

/* Where a file lay in the bag is part of what was handed over. */
TEST(bag_import_keeps_folders) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    struct err e = {0};
    struct bag *b;
    EXPECT_OK(bag_create(&a, in(f, "bag"), &b, &e));
    EXPECT_OK(bag_put(b, S("data/deep/er/one.txt"), S("one"), &e));
    EXPECT_OK(bag_put(b, S("data/two.txt"), S("two"), &e));
    EXPECT_OK(bag_done(b, &e));
    EXPECT_OK(CALL(f, "bag", "import", in(f, "bag")));
    EXPECT_OK(CALL(f, "bag", "export", "one.txt", "two.txt", "--out", in(f, "out")));
    EXPECT(shell(
        f, str_fmt(&a, "grep -q '\"path\":\"deep/er/one.txt\"' '%s'/out/cairn/*.jsonl", f->dir)));
    EXPECT(!shell(f, str_fmt(&a, "grep -q '\"path\":\"two.txt\"' '%s'/out/cairn/*.jsonl", f->dir)));
    EXPECT(shell(f, str_fmt(&a, "grep -q '\"transport\":\"bag\"' '%s'/out/cairn/*.jsonl", f->dir)));
}

/* The stamp that covers an item goes with it, and strangers check it there. */
TEST(bag_brings_the_stamp_that_covers_its_items) {
    struct arena a = test_arena();
    struct fixture *f = filled(&a);
    i64 now = os_now(), year = 31557600;
    struct test_tsa tsa = {.made = authority_make(&a, "EC", now - year, now + year, NULL)};
    struct http_server one = http_start(tsa_answers, &tsa);
    const char *roots = fixture_file(f, "roots.pem", tsa.made.roots),
               *url = cstr(&a, str_fmt(&a, "http://127.0.0.1:%d/", one.port));
    EXPECT_OK(CALL(f, "log", "tsa", "add", "ec", url, "--roots", roots));
    EXPECT_OK(CALL(f, "log", "stamp"));
    http_stop(&one);
    EXPECT_OK(CALL(f, "bag", "export", "~odd: name%0A.bin", "--out", in(f, "bag")));
    EXPECT_OK(CALL(f, "bag", "check", in(f, "bag")));
    struct str run = str_fmt(&a,
                             "cd '%s/bag/cairn' && openssl ts -verify -in stamp-*.tsr -data "
                             "stamp-*.checkpoint -CAfile stamp-*.roots.pem >/dev/null 2>&1",
                             f->dir);
    EXPECT(shell(f, run));
    authority_drop(&tsa.made);
}
