/* A slice is the same rows as the whole case has, and nothing that its asker may not see. */
#include "store/slice.h"

#include "store/noun.h"
#include "store/store_testing.h"

struct made {
    struct arena a;
    struct err e;
    struct store *s;
    struct db *d;
    i64 entries;
};

static struct str part(struct arena *a, const char *fmt, int x, int y, int z) {
    struct buf b = buf_make(a, 4096);
    for (const char *p = fmt; *p; p++) {
        if (*p == '\'')
            buf_c(&b, '"');
        else if (*p == '#')
            buf_fmt(&b, "%d", x);
        else if (*p == '@')
            buf_fmt(&b, "%d", y);
        else if (*p == '$')
            buf_fmt(&b, "%d", z);
        else
            buf_c(&b, *p);
    }
    return buf_str(&b);
}

static void apply(struct made *m, struct str what) {
    struct arena a = m->a;
    struct entry en = {.index = m->entries++, .nparts = 2, .parts = NEWN(&a, struct str, 2)};
    en.text = S("{\"at\":\"2031-03-10T08:00:00Z\",\"by\":\"r-1\",\"type\":\"t\",\"v\":1}");
    EXPECT_OK(json_read(&a, en.text, &en.json, &m->e));
    en.parts[0] = S("{\"kind\":\"actor\",\"by\":\"r-1\",\"name\":\"Recorder\"}");
    en.parts[1] = what;
    struct arena scratch = arena_split(&a, 1 << 20);
    if (!EXPECT(records_apply(m->d, NULL, scratch, &en, &m->e) == RC_OK)) puts(m->e.msg);
}

static void add_item(struct made *m, int i) {
    apply(m, part(&m->a, "{'kind':'item','item':'m-0000000#','object':'o/#'}", i, 0, 0));
    apply(m, part(&m->a,
                  "{'kind':'manifest','item':'m-0000000#','sha256':'aa0000000#','size':9,"
                  "'name':'report #.txt'}",
                  i, 0, 0));
}

#define CLAIM(x) "c-0000000000000000000000000000000" x
static void add_claim(struct made *m, int item, int claim) {
    apply(m, part(&m->a,
                  "{'kind':'claim','item':'m-0000000#','state':'new','claim':{'v':1,'id':'" CLAIM(
                      "@") "','kind':'death','trigger':[0,4],'said':{'act':'states','chain':[{"
                           "'publication':''}]},'polarity':'positive','modality':'asserted'}}",
                  item, claim, 0));
}

/* Incident 1 has claims 1 and 3 (items 1 and 2); incident 2 has claim 2 (item 1); claim 4 (item 3)
 * waits. */
static struct made make(void) {
    static const u8 KEY[32] = {7};
    struct made m = {.a = test_arena()};
    m.s = testing_made(&m.a, test_dir());
    EXPECT_OK(
        db_open(cstr(&m.a, str_fmt(&m.a, "%s/p.db", test_dir())), KEY, DB_CREATE, &m.d, &m.e));
    EXPECT_OK(db_begin(m.d, &m.e));
    EXPECT_OK(records_create(m.d, &m.e));
    for (int i = 1; i <= 3; i++)
        add_item(&m, i);
    add_claim(&m, 1, 1);
    add_claim(&m, 1, 2);
    add_claim(&m, 2, 3);
    add_claim(&m, 3, 4);
    apply(&m, part(&m.a,
                   "{'kind':'incident','incident':{'id':'i-1','code':'MRT-0001','kind':'death',"
                   "'place_words':'Marat','when':'2031-03-09','claims':['" CLAIM("1") "','" CLAIM(
                       "3") "']}}",
                   0, 0, 0));
    apply(&m, part(&m.a,
                   "{'kind':'incident','incident':{'id':'i-2','code':'LSH-0007','kind':'death',"
                   "'place_words':'Marat','claims':['" CLAIM("2") "']}}",
                   0, 0, 0));
    apply(&m, part(&m.a, "{'kind':'review','claim':'" CLAIM("3") "','act':'accept','version':0}", 0,
                   0, 0));
    return m;
}

