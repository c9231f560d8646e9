/* Rows on standard output in three forms; what the terminal could take for a command is taken out.
 */
#include "base/t.h"
#include "cli/print.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static const struct op OP = {.name = "t", .columns = "name n words"};

/* What is printed for these JSON rows. */
static struct str printed(struct arena *a, enum print_form form, const char *const *rows) {
    struct err e = {0};
    const char *path = cstr(a, str_fmt(a, "%s/out", test_dir()));
    fflush(stdout);
    int keep = dup(1), fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    EXPECT(keep >= 0 && fd >= 0);
    dup2(fd, 1);
    struct printer *p = print_make(a, (struct print_opts){.form = form});
    struct face f = print_face(p);
    for (; *rows; rows++) {
        struct json *v;
        if (json_read(a, str_c(*rows), &v, &e) == RC_OK) f.row(f.self, &OP, v);
    }
    rc r = print_end(p, &e);
    dup2(keep, 1);
    close(keep);
    close(fd);
    EXPECT_INT(r, RC_OK);
    return test_file(a, path);
}
#define PRINTED(a, form, ...) printed((a), (form), (const char *const[]){__VA_ARGS__, NULL})

TEST(print_json_is_one_object_a_line) {
    struct arena a = test_arena();
    struct str got = PRINTED(&a, PRINT_JSON, "{\"name\":\"x\\ny\",\"n\":1}", "{\"other\":[true]}");
    EXPECT_STR(got, S("{\"name\":\"x\\ny\",\"n\":1}\n{\"other\":[true]}\n"));
}

TEST(print_plain_has_as_many_fields_in_every_line) {
    struct arena a = test_arena();
    struct str got = PRINTED(&a, PRINT_PLAIN, "{\"name\":\"a\\tb\\nc\\rd\",\"n\":1}",
                             "{\"words\":\"w\"}", "{\"n\":null}");
    EXPECT_STR(got, S("a b c d\t1\t\n\t\tw\n\t\t\n"));
}

TEST(print_table_aligns_and_isolates_other_scripts) {
    struct arena a = test_arena();
    struct str got = PRINTED(&a, PRINT_TABLE, "{\"name\":\"ab\",\"n\":1,\"words\":\"w\"}",
                             "{\"name\":\"\u0645\",\"n\":20,\"words\":\"\"}");
    EXPECT_STR(got, S("name  n   words\nab    1   w\n\u2068\u0645\u2069     20  \n"));
}

TEST(print_table_lets_no_control_byte_through) {
    struct arena a = test_arena();
    struct str got = PRINTED(&a, PRINT_TABLE, "{\"name\":\"\\u001b[31mred\\u007f\"}");
    for (i64 i = 0; i < got.n; i++)
        EXPECT((u8)got.p[i] >= 0x20 || got.p[i] == '\n');
    EXPECT(str_has(got, S(" [31mred")));
}

TEST(print_plain_and_table_hold_nothing_that_turns_a_terminal) {
    struct arena a = test_arena();
    static const char ROW[] = "{\"name\":\"a\xc2\x9b\x31mb\xe2\x80\xae"
                              "c\xe2\x81\xa9\\td\\u001b[0m\"}";
    struct str table = PRINTED(&a, PRINT_TABLE, ROW), plain = PRINTED(&a, PRINT_PLAIN, ROW);
    EXPECT(str_has(plain, S("a 1mb c  d [0m")));
    EXPECT(str_has(table, S("a 1mb c  d [0m")));
    EXPECT(!str_has(table, S("\xe2\x80\xae")) && !str_has(plain, S("\x1b")));
}

TEST(print_table_clips_long_cells_between_code_points) {
    struct arena a = test_arena();
    char row[400] = "{\"name\":\"";
    for (int i = 0; i < 70; i++)
        memcpy(row + 9 + 2 * i, "\u0436", 2);
    memcpy(row + 9 + 140, "\",\"n\":1}", 9);
    struct str got = PRINTED(&a, PRINT_TABLE, row);
    i64 letters = 0;
    for (i64 i = 0; i + 1 < got.n; i++)
        letters += !memcmp(got.p + i, "\u0436", 2);
    EXPECT_INT(letters, 60);
}

TEST(print_end_tells_a_full_disk) {
    struct arena a = test_arena();
    struct err e = {0};
    fflush(stdout);
    int keep = dup(1), full = open("/dev/full", O_WRONLY);
    if (full < 0) {
        close(keep);
        test_skip("no /dev/full");
        return;
    }
    dup2(full, 1);
    struct printer *p = print_make(&a, (struct print_opts){.form = PRINT_JSON});
    struct face f = print_face(p);
    f.row(f.self, &OP, json_obj(&a));
    rc r = print_end(p, &e);
    dup2(keep, 1);
    clearerr(stdout);
    close(keep);
    close(full);
    EXPECT_INT(r, RC_IO);
}
