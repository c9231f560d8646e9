/* Wordings of reporters, one rule each: what a sentence gives, field by field. A field that is NULL
 * is not asked for; "" means none. */
#include "read/testing.h"

struct want {
    const char *text;
    enum kind kind;
    const char *counts; /* "1 6": the lower ends, in order; + behind one: no upper end */
    const char *who, *perp, *at;
};

static struct str counts_of(struct arena *a, const struct claim *c) {
    struct buf b = buf_make(a, 4096);
    for (i64 i = 0; i < c->ncounts; i++) {
        if (i) buf_puts(&b, " ");
        buf_i64(&b, c->counts[i].min);
        if (c->counts[i].max == COUNT_OPEN) buf_puts(&b, "+");
    }
    return buf_str(&b);
}

static void expect_words(const char *text, const char *field, struct str got, const char *want) {
    if (!want || str_eqc(got, want)) return;
    test_fail(__FILE__, __LINE__, "%s: %s is <%.*s>, not <%s>", text, field, SARG(got), want);
}

static void expect_want(const struct want *w) {
    struct sample s = sample_read(w->text);
    const struct claim *c = sample_claim(&s, w->kind, 0);
    if (!c) {
        test_fail(__FILE__, __LINE__, "%s: no %.*s", w->text, SARG(kind_name(w->kind)));
        return;
    }
    struct str none = S("");
    expect_words(w->text, "count", counts_of(&s.a, c), w->counts);
    expect_words(w->text, "speaker", sample_who(&s, c), w->who);
    expect_words(w->text, "doer", c->nperps ? sample_words(&s, c->perps[0].span) : none, w->perp);
    expect_words(w->text, "place", c->nwhere ? sample_words(&s, c->where[0].span) : none, w->at);
}

static void expect_all(const struct want *w, i64 n) {
    for (i64 i = 0; i < n; i++)
        expect_want(&w[i]);
}

TEST(wording_counts) {
    static const struct want w[] = {
        {"A drone struck a minibus, killing the driver and six passengers.", KIND_killing, "1 6",
         NULL, NULL, NULL},
        {"Shells killed six passengers and the driver.", KIND_killing, "6 1", NULL, NULL, NULL},
        {"The shelling killed the driver.", KIND_killing, "", NULL, NULL, NULL},
        {"The raid left 27 people dead.", KIND_death, "27", NULL, NULL, NULL},
        {"The blast left eight police officers dead.", KIND_death, "8", NULL, NULL, NULL},
        {"A shell killed a grandmother and her three grandchildren.", KIND_killing, "1 3", NULL,
         NULL, NULL},
        {"A mother of four was killed by a stray bullet.", KIND_killing, "1", NULL, NULL, NULL},
        {"A man's body was found in a ditch near Orlesk.", KIND_bodies_found, "1", NULL, NULL,
         "Orlesk"},
        {"The body of a woman in her thirties, her hands tied behind her back, was pulled from "
         "the river on Saturday.",
         KIND_bodies_found, "1", NULL, NULL, NULL},
        {"Rescuers pulled nine bodies and two survivors from the rubble.", KIND_bodies_found, "9",
         NULL, NULL, NULL},
        {"The explosion, for which no group has claimed responsibility, wounded 15 commuters.",
         KIND_injury, "15", NULL, NULL, NULL},
        {"The blast wounded three welders.", KIND_injury, "3", NULL, NULL, NULL},
        {"At least four of them were later found dead.", KIND_bodies_found, "4+", NULL, NULL, NULL},
        {"A driver was hit in the leg.", KIND_injury, "1", NULL, NULL, NULL},
        {"Two of those killed were policemen.", KIND_death, "2", NULL, NULL, NULL},
        {"Of the 41 victims, 28 were men, nine were women and four were children.", KIND_death,
         "28 9 4", NULL, NULL, NULL},
        {"Soldiers entered the school, dragged out two wounded men and executed them.",
         KIND_killing, "2", NULL, "Soldiers", NULL},
        {"A boy of 14 was shot dead by a soldier.", KIND_killing, "1", NULL, "a soldier", NULL},
        {"Rescuers recovered the bodies of a man, his wife and their four daughters.",
         KIND_bodies_found, "1 4", NULL, NULL, NULL},
        {"The mayor said three of his nurses were among those killed in the raid.", KIND_death, "3",
         "The mayor", NULL, NULL},
        {"Shelling of Brod forced 800 families to leave.", KIND_displacement, "800", NULL, NULL,
         NULL},
    };
    expect_all(w, LEN(w));
}

