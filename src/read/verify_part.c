/* Places, dates, those accused, people, findings, names. */
#include "read/verify_look.h"

#include "read/place.h"
#include "read/world.h"
#include "text/when.h"

static const char STANDS[] = "only that the words stand there";

/* ---- dates ---- */

/* A date phrase at these words; NULL: none. */
static const struct probe_when *when_there(const struct look *l, struct span s) {
    const struct probe_sentence *se = probe_sentence_at(&l->k->p, s.start);
    for (i32 i = se ? se->when[0] : 0; se && i < se->when[1]; i++) {
        const struct probe_when *w = &l->k->p.whens[i];
        if (span_overlaps(w->words, s)) return w;
    }
    return NULL;
}

/* The words alone, where no stage took them for a date. */
static bool words_date(const struct look *l, struct span s, struct date_range *out, bool *rel) {
    struct arena a = l->scratch;
    struct str words = span_words(l->k->text, s);
    struct tokens t = tokenize(&a, words, 0, words.n);
    struct when_phrase p = {0};
    if (world_script(words)) {
        if (!world_when_of(words, &p)) return false;
        return *out = p.range, *rel = p.relative, true;
    }
    if (!t.n || !when_at(words, t.v, 0, t.n, l->k->p.anchor, &p)) return false;
    *out = p.range;
    *rel = p.relative;
    return true;
}

/* Is it the one date of the trigger's own speech, and not the time of speaking? */
static bool dates_the_event(const struct look *l, const struct probe_when *w) {
    const struct probes *p = &l->k->p;
    i64 n = 0;
    if (!l->t || !l->s || w < p->whens + l->s->when[0] || w >= p->whens + l->s->when[1])
        return false;
    for (i32 i = l->s->when[0]; i < l->s->when[1]; i++)
        n += p->whens[i].frame == l->t->frame;
    for (i32 i = l->s->frame[0]; i < l->s->frame[1]; i++)
        if (span_overlaps(p->frames[i].said.span, w->words)) return false;
    return n == 1 && w->frame == l->t->frame;
}

/* The anchor is cairn's: where none is given it is put in. */
static bool anchor_fits(struct when *w, struct str anchor) {
    if (!w->anchor.n) w->anchor = anchor;
    return str_eq(w->anchor, anchor);
}

static void look_date(struct look *l, const char *field, struct when *w, const struct when *reader,
                      bool event) {
    struct date_range r = {0};
    bool relative = false;
    if (!span_some(w->span) && w->range.precision == DATE_NONE && !w->anchor.n) return;
    if (!span_some(w->span)) return refused(l, field, "a date without words");
    if (reader && span_overlaps(w->span, reader->span) && range_same(w->range, reader->range) &&
        anchor_fits(w, reader->anchor))
        return verified(l, field, "reader");
    const struct probe_when *there = when_there(l, w->span);
    if (there)
        r = there->range, relative = there->relative;
    else if (!words_date(l, w->span, &r, &relative))
        r = (struct date_range){0};
    if (w->range.precision == DATE_NONE && !w->anchor.n)
        return span_only(l, field, "words without a date");
    if (!range_same(w->range, r)) return refused(l, field, "the words do not give this date");
    struct str anchor = relative ? l->k->p.anchor_words : (struct str){0};
    if (!anchor_fits(w, anchor)) return refused(l, field, "the anchor is another one");
    if (there && event && dates_the_event(l, there)) return verified(l, field, "recomputed");
    span_only(l, field, "whose date it is, is not shown");
}

void look_when(struct look *l) {
    const struct claim *r = l->reader;
    look_date(l, "when", &l->c->when, r ? &r->when : NULL, true);
    look_date(l, "said.when", &l->c->said.when, r ? &r->said.when : NULL, false);
}

/* ---- places ---- */

static bool where_as_reader(const struct look *l, const struct where *w) {
    for (i64 i = 0; l->reader && i < l->reader->nwhere; i++) {
        const struct where *r = &l->reader->where[i];
        if (span_fits(l, w->span, r->span) && r->role == w->role && str_eq(r->place, w->place) &&
            (r->precision == w->precision || w->precision == PRECISION_UNKNOWN))
            return true;
    }
    return false;
}

