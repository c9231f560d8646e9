#include "reconcile/book_test.h"

struct maker maker_start(void) {
    struct maker m = {.item = -1};
    struct arena first = test_arena(), second = test_arena();
    m.a = NEW(&first, struct arena);
    m.scratch = NEW(&first, struct arena);
    *m.scratch = second;
    *m.a = first;
    return m;
}

static void remember(struct maker *m, struct str id, i64 at) {
    map_put(&m->b.by_id, m->a, id, NULL)->value = at;
}

i64 maker_party(struct maker *m, const char *id, const char *name, const char *alias) {
    i64 at = m->b.nparties;
    struct party *p = PUSH(m->a, m->b.parties, m->b.nparties, m->lcap);
    *p = (struct party){.id = str_c(id), .name = str_c(name), .naliases = alias[0] != 0};
    p->aliases = NEW(m->a, struct party_alias);
    p->aliases[0].name = str_c(alias);
    remember(m, p->id, at);
    return at;
}

i64 maker_place(struct maker *m, const char *id, const char *name, const char *parent,
                enum precision precision) {
    i64 at = m->b.nplaces;
    struct place *p = PUSH(m->a, m->b.places, m->b.nplaces, m->pcap);
    *p = (struct place){
        .id = str_c(id), .name = str_c(name), .parent = str_c(parent), .precision = precision};
    remember(m, p->id, at);
    return at;
}

i64 maker_publication(struct maker *m, const char *id, const char *name, const char *owner,
                      const char *side) {
    i64 at = m->b.npublications;
    struct publication *p = PUSH(m->a, m->b.publications, m->b.npublications, m->qcap);
    *p = (struct publication){.id = str_c(id),
                              .name = str_c(name),
                              .owner = str_c(owner),
                              .side = str_c(side),
                              .registered = owner[0] != 0};
    remember(m, p->id, at);
    return at;
}

i64 maker_report(struct maker *m, const char *publication, const char *day, const char *text) {
    i64 at = m->item = m->b.nitems;
    struct item *it = PUSH(m->a, m->b.items, m->b.nitems, m->icap);
    *it = (struct item){.id = str_fmt(m->a, "sha256:%lld", (long long)at),
                        .publication = str_c(publication),
                        .text = str_c(text),
                        .state = ITEM_READ};
    it->outside = str_fmt(m->a, "o-%lld", (long long)at);
    if (day[0]) EXPECT(date_parse(str_c(day), &it->published.range));
    remember(m, it->id, at);
    return at;
}

static struct span span_of(struct maker *m, const char *words) {
    struct str text = m->b.items[m->item].text;
    i64 at = str_find(text, str_c(words), 0);
    if (at < 0) test_fail(__FILE__, __LINE__, "the text does not hold \"%s\"", words);
    return at < 0 ? (struct span){0} : (struct span){(u32)at, (u32)(at + (i64)strlen(words))};
}

static struct span sentence_around(struct maker *m, struct span s) {
    struct str text = m->b.items[m->item].text;
    i64 from = s.start, to = s.end;
    while (from > 0 && !(text.p[from - 1] == ' ' && from > 1 && text.p[from - 2] == '.'))
        from--;
    while (to < text.n && text.p[to] != '.')
        to++;
    return (struct span){(u32)from, (u32)(to < text.n ? to + 1 : to)};
}

