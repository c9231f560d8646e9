#include "flow/custody.h"

#include "base/limits.h"
#include "flow/signed.h"
#include "store/custody.h"
#include "store/signer.h"
#include "sys/os.h"

enum { DAY = 86400 };

/* ---- what is recorded ---- */

static struct custody_step from_event(const struct custody_event *v) {
    return (struct custody_step){.step = v->act,
                                 .entry = v->entry,
                                 .part = v->part,
                                 .from = v->from,
                                 .to = v->to,
                                 .when = v->happened,
                                 .place = v->place,
                                 .note = v->note,
                                 .by = v->actor,
                                 .key = v->key,
                                 .signature = v->key.n       ? S("signed")
                                              : v->automatic ? S("automatic")
                                                             : S("unsigned")};
}

/* An instant is itself, a date its days; what is neither says nothing. */
static void times(struct custody_step *s, i64 logged) {
    struct date_range r;
    s->lo = s->hi = logged;
    if (instant_parse(s->when, &s->lo)) {
        s->hi = s->lo;
    } else if (date_parse(s->when, &r) && r.precision != DATE_NONE) {
        s->lo = (i64)r.from * DAY;
        s->hi = (i64)r.to * DAY + DAY - 1;
    }
}

static bool is(const struct custody_step *s, const char *step) {
    return str_eqc(s->step, step);
}

static bool passes_on(const struct custody_step *s) {
    return is(s, "transferred") || is(s, "returned") || (is(s, "archived") && s->to.n);
}

/* ---- does it fit together ---- */

struct walk {
    struct op_ctx *c;
    struct signer *signers;
    i64 nsigners;
    struct str holder, since, sender; /* sender: from whom the manifest says it came */
    bool held, gone;
    i64 lo; /* of the step before */
    i64 gaps;
};

static void gap(struct walk *w, struct custody_step *s, struct str what) {
    s->gap = s->gap.n ? str_cat(w->c->perm, s->gap, str_cat(w->c->perm, S("; "), what)) : what;
}

static void hold(struct walk *w, const struct custody_step *s, struct str by) {
    w->holder = by;
    w->since = s->when;
    w->held = true;
}

static struct str not_holder(struct walk *w, struct str from) {
    if (!w->holder.n) return S("nobody is known to have held it");
    return str_fmt(w->c->perm, "%.*s is said to have given it, but %.*s held it",
                   SARG(from.n ? from : S("nobody named")), SARG(w->holder));
}

static void check_hands(struct walk *w, struct custody_step *s) {
    if (is(s, "received")) {
        bool known = str_eqi(w->holder, s->by) || (w->sender.n && str_eqi(w->holder, w->sender));
        if (w->held && !known)
            gap(w, s,
                str_fmt(w->c->perm, "%.*s held it; how it came from there to %.*s is not said",
                        SARG(w->holder), SARG(s->by)));
        return hold(w, s, s->by);
    }
    if (w->gone && !is(s, "verified")) gap(w, s, S("it was destroyed before"));
    if (is(s, "collected")) return hold(w, s, s->to.n ? s->to : s->by);
    if (is(s, "destroyed")) {
        w->gone = true;
        w->holder = (struct str){0};
        w->since = s->when;
    }
    if (!passes_on(s)) return;
    if (!str_eqi(s->from, w->holder)) gap(w, s, not_holder(w, s->from));
    hold(w, s, s->to);
}

static void check_time(struct walk *w, struct custody_step *s) {
    if (s->hi < w->lo) gap(w, s, S("it is said to have happened before what stands above it"));
    if (s->lo > w->lo) w->lo = s->lo;
}

static bool had_signers(const struct walk *w, i64 entry) {
    for (i64 i = 0; i < w->nsigners; i++)
        if (signer_counts(&w->signers[i], entry)) return true;
    return false;
}

static rc check_signature(struct walk *w, struct custody_step *s, struct err *e) {
    struct arena a = arena_split(&w->c->scratch, SIGNED_SCRATCH_BYTES);
    struct op_ctx one = *w->c;
    struct entry en;
    struct json *part;
    struct err why = {0};
    if (str_eqc(s->signature, "unsigned") && had_signers(w, s->entry))
        gap(w, s, S("it is not signed, though the case had signers"));
    if (!str_eqc(s->signature, "signed")) return RC_OK;
    TRY(store_entry(w->c->session->store, &a, s->entry, &en, e));
    TRY(json_read(&a, en.parts[s->part], &part, e));
    s->text = str_dup(w->c->perm, json_get_str(part, "signed"));
    s->armored = str_dup(w->c->perm, json_get_str(part, "signature"));
    one.perm = &a;
    if (signed_check(&one, part, json_get_str(en.json, "by"), s->entry, s->part, &why) != RC_OK)
        gap(w, s, str_dup(w->c->perm, str_c(why.msg)));
    return RC_OK;
}

static rc check_step(struct walk *w, struct custody_step *s, struct err *e) {
    struct arena keep = w->c->scratch;
    check_hands(w, s);
    check_time(w, s);
    rc r = check_signature(w, s, e);
    w->c->scratch = keep;
    w->gaps += s->gap.n > 0;
    return r;
}

/* ---- the chain ---- */

