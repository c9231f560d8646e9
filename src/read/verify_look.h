/* One proposal being checked; internal to verify*.c. */
#ifndef CAIRN_READ_VERIFY_LOOK_H
#define CAIRN_READ_VERIFY_LOOK_H

#include "read/verify.h"

struct look {
    struct arena *a;
    struct arena scratch;
    const struct checker *k;
    struct claim *c;
    const struct claim *reader;     /* its claim of this kind at these words; or NULL */
    const struct probe_sentence *s; /* that the trigger stands in; NULL: none was read there */
    const struct probe_trigger *t;  /* the word that tells of the kind; or NULL */
    struct verification *out;
};

static inline void verified(struct look *l, const char *field, const char *rule) {
    verify_note(l->a, l->out, str_c(field), VERIFY_VERIFIED, rule);
}
static inline void span_only(struct look *l, const char *field, const char *why) {
    verify_note(l->a, l->out, str_c(field), VERIFY_SPAN_ONLY, why);
}
static inline void refused(struct look *l, const char *field, const char *why) {
    verify_note(l->a, l->out, str_c(field), VERIFY_REFUSED, why);
}
static inline bool span_same(struct span a, struct span b) {
    return a.start == b.start && a.end == b.end;
}
/* The words that the reader took, an article before them or not. */
bool span_fits(const struct look *l, struct span s, struct span reader);
/* "counts[2]" */
const char *look_numbered(struct look *l, const char *what, i64 i);
static inline bool range_same(struct date_range a, struct date_range b) {
    return a.precision == b.precision &&
           (a.precision == DATE_NONE || (a.from == b.from && a.to == b.to));
}

/* verify_said.c: speakers, act, cue, content, time of speaking. */
void look_said(struct look *l);
/* verify_count.c */
void look_counts(struct look *l);
/* verify_part.c: places, dates, perpetrators, victims, findings, names. */
void look_when(struct look *l);
void look_parts(struct look *l);

#endif
