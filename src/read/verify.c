#include "read/verify_look.h"

#include "read/check.h"
#include "read/place.h"

const char *verify_result_name(enum verify_result r) {
    static const char *const NAMES[] = {"verified", "span_only", "refused"};
    return NAMES[r];
}

void verify_note(struct arena *a, struct verification *v, struct str field, enum verify_result r,
                 const char *why) {
    *PUSH(a, v->v, v->n, v->cap) = (struct verify_field){str_dup(a, field), r, why};
    if (r > v->worst) v->worst = r;
}

rc checker_make(struct arena *perm, struct arena scratch, struct str text,
                const struct read_opts *o, struct checker *out, struct err *e) {
    *out = (struct checker){.text = text, .o = o, .p = {.a = perm}};
    TRY(read_probed(perm, scratch, text, o, &out->r, &out->p, e));
    out->lx = o->reader ? reader_lexicon(o->reader) : lexicon_make(perm);
    if (o->places)
        out->country = places_country(perm, scratch, o->places, text, out->r.claims, out->r.n);
    return RC_OK;
}

/* ---- what stands at the trigger ---- */

static u32 overlap(struct span a, struct span b) {
    u32 from = a.start > b.start ? a.start : b.start, to = a.end < b.end ? a.end : b.end;
    return to > from ? to - from : 0;
}

/* The reader's claim of this kind that shares most of the trigger; of equals the first. */
static const struct claim *reader_claim(const struct checker *k, const struct claim *c) {
    const struct claim *best = NULL;
    u32 most = 0;
    for (i64 i = 0; i < k->r.n; i++) {
        const struct claim *r = &k->r.claims[i];
        u32 n = r->kind == c->kind ? overlap(r->trigger, c->trigger) : 0;
        if (n > most) best = r, most = n;
    }
    return best;
}

static const struct probe_trigger *trigger_of(const struct look *l) {
    for (i32 i = l->s ? l->s->trigger[0] : 0; l->s && i < l->s->trigger[1]; i++) {
        const struct probe_trigger *t = &l->k->p.triggers[i];
        if (t->kind == l->c->kind && span_covers(l->c->trigger, t->words)) return t;
    }
    return NULL;
}

bool span_fits(const struct look *l, struct span s, struct span reader) {
    static const char *const ARTICLES[] = {"the ", "The ", "a ", "A ", "an ", "An "};
    if (span_same(s, reader)) return true;
    if (s.end != reader.end) return false;
    u32 from = s.start < reader.start ? s.start : reader.start,
        to = s.start < reader.start ? reader.start : s.start;
    struct str more = span_words(l->k->text, (struct span){from, to});
    for (i64 i = 0; i < LEN(ARTICLES); i++)
        if (str_eqc(more, ARTICLES[i])) return true;
    return false;
}

const char *look_numbered(struct look *l, const char *what, i64 i) {
    return cstr(l->a, str_fmt(l->a, "%s[%lld]", what, (long long)i));
}

/* ---- kind ---- */

/* Words that may tell of a kind by what they name, where the lexicon gives no kind itself. */
static bool flag_tells(enum kind k, const struct lex_row *r) {
    switch (k) {
    case KIND_bodies_found: return r->flags & LEX_BODY;
    case KIND_mass_grave: return r->flags & LEX_GRAVE;
    case KIND_munitions_found: return r->flags & (LEX_MUNITION | LEX_DEPOT);
    case KIND_hazard: return r->flags & LEX_HAZOBJ;
    case KIND_testimony: return r->flags & LEX_TESTI || r->act1;
    case KIND_denial: return r->flags & LEX_NEGATES || r->act1;
    case KIND_intent: return (r->flags & LEX_FUTURE) != 0;
    case KIND_torture:
    case KIND_mutilation: return r->finding1 > 0;
    case KIND_death:
    case KIND_killing: return r->what1 == WHAT_KILLED + 1 || r->flags & LEX_GROUPREF;
    default: return false;
    }
}

/* May any word of the trigger tell of the kind, whatever the reader makes of it here? */
static bool may_tell(const struct look *l) {
    struct arena a = l->scratch;
    struct str text = l->k->text;
    struct tokens t = tokenize(&a, text, l->c->trigger.start, l->c->trigger.end);
    for (i32 i = 0; i < t.n; i++) {
        i32 n = 1;
        const struct lex_sense *x = lexicon_at(l->k->lx, text, t.v, i, t.n, &n);
        for (; x; x = x->next)
            if (x->row->kind1 == l->c->kind + 1 || flag_tells(l->c->kind, x->row)) return true;
    }
    return false;
}

