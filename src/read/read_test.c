#include "read/testing.h"

TEST(read_gives_each_speaker_a_claim) {
    struct sample s = sample_read(
        "Interior ministry officials say they have found 14 bodies in Marat, of people whom "
        "fighters shot last week. "
        "Dr Ilin Soro, head of the provincial mortuary, told the state news agency that the "
        "bodies lay in cellars used "
        "as jails in the Old Mill quarter, with wounds from shots fired from close by. Three "
        "were children.");
    const struct claim *found = sample_claim(&s, KIND_bodies_found, 0),
                       *lay = sample_claim(&s, KIND_bodies_found, 1);
    const struct claim *killed = sample_claim(&s, KIND_killing, 0),
                       *part = sample_claim(&s, KIND_death, 0);
    if (!EXPECT(found && lay && killed && part)) return;
    EXPECT_STR(sample_who(&s, found), S("Interior ministry officials"));
    EXPECT_INT(found->counts[0].min, 14);
    EXPECT_STR(sample_words(&s, killed->perps[0].span), S("fighters"));
    EXPECT_STR(date_text(&s.a, killed->when.range), S("2031-W10"));
    EXPECT_STR(killed->when.anchor, S("publication date, as entered by the recorder"));
    EXPECT_STR(sample_who(&s, lay), S("Dr Ilin Soro, head of the provincial mortuary"));
    EXPECT_INT(lay->ncounts, 0);
    EXPECT_STR(sample_words(&s, lay->said.chain[1].who), S("the state news agency"));
    EXPECT(part->said.chain[0].is_publication);
    EXPECT_INT(part->counts[0].who, WHO_CHILD);
    EXPECT(str_eq(part->part_of, found->id) || str_eq(part->part_of, killed->id));
}

TEST(read_says_which_language_it_does_not_read) {
    struct sample s =
        sample_read("Des responsables ont dit que les forces avaient trouvé des corps "
                    "dans la ville.");
    EXPECT_STR(s.r.unread, S("language not yet read: fr"));
    EXPECT_INT(s.r.n, 0);
    struct sample r = sample_read("Официальные лица сообщили, что найдены "
                                  "тела");
    EXPECT_STR(r.r.language, S("ru"));
}

TEST(read_takes_the_date_of_the_dateline) {
    struct sample s = sample_read(
        "MARAT, 18 June 2031 (AGX) - The army said on Monday that it had shot two men.");
    EXPECT_STR(date_text(&s.a, s.r.date), S("2031-06-18"));
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    if (!EXPECT(c != NULL)) return;
    EXPECT_STR(date_text(&s.a, c->said.when.range), S("2031-06-16"));
    EXPECT_STR(c->said.when.anchor, S("publication date, in the text"));
}

TEST(read_refuses_what_is_no_text) {
    struct arena a = test_arena(), scratch = test_arena();
    struct read_opts o = {0};
    struct reading r;
    struct err e = {0};
    EXPECT_INT(read_text(&a, scratch, S("bad \xff byte"), &o, &r, &e), RC_USAGE);
    err_clear(&e);
    EXPECT_INT(read_text(&a, scratch, (struct str){"", TEXT_BYTES_MAX + 1}, &o, &r, &e), RC_LIMIT);
}

TEST(read_is_the_same_every_time) {
    const char *text =
        "Police said 12 people were killed in Marat. The mayor said nine were wounded.";
    struct sample a = sample_read(text), b = sample_read(text);
    EXPECT_INT(a.r.n, b.r.n);
    for (i64 i = 0; i < a.r.n && i < b.r.n; i++)
        EXPECT_STR(a.r.claims[i].id, b.r.claims[i].id);
    EXPECT(a.r.n >= 2);
    EXPECT(str_starts(read_model(&a.a), S("sha256:")));
    EXPECT_STR(a.r.claims[0].by_model, read_model(&a.a));
    EXPECT_STR(a.r.claims[0].by_reader, read_name_version());
}

TEST(read_reads_long_texts_block_by_block) {
    struct arena a = test_arena();
    struct buf b = buf_make(&a, 8 << 20);
    while (b.n < 3 << 20)
        buf_puts(&b, "The army said 12 people were killed in Marat on Monday. ");
    struct arena perm = test_arena(), scratch = test_arena();
    struct read_opts o = {.lang = S("en")};
    struct reading r;
    struct err e = {0};
    EXPECT_OK(read_text(&perm, scratch, buf_str(&b), &o, &r, &e));
    EXPECT_INT(r.n, DOC_CLAIMS_MAX);
    EXPECT(r.stats.truncated);
}
