/* Who speaks: one speaker by many names, sides, and what may be shown. All names are invented. */
#include "base/t.h"
#include "store/voice.h"

struct said_by {
    const char *text, *who;
    enum role role;
};

static struct book book_with(struct arena *a, struct said_by s) {
    struct book b = {0};
    static struct publication pubs[1];
    static struct party parties[1];
    static struct party_alias alias[1];
    alias[0] = (struct party_alias){.name = S("Veskan Defence Ministry")};
    parties[0] = (struct party){
        .id = S("a-gov"), .name = S("Government of Vesk"), .aliases = alias, .naliases = 1};
    pubs[0] = (struct publication){.id = S("s-post"), .name = S("Vesk Rights Monitor")};
    b.publications = pubs;
    b.npublications = 1;
    b.parties = parties;
    b.nparties = 1;
    map_put(&b.by_id, a, S("s-post"), NULL)->value = 0;
    map_put(&b.by_id, a, S("a-gov"), NULL)->value = 0;
    b.items = NEW(a, struct item);
    b.nitems = 1;
    b.items[0] = (struct item){.text = str_c(s.text), .publication = S("s-post")};
    b.claims = NEW(a, struct claim_row);
    b.nclaims = 1;
    struct claim *c = &b.claims[0].c;
    c->said.chain = NEW(a, struct said_link);
    c->said.nchain = 1;
    i64 at = str_find(str_c(s.text), str_c(s.who), 0);
    CHECK(at >= 0);
    c->said.chain[0] =
        (struct said_link){.who = {(u32)at, (u32)(at + (i64)strlen(s.who))}, .role = s.role};
    return b;
}

static struct voice heard(struct arena *a, const char *who, enum role role) {
    struct book b = book_with(a, (struct said_by){who, who, role});
    struct voice_names n = voice_names_make(a, &b);
    return voice_of(a, &n, &b.claims[0]);
}

static struct str key(struct arena *a, const char *who, enum role role) {
    return heard(a, who, role).key;
}

TEST(one_speaker_has_one_key) {
    struct arena a = test_arena();
    static const char *const same[] = {
        "Brigadier General Oran Weskel",
        "Weskel",
        "Mr Weskel",
        "its spokesman, Brigadier General Oran Weskel",
        "the spokesman of the Veskan Defence Ministry, Brigadier General Oran Weskel",
        "Oran Weskel, the spokesman of President Alba Todrik of Varn",
        "Interior Ministry spokesman Oran Weskel"};
    struct str first = key(&a, same[0], ROLE_SPOKESPERSON);
    EXPECT(first.n > 0);
    for (int i = 1; i < LEN(same); i++)
        EXPECT_STR(key(&a, same[i], ROLE_SPOKESPERSON), first);
    static const char *const other[] = {"Dr Sella Querin",
                                        "the spokesman of the Veskan Defence Ministry",
                                        "two residents", "relatives of Oran Weskel"};
    for (int i = 0; i < LEN(other); i++)
        EXPECT(!str_eq(key(&a, other[i], ROLE_UNKNOWN), first));
    EXPECT_STR(key(&a, "The ministry", ROLE_OFFICIAL), key(&a, "the ministry", ROLE_OFFICIAL));
}

TEST(a_speaker_is_placed_by_the_register) {
    struct arena a = test_arena();
    EXPECT_STR(heard(&a, "officials of the Veskan Defence Ministry", ROLE_OFFICIAL).party,
               S("a-gov"));
    EXPECT_STR(heard(&a, "officials", ROLE_OFFICIAL).party, S(""));
    EXPECT_STR(heard(&a, "a resident", ROLE_RESIDENT).party, S("none"));
    EXPECT_STR(heard(&a, "a nurse of the Government of Vesk", ROLE_MEDIC).party, S("a-gov"));
}

TEST(only_those_in_office_are_named) {
    struct arena a = test_arena();
    EXPECT_STR(heard(&a, "Interior minister Oran Weskel", ROLE_OFFICIAL).words,
               S("Interior minister Oran Weskel"));
    EXPECT_STR(heard(&a, "Commander Yul Dran, the spokesman", ROLE_SPOKESPERSON).words,
               S("Commander Yul Dran, the spokesman"));
    static const struct said_by hidden[] = {{"", "Marun Heskel", ROLE_RESIDENT},
                                            {"", "Heskel", ROLE_WITNESS},
                                            {"", "a surveyor, Marun Heskel", ROLE_RESIDENT},
                                            {"", "brother of Marun", ROLE_RELATIVE},
                                            {"", "his sister Dalit", ROLE_RELATIVE},
                                            {"", "Dr Halim Orves, the director", ROLE_MEDIC},
                                            {"", "Maria, a teacher", ROLE_WITNESS},
                                            {"", "أحمد", ROLE_WITNESS},
                                            {"", "Марун", ROLE_RESIDENT},
                                            {"", "Sergeant Dolen", ROLE_MILITARY}};
    for (int i = 0; i < LEN(hidden); i++) {
        struct str w = heard(&a, hidden[i].who, hidden[i].role).words;
        if (!EXPECT(str_starts(w, S("a ")) || str_starts(w, S("an "))))
            test_fail(__FILE__, __LINE__, "\"%s\" is shown as \"%.*s\"", hidden[i].who, SARG(w));
        EXPECT(!str_has(w, S("Heskel")) && !str_has(w, S("Dalit")));
    }
    EXPECT_STR(heard(&a, "Marun Heskel", ROLE_RESIDENT).words, S("a resident"));
}

TEST(words_without_a_name_are_kept) {
    struct arena a = test_arena();
    static const char *const kept[] = {"a hospital porter",
                                       "two residents",
                                       "Residents",
                                       "The medics",
                                       "doctors of the Veskan Defence Ministry",
                                       "Two residents of the quarter"};
    for (int i = 0; i < LEN(kept); i++)
        EXPECT_STR(heard(&a, kept[i], ROLE_WITNESS).words, str_c(kept[i]));
    EXPECT_STR(heard(&a, "two\n  residents", ROLE_RESIDENT).words, S("two residents"));
}

TEST(a_publication_that_names_itself_is_nobody_quoted) {
    struct arena a = test_arena();
    struct voice v = heard(&a, "the Monitor", ROLE_NGO);
    EXPECT_INT(v.key.n, 0);
    EXPECT_INT(v.words.n, 0);
    EXPECT_INT(v.publication, 0);
    struct book b = book_with(&a, (struct said_by){"the Monitor", "the Monitor", ROLE_NGO});
    EXPECT_STR(voice_words(&a, &b, &b.claims[0]), S("Vesk Rights Monitor"));
}

TEST(without_text_nothing_is_told_apart) {
    struct arena a = test_arena();
    struct book b = book_with(&a, (struct said_by){"Oran Weskel", "Oran Weskel", ROLE_WITNESS});
    b.items[0].text = (struct str){0};
    struct voice_names n = voice_names_make(&a, &b);
    struct voice v = voice_of(&a, &n, &b.claims[0]);
    EXPECT_STR(v.key, S("?"));
    EXPECT_STR(v.words, S("a witness"));
}
