#include "read/suspicious.h"
#include "read/testing.h"

/* The first claim of the kind and its parts; "" where there is none. */
static struct str who_says(const char *text, enum kind k) {
    static struct sample s;
    s = sample_read(text);
    const struct claim *c = sample_claim(&s, k, 0);
    return c ? sample_who(&s, c) : S("no claim");
}
static struct str doer(const char *text, enum kind k) {
    static struct sample s;
    s = sample_read(text);
    const struct claim *c = sample_claim(&s, k, 0);
    return c && c->nperps ? sample_words(&s, c->perps[0].span) : S("");
}
static struct str place(const char *text, enum kind k, i64 nth) {
    static struct sample s;
    s = sample_read(text);
    const struct claim *c = sample_claim(&s, k, 0);
    return c && c->nwhere > nth ? sample_words(&s, c->where[nth].span) : S("");
}
static void many(const char *text, enum kind k, i64 min, i64 max, enum who who) {
    struct sample s = sample_read(text);
    const struct claim *c = sample_claim(&s, k, 0);
    const struct count *n = c && c->ncounts ? &c->counts[0] : NULL;
    if (!n || n->min != min || n->max != max || n->who != who)
        test_fail(__FILE__, __LINE__, "%s gives %lld..%lld %d", text, n ? (long long)n->min : -9,
                  n ? (long long)n->max : -9, n ? (int)n->who : -9);
}
static bool tells(const char *text, enum kind k) {
    struct sample s = sample_read(text);
    return sample_claim(&s, k, 0) != NULL;
}
static bool counts_none(const char *text, enum kind k) {
    struct sample s = sample_read(text);
    const struct claim *c = sample_claim(&s, k, 0);
    return c && c->ncounts == 0;
}

TEST(world_ru_counts_by_case) {
    many("В Марате погибли пять мирных жителей.", KIND_death, 5, 5, WHO_CIVILIAN);
    many("Убиты двое детей.", KIND_killing, 2, 2, WHO_CHILD);
    many("Боевики расстреляли пятерых жителей села Дорван.", KIND_killing, 5, 5, WHO_UNKNOWN);
    many("Сообщается о гибели двоих солдат в Марате.", KIND_death, 2, 2, WHO_COMBATANT);
    many("Силовики задержали 15 человек в Марате.", KIND_detention, 15, 15, WHO_UNKNOWN);
    many("Ранения получили ещё трое.", KIND_injury, 3, 3, WHO_UNKNOWN);
    many("Число погибших возросло до 21.", KIND_death, 21, 21, WHO_UNKNOWN);
    many("Жертвами взрыва стали шесть человек.", KIND_death, 6, 6, WHO_UNKNOWN);
    many("Более 2 тысяч человек были эвакуированы из Марата.", KIND_evacuation, 2001, COUNT_OPEN,
         WHO_UNKNOWN);
    many("37 мужчин, которых армия удерживала в тюрьме, опрошены.", KIND_detention, 37, 37,
         WHO_MAN);
    many("Похоронены 12 человек, погибших при авиаударе.", KIND_death, 12, 12, WHO_UNKNOWN);
}

TEST(world_ru_keeps_parts_within_the_whole) {
    struct sample s = sample_read("Погибли 12 человек, в том числе трое детей и две женщины.");
    const struct claim *c = sample_claim(&s, KIND_death, 0);
    EXPECT(c && c->ncounts == 1 && c->counts[0].nof == 2);
    if (!c || c->counts[0].nof != 2) return;
    EXPECT(c->counts[0].of[0].who == WHO_CHILD && c->counts[0].of[0].min == 3);
    EXPECT(c->counts[0].of[1].who == WHO_WOMAN && c->counts[0].of[1].min == 2);
}

TEST(world_ru_ties_parts_of_the_sentence_before) {
    struct sample s = sample_read("В Марате погибли 12 человек. Среди них пятеро детей.");
    const struct claim *c = sample_claim(&s, KIND_death, 1);
    EXPECT(c && c->ncounts == 1 && c->counts[0].who == WHO_CHILD && c->part_of.n > 0);
}

TEST(world_ru_counts_nobody_where_one_number_is_for_dead_and_wounded) {
    EXPECT(counts_none("Погибли и ранены 40 человек.", KIND_death));
    EXPECT(counts_none("Погибли и ранены 40 человек.", KIND_injury));
    many("Убиты трое и ранены восемь человек.", KIND_injury, 8, 8, WHO_UNKNOWN);
    many("Убиты трое и ранены восемь человек.", KIND_killing, 3, 3, WHO_UNKNOWN);
}

