#include "flow/times.h"

#include "base/date.h"
#include "proof/checkpoint.h"
#include "proof/hash.h"

rc flow_times(struct op_ctx *c, struct times *out, struct err *e) {
    TRY(session_open(c, e));
    return times_load(c->session->db, c->perm, out, e);
}

rc flow_policy(struct op_ctx *c, const struct times *t, struct policy **out, struct err *e) {
    *out = NULL;
    if (!t->policy.n) return RC_OK;
    *out = NEW(c->perm, struct policy);
    return policy_parse(c->perm, t->policy, *out, e);
}

struct json *time_part(struct op_ctx *c, const char *kind) {
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", str_c(kind));
    return p;
}

rc time_head(struct op_ctx *c, struct json *part, struct str *note, i64 *size, struct err *e) {
    struct note *n = NEW(c->perm, struct note);
    struct checkpoint head;
    *note = str_dup(c->perm, store_checkpoint(c->session->store));
    TRY(note_parse(c->perm, *note, n, e));
    TRY(checkpoint_parse(c->perm, n->text, &head, e));
    *size = head.size;
    json_set_i(c->perm, part, "size", head.size);
    json_set_str(c->perm, part, "root", hex_encode(c->perm, bytes_str(head.root, 32)));
    return RC_OK;
}

rc time_nothing_new(struct op_ctx *c, i64 size, bool *yes, struct err *e) {
    i64 now = store_size(c->session->store);
    *yes = size > 0;
    for (i64 i = size; *yes && i < now; i++) {
        struct arena a = c->scratch;
        struct entry en;
        TRY(store_entry(c->session->store, &a, i, &en, e));
        *yes = str_eqc(json_get_str(en.json, "type"), "timed");
    }
    return RC_OK;
}

rc time_plausible(struct op_ctx *c, const struct times *t, i64 size, i64 at, struct err *e) {
    struct interval v;
    times_interval(t, size, &v);
    struct str when = instant_text(c->perm, at);
    if (at <= 0 || !when.n) {
        fail(e, RC_INTEGRITY, "the time it says (%lld) is none", (long long)at);
        return err_hint(e, "tell whoever runs it that its clock is wrong");
    }
    if (v.from.kind == BOUND_NONE || at >= v.from.at - CLOCK_SLACK_SECONDS) return RC_OK;
    struct str from = bound_words(c->perm, &v.from);
    fail(e, RC_INTEGRITY, "the time it says, %.*s, is before what the log holds already: %.*s",
         SARG(when), SARG(from));
    return err_hint(e, "tell whoever runs it that its clock is wrong");
}

static void put_bound(struct op_ctx *c, struct json *row, const char *key,
                      const struct time_bound *b) {
    json_set_str(c->perm, row, key, bound_words(c->perm, b));
}

void time_fields(struct op_ctx *c, struct json *row, const struct times *t, i64 entry) {
    struct interval v;
    times_interval(t, entry, &v);
    put_bound(c, row, "not_earlier", &v.from);
    put_bound(c, row, "not_later_stamp", &v.stamp);
    put_bound(c, row, "not_later_witness", &v.witness);
}

static bool newest_of(const struct times *t, i64 i) {
    for (i64 k = i + 1; k < t->nstamped; k++)
        if (str_eq(t->stamped[k].authority, t->stamped[i].authority)) return false;
    return true;
}

i64 time_first_end(const struct times *t) {
    i64 first = 0;
    for (i64 i = 0; i < t->nstamped; i++)
        if (newest_of(t, i) && (!first || t->stamped[i].ends < first)) first = t->stamped[i].ends;
    return first;
}
