/* Source, cue, content: the verbs and the places in the sentence from which a speaker speaks. */
#include "read/testing.h"

static struct str who(struct arena *a, struct str text) {
    struct sample s = sample_read(cstr(a, text));
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    return c ? str_dup(a, sample_who(&s, c)) : S("no claim");
}

TEST(cue_verbs_all_carry_their_speaker) {
    static const char *const verbs[] = {"said",      "says",          "stated",  "reported",
                                        "confirmed", "announced",     "claimed", "alleged",
                                        "added",     "told reporters"};
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(verbs); i++) {
        struct str t = str_fmt(&a, "The mayor %s that soldiers shot two men in Marat.", verbs[i]);
        struct str w = who(&a, t);
        if (!str_eqc(w, "The mayor"))
            test_fail(__FILE__, __LINE__, "%.*s: <%.*s>", SARG(t), SARG(w));
    }
}

TEST(cue_no_verb_of_speech_no_speaker) {
    static const char *const verbs[] = {"saw", "knew", "feared", "forgot"};
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(verbs); i++) {
        struct str t = str_fmt(&a, "Soldiers shot two men in Marat. The mayor %s it.", verbs[i]);
        EXPECT_STR(who(&a, t), S(""));
    }
}

TEST(cue_acts) {
    static const struct {
        const char *verb;
        enum act act;
    } rows[] = {{"said", ACT_STATES},
                {"alleged", ACT_ALLEGES},
                {"admitted", ACT_CONCEDES},
                {"acknowledged", ACT_CONCEDES}};
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(rows); i++) {
        struct sample s = sample_read(cstr(
            &a, str_fmt(&a, "The army %s that soldiers had shot two men in Marat.", rows[i].verb)));
        const struct claim *c = sample_claim(&s, KIND_killing, 0);
        if (EXPECT(c != NULL)) EXPECT_INT(c->said.act, rows[i].act);
    }
}

TEST(cue_chain_ends_with_the_publication_once) {
    struct sample s = sample_read("Soldiers shot two men, the mayor told the Marat Courier.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    if (!EXPECT(c != NULL && c->said.nchain == 3)) return;
    EXPECT_STR(sample_who(&s, c), S("the mayor"));
    EXPECT_STR(sample_words(&s, c->said.chain[1].who), S("the Marat Courier"));
    EXPECT(!c->said.chain[0].is_publication && !c->said.chain[1].is_publication);
    EXPECT(c->said.chain[2].is_publication);
    EXPECT_STR(c->said.chain[2].publication, S("s-test"));
}

TEST(cue_one_speaker_never_takes_the_words_of_another) {
    struct sample s =
        sample_read("The mayor said soldiers shot two men in Marat. The army said rebels "
                    "killed five women in Teshlin.");
    const struct claim *x = sample_claim(&s, KIND_killing, 0),
                       *y = sample_claim(&s, KIND_killing, 1);
    if (!EXPECT(x && y && x->ncounts == 1 && y->ncounts == 1)) return;
    EXPECT_STR(sample_who(&s, x), S("The mayor"));
    EXPECT_INT(x->counts[0].min, 2);
    EXPECT_STR(sample_who(&s, y), S("The army"));
    EXPECT_INT(y->counts[0].min, 5);
    EXPECT(x->said.content.end <= y->said.content.start);
}

TEST(cue_times_of_saying_and_of_happening_are_kept_apart) {
    struct sample s =
        sample_read("The mayor said on Tuesday that soldiers shot two men in Marat last week.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    if (!EXPECT(c != NULL)) return;
    EXPECT_STR(date_text(&s.a, c->said.when.range), S("2031-03-11"));
    EXPECT_STR(date_text(&s.a, c->when.range), S("2031-W10"));
}

TEST(cue_quote_over_two_sentences_has_one_speaker) {
    struct sample s = sample_read("“Soldiers came at night,” said Colonel Ada Brun. “They shot "
                                  "two "
                                  "men at the ferry.”");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    if (EXPECT(c != NULL)) EXPECT_STR(sample_who(&s, c), S("Colonel Ada Brun"));
}

TEST(cue_speaker_memory_is_bounded) {
    struct arena a = test_arena();
    struct buf b = buf_make(&a, 1 << 16);
    for (int i = 0; i < SPEAKERS_MAX + 20; i++)
        buf_fmt(&b, "Mayor Ado%c%cen said the town was calm. ", 'a' + i % 26, 'a' + i / 26);
    buf_puts(&b, "He said soldiers shot two men in Marat.");
    struct str w = who(&a, buf_str(&b));
    EXPECT_STR(w, str_fmt(&a, "Mayor Ado%c%cen", 'a' + (SPEAKERS_MAX + 19) % 26,
                          'a' + (SPEAKERS_MAX + 19) / 26));
}
