#include "read/testing.h"
#include "read/world.h"

static const struct count *first_count(const struct claim *c) {
    return c && c->ncounts ? &c->counts[0] : NULL;
}

/* The first claim of the kind counts so many. */
static void counts(const char *text, enum kind k, i64 min, i64 max, enum who who) {
    struct sample s = sample_read(text);
    const struct count *n = first_count(sample_claim(&s, k, 0));
    if (!n || n->min != min || n->max != max || n->who != who)
        test_fail(__FILE__, __LINE__, "%s gives %lld..%lld %d", text, n ? (long long)n->min : -9,
                  n ? (long long)n->max : -9, n ? (int)n->who : -9);
}
static void counts_nobody(const char *text, enum kind k) {
    struct sample s = sample_read(text);
    EXPECT(!first_count(sample_claim(&s, k, 0)));
}

TEST(world_counts_behind_and_before_the_arabic_verb) {
    counts("قُتل خمسة مدنيين في مرات.", KIND_killing, 5, 5, WHO_CIVILIAN);
    counts("مقتل 12 شخصا في قصف على مرات.", KIND_killing, 12, 12, WHO_UNKNOWN);
    counts("سقط ثلاثة شهداء في مرات.", KIND_death, 3, 3, WHO_UNKNOWN);
    counts("استشهاد طفل في بلدة كالن.", KIND_death, 1, 1, WHO_CHILD);
    counts("استشهاد طفلين في بلدة كالن.", KIND_death, 2, 2, WHO_CHILD);
    counts("مقتل مدنيين في بلدة كالن.", KIND_killing, 2, COUNT_OPEN, WHO_CIVILIAN);
    counts("وإصابة نحو 20 شخصا بجروح.", KIND_injury, 18, 22, WHO_UNKNOWN);
}

TEST(world_reads_words_spread_by_tatweel_and_vowel_signs) {
    counts("قـــتـــل خمسة مدنيين في مرات.", KIND_killing, 5, 5, WHO_CIVILIAN);
    counts("قـ ـتـ ـل خمسة مدنيين في مرات.", KIND_killing, 5, 5, WHO_CIVILIAN);
    counts("اِستُشهِدَ خَمسةُ مدنيين.", KIND_death, 5, 5, WHO_CIVILIAN);
}

TEST(world_counts_nobody_where_one_number_is_for_dead_and_wounded) {
    counts_nobody("قتل وجرح 15 شخصا في مرات.", KIND_killing);
    counts_nobody("قتل ثلاثة منذ مطلع العام.", KIND_killing);
    counts_nobody("قصف الطيران خمسة منازل في مرات.", KIND_airstrike);
}

TEST(world_keeps_parts_within_the_whole) {
    struct sample s = sample_read("مقتل سبعة مدنيين بينهم طفلان وامرأة في مرات.");
    const struct count *n = first_count(sample_claim(&s, KIND_killing, 0));
    EXPECT(n && n->min == 7 && n->nof == 2);
    EXPECT(n && n->nof == 2 && n->of[0].who == WHO_CHILD && n->of[0].min == 2);
    EXPECT(n && n->nof == 2 && n->of[1].who == WHO_WOMAN && n->of[1].min == 1);
}

TEST(world_names_the_speaker) {
    struct sample s = sample_read("وقال مجلس البلدة إن خمسة مدنيين قتلوا في مرات.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c != NULL);
    if (c) EXPECT_STR(sample_who(&s, c), S("مجلس البلدة"));
    s = sample_read("قُتل خمسة أشخاص في مرات، بحسب مدير المشفى.");
    c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c != NULL);
    if (c) EXPECT_STR(sample_who(&s, c), S("مدير المشفى"));
}

TEST(world_gives_a_denial_alone) {
    struct sample s = sample_read("ونفت وزارة الدفاع أن تكون قواتها قد قصفت البلدة.");
    EXPECT_INT(s.r.n, 1);
    EXPECT(sample_claim(&s, KIND_denial, 0) != NULL);
}

TEST(world_names_the_doer_behind_the_verb) {
    struct sample s = sample_read("قصفت قوات النظام بلدة كالن.");
    const struct claim *c = sample_claim(&s, KIND_shelling, 0);
    EXPECT(c && c->nperps == 1 && c->nwhere == 1);
    if (c && c->nperps) EXPECT_STR(sample_words(&s, c->perps[0].span), S("قوات النظام"));
    if (c && c->nwhere) EXPECT_STR(sample_words(&s, c->where[0].span), S("كالن"));
}

