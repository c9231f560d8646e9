#include "text/number_ar.h"

#include "text/numeral.h"

static const struct numeral words[] = {
#define NUMERAL(w, role, min, max) {SI(w), NUMERAL_##role, min, max},
#include "text/number_ar.def"
#undef NUMERAL
};

static const struct numeral_hedge before[] = {
    {SI("ما لا يقلون عن"), SHAPE_AT_LEAST},
    {SI("ما لا يقل عن"), SHAPE_AT_LEAST},
    {SI("ما يزيد علي"), SHAPE_MORE},
    {SI("ما يربو علي"), SHAPE_MORE},
    {SI("لا يزيد علي"), SHAPE_UP_TO},
    {SI("ما يزيد عن"), SHAPE_MORE},
    {SI("ما يصل الي"), SHAPE_UP_TO},
    {SI("لا يزيد عن"), SHAPE_UP_TO},
    {SI("ما يقرب من"), SHAPE_ABOUT},
    {SI("لا يقل عن"), SHAPE_AT_LEAST},
    {SI("لا اقل من"), SHAPE_AT_LEAST},
    {SI("علي الاقل"), SHAPE_AT_LEAST},
    {SI("يزيد علي"), SHAPE_MORE},
    {SI("ما يقارب"), SHAPE_ABOUT},
    {SI("اكثر من"), SHAPE_MORE},
    {SI("ازيد من"), SHAPE_MORE},
    {SI("يزيد عن"), SHAPE_MORE},
    {SI("اقل من"), SHAPE_LESS},
    {SI("تقريبا"), SHAPE_ABOUT},
    {SI("ما بين"), SHAPE_RANGE},
    {SI("حوالي"), SHAPE_ABOUT},
    {SI("قرابه"), SHAPE_ABOUT},
    {SI("زهاء"), SHAPE_ABOUT},
    {SI("فوق"), SHAPE_MORE},
    {SI("نحو"), SHAPE_ABOUT},
    {SI("بين"), SHAPE_RANGE},
    {SI("من"), SHAPE_RANGE},
};

static const struct numeral_hedge after[] = {
    {SI("علي الاكثر"), SHAPE_UP_TO},  {SI("علي الاقل"), SHAPE_AT_LEAST},
    {SI("كحد ادني"), SHAPE_AT_LEAST}, {SI("كحد اقصي"), SHAPE_UP_TO},
    {SI("او اكثر"), SHAPE_AT_LEAST},  {SI("تقريبا"), SHAPE_ABOUT},
    {SI("فاكثر"), SHAPE_AT_LEAST},
};

static const struct str joins[] = {SI("و"), SI("الي"), SI("او")};

static const struct numeral_lang lang = {
    .words = words,
    .words_n = LEN(words),
    .before = before,
    .before_n = LEN(before),
    .after = after,
    .after_n = LEN(after),
    .joins = joins,
    .joins_n = LEN(joins),
    .arabic = true,
};

bool number_ar_at(struct str text, i64 at, struct number *out) {
    return numeral_at(&lang, text, at, out);
}

bool number_ar_next(struct str text, i64 from, struct number *out) {
    return numeral_next(&lang, text, from, out);
}
