#include "store/claim.h"

#include "base/t.h"

#define TEXT                                                                                       \
    S("Interior ministry officials say they have found 14 bodies in Marat, of people whom "        \
      "fighters shot last week. Dr Ilin Soro said é three were children.")

static struct span at(struct str words) {
    i64 from = str_find(TEXT, words, 0);
    EXPECT(from >= 0);
    return (struct span){(u32)from, (u32)(from + words.n)};
}

/* A claim with everything in it. */
static struct claim full(struct arena *a) {
    struct claim c = {.kind = KIND_killing, .trigger = at(S("shot")), .sentence = at(TEXT)};
    c.doc = str_cat(a, S("sha256:"),
                    S("00000000000000000000000000000000000000000000000000000000000000ff"));
    c.id = claim_id(a, S("sha256:item"), S("sha256:derivative"), &c, 0);
    c.said.chain = NEWN(a, struct said_link, 2);
    c.said.nchain = 2;
    c.said.chain[0] =
        (struct said_link){.who = at(S("Interior ministry officials")), .role = ROLE_OFFICIAL};
    c.said.chain[1] = (struct said_link){.is_publication = true, .publication = S("s-1")};
    c.said.cue = at(S("say"));
    c.said.content =
        at(S("they have found 14 bodies in Marat, of people whom fighters shot last week"));
    c.said.act = ACT_ALLEGES;
    c.said.when = (struct when){.anchor = S("publication date, in the text"),
                                .range = {22348, 22348, DATE_DAY}};
    c.said.knows = at(S("have found"));
    c.said.setting = at(S("in Marat"));
    c.counts = NEW(a, struct count);
    c.ncounts = 1;
    c.counts[0] = (struct count){at(S("14 bodies")), WHAT_KILLED, WHO_CIVILIAN, 14,
                                 COUNT_OPEN,         true,        NULL,         0};
    c.counts[0].of = NEW(a, struct count_part);
    c.counts[0].nof = 1;
    c.counts[0].of[0] = (struct count_part){at(S("three")), WHO_CHILD, 3, 3, false};
    c.perps = NEW(a, struct perpetrator);
    c.nperps = 1;
    c.perps[0] = (struct perpetrator){at(S("fighters")), HOW_REPORTED, S("a-7")};
    c.where = NEW(a, struct where);
    c.nwhere = 1;
    c.where[0] = (struct where){at(S("Marat")), S("p-12"), PRECISION_CITY, PLACE_ROLE_FROM};
    c.when = (struct when){at(S("last week")), {22341, 22347, DATE_WEEK}, S("")};
    c.victims = NEWN(a, struct victim, 2);
    c.nvictims = 2;
    c.victims[0] = (struct victim){at(S("Ilin Soro")), WHO_MAN, 41};
    c.victims[1] = (struct victim){{0, 0}, WHO_CHILD, -1, true, WHO_UNKNOWN};
    c.findings = NEW(a, struct finding);
    c.nfindings = 1;
    c.findings[0] = (struct finding){at(S("shot")), FINDING_PARTS_MISSING};
    c.names = NEW(a, struct party_name);
    c.nnames = 1;
    c.names[0] = (struct party_name){at(S("fighters")), at(S("people")), true};
    c.same_event = NEW(a, struct str);
    c.nsame_event = 1;
    c.same_event[0] = S("c-00000000000000000000000000000001");
    c.repeats = S("c-00000000000000000000000000000002");
    c.part_of = S("c-00000000000000000000000000000003");
    c.polarity = POLARITY_NEGATIVE;
    c.modality = MODALITY_INTENDED;
    c.by_reader = S("cairn-read/1");
    c.by_model = S("sha256:aa");
    c.by_person = S("u-1");
    c.rules = NEW(a, struct str);
    c.nrules = 1;
    c.rules[0] = S("killed.1");
    return c;
}

static struct str text_of(struct arena *a, const struct claim *c, struct str text) {
    return json_text(a, claim_to_json(a, c, text));
}