struct claim *maker_claim(struct maker *m, enum kind k, const char *trigger, const char *speaker,
                          enum role role, const char *place) {
    i64 at = m->b.nclaims;
    /* rows are pointed to by the tests: no growing */
    if (!m->b.claims) m->b.claims = NEWN(m->a, struct claim_row, 4096);
    CHECK(at < 4096);
    struct claim_row *r = &m->b.claims[m->b.nclaims++];
    *r = (struct claim_row){.item = m->item, .incident = -1};
    struct claim *c = &r->c;
    c->id = str_fmt(m->a, "c-%05lld", (long long)at);
    c->kind = k;
    c->trigger = span_of(m, trigger);
    c->sentence = sentence_around(m, c->trigger);
    c->said.content = c->sentence;
    c->said.chain = NEWN(m->a, struct said_link, 2);
    if (speaker[0])
        c->said.chain[c->said.nchain++] =
            (struct said_link){.who = span_of(m, speaker), .role = role};
    c->said.chain[c->said.nchain++] =
        (struct said_link){.is_publication = true, .publication = m->b.items[m->item].publication};
    if (k == KIND_denial) {
        c->polarity = POLARITY_NEGATIVE;
        c->said.act = ACT_DENIES;
    }
    if (place[0]) {
        c->where = NEW(m->a, struct where);
        c->nwhere = 1;
        c->where[0] = (struct where){.span = span_of(m, place), .precision = PRECISION_UNKNOWN};
    }
    remember(m, c->id, at);
    return c;
}

void maker_count(struct maker *m, struct claim *c, enum what what, enum who who, const char *words,
                 i64 min, i64 max) {
    struct count *n = NEWN(m->a, struct count, c->ncounts + 1);
    for (i64 i = 0; i < c->ncounts; i++)
        n[i] = c->counts[i];
    n[c->ncounts++] = (struct count){.span = span_of(m, words),
                                     .what = what,
                                     .who = who,
                                     .min = min,
                                     .max = max,
                                     .vague = min != max};
    c->counts = n;
}

void maker_day(struct claim *c, const char *iso) {
    EXPECT(date_parse(str_c(iso), &c->when.range));
}

void maker_accused(struct maker *m, struct claim *c, const char *words) {
    c->perps = NEW(m->a, struct perpetrator);
    c->nperps = 1;
    c->perps[0].span = span_of(m, words);
}

void maker_same(struct maker *m, struct claim *x, struct claim *y) {
    x->same_event = NEW(m->a, struct str);
    x->same_event[0] = y->id;
    x->nsame_event = 1;
}

void maker_accept(struct maker *m) {
    for (i64 i = 0; i < m->b.nclaims; i++) {
        m->b.claims[i].c.status = STATUS_ACCEPTED;
        m->b.claims[i].reviewers = 1;
    }
}

struct book *maker_book(struct maker *m) {
    return &m->b;
}

static void take(struct maker *m, const struct json *in) {
    i64 at = book_incident(&m->b, json_get_str(in, "id"));
    if (at < 0) {
        at = m->b.nincidents;
        PUSH(m->a, m->b.incidents, m->b.nincidents, m->ncap)->id = json_get_str(in, "id");
    }
    struct incident *i = &m->b.incidents[at];
    *i = (struct incident){.id = json_get_str(in, "id"),
                           .code = json_get_str(in, "code"),
                           .place_words = json_get_str(in, "place_words"),
                           .merged_into = json_get_str(in, "merged_into")};
    i->where.place = json_get_str(in, "place");
    EXPECT(kind_parse(json_get_str(in, "kind"), &i->kind));
    if (json_get_str(in, "when").n) EXPECT(date_parse(json_get_str(in, "when"), &i->when));
    remember(m, i->id, at);
    i->claims = NEWN(m->a, i64, json_get(in, "claims")->n);
    JSON_EACH(c, json_get(in, "claims")) {
        i64 claim = book_claim(&m->b, c->s);
        if (!EXPECT(claim >= 0)) continue;
        m->b.claims[claim].incident = at;
        i->claims[i->nclaims++] = claim;
    }
}

void maker_take(struct maker *m, struct json **parts, i64 n) {
    for (i64 i = 0; i < n; i++) {
        EXPECT_STR(json_get_str(parts[i], "kind"), S("incident"));
        take(m, json_get(parts[i], "incident"));
    }
}

i64 maker_reconcile(struct maker *m) {
    struct json **parts;
    i64 n;
    reconcile_changes(m->a, *m->scratch, &m->b, &parts, &n);
    maker_take(m, parts, n);
    return n;
}

