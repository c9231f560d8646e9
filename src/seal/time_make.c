#include "proof/merkle.h"
#include "proof/policy.h"
#include "seal/time.h"

bool time_lower(const struct times *t, i64 first, i64 *entry, i64 *part) {
    struct interval v;
    times_interval(t, first, &v);
    i64 row = v.from.row;
    *entry = v.from.entry;
    switch (v.from.kind) {
    case BOUND_NONE: return false;
    case BOUND_BEACON: return *part = t->beacons[row].part, true;
    case BOUND_STAMP: return *part = t->stamped[row].part, true;
    case BOUND_WITNESS: return *part = t->cosigned[row].part, true;
    }
    return false;
}

/* A checkpoint that goes into the receipt, with what was said of it. */
struct proof {
    i64 size;
    struct str note;
    const struct cosigned *cosigned; /* may be NULL */
    const struct stamped **stamped;
    i64 nstamped, cap;
};

struct making {
    struct arena *a;
    struct arena scratch;
    struct store *s;
    const struct times *t;
    struct proof *v;
    i64 n, cap;
};

static struct proof *proof_of(struct making *m, i64 size) {
    for (i64 i = 0; i < m->n; i++)
        if (m->v[i].size == size) return &m->v[i];
    if (m->n == TIME_PROOFS_MAX) return NULL;
    struct proof *p = PUSH(m->a, m->v, m->n, m->cap);
    *p = (struct proof){.size = size};
    return p;
}

static void want_stamp(struct making *m, i64 row) {
    const struct stamped *s = &m->t->stamped[row];
    struct proof *p = proof_of(m, s->size);
    if (!p) return;
    for (i64 i = 0; i < p->nstamped; i++)
        if (p->stamped[i] == s) return;
    if (!p->note.n) p->note = s->note;
    *PUSH(m->a, p->stamped, p->nstamped, p->cap) = s;
}

static void want_cosigned(struct making *m, i64 row) {
    const struct cosigned *c = &m->t->cosigned[row];
    struct proof *p = proof_of(m, c->size);
    if (!p) return;
    p->cosigned = c;
    p->note = c->note;
}

/* The earliest of both kinds, and the token of a stamp that is opened as a lower bound. */
static void want(struct making *m, i64 entry) {
    struct interval v;
    times_interval(m->t, entry, &v);
    if (v.stamp.kind) want_stamp(m, v.stamp.row);
    if (v.witness.kind) want_cosigned(m, v.witness.row);
    for (i64 i = 0; i < m->t->nstamped; i++)
        if (m->t->stamped[i].entry == entry) want_stamp(m, i);
}

static void put_path(struct arena *a, struct json *o, u8 (*path)[32], i64 n) {
    struct json *list = json_set(o, S("path"), json_arr(a));
    for (i64 i = 0; i < n; i++)
        json_add(list, json_str(a, hex_encode(a, bytes_str(path[i], 32))));
}

static rc object_text(struct making *m, const struct stamped *s, const char *tail, struct str *out,
                      struct err *e) {
    struct str name = str_cat(m->a, s->object, str_c(tail));
    return store_object(m->s, m->a, s->entry, name, CRL_BYTES_MAX, out, e);
}

static rc put_token(struct making *m, struct json *list, const struct stamped *s, struct err *e) {
    struct str response, roots, crl = {0};
    TRY(object_text(m, s, ".tsr", &response, e));
    TRY(object_text(m, s, ".roots.pem", &roots, e));
    if (s->crl) TRY(object_text(m, s, ".crl.pem", &crl, e));
    struct json *o = json_add(list, json_obj(m->a));
    json_set_str(m->a, o, "authority", s->authority);
    json_set_str(m->a, o, "response", b64_encode(m->a, response, true));
    json_set_str(m->a, o, "roots", roots);
    /* a large one is left out: the check says then that revocation is not shown */
    if (crl.n && crl.n <= RECEIPT_CRL_MAX) json_set_str(m->a, o, "crl", crl);
    return RC_OK;
}

static rc put_proof(struct making *m, struct json *list, const struct proof *p, struct err *e) {
    u8 path[MERKLE_PATH_MAX][32];
    i64 n;
    TRY(store_consistency(m->s, p->size, NULL, path, &n, e));
    struct json *o = json_add(list, json_obj(m->a));
    json_set_str(m->a, o, "note", p->note);
    put_path(m->a, o, path, n);
    struct json *by = json_set(o, S("witnesses"), json_arr(m->a)),
                *tokens = json_set(o, S("tokens"), json_arr(m->a));
    for (i64 i = 0; p->cosigned && i < p->cosigned->nby; i++) {
        struct json *w = json_add(by, json_obj(m->a));
        json_set_str(m->a, w, "name", p->cosigned->by[i].witness);
        json_set_str(m->a, w, "vkey", p->cosigned->by[i].vkey);
    }
    for (i64 i = 0; i < p->nstamped; i++)
        TRY(put_token(m, tokens, p->stamped[i], e));
    return RC_OK;
}

static bool holds_time(const struct times *t, i64 entry) {
    for (i64 i = 0; i < t->nbeacons; i++)
        if (t->beacons[i].entry == entry) return true;
    for (i64 i = 0; i < t->nstamped; i++)
        if (t->stamped[i].entry == entry) return true;
    for (i64 i = 0; i < t->ncosigned; i++)
        if (t->cosigned[i].entry == entry) return true;
    return false;
}

/* The first entry after the lower bound binds the log before it, and so the bound. */
static rc put_order(struct making *m, struct json *list, const i64 *entries, i64 n, struct err *e) {
    for (i64 i = 0; i + 1 < n; i++) {
        u8 path[MERKLE_PATH_MAX][32];
        i64 npath;
        if (!holds_time(m->t, entries[i])) continue;
        TRY(store_path_at(m->s, entries[i], entries[i + 1], path, &npath, e));
        struct json *o = json_add(list, json_obj(m->a));
        json_set_i(m->a, o, "entry", entries[i]);
        json_set_i(m->a, o, "before", entries[i + 1]);
        put_path(m->a, o, path, npath);
    }
    return RC_OK;
}

rc time_put(struct arena *a, struct arena scratch, struct store *s, const struct times *t,
            const i64 *entries, i64 n, struct json *r, struct err *e) {
    struct making m = {.a = a, .scratch = scratch, .s = s, .t = t};
    for (i64 i = 0; i < n; i++)
        want(&m, entries[i]);
    struct json *o = json_obj(a), *proofs = json_set(o, S("proofs"), json_arr(a)),
                *order = json_set(o, S("order"), json_arr(a));
    for (i64 i = 0; i < m.n; i++)
        TRY(put_proof(&m, proofs, &m.v[i], e));
    TRY(put_order(&m, order, entries, n, e));
    if (!proofs->n && !order->n) return RC_OK;
    if (t->policy.n) json_set_str(a, o, "policy", t->policy);
    json_set(r, S("time"), o);
    return RC_OK;
}