/* Reads JSON text as a claim over `text`; the code says how it ended. */
static rc read_text(struct arena *a, struct str json, struct str text, struct claim *c,
                    struct err *e) {
    struct json *j;
    TRY(json_read(a, json, &j, e));
    return claim_from_json(a, j, text, c, e);
}

TEST(claim_round_trips_with_words) {
    struct arena a = test_arena();
    struct claim c = full(&a), back;
    struct err e = {0};
    struct str json = text_of(&a, &c, TEXT);
    EXPECT_OK(read_text(&a, json, TEXT, &back, &e));
    EXPECT_STR(str_c(e.msg), S(""));
    EXPECT_STR(text_of(&a, &back, TEXT), json);
    EXPECT_INT(back.counts[0].max, COUNT_OPEN);
    EXPECT_INT(back.counts[0].of[0].min, 3);
    EXPECT_INT(back.victims[1].age, -1);
    EXPECT(back.victims[1].counted && !back.victims[0].counted);
    EXPECT_INT(back.when.range.precision, DATE_WEEK);
    EXPECT_INT(back.said.chain[1].is_publication, true);
    EXPECT_INT(back.names[0].former, true);
    EXPECT_INT(back.where[0].role, PLACE_ROLE_FROM);
}

TEST(claim_round_trips_without_words) {
    struct arena a = test_arena();
    struct claim c = full(&a), back;
    struct err e = {0};
    struct str json = text_of(&a, &c, (struct str){0});
    EXPECT(!str_has(json, S("Interior")) && !str_has(json, S("Marat")));
    EXPECT_OK(read_text(&a, json, (struct str){0}, &back, &e));
    EXPECT_STR(text_of(&a, &back, (struct str){0}), json);
    EXPECT_STR(text_of(&a, &back, TEXT), text_of(&a, &c, TEXT));
}

/* The first victim is Ilin Soro, a man of 41 by the words. */
static rc with_victim(struct arena *a, enum who who, enum who by_name, struct claim *back,
                      struct err *e) {
    struct claim c = full(a);
    c.victims[0].who = who;
    c.victims[0].by_name = by_name;
    return read_text(a, text_of(a, &c, TEXT), TEXT, back, e);
}

TEST(claim_victims_tell_a_sex_by_name_apart_from_one_by_words) {
    struct arena a = test_arena();
    struct claim back;
    struct err e = {0};
    EXPECT_OK(with_victim(&a, WHO_UNKNOWN, WHO_WOMAN, &back, &e));
    EXPECT_INT(back.victims[0].who, WHO_UNKNOWN);
    EXPECT_INT(back.victims[0].by_name, WHO_WOMAN);
    EXPECT_INT(back.victims[1].by_name, WHO_UNKNOWN);
    EXPECT(with_victim(&a, WHO_MAN, WHO_WOMAN, &back, &e) != RC_OK);
    EXPECT(with_victim(&a, WHO_UNKNOWN, WHO_CHILD, &back, &e) != RC_OK);
}

TEST(claim_is_written_as_documented) {
    struct arena a = test_arena();
    struct said_link chain[] = {{.is_publication = true}};
    struct count count = {at(S("14 bodies")), WHAT_BODIES, WHO_UNKNOWN, 14, 14, false, NULL, 0};
    struct where where = {at(S("Marat")), S(""), PRECISION_UNKNOWN, PLACE_ROLE_AT};
    struct claim c = {.kind = KIND_bodies_found, .trigger = at(S("found")), .counts = &count};
    c.ncounts = 1;
    c.where = &where;
    c.nwhere = 1;
    c.when.span = at(S("last week"));
    c.said.chain = chain;
    c.said.nchain = 1;
    EXPECT_STR(
        text_of(&a, &c, TEXT),
        S("{\"v\":1,\"kind\":\"bodies_found\",\"trigger\":[42,47,\"found\"],"
          "\"said\":{\"chain\":[{\"publication\":\"\"}],\"act\":\"states\"},"
          "\"counts\":[{\"span\":[48,57,\"14 bodies\"],\"what\":\"bodies\",\"who\":\"unknown\","
          "\"min\":14,\"max\":14,\"vague\":false}],"
          "\"where\":[{\"span\":[61,66,\"Marat\"]}],"
          "\"when\":{\"span\":[97,106,\"last week\"]},"
          "\"polarity\":\"positive\",\"modality\":\"asserted\"}"));
}

