/* Persons as rows: a list, its next version, corrections, judgements, consent, who may see. */
#include "store/person.h"

#include "base/t.h"

static struct db *fresh(struct arena *a, struct err *e) {
    static const u8 KEY[32] = {7};
    struct db *d = NULL;
    EXPECT_OK(db_open(cstr(a, str_fmt(a, "%s/p.db", test_dir())), KEY, DB_CREATE, &d, e));
    EXPECT_OK(db_begin(d, e));
    EXPECT_OK(records_create(d, e));
    return d;
}

static rc apply(struct db *d, struct arena a, i64 index, const char *const *parts, i64 n,
                struct err *e) {
    struct entry en = {.index = index, .nparts = n, .parts = NEWN(&a, struct str, n)};
    en.text = S("{\"at\":\"2031-03-10T08:00:00Z\",\"by\":\"r-1\",\"type\":\"t\",\"v\":1}");
    EXPECT_OK(json_read(&a, en.text, &en.json, e));
    for (i64 i = 0; i < n; i++)
        en.parts[i] = str_c(parts[i]);
    return records_apply(d, NULL, a, &en, e);
}
#define ACTOR "{\"kind\":\"actor\",\"by\":\"r-1\",\"name\":\"Recorder\"}"
#define APPLY(d, a, i, e, ...)                                                                     \
    EXPECT_OK(apply(d, a, i, (const char *const[]){ACTOR, __VA_ARGS__},                            \
                    LEN(((const char *const[]){ACTOR, __VA_ARGS__})), e))
#define ITEM "{\"kind\":\"item\",\"item\":\"m-1\",\"object\":\"o/0\"}"
#define N1   "n-11111111111111111111111111111111"
#define N2   "n-22222222222222222222222222222222"
#define ROW(id, version, line, key, name, age, rest)                                               \
    "{\"kind\":\"person\",\"person\":\"" id "\",\"list\":\"l-1\",\"version\":" version             \
    ",\"item\":\"m-1\",\"sheet\":\"\",\"row\":" line ",\"key\":\"" key "\",\"fields\":["           \
    "{\"f\":\"full\",\"v\":\"" name "\",\"c\":\"B\"},{\"f\":\"age\",\"v\":\"" age                  \
    "\",\"c\":\"C\"}]" rest "}"
#define LIST(version, rows)                                                                        \
    "{\"kind\":\"list\",\"list\":\"l-1\",\"name\":\"Marat\",\"version\":" version                  \
    ",\"item\":\"m-1\",\"sheet\":\"\",\"rows\":" rows ",\"flagged\":0,\"mapping\":{}}"

static struct db *two_rows(struct arena *a, struct err *e) {
    struct db *d = fresh(a, e);
    APPLY(d, *a, 0, e, ITEM);
    APPLY(d, *a, 1, e, ROW(N1, "1", "2", "1", "Ilin Soro", "34", ",\"change\":\"added\""),
          ROW(N2, "1", "3", "2", "Elin Soroo", "33", ",\"change\":\"added\""), LIST("1", "2"));
    return d;
}

static struct person get(struct db *d, struct arena *a, const char *id, struct err *e) {
    struct person p = {0};
    bool found = false;
    EXPECT_OK(records_person(d, a, str_c(id), -1, &found, &p, e));
    EXPECT(found);
    return p;
}

static i64 suspects(struct db *d, struct arena *a, struct err *e) {
    struct person_line *l;
    i64 n = -1;
    EXPECT_OK(records_suspects(d, a, S(N1), -1, &l, &n, e));
    return n;
}

TEST(person_rows_are_found_by_words_and_suspected_by_sound) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = two_rows(&a, &e);
    struct person_page p;
    struct person_filter f = {.words = S("soro"), .reach = -1};
    EXPECT_OK(records_persons(d, &a, &f, S(""), 10, &p, &e));
    EXPECT_INT(p.n, 1);
    EXPECT_STR(p.lines[0].id, S(N1));
    EXPECT(p.lines[0].suspect);
    EXPECT_INT(suspects(d, &a, &e), 1);
    f = (struct person_filter){.reach = -1};
    EXPECT_OK(records_persons(d, &a, &f, S(""), 1, &p, &e));
    EXPECT_STR(p.lines[0].name, S("Elin Soroo"));
    EXPECT_INT(p.count, 2);
    EXPECT_OK(records_persons(d, &a, &f, p.after, 1, &p, &e));
    EXPECT_STR(p.lines[0].name, S("Ilin Soro"));
    EXPECT_INT(p.after.n, 0);
    EXPECT_STR(get(d, &a, "n-1111111", &e).fields[1].column, S("C"));
    db_close(d);
}

