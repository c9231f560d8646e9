/* All families of events of one sentence, in a fixed order. */
#include "read/event.h"

void events_of(struct scene *s) {
    events_harm(s);
    events_found(s);
    events_attack(s);
    events_move(s);
    events_control(s);
    events_said(s);
    events_parts(s);
    events_findings(s);
}