/* Each row: a piece of the full claim's JSON, what to put there, how reading must end. */
static const struct {
    struct str from, to;
    rc code;
} WRONG[] = {
    {SI("\"v\":1,"), SI(""), RC_USAGE},
    {SI("\"v\":1,"), SI("\"v\":2,"), RC_USAGE},
    {SI("\"v\":1,"), SI("\"v\":1,\"note\":\"free text\","), RC_USAGE},
    {SI("\"v\":1,"), SI("\"v\":1,\"status\":\"accepted\","), RC_USAGE},
    {SI("\"id\":\"c-"), SI("\"id\":\"x-"), RC_USAGE},
    {SI("\"sha256:0"), SI("\"sha256:G"), RC_USAGE},
    {SI("\"killing\""), SI("\"murder\""), RC_USAGE},
    {SI("\"shot\"]"), SI("\"shor\"]"), RC_INTEGRITY},
    {SI("\"shot\"]"), SI("\"shot\",1]"), RC_USAGE},
    {SI(",\"shot\"]"), SI("]"), RC_USAGE},
    {SI("\"Marat\"]"), SI("7]"), RC_USAGE},
    {SI("[61,66,\"Marat\"]"), SI("[66,61,\"Marat\"]"), RC_USAGE},
    {SI("[61,66,\"Marat\"]"), SI("[61,61,\"\"]"), RC_USAGE},
    {SI("[61,66,\"Marat\"]"), SI("[-1,66,\"Marat\"]"), RC_USAGE},
    {SI("[61,66,\"Marat\"]"), SI("[61.5,66,\"Marat\"]"), RC_USAGE},
    {SI("[61,66,\"Marat\"]"), SI("[61,4294967296,\"Marat\"]"), RC_USAGE},
    {SI("[61,66,\"Marat\"]"), SI("[61,4000000000,\"Marat\"]"), RC_INTEGRITY},
    {SI("\"act\":\"alleges\""), SI("\"act\":\"claims\""), RC_USAGE},
    {SI("\"act\":\"alleges\","), SI(""), RC_USAGE},
    {SI("{\"publication\":\"s-1\"}"), SI("{\"publication\":7}"), RC_USAGE},
    {SI("{\"publication\":\"s-1\"}"), SI("{}"), RC_USAGE},
    {SI(",{\"publication\":\"s-1\"}"), SI(""), RC_USAGE},
    {SI("{\"publication\":\"s-1\"}"), SI("{\"publication\":\"s\"},{\"publication\":\"t\"}"),
     RC_USAGE},
    {SI("\"min\":14,"), SI(""), RC_USAGE},
    {SI("\"min\":14,"), SI("\"min\":-1,"), RC_USAGE},
    {SI("\"min\":14,"), SI("\"min\":14.5,"), RC_USAGE},
    {SI("\"max\":null,"), SI(""), RC_USAGE},
    {SI("\"max\":null,"), SI("\"max\":13,"), RC_USAGE},
    {SI("\"min\":14,\"max\":null,"), SI("\"min\":1,\"max\":2,"), RC_USAGE}, /* three of two */
    {SI("\"max\":null,"), SI("\"max\":-1,"), RC_USAGE},
    {SI("\"vague\":true"), SI("\"vague\":\"yes\""), RC_USAGE},
    {SI("\"how\":\"reported_as_fact\""), SI("\"how\":\"proved\""), RC_USAGE},
    {SI("\"party\":\"a-7\""), SI("\"party\":\"\""), RC_USAGE},
    {SI("\"precision\":\"city\""), SI("\"precision\":\"town\""), RC_USAGE},
    {SI("\"precision\":\"week\""), SI("\"precision\":\"\""), RC_USAGE},
    {SI(",\"precision\":\"week\""), SI(""), RC_USAGE},
    {SI("\"precision\":\"week\""), SI("\"precision\":\"day\""), RC_USAGE},
    {SI("\"from\":\"2031-03-03\""), SI("\"from\":\"2031-03\""), RC_USAGE},
    {SI("\"from\":\"2031-03-03\""), SI("\"from\":\"2031-02-30\""), RC_USAGE},
    {SI("\"from\":\"2031-03-03\""), SI("\"from\":\"2031-04-03\""), RC_USAGE},
    {SI("\"age\":41"), SI("\"age\":-3"), RC_USAGE},
    {SI("\"age\":41"), SI("\"age\":131"), RC_USAGE},
    {SI("\"same_event\":[\"c-00000000000000000000000000000001\"]"), SI("\"same_event\":[]"),
     RC_USAGE},
    {SI("\"repeats\":\"c-"), SI("\"repeats\":\"C-"), RC_USAGE},
    {SI("\"polarity\":\"negative\","), SI(""), RC_USAGE},
    {SI("\"modality\":\"intended\""), SI("\"modality\":null"), RC_USAGE},
    {SI("\"rules\":[\"killed.1\"]"), SI("\"rules\":[1]"), RC_USAGE},
    {SI("\"rules\":[\"killed.1\"]"), SI("\"rules\":\"killed.1\""), RC_USAGE},
};

