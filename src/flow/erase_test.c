/* An item erased by two persons: its words are nowhere any more, all else is as it was. */
#include "flow/erase.h"
#include "flow/fixture.h"

#include <stdio.h>
#include <stdlib.h>

/* Words that only the first report holds. */
#define PLANTED  "Quilloth"
#define PLANTED2 "Zebbunar"
static const char FIRST[] =
    "MARAT, 10 March 2031 - Interior ministry officials said on Monday that they had found 14 "
    "bodies in Marat.\n\nThey lay at the " PLANTED " weir.\n\n"
    "Dr. Ilan " PLANTED2 ", a doctor, said that 9 people were killed in Tasna on Monday.\n";
static const char SECOND[] =
    "MARAT, 10 March 2031 - Samir Halloun, a resident, said on Monday that 12 bodies were found in "
    "Marat.\n";
static const char LIST[] = "name,age\n" PLANTED2 " Anna,34\n" PLANTED2 " Boris,40\n";

static bool have(const char *program) {
    return system(program) == 0;
}

static const char *pathf(struct fixture *f, const char *name) {
    return cstr(&f->a, str_fmt(&f->a, "%s/%s", f->dir, name));
}

static int shell(struct fixture *f, const char *format, const char *x, const char *y) {
    char command[4096];
    int n = snprintf(command, sizeof command, format, f->dir, x, y);
    return n < (int)sizeof command ? system(command) : -1;
}

static void key_for(struct fixture *f, const char *name) {
    EXPECT_INT(shell(f, "cd %s && ssh-keygen -q -t ed25519 -N '' -C %s -f %s", name, name), 0);
    const char *pub = cstr(&f->a, str_fmt(&f->a, "%s/%s.pub", f->dir, name));
    EXPECT_OK(CALL(f, "signer", "add", name, "--key", pub, "--reason", "in person"));
}

static rc call(struct fixture *f, const char *const *words, const char *const *more) {
    const char *all[32];
    i64 n = 0;
    for (; *words; words++)
        all[n++] = *words;
    for (; *more; more++)
        all[n++] = *more;
    all[n] = NULL;
    return fixture_call(f, all);
}

/* Signs what --to-sign prints with the key of whoever acts, and does it. */
static rc signed_call(struct fixture *f, const char *who, const char *key,
                      const char *const *words) {
    f->actor = str_c(who);
    rc r = call(f, words, (const char *[]){"--to-sign", NULL});
    if (r != RC_OK) return r;
    fixture_file(f, "act", f->raw);
    EXPECT_INT(shell(f, "cd %s && rm -f act.sig && ssh-keygen -Y sign -q -n %s -f %s act 2>&1",
                     "act@cairn", key),
               0);
    return call(
        f, words,
        (const char *[]){"--signature", pathf(f, "act.sig"), "--signed", pathf(f, "act"), NULL});
}
#define SIGNED(f, who, ...) signed_call((f), (who), (who), (const char *const[]){__VA_ARGS__, NULL})

static struct fixture *with_reports(struct arena *a) {
    struct fixture *f = fixture_make(a);
    f->actor = S("Mara");
    key_for(f, "Mara");
    key_for(f, "Tamir");
    EXPECT_OK(CALL(f, "add", fixture_file(f, "first.txt", str_c(FIRST)), "--publication",
                   "Marat Courier", "--published", "2031-03-10"));
    EXPECT_OK(CALL(f, "add", fixture_file(f, "second.txt", str_c(SECOND)), "--publication",
                   "Orlan Wire", "--published", "2031-03-10"));
    return f;
}

static const char *value(struct fixture *f, const char *key, const char *is, const char *want) {
    const struct json *row = fixture_row(f, key, is);
    if (!EXPECT(row != NULL)) return "none";
    return cstr(&f->a, json_get_str(row, want));
}

