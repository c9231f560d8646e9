/* "Initial reports of 20 dead turned out to be wrong": what is told of only to say that it is not
 * so is no claim. */
#include "read/event.h"

static bool is_one_of(const struct scene *s, i32 tok, const char *const *w, i64 n) {
    for (i64 i = 0; i < n; i++)
        if (word_is(s->d, tok, w[i])) return true;
    return false;
}

static bool opens(const struct scene *s, i32 tok) {
    static const char *const what[] = {"reports", "report",      "claims", "rumours", "rumors",
                                       "claim",   "allegations", "rumour", "accounts"};
    static const char *const behind[] = {"of", "that", "about"};
    return is_one_of(s, tok, what, LEN(what)) && is_one_of(s, tok + 1, behind, LEN(behind));
}

/* Ends the reach of the words: another sentence in the sentence begins. */
static bool turns(const struct scene *s, i32 tok) {
    return (s->d->t.v[tok].kind == TOK_MARK && s->d->t.v[tok].mark == ';') ||
           word_is(s->d, tok, "but") || word_is(s->d, tok, "although");
}

/* Tokens [*from, *to) whose words are said to be wrong. */
static bool untrue_part(const struct scene *s, i32 *from, i32 *to) {
    static const char *const wrong[] = {"wrong",     "false",      "untrue",      "unfounded",
                                        "incorrect", "inaccurate", "baseless",    "fabricated",
                                        "invented",  "mistaken",   "exaggerated", "groundless"};
    const struct sentence *se = &s->d->s.v[s->si];
    i32 open = -1;
    for (i32 i = se->from; i + 1 < se->to; i++) {
        if (turns(s, i)) open = -1;
        if (open < 0 && opens(s, i)) open = i;
        bool be =
            i > se->from && (s->d->w[i - 1].pos == POS_AUX || s->d->w[i - 1].pos == POS_VERB ||
                             word_is(s->d, i - 1, "be") || word_is(s->d, i - 1, "as"));
        if (open < 0 || !be || !is_one_of(s, i, wrong, LEN(wrong))) continue;
        *from = open;
        *to = i;
        return !word_is(s->d, i - 2, "not") && !word_is(s->d, i - 1, "not");
    }
    return false;
}

void events_untrue(struct scene *s) {
    i32 from, to;
    i64 kept = s->first_claim;
    if (!untrue_part(s, &from, &to)) return;
    struct span part = token_span(s->d, from, to);
    for (i64 i = s->first_claim; i < s->out->n; i++) {
        const struct claim *c = &s->out->v[i];
        bool gone = c->trigger.start >= part.start && c->trigger.end <= part.end &&
                    c->polarity == POLARITY_POSITIVE && c->kind != KIND_denial;
        if (!gone) s->out->v[kept++] = *c;
    }
    s->out->n = kept;
}
