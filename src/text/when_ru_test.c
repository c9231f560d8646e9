#include "base/t.h"
#include "text/when_ru.h"

/* The dates of words against Wednesday, 12 March 2031; "" without. */
static struct str dates(struct arena *a, const char *words, bool anchored) {
    struct date_range anchor = {0};
    struct when_phrase w;
    if (anchored) EXPECT(date_parse(S("2031-03-12"), &anchor));
    if (!when_ru_at(str_c(words), 0, anchor, &w)) return S("none");
    if (w.kind == WHEN_TIME) return S("time");
    return date_text(a, w.range);
}

static struct str span_of(const char *words) {
    struct when_phrase w;
    struct str s = str_c(words);
    return when_ru_next(s, 0, (struct date_range){0}, &w) ? str_sub(s, w.from, w.to) : S("none");
}

#define IS(words, want)   EXPECT_STR(dates(&a, words, true), S(want))
#define BARE(words, want) EXPECT_STR(dates(&a, words, false), S(want))

TEST(when_ru_reads_whole_dates) {
    struct arena a = test_arena();
    BARE("5 марта 2014 г.", "2014-03-05");
    BARE("5 марта 2014 года", "2014-03-05");
    BARE("05.03.2014", "2014-03-05");
    BARE("5.3.14 г.", "2014-03-05");
    BARE("2031-03-10", "2031-03-10");
    BARE("в марте 2031 года", "2031-03");
    BARE("в 2029 году", "2029");
    BARE("в 2029-м", "2029");
    BARE("в 2014–2015 годах", "2014-01-01/2015-12-31");
    BARE("31 февраля 2031 года", "none");
    BARE("семь человек", "none");
}

TEST(when_ru_resolves_against_the_anchor) {
    struct arena a = test_arena();
    IS("в понедельник", "2031-03-10");
    IS("во вторник вечером", "2031-03-11");
    IS("в среду", "2031-03-12");
    IS("в минувший четверг", "2031-03-06");
    IS("вчера", "2031-03-11");
    IS("позавчера", "2031-03-10");
    IS("накануне вечером", "2031-03-11");
    IS("накануне выборов", "");
    IS("сегодня утром", "2031-03-12");
    IS("минувшей ночью", "2031-03-11");
    IS("на прошлой неделе", "2031-W10");
    IS("на этой неделе", "2031-W11");
    IS("в прошлом месяце", "2031-02");
    IS("в прошлом году", "2030");
    IS("16 августа", "2030-08-16");
    IS("в августе", "2030-08");
    IS("в марте прошлого года", "2030-03");
    IS("три дня назад", "2031-03-09");
    IS("неделю назад", "2031-W10");
    IS("за последние три недели", "2031-02-19/2031-03-12");
    IS("за последние сутки", "2031-03-11/2031-03-12");
    IS("за последние 48 часов", "2031-03-10/2031-03-12");
}

TEST(when_ru_reads_spans) {
    struct arena a = test_arena();
    BARE("с 5 по 7 марта 2031 года", "2031-03-05/2031-03-07");
    BARE("5–7 марта 2031 года", "2031-03-05/2031-03-07");
    BARE("с сентября по ноябрь 2030 года", "2030-09-01/2030-11-30");
    BARE("с 30 декабря по 2 января 2031 года", "2030-12-30/2031-01-02");
    BARE("27 января – 2 февраля 2031 года", "2031-01-27/2031-02-02");
    BARE("между 5 и 7 марта 2031 года", "2031-03-05/2031-03-07");
    BARE("в период с 1 по 9 мая 2030 года", "2030-05-01/2030-05-09");
    IS("с 5 марта", "2031-03-05/2031-03-12");
    IS("с начала года", "2031-01-01/2031-03-12");
    IS("с понедельника", "2031-03-10/2031-03-12");
    IS("с июня", "2030-06-01/2031-03-12");
}

TEST(when_ru_reads_parts) {
    struct arena a = test_arena();
    IS("в ночь на 5 марта", "2031-03-05");
    IS("в ночь с 4 на 5 марта", "2031-03-04/2031-03-05");
    IS("в ночь на понедельник", "2031-03-10");
    IS("утром 5 марта", "2031-03-05");
    IS("вечером в пятницу", "2031-03-07");
    IS("в начале марта", "2031-03-01/2031-03-10");
    IS("в середине февраля 2031 года", "2031-02-11/2031-02-20");
    IS("в конце февраля", "2031-02-21/2031-02-28");
    IS("в конце 2030 года", "");
}

TEST(when_ru_keeps_the_words_without_an_anchor) {
    struct arena a = test_arena();
    BARE("в понедельник", "");
    BARE("на прошлой неделе", "");
    BARE("16 августа", "");
    BARE("за неделю", "");
    IS("за неделю", "");
    IS("за двое суток", "");
    IS("на следующей неделе", "");
}

TEST(when_ru_tells_times_of_day) {
    struct arena a = test_arena();
    IS("около семи утра", "time");
    IS("в 7:40", "time");
    IS("в 10 часов", "time");
    IS("в 15 часов 30 минут", "time");
    IS("в трёх домах", "none");
    IS("в 2031 домах", "none");
}

TEST(when_ru_spans_are_bytes) {
    EXPECT_STR(span_of("Погибли 5 марта 2014 г. трое."), S("5 марта 2014 г"));
    EXPECT_STR(span_of("было в по\u00ADне\u00ADдельник, ночью"), S("в по\u00ADне\u00ADдельник"));
    EXPECT_STR(span_of("5\u00A0ма\u0301рта 2014\u00A0года"),
               S("5\u00A0ма\u0301рта 2014\u00A0года"));
    EXPECT_STR(span_of("5\n\nмарта"), S("none"));
}

TEST(when_ru_bounds_are_no_days_of_events) {
    struct when_phrase w;
    EXPECT(when_ru_at(S("до 5 марта 2031 года"), 0, (struct date_range){0}, &w));
    EXPECT(w.kind == WHEN_BOUND);
    EXPECT(when_ru_at(S("по состоянию на 5 марта"), 0, (struct date_range){0}, &w));
    EXPECT(w.kind == WHEN_BOUND);
    EXPECT(when_ru_at(S("завтра"), 0, (struct date_range){0}, &w) && w.kind == WHEN_BOUND);
}