/* What people did with it: reasons, comments, titles, lists that quote it. */
static void work_on(struct fixture *f, const char *outside) {
    EXPECT_OK(CALL(f, "claims"));
    i64 n = f->n;
    for (i64 i = 0; i < n; i++) {
        struct str id = str_dup(&f->a, json_get_str(f->rows[i], "id"));
        struct str item = json_get_str(f->rows[i], "item");
        if (!str_eqc(item, "first.txt")) continue;
        EXPECT_OK(CALL(f, "review", cstr(&f->a, id), "accept", "--reason",
                       "the " PLANTED " weir is known"));
        EXPECT_OK(CALL(f, "comment", "add", cstr(&f->a, id), "--words", PLANTED " again"));
        EXPECT_OK(CALL(f, "claims"));
    }
    EXPECT_OK(CALL(f, "comment", "add", outside, "--words", "is " PLANTED2 " spelt so?"));
    EXPECT_OK(CALL(f, "translation", "add", "first.txt", "--lang", "ru", "--text",
                   "Найдено 14 тел у плотины " PLANTED));
    EXPECT_OK(CALL(f, "list", "import", "--file", fixture_file(f, "list.csv", str_c(LIST)),
                   "--list", "dead", "--column", "name=full", "--column", "age=age", "--outcome",
                   "missing"));
    if (f->e.code) printf("%s\n", f->e.msg);
}

static bool said_anywhere(const struct fixture *f) {
    for (i64 i = 0; i < f->n; i++) {
        struct arena a = f->a;
        struct str row = json_text(&a, f->rows[i]);
        if (str_has(row, S(PLANTED)) || str_has(row, S(PLANTED2))) return true;
    }
    return str_has(f->raw, S(PLANTED)) || str_has(f->raw, S(PLANTED2)) ||
           str_has(str_c(f->said), S(PLANTED)) || str_has(str_c(f->said), S(PLANTED2));
}

/* First column of every row, as texts. */
static i64 texts(struct fixture *f, struct db *d, const char *sql, struct str *out, i64 most) {
    struct sql *q = NEW(&f->a, struct sql);
    struct err e = {0};
    bool row;
    i64 n = 0;
    *q = (struct sql){"test.texts", sql};
    struct stmt *t = db_stmt(d, q);
    while (n < most && db_step(t, &row, &e) == RC_OK && row)
        if (!db_is_null(t, 0)) out[n++] = str_dup(&f->a, db_blob(t, 0));
    if (e.code) test_fail(__FILE__, __LINE__, "%s: %s", sql, e.msg);
    return n;
}

static bool in_table(struct fixture *f, struct db *d, struct str table) {
    enum { ROWS = 4000 };
    struct str columns[64], *rows = NEWN(&f->a, struct str, ROWS);
    bool found = false;
    const char *ask = "SELECT CAST(name AS BLOB) FROM pragma_table_info('%.*s')";
    i64 n = texts(f, d, cstr(&f->a, str_fmt(&f->a, ask, SARG(table))), columns, LEN(columns));
    for (i64 k = 0; k < n; k++) {
        const char *all = "SELECT CAST(\"%.*s\" AS BLOB) FROM \"%.*s\"";
        i64 m = texts(f, d, cstr(&f->a, str_fmt(&f->a, all, SARG(columns[k]), SARG(table))), rows,
                      ROWS);
        for (i64 i = 0; i < m; i++) {
            struct str v = str_lower(&f->a, rows[i]);
            found |= str_has(v, S("quilloth")) || str_has(v, S("zebbunar"));
        }
    }
    return found;
}

/* Tables of the projection, read as they are. */
static bool in_tables(struct fixture *f) {
    struct op_ctx c = {.perm = &f->a, .case_dir = f->case_dir, .key_file = f->key};
    struct face face = {.self = f};
    struct err e = {0};
    struct str names[200];
    bool found = false;
    c.face = &face;
    c.scratch = arena_split(&f->a, 8 << 20);
    EXPECT_OK(session_open(&c, &e));
    i64 n =
        texts(f, c.session->db,
              "SELECT CAST(name AS BLOB) FROM sqlite_schema WHERE type='table' AND sql NOT LIKE "
              "'CREATE VIRTUAL%'",
              names, LEN(names));
    EXPECT(n > 20);
    for (i64 i = 0; i < n; i++)
        found |= in_table(f, c.session->db, names[i]);
    session_close(&c);
    return found;
}

/* Every pack opened by a stranger's tools. */
static bool in_packs(struct fixture *f) {
    return shell(f,
                 "cd %s && for h in case/vault/*/*.head; do cat $h ${h%%.head}.pack | age -d -i "
                 "case.key | tar xO || exit 9; done | grep -qi -e %s -e %s",
                 PLANTED, PLANTED2) == 0;
}

