/* Lists: every filter, every queue, paging both ways, counts, and nothing that the asker may not
 * see. */
#include "store/list_ask.h"
#include "store/list_sql.h"
#include "store/records_sql.h"

#include "base/t.h"
#include "text/builtin.h"

#include <stdio.h>

struct made {
    struct arena a;
    struct err e;
    struct db *d;
    i64 entries;
};

static struct str quoted(struct arena *a, struct str s) {
    char *p = NEWN(a, char, s.n);
    for (i64 i = 0; i < s.n; i++)
        p[i] = s.p[i] == '\'' ? '"' : s.p[i];
    return (struct str){p, s.n};
}

static void apply(struct made *m, const char *actor, struct str what) {
    struct arena a = m->a;
    struct entry en = {.index = m->entries++, .nparts = 2, .parts = NEWN(&a, struct str, 2)};
    en.text = S("{\"at\":\"2031-03-10T08:00:00Z\",\"by\":\"r-1\",\"type\":\"t\",\"v\":1}");
    EXPECT_OK(json_read(&a, en.text, &en.json, &m->e));
    en.parts[0] = str_fmt(&a, "{\"kind\":\"actor\",\"by\":\"r-1\",\"name\":\"%s\"}", actor);
    en.parts[1] = quoted(&a, what);
    struct arena scratch = arena_split(&a, 1 << 20);
    if (!EXPECT(records_apply(m->d, NULL, scratch, &en, &m->e) == RC_OK)) puts(m->e.msg);
}
#define APPLY(m, ...) apply(m, "Recorder", str_fmt(&(m)->a, __VA_ARGS__))

static void settle(struct made *m) {
    struct arena a = m->a;
    if (!EXPECT(records_index(m->d, a, &m->e) == RC_OK)) puts(m->e.msg);
    EXPECT_OK(m->e.code);
}

static struct made fresh(void) {
    static const u8 KEY[32] = {7};
    struct made m = {.a = test_arena()};
    EXPECT_OK(
        db_open(cstr(&m.a, str_fmt(&m.a, "%s/p.db", test_dir())), KEY, DB_CREATE, &m.d, &m.e));
    EXPECT_OK(db_begin(m.d, &m.e));
    EXPECT_OK(records_create(m.d, &m.e));
    return m;
}

static void add_item(struct made *m, int i, const char *publication, const char *lang,
                     const char *published, const char *text) {
    APPLY(m,
          "{'kind':'item','item':'m-%d','object':'o/0','publication':'%s','lang':'%s',"
          "'published':'%s'}",
          i, publication, lang, published);
    APPLY(m, "{'kind':'manifest','item':'m-%d','sha256':'aa%d','size':9,'name':'report %d.txt'}", i,
          i, i);
    struct str body = str_c(text);
    struct stmt *q = db_stmt(m->d, &Q_TEXT_PUT);
    struct str outside = str_fmt(&m->a, "m-%d", i);
    db_bind_text(q, 1, outside);
    db_bind_blob(q, 2, body);
    EXPECT_OK(db_run(q, &m->e));
}

static void add_claim(struct made *m, int item, int claim, const char *kind, const char *role,
                      const char *place, const char *when, int from, int to) {
    struct str where = {0}, day = {0};
    if (*place)
        where = str_fmt(&m->a, ",'where':[{'span':[0,1],'place':'%s','precision':'city'}]", place);
    if (*when)
        day = str_fmt(&m->a, ",'when':{'from':'%s','to':'%s','precision':'day'}", when, when);
    APPLY(m,
          "{'kind':'claim','item':'m-%d','state':'new','claim':{'v':1,'id':'c-%032d','kind':'%s',"
          "'trigger':[%d,%d],'sentence':[%d,%d],'said':{'act':'states','chain':[{'who':[0,4],"
          "'role':'%s'},{'publication':''}]},'polarity':'positive','modality':'asserted'%.*s%.*s}}",
          item, claim, kind, from, from + 1, from, to, role, SARG(where), SARG(day));
}

static void review(struct made *m, const char *who, int claim, const char *act) {
    apply(m, who,
          str_fmt(&m->a, "{'kind':'review','claim':'c-%032d','act':'%s','version':0}", claim, act));
}

