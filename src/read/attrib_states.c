#include "read/attrib_states.h"

/* What counts as seen when a span of this label begins: a part that was there already begins a new
 * attribution; a content may have several parts. */
static u8 before_of(u8 label, u8 seen, bool first) {
    if (label == ATTRIB_CONTENT) {
        u8 rest = seen & (SEEN_S | SEEN_C);
        if (seen == SEEN_ALL || seen == SEEN_AFTER) return seen;
        return rest ? rest : first ? SEEN_HEAD : 0;
    }
    if (seen == SEEN_AFTER) return 0;
    u8 bit = label == ATTRIB_SOURCE ? SEEN_S : SEEN_C;
    return seen & bit ? 0 : seen;
}

static u8 after_of(u8 label, u8 before) {
    static const u8 bit[ATTRIB_LABELS] = {0, SEEN_S, SEEN_S, SEEN_C, SEEN_C, SEEN_K, SEEN_K};
    u8 after = before | bit[label];
    return before == SEEN_AFTER || (after & SEEN_ALL) == SEEN_ALL ? SEEN_ALL : after;
}

static u8 column_of(u8 label, u8 before) {
    switch (label) {
    case ATTRIB_NONE: return before == 0 || before == SEEN_AFTER ? 0 : before == SEEN_ALL ? 2 : 1;
    case ATTRIB_SOURCE:
    case ATTRIB_SOURCE_ON: return (u8)((before ? 5 : 3) + (label == ATTRIB_SOURCE_ON));
    case ATTRIB_CUE:
    case ATTRIB_CUE_ON: return (u8)((before & SEEN_K ? 9 : 7) + (label == ATTRIB_CUE_ON));
    default:
        if (before == SEEN_ALL || before == SEEN_AFTER) return label == ATTRIB_CONTENT_ON ? 14 : 15;
        return (u8)((before & SEEN_ALL ? 13 : 11) + (label == ATTRIB_CONTENT_ON));
    }
}

static i32 find(const struct attrib_states *s, u8 label, u8 before) {
    for (i32 i = 0; i < s->n; i++)
        if (s->v[i].label == label && s->v[i].before == before) return i;
    return -1;
}

static i32 state_of(struct attrib_states *s, u8 label, u8 before, u8 after) {
    i32 i = find(s, label, before);
    if (i >= 0) return i;
    CHECK(s->n < ATTRIB_STATES);
    s->v[s->n] = (struct attrib_state){label, before, after, column_of(label, before)};
    return s->n++;
}

/* A new sentence forgets what was left open. */
static u8 forget(u8 seen) {
    return (seen & SEEN_K && seen & SEEN_C) || seen == SEEN_AFTER ? SEEN_AFTER : 0;
}

static i32 follow(struct attrib_states *s, u8 seen, u8 label, bool first) {
    if (label == ATTRIB_NONE) return state_of(s, label, seen, seen);
    u8 before = before_of(label, seen, first);
    return state_of(s, label, before, after_of(label, before));
}

void attrib_states_make(struct attrib_states *s) {
    static const u8 begins[] = {ATTRIB_NONE, ATTRIB_SOURCE, ATTRIB_CUE, ATTRIB_CONTENT};
    *s = (struct attrib_states){0};
    memset(s->next, -1, sizeof s->next);
    memset(s->begin, -1, sizeof s->begin);
    for (i64 k = 0; k < LEN(begins); k++)
        s->begin[begins[k]] = (int8_t)follow(s, 0, begins[k], true);
    for (i32 i = 0; i < s->n; i++) { /* grows while it is walked */
        struct attrib_state at = s->v[i];
        for (int first = 0; first < 2; first++) {
            u8 seen = first ? forget(at.after) : at.after;
            for (i64 k = 0; k < LEN(begins); k++)
                s->next[first][i][begins[k]] = (int8_t)follow(s, seen, begins[k], first);
            if (at.label == ATTRIB_NONE) continue;
            u8 on = (u8)(at.label + (at.label & 1));
            s->next[first][i][on] = (int8_t)state_of(s, on, at.before, at.after);
        }
    }
}