static void nowhere(struct fixture *f) {
    static const char *const LISTINGS[][4] = {{"items"},
                                              {"claims"},
                                              {"incidents"},
                                              {"figures"},
                                              {"publications"},
                                              {"persons"},
                                              {"lists"},
                                              {"log"},
                                              {"totals"},
                                              {"erasures"},
                                              {"holds"},
                                              {"claims", "--all"},
                                              {"incidents", "--all"},
                                              {"search", PLANTED},
                                              {"search", PLANTED2}};
    for (i64 i = 0; i < LEN(LISTINGS); i++) {
        (void)fixture_call(f, LISTINGS[i]);
        if (said_anywhere(f)) test_fail(__FILE__, __LINE__, "%s tells it", LISTINGS[i][0]);
        if (str_eqc(str_c(LISTINGS[i][0]), "search")) EXPECT_INT(f->n, 0);
    }
    EXPECT(!in_tables(f));
    if (have("command -v age >/dev/null 2>&1")) EXPECT(!in_packs(f));
}

static const char *asked(struct fixture *f, const char *item) {
    EXPECT_OK(SIGNED(f, "Mara", "erase", "request", item, "--basis", "GDPR Art. 17(1)(d)",
                     "--reason", "the source withdrew"));
    if (f->e.code) printf("%s %s\n", f->e.msg, f->said);
    return f->n ? cstr(&f->a, json_get_str(f->rows[0], "id")) : "none";
}

/* The incident of which both reports speak, made one by a person: its code. */
static const char *shared(struct fixture *f) {
    const char *code[2] = {"none", "none"};
    i64 n = 0;
    EXPECT_OK(CALL(f, "incidents"));
    for (i64 i = 0; i < f->n && n < 2; i++)
        if (str_eqc(json_get_str(f->rows[i], "kind"), "bodies_found"))
            code[n++] = cstr(&f->a, json_get_str(f->rows[i], "code"));
    EXPECT_OK(CALL(f, "incident", "merge", code[0], code[1], "--reason", "one find"));
    return code[0];
}

static struct str numbers_of(struct fixture *f, const char *code) {
    EXPECT_OK(CALL(f, "figures"));
    const struct json *row = fixture_row(f, "code", code);
    if (!row) return (struct str){0};
    return str_fmt(&f->a, "%lld %lld", (long long)json_get_i(row, "min", -1),
                   (long long)json_get_i(row, "max", -1));
}

/* The other incident has no account left: it is there, as that. */
static void lost_all(struct fixture *f) {
    i64 n = 0;
    EXPECT_OK(CALL(f, "incidents"));
    for (i64 i = 0; i < f->n; i++)
        n += json_get(f->rows[i], "claims")->n == 0 &&
             str_has(json_get_str(f->rows[i], "erased"), S("1 account erased on"));
    EXPECT_INT(n, 1);
}

TEST(erase_by_two_persons) {
    struct arena a = test_arena();
    if (!have("command -v ssh-keygen >/dev/null 2>&1")) {
        test_skip("ssh-keygen is not installed");
        return;
    }
    struct fixture *f = with_reports(&a);
    EXPECT_OK(CALL(f, "items"));
    const char *outside = value(f, "name", "first.txt", "outside");
    work_on(f, outside);
    EXPECT_OK(CALL(f, "items"));
    const char *list = value(f, "name", "list.csv", "outside");
    EXPECT_OK(CALL(f, "receipt", "second.txt"));
    const char *receipt = fixture_file(f, "second.receipt", f->raw);
    EXPECT(in_tables(f));
    const char *code = shared(f);
    EXPECT_OK(CALL(f, "incident", "set", code, "--title", "at the " PLANTED " weir", "--reason",
                   "as it is called"));
    EXPECT(str_has(numbers_of(f, code), S("12")) && str_has(numbers_of(f, code), S("14")));
    const char *order = asked(f, outside);
    EXPECT_OK(SIGNED(f, "Tamir", "erase", "approve", order));
    if (f->e.code) printf("%s %s\n", f->e.msg, f->said);
    const char *second = asked(f, list);
    EXPECT_OK(SIGNED(f, "Tamir", "erase", "approve", second));
    nowhere(f);
    EXPECT_OK(CALL(f, "rebuild", "--check"));
    if (f->e.code) printf("%s %s\n", f->e.msg, f->said);
    EXPECT_OK(CALL(f, "verify", "--deep"));
    if (f->e.code) printf("%s %s\n", f->e.msg, f->said);
    EXPECT_OK(CALL(f, "verify", receipt));
    EXPECT_OK(CALL(f, "receipt", "second.txt"));
    EXPECT_OK(CALL(f, "items"));
    const struct json *row = fixture_row(f, "outside", outside);
    if (!EXPECT(row != NULL)) return;
    EXPECT_STR(json_get_str(row, "state"), S("erased"));
    EXPECT(str_has(json_get_str(row, "reason"), S("on the basis of GDPR Art. 17(1)(d)")));
    EXPECT_OK(CALL(f, "claims", "--item", "second.txt"));
    EXPECT(f->n > 0);
    EXPECT_STR(numbers_of(f, code), S("12 12"));
    EXPECT(str_has(json_get_str(fixture_row(f, "code", code), "words"),
                   S("Not counted: 1 account erased on")));
    lost_all(f);
    EXPECT_OK(CALL(f, "rebuild"));
    nowhere(f);
}

