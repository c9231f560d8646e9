#include "store/times.h"

#include "base/date.h"
#include "store/times_sql.h"

static rc apply_time(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_TIME_PUT);
    db_bind_i64(q, 1, x->en->index);
    db_bind_i64(q, 2, x->part);
    db_bind_text(q, 3, json_get_str(p, "kind"));
    db_bind_text(q, 4, json_canon(&x->a, p));
    return db_run(q, e);
}

const struct part_kind TIME_PARTS[] = {{"policy", apply_time},
                                       {"cosigned", apply_time},
                                       {"stamped", apply_time},
                                       {"beacon", apply_time},
                                       {"authority", apply_time},
                                       {"clock", apply_time},
                                       {0}};

/* ---- loading ---- */

struct loading {
    struct arena *a;
    struct times *t;
    i64 entry, part;
    i64 cap_cosigned, cap_stamped, cap_beacons, cap_authorities, cap_clocks;
};

static rc take_policy(struct loading *x, const struct json *p, struct err *e) {
    (void)e;
    x->t->policy = json_get_str(p, "text");
    x->t->policy_entry = x->entry;
    return RC_OK;
}

static rc take_cosigned(struct loading *x, const struct json *p, struct err *e) {
    struct cosigned *c = PUSH(x->a, x->t->cosigned, x->t->ncosigned, x->cap_cosigned);
    const struct json *by = json_get(p, "witnesses");
    (void)e;
    *c = (struct cosigned){.entry = x->entry,
                           .part = x->part,
                           .size = json_get_i(p, "size", 0),
                           .note = json_get_str(p, "note"),
                           .met = json_get_bool(p, "met")};
    c->by = NEWN(x->a, struct cosignature, by ? by->n : 0);
    JSON_EACH(w, by)
    c->by[c->nby++] = (struct cosignature){json_get_str(w, "name"), json_get_str(w, "vkey"),
                                           json_get_i(w, "time", 0)};
    return RC_OK;
}

static rc take_stamped(struct loading *x, const struct json *p, struct err *e) {
    struct stamped *s = PUSH(x->a, x->t->stamped, x->t->nstamped, x->cap_stamped);
    struct str token = hex_decode(x->a, json_get_str(p, "token"));
    *s = (struct stamped){.entry = x->entry,
                          .part = x->part,
                          .size = json_get_i(p, "size", 0),
                          .note = json_get_str(p, "note"),
                          .authority = json_get_str(p, "authority"),
                          .subject = json_get_str(p, "subject"),
                          .time = json_get_i(p, "time", 0),
                          .accuracy_ms = json_get_i(p, "accuracy_ms", -1),
                          .ends = json_get_i(p, "ends", 0),
                          .policy = json_get_str(p, "policy"),
                          .serial = json_get_str(p, "serial"),
                          .object = json_get_str(p, "object"),
                          .crl = json_get_bool(p, "crl")};
    if (!token.p || token.n != 32)
        return fail(e, RC_INTEGRITY, "entry %lld: the stamp names no token", (long long)x->entry);
    memcpy(s->token, token.p, 32);
    return RC_OK;
}

static rc take_beacon(struct loading *x, const struct json *p, struct err *e) {
    (void)e;
    *PUSH(x->a, x->t->beacons, x->t->nbeacons, x->cap_beacons) =
        (struct beacon){.entry = x->entry,
                        .part = x->part,
                        .at = json_get_i(p, "at", 0),
                        .value = json_get_str(p, "value"),
                        .source = json_get_str(p, "source"),
                        .round = json_get_str(p, "round")};
    return RC_OK;
}

static rc take_authority(struct loading *x, const struct json *p, struct err *e) {
    struct authority now = {.name = json_get_str(p, "name"),
                            .url = json_get_str(p, "url"),
                            .roots = json_get_str(p, "roots"),
                            .crl = json_get_str(p, "crl"),
                            .entry = x->entry};
    (void)e;
    i64 at = 0;
    while (at < x->t->nauthorities && str_cmp(x->t->authorities[at].name, now.name) < 0)
        at++;
    bool known = at < x->t->nauthorities && str_eq(x->t->authorities[at].name, now.name);
    if (!known) {
        PUSH(x->a, x->t->authorities, x->t->nauthorities, x->cap_authorities);
        for (i64 i = x->t->nauthorities - 1; i > at; i--)
            x->t->authorities[i] = x->t->authorities[i - 1];
    }
    x->t->authorities[at] = now;
    return RC_OK;
}

