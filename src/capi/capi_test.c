/* The library as a program uses it: only its public header and the operations behind it. */
#include "cairn/cairn.h"

#include "base/t.h"

#include <stdio.h>
#include <stdlib.h>

struct got {
    int rows, stop_after;
    char last[4096], all[65536];
};

static int take(void *ctx, const char *json, size_t n) {
    struct got *g = ctx;
    g->rows++;
    snprintf(g->last, sizeof g->last, "%.*s", (int)n, json);
    size_t have = strlen(g->all);
    snprintf(g->all + have, sizeof g->all - have, "%.*s\n", (int)n, json);
    return g->stop_after && g->rows >= g->stop_after;
}

struct place {
    char dir[512], key[512], report[512];
};

/* A case with one report, made through the library alone. */
static cairn *made(struct place *p) {
    struct cairn_error e = {0};
    snprintf(p->dir, sizeof p->dir, "%s/case", test_dir());
    snprintf(p->key, sizeof p->key, "%s/key", test_dir());
    snprintf(p->report, sizeof p->report, "%s/r.txt", test_dir());
    FILE *f = fopen(p->report, "w");
    CHECK(f);
    fputs("Interior ministry officials said that they had found 14 bodies in Marat.\n\n"
          "Ten people were killed in Soro, police said.\n",
          f);
    fclose(f);
    cairn *c = cairn_open(p->dir, p->key, NULL, &e);
    char args[1200];
    snprintf(args, sizeof args, "{\"DIR\":\"%s\",\"no-passphrase\":true,\"name\":\"x\"}", p->dir);
    EXPECT_INT(cairn_call(c, "init", args, NULL, NULL, &e), 0);
    snprintf(args, sizeof args, "{\"PATH\":[\"%s\"],\"published\":\"2031-03-10\"}", p->report);
    EXPECT_INT(cairn_call(c, "add", args, NULL, NULL, &e), 0);
    if (e.code) test_fail(__FILE__, __LINE__, "%s", e.message);
    return c;
}

TEST(capi_gives_rows_as_json) {
    struct place p;
    struct cairn_error e = {0};
    struct got g = {0};
    cairn *c = made(&p);
    EXPECT_INT(cairn_call(c, "items", NULL, take, &g, &e), 0);
    EXPECT_INT(g.rows, 1);
    EXPECT(g.last[0] == '{' && strstr(g.last, "\"name\":\"r.txt\""));
    g = (struct got){0};
    EXPECT_INT(cairn_call(c, "claims", "{\"csv\":true}", take, &g, &e), 0);
    EXPECT(g.rows == 1 && !strncmp(g.last, "{\"text\":\"id,item", 16));
    EXPECT_INT(cairn_call(c, "items", "{}", NULL, NULL, NULL), 0);
    cairn_close(c);
}

TEST(capi_errors_have_code_message_and_hint) {
    struct place p;
    struct cairn_error e = {0};
    cairn *c = made(&p);
    static const struct {
        const char *op, *args;
        int code;
    } BAD[] = {{"no such", NULL, 2},
               {"", NULL, 2},
               {"claims", "{", 2},
               {"claims", "[]", 2},
               {"claims", "{\"nothing\":1}", 2},
               {"claims", "{\"kind\":{}}", 2},
               {"show", "{}", 2},
               {"show", "{\"ID\":\"c-00000000\"}", 3},
               {"search", "{\"WORDS\":[\"nowhere\"]}", 1}};
    for (i64 i = 0; i < LEN(BAD); i++) {
        EXPECT_INT(cairn_call(c, BAD[i].op, BAD[i].args, NULL, NULL, &e), BAD[i].code);
        EXPECT_INT(e.code, BAD[i].code);
        if (BAD[i].code > 1) EXPECT(e.message[0] && e.hint[0]);
    }
    EXPECT_INT(cairn_call(c, "items", NULL, NULL, NULL, &e), 0);
    EXPECT(e.code == 0 && !e.message[0]);
    cairn_close(c);
    cairn_close(NULL);
}

TEST(capi_stops_the_rows_when_the_callback_says_so) {
    struct place p;
    struct cairn_error e = {0};
    struct got all = {0}, some = {.stop_after = 1};
    cairn *c = made(&p);
    EXPECT_INT(cairn_call(c, "claims", NULL, take, &all, &e), 0);
    EXPECT(all.rows >= 2);
    EXPECT_INT(cairn_call(c, "claims", NULL, take, &some, &e), 0);
    EXPECT_INT(some.rows, 1);
    cairn_close(c);
}

/* A call from inside a callback, through another handle on the same case. */
struct nested {
    cairn *other;
    int rows, code;
};
static int nest(void *ctx, const char *json, size_t n) {
    struct nested *x = ctx;
    struct cairn_error e = {0};
    (void)json, (void)n;
    x->rows++;
    x->code |= cairn_call(x->other, "figures", NULL, NULL, NULL, &e);
    return 0;
}

TEST(capi_two_handles_stand_on_one_case) {
    struct place p;
    struct cairn_error e = {0};
    cairn *c = made(&p), *d = cairn_open(p.dir, p.key, NULL, &e);
    struct nested x = {.other = d};
    EXPECT_INT(cairn_call(c, "claims", NULL, nest, &x, &e), 0);
    EXPECT(x.rows >= 2 && x.code == 0);
    struct got g = {0};
    EXPECT_INT(cairn_call(d, "party add", "{\"NAME\":\"Hill Front\",\"source\":\"x\"}", NULL, NULL,
                          &e),
               0);
    EXPECT_INT(cairn_call(c, "parties", NULL, take, &g, &e), 0);
    EXPECT_INT(g.rows, 1);
    cairn_close(c);
    cairn_close(d);
}

TEST(capi_refuses_paths_that_are_too_long) {
    struct cairn_error e = {0};
    char *path = malloc(10000);
    CHECK(path);
    memset(path, 'x', 9999);
    path[9999] = 0;
    EXPECT(cairn_open(path, NULL, NULL, &e) == NULL);
    EXPECT_INT(e.code, 7);
    EXPECT(cairn_open("x", path, NULL, NULL) == NULL);
    free(path);
}

TEST(capi_without_a_case_reads_a_text) {
    struct place p;
    struct cairn_error e = {0};
    struct got g = {0};
    cairn_close(made(&p));
    cairn *c = cairn_open(NULL, NULL, NULL, &e);
    char args[1200];
    snprintf(args, sizeof args, "{\"text\":\"%s\"}", p.report);
    EXPECT_INT(cairn_call(c, "read", args, take, &g, &e), 0);
    EXPECT(g.rows >= 2);
    EXPECT(strstr(g.all, "bodies_found") != NULL);
    EXPECT(cairn_version()[0] >= '0');
    cairn_close(c);
}