TEST(wording_parts) {
    static const struct {
        const char *text;
        i64 min, nof;
    } w[] = {
        {"Helicopters fired rockets at the market, killing 16 civilians (11 men, three women and "
         "two boys).",
         16, 3},
        {"At least five civilians, including a three-year-old, were killed.", 5, 1},
        {"Three children were among eight people killed in the strike.", 8, 1},
        {"The strike killed 16 civilians (nine of the 20 houses were empty).", 16, 0},
    };
    for (i64 i = 0; i < LEN(w); i++) {
        struct sample s = sample_read(w[i].text);
        const struct claim *c = sample_claim(&s, KIND_killing, 0);
        EXPECT(c && c->ncounts == 1);
        if (!c || c->ncounts != 1) continue;
        EXPECT_INT(c->counts[0].min, w[i].min);
        EXPECT_INT(c->counts[0].nof, w[i].nof);
    }
}

TEST(wording_doers) {
    static const struct want w[] = {
        {"The army admitted killing the two officials.", KIND_killing, "2", "The army", "The army",
         NULL},
        {"Air force jets destroyed two depots near Kesh and killed 30 fighters.", KIND_killing,
         "30", "", "Air force", "Kesh"},
        {"Police said a suicide bomber blew himself up, killing two guards.", KIND_killing, "2",
         "Police", "a suicide bomber", NULL},
        {"Odo Varr said 19 of his people had been \"slaughtered like sheep\" by the Red Dawn.",
         KIND_killing, "19", "Odo Varr", "the Red Dawn", NULL},
        {"A farmer was shot dead in his orchard, allegedly by a soldier.", KIND_killing, "1", "",
         "a soldier", NULL},
        {"A farmer was shot dead in his orchard, by a stream.", KIND_killing, "1", "", "", NULL},
        {"The attackers killed the guard and set the building on fire.", KIND_arson, "", "",
         "The attackers", "building"},
        {"A rocket fired by rebels hit an apartment block in Marat.", KIND_shelling, "", "",
         "rebels", "an apartment block"},
        {"Rebels shot down a helicopter near Tolm.", KIND_attack, "", "", "Rebels", "Tolm"},
        {"Soldiers took her husband away in front of their children.", KIND_detention, "", "",
         "Soldiers", NULL},
        {"Gunmen dragged two teachers from a bus near Kesh.", KIND_abduction, "2", "", "Gunmen",
         NULL},
        {"The church was set alight by militiamen.", KIND_arson, "", "", "militiamen", "church"},
        {"Unknown assailants threw a grenade into a bar in Marat.", KIND_attack, "", "",
         "Unknown assailants", "Marat"},
        {"The mayor died in an attack claimed by the Red Dawn.", KIND_attack, "", "",
         "the Red Dawn", NULL},
        {"A court has charged five soldiers with the rape of two women in Hanvar.",
         KIND_sexual_violence, NULL, "", "five soldiers", "Hanvar"},
        {"A masked man claims that his group beheaded the two engineers.", KIND_killing, "2",
         "A masked man", "his group", NULL},
        {"Two government helicopters fired rockets at the market of Oster.", KIND_airstrike, "", "",
         "government", NULL},
    };
    expect_all(w, LEN(w));
}

TEST(wording_places) {
    static const struct want w[] = {
        {"Government forces shelled the town of Brod.", KIND_shelling, "", NULL, NULL, "Brod"},
        {"Air strikes hit the Oster textile factory.", KIND_airstrike, "", NULL, NULL,
         "Oster textile factory"},
        {"The bodies of two teachers, who vanished on 14 February, were found on Sunday near "
         "Oster.",
         KIND_bodies_found, "2", NULL, NULL, "Oster"},
        {"Planes bombed Tessar overnight.", KIND_airstrike, "", NULL, NULL, "Tessar"},
        {"Artillery hit the maternity ward.", KIND_shelling, "", NULL, NULL, "maternity ward"},
    };
    expect_all(w, LEN(w));
}

TEST(wording_shares_doer_place_and_date) {
    static const struct want w[] = {
        {"Shelling by the army killed nine people in Oster.", KIND_killing, "9", "", "the army",
         "Oster"},
        {"Shelling by the army killed nine people in Oster.", KIND_shelling, "", "", "the army",
         "Oster"},
        {"Nine people died. Shelling by the army went on in Oster.", KIND_death, "9", "", "", ""},
        {"Nine people were killed in an air strike by the Dorvan army on Tolm.", KIND_killing, "9",
         "", "the Dorvan army", "Tolm"},
        {"In an attack blamed on the Red Dawn, gunmen killed seven passengers.", KIND_killing, "7",
         "", "gunmen", ""},
    };
    expect_all(w, LEN(w));
}