TEST(world_ru_names_the_speaker) {
    const char *want = "глава района Илья Сорт";
    EXPECT_STR(who_says("Убиты пятеро, заявил глава района Илья Сорт.", KIND_killing), str_c(want));
    EXPECT_STR(who_says("По данным полиции, в Марате убиты двое.", KIND_killing), S("полиции"));
    EXPECT_STR(who_says("Мэр Марата сообщил, что убиты двое.", KIND_killing), S("Мэр Марата"));
    EXPECT_STR(who_says("«Погибли семь учеников», — рассказала Анна Керн.", KIND_death),
               S("Анна Керн"));
    EXPECT_STR(who_says("Двое, по словам врача, погибли.", KIND_death), S("врача"));
    EXPECT_STR(who_says("В Марате погибли двое. Об этом сообщила полиция.", KIND_death),
               S("полиция"));
    EXPECT_STR(who_says("ООН: в Марате погибли 12 человек", KIND_death), S("ООН"));
    EXPECT_STR(who_says("В Марате погибли двое.", KIND_death), S(""));
}

TEST(world_ru_keeps_the_chain) {
    struct sample s = sample_read("Врач рассказал агентству «Заря», что в Марате погибли двое.");
    const struct claim *c = sample_claim(&s, KIND_death, 0);
    EXPECT(c && c->said.nchain == 3);
    if (c && c->said.nchain == 3)
        EXPECT_STR(sample_words(&s, c->said.chain[1].who), S("агентству «Заря»"));
}

TEST(world_ru_says_who_denies_and_nothing_more) {
    struct sample s = sample_read("Министерство отрицает, что армия убила двоих жителей.");
    EXPECT_INT(s.r.n, 1);
    const struct claim *c = sample_claim(&s, KIND_denial, 0);
    EXPECT(c && c->said.act == ACT_DENIES && c->polarity == POLARITY_NEGATIVE);
    EXPECT(!tells("Рейнджеры не причастны к взрыву в Марате.", KIND_bombing));
    EXPECT(!tells("Сообщения о 200 погибших не подтвердились.", KIND_death));
}

TEST(world_ru_names_doers_by_case) {
    EXPECT_STR(doer("Пятеро жителей убиты боевиками в Марате.", KIND_killing), S("боевиками"));
    EXPECT_STR(doer("Солдаты убили троих.", KIND_killing), S("Солдаты"));
    EXPECT_STR(doer("Обстрел Марата со стороны армии.", KIND_shelling), S("армии"));
    EXPECT_STR(doer("Власти обвинили боевиков в нападении на Марат.", KIND_attack), S("боевиков"));
    EXPECT_STR(doer("Правительственные войска нанесли ракетный удар по Марату.", KIND_shelling),
               S("Правительственные войска"));
    EXPECT_STR(doer("Боевики убиты в Марате.", KIND_killing), S(""));
}

TEST(world_ru_says_how_firmly_a_doer_is_named) {
    struct sample s = sample_read("Полиция подозревает в убийстве врача боевиков Фронта.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && c->nperps == 1 && c->perps[0].how == HOW_SUSPECTED_AUTH);
    s = sample_read("Солдаты убили троих.");
    c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && c->nperps == 1 && c->perps[0].how == HOW_REPORTED);
}

TEST(world_ru_finds_places) {
    EXPECT_STR(place("Снаряды попали в больницу в Калене.", KIND_shelling, 0), S("больницу"));
    EXPECT_STR(place("Снаряды попали в больницу в Калене.", KIND_shelling, 1), S("Калене"));
    EXPECT_STR(place("В Каленском районе погибли двое.", KIND_death, 0), S("Каленском районе"));
    EXPECT_STR(place("Под Маратом погибли двое.", KIND_death, 0), S("Маратом"));
    EXPECT_STR(place("Трое погибли в городе Дорван.", KIND_death, 0), S("Дорван"));
    EXPECT_STR(place("Армия освободила Кессель, Верхний Варр и Тарн.", KIND_territorial_control, 1),
               S("Верхний Варр"));
    EXPECT_STR(place("Рынок в Гельме подвергся обстрелу.", KIND_shelling, 0), S("Рынок"));
    struct sample s = sample_read("Из Одремки в Банторо выехали 60 человек.");
    const struct claim *c = sample_claim(&s, KIND_displacement, 0);
    EXPECT(c && c->nwhere == 2 && c->where[0].role == PLACE_ROLE_FROM);
    EXPECT(c && c->nwhere == 2 && c->where[1].role == PLACE_ROLE_TO);
}

TEST(world_ru_gives_days) {
    struct sample s = sample_read("В ночь на 5 марта в Марате погибли двое.");
    const struct claim *c = sample_claim(&s, KIND_death, 0);
    EXPECT(c && c->when.range.from == date_days(2031, 3, 5));
    s = sample_read("В понедельник мэр Марата заявил, что погибли двое.");
    c = sample_claim(&s, KIND_death, 0);
    EXPECT(c && !span_some(c->when.span) && c->said.when.range.from == date_days(2031, 3, 10));
    s = sample_read("С начала года в Марате погибли 340 человек.");
    c = sample_claim(&s, KIND_death, 0);
    EXPECT(c && c->when.range.from == date_days(2031, 1, 1));
}

