#include "read/verify.h"

#include "read/testing.h"
#include "text/builtin.h"
#include "text/gazetteer.h"

/* A text of 12 March 2031, read for checking. */
struct world {
    struct arena a, scratch;
    struct str text;
    struct read_opts o;
    struct gazetteer places;
    struct checker k;
};

static void world_make(struct world *w, const char *text) {
    struct err e = {0};
    *w = (struct world){.a = test_arena(), .scratch = arena_make("verify-test", 1 << 28)};
    w->text = str_c(text);
    w->o = (struct read_opts){.publication = S("s-test"), .published_by_recorder = true};
    EXPECT(date_parse(S("2031-03-12"), &w->o.published));
    EXPECT_OK(gazetteer_open(builtin_places(), &w->places, &e));
    w->o.places = &w->places;
    EXPECT_OK(checker_make(&w->a, w->scratch, w->text, &w->o, &w->k, &e));
}

static void world_end(struct world *w) {
    arena_drop(w->scratch);
}

static struct span span_of(const struct world *w, const char *words) {
    i64 at = str_find(w->text, str_c(words), 0);
    if (!EXPECT(at >= 0)) return (struct span){0, 0};
    return (struct span){(u32)at, (u32)(at + (i64)strlen(words))};
}

/* A proposal of this kind by the publication alone. */
static struct claim proposal(struct world *w, enum kind kind, const char *trigger) {
    struct claim c = {.kind = kind, .trigger = span_of(w, trigger)};
    c.said.chain = NEWN(&w->a, struct said_link, CLAIM_CHAIN_MAX);
    c.said.chain[0] = (struct said_link){.is_publication = true};
    c.said.nchain = 1;
    return c;
}

static void add_speaker(struct world *w, struct claim *c, const char *who, enum role role) {
    c->said.chain[c->said.nchain] = c->said.chain[c->said.nchain - 1];
    c->said.chain[c->said.nchain - 1] = (struct said_link){.who = span_of(w, who), .role = role};
    c->said.nchain++;
}

static void add_count(struct world *w, struct claim *c, const char *words, enum what what, i64 n) {
    c->counts = NEW(&w->a, struct count);
    c->counts[0] = (struct count){.span = span_of(w, words), .what = what, .min = n, .max = n};
    c->ncounts = 1;
}

static const struct verify_field *field(const struct verification *v, const char *name) {
    for (i64 i = 0; i < v->n; i++)
        if (str_eqc(v->v[i].field, name)) return &v->v[i];
    return NULL;
}

/* What becomes of one field; -1: nothing is said of it. */
static int result(struct world *w, struct claim *c, const char *name) {
    struct verification v;
    claim_verify(&w->a, w->scratch, &w->k, c, &v);
    const struct verify_field *f = field(&v, name);
    return f ? (int)f->result : -1;
}

static const char REPORT[] =
    "MARAT, 10 March 2031 - Interior ministry officials said on Monday that fighters had killed 14 "
    "people in Marat last week.\n\n"
    "Nine soldiers were wounded in the clash. The army did not kill the mayor. Dr Ilin Soro, head "
    "of the mortuary, said that three bodies were found on Friday.\n";

/* Verifying what the reader itself claims finds nothing that it does not stand by. */
TEST(verify_stands_by_what_the_reader_claims) {
    struct world w;
    world_make(&w, REPORT);
    EXPECT(w.k.r.n >= 3);
    for (i64 i = 0; i < w.k.r.n; i++) {
        struct claim c = w.k.r.claims[i];
        struct verification v;
        claim_verify(&w.a, w.scratch, &w.k, &c, &v);
        for (i64 k = 0; k < v.n; k++)
            if (v.v[k].result != VERIFY_VERIFIED)
                test_fail(__FILE__, __LINE__, "%.*s: %.*s %s: %s", SARG(kind_name(c.kind)),
                          SARG(v.v[k].field), verify_result_name(v.v[k].result), v.v[k].why);
    }
    world_end(&w);
}

