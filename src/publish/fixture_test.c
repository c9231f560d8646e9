#include "publish/fixture.h"

#include "base/t.h"
#include "store/voice.h"

enum { MOST = 4096 };

struct fixture fx_make(struct arena *a) {
    struct fixture f = {.a = a};
    f.b.case_name = S("Test <case> & \"more\"");
    f.b.items = NEWN(a, struct item, MOST);
    f.b.publications = NEWN(a, struct publication, 64);
    f.b.parties = NEWN(a, struct party, 64);
    f.b.places = NEWN(a, struct place, 64);
    f.b.claims = NEWN(a, struct claim_row, MOST * 4);
    f.b.incidents = NEWN(a, struct incident, MOST * 2);
    f.b.log_size = 42;
    f.b.checkpoint = S("sigsum.org/v1/tree/00\n42\nAAAA\n\n— x <y>\n");
    return f;
}

i64 fx_party(struct fixture *f, const char *name, const char *alias) {
    struct party *p = &f->b.parties[f->b.nparties];
    *p = (struct party){.id = party_id(f->a, str_c(name)),
                        .name = str_c(name),
                        .source = S("a register"),
                        .entry = 3};
    if (alias[0]) {
        p->aliases = NEW(f->a, struct party_alias);
        p->naliases = 1;
        p->aliases[0] =
            (struct party_alias){.name = str_c(alias), .source = S("a report"), .former = true};
        CHECK(date_parse(S("2030-09-01"), &p->aliases[0].from));
    }
    return f->b.nparties++;
}

i64 fx_publication(struct fixture *f, const char *name, const char *side) {
    struct str id = S("");
    for (i64 i = 0; i < f->b.nparties; i++)
        if (str_eqc(f->b.parties[i].name, side)) id = f->b.parties[i].id;
    f->b.publications[f->b.npublications] =
        (struct publication){.id = publication_id(f->a, str_c(name)),
                             .name = str_c(name),
                             .owner = S("its readers"),
                             .side = id,
                             .source = S("imprint"),
                             .registered = true,
                             .entry = 4};
    return f->b.npublications++;
}

i64 fx_place(struct fixture *f, const char *name, const char *parent, enum precision p, i32 lat,
             i32 lon) {
    struct str up = S("");
    for (i64 i = 0; i < f->b.nplaces; i++)
        if (str_eqc(f->b.places[i].name, parent)) up = f->b.places[i].id;
    f->b.places[f->b.nplaces] = (struct place){.id = place_id(f->a, str_c(name), up),
                                               .name = str_c(name),
                                               .parent = up,
                                               .precision = p,
                                               .lat = lat,
                                               .lon = lon,
                                               .entry = 5};
    return f->b.nplaces++;
}

i64 fx_item(struct fixture *f, i64 publication, const char *published, const char *lang,
            const char *text) {
    i64 at = f->b.nitems++;
    struct item *it = &f->b.items[at];
    *it = (struct item){.id = str_fmt(f->a, "sha256:%064lld", (long long)at),
                        .outside = str_fmt(f->a, "%064llx", (unsigned long long)at + 0xabc),
                        .name = str_fmt(f->a, "report-%lld.txt", (long long)at),
                        .size = (i64)strlen(text),
                        .lang = str_c(lang),
                        .state = ITEM_READ,
                        .entry = at + 1,
                        .text = str_c(text),
                        .text_entry = at + 1,
                        .url = str_fmt(f->a, "https://news.invalid/%lld", (long long)at)};
    if (publication >= 0) it->publication = f->b.publications[publication].id;
    if (published[0]) CHECK(date_parse(str_c(published), &it->published.range));
    return at;
}

struct span fx_span(const struct fixture *f, i64 item, const char *words) {
    struct str w = str_c(words), t = f->b.items[item].text;
    if (w.n == 0) return (struct span){0};
    i64 at = str_find(t, w, 0);
    if (at < 0) test_fail(__FILE__, __LINE__, "the text has no \"%s\"", words);
    return at < 0 ? (struct span){0} : (struct span){(u32)at, (u32)(at + w.n)};
}

static struct span line_of(struct str t, struct span s) {
    while (s.start > 0 && t.p[s.start - 1] != '\n')
        s.start--;
    while (s.end < t.n && t.p[s.end] != '\n')
        s.end++;
    return s;
}