static struct custody_step receipt_step(struct op_ctx *c, const struct item *it, struct str actor,
                                        struct str open) {
    struct json *j;
    struct err none = {0};
    struct custody_step s = {.step = S("received"),
                             .entry = it->entry,
                             .part = it->part,
                             .from = it->from,
                             .to = actor,
                             .by = actor,
                             .when = instant_text(c->perm, it->received_at),
                             .lo = it->received_at,
                             .hi = it->received_at};
    if (open.n && json_read(c->perm, open, &j, &none) == RC_OK)
        s.transport = json_get_str(j, "transport");
    return s;
}

/* Collected before it was received: by when that is said to have been, else as logged. */
static void sort_collected(struct custody_step *v, i64 n) {
    for (i64 i = 1; i < n; i++)
        for (i64 k = i; k > 0 && v[k].lo < v[k - 1].lo; k--) {
            struct custody_step t = v[k];
            v[k] = v[k - 1];
            v[k - 1] = t;
        }
}

static i64 put_events(struct custody_step *v, i64 at, const struct custody_event *ev, i64 n,
                      bool collected) {
    i64 first = at;
    for (i64 i = 0; i < n; i++) {
        if (str_eqc(ev[i].act, "collected") != collected) continue;
        v[at] = from_event(&ev[i]);
        times(&v[at++], ev[i].at);
    }
    if (collected) sort_collected(v + first, at - first);
    return at;
}

static rc load_item(struct op_ctx *c, struct str item, const struct item **out, struct err *e) {
    struct book *b;
    struct slice want = {.items = &item, .nitems = 1};
    TRY(session_slice(c, &want, &b, e));
    i64 at = book_item(b, item);
    if (at < 0) return fail(e, RC_NOTFOUND, "there is no such item");
    *out = &b->items[at];
    return RC_OK;
}

rc custody_chain(struct op_ctx *c, struct str item, struct custody_chain *out, struct err *e) {
    const struct item *it = NULL;
    struct custody_event *ev;
    struct walk w = {.c = c, .lo = INT64_MIN};
    struct str open, source, actor;
    i64 n, at;
    TRY(load_item(c, item, &it, e));
    struct db *d = c->session->db;
    TRY(records_custody(d, c->perm, item, &ev, &n, e));
    TRY(records_intake(d, c->perm, it->entry, &open, &source, e));
    TRY(records_entry_actor(d, c->perm, it->entry, &actor, e));
    TRY(records_signers(d, c->perm, &w.signers, &w.nsigners, e));
    struct custody_step *v = NEWN(c->perm, struct custody_step, n + 2);
    at = put_events(v, 0, ev, n, true);
    v[at++] = receipt_step(c, it, actor, open);
    at = put_events(v, at, ev, n, false);
    w.sender = it->from;
    for (i64 i = 0; i < at; i++)
        TRY(check_step(&w, &v[i], e));
    v[at++] =
        (struct custody_step){.step = S("held"), .entry = -1, .to = w.holder, .when = w.since};
    *out = (struct custody_chain){v, at, w.gaps};
    return RC_OK;
}

static void put(struct op_ctx *c, struct json *j, const char *key, struct str s, bool may) {
    if (s.n) json_set_str(c->perm, j, key, may ? s : S("withheld"));
}

struct json *custody_row(struct op_ctx *c, struct str item, const struct custody_step *s) {
    struct json *j = json_obj(c->perm);
    bool names = op_sees(c, FIELD_NAMES);
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "item", item);
    json_set_str(c->perm, j, "step", s->step);
    put(c, j, "from", s->from, names);
    put(c, j, "to", s->to, names);
    put(c, j, "when", s->when, true);
    put(c, j, "place", s->place, op_sees(c, FIELD_PLACE));
    put(c, j, "transport", s->transport, true);
    put(c, j, "note", s->note, names);
    put(c, j, "by", s->by, true);
    put(c, j, "signature", s->signature, true);
    put(c, j, "key", s->key, true);
    if (names) put(c, j, "signed_text", s->text, true);
    if (names) put(c, j, "signature_text", s->armored, true);
    if (s->entry >= 0) json_set_i(c->perm, j, "entry", s->entry);
    if (s->gap.n) json_set_str(c->perm, j, "gap", names ? s->gap : S("there is a gap"));
    return j;
}

/* ---- acts of operations ---- */

struct json *custody_part(struct op_ctx *c, const char *act, const struct str *items, i64 n,
                          struct str to, struct str note) {
    struct json *p = json_obj(c->perm), *all = json_arr(c->perm);
    json_set_str(c->perm, p, "kind", S("custody"));
    json_set_str(c->perm, p, "act", str_c(act));
    for (i64 i = 0; i < n; i++)
        json_add(all, json_str(c->perm, items[i]));
    json_set(p, S("items"), all);
    json_set_str(c->perm, p, "when", instant_text(c->perm, os_now()));
    if (to.n) json_set_str(c->perm, p, "to", to);
    if (note.n) json_set_str(c->perm, p, "note", note);
    json_set(p, S("automatic"), json_bool(c->perm, true));
    return p;
}

rc custody_record(struct op_ctx *c, const char *act, const struct str *items, i64 n, struct str to,
                  struct str note, struct err *e) {
    struct json *p = custody_part(c, act, items, n, to, note);
    if (!n) return RC_OK;
    return session_act(c, "handled", &p, 1, e);
}