/* "1 2 3": the last numbers of the ids of a screen. */
static struct str numbers(struct made *m, const struct list_page *p) {
    struct buf b = buf_make(&m->a, 4096);
    for (i64 i = 0; i < p->n; i++) {
        struct str id = p->ids[i];
        while (id.n > 1 && (id.p[0] == '0' || !is_digit(id.p[0])))
            id = str_sub(id, 1, id.n);
        if (i) buf_c(&b, ' ');
        buf_put(&b, id);
    }
    return buf_str(&b);
}

typedef rc list_fn(struct db *, struct arena *, const struct list_filter *, struct str, i64,
                   struct list_page *, struct err *);
static struct str listed(struct made *m, list_fn *fn, struct list_filter f) {
    struct list_page p;
    if (!EXPECT(fn(m->d, &m->a, &f, S(""), 50, &p, &m->e) == RC_OK)) puts(m->e.msg);
    EXPECT_INT(p.count, p.n);
    EXPECT(!p.count_more);
    return numbers(m, &p);
}
#define EVERY(...)                                                                                 \
    ((struct list_filter){.kind = -1, .day_from = 1, .day_to = 0, .reach = -1, __VA_ARGS__})
#define CLAIMS(m, ...)    listed(m, records_list_claims, EVERY(__VA_ARGS__))
#define ITEMS(m, ...)     listed(m, records_list_items, EVERY(__VA_ARGS__))
#define INCIDENTS(m, ...) listed(m, records_list_incidents, EVERY(__VA_ARGS__))

/* Orlan is a district of Marat; item 2 is seen by group 3 alone. Incident 1 has claims 1, 2, 4;
 * incident 2 has claim 3. */
static struct made make(void) {
    struct made m = fresh();
    struct str marat = place_id(&m.a, S("Marat"), S("")), orlan = place_id(&m.a, S("Orlan"), marat);
    APPLY(&m, "{'kind':'place','name':'Marat','ar':'مرات','precision':'city'}");
    APPLY(&m, "{'kind':'place','name':'Orlan','parent':'%.*s','precision':'neighbourhood'}",
          SARG(marat));
    add_item(&m, 1, "Daily Heron", "en", "2031-03-10", "Shells hit the Market. Two men died.");
    add_item(&m, 2, "Orlan Voice", "ar", "2031-04-02", "قُصف السوق. قتل رجلان.");
    add_claim(&m, 1, 1, "killing", "witness", orlan.p ? cstr(&m.a, orlan) : "", "2031-03-09", 0,
              22);
    add_claim(&m, 1, 2, "death", "official", cstr(&m.a, marat), "2031-03-01", 23, 36);
    add_claim(&m, 1, 3, "killing", "witness", "", "", 23, 36);
    add_claim(&m, 2, 4, "killing", "medic", cstr(&m.a, orlan), "2031-03-09", 0, 19);
    APPLY(&m,
          "{'kind':'incident','incident':{'id':'i-1','code':'MRT-0001','kind':'killing','place':'"
          "%.*s','when':'2031-03','claims':['c-%032d','c-%032d','c-%032d']}}",
          SARG(orlan), 1, 2, 4);
    APPLY(&m,
          "{'kind':'incident','incident':{'id':'i-2','code':'LSH-0002','kind':'death',"
          "'place_words':'Lisharan','claims':['c-%032d']}}",
          3);
    APPLY(&m, "{'kind':'access','item':'m-2','groups':[3]}");
    settle(&m);
    return m;
}