static struct book load(struct made *m, struct str item, struct str claim, struct str incident,
                        u32 with, i64 reach) {
    struct book b;
    struct slice w = {.items = &item,
                      .nitems = item.n > 0,
                      .claims = &claim,
                      .nclaims = claim.n > 0,
                      .incidents = &incident,
                      .nincidents = incident.n > 0,
                      .with = with,
                      .reach = reach};
    if (!EXPECT(records_load_slice(m->d, m->s, &m->a, &w, &b, &m->e) == RC_OK)) puts(m->e.msg);
    return b;
}

#define COUNTS(b, items, claims, incidents)                                                        \
    (EXPECT_INT((b).nitems, items), EXPECT_INT((b).nclaims, claims),                               \
     EXPECT_INT((b).nincidents, incidents))

TEST(slice_loads_what_is_named_and_no_more) {
    struct made m = make();
    struct str none = {0};
    struct book b = load(&m, none, none, none, 0, -1);
    COUNTS(b, 0, 0, 0);
    EXPECT_INT(b.last_number, 7);
    EXPECT_INT(b.log_size, m.entries);
    b = load(&m, S("m-00000001"), none, none, 0, -1);
    COUNTS(b, 1, 0, 0);
    b = load(&m, S("sha256:aa00000001"), none, none, SLICE_ITEM_CLAIMS, -1);
    COUNTS(b, 1, 2, 2);
    EXPECT_INT(b.incidents[b.claims[0].incident].nclaims, 1);
    b = load(&m, none, S(CLAIM("3")), none, SLICE_REVIEWS, -1);
    COUNTS(b, 1, 1, 1);
    EXPECT_INT(b.nreviews, 1);
    EXPECT_STR(b.incidents[0].code, S("MRT-0001"));
    b = load(&m, S("m-9"), S("c-9"), S("MRT-0009"), SLICE_INCIDENTS, -1);
    COUNTS(b, 0, 0, 0);
    db_close(m.d);
}

TEST(slice_of_everything_is_the_whole_book) {
    struct made m = make();
    struct book whole, b;
    struct str claims[] = {S(CLAIM("4")), S(CLAIM("3")), S(CLAIM("2")), S(CLAIM("1"))};
    struct slice w = {.claims = claims, .nclaims = 4, .with = SLICE_INCIDENTS, .reach = -1};
    EXPECT_OK(records_load(m.d, m.s, &m.a, false, &whole, &m.e));
    EXPECT_OK(records_load_slice(m.d, m.s, &m.a, &w, &b, &m.e));
    COUNTS(b, whole.nitems, whole.nclaims, whole.nincidents);
    for (i64 i = 0; i < b.nclaims; i++) {
        EXPECT_STR(b.claims[i].c.id, whole.claims[i].c.id);
        EXPECT_INT(b.claims[i].incident, whole.claims[i].incident);
    }
    for (i64 i = 0; i < b.nincidents; i++)
        EXPECT_INT(b.incidents[i].nclaims, whole.incidents[i].nclaims);
    EXPECT_INT(b.last_number, whole.last_number);
    db_close(m.d);
}

TEST(slice_of_an_incident_has_all_its_claims_and_their_items) {
    struct made m = make();
    struct str none = {0};
    struct book b = load(&m, none, none, S("MRT-0001"), SLICE_INCIDENTS, -1);
    COUNTS(b, 2, 2, 1);
    EXPECT_INT(b.incidents[0].nclaims, 2);
    b = load(&m, none, S(CLAIM("2")), none, SLICE_ITEM_CLAIMS | SLICE_INCIDENTS, -1);
    COUNTS(b, 2, 3, 2);
    EXPECT_STR(b.incidents[0].code, S("LSH-0007"));
    EXPECT_INT(b.claims[2].item, 1);
    db_close(m.d);
}