TEST(verify_computes_numbers_anew) {
    struct world w;
    world_make(&w, REPORT);
    struct claim c = proposal(&w, KIND_injury, "wounded");
    add_count(&w, &c, "Nine soldiers", WHAT_INJURED, 9);
    c.counts[0].who = WHO_COMBATANT;
    EXPECT_INT(result(&w, &c, "counts[0]"), VERIFY_VERIFIED);
    c.counts[0].min = c.counts[0].max = 90;
    EXPECT_INT(result(&w, &c, "counts[0]"), VERIFY_REFUSED);
    c.counts[0].min = 9, c.counts[0].max = COUNT_OPEN;
    EXPECT_INT(result(&w, &c, "counts[0]"), VERIFY_REFUSED);
    add_count(&w, &c, "14 people", WHAT_INJURED, 14); /* another sentence, another harm */
    EXPECT_INT(result(&w, &c, "counts[0]"), VERIFY_SPAN_ONLY);
    add_count(&w, &c, "Nine soldiers", WHAT_KILLED, 9);
    c.counts[0].who = WHO_COMBATANT;
    EXPECT_INT(result(&w, &c, "counts[0]"), VERIFY_SPAN_ONLY);
    world_end(&w);
}

/* The number of those who did it is not the number of those to whom it was done. */
TEST(verify_takes_no_number_of_the_doers) {
    struct world w;
    world_make(&w, "Nine soldiers killed the mayor of Marat on Friday.");
    struct claim c = proposal(&w, KIND_killing, "killed");
    add_count(&w, &c, "Nine soldiers", WHAT_KILLED, 9);
    c.counts[0].who = WHO_COMBATANT;
    EXPECT_INT(result(&w, &c, "kind"), VERIFY_VERIFIED);
    EXPECT_INT(result(&w, &c, "counts[0]"), VERIFY_SPAN_ONLY);
    world_end(&w);
}

TEST(verify_refuses_a_kind_without_its_word) {
    struct world w;
    world_make(&w, REPORT);
    struct claim c = proposal(&w, KIND_airstrike, "wounded");
    EXPECT_INT(result(&w, &c, "kind"), VERIFY_REFUSED);
    c = proposal(&w, KIND_killing, "officials");
    EXPECT_INT(result(&w, &c, "kind"), VERIFY_REFUSED);
    c = proposal(&w, KIND_injury, "Nine soldiers were wounded in the clash. The army");
    c.trigger = span_of(&w, "the clash. The army did not kill the mayor. Dr Ilin Soro");
    c.kind = KIND_killing;
    EXPECT(result(&w, &c, "kind") != VERIFY_VERIFIED);
    world_end(&w);
}

TEST(verify_puts_no_words_into_another_mouth) {
    struct world w;
    world_make(&w, REPORT);
    struct claim c = proposal(&w, KIND_killing, "killed");
    EXPECT_INT(result(&w, &c, "said.chain"), VERIFY_REFUSED); /* the publication alone */
    add_speaker(&w, &c, "Dr Ilin Soro", ROLE_UNKNOWN);
    EXPECT_INT(result(&w, &c, "said.chain"), VERIFY_REFUSED);
    c = proposal(&w, KIND_killing, "killed");
    add_speaker(&w, &c, "Interior ministry officials", ROLE_OFFICIAL);
    EXPECT_INT(result(&w, &c, "said.chain"), VERIFY_VERIFIED);
    EXPECT(span_covers(c.said.content, c.trigger)); /* put in by cairn */
    c = proposal(&w, KIND_injury, "wounded");
    add_speaker(&w, &c, "Interior ministry officials", ROLE_OFFICIAL);
    EXPECT(result(&w, &c, "said.chain") != VERIFY_VERIFIED);
    world_end(&w);
}

TEST(verify_asserts_nothing_that_is_negated) {
    struct world w;
    world_make(&w, REPORT);
    struct claim c = proposal(&w, KIND_killing, "kill the mayor");
    EXPECT_INT(result(&w, &c, "polarity"), VERIFY_REFUSED);
    world_make(&w, "The mayor asked whether soldiers had killed nine men in Marat.");
    c = proposal(&w, KIND_killing, "killed");
    EXPECT_INT(result(&w, &c, "polarity"), VERIFY_REFUSED);
    world_make(&w, "Soldiers will kill nine men in Marat.");
    c = proposal(&w, KIND_killing, "kill");
    EXPECT_INT(result(&w, &c, "modality"), VERIFY_REFUSED);
    world_end(&w);
}