/* Kinds that one word shows. What somebody tells, means to do, denies or is called takes more. */
static bool by_word(enum kind k) {
    return k != KIND_intent && k != KIND_testimony && k != KIND_denial && k != KIND_party_name &&
           k != KIND_ceasefire && k != KIND_hazard;
}

static void look_kind(struct look *l) {
    const struct claim *c = l->c;
    bool one = (l->s && span_covers(l->s->words, c->trigger)) ||
               (l->reader && span_covers(l->reader->sentence, c->trigger));
    if ((l->s || l->reader) && !one)
        return refused(l, "kind", "the trigger does not stand in one sentence");
    if (l->reader) return verified(l, "kind", "reader");
    if (!l->s) return span_only(l, "kind", "no sentence of a language that is read stands there");
    if (l->t && l->t->verb && !l->t->needs_object && by_word(c->kind))
        return verified(l, "kind", "lexicon");
    if (l->t || may_tell(l))
        return span_only(l, "kind", "the words may tell of it; the reader does not read it here");
    refused(l, "kind", "no word of this kind stands in the trigger");
}

/* ---- how firmly it is said ---- */

static void look_polarity(struct look *l) {
    const struct claim *c = l->c;
    bool same =
        l->reader ? l->reader->polarity == c->polarity : l->t && (u8)c->polarity == l->t->polarity;
    if (!l->reader && !l->t) return span_only(l, "polarity", "what governs the words is not known");
    if (!l->reader && l->t->open)
        return refused(l, "polarity", "asked, doubted or denied: nothing is asserted");
    if (same && !l->reader && l->s->negates)
        return span_only(l, "polarity", "what the negation of the sentence governs is not shown");
    if (same) return verified(l, "polarity", l->reader ? "reader" : "clause");
    refused(l, "polarity", "the words say the contrary");
}

static void look_modality(struct look *l) {
    const struct claim *c = l->c;
    if (!l->reader && !l->t) return span_only(l, "modality", "what governs the words is not known");
    enum modality said = l->reader ? l->reader->modality : (enum modality)l->t->modality;
    if (said == c->modality) return verified(l, "modality", l->reader ? "reader" : "clause");
    if (c->modality == MODALITY_ASSERTED)
        return refused(l, "modality", "possible, intended or conditional: not asserted");
    span_only(l, "modality", "the reader takes it for something else");
}

/* ---- the sentence ---- */

static struct span join(struct span a, struct span b) {
    if (!span_some(a)) return b;
    if (!span_some(b)) return a;
    return (struct span){a.start < b.start ? a.start : b.start, a.end > b.end ? a.end : b.end};
}

/* Where one is given it must hold what it shows; cairn's own reaches as far as the claim needs. */
static void look_sentence(struct look *l) {
    struct claim *c = l->c;
    struct span own = l->reader ? l->reader->sentence : l->s ? l->s->words : c->trigger;
    own = join(own, join(c->trigger, c->said.content));
    if (!span_some(c->sentence)) {
        c->sentence = own;
        return;
    }
    bool holds = !span_some(c->said.content) || span_covers(c->sentence, c->said.content);
    if (!holds || !span_covers(c->sentence, c->trigger))
        return refused(l, "sentence", "it does not cover the trigger and the content");
    if (span_covers(own, c->sentence)) return verified(l, "sentence", "bytes");
    span_only(l, "sentence", "longer than what is said");
}

/* What every claim must hold (check.h), as a last look at the whole. */
static void look_whole(struct look *l) {
    struct claim c = *l->c;
    struct err e = {0};
    c.id = S("c-proposed");
    c.nsame_event = 0;
    c.part_of = c.repeats = (struct str){0};
    if (l->out->worst == VERIFY_REFUSED) return;
    if (claims_check(l->scratch, l->k->text, &c, 1, &e) != RC_OK)
        refused(l, "claim", cstr(l->a, str_c(e.msg)));
}

void claim_verify(struct arena *a, struct arena scratch, const struct checker *k, struct claim *c,
                  struct verification *out) {
    struct look l = {.a = a, .scratch = scratch, .k = k, .c = c, .out = out};
    *out = (struct verification){0};
    l.reader = reader_claim(k, c);
    l.s = probe_sentence_at(&k->p, c->trigger.start);
    l.t = trigger_of(&l);
    look_kind(&l);
    look_polarity(&l);
    look_modality(&l);
    look_said(&l);
    look_sentence(&l);
    look_counts(&l);
    look_when(&l);
    look_parts(&l);
    look_whole(&l);
}