TEST(list_claims_by_each_filter) {
    struct made m = make();
    struct str marat = place_id(&m.a, S("Marat"), S("")), orlan = place_id(&m.a, S("Orlan"), marat);
    i32 ninth = date_days(2031, 3, 9);
    EXPECT_STR(CLAIMS(&m), S("1 2 3 4"));
    EXPECT_STR(CLAIMS(&m, .kind = KIND_killing), S("1 3 4"));
    EXPECT_STR(CLAIMS(&m, .publication = publication_id(&m.a, S("Daily Heron"))), S("1 2 3"));
    EXPECT_STR(CLAIMS(&m, .place = marat), S("1 2 4"));
    EXPECT_STR(CLAIMS(&m, .place = orlan), S("1 4"));
    EXPECT_STR(CLAIMS(&m, .places = &orlan, .nplaces = 1, .lang = S("en")), S("1"));
    EXPECT_STR(CLAIMS(&m, .place_words = S("s")), S("1 2"));
    EXPECT_STR(CLAIMS(&m, .place_words = S("s"), .place = orlan), S("1 2 4"));
    EXPECT_STR(CLAIMS(&m, .item = S("m-2")), S("4"));
    EXPECT_STR(CLAIMS(&m, .item = S("sha256:aa1")), S("1 2 3"));
    EXPECT_STR(CLAIMS(&m, .incident = S("i-1")), S("1 2 4"));
    EXPECT_STR(CLAIMS(&m, .incident = S("i-1"), .lang = S("en")), S("1 2"));
    EXPECT_STR(CLAIMS(&m, .incident = S("i-1"), .words = S("market")), S("1"));
    EXPECT_STR(CLAIMS(&m, .lang = S("ar")), S("4"));
    EXPECT_STR(CLAIMS(&m, .speaker_role = S("witness")), S("1 3"));
    EXPECT_STR(CLAIMS(&m, .day_from = ninth, .day_to = ninth), S("1 4"));
    EXPECT_STR(CLAIMS(&m, .day_from = ninth - 30, .day_to = ninth - 1), S("2"));
    EXPECT_STR(CLAIMS(&m, .words = S("market shells")), S("1"));
    EXPECT_STR(CLAIMS(&m, .words = S("السوق")), S("4"));
    EXPECT_STR(CLAIMS(&m, .words = S("mark")), S(""));
    EXPECT_STR(CLAIMS(&m, .words = S("died"), .kind = KIND_killing, .lang = S("en"),
                      .speaker_role = S("witness"), .status = 1 << STATUS_MACHINE),
               S("3"));
    db_close(m.d);
}

TEST(list_claims_by_queue) {
    struct made m = make();
    EXPECT_STR(CLAIMS(&m, .queue = S("machine")), S("1 2 3 4"));
    review(&m, "Ana", 1, "accept");
    review(&m, "Ana", 2, "work_needed");
    review(&m, "Ana", 3, "reject");
    settle(&m);
    EXPECT_STR(CLAIMS(&m, .queue = S("machine")), S("4"));
    EXPECT_STR(CLAIMS(&m, .queue = S("work_needed")), S("2"));
    EXPECT_STR(CLAIMS(&m, .queue = S("mine"), .actor = S("Ana")), S("1 2"));
    EXPECT_STR(CLAIMS(&m, .queue = S("mine"), .actor = S("Ben")), S(""));
    EXPECT_STR(CLAIMS(&m, .queue = S("second"), .actor = S("Ana")), S(""));
    EXPECT_STR(CLAIMS(&m, .queue = S("second"), .actor = S("Ben")), S("1"));
    EXPECT_STR(CLAIMS(&m), S("1 2 4"));
    EXPECT_STR(CLAIMS(&m, .status = 1 << STATUS_WITHDRAWN), S("3"));
    EXPECT_STR(CLAIMS(&m, .all = true), S("1 2 3 4"));
    EXPECT_STR(INCIDENTS(&m, .all = true), S("2 1"));
    EXPECT_STR(INCIDENTS(&m, .queue = S("work_needed")), S("1"));
    EXPECT_STR(INCIDENTS(&m), S("1")); /* the only claim of the other one is withdrawn */
    review(&m, "Ben", 1, "accept");
    settle(&m);
    EXPECT_STR(CLAIMS(&m, .queue = S("second"), .actor = S("Cyd")), S(""));
    review(&m, "Ben", 4, "accept");
    review(&m, "Ana", 4, "reject");
    settle(&m);
    EXPECT_STR(CLAIMS(&m, .queue = S("conflict")), S("4"));
    struct list_page p;
    struct list_filter f = EVERY(.queue = S("whatever"));
    EXPECT_INT(records_list_claims(m.d, &m.a, &f, S(""), 5, &p, &m.e), RC_USAGE);
    db_close(m.d);
}