TEST(verify_computes_dates_anew_with_their_anchor) {
    struct world w;
    world_make(&w, "Nine men were killed in Marat last week.");
    struct claim c = proposal(&w, KIND_killing, "killed");
    c.when.span = span_of(&w, "last week");
    EXPECT(date_parse(S("2031-03-03/2031-03-09"), &c.when.range));
    c.when.range.precision = DATE_WEEK;
    EXPECT_INT(result(&w, &c, "when"), VERIFY_VERIFIED);
    EXPECT_STR(c.when.anchor, S("publication date, as entered by the recorder"));
    c.when.anchor = S("the date of the crime");
    EXPECT_INT(result(&w, &c, "when"), VERIFY_REFUSED);
    c.when.anchor = S("");
    c.when.range.from++;
    EXPECT_INT(result(&w, &c, "when"), VERIFY_REFUSED);
    c.when.span = (struct span){0, 0};
    EXPECT_INT(result(&w, &c, "when"), VERIFY_REFUSED);
    world_end(&w);
}

TEST(verify_believes_no_place_that_the_words_do_not_name) {
    struct world w;
    world_make(&w, "Nine men were killed in Aleppo last week.");
    struct claim c = proposal(&w, KIND_killing, "killed");
    struct where at = {.span = span_of(&w, "Aleppo"), .place = S("p-gn-1")};
    c.where = &at, c.nwhere = 1;
    EXPECT_INT(result(&w, &c, "where[0]"), VERIFY_REFUSED);
    at.place = w.k.r.n && w.k.r.claims[0].nwhere ? w.k.r.claims[0].where[0].place : S("");
    EXPECT(at.place.n > 0);
    EXPECT_INT(result(&w, &c, "where[0]"), VERIFY_VERIFIED);
    at.span = span_of(&w, "Nine men");
    EXPECT_INT(result(&w, &c, "where[0]"), VERIFY_REFUSED);
    world_end(&w);
}

TEST(verify_leaves_the_accused_to_the_reader) {
    struct world w;
    world_make(&w, "Fighters killed nine men in Marat. Soldiers stood by.");
    struct claim c = proposal(&w, KIND_killing, "killed");
    struct perpetrator p = {.span = span_of(&w, "Soldiers"), .how = HOW_ACCUSED};
    c.perps = &p, c.nperps = 1;
    EXPECT_INT(result(&w, &c, "perpetrators[0]"), VERIFY_SPAN_ONLY);
    p.party = S("a-0000000000000000");
    EXPECT_INT(result(&w, &c, "perpetrators[0]"), VERIFY_REFUSED);
    if (w.k.r.n && w.k.r.claims[0].nperps) {
        p = w.k.r.claims[0].perps[0];
        EXPECT_INT(result(&w, &c, "perpetrators[0]"), VERIFY_VERIFIED);
    }
    world_end(&w);
}

/* Words of a language that is not read: nothing can be shown, so nothing is verified. */
TEST(verify_verifies_nothing_that_it_cannot_read) {
    struct world w;
    world_make(
        &w, "Yedi kişi öldürüldü ve dokuz kişi yaralandı, dedi yetkililer Marat kentinde. Kasabaya "
            "dün gece havan topu atıldı ve evler yıkıldı, halk kaçtı.");
    struct claim c = proposal(&w, KIND_killing, "öldürüldü");
    EXPECT_INT(result(&w, &c, "kind"), VERIFY_SPAN_ONLY);
    EXPECT_INT(result(&w, &c, "said.chain"), VERIFY_SPAN_ONLY);
    EXPECT_INT(result(&w, &c, "polarity"), VERIFY_SPAN_ONLY);
    world_end(&w);
}

/* Where the reader claims nothing, words and grammar alone may show it: never more than they say.
 */