struct book *maker_view(struct maker *m) {
    reconcile_view(m->a, *m->scratch, &m->b);
    return &m->b;
}

i64 maker_incident(struct maker *m, const struct claim *c) {
    i64 at = book_claim(&m->b, c->id);
    return at < 0 ? -1 : m->b.claims[at].incident;
}

const struct figure *maker_figure(const struct book *b, i64 incident, enum what what,
                                  enum who who) {
    for (i64 i = 0; i < b->nfigures; i++)
        if (b->figures[i].incident == incident && b->figures[i].what == what &&
            b->figures[i].who == who)
            return &b->figures[i];
    return NULL;
}

struct maker maker_war(void) {
    struct maker m = maker_start();
    maker_party(&m, "a-gov", "Government of Vesk", "Veskan army");
    maker_party(&m, "a-band", "River Band", "the Band");
    maker_place(&m, "p-vesk", "Vesk", "", PRECISION_COUNTRY);
    maker_place(&m, "p-orl", "Orlan", "p-vesk", PRECISION_CITY);
    maker_place(&m, "p-mill", "Old Mill", "p-orl", PRECISION_NEIGHBOURHOOD);
    maker_place(&m, "p-dock", "Dockside", "p-orl", PRECISION_NEIGHBOURHOOD);
    maker_place(&m, "p-tarn", "Tarn", "p-vesk", PRECISION_CITY);
    maker_publication(&m, "s-post", "Vesk Post", "Post Trust", "none");
    maker_publication(&m, "s-wire", "River Wire", "Wire House", "none");
    maker_publication(&m, "s-state", "State Radio", "Government of Vesk", "a-gov");
    return m;
}

/* 14 by ministry officials, 21 by a resident: two publications of no side. */
struct pair pair_of_accounts(void) {
    struct pair p = {.m = maker_start()};
    struct maker *m = &p.m;
    maker_party(m, "a-gov", "Government of Vesk", "Vesk ministry");
    maker_party(m, "a-band", "River Band", "the Band");
    maker_place(m, "p-orl", "Orlan", "", PRECISION_CITY);
    maker_publication(m, "s-post", "Vesk Post", "Post Trust", "none");
    maker_publication(m, "s-wire", "River Wire", "Wire House", "none");
    maker_report(
        m, "s-post", "2031-03-10",
        "Vesk ministry officials said fighters of the River Band shot 14 people in Orlan.");
    p.x = maker_claim(m, KIND_killing, "shot", "Vesk ministry officials", ROLE_OFFICIAL, "Orlan");
    maker_count(m, p.x, WHAT_KILLED, WHO_UNKNOWN, "14 people", 14, 14);
    maker_day(p.x, "2031-03-08");
    maker_accused(m, p.x, "fighters of the River Band");
    maker_report(
        m, "s-wire", "2031-03-11",
        "Maren Tolvik, a resident, told the Wire that Vesk ministry troops shot 21 people in "
        "Orlan.");
    p.y = maker_claim(m, KIND_killing, "shot", "Maren Tolvik, a resident", ROLE_RESIDENT, "Orlan");
    maker_count(m, p.y, WHAT_KILLED, WHO_UNKNOWN, "21 people", 21, 21);
    maker_day(p.y, "2031-03-08");
    maker_accused(m, p.y, "Vesk ministry troops");
    return p;
}

bool pair_together(struct pair *p) {
    p->y->same_event = NULL;
    maker_reconcile(&p->m);
    if (maker_incident(&p->m, p->x) == maker_incident(&p->m, p->y)) return true;
    struct json **parts;
    i64 n;
    struct err e = {0};
    EXPECT_OK(reconcile_merge(p->m.a, &p->m.b, maker_incident(&p->m, p->x),
                              maker_incident(&p->m, p->y), &parts, &n, &e));
    maker_take(&p->m, parts, n);
    return maker_incident(&p->m, p->x) == maker_incident(&p->m, p->y);
}
