#include "text/number_ru.h"

#include "text/numeral.h"

static const struct numeral words[] = {
#define NUMERAL(w, role, min, max) {SI(w), NUMERAL_##role, min, max},
#include "text/number_ru.def"
#undef NUMERAL
};

static const struct numeral_hedge before[] = {
    {SI("по меньшей мере"), SHAPE_AT_LEAST},
    {SI("по крайней мере"), SHAPE_AT_LEAST},
    {SI("приблизительно"), SHAPE_ABOUT},
    {SI("ориентировочно"), SHAPE_ABOUT},
    {SI("не менее чем"), SHAPE_AT_LEAST},
    {SI("не более чем"), SHAPE_UP_TO},
    {SI("как минимум"), SHAPE_AT_LEAST},
    {SI("больше чем"), SHAPE_MORE},
    {SI("не меньше"), SHAPE_AT_LEAST},
    {SI("более чем"), SHAPE_MORE},
    {SI("менее чем"), SHAPE_LESS},
    {SI("не больше"), SHAPE_UP_TO},
    {SI("не менее"), SHAPE_AT_LEAST},
    {SI("не более"), SHAPE_UP_TO},
    {SI("максимум"), SHAPE_UP_TO},
    {SI("примерно"), SHAPE_ABOUT},
    {SI("минимум"), SHAPE_AT_LEAST},
    {SI("порядка"), SHAPE_ABOUT},
    {SI("больше"), SHAPE_MORE},
    {SI("меньше"), SHAPE_LESS},
    {SI("более"), SHAPE_MORE},
    {SI("свыше"), SHAPE_MORE},
    {SI("менее"), SHAPE_LESS},
    {SI("почти"), SHAPE_NEARLY},
    {SI("около"), SHAPE_ABOUT},
    {SI("между"), SHAPE_RANGE},
    {SI("до"), SHAPE_UP_TO},
    {SI("от"), SHAPE_RANGE},
};

static const struct numeral_hedge after[] = {
    {SI("по меньшей мере"), SHAPE_AT_LEAST}, {SI("по крайней мере"), SHAPE_AT_LEAST},
    {SI("как минимум"), SHAPE_AT_LEAST},     {SI("или более"), SHAPE_AT_LEAST},
    {SI("и более"), SHAPE_AT_LEAST},
};

static const struct str joins[] = {SI("до"), SI("и")};

static const struct numeral_lang lang = {
    .words = words,
    .words_n = LEN(words),
    .before = before,
    .before_n = LEN(before),
    .after = after,
    .after_n = LEN(after),
    .joins = joins,
    .joins_n = LEN(joins),
    .arabic = false,
};

bool number_ru_at(struct str text, i64 at, struct number *out) {
    return numeral_at(&lang, text, at, out);
}

bool number_ru_next(struct str text, i64 from, struct number *out) {
    return numeral_next(&lang, text, from, out);
}