TEST(erase_needs_two_persons_and_no_hold) {
    struct arena a = test_arena();
    if (!have("command -v ssh-keygen >/dev/null 2>&1")) {
        test_skip("ssh-keygen is not installed");
        return;
    }
    struct fixture *f = with_reports(&a);
    const char *order = asked(f, "first.txt");
    EXPECT_INT(SIGNED(f, "Mara", "erase", "request", "first.txt", "--basis", "x", "--reason", "y"),
               RC_CONFLICT); /* one is open */
    EXPECT_INT(SIGNED(f, "Mara", "erase", "approve", order), RC_DENIED);
    EXPECT_INT(SIGNED(f, "MARA", "erase", "approve", order), RC_DENIED); /* the same name */
    EXPECT_INT(signed_call(f, "Tamir", "Mara", (const char *[]){"erase", "approve", order, NULL}),
               RC_DENIED);                                    /* a key of another person */
    EXPECT_INT(CALL(f, "erase", "approve", order), RC_USAGE); /* unsigned */
    EXPECT_OK(SIGNED(f, "Mara", "hold", "place", "all", "--by", "a court", "--reason", "12/2031"));
    EXPECT_INT(SIGNED(f, "Tamir", "erase", "approve", order), RC_DENIED);
    EXPECT(str_has(str_c(f->e.msg), S("a court")));
    EXPECT_INT(SIGNED(f, "Mara", "erase", "request", "second.txt", "--basis", "x", "--reason", "y"),
               RC_DENIED);
    EXPECT_OK(SIGNED(f, "Mara", "hold", "release", "all", "--reason", "closed"));
    EXPECT_INT(SIGNED(f, "Mara", "hold", "release", "all", "--reason", "closed"), RC_CONFLICT);
    EXPECT_OK(SIGNED(f, "Tamir", "erase", "refuse", order, "--reason", "it is evidence"));
    EXPECT_INT(SIGNED(f, "Tamir", "erase", "approve", order), RC_CONFLICT);
    EXPECT_OK(CALL(f, "erasures"));
    EXPECT(fixture_row(f, "state", "refused") != NULL);
    EXPECT_OK(CALL(f, "read", "first.txt"));
    const char *again = asked(f, "first.txt");
    EXPECT(strcmp(order, again) != 0);
    EXPECT_OK(SIGNED(f, "Tamir", "erase", "approve", again));
    EXPECT_INT(CALL(f, "read", "first.txt"), RC_NOTFOUND);
    EXPECT_OK(CALL(f, "rebuild", "--check"));
    EXPECT_OK(CALL(f, "verify", "--deep"));
}

TEST(erase_knows_words_that_are_carried) {
    struct arena a = test_arena();
    EXPECT(erase_carries(a, S("they lay at the weir"), S("found at the weir again")));
    EXPECT(!erase_carries(a, S("they lay at the weir"), S("at a weir")));
    EXPECT(erase_carries(a, S("they lay at the weir"), S("the weir")));
    EXPECT(!erase_carries(a, S("they lay at the weir"), S("weirs")));
    EXPECT(!erase_carries(a, S("they lay"), S("")));
}