TEST(wording_of_who_is_to_blame) {
    static const struct want w[] = {
        {"Six villagers were murdered. The Rangers said that army deserters were to blame.",
         KIND_killing, "6", "", "", NULL},
        {"Two police officers suspected of killing a student were arrested.", KIND_detention, "2",
         "", "", NULL},
    };
    expect_all(w, LEN(w));
    struct sample s = sample_read("Six villagers were murdered. The Rangers said that army "
                                  "deserters were to blame.");
    const struct claim *c = sample_claim(&s, KIND_killing, 1);
    EXPECT(c && c->nperps == 1);
    if (c && c->nperps) EXPECT_STR(sample_words(&s, c->perps[0].span), S("army deserters"));
    s = sample_read("Six villagers were murdered. The Rangers said that the frost was to blame.");
    EXPECT(sample_claim(&s, KIND_killing, 1) == NULL);
    s = sample_read("Six villagers were murdered. Nobody said who was responsible.");
    EXPECT(sample_claim(&s, KIND_killing, 1) == NULL);
}

TEST(wording_of_who_gunmen_may_be_is_no_doubt_of_what_they_did) {
    struct sample s = sample_read("Gunmen believed to be from the Karst Rangers ambushed a convoy "
                                  "near Yar, killing 12 soldiers.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && c->nperps == 2 && c->modality == MODALITY_ASSERTED);
    if (!c || c->nperps != 2) return;
    EXPECT_INT(c->perps[0].how, HOW_SUSPECTED);
    EXPECT_INT(c->perps[1].how, HOW_REPORTED);
    EXPECT_STR(sample_words(&s, c->perps[1].span), S("Gunmen"));
}

static i64 count_kind(const char *text, enum kind k) {
    struct sample s = sample_read(text);
    i64 n = 0;
    for (i64 i = 0; i < s.r.n; i++)
        n += s.r.claims[i].kind == k;
    return n;
}

TEST(wording_that_tells_of_nothing) {
    EXPECT_INT(count_kind("The band set the crowd on fire.", KIND_arson), 0);
    EXPECT_INT(count_kind("Air strikes hit the factory.", KIND_attack), 0);
    EXPECT_INT(count_kind("An ambulance took her husband away.", KIND_detention), 0);
    EXPECT_INT(count_kind("Soldiers took their rifles away.", KIND_detention), 0);
    EXPECT_INT(count_kind("The crowd threw a party into the night.", KIND_attack), 0);
    EXPECT_INT(count_kind("The corpse was missing its left arm.", KIND_enforced_disappearance), 0);
    EXPECT_INT(count_kind("A body was pulled from the river Tarn.", KIND_territorial_control), 0);
    EXPECT_INT(count_kind("The army denied killing the two officials.", KIND_killing), 0);
    EXPECT_INT(
        count_kind("The general threatened to force 800 families to leave.", KIND_displacement), 0);
    EXPECT_INT(count_kind("The flood wounded three heifers.", KIND_injury), 0);
    EXPECT_INT(count_kind("The ball hit a driver in the leg.", KIND_killing), 0);
}

TEST(wording_of_fear_ends_at_its_clause) {
    struct sample s =
        sample_read("Up to 60 villagers are feared dead after militants overran Sel.");
    const struct claim *dead = sample_claim(&s, KIND_death, 0),
                       *town = sample_claim(&s, KIND_territorial_control, 0);
    EXPECT(dead && dead->modality == MODALITY_POSSIBLE);
    EXPECT(town && town->modality == MODALITY_ASSERTED);
}

TEST(wording_verbs_that_no_lexicon_knows_are_read_too) {
    static const struct want w[] = {
        {"The crowd hurled petrol bombs at the ministry in Marat.", KIND_attack, "", "", "",
         "Marat"},
        {"Men threw a grenade at the house in Marat.", KIND_attack, "", "", NULL, "house"},
        {"Two men set the building on fire.", KIND_arson, "", "", NULL, "building"},
    };
    expect_all(w, LEN(w));
}

TEST(wording_since_leans_on_the_day_of_the_report) {
    struct sample s = sample_read("Nine people were killed in Marat since 2028.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && span_some(c->when.span) && c->when.anchor.n > 0);
    s = sample_read("A 54-year-old shopkeeper and his son died in hospital.");
    c = sample_claim(&s, KIND_death, 0);
    EXPECT(c && c->ncounts == 1 && c->counts[0].max == 1);
}