TEST(list_items_and_incidents) {
    struct made m = make();
    struct str marat = place_id(&m.a, S("Marat"), S(""));
    EXPECT_STR(ITEMS(&m), S("2 1"));
    EXPECT_STR(ITEMS(&m, .words = S("report 1")), S("1"));
    EXPECT_STR(ITEMS(&m, .words = S("رجلان")), S("2"));
    EXPECT_STR(ITEMS(&m, .publication = publication_id(&m.a, S("Orlan Voice"))), S("2"));
    i32 april = date_days(2031, 4, 1);
    EXPECT_STR(ITEMS(&m, .day_from = april, .day_to = april + 29), S("2"));
    EXPECT_STR(ITEMS(&m, .status = 1 << ITEM_READ), S(""));
    EXPECT_STR(ITEMS(&m, .status = 1 << ITEM_SEALED), S("2 1"));
    EXPECT_STR(INCIDENTS(&m), S("2 1"));
    EXPECT_STR(INCIDENTS(&m, .place = marat), S("1"));
    EXPECT_STR(INCIDENTS(&m, .words = S("lisharan")), S("2"));
    EXPECT_STR(INCIDENTS(&m, .place_words = S("lisharan")), S("2"));
    EXPECT_STR(INCIDENTS(&m, .oldest_first = true), S("1 2"));
    EXPECT_STR(ITEMS(&m, .oldest_first = true), S("1 2"));
    i64 n;
    EXPECT_OK(records_claim_count(m.d, S("m-1"), &n, &m.e));
    EXPECT_INT(n, 3);
    EXPECT_STR(INCIDENTS(&m, .words = S("mrt 0001")), S("1"));
    EXPECT_STR(INCIDENTS(&m, .kind = KIND_death), S("2"));
    EXPECT_STR(INCIDENTS(&m, .lang = S("ar")), S("1"));
    EXPECT_STR(INCIDENTS(&m, .item = S("m-1")), S("2 1"));
    db_close(m.d);
}

TEST(list_has_nothing_out_of_reach) {
    struct made m = make();
    EXPECT_STR(CLAIMS(&m, .reach = 1), S("1 2 3"));
    EXPECT_STR(CLAIMS(&m, .reach = 1 << 3), S("4"));
    EXPECT_STR(CLAIMS(&m, .reach = 1 | 1 << 3), S("1 2 3 4"));
    EXPECT_STR(CLAIMS(&m, .reach = 0), S(""));
    EXPECT_STR(CLAIMS(&m, .reach = 1, .incident = S("i-1")), S("1 2"));
    EXPECT_STR(CLAIMS(&m, .reach = 1, .words = S("السوق")), S(""));
    EXPECT_STR(ITEMS(&m, .reach = 1), S("1"));
    EXPECT_STR(ITEMS(&m, .reach = 1 << 3, .words = S("السوق")), S("2"));
    EXPECT_STR(INCIDENTS(&m, .reach = 1 << 3), S("1"));
    /* what only the claim out of reach would tell of an incident */
    EXPECT_STR(INCIDENTS(&m, .reach = 1, .lang = S("ar")), S(""));
    EXPECT_STR(INCIDENTS(&m, .reach = 1 << 3, .lang = S("ar")), S("1"));
    EXPECT_STR(INCIDENTS(&m, .reach = 1 << 2, .lang = S("ar")), S(""));
    APPLY(&m, "{'kind':'access','item':'m-1','groups':[]}");
    settle(&m);
    EXPECT_STR(CLAIMS(&m, .reach = 1), S(""));
    EXPECT_STR(INCIDENTS(&m, .reach = 1), S(""));
    EXPECT_STR(INCIDENTS(&m, .reach = 1 << 3), S("1"));
    EXPECT_STR(ITEMS(&m, .reach = -1), S("2 1"));
    db_close(m.d);
}

static void many(struct made *m, int n) {
    add_item(m, 1, "Daily Heron", "en", "2031-03-10", "Shells hit the Market. Two men died.");
    for (int i = 1; i <= n; i++)
        add_claim(m, 1, i, "killing", "witness", "", "", 0, 22);
    settle(m);
}