TEST(person_out_of_reach_is_not_there) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = two_rows(&a, &e);
    APPLY(d, a, 2, &e, "{\"kind\":\"group\",\"name\":\"Two\",\"bit\":2}",
          "{\"kind\":\"access\",\"item\":\"m-1\",\"groups\":[2]}");
    struct person_filter f = {.reach = 1};
    struct person_page p;
    struct person one;
    struct name_list *l;
    bool found = true;
    i64 n;
    EXPECT_OK(records_persons(d, &a, &f, S(""), 10, &p, &e));
    EXPECT_INT(p.n + p.count, 0);
    f.words = S("soro");
    EXPECT_OK(records_persons(d, &a, &f, S(""), 10, &p, &e));
    EXPECT_INT(p.n + p.count, 0);
    EXPECT_OK(records_person(d, &a, S(N1), 1, &found, &one, &e));
    EXPECT(!found);
    EXPECT_OK(records_name_lists(d, &a, 1, &l, &n, &e));
    EXPECT_INT(n, 0);
    EXPECT_INT(get(d, &a, N1, &e).line, 2);
    db_close(d);
}

TEST(person_list_next_version_moves_changes_and_loses_rows) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = two_rows(&a, &e);
    struct list_change *k;
    struct str next;
    i64 n;
    APPLY(d, a, 2, &e, ROW(N1, "2", "9", "1", "Ilin Soro", "35", ",\"change\":\"changed\""),
          LIST("2", "1"));
    EXPECT_OK(records_list_changes(d, &a, S("l-1"), 2, S(""), 10, &k, &n, &next, &e));
    if (!EXPECT(n == 2)) return;
    EXPECT_STR(k[0].change, S("changed"));
    EXPECT_STR(k[0].before[1].value, S("34"));
    EXPECT_STR(k[0].now[1].value, S("35"));
    EXPECT_STR(k[1].change, S("gone"));
    EXPECT(get(d, &a, N2, &e).gone);
    EXPECT_INT(get(d, &a, N1, &e).line, 9);
    db_close(d);
}

TEST(person_corrections_survive_a_new_version) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = two_rows(&a, &e);
    APPLY(d, a, 2, &e,
          "{\"kind\":\"person_set\",\"person\":\"" N1 "\",\"source\":\"family\","
          "\"fields\":[{\"f\":\"full\",\"v\":\"Ilin Velin\"}]}");
    APPLY(d, a, 3, &e, ROW(N1, "2", "2", "1", "Ilin Soro", "35", ",\"change\":\"changed\""),
          ROW(N2, "2", "3", "2", "Elin Soroo", "33", ""), LIST("2", "2"));
    struct person p = get(d, &a, N1, &e);
    EXPECT_STR(person_name(&a, &p), S("Ilin Velin"));
    EXPECT_INT(suspects(d, &a, &e), 0);
    db_close(d);
}

TEST(person_judged_different_is_no_suspect_again) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = two_rows(&a, &e);
    APPLY(d, a, 2, &e,
          "{\"kind\":\"judgement\",\"a\":\"" N1 "\",\"b\":\"" N2
          "\",\"verdict\":\"different\",\"reason\":\"x\"}");
    EXPECT_INT(suspects(d, &a, &e), 0);
    APPLY(d, a, 3, &e, ROW(N1, "2", "2", "1", "Ilin Soro", "33", ",\"change\":\"changed\""),
          ROW(N2, "2", "3", "2", "Elin Soroo", "33", ""), LIST("2", "2"));
    EXPECT_INT(suspects(d, &a, &e), 0);
    db_close(d);
}

#define CONSENT(act, rest)                                                                         \
    "{\"kind\":\"consent\",\"person\":\"" N1 "\",\"purpose\":\"publish\",\"act\":\"" act "\"" rest \
    "}"

TEST(person_consent_holds_until_it_ends_or_is_withdrawn) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = two_rows(&a, &e);
    bool yes = true;
    EXPECT_OK(records_consented(d, a, S(N1), "publish", date_days(2031, 4, 1), &yes, &e));
    EXPECT(!yes);
    APPLY(d, a, 2, &e, CONSENT("give", ",\"expires\":\"2031-12-31\""));
    EXPECT_OK(records_consented(d, a, S(N1), "publish", date_days(2031, 4, 1), &yes, &e));
    EXPECT(yes);
    EXPECT_OK(records_consented(d, a, S(N1), "court", date_days(2031, 4, 1), &yes, &e));
    EXPECT(!yes);
    EXPECT_OK(records_consented(d, a, S(N1), "publish", date_days(2032, 1, 1), &yes, &e));
    EXPECT(!yes);
    APPLY(d, a, 3, &e, CONSENT("withdraw", ""));
    EXPECT_OK(records_consented(d, a, S(N1), "publish", date_days(2031, 4, 1), &yes, &e));
    EXPECT(!yes);
    db_close(d);
}
