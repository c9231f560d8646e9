/* Russian: words as they stand; rows of the lexicons that end in '*' take every ending. */
#include "base/asset.h"
#include "read/world.h"
#include "text/number_ru.h"
#include "text/when_ru.h"

ASSET(ru_events, "data/lexicon/ru/events.tsv");
ASSET(ru_people, "data/lexicon/ru/people.tsv");
ASSET(ru_speech, "data/lexicon/ru/speech.tsv");
ASSET(ru_steer, "data/lexicon/ru/steer.tsv");
static struct str events(void) {
    return ru_events();
}
static struct str people(void) {
    return ru_people();
}
static struct str speech(void) {
    return ru_speech();
}
static struct str steer(void) {
    return ru_steer();
}

static int forms(struct arena *a, struct str word, struct world_form *out) {
    (void)a;
    out[0] = (struct world_form){word, 0};
    return 1;
}

const struct world_lang world_ru = {
    .code = SI("ru"),
    .file = {events, people, speech, steer},
    .forms = forms,
    .number_at = number_ru_at,
    .number_next = number_ru_next,
    .when_at = when_ru_at,
    .capitals = true,
};