i64 fx_claim(struct fixture *f, i64 item, enum kind k, const char *speaker, enum role role,
             const char *content, const char *trigger) {
    i64 at = f->b.nclaims++;
    struct claim_row *r = &f->b.claims[at];
    *r = (struct claim_row){.item = item, .entry = item + 2, .part = at, .incident = -1};
    struct claim *c = &r->c;
    c->id = str_fmt(f->a, "c-%032lld", (long long)at);
    c->kind = k;
    c->trigger = fx_span(f, item, trigger);
    c->said.content = fx_span(f, item, content);
    c->sentence = line_of(f->b.items[item].text, c->said.content);
    c->said.chain = NEWN(f->a, struct said_link, 2);
    struct span who = fx_span(f, item, speaker);
    if (span_some(who))
        c->said.chain[c->said.nchain++] = (struct said_link){.who = who, .role = role};
    c->said.chain[c->said.nchain++] =
        (struct said_link){.is_publication = true, .publication = f->b.items[item].publication};
    return at;
}

void fx_count(struct fixture *f, i64 claim, const char *words, enum what what, enum who who,
              i64 min, i64 max) {
    struct claim_row *r = &f->b.claims[claim];
    if (!r->c.counts) r->c.counts = NEWN(f->a, struct count, 4);
    r->c.counts[r->c.ncounts++] = (struct count){
        .span = fx_span(f, r->item, words), .what = what, .who = who, .min = min, .max = max};
}

void fx_where(struct fixture *f, i64 claim, const char *words, i64 place) {
    struct claim_row *r = &f->b.claims[claim];
    if (!r->c.where) r->c.where = NEWN(f->a, struct where, 4);
    r->c.where[r->c.nwhere++] =
        (struct where){.span = fx_span(f, r->item, words),
                       .place = place >= 0 ? f->b.places[place].id : S(""),
                       .precision = place >= 0 ? f->b.places[place].precision : PRECISION_UNKNOWN};
}

void fx_when(struct fixture *f, i64 claim, const char *words, const char *range) {
    struct claim_row *r = &f->b.claims[claim];
    r->c.when.span = fx_span(f, r->item, words);
    if (!range[0]) return;
    CHECK(date_parse(str_c(range), &r->c.when.range));
    r->c.when.anchor = S("publication date, as entered by the recorder");
}

void fx_perp(struct fixture *f, i64 claim, const char *words, i64 party) {
    struct claim_row *r = &f->b.claims[claim];
    r->c.perps = NEWN(f->a, struct perpetrator, 1);
    r->c.nperps = 1;
    r->c.perps[0] = (struct perpetrator){.span = fx_span(f, r->item, words),
                                         .party = party >= 0 ? f->b.parties[party].id : S("")};
}

void fx_victim(struct fixture *f, i64 claim, const char *name) {
    struct claim_row *r = &f->b.claims[claim];
    r->c.victims = NEWN(f->a, struct victim, 1);
    r->c.nvictims = 1;
    r->c.victims[0] = (struct victim){.name = fx_span(f, r->item, name), .age = -1};
}

void fx_accept(struct fixture *f, i64 claim) {
    f->b.claims[claim].c.status = STATUS_ACCEPTED;
    f->b.claims[claim].reviewers = 1;
}

i64 fx_incident(struct fixture *f, const char *code, enum kind k, i64 place, const char *when,
                const i64 *claims, i64 n) {
    i64 at = f->b.nincidents++;
    struct incident *in = &f->b.incidents[at];
    *in = (struct incident){.id = str_fmt(f->a, "i-%032lld", (long long)at),
                            .code = str_c(code),
                            .kind = k,
                            .entry = 9};
    if (place >= 0)
        in->where = (struct where){.place = f->b.places[place].id,
                                   .precision = f->b.places[place].precision};
    if (when[0]) CHECK(date_parse(str_c(when), &in->when));
    in->claims = NEWN(f->a, i64, n);
    for (i64 i = 0; i < n; i++) {
        in->claims[in->nclaims++] = claims[i];
        f->b.claims[claims[i]].incident = at;
    }
    return at;
}