TEST(list_pages_forth_and_back) {
    struct made m = fresh();
    many(&m, 7);
    struct list_page p, q;
    struct list_filter f = EVERY(.words = S("shells"));
    EXPECT_OK(records_list_claims(m.d, &m.a, &f, S(""), 3, &p, &m.e));
    EXPECT_STR(numbers(&m, &p), S("1 2 3"));
    EXPECT_INT(p.count, 7);
    EXPECT_STR(p.before, S(""));
    EXPECT_OK(records_list_claims(m.d, &m.a, &f, p.after, 3, &q, &m.e));
    EXPECT_STR(numbers(&m, &q), S("4 5 6"));
    EXPECT_INT(q.count, 7);
    EXPECT_OK(records_list_claims(m.d, &m.a, &f, q.after, 3, &p, &m.e));
    EXPECT_STR(numbers(&m, &p), S("7"));
    EXPECT_STR(p.after, S(""));
    EXPECT_OK(records_list_claims(m.d, &m.a, &f, p.before, 3, &p, &m.e));
    EXPECT_STR(numbers(&m, &p), S("4 5 6"));
    EXPECT_OK(records_list_claims(m.d, &m.a, &f, p.before, 3, &p, &m.e));
    EXPECT_STR(numbers(&m, &p), S("1 2 3"));
    EXPECT_STR(p.before, S(""));
    EXPECT(p.after.n > 0);
    db_close(m.d);
}

TEST(list_pages_newest_first) {
    struct made m = fresh();
    struct list_page p, q;
    struct list_filter f = list_everything(-1);
    for (int i = 1; i <= 5; i++)
        add_item(&m, i, "Daily Heron", "en", "2031-03-10", "Shells.");
    settle(&m);
    EXPECT_OK(records_list_items(m.d, &m.a, &f, S(""), 2, &p, &m.e));
    EXPECT_STR(numbers(&m, &p), S("5 4"));
    EXPECT_OK(records_list_items(m.d, &m.a, &f, p.after, 2, &q, &m.e));
    EXPECT_STR(numbers(&m, &q), S("3 2"));
    EXPECT_OK(records_list_items(m.d, &m.a, &f, q.before, 2, &p, &m.e));
    EXPECT_STR(numbers(&m, &p), S("5 4"));
    EXPECT_STR(p.before, S(""));
    EXPECT_INT(records_list_claims(m.d, &m.a, &f, p.after, 2, &q, &m.e), RC_USAGE);
    EXPECT_INT(records_list_items(m.d, &m.a, &f, S("a01"), 2, &q, &m.e), RC_USAGE);
    EXPECT_INT(records_list_items(m.d, &m.a, &f, S("x0100000000000000"), 2, &q, &m.e), RC_USAGE);
    db_close(m.d);
}

TEST(list_counts_so_far_and_no_further) {
    struct made m = fresh();
    struct list_page p;
    struct list_filter f = list_everything(-1);
    many(&m, LIST_COUNT_MAX + 3);
    EXPECT_OK(records_list_claims(m.d, &m.a, &f, S(""), 10, &p, &m.e));
    EXPECT_INT(p.n, 10);
    EXPECT_INT(p.count, LIST_COUNT_MAX);
    EXPECT(p.count_more);
    EXPECT_OK(records_list_claims(m.d, &m.a, &f, p.after, LIST_MOST_MAX, &p, &m.e));
    EXPECT_INT(p.n, LIST_COUNT_MAX + 3 - 10);
    EXPECT(p.count_more);
    db_close(m.d);
}

static struct str facet(struct made *m, enum list_noun noun, enum list_field field,
                        struct list_filter f) {
    struct list_facets all;
    struct buf b = buf_make(&m->a, 4096);
    if (!EXPECT(records_list_facets(m->d, &m->a, noun, &f, &all, &m->e) == RC_OK)) puts(m->e.msg);
    for (i64 i = 0; i < all.n[field]; i++)
        buf_fmt(&b, "%s%.*s %lld%s", i ? ", " : "", SARG(all.of[field][i].value),
                (long long)all.of[field][i].n, all.of[field][i].more ? "+" : "");
    return buf_str(&b);
}

