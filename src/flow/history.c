#include "flow/history.h"

#include "flow/show.h"

/* Several values of one field stand behind each other. */
static void join(struct arena *a, struct str *to, struct str more) {
    if (!more.n) return;
    *to = to->n ? str_fmt(a, "%.*s; %.*s", SARG(*to), SARG(more)) : str_dup(a, more);
}

struct value {
    struct arena *a;
    const struct shown *x;
    i64 item;
    const struct claim *c;
};

static struct str words(const struct value *v, struct span s) {
    return shown_words(v->a, v->x, v->item, s);
}

static struct str noted(const struct value *v, struct span s, struct str note) {
    struct str w = words(v, s);
    return w.n ? str_fmt(v->a, "“%.*s” (%.*s)", SARG(w), SARG(note)) : note;
}

static struct str speaker(const struct value *v) {
    struct str all = {0};
    for (i64 i = 0; i < v->c->said.nchain; i++) {
        const struct said_link *l = &v->c->said.chain[i];
        if (!l->is_publication)
            join(v->a, &all, noted(v, l->who, shown_term(v->x, "role", (int)l->role)));
    }
    return all;
}

static struct str counts(const struct value *v) {
    struct str all = {0};
    for (i64 i = 0; i < v->c->ncounts; i++) {
        const struct count *n = &v->c->counts[i];
        struct str note = str_fmt(v->a, "%.*s %.*s, %.*s", SARG(show_range(v->a, n->min, n->max)),
                                  SARG(shown_term(v->x, "what", (int)n->what)),
                                  SARG(shown_term(v->x, "who", (int)n->who)));
        join(v->a, &all, noted(v, n->span, note));
        for (i64 k = 0; k < n->nof; k++)
            join(v->a, &all,
                 noted(v, n->of[k].span,
                       str_fmt(v->a, "%.*s of them %.*s",
                               SARG(show_range(v->a, n->of[k].min, n->of[k].max)),
                               SARG(shown_term(v->x, "who", (int)n->of[k].who)))));
    }
    return all;
}

static struct str places(const struct value *v) {
    struct str all = {0};
    for (i64 i = 0; i < v->c->nwhere; i++) {
        const struct where *w = &v->c->where[i];
        i64 p = book_place(v->x->b, w->place);
        join(v->a, &all,
             noted(v, w->span,
                   p >= 0 ? shown_text(v->a, v->x, v->x->b->places[p].name)
                          : shown_term(v->x, "precision", (int)w->precision)));
    }
    return all;
}

static struct str dates(const struct value *v, const struct when *w) {
    struct str range = date_text(v->a, w->range), said = words(v, w->span);
    if (!said.n) return range;
    return range.n ? str_fmt(v->a, "“%.*s” (%.*s)", SARG(said), SARG(range)) : said;
}

static struct str accused(const struct value *v) {
    struct str all = {0};
    for (i64 i = 0; i < v->c->nperps; i++)
        join(v->a, &all,
             noted(v, v->c->perps[i].span, shown_term(v->x, "how", (int)v->c->perps[i].how)));
    return all;
}

static struct str victims(const struct value *v) {
    struct str all = {0};
    for (i64 i = 0; i < v->c->nvictims; i++) {
        const struct victim *p = &v->c->victims[i];
        struct str age = p->age >= 0 ? str_fmt(v->a, ", %d", (int)p->age) : S("");
        join(v->a, &all,
             noted(
                 v, p->name,
                 str_fmt(v->a, "%.*s%.*s", SARG(shown_term(v->x, "who", (int)p->who)), SARG(age))));
    }
    return all;
}

static struct str findings(const struct value *v) {
    struct str all = {0};
    for (i64 i = 0; i < v->c->nfindings; i++)
        join(v->a, &all,
             noted(v, v->c->findings[i].span,
                   shown_term(v->x, "finding", (int)v->c->findings[i].kind)));
    return all;
}

