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

static bool rejects(const struct decided *d) {
    return str_eqc(d->act, "reject");
}

/* Decisions on the version shown: [from, to); author: "" when the version is not theirs. */
struct round {
    const struct decisions *d;
    i64 from;
    struct str author;
};

/* What this person last said of it before `to`: 1 for it, -1 against it, 0 neither. */
static int last_word(const struct round *r, struct str person, i64 to) {
    for (i64 i = to - 1; i >= r->from; i--) {
        const struct decided *x = &r->d->v[i];
        if (str_eq(x->person, person)) return approves(x) ? 1 : rejects(x) ? -1 : 0;
    }
    return r->author.n && str_eq(person, r->author);
}

static bool somebody_opposes(const struct round *r, i64 at) {
    const struct decided *me = &r->d->v[at];
    int word = approves(me) ? 1 : -1;
    for (i64 i = r->from; i < at; i++)
        if (!str_eq(r->d->v[i].person, me->person) && last_word(r, r->d->v[i].person, at) == -word)
            return true;
    return r->author.n && !str_eq(r->author, me->person) && last_word(r, r->author, at) == -word;
}

static bool took_part(const struct round *r, i64 at) {
    struct str me = r->d->v[at].person;
    for (i64 i = r->from; i < at; i++)
        if (str_eq(r->d->v[i].person, me)) return true;
    return r->author.n && str_eq(r->author, me);
}

/* Two who disagree leave it in conflict; it is settled by somebody who took no part, or when one of
 * them comes round. */
static enum claim_status settle(const struct round *r, i64 at, enum claim_status before,
                                bool *open) {
    const struct decided *x = &r->d->v[at];
    bool judges = str_eqc(x->act, "accept") || rejects(x);
    bool against = judges && somebody_opposes(r, at);
    *open = against && !(*open && !took_part(r, at));
    return *open ? STATUS_CONFLICT : status_after(x->act, before);
}

struct standing decisions_standing(const struct decisions *d, struct str author) {
    struct standing s = {.status = author.n ? STATUS_ACCEPTED : STATUS_MACHINE};
    struct round r = {d, 0, author}; /* from: the first decision on the version shown */
    bool open = false;
    for (i64 i = 0; i < d->n; i++) {
        if (str_eqc(d->v[i].act, "correct")) {
            s.version = d->v[i].version;
            r = (struct round){.d = d, .from = i};
        }
        s.status = settle(&r, i, s.status, &open);
    }
    struct str writer = s.version ? d->v[r.from].person : author;
    s.reviewers = author_stands(d, r.from, r.author);
    for (i64 i = r.from; i < d->n; i++) {
        bool counts = approves(&d->v[i]) && is_last_word(d, i);
        s.reviewers += counts;
        s.others += counts && !str_eq(d->v[i].person, writer);
    }
    return s;
}