static void put(struct fixture *f, struct str id, i64 at) {
    map_put(&f->b.by_id, f->a, id, NULL)->value = at;
}

void fx_done(struct fixture *f) {
    for (i64 i = 0; i < f->b.nitems; i++)
        put(f, f->b.items[i].id, i), put(f, f->b.items[i].outside, i);
    for (i64 i = 0; i < f->b.npublications; i++)
        put(f, f->b.publications[i].id, i);
    for (i64 i = 0; i < f->b.nparties; i++)
        put(f, f->b.parties[i].id, i);
    for (i64 i = 0; i < f->b.nplaces; i++)
        put(f, f->b.places[i].id, i);
    for (i64 i = 0; i < f->b.nclaims; i++)
        put(f, f->b.claims[i].c.id, i);
    for (i64 i = 0; i < f->b.nincidents; i++)
        put(f, f->b.incidents[i].id, i), put(f, f->b.incidents[i].code, i);
}

/* ---- a stand-in for reconciling ---- */

static bool counted(const struct claim_row *r, const struct count *y, const struct figure *f) {
    return r->c.said.act != ACT_DENIES && !r->c.repeats.n && y->what == f->what && y->who == f->who;
}

static void fold(struct arena *a, const struct book *b, struct figure *f) {
    const struct incident *in = &b->incidents[f->incident];
    f->claims = NEWN(a, i64, in->nclaims), f->min_claims = NEWN(a, i64, in->nclaims),
    f->max_claims = NEWN(a, i64, in->nclaims);
    f->min = INT64_MAX, f->max = 0, f->origins = 1;
    for (int pass = 0; pass < 2; pass++)
        for (i64 k = 0; k < in->nclaims; k++) {
            const struct claim_row *r = &b->claims[in->claims[k]];
            for (i64 i = 0; i < r->c.ncounts; i++) {
                const struct count *y = &r->c.counts[i];
                if (!counted(r, y, f)) continue;
                if (pass == 0) {
                    f->claims[f->nclaims++] = in->claims[k];
                    f->unreviewed += r->c.status != STATUS_ACCEPTED;
                    f->min = y->min < f->min ? y->min : f->min;
                    if (f->max != COUNT_OPEN)
                        f->max = y->max == COUNT_OPEN ? COUNT_OPEN
                                 : y->max > f->max    ? y->max
                                                      : f->max;
                } else {
                    if (y->min == f->min) f->min_claims[f->nmin_claims++] = in->claims[k];
                    if (y->max == f->max) f->max_claims[f->nmax_claims++] = in->claims[k];
                }
            }
        }
    f->accounts = f->nclaims > 1 ? ACCOUNTS_SEVERAL_ONE_ORIGIN : ACCOUNTS_ONE;
}

static void figures_of(struct arena *a, struct book *b, i64 at, i64 *cap) {
    const struct incident *in = &b->incidents[at];
    for (i64 what = 0; what <= WHAT_DEVICES; what++)
        for (i64 who = 0; who <= WHO_OFFICIAL; who++) {
            struct figure f = {.incident = at,
                               .what = (enum what)what,
                               .who = (enum who)who,
                               .method = S("range@1")};
            bool any = false;
            for (i64 k = 0; k < in->nclaims; k++)
                for (i64 i = 0; i < b->claims[in->claims[k]].c.ncounts; i++)
                    any |= counted(&b->claims[in->claims[k]], &b->claims[in->claims[k]].c.counts[i],
                                   &f);
            if (!any) continue;
            fold(a, b, &f);
            f.id = str_fmt(a, "f-%032lld", (long long)b->nfigures);
            *PUSH(a, b->figures, b->nfigures, *cap) = f;
        }
}

static void pairs_of(struct arena *a, struct book *b, i64 at, i64 *dcap, i64 *tcap) {
    const struct incident *in = &b->incidents[at];
    for (i64 i = 0; i < in->nclaims; i++)
        for (i64 j = i + 1; j < in->nclaims; j++) {
            i64 x = in->claims[i], y = in->claims[j];
            bool one = str_eq(b->items[b->claims[x].item].publication,
                              b->items[b->claims[y].item].publication);
            *PUSH(a, b->ties, b->nties, *tcap) =
                (struct tie){at, x, y, false, one ? S("same publication") : S("owner not known")};
            if (b->claims[y].c.said.act == ACT_DENIES)
                *PUSH(a, b->disputes, b->ndisputes, *dcap) =
                    (struct dispute){at, AXIS_OCCURRENCE, y, x};
        }
}