void history_fields(struct arena *a, const struct shown *x, i64 item, const struct claim *c,
                    struct history_field out[HISTORY_FIELDS]) {
    struct value v = {a, x, item, c};
    const struct history_field all[HISTORY_FIELDS] = {
        {"kind", kind_name(c->kind), "kind"},
        {"trigger", words(&v, c->trigger), NULL},
        {"quote", words(&v, span_some(c->said.content) ? c->said.content : c->sentence), NULL},
        {"speaker", speaker(&v), NULL},
        {"act", word_name("act", (int)c->said.act), "act"},
        {"number", counts(&v), NULL},
        {"place", places(&v), NULL},
        {"when", dates(&v, &c->when), NULL},
        {"accused", accused(&v), NULL},
        {"victims", victims(&v), NULL},
        {"findings", findings(&v), NULL},
        {"said_when", dates(&v, &c->said.when), NULL},
        {"knows", words(&v, c->said.knows), NULL},
        {"setting", words(&v, c->said.setting), NULL},
        {"polarity", word_name("polarity", (int)c->polarity), "polarity"},
        {"modality", word_name("modality", (int)c->modality), "modality"},
        {"repeats", c->repeats.n ? c->repeats : c->part_of, NULL},
    };
    for (int i = 0; i < HISTORY_FIELDS; i++)
        out[i] = all[i];
}

static rc fields_of(struct op_ctx *c, const struct shown *x, i64 item,
                    const struct claim_version *v, struct history_field *out, struct err *e) {
    struct claim k;
    TRY(claim_from_json(c->perm, v->body, (struct str){0}, &k, e));
    history_fields(c->perm, x, item, &k, out);
    return RC_OK;
}

static rc change(struct op_ctx *c, const struct shown *x, i64 item, const struct claim_version *was,
                 const struct claim_version *is, struct history_change *out, struct err *e) {
    *out = (struct history_change){.by = is->by, .at = is->at, .entry = is->entry};
    out->version = is->version;
    TRY(fields_of(c, x, item, was, out->was, e));
    TRY(fields_of(c, x, item, is, out->is, e));
    for (int i = 0; i < HISTORY_FIELDS; i++)
        if (!str_eq(out->was[i].value, out->is[i].value)) out->changed[out->n++] = i;
    return RC_OK;
}

static rc changes(struct op_ctx *c, const struct shown *x, const struct claim_row *r,
                  struct history *out, struct err *e) {
    struct claim_version *v, *p;
    i64 n, np, now = 0;
    struct db *d = c->session->db;
    TRY(records_versions(d, c->perm, r->c.id, &v, &n, e));
    TRY(records_proposed(d, c->perm, r->c.id, &p, &np, e));
    if (n == 0) return fail(e, RC_INTEGRITY, "projection: a claim without a version");
    out->first_by = v[0].by;
    out->first_at = v[0].at;
    TRY(fields_of(c, x, r->item, &v[0], out->first, e));
    out->changes = NEWN(c->perm, struct history_change, n);
    for (i64 i = 1; i < n; i++)
        TRY(change(c, x, r->item, &v[i - 1], &v[i], &out->changes[out->nchanges++], e));
    for (i64 i = 0; i < n; i++)
        if (v[i].version == r->version) now = i;
    out->proposed = NEWN(c->perm, struct history_change, np);
    for (i64 i = 0; i < np; i++) {
        struct history_change *h = &out->proposed[out->nproposed++];
        TRY(change(c, x, r->item, &v[now], &p[i], h, e));
        h->version = -1;
    }
    return RC_OK;
}

rc history_of(struct op_ctx *c, const struct shown *x, i64 at, struct history *out, struct err *e) {
    const struct claim_row *r = &x->b->claims[at];
    struct db *d = c->session->db;
    *out = (struct history){0};
    TRY(changes(c, x, r, out, e));
    TRY(records_decisions(d, c->perm, r->c.id, &out->decisions, &out->ndecisions, e));
    return records_comments(d, c->perm, r->c.id, &out->comments, &out->ncomments, e);
}