TEST(world_takes_no_doer_for_the_dead) {
    struct sample s = sample_read("قالت السلطات إن مقاتلين أعدموهم في مرات.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && c->ncounts == 0 && c->nperps == 1);
}

TEST(world_reads_russian_by_the_same_engine) {
    counts("В Марате погибли пять человек.", KIND_death, 5, 5, WHO_UNKNOWN);
    struct sample s = sample_read("Никто не погиб в городе.");
    const struct claim *c = sample_claim(&s, KIND_death, 0);
    EXPECT(!c || c->polarity == POLARITY_NEGATIVE);
}

TEST(world_reads_each_paragraph_in_its_language) {
    struct sample s = sample_read("Five people were killed in Marat on Monday.\n\n"
                                  "قُتل ثلاثة مدنيين في كالن.\n\n"
                                  "В Дорване погибли два человека.\n");
    i64 ar = -1, en = -1, ru = -1;
    for (i64 i = 0; i < s.r.n; i++) {
        const struct count *n = first_count(&s.r.claims[i]);
        if (n && n->min == 5) en = i;
        if (n && n->min == 3) ar = i;
        if (n && n->min == 2) ru = i;
    }
    EXPECT(en >= 0 && en < ar && ar < ru);
    EXPECT(!s.r.unread.n && !s.r.unread_part.n);
}

TEST(world_says_which_lines_are_not_read) {
    struct sample s =
        sample_read("Five people were killed in Marat on Monday, the mayor said.\n\n"
                    "پنج نفر در شهر کشته شدند و چند نفر زخمی شدند که این را گفتند.\n");
    EXPECT_STR(s.r.unread_part, S("1 lines not read: fa"));
    EXPECT(s.r.n > 0);
}

TEST(world_armed_doers_are_not_the_number) {
    counts("اعتقل مسلحون 14 رجلاً في كالن.", KIND_detention, 14, 14, WHO_MAN);
    counts("قُتل مسلحون في كالن.", KIND_killing, 2, COUNT_OPEN, WHO_COMBATANT);
}

TEST(world_a_number_behind_a_mass_grave_is_of_bodies) {
    struct sample s =
        sample_read("أعلنت البلدية العثور على مقبرة جماعية تضم رفات 21 شخصاً في كالن.");
    const struct claim *c = sample_claim(&s, KIND_mass_grave, 0);
    EXPECT(c && c->ncounts == 1 && c->counts[0].what == WHAT_BODIES && c->counts[0].min == 21);
}

static enum modality modality_of(const char *text, enum kind k) {
    struct sample s = sample_read(text);
    const struct claim *c = sample_claim(&s, k, 0);
    EXPECT(c != NULL);
    return c ? c->modality : MODALITY_ASSERTED;
}

TEST(world_threats_doubts_and_conditions_assert_nothing) {
    EXPECT_INT(modality_of("هدد المسلحون بإعدام خمسة رهائن.", KIND_killing), MODALITY_INTENDED);
    EXPECT_INT(modality_of("قد يكون 50 شخصاً قد قتلوا.", KIND_killing), MODALITY_POSSIBLE);
    EXPECT_INT(modality_of("لو قُصف المستشفى لقُتل المئات.", KIND_killing), MODALITY_CONDITIONAL);
}

TEST(world_what_is_not_confirmed_or_of_a_film_is_no_claim) {
    static const char *const texts[] = {"لم يؤكد المتحدث مقتل تسعة أشخاص.",
                                        "Мэр не подтвердил гибель девяти человек.",
                                        "В фильме рассказывается о расстреле 12 человек."};
    for (i64 i = 0; i < LEN(texts); i++) {
        struct sample s = sample_read(texts[i]);
        EXPECT_INT(s.r.n, 0);
    }
}

TEST(world_a_stray_tatweel_makes_no_word_arabic) {
    struct arena a = test_arena();
    i64 min, max;
    bool vague;
    EXPECT(count_of_words(a, S("\u0640шестеро"), &min, &max, &vague) && min == 6 && max == 6);
}

TEST(world_a_date_of_figures_alone_is_checked_by_its_line) {
    struct sample s = sample_read("قُتل خمسة مدنيين في كالن يوم 1/2/2030 بحسب مصادر.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && c->when.range.precision == DATE_DAY);
}