TEST(list_facets_count_what_is_left) {
    struct made m = make();
    EXPECT_STR(facet(&m, LIST_CLAIMS, BY_KIND, EVERY()), S("killing 3, death 1"));
    EXPECT_STR(facet(&m, LIST_CLAIMS, BY_ROLE, EVERY()), S("witness 2, medic 1, official 1"));
    EXPECT_STR(facet(&m, LIST_CLAIMS, BY_STATUS, EVERY(.lang = S("ar"))), S("machine 1"));
    EXPECT_STR(facet(&m, LIST_CLAIMS, BY_LANG, EVERY(.reach = 1)), S("en 3"));
    struct str marat = place_id(&m.a, S("Marat"), S("")), orlan = place_id(&m.a, S("Orlan"), marat);
    EXPECT_STR(facet(&m, LIST_CLAIMS, BY_PLACE, EVERY()),
               str_fmt(&m.a, "%.*s 3, %.*s 2", SARG(marat), SARG(orlan)));
    EXPECT_STR(facet(&m, LIST_INCIDENTS, BY_LANG, EVERY()), S("en 2, ar 1"));
    EXPECT_STR(facet(&m, LIST_INCIDENTS, BY_LANG, EVERY(.reach = 1)), S("en 2"));
    EXPECT_STR(facet(&m, LIST_INCIDENTS, BY_LANG, EVERY(.reach = 9)), S("en 2, ar 1"));
    db_close(m.d);
}

TEST(list_facets_of_a_long_list_are_counted_so_far) {
    struct made m = fresh();
    many(&m, LIST_COUNT_MAX + 3);
    add_claim(&m, 1, 5000, "death", "witness", "", "", 0, 22);
    add_claim(&m, 1, 5001, "death", "official", "", "", 0, 22);
    settle(&m);
    EXPECT_STR(facet(&m, LIST_CLAIMS, BY_KIND, EVERY()), S("killing 200+"));
    EXPECT_STR(facet(&m, LIST_CLAIMS, BY_ROLE, EVERY()), S("witness 200+"));
    EXPECT_STR(facet(&m, LIST_CLAIMS, BY_ROLE, EVERY(.kind = KIND_death)),
               S("official 1, witness 1"));
    db_close(m.d);
}

/* Ranges meet in the tree of days exactly when they meet. */
TEST(list_days_meet_as_ranges_do) {
    struct arena a = test_arena();
    u32 seed = 12345;
    for (int i = 0; i < 3000; i++) {
        struct arena t = a;
        int v[4];
        for (int k = 0; k < 4; k++)
            v[k] = (int)((seed = seed * 1664525u + 1013904223u) >> 8) % 3000 * (k % 2 ? 1 : 9);
        struct date_range r = {v[0] - 5000, v[0] - 5000 + v[1] / (1 + i % 400), DATE_RANGE};
        i64 from = v[2] - 5000, to = from + v[3] / (1 + i % 300);
        struct marks m = {.a = &t};
        struct str *terms;
        marks_days(&m, r);
        i64 n = days_terms(&t, from, to, &terms);
        bool meet = false;
        for (i64 k = 0; k < n; k++)
            meet = meet || map_get(&m.seen, terms[k]);
        if (!EXPECT(meet == (r.from <= to && r.to >= from))) break;
    }
}

TEST(list_finds_a_country_by_the_gazetteer) {
    struct made m = fresh();
    add_item(&m, 1, "Daily Heron", "en", "2031-03-10", "Shells hit the Market. Two men died.");
    struct gazetteer g;
    struct geoplace town = {0}, region = {0};
    EXPECT_OK(gazetteer_open(builtin_places(), &g, &m.e));
    for (i64 i = 0; i < g.places; i++)
        if (gazetteer_place(&g, i, &town) && town.kind == PLACE_KIND_SETTLEMENT &&
            town.region >= 0 && gazetteer_place(&g, town.region, &region))
            break;
    struct str id = gazetteer_id(&m.a, &town);
    add_claim(&m, 1, 1, "killing", "witness", cstr(&m.a, id), "", 0, 22);
    settle(&m);
    EXPECT_STR(CLAIMS(&m, .place = id), S("1"));
    EXPECT_STR(CLAIMS(&m, .place = gazetteer_id(&m.a, &region)), S("1"));
    for (i64 i = 0; i < g.places; i++) {
        struct geoplace c;
        if (!gazetteer_place(&g, i, &c) || c.kind != PLACE_KIND_COUNTRY) continue;
        bool same = str_eq(c.country, town.country);
        EXPECT_STR(CLAIMS(&m, .place = gazetteer_id(&m.a, &c)), same ? S("1") : S(""));
    }
    db_close(m.d);
}