TEST(slice_shows_nothing_out_of_reach) {
    struct made m = make();
    struct str none = {0}, id;
    apply(&m, S("{\"kind\":\"group\",\"name\":\"Forensic office\",\"bit\":3}"));
    apply(&m, S("{\"kind\":\"access\",\"item\":\"m-00000001\",\"groups\":[3]}"));
    struct book b = load(&m, S("m-00000001"), S(CLAIM("1")), S("MRT-0001"), SLICE_INCIDENTS, 1);
    COUNTS(b, 1, 1, 1);
    EXPECT_STR(b.items[0].outside, S("m-00000002"));
    b = load(&m, none, none, S("LSH-0007"), SLICE_INCIDENTS, 1);
    COUNTS(b, 0, 0, 0);
    b = load(&m, none, none, S("LSH-0007"), SLICE_INCIDENTS, 1 | 1 << 3);
    COUNTS(b, 1, 1, 1);
    EXPECT_INT(records_find_claim(m.d, &m.a, S(CLAIM("1")), 1, &id, &m.e), RC_NOTFOUND);
    EXPECT_INT(records_find_item(m.d, &m.a, S("report 1.txt"), 1, &id, &m.e), RC_NOTFOUND);
    EXPECT_INT(records_find_incident(m.d, &m.a, S("LSH-0007"), 1, &id, &m.e), RC_NOTFOUND);
    m.e = (struct err){0};
    /* a claim added later is no wider than its item */
    add_claim(&m, 1, 5);
    EXPECT_INT(records_find_claim(m.d, &m.a, S(CLAIM("5")), 1, &id, &m.e), RC_NOTFOUND);
    m.e = (struct err){0};
    EXPECT_OK(records_find_claim(m.d, &m.a, S(CLAIM("5")), 8, &id, &m.e));
    db_close(m.d);
}

TEST(slice_refuses_groups_out_of_range) {
    struct made m = make();
    struct arena a = m.a;
    struct entry en = {.index = m.entries, .nparts = 1, .parts = NEW(&a, struct str)};
    EXPECT_OK(json_read(&a, S("{\"at\":\"2031-03-10T08:00:00Z\",\"by\":\"r-1\",\"type\":\"t\"}"),
                        &en.json, &m.e));
    en.parts[0] = S("{\"kind\":\"access\",\"item\":\"m-00000001\",\"groups\":[\"3\"]}");
    struct arena scratch = arena_split(&a, 1 << 20);
    EXPECT_INT(records_apply(m.d, NULL, scratch, &en, &m.e), RC_INTEGRITY);
    db_close(m.d);
}

TEST(slice_finders_take_beginnings_codes_and_names) {
    struct made m = make();
    struct str id;
    EXPECT_INT(records_find_claim(m.d, &m.a, S("c-000000"), -1, &id, &m.e), RC_USAGE);
    m.e = (struct err){0};
    EXPECT_INT(records_find_claim(m.d, &m.a, S("c-1"), -1, &id, &m.e), RC_NOTFOUND);
    m.e = (struct err){0};
    EXPECT_OK(records_find_claim(m.d, &m.a, S(CLAIM("2")), -1, &id, &m.e));
    EXPECT_STR(id, S(CLAIM("2")));
    EXPECT_OK(records_find_incident(m.d, &m.a, S("LSH-0007"), -1, &id, &m.e));
    EXPECT_STR(id, S("i-2"));
    EXPECT_OK(records_find_item(m.d, &m.a, S("report 2.txt"), -1, &id, &m.e));
    EXPECT_STR(id, S("m-00000002"));
    EXPECT_OK(records_find_item(m.d, &m.a, S("sha256:aa00000003"), -1, &id, &m.e));
    EXPECT_STR(id, S("m-00000003"));
    db_close(m.d);
}

TEST(slice_finds_incidents_near_a_place_and_what_waits) {
    struct made m = make();
    struct str *ids;
    i64 n;
    i32 day = date_days(2031, 3, 9);
    struct near near[] = {{S("Marat"), day - 3, day + 3}};
    EXPECT_OK(records_near(m.d, &m.a, near, 1, 10, &ids, &n, &m.e));
    EXPECT_INT(n, 2); /* dated, then undated */
    if (n == 2) EXPECT_STR(ids[0], S("i-1"));
    near[0].from = day + 1;
    EXPECT_OK(records_near(m.d, &m.a, near, 1, 10, &ids, &n, &m.e));
    EXPECT_INT(n, 1);
    EXPECT_OK(records_pending(m.d, &m.a, &ids, &n, &m.e));
    EXPECT_INT(n, 1);
    if (n == 1) EXPECT_STR(ids[0], S(CLAIM("4")));
    db_close(m.d);
}