/* Which place do the words name: by the registers of the case, else by the gazetteer? */
static const char *place_named(const struct look *l, struct span s, struct where *out) {
    const struct read_opts *o = l->k->o;
    struct read_name name = {0};
    *out = (struct where){.span = s};
    if (o->name && o->name(o->name_ctx, span_words(l->k->text, s), &name) && name.place.n) {
        out->place = name.place;
        out->precision = name.precision;
        return "register";
    }
    bool found =
        o->places && place_of_words(l->a, l->scratch, o->places, l->k->text, l->k->country, out);
    return found ? "gazetteer" : NULL;
}

static bool in_source(const struct look *l, struct span s) {
    for (i32 i = l->s->frame[0]; i < l->s->frame[1]; i++)
        if (span_overlaps(l->k->p.frames[i].source, s)) return true;
    return false;
}

static void look_where(struct look *l, const char *field, const struct where *w) {
    struct where got;
    if (where_as_reader(l, w)) return verified(l, field, "reader");
    const char *rule = place_named(l, w->span, &got);
    if (!w->place.n) return span_only(l, field, STANDS);
    if (!rule || !str_eq(got.place, w->place))
        return refused(l, field, "the words do not name this place");
    if (w->precision != PRECISION_UNKNOWN && w->precision != got.precision)
        return refused(l, field, "the place is known to be of another kind");
    bool here = l->t && l->s && span_covers(l->s->words, w->span) && !in_source(l, w->span);
    if (here && w->role == PLACE_ROLE_AT) return verified(l, field, rule);
    span_only(l, field, "that it happened there is not shown");
}

/* ---- those accused ---- */

static void look_perpetrator(struct look *l, const char *field, const struct perpetrator *p) {
    const struct read_opts *o = l->k->o;
    struct read_name name = {0};
    for (i64 i = 0; l->reader && i < l->reader->nperps; i++) {
        const struct perpetrator *r = &l->reader->perps[i];
        if (span_fits(l, p->span, r->span) && r->how == p->how && str_eq(r->party, p->party))
            return verified(l, field, "reader");
    }
    bool known = p->party.n && o->name &&
                 o->name(o->name_ctx, span_words(l->k->text, p->span), &name) &&
                 str_eq(name.party, p->party);
    if (p->party.n && !known) return refused(l, field, "the words do not name this party");
    span_only(l, field, STANDS);
}

/* ---- people, findings, names ---- */

static bool victim_as_reader(const struct look *l, const struct victim *v) {
    for (i64 i = 0; l->reader && i < l->reader->nvictims; i++) {
        const struct victim *r = &l->reader->victims[i];
        bool name = span_some(v->name) ? span_fits(l, v->name, r->name) : !span_some(r->name);
        if (name && r->who == v->who && r->age == v->age && r->by_name == v->by_name) return true;
    }
    return false;
}

static bool finding_as_reader(const struct look *l, const struct finding *f) {
    for (i64 i = 0; l->reader && i < l->reader->nfindings; i++)
        if (l->reader->findings[i].kind == f->kind &&
            span_fits(l, f->span, l->reader->findings[i].span))
            return true;
    return false;
}

static bool name_as_reader(const struct look *l, const struct party_name *n) {
    for (i64 i = 0; l->reader && i < l->reader->nnames; i++) {
        const struct party_name *r = &l->reader->names[i];
        if (span_fits(l, n->name, r->name) && span_fits(l, n->other, r->other) &&
            r->former == n->former)
            return true;
    }
    return false;
}

static void by_reader(struct look *l, const char *field, bool same) {
    if (same) return verified(l, field, "reader");
    span_only(l, field, STANDS);
}

void look_parts(struct look *l) {
    const struct claim *c = l->c;
    for (i64 i = 0; i < c->nwhere; i++)
        look_where(l, look_numbered(l, "where", i), &c->where[i]);
    for (i64 i = 0; i < c->nperps; i++)
        look_perpetrator(l, look_numbered(l, "perpetrators", i), &c->perps[i]);
    for (i64 i = 0; i < c->nvictims; i++)
        by_reader(l, look_numbered(l, "victims", i), victim_as_reader(l, &c->victims[i]));
    for (i64 i = 0; i < c->nfindings; i++)
        by_reader(l, look_numbered(l, "findings", i), finding_as_reader(l, &c->findings[i]));
    for (i64 i = 0; i < c->nnames; i++)
        by_reader(l, look_numbered(l, "names", i), name_as_reader(l, &c->names[i]));
}
