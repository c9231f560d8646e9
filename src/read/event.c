/* All families of events of one sentence, in a fixed order. */
#include "read/event.h"

/* Films, games, drills and draft laws tell of no event. */
static bool is_fiction(const struct scene *s) {
    static const char *const words[] = {"film",         "movie",      "novel",      "thriller",
                                        "fictional",    "screenplay", "videogame",  "rehearsal",
                                        "drill",        "mock",       "simulated",  "whoever",
                                        "hypothetical", "actors",     "playwright", "opera"};
    const struct sentence *se = &s->d->s.v[s->si];
    for (i32 i = se->from; i < se->to; i++)
        for (i64 k = 0; k < LEN(words); k++)
            if (word_is(s->d, i, words[k])) return true;
    return false;
}

void events_of(struct scene *s) {
    if (is_fiction(s)) return;
    events_harm(s);
    events_found(s);
    events_attack(s);
    events_move(s);
    events_exit(s);
    events_control(s);
    events_said(s);
    events_roll(s);
    events_parts(s);
    events_findings(s);
    events_phrase(s);
    events_not(s);
    events_list(s);
    events_cases(s);
    events_untrue(s);
    events_pronoun(s);
    events_share(s);
    events_blame(s);
    events_dep(s);
    events_how(s);
}