void fx_recompute(struct arena *perm, struct arena scratch, struct book *b) {
    (void)scratch;
    for (i64 i = 0; i < b->nincidents; i++) {
        b->incidents[i].accounts =
            b->incidents[i].nclaims > 1 ? ACCOUNTS_SEVERAL_ONE_ORIGIN : ACCOUNTS_ONE;
        b->incidents[i].origins = 1;
    }
    i64 fcap = 0, dcap = 0, tcap = 0;
    b->figures = NULL, b->disputes = NULL, b->ties = NULL;
    b->nfigures = b->ndisputes = b->nties = 0;
    for (i64 i = 0; i < b->nincidents; i++)
        figures_of(perm, b, i, &fcap), pairs_of(perm, b, i, &dcap, &tcap);
}

/* ---- the case of most tests ---- */

static const char AGENCY[] =
    "Bodies found in Marat\n"
    "MARAT, 10 March 2031 - Interior ministry officials say they have found 14 bodies in Marat, "
    "of people whom fighters shot last week.\n"
    "Dr Ilin Soro, head of the provincial mortuary, told the state news agency that the bodies "
    "lay in cellars in the Old Mill quarter.\n"
    "Three were children.\n"
    "One of the dead was Tavik Orrelan, a baker, his sister Melide told the agency.\n";
static const char VOICE[] =
    "The heroic Front answers\n"
    "“There were no executions in Marat,” Commander Hask Vuren, the spokesman of the Lower "
    "Front, said.\n"
    "The regime's guns killed at least 20 people in Marat, he said.\n";
static const char POST[] =
    "A resident, Jorin Maskelet, said that nineteen people were shot in Marat.\n"
    "Mr Maskelet, 54, wept. Orrelan had been his neighbour. The ministry gave no comment on "
    "Quilla Dremov or her children.\n";
static const char ARABIC[] =
    "قالت امرأة من مرات إن عشرين شخصاً قتلوا في المدينة، وأكد الدكتور سامر القصبي ذلك.\n";
static const char HOSTILE[] =
    "<script>alert('x')</script> officials said \"14 bodies\" & <b onclick='y'>more\xE2\x80\xAE "
    "lived\xE2\x80\xAC were found at Marat bridge.\n";

