#include "store/standing.h"

void decisions_add(struct arena *a, struct decisions *d, struct str act, struct str person,
                   i64 version) {
    if (str_eqc(act, "undo")) {
        if (d->n) d->n--;
        return;
    }
    *PUSH(a, d->v, d->n, d->cap) = (struct decided){act, person, version};
}

static bool approves(const struct decided *d) {
    return str_eqc(d->act, "accept") || str_eqc(d->act, "correct");
}

static bool is_last_word(const struct decisions *d, i64 at) {
    for (i64 i = at + 1; i < d->n; i++)
        if (str_eq(d->v[i].person, d->v[at].person)) return false;
    return true;
}

/* The author's word stands until they say otherwise. */
static bool author_stands(const struct decisions *d, i64 from, struct str author) {
    for (i64 i = from; i < d->n; i++)
        if (str_eq(d->v[i].person, author)) return false;
    return author.n > 0;
}

static enum claim_status status_after(struct str act, enum claim_status before) {
    if (str_eqc(act, "accept") || str_eqc(act, "correct")) return STATUS_ACCEPTED;
    if (str_eqc(act, "reject")) return STATUS_WITHDRAWN;
    if (str_eqc(act, "conflict")) return STATUS_CONFLICT;
    if (str_eqc(act, "work_needed")) return STATUS_WORK_NEEDED;
    return before;
}

struct standing decisions_standing(const struct decisions *d, struct str author) {
    struct standing s = {.status = author.n ? STATUS_ACCEPTED : STATUS_MACHINE};
    i64 from = 0; /* the first decision on the version shown */
    for (i64 i = 0; i < d->n; i++) {
        s.status = status_after(d->v[i].act, s.status);
        if (!str_eqc(d->v[i].act, "correct")) continue;
        s.version = d->v[i].version;
        from = i;
        author = (struct str){0};
    }
    s.reviewers = author_stands(d, from, author);
    for (i64 i = from; i < d->n; i++)
        s.reviewers += approves(&d->v[i]) && is_last_word(d, i);
    return s;
}