TEST(world_ru_hears_negation_and_doubt) {
    struct sample s = sample_read("В результате обстрела никто не погиб.");
    const struct claim *c = sample_claim(&s, KIND_death, 0);
    EXPECT(c && c->polarity == POLARITY_NEGATIVE);
    s = sample_read("Возможно, погибли двое.");
    c = sample_claim(&s, KIND_death, 0);
    EXPECT(c && c->modality == MODALITY_POSSIBLE);
    EXPECT(!tells("Неизвестно, сколько человек погибло.", KIND_death));
    EXPECT(!tells("Погибли ли люди?", KIND_death));
    EXPECT(!tells("Чтобы убили двоих, никто не хотел.", KIND_killing));
}

TEST(world_ru_finds_bodies_mines_and_wounds) {
    many("Тела троих детей извлечены из-под завалов.", KIND_bodies_found, 3, 3, WHO_CHILD);
    many("Сапёры обезвредили более 240 мин.", KIND_hazard, 241, COUNT_OPEN, WHO_UNKNOWN);
    EXPECT(tells("Военные обнаружили схрон с оружием под Маратом.", KIND_munitions_found));
    struct sample s = sample_read("Обнаружены два тела со связанными руками.");
    const struct claim *c = sample_claim(&s, KIND_bodies_found, 0);
    EXPECT(c && c->nfindings == 1 && c->findings[0].kind == FINDING_BOUND_HANDS);
}

TEST(world_ru_tells_people_from_things) {
    EXPECT(tells("В Марате похищены две машины.", KIND_robbery));
    EXPECT(!tells("В Марате похищены две машины.", KIND_abduction));
    EXPECT(tells("В Марате похищены два врача.", KIND_abduction));
    EXPECT(tells("В Марате уничтожен мост.", KIND_destruction));
    EXPECT(counts_none("В Марате за 12 часов убиты люди.", KIND_killing));
}

TEST(world_ru_reads_spelling_as_it_comes) {
    many("Погибли четверо детеи\u0306 и женщина.", KIND_death, 4, 4, WHO_UNKNOWN);
    many("Поги\u0301бли трое\u00A0мужчи\u0301н.", KIND_death, 3, 3, WHO_MAN);
    many("По\u00ADгиб\u00ADли тро\u00ADе дет\u00ADей.", KIND_death, 3, 3, WHO_CHILD);
    many("ПОГИБЛИ ТРЁХЛЕТНИЕ? Погибли трое жителей.", KIND_death, 3, 3, WHO_UNKNOWN);
    many("Убиты трое заключенных.", KIND_killing, 3, 3, WHO_UNKNOWN);
}

TEST(world_ru_keeps_accused_and_counted_apart) {
    struct sample s = sample_read("Солдат задержали за убийство троих жителей.");
    const struct claim *c = sample_claim(&s, KIND_detention, 0);
    EXPECT(c && c->ncounts == 0 && c->nperps == 0);
    many("Солдат задержали за убийство троих жителей.", KIND_killing, 3, 3, WHO_UNKNOWN);
    EXPECT(!tells("В Марате армия освободила заложников.", KIND_territorial_control));
    many("В Марате без вести пропали 72 человека.", KIND_enforced_disappearance, 72, 72,
         WHO_UNKNOWN);
}

TEST(world_ru_reads_short_lines_of_a_russian_report) {
    struct sample s =
        sample_read("По данным полиции, в Марате и в Дорване погибли двое жителей.\n\n"
                    "Боевики взорвали мост через реку Варр.\n");
    EXPECT(sample_claim(&s, KIND_bombing, 0) != NULL && !s.r.unread_part.n);
}

TEST(world_ru_follows_no_letters_of_another_alphabet) {
    const char *text = "В Марате yбиты двое детей."; /* the first letter is Latin */
    EXPECT(!tells(text, KIND_killing));
    EXPECT(names_suspicious(S("yбиты")) != NULL);
}

TEST(ru_a_name_in_quotes_does_not_end_the_clause) {
    struct sample s = sample_read("Боевики «Каленского фронта» расстреляли семерых пленных.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && c->nperps == 1 && c->ncounts == 1 && c->counts[0].min == 7);
}

TEST(ru_missing_are_counted_in_either_order) {
    static const char *const texts[] = {"Пропавшими без вести числятся 310 человек.",
                                        "310 человек числятся пропавшими без вести."};
    for (i64 i = 0; i < LEN(texts); i++) {
        struct sample s = sample_read(texts[i]);
        const struct claim *c = sample_claim(&s, KIND_enforced_disappearance, 0);
        EXPECT(c && c->ncounts == 1 && c->counts[0].min == 310);
    }
}