TEST(verify_by_grammar_alone) {
    static const struct {
        const char *text, *trigger, *number;
        enum kind kind;
        enum what what;
        enum who who;
        i64 n;
        int result;
    } ROWS[] = {
        {"Nine soldiers were wounded in the clash.", "wounded", "Nine soldiers", KIND_injury,
         WHAT_INJURED, WHO_COMBATANT, 9, VERIFY_VERIFIED},
        {"The blast killed 14 people in Marat.", "killed", "14 people", KIND_killing, WHAT_KILLED,
         WHO_UNKNOWN, 14, VERIFY_VERIFIED},
        {"Three children died of their wounds.", "died", "Three children", KIND_death, WHAT_KILLED,
         WHO_CHILD, 3, VERIFY_VERIFIED},
        /* not what is counted, not who they are, not whose number */
        {"Nine soldiers were wounded in the clash.", "wounded", "Nine soldiers", KIND_injury,
         WHAT_KILLED, WHO_COMBATANT, 9, VERIFY_SPAN_ONLY},
        {"Nine soldiers were wounded in the clash.", "wounded", "Nine soldiers", KIND_injury,
         WHAT_INJURED, WHO_CHILD, 9, VERIFY_SPAN_ONLY},
        {"Nine soldiers killed the mayor of Marat.", "killed", "Nine soldiers", KIND_killing,
         WHAT_KILLED, WHO_COMBATANT, 9, VERIFY_SPAN_ONLY},
        {"Of 40 people at the market, a child was killed.", "killed", "40 people", KIND_killing,
         WHAT_KILLED, WHO_UNKNOWN, 40, VERIFY_SPAN_ONLY},
        {"In 2029 the child was killed.", "killed", "2029", KIND_killing, WHAT_KILLED, WHO_UNKNOWN,
         2029, VERIFY_SPAN_ONLY},
        {"The shells killed cattle 12 km from Marat.", "killed", "12 km", KIND_killing, WHAT_KILLED,
         WHO_UNKNOWN, 12, VERIFY_SPAN_ONLY},
    };
    for (i64 i = 0; i < LEN(ROWS); i++) {
        struct world w;
        world_make(&w, ROWS[i].text);
        w.k.r.n = 0;
        struct claim c = proposal(&w, ROWS[i].kind, ROWS[i].trigger);
        add_count(&w, &c, ROWS[i].number, ROWS[i].what, ROWS[i].n);
        c.counts[0].who = ROWS[i].who;
        int got = result(&w, &c, "counts[0]");
        if (got != ROWS[i].result && !(ROWS[i].result && got == VERIFY_REFUSED))
            test_fail(__FILE__, __LINE__, "%d: %s", got, ROWS[i].text);
        EXPECT_INT(result(&w, &c, "kind"), VERIFY_VERIFIED);
        world_end(&w);
    }
}

TEST(verify_by_speech_alone) {
    struct world w;
    world_make(&w, REPORT);
    w.k.r.n = 0;
    struct claim c = proposal(&w, KIND_killing, "killed");
    EXPECT_INT(result(&w, &c, "said.chain"), VERIFY_REFUSED);
    add_speaker(&w, &c, "Interior ministry officials", ROLE_OFFICIAL);
    EXPECT_INT(result(&w, &c, "said.chain"), VERIFY_VERIFIED);
    EXPECT_INT(result(&w, &c, "said.act"), VERIFY_VERIFIED);
    c.said.act = ACT_DENIES;
    EXPECT_INT(result(&w, &c, "said.act"), VERIFY_REFUSED);
    c = proposal(&w, KIND_killing, "killed");
    add_speaker(&w, &c, "fighters", ROLE_UNKNOWN);
    EXPECT_INT(result(&w, &c, "said.chain"), VERIFY_REFUSED);
    c = proposal(&w, KIND_injury, "wounded");
    EXPECT_INT(result(&w, &c, "said.chain"), VERIFY_VERIFIED);
    EXPECT_INT(result(&w, &c, "polarity"), VERIFY_VERIFIED);
    c.polarity = POLARITY_NEGATIVE;
    EXPECT_INT(result(&w, &c, "polarity"), VERIFY_REFUSED);
    world_end(&w);
}