static rc take_clock(struct loading *x, const struct json *p, struct err *e) {
    (void)e;
    *PUSH(x->a, x->t->clocks, x->t->nclocks, x->cap_clocks) =
        (struct clock_note){x->entry, json_get_i(p, "entry", -1), json_get_str(p, "reason")};
    return RC_OK;
}

static const struct {
    const char *kind;
    rc (*take)(struct loading *x, const struct json *p, struct err *e);
} TAKES[] = {{"policy", take_policy}, {"cosigned", take_cosigned},   {"stamped", take_stamped},
             {"beacon", take_beacon}, {"authority", take_authority}, {"clock", take_clock}};

static rc take_row(struct loading *x, struct str kind, struct str body, struct err *e) {
    struct json *p;
    TRY(json_read(x->a, body, &p, e));
    for (i64 i = 0; i < LEN(TAKES); i++)
        if (str_eqc(kind, TAKES[i].kind)) return TAKES[i].take(x, p, e);
    return RC_OK;
}

rc times_load(struct db *d, struct arena *a, struct times *out, struct err *e) {
    struct loading x = {.a = a, .t = out};
    struct stmt *q = db_stmt(d, &Q_TIMES);
    bool row;
    *out = (struct times){.policy_entry = -1};
    for (;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        x.entry = db_i64(q, 0);
        x.part = db_i64(q, 1);
        struct str kind = db_text_dup(a, q, 2), body = db_text_dup(a, q, 3);
        TRY(take_row(&x, kind, body, e));
    }
}

/* ---- the interval ---- */

static struct time_bound of_witness(const struct times *t, i64 row, i64 k) {
    const struct cosigned *c = &t->cosigned[row];
    return (struct time_bound){BOUND_WITNESS, c->by[k].time, c->by[k].witness,
                               c->entry,      row,           c->size};
}

static struct time_bound of_stamp(const struct times *t, i64 row) {
    const struct stamped *s = &t->stamped[row];
    return (struct time_bound){BOUND_STAMP, s->time, s->authority, s->entry, row, s->size};
}

static void later(struct time_bound *b, struct time_bound other) {
    if (b->kind == BOUND_NONE || other.at > b->at) *b = other;
}
static void earlier(struct time_bound *b, struct time_bound other) {
    if (b->kind == BOUND_NONE || other.at < b->at) *b = other;
}

void times_interval(const struct times *t, i64 entry, struct interval *out) {
    *out = (struct interval){0};
    for (i64 i = 0; i < t->nbeacons; i++) {
        const struct beacon *b = &t->beacons[i];
        if (b->entry < entry)
            later(&out->from, (struct time_bound){BOUND_BEACON, b->at, b->source, b->entry, i, 0});
    }
    for (i64 i = 0; i < t->nstamped; i++) {
        if (t->stamped[i].entry < entry) later(&out->from, of_stamp(t, i));
        if (t->stamped[i].size > entry) earlier(&out->stamp, of_stamp(t, i));
    }
    for (i64 i = 0; i < t->ncosigned; i++)
        for (i64 k = 0; k < t->cosigned[i].nby; k++) {
            if (t->cosigned[i].entry < entry) later(&out->from, of_witness(t, i, k));
            if (t->cosigned[i].size > entry) earlier(&out->witness, of_witness(t, i, k));
        }
}

const struct time_bound *interval_to(const struct interval *v) {
    if (v->stamp.kind == BOUND_NONE) return &v->witness;
    if (v->witness.kind == BOUND_NONE) return &v->stamp;
    return v->witness.at < v->stamp.at ? &v->witness : &v->stamp;
}

struct str bound_words(struct arena *a, const struct time_bound *b) {
    static const char *const WHO[] = {"", "public then, says ", "by the witness ",
                                      "by the time authority "};
    if (b->kind == BOUND_NONE) return S("not shown");
    return str_fmt(a, "%.*s, %s%.*s", SARG(instant_text(a, b->at)), WHO[b->kind], SARG(b->who));
}