static struct str replaced(struct arena *a, struct str s, struct str from, struct str to) {
    i64 hit = str_find(s, from, 0);
    if (hit < 0) return s;
    struct str head = str_cat(a, str_sub(s, 0, hit), to);
    return str_cat(a, head, str_sub(s, hit + from.n, s.n));
}

TEST(claim_refuses_what_is_not_exact) {
    struct arena a = test_arena();
    struct claim c = full(&a), back;
    struct str good = text_of(&a, &c, TEXT);
    for (i64 i = 0; i < LEN(WRONG); i++) {
        struct err e = {0};
        struct str bad = replaced(&a, good, WRONG[i].from, WRONG[i].to);
        EXPECT(!str_eq(bad, good));
        rc r = read_text(&a, bad, TEXT, &back, &e);
        if (r != WRONG[i].code)
            test_fail(__FILE__, __LINE__, "row %d gave %s: %s", (int)i, rc_name(r), e.msg);
    }
}

TEST(claim_refuses_spans_that_cut_a_letter) {
    struct arena a = test_arena();
    struct claim c = full(&a), back;
    struct err e = {0};
    struct span letter = at(S("é"));
    c.where[0].span = (struct span){letter.start, letter.start + 1};
    struct json *j = claim_to_json(&a, &c, TEXT);
    EXPECT_INT(claim_from_json(&a, j, TEXT, &back, &e), RC_USAGE);
    EXPECT(str_has(str_c(e.msg), S("cut a letter")));
    c.where[0].span = letter;
    err_clear(&e);
    EXPECT_OK(claim_from_json(&a, claim_to_json(&a, &c, TEXT), TEXT, &back, &e));
}

TEST(claim_forms_are_not_mixed) {
    struct arena a = test_arena();
    struct claim c = full(&a), back;
    struct err e = {0};
    EXPECT_INT(read_text(&a, text_of(&a, &c, TEXT), (struct str){0}, &back, &e), RC_USAGE);
    err_clear(&e);
    EXPECT_INT(read_text(&a, text_of(&a, &c, (struct str){0}), TEXT, &back, &e), RC_USAGE);
}

