/* All families of events of one sentence, in a fixed order. */
#include "read/event.h"

void events_of(struct scene *s) {
    events_harm(s);
}
