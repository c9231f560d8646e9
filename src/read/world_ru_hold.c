/* How firmly: negation, doubt, intention and condition around a trigger. */
#include "read/world_ru.h"

static bool same_clause(const struct ru_sentence *s, i32 i, i32 j) {
    return j >= 0 && j < s->n && s->w[j].clause == s->w[i].clause;
}

/* не погиб; никто не погиб; без жертв; пострадавших нет; о пострадавших не сообщается. */
static bool negated(const struct ru_sentence *s, i32 i, const struct ru_row *ev) {
    i32 end = i + (ev ? ev->n : 1);
    for (i32 j = i - 1; j >= 0 && j >= i - 2 && same_clause(s, i, j); j--) {
        u8 c = ru_class(s, j);
        if (c == RU_CLASS_negation || (c == RU_CLASS_without && ev && ev->form != RU_ACT))
            return true;
        if (ru_verb(s, j) && !(s->w[j].row[RU_EVENT])) break;
    }
    bool folk = ev && (ev->form == RU_FOLK || ev->form == RU_NOUN);
    for (i32 j = 0; folk && j < s->n; j++) {
        if (!same_clause(s, i, j)) continue;
        u8 c = ru_class(s, j);
        if (c == RU_CLASS_none_was || c == RU_CLASS_not_reported) return true;
        if (ru_is(s, j, "нет") && (j == end || j == i - 1 || j == end + 1)) return true;
    }
    return false;
}

struct ru_hold ru_hold(const struct ru_sentence *s, i32 i, const struct ru_row *ev) {
    struct ru_hold h = {.neg = negated(s, i, ev), .open = s->question};
    for (i32 j = 0; j < s->n; j++) {
        u8 c = ru_class(s, j);
        bool here = same_clause(s, i, j), before = j < i && s->w[i].clause - s->w[j].clause == 1;
        if (here && j < i && c == RU_CLASS_purpose) h.open = true;
        if (here && (c == RU_CLASS_whether || c == RU_CLASS_would)) h.open = true;
        if (c == RU_CLASS_unclear && (here || before) && j < i) h.open = true;
        if (c == RU_CLASS_for && j == i - 1) h.open = true;
        if (c == RU_CLASS_unconfirmed && (here || j > i)) h.open = true;
        if (here && c == RU_CLASS_hedge) h.possible = true;
        if (here && c == RU_CLASS_intend) h.intended = true;
        if (here && j < i && c == RU_CLASS_if) h.conditional = true;
    }
    if (ev && ev->flags & RU(will)) h.intended = true;
    return h;
}