struct fixture fx_case(struct arena *a) {
    struct fixture f = fx_make(a);
    i64 front = fx_party(&f, "Lower Front", "Sons of the <Marsh>"),
        gov = fx_party(&f, "Government of Tavria", "Interior ministry");
    i64 agency = fx_publication(&f, "Tavrian Agency", "Government of Tavria"),
        voice = fx_publication(&f, "Voice of the Front", "Lower Front");
    i64 post = fx_publication(&f, "Harbour Post", ""), mirat = fx_publication(&f, "مرآة", "");
    i64 land = fx_place(&f, "Tavria", "", PRECISION_COUNTRY, -395500000, -1149000000);
    i64 marat = fx_place(&f, "Marat", "Tavria", PRECISION_CITY, -389500000, -1153000000);
    i64 mill = fx_place(&f, "Old Mill", "Marat", PRECISION_NEIGHBOURHOOD, -389421000, -1153134000);
    (void)land, (void)gov;
    i64 d0 = fx_item(&f, agency, "2031-03-10", "en", AGENCY),
        d1 = fx_item(&f, voice, "", "en", VOICE);
    i64 d2 = fx_item(&f, post, "2031-03-12", "en", POST),
        d3 = fx_item(&f, mirat, "2031-03-12", "ar", ARABIC);
    i64 d4 = fx_item(&f, post, "2031-03-13", "en", HOSTILE);
    f.b.items[d0].published.anchor = S("publication date, as entered by the recorder");
    f.b.items[d2].url = S("https://post.invalid/2031/orrelan-killed");
    i64 c[9];
    c[0] = fx_claim(&f, d0, KIND_bodies_found, "Interior ministry officials", ROLE_OFFICIAL,
                    "they have found 14 bodies in Marat, of people whom fighters shot last week",
                    "found 14");
    fx_count(&f, c[0], "14 bodies", WHAT_BODIES, WHO_UNKNOWN, 14, 14);
    fx_where(&f, c[0], "Marat, of", marat);
    fx_when(&f, c[0], "last week", "2031-03-03/2031-03-09");
    fx_perp(&f, c[0], "fighters", front);
    c[1] = fx_claim(&f, d0, KIND_bodies_found, "Dr Ilin Soro, head of the provincial mortuary",
                    ROLE_EXPERT, "the bodies lay in cellars in the Old Mill quarter", "bodies lay");
    fx_where(&f, c[1], "the Old Mill quarter", mill);
    c[2] = fx_claim(&f, d0, KIND_bodies_found, "", ROLE_UNKNOWN, "Three were children", "Three");
    fx_count(&f, c[2], "Three", WHAT_BODIES, WHO_CHILD, 3, 3);
    f.b.claims[c[2]].c.part_of = f.b.claims[c[0]].c.id;
    c[3] = fx_claim(&f, d0, KIND_death, "his sister Melide", ROLE_RELATIVE,
                    "One of the dead was Tavik Orrelan, a baker", "dead was");
    fx_victim(&f, c[3], "Tavik Orrelan");
    c[4] = fx_claim(&f, d1, KIND_denial, "Commander Hask Vuren, the spokesman of the Lower Front",
                    ROLE_SPOKESPERSON, "There were no executions in Marat", "no executions");
    f.b.claims[c[4]].c.said.act = ACT_DENIES;
    c[5] = fx_claim(&f, d1, KIND_killing, "he", ROLE_SPOKESPERSON,
                    "The regime's guns killed at least 20 people in Marat", "killed");
    fx_count(&f, c[5], "at least 20 people", WHAT_KILLED, WHO_UNKNOWN, 20, COUNT_OPEN);
    fx_perp(&f, c[5], "The regime's guns", -1);
    c[6] = fx_claim(&f, d2, KIND_killing, "A resident, Jorin Maskelet", ROLE_RESIDENT,
                    "nineteen people were shot in Marat", "shot");
    fx_count(&f, c[6], "nineteen people", WHAT_KILLED, WHO_UNKNOWN, 19, 19);
    fx_where(&f, c[6], "Marat.", marat);
    c[7] = fx_claim(&f, d3, KIND_killing, "امرأة من مرات", ROLE_WITNESS,
                    "عشرين شخصاً قتلوا في المدينة", "قتلوا");
    fx_count(&f, c[7], "عشرين شخصاً", WHAT_KILLED, WHO_UNKNOWN, 20, 20);
    c[8] =
        fx_claim(&f, d4, KIND_bodies_found, "<script>alert('x')</script> officials", ROLE_OFFICIAL,
                 "\"14 bodies\" & <b onclick='y'>more\xE2\x80\xAE lived\xE2\x80\xAC were found",
                 "were found");
    fx_count(&f, c[8], "\"14 bodies\"", WHAT_BODIES, WHO_UNKNOWN, 14, 14);
    for (i64 i = 0; i < 7; i++)
        if (i != 5) fx_accept(&f, c[i]);
    i64 one[] = {c[0], c[1], c[2], c[3], c[4]}, two[] = {c[5], c[6], c[7]}, three[] = {c[8]};
    fx_incident(&f, "MRT-0001", KIND_bodies_found, marat, "2031-03-03/2031-03-09", one, 5);
    fx_incident(&f, "MRT-0002", KIND_killing, marat, "", two, 3);
    fx_incident(&f, "MRT-0003", KIND_bodies_found, -1, "", three, 1);
    i64 gone = fx_incident(&f, "MRT-0004", KIND_killing, -1, "", NULL, 0);
    f.b.incidents[gone].merged_into = f.b.incidents[1].id;
    fx_done(&f);
    fx_recompute(a, *a, &f.b);
    return f;
}

TEST(fixture_recomputes) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    EXPECT_INT(f.b.nincidents, 4);
    EXPECT(f.b.nfigures >= 3);
    EXPECT_INT(f.b.figures[0].min, 14);
}