TEST(claim_lists_are_bounded) {
    struct arena a = test_arena();
    struct claim c = full(&a), back;
    struct err e = {0};
    c.nvictims = CLAIM_SPANS_MAX + 1;
    c.victims = NEWN(&a, struct victim, c.nvictims);
    EXPECT_INT(read_text(&a, text_of(&a, &c, TEXT), TEXT, &back, &e), RC_LIMIT);
    c.nvictims = CLAIM_SPANS_MAX;
    err_clear(&e);
    EXPECT_OK(read_text(&a, text_of(&a, &c, TEXT), TEXT, &back, &e));
}

TEST(claim_id_hangs_on_every_part_of_the_key) {
    struct arena a = test_arena();
    struct claim c = full(&a);
    struct str item = S("sha256:i"), der = S("sha256:d"), id = claim_id(&a, item, der, &c, 0);
    EXPECT_INT(id.n, 34);
    EXPECT(str_starts(id, S("c-")));
    EXPECT_STR(claim_id(&a, item, der, &c, 0), id);
    EXPECT(!str_eq(claim_id(&a, S("sha256:j"), der, &c, 0), id));
    EXPECT(!str_eq(claim_id(&a, item, S("sha256:e"), &c, 0), id));
    EXPECT(!str_eq(claim_id(&a, item, der, &c, 1), id));
    struct claim other = c;
    other.kind = KIND_death;
    EXPECT(!str_eq(claim_id(&a, item, der, &other, 0), id));
    other = c;
    other.trigger.end--;
    EXPECT(!str_eq(claim_id(&a, item, der, &other, 0), id));
    other = c;
    other.said.nchain = 0;
    EXPECT(!str_eq(claim_id(&a, item, der, &other, 0), id));
    other = c; /* what a better reader finds besides does not change the id */
    other.ncounts = 0;
    other.when.range.precision = DATE_NONE;
    EXPECT_STR(claim_id(&a, item, der, &other, 0), id);
}

/* The bytes hashed are part of the format: this id was computed apart, with sha256sum. */
TEST(claim_id_is_pinned) {
    struct arena a = test_arena();
    struct said_link chain[] = {{.who = {0, 27}}, {.is_publication = true}};
    struct claim c = {
        .kind = KIND_killing, .trigger = {92, 96}, .said = {.chain = chain, .nchain = 2}};
    EXPECT_STR(claim_id(&a, S("sha256:i"), S("sha256:d"), &c, 2),
               S("c-bd67902182954f6d8f901fab8f8ddd3b"));
}

TEST(claim_words_name_every_value) {
    static const struct {
        const char *list;
        int n;
    } LISTS[] = {{"act", 6},      {"role", 15},     {"what", 11},      {"who", 7},
                 {"how", 6},      {"precision", 7}, {"place_role", 3}, {"finding", 12},
                 {"polarity", 2}, {"modality", 4},  {"status", 5}};
    for (i64 i = 0; i < LEN(LISTS); i++) {
        for (int v = 0; v < LISTS[i].n; v++) {
            int back = -1;
            EXPECT(word_parse(LISTS[i].list, word_name(LISTS[i].list, v), &back));
            EXPECT_INT(back, v);
        }
    }
    int v;
    EXPECT_STR(word_name("how", HOW_SUSPECTED_AUTH), S("suspected_by_authorities"));
    EXPECT(!word_parse("act", S("official"), &v)); /* a word of another list */
    EXPECT(!word_parse("act", S(""), &v));
    EXPECT(!word_parse("act", S("States"), &v));
}

TEST(kinds_have_names_and_texts) {
    enum kind k;
    for (int i = 0; i < KIND_COUNT; i++) {
        EXPECT(kind_parse(kind_name((enum kind)i), &k) && (int)k == i);
        EXPECT(kind_phrase(k).n && kind_definition(k).n && kind_example(k).n);
    }
    EXPECT_STR(kind_phrase(KIND_torture), S("torture alleged"));
    EXPECT(!kind_parse(S("murder"), &k));
}
